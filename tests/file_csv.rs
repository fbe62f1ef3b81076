//! The lines of a budget as comma-separated values, and lines that come from spreadsheets.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "support/german.rs"]
mod german;
#[path = "support/pitches.rs"]
mod pitches;

use std::sync::Arc;

use german::speak_german;
use pitches::random;
use pitchwright::file::csv;
use pitchwright::file::workbook::Audience;
use pitchwright::model::{Identifier, Line, LineKind, Money, OptionId, Percent, Pitch};
use pitchwright::plan::parse::NumberForm;
use pitchwright::plan::parse::table::{BudgetAround, PastedLines, add_lines, budget};
use pitchwright::plan::price::price;

const ENGLISH: NumberForm = NumberForm {
    decimal: '.',
    group: ',',
};
const GERMAN: NumberForm = NumberForm {
    decimal: ',',
    group: '.',
};

fn example() -> Pitch {
    let read = pitchwright::file::read(include_str!("../assets/example.pitch.json"));
    read.expect("the example reads").document.pitch
}

fn read(text: &str, pitch: &Pitch, numbers: NumberForm) -> PastedLines {
    let around = BudgetAround {
        numbers,
        currency: pitch.currency,
        team: &pitch.team,
        phases: &pitch.timeline.phases,
        options: &pitch.budget.options,
        tax: pitch.budget.tax_rate,
    };
    budget(text, &around)
}

fn named<'a>(pasted: &'a PastedLines, name: &str) -> &'a Line {
    let found = pasted.lines.iter().find(|(_, line)| line.name == name);
    &found.unwrap_or_else(|| panic!("{name}: {pasted:?}")).1
}

/// The pitch with these lines in the place of its own.
fn with_lines(pitch: &Pitch, lines: &PastedLines) -> Pitch {
    let mut copy = pitch.clone();
    let budget = Arc::make_mut(&mut copy.budget);
    budget.lines.retain(|_| false);
    let mut number = 0;
    add_lines(budget, lines, &mut || {
        number += 1;
        format!("new-{number}")
    });
    copy
}

#[test]
fn the_file_is_what_spreadsheets_of_the_place_expect() {
    let pitch = example();
    let option = OptionId::new("o-essential").unwrap();
    let english = csv::lines(&pitch, Some(&option), Audience::Client, ENGLISH);
    assert!(english.starts_with(
        "\u{feff}Group,Item,Kind,Quantity,Unit,\"Rate, EUR\",\"Price, EUR\",Tax %\r\n"
    ));
    assert!(english.contains("\r\nSet-up,Strategist,Fee,60,h,140.00,8400.00,21\r\n"));
    assert!(english.ends_with("\r\n") && !english.replace("\r\n", "").contains('\n'));
    let german = csv::lines(&pitch, Some(&option), Audience::Client, GERMAN);
    assert!(german.contains("\r\nSet-up;Strategist;Fee;60;h;140,00;8400,00;21\r\n"));
    let all = csv::lines(&pitch, None, Audience::Client, ENGLISH);
    assert!(all.contains("Recommended / Stretch"));
}

#[test]
fn the_clients_version_says_nothing_of_cost() {
    let pitch = example();
    let client = csv::lines(&pitch, None, Audience::Client, ENGLISH);
    for hidden in ["Cost", "Markup", "Margin", "commission", "62000.00"] {
        assert!(!client.contains(hidden), "{hidden}");
    }
    let inside = csv::lines(&pitch, None, Audience::Internal, ENGLISH);
    assert!(inside.contains("62000.00"));
}

#[test]
fn words_are_no_formulas_and_numbers_stay_numbers() {
    let mut pitch = example();
    let lines = &mut Arc::make_mut(&mut pitch.budget).lines;
    let id = lines.iter().next().unwrap().id.clone();
    let line = lines.find_mut(&id).unwrap();
    line.name = "=2+5+cmd|' /C calc'!A0, \"quoted\"".to_owned();
    line.kind = LineKind::Fixed;
    line.unit_price = Money::minor(-12_345);
    line.quantity = "1".parse().unwrap();
    line.unit = "@unit".to_owned();
    let text = csv::lines(&pitch, None, Audience::Client, ENGLISH);
    assert!(
        text.contains(
            "\"'=2+5+cmd|' /C calc'!A0, \"\"quoted\"\"\",Fixed price,1,'@unit,-123.45,-123.45,21"
        ),
        "{text}"
    );
    let back = read(&text, &pitch, ENGLISH);
    let line = named(&back, "=2+5+cmd|' /C calc'!A0, \"quoted\"");
    assert_eq!(
        (line.unit.as_str(), line.unit_price),
        ("@unit", Money::minor(-12_345))
    );
}

#[test]
fn what_goes_out_comes_back_at_the_same_price() {
    for seed in 0..40 {
        for numbers in [ENGLISH, GERMAN] {
            let code = ["EUR", "JPY", "KWD"][usize::try_from(seed % 3).unwrap()];
            let mut pitch = random(seed, code, 30);
            let team = Arc::make_mut(&mut pitch.team);
            assert!(!team.roles.is_empty());
            let text = csv::lines(&pitch, None, Audience::Internal, numbers);
            let back = read(&text, &pitch, numbers);
            assert_eq!(back.refused, Vec::<String>::new(), "seed {seed}\n{text}");
            let copy = with_lines(&pitch, &back);
            assert_eq!(copy.budget.lines.len(), pitch.budget.lines.len());
            let options = pitch.budget.options.iter().map(|option| Some(&option.id));
            for option in options.chain([None]) {
                let (one, other) = (price(&pitch, option), price(&copy, option));
                // Hours that come from the timeline differ by option; in the file they are those
                // of all.
                let typed = pitch
                    .budget
                    .lines
                    .iter()
                    .all(|l| l.hours_from == Default::default());
                if typed || option.is_none() {
                    assert_eq!(one.subtotal, other.subtotal, "seed {seed} {option:?}");
                    assert_eq!(one.external_cost, other.external_cost, "seed {seed}");
                    assert_eq!(one.labour_cost, other.labour_cost, "seed {seed}");
                    assert_eq!(one.taxes, other.taxes, "seed {seed}");
                }
            }
        }
    }
}

#[test]
fn an_agencys_own_sheet_is_understood() {
    let pitch = example();
    let text = "Budget spring\t\t\t\t\n\
        \t\t\t\t\n\
        Bezeichnung\tAnzahl\tEinheit\tEinzelpreis\tGesamtpreis\tFarbe\n\
        Kreation\t\t\t\t\n\
        Art director\t12,5\tStd.\t115,00\t1.437,50\trot\n\
        Reinzeichnung\t3\tStück\t1.250,50 €\t3.751,50 €\t\n\
        Zwischensumme\t\t\t\t5.189,00\t\n\
        Film\t\t\t\t\n\
        Musik\t1\t\tviel\t\t\n\
        Sprecher\t2\t\t\t900\t\n\
        Summe netto\t1\t\t\t6.089,00\t\n";
    let pasted = read(text, &pitch, GERMAN);
    assert_eq!(pasted.groups, ["Kreation", "Film"]);
    let fee = named(&pasted, "Art director");
    assert_eq!(fee.kind, LineKind::Fee);
    assert_eq!(
        fee.role.as_ref().map(Identifier::as_str),
        Some("r-art-director")
    );
    assert_eq!(
        (fee.hours.to_string().as_str(), fee.bill_rate),
        ("12.5", None),
        "the rate of the role"
    );
    let fixed = named(&pasted, "Reinzeichnung");
    assert_eq!(
        (fixed.kind, fixed.unit_price),
        (LineKind::Fixed, Money::minor(125_050))
    );
    assert_eq!(fixed.tax, pitch.budget.tax_rate, "no column says otherwise");
    let voice = named(&pasted, "Sprecher");
    assert_eq!(
        (voice.quantity.to_string().as_str(), voice.unit_price),
        ("2", Money::minor(45_000))
    );
    assert_eq!(
        pasted
            .lines
            .iter()
            .filter_map(|(group, _)| *group)
            .collect::<Vec<_>>(),
        [0, 0, 1, 1]
    );
    assert!(
        pasted
            .refused
            .iter()
            .any(|words| words == "Row 7, “Zwischensumme”: it is a sum, which is worked out here.")
    );
    assert!(
        pasted
            .refused
            .iter()
            .any(|words| words.starts_with("Row 9, “Musik”: “viel” is not a number."))
    );
    assert_eq!(pasted.said, ["Not read: the column “Farbe”."]);
}

#[test]
fn kinds_shares_options_and_strangers() {
    let pitch = example();
    let text = "Item,Kind,Quantity,Unit cost,Markup,VAT,Options,Role,Hours,Rate\n\
        Drone,Third party,2,\"1,250.00\",12.5%,0.21,Recommended / Stretch,,,\n\
        Social,Media at service fee,,\"10,000\",5,21%,,,,\n\
        Editor,,,,,none,Deluxe,Colourist,4,95\n\
        Bribe,Gift,1,5,,,,,,\n\
        Banner,media,,100,100,,,,,\n";
    let pasted = read(text, &pitch, ENGLISH);
    let drone = named(&pasted, "Drone");
    assert_eq!(drone.unit_cost, Money::minor(125_000));
    assert_eq!(drone.markup, "12.5".parse::<Percent>().unwrap());
    assert_eq!(drone.tax, Some(Percent::whole(21)));
    assert_eq!(drone.options.len(), 2);
    let social = named(&pasted, "Social");
    assert_eq!(
        (social.net, social.service_fee),
        (Money::minor(1_000_000), Percent::whole(5))
    );
    let editor = named(&pasted, "Editor");
    assert_eq!(
        (editor.kind, editor.tax, editor.bill_rate),
        (LineKind::Fee, None, Some(Money::minor(9500)))
    );
    assert_eq!(pasted.refused.len(), 2);
    assert!(pasted.refused[0].starts_with("Row 5, “Bribe”: “Gift” is no kind of line."));
    assert_eq!(
        pasted.refused[1],
        "Row 6, “Banner”: its commission is 100 % or more."
    );
    assert_eq!(
        pasted.said,
        [
            "No role here is called “Colourist”: that is left open.",
            "No option here is called “Deluxe”: that is left open.",
        ]
    );
}

#[test]
fn the_clients_version_comes_back_as_prices() {
    let pitch = example();
    let option = OptionId::new("o-recommended").unwrap();
    let text = csv::lines(&pitch, Some(&option), Audience::Client, ENGLISH);
    let back = read(&text, &pitch, ENGLISH);
    assert_eq!(back.refused, Vec::<String>::new());
    let mut copy = pitch.clone();
    let budget = Arc::make_mut(&mut copy.budget);
    budget.lines.retain(|_| false);
    budget.options.retain(|_| false);
    let mut number = 0;
    add_lines(budget, &back, &mut || {
        number += 1;
        format!("new-{number}")
    });
    assert_eq!(
        price(&copy, None).subtotal,
        price(&pitch, Some(&option)).subtotal
    );
}

#[test]
fn files_of_every_encoding_are_texts() {
    let words = "Größe;1.250 €";
    let wide: Vec<u8> = words.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(csv::text_of(words.as_bytes()), words);
    assert_eq!(csv::text_of(format!("\u{feff}{words}").as_bytes()), words);
    assert_eq!(csv::text_of(&[&[0xFF, 0xFE], &wide[..]].concat()), words);
    assert_eq!(csv::text_of(b"Gr\xF6\xDFe;1.250 \x80"), words);
}

#[test]
fn a_german_file_comes_back_at_the_same_price_and_so_does_an_english_one() {
    let pitch = example();
    let english = csv::lines(&pitch, None, Audience::Internal, ENGLISH);
    speak_german();
    let german = csv::lines(&pitch, None, Audience::Internal, GERMAN);
    assert!(german.contains("Gruppe;Position;Art;Menge"), "{german}");
    assert!(german.contains("Honorar"), "{german}");
    for (text, numbers) in [(german, GERMAN), (english, ENGLISH)] {
        let back = read(&text, &pitch, numbers);
        assert_eq!(back.refused, Vec::<String>::new(), "{text}");
        let copy = with_lines(&pitch, &back);
        assert_eq!(copy.budget.lines.len(), pitch.budget.lines.len());
        assert_eq!(price(&copy, None).subtotal, price(&pitch, None).subtotal);
        assert_eq!(
            price(&copy, None).external_cost,
            price(&pitch, None).external_cost
        );
    }
}

//! The spreadsheet: what other programs read in it, what they work out, and what the client's
//! version never holds.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation
)]

#[path = "support/german.rs"]
mod german;
#[path = "support/pitches.rs"]
mod pitches;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use german::speak_german;
use pitches::{Dice, random};
use pitchwright::file::workbook::{Audience, CannotWrite, Choice, MAX_AMOUNT, Setup, write};
use pitchwright::model::{Currency, Date, Identifier, Money, OptionId, Pitch};
use pitchwright::plan::price::price;

const EXAMPLE: &str = include_str!("../assets/example.pitch.json");

fn example() -> Pitch {
    let read = pitchwright::file::read(EXAMPLE);
    read.expect("the example reads").document.pitch
}

fn setup(audience: Audience, options: Choice) -> Setup {
    let made = Date::parse("2027-02-01").unwrap();
    Setup {
        audience,
        options,
        made,
    }
}

fn written(pitch: &Pitch, audience: Audience, options: Choice) -> Vec<u8> {
    write(pitch, &setup(audience, options), &mut |_| {}).expect("it is written")
}

/// Every part of the file, by its name.
fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    (0..zip.len())
        .map(|at| {
            let mut file = zip.by_index(at).unwrap();
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            (file.name().unwrap().into_owned(), text)
        })
        .collect()
}

/// The sheets as another program reads them.
fn sheets(bytes: &[u8]) -> BTreeMap<String, Sheet> {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).expect("it opens");
    book.worksheets()
        .into_iter()
        .map(|(name, range)| {
            let (row, column) = range.start().unwrap_or_default();
            let cells = range.cells().filter(|(_, _, value)| **value != Data::Empty);
            let cells = cells.map(|(r, c, value)| {
                let at = (row as usize + r, column as usize + c);
                (at, value.clone())
            });
            (name, cells.collect())
        })
        .collect()
}

type Sheet = BTreeMap<(usize, usize), Data>;

fn number(value: &Data) -> Option<f64> {
    match value {
        Data::Float(number) => Some(*number),
        Data::Int(number) => Some(*number as f64),
        _ => None,
    }
}

/// The amount in this column of the first row of these words, in minor units.
fn amount(sheet: &Sheet, words: &str, column: usize, currency: Currency) -> i64 {
    let row = sheet
        .iter()
        .find(|(_, value)| matches!(value, Data::String(text) if text == words))
        .map_or_else(|| panic!("a row of {words}"), |((row, _), _)| *row);
    minor(&sheet[&(row, column)], currency)
}

fn minor(value: &Data, currency: Currency) -> i64 {
    let scale = 10_f64.powi(i32::try_from(currency.decimals()).unwrap());
    let exact = number(value).expect("a number") * scale;
    assert!(
        (exact - exact.round()).abs() < 0.01,
        "{exact} is a whole number of minor units"
    );
    exact.round() as i64
}

fn option(id: &str) -> OptionId {
    OptionId::new(id).unwrap()
}

const PRICE: usize = 5;

#[test]
fn the_internal_version_holds_every_figure_of_ours() {
    let pitch = example();
    let bytes = written(
        &pitch,
        Audience::Internal,
        Choice::One(option("o-recommended")),
    );
    let sheets = sheets(&bytes);
    let names: BTreeSet<&str> = sheets.keys().map(String::as_str).collect();
    let expected = [
        "Summary",
        "Budget",
        "Months",
        "Payments",
        "Media",
        "Rates",
        "Cost and margin",
    ];
    assert_eq!(names, expected.into());
    let ours = price(&pitch, Some(&option("o-recommended")));
    let eur = Currency::EUR;
    let of = |sheet: &str, words: &str, column| amount(&sheets[sheet], words, column, eur);
    assert_eq!(of("Budget", "Subtotal", PRICE), ours.subtotal.units());
    assert_eq!(of("Budget", "Net total", PRICE), ours.net_total.units());
    assert_eq!(of("Budget", "Total in EUR", PRICE), ours.total.units());
    assert_eq!(of("Summary", "Total in EUR", 1), ours.total.units());
    let margin = |words| of("Cost and margin", words, 1);
    assert_eq!(
        margin("Agency gross income"),
        ours.agency_gross_income.units()
    );
    assert_eq!(margin("Profit"), ours.profit.units());
    assert_eq!(margin("External cost"), -ours.external_cost.units());
    assert_eq!(margin("Labour cost"), -ours.labour_cost.units());
    assert_eq!(
        Some(margin("Blended rate an hour")),
        ours.blended_rate.map(Money::units)
    );
    assert_eq!(of("Months", "Subtotal by month", 1), ours.subtotal.units());
    assert_eq!(of("Payments", "All payments", 4), ours.total.units());
    assert_eq!(of("Payments", "Not yet in a payment", 4), 0);
}

#[test]
fn the_clients_version_has_the_same_totals_and_no_sheet_of_ours() {
    let pitch = example();
    let bytes = written(&pitch, Audience::Client, Choice::All);
    let sheets = sheets(&bytes);
    let names: BTreeSet<&str> = sheets.keys().map(String::as_str).collect();
    let expected = [
        "Summary",
        "Budget Essential",
        "Budget Recommended",
        "Budget Stretch",
        "Options",
        "Months",
        "Payments",
        "Media",
    ];
    assert_eq!(names, expected.into());
    for (column, id) in ["o-essential", "o-recommended", "o-stretch"]
        .into_iter()
        .enumerate()
    {
        let ours = price(&pitch, Some(&option(id)));
        let total = amount(
            &sheets["Options"],
            "Total in EUR",
            column + 1,
            Currency::EUR,
        );
        assert_eq!(total, ours.total.units(), "{id}");
    }
}

#[test]
fn cells_are_formulas_with_names_titles_charts_and_the_paper_of_the_pitch() {
    let mut pitch = example();
    Arc::make_mut(&mut pitch.proposal).paper = pitchwright::model::Paper::Letter;
    let parts = parts(&written(&pitch, Audience::Internal, Choice::All));
    let budget = &parts["xl/worksheets/sheet3.xml"];
    assert!(budget.contains("<f>ROUND(C6*E6,2)</f>"), "hours times rate");
    assert!(budget.contains("<f>'Rates'!$C$"), "the rate card");
    assert!(budget.contains(r#"paperSize="1""#) && budget.contains(r#"orientation="landscape""#));
    assert!(budget.contains(r#"fitToPage="1""#) && budget.contains(r#"fitToHeight="0""#));
    assert!(budget.contains(r#"state="frozen""#));
    assert!(
        budget.contains("Halden Dairy Co-operative") && budget.contains("Page &amp;P of &amp;N")
    );
    let book = &parts["xl/workbook.xml"];
    for name in [
        "Net_total",
        "Total",
        "Tax_rate",
        "Subtotal",
        "Total_option_3",
        "_xlnm.Print_Titles",
    ] {
        assert!(book.contains(&format!("name=\"{name}\"")), "{name}");
    }
    let charts = parts
        .keys()
        .filter(|name| name.starts_with("xl/charts/chart"))
        .count();
    assert_eq!(charts, 3, "groups, options, months");
    let core = &parts["docProps/core.xml"];
    assert!(core.contains("<dc:title>Morning, made kinder</dc:title>"));
    assert!(core.contains("<dc:creator>Fieldnote</dc:creator>"));
    assert!(core.contains("2027-02-01"));
    // The same pitch is the same file, to the last byte.
    let again = |audience| written(&pitch, audience, Choice::All);
    assert_eq!(again(Audience::Client), again(Audience::Client));
}

#[test]
fn amounts_are_shown_with_the_decimals_of_their_currency() {
    for (code, format) in [("JPY", "#,##0"), ("EUR", "#,##0.00"), ("KWD", "#,##0.000")] {
        let pitch = random(7, code, 20);
        let styles = &parts(&written(&pitch, Audience::Client, Choice::All))["xl/styles.xml"];
        assert!(
            styles.contains(&format!("formatCode=\"{format}\"")),
            "{code}"
        );
    }
}

#[test]
fn what_people_typed_is_never_a_formula() {
    let mut pitch = example();
    let evil = "=HYPERLINK(\"https://evil.example\",\"x\")";
    pitch.title = evil.to_owned();
    let budget = Arc::make_mut(&mut pitch.budget);
    budget
        .lines
        .change_where(|_| true, |line| evil.clone_into(&mut line.name));
    budget.groups.change_where(
        |_| true,
        |group| "@SUM(1+1)*cmd|'!A0".clone_into(&mut group.name),
    );
    budget.options.change_where(
        |_| true,
        |option| "O'Neill [a]:*?/\\ & <b>".clone_into(&mut option.name),
    );
    Arc::make_mut(&mut pitch.team)
        .roles
        .change_where(|_| true, |role| "+1".clone_into(&mut role.name));
    let bytes = written(&pitch, Audience::Internal, Choice::All);
    for (name, text) in parts(&bytes) {
        for formula in text
            .split("<f>")
            .skip(1)
            .map(|rest| rest.split("</f>").next().unwrap())
        {
            assert!(
                !formula.contains("HYPERLINK") && !formula.contains("cmd"),
                "{name}: {formula}"
            );
        }
    }
    let sheets = sheets(&bytes);
    assert!(
        sheets
            .values()
            .any(|sheet| sheet.values().any(|v| *v == Data::String(evil.to_owned())))
    );
    assert_eq!(
        sheets
            .keys()
            .filter(|name| name.starts_with("Budget"))
            .count(),
        3
    );
}

#[test]
fn names_are_no_commands_of_a_header_and_no_formula_is_too_long() {
    let mut pitch = random(21, "EUR", 1500);
    Arc::make_mut(&mut pitch.client).organisation = "3M & Co".to_owned();
    let flight = serde_json::json!([{ "id": "f0", "channel": "One", "net": 100 }]);
    Arc::make_mut(&mut pitch.media).flights = serde_json::from_value(flight).unwrap();
    let budget = Arc::make_mut(&mut pitch.budget);
    let kind = pitchwright::model::LineKind::MediaCommission;
    budget.lines.change_where(
        |_| true,
        |line| (line.kind, line.flight) = (kind, pitchwright::model::FlightId::new("f0").ok()),
    );
    let parts = parts(&written(&pitch, Audience::Client, Choice::All));
    assert!(parts["xl/worksheets/sheet2.xml"].contains("&amp;9 3M &amp;&amp; Co"));
    for (name, text) in &parts {
        for formula in text.split("<f>").skip(1) {
            let length = formula.find("</f>").unwrap();
            assert!(length <= 8192, "{length} in {name}");
        }
    }
}

#[test]
fn days_are_days() {
    let bytes = written(&example(), Audience::Client, Choice::All);
    let payments = &sheets(&bytes)["Payments"];
    let dates = payments
        .values()
        .filter(|value| matches!(value, Data::DateTime(_)));
    assert!(dates.count() >= 3);
}

#[test]
fn what_a_spreadsheet_cannot_count_is_refused() {
    let mut pitch = random(3, "EUR", 20);
    let one = pitch.budget.lines.iter().next().unwrap().id.clone();
    let budget = Arc::make_mut(&mut pitch.budget);
    budget.options = Default::default();
    budget.lines.change_where(
        |_| true,
        |line| {
            line.kind = pitchwright::model::LineKind::Fixed;
            line.options.clear();
            line.unit_price = Money::MAX_TYPED;
            line.quantity = "10".parse().unwrap();
        },
    );
    let all = setup(Audience::Client, Choice::All);
    let refused = write(&pitch, &all, &mut |_| {});
    assert_eq!(refused, Err(CannotWrite::TooLarge("The sum of the lines")));
    let budget = Arc::make_mut(&mut pitch.budget);
    budget.lines.retain(|line| line.id == one);
    let bytes = write(&pitch, &all, &mut |_| {}).expect("one of them is counted");
    let total = price(&pitch, None).subtotal.units();
    assert!(total <= MAX_AMOUNT && total > MAX_AMOUNT / 20);
    assert_eq!(
        amount(&sheets(&bytes)["Budget"], "Subtotal", PRICE, pitch.currency),
        total
    );
    let gone = setup(Audience::Client, Choice::One(option("gone")));
    assert_eq!(
        write(&pitch, &gone, &mut |_| {}),
        Err(CannotWrite::NoSuchOption)
    );
}

#[test]
fn an_empty_budget_is_a_spreadsheet_too() {
    let settings = pitchwright::model::Settings::default();
    let pitch = Pitch::blank(Date::parse("2027-01-04").unwrap(), &settings);
    for audience in [Audience::Client, Audience::Internal] {
        let sheets = sheets(&written(&pitch, audience, Choice::All));
        assert_eq!(
            amount(&sheets["Budget"], "Total in EUR", PRICE, Currency::EUR),
            0
        );
    }
}

#[test]
fn progress_goes_up() {
    let mut told = Vec::new();
    let all = setup(Audience::Client, Choice::All);
    write(&example(), &all, &mut |percent| told.push(percent)).unwrap();
    assert!(told.len() > 10 && told.is_sorted(), "{told:?}");
}

// What another program works out.

/// The file without what its formulas came to: whoever shows a figure has worked it out.
fn without_results(bytes: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        if name.starts_with("xl/worksheets/sheet") {
            let mut cut = String::with_capacity(text.len());
            let mut rest = text.as_str();
            while let Some((before, after)) = rest.split_once("</f><v>") {
                cut.push_str(before);
                cut.push_str("</f>");
                rest = after.split_once("</v>").unwrap().1;
            }
            cut.push_str(rest);
            text = cut;
        }
        out.start_file(name, options).unwrap();
        out.write_all(text.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// Works out every file of a folder anew, in one run of LibreOffice: where the results are.
fn recalculated(folder: &Path) -> PathBuf {
    let profile = folder.join("profile");
    std::fs::create_dir_all(profile.join("user")).unwrap();
    // Always, whoever wrote the file.
    let always = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"#;
    std::fs::write(profile.join("user/registrymodifications.xcu"), always).unwrap();
    let results = folder.join("results");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "xlsx"))
        .collect();
    files.sort();
    let ran = Command::new("soffice")
        .arg(format!(
            "-env:UserInstallation=file://{}",
            profile.display()
        ))
        .args([
            "--headless",
            "--norestore",
            "--convert-to",
            "xlsx",
            "--outdir",
        ])
        .arg(&results)
        .args(&files)
        .output()
        .expect("LibreOffice runs: ./pitchwright test installs it (libreoffice-calc-nogui)");
    assert!(
        ran.status.success(),
        "{}",
        String::from_utf8_lossy(&ran.stderr)
    );
    results
}

/// Every cell that the two have, compared: amounts to the minor unit, shares and counts to the
/// twelfth digit.
fn differences(ours: &[u8], theirs: &[u8], name: &str, found: &mut Vec<String>) -> usize {
    let (ours, theirs) = (sheets(ours), sheets(theirs));
    let mut compared = 0;
    for (sheet, cells) in &ours {
        for (at, value) in cells {
            let other = theirs.get(sheet).and_then(|cells| cells.get(at));
            let same = match (number(value), other.and_then(number)) {
                (Some(one), Some(other)) => {
                    compared += 1;
                    (one - other).abs() <= 1e-12 * one.abs().max(1.0) * 10.0
                }
                // An empty text is no cell there.
                _ => other == Some(value) || matches!(value, Data::String(text) if text.is_empty()),
            };
            if !same {
                found.push(format!(
                    "{name}, {sheet}, {at:?}: {value:?} here, {other:?} there"
                ));
            }
        }
    }
    compared
}

fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Prices whose halves a float would lose.
fn halves() -> Pitch {
    let mut pitch = random(11, "EUR", 24);
    let budget = Arc::make_mut(&mut pitch.budget);
    let dice = RefCell::new(Dice::new(5));
    budget.lines.change_where(
        |_| true,
        |line| {
            line.kind = pitchwright::model::LineKind::Fixed;
            line.quantity = "0.5".parse().unwrap();
            line.unit_price =
                Money::minor(i64::try_from(2 * dice.borrow_mut().of(100_000) + 1).unwrap());
            line.tax = Some("21".parse().unwrap());
        },
    );
    pitch
}

/// Lines with more digits than a spreadsheet carries, and lines held at their limit.
fn large() -> Pitch {
    let mut pitch = random(17, "EUR", 24);
    let dice = RefCell::new(Dice::new(6));
    let budget = Arc::make_mut(&mut pitch.budget);
    budget.lines.change_where(
        |_| true,
        |line| {
            let wide = i64::try_from(9_999_999_001 + dice.borrow_mut().of(99_999)).unwrap();
            line.quantity = "33.333333".parse().unwrap();
            line.hours = "1234.5678".parse().unwrap();
            line.bill_rate = Some(Money::minor(wide / 1000));
            (line.unit_price, line.unit_cost) = (Money::minor(wide), Money::minor(wide));
            line.net = Money::minor(wide * 100);
            if line.id.as_str() == "l3" {
                line.kind = pitchwright::model::LineKind::MediaCommission;
                line.commission = "100".parse().unwrap();
            }
        },
    );
    assert!(!price(&pitch, None).held.is_empty());
    pitch
}

#[test]
fn libreoffice_works_out_the_same_figures_to_the_minor_unit() {
    let folder = scratch("recalculated");
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for audience in [Audience::Client, Audience::Internal] {
        let mut add = |name: String, pitch: &Pitch| {
            files.insert(
                format!("{name}-{audience:?}"),
                written(pitch, audience, Choice::All),
            );
        };
        add("example".to_owned(), &example());
        add("halves".to_owned(), &halves());
        add("large".to_owned(), &large());
        for code in ["JPY", "KWD"] {
            let mut pitch = example();
            pitch.set_currency(Currency::new(code).unwrap());
            add(format!("example-{code}"), &pitch);
        }
    }
    for seed in 0..30 {
        let code = ["EUR", "JPY", "KWD"][seed % 3];
        let audience = if seed % 5 == 0 {
            Audience::Client
        } else {
            Audience::Internal
        };
        let pitch = random(seed as u64, code, 10 + seed as u64 * 3);
        files.insert(
            format!("random-{seed}-{code}"),
            written(&pitch, audience, Choice::All),
        );
    }
    // Names of sheets, of cells and of kinds stand in formulas: in German they are others.
    speak_german();
    for audience in [Audience::Client, Audience::Internal] {
        files.insert(
            format!("german-{audience:?}"),
            written(&example(), audience, Choice::All),
        );
        files.insert(
            format!("german-random-{audience:?}"),
            written(&random(3, "EUR", 40), audience, Choice::All),
        );
    }
    assert!(sheets(&files["german-Internal"]).contains_key("Stundensätze"));
    for (name, bytes) in &files {
        std::fs::write(folder.join(format!("{name}.xlsx")), without_results(bytes)).unwrap();
    }
    let results = recalculated(&folder);
    let mut found = Vec::new();
    let mut compared = 0;
    for (name, bytes) in &files {
        let theirs = std::fs::read(results.join(format!("{name}.xlsx"))).expect(name);
        compared += differences(bytes, &theirs, name, &mut found);
    }
    assert!(
        found.is_empty(),
        "{} of {compared} differ:\n{}",
        found.len(),
        found.join("\n")
    );
    assert!(compared > 5000, "{compared} figures were compared");
}

// What the client's version never holds.

/// A pitch with a mark in every field that is internal: words, and figures by which they would be
/// known again.
fn marked(seed: u64) -> (Pitch, Vec<String>) {
    let mut pitch = random(seed, "EUR", 40);
    let dice = RefCell::new(Dice::new(seed ^ 0xABCD));
    let marks = RefCell::new(vec!["SECRET".to_owned()]);
    let secret = "SECRET words";
    let money = || {
        let units = i64::try_from(123_456_701 + dice.borrow_mut().of(700_000_000)).unwrap();
        let text = format!("{}.{:02}", units / 100, units % 100);
        marks
            .borrow_mut()
            .push(text.trim_end_matches('0').to_owned());
        Money::minor(units)
    };
    Arc::make_mut(&mut pitch.team)
        .roles
        .change_where(|_| true, |role| role.cost_rate = money());
    let budget = Arc::make_mut(&mut pitch.budget);
    budget.lines.change_where(
        |_| true,
        |line| {
            secret.clone_into(&mut line.note);
            line.cost_rate = Some(money());
            line.unit_cost = money();
            line.quantity = "1".parse().unwrap();
            line.net = money();
            line.markup = "13.5791".parse().unwrap();
            line.commission = "14.6813".parse().unwrap();
            line.service_fee = "15.7937".parse().unwrap();
            // Passed through at cost: the price says it, and may.
            if line.kind == pitchwright::model::LineKind::Expense {
                line.kind = pitchwright::model::LineKind::ThirdParty;
            }
        },
    );
    let media = Arc::make_mut(&mut pitch.media);
    media.flights.change_where(
        |_| true,
        |flight| {
            secret.clone_into(&mut flight.note);
            flight.net = money();
            flight.rate = money();
            flight.ctr = Some("0.918273".parse().unwrap());
        },
    );
    let mut marks = marks.into_inner();
    marks.extend(
        [
            "13.5791", "0.135791", "14.6813", "0.146813", "15.7937", "0.157937", "918273",
        ]
        .map(str::to_owned),
    );
    secret.clone_into(&mut Arc::make_mut(&mut pitch.client).notes);
    let status = json_of(&pitch);
    assert!(status.contains("SECRET"));
    // What follows from them.
    for option in pitch
        .budget
        .options
        .iter()
        .map(|option| Some(&option.id))
        .chain([None])
    {
        let ours = price(&pitch, option);
        for amount in [
            ours.external_cost,
            ours.labour_cost,
            ours.profit,
            ours.agency_gross_income,
        ] {
            let units = amount.units().abs();
            if units > 1_000_000 {
                let text = format!("{}.{:02}", units / 100, units % 100);
                marks.push(text.trim_end_matches('0').trim_end_matches('.').to_owned());
            }
        }
    }
    marks.sort();
    marks.dedup();
    (pitch, marks)
}

fn json_of(pitch: &Pitch) -> String {
    serde_json::to_string(pitch).unwrap()
}

#[test]
fn nothing_internal_is_in_any_part_of_the_clients_version() {
    for seed in 0..40 {
        let (pitch, marks) = marked(seed);
        let mut choices = vec![Choice::All];
        choices.extend(
            pitch
                .budget
                .options
                .iter()
                .map(|option| Choice::One(option.id.clone())),
        );
        for choice in choices {
            for (name, text) in parts(&written(&pitch, Audience::Client, choice.clone())) {
                let found = marks.iter().find(|mark| text.contains(mark.as_str()));
                assert_eq!(found, None, "in {name}, seed {seed}");
                let text = text.replace("pageMargins", "");
                for word in [
                    "Margin",
                    "Markup",
                    "Unit cost",
                    "Cost rate",
                    "Commission",
                    "commission",
                    "Profit",
                ] {
                    assert!(!text.contains(word), "{word} is in {name}, seed {seed}");
                }
            }
        }
        // The marks are such that they would be found.
        let inside: String = parts(&written(&pitch, Audience::Internal, Choice::All))
            .into_values()
            .collect();
        let seen = marks
            .iter()
            .filter(|mark| inside.contains(mark.as_str()))
            .count();
        assert!(
            seen > 20 && inside.contains("SECRET"),
            "{seen} of {} in seed {seed}",
            marks.len()
        );
    }
}

//! What leaves for the client: the copy of the pitch, the web page with the copy in it, and what is
//! copied for word processors. Nothing internal is in any of them, and the copy opens again.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "support/cases.rs"]
mod cases;
#[path = "support/plain.rs"]
mod plain;

use cases::cases;
use std::sync::Arc;

use pitchwright::file::{self, Document, ReadError, client, web_page};
use pitchwright::model::{Date, DocumentKind, Identifier, Money, Pitch, PitchId};
use pitchwright::proposal::block::RowKind;
use pitchwright::proposal::{Content, compose, html, sign};
use plain::Plain;
use proptest::prelude::*;
use serde_json::{Value, json};

const NO_PICTURES: fn(pitchwright::model::Picture) -> Option<String> = |_| None;

fn example() -> Document {
    let text = std::fs::read_to_string("assets/example.pitch.json").unwrap();
    file::read(&text).unwrap().document
}

fn document(pitch: Value) -> Document {
    let pitch: Pitch = serde_json::from_value(pitch).unwrap();
    Document::new(PitchId::new("p-1").unwrap(), pitch)
}

/// All that leaves for the client.
fn given(document: &Document) -> [String; 4] {
    let proposal = compose(&document.pitch, &Plain);
    let copy = file::write(&client::copy(document), &file::Pictures::new());
    let page = html::page(&proposal, &NO_PICTURES, &[], &web_page::element(&copy));
    [
        copy,
        page,
        html::fragment(&proposal, &NO_PICTURES),
        html::plain(&proposal),
    ]
}

/// What the internal fields of a pitch hold: figures that are found as figures, and a word.
#[derive(Debug, Clone)]
struct Inside {
    word: String,
    /// Each greater than any other figure of the pitch, and unlike any other.
    money: [i64; 14],
    /// Hundredths of a per cent.
    percent: [u32; 3],
}

fn inside() -> impl Strategy<Value = Inside> {
    let money = prop::array::uniform14(10_000_019_i64..99_999_989);
    let percent = prop::array::uniform3(1_000_i64..3_000);
    ("[a-z]{6}", money, percent).prop_map(|(word, money, percent)| Inside {
        word: format!("Secret{word}"),
        money: std::array::from_fn(|at| money[at] - money[at] % 14 + i64::try_from(at).unwrap()),
        percent: percent.map(|hundredths| u32::try_from(hundredths).unwrap()),
    })
}

/// A pitch with something secret in every field that only the agency sees.
fn pitch(inside: &Inside) -> Value {
    let Inside {
        word: secret,
        money,
        percent,
    } = inside;
    let percent = percent.map(|percent| format!("{}.{:02}1", percent / 100, percent % 100));
    json!({
        "title": "Morning, made kinder", "currency": "EUR", "hidden": secret,
        "client": { "organisation": "Halden Dairy", "brand": "Halden Oat", "notes": secret, "next_action": secret,
            "contacts": [{ "id": "c1", "name": "Ines", "position": "director", "part": secret, "email": secret, "phone": secret, "x": secret }] },
        "status": { "stage": "lost", "typed_value": money[0], "win_probability": percent[0] },
        "brief": { "background": secret, "audience": secret, "insight": secret, "proposition": secret, "tone": secret,
            "mandatories": secret, "competitors": secret, "client_budget": money[1],
            "objectives": [{ "id": "o1", "name": "Awareness", "metric": "prompted", "x": secret }] },
        "story": { "hidden": secret, "sections": [
            { "id": "s1", "title": "Where you stand", "text": "Words.", "rationale": secret, "executions": secret, "speaker_notes": secret, "x": secret },
            { "id": "s2", "title": secret, "internal": true, "text": secret, "idea": secret },
            { "id": "s3", "kind": "objectives" }, { "id": "s4", "kind": "deliverables" },
            { "id": "s5", "kind": "timeline" }, { "id": "s6", "kind": "budget" },
            { "id": "s7", "kind": "options" }, { "id": "s8", "kind": "media" },
            { "id": "s9", "kind": "team" }, { "id": "s10", "kind": "payments" },
            { "id": "s11", "kind": "signatures" },
            { "id": "s12", "kind": "terms", "internal": true, "text": secret }
        ] },
        "scope": { "deliverables": [{ "id": "d1", "name": "Film", "due": "t3", "lines": ["l1"], "tasks": ["t1"], "x": secret }] },
        "team": {
            "roles": [{ "id": "r1", "name": "art director", "discipline": secret, "bill_rate": 11_500, "cost_rate": money[2] },
                { "id": "r2", "name": secret, "bill_rate": money[3], "cost_rate": money[3] }],
            "people": [{ "id": "p1", "name": "Sofia", "role": "r1", "hours_per_week": "20", "biography": "Draws.",
                "away": [{ "id": "a1", "from": "2039-03-01", "to": "2039-03-02", "note": secret }] }]
        },
        "timeline": { "start": "2027-02-22", "hidden": secret, "launch": "t3", "phases": [{ "id": "ph1", "name": "Creative" }],
            "baselines": [{ "id": "b1", "name": secret, "kept_on": "2027-01-01", "net_total": money[4], "tasks": [] }],
            "tasks": [
                { "id": "t1", "name": "Develop", "phase": "ph1", "duration": 7, "best": 5, "worst": 11, "note": secret,
                  "deadline": "2039-05-05", "progress": percent[0],
                  "assignments": [{ "id": "as1", "role": "r1", "person": "p1", "hours": "56" }] },
                { "id": "t2", "name": "Client approves", "phase": "ph1", "kind": "approval", "duration": 3 },
                { "id": "t3", "name": "On air", "kind": "milestone" },
                { "id": "t4", "name": "More", "duration": 4, "options": ["op2"],
                  "assignments": [{ "id": "as2", "role": "r1", "hours": "9" }] }
            ],
            "links": [{ "id": "k1", "from": "t1", "to": "t2" }, { "id": "k2", "from": "t2", "to": "t3" }] },
        "budget": { "hidden": secret, "payment_days": 37, "supplier_days": 41,
            "groups": [{ "id": "g1", "name": "Fees" }, { "id": "g2", "name": "Production" }],
            "options": [{ "id": "op1", "name": "Essential" },
                { "id": "op2", "name": "Full", "discount": { "scope": "fees", "value": { "percent": "5" } } }],
            "recommended": "op2", "contingency": { "percent": "7.5" }, "tax_name": "VAT",
            "offers": [{ "id": "of1", "on": "2027-01-05", "name": secret, "currency": "EUR", "net_total": money[5], "total": money[5],
                "profit": money[6], "agency_gross_income": money[6], "note": secret }],
            "lines": [
                { "id": "l1", "name": "Art direction", "kind": "fee", "group": "g1", "role": "r1", "hours_from": "timeline",
                  "cost_rate": money[7], "tax": "21", "note": secret },
                { "id": "l2", "name": "Production house", "kind": "third_party", "group": "g2", "quantity": "3",
                  "unit_cost": money[8], "markup": percent[1], "tax": "21", "options": ["op2"], "optional": true },
                { "id": "l3", "name": "Read-out", "kind": "fixed", "group": "g2", "quantity": "1", "unit": "report",
                  "unit_price": 1_650_000, "unit_cost": money[9], "tax": "21" },
                { "id": "l4", "name": "Online video", "kind": "media_commission", "flight": "f1", "commission": percent[2] },
                { "id": "l5", "name": "Search", "kind": "media_service_fee", "net": money[10], "service_fee": percent[1] },
                { "id": "l6", "name": "Banners", "kind": "media_service_fee", "flight": "f2", "service_fee": percent[1], "options": ["op1"] },
                { "id": "l7", "name": "Banners, more", "kind": "media_service_fee", "flight": "f2", "service_fee": percent[2], "options": ["op2"] }
            ],
            "payments": [{ "id": "i1", "name": "First", "share": { "percent": "30" }, "due": "signature", "x": secret },
                { "id": "i2", "name": "Second", "share": "rest", "due": { "task": "t2" } }] },
        "media": { "conversion_value": money[11], "notes": "Rates hold.", "hidden": secret, "flights": [
            { "id": "f1", "channel": "Online video", "placement": "Pre-roll", "start": "2027-05-03", "finish": "2027-06-13",
              "model": "CPM", "rate": 1_153, "net": money[12], "ctr": "0.35", "cvr": "1.1", "note": secret,
              "assumed": { "from": secret, "figures": ["rate"] } },
            { "id": "f2", "channel": "Display", "placement": "Banners", "start": "2027-05-03", "finish": "2027-06-13",
              "model": "CPC", "rate": 61, "net": money[13], "cvr": "1.7", "note": secret }] },
        "terms": { "assumptions": secret, "exclusions": secret, "cancellation": secret, "ownership": secret },
        "pursuit": { "fit": 2, "decision": "go", "decided_on": "2027-01-05", "reason": secret, "outcome": secret, "planned_hours": "40",
            "time": [{ "id": "h1", "role": "r1", "hours": "7", "cost_rate": money[0], "note": secret, "x": secret }], "x": secret },
        "journal": { "entries": [{ "id": "e1", "author": secret, "about": secret, "text": secret }] },
        "proposal": { "agency": "Fieldnote", "version": "2", "x": secret }
    })
}

/// The amounts with their decimals too, as they are read.
fn written(money: i64) -> [String; 2] {
    [
        money.to_string(),
        format!("{}.{:02}", money / 100, money % 100),
    ]
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn nothing_internal_is_in_what_the_client_gets(inside in inside()) {
        let document = document(pitch(&inside));
        for text in given(&document) {
            prop_assert!(!text.contains(&inside.word), "{} in {}", inside.word, text);
            prop_assert!(!text.contains("2039-"));
            for amount in inside.money.into_iter().flat_map(written) {
                prop_assert!(!text.contains(&amount), "{amount} in {text}");
            }
            for percent in inside.percent {
                let percent = format!("{}.{:02}1", percent / 100, percent % 100);
                prop_assert!(!text.contains(&percent), "{percent} in {text}");
            }
        }
    }

    /// Prices, dates and days of the copy are those of the pitch.
    #[test]
    fn the_copy_comes_to_the_same(inside in inside()) {
        use pitchwright::plan::price::price_options;
        let document = document(pitch(&inside));
        let copy = client::copy(&document);
        let sums = |pitch: &Pitch| -> Vec<_> {
            (price_options(pitch).into_iter())
                .map(|(id, price)| (id, price.subtotal, price.discount, price.net_total, price.total))
                .collect()
        };
        prop_assert_eq!(sums(&copy.pitch), sums(&document.pitch));
        let read = file::read(&file::write(&copy, &file::Pictures::new())).unwrap();
        prop_assert_eq!(read.document, copy);
        prop_assert_eq!(read.repairs, vec![]);
    }
}

#[test]
fn the_copy_of_the_example_writes_the_same_documents() {
    let mut document = example();
    let signed = sign(&document.pitch, Date::ymd(2027, 2, 19).unwrap());
    document.pitch.signed = Some(Arc::new(signed));
    let name = "Travel";
    let budget = Arc::make_mut(&mut document.pitch.budget);
    let line = budget
        .lines
        .iter()
        .find(|line| line.name == name)
        .unwrap()
        .id
        .clone();
    budget.lines.find_mut(&line).unwrap().unit_cost = Money::minor(420_000);
    for kind in DocumentKind::ALL {
        Arc::make_mut(&mut document.pitch.proposal).document = *kind;
        writes_the_same(&document);
    }
}

fn writes_the_same(document: &Document) {
    let copy = client::copy(document);
    let (mine, theirs) = (
        compose(&document.pitch, &Plain),
        compose(&copy.pitch, &Plain),
    );
    assert_eq!(mine.sections, theirs.sections);
    for (mine, theirs) in mine.blocks.iter().zip(&theirs.blocks) {
        if let (Content::Table(mine), Content::Table(theirs)) = (&mine.content, &theirs.content)
            && mine.caption.contains("what we expect")
        {
            // What clicks are bought at cannot be said to the last click without the rate: then no
            // figure is there, and never another one.
            for (mine, theirs) in mine.rows.iter().zip(&theirs.rows) {
                let line = mine.kind == RowKind::Line;
                for (mine, theirs) in mine.cells.iter().zip(&theirs.cells) {
                    assert!(mine == theirs || theirs.text == "–" || !line, "{theirs:?}");
                }
            }
        } else {
            assert_eq!(mine.content.words(), theirs.content.words());
        }
    }
    assert_eq!(mine.blocks.len(), theirs.blocks.len());
}

#[test]
fn the_copy_is_a_pitch_of_its_own() {
    let document = example();
    let copy = client::copy(&document);
    assert_ne!(copy.id, document.id);
    assert_eq!(copy.id, client::copy(&document).id);
    let long = Document::new(PitchId::new(&"x".repeat(64)).unwrap(), document.pitch);
    assert_ne!(client::copy(&long).id, long.id);
    assert!(client::copy(&long).id.as_str().ends_with("-client"));
}

#[test]
fn what_the_client_does_not_read_is_not_in_the_copy() {
    let mut value = pitch(&Inside {
        word: "Secret".to_owned(),
        money: [10_000_019; 14],
        percent: [1_234; 3],
    });
    value["story"]["sections"] = json!([{ "id": "s1", "title": "Only words", "text": "Words." }]);
    let copy = client::copy(&document(value));
    let text = file::write(&copy, &file::Pictures::new());
    for gone in [
        "Film",
        "Develop",
        "Art direction",
        "Essential",
        "Online video",
        "Sofia",
        "Awareness",
        "30",
    ] {
        assert!(!text.contains(gone), "{gone} in {text}");
    }
}

#[test]
fn a_page_opens_again() {
    let document = example();
    let copy = client::copy(&document);
    let [_, page, ..] = given(&document);
    let opened = file::read(&page).unwrap();
    assert_eq!(opened.document, copy);
    assert_eq!(opened.repairs, vec![]);
    // As some programs save it: with a mark before it, and its lines ended otherwise.
    let saved = format!("\u{feff}{}", page.replace('\n', "\r\n"));
    assert_eq!(file::read(&saved).unwrap().document, copy);
}

#[test]
fn no_text_ends_the_element() {
    let mut document = example();
    document.pitch.title = "</script><script>alert(1)</script><!--".to_owned();
    let [_, page, ..] = given(&document);
    assert_eq!(page.matches("<script").count(), 1);
    assert_eq!(page.matches("</script").count(), 1);
    assert!(!page.contains("<!--"));
    let opened = file::read(&page).unwrap();
    assert_eq!(opened.document.pitch.title, document.pitch.title);
}

#[test]
fn pages_without_a_pitch_are_refused_in_words() {
    let [_, page, ..] = given(&example());
    let refused = |text: &str| file::read(text).unwrap_err();
    assert_eq!(
        refused("<!doctype html><title>Hello</title>"),
        ReadError::PageWithoutPitch
    );
    assert_eq!(refused("<"), ReadError::PageWithoutPitch);
    let (begin, _) = page.split_once("</script").unwrap();
    assert_eq!(refused(begin), ReadError::PageCutOff);
    assert!(matches!(
        refused(&web_page::element("{ \"format\": ")),
        ReadError::Damaged { .. }
    ));
    assert!(matches!(
        refused(&web_page::element("{ \"format\": \"a\", \"version\": 1 }")),
        ReadError::OtherFormat(_)
    ));
    assert_eq!(refused(&web_page::element("")), ReadError::Empty);
    let large = web_page::element(&" x".repeat(file::MAX_BYTES));
    assert_eq!(refused(&large), ReadError::TooLarge);
    assert_eq!(web_page::most_bytes("Offer.HTML"), web_page::MAX_PAGE_BYTES);
    assert_eq!(
        web_page::most_bytes("offer.pitch.json"),
        file::MAX_BYTES + file::pictures::MAX_BYTES
    );
}

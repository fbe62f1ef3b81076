//! The proposal says what the client is to read, and nothing that is internal.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "support/plain.rs"]
mod plain;

use std::sync::Arc;

use pitchwright::model::Pitch;
use pitchwright::proposal::block::{Row, RowKind, Table, TextLook};
use pitchwright::proposal::gantt::{BarKind, Chart, ends};
use pitchwright::proposal::layout::Start;
use pitchwright::proposal::{Content, Proposal, compose};
use plain::Plain;
use rust_decimal::Decimal;
use serde_json::json;

/// A pitch with every kind of section, and SECRET (or a tell-tale figure) in every internal field.
fn pitch() -> Pitch {
    serde_json::from_value(json!({
        "title": "Morning, made kinder",
        "currency": "EUR",
        "SECRET": "SECRET of another version",
        "client": {
            "organisation": "Halden Dairy", "brand": "Halden Oat",
            "contacts": [{ "id": "c1", "name": "Ines Moreau", "position": "marketing director",
                "part": "SECRET decides", "email": "SECRET@example.com", "phone": "SECRET 123" }],
            "notes": "SECRET relationship", "next_action": "SECRET call", "next_action_date": "2039-01-01",
            "SECRET": "SECRET"
        },
        "status": { "stage": "in_progress", "win_probability": "43.219876", "typed_value": 777_777_777,
            "decision_date": "2027-02-19" },
        "brief": {
            "background": "Background that only the team reads.",
            "objectives": [{ "id": "o1", "name": "Awareness", "metric": "prompted awareness",
                "baseline": "9 %", "target": "24 %", "by": "2027-07-31" }],
            "client_budget": 48_000_000
        },
        "story": { "sections": [
            { "id": "s1", "title": "Where you stand", "text": "You have the **best taste**, and [nobody knows](https://example.com/x).\n\n- one\n- two\n  1. deep\n\n> A quote.\n\n### A heading\n\nBad [link](javascript:alert(1)) and <b>html</b>." },
            { "id": "s2", "title": "SECRET section", "internal": true, "text": "SECRET text" },
            { "id": "s3", "title": "Objectives", "kind": "objectives" },
            { "id": "s4", "title": "The second sip", "kind": "concept", "idea": "The moment of doubt.",
              "rationale": "Because *it turns*.", "executions": "- film", "recommended": true },
            { "id": "s5", "title": "Deliverables", "kind": "deliverables" },
            { "id": "s6", "title": "Timeline", "kind": "timeline", "text": "It fits." },
            { "id": "s7", "title": "Budget", "kind": "budget" },
            { "id": "s8", "title": "Options", "kind": "options" },
            { "id": "s9", "title": "Media", "kind": "media" },
            { "id": "s10", "kind": "team" },
            { "id": "s11", "title": "Payments", "kind": "payments" },
            { "id": "s12", "title": "Terms", "kind": "terms" },
            { "id": "s13", "title": "Agreement", "kind": "signatures" }
        ] },
        "scope": {
            "deliverables": [{ "id": "d1", "name": "Film", "quantity": "1", "specification": "20 s", "rounds": 2,
                "further_round_price": 85_000, "acceptance": "Signed off in writing.", "due": "t3",
                "lines": ["l1"], "tasks": ["t1"] }],
            "out_of_scope": "Translation.", "changes": "In writing."
        },
        "team": {
            "roles": [{ "id": "r1", "name": "art director", "discipline": "creative", "bill_rate": 11_500, "cost_rate": 4_913 }],
            "people": [{ "id": "p1", "name": "Sofia Lindqvist", "role": "r1", "hours_per_week": "20",
                "biography": "Drew **the cups**.", "away": [{ "id": "a1", "from": "2039-03-01", "to": "2039-03-02", "note": "SECRET away" }] }]
        },
        "timeline": {
            "start": "2027-02-22",
            "phases": [{ "id": "ph1", "name": "Creative" }],
            "launch": "t3",
            "tasks": [
                { "id": "t1", "name": "Develop", "phase": "ph1", "duration": 7, "note": "SECRET task note", "progress": "33.777",
                  "assignments": [{ "id": "as1", "role": "r1", "person": "p1", "hours": "56" }] },
                { "id": "t2", "name": "Client approves creative", "phase": "ph1", "kind": "approval", "duration": 3 },
                { "id": "t3", "name": "On air", "kind": "milestone" }
            ],
            "links": [{ "id": "k1", "from": "t1", "to": "t2" }, { "id": "k2", "from": "t2", "to": "t3" }]
        },
        "budget": {
            "groups": [{ "id": "g1", "name": "Fees" }, { "id": "g2", "name": "Production" }],
            "options": [{ "id": "op1", "name": "Essential" }, { "id": "op2", "name": "Recommended",
                "discount": { "scope": "fees", "value": { "percent": "5" } } }],
            "recommended": "op2",
            "contingency": { "percent": "7.5" },
            "tax_name": "VAT",
            "lines": [
                { "id": "l1", "name": "Art direction", "kind": "fee", "group": "g1", "role": "r1", "hours": "56",
                  "cost_rate": 4_917, "tax": "21", "note": "SECRET line note" },
                { "id": "l2", "name": "Production house", "kind": "third_party", "group": "g2", "quantity": "2",
                  "unit_cost": 3_113_700, "markup": "10.123", "tax": "21", "options": ["op2"] },
                { "id": "l3", "name": "Read-out", "kind": "fixed", "group": "g2", "quantity": "1", "unit": "report",
                  "unit_price": 1_650_000, "unit_cost": 911_300, "tax": "21" },
                { "id": "l4", "name": "Online video", "kind": "media_commission", "flight": "f1", "commission": "10.017" },
                { "id": "l5", "name": "Search", "kind": "media_service_fee", "net": 1_250_300, "service_fee": "8.019" }
            ],
            "payments": [
                { "id": "i1", "name": "First", "share": { "percent": "30" }, "due": "signature" },
                { "id": "i2", "name": "Second", "share": "rest", "due": { "task": "t2" } }
            ]
        },
        "media": {
            "flights": [{ "id": "f1", "channel": "Online video", "placement": "Pre-roll", "start": "2027-05-03",
                "finish": "2027-06-13", "model": "CPM", "rate": 1_153, "net": 5_801_300, "ctr": "0.35", "cvr": "1.1",
                "note": "SECRET flight note" }],
            "notes": "Rates hold until March."
        },
        "terms": { "assumptions": "Two rounds.", "exclusions": "Listing fees.", "valid_until": "2027-03-12",
            "cancellation": "By phase.", "ownership": "On payment." },
        "pursuit": { "fit": 2, "decision": "no_go", "reason": "SECRET reason", "outcome": "SECRET outcome",
            "time": [{ "id": "h1", "hours": "7", "note": "SECRET hours" }] },
        "journal": { "entries": [{ "id": "e1", "author": "SECRET author", "about": "SECRET", "text": "SECRET decision" }] },
        "proposal": { "agency": "Fieldnote", "subtitle": "A launch in three months", "version": "2", "date": "2027-02-09" }
    }))
    .unwrap()
}

fn proposal() -> Proposal {
    compose(&pitch(), &Plain)
}

fn words(proposal: &Proposal) -> String {
    proposal
        .blocks
        .iter()
        .flat_map(|block| block.content.words())
        .collect::<Vec<_>>()
        .join("\n")
}

fn tables(proposal: &Proposal) -> Vec<&Table> {
    (proposal.blocks.iter())
        .filter_map(|block| match &block.content {
            Content::Table(table) => Some(table),
            _ => None,
        })
        .collect()
}

fn chart(proposal: &Proposal) -> &Chart {
    (proposal.blocks.iter())
        .find_map(|block| match &block.content {
            Content::Gantt(chart) => Some(chart),
            _ => None,
        })
        .unwrap()
}

#[test]
fn nothing_internal_is_in_the_proposal() {
    let proposal = proposal();
    // The whole value, with raw figures; and the words as the client reads them.
    let everything = format!("{proposal:?}\n{}", words(&proposal));
    let figures = [
        "SECRET",
        "only the team reads",
        "2039-",
        "43.21",
        "777777",
        "7777777",
        "33.777",
        // Cost rates, unit costs, markup, commission, service fee, nets and media rates.
        "49.13",
        "4913",
        "49.17",
        "4917",
        "31137",
        "3113700",
        "62274",
        "6227400",
        "9113",
        "911300",
        "10.123",
        "10.017",
        "8.019",
        "12503",
        "1250300",
        "58013",
        "5801300",
        "11.53",
        "480000",
        "48000000",
    ];
    for secret in figures {
        assert!(!everything.contains(secret), "{secret} is in the proposal");
    }
}

#[test]
fn what_is_bought_abroad_is_offered_in_the_currency_of_the_document_alone() {
    let mut pitch = pitch();
    let budget = Arc::make_mut(&mut pitch.budget);
    (budget.payment_days, budget.supplier_days) = (317, 319);
    let abroad =
        json!({ "currency": "CHF", "amount": 1_234_567, "rate": "1.0731", "dated": "2038-05-06" });
    for line in [
        json!({ "id": "m", "name": "Music", "kind": "third_party", "group": "g2", "quantity": "3", "markup": "10", "bought_in": abroad }),
        json!({ "id": "e", "name": "Travel", "kind": "expense", "group": "g2", "quantity": "3", "unit_cost": 7_131_719, "bought_in": abroad }),
    ] {
        budget.lines.push(serde_json::from_value(line).unwrap());
    }
    let proposal = compose(&pitch, &Plain);
    let everything = format!("{proposal:?}\n{}", words(&proposal));
    for secret in [
        "CHF", "1234567", "12345.67", "1.0731", "2038", "7131719", "71317.19", "317", "319",
    ] {
        assert!(!everything.contains(secret), "{secret} is in the proposal");
    }
    // 3 x 12,345.67 at 1.0731 are 39,744.415 ..., and 10 % on them.
    assert!(
        words(&proposal).contains("39744.42"),
        "{}",
        words(&proposal)
    );
    assert!(words(&proposal).contains("43718.86"));
}

#[test]
fn the_words_of_every_visible_section_are_there() {
    let words = words(&proposal());
    for wanted in [
        "Halden Dairy",
        "Ines Moreau, marketing director",
        "A launch in three months",
        "best taste",
        "A quote.",
        "deep",
        "<b>html</b>",
        "prompted awareness",
        "The moment of doubt.",
        "Because it turns.",
        "20 s\nSigned off in writing.",
        "then EUR 850.00 each",
        "Translation.",
        "Client approves creative",
        "On air",
        "Production house",
        "VAT 21 %",
        "Pre-roll",
        "Rates hold until March.",
        "Sofia Lindqvist",
        "Drew the cups.",
        "On signature",
        "This offer stands until 2027-03-12.",
        "On payment.",
        "Fieldnote",
    ] {
        assert!(words.contains(wanted), "{wanted} is missing in:\n{words}");
    }
}

#[test]
fn sections_are_numbered_in_order_and_the_contents_lead_to_them() {
    let proposal = proposal();
    assert_eq!(proposal.sections.len(), 12);
    let Content::Contents(entries) = &proposal.blocks[1].content else {
        panic!("the contents follow the cover");
    };
    assert_eq!(entries.len(), 12);
    for (index, entry) in entries.iter().enumerate() {
        let Content::Section { number, title } = &proposal.blocks[entry.block].content else {
            panic!("entry {index} leads to no section");
        };
        assert_eq!((*number, title), (index + 1, &entry.title));
    }
    // A live section that nobody named says what it is.
    assert!(entries.iter().any(|entry| entry.title == "Team"));
}

#[test]
fn links_lead_only_where_they_may() {
    let proposal = proposal();
    let links: Vec<_> = (proposal.blocks.iter())
        .filter_map(|block| match &block.content {
            Content::Text { runs, .. } => Some(runs),
            _ => None,
        })
        .flatten()
        .filter_map(|run| run.link.clone())
        .collect();
    assert_eq!(links, ["https://example.com/x"]);
}

#[test]
fn a_table_among_words_is_a_table_of_the_proposal() {
    let pitch: Pitch = serde_json::from_value(json!({ "title": "T", "currency": "EUR", "timeline": { "start": "2027-02-22" }, "story": { "sections": [
        { "id": "s1", "title": "Reach", "text": "Before\n\n| Channel | Net |\n| --- | --: |\n| Cinema, **four** weeks | 12,000 |\n| A<br>B |\n\nafter\n\n| alone |\n| --- |" },
    ] } }))
    .unwrap();
    let proposal = compose(&pitch, &Plain);
    let tables: Vec<&Table> = (proposal.blocks.iter())
        .filter_map(|block| match &block.content {
            Content::Table(table) => Some(table),
            _ => None,
        })
        .collect();
    let [reach, alone] = tables.as_slice() else {
        panic!("{tables:?}")
    };
    let heads: Vec<_> = (reach.columns.iter())
        .map(|column| (column.title.as_str(), column.figures))
        .collect();
    assert_eq!(heads, [("Channel", false), ("Net", true)]);
    let cells = |table: &Table| -> Vec<Vec<String>> {
        let texts = |row: &Row| row.cells.iter().map(|cell| cell.text.clone()).collect();
        table.rows.iter().map(texts).collect()
    };
    assert_eq!(
        cells(reach),
        [["Cinema, four weeks", "12,000"], ["A B", ""]]
    );
    assert!(!reach.carries && reach.rows.iter().all(|row| row.kind == RowKind::Line));
    assert!(
        reach
            .columns
            .iter()
            .map(|column| u32::from(column.width))
            .sum::<u32>()
            <= 100
    );
    assert_eq!(cells(alone), [["alone"]]);
}

#[test]
fn the_budget_carries_sums_and_adds_up() {
    let proposal = proposal();
    let tables = tables(&proposal);
    let budget = tables.iter().find(|table| table.carries).unwrap();
    let lines: Vec<_> = (budget.rows.iter())
        .filter(|row| row.kind == RowKind::Line)
        .collect();
    assert_eq!(lines.len(), 5);
    let amount = |text: &str| text.parse::<Decimal>().unwrap();
    let mut sum = Decimal::ZERO;
    for line in &lines {
        sum += amount(&line.cells[3].text);
        assert_eq!(amount(&line.carried), sum);
    }
    let totals = tables
        .iter()
        .find(|table| table.rows[0].cells[0].text == "Subtotal")
        .unwrap();
    assert_eq!(amount(&totals.rows[0].cells[1].text), sum);
    // 56 h at 115.00; 5 % of that and of the fixed 16500.00 are taken off.
    assert_eq!(lines[0].cells[3].text, "6440.00");
    assert_eq!(totals.rows[1].cells[1].text, "-1147.00");
    let net = totals.rows.iter().find(|row| row.kind == RowKind::Subtotal);
    let total = totals.rows.iter().find(|row| row.kind == RowKind::Total);
    let (net, total) = (net.unwrap(), total.unwrap());
    let taxes: Decimal = (totals.rows.iter())
        .filter(|row| row.cells[0].text.starts_with("VAT"))
        .map(|row| amount(&row.cells[1].text))
        .sum();
    assert_eq!(
        amount(&net.cells[1].text) + taxes,
        amount(&total.cells[1].text)
    );
    // What is paid is the total.
    let payments = tables
        .iter()
        .find(|table| table.columns[0].title == "Instalment")
        .unwrap();
    assert_eq!(
        payments.rows.last().unwrap().cells[2].text,
        total.cells[1].text
    );
}

#[test]
fn options_stand_side_by_side_with_what_differs() {
    let proposal = proposal();
    let tables = tables(&proposal);
    let options = tables
        .iter()
        .find(|table| table.columns.len() == 3 && table.columns[1].title == "Essential")
        .unwrap();
    let row = |name: &str| {
        let row = options.rows.iter().find(|row| row.cells[0].text == name);
        let cells = row.unwrap().cells[1..].iter();
        cells.map(|cell| cell.text.clone()).collect::<Vec<_>>()
    };
    assert_eq!(row("Production house"), ["–", "included"]);
    assert_eq!(row("Fees"), ["6440.00", "6440.00"]);
    assert_eq!(row("Discount")[1], "-1147.00");
}

#[test]
fn the_picture_shows_the_schedule() {
    let proposal = proposal();
    let chart = chart(&proposal);
    let rows: Vec<_> = chart.lines_of(chart.rows.clone()).collect();
    let kinds: Vec<_> = rows.iter().map(|(bar, _)| bar.kind).collect();
    assert_eq!(
        kinds,
        [
            BarKind::Phase,
            BarKind::Task,
            BarKind::Approval,
            BarKind::Milestone
        ]
    );
    // 7 working days from Monday 22 February; then 3; the milestone shows the last of them.
    let dates: Vec<_> = rows.iter().map(|(_, line)| line.dates.as_str()).collect();
    assert_eq!(
        dates,
        ["02-22 – 03-05", "02-22 – 03-02", "03-03 – 03-05", "03-05"]
    );
    let ends: Vec<_> = rows
        .iter()
        .map(|(bar, _)| ends(bar, &chart.scale))
        .collect();
    for (start, end) in &ends {
        assert!(*start >= chart.time_at && *end <= chart.width + 0.001);
    }
    // A bar ends where the next begins: a finish-to-start link over no free day.
    assert!((ends[1].1 - ends[2].0).abs() < 0.001);
    assert_eq!(chart.picture.ties.len(), 2);
    assert!(chart.launch().is_some());
}

#[test]
fn a_long_timeline_takes_sheets_of_its_own() {
    let mut long = pitch();
    let timeline = std::sync::Arc::make_mut(&mut long.timeline);
    for at in 0..120 {
        let id = pitchwright::model::TaskId::new(&format!("x{at}")).unwrap();
        let mut task = timeline.tasks[0].as_ref().clone();
        (task.id, task.name) = (id, format!("Task {at}"));
        timeline.tasks.push(task);
    }
    let proposal = compose(&long, &Plain);
    let charts: Vec<_> = (proposal.blocks.iter())
        .filter(|block| matches!(block.content, Content::Gantt(_)))
        .collect();
    assert!(charts.len() > 2);
    assert!(charts.iter().all(|block| block.landscape));
    // The first stands under the title, every further one begins a sheet.
    assert_eq!(charts[0].start, Start::Flow);
    assert!(charts[1..].iter().all(|block| block.start == Start::Sheet));
    let words = words(&proposal);
    assert!((0..120).all(|at| words.contains(&format!("Task {at}"))));
}

#[test]
fn the_footer_and_the_file_say_whose_and_which_it_is() {
    let proposal = proposal();
    assert_eq!(
        proposal.footer,
        (
            "Halden Dairy · Morning, made kinder".to_owned(),
            "Version 2 · 2027-02-09".to_owned()
        )
    );
    assert_eq!(
        proposal.file_name,
        "Halden Dairy – Morning, made kinder – Proposal"
    );
}

#[test]
fn an_empty_pitch_has_a_cover_and_nothing_else() {
    let pitch: Pitch = serde_json::from_value(json!({
        "title": "", "currency": "EUR", "timeline": { "start": "2027-02-22" }
    }))
    .unwrap();
    let proposal = compose(&pitch, &Plain);
    assert_eq!(proposal.blocks.len(), 1);
    assert_eq!(proposal.file_name, "Proposal");
}

#[test]
fn a_live_section_without_anything_to_show_keeps_its_words() {
    let pitch: Pitch = serde_json::from_value(json!({
        "title": "T", "currency": "EUR", "timeline": { "start": "2027-02-22" },
        "story": { "sections": [
            { "id": "s1", "kind": "timeline", "text": "Soon." },
            { "id": "s2", "kind": "budget" }, { "id": "s3", "kind": "options" },
            { "id": "s4", "kind": "media" }, { "id": "s5", "kind": "payments" },
            { "id": "s6", "kind": "terms" }, { "id": "s7", "kind": "team" }
        ] }
    }))
    .unwrap();
    let proposal = compose(&pitch, &Plain);
    assert!(tables(&proposal).is_empty());
    assert!(words(&proposal).contains("Soon."));
    assert!(proposal.blocks.iter().any(|block| matches!(
        &block.content,
        Content::Text {
            look: TextLook::Body,
            ..
        }
    )));
    assert!(proposal.blocks.iter().all(|block| !block.landscape));
}

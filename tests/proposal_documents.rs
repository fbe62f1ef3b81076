//! One pitch, three documents: the proposal, the statement of work, the change order.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "support/plain.rs"]
mod plain;

use std::sync::Arc;

use pitchwright::model::{
    Date, DocumentKind, Identifier, Money, Pitch, SectionId, SectionKind, StatementPart,
};
use pitchwright::proposal::block::{Table, TableLook};
use pitchwright::proposal::{Content, Proposal, compose, sign};
use plain::Plain;

fn example() -> Pitch {
    let text = include_str!("../assets/example.pitch.json");
    let file: serde_json::Value = serde_json::from_str(text).unwrap();
    serde_json::from_value(file["pitch"].clone()).unwrap()
}

fn written(pitch: &Pitch, document: DocumentKind) -> Proposal {
    let mut pitch = pitch.clone();
    Arc::make_mut(&mut pitch.proposal).document = document;
    compose(&pitch, &Plain)
}

fn words(proposal: &Proposal) -> String {
    let blocks = proposal
        .blocks
        .iter()
        .flat_map(|block| block.content.words());
    blocks.collect::<Vec<_>>().join("\n")
}

fn tables(proposal: &Proposal) -> Vec<&Table> {
    let tables = proposal
        .blocks
        .iter()
        .filter_map(|block| match &block.content {
            Content::Table(table) => Some(table),
            _ => None,
        });
    tables.collect()
}

fn rows(table: &Table) -> Vec<Vec<String>> {
    let cells = |row: &pitchwright::proposal::block::Row| {
        row.cells.iter().map(|cell| cell.text.clone()).collect()
    };
    table.rows.iter().map(cells).collect()
}

#[test]
fn a_statement_of_work_holds_what_binds_and_no_story() {
    let pitch = example();
    let statement = written(&pitch, DocumentKind::Statement);
    assert_eq!(
        statement.sections,
        [
            "Objectives",
            "Deliverables",
            "Timeline and your part in it",
            "Roles",
            "Price",
            "Payments",
            "Terms",
            "Signatures"
        ]
    );
    let text = words(&statement);
    for concept in pitch
        .story
        .sections
        .iter()
        .filter(|section| section.kind == SectionKind::Concept)
    {
        assert!(!text.contains(&concept.idea), "{}", concept.title);
    }
    for deliverable in &pitch.scope.deliverables {
        assert!(text.contains(&deliverable.name) && text.contains(&deliverable.acceptance));
    }
    assert!(
        text.contains("Not included")
            && text.contains("What we ask of you")
            && text.contains("Working days")
    );
    assert!(statement.file_name.ends_with("– Statement of work"));
    assert!(statement.footer.0.ends_with("· Statement of work"));
    // Both say the same price.
    let total = |proposal: &Proposal| {
        let totals = tables(proposal)
            .into_iter()
            .find(|table| table.look == TableLook::Totals);
        rows(totals.unwrap())
    };
    assert_eq!(
        total(&statement),
        total(&written(&pitch, DocumentKind::Proposal))
    );
}

#[test]
fn it_has_an_order_and_a_choice_of_its_own() {
    let mut pitch = example();
    let prose = pitch
        .story
        .sections
        .iter()
        .find(|section| section.kind == SectionKind::Prose && !section.internal)
        .unwrap()
        .clone();
    let hidden = pitch
        .story
        .sections
        .iter()
        .find(|section| section.internal)
        .unwrap()
        .clone();
    let part = |kind: SectionKind, section: Option<&SectionId>, left_out: bool| StatementPart {
        kind,
        section: section.cloned(),
        left_out,
    };
    let gone = SectionId::new("gone").unwrap();
    let before = written(&pitch, DocumentKind::Proposal);
    Arc::make_mut(&mut pitch.story).statement = vec![
        part(SectionKind::Budget, None, false),
        part(SectionKind::Prose, Some(&prose.id), false),
        part(SectionKind::Terms, None, true),
        part(SectionKind::Prose, Some(&hidden.id), false),
        part(SectionKind::Prose, Some(&gone), false),
    ];
    assert_eq!(pitch.story.statement_parts().len(), 4);
    let statement = written(&pitch, DocumentKind::Statement);
    assert_eq!(statement.sections, ["Price", prose.title.as_str()]);
    assert!(!words(&statement).contains(&hidden.text));
    // The proposal is as it was.
    assert_eq!(written(&pitch, DocumentKind::Proposal), before);
}

#[test]
fn without_a_signature_there_is_no_change_order() {
    let order = written(&example(), DocumentKind::ChangeOrder);
    assert!(order.sections.is_empty());
}

#[test]
fn nothing_changed_is_said() {
    let mut pitch = example();
    pitch.signed = Some(Arc::new(sign(&pitch, Date::ymd(2027, 2, 19).unwrap())));
    let order = written(&pitch, DocumentKind::ChangeOrder);
    assert_eq!(order.sections, ["What this order changes"]);
    assert!(words(&order).contains("Nothing is different from what was signed."));
    assert!(words(&order).contains("signed on 2027-02-19"));
}

#[test]
fn a_change_order_says_what_is_different_and_nothing_else() {
    let mut pitch = example();
    pitch.signed = Some(Arc::new(sign(&pitch, Date::ymd(2027, 2, 19).unwrap())));
    let signed = pitch.signed.clone().unwrap();
    // One more round, one deliverable dropped, one added.
    let scope = Arc::make_mut(&mut pitch.scope);
    let ids: Vec<_> = scope
        .deliverables
        .iter()
        .map(|one| one.id.clone())
        .collect();
    let dropped = scope.deliverables.find(&ids[1]).unwrap().name.clone();
    scope.deliverables.find_mut(&ids[0]).unwrap().rounds = Some(5);
    let mut added = (**scope.deliverables.find(&ids[2]).unwrap()).clone();
    added.id = pitchwright::model::DeliverableId::from_random(7);
    added.name = "A podcast".to_owned();
    scope.deliverables.push(added);
    scope.deliverables.retain(|one| one.id != ids[1]);
    // A dearer couriers line.
    let line = pitch
        .budget
        .lines
        .iter()
        .find(|line| line.name == "Travel")
        .unwrap()
        .id
        .clone();
    Arc::make_mut(&mut pitch.budget)
        .lines
        .find_mut(&line)
        .unwrap()
        .unit_cost = Money::minor(420_000);
    let order = written(&pitch, DocumentKind::ChangeOrder);
    assert_eq!(
        order.sections,
        [
            "What this order changes",
            "Scope",
            "Price",
            "Payments from now on",
            "Signatures"
        ]
    );
    let [scope, price, payments] = tables(&order)[..] else {
        panic!("three tables")
    };
    let scope = rows(scope);
    assert_eq!(scope.len(), 3);
    assert!(
        scope[0][1].contains("2 rounds") && scope[0][2].contains("5 rounds"),
        "{scope:?}"
    );
    assert_eq!(
        (scope[1][0].as_str(), scope[1][1].as_str()),
        ("A podcast", "Not included")
    );
    assert_eq!(
        (scope[2][0].as_str(), scope[2][2].as_str()),
        (dropped.as_str(), "Dropped")
    );
    let price = rows(price);
    assert_eq!(price[0][0], "Expenses");
    assert_eq!(price[0][3], "+1000.00");
    assert_eq!(
        price.iter().map(|row| row[0].as_str()).collect::<Vec<_>>(),
        ["Expenses", "Net total", "Total"]
    );
    // The payments are those of the new total.
    let paid = rows(payments);
    assert_eq!(paid.last().unwrap()[2], price.last().unwrap()[2]);
    // Dates that moved are named with both days.
    let timeline = Arc::make_mut(&mut pitch.timeline);
    timeline.start = timeline.start.plus_days(7);
    let order = written(&pitch, DocumentKind::ChangeOrder);
    let dates = rows(tables(&order)[1]);
    assert!(!dates.is_empty());
    for row in &dates {
        assert_ne!(row[1], row[2]);
        assert!(signed.dates.iter().any(|date| date.name == row[0]));
    }
}

#[test]
fn what_is_signed_holds_nothing_internal() {
    let pitch = example();
    let text = serde_json::to_string(&sign(&pitch, Date::ymd(2027, 2, 19).unwrap())).unwrap();
    for word in ["cost", "markup", "margin", "note", "profit"] {
        assert!(!text.contains(&format!("\"{word}")), "{word}");
    }
}

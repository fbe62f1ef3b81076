//! Footnotes: numbered through the document in the order of their marks, set apart from the words,
//! and read at the end of their section where there are no sheets.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "support/plain.rs"]
mod plain;

use pitchwright::model::Pitch;
use pitchwright::proposal::block::Mark;
use pitchwright::proposal::run::text_of;
use pitchwright::proposal::{Content, Proposal, compose, html};
use plain::Plain;
use serde_json::json;

fn pitch() -> Pitch {
    serde_json::from_value(json!({
        "title": "Notes", "currency": "EUR", "timeline": { "start": "2027-02-22" },
        "client": { "organisation": "Halden Dairy" },
        "story": { "sections": [
            { "id": "a", "title": "First", "text": "Second[^b] and first[^a], again[^b], none[^c].\n\n- An item[^list]\n\n| Fee[^a] | Net |\n| --- | --- |\n| 1 | 2[^cell] |\n\n[^a]: Of {{client}}.\n\n[^b]: Words *of b*.\n\n[^list]: Of the list.\n\n[^cell]: Of a cell.\n\n[^lost]: No mark leads here." },
            { "id": "b", "title": "Price", "kind": "budget", "text": "The same name is another note[^a].\n\n[^a]: Of its own section." },
            { "id": "c", "kind": "team" }
        ] },
        "team": { "people": [{ "id": "p", "name": "Sofia", "biography": "Drew cups[^x].\n\n[^x]: In 2025." }] },
        "budget": {
            "groups": [{ "id": "g", "name": "Fees" }],
            "lines": [
                { "id": "l1", "name": "Film", "kind": "fixed", "group": "g", "quantity": "1", "unit_price": 100, "note": "SECRET",
                  "assumption": "Two days of shooting in {{client}}'s kitchen." },
                { "id": "l2", "name": "Edit", "kind": "fixed", "group": "g", "quantity": "1", "unit_price": 200 },
                { "id": "l3", "name": "Sound", "kind": "fixed", "group": "g", "quantity": "1", "unit_price": 300, "assumption": "Music is licensed for a year." }
            ]
        }
    }))
    .unwrap()
}

fn proposal() -> Proposal {
    compose(&pitch(), &Plain)
}

/// The footnotes in order, each with its words.
fn notes(proposal: &Proposal) -> Vec<(usize, String)> {
    let notes = proposal
        .blocks
        .iter()
        .filter_map(|block| match &block.content {
            Content::Footnote { number, runs } => Some((*number, text_of(runs))),
            _ => None,
        });
    notes.collect()
}

#[test]
fn footnotes_are_numbered_in_the_order_of_their_marks() {
    let wanted = [
        (1, "Words of b."),
        (2, "Of Halden Dairy."),
        (3, "Of the list."),
        (4, "Of a cell."),
        (5, "Of its own section."),
        (6, "Two days of shooting in Halden Dairy's kitchen."),
        (7, "Music is licensed for a year."),
        (8, "In 2025."),
    ];
    let wanted: Vec<_> = wanted
        .map(|(number, words)| (number, words.to_owned()))
        .into();
    assert_eq!(notes(&proposal()), wanted);
}

#[test]
fn marks_say_where_they_stand() {
    let proposal = proposal();
    let marks: Vec<Vec<Mark>> = (proposal.blocks.iter())
        .map(|block| block.content.marks())
        .filter(|marks| !marks.is_empty())
        .collect();
    let mark = |number, part, offset| Mark {
        number,
        part,
        offset,
    };
    assert_eq!(
        marks,
        [
            // "Second1 and first2, again1, none[^c]."
            vec![mark(1, 0, 6), mark(2, 0, 17), mark(1, 0, 25)],
            vec![mark(3, 0, 7)],
            vec![mark(2, 0, 0), mark(4, 0, 0)],
            vec![mark(5, 0, 29)],
            // The first row is the name of the group.
            vec![mark(6, 1, 0), mark(7, 3, 0)],
            vec![mark(8, 0, 9)],
        ]
    );
}

#[test]
fn nothing_written_gets_lost() {
    let text = html::plain(&proposal());
    for words in [
        "Second[1] and first[2], again[1], none[^c].",
        "No mark leads here.",
        "2[4]",
        "Film[6]",
        "[6] Two days of shooting",
    ] {
        assert!(text.contains(words), "{words}\n{text}");
    }
    assert!(!text.contains("SECRET"));
    // A footnote is read after the block with its mark.
    assert!(text.find("An item[3]") < text.find("[3] Of the list"));
}

#[test]
fn in_the_page_they_are_endnotes_of_their_section_with_links_there_and_back() {
    let proposal = proposal();
    for markup in [
        html::page(&proposal, &|_| None, &[], ""),
        html::fragment(&proposal, &|_| None),
    ] {
        for number in 1..=8 {
            let count = |what: &str| markup.matches(&format!("{what}-{number}\"")).count();
            assert_eq!(count(" id=\"note"), 1, "note {number}");
            assert_eq!(count(" id=\"mark"), 1, "mark {number}");
            assert!(count("href=\"#note") >= 1 && count("href=\"#mark") == 1);
        }
    }
    let page = html::page(&proposal, &|_| None, &[], "");
    let sections: Vec<&str> = page.split("<section").skip(1).collect();
    let ends = |section: &str| section.matches("role=\"doc-endnotes\"").count();
    assert_eq!(
        sections.iter().map(|s| ends(s)).collect::<Vec<_>>(),
        [1, 1, 1]
    );
    assert!(sections[0].find("An item") < sections[0].find("doc-endnotes"));
    assert!(sections[0].contains("Words <em>of b</em>."));
}

#[test]
fn a_proposal_without_marks_has_none() {
    let mut pitch = pitch();
    pitch.budget = Default::default();
    pitch.story = Default::default();
    assert_eq!(notes(&compose(&pitch, &Plain)), []);
}

#[test]
fn words_stand_in_columns_and_tables_are_as_wide_as_all_of_them() {
    let columns = |paper: &str, landscape: bool, chosen: &str| {
        let mut pitch = pitch();
        let story = std::sync::Arc::make_mut(&mut pitch.story);
        let id = story.sections.iter().next().unwrap().id.clone();
        let section = story.sections.find_mut(&id).unwrap();
        section.columns = serde_json::from_value(json!(chosen)).unwrap();
        section.landscape = landscape;
        section.text =
            "### Over words\n\nWords.\n\n- Item\n\n### Over a table\n\n| a |\n| --- |\n| b |"
                .into();
        std::sync::Arc::make_mut(&mut pitch.proposal).paper =
            serde_json::from_value(json!(paper)).unwrap();
        let blocks = compose(&pitch, &Plain).blocks;
        let first = blocks.iter().filter(|block| block.section == Some(0));
        first.map(|block| block.columns).collect::<Vec<_>>()
    };
    // Title, heading, words, list, the heading of the table, the table.
    assert_eq!(columns("A4", false, "two"), [1, 2, 2, 2, 1, 1]);
    assert_eq!(columns("A4", false, "three"), [1, 2, 2, 2, 1, 1]);
    assert_eq!(columns("A4", true, "three"), [1, 3, 3, 3, 1, 1]);
    assert_eq!(columns("Screen", false, "three"), [1, 3, 3, 3, 1, 1]);
    assert_eq!(columns("A4", false, "one"), [1; 6]);
}

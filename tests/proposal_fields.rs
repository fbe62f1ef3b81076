//! Fields in texts are filled from the plan as it stands, and from nothing internal; sections show as
//! much of the plan as is asked for.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "support/plain.rs"]
mod plain;

use std::sync::Arc;

use pitchwright::model::{Extent, Paper, Pitch, SectionKind};
use pitchwright::proposal::fields::fields;
use pitchwright::proposal::layout::Start;
use pitchwright::proposal::{Content, Proposal, compose};
use plain::Plain;

fn example() -> Pitch {
    let text = include_str!("../assets/example.pitch.json");
    let file: serde_json::Value = serde_json::from_str(text).unwrap();
    serde_json::from_value(file["pitch"].clone()).unwrap()
}

/// The example with these words in its first section alone.
fn saying(words: &str) -> Pitch {
    let mut pitch = example();
    let story = Arc::make_mut(&mut pitch.story);
    let first = story.sections.iter().next().unwrap().id.clone();
    story.sections.retain(|section| section.id == first);
    words.clone_into(&mut story.sections.find_mut(&first).unwrap().text);
    pitch
}

fn words(proposal: &Proposal) -> String {
    let blocks = proposal
        .blocks
        .iter()
        .flat_map(|block| block.content.words());
    blocks.collect::<Vec<_>>().join("\n")
}

fn shown(proposal: &Proposal, kind: fn(&Content) -> bool) -> usize {
    proposal
        .blocks
        .iter()
        .filter(|block| kind(&block.content))
        .count()
}

#[test]
fn a_field_is_the_figure_of_the_plan_and_follows_it() {
    let mut pitch = saying(
        "For {{client}}: on air {{ Launch  Date }}, **{{net total}}** net.\n\n- {{net total: Essential}}",
    );
    let before = compose(&pitch, &Plain);
    let text = words(&before);
    assert!(
        text.contains("For Halden Dairy Co-operative: on air 2027-05-03, EUR 585830.88 net."),
        "{text}"
    );
    assert!(before.unknown_fields.is_empty());
    let role = pitch.team.roles.iter().next().unwrap().id.clone();
    Arc::make_mut(&mut pitch.team)
        .roles
        .find_mut(&role)
        .unwrap()
        .bill_rate = pitchwright::model::Money::minor(99_900);
    Arc::make_mut(&mut pitch.client).organisation = "A *bold* name".to_owned();
    let text = words(&compose(&pitch, &Plain));
    assert!(!text.contains("585830.88"));
    // A value is never read as Markdown.
    assert!(text.contains("For A *bold* name:"), "{text}");
}

#[test]
fn what_stands_for_nothing_is_left_as_it_is_and_named() {
    let proposal = compose(
        &saying("{{nobody}} and {{margin}} and {{ {{client}} and {{open"),
        &Plain,
    );
    let text = words(&proposal);
    assert!(
        text.contains("{{nobody}} and {{margin}} and {{ Halden Dairy Co-operative and {{open"),
        "{text}"
    );
    assert_eq!(proposal.unknown_fields, ["{{nobody}}", "{{margin}}"]);
}

#[test]
fn every_field_that_is_offered_is_filled_with_its_value() {
    let pitch = example();
    let all = fields(&pitch, &Plain);
    assert!(all.len() > 60);
    for field in &all {
        let text = words(&compose(
            &saying(&format!("Says {{{{{}}}}}.", field.name)),
            &Plain,
        ));
        // Names and values that are told apart by nothing stand for the first of them.
        let first = all
            .iter()
            .find(|other| other.name.eq_ignore_ascii_case(&field.name))
            .unwrap();
        assert!(
            text.contains(&format!("Says {}.", first.value)),
            "{}: {text}",
            field.name
        );
    }
}

#[test]
fn no_field_knows_what_is_internal() {
    let pitch = example();
    let profit = "114764.38";
    for field in fields(&pitch, &Plain) {
        let name = field.name.to_lowercase();
        for word in ["profit", "margin", "cost", "markup", "floor"] {
            // Groups and tasks are named by people.
            let own = name.split(':').next().unwrap();
            assert!(!own.contains(word), "{name}");
        }
        assert!(!field.value.contains(profit), "{name}");
    }
}

fn with_section(kind: SectionKind, change: fn(&mut pitchwright::model::Section)) -> Proposal {
    let mut pitch = example();
    let story = Arc::make_mut(&mut pitch.story);
    story.sections.retain(|section| section.kind == kind);
    let id = story.sections.iter().next().unwrap().id.clone();
    change(story.sections.find_mut(&id).unwrap());
    compose(&pitch, &Plain)
}

#[test]
fn the_timeline_is_shown_whole_in_outline_or_as_dates() {
    let rows = |extent: fn(&mut pitchwright::model::Section)| {
        let proposal = with_section(SectionKind::Timeline, extent);
        let charts = proposal
            .blocks
            .iter()
            .filter_map(|block| match &block.content {
                Content::Gantt(chart) => Some(chart.rows.len()),
                _ => None,
            });
        (
            charts.sum::<usize>(),
            shown(&proposal, |content| matches!(content, Content::Table(_))),
        )
    };
    let whole = rows(|section| section.extent = Extent::Whole);
    let outline = rows(|section| section.extent = Extent::Phases);
    let dates = rows(|section| section.extent = Extent::Milestones);
    assert!(whole.0 > outline.0 && outline.0 > 0);
    assert_eq!(dates.0, 0);
    assert_eq!((whole.1, outline.1, dates.1), (1, 1, 1));
}

#[test]
fn a_summary_of_the_budget_adds_up_to_the_same() {
    let totals = |extent: fn(&mut pitchwright::model::Section)| {
        let proposal = with_section(SectionKind::Budget, extent);
        let tables: Vec<_> = (proposal.blocks.iter())
            .filter_map(|block| match &block.content {
                Content::Table(table) => Some(table.clone()),
                _ => None,
            })
            .collect();
        (
            tables[0].rows.len(),
            tables[0].rows.last().unwrap().carried.clone(),
            tables[1].clone(),
        )
    };
    let (lines, sum, all) = totals(|section| section.extent = Extent::Whole);
    let (groups, summary, same) = totals(|section| section.extent = Extent::Summary);
    assert!(groups < lines);
    assert_eq!(sum, summary);
    assert_eq!(all, same);
}

#[test]
fn a_section_begins_a_page_and_lies_as_it_is_told() {
    let proposal = with_section(SectionKind::Terms, |section| {
        section.new_page = true;
        section.landscape = true;
    });
    let inside: Vec<_> = proposal
        .blocks
        .iter()
        .filter(|block| block.section.is_some())
        .collect();
    assert_eq!(inside[0].start, Start::Sheet);
    assert!(inside.len() > 1 && inside.iter().all(|block| block.landscape));
}

#[test]
fn on_a_screen_every_section_begins_a_sheet_and_nothing_is_turned() {
    let mut pitch = example();
    Arc::make_mut(&mut pitch.proposal).paper = Paper::Screen;
    let proposal = compose(&pitch, &Plain);
    for block in &proposal.blocks {
        assert!(!block.landscape);
        if matches!(block.content, Content::Section { .. }) {
            assert_eq!(block.start, Start::Sheet);
        }
    }
}

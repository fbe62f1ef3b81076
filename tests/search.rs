//! What is typed into the search, and what it finds first.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use pitchwright::plan::search::{Entry, Found, Query, find, marked};
use proptest::prelude::*;

const PITCH: usize = 0;
const TASK: usize = 1;
const LINE: usize = 2;

fn names(found: &Found, entries: &[Entry]) -> Vec<String> {
    let places = (0..found.count()).map(|place| found.at(place).unwrap());
    places.map(|at| entries[at].name.clone()).collect()
}

/// The names of what is found, best first.
fn found(entries: &[Entry], typed: &str) -> Vec<String> {
    names(&find(entries, &Query::new(typed), 50), entries)
}

fn tasks(names: &[&str]) -> Vec<Entry> {
    names
        .iter()
        .map(|name| Entry::new(TASK, *name, ""))
        .collect()
}

/// A text with what is marked in brackets.
fn marks(text: &str, typed: &str) -> String {
    let pieces = marked(text, &Query::new(typed));
    let piece = |(piece, is_mark): (&str, bool)| {
        if is_mark {
            format!("[{piece}]")
        } else {
            piece.to_owned()
        }
    };
    pieces.into_iter().map(piece).collect()
}

#[test]
fn words_come_before_their_beginnings_and_those_before_what_is_inside() {
    let entries = tasks(&[
        "Redesign of the shelf",
        "Graphic designers",
        "Graphic design",
        "Design",
        "Designs for the shelf",
        "Concept",
    ]);
    assert_eq!(
        found(&entries, "design"),
        [
            "Design",
            "Designs for the shelf",
            "Graphic design",
            "Graphic designers",
            "Redesign of the shelf",
        ]
    );
}

#[test]
fn what_is_as_good_stays_in_its_order() {
    let entries = tasks(&["Film, cut", "Film, grade", "Film, sound"]);
    assert_eq!(
        found(&entries, "film"),
        ["Film, cut", "Film, grade", "Film, sound"]
    );
}

#[test]
fn words_stand_in_any_order_and_all_of_them_are_needed() {
    let entries = tasks(&["Develop chosen concept", "Develop film", "Chosen music"]);
    assert_eq!(found(&entries, "concept dev"), ["Develop chosen concept"]);
    assert_eq!(
        found(&entries, "  CHOSEN   concept "),
        ["Develop chosen concept"]
    );
    assert_eq!(found(&entries, "concept nowhere"), [""; 0]);
    // In the order of the name is better than in another.
    let entries = tasks(&["Plan a media", "Media plan"]);
    assert_eq!(
        found(&entries, "media plan"),
        ["Media plan", "Plan a media"]
    );
}

#[test]
fn the_name_counts_more_than_what_stands_beside_it() {
    let entries = [
        Entry::new(PITCH, "Morning", "Northwind"),
        Entry::new(PITCH, "Northwind in spring", "Halden"),
        Entry::new(PITCH, "Evening", "Halden").with_text("for the north of the country"),
    ];
    assert_eq!(
        found(&entries, "north"),
        ["Northwind in spring", "Morning", "Evening"]
    );
    assert_eq!(found(&entries, "northwind halden"), ["Northwind in spring"]);
    assert_eq!(found(&entries, "evening halden"), ["Evening"]);
}

#[test]
fn a_longer_text_is_looked_through_for_beginnings_of_longer_words() {
    let entries = [Entry::new(TASK, "Insight", "").with_text("Nobody reads the label, they said.")];
    assert_eq!(found(&entries, "lab"), ["Insight"]);
    assert_eq!(found(&entries, "la"), [""; 0]);
    assert_eq!(found(&entries, "abel"), [""; 0]);
}

#[test]
fn accents_and_case_make_no_difference_either_way() {
    let entries = tasks(&[
        "Café Ångström",
        "Cafe society",
        "MÜNCHEN",
        "Łódź",
        "Straße",
        "İstanbul",
    ]);
    assert_eq!(found(&entries, "cafe"), ["Café Ångström", "Cafe society"]);
    assert_eq!(found(&entries, "CAFÉ"), ["Café Ångström", "Cafe society"]);
    assert_eq!(found(&entries, "angstrom"), ["Café Ångström"]);
    assert_eq!(found(&entries, "munchen"), ["MÜNCHEN"]);
    assert_eq!(found(&entries, "lodz"), ["Łódź"]);
    assert_eq!(found(&entries, "strasse"), ["Straße"]);
    assert_eq!(found(&entries, "istanbul"), ["İstanbul"]);
    // An accent of its own, as some keyboards write it.
    assert_eq!(
        found(&entries, "cafe\u{301}"),
        ["Café Ångström", "Cafe society"]
    );
    assert_eq!(found(&tasks(&["Cafe\u{301}"]), "café"), ["Cafe\u{301}"]);
    assert_eq!(
        found(&tasks(&["The client’s day"]), "client's"),
        ["The client’s day"]
    );
    assert_eq!(found(&tasks(&["Αθήνα", "Ёлка"]), "αθηνα"), ["Αθήνα"]);
    assert_eq!(found(&tasks(&["Αθήνα", "Ёлка"]), "елка"), ["Ёлка"]);
}

#[test]
fn one_letter_begins_words_and_is_not_looked_for_inside() {
    let entries = tasks(&["Kick-off", "Brief", "Of film"]);
    assert_eq!(found(&entries, "o"), ["Of film", "Kick-off"]);
    assert_eq!(found(&tasks(&["今日", "明日"]), "日"), ["今日", "明日"]);
}

#[test]
fn signs_are_letters_like_others() {
    let entries = tasks(&["Q&A", "R+D", "Phase 2 (b)", "100 %"]);
    assert_eq!(found(&entries, "q&a"), ["Q&A"]);
    assert_eq!(found(&entries, "+d"), ["R+D"]);
    assert_eq!(found(&entries, "(b)"), ["Phase 2 (b)"]);
    assert_eq!(found(&entries, "%"), ["100 %"]);
    assert_eq!(found(&entries, ".*"), [""; 0]);
}

#[test]
fn kinds_stand_together_and_that_of_the_best_comes_first() {
    let entries = [
        Entry::new(PITCH, "New brand film", ""),
        Entry::new(TASK, "Shoot film", ""),
        Entry::new(LINE, "Film", ""),
        Entry::new(TASK, "Film edit", ""),
    ];
    let found = find(&entries, &Query::new("film"), 50);
    assert_eq!(
        found.groups,
        [(LINE, vec![2]), (TASK, vec![3, 1]), (PITCH, vec![0])]
    );
    assert_eq!((found.count(), found.left_out), (4, 0));
    assert_eq!(found.at(1), Some(3));
    assert_eq!(found.at(4), None);
}

#[test]
fn nothing_typed_shows_what_is_shown_then_in_its_order() {
    let entries = [
        Entry::new(TASK, "Shoot", ""),
        Entry::new(LINE, "Undo", "").at_rest(),
        Entry::new(PITCH, "Yesterday’s", "").at_rest(),
        Entry::new(PITCH, "Last week’s", "").at_rest(),
        Entry::new(PITCH, "Last year’s", ""),
    ];
    for typed in ["", "   ", "\n", "\u{200b}", "\u{301}"] {
        assert!(Query::new(typed).is_empty(), "{typed:?}");
        let shown = find(&entries, &Query::new(typed), 50);
        assert_eq!(shown.groups, [(PITCH, vec![2, 3]), (LINE, vec![1])]);
    }
}

#[test]
fn of_many_a_fair_number_of_each_kind_is_shown() {
    let mut entries: Vec<Entry> = (0..400)
        .map(|at| Entry::new(TASK, format!("Film {at}"), ""))
        .collect();
    entries.extend((0..9).map(|at| Entry::new(LINE, format!("The film {at}"), "")));
    let found = find(&entries, &Query::new("film"), 50);
    assert_eq!((found.count(), found.left_out), (50, 359));
    let count = |kind| {
        found
            .groups
            .iter()
            .find(|(of, _)| *of == kind)
            .unwrap()
            .1
            .len()
    };
    assert_eq!((count(TASK), count(LINE)), (45, 5));
    assert_eq!(
        find(&entries, &Query::new("film"), 0),
        Found {
            groups: vec![],
            left_out: 409
        }
    );
}

#[test]
fn what_was_looked_for_is_marked() {
    assert_eq!(
        marks("Develop chosen concept", "con dev"),
        "[Dev]elop chosen [con]cept"
    );
    assert_eq!(
        marks("Redesign, then design", "design"),
        "Redesign, then [design]"
    );
    assert_eq!(marks("Redesign", "sig"), "Rede[sig]n");
    assert_eq!(marks("Ångström", "ang"), "[Ång]ström");
    assert_eq!(
        marks("Cafe\u{301} au lait", "cafe"),
        "[Cafe\u{301}] au lait"
    );
    assert_eq!(marks("Straße", "strasse"), "[Straße]");
    // Half of a letter is the letter.
    assert_eq!(marks("Cæsar", "ca"), "[Cæ]sar");
    assert_eq!(marks("Concept", "conc concept"), "[Concept]");
    assert_eq!(marks("Concept", ""), "Concept");
    assert_eq!(marks("", "x"), "");
}

#[test]
fn a_long_name_is_looked_through_only_so_far_and_shown_whole() {
    let long = format!("{}needle", "hay ".repeat(10_000));
    assert_eq!(found(&tasks(&[&long]), "needle"), [""; 0]);
    assert_eq!(marks(&long, "needle"), long);
    assert!(marks(&long, "hay").starts_with("[hay] hay"));
    // What is typed is no longer than that either.
    assert_eq!(found(&tasks(&["hay"]), &long), ["hay"]);
}

proptest! {
    #[test]
    fn pieces_are_the_text_whatever_is_typed(text in "\\PC{0,40}|[aàä́ßİæ ’]{0,20}", typed in "\\PC{0,20}|[aàä́ßi̇æ ']{0,8}") {
        let pieces = marked(&text, &Query::new(&typed));
        let whole: String = pieces.iter().map(|(piece, _)| *piece).collect();
        prop_assert_eq!(&whole, &text);
        prop_assert!(pieces.iter().all(|(piece, _)| !piece.is_empty()));
    }

    #[test]
    fn a_name_finds_itself(name in "[a-zA-ZàéîøÜßŁ’&(). ]{0,30}[a-zé]{2,8}") {
        let entries = [Entry::new(TASK, name.clone(), "")];
        prop_assert_eq!(found(&entries, &name), vec![name]);
    }

    #[test]
    fn more_words_never_find_more(texts in prop::collection::vec("[a-c ]{0,8}", 0..12), one in "[a-c]{1,2}", other in "[a-c]{1,2}") {
        let entries: Vec<Entry> = texts.iter().map(|text| Entry::new(TASK, text.clone(), "").with_text(text)).collect();
        let both = found(&entries, &format!("{one} {other}")).len();
        prop_assert!(both <= found(&entries, &one).len());
        let shown = find(&entries, &Query::new(&one), 3);
        prop_assert!(shown.count() <= 3);
        prop_assert_eq!(shown.count() + shown.left_out, found(&entries, &one).len());
    }
}

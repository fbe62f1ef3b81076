//! Prose: Markdown into plain pieces, and pieces cut between sheets word for word.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "support/cases.rs"]
mod cases;

use cases::cases;
use pitchwright::proposal::markdown::{Item, Marker, Prose, is_safe_link, read};
use pitchwright::proposal::run::{Run, piece, text_of};
use proptest::prelude::*;

fn words(prose: &[Prose]) -> String {
    let all = prose.iter().flat_map(|piece| match piece {
        Prose::Heading(runs) | Prose::Paragraph(runs) | Prose::Quote(runs) => vec![text_of(runs)],
        Prose::List(items) => items.iter().map(|item| text_of(&item.runs)).collect(),
        Prose::Table(table) => {
            let rows = std::iter::once(&table.head).chain(&table.rows);
            rows.flatten().map(|cell| text_of(cell)).collect()
        }
        Prose::Picture { description, .. } => vec![description.clone()],
        Prose::Note(name, runs) => vec![name.clone(), text_of(runs)],
    });
    all.collect::<Vec<_>>().join("\n")
}

#[test]
fn dress_is_kept() {
    let prose = read("Plain **bold *both*** `code` [go](https://a.b)");
    let Prose::Paragraph(runs) = &prose[0] else {
        panic!("{prose:?}")
    };
    let dress: Vec<_> = runs
        .iter()
        .map(|run| (run.text.as_str(), run.strong, run.emphasis, run.code))
        .collect();
    assert_eq!(
        dress,
        [
            ("Plain ", false, false, false),
            ("bold ", true, false, false),
            ("both", true, true, false),
            (" ", false, false, false),
            ("code", false, false, true),
            (" ", false, false, false),
            ("go", false, false, false),
        ]
    );
    assert_eq!(runs[6].link.as_deref(), Some("https://a.b"));
}

#[test]
fn lists_are_flat_with_depth_and_number() {
    let prose = read("3. three\n4. four\n   - inner\n\n     more of inner\n\nafter");
    let Prose::List(items) = &prose[0] else {
        panic!("{prose:?}")
    };
    let shape: Vec<_> = items
        .iter()
        .map(|item: &Item| (item.depth, item.marker, text_of(&item.runs)))
        .collect();
    assert_eq!(
        shape,
        [
            (0, Marker::Number(3), "three".into()),
            (0, Marker::Number(4), "four".into()),
            (1, Marker::Dash, "inner".into()),
            (1, Marker::None, "more of inner".into()),
        ]
    );
    assert_eq!(prose.len(), 2);
}

#[test]
fn what_has_no_form_is_kept_as_text() {
    let text = words(&read(
        "<script>alert(1)</script>\n\n| a | b |\n|---|---|\n| c | d |\n\n```rust\nlet x;\n```\n\n![a picture](x.png)",
    ));
    for wanted in [
        "<script>alert(1)</script>",
        "a\nb",
        "c\nd",
        "let x;",
        "a picture",
    ] {
        assert!(text.contains(wanted), "{wanted} is missing in {text}");
    }
}

#[test]
fn only_some_links_are_followed() {
    for safe in [
        "https://a",
        "http://a",
        "HTTPS://A",
        "mailto:a@b",
        "tel:+31",
    ] {
        assert!(is_safe_link(safe), "{safe}");
    }
    for unsafe_link in [
        "javascript:x",
        "data:text/html,x",
        "//a",
        "a",
        "",
        "vbscript:x",
        " https://a",
    ] {
        assert!(!is_safe_link(unsafe_link), "{unsafe_link}");
    }
}

#[test]
fn deep_nesting_is_read() {
    let quotes = ">".repeat(20_000) + " deep";
    assert!(words(&read(&quotes)).contains("deep"));
    let lists: Vec<String> = (0..500).map(|d| " ".repeat(d * 2) + "- x").collect();
    let lists = lists.join("\n");
    assert!(!read(&lists).is_empty());
    let stars = "**a *b ".repeat(5_000);
    assert!(words(&read(&stars)).contains('b'));
}

fn any_runs() -> impl Strategy<Value = Vec<Run>> {
    prop::collection::vec((".{0,12}", any::<bool>()), 0..6).prop_map(|runs| {
        runs.into_iter()
            .map(|(text, strong)| Run {
                text,
                strong,
                ..Run::default()
            })
            .collect()
    })
}

proptest! {
    #![proptest_config(cases(1000))]

    #[test]
    fn pieces_are_the_whole(runs in any_runs(), mut cuts in prop::collection::vec(0..80_u32, 0..5)) {
        cuts.sort_unstable();
        let mut from = 0;
        let mut together = String::new();
        for cut in cuts.iter().copied().map(Some).chain([None]) {
            together.push_str(&text_of(&piece(&runs, from, cut)));
            from = cut.unwrap_or(from);
        }
        prop_assert_eq!(together, text_of(&runs));
    }

    #[test]
    fn any_text_is_read_without_losing_a_word(words_in in prop::collection::vec("[a-z]{1,9}", 1..40)) {
        let text = words_in.join(" ");
        let read: String = words(&read(&text));
        let found: Vec<&str> = read.split_whitespace().collect();
        prop_assert_eq!(found, words_in.iter().map(String::as_str).collect::<Vec<_>>());
    }

    #[test]
    fn any_markdown_is_read(text in "[-*_`#>|\\[\\]()!<&;a-z0-9 \n\t~+.:/\\\\]{0,200}") {
        let _ = read(&text);
    }
}

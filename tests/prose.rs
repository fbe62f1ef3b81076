//! Prose: Markdown read into a document and written back, the HTML of other programs, and edits.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "support/cases.rs"]
mod cases;

use cases::cases;
use pitchwright::prose::edit::{Dress, Place, Selection, Shape, TableChange};
use pitchwright::prose::html::{Piece, clean, shown};
use pitchwright::prose::{
    Align, Block, Document, Image, Line, Marker, Run, Style, Table, read, text_of, typed_address,
    write,
};
use proptest::prelude::*;

fn line(style: Style, text: &str) -> Block {
    let runs = vec![Run::plain(text)];
    Block::Line(Line { style, runs })
}

fn item(depth: u8, marker: Marker, text: &str) -> Block {
    line(Style::Item { depth, marker }, text)
}

fn document(blocks: impl Into<Vec<Block>>) -> Document {
    Document {
        blocks: blocks.into(),
    }
}

/// What a text becomes in a file, when somebody types it as a paragraph.
fn typed(text: &str) -> String {
    write(&document([line(Style::Paragraph, text)]))
}

#[test]
fn markdown_that_is_well_kept_stays_as_it_is() {
    for markdown in [
        "# What we heard\n\nPlain **bold** and *italic*, `code` and [a link](https://a.b/c?d=1&e=2).",
        "### Third\n\n###### Sixth",
        "- one\n- two\n  - inner\n    - innermost\n- three",
        "1. one\n2. two\n   - dash\n\n   still two\n\n3. three",
        "9. nine\n10. ten\n    - under ten",
        "- a\n\n  5. five\n  6. six",
        "> Words of somebody\n>\n> and more of them.\n\nafter",
        "| Channel | Net |\n| --- | --: |\n| Cinema | **12** |\n| A \\| B | one<br>two |",
        "![Our stand](stand-1.png)",
        "one\\\ntwo\\\n- three".replace("- ", "\\- ").as_str(),
        "```\nlet x = 1;\n\n  y\n```",
        "Dear {{client}}, from {{agency_name}}.",
        "a\n\n---\n\nb",
        "Rates of 2026[^1] and **prices**[^a.b-2].\n\n[^1]: As *published*,\\\n    in May.\n\n[^a.b-2]: Net of tax.\n\nAfter.",
        "- a list[^1]\n- more\n\n[^1]: Under it.",
        "| Fee[^x] |\n| --- |\n| 1[^x] |",
        "A mark whose note is not written[^1].",
        "\\[^1] is no mark.",
        "[^1]\\: begins no note.",
        "Both[^1]<!---->[here](https://a.b)[^2][^1].",
    ] {
        assert_eq!(write(&read(markdown)), markdown);
    }
}

#[test]
fn markdown_that_is_not_is_kept_in_one_way() {
    for (markdown, kept) in [
        ("Title\n=====\n\n* a\n* b", "# Title\n\n- a\n- b"),
        ("a __b__ _c_", "a **b** *c*"),
        ("1) a\n1) b", "1. a\n2. b"),
        ("a  \nb", "a\\\nb"),
        ("- a\n\n\n- b", "- a\n- b"),
        ("    code", "```\ncode\n```"),
    ] {
        assert_eq!(write(&read(markdown)), kept);
    }
}

#[test]
fn nothing_typed_changes_its_meaning() {
    for (text, kept) in [
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("*not italic*", "\\*not italic\\*"),
        ("# no heading", "\\# no heading"),
        ("#hashtag", "#hashtag"),
        ("1. no list", "1\\. no list"),
        ("2027. A year", "2027\\. A year"),
        ("- no list", "\\- no list"),
        ("+5 %", "+5 %"),
        ("> no quote", "\\> no quote"),
        ("---", "\\---"),
        ("[no](https://link)", "\\[no](https://link)"),
        ("snake_case and _this_", "snake_case and \\_this\\_"),
        ("a < b, <b>", "a < b, \\<b>"),
        ("AT&T &amp; co", "AT&T \\&amp; co"),
        ("a | b", "a | b"),
        ("`x` \\ y", "\\`x\\` \\\\ y"),
        ("{{client}} and {{_a_}}", "{{client}} and {{\\_a\\_}}"),
        ("Wow!", "Wow!"),
    ] {
        let found = typed(text);
        assert_eq!(text_of(&runs(&read(&found))), text);
        assert_eq!(found, kept);
    }
}

fn runs(document: &Document) -> Vec<Run> {
    match document.blocks.as_slice() {
        [Block::Line(line)] => line.runs.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn dress_stands_beside_any_letter() {
    let strong = |text: &str| Run::strong(text);
    for runs_in in [
        vec![strong("Hello!"), Run::plain("world")],
        vec![Run::plain("a"), strong("“b”"), Run::plain("c")],
        vec![
            Run::plain("Look!"),
            Run {
                link: Some("https://a".to_owned()),
                ..Run::plain("here")
            },
        ],
        vec![
            Run {
                emphasis: true,
                ..strong("a")
            },
            strong("b"),
            Run {
                emphasis: true,
                ..Run::plain("c")
            },
        ],
    ] {
        let one = document([Block::Line(Line {
            style: Style::Paragraph,
            runs: runs_in.clone(),
        })]);
        assert_eq!(runs(&read(&write(&one))), runs_in);
    }
}

#[test]
fn only_addresses_that_are_safe_are_kept() {
    let found = runs(&read("[a](javascript:x) [b](https://b/(c)) <https://d>"));
    let links: Vec<_> = found.iter().map(|run| run.link.as_deref()).collect();
    assert_eq!(
        links,
        [None, Some("https://b/%28c%29"), None, Some("https://d")]
    );
}

#[test]
fn addresses_may_be_typed_short() {
    for (typed, meant) in [
        (" https://a.b/c d ", Some("https://a.b/c%20d")),
        ("halden.example/news", Some("https://halden.example/news")),
        ("ines@halden.example", Some("mailto:ines@halden.example")),
        ("javascript:alert(1)", None),
        ("two words.", None),
        ("word", None),
    ] {
        assert_eq!(typed_address(typed).as_deref(), meant);
    }
}

#[test]
fn there_is_room_to_write_around_a_table() {
    let mut text = read("| a |\n| --- |");
    let table = Selection::at(at(0, 0));
    assert_eq!(text.with_room(table).from.cell, Some((0, 0)));
    assert_eq!(text.blocks.len(), 3);
    let mut nothing = Document::default();
    assert_eq!(nothing.with_room(table), table);
    assert_eq!(nothing.blocks, [Block::Line(Line::default())]);
}

#[test]
fn tables_are_read() {
    let found = read("| a | b |\n|---|--:|\n| c | d |\n| e |");
    let cells = |words: [&str; 2]| {
        let cell = |word: &str| {
            if word.is_empty() {
                vec![]
            } else {
                vec![Run::plain(word)]
            }
        };
        words.map(cell).to_vec()
    };
    let table = Table {
        columns: vec![Align::Start, Align::End],
        head: cells(["a", "b"]),
        rows: vec![cells(["c", "d"]), cells(["e", ""])],
    };
    assert_eq!(found, document([Block::Table(table)]));
}

#[test]
fn plain_text_is_paragraphs_with_breaks() {
    let found = Document::plain("one\r\ntwo\r\n\r\n\r\n- three");
    let wanted = [
        line(Style::Paragraph, "one\ntwo"),
        line(Style::Paragraph, "- three"),
    ];
    assert_eq!(found, document(wanted));
    assert_eq!(found.words(), 4);
}

#[test]
fn deep_nesting_is_read_and_written() {
    for markdown in [
        ">".repeat(20_000) + " deep",
        (0..500)
            .map(|d| " ".repeat(d * 2) + "- x\n")
            .collect::<String>(),
        "**a *b ".repeat(5_000),
        "![".repeat(5_000) + "](a)",
    ] {
        let found = read(&markdown);
        assert_eq!(read(&write(&found)), found);
    }
}

/// HTML in pieces, as the browser hands it over; only well-formed HTML is taken apart here.
fn pieces(html: &str) -> Vec<Piece> {
    const VOID: [&str; 4] = ["br", "hr", "img", "meta"];
    let mut pieces = Vec::new();
    let mut rest = html;
    while !rest.is_empty() {
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->").unwrap().1;
        } else if let Some(conditional) = rest.strip_prefix("<![") {
            rest = conditional.split_once("]>").unwrap().1;
        } else if let Some(end) = rest.strip_prefix("</") {
            pieces.push(Piece::Close);
            rest = end.split_once('>').unwrap().1;
        } else if let Some(tag) = rest.strip_prefix('<') {
            let (tag, after) = tag.split_once('>').unwrap();
            rest = after;
            let (name, mut words) = tag.split_once(' ').unwrap_or((tag, ""));
            let mut attributes = Vec::new();
            while let Some((attribute, value)) = words.split_once('=') {
                let quote = value.chars().next().filter(|c| "'\"".contains(*c));
                let (value, after) = match quote {
                    Some(quote) => value[1..].split_once(quote).unwrap(),
                    None => value.split_once(' ').unwrap_or((value, "")),
                };
                attributes.push((attribute.trim().to_lowercase(), value.to_owned()));
                words = after;
            }
            let name = name.to_owned();
            let void = VOID.contains(&name.as_str());
            pieces.push(if name == "mark" {
                Piece::Mark
            } else {
                Piece::Open { name, attributes }
            });
            pieces.extend(void.then_some(Piece::Close));
        } else {
            let (text, _) = rest.split_once('<').unwrap_or((rest, ""));
            rest = &rest[text.len()..];
            pieces.push(Piece::Text(
                text.replace("&nbsp;", "\u{a0}").replace("&amp;", "&"),
            ));
        }
    }
    pieces
}

fn pasted(html: &str) -> String {
    write(&clean(pieces(html)))
}

#[test]
fn word_is_understood() {
    let html = r#"<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><style>p.MsoNormal {margin:0}</style></head><body lang=EN-GB>
<!--StartFragment--><h1>What we<span style='mso-spacerun:yes'>  </span>heard<o:p></o:p></h1>
<p class=MsoNormal>You gave us <b style='mso-bidi-font-weight:normal'>two pages</b>
and <i>one</i> sentence.<o:p>&nbsp;</o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>First point<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>o<span>&nbsp;&nbsp; </span></span><![endif]>Under it<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list: Ignore'>·<span>&nbsp; </span></span>Second point</p>
<p class=MsoNormal>Then:</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp; </span></span>One</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>2.<span>&nbsp;&nbsp; </span></span>Two</p>
<p class=MsoQuote>Words of Ines</p>
<table class=MsoTableGrid border=1><tr><td width=100><p class=MsoNormal><b>Channel<o:p></o:p></b></p></td><td><p class=MsoNormal align=right>Net</p></td></tr>
<tr><td><p class=MsoNormal>Cinema</p><p class=MsoNormal>four weeks</p></td><td style='text-align:right'><p class=MsoNormal>12 | 3</p></td></tr></table>
<img src="file:///C:/x.png"><script>alert(1)</script><!--EndFragment--></body></html>"#;
    assert_eq!(
        pasted(html),
        "# What we heard\n\nYou gave us **two pages** and *one* sentence.\n\n\
         - First point\n  - Under it\n- Second point\n\nThen:\n\n1. One\n2. Two\n\n\
         > Words of Ines\n\n\
         | **Channel** | Net |\n| --- | --: |\n| Cinema<br>four weeks | 12 \\| 3 |"
    );
}

#[test]
fn google_docs_is_understood() {
    let html = r#"<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><h2 dir="ltr"><span style="font-weight:400;font-style:normal">The idea</span></h2><p dir="ltr"><span style="font-weight:400">Plain, </span><span style="font-weight:700">bold</span><span style="font-weight:400;font-style:italic">, italic</span><a href="https://a.b/c" style="text-decoration:none"><span style="color:#1155cc">, link</span></a></p><ul style="margin-top:0"><li dir="ltr" style="list-style-type:disc" aria-level="1"><p dir="ltr" role="presentation"><span>one</span></p></li><ul><li dir="ltr" aria-level="2"><p role="presentation"><span>under</span></p></li></ul><li aria-level="1"><p><span>two</span></p></li></ul><ol><li aria-level="1"><p>first</p></li></ol></b><br class="Apple-interchange-newline">"#;
    assert_eq!(
        pasted(html),
        "## The idea\n\nPlain, **bold**_, italic_[, link](https://a.b/c)\n\n\
         - one\n  - under\n- two\n\n1. first"
    );
}

#[test]
fn pages_of_the_web_are_understood() {
    for (html, kept) in [
        ("<div>one<div>two</div>three</div>", "one\n\ntwo\n\nthree"),
        ("one<br>two<br><br>three<br>", "one\\\ntwo\n\nthree"),
        (
            "<p>a <a href=\"javascript:x\">b</a> <a href=\"#c\">c</a></p>",
            "a b c",
        ),
        (
            "<style>p{}</style><p onclick=x class=y>a</p><script>b</script>",
            "a",
        ),
        ("<p>a<img src=https://x/y.png></p>", "a"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ("<pre>let x;\n  y</pre>", "```\nlet x;\n  y\n```"),
        ("<p>use <code>x*y</code></p>", "use `x*y`"),
        ("<ul><li>a<ol start=3><li>b</ol></li></ul>", "- a\n\n  3. b"),
        ("<ul><li><p>a</p><p>b</p></li></ul>", "- a\n\n  b"),
        ("<p>**not bold** # 1. x</p>", "\\*\\*not bold\\*\\* # 1. x"),
        ("<p style=\"display:none\">a</p><p>b</p>", "b"),
        ("<table><tr><td>boxed</td></tr></table>", "boxed"),
        (
            "<table><thead><tr><th colspan=2>a</th></tr></thead><tbody><tr><td>b</td><td>c</td></tr></tbody></table>",
            "| a |  |\n| --- | --- |\n| b | c |",
        ),
        ("<p>a</p>\n\n<hr>\n<p>b</p>", "a\n\n---\n\nb"),
        ("<h3><b>Bold by look</b></h3>", "### Bold by look"),
    ] {
        assert_eq!(pasted(html), kept, "{html}");
    }
}

#[test]
fn what_our_editor_shows_is_read_with_its_places() {
    let (found, places) = shown(pieces(
        "<h1>Head</h1><p><br></p><ul><li>o<mark>ne<ul><li><br></li></ul></li></ul><table><tr><th>a</th></tr><tr><td>b<mark></td></tr></table><figure data-alt=x data-source=y>no</figure><p>two <br><br></p>",
    ));
    let wanted = [
        line(Style::Heading(1), "Head"),
        Block::Line(Line::default()),
        item(0, Marker::Dash, "one"),
        Block::Line(Line {
            style: Style::Item {
                depth: 1,
                marker: Marker::Dash,
            },
            runs: vec![],
        }),
        Block::Table(Table {
            columns: vec![Align::Start],
            head: vec![vec![Run::plain("a")]],
            rows: vec![vec![vec![Run::plain("b")]]],
        }),
        Block::Image(Image {
            alt: "x".into(),
            source: "y".into(),
        }),
        line(Style::Paragraph, "two \n"),
    ];
    assert_eq!(found, document(wanted));
    let place = |block, cell, offset| Place {
        block,
        cell,
        offset,
    };
    assert_eq!(places, [place(2, None, 1), place(4, Some((1, 0)), 1)]);
}

fn at(block: usize, offset: usize) -> Place {
    Place {
        block,
        cell: None,
        offset,
    }
}

fn lines(block: usize, to: usize) -> Selection {
    Selection::between(at(block, 0), at(to, 0))
}

#[test]
fn lines_are_shaped() {
    let mut text = read("a\n\nb\n\nc");
    text.shape(lines(0, 1), Shape::Numbers);
    assert_eq!(write(&text), "1. a\n2. b\n\nc");
    text.shape(lines(1, 2), Shape::Dashes);
    assert_eq!(write(&text), "1. a\n\n- b\n- c");
    assert!(text.indent(lines(2, 2), true));
    assert!(!text.indent(lines(2, 2), true));
    assert_eq!(write(&text), "1. a\n\n- b\n  - c");
    text.shape(lines(1, 2), Shape::Dashes);
    assert_eq!(write(&text), "1. a\n\nb\n\nc");
    text.shape(lines(0, 0), Shape::Heading(2));
    assert!(text.is_shaped(lines(0, 0), Shape::Heading(2)));
    assert_eq!(write(&text), "## a\n\nb\n\nc");
}

#[test]
fn items_take_along_what_stands_under_them() {
    let mut text = read("- a\n- b\n  - c\n- d");
    assert!(text.indent(lines(1, 1), true));
    assert_eq!(write(&text), "- a\n  - b\n    - c\n- d");
    assert!(text.indent(lines(1, 1), false));
    let mut numbers = read("1. a\n2. b\n3. c");
    numbers.indent(lines(1, 1), true);
    assert_eq!(write(&numbers), "1. a\n   1. b\n2. c");
    assert_eq!(write(&text), "- a\n- b\n  - c\n- d");
}

#[test]
fn enter_and_backspace_do_what_lists_expect() {
    let mut text = read("1. ab\n2. c");
    assert_eq!(text.split(at(0, 1)), at(1, 0));
    assert_eq!(write(&text), "1. a\n2. b\n3. c");
    let end = text.split(at(2, 1));
    assert_eq!(text.split(end), end);
    assert_eq!(text.style_at(end), Some(Style::Paragraph));
    assert_eq!(text.join_back(at(1, 0)), Some(at(1, 0)));
    assert_eq!(text.join_back(at(1, 0)), Some(at(0, 1)));
    assert_eq!(write(&text), "1. ab\n2. c");
    let mut head = read("# ab");
    head.split(at(0, 2));
    assert_eq!(head.style_at(at(1, 0)), Some(Style::Paragraph));
}

#[test]
fn marks_typed_at_the_start_make_structure() {
    for (typed, kept) in [
        ("-", "- x"),
        ("1.", "1. x"),
        ("#", "# x"),
        ("###", "### x"),
        (">", "> x"),
    ] {
        let mut text = document([line(Style::Paragraph, &format!("{typed}x"))]);
        assert_eq!(text.typed_space(at(0, typed.len())), Some(at(0, 0)));
        assert_eq!(write(&text), kept);
    }
    for typed in ["2027.", "a", "--", "#######"] {
        let mut text = document([line(Style::Paragraph, typed)]);
        assert_eq!(text.typed_space(at(0, typed.len())), None);
    }
}

#[test]
fn words_are_dressed_linked_and_erased() {
    let mut text = read("one two\n\nthree");
    let words = Selection::between(at(0, 4), at(1, 5));
    text.dress(words, Dress::Strong);
    assert_eq!(write(&text), "one **two**\n\n**three**");
    text.dress(words, Dress::Strong);
    text.link(Selection::between(at(0, 0), at(0, 3)), Some("https://a"));
    assert_eq!(text.link_at(at(0, 2)).as_deref(), Some("https://a"));
    text.link(Selection::at(at(0, 2)), Some("https://b"));
    text.link(Selection::at(at(1, 0)), Some("mailto:a@b"));
    assert_eq!(
        write(&text),
        "[one](https://b) two\n\n[a@b](mailto:a@b)three"
    );
    text.link(Selection::at(at(0, 1)), None);
    assert_eq!(text.erase(Selection::between(at(0, 1), at(1, 3))), at(0, 1));
    assert_eq!(write(&text), "othree");
}

#[test]
fn documents_are_put_into_documents() {
    let put = |into: &str, place: Place, new: &str| {
        let mut text = read(into);
        let end = text.insert(place, read(new));
        (write(&text), end)
    };
    assert_eq!(put("- ab", at(0, 1), "x"), ("- axb".into(), at(0, 2)));
    assert_eq!(
        put("ab", at(0, 1), "x\n\n- y"),
        ("ax\n\n- yb".into(), at(1, 1))
    );
    assert_eq!(
        put("ab", at(0, 1), "- y\n- z"),
        ("a\n\n- y\n- zb".into(), at(2, 1))
    );
    let table = "| x |\n| --- |\n| y |";
    assert_eq!(
        put("ab", at(0, 1), table),
        (format!("a\n\n{table}\n\nb"), at(2, 0))
    );
    let cell = Place {
        cell: Some((1, 0)),
        ..at(0, 1)
    };
    assert_eq!(
        put(table, cell, "a\n\n- b").0,
        "| x |\n| --- |\n| ya<br>b |"
    );
}

#[test]
fn a_footnote_is_put_in_with_the_next_free_number() {
    let mut text = read("One price[^1] and another.\n\nAfter.\n\n[^1]: Of 2026.");
    let end = text.insert_note(at(0, 22));
    assert_eq!(end, at(3, 2));
    text.insert_runs(end, vec![Run::plain("Net of tax.")]);
    assert_eq!(
        write(&text),
        "One price[^1] and another[^2].\n\nAfter.\n\n[^1]: Of 2026.\n\n[^2]: Net of tax."
    );
    // In a footnote nothing is put in; Enter behind it begins a paragraph.
    assert_eq!(text.insert_note(at(3, 1)), at(3, 1));
    let below = text.split(at(3, 13));
    assert_eq!(text.style_at(below), Some(Style::Paragraph));
}

#[test]
fn our_editor_shows_footnotes_as_they_are() {
    let open = |name: &str, attributes: &[(&str, &str)]| Piece::Open {
        name: name.to_owned(),
        attributes: (attributes.iter())
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
    };
    let text = |text: &str| Piece::Text(text.to_owned());
    let mark = || [open("sup", &[("data-note", "a")]), text("a"), Piece::Close];
    let mut pieces = vec![open("p", &[]), text("Price")];
    pieces.extend(mark());
    pieces.extend([Piece::Close, open("p", &[("class", "note-line")])]);
    pieces.extend(mark());
    pieces.extend([text(" Net."), Piece::Close]);
    assert_eq!(write(&shown(pieces.clone()).0), "Price[^a]\n\n[^a]: Net.");
    // Raised digits of other programs are no footnotes.
    let area = [
        open("p", &[]),
        text("m"),
        open("sup", &[]),
        text("2"),
        Piece::Close,
        Piece::Close,
    ];
    assert_eq!(write(&clean(area)), "m2");
}

#[test]
fn tables_grow_and_shrink() {
    let mut text = read("a");
    let first = text.insert_table(at(0, 1), 2, 1);
    text.insert_runs(first, vec![Run::plain("x")]);
    let below = text.split(first);
    assert_eq!(below.cell, Some((1, 0)));
    let third = text.split(below);
    text.insert_runs(third, vec![Run::plain("y")]);
    text.change_table(third, TableChange::AddColumn);
    assert_eq!(
        write(&text),
        "a\n\n| x |  |  |\n| --- | --- | --- |\n|  |  |  |\n| y |  |  |"
    );
    text.change_table(below, TableChange::RemoveRow);
    text.change_table(first, TableChange::RemoveRow);
    text.change_table(first, TableChange::RemoveColumn);
    text.change_table(first, TableChange::RemoveColumn);
    assert_eq!(write(&text), "a\n\n|  |\n| --- |");
    assert_eq!(
        text.change_table(first, TableChange::RemoveColumn),
        at(1, 0)
    );
    assert_eq!(write(&text), "a");
}

fn any_runs() -> impl Strategy<Value = Vec<Run>> {
    let word = prop_oneof![
        "[a-zA-Z0-9 .,!?*_#>|&;<\\[\\]()\\\\`~+:=/{}\n-]{1,12}",
        "\\PC{1,8}",
        Just("{{client}}".to_owned()),
        Just("1. ".to_owned()),
        Just("&amp;".to_owned()),
    ];
    let link = prop_oneof![
        6 => Just(None),
        1 => Just(Some("https://a.b/c?d=1&copy;=2".to_owned())),
        1 => Just(Some("mailto:a@b.c".to_owned())),
    ];
    let dress = (
        any::<bool>(),
        any::<bool>(),
        prop::bool::weighted(0.1),
        link,
    );
    let run = (word, dress).prop_map(|(text, (strong, emphasis, code, link))| Run {
        text,
        strong,
        emphasis,
        code,
        link,
        note: false,
    });
    let note = "[a-z0-9 .-]{0,3}".prop_map(Run::note);
    prop::collection::vec(prop_oneof![5 => run, 1 => note], 0..5)
}

fn any_block() -> impl Strategy<Value = Block> {
    let marker = prop_oneof![
        Just(Marker::Dash),
        (0..1_000_u64).prop_map(Marker::Number),
        Just(Marker::None)
    ];
    let style = prop_oneof![
        2 => Just(Style::Paragraph),
        1 => (1..=6_u8).prop_map(Style::Heading),
        1 => Just(Style::Quote),
        4 => (0..6_u8, marker).prop_map(|(depth, marker)| Style::Item { depth, marker }),
        1 => Just(Style::Code),
        1 => Just(Style::Note),
    ];
    let footnote = ("[a-z0-9 ]{0,3}", any_runs()).prop_map(|(name, words)| {
        let runs = std::iter::once(Run::note(name)).chain(words).collect();
        Block::Line(Line {
            style: Style::Note,
            runs,
        })
    });
    let table = (1..4_usize).prop_flat_map(|width| {
        let row = move || prop::collection::vec(any_runs(), width);
        let column = prop_oneof![Just(Align::Start), Just(Align::Center), Just(Align::End)];
        let columns = prop::collection::vec(column, width);
        (columns, row(), prop::collection::vec(row(), 0..3)).prop_map(|(columns, head, rows)| {
            Block::Table(Table {
                columns,
                head,
                rows,
            })
        })
    });
    prop_oneof![
        8 => (style, any_runs()).prop_map(|(style, runs)| Block::Line(Line { style, runs })),
        1 => footnote,
        1 => table,
        1 => ("[a-z *\\]\\[!]{0,8}", "[a-z()&; ./]{1,9}").prop_map(|(alt, source)| Block::Image(Image { alt, source: format!("x{source}") })),
        1 => Just(Block::Rule),
    ]
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn what_is_written_reads_as_it_was(blocks in prop::collection::vec(any_block(), 0..6)) {
        let document = document(blocks).tidy();
        prop_assert_eq!(read(&write(&document)), document);
    }

    #[test]
    fn any_markdown_reads_the_same_when_it_was_written(text in "(\\[\\^a\\]|\n\\[\\^a\\]: |[-*_`#>|\\[\\]()!<&;a-z0-9 \n\t~+.:/\\\\]|\n- |\n> |\n1. |  ){0,80}") {
        let document = read(&text);
        prop_assert_eq!(read(&write(&document)), document);
    }

    #[test]
    fn any_edit_leaves_a_document_that_can_be_kept(
        blocks in prop::collection::vec(any_block(), 1..5),
        places in prop::collection::vec((0..5_usize, 0..3_usize, 0..3_usize, 0..9_usize), 2),
        which in 0..12_u8,
    ) {
        let mut text = document(blocks).tidy();
        let [one, other] = [places[0], places[1]].map(|(block, row, column, offset)| {
            text.nearest(Place { block, cell: Some((row, column)), offset })
        });
        let all = Selection::between(one, other);
        let after = match which {
            0 => text.erase(all),
            1 => text.split(one),
            2 => text.join_back(one).unwrap_or(one),
            3 => text.join(one.block).unwrap_or(one),
            4 => { text.shape(all, Shape::Numbers); one }
            5 => { text.indent(all, true); one }
            6 => { text.dress(all, Dress::Emphasis); one }
            7 => text.link(all, Some("https://a.b")),
            8 => text.insert(one, read("a\n\n- b")),
            9 => text.insert_table(one, 2, 2),
            10 => text.change_table(one, TableChange::RemoveColumn),
            _ => text.typed_space(one).unwrap_or(one),
        };
        let _ = text.nearest(after);
        let kept = text.tidy();
        prop_assert_eq!(read(&write(&kept)), kept);
    }

    #[test]
    fn tidy_is_tidy(blocks in prop::collection::vec(any_block(), 0..6)) {
        let document = document(blocks).tidy();
        prop_assert_eq!(document.clone().tidy(), document);
    }
}

//! The web page and what is copied for word processors: whole, well formed, escaped, and asking
//! nobody for anything.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "support/plain.rs"]
mod plain;

use pitchwright::file;
use pitchwright::model::{DocumentKind, Face, Pitch, Theme};
use pitchwright::proposal::{Content, Proposal, compose, html};
use plain::Plain;
use serde_json::json;

const NO_PICTURES: fn(pitchwright::model::Picture) -> Option<String> = |_| None;

fn example() -> Proposal {
    let text = std::fs::read_to_string("assets/example.pitch.json").unwrap();
    compose(&file::read(&text).unwrap().document.pitch, &Plain)
}

/// A pitch whose every word tries to be markup.
fn hostile() -> Proposal {
    let bad = "</script></style><img src=x onerror=alert(1)>\"'&amp;";
    let pitch: Pitch = serde_json::from_value(json!({
        "title": bad, "currency": "EUR",
        "client": { "organisation": bad, "brand": bad,
            "contacts": [{ "id": "c", "name": bad, "position": bad }] },
        "brief": { "objectives": [{ "id": "o", "name": bad, "metric": bad, "baseline": bad, "target": bad }] },
        "story": { "sections": [
            { "id": "a", "title": bad, "text": format!("{bad}\n\n- {bad}\n\n[x](https://e.com/\"><script>)") },
            { "id": "b", "title": "o", "kind": "objectives" },
            { "id": "d", "title": "c", "kind": "concept", "idea": bad, "rationale": bad },
            { "id": "e", "title": "t", "kind": "timeline" },
            { "id": "f", "title": "b", "kind": "budget" },
            { "id": "g", "title": "p", "kind": "options" },
            { "id": "h", "title": "m", "kind": "media" },
            { "id": "i", "title": "w", "kind": "team" },
            { "id": "j", "title": "s", "kind": "signatures" }
        ] },
        "team": { "people": [{ "id": "p", "name": bad, "biography": bad }] },
        "timeline": { "start": "2027-02-22", "phases": [{ "id": "ph", "name": bad }],
            "tasks": [{ "id": "t", "name": bad, "phase": "ph", "duration": 7 }] },
        "budget": {
            "groups": [{ "id": "g", "name": bad }],
            "options": [{ "id": "x", "name": bad, "description": bad }, { "id": "y", "name": bad }],
            "lines": [{ "id": "l", "name": bad, "kind": "fixed", "group": "g", "quantity": "1", "unit": bad, "unit_price": 100 }]
        },
        "media": { "flights": [{ "id": "f", "channel": bad, "placement": bad, "start": "2027-05-03", "finish": "2027-06-13" }],
            "notes": bad },
        "proposal": { "agency": bad, "subtitle": bad, "version": bad }
    }))
    .unwrap();
    compose(&pitch, &Plain)
}

#[test]
fn what_the_speaker_says_is_in_nothing_that_is_given() {
    let text = std::fs::read_to_string("assets/example.pitch.json").unwrap();
    let mut pitch = file::read(&text).unwrap().document.pitch;
    let plain_sheets = compose(&pitch, &Plain);
    let story = std::sync::Arc::make_mut(&mut pitch.story);
    let ids: Vec<_> = story.sections.iter().map(|s| s.id.clone()).collect();
    for id in ids {
        let section = story.sections.find_mut(&id).unwrap();
        section.speaker_notes = "Whispered {{net total}}".to_owned();
    }
    for document in DocumentKind::ALL {
        std::sync::Arc::make_mut(&mut pitch.proposal).document = *document;
        let proposal = compose(&pitch, &Plain);
        for given in [
            html::page(&proposal, &NO_PICTURES, &[], ""),
            html::fragment(&proposal, &NO_PICTURES),
            html::plain(&proposal),
            proposal
                .blocks
                .iter()
                .flat_map(|block| block.content.words())
                .collect(),
        ] {
            assert!(!given.contains("Whispered"), "{document:?}");
        }
    }
    // Nor does it move a line of what is printed.
    std::sync::Arc::make_mut(&mut pitch.proposal).document = DocumentKind::Proposal;
    assert_eq!(compose(&pitch, &Plain), plain_sheets);
}

/// Which section of the story stands on a sheet is known by its id, so that a presentation finds
/// what there is to say.
#[test]
fn sections_are_known_by_their_ids() {
    let text = std::fs::read_to_string("assets/example.pitch.json").unwrap();
    let mut pitch = file::read(&text).unwrap().document.pitch;
    let proposal = compose(&pitch, &Plain);
    assert_eq!(proposal.section_ids.len(), proposal.sections.len());
    for (title, id) in proposal.sections.iter().zip(&proposal.section_ids) {
        let section = pitch.story.sections.find(id.as_ref().unwrap()).unwrap();
        assert_eq!(section.title, *title);
    }
    // The live blocks of a statement of work are no sections of the story.
    std::sync::Arc::make_mut(&mut pitch.proposal).document = DocumentKind::Statement;
    let statement = compose(&pitch, &Plain);
    assert!(!statement.sections.is_empty());
    assert!(statement.section_ids.iter().all(Option::is_none));
    assert_eq!(statement.section_ids.len(), statement.sections.len());
}

/// A page carries the faces that it is set in, and no others.
#[test]
fn a_page_carries_its_faces() {
    use html::faces::{ALL, needed};
    let text = std::fs::read_to_string("assets/example.pitch.json").unwrap();
    let mut pitch = file::read(&text).unwrap().document.pitch;
    let files = |pitch: &Pitch| -> Vec<&str> {
        let faces = needed(&compose(pitch, &Plain)).into_iter();
        faces.map(|face| face.file).collect()
    };
    let sans = "source-sans-3-latin.woff2";
    let (serif, italic) = ("newsreader-latin.woff2", "newsreader-latin-italic.woff2");
    for (theme, expected) in [
        (Theme::Paper, vec![sans, serif, italic]),
        (Theme::Poster, vec![sans, "bricolage-grotesque-latin.woff2"]),
        (
            Theme::Journal,
            vec![sans, "fraunces-latin.woff2", serif, italic],
        ),
        (Theme::Studio, vec![sans]),
    ] {
        std::sync::Arc::make_mut(&mut pitch.proposal).theme = theme;
        assert_eq!(files(&pitch), expected, "{theme:?}");
    }
    let setup = std::sync::Arc::make_mut(&mut pitch.proposal);
    (setup.theme, setup.title_face) = (Theme::Studio, Face::Fraunces);
    assert_eq!(files(&pitch), [sans, "fraunces-latin.woff2"]);
    // Without a word in italics their file is not needed.
    let plain: Pitch = serde_json::from_value(
        json!({ "title": "", "currency": "EUR", "timeline": { "start": "2027-02-22" },
        "story": { "sections": [{ "id": "a", "title": "A", "text": "Plain words." }] } }),
    )
    .unwrap();
    assert_eq!(files(&plain), [sans, serif]);

    // They are those of the style sheet, and are carried as they are.
    let sheet = std::fs::read_to_string("style/fonts.css").unwrap();
    for face in ALL {
        let rule = sheet
            .lines()
            .find(|line| line.contains(&format!("fonts/{}", face.file)))
            .unwrap();
        assert!(rule.contains(&format!("font-family: \"{}\"", face.family)));
        assert!(rule.contains(&format!("font-weight: {};", face.weights)));
        assert_eq!(rule.contains("font-style: italic"), face.italic);
        assert!(rule.contains(&format!("unicode-range: {};", face.range)));
    }
    let page = html::page(
        &compose(&plain, &Plain),
        &NO_PICTURES,
        &[(ALL[0], b"Man".to_vec()), (ALL[4], b"Ma".to_vec())],
        "",
    );
    assert!(page.contains("url(data:font/woff2;base64,TWFu) format"));
    assert!(page.contains("url(data:font/woff2;base64,TWE=) format"));
}

/// Rows that say the same of every option can be left out, and no others.
#[test]
fn options_can_be_held_against_each_other() {
    let page = html::page(&example(), &NO_PICTURES, &[], "");
    let (_, compare) = page.split_once("<div class=\"compare\">").unwrap();
    let (compare, _) = compare.split_once("</table>").unwrap();
    for option in ["Essential", "Recommended", "Stretch"] {
        assert!(
            compare.contains(&format!("checked/> {option}</label>")),
            "{option}"
        );
    }
    assert!(compare.contains("class=\"differs\"/> Only what differs"));
    let same = compare.split("<tr").filter(|row| row.contains("same\">"));
    let mut count = 0;
    for row in same {
        let mut cells = row
            .split("<td class=\"figures\">")
            .skip(1)
            .map(|cell| cell.split('<').next());
        let first = cells.next().unwrap();
        assert!(cells.all(|cell| cell == first), "{row}");
        count += 1;
    }
    assert!(count > 0);
    assert_eq!(page.matches("<fieldset>").count(), 1);
    assert!(!html::fragment(&example(), &NO_PICTURES).contains("<input"));
}

/// The elements of the markup in order; fails where one is closed that is not open.
fn elements(markup: &str) -> Vec<String> {
    const VOID: [&str; 4] = ["!doctype", "meta", "br", "img"];
    let mut open: Vec<String> = Vec::new();
    let mut all = Vec::new();
    for piece in markup.split('<').skip(1) {
        let (tag, _) = piece.split_once('>').expect("a tag ends");
        let name: String = tag
            .chars()
            .take_while(|c| !c.is_whitespace() && *c != '>')
            .collect();
        if let Some(name) = name.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "closed: {piece}");
            continue;
        }
        let name = name.trim_end_matches('/').to_owned();
        all.push(name.clone());
        if !tag.ends_with('/') && !VOID.contains(&name.as_str()) {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "left open: {open:?}");
    all
}

/// What a reader sees of the markup, without its style.
fn read_aloud(markup: &str) -> String {
    let body = markup
        .split_once("</style>")
        .map_or(markup, |(_, body)| body);
    let mut words = String::new();
    for piece in body.split('<') {
        words.push_str(piece.split_once('>').map_or(piece, |(_, text)| text));
        words.push(' ');
    }
    let words = words.replace("&lt;", "<").replace("&gt;", ">");
    words
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_whitespace()).collect()
}

#[test]
fn the_page_is_well_formed_and_asks_for_nothing() {
    let page = html::page(&example(), &NO_PICTURES, &[], "");
    assert!(page.starts_with("<!doctype html>\n<html lang=\"en\" class=\"theme-paper "));
    let elements = elements(&page);
    for element in [
        "main", "nav", "table", "caption", "thead", "svg", "details", "h1",
    ] {
        assert!(
            elements.iter().any(|one| one == element),
            "{element} is there"
        );
    }
    for element in ["script", "img", "link", "iframe", "object"] {
        assert!(!elements.iter().any(|one| one == element), "no {element}");
    }
    assert!(page.contains(
        "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:\""
    ));
    for asked in ["url(", "@import", "src="] {
        assert!(!page.contains(asked), "{asked}");
    }
    assert_eq!(elements.iter().filter(|one| *one == "h1").count(), 1);
}

#[test]
fn the_piece_for_word_has_tables_that_carry_their_style_and_no_pictures() {
    let piece = html::fragment(&example(), &NO_PICTURES);
    let elements = elements(&piece);
    for element in ["table", "h1", "h2", "h3", "ul"] {
        assert!(
            elements.iter().any(|one| one == element),
            "{element} is there"
        );
    }
    for element in ["svg", "style", "script", "details", "nav", "caption"] {
        assert!(!elements.iter().any(|one| one == element), "no {element}");
    }
    assert!(piece.contains("<table style=\"border-collapse:collapse"));
    assert!(!piece.contains("class="));
}

#[test]
fn every_word_is_in_all_three() {
    let proposal = example();
    let page = squeezed(&read_aloud(&html::page(&proposal, &NO_PICTURES, &[], "")));
    let piece = squeezed(&read_aloud(&html::fragment(&proposal, &NO_PICTURES)));
    // In plain text the marks of footnotes stand in brackets.
    let text = squeezed(&html::plain(&proposal)).replace(['[', ']'], "");
    for block in &proposal.blocks {
        let contents = matches!(block.content, Content::Contents(_));
        let picture = matches!(block.content, Content::Chart(_) | Content::Flowchart(_));
        for words in block.content.words() {
            let wanted = squeezed(&words);
            assert!(page.contains(&wanted), "{words} is in the page");
            // Where it is pasted it has contents of its own, and pictures come as tables.
            if !contents && !picture {
                assert!(piece.contains(&wanted), "{words} is in the piece");
                assert!(text.contains(&wanted), "{words} is in the text");
            }
        }
    }
}

#[test]
fn no_word_becomes_markup() {
    let proposal = hostile();
    for markup in [
        html::page(&proposal, &NO_PICTURES, &[], ""),
        html::fragment(&proposal, &NO_PICTURES),
    ] {
        let elements = elements(&markup);
        assert!(!elements.iter().any(|one| one == "img" || one == "script"));
        assert!(!markup.contains("<img") && !markup.contains("onerror=alert(1)>"));
        assert!(
            read_aloud(&markup).contains("</script></style><img src=x onerror=alert(1)>\"'&amp;")
        );
        assert!(!markup.contains("e.com/\">"));
    }
}

#[test]
fn options_can_be_looked_at_one_by_one() {
    let page = html::page(&example(), &NO_PICTURES, &[], "");
    let options = page.matches("<details name=\"option\"").count();
    assert!(options >= 2, "{options} options");
    assert_eq!(page.matches("<details name=\"option\" open>").count(), 1);
}

#[test]
fn lists_are_nested_by_their_depth() {
    let pitch: Pitch = serde_json::from_value(json!({
        "title": "T", "currency": "EUR", "timeline": { "start": "2027-02-22" },
        "story": { "sections": [{ "id": "a", "title": "A",
            "text": "- one\n- two\n  1. deep\n  2. deeper\n- three\n\n  goes on\n\n3. first\n4. second" }] }
    }))
    .unwrap();
    let piece = html::fragment(&compose(&pitch, &Plain), &NO_PICTURES).replace('\n', "");
    assert!(
        piece.contains("<ul><li>one</li><li>two<ol><li>deep</li><li>deeper</li></ol></li><li>three<p>goes on</p></li></ul>"),
        "{piece}"
    );
    assert!(
        piece.contains("<ol start=\"3\"><li>first</li><li>second</li></ol>"),
        "{piece}"
    );
}

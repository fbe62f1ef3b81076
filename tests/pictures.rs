//! Pictures in files: carried beside a pitch, believed only when they are what their names say.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    missing_docs
)]

use cases::cases;
use std::sync::Arc;

use pitchwright::file::pictures::{mentioned, named};
use pitchwright::file::{self, Document, Pictures, Repair, backup, client, web_page};
use pitchwright::model::picture::MAX_SIDE;
use pitchwright::model::{
    Date, Figure, FigureId, Identifier, List, Person, Picture, PictureKind, Pitch, PitchId,
    Section, SectionId, SectionKind, Settings,
};
use pitchwright::proposal::board::Board;
use pitchwright::proposal::paper::Sheet;
use pitchwright::proposal::{Content, compose, html};
use plain::Plain;
use proptest::prelude::*;

#[path = "support/cases.rs"]
mod cases;
#[path = "support/plain.rs"]
mod plain;

/// The head of a JPEG of this size with something in it, which is all that is looked at.
fn jpeg(width: u16, height: u16, inside: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0xff, 0xd8, 0xff, 0xc0, 0, 11, 8];
    bytes.extend(height.to_be_bytes());
    bytes.extend(width.to_be_bytes());
    bytes.extend([1, 1, 0x11, 0]);
    bytes.extend(inside);
    bytes
}

fn pitch() -> Pitch {
    let mut pitch = Pitch::blank(Date::ymd(2027, 2, 1).unwrap(), &Settings::default());
    "Pictures".clone_into(&mut pitch.title);
    pitch
}

fn section(id: &str) -> Section {
    Section {
        title: id.to_owned(),
        ..Section::new(SectionId::new(id).unwrap())
    }
}

fn figure(id: u64, picture: Picture) -> Figure {
    Figure::of(FigureId::from_random(id), picture)
}

/// A pitch that shows five pictures to the client, and one to nobody.
fn shown() -> (Document, Pictures, Picture) {
    let all: Vec<Vec<u8>> = (0..6).map(|n| jpeg(800 + n, 600, &[1, 2, 3])).collect();
    let pictures: Vec<Picture> = all.iter().map(|bytes| named(bytes).unwrap()).collect();
    let mut concept = section("concept");
    concept.kind = SectionKind::Concept;
    concept.figures = List::from_iter([figure(1, pictures[0])]);
    let mut words = section("words");
    words.text = format!("Before.\n\n![A harbour]({})\n\nAfter.", pictures[1]);
    let mut hidden = section("hidden");
    hidden.internal = true;
    hidden.figures = List::from_iter([figure(2, pictures[4])]);
    let mut pitch = pitch();
    Arc::make_mut(&mut pitch.story).sections = List::from_iter([concept, words, hidden]);
    let mut team = section("team");
    team.kind = SectionKind::Team;
    let mut ines: Person =
        serde_json::from_str(r#"{ "id": "ines", "name": "Ines", "biography": "Plans." }"#).unwrap();
    ines.portrait = Some(pictures[5]);
    Arc::make_mut(&mut pitch.team).people = List::from_iter([ines]);
    Arc::make_mut(&mut pitch.story).sections.push(team);
    let setup = Arc::make_mut(&mut pitch.proposal);
    setup.logo = Some(pictures[2]);
    setup.cover_picture = Some(pictures[3]);
    let document = Document::new(PitchId::new("pictures").unwrap(), pitch);
    let carried = pictures.iter().copied().zip(all).collect();
    (document, carried, pictures[4])
}

#[test]
fn a_picture_is_named_by_what_is_in_it() {
    let bytes = jpeg(1600, 900, b"harbour");
    let picture = named(&bytes).unwrap();
    assert_eq!(
        (picture.width, picture.height, picture.kind),
        (1600, 900, PictureKind::Jpeg)
    );
    assert_eq!(picture.to_string().parse::<Picture>().unwrap(), picture);
    assert_ne!(named(&jpeg(1600, 900, b"harbor")).unwrap(), picture);
    assert_eq!(named(b"<svg onload=alert(1)>"), None);
    assert_eq!(named(b""), None);
    assert_eq!(named(&jpeg(MAX_SIDE + 1, 10, b"")), None);
    assert_eq!(named(&jpeg(0, 10, b"")), None);
}

#[test]
fn what_is_no_name_is_refused() {
    let name = named(&jpeg(16, 9, b"")).unwrap().to_string();
    for wrong in [
        "",
        "picture:",
        &name.replace("picture:", "https:"),
        &name.replace(".jpg", ".svg"),
        &name.replace("16x9", "0x9"),
        &name.replace("16x9", "016x9"),
        &name.replace("16x9", "+16x9"),
        &name.replace("16x9", "99999x9"),
        &name.to_uppercase(),
        &format!("{name}\" onerror=\""),
        &format!("{name} "),
    ] {
        assert!(wrong.parse::<Picture>().is_err(), "{wrong}");
    }
}

#[test]
fn a_file_carries_its_pictures_and_gives_them_back() {
    let (document, pictures, _) = shown();
    let text = file::write(&document, &pictures);
    file::verify(&text, &document, &pictures).unwrap();
    let opened = file::read(&text).unwrap();
    assert_eq!(opened.pictures, pictures);
    assert_eq!(opened.document, document);
    assert_eq!(opened.repairs, []);
    // Without them it is the same pitch.
    let bare = file::write(&document, &Pictures::new());
    assert_eq!(file::read(&bare).unwrap().document, document);
    assert_eq!(
        mentioned(&bare),
        pictures.keys().copied().collect(),
        "every picture that is shown somewhere is mentioned"
    );
}

#[test]
fn a_picture_that_is_not_what_its_name_says_is_left_out_and_said() {
    let (document, pictures, _) = shown();
    let text = file::write(&document, &pictures);
    let first = pictures.keys().next().unwrap().to_string();
    let at = text.rfind(&first).unwrap() + first.len() + 12;
    for (what, damaged) in [
        ("a letter", {
            let mut text = text.clone();
            let letter = if &text[at..=at] == "A" { "B" } else { "A" };
            text.replace_range(at..=at, letter);
            text
        }),
        ("no base64", {
            let mut text = text.clone();
            text.replace_range(at..=at, "*");
            text
        }),
        (
            "another name",
            text.replacen(&format!("\"{first}\": "), "\"../x\": ", 1),
        ),
    ] {
        let opened = file::read(&damaged).unwrap();
        assert_eq!(opened.document, document, "{what}");
        assert_eq!(opened.pictures.len(), pictures.len() - 1, "{what}");
        assert!(
            matches!(&opened.repairs[..], [Repair::Picture { .. }]),
            "{what}"
        );
        assert!(
            file::verify(&damaged, &document, &pictures).is_err(),
            "{what}"
        );
    }
    for nonsense in ["[]", "7", "{\"a\":1}", "null"] {
        let bare = file::write(&document, &Pictures::new());
        let end = bare.rfind('}').unwrap();
        let text = format!("{},\"pictures\":{nonsense}}}", &bare[..end]);
        let opened = file::read(&text).unwrap();
        assert_eq!(opened.document, document);
        assert_eq!(opened.repairs.is_empty(), nonsense == "null");
    }
}

#[test]
fn the_client_gets_the_pictures_that_they_see_and_no_other() {
    let (document, pictures, hidden) = shown();
    let copy = client::copy(&document);
    let seen = mentioned(&file::write_compact(&copy));
    assert!(!seen.contains(&hidden));
    assert_eq!(seen.len(), 5);
    let proposal = compose(&document.pitch, &Plain);
    assert_eq!(
        proposal
            .pictures()
            .collect::<std::collections::BTreeSet<_>>(),
        seen
    );
    let images = |picture: Picture| {
        let bytes = pictures.get(&picture)?;
        Some(web_page::picture(picture, bytes))
    };
    let page = html::page(
        &proposal,
        &images,
        &[],
        &web_page::element(&file::write_compact(&copy)),
    );
    assert!(page.contains("alt=\"A harbour\""));
    let opened = file::read(&page).unwrap();
    assert_eq!(opened.document, copy);
    assert_eq!(opened.pictures.len(), 5);
    assert!(!opened.pictures.contains_key(&hidden));
    for picture in seen {
        assert_eq!(opened.pictures[&picture], pictures[&picture]);
    }
}

#[test]
fn a_picture_in_the_words_stands_where_it_was_put() {
    let (document, _, _) = shown();
    let proposal = compose(&document.pitch, &Plain);
    let at = |words: &str| {
        let found = |content: &Content| content.words().iter().any(|word| word == words);
        proposal
            .blocks
            .iter()
            .position(|b| found(&b.content))
            .unwrap()
    };
    let between: Vec<_> = proposal.blocks[at("Before.") + 1..at("After.")]
        .iter()
        .collect();
    let [block] = &between[..] else {
        panic!("one block between the paragraphs");
    };
    let Content::Board(board) = &block.content else {
        panic!("a picture");
    };
    assert_eq!(board.rows[0][0].description, "A harbour");
}

#[test]
fn a_backup_carries_pictures_once() {
    let (document, pictures, _) = shown();
    let mut second = document.clone();
    second.id = PitchId::new("second").unwrap();
    let text = backup::write(&Settings::default(), &[document, second], &pictures);
    let read = backup::read(&text).unwrap();
    assert_eq!(read.documents.len(), 2);
    assert_eq!(read.pictures, pictures);
    assert_eq!(read.refused, Vec::<String>::new());
    let name = format!("\"{}\": \"/9j", pictures.keys().next().unwrap());
    assert_eq!(text.matches(&name).count(), 1);
}

proptest! {
    #![proptest_config(cases(256))]

    /// Every picture is on the board once, in order, whole, and no row is wider than the text.
    #[test]
    fn a_board_shows_every_picture_whole(
        sizes in proptest::collection::vec((1..=MAX_SIDE, 1..=MAX_SIDE, any::<bool>()), 1..24)
    ) {
        let figures: Vec<Figure> = (0_u64..).zip(&sizes).map(|(id, (width, height, large))| {
            let mut figure = figure(id, named(&jpeg(*width, *height, &id.to_be_bytes())).unwrap());
            figure.large = *large;
            figure
        }).collect();
        let refs: Vec<&Figure> = figures.iter().collect();
        let sheet = Sheet::upright(pitchwright::model::Paper::A4);
        let board = Board::of(&refs, sheet, sheet.text_width()).unwrap();
        let frames: Vec<_> = board.rows.iter().flatten().collect();
        let order: Vec<Picture> = frames.iter().map(|frame| frame.picture).collect();
        let wanted: Vec<Picture> = figures.iter().map(|figure| figure.picture).collect();
        prop_assert_eq!(order, wanted);
        for frame in &frames {
            prop_assert!((frame.width / frame.height / frame.picture.aspect() - 1.0).abs() < 1e-6);
            prop_assert!(frame.height <= sheet.text_height() * 0.5 + 1e-6);
        }
        for row in &board.rows {
            let gaps = 3.5 * f64::from(u32::try_from(row.len() - 1).unwrap());
            let width: f64 = row.iter().map(|frame| frame.width).sum();
            prop_assert!(width + gaps <= sheet.text_width() + 1e-6);
        }
        for large in figures.iter().filter(|figure| figure.large) {
            let row = board.rows.iter().find(|row| row.iter().any(|f| f.picture == large.picture));
            prop_assert_eq!(row.unwrap().len(), 1);
        }
    }

    /// Whatever stands in the place of the pictures, reading neither panics nor takes what is none.
    #[test]
    fn hostile_pictures_are_not_taken(name in ".{0,90}", data in ".{0,200}") {
        let document = Document::new(PitchId::new("x").unwrap(), pitch());
        let bare = file::write(&document, &Pictures::new());
        let carried = serde_json::json!({ name: data });
        let text = format!("{},\"pictures\":{carried}}}", &bare[..bare.rfind('}').unwrap()]);
        let opened = file::read(&text).unwrap();
        prop_assert!(opened.pictures.is_empty());
        prop_assert_eq!(opened.repairs.len(), 1);
    }
}

#[test]
fn on_one_line_is_the_same_file() {
    let (document, pictures, _) = shown();
    let line = file::write_on_one_line(&document, &pictures);
    assert!(!line.contains('\n'));
    file::verify(&line, &document, &pictures).unwrap();
    let bare = file::write_on_one_line(&document, &Pictures::new());
    file::verify(&bare, &document, &Pictures::new()).unwrap();
}

//! The writer of PDF files: every word of the list is in the file, the structure is that of the
//! list, the same list makes the same bytes, and no text breaks it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "support/cases.rs"]
mod cases;
#[path = "support/corpora.rs"]
#[allow(dead_code)]
mod corpora;

use cases::cases;
use std::collections::BTreeMap;

use lopdf::{Dictionary, Object};
use pitchwright::file::{self, Document, ReadError, client, pdf_file};
use pitchwright::pdf::list::*;
use pitchwright::pdf::{CannotWrite, Writer, colour, faces};
use pitchwright::work::{Heard, Likenesses, Pdf, PdfTalk};
use proptest::prelude::*;

const INK: Colour = [20, 24, 40, 255];

/// A list as it grows.
struct Maker(List);

impl Maker {
    fn new() -> Self {
        let look = |family: &str, size, weight, italic| Type {
            families: vec![family.to_owned(), "serif".to_owned()],
            size,
            weight,
            italic,
            spacing: 0.0,
            features: vec!["lnum".to_owned(), "tnum".to_owned()],
        };
        Self(List {
            about: About {
                title: "Halden Dairy – Morning".to_owned(),
                author: "Fieldnote".to_owned(),
                language: "en".to_owned(),
                day: Day {
                    year: 2027,
                    month: 2,
                    day: 9,
                },
            },
            types: vec![
                look("Newsreader", 15.0, 400.0, false),
                look("Source Sans 3", 12.0, 650.0, false),
                Type {
                    spacing: -1.2,
                    ..look("Fraunces", 40.0, 330.0, false)
                },
                look("Bricolage Grotesque", 20.0, 780.0, true),
            ],
            pages: vec![page()],
            ..List::default()
        })
    }

    fn node(&mut self, tag: Tag, parent: Option<u32>) -> u32 {
        self.0.nodes.push(Node { tag, parent });
        u32::try_from(self.0.nodes.len() - 1).unwrap()
    }

    fn put(&mut self, of: Owner, what: What) {
        self.0
            .pages
            .last_mut()
            .unwrap()
            .items
            .push(Item { of, what });
    }

    fn say(&mut self, node: u32, look: u32, text: &str) {
        let y = 40.0
            + 18.0 * f32::from(u16::try_from(self.0.pages.last().unwrap().items.len()).unwrap());
        self.put(Owner::Node(node), run(look, y, text));
    }

    fn paragraph(&mut self, text: &str) -> u32 {
        let node = self.node(Tag::Paragraph, None);
        self.say(node, 0, text);
        node
    }
}

fn page() -> Page {
    Page {
        width: 793.7,
        height: 1122.5,
        ..Page::default()
    }
}

fn run(look: u32, baseline: f32, text: &str) -> What {
    let mut x = 80.0;
    let words = text
        .split_inclusive(' ')
        .map(|word| {
            let at = Word {
                x,
                text: word.to_owned(),
            };
            x += 9.0 * f32::from(u16::try_from(word.chars().count()).unwrap());
            at
        })
        .collect();
    What::Run(Run {
        look,
        colour: INK,
        baseline,
        anchor: Anchor::Start,
        words,
        underline: None,
    })
}

fn fonts(list: &List) -> BTreeMap<String, Vec<u8>> {
    (faces::needed(list).into_iter())
        .map(|file| {
            let bytes = std::fs::read(format!("assets/{file}")).unwrap();
            (file, bytes)
        })
        .collect()
}

fn write(list: &List) -> Result<Vec<u8>, CannotWrite> {
    Writer::new(list.clone(), &fonts(list), Vec::new())?.write(Vec::new(), &mut |_| {})
}

fn read(bytes: &[u8]) -> lopdf::Document {
    lopdf::Document::load_mem(bytes).expect("it is a PDF")
}

fn letters(text: &str) -> String {
    let mut letters: Vec<char> = text
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .collect();
    letters.sort_unstable();
    letters.into_iter().collect()
}

fn said(document: &lopdf::Document) -> String {
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    document.extract_text(&pages).unwrap()
}

fn root(document: &lopdf::Document) -> &Dictionary {
    document.catalog().unwrap()
}

fn follow<'a>(document: &'a lopdf::Document, object: &'a Object) -> &'a Object {
    document.dereference(object).unwrap().1
}

/// The structure as words, a line an element, indented by its depth.
fn structure(document: &lopdf::Document) -> Vec<String> {
    fn walk(document: &lopdf::Document, object: &Object, depth: usize, lines: &mut Vec<String>) {
        match follow(document, object) {
            Object::Array(children) => {
                for child in children {
                    walk(document, child, depth, lines);
                }
            }
            Object::Dictionary(element) => {
                let Ok(name) = element.get(b"S").and_then(Object::as_name) else {
                    return;
                };
                lines.push(format!(
                    "{}{}",
                    "  ".repeat(depth),
                    String::from_utf8_lossy(name)
                ));
                if let Ok(children) = element.get(b"K") {
                    walk(document, children, depth + 1, lines);
                }
            }
            _ => {}
        }
    }
    let tree = follow(document, root(document).get(b"StructTreeRoot").unwrap())
        .as_dict()
        .unwrap();
    let mut lines = Vec::new();
    walk(document, tree.get(b"K").unwrap(), 0, &mut lines);
    lines
}

#[test]
fn every_word_is_in_the_file_and_the_same_list_makes_the_same_bytes() {
    let mut made = Maker::new();
    let texts = [
        "Six in ten people prefer it – and say “first coffee”, office, affluent fjords.",
        "Łódź, Gdańsk, Škoda, Ærø, naïve, €1,234.50 (−5 %)",
        "Δημοκρατία in sans",
    ];
    made.paragraph(texts[0]);
    let node = made.node(Tag::Paragraph, None);
    for text in texts {
        made.say(node, 1, text);
    }
    made.say(node, 2, "Morning, made kinder");
    made.say(node, 3, "Slanted for want of an italic");
    let bytes = write(&made.0).unwrap();
    assert_eq!(bytes, write(&made.0).unwrap());
    let wanted = format!(
        "{}{}Morning, made kinderSlanted for want of an italic",
        texts[0],
        texts.concat()
    );
    assert_eq!(letters(&said(&read(&bytes))), letters(&wanted));
}

#[test]
fn the_structure_is_that_of_the_list() {
    let mut made = Maker::new();
    let section = made.node(Tag::Section, None);
    let heading = made.node(Tag::Heading(2, "The plan".to_owned()), Some(section));
    made.say(heading, 2, "The plan");
    let below = made.node(Tag::Heading(4, "Below".to_owned()), Some(section));
    made.say(below, 1, "Below");
    let table = made.node(Tag::Table, Some(section));
    let head = made.node(Tag::Head, Some(table));
    let row = made.node(Tag::Row, Some(head));
    let cell = made.node(Tag::HeadCell(Scope::Column, 2), Some(row));
    made.say(cell, 1, "Item");
    let rows = made.node(Tag::Rows, Some(table));
    for (words, sum) in [("Film", "12.00"), ("Sound", "")] {
        let row = made.node(Tag::Row, Some(rows));
        let cell = made.node(Tag::HeadCell(Scope::Row, 1), Some(row));
        made.say(cell, 1, words);
        let cell = made.node(Tag::Cell(1), Some(row));
        made.put(Owner::Node(cell), What::Run(Run::nothing()));
        if !sum.is_empty() {
            made.say(cell, 1, sum);
        }
        // The table goes on on the next page, under a head that is not read twice.
        made.0.pages.push(page());
        made.put(Owner::Look, run(1, 60.0, "Item"));
    }
    let list = made.node(Tag::List(false), Some(section));
    let item = made.node(Tag::Item, Some(list));
    let label = made.node(Tag::Label, Some(item));
    made.say(label, 0, "–");
    let body = made.node(Tag::Body, Some(item));
    made.say(body, 0, "A film");
    let figure = Figure {
        says: "Bars".to_owned(),
        page: 2,
        at: Rect {
            x: 10.0,
            y: 10.0,
            width: 50.0,
            height: 20.0,
        },
    };
    let figure = made.node(Tag::Figure(figure), Some(section));
    made.put(
        Owner::Node(figure),
        What::Shape(Shape {
            path: "M0 0h10v5H0z".to_owned(),
            matrix: [2.0, 0.0, 0.0, 2.0, 10.0, 10.0],
            fill: Some(INK),
            stroke: Some((INK, 0.2, vec![1.0, 0.5])),
        }),
    );
    let document = read(&write(&made.0).unwrap());
    let wanted = "Document
  Sect
    H1
    H2
    Table
      THead
        TR
          TH
      TBody
        TR
          TH
          TD
        TR
          TH
          TD
    L
      LI
        Lbl
        LBody
    Figure";
    assert_eq!(structure(&document).join("\n"), wanted);
    let root = root(&document);
    let marked = root.get(b"MarkInfo").and_then(Object::as_dict).unwrap();
    assert!(marked.get(b"Marked").and_then(Object::as_bool).unwrap());
    assert_eq!(root.get(b"Lang").and_then(Object::as_str).unwrap(), b"en");
    let metadata = follow(&document, root.get(b"Metadata").unwrap())
        .as_stream()
        .unwrap();
    let metadata = String::from_utf8_lossy(&metadata.content).into_owned();
    assert!(
        metadata.contains("<pdfuaid:part>1</pdfuaid:part>"),
        "{metadata}"
    );
    assert!(
        metadata.contains("<pdfaid:part>3</pdfaid:part>"),
        "{metadata}"
    );
    assert!(metadata.contains("Halden Dairy – Morning"));
}

#[test]
fn bookmarks_and_links_lead_where_they_say() {
    let mut made = Maker::new();
    let link = made.node(Tag::Link, None);
    made.say(link, 0, "The plan");
    let web = made.node(Tag::Link, None);
    made.say(web, 0, "example.org");
    let boxes = || {
        vec![Rect {
            x: 80.0,
            y: 30.0,
            width: 60.0,
            height: 18.0,
        }]
    };
    made.0.pages[0].links = vec![
        Link {
            node: link,
            boxes: boxes(),
            to: Target::Place("section-1".to_owned()),
            says: "The plan".to_owned(),
        },
        Link {
            node: web,
            boxes: boxes(),
            to: Target::Web("https://example.org/".to_owned()),
            says: String::new(),
        },
        Link {
            node: web,
            boxes: Vec::new(),
            to: Target::Web("https://example.org/".to_owned()),
            says: String::new(),
        },
        Link {
            node: web,
            boxes: boxes(),
            to: Target::Place("nowhere".to_owned()),
            says: String::new(),
        },
    ];
    made.0.pages.push(page());
    made.paragraph("There");
    let place = Place { page: 1, y: 200.0 };
    made.0.places.insert("section-1".to_owned(), place);
    made.0.marks = vec![
        Mark {
            title: "The plan".to_owned(),
            level: 1,
            place,
        },
        Mark {
            title: "Dates to hold".to_owned(),
            level: 2,
            place,
        },
        Mark {
            title: String::new(),
            level: 1,
            place: Place { page: 99, y: 0.0 },
        },
    ];
    let document = read(&write(&made.0).unwrap());
    let pages: Vec<_> = document.get_pages().into_values().collect();
    let links: Vec<&Dictionary> = document.get_page_annotations(pages[0]).unwrap();
    assert_eq!(links.len(), 2);
    let to = follow(&document, links[0].get(b"Dest").unwrap())
        .as_array()
        .unwrap();
    assert_eq!(to[0].as_reference().unwrap(), pages[1]);
    let action = follow(&document, links[1].get(b"A").unwrap())
        .as_dict()
        .unwrap();
    assert_eq!(
        action.get(b"URI").and_then(Object::as_str).unwrap(),
        b"https://example.org/"
    );
    let outline = follow(&document, root(&document).get(b"Outlines").unwrap())
        .as_dict()
        .unwrap();
    let first = follow(&document, outline.get(b"First").unwrap())
        .as_dict()
        .unwrap();
    assert_eq!(
        first.get(b"Title").and_then(Object::as_str).unwrap(),
        b"The plan"
    );
    assert_eq!(
        first.get(b"First").ok(),
        first.get(b"Last").ok(),
        "one below it"
    );
    assert_eq!(
        outline.get(b"First").ok(),
        outline.get(b"Last").ok(),
        "what leads nowhere is left out"
    );
}

#[test]
fn a_turned_page_is_upright_and_its_links_lie_on_their_words() {
    let mut made = Maker::new();
    made.0.pages[0].turned = Some(791.0);
    let web = made.node(Tag::Link, None);
    made.say(web, 0, "example.org");
    made.0.pages[0].links.push(Link {
        node: web,
        boxes: vec![Rect {
            x: 100.0,
            y: 40.0,
            width: 60.0,
            height: 20.0,
        }],
        to: Target::Web("https://example.org/".to_owned()),
        says: "example.org".to_owned(),
    });
    let document = read(&write(&made.0).unwrap());
    let page = document.get_pages()[&1];
    let link = document.get_page_annotations(page).unwrap()[0];
    let numbers: Vec<f32> = link
        .get(b"Rect")
        .and_then(Object::as_array)
        .unwrap()
        .iter()
        .map(|n| n.as_float().unwrap())
        .collect();
    // Its upper edge lies 40 px left of where the turned page begins, its left edge 100 px down.
    let wanted = [
        731.0 * 0.75,
        (1122.5 - 160.0) * 0.75,
        751.0 * 0.75,
        (1122.5 - 100.0) * 0.75,
    ];
    for (number, wanted) in numbers.iter().zip(wanted) {
        assert!((number - wanted).abs() < 0.1, "{numbers:?} {wanted:?}");
    }
}

#[test]
fn letters_that_no_font_has_are_asked_for_and_stay_in_the_text() {
    let mut made = Maker::new();
    made.paragraph("Plain, 東京 and 🥛 → done");
    let mut writer = Writer::new(made.0.clone(), &fonts(&made.0), Vec::new()).unwrap();
    let lacking: Vec<String> = writer
        .lacking()
        .into_iter()
        .map(|letters| letters.text)
        .collect();
    assert_eq!(lacking, ["東京 ", "🥛 ", "→ "]);
    // A picture of one dot does for letters.
    let dot = include_bytes!("files/dot.png").to_vec();
    let measure = Likeness {
        left: 0.0,
        above: 12.0,
        width: 20.0,
        height: 15.0,
        advance: 24.0,
    };
    let likenesses = vec![
        (measure, dot.clone()),
        (measure, dot),
        (measure, Vec::new()),
    ];
    let bytes = writer.write(likenesses, &mut |_| {}).unwrap();
    let document = read(&bytes);
    let streams = inflated(&document);
    for text in ["東京 ", "🥛 ", "→ "] {
        let units: Vec<String> = std::iter::once(0xFEFF)
            .chain(text.encode_utf16())
            .map(|unit| format!("{unit:04X}"))
            .collect();
        let written = units.concat();
        assert!(
            streams.to_uppercase().contains(&written),
            "{text} is in the text of the page"
        );
    }
}

/// Every stream of a file, unpacked, with texts in hexadecimal.
fn inflated(document: &lopdf::Document) -> String {
    use std::fmt::Write as _;
    let mut all = String::new();
    for object in document.objects.values() {
        if let Ok(stream) = object.as_stream() {
            let content = stream
                .decompressed_content()
                .unwrap_or_else(|_| stream.content.clone());
            let content = String::from_utf8_lossy(&content).into_owned();
            all.push_str(&content);
            for byte in stream.decompressed_content().unwrap_or_default() {
                let _ = write!(all, "{byte:02X}");
            }
        }
    }
    all
}

#[test]
fn a_line_under_letters_leaves_room_for_those_that_cross_it() {
    let lines = |text: &str| {
        let mut made = Maker::new();
        let link = made.node(Tag::Link, None);
        let What::Run(mut run) = run(0, 60.0, text) else {
            unreachable!()
        };
        run.underline = Some(Underline {
            colour: INK,
            below: 2.0,
            thickness: 0.8,
        });
        made.put(Owner::Node(link), What::Run(run));
        let document = read(&write(&made.0).unwrap());
        let page = document.get_pages()[&1];
        let content = document.get_page_content(page);
        let content = String::from_utf8_lossy(&content).into_owned();
        content.lines().filter(|line| *line == "S").count()
    };
    assert_eq!(lines("noon"), 1);
    assert_eq!(lines("happy days"), 5);
}

#[test]
fn letters_that_say_nothing_do_not_stop_a_joined_letter() {
    for text in [
        "f\u{feff}f",
        "f\u{fffe}i",
        "f\u{1}f",
        "\u{feff}",
        "🥛\u{feff}",
        "\u{e000}\u{feff}",
    ] {
        let mut made = Maker::new();
        made.paragraph(text);
        let written = write(&made.0);
        assert!(written.is_ok(), "{text:?}: {:?}", written.err());
    }
    let mut made = Maker::new();
    made.paragraph("of\u{feff}fer");
    assert_eq!(
        letters(&said(&read(&write(&made.0).unwrap()))),
        letters("offer")
    );
}

#[test]
fn what_is_wrong_is_said() {
    let empty = List {
        pages: Vec::new(),
        ..Maker::new().0
    };
    assert_eq!(write(&empty), Err(CannotWrite::Empty));
    let long = List {
        pages: vec![page(); 2_001],
        ..Maker::new().0
    };
    assert_eq!(write(&long), Err(CannotWrite::TooLong(2_001)));
    let mut made = Maker::new();
    made.paragraph("Words");
    let mut broken = fonts(&made.0);
    broken.insert(
        "fonts/newsreader-latin.woff2".to_owned(),
        b"no font".to_vec(),
    );
    let error = Writer::new(made.0.clone(), &broken, Vec::new())
        .err()
        .unwrap();
    assert_eq!(
        error,
        CannotWrite::Font("fonts/newsreader-latin.woff2".to_owned())
    );
    let dot = include_bytes!("files/dot.png");
    let at = Rect {
        x: 1.0,
        y: 1.0,
        width: 9.0,
        height: 9.0,
    };
    let picture = Picture {
        picture: 1,
        at,
        seen: at,
        radius: 0.0,
    };
    made.put(Owner::Look, What::Picture(picture));
    for broken in [
        &b"no picture of any kind"[..],
        b"GIF8 and no more of it",
        b"\xff\xd8\xff and no more of it",
        b"RIFF    WEBP and no more",
        &dot[..40],
        b"",
    ] {
        let pictures = vec![dot.to_vec(), broken.to_vec()];
        let written = Writer::new(made.0.clone(), &fonts(&made.0), pictures)
            .and_then(|writer| writer.write(Vec::new(), &mut |_| {}));
        assert_eq!(written, Err(CannotWrite::Picture(2)), "{broken:?}");
    }
    let mut talk = PdfTalk::default();
    let error = talk.hear("{}", Vec::new(), &mut |_| {}).unwrap_err();
    assert!(error.contains("asked what it does not know"), "{error}");
}

#[test]
fn pictures_are_drawn_and_kept_as_they_are() {
    let mut made = Maker::new();
    let at = Rect {
        x: 80.0,
        y: 200.0,
        width: 300.0,
        height: 200.0,
    };
    let figure = made.node(
        Tag::Figure(Figure {
            says: "A dot".to_owned(),
            page: 0,
            at,
        }),
        None,
    );
    let seen = Rect { x: 100.0, ..at };
    made.put(
        Owner::Node(figure),
        What::Picture(Picture {
            picture: 0,
            at,
            seen,
            radius: 8.0,
        }),
    );
    made.put(
        Owner::Node(figure),
        What::Picture(Picture {
            picture: 7,
            at,
            seen,
            radius: 0.0,
        }),
    );
    let dot = include_bytes!("files/dot.png").to_vec();
    let writer = Writer::new(made.0, &BTreeMap::new(), vec![dot]).unwrap();
    let document = read(&writer.write(Vec::new(), &mut |_| {}).unwrap());
    let pictures = document
        .objects
        .values()
        .filter_map(|object| object.as_stream().ok());
    let pictures = pictures.filter(|stream| {
        stream
            .dict
            .get(b"Subtype")
            .and_then(Object::as_name)
            .is_ok_and(|name| name == b"Image")
    });
    // And what shines through it.
    assert_eq!(pictures.count(), 2);
}

#[test]
fn the_talk_with_the_worker_ends_in_a_file() {
    let mut made = Maker::new();
    made.paragraph("Plain and 東京");
    let fonts = fonts(&made.0);
    let message = serde_json::to_string(&Pdf {
        list: made.0,
        fonts: fonts.keys().cloned().collect(),
        spoken: None,
    })
    .unwrap();
    let mut talk = PdfTalk::default();
    let mut pages = Vec::new();
    let heard = talk
        .hear(&message, fonts.into_values().collect(), &mut |_| {})
        .unwrap();
    let Heard::Lacking(letters) = heard else {
        panic!("{heard:?}");
    };
    assert_eq!(letters.len(), 1);
    let answer = serde_json::to_string(&Likenesses(Vec::new())).unwrap();
    let heard = talk
        .hear(&answer, Vec::new(), &mut |progress| {
            pages.push(progress.done);
        })
        .unwrap();
    assert!(matches!(heard, Heard::Done(bytes) if bytes.starts_with(b"%PDF-1.7")));
    assert_eq!(pages, [1]);
}

/// Texts that tempt a writer to stumble.
fn any_text() -> impl Strategy<Value = String> {
    let odd = prop::sample::select(vec![
        '\0',
        '\u{1}',
        '\u{7f}',
        '\u{85}',
        '\u{ad}',
        '\u{200b}',
        '\u{200d}',
        '\u{202e}',
        '\u{feff}',
        '\u{fffe}',
        '\u{ffff}',
        '\u{e000}',
        '\u{10ffff}',
        '\u{301}',
        '\u{a0}',
        '\u{202f}',
        '\u{3000}',
        '(',
        ')',
        '\\',
        '<',
        '>',
        '%',
        '/',
        'ﬁ',
        'ß',
        '🥛',
        'א',
        'ع',
        'ก',
        '\n',
        '\t',
        '\r',
    ]);
    prop::collection::vec(
        prop_oneof![odd, any::<char>(), prop::char::range('a', 'z')],
        0..24,
    )
    .prop_map(String::from_iter)
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn no_text_breaks_the_writer(texts in prop::collection::vec(any_text(), 1..6), title in any_text(), look in 0_u32..5) {
        let mut made = Maker::new();
        made.0.about.title.clone_from(&title);
        made.0.about.author.clone_from(&title);
        let heading = made.node(Tag::Heading(1, title.clone()), None);
        for text in &texts {
            made.say(heading, look, text);
            made.say(heading, look.saturating_sub(1), &format!("a{text}b"));
        }
        made.0.marks.push(Mark { title: title.clone(), level: 3, place: Place { page: 0, y: 0.0 } });
        let link = Link { node: heading, boxes: vec![Rect { x: 1.0, y: 1.0, width: 5.0, height: 5.0 }], to: Target::Web(title.clone()), says: title };
        made.0.pages[0].links.push(link);
        let written = write(&made.0);
        prop_assert!(written.is_ok(), "{:?}", written.err());
        prop_assert_eq!(read(&written.unwrap()).get_pages().len(), 1);
    }

    #[test]
    fn no_list_breaks_the_writer(numbers in prop::collection::vec(-1.0e9_f32..1.0e9, 12), parents in prop::collection::vec(prop::option::of(0_u32..9), 6), page in 0_u32..9) {
        let mut made = Maker::new();
        for parent in parents {
            made.node(Tag::Division, parent);
        }
        let [a, b, c, d, ..] = numbers[..] else { unreachable!() };
        let at = Rect { x: a, y: b, width: c, height: d };
        for node in 0..8 {
            made.say(node, 0, "Words");
            made.put(Owner::Node(node), What::Area(Area { at, radius: numbers[4], colour: INK }));
            made.put(Owner::Look, What::Clip(at));
            made.put(Owner::Head, What::Rule(Rule { from: [a, b], to: [c, d], width: numbers[5], colour: INK, dash: Dash::Dotted }));
            made.put(Owner::Node(node), What::Shape(Shape { path: format!("M{a} {b}L{c} {d}Q"), matrix: numbers[6..12].try_into().unwrap(), fill: Some(INK), stroke: None }));
        }
        made.put(Owner::Look, What::Unclip);
        made.0.pages[0].links.push(Link { node: page, boxes: vec![at], to: Target::Place("x".to_owned()), says: String::new() });
        made.0.places.insert("x".to_owned(), Place { page, y: a });
        let written = write(&made.0);
        prop_assert!(written.is_ok(), "{:?}", written.err());
    }
}

#[test]
fn naughty_words_are_titles_bookmarks_and_links() {
    let at = Rect {
        x: 1.0,
        y: 1.0,
        width: 5.0,
        height: 5.0,
    };
    for word in &corpora::naughty() {
        let mut made = Maker::new();
        made.0.about.title.clone_from(word);
        made.0.about.author.clone_from(word);
        made.node(Tag::Heading(1, word.clone()), None);
        let says = word.clone();
        made.node(Tag::Figure(Figure { says, page: 0, at }), None);
        let link = made.node(Tag::Link, None);
        let place = Place { page: 0, y: 0.0 };
        made.0.places.insert(word.clone(), place);
        made.0.marks = vec![Mark {
            title: word.clone(),
            level: 1,
            place,
        }];
        let leads = |to| Link {
            node: link,
            boxes: vec![at],
            to,
            says: word.clone(),
        };
        made.0.pages[0].links = vec![
            leads(Target::Place(word.clone())),
            leads(Target::Web("https://example.org/".to_owned())),
        ];
        let written = write(&made.0).unwrap_or_else(|error| panic!("{word:?}: {error}"));
        let document = read(&written);
        let pages: Vec<_> = document.get_pages().into_values().collect();
        assert_eq!(pages.len(), 1, "{word:?}");
        let links: Vec<&Dictionary> = document.get_page_annotations(pages[0]).unwrap();
        assert_eq!(links.len(), 2, "{word:?}");
        for link in links {
            assert_says(&document, link, b"Contents", word);
        }
        let outline = follow(&document, root(&document).get(b"Outlines").unwrap());
        let mark = outline.as_dict().unwrap().get(b"First").unwrap();
        let mark = follow(&document, mark).as_dict().unwrap();
        assert_says(&document, mark, b"Title", word);
        let about = document.trailer.get(b"Info").unwrap();
        let about = follow(&document, about).as_dict().unwrap();
        assert_says(&document, about, b"Title", word);
        // Nothing runs, and nothing is opened but the one address.
        for object in document.objects.values() {
            let Ok(action) = object.as_dict() else {
                continue;
            };
            assert!(!action.has(b"JS"), "{word:?}");
            if let Ok(address) = action.get(b"URI").and_then(Object::as_str) {
                assert_eq!(address, b"https://example.org/", "{word:?}");
            }
        }
    }
}

#[test]
fn naughty_words_are_drawn_as_they_are() {
    let squeezed = |text: &str| -> String { text.split_whitespace().collect() };
    for words in corpora::naughty().chunks(24) {
        let mut made = Maker::new();
        for (look, word) in (0..4).cycle().zip(words) {
            let heading = made.node(Tag::Heading(1, word.clone()), None);
            made.say(heading, look, word);
            let paragraph = made.node(Tag::Paragraph, None);
            made.say(paragraph, (look + 1) % 4, &format!("before {word} after"));
        }
        let written = write(&made.0).unwrap_or_else(|error| panic!("{words:?}: {error}"));
        let document = read(&written);
        assert_eq!(document.get_pages().len(), 1, "{words:?}");
        let headings = structure(&document);
        let headings = headings.iter().filter(|line| line.trim() == "H1").count();
        assert_eq!(headings, words.len(), "{words:?}");
        let said = squeezed(&said(&document));
        // Letters that no font here has are drawn as pictures, with their text behind them.
        for word in words
            .iter()
            .filter(|word| word.chars().all(|letter| (' '..='~').contains(&letter)))
        {
            assert!(said.contains(&squeezed(word)), "{word:?} in {said}");
        }
    }
}

/// A text of the file is this word, white space at its ends and control characters apart; where
/// nothing is left of it, something else is said.
fn assert_says(document: &lopdf::Document, of: &Dictionary, key: &[u8], word: &str) {
    let object = follow(document, of.get(key).unwrap());
    let found = lopdf::decode_text_string(object).unwrap();
    let visible = |text: &str| -> String { text.split_whitespace().collect() };
    if visible(word).is_empty() {
        assert!(!visible(&found).is_empty(), "{word:?}");
    } else {
        assert_eq!(visible(&found), visible(word), "{word:?}");
    }
}

fn example() -> Document {
    let text = std::fs::read_to_string("assets/example.pitch.json").unwrap();
    file::read(&text).unwrap().document
}

fn with_pitch(copy: &Document) -> Vec<u8> {
    let mut made = Maker::new();
    made.paragraph("Words");
    made.0.attachment = Some(Attachment {
        name: file::name(copy),
        description: "The pitch".to_owned(),
        json: file::write_compact(copy).trim_end().to_owned(),
    });
    write(&made.0).unwrap()
}

/// A file as a browser hands it over.
fn as_text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn the_pitch_inside_opens_again() {
    let copy = client::copy(&example());
    let bytes = with_pitch(&copy);
    assert_eq!(file::read(&as_text(&bytes)).unwrap().document, copy);
    let document = read(&bytes);
    let files = follow(&document, root(&document).get(b"AF").unwrap())
        .as_array()
        .unwrap();
    let file = follow(&document, &files[0]).as_dict().unwrap();
    assert_eq!(
        file.get(b"AFRelationship")
            .and_then(Object::as_name)
            .unwrap(),
        b"Source"
    );
}

#[test]
fn texts_of_a_pitch_do_not_end_it() {
    let mut document = example();
    document.pitch.title =
        "A\nendstream\nendobj stream\n{\"format\":\"pitchwright-pitch\"".to_owned();
    assert_eq!(
        file::read(&as_text(&with_pitch(&document)))
            .unwrap()
            .document,
        document
    );
}

#[test]
fn other_pdf_files_are_refused_in_words() {
    let refused = |bytes: &[u8]| file::read(&as_text(bytes)).unwrap_err();
    let mut made = Maker::new();
    made.paragraph("Words");
    assert_eq!(
        refused(&write(&made.0).unwrap()),
        ReadError::PdfWithoutPitch
    );
    made.0.attachment = Some(Attachment {
        name: "invoice.json".to_owned(),
        description: "Another program's".to_owned(),
        json: "{\"format\":\"invoice\"}".to_owned(),
    });
    assert_eq!(
        refused(&write(&made.0).unwrap()),
        ReadError::PdfWithoutPitch
    );
    assert_eq!(refused(b"%PDF-"), ReadError::PdfWithoutPitch);
    let whole = with_pitch(&client::copy(&example()));
    let begin = whole
        .windows(9)
        .position(|bytes| bytes == b"{\"format\"")
        .unwrap();
    assert_eq!(refused(&whole[..begin + 500]), ReadError::PdfCutOff);
    let newer = as_text(&whole).replace("\"version\":1", "\"version\":0");
    assert!(matches!(file::read(&newer), Err(ReadError::OtherFormat(_))));
    let large = format!("%PDF-{}", " ".repeat(pdf_file::MAX_PDF_BYTES * 3));
    assert_eq!(file::read(&large).unwrap_err(), ReadError::TooLarge);
    assert_eq!(file::web_page::most_bytes("a.PDF"), pdf_file::MAX_PDF_BYTES);
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn no_pdf_breaks_the_reader(before in prop::collection::vec(any::<u8>(), 0..200), inside in "[ -~]{0,60}", after in prop::collection::vec(any::<u8>(), 0..60)) {
        let mut bytes = b"%PDF-1.7\n".to_vec();
        bytes.extend(before);
        bytes.extend(b"stream\n{\"format\":\"pitchwright-");
        bytes.extend(inside.as_bytes());
        bytes.extend(b"\nendstream");
        bytes.extend(after);
        prop_assert!(file::read(&as_text(&bytes)).is_err());
    }
}

#[test]
fn faces_are_those_of_the_style_sheet_and_name_one_span_of_weights() {
    let all = faces::all();
    assert_eq!(all.len(), 11);
    for face in &all {
        assert!(
            std::fs::exists(format!("assets/{}", face.file)).unwrap(),
            "{}",
            face.file
        );
        assert!(
            face.is_asked_for(if face.file.contains("greek") {
                'Δ'
            } else if face.file.contains("ext") {
                'ł'
            } else {
                'a'
            }),
            "{face:?}"
        );
        // A browser takes that face alone whose weights suit best: the others' letters would
        // come from another family.
        let other = all
            .iter()
            .find(|other| other.family == face.family && other.italic == face.italic)
            .unwrap();
        assert_eq!(face.weights, other.weights, "{}", face.file);
    }
}

#[test]
fn colours_are_read_as_browsers_write_them() {
    let cases = [
        ("rgb(179, 38, 30)", Some([179, 38, 30, 255])),
        ("rgba(0, 0, 0, 0)", Some([0, 0, 0, 0])),
        ("rgb(10 20 30 / 50%)", Some([10, 20, 30, 128])),
        ("#b3261e", Some([179, 38, 30, 255])),
        ("transparent", Some([0, 0, 0, 0])),
        ("color(srgb 1 0.5 0 / 0.5)", Some([255, 128, 0, 128])),
        ("oklch(1 0 0)", Some([255, 255, 255, 255])),
        ("oklch(0.43 0.17 265)", Some([32, 68, 171, 255])),
        ("oklab(0.628 0.225 0.126)", Some([255, 0, 0, 255])),
        ("none", None),
        ("url(#x)", None),
        ("rgb(1, 2)", None),
    ];
    for (css, wanted) in cases {
        let read = colour::read(css);
        let near = match (read, wanted) {
            (Some(read), Some(wanted)) => read
                .iter()
                .zip(wanted)
                .all(|(a, b): (&u8, u8)| a.abs_diff(b) <= 2),
            (read, wanted) => read == wanted,
        };
        assert!(near, "{css}: {read:?}, not {wanted:?}");
    }
}

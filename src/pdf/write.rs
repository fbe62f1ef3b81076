//! Writes the file: PDF/UA-1 for those who have it read aloud, PDF/A-3 so that it can be kept and
//! may carry the pitch inside. What the standards ask for is checked while it is written.

use std::collections::BTreeMap;

use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target as Leads};
use krilla::configure::{
    Accessibility, Archival, Configuration, ConfigurationBuilder, ValidationError,
};
use krilla::destination::XyzDestination;
use krilla::embed::{AssociationKind, EmbeddedFile, MimeType};
use krilla::error::KrillaError;
use krilla::geom::{Point, Quadrilateral, Transform};
use krilla::image::Image;
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::FillRule;
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, BBox, ContentTag};
use krilla::{Document, SerializeSettings};

use super::draw::{Desk, Drawn, box_path};
use super::list::{
    Day, Figure, Lacking, Likeness, Link, List, Mark, Owner, Page, Place, Rect, Target, What,
};
use super::structure::Structure;
use super::type_case::TypeCase;

/// Points in a CSS pixel.
const POINTS: f32 = 0.75;
/// The most pages and pictures that are written.
const MOST_PAGES: usize = 2_000;

/// Why a file was not written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CannotWrite {
    /// A font is none.
    #[error("{}", t!("The PDF was not made: {0} is damaged. Reload the page and try again.", .0))]
    Font(String),
    /// A picture is none, or of a kind that is not known.
    #[error("{}", t!("The PDF was not made: picture {0} is damaged or of a kind that is not known. Take it out, or put it in anew.", .0))]
    Picture(usize),
    /// There is nothing to write.
    #[error("{}", t!("The PDF was not made: there are no pages."))]
    Empty,
    /// More pages than are written.
    #[error("{}", t!("The PDF was not made: it would have {0} pages; at most {MOST_PAGES} are written.", .0))]
    TooLong(usize),
    /// It breaks a rule of PDF/UA or PDF/A.
    #[error("{}", t!("The PDF was not made, because it would break a rule of PDF/UA or PDF/A: {0}. Printing to a file still works.", .0))]
    Rule(String),
    /// The writer failed.
    #[error("{}", t!("The PDF was not made: {0}. Printing to a file still works.", .0))]
    Failed(String),
}

/// A file that is to be written.
pub struct Writer {
    list: List,
    case: TypeCase,
    pictures: Vec<Option<Image>>,
}

impl Writer {
    /// Takes a list, the files of its fonts by the name that [`super::faces`] gives them, and its
    /// pictures.
    ///
    /// # Errors
    /// When a font or a picture is none, or the list has no pages or too many.
    pub fn new(
        list: List,
        fonts: &BTreeMap<String, Vec<u8>>,
        pictures: Vec<Vec<u8>>,
    ) -> Result<Self, CannotWrite> {
        match list.pages.len() {
            0 => return Err(CannotWrite::Empty),
            pages if pages > MOST_PAGES => return Err(CannotWrite::TooLong(pages)),
            _ => {}
        }
        let case = TypeCase::open(fonts).map_err(CannotWrite::Font)?;
        let pictures = (pictures.into_iter().enumerate())
            .map(|(at, bytes)| image(bytes).map(Some).ok_or(CannotWrite::Picture(at + 1)))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            list,
            case,
            pictures,
        })
    }

    /// The letters that none of the fonts has, each once. Pictures of them may come to
    /// [`Self::write`] in this order.
    pub fn lacking(&mut self) -> Vec<Lacking> {
        let mut found: Vec<Lacking> = Vec::new();
        let items = self.list.pages.iter().flat_map(|page| &page.items);
        for item in items {
            let What::Run(run) = &item.what else {
                continue;
            };
            let look = usize::try_from(run.look)
                .ok()
                .and_then(|at| self.list.types.get(at));
            for word in look.iter().flat_map(|_| &run.words) {
                let Some(look) = look else { continue };
                if !self.case.set(run.look, look, &word.text).lacks {
                    continue;
                }
                let lacking = Lacking {
                    look: run.look,
                    colour: run.colour,
                    text: word.text.clone(),
                };
                if !found.contains(&lacking) {
                    found.push(lacking);
                }
            }
        }
        found
    }

    /// Writes the file. `likenesses` are pictures, as PNG, of the letters that [`Self::lacking`]
    /// names; where one is missing the letters are said and not seen. `on_page` hears how many
    /// pages are drawn.
    ///
    /// # Errors
    /// When it would break a rule of the standards.
    pub fn write(
        mut self,
        likenesses: Vec<(Likeness, Vec<u8>)>,
        on_page: &mut dyn FnMut(usize),
    ) -> Result<Vec<u8>, CannotWrite> {
        let lacking = self.lacking();
        let drawn: Vec<Option<Drawn>> = (likenesses.into_iter())
            .map(|(likeness, png)| image(png).map(|image| Drawn { image, likeness }))
            .collect();
        let likeness = |look: u32, colour, text: &str| {
            let at = lacking
                .iter()
                .position(|l| l.look == look && l.colour == colour && l.text == text)?;
            drawn.get(at)?.as_ref()
        };
        let list = &self.list;
        let mut desk = Desk {
            case: &mut self.case,
            types: &list.types,
            pictures: &self.pictures,
            likenesses: &likeness,
        };
        let mut document = Document::new_with(SerializeSettings {
            configuration: configuration()?,
            ..SerializeSettings::default()
        });
        let mut structure = Structure::of(&list.nodes);
        for (at, page) in list.pages.iter().enumerate() {
            draw_page(&mut document, list, page, &mut desk, &mut structure)?;
            on_page(at + 1);
        }
        let bounds = |figure: &Figure| {
            let at = usize::try_from(figure.page).ok()?;
            let rect = rect_on(&figure.at, &to_page(list.pages.get(at)?))?;
            Some(BBox::new(at, rect))
        };
        document.set_tag_tree(structure.finish(&list.about.language, &bounds));
        document.set_outline(outline(list));
        document.set_metadata(metadata(list));
        embed(&mut document, list)?;
        document
            .finish()
            .map_err(|error| reason(&error, &self.pictures))
    }
}

fn configuration() -> Result<Configuration, CannotWrite> {
    ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .with_archival_validator(Archival::A3_A)
        .finish()
        .map_err(|error| CannotWrite::Failed(format!("{error:?}")))
}

fn draw_page(
    document: &mut Document,
    list: &List,
    page: &Page,
    desk: &mut Desk<'_>,
    structure: &mut Structure<'_>,
) -> Result<(), CannotWrite> {
    let settings = PageSettings::from_wh(page.width * POINTS, page.height * POINTS)
        .ok_or_else(|| CannotWrite::Failed(t!("a page has no size").to_owned()))?;
    let to_page = to_page(page);
    let mut drawn = document.start_page_with(settings);
    let mut surface = drawn.surface();
    surface.push_transform(&to_page);
    let mut open: Option<Owner> = None;
    let mut clips = 0_usize;
    for item in &page.items {
        match &item.what {
            What::Clip(at) => {
                close(&mut surface, &mut open);
                if let Some(path) = box_path(at, 0.0) {
                    surface.push_clip_path(&path, &FillRule::NonZero);
                } else {
                    // An empty box hides nothing that is worth seeing.
                    surface.push_transform(&Transform::identity());
                }
                clips += 1;
            }
            What::Unclip => {
                close(&mut surface, &mut open);
                if clips > 0 {
                    surface.pop();
                    clips -= 1;
                }
            }
            what => {
                if open != Some(item.of) {
                    close(&mut surface, &mut open);
                    begin(&mut surface, item.of, structure);
                    open = Some(item.of);
                }
                desk.draw(&mut surface, what);
            }
        }
    }
    close(&mut surface, &mut open);
    for _ in 0..clips {
        surface.pop();
    }
    surface.pop();
    surface.finish();
    for link in &page.links {
        if !structure.has(link.node) {
            continue;
        }
        let Some(annotation) = annotation(list, link, &to_page) else {
            continue;
        };
        let content = drawn.add_tagged_annotation(annotation);
        structure.put(link.node, content);
    }
    drawn.finish();
    Ok(())
}

/// From where things lie in the list to where they lie on the page, in points.
fn to_page(page: &Page) -> Transform {
    match page.turned {
        None => Transform::from_scale(POINTS, POINTS),
        Some(from) => Transform::from_row(0.0, POINTS, -POINTS, 0.0, from * POINTS, 0.0),
    }
}

fn begin(surface: &mut Surface<'_>, of: Owner, structure: &mut Structure<'_>) {
    let artifact = |kind| ContentTag::Artifact(Artifact::with_kind(kind));
    match of {
        Owner::Head => surface.start_tagged(artifact(ArtifactType::Header)),
        Owner::Foot => surface.start_tagged(artifact(ArtifactType::Footer)),
        Owner::Again => surface.start_tagged(artifact(ArtifactType::PaginationOther)),
        Owner::Look => surface.start_tagged(artifact(ArtifactType::Layout)),
        // What belongs to nothing is looked at.
        Owner::Node(node) if !structure.has(node) => {
            surface.start_tagged(artifact(ArtifactType::Layout))
        }
        Owner::Node(node) => {
            let content = surface.start_tagged(ContentTag::Other);
            structure.put(node, content);
            content
        }
    };
}

fn close(surface: &mut Surface<'_>, open: &mut Option<Owner>) {
    if open.take().is_some() {
        surface.end_tagged();
    }
}

/// A link as the file has it; none when it leads nowhere or has no place.
fn annotation(list: &List, link: &Link, to_page: &Transform) -> Option<Annotation> {
    let target = match &link.to {
        Target::Web(address) => Leads::Action(Action::Link(LinkAction::new(address.clone()))),
        Target::Place(name) => {
            Leads::Destination(destination(list, *list.places.get(name)?)?.into())
        }
    };
    let quads: Vec<Quadrilateral> = (link.boxes.iter())
        .filter(|at| at.width > 0.0 && at.height > 0.0)
        .filter_map(|at| rect_on(at, to_page))
        .map(Quadrilateral::from)
        .collect();
    if quads.is_empty() {
        return None;
    }
    let says = if link.says.trim().is_empty() {
        t!("Link")
    } else {
        link.says.trim()
    };
    let link = LinkAnnotation::new_with_quad_points(quads, target);
    Some(Annotation::new_link(link, Some(says.to_owned())))
}

fn rect_on(at: &Rect, to_page: &Transform) -> Option<krilla::geom::Rect> {
    krilla::geom::Rect::from_xywh(at.x, at.y, at.width, at.height)?.transform(*to_page)
}

fn destination(list: &List, place: Place) -> Option<XyzDestination> {
    let at = usize::try_from(place.page).ok()?;
    let page = list.pages.get(at)?;
    // A little room above what is looked for. On a turned page its upper edge is the top.
    let y = if page.turned.is_some() {
        0.0
    } else {
        (place.y - 12.0).max(0.0)
    };
    Some(XyzDestination::new(at, Point::from_xy(0.0, y * POINTS)))
}

/// The bookmarks. A document without headings has one that leads to its beginning.
fn outline(list: &List) -> Outline {
    let mut outline = Outline::new();
    let mut above: Vec<(u8, OutlineNode)> = Vec::new();
    let settle = |above: &mut Vec<(u8, OutlineNode)>, outline: &mut Outline, level: u8| {
        while above.last().is_some_and(|(last, _)| *last >= level) {
            if let Some((_, node)) = above.pop() {
                match above.last_mut() {
                    Some((_, parent)) => parent.push_child(node),
                    None => outline.push_child(node),
                }
            }
        }
    };
    let start = Mark {
        title: list.about.title.clone(),
        level: 1,
        place: Place { page: 0, y: 0.0 },
    };
    let marks = if list.marks.is_empty() {
        std::slice::from_ref(&start)
    } else {
        &list.marks
    };
    for mark in marks {
        let Some(to) = destination(list, mark.place) else {
            continue;
        };
        let level = mark.level.max(1);
        settle(&mut above, &mut outline, level);
        above.push((level, OutlineNode::new(said(&mark.title), to)));
    }
    settle(&mut above, &mut outline, 0);
    outline
}

fn said(title: &str) -> String {
    match title.trim() {
        "" => "–".to_owned(),
        title => title.to_owned(),
    }
}

fn date(day: Day) -> DateTime {
    // The day in Greenwich; no hour is claimed.
    DateTime::new(day.year)
        .month(day.month)
        .day(day.day)
        .utc_offset_hour(0)
}

fn metadata(list: &List) -> Metadata {
    let about = &list.about;
    let authors = match about.author.trim() {
        "" => Vec::new(),
        author => vec![author.to_owned()],
    };
    Metadata::new()
        .title(said(&about.title))
        .authors(authors)
        .language(about.language.clone())
        .creator("Pitchwright".to_owned())
        .producer(format!("Pitchwright {}", env!("CARGO_PKG_VERSION")))
        .creation_date(date(about.day))
}

/// Puts the pitch inside, as it is: it is found again by plain search.
fn embed(document: &mut Document, list: &List) -> Result<(), CannotWrite> {
    let Some(attachment) = &list.attachment else {
        return Ok(());
    };
    let file = EmbeddedFile {
        path: attachment.name.clone(),
        mime_type: MimeType::new("application/json"),
        description: Some(attachment.description.clone()),
        association_kind: AssociationKind::Source,
        data: attachment.json.clone().into_bytes().into(),
        modification_date: Some(date(list.about.day)),
        compress: Some(false),
        location: None,
    };
    (document.embed_file(file))
        .ok_or_else(|| CannotWrite::Failed(t!("two files inside have one name").to_owned()))
}

/// A picture of a kind that is known by how it begins.
fn image(bytes: Vec<u8>) -> Option<Image> {
    let read = match bytes.get(..12)? {
        [0x89, b'P', b'N', b'G', ..] => Image::from_png,
        [0xFF, 0xD8, ..] => Image::from_jpeg,
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P'] => Image::from_webp,
        [b'G', b'I', b'F', b'8', ..] => Image::from_gif,
        _ => return None,
    };
    read(bytes.into(), false).ok()
}

/// Says in words what was wrong.
fn reason(error: &KrillaError, pictures: &[Option<Image>]) -> CannotWrite {
    if let KrillaError::Image(image, _, _) = error
        && let Some(at) = pictures.iter().position(|own| own.as_ref() == Some(image))
    {
        return CannotWrite::Picture(at + 1);
    }
    let KrillaError::Validation(errors) = error else {
        return CannotWrite::Failed(error.to_string());
    };
    let what = errors
        .first()
        .map_or_else(String::new, |(error, _)| match error {
            ValidationError::ContainsNotDefGlyph(_, _, text) => t!("no font has “{text}”"),
            ValidationError::InvalidCodepointMapping(_, _, letter, _)
            | ValidationError::UnicodePrivateArea(_, _, letter, _) => {
                t!(
                    "the letter {letter} says nothing",
                    letter = format_args!("U+{:04X}", u32::from(*letter))
                )
            }
            ValidationError::TooLongString => t!("a text is longer than 32,767 letters").to_owned(),
            other => format!("{other:?}"),
        });
    CannotWrite::Rule(what)
}

//! From bytes to the few elements that mean something here. No document type, no entities of the
//! file's own, no depth without end: what a plan never has is refused.

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::Event;

use super::{BadProject, MAX_PROJECT_BYTES};
use crate::file::MAX_TEXT;

/// How deep elements may lie in each other; Project's own files stay below ten.
const DEEPEST: usize = 64;

/// The elements that are read. What is not named here is skipped with all that is in it.
const KNOWN: [&str; 71] = [
    "Project",
    "ScheduleFromStart",
    "StartDate",
    "FinishDate",
    "MinutesPerDay",
    "CalendarUID",
    "ExtendedAttributes",
    "ExtendedAttribute",
    "FieldID",
    "Alias",
    "Value",
    "Calendars",
    "Calendar",
    "UID",
    "ID",
    "Name",
    "IsBaseCalendar",
    "BaseCalendarUID",
    "WeekDays",
    "WeekDay",
    "DayType",
    "DayWorking",
    "TimePeriod",
    "FromDate",
    "ToDate",
    "Exceptions",
    "Exception",
    "Occurrences",
    "Type",
    "Month",
    "MonthDay",
    "Period",
    "Tasks",
    "Task",
    "IsNull",
    "Active",
    "Manual",
    "ManualStart",
    "ManualFinish",
    "ManualDuration",
    "OutlineLevel",
    "OutlineNumber",
    "Start",
    "Finish",
    "Duration",
    "DurationFormat",
    "Milestone",
    "Summary",
    "ExternalTask",
    "IsSubproject",
    "PercentComplete",
    "ConstraintType",
    "ConstraintDate",
    "Deadline",
    "Notes",
    "PredecessorLink",
    "PredecessorUID",
    "CrossProject",
    "LinkLag",
    "LagFormat",
    "Resources",
    "Resource",
    "Group",
    "Assignments",
    "Assignment",
    "TaskUID",
    "ResourceUID",
    "Work",
    "MaxUnits",
    "Units",
    "IsCostResource",
];

/// An element with its text and what stands in it.
#[derive(Debug, Default)]
pub(super) struct Element {
    name: &'static str,
    text: String,
    children: Vec<Element>,
}

impl Element {
    /// The first child of this name.
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// All children of this name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The entries of a list such as `Tasks` with its `Task`s; the list may stand several times.
    pub fn entries<'a>(&'a self, list: &'a str, entry: &'a str) -> impl Iterator<Item = &'a Self> {
        self.all(list).flat_map(move |list| list.all(entry))
    }

    /// The text of a child as it stands; empty without one.
    pub fn raw(&self, name: &str) -> &str {
        self.child(name).map_or("", |child| &child.text)
    }

    /// The text of a child without space around it.
    pub fn text(&self, name: &str) -> &str {
        self.raw(name).trim()
    }

    /// The whole number in a child.
    pub fn number(&self, name: &str) -> Option<i64> {
        self.text(name).parse().ok()
    }

    /// Whether a child says yes.
    pub fn flag(&self, name: &str) -> bool {
        matches!(self.text(name), "1" | "true")
    }
}

/// The file as text: UTF-8, UTF-16 in either order, or Latin-1 where the file says so.
pub(super) fn decode(bytes: &[u8]) -> Result<String, BadProject> {
    if bytes.len() > MAX_PROJECT_BYTES {
        return Err(BadProject::TooLarge);
    }
    let wide = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).map(|pair| match pair {
            [first, second] => unit([*first, *second]),
            _ => 0,
        });
        let text: Result<String, _> = char::decode_utf16(units).collect();
        text.map_err(|_| BadProject::NoText)
    };
    let text = match bytes {
        [0xFF, 0xFE, rest @ ..] => wide(rest, u16::from_le_bytes)?,
        [0xFE, 0xFF, rest @ ..] => wide(rest, u16::from_be_bytes)?,
        [b'<', 0, ..] => wide(bytes, u16::from_le_bytes)?,
        [0, b'<', ..] => wide(bytes, u16::from_be_bytes)?,
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest)?,
        _ => utf8(bytes)?,
    };
    if text.trim().is_empty() {
        return Err(BadProject::Empty);
    }
    Ok(text)
}

fn utf8(bytes: &[u8]) -> Result<String, BadProject> {
    if let Ok(text) = str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    let declared = String::from_utf8_lossy(bytes.get(..100).unwrap_or(bytes)).to_lowercase();
    let latin = ["iso-8859-1", "windows-1252"];
    if latin.iter().any(|name| declared.contains(name)) {
        return Ok(bytes.iter().map(|byte| char::from(*byte)).collect());
    }
    Err(BadProject::NoText)
}

/// The elements of a file that are read here, from its root.
pub(super) fn tree(text: &str) -> Result<Element, BadProject> {
    let mut reader = Reader::from_str(text);
    let mut open: Vec<Element> = Vec::new();
    // How many elements lie between the innermost known one and here.
    let mut skipped = 0_usize;
    loop {
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => {
                let at = usize::try_from(reader.error_position()).unwrap_or(usize::MAX);
                return Err(damaged(text, at, &open, &error.to_string()));
            }
        };
        let here = || usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        match event {
            Event::Start(start) => {
                let name = start.local_name();
                let name: &str = name.as_ref();
                if open.is_empty() && name != "Project" {
                    return Err(BadProject::OtherFormat(name.chars().take(40).collect()));
                }
                if open.len() + skipped >= DEEPEST {
                    let what = t!("elements lie more than {DEEPEST} deep in each other");
                    return Err(damaged(text, here(), &open, &what));
                }
                match known(name).filter(|_| skipped == 0) {
                    Some(name) => {
                        if let Some(around) = open.last_mut() {
                            around.text.clear();
                        }
                        open.push(Element {
                            name,
                            ..Element::default()
                        });
                    }
                    None => skipped += 1,
                }
            }
            Event::Empty(empty) => {
                let name = empty.local_name();
                let name: &str = name.as_ref();
                if let (Some(around), Some(name)) = (open.last_mut(), known(name))
                    && skipped == 0
                {
                    around.children.push(Element {
                        name,
                        ..Element::default()
                    });
                }
            }
            Event::End(_) if skipped > 0 => skipped -= 1,
            Event::End(_) => {
                let Some(done) = open.pop() else {
                    return Err(damaged(
                        text,
                        here(),
                        &open,
                        t!("an element ends that never began"),
                    ));
                };
                match open.last_mut() {
                    Some(around) => around.children.push(done),
                    None => return Ok(done),
                }
            }
            Event::DocType(_) => {
                let what = t!("it has a document type of its own, which Project never writes");
                return Err(damaged(text, here(), &open, what));
            }
            Event::Eof if open.is_empty() && skipped == 0 => {
                return Err(BadProject::OtherFormat(t!("no element").to_owned()));
            }
            Event::Eof => return Err(damaged(text, here(), &open, t!("it ends too early"))),
            Event::Text(part) if skipped == 0 => {
                add(text, here(), &mut open, &part.xml10_content())?;
            }
            Event::CData(part) if skipped == 0 => {
                add(text, here(), &mut open, &part.xml10_content())?;
            }
            Event::GeneralRef(name) if skipped == 0 => {
                let sign = match name.resolve_char_ref() {
                    Ok(Some(sign)) if legal(sign) => Some(sign.to_string()),
                    Ok(None) => resolve_predefined_entity(&name).map(str::to_owned),
                    _ => None,
                };
                let Some(sign) = sign else {
                    let what = t!("“&{};” stands for nothing", &*name);
                    return Err(damaged(text, here(), &open, &what));
                };
                add(text, here(), &mut open, &sign)?;
            }
            _ => {}
        }
    }
}

/// Whether XML 1.0 may hold this character.
pub(super) fn legal(sign: char) -> bool {
    !matches!(sign, '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

fn known(name: &str) -> Option<&'static str> {
    KNOWN.iter().copied().find(|known| *known == name)
}

fn add(text: &str, at: usize, open: &mut [Element], part: &str) -> Result<(), BadProject> {
    let long = open
        .last()
        .is_some_and(|element| element.text.len() + part.len() > MAX_TEXT);
    if long {
        return Err(BadProject::BeyondLimit {
            place: t!("Line {}, in {}", line(text, at), place(open)),
            what: t!("the text is longer than {MAX_TEXT} characters"),
        });
    }
    if let Some(element) = open.last_mut() {
        element.text.push_str(part);
    }
    Ok(())
}

/// What is wrong may quote the file, which may be long; so many characters of it are said.
const LONGEST_REASON: usize = 160;

fn damaged(text: &str, at: usize, open: &[Element], what: &str) -> BadProject {
    let mut short: String = what.chars().take(LONGEST_REASON).collect();
    if short.len() < what.len() {
        short.push('…');
    }
    BadProject::Damaged {
        line: line(text, at),
        place: place(open),
        what: short,
    }
}

fn line(text: &str, at: usize) -> usize {
    text.char_indices()
        .take_while(|(place, _)| *place < at)
        .filter(|(_, sign)| *sign == '\n')
        .count()
        + 1
}

/// The open elements, a task or resource with its number.
/// The most elements of a place that are named; of more, the outermost and the innermost.
const MOST_ELEMENTS: usize = 12;

fn place(open: &[Element]) -> String {
    if open.is_empty() {
        return t!("the first lines").to_owned();
    }
    let half = MOST_ELEMENTS / 2;
    let end = open.len().saturating_sub(half);
    if let (true, Some(begin), Some(end)) = (
        open.len() > MOST_ELEMENTS,
        open.get(..half),
        open.get(end..),
    ) {
        return format!("{} › … › {}", place(begin), place(end));
    }
    let names: Vec<String> = open
        .iter()
        .map(|element| match element.text("UID") {
            "" => element.name.to_owned(),
            uid => format!(
                "{} {}",
                element.name,
                uid.chars().take(20).collect::<String>()
            ),
        })
        .collect();
    names.join(" › ")
}

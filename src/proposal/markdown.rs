//! Markdown as people type it, read into plain pieces that the proposal can lay out. What it has
//! no form for is kept as text: nothing that was written gets lost, nothing becomes script.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::run::Run;

/// The deepest list that is indented further; deeper items stand at this depth.
const DEEPEST_LIST: u8 = 4;

/// A piece of prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Prose {
    /// A heading inside a section.
    Heading(Vec<Run>),
    /// A paragraph.
    Paragraph(Vec<Run>),
    /// Words of somebody else.
    Quote(Vec<Run>),
    /// A list, flat, each item with its depth.
    List(Vec<Item>),
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// 0 for the outermost list, at most 4.
    pub depth: u8,
    /// Its number, in a numbered list; none has a dash. A second paragraph of an item has neither.
    pub marker: Marker,
    /// Its words.
    pub runs: Vec<Run>,
}

/// What stands before an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marker {
    /// A dash.
    Dash,
    /// A number.
    Number(u64),
    /// Nothing: it goes on with the item above.
    None,
}

/// Reads Markdown (`CommonMark` with tables).
#[must_use]
pub fn read(markdown: &str) -> Vec<Prose> {
    let mut reader = Reader::default();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        reader.take(event);
    }
    reader.end_paragraph();
    reader.end_list();
    reader.prose
}

/// Whether a link may be followed from a proposal.
#[must_use]
pub fn is_safe_link(address: &str) -> bool {
    let scheme = address.split(':').next().unwrap_or_default();
    address.contains(':')
        && ["http", "https", "mailto", "tel"]
            .iter()
            .any(|safe| scheme.eq_ignore_ascii_case(safe))
}

#[derive(Default)]
struct Reader {
    prose: Vec<Prose>,
    runs: Vec<Run>,
    items: Vec<Item>,
    /// The next number of each open list; `None` for a list with dashes.
    lists: Vec<Option<u64>>,
    marker: Option<Marker>,
    strong: u32,
    emphasis: u32,
    links: Vec<Option<String>>,
    quotes: u32,
    in_heading: bool,
    in_code: bool,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Code(text) => self.push(&text, true),
            Event::Text(text)
            | Event::Html(text)
            | Event::InlineHtml(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text)
            | Event::FootnoteReference(text) => self.push(&text, self.in_code),
            Event::SoftBreak => self.push(" ", false),
            Event::HardBreak => self.push("\n", false),
            Event::Rule => self.end_paragraph(),
            Event::TaskListMarker(done) => self.push(if done { "☑ " } else { "☐ " }, false),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { .. } => {
                self.end_paragraph();
                self.in_heading = true;
            }
            Tag::BlockQuote(_) => {
                self.end_paragraph();
                self.quotes += 1;
            }
            Tag::CodeBlock(kind) => {
                self.end_paragraph();
                self.in_code = true;
                if let CodeBlockKind::Fenced(language) = kind
                    && !language.is_empty()
                {
                    self.push(&format!("{language}\n"), true);
                }
            }
            Tag::List(first) => {
                self.end_paragraph();
                self.lists.push(first);
            }
            Tag::Item => {
                self.end_paragraph();
                self.marker = Some(match self.lists.last_mut() {
                    Some(Some(number)) => {
                        let marker = Marker::Number(*number);
                        *number = number.saturating_add(1);
                        marker
                    }
                    _ => Marker::Dash,
                });
            }
            Tag::Emphasis => self.emphasis += 1,
            Tag::Strong => self.strong += 1,
            Tag::Link { dest_url, .. } => self
                .links
                .push(is_safe_link(&dest_url).then(|| dest_url.into_string())),
            Tag::Paragraph | Tag::HtmlBlock | Tag::TableHead | Tag::TableRow | Tag::Table(_) => {
                self.end_paragraph();
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                self.end_list();
                let runs = self.trimmed();
                if !runs.is_empty() {
                    self.prose.push(Prose::Heading(runs));
                }
                self.in_heading = false;
            }
            TagEnd::BlockQuote(_) => {
                self.end_paragraph();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::CodeBlock => {
                self.end_paragraph();
                self.in_code = false;
            }
            TagEnd::List(_) => {
                self.end_paragraph();
                self.lists.pop();
                if self.lists.is_empty() {
                    self.end_list();
                }
            }
            TagEnd::Emphasis => self.emphasis = self.emphasis.saturating_sub(1),
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Link => {
                self.links.pop();
            }
            // A table reads as lines with its cells side by side.
            TagEnd::TableCell => self.push(" · ", false),
            TagEnd::TableHead | TagEnd::TableRow => {
                if let Some(last) = self.runs.last_mut() {
                    last.text = last.text.trim_end_matches(" · ").to_owned();
                }
                self.end_paragraph();
            }
            TagEnd::Paragraph | TagEnd::HtmlBlock | TagEnd::Item | TagEnd::Table => {
                self.end_paragraph();
            }
            _ => {}
        }
    }

    fn push(&mut self, text: &str, code: bool) {
        let run = Run {
            text: visible(text),
            strong: self.strong > 0,
            emphasis: self.emphasis > 0,
            code,
            link: self.links.last().cloned().flatten(),
        };
        match self.runs.last_mut() {
            Some(last)
                if last.strong == run.strong
                    && last.emphasis == run.emphasis
                    && last.code == run.code
                    && last.link == run.link =>
            {
                last.text.push_str(&run.text);
            }
            _ => self.runs.push(run),
        }
    }

    /// The runs so far, without white space at their ends.
    fn trimmed(&mut self) -> Vec<Run> {
        let mut runs = std::mem::take(&mut self.runs);
        while let Some(last) = runs.last_mut() {
            last.text.truncate(last.text.trim_end().len());
            if !last.text.is_empty() {
                break;
            }
            runs.pop();
        }
        if let Some(first) = runs.first_mut() {
            first.text = first.text.trim_start_matches('\n').to_owned();
        }
        runs
    }

    fn end_paragraph(&mut self) {
        if self.in_heading {
            return;
        }
        let runs = self.trimmed();
        if runs.is_empty() {
            return;
        }
        if self.lists.is_empty() {
            self.end_list();
            self.prose.push(if self.quotes > 0 {
                Prose::Quote(runs)
            } else {
                Prose::Paragraph(runs)
            });
        } else {
            let depth = u8::try_from(self.lists.len() - 1).unwrap_or(u8::MAX);
            self.items.push(Item {
                depth: depth.min(DEEPEST_LIST),
                marker: self.marker.take().unwrap_or(Marker::None),
                runs,
            });
        }
    }

    fn end_list(&mut self) {
        if !self.items.is_empty() {
            let items = std::mem::take(&mut self.items);
            self.prose.push(Prose::List(items));
        }
    }
}

/// The text without control characters, which have no shape on paper.
fn visible(text: &str) -> String {
    text.chars()
        .filter_map(|character| match character {
            '\n' => Some('\n'),
            '\t' => Some(' '),
            other if other.is_control() => None,
            other => Some(other),
        })
        .collect()
}

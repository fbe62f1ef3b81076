//! Writes the words of one line as Markdown: with as little care as its words allow, so that the
//! file stays pleasant to read, and with more where reading it back gives something else.

use std::fmt::Write as _;

use super::read::APART;
use super::run::Run;
use super::write::longest_ticks;

/// Where words stand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In a paragraph, quote or item.
    Text,
    /// In a heading, which is one line.
    Heading,
    /// In a cell of a table.
    Cell,
    /// In the words of a picture.
    Picture,
}

/// How much care is taken.
#[derive(Clone, Copy)]
struct Care {
    /// Marks stand between characters that cannot be mistaken for words.
    apart: bool,
    /// Every character that could mean something is escaped.
    every: bool,
    /// Whether words are dressed at all.
    dressed: bool,
}

const CARES: [Care; 4] = [
    Care {
        apart: false,
        every: false,
        dressed: true,
    },
    Care {
        apart: true,
        every: false,
        dressed: true,
    },
    Care {
        apart: true,
        every: true,
        dressed: true,
    },
    Care {
        apart: true,
        every: true,
        dressed: false,
    },
];

/// These runs as Markdown, with the least care that `proves` finds enough.
pub(super) fn written(runs: &[Run], place: Place, proves: impl Fn(&str) -> bool) -> String {
    let mut text = String::new();
    for care in CARES {
        text = Writer::new(care, place).write(runs);
        if proves(&text) {
            break;
        }
    }
    text
}

/// A mark that is open.
#[derive(Clone, PartialEq, Eq)]
enum Mark {
    Strong,
    Emphasis,
    Link(String),
}

/// What stands right before a character.
#[derive(Clone, Copy)]
enum Behind {
    /// No mark.
    None,
    Opening,
    Closing,
}

struct Writer {
    out: String,
    open: Vec<Mark>,
    care: Care,
    place: Place,
    /// Behind which mark the next character stands.
    behind: Behind,
    /// Whether the mark of a footnote stands right before.
    noted: bool,
}

impl Writer {
    fn new(care: Care, place: Place) -> Self {
        Self {
            out: String::new(),
            open: Vec::new(),
            care,
            place,
            behind: Behind::None,
            noted: false,
        }
    }

    fn write(mut self, runs: &[Run]) -> String {
        for (at, run) in runs.iter().enumerate() {
            self.dress(runs.get(at..).unwrap_or_default());
            if run.note {
                let _ = write!(self.out, "[^{}]", run.text);
                (self.behind, self.noted) = (Behind::None, true);
                continue;
            } else if run.code && self.care.dressed {
                self.code(&run.text);
            } else {
                self.text(&run.text);
            }
            self.noted = false;
        }
        self.close(0);
        if self.place == Place::Heading && self.out.ends_with('#') {
            // It would close the heading.
            self.out.pop();
            if !self.out.ends_with('\\') {
                self.out.push('\\');
            }
            self.out.push('#');
        }
        self.out
    }

    /// Closes and opens marks for the first of these runs; what lasts longest is opened first.
    fn dress(&mut self, runs: &[Run]) {
        let Some(run) = runs.first().filter(|_| self.care.dressed) else {
            return;
        };
        let mut wanted = Vec::new();
        wanted.extend(run.strong.then_some(Mark::Strong));
        wanted.extend(run.emphasis.then_some(Mark::Emphasis));
        wanted.extend(run.link.clone().map(Mark::Link));
        let kept = self.open.iter().take_while(|mark| wanted.contains(mark));
        self.close(kept.count());
        wanted.retain(|mark| !self.open.contains(mark));
        wanted.sort_by_key(|mark| {
            let lasts = runs.iter().take_while(|run| match mark {
                Mark::Strong => run.strong,
                Mark::Emphasis => run.emphasis,
                Mark::Link(address) => run.link.as_ref() == Some(address),
            });
            std::cmp::Reverse(lasts.count())
        });
        for mark in wanted {
            self.begin(mark);
        }
    }

    fn begin(&mut self, mark: Mark) {
        if self.care.apart
            && !matches!(mark, Mark::Link(_))
            && let Some(last) = self.out.chars().next_back().filter(|c| is_word(*c))
        {
            self.out.pop();
            self.entity(last);
        }
        if matches!(mark, Mark::Link(_)) && self.out.ends_with('!') && !self.out.ends_with("\\!") {
            // The link would be a picture.
            self.out.pop();
            self.out.push_str("\\!");
        }
        if std::mem::take(&mut self.noted) && matches!(mark, Mark::Link(_)) {
            self.out.push_str(APART);
        }
        self.behind = Behind::Opening;
        self.out.push_str(match mark {
            Mark::Strong => "**",
            Mark::Emphasis => self.emphasis(),
            Mark::Link(_) => "[",
        });
        self.open.push(mark);
    }

    /// Closes marks until so many are open.
    fn close(&mut self, keep: usize) {
        while self.open.len() > keep
            && let Some(mark) = self.open.pop()
        {
            // White space before a mark, which then would close nothing.
            let last = self.out.chars().next_back().filter(|c| c.is_whitespace());
            if let Some(last) = last.filter(|_| self.care.apart) {
                self.out.pop();
                if last == '\n' {
                    self.out.pop();
                }
                self.entity(last);
            }
            match mark {
                Mark::Strong => self.out.push_str("**"),
                Mark::Emphasis => self.out.push_str(self.emphasis()),
                Mark::Link(address) => {
                    self.out.push_str("](");
                    self.out.push_str(&target(&address));
                    self.out.push(')');
                }
            }
            self.behind = Behind::Closing;
        }
    }

    fn emphasis(&self) -> &'static str {
        if self.care.apart { "_" } else { "*" }
    }

    fn entity(&mut self, character: char) {
        let _ = write!(self.out, "&#{};", u32::from(character));
    }

    fn code(&mut self, text: &str) {
        let fence = "`".repeat(longest_ticks(text) + 1);
        let pad = if text.starts_with('`') || text.ends_with('`') {
            " "
        } else {
            ""
        };
        let text = if self.place == Place::Cell {
            text.replace('|', "\\|")
        } else {
            text.to_owned()
        };
        for part in [&fence, pad, &text, pad, &fence] {
            self.out.push_str(part);
        }
    }

    fn text(&mut self, text: &str) {
        let mut rest = text;
        // Where in the rest a character stands that would begin something on this line.
        let mut special = self.begins(rest);
        while let Some(character) = rest.chars().next() {
            let length = character.len_utf8();
            let next = rest.get(length..).unwrap_or_default();
            if character == '\n' && !self.clings(character) {
                self.line_break();
                rest = next;
                special = self.begins(rest);
                continue;
            }
            if let Some(name) = placeholder(rest).filter(|_| !self.care.every) {
                self.out.push_str(name);
                rest = rest.get(name.len()..).unwrap_or_default();
                special = None;
            } else {
                let escape = special == Some(0) || self.means(character, next);
                if escape {
                    self.out.push('\\');
                }
                if self.clings(character) {
                    self.entity(character);
                } else {
                    self.out.push(character);
                }
                rest = next;
                special = special.and_then(|at| at.checked_sub(length));
            }
            self.behind = Behind::None;
        }
    }

    /// Whether the mark before this character would mean something else for it.
    fn clings(&self, character: char) -> bool {
        self.care.apart
            && match self.behind {
                Behind::None => false,
                Behind::Opening => character.is_whitespace(),
                Behind::Closing => !character.is_ascii_punctuation(),
            }
    }

    fn line_break(&mut self) {
        self.out.push_str(match self.place {
            Place::Text => "\\\n",
            Place::Cell => "<br>",
            Place::Heading | Place::Picture => " ",
        });
        self.behind = Behind::None;
    }

    /// Where a character stands that begins something else than a paragraph, at a line's start.
    fn begins(&self, text: &str) -> Option<usize> {
        let starts = self.out.is_empty() || self.out.ends_with('\n');
        let line = text.split('\n').next()?;
        let first = line.chars().next().filter(|_| starts)?;
        let ends = |rest: &str| rest.is_empty() || rest.starts_with(' ');
        let is = match first {
            '>' => true,
            '-' | '+' if ends(line.get(1..)?) => true,
            '#' => ends(line.trim_start_matches('#')),
            '~' => line.starts_with("~~~"),
            '0'..='9' => {
                let mark = line.trim_start_matches(|c: char| c.is_ascii_digit());
                let is = mark.starts_with(['.', ')']) && ends(mark.get(1..)?);
                return is.then_some(line.len() - mark.len());
            }
            _ => line.chars().all(|c| "-_*=:| ".contains(c)),
        };
        is.then_some(0)
    }

    /// Whether a character would mean something among these words.
    fn means(&self, character: char, next: &str) -> bool {
        if self.care.every {
            return character.is_ascii_punctuation();
        }
        let before = self.out.chars().next_back();
        let after = next.chars().next();
        let in_link = |mark: &Mark| matches!(mark, Mark::Link(_));
        match character {
            '\\' | '`' | '[' => true,
            '*' => before != Some(' ') || after != Some(' '),
            '_' => !(before.is_some_and(is_word) && after.is_some_and(is_word)),
            ']' => self.place == Place::Picture || self.open.iter().any(in_link),
            '<' => after.is_some_and(|c| c.is_ascii_alphabetic() || "/!?".contains(c)),
            '&' => begins_entity(next),
            '|' => self.place == Place::Cell,
            // Behind a mark it would make a footnote or a link of it.
            ':' | '(' => self.noted && before == Some(']'),
            _ => false,
        }
    }
}

/// Whether marks beside this character are taken for a part of the word.
fn is_word(character: char) -> bool {
    !character.is_whitespace() && !character.is_ascii_punctuation()
}

/// An address as it stands in a link.
pub(super) fn target(address: &str) -> String {
    if looks_like_entity(address) {
        address.replace('&', "&amp;")
    } else {
        address.to_owned()
    }
}

/// Whether somewhere in the text a character is given by name or number.
fn looks_like_entity(text: &str) -> bool {
    text.split('&').skip(1).any(begins_entity)
}

fn begins_entity(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '#');
    rest.len() < text.len() && rest.starts_with(';')
}

/// What is filled in later, such as `{{client}}`, at the start of the text.
fn placeholder(text: &str) -> Option<&str> {
    let inside = text.strip_prefix("{{")?;
    let (name, _) = inside.split_once("}}")?;
    let plain = |c: char| c.is_alphanumeric() || "_.- ".contains(c);
    let named = name.starts_with(char::is_alphanumeric) && name.ends_with(char::is_alphanumeric);
    (named && name.chars().all(plain)).then(|| text.get(..name.len() + 4))?
}

//! What writes the markup: elements in the dress of the form that is written, and text escaped.

use std::fmt::Write as _;

use crate::model::Picture;
use crate::proposal::run::Run;

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A page with a style sheet.
    Page,
    /// A piece for a word processor, which reads styles only where they are used.
    Clipboard,
}

/// How an element is dressed: its class in the page, its style on the clipboard.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dress {
    class: &'static str,
    style: &'static str,
}

impl Dress {
    /// As elements are.
    pub const NONE: Self = Self::of("", "");

    /// This class in the page, this style on the clipboard.
    pub const fn of(class: &'static str, style: &'static str) -> Self {
        Self { class, style }
    }

    /// This class in the page.
    pub const fn class(class: &'static str) -> Self {
        Self::of(class, "")
    }
}

/// Says where a picture is found: the attributes of its element, with the picture in them. None
/// where it is not to be had.
pub type Images<'a> = &'a dyn Fn(Picture) -> Option<String>;

/// Writes markup.
pub(super) struct Hand<'a> {
    form: Form,
    images: Images<'a>,
    out: String,
    /// The footnotes whose marks were written: a second mark leads there too, but not back.
    marked: Vec<usize>,
}

impl<'a> Hand<'a> {
    pub fn new(form: Form, images: Images<'a>) -> Self {
        Self {
            form,
            images,
            out: String::new(),
            marked: Vec::new(),
        }
    }

    /// A picture, at most so many pixels wide where nothing else says how large it is: nothing where
    /// it is not to be had.
    pub fn image(&mut self, class: &str, widest: u16, picture: Picture, description: &str) {
        let Some(place) = (self.images)(picture) else {
            return;
        };
        let width = picture.width.min(widest);
        let height = f64::from(width) / picture.aspect();
        self.format(format_args!(
            "<img class=\"{class}\" width=\"{width}\" height=\"{height:.0}\" alt=\""
        ));
        self.text(description);
        self.format(format_args!("\" {place}>"));
    }

    /// What was written.
    pub fn done(self) -> String {
        self.out
    }

    /// Whether a page is written.
    pub fn is_page(&self) -> bool {
        self.form == Form::Page
    }

    /// Markup as it is: never words of the pitch.
    pub fn markup(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    /// Markup with numbers in it: never words of the pitch.
    pub fn format(&mut self, markup: std::fmt::Arguments) {
        // Writing into a string cannot fail.
        let _ = self.out.write_fmt(markup);
    }

    /// Words, as text or inside an attribute.
    pub fn text(&mut self, words: &str) {
        escape(words, &mut self.out);
    }

    /// Words whose line feeds are line breaks.
    pub fn lines(&mut self, words: &str) {
        for (at, line) in words.split('\n').enumerate() {
            if at > 0 {
                self.markup("<br>");
            }
            self.text(line);
        }
    }

    /// Opens an element.
    pub fn open(&mut self, element: &str, dress: Dress) {
        self.open_with(element, dress, "");
    }

    /// Opens an element with more attributes: never words of the pitch.
    pub fn open_with(&mut self, element: &str, dress: Dress, attributes: &str) {
        let (name, value) = match self.form {
            Form::Page => ("class", dress.class),
            Form::Clipboard => ("style", dress.style),
        };
        self.format(format_args!("<{element}"));
        if !value.is_empty() {
            self.format(format_args!(" {name}=\"{value}\""));
        }
        self.format(format_args!("{attributes}>"));
    }

    /// Closes an element that stands on lines of its own.
    pub fn close(&mut self, element: &str) {
        self.format(format_args!("</{element}>\n"));
    }

    /// An element with words; nothing without words.
    pub fn element(&mut self, element: &str, dress: Dress, words: &str) {
        if !words.is_empty() {
            self.open(element, dress);
            self.lines(words);
            self.close(element);
        }
    }

    /// The mark of a footnote, which leads to its words.
    pub fn mark(&mut self, number: usize) {
        let id = if self.marked.contains(&number) {
            String::new()
        } else {
            self.marked.push(number);
            format!(" id=\"mark-{number}\"")
        };
        let role = if self.is_page() {
            " role=\"doc-noteref\""
        } else {
            ""
        };
        self.format(format_args!(
            "<sup><a href=\"#note-{number}\"{id}{role}>{number}</a></sup>"
        ));
    }

    /// Words in their dress.
    pub fn runs(&mut self, runs: &[Run]) {
        for run in runs {
            if let Some(number) = run.text.parse().ok().filter(|_| run.note) {
                self.mark(number);
                continue;
            }
            let dresses = [
                ("strong", run.strong),
                ("em", run.emphasis),
                ("code", run.code),
            ];
            if let Some(address) = &run.link {
                self.markup("<a href=\"");
                self.text(address);
                self.markup("\" rel=\"noopener noreferrer\">");
            }
            for (element, _) in dresses.iter().filter(|(_, is)| *is) {
                self.format(format_args!("<{element}>"));
            }
            self.lines(&run.text);
            for (element, _) in dresses.iter().rev().filter(|(_, is)| *is) {
                self.format(format_args!("</{element}>"));
            }
            if run.link.is_some() {
                self.markup("</a>");
            }
        }
    }
}

/// Spells out the signs of markup, and leaves out what no HTML can hold: control characters that
/// nobody sees.
fn escape(words: &str, out: &mut String) {
    for sign in words.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(sign),
            sign if sign.is_control() => {}
            sign => out.push(sign),
        }
    }
}

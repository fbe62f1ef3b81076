//! Writes a document as Markdown. Every line is proved by reading it back, so that nothing typed
//! changes its meaning on the way through a file.

use super::document::{Align, Block, Document, Image, Line, Marker, Style, Table};
use super::inline::{Place, target, written};
use super::read::read;
use super::run::{Run, text_of, tidy};

/// Writes a document as Markdown that reads as the same document.
#[must_use]
pub fn write(document: &Document) -> String {
    let document = document.clone().tidy();
    let mut out = String::new();
    // How far the words of the open item of each list are indented.
    let mut indents: Vec<usize> = Vec::new();
    let mut before: Option<&Block> = None;
    for block in &document.blocks {
        if let Some(before) = before {
            out.push_str(apart(before, block));
        }
        match block {
            Block::Line(line) => match line.style {
                Style::Paragraph => out.push_str(&paragraph(&line.runs)),
                Style::Heading(level) => out.push_str(&heading(level, &line.runs)),
                Style::Quote => lines(&mut out, "> ", "> ", &paragraph(&line.runs)),
                Style::Code => out.push_str(&fenced(&text_of(&line.runs))),
                Style::Note => out.push_str(&note(&line.runs)),
                Style::Item { depth, marker } => item(&mut out, &mut indents, depth, marker, line),
            },
            Block::Table(table) => out.push_str(&table_lines(table)),
            Block::Image(image) => out.push_str(&picture(image)),
            Block::Rule => out.push_str("---"),
        }
        before = Some(block);
    }
    out
}

/// What stands between two blocks. Where it is not needed no blank line parts the items of a list.
fn apart(before: &Block, after: &Block) -> &'static str {
    let (Block::Line(before), Block::Line(after)) = (before, after) else {
        return "\n\n";
    };
    match (before.style, after.style) {
        (Style::Quote, Style::Quote) => "\n>\n",
        (
            Style::Item {
                depth: upper,
                marker: over,
            },
            Style::Item { depth, marker },
        ) => {
            let same_kind = matches!(
                (over, marker),
                (Marker::Dash, Marker::Dash) | (Marker::Number(_), Marker::Number(_))
            );
            // Only a dash or a one may follow the words of an item at once.
            let begins = depth > upper && matches!(marker, Marker::Dash | Marker::Number(1));
            let goes_on = depth == upper && same_kind;
            let back = depth < upper && matches!(marker, Marker::Dash | Marker::Number(_));
            if begins || goes_on || back {
                "\n"
            } else {
                "\n\n"
            }
        }
        _ => "\n\n",
    }
}

fn item(out: &mut String, indents: &mut Vec<usize>, depth: u8, marker: Marker, line: &Line) {
    let depth = usize::from(depth);
    let text = paragraph(&line.runs);
    let marker = match marker {
        Marker::Dash => "- ".to_owned(),
        Marker::Number(number) => format!("{number}. "),
        Marker::None => {
            let indent = " ".repeat(indents.get(depth).copied().unwrap_or_default());
            lines(out, &indent, &indent, &text);
            return;
        }
    };
    indents.truncate(depth);
    let indent = indents.last().copied().unwrap_or_default();
    let first = format!("{}{marker}", " ".repeat(indent));
    let rest = " ".repeat(first.len());
    indents.push(first.len());
    lines(out, &first, &rest, &text);
}

/// Adds lines, each after what stands before it.
fn lines(out: &mut String, first: &str, rest: &str, text: &str) {
    for (at, line) in text.split('\n').enumerate() {
        out.push_str(if at == 0 { first } else { "\n" });
        out.push_str(if at == 0 { "" } else { rest });
        out.push_str(line);
    }
}

fn reads_as(markdown: &str, style: Style, runs: &[Run]) -> bool {
    let found = read(markdown).blocks;
    matches!(found.as_slice(), [Block::Line(line)] if line.style == style && line.runs == runs)
}

fn paragraph(runs: &[Run]) -> String {
    written(runs, Place::Text, |text| {
        reads_as(text, Style::Paragraph, runs)
    })
}

fn heading(level: u8, runs: &[Run]) -> String {
    let marks = "#".repeat(level.into());
    let text = written(runs, Place::Heading, |text| {
        reads_as(&format!("{marks} {text}"), Style::Heading(level), runs)
    });
    format!("{marks} {text}")
}

/// A footnote: `[^name]: words`.
fn note(runs: &[Run]) -> String {
    let Some((mark, words)) = runs.split_first() else {
        return String::new();
    };
    let words: Vec<Run> = tidy(words);
    let write = |text: &str| {
        let mut out = String::new();
        lines(&mut out, &format!("[^{}]: ", mark.text), "    ", text);
        out.trim_end().to_owned()
    };
    write(&written(&words, Place::Text, |text| {
        reads_as(&write(text), Style::Note, runs)
    }))
}

fn fenced(code: &str) -> String {
    let fence = "`".repeat(longest_ticks(code).max(2) + 1);
    format!("{fence}\n{code}\n{fence}")
}

/// How many back ticks stand in a row at most.
pub(super) fn longest_ticks(text: &str) -> usize {
    let rows = text.split(|c| c != '`');
    rows.map(str::len).max().unwrap_or_default()
}

fn table_lines(table: &Table) -> String {
    let row = |cells: &[Vec<Run>]| {
        let cells: Vec<_> = cells.iter().map(|runs| cell(runs)).collect();
        format!("| {} |", cells.join(" | "))
    };
    let rule = (table.columns.iter()).map(|column| match column {
        Align::Start => "---",
        Align::Center => ":-:",
        Align::End => "--:",
    });
    let rule = format!("| {} |", rule.collect::<Vec<_>>().join(" | "));
    let mut lines = vec![row(&table.head), rule];
    lines.extend(table.rows.iter().map(|cells| row(cells)));
    lines.join("\n")
}

fn cell(runs: &[Run]) -> String {
    written(runs, Place::Cell, |text| {
        let found = read(&format!("| {text} |\n| --- |")).blocks;
        matches!(found.as_slice(), [Block::Table(table)] if table.head == [runs.to_vec()])
    })
}

fn picture(image: &Image) -> String {
    let source = target(&image.source);
    let alt = [Run::plain(image.alt.as_str())];
    let text = written(&alt, Place::Picture, |text| {
        let found = read(&format!("![{text}]({source})")).blocks;
        matches!(found.as_slice(), [Block::Image(found)] if found == image)
    });
    format!("![{text}]({source})")
}

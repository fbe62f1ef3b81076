//! The proposal as plain text, for programs that take nothing else from the clipboard.

use crate::proposal::block::{Content, Proposal};

/// A line for everything that stands apart; the cells of a row have tabs between them.
#[must_use]
pub fn plain(proposal: &Proposal) -> String {
    let mut lines = Vec::new();
    // Footnotes stand before the block with their mark; they are read after it.
    let mut notes = Vec::new();
    let mark = |number: &str| format!("[{number}]");
    for block in &proposal.blocks {
        if matches!(block.content, Content::Section { .. } | Content::Heading(_)) {
            lines.push(String::new());
        }
        match &block.content {
            Content::Contents(_) => {}
            Content::Footnote { .. } => {
                notes.extend(block.content.words_with(&mark));
                continue;
            }
            Content::Table(table) => {
                let heads = table.columns.iter().map(|column| column.title.clone());
                lines.push(table.caption.clone());
                lines.push(heads.collect::<Vec<_>>().join("\t"));
                lines.extend(table.rows.iter().map(|row| {
                    let words = |text: &str| text.replace('\n', " ");
                    let cells = row.cells.iter().enumerate().map(|(at, cell)| {
                        let marks = row.marks_of(at).map(|number| mark(&number.to_string()));
                        let marks = marks.collect::<String>();
                        format!("{}{marks} {}", words(&cell.text), words(&cell.note))
                            .trim()
                            .to_owned()
                    });
                    cells.collect::<Vec<_>>().join("\t")
                }));
            }
            content => lines.extend(content.words_with(&mark)),
        }
        lines.append(&mut notes);
    }
    let mut text = lines.join("\n");
    text.push('\n');
    text
}

//! Changes of a document at places in it, as an editor makes them. A document that is edited has
//! empty lines, which are left out when it is written.

use super::document::{Align, Block, Document, Line, Marker, Style, Table};
use super::run::{self, Run, text_of};

/// A place in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Place {
    /// The block.
    pub block: usize,
    /// In a table, the row and column; the head is row 0.
    pub cell: Option<(usize, usize)>,
    /// After so many characters.
    pub offset: usize,
}

/// A line, or a cell with its row and column.
type Text = (usize, Option<(usize, usize)>);

/// What is selected: from the first place to the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Selection {
    /// Where it begins.
    pub from: Place,
    /// Where it ends.
    pub to: Place,
}

/// What lines can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Paragraphs.
    Paragraph,
    /// Headings of a level.
    Heading(u8),
    /// Words of somebody else.
    Quote,
    /// Items with dashes.
    Dashes,
    /// Items with numbers.
    Numbers,
}

/// How words can be dressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dress {
    /// Bold.
    Strong,
    /// Italic.
    Emphasis,
}

/// What can be done to a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableChange {
    /// A row under this one.
    AddRow,
    /// A column after this one.
    AddColumn,
    /// This row goes; with the last one the table.
    RemoveRow,
    /// This column goes; with the last one the table.
    RemoveColumn,
}

impl Selection {
    /// Nothing is selected, here.
    #[must_use]
    pub fn at(place: Place) -> Self {
        Self {
            from: place,
            to: place,
        }
    }

    /// What lies between two places, in either order.
    #[must_use]
    pub fn between(one: Place, other: Place) -> Self {
        Self {
            from: one.min(other),
            to: one.max(other),
        }
    }

    /// Whether nothing is selected.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.from == self.to
    }

    /// Whether it begins and ends in the same line or cell.
    #[must_use]
    pub fn is_in_one_text(&self) -> bool {
        self.from.text() == self.to.text()
    }
}

impl Place {
    /// The beginning of a block.
    #[must_use]
    pub fn start(block: usize) -> Self {
        Self {
            block,
            ..Self::default()
        }
    }

    fn text(self) -> Text {
        (self.block, self.cell)
    }

    fn with_offset(self, offset: usize) -> Self {
        Self { offset, ..self }
    }
}

impl Shape {
    /// Whether a line is one.
    #[must_use]
    pub fn is(self, style: Style) -> bool {
        match (self, style) {
            (Self::Paragraph, Style::Paragraph) | (Self::Quote, Style::Quote) => true,
            (Self::Heading(level), Style::Heading(other)) => level == other,
            (Self::Dashes, Style::Item { marker, .. }) => marker == Marker::Dash,
            (Self::Numbers, Style::Item { marker, .. }) => matches!(marker, Marker::Number(_)),
            _ => false,
        }
    }

    fn of(self, style: Style) -> Style {
        let depth = match style {
            Style::Item { depth, .. } => depth,
            _ => 0,
        };
        match self {
            Self::Paragraph => Style::Paragraph,
            Self::Heading(level) => Style::Heading(level),
            Self::Quote => Style::Quote,
            Self::Dashes => Style::Item {
                depth,
                marker: Marker::Dash,
            },
            Self::Numbers => Style::Item {
                depth,
                marker: Marker::Number(1),
            },
        }
    }

    /// What typing this before a space at the start of a paragraph makes of it.
    fn typed(text: &str) -> Option<Style> {
        let level = text.len();
        Some(match text {
            "-" | "*" | "+" => Self::Dashes.of(Style::Paragraph),
            ">" => Style::Quote,
            _ if level <= 6 && text.bytes().all(|b| b == b'#') => {
                Style::Heading(u8::try_from(level).ok()?)
            }
            _ => {
                let number = text.strip_suffix(['.', ')'])?.parse().ok()?;
                // A larger one is a year.
                (number < 100).then_some(Style::Item {
                    depth: 0,
                    marker: Marker::Number(number),
                })?
            }
        })
    }
}

impl Document {
    /// The runs at a place.
    #[must_use]
    pub fn runs_at(&self, place: Place) -> Option<&Vec<Run>> {
        match (self.blocks.get(place.block)?, place.cell) {
            (Block::Line(line), None) => Some(&line.runs),
            (Block::Table(table), Some((row, column))) => table.row(row)?.get(column),
            _ => None,
        }
    }

    fn runs_at_mut(&mut self, place: Place) -> Option<&mut Vec<Run>> {
        match (self.blocks.get_mut(place.block)?, place.cell) {
            (Block::Line(line), None) => Some(&mut line.runs),
            (Block::Table(table), Some((row, column))) => table.row_mut(row)?.get_mut(column),
            _ => None,
        }
    }

    /// The style of the line at a place.
    #[must_use]
    pub fn style_at(&self, place: Place) -> Option<Style> {
        match self.blocks.get(place.block)? {
            Block::Line(line) => Some(line.style),
            _ => None,
        }
    }

    /// How many characters stand in the line or cell at a place.
    #[must_use]
    pub fn length_at(&self, place: Place) -> usize {
        self.runs_at(place).map_or(0, |runs| length(runs))
    }

    /// The nearest place that is in the document.
    #[must_use]
    pub fn nearest(&self, place: Place) -> Place {
        let Some(last) = self.blocks.len().checked_sub(1) else {
            return Place::default();
        };
        let beyond = place.block > last;
        let block = place.block.min(last);
        let cell = match self.blocks.get(block) {
            Some(Block::Table(table)) => {
                let (row, column) = place.cell.unwrap_or_default();
                let columns = table.head.len().saturating_sub(1);
                Some((row.min(table.rows.len()), column.min(columns)))
            }
            _ => None,
        };
        let near = Place {
            block,
            cell,
            offset: 0,
        };
        let length = self.length_at(near);
        near.with_offset(if beyond {
            length
        } else {
            place.offset.min(length)
        })
    }

    /// Adds empty lines where nobody could write: before and after what is no line. The selection
    /// moves along.
    #[must_use]
    pub fn with_room(&mut self, selection: Selection) -> Selection {
        let open = |block: Option<&Block>| matches!(block, Some(Block::Line(line)) if line.style != Style::Code);
        let empty = || Block::Line(Line::default());
        let Selection { mut from, mut to } = selection;
        if !open(self.blocks.first()) {
            self.blocks.insert(0, empty());
            if self.blocks.len() > 1 {
                from.block += 1;
                to.block += 1;
            }
        }
        if !open(self.blocks.last()) {
            self.blocks.push(empty());
        }
        Selection {
            from: self.nearest(from),
            to: self.nearest(to),
        }
    }

    /// Every text that is selected, with the characters from and to which it is.
    fn selected(&mut self, selection: Selection) -> Vec<(&mut Vec<Run>, usize, usize)> {
        let Selection { from, to } = selection;
        let mut texts: Vec<(Text, &mut Vec<Run>)> = Vec::new();
        for (block, content) in self.blocks.iter_mut().enumerate() {
            match content {
                Block::Line(line) => texts.push(((block, None), &mut line.runs)),
                Block::Table(table) => {
                    let rows = std::iter::once(&mut table.head).chain(&mut table.rows);
                    for (row, cells) in rows.enumerate() {
                        for (column, cell) in cells.iter_mut().enumerate() {
                            texts.push(((block, Some((row, column))), cell));
                        }
                    }
                }
                Block::Image(_) | Block::Rule => {}
            }
        }
        (texts.into_iter())
            .filter(|(key, _)| (from.text()..=to.text()).contains(key))
            .map(|(key, runs)| {
                let length = length(runs);
                let start = if key == from.text() { from.offset } else { 0 };
                let end = if key == to.text() { to.offset } else { length };
                (runs, start.min(length), end.min(length))
            })
            .collect()
    }

    /// Whether every line that is selected has this shape.
    #[must_use]
    pub fn is_shaped(&self, selection: Selection, shape: Shape) -> bool {
        let blocks = self.blocks.get(selection.from.block..=selection.to.block);
        let mut lines = blocks
            .unwrap_or_default()
            .iter()
            .filter_map(|block| match block {
                Block::Line(line) => Some(line.style),
                _ => None,
            })
            .peekable();
        lines.peek().is_some() && lines.all(|style| shape.is(style))
    }

    /// Makes the lines of a selection such; paragraphs, where they already are.
    pub fn shape(&mut self, selection: Selection, shape: Shape) {
        let shape = if self.is_shaped(selection, shape) {
            Shape::Paragraph
        } else {
            shape
        };
        let blocks = self
            .blocks
            .get_mut(selection.from.block..=selection.to.block);
        for block in blocks.unwrap_or_default() {
            if let Block::Line(line) = block {
                line.style = shape.of(line.style);
            }
        }
        self.settle();
    }

    /// Moves items, with what stands under them, into or out of a list; whether any moved.
    pub fn indent(&mut self, selection: Selection, deeper: bool) -> bool {
        let before = self.clone();
        let mut under: Option<u8> = None;
        for (at, block) in self
            .blocks
            .iter_mut()
            .enumerate()
            .skip(selection.from.block)
        {
            let Block::Line(Line {
                style: Style::Item { depth, marker },
                ..
            }) = block
            else {
                if at >= selection.to.block {
                    break;
                }
                continue;
            };
            if at > selection.to.block && under.is_none_or(|under| *depth <= under) {
                break;
            }
            if at <= selection.to.block {
                under = Some(under.map_or(*depth, |under| under.min(*depth)));
                // A list of its own begins with one.
                if let Marker::Number(number) = marker {
                    *number = 1;
                }
            }
            *depth = if deeper {
                depth.saturating_add(1)
            } else {
                depth.saturating_sub(1)
            };
        }
        self.settle();
        *self != before
    }

    /// Dresses what is selected, or undresses it where all of it is dressed so.
    pub fn dress(&mut self, selection: Selection, dress: Dress) {
        let all = self.is_dressed(selection, dress);
        for (runs, from, to) in self.selected(selection) {
            between(runs, from, to, |run| match dress {
                Dress::Strong => run.strong = !all,
                Dress::Emphasis => run.emphasis = !all,
            });
        }
    }

    fn is_dressed(&mut self, selection: Selection, dress: Dress) -> bool {
        let mut all = true;
        for (runs, from, to) in self.selected(selection) {
            between(runs, from, to, |run| {
                all &= match dress {
                    Dress::Strong => run.strong,
                    Dress::Emphasis => run.emphasis,
                };
            });
        }
        all
    }

    /// The address to which the words at a place lead.
    #[must_use]
    pub fn link_at(&self, place: Place) -> Option<String> {
        let mut end = 0;
        self.runs_at(place)?.iter().find_map(|run| {
            end += run.text.chars().count();
            (end >= place.offset).then(|| run.link.clone())?
        })
    }

    /// What a link at a selection would hold: all of the link in which it stands, or itself.
    #[must_use]
    pub fn link_around(&self, selection: Selection) -> Selection {
        let (Some(address), true) = (self.link_at(selection.to), selection.is_empty()) else {
            return selection;
        };
        let mut start = 0;
        let mut found = selection;
        for run in self.runs_at(selection.to).into_iter().flatten() {
            let end = start + run.text.chars().count();
            let same = run.link.as_ref() == Some(&address);
            if same && end >= selection.to.offset && start <= selection.to.offset {
                found.from.offset = start;
                found.to.offset = end;
            }
            start = end;
        }
        found
    }

    /// Makes what is selected lead to an address, or nowhere; writes the address where nothing is.
    pub fn link(&mut self, selection: Selection, address: Option<&str>) -> Place {
        let selection = self.link_around(selection);
        if let (true, Some(address)) = (selection.is_empty(), address) {
            let words = address.strip_prefix("mailto:").unwrap_or(address);
            let link = Some(address.to_owned());
            let run = Run {
                link,
                ..Run::plain(words)
            };
            return self.insert_runs(selection.from, vec![run]);
        }
        for (runs, from, to) in self.selected(selection) {
            between(runs, from, to, |run| run.link = address.map(str::to_owned));
        }
        selection.to
    }

    /// A new line, as Enter makes it; in a table, the row below.
    pub fn split(&mut self, at: Place) -> Place {
        if let Some((row, column)) = at.cell {
            let rows = match self.blocks.get(at.block) {
                Some(Block::Table(table)) => table.rows.len(),
                _ => 0,
            };
            if row >= rows {
                return self.change_table(at, TableChange::AddRow);
            }
            let cell = Some((row + 1, column));
            let below = Place { cell, ..at };
            return below.with_offset(self.length_at(below));
        }
        let Some(Block::Line(line)) = self.blocks.get_mut(at.block) else {
            return at;
        };
        let blank = line.runs.is_empty();
        let next = match line.style {
            Style::Item { depth, marker } if blank && depth > 0 => {
                line.style = Style::Item {
                    depth: depth - 1,
                    marker,
                };
                self.settle();
                return at;
            }
            Style::Paragraph => Style::Paragraph,
            _ if blank => {
                line.style = Style::Paragraph;
                self.settle();
                return at;
            }
            Style::Code
                if text_of(&line.runs).ends_with('\n') && at.offset >= length(&line.runs) =>
            {
                line.runs = vec![Run::plain(text_of(&line.runs).trim_end_matches('\n'))];
                Style::Paragraph
            }
            Style::Code => return self.insert_runs(at, vec![Run::plain("\n")]),
            Style::Heading(_) if at.offset >= length(&line.runs) => Style::Paragraph,
            Style::Note => Style::Paragraph,
            style => style,
        };
        let (first, rest) = cut(&line.runs, at.offset);
        line.runs = first;
        let line = Line {
            style: next,
            runs: rest,
        };
        self.blocks.insert(at.block + 1, Block::Line(line));
        self.settle();
        Place::start(at.block + 1)
    }

    /// What Backspace does at the start of a line: it loses its shape, or joins the line before.
    /// `None` where nothing is done.
    pub fn join_back(&mut self, at: Place) -> Option<Place> {
        if at.cell.is_some() {
            return None;
        }
        let Some(Block::Line(line)) = self.blocks.get_mut(at.block) else {
            return None;
        };
        match line.style {
            Style::Item { depth, marker } if depth > 0 => {
                line.style = Style::Item {
                    depth: depth - 1,
                    marker,
                };
            }
            Style::Paragraph => return self.join(at.block.checked_sub(1)?),
            _ => line.style = Style::Paragraph,
        }
        self.settle();
        Some(at)
    }

    /// Joins a line with the next; takes away what is no line between them.
    pub fn join(&mut self, block: usize) -> Option<Place> {
        match (self.blocks.get(block)?, self.blocks.get(block + 1)?) {
            (Block::Line(_), Block::Line(next)) => {
                let end = Place::start(block);
                let end = end.with_offset(self.length_at(end));
                let runs = next.runs.clone();
                self.blocks.remove(block + 1);
                self.insert_runs(end, runs);
                self.settle();
                Some(end)
            }
            (Block::Image(_) | Block::Rule, _) => {
                self.blocks.remove(block);
                Some(Place::start(block))
            }
            (Block::Line(_), Block::Image(_) | Block::Rule) => {
                self.blocks.remove(block + 1);
                let end = Place::start(block);
                Some(end.with_offset(self.length_at(end)))
            }
            _ => None,
        }
    }

    /// Takes away what is selected.
    pub fn erase(&mut self, selection: Selection) -> Place {
        let Selection { from, to } = selection;
        for (runs, start, end) in self.selected(selection) {
            let (first, rest) = cut(runs, start);
            let (_, last) = cut(&rest, end - start);
            *runs = first;
            run::extend(runs, last);
        }
        if from.block < to.block {
            self.blocks.drain(from.block + 1..to.block);
            let lines = from.cell.is_none() && to.cell.is_none();
            if lines && let Some(Block::Line(next)) = self.blocks.get(from.block + 1) {
                let runs = next.runs.clone();
                self.blocks.remove(from.block + 1);
                self.insert_runs(from, runs);
            }
        }
        self.settle();
        from
    }

    /// Puts words in at a place; where they end.
    pub fn insert_runs(&mut self, at: Place, new: Vec<Run>) -> Place {
        let end = at.with_offset(at.offset + length(&new));
        if let Some(runs) = self.runs_at_mut(at) {
            let (first, rest) = cut(runs, at.offset);
            *runs = first;
            run::extend(runs, new.into_iter().chain(rest));
        }
        end
    }

    /// Puts a document in at a place; where it ends.
    pub fn insert(&mut self, at: Place, new: Self) -> Place {
        let mut blocks = new.blocks;
        if at.cell.is_some() {
            return self.insert_runs(at, in_one_cell(blocks));
        }
        let alone = blocks.len() == 1;
        let Some(Block::Line(line)) = self.blocks.get_mut(at.block) else {
            return at;
        };
        let (first, rest) = cut(&line.runs, at.offset);
        // What begins as a paragraph goes on with the line into which it is put.
        if let Some(Block::Line(head)) = blocks.first_mut()
            && (head.style == Style::Paragraph || alone && !first.is_empty())
        {
            if alone {
                let runs = std::mem::take(&mut head.runs);
                return self.insert_runs(at, runs);
            }
            if !first.is_empty() {
                head.style = line.style;
                let words = std::mem::take(&mut head.runs);
                head.runs.clone_from(&first);
                run::extend(&mut head.runs, words);
            }
        } else if !first.is_empty() {
            let style = line.style;
            blocks.insert(0, Block::Line(Line { style, runs: first }));
        }
        let style = match line.style {
            Style::Heading(_) => Style::Paragraph,
            style => style,
        };
        let mut end = Place::start(at.block + blocks.len().saturating_sub(1));
        match blocks.last_mut() {
            Some(Block::Line(last)) => {
                end.offset = length(&last.runs);
                run::extend(&mut last.runs, rest);
            }
            _ => {
                blocks.push(Block::Line(Line { style, runs: rest }));
                end = Place::start(end.block + 1);
            }
        }
        self.blocks.splice(at.block..=at.block, blocks);
        self.settle();
        end
    }

    /// Puts the mark of a new footnote in, and the footnote at the end of the document: where its
    /// words begin. A footnote has none of its own.
    pub fn insert_note(&mut self, at: Place) -> Place {
        if self.runs_at(at).is_none() || self.style_at(at) == Some(Style::Note) {
            return at;
        }
        let name = self.free_name();
        self.insert_runs(at, vec![Run::note(name.as_str())]);
        let line = Line {
            style: Style::Note,
            runs: vec![Run::note(name.as_str()), Run::plain(" ")],
        };
        // The empty line at the end, where there is one, stays the last.
        let last = |block: &Block| matches!(block, Block::Line(line) if line.runs.is_empty());
        let end = self.blocks.len() - usize::from(self.blocks.last().is_some_and(last));
        self.blocks.insert(end.max(at.block + 1), Block::Line(line));
        let place = Place::start(end.max(at.block + 1));
        place.with_offset(self.length_at(place))
    }

    /// The lowest number that is the name of no footnote.
    fn free_name(&self) -> String {
        let named = |name: &str, runs: &[Run]| runs.iter().any(|run| run.note && run.text == name);
        let taken = |name: &str| {
            self.blocks.iter().any(|block| match block {
                Block::Line(line) => named(name, &line.runs),
                Block::Table(table) => {
                    let cells = table.head.iter().chain(table.rows.iter().flatten());
                    cells.into_iter().any(|cell| named(name, cell))
                }
                Block::Image(_) | Block::Rule => false,
            })
        };
        let mut number = 1_u32;
        while taken(&number.to_string()) {
            number += 1;
        }
        number.to_string()
    }

    /// Puts an empty table in after a line, or in the place of an empty one; its first cell.
    pub fn insert_table(&mut self, at: Place, columns: usize, rows: usize) -> Place {
        let table = Block::Table(Table {
            columns: vec![Align::Start; columns],
            head: vec![Vec::new(); columns],
            rows: vec![vec![Vec::new(); columns]; rows],
        });
        let blank = self.style_at(at).is_some() && self.length_at(at) == 0;
        let block = if blank { at.block } else { at.block + 1 };
        if blank {
            self.blocks.remove(at.block);
        }
        self.blocks.insert(block.min(self.blocks.len()), table);
        self.settle();
        Place {
            block,
            cell: Some((0, 0)),
            offset: 0,
        }
    }

    /// Changes the table at a place; where one then is.
    pub fn change_table(&mut self, at: Place, change: TableChange) -> Place {
        let (Some((row, column)), Some(Block::Table(table))) =
            (at.cell, self.blocks.get_mut(at.block))
        else {
            return at;
        };
        let width = table.head.len();
        let last = match change {
            TableChange::RemoveRow => table.rows.is_empty(),
            TableChange::RemoveColumn => width <= 1,
            _ => false,
        };
        if last {
            self.blocks.remove(at.block);
            let line = Block::Line(Line::default());
            self.blocks.insert(at.block, line);
            return Place::start(at.block);
        }
        let cell = match change {
            TableChange::AddRow => {
                let at = row.min(table.rows.len());
                table.rows.insert(at, vec![Vec::new(); width]);
                (row + 1, column)
            }
            TableChange::AddColumn => {
                let at = (column + 1).min(width);
                table
                    .columns
                    .insert(at.min(table.columns.len()), Align::Start);
                for cells in std::iter::once(&mut table.head).chain(&mut table.rows) {
                    cells.insert(at.min(cells.len()), Vec::new());
                }
                (row, column + 1)
            }
            TableChange::RemoveRow => {
                let gone = table
                    .rows
                    .remove(row.saturating_sub(1).min(table.rows.len() - 1));
                if row == 0 {
                    table.head = gone;
                }
                (row.min(table.rows.len()), column)
            }
            TableChange::RemoveColumn => {
                if column < table.columns.len() {
                    table.columns.remove(column);
                }
                for cells in std::iter::once(&mut table.head).chain(&mut table.rows) {
                    if column < cells.len() {
                        cells.remove(column);
                    }
                }
                (row, column.min(width - 2))
            }
        };
        let place = Place {
            cell: Some(cell),
            ..at
        };
        place.with_offset(self.length_at(place))
    }

    /// What a space typed at a place makes of a paragraph that begins with marks, as `- ` begins a
    /// list. `None` where it makes nothing.
    pub fn typed_space(&mut self, at: Place) -> Option<Place> {
        let Some(Block::Line(line)) = self.blocks.get_mut(at.block) else {
            return None;
        };
        let (first, rest) = cut(&line.runs, at.offset);
        if line.style != Style::Paragraph || at.offset == 0 {
            return None;
        }
        line.style = Shape::typed(&text_of(&first))?;
        line.runs = rest;
        self.settle();
        Some(Place::start(at.block))
    }
}

impl Table {
    fn row(&self, row: usize) -> Option<&Vec<Vec<Run>>> {
        match row.checked_sub(1) {
            None => Some(&self.head),
            Some(row) => self.rows.get(row),
        }
    }

    fn row_mut(&mut self, row: usize) -> Option<&mut Vec<Vec<Run>>> {
        match row.checked_sub(1) {
            None => Some(&mut self.head),
            Some(row) => self.rows.get_mut(row),
        }
    }
}

fn length(runs: &[Run]) -> usize {
    runs.iter().map(|run| run.text.chars().count()).sum()
}

/// The runs before and after so many characters.
fn cut(runs: &[Run], offset: usize) -> (Vec<Run>, Vec<Run>) {
    let (mut first, mut rest) = (Vec::new(), Vec::new());
    let mut start = 0;
    for run in runs {
        let count = run.text.chars().count();
        let at = offset.saturating_sub(start).min(count);
        let byte = run.text.char_indices().nth(at).map(|(byte, _)| byte);
        let (before, after) = run.text.split_at(byte.unwrap_or(run.text.len()));
        for (half, text) in [(&mut first, before), (&mut rest, after)] {
            if !text.is_empty() {
                half.push(run.with_text(text));
            }
        }
        start += count;
    }
    (first, rest)
}

/// Changes the dress of the characters from one offset to another.
fn between(runs: &mut Vec<Run>, from: usize, to: usize, mut change: impl FnMut(&mut Run)) {
    let (first, rest) = cut(runs, from);
    let (mut middle, last) = cut(&rest, to.saturating_sub(from));
    middle.iter_mut().for_each(&mut change);
    runs.clear();
    run::extend(runs, first.into_iter().chain(middle).chain(last));
}

/// The words of blocks as lines of one cell.
fn in_one_cell(blocks: Vec<Block>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut add = |words: Vec<Run>| {
        if !runs.is_empty() {
            run::push(&mut runs, Run::plain("\n"));
        }
        run::extend(&mut runs, words);
    };
    for block in blocks {
        match block {
            Block::Line(line) => add(line.runs),
            Block::Table(table) => {
                for row in std::iter::once(table.head).chain(table.rows) {
                    let words = row.iter().map(|cell| text_of(cell)).collect::<Vec<_>>();
                    add(vec![Run::plain(words.join(" "))]);
                }
            }
            Block::Image(image) => add(vec![Run::plain(image.alt)]),
            Block::Rule => {}
        }
    }
    runs
}

//! Long text: what either side changed paragraph by paragraph, and how much in words.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::Range;

use imara_diff::{Algorithm, Diff, Hunk, Token};

use super::change::{Choice, Side};

/// Two copies of a long text side by side, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraphs {
    /// The text in pieces of one or more whole paragraphs.
    pub pieces: Vec<Piece>,
    /// What our copy did to the ancestor; without one, what ours has and theirs has not.
    pub mine: WordCount,
    /// What their copy did to the ancestor; without one, what theirs has and ours has not.
    pub theirs: WordCount,
}

/// One or more paragraphs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Who changed it; none when it is the same everywhere.
    pub side: Option<Side>,
    /// The key under which it is decided, where both changed it. That counts when of the whole
    /// text [`Choice::Both`] is taken, and is [`Choice::Both`] when nothing is decided.
    pub key: Option<String>,
    /// As it is in the common ancestor; empty when there is none.
    pub base: String,
    /// As it is in our copy; empty when it is not there.
    pub mine: String,
    /// As it is in their copy; empty when it is not there.
    pub theirs: String,
    /// Where both changed it: what stands there when both are taken; else empty.
    pub both: String,
    /// Which paragraphs of our copy it is, the first being 1; an empty range before the paragraph
    /// that follows where ours has nothing.
    pub at: Range<usize>,
}

impl Piece {
    /// Where it stands in our copy, such as `paragraph 3`.
    #[must_use]
    pub fn place(&self) -> String {
        let Range { start, end } = self.at;
        match (end.saturating_sub(start), start) {
            (0, ..=1) => t!("before paragraph 1").to_owned(),
            (0, _) => t!("after paragraph {}", start - 1),
            (1, _) => t!("paragraph {start}"),
            _ => t!("paragraphs {start} to {}", end - 1),
        }
    }
}

/// How much a text changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WordCount {
    /// Words that came in.
    pub added: usize,
    /// Words that went out.
    pub removed: usize,
}

impl fmt::Display for WordCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.added, self.removed) {
            (0, 0) => f.write_str(t!("white space")),
            (1, 0) => f.write_str(t!("1 word added")),
            (added, 0) => f.write_str(&t!("{added} words added")),
            (0, 1) => f.write_str(t!("1 word removed")),
            (0, removed) => f.write_str(&t!("{removed} words removed")),
            (1, removed) => f.write_str(&t!("1 word added, {removed} removed")),
            (added, removed) => f.write_str(&t!("{added} words added, {removed} removed")),
        }
    }
}

impl Paragraphs {
    /// Whether there are paragraphs that both changed in different ways.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.pieces.iter().any(|piece| piece.key.is_some())
    }
}

/// A paragraph and the white space behind it.
#[derive(Clone, Copy)]
struct Paragraph<'a> {
    text: &'a str,
    gap: &'a str,
    last: bool,
}

/// The paragraphs of a text, which blank lines set apart.
fn paragraphs(text: &str) -> Vec<Paragraph<'_>> {
    let mut spans: Vec<(usize, usize)> = Vec::new();
    let (mut at, mut after_blank) = (0, true);
    for line in text.split_inclusive('\n') {
        let blank = line.trim().is_empty();
        let written = at + line.trim_end().len();
        match spans.last_mut() {
            _ if blank => {}
            Some((_, end)) if !after_blank => *end = written,
            _ => spans.push((at, written)),
        }
        after_blank = blank;
        at += line.len();
    }
    let next = spans.iter().skip(1).map(|(start, _)| *start);
    let ends = next.chain([text.len()]);
    let count = spans.len();
    (spans.iter().zip(ends).enumerate())
        .filter_map(|(place, (&(start, end), next))| {
            Some(Paragraph {
                text: text.get(start..end)?,
                gap: text.get(end..next)?,
                last: place + 1 == count,
            })
        })
        .collect()
}

/// Numbers for words, the same for the same word.
#[derive(Default)]
struct Numbered<'a>(BTreeMap<&'a str, u32>);

impl<'a> Numbered<'a> {
    fn of(&mut self, words: impl Iterator<Item = &'a str>) -> Vec<Token> {
        words
            .map(|word| {
                let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
                Token(*self.0.entry(word).or_insert(next))
            })
            .collect()
    }

    fn count(&self) -> u32 {
        u32::try_from(self.0.len()).unwrap_or(u32::MAX)
    }
}

/// How many words came in and went out on the way from one text to the other.
pub(super) fn counted(from: &str, to: &str) -> WordCount {
    let mut numbers = Numbered::default();
    let before = numbers.of(from.split_whitespace());
    let after = numbers.of(to.split_whitespace());
    let mut diff = Diff::default();
    diff.compute_with(Algorithm::Myers, &before, &after, numbers.count());
    WordCount {
        added: diff.count_additions() as usize,
        removed: diff.count_removals() as usize,
    }
}

/// Where two texts differ, in numbers of paragraphs.
fn hunks(from: &[Paragraph], to: &[Paragraph]) -> Vec<Hunk> {
    let mut numbers = Numbered::default();
    let before = numbers.of(from.iter().map(|paragraph| paragraph.text));
    let after = numbers.of(to.iter().map(|paragraph| paragraph.text));
    let mut diff = Diff::default();
    diff.compute_with(Algorithm::Myers, &before, &after, numbers.count());
    diff.hunks().collect()
}

/// A stretch of all three texts.
struct Stretch<'t, 'a> {
    side: Option<Side>,
    base: &'t [Paragraph<'a>],
    mine: &'t [Paragraph<'a>],
    theirs: &'t [Paragraph<'a>],
}

impl<'t, 'a> Stretch<'t, 'a> {
    /// What both touched, paragraph by paragraph where all have as many, with who changed which.
    fn one_by_one(self) -> Vec<Self> {
        if self.side != Some(Side::Both) {
            return vec![self];
        }
        let count = self.base.len();
        let size = if count == self.mine.len() && count == self.theirs.len() {
            1
        } else {
            // All of it at once.
            count.max(self.mine.len()).max(self.theirs.len())
        };
        let count = count.max(self.mine.len()).max(self.theirs.len());
        let part = |all: &'t [Paragraph<'a>], from: usize| {
            all.get(from..all.len().min(from + size))
                .unwrap_or_default()
        };
        (0..count)
            .step_by(size.max(1))
            .map(|from| {
                let (base, mine, theirs) = (
                    part(self.base, from),
                    part(self.mine, from),
                    part(self.theirs, from),
                );
                let side = match (same(base, mine), same(base, theirs)) {
                    (true, true) => None,
                    (true, false) => Some(Side::Theirs),
                    (false, true) => Some(Side::Mine),
                    (false, false) if same(mine, theirs) => Some(Side::Same),
                    (false, false) => Some(Side::Both),
                };
                Self {
                    side,
                    base,
                    mine,
                    theirs,
                }
            })
            .collect()
    }

    /// Both, theirs after ours; a paragraph of the ancestor only where neither changed it.
    fn both(&self) -> Vec<Paragraph<'a>> {
        let texts = |all: &[Paragraph<'a>]| -> BTreeSet<&'a str> {
            all.iter().map(|paragraph| paragraph.text).collect()
        };
        let (base, theirs) = (texts(self.base), texts(self.theirs));
        let ours =
            (self.mine.iter()).filter(|one| !base.contains(one.text) || theirs.contains(one.text));
        let others = self.theirs.iter().filter(|one| !base.contains(one.text));
        ours.chain(others).copied().collect()
    }
}

fn part<'t, 'a>(all: &'t [Paragraph<'a>], range: Range<u32>) -> &'t [Paragraph<'a>] {
    all.get(range.start as usize..range.end as usize)
        .unwrap_or_default()
}

fn same(one: &[Paragraph], other: &[Paragraph]) -> bool {
    one.len() == other.len() && (one.iter().zip(other)).all(|(one, other)| one.text == other.text)
}

/// The stretches of two copies of an ancestor.
fn three_way<'t, 'a>(
    base: &'t [Paragraph<'a>],
    mine: &'t [Paragraph<'a>],
    theirs: &'t [Paragraph<'a>],
) -> Vec<Stretch<'t, 'a>> {
    let (ours, others) = (hunks(base, mine), hunks(base, theirs));
    let (mut ours, mut others) = (ours.into_iter().peekable(), others.into_iter().peekable());
    let mut stretches = Vec::new();
    // How far each text is read.
    let (mut at, mut at_mine, mut at_theirs) = (0_u32, 0_u32, 0_u32);
    let key = |hunk: &Hunk| (hunk.before.start, hunk.before.end);
    loop {
        let first = match (ours.peek(), others.peek()) {
            (Some(one), Some(other)) => key(one).min(key(other)),
            (Some(one), None) | (None, Some(one)) => key(one),
            (None, None) => break,
        };
        let (start, mut end) = first;
        let shared = start - at;
        stretches.push(Stretch {
            side: None,
            base: part(base, at..start),
            mine: part(mine, at_mine..at_mine + shared),
            theirs: part(theirs, at_theirs..at_theirs + shared),
        });
        at_mine += shared;
        at_theirs += shared;
        // Takes in what overlaps, of both sides in turn. `grown` is by how much a side is longer
        // than the ancestor.
        let (mut grown, mut touched) = ([0_i64; 2], [false; 2]);
        loop {
            let mut more = false;
            for (side, hunks) in [&mut ours, &mut others].into_iter().enumerate() {
                let overlaps = |hunk: &Hunk| {
                    let (from, to) = key(hunk);
                    // Two that put in at the same place overlap too.
                    from < end || (from, to) == (start, end)
                };
                if let Some(hunk) = hunks.next_if(|hunk| overlaps(hunk)) {
                    end = end.max(hunk.before.end);
                    let longer = i64::from(hunk.after.end)
                        - i64::from(hunk.after.start)
                        - (i64::from(hunk.before.end) - i64::from(hunk.before.start));
                    if let (Some(grown), Some(touched)) =
                        (grown.get_mut(side), touched.get_mut(side))
                    {
                        *grown += longer;
                        *touched = true;
                    }
                    more = true;
                }
            }
            if !more {
                break;
            }
        }
        let length = |grown: i64| u32::try_from(i64::from(end - start) + grown).unwrap_or_default();
        let [mine_grown, theirs_grown] = grown;
        let (mine_end, theirs_end) = (
            at_mine + length(mine_grown),
            at_theirs + length(theirs_grown),
        );
        let stretch = Stretch {
            side: match touched {
                [true, false] => Some(Side::Mine),
                [false, true] => Some(Side::Theirs),
                _ => Some(Side::Both),
            },
            base: part(base, start..end),
            mine: part(mine, at_mine..mine_end),
            theirs: part(theirs, at_theirs..theirs_end),
        };
        stretches.extend(stretch.one_by_one());
        (at, at_mine, at_theirs) = (end, mine_end, theirs_end);
    }
    stretches.push(Stretch {
        side: None,
        base: base.get(at as usize..).unwrap_or_default(),
        mine: mine.get(at_mine as usize..).unwrap_or_default(),
        theirs: theirs.get(at_theirs as usize..).unwrap_or_default(),
    });
    stretches
}

/// The stretches of two copies without an ancestor.
fn two_way<'t, 'a>(mine: &'t [Paragraph<'a>], theirs: &'t [Paragraph<'a>]) -> Vec<Stretch<'t, 'a>> {
    let mut stretches = Vec::new();
    let (mut at_mine, mut at_theirs) = (0, 0);
    for hunk in hunks(mine, theirs) {
        stretches.push(Stretch {
            side: None,
            base: &[],
            mine: part(mine, at_mine..hunk.before.start),
            theirs: part(theirs, at_theirs..hunk.after.start),
        });
        stretches.push(Stretch {
            side: Some(match (hunk.before.is_empty(), hunk.after.is_empty()) {
                (true, _) => Side::Theirs,
                (_, true) => Side::Mine,
                _ => Side::Both,
            }),
            base: &[],
            mine: part(mine, hunk.before.clone()),
            theirs: part(theirs, hunk.after.clone()),
        });
        (at_mine, at_theirs) = (hunk.before.end, hunk.after.end);
    }
    stretches.push(Stretch {
        side: None,
        base: &[],
        mine: mine.get(at_mine as usize..).unwrap_or_default(),
        theirs: theirs.get(at_theirs as usize..).unwrap_or_default(),
    });
    stretches
}

/// Lays two copies of a text over each other: the paragraphs side by side, and the text that has
/// what either side changed. Paragraphs that both changed are as `decided` says of their key, or
/// both, theirs after ours.
pub(super) fn merged(
    base: Option<&str>,
    mine: &str,
    theirs: &str,
    key: &str,
    decided: impl Fn(&str) -> Option<Choice>,
) -> (Paragraphs, String) {
    let (ours, others) = (paragraphs(mine), paragraphs(theirs));
    let ancestor = base.map(paragraphs);
    let stretches = match &ancestor {
        Some(base) => three_way(base, &ours, &others),
        None => two_way(&ours, &others),
    };
    let mut pieces = Vec::new();
    let mut taken: Vec<Paragraph> = Vec::new();
    let (mut open, mut at) = (0, 1);
    for stretch in stretches {
        let piece_key = (stretch.side == Some(Side::Both)).then(|| {
            open += 1;
            format!("{key}#{open}")
        });
        match stretch.side {
            None | Some(Side::Mine | Side::Same) => taken.extend(stretch.mine),
            Some(Side::Theirs) => taken.extend(stretch.theirs),
            Some(Side::Both) => {
                let choice = piece_key.as_deref().and_then(&decided);
                match choice.unwrap_or(Choice::Both) {
                    Choice::Mine => taken.extend(stretch.mine),
                    Choice::Theirs => taken.extend(stretch.theirs),
                    Choice::Both => taken.extend(stretch.both()),
                }
            }
        }
        let from = at;
        at += stretch.mine.len();
        if stretch.side.is_some() || !stretch.mine.is_empty() {
            let both = (piece_key.as_ref()).map_or_else(String::new, |_| joined(&stretch.both()));
            pieces.push(Piece {
                side: stretch.side,
                both,
                at: from..at,
                key: piece_key,
                base: joined(stretch.base),
                mine: joined(stretch.mine),
                theirs: joined(stretch.theirs),
            });
        }
    }
    let paragraphs = Paragraphs {
        pieces,
        mine: counted(base.unwrap_or(theirs), mine),
        theirs: counted(base.unwrap_or(mine), theirs),
    };
    (paragraphs, joined(&taken))
}

/// Paragraphs as one text.
fn joined(paragraphs: &[Paragraph]) -> String {
    let mut text = String::new();
    for (at, paragraph) in paragraphs.iter().enumerate() {
        text.push_str(paragraph.text);
        let last_here = at + 1 == paragraphs.len();
        text.push_str(match (last_here, paragraph.last) {
            (true, true) | (false, false) => paragraph.gap,
            (true, false) => "",
            (false, true) => "\n\n",
        });
    }
    text
}

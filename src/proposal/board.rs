//! Pictures beside and below each other: a board whose rows fill the width, each as high as its
//! pictures are together, so that nothing is cut off and nothing is left over.

use crate::model::{Figure, Picture};

use super::paper::Sheet;

/// Space between pictures, in millimetres.
const GAP: f64 = 3.5;
/// How high a row of several pictures should be, as a share of the height of text on its sheet.
const ROW: f64 = 0.27;
/// How high a picture may be, as a share of that height.
const HIGHEST: f64 = 0.5;

/// Pictures in rows; cut between rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Board {
    /// From top to bottom, none without a picture.
    pub rows: Vec<Vec<Frame>>,
}

/// A picture on a board.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    /// The picture.
    pub picture: Picture,
    /// What is to be seen on it.
    pub description: String,
    /// What stands under it.
    pub caption: String,
    /// From left to right, in millimetres.
    pub width: f64,
    /// From top to bottom, in millimetres.
    pub height: f64,
}

impl Board {
    /// A board of these pictures on a sheet, of so much of the width of its text; none without a
    /// picture. Rows are broken where their heights stray least from one another, weighed by the
    /// square; a large picture stands alone.
    #[must_use]
    pub fn of(figures: &[&Figure], sheet: Sheet, width: f64) -> Option<Self> {
        let (row, highest) = (ROW * sheet.text_height(), HIGHEST * sheet.text_height());
        let mut rows = Vec::new();
        let together = |one: &&Figure, next: &&Figure| !one.large && !next.large;
        for run in figures.chunk_by(together) {
            let mut rest = run;
            for count in breaks(run, width, row) {
                let (these, others) = rest.split_at(count.min(rest.len()));
                rest = others;
                rows.push(frames(these, width, highest));
            }
        }
        (!rows.is_empty()).then_some(Self { rows })
    }
}

/// The height of a row that fills the width.
fn height(figures: &[&Figure], width: f64) -> f64 {
    let gaps = f64::from(u32::try_from(figures.len().saturating_sub(1)).unwrap_or(0)) * GAP;
    let aspects: f64 = figures.iter().map(|f| f.picture.aspect()).sum();
    (width - gaps).max(1.0) / aspects.max(0.01)
}

/// How many pictures stand in each row.
fn breaks(figures: &[&Figure], width: f64, wanted: f64) -> Vec<usize> {
    /// More do not fit beside each other.
    const MOST: usize = 6;
    // The least that the first so many cost, and how many stand in the last of their rows.
    let mut best = vec![(0.0_f64, 0_usize)];
    for end in 1..=figures.len() {
        let ways = (1..=end.min(MOST)).filter_map(|count| {
            let row = figures.get(end - count..end)?;
            let stray = (height(row, width) / wanted).ln();
            let (before, _) = best.get(end - count)?;
            Some((before + stray * stray, count))
        });
        let least = ways.min_by(|one, other| one.0.total_cmp(&other.0));
        best.push(least.unwrap_or((0.0, 1)));
    }
    let mut counts = Vec::new();
    let mut end = figures.len();
    while let Some((_, count)) = best.get(end).filter(|_| end > 0) {
        counts.push((*count).max(1));
        end = end.saturating_sub((*count).max(1));
    }
    counts.reverse();
    counts
}

fn frames(figures: &[&Figure], width: f64, highest: f64) -> Vec<Frame> {
    let height = height(figures, width).min(highest);
    (figures.iter())
        .map(|figure| Frame {
            picture: figure.picture,
            description: figure.description.trim().to_owned(),
            caption: figure.caption.trim().to_owned(),
            width: height * figure.picture.aspect(),
            height,
        })
        .collect()
}

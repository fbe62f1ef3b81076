//! Laying blocks on sheets: what must hold for every proposal, and the rules one by one.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "support/cases.rs"]
mod cases;

use cases::cases;
use pitchwright::proposal::layout::{
    Atom, Capacity, Fragment, Laid, Measured, Start, band_takes, page_of, paginate,
};
use pitchwright::proposal::reuse::kept;
use proptest::prelude::*;

const SHEET: i32 = 1000;
const WIDE: i32 = 700;
const RULE: i32 = 20;
const CAPACITY: Capacity = Capacity {
    upright: SHEET,
    landscape: WIDE,
    rule: RULE,
};

fn lines(heights: &[i32]) -> Measured {
    let count = heights.len();
    Measured {
        atoms: heights
            .iter()
            .enumerate()
            .map(|(at, height)| Atom {
                height: *height,
                // Two lines at least stand together on either sheet.
                break_before: at >= 2 && count - at >= 2,
            })
            .collect(),
        ..Measured::default()
    }
}

fn rows(count: usize, height: i32) -> Measured {
    Measured {
        head: 50,
        continued_head: 80,
        unfinished_foot: 30,
        atoms: vec![
            Atom {
                height,
                break_before: true
            };
            count
        ],
        ..Measured::default()
    }
}

fn heading(height: i32) -> Measured {
    Measured {
        keep_with_next: true,
        before: 20,
        ..lines(&[height])
    }
}

/// A footnote of these lines.
fn note(heights: &[i32]) -> Measured {
    let mut note = lines(heights);
    note.atoms
        .iter_mut()
        .for_each(|atom| atom.break_before = true);
    Measured {
        before: 5,
        is_note: true,
        ..note
    }
}

fn marked(marks: &[(usize, usize)], block: Measured) -> Measured {
    Measured {
        marks: marks.to_vec(),
        ..block
    }
}

fn used(sheet: &Laid) -> i32 {
    let notes: i32 = sheet.notes.iter().map(Fragment::takes).sum();
    sheet.bands().map(band_takes).sum::<i32>() + notes
}

fn in_columns(columns: u8, block: Measured) -> Measured {
    Measured { columns, ..block }
}

/// What stands in each column of each band of a sheet.
fn columns(sheet: &Laid) -> Vec<Vec<Vec<(usize, usize, usize)>>> {
    let column = |column: &[Fragment]| {
        let parts = column.iter().map(|f| (f.block, f.atoms.start, f.atoms.end));
        parts.collect()
    };
    let band = |band: &[Fragment]| {
        let columns = band.chunk_by(|above, next| above.column == next.column);
        columns.map(column).collect()
    };
    sheet.bands().map(band).collect()
}

/// The footnotes at the foot of each sheet, with the lines of them.
fn feet(sheets: &[Laid]) -> Vec<Vec<(usize, usize, usize)>> {
    let part = |f: &Fragment| (f.block, f.atoms.start, f.atoms.end);
    let feet = sheets
        .iter()
        .map(|sheet| sheet.notes.iter().map(part).collect());
    feet.collect()
}

fn shape(sheets: &[Laid]) -> Vec<Vec<(usize, usize, usize)>> {
    sheets
        .iter()
        .map(|sheet| {
            sheet
                .fragments
                .iter()
                .map(|f| (f.block, f.atoms.start, f.atoms.end))
                .collect()
        })
        .collect()
}

#[test]
fn a_heading_goes_with_what_it_heads() {
    let blocks = [lines(&[900]), heading(40), lines(&[60, 60, 60, 60])];
    let sheets = paginate(&blocks, CAPACITY);
    assert_eq!(
        shape(&sheets),
        [vec![(0, 0, 1)], vec![(1, 0, 1), (2, 0, 4)]]
    );
    assert_eq!(page_of(&sheets, 1), Some(2));
}

#[test]
fn a_heading_stays_when_two_lines_fit_under_it() {
    let blocks = [lines(&[800]), heading(40), lines(&[60, 60, 60, 60])];
    let sheets = paginate(&blocks, CAPACITY);
    assert_eq!(
        shape(&sheets),
        [vec![(0, 0, 1), (1, 0, 1), (2, 0, 2)], vec![(2, 2, 4)]]
    );
}

#[test]
fn a_paragraph_of_three_lines_is_not_cut() {
    let blocks = [lines(&[900]), lines(&[40, 40, 40])];
    let sheets = paginate(&blocks, CAPACITY);
    assert_eq!(shape(&sheets), [vec![(0, 0, 1)], vec![(1, 0, 3)]]);
}

#[test]
fn a_table_makes_room_for_its_head_and_the_sum_carried_forward() {
    let sheets = paginate(&[rows(41, 45)], CAPACITY);
    // 50 + 20 × 45 + 30 = 980; then 80 + 19 × 45 + 30 = 965; the rest has two rows.
    assert_eq!(
        shape(&sheets),
        [vec![(0, 0, 20)], vec![(0, 20, 39)], vec![(0, 39, 41)]]
    );
    assert!(sheets[0].fragments[0].height == 980 && !sheets[0].fragments[0].complete);
    assert!(sheets[2].fragments[0].complete && sheets[2].fragments[0].continued());
}

#[test]
fn a_section_begins_low_on_a_sheet_only_where_two_fifths_are_left() {
    let section = || Measured {
        start: Start::Section,
        ..heading(40)
    };
    let low = [lines(&[700]), section(), lines(&[60])];
    assert_eq!(paginate(&low, CAPACITY).len(), 2);
    let high = [lines(&[500]), section(), lines(&[60])];
    assert_eq!(paginate(&high, CAPACITY).len(), 1);
}

#[test]
fn landscape_blocks_stand_on_landscape_sheets() {
    let wide = Measured {
        landscape: true,
        ..lines(&[300])
    };
    let sheets = paginate(&[lines(&[10]), wide, lines(&[10])], CAPACITY);
    let turned: Vec<bool> = sheets.iter().map(|sheet| sheet.landscape).collect();
    assert_eq!(turned, [false, true, false]);
}

#[test]
fn what_is_taller_than_a_sheet_is_shrunk_to_it() {
    let sheets = paginate(&[lines(&[20]), lines(&[1500]), lines(&[20])], CAPACITY);
    let shrunk = &sheets[1].fragments[0];
    assert_eq!((shrunk.height, shrunk.shrunk_to), (1500, Some(SHEET)));
}

#[test]
fn a_footnote_stands_under_its_mark_and_a_line_makes_room_for_it() {
    // The fourth line would fit, but not with its footnote: two lines go over with it.
    let text = marked(&[(3, 0)], lines(&[100, 100, 100, 100, 100, 100]));
    let blocks = [note(&[50, 50]), lines(&[550]), text];
    let sheets = paginate(&blocks, CAPACITY);
    assert_eq!(
        shape(&sheets),
        [vec![(1, 0, 1), (2, 0, 3)], vec![(2, 3, 6)]]
    );
    assert_eq!(feet(&sheets), [vec![], vec![(0, 0, 2)]]);
    assert_eq!(page_of(&sheets, 0), Some(2));
    assert_eq!(sheets[1].notes[0].gap, RULE);
}

#[test]
fn a_table_carries_each_footnote_to_the_sheet_of_its_mark() {
    // Two rows have the same footnote: it stands on each of their sheets, and once on each.
    let table = marked(&[(1, 0), (2, 1), (19, 0), (20, 0)], rows(24, 45));
    let sheets = paginate(&[note(&[30]), note(&[30]), table], CAPACITY);
    assert_eq!(shape(&sheets), [vec![(2, 0, 18)], vec![(2, 18, 24)]]);
    assert_eq!(feet(&sheets), [vec![(0, 0, 1), (1, 0, 1)], vec![(0, 0, 1)]]);
}

#[test]
fn a_footnote_that_no_sheet_holds_goes_on_at_the_foot_of_the_next() {
    let blocks = [
        note(&[100; 14]),
        marked(&[(0, 0)], lines(&[100])),
        lines(&[100, 100, 100, 100, 100, 100]),
    ];
    let sheets = paginate(&blocks, CAPACITY);
    // 100 of text, the rule, eight lines; then six lines and what is left for the text.
    assert_eq!(
        feet(&sheets),
        [vec![(0, 0, 8)], vec![(0, 8, 13)], vec![(0, 13, 14)]]
    );
    assert_eq!(
        shape(&sheets),
        [vec![(1, 0, 1)], vec![(2, 0, 4)], vec![(2, 4, 6)]]
    );
}

#[test]
fn what_ends_the_columns_is_balanced() {
    let text = || in_columns(2, lines(&[50; 6]));
    let sheets = paginate(&[heading(40), text(), text(), rows(2, 45)], CAPACITY);
    assert_eq!(
        columns(&sheets[0]),
        [
            vec![vec![(0, 0, 1)]],
            vec![vec![(1, 0, 6)], vec![(2, 0, 6)]],
            vec![vec![(3, 0, 2)]],
        ]
    );
    // Three columns share twelve lines: four each, since two lines stand together.
    let text = |count| in_columns(3, lines(&vec![50; count]));
    let sheets = paginate(&[text(12)], CAPACITY);
    assert_eq!(
        columns(&sheets[0]),
        [[vec![(0, 0, 4)], vec![(0, 4, 8)], vec![(0, 8, 12)]]]
    );
    assert_eq!(used(&sheets[0]), 200);
}

#[test]
fn columns_fill_their_sheet_before_the_next() {
    let sheets = paginate(&[lines(&[100]), in_columns(2, lines(&[100; 24]))], CAPACITY);
    assert_eq!(columns(&sheets[0])[1], [vec![(1, 0, 9)], vec![(1, 9, 18)]]);
    assert_eq!(
        columns(&sheets[1]),
        [[vec![(1, 18, 21)], vec![(1, 21, 24)]]]
    );
}

#[test]
fn a_heading_goes_to_the_next_column_with_its_text() {
    let text = |count| in_columns(2, lines(&vec![100; count]));
    let blocks = [text(9), in_columns(2, heading(60)), text(4), text(30)];
    let sheets = paginate(&blocks, CAPACITY);
    assert_eq!(
        columns(&sheets[0])[0],
        [vec![(0, 0, 9)], vec![(1, 0, 1), (2, 0, 4), (3, 0, 5)]]
    );
}

#[test]
fn all_columns_make_room_for_a_footnote() {
    let text = marked(&[(12, 1)], in_columns(2, lines(&[100; 20])));
    let sheets = paginate(&[text, note(&[80])], CAPACITY);
    // Rule and note take 100: nine lines a column.
    assert_eq!(columns(&sheets[0]), [[vec![(0, 0, 9)], vec![(0, 9, 18)]]]);
    assert_eq!(feet(&sheets), [vec![(1, 0, 1)], vec![]]);
}

#[test]
fn what_kept_its_place_is_found_wherever_something_was_put_in_taken_out_or_moved() {
    let found = |old: &str, new: &str| {
        let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
        kept(old.len(), new.len(), |before, now| old[before] == new[now])
    };
    assert_eq!(found("abc", "abxc"), [Some(0), Some(1), None, Some(2)]);
    assert_eq!(found("abc", "ac"), [Some(0), Some(2)]);
    assert_eq!(found("abc", "cab"), [Some(2), Some(0), Some(1)]);
    assert_eq!(found("aa", "aaa"), [Some(0), Some(1), None]);
}

fn any_block() -> impl Strategy<Value = Measured> {
    let atoms = prop::collection::vec((1..=320_i32, any::<bool>()), 1..30);
    let flags = (0..10_u8, any::<bool>(), any::<bool>());
    (atoms, flags, 0..60_i32, 0..50_i32).prop_map(|(atoms, (start, wide, keep), before, extra)| {
        let keep = keep && !wide;
        let atoms: Vec<Atom> = atoms
            .into_iter()
            .map(|(height, break_before)| Atom {
                height,
                break_before,
            })
            .collect();
        if keep && start < 8 {
            return Measured {
                keep_with_next: true,
                before,
                atoms: vec![Atom {
                    height: 30,
                    break_before: false,
                }],
                ..Measured::default()
            };
        }
        Measured {
            start: match start {
                0 => Start::Sheet,
                1 | 2 => Start::Section,
                _ => Start::Flow,
            },
            landscape: wide && start == 9,
            before,
            keep_with_next: false,
            head: extra,
            continued_head: extra * 2,
            unfinished_foot: extra / 2,
            atoms,
            ..Measured::default()
        }
    })
}

fn notes_on(sheet: &Laid) -> usize {
    sheet.notes.len()
}

/// Texts and headings in columns, with what is as wide as the sheet between them.
fn any_columns() -> impl Strategy<Value = Vec<Measured>> {
    let text = prop::collection::vec(20..60_i32, 1..30);
    let block = (text, 0..10_u8, 0..40_i32);
    let section = (1..4_u8, any::<bool>(), prop::collection::vec(block, 1..8));
    prop::collection::vec(section, 1..5).prop_map(|sections| {
        let mut all = Vec::new();
        for (columns, landscape, blocks) in sections {
            let count = blocks.len();
            for (at, (heights, kind, before)) in blocks.into_iter().enumerate() {
                let start = if at == 0 { Start::Section } else { Start::Flow };
                // A heading heads what stands in columns with it.
                let block = match kind {
                    0 | 1 if at + 1 < count && at > 0 => heading(40),
                    2 if at > 0 => rows(3, 40),
                    _ => lines(&heights),
                };
                let wide = at == 0 || (kind == 2 && !block.keep_with_next);
                let block = Measured {
                    start,
                    landscape,
                    before,
                    columns: if wide { 1 } else { columns },
                    ..block
                };
                all.push(block);
            }
        }
        // What heads something wide is as wide.
        for at in (0..all.len().saturating_sub(1)).rev() {
            if all[at].keep_with_next && all[at + 1].columns <= 1 {
                all[at].columns = 1;
            }
        }
        all
    })
}

/// The blocks after these footnotes, with marks of them in the blocks and atoms that are named.
fn with_notes(blocks: Vec<Measured>, notes: &[Vec<i32>], at: &[(usize, usize)]) -> Vec<Measured> {
    let mut all: Vec<Measured> = notes.iter().map(|heights| note(heights)).collect();
    let first = all.len();
    all.extend(blocks);
    let count = all.len() - first;
    for (index, (block, atom)) in at.iter().enumerate() {
        let block = &mut all[first + block % count];
        let atom = atom % block.atoms.len();
        // At most three notes a line, so that a sheet holds them.
        if block
            .marks
            .iter()
            .filter(|(other, _)| *other == atom)
            .count()
            < 3
        {
            block.marks.push((atom, index % first));
            block.marks.sort_by_key(|(atom, _)| *atom);
        }
    }
    all
}

proptest! {
    #![proptest_config(cases(2000))]

    #[test]
    fn every_atom_is_there_once_and_in_order(blocks in prop::collection::vec(any_block(), 0..25)) {
        let sheets = paginate(&blocks, CAPACITY);
        let laid: Vec<(usize, usize)> = sheets.iter()
            .flat_map(|sheet| &sheet.fragments)
            .flat_map(|f| f.atoms.clone().map(|atom| (f.block, atom)))
            .collect();
        let written: Vec<(usize, usize)> = blocks.iter().enumerate()
            .flat_map(|(block, measured)| (0..measured.atoms.len()).map(move |atom| (block, atom)))
            .collect();
        prop_assert_eq!(laid, written);
    }

    #[test]
    fn columns_keep_order_hold_together_and_are_never_overfull(
        blocks in any_columns(),
        notes in prop::collection::vec(prop::collection::vec(1..30_i32, 1..3), 1..6),
        at in prop::collection::vec((0..30_usize, 0..30_usize), 0..8),
    ) {
        let all = with_notes(blocks, &notes, &at);
        let sheets = paginate(&all, CAPACITY);
        let texts = sheets.iter().flat_map(|sheet| &sheet.fragments);
        let laid: Vec<_> = texts.flat_map(|f| f.atoms.clone().map(|atom| (f.block, atom))).collect();
        let flow = all.iter().enumerate().filter(|(_, block)| !block.is_note);
        let written: Vec<_> = flow.flat_map(|(at, block)| (0..block.atoms.len()).map(move |atom| (at, atom))).collect();
        prop_assert_eq!(laid, written);
        for (index, sheet) in sheets.iter().enumerate() {
            let room = if sheet.landscape { WIDE } else { SHEET };
            prop_assert!(used(sheet) <= room, "{} of {room}", used(sheet));
            for (at, band) in sheet.bands().enumerate() {
                let of = band[0].column.1;
                prop_assert!(band.iter().all(|f| all[f.block].columns.max(1) == of));
                prop_assert!(band.iter().all(|f| f.shrunk_to.is_none()));
                let columns: Vec<_> = band.chunk_by(|above, next| above.column == next.column).collect();
                for (which, column) in columns.iter().enumerate() {
                    let last = column.last().unwrap();
                    let block = &all[last.block];
                    // No line alone at the foot or the top of a column.
                    prop_assert!(last.complete || block.atoms[last.atoms.end].break_before);
                    let follows = all.iter().skip(last.block + 1).find(|block| !block.is_note);
                    let in_band = of > 1 && follows.is_some_and(|next| next.columns == of && next.landscape == sheet.landscape);
                    prop_assert!(!block.keep_with_next || !in_band, "heading alone in {which}");
                }
                // What goes on on the next sheet has filled this one: no chunk is higher than 240,
                // with the heading over it and what its notes take.
                let last = band.last().unwrap();
                let next = sheets.get(index + 1).and_then(|sheet| sheet.fragments.first());
                let goes_on = next.is_some_and(|next| next.column.1 == of && of > 1
                    && (next.block == last.block || all[next.block].start == Start::Flow)
                    && all[next.block].landscape == sheet.landscape);
                // A line whose footnote has no room leaves its column, and those behind it, empty.
                let without_notes = all.iter().all(|block| block.marks.is_empty());
                if goes_on && at + 1 == sheet.bands().count() && without_notes {
                    prop_assert!(used(sheet) + 420 > room, "{} of {room}", used(sheet));
                    let low = band_takes(band) < 300;
                    prop_assert!(low || columns.len() == usize::from(of));
                }
                // A band that ends is as low as the first column can be: it is not much higher than
                // its share.
                if of > 1 && !goes_on && notes_on(sheet) == 0 {
                    let heights = columns.iter().map(|c| c.iter().map(Fragment::takes).sum::<i32>());
                    let share = heights.clone().sum::<i32>() / i32::from(of);
                    prop_assert!(heights.max().unwrap() <= share + 360);
                }
            }
        }
    }

    #[test]
    fn of_columns_of_anything_nothing_is_lost_and_no_sheet_is_overfull(
        blocks in prop::collection::vec((any_block(), 1..4_u8), 1..20),
        notes in prop::collection::vec(prop::collection::vec(1..400_i32, 1..9), 1..6),
        at in prop::collection::vec((0..20_usize, 0..30_usize), 0..9),
    ) {
        let blocks = blocks.into_iter().map(|(block, columns)| in_columns(columns, block)).collect();
        let all = with_notes(blocks, &notes, &at);
        let sheets = paginate(&all, CAPACITY);
        let texts = sheets.iter().flat_map(|sheet| &sheet.fragments);
        let laid: Vec<_> = texts.flat_map(|f| f.atoms.clone().map(|atom| (f.block, atom))).collect();
        let flow = all.iter().enumerate().filter(|(_, block)| !block.is_note);
        let written: Vec<_> = flow.flat_map(|(at, block)| (0..block.atoms.len()).map(move |atom| (at, atom))).collect();
        prop_assert_eq!(laid, written);
        for sheet in &sheets {
            let room = if sheet.landscape { WIDE } else { SHEET };
            prop_assert!(used(sheet) <= room, "{} of {room}", used(sheet));
            prop_assert!(!sheet.fragments.is_empty() || !sheet.notes.is_empty());
        }
    }

    #[test]
    fn every_footnote_stands_once_on_every_sheet_that_has_its_mark(
        blocks in prop::collection::vec(any_block(), 1..20),
        notes in prop::collection::vec(prop::collection::vec(1..30_i32, 1..4), 1..12),
        at in prop::collection::vec((0..20_usize, 0..30_usize), 1..20),
    ) {
        let all = with_notes(blocks, &notes, &at);
        let sheets = paginate(&all, CAPACITY);
        let texts = sheets.iter().flat_map(|sheet| &sheet.fragments);
        let laid: Vec<_> = texts.flat_map(|f| f.atoms.clone().map(|atom| (f.block, atom))).collect();
        let flow = all.iter().enumerate().filter(|(_, block)| !block.is_note);
        let written: Vec<_> = flow.flat_map(|(at, block)| (0..block.atoms.len()).map(move |atom| (at, atom))).collect();
        prop_assert_eq!(laid, written);
        // Lines are so low and notes so short that a fresh sheet holds a line with all of its notes,
        // unless the line alone fills it.
        for sheet in &sheets {
            let room = if sheet.landscape { WIDE } else { SHEET };
            prop_assert!(used(sheet) <= room, "{} of {room}", used(sheet));
            let mut wanted: Vec<usize> = sheet.fragments.iter().flat_map(|f| {
                let marks = all[f.block].marks.iter().filter(|(atom, _)| f.atoms.contains(atom));
                marks.map(|(_, note)| *note)
            }).collect();
            let found: Vec<usize> = sheet.notes.iter().map(|f| f.block).collect();
            let mut seen = Vec::new();
            wanted.retain(|note| !seen.contains(note) && { seen.push(*note); true });
            prop_assert_eq!(&found, &wanted);
            prop_assert!(sheet.notes.iter().all(|f| f.complete && f.atoms.start == 0));
            prop_assert!(sheet.notes.first().is_none_or(|f| f.gap == RULE));
        }
    }

    #[test]
    fn of_footnotes_of_any_length_nothing_is_lost_and_no_sheet_is_overfull(
        blocks in prop::collection::vec(any_block(), 1..12),
        notes in prop::collection::vec(prop::collection::vec(1..400_i32, 1..9), 1..12),
        at in prop::collection::vec((0..12_usize, 0..30_usize), 1..20),
    ) {
        let all = with_notes(blocks, &notes, &at);
        let sheets = paginate(&all, CAPACITY);
        for sheet in &sheets {
            let room = if sheet.landscape { WIDE } else { SHEET };
            prop_assert!(used(sheet) <= room, "{} of {room}", used(sheet));
            prop_assert!(!sheet.fragments.is_empty() || !sheet.notes.is_empty());
        }
        let texts = sheets.iter().flat_map(|sheet| &sheet.fragments).map(|f| f.atoms.len()).sum::<usize>();
        let flow = all.iter().filter(|block| !block.is_note).map(|block| block.atoms.len()).sum::<usize>();
        prop_assert_eq!(texts, flow);
        // The lines of a footnote follow each other; it begins on the sheet of its mark or later.
        for (index, block) in all.iter().enumerate().filter(|(_, block)| block.is_note) {
            let parts = sheets.iter().flat_map(|sheet| &sheet.notes).filter(|f| f.block == index);
            let mut next = 0;
            let mut whole = 0;
            for part in parts {
                prop_assert_eq!(part.atoms.start, next);
                next = if part.complete { whole += 1; 0 } else { part.atoms.end };
            }
            let marked = all.iter().any(|b| b.marks.iter().any(|(_, note)| *note == index));
            prop_assert_eq!((next, whole > 0), (0, marked), "{:?}", block);
        }
    }

    #[test]
    fn no_sheet_is_overfull_or_empty(blocks in prop::collection::vec(any_block(), 1..25)) {
        for sheet in paginate(&blocks, CAPACITY) {
            let room = if sheet.landscape { WIDE } else { SHEET };
            prop_assert!(!sheet.fragments.is_empty());
            prop_assert!(used(&sheet) <= room, "{} of {room}", used(&sheet));
            for fragment in &sheet.fragments {
                prop_assert_eq!(blocks[fragment.block].landscape, sheet.landscape);
                // Only what is by itself too tall is shrunk.
                if let Some(to) = fragment.shrunk_to {
                    prop_assert_eq!(fragment.atoms.len(), 1);
                    prop_assert!(fragment.height > to && to * 5 >= room * 2);
                }
            }
        }
    }

    #[test]
    fn no_heading_ends_a_sheet_that_its_text_could_follow(
        blocks in prop::collection::vec(any_block(), 1..25),
    ) {
        let sheets = paginate(&blocks, CAPACITY);
        for sheet in &sheets {
            let last = sheet.fragments.last().unwrap().block;
            let Some(next) = blocks.get(last + 1) else { continue };
            if !blocks[last].keep_with_next
                || next.start != Start::Flow
                || next.landscape != sheet.landscape
            {
                continue;
            }
            // Only under so many headings that less than two fifths of the sheet are left.
            prop_assert!(used(sheet) * 5 > SHEET * 3 - 5 * next.before, "{:?}", sheet);
            prop_assert!(sheet.fragments.iter().all(|f| blocks[f.block].keep_with_next));
        }
    }

    #[test]
    fn blocks_are_cut_where_they_may_be_unless_a_whole_sheet_is_too_small(
        blocks in prop::collection::vec(any_block(), 1..25),
    ) {
        for sheet in paginate(&blocks, CAPACITY) {
            let last = sheet.fragments.last().unwrap();
            let block = &blocks[last.block];
            if last.complete || block.atoms[last.atoms.end].break_before {
                continue;
            }
            // A forced cut: nothing but headings stands above it, and no allowed cut was within.
            let above = &sheet.fragments[..sheet.fragments.len() - 1];
            prop_assert!(above.iter().all(|f| blocks[f.block].keep_with_next));
            let inside = (last.atoms.start + 1)..last.atoms.end;
            prop_assert!(inside.clone().all(|at| !block.atoms[at].break_before));
        }
    }

    #[test]
    fn the_same_blocks_give_the_same_sheets(blocks in prop::collection::vec(any_block(), 0..15)) {
        prop_assert_eq!(paginate(&blocks, CAPACITY), paginate(&blocks, CAPACITY));
    }

    #[test]
    fn every_old_thing_is_used_once_and_as_often_as_it_can_be(
        old in prop::collection::vec(0..6_u16, 0..20),
        new in prop::collection::vec(0..6_u16, 0..20),
    ) {
        let found = kept(old.len(), new.len(), |before, now| old[before] == new[now]);
        let mut used = found.iter().flatten().copied().collect::<Vec<_>>();
        used.sort_unstable();
        used.dedup();
        prop_assert_eq!(used.len(), found.iter().flatten().count());
        for (now, before) in found.iter().enumerate() {
            prop_assert!(before.is_none_or(|before| old[before] == new[now]));
        }
        for value in 0..6 {
            let count = |all: &[u16]| all.iter().filter(|other| **other == value).count();
            let reused = new.iter().zip(&found).filter(|(other, at)| **other == value && at.is_some());
            prop_assert_eq!(reused.count(), count(&old).min(count(&new)));
        }
    }
}

//! Laying blocks on sheets: what must hold for every proposal, and the rules one by one.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use pitchwright::proposal::layout::{
    Atom, Capacity, Fragment, Laid, Measured, Start, page_of, paginate,
};
use pitchwright::proposal::reuse::kept;
use proptest::prelude::*;

const SHEET: i32 = 1000;
const WIDE: i32 = 700;
const CAPACITY: Capacity = Capacity {
    upright: SHEET,
    landscape: WIDE,
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

fn used(sheet: &Laid) -> i32 {
    sheet.fragments.iter().map(Fragment::takes).sum()
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
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

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
        old in prop::collection::vec(0..6_u8, 0..20),
        new in prop::collection::vec(0..6_u8, 0..20),
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
            let count = |all: &[u8]| all.iter().filter(|other| **other == value).count();
            let reused = new.iter().zip(&found).filter(|(other, at)| **other == value && at.is_some());
            prop_assert_eq!(reused.count(), count(&old).min(count(&new)));
        }
    }
}

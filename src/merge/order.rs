//! The order of a list of which both copies may have changed the order.

use std::collections::{BTreeMap, BTreeSet};

/// The members of `one` that stand in another order in `other`: as few as possible. Members that
/// only one of them has do not count.
pub(super) fn moved<'a>(one: &[&'a str], other: &[&str]) -> BTreeSet<&'a str> {
    let places: BTreeMap<&str, usize> = (other.iter().enumerate())
        .map(|(place, id)| (*id, place))
        .collect();
    let common: Vec<(&'a str, usize)> = (one.iter())
        .filter_map(|id| places.get(id).map(|place| (*id, *place)))
        .collect();
    let kept = longest_rising(&common.iter().map(|(_, place)| *place).collect::<Vec<_>>());
    (common.iter().zip(kept))
        .filter(|(_, kept)| !kept)
        .map(|((id, _), _)| *id)
        .collect()
}

/// Which members belong to a longest run of rising numbers, found by laying piles.
fn longest_rising(numbers: &[usize]) -> Vec<bool> {
    // The last member of the best run of each length, and the member before each.
    let mut piles: Vec<(usize, usize)> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(numbers.len());
    for (at, number) in numbers.iter().enumerate() {
        let pile = piles.partition_point(|(top, _)| top < number);
        let last = pile.checked_sub(1).and_then(|pile| piles.get(pile));
        before.push(last.map(|(_, member)| *member));
        match piles.get_mut(pile) {
            Some(top) => *top = (*number, at),
            None => piles.push((*number, at)),
        }
    }
    let mut kept = vec![false; numbers.len()];
    let mut next = piles.last().map(|(_, member)| *member);
    while let Some(at) = next {
        if let Some(kept) = kept.get_mut(at) {
            *kept = true;
        }
        next = before.get(at).copied().flatten();
    }
    kept
}

/// The members that are there before each member in an order.
pub(super) fn before<'a>(
    order: &[&'a str],
    counts: impl Fn(&str) -> bool,
) -> BTreeMap<&'a str, Option<&'a str>> {
    let mut last = None;
    order
        .iter()
        .map(|id| {
            let pair = (*id, last);
            if counts(id) {
                last = Some(*id);
            }
            pair
        })
        .collect()
}

/// Lays one order over the other: `mine` stands as it is but for what `replaced` names; that, and
/// what only `theirs` has, comes behind what it follows in `theirs`, and behind what is new in
/// `mine` in the same place. Only what is `present` is in it.
///
/// With nothing new in `mine` and everything that moved replaced, the order is that of `theirs`.
pub(super) fn laid<'a>(
    mine: &[&'a str],
    theirs: &[&'a str],
    present: impl Fn(&str) -> bool,
    replaced: &BTreeSet<&str>,
    new_in_mine: impl Fn(&str) -> bool,
) -> Vec<&'a str> {
    // A chain, in which putting in needs no moving: behind whom each member stands.
    let mut behind: BTreeMap<Option<&str>, &'a str> = BTreeMap::new();
    let mut there: BTreeSet<&str> = BTreeSet::new();
    let mut last = None;
    for id in mine {
        if present(id) && !replaced.contains(id) {
            behind.insert(last, id);
            there.insert(id);
            last = Some(*id);
        }
    }
    let mut last = None;
    for id in theirs {
        if !present(id) {
            continue;
        }
        if there.insert(id) {
            let mut at = last;
            while let Some(next) = behind.get(&at).filter(|next| new_in_mine(next)) {
                at = Some(*next);
            }
            if let Some(next) = behind.insert(at, id) {
                behind.insert(Some(*id), next);
            }
        }
        last = Some(*id);
    }
    let mut order = Vec::with_capacity(there.len());
    let mut at = None;
    while let Some(id) = behind.get(&at) {
        order.push(*id);
        at = Some(*id);
    }
    order
}

//! Splitting an amount into parts that add up to it, to the last minor unit.

use std::cmp::Reverse;

use crate::model::Money;

/// Splits `amount` by `weights`, by largest remainder: every part is its exact share rounded
/// down, and what is left goes unit by unit to the largest remainders, ties to the earlier part.
/// A negative amount is split like a positive one and turned round.
///
/// The parts always add up to `amount` when there is at least one weight; when the weights add
/// up to nothing, the first part takes all.
#[must_use]
pub fn largest_remainder(amount: i64, weights: &[i64]) -> Vec<i64> {
    let total: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
    if total == 0 {
        let mut parts = vec![0; weights.len()];
        if let Some(first) = parts.first_mut() {
            *first = amount;
        }
        return parts;
    }
    if let Some(parts) = small(amount, weights) {
        return parts;
    }
    // Weights of a negative total stand for the same shares as their opposites.
    let sign = i128::from(amount.signum());
    let (size, total, turn) = (i128::from(amount) * sign, total.abs(), total.signum());
    let share = |weight: &i64| size * i128::from(*weight) * turn;
    let mut parts: Vec<i128> = weights
        .iter()
        .map(|weight| share(weight).div_euclid(total))
        .collect();
    let left = size - parts.iter().sum::<i128>();
    let mut by_remainder: Vec<(Reverse<i128>, usize)> = weights
        .iter()
        .enumerate()
        .map(|(place, weight)| (Reverse(share(weight).rem_euclid(total)), place))
        .collect();
    by_remainder.sort_unstable();
    let left = usize::try_from(left).unwrap_or(0);
    for (_, place) in by_remainder.into_iter().take(left) {
        if let Some(part) = parts.get_mut(place) {
            *part += 1;
        }
    }
    parts
        .into_iter()
        .map(|part| i64::try_from(part * sign).unwrap_or(0))
        .collect()
}

/// The same where all figures are small enough for the numbers of the machine, which most are:
/// several times as quick in a browser. None where they are not.
fn small(amount: i64, weights: &[i64]) -> Option<Vec<i64>> {
    let greatest = weights.iter().copied().max()?;
    if weights.iter().any(|weight| *weight < 0) {
        return None;
    }
    let size = amount.checked_abs()?;
    size.checked_mul(greatest)?;
    let total = weights
        .iter()
        .try_fold(0_i64, |sum, weight| sum.checked_add(*weight))?;
    let (sign, mut left) = (amount.signum(), size);
    let mut parts = Vec::with_capacity(weights.len());
    let mut by_remainder = Vec::with_capacity(weights.len());
    for (place, weight) in weights.iter().enumerate() {
        let share = size * weight;
        let part = share / total;
        left -= part;
        parts.push(part * sign);
        by_remainder.push((Reverse(share - part * total), place));
    }
    by_remainder.sort_unstable();
    let left = usize::try_from(left).unwrap_or(0);
    for (_, place) in by_remainder.into_iter().take(left) {
        if let Some(part) = parts.get_mut(place) {
            *part += sign;
        }
    }
    Some(parts)
}

/// [`largest_remainder`] of money.
#[must_use]
pub fn shares(amount: Money, weights: &[i64]) -> Vec<Money> {
    largest_remainder(amount.units(), weights)
        .into_iter()
        .map(Money::minor)
        .collect()
}

//! What of a layout still holds after an edit: which of the old things are there again.

/// For each of `new` things the one of `old` things that is the same; none for what is new. No old
/// thing is given twice. Looking goes on behind the last that was found, so that what kept its
/// order is found at once, wherever something was put in, taken out or moved.
#[must_use]
pub fn kept(old: usize, new: usize, same: impl Fn(usize, usize) -> bool) -> Vec<Option<usize>> {
    let mut taken = vec![false; old];
    let mut from = 0;
    (0..new)
        .map(|at| {
            let found = (from..old)
                .chain(0..from)
                .find(|old| taken.get(*old) == Some(&false) && same(*old, at))?;
            if let Some(taken) = taken.get_mut(found) {
                *taken = true;
            }
            from = found + 1;
            Some(found)
        })
        .collect()
}

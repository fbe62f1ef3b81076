//! Two copies of a pitch, one truth: the newest copy that is whole wins, what it replaces is
//! kept as a snapshot, and what cannot be read is kept byte for byte.

use crate::file::{self, Opened, ReadError, sealed};
use crate::model::PitchId;

/// What one store holds of a pitch.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Copy {
    None,
    Sound(Box<Opened>),
    /// Written by a newer version that this one cannot read at all.
    Newer(ReadError),
    Broken,
}

/// Which store a copy lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Store {
    /// Local storage.
    Local,
    /// IndexedDB.
    Indexed,
}

/// What is to be done about a pitch that was found in the stores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The pitch, when one copy is whole.
    pub opened: Option<Opened>,
    /// Why there is none, when it was written by a newer version.
    pub newer: Option<ReadError>,
    /// The stores whose copy is to be written anew, with this sealed text.
    pub rewrite: Vec<Store>,
    /// The sealed text of the copy that won.
    pub winner: Option<String>,
    /// Older sound text that differs, to be kept as a snapshot.
    pub snapshot: Option<String>,
    /// The stores whose copy is broken: to be kept aside byte for byte before anything is
    /// written in its place.
    pub broken: Vec<Store>,
}

fn judge(id: &PitchId, text: Option<&str>) -> Copy {
    let Some(text) = text else {
        return Copy::None;
    };
    let Ok(json) = sealed::open(text) else {
        return Copy::Broken;
    };
    match file::read(json) {
        Ok(opened) if opened.document.id == *id => Copy::Sound(Box::new(opened)),
        Err(error @ ReadError::TooNew { .. }) => Copy::Newer(error),
        Ok(_) | Err(_) => Copy::Broken,
    }
}

/// Judges what the two stores hold of a pitch.
#[must_use]
pub fn reconcile(id: &PitchId, local: Option<&str>, indexed: Option<&str>) -> Verdict {
    let copies = [
        (Store::Local, local, judge(id, local)),
        (Store::Indexed, indexed, judge(id, indexed)),
    ];
    let mut verdict = Verdict {
        opened: None,
        newer: None,
        rewrite: Vec::new(),
        winner: None,
        snapshot: None,
        broken: Vec::new(),
    };
    let revision = |copy: &Copy| match copy {
        Copy::Sound(opened) => Some(opened.document.revision),
        _ => None,
    };
    // Of two copies with the same revision the one in IndexedDB counts: it is written after.
    let best = copies
        .iter()
        .filter_map(|(store, text, copy)| Some((revision(copy)?, *store, *text)))
        .max_by_key(|(revision, store, _)| (*revision, *store));
    let winner = best.and_then(|(_, _, text)| text);
    for (store, text, copy) in copies {
        let won = best.is_some_and(|(_, best, _)| best == store);
        match copy {
            Copy::Sound(opened) if won => verdict.opened = Some(*opened),
            Copy::Sound(_) if text == winner => {}
            Copy::Sound(_) => {
                verdict.snapshot = text.map(str::to_owned);
                verdict.rewrite.push(store);
            }
            Copy::None if winner.is_some() => verdict.rewrite.push(store),
            Copy::None => {}
            Copy::Newer(error) => verdict.newer = Some(error),
            Copy::Broken => {
                verdict.broken.push(store);
                if winner.is_some() {
                    verdict.rewrite.push(store);
                }
            }
        }
    }
    if verdict.newer.is_some() {
        // A newer version's data is never written over, not even by a sound older copy.
        verdict.rewrite.clear();
    }
    if verdict
        .opened
        .as_ref()
        .is_some_and(|opened| opened.access != file::Access::Edit)
    {
        verdict.rewrite.clear();
    }
    verdict.winner = winner.map(str::to_owned);
    verdict
}

//! What was before each edit, so that it can be undone and redone by name.

use std::sync::Arc;

use crate::model::Pitch;

/// How many steps are kept.
const MOST_STEPS: usize = 200;
/// Edits to the same field within this many milliseconds of each other are one step.
const TOGETHER_MS: f64 = 1_500.0;

/// One step: what it did, and the pitch on its other side.
#[derive(Clone)]
struct Step {
    name: String,
    field: String,
    at: f64,
    pitch: Arc<Pitch>,
}

/// Steps that can be undone, and steps that were.
#[derive(Clone, Default)]
pub struct Undo {
    done: Vec<Step>,
    undone: Vec<Step>,
}

impl Undo {
    /// Remembers the pitch as it was before the edit `name`. Edits of the same `field` in quick
    /// succession are one step; an empty `field` stands for itself.
    pub fn record(&mut self, name: &str, field: &str, at: f64, before: Arc<Pitch>) {
        self.undone.clear();
        if let Some(last) = self.done.last_mut()
            && !field.is_empty()
            && last.field == field
            && at - last.at < TOGETHER_MS
        {
            last.at = at;
            return;
        }
        if self.done.len() >= MOST_STEPS {
            self.done.remove(0);
        }
        self.done.push(Step {
            name: name.to_owned(),
            field: field.to_owned(),
            at,
            pitch: before,
        });
    }

    /// Takes the last step back: its name and the pitch before it.
    pub fn undo(&mut self, now: Arc<Pitch>) -> Option<(String, Arc<Pitch>)> {
        Self::cross(&mut self.done, &mut self.undone, now)
    }

    /// Does the last undone step again: its name and the pitch after it.
    pub fn redo(&mut self, now: Arc<Pitch>) -> Option<(String, Arc<Pitch>)> {
        Self::cross(&mut self.undone, &mut self.done, now)
    }

    fn cross(
        from: &mut Vec<Step>,
        to: &mut Vec<Step>,
        now: Arc<Pitch>,
    ) -> Option<(String, Arc<Pitch>)> {
        let step = from.pop()?;
        let name = step.name.clone();
        to.push(Step {
            name: step.name,
            // A step that was crossed is whole: later typing starts a new one.
            field: String::new(),
            at: 0.0,
            pitch: now,
        });
        Some((name, step.pitch))
    }

    /// The name of what would be undone.
    pub fn next_undo(&self) -> Option<&str> {
        self.done.last().map(|step| step.name.as_str())
    }

    /// The name of what would be done again.
    pub fn next_redo(&self) -> Option<&str> {
        self.undone.last().map(|step| step.name.as_str())
    }
}

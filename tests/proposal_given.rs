//! What was sent and what was signed: known again by its fingerprint, and how far the pitch has moved
//! since.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "support/plain.rs"]
mod plain;

use std::sync::Arc;

use pitchwright::file::{self, client};
use pitchwright::model::{Date, Fingerprint, Pitch, PitchId, Stage, TaskKind};
use pitchwright::proposal::given::{drift, printed, send};
use pitchwright::proposal::{compose, sign};
use plain::Plain;

fn example() -> Pitch {
    let text = std::fs::read_to_string("assets/example.pitch.json").unwrap();
    file::read(&text).unwrap().document.pitch
}

fn day() -> Date {
    Date::ymd(2027, 2, 19).unwrap()
}

fn footer(pitch: &Pitch) -> String {
    compose(pitch, &Plain).footer.1
}

#[test]
fn the_footer_names_what_was_sent_for_as_long_as_it_is_that() {
    let mut pitch = example();
    assert_eq!(printed(&pitch), None);
    let plain = footer(&pitch);
    pitch.sent = Some(Arc::new(send(&pitch, day())));
    let print = Fingerprint::of_offer(&example());
    assert_eq!(printed(&pitch), Some(print));
    assert_eq!(footer(&pitch), format!("{plain} · {}", print.short()));
    // What nobody outside reads changes nothing of it.
    Arc::make_mut(&mut pitch.status).stage = Stage::Lost;
    Arc::make_mut(&mut pitch.journal).entries = Default::default();
    Arc::make_mut(&mut pitch.pursuit).reason = "We know them.".to_owned();
    let client = Arc::make_mut(&mut pitch.client);
    client.next_action = "Call Tom".to_owned();
    client.next_action_date = Some(day());
    client.notes.clear();
    assert_eq!(printed(&pitch), Some(print));
    // What is offered does, and putting it back brings it back.
    let task = pitch.timeline.tasks[1].id.clone();
    Arc::make_mut(&mut pitch.timeline)
        .tasks
        .find_mut(&task)
        .unwrap()
        .duration += 1;
    assert_eq!((printed(&pitch), footer(&pitch)), (None, plain));
    Arc::make_mut(&mut pitch.timeline)
        .tasks
        .find_mut(&task)
        .unwrap()
        .duration -= 1;
    assert_eq!(printed(&pitch), Some(print));
}

#[test]
fn signed_and_sent_in_the_same_state_have_the_same_fingerprint() {
    let mut pitch = example();
    pitch.sent = Some(Arc::new(send(&pitch, day())));
    pitch.signed = Some(Arc::new(sign(&pitch, day())));
    let (sent, signed) = (pitch.sent.clone().unwrap(), pitch.signed.clone().unwrap());
    assert_eq!(sent.fingerprint, signed.fingerprint);
    assert_eq!(printed(&pitch), signed.fingerprint);
    // It is the agency's: a client's copy, which is another document, has none.
    let document = file::Document::new(PitchId::new("p").unwrap(), pitch);
    let copy = client::copy(&document).pitch;
    assert_eq!((copy.sent, copy.signed.unwrap().fingerprint), (None, None));
}

#[test]
fn drift_says_what_has_moved_in_scope_dates_and_price() {
    let mut pitch = example();
    assert_eq!(drift(&pitch, &Plain), None);
    pitch.signed = Some(Arc::new(sign(&pitch, day())));
    assert_eq!(drift(&pitch, &Plain).unwrap().parts, []);
    let before = pitch.clone();
    for task in ["Scripts and storyboards", "Develop chosen concept"] {
        let id = pitch
            .timeline
            .tasks
            .iter()
            .find(|t| t.name == task)
            .unwrap()
            .id
            .clone();
        Arc::make_mut(&mut pitch.timeline)
            .tasks
            .find_mut(&id)
            .unwrap()
            .duration += 5;
    }
    let deliverable = pitch.scope.deliverables[0].id.clone();
    Arc::make_mut(&mut pitch.scope)
        .deliverables
        .remove(&deliverable);
    let line = pitch.budget.lines[0].id.clone();
    Arc::make_mut(&mut pitch.budget).lines.remove(&line);
    let drift = drift(&pitch, &Plain).unwrap();
    let names: Vec<_> = drift.parts.iter().map(|part| part.name).collect();
    assert_eq!(names, ["Scope", "Dates", "Price"]);
    let row = |part: usize, what: &str| {
        let rows = &drift.parts[part].rows;
        rows.iter()
            .find(|row| row[0] == what)
            .unwrap_or_else(|| panic!("{what} in {rows:?}"))
    };
    let gone = &before.scope.deliverables[0].name;
    assert_eq!(row(0, gone)[2], "Dropped");
    let approval = before.timeline.tasks.iter().find(|task| {
        task.kind == TaskKind::Approval && task.name == "Client approves creative, round 1"
    });
    let moved = row(1, &approval.unwrap().name);
    assert_ne!(moved[1], moved[2]);
    let net = row(2, "Net total");
    assert_ne!(net[1], net[2]);
}

//! The bench of the worker: what is asked is done in slices, one thing after another, and what is
//! no longer wanted is put away.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::cell::Cell;
use std::sync::Arc;

use pitchwright::model::Timeline;
use pitchwright::plan::risk::{Outcome, Simulation};
use pitchwright::work::{Answer, Ask, Bench, News, Pace, Product, Progress, Request, Risk};
use serde_json::json;

fn timeline() -> Arc<Timeline> {
    let task = |id: &str, best: u32, likely: u32, worst: u32| json!({ "id": id, "duration": likely, "best": best, "worst": worst });
    Arc::new(
        serde_json::from_value(json!({
            "start": "2027-01-04", "tasks": [task("a", 1, 2, 9), task("b", 3, 5, 6)],
            "links": [{ "id": "l", "from": "a", "to": "b" }],
        }))
        .unwrap(),
    )
}

fn risk(id: u32, runs: u32, seed: u64) -> String {
    let ask = Ask::Risk(Risk {
        timeline: timeline(),
        option: None,
        spread: None,
        runs,
        seed,
    });
    serde_json::to_string(&Request { id, ask }).unwrap()
}

fn cancel(id: u32) -> String {
    let ask = Ask::Cancel;
    serde_json::to_string(&Request { id, ask }).unwrap()
}

fn outcome(runs: u32, seed: u64) -> Outcome {
    let mut simulation = Simulation::new(timeline(), None, None, runs, seed);
    simulation.step(runs);
    simulation.outcome()
}

/// Works until nothing is left to do, with a clock on which every slice takes 100 ms.
fn finish(bench: &mut Bench) -> Vec<Answer> {
    let clock = Cell::new(0.0);
    let now = || {
        clock.set(clock.get() + 100.0);
        clock.get()
    };
    let mut answers = Vec::new();
    while !bench.is_idle() {
        answers.extend(bench.work(now));
    }
    answers
}

#[test]
fn work_is_done_in_the_order_in_which_it_was_asked_and_tells_how_far_it_is() {
    let mut bench = Bench::new(40.0);
    assert!(bench.is_idle());
    assert_eq!(bench.receive(&risk(7, 40, 1)), None);
    assert_eq!(bench.receive(&risk(8, 30, 2)), None);
    let answers = finish(&mut bench);
    let of = |id: u32| {
        answers
            .iter()
            .filter(move |answer| answer.id == id)
            .map(|answer| answer.news.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        of(7).last(),
        Some(&News::Done(Product::Risk(outcome(40, 1))))
    );
    assert_eq!(
        of(8).last(),
        Some(&News::Done(Product::Risk(outcome(30, 2))))
    );
    assert!(answers.iter().position(|a| a.id == 8) > answers.iter().rposition(|a| a.id == 7));
    let mut before = 0;
    for news in &of(7)[..of(7).len() - 1] {
        let News::Progress(Progress { done, of: 40 }) = news else {
            panic!("{news:?}");
        };
        assert!(*done > before && *done < 40);
        before = *done;
    }
    assert!(before > 0);
    assert_eq!(bench.work(|| 0.0), None);
}

#[test]
fn what_is_cancelled_is_never_answered() {
    let mut bench = Bench::new(40.0);
    bench.receive(&risk(1, 10_000, 1));
    bench.receive(&risk(2, 40, 1));
    assert!(matches!(
        bench.work(|| 0.0),
        Some(Answer {
            id: 1,
            news: News::Progress(_)
        })
    ));
    assert_eq!(bench.receive(&cancel(1)), None);
    assert_eq!(bench.receive(&cancel(99)), None);
    assert!(finish(&mut bench).iter().all(|answer| answer.id == 2));
}

#[test]
fn what_is_not_understood_is_answered_in_words_and_stops_nothing() {
    let mut bench = Bench::new(40.0);
    bench.receive(&risk(1, 20, 1));
    for (message, asked_by) in [("", 0), ("{}", 0), (r#"{"id":4,"ask":{"dance":{}}}"#, 4)] {
        let Some(Answer {
            id,
            news: News::Failed(words),
        }) = bench.receive(message)
        else {
            panic!("{message} was understood");
        };
        assert_eq!(id, asked_by);
        assert!(words.contains("does not know"), "{words}");
    }
    assert!(matches!(
        finish(&mut bench).last().unwrap().news,
        News::Done(_)
    ));
}

#[test]
fn answers_travel_as_text() {
    let answers = [
        News::Ready,
        News::Progress(Progress { done: 1, of: 3 }),
        News::Done(Product::Risk(outcome(50, 3))),
        News::Failed("No.".to_owned()),
    ];
    for news in answers {
        let answer = Answer { id: 5, news };
        let text = serde_json::to_string(&answer).unwrap();
        assert_eq!(serde_json::from_str::<Answer>(&text).unwrap(), answer);
    }
}

#[test]
fn slices_grow_until_they_take_as_long_as_they_may_and_shrink_when_they_take_longer() {
    let mut pace = Pace::of(40.0);
    for _ in 0..40 {
        // A part takes a tenth of a millisecond.
        pace.took(f64::from(pace.parts) * 0.1);
    }
    assert!((160..=400).contains(&pace.parts), "{}", pace.parts);
    for _ in 0..40 {
        pace.took(1_000.0);
    }
    assert_eq!(pace.parts, 1);
    assert_eq!(
        Progress {
            done: 999,
            of: 1_000
        }
        .percent(),
        99
    );
}

//! Squeeze: the cheapest ways to launch earlier, against every way there is on small plans, and
//! against figures worked out by hand on the example.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]
#![allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap)]

#[path = "support/cases.rs"]
mod cases;

use cases::cases;
use std::sync::Arc;
use std::time::Instant;

use pitchwright::file;
use pitchwright::model::{
    Date, Due, Estimating, Identifier, LinkKind, Money, OptionId, Percent, Pitch, PlanFrom,
    Settings, TaskId, TaskKind, Timeline,
};
use pitchwright::plan::schedule::schedule;
use pitchwright::plan::squeeze::{Move, Squeeze, Way, WayKind, squeeze};
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value, json};

const EXAMPLE: &str = include_str!("../assets/example.pitch.json");

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn id(text: &str) -> TaskId {
    TaskId::new(text).unwrap()
}

/// Tasks as (id, days, hours), links as "a b FS+2", the milestone "air" after what nothing else
/// waits for. One role: an hour costs 1.00 and is billed at 1.50. From Monday 4 January 2027.
fn plan(tasks: &[(&str, u32, u32)], links: &[&str]) -> Pitch {
    let mut pitch = Pitch::blank(day("2027-01-04"), &Settings::default());
    pitch.team = Arc::new(
        serde_json::from_value(json!({
            "roles": [{ "id": "r", "name": "Maker", "bill_rate": 150, "cost_rate": 100 }]
        }))
        .unwrap(),
    );
    let mut list: Vec<Value> = tasks
        .iter()
        .map(|(id, days, hours)| {
            json!({ "id": id, "name": id, "duration": days, "assignments":
                [{ "id": format!("a-{id}"), "role": "r", "hours": hours.to_string() }] })
        })
        .collect();
    list.push(json!({ "id": "air", "kind": "milestone" }));
    let mut arrows: Vec<Value> = links
        .iter()
        .map(|link| {
            let mut parts = link.split(' ');
            let (from, to) = (parts.next().unwrap(), parts.next().unwrap());
            let (kind, lag) = parts.next().unwrap_or("FS+0").split_at(2);
            let lag: i32 = lag.parse().unwrap();
            json!({ "id": format!("{from}-{to}"), "from": from, "to": to, "kind": kind, "lag": lag })
        })
        .collect();
    for (task, _, _) in tasks {
        if !links
            .iter()
            .any(|link| link.starts_with(&format!("{task} ")))
        {
            arrows.push(json!({ "id": format!("{task}-air"), "from": task, "to": "air" }));
        }
    }
    let timeline: Timeline = serde_json::from_value(json!({
        "start": "2027-01-04", "launch": "air", "tasks": list, "links": arrows
    }))
    .unwrap();
    pitch.timeline = Arc::new(timeline);
    pitch
}

fn edit(pitch: &mut Pitch, task: &str, change: impl FnOnce(&mut pitchwright::model::Task)) {
    change(
        Arc::make_mut(&mut pitch.timeline)
            .tasks
            .find_mut(&id(task))
            .unwrap(),
    );
}

fn asked(pitch: &Pitch, earlier: u32) -> Squeeze {
    squeeze(pitch, None, earlier, &Estimating::default(), None).unwrap()
}

fn kinds(squeeze: &Squeeze) -> Vec<WayKind> {
    squeeze.ways.iter().map(|way| way.kind).collect()
}

fn launch(pitch: &Pitch, option: Option<&OptionId>) -> Date {
    schedule(&pitch.timeline, option).launch.unwrap()
}

fn shorten(task: &str, from: u32, to: u32) -> Move {
    let task = id(task);
    Move::Shorten { task, from, to }
}

fn overlap(first: &str, then: &str, days: u32) -> Move {
    Move::Overlap {
        link: pitchwright::model::LinkId::new(&format!("{first}-{then}")).unwrap(),
        first: id(first),
        then: id(then),
        days,
    }
}

#[test]
fn the_cheapest_task_on_the_way_is_shortened_and_its_hours_grow() {
    // A day less of "a" costs 20 / 5 x 50 % = 2 hours, of "b" 40 / 5 x 50 % = 4 hours; a day of
    // overlap costs 40 / 5 x 25 % = 2 hours. Of two that cost the same either will do.
    let pitch = plan(&[("a", 5, 20), ("b", 5, 40)], &["a b"]);
    let found = asked(&pitch, 2);
    assert_eq!(found.now, day("2027-01-15"));
    assert_eq!(found.wanted, day("2027-01-13"));
    assert_eq!((found.reach.spare, found.reach.shortening), (0, 4));
    assert_eq!(found.reach.overlapping, 2);
    let shortened = found.ways.iter().find(|way| way.kind == WayKind::Shorten);
    let way = shortened.unwrap();
    assert_eq!(way.moves, [shorten("a", 5, 3)]);
    assert_eq!(way.loss, Money::minor(400));
    assert_eq!((way.gains, way.launch), (2, day("2027-01-13")));
    assert_eq!(way.hours, Decimal::from(4));
    let after = way.apply(&pitch);
    assert_eq!(launch(&after, None), day("2027-01-13"));
    let a = after.timeline.tasks.find(&id("a")).unwrap();
    assert_eq!(
        (a.duration, a.assignments[0].hours.to_string()),
        (3, "24".to_owned())
    );
    // The price does not follow hours that no line takes from the timeline; the cost does.
    assert_eq!((way.price, way.cost), (Money::ZERO, Money::minor(400)));
}

#[test]
fn parallel_critical_ways_are_shortened_together() {
    // Both ways to the launch are 10 days long: one of them alone gains nothing.
    let pitch = plan(
        &[("a", 5, 20), ("b", 5, 20), ("c", 10, 20), ("d", 4, 8)],
        &["a b", "c air", "d air"],
    );
    let found = asked(&pitch, 1);
    let way = &found.ways[0];
    assert!(way.moves.len() == 2, "{way:?}");
    assert!(way.moves.contains(&shorten("c", 10, 9)), "{way:?}");
    // c: 20 / 10 x 50 % = 1 hour; a over b: 20 / 5 x 25 % = 1 hour.
    assert_eq!(way.loss, Money::minor(200));
    assert_eq!(way.kind, WayKind::Mixed);
    assert!(
        !kinds(&found).contains(&WayKind::Overlap),
        "c can only be shortened"
    );
}

#[test]
fn a_best_case_bounds_what_can_be_gained_and_the_answer_says_how_far_it_goes() {
    let mut pitch = plan(&[("a", 10, 20)], &[]);
    assert_eq!(asked(&pitch, 9).reach.own, 4, "60 % of 10 days");
    edit(&mut pitch, "a", |task| task.best = Some(3));
    let found = asked(&pitch, 9);
    assert_eq!(found.reach.own, 7);
    assert_eq!(found.ways[0].gains, 7, "as far as it goes");
    edit(&mut pitch, "a", |task| task.progress = Percent::whole(80));
    assert_eq!(asked(&pitch, 9).reach.own, 2, "what is done is done");
    edit(&mut pitch, "a", |task| task.progress = Percent::whole(100));
    let found = asked(&pitch, 1);
    assert_eq!((found.reach.own, found.ways.len()), (0, 0));
}

#[test]
fn an_optional_task_is_dropped_with_its_lines_and_what_follows_waits_for_what_came_before() {
    let mut pitch = plan(
        &[("a", 2, 8), ("b", 3, 12), ("c", 2, 8)],
        &["a b SS+1", "b c FF+2"],
    );
    let timeline = Arc::make_mut(&mut pitch.timeline);
    timeline.links.push(
        serde_json::from_value(json!({ "id": "b-late", "from": "b", "to": "air", "lag": 3 }))
            .unwrap(),
    );
    pitch.budget = Arc::new(
        serde_json::from_value(json!({
            "lines": [
                { "id": "film", "kind": "third_party", "quantity": "1", "unit_cost": 5000, "markup": "20", "task": "b" },
                { "id": "fee", "role": "r", "hours_from": "timeline", "task": "b" }
            ],
            "payments": [{ "id": "i", "share": "rest", "due": { "task": "b" } }]
        }))
        .unwrap(),
    );
    edit(&mut pitch, "b", |task| task.optional = true);
    let found = asked(&pitch, 2);
    let way = found
        .ways
        .iter()
        .find(|way| way.kind == WayKind::Drop)
        .unwrap();
    assert_eq!(way.moves, [Move::Drop { task: id("b") }]);
    // Given up: 12 hours at 0.50, and 20 % of 50.00.
    assert_eq!(way.loss, Money::minor(600 + 1000));
    assert_eq!(way.price, Money::minor(-(6000 + 12 * 150)));
    assert_eq!(way.cost, Money::minor(-(5000 + 12 * 100)));
    assert_eq!(way.hours, Decimal::from(-12));
    let after = way.apply(&pitch);
    assert!(after.timeline.tasks.find(&id("b")).is_none());
    assert!(
        after
            .budget
            .lines
            .iter()
            .all(|line| line.id.to_string() != "film")
    );
    assert_eq!(after.budget.payments[0].due, Due::Task(id("a")));
    let mut links: Vec<(String, String, LinkKind, i32)> = after
        .timeline
        .links
        .iter()
        .map(|l| (l.from.to_string(), l.to.to_string(), l.kind, l.lag))
        .collect();
    links.sort_by_key(|link| (link.1.clone(), link.0.clone()));
    let link = |from: &str, to: &str, kind, lag| (from.to_owned(), to.to_owned(), kind, lag);
    assert_eq!(
        links,
        [
            link("a", "air", LinkKind::StartToStart, 4),
            link("c", "air", LinkKind::FinishToStart, 0),
            link("a", "c", LinkKind::StartToFinish, 3),
        ]
    );
    let again = way.apply(&pitch);
    assert_eq!(after, again, "the same way makes the same pitch");
}

#[test]
fn the_client_is_asked_apart_and_never_in_a_way_of_our_own() {
    let mut pitch = plan(&[("a", 2, 8), ("ok", 5, 0), ("b", 2, 8)], &["a ok", "ok b"]);
    edit(&mut pitch, "ok", |task| {
        task.kind = TaskKind::Approval;
        task.assignments = Default::default();
    });
    let found = asked(&pitch, 3);
    assert_eq!((found.reach.own, found.reach.asking), (0, 4));
    assert_eq!(kinds(&found), [WayKind::Ask]);
    let ask = Move::Ask {
        approval: id("ok"),
        from: 5,
        to: 2,
    };
    assert_eq!(found.ways[0].moves, [ask]);
    assert_eq!(found.ways[0].loss, Money::ZERO);
    assert!(found.ways[0].kind.needs_client());
    assert_eq!(launch(&found.ways[0].apply(&pitch), None), found.wanted);
}

#[test]
fn a_task_that_holds_another_early_is_not_dropped_for_that() {
    // k may begin a day after p, to end with it; j begins with k. Without k, j would wait for
    // the end of p.
    let mut pitch = plan(
        &[("p", 5, 20), ("k", 4, 16), ("j", 6, 12)],
        &["p k FF+0", "k j SS+0"],
    );
    edit(&mut pitch, "k", |task| task.optional = true);
    let found = asked(&pitch, 2);
    assert_eq!(found.now, day("2027-01-12"));
    assert!(found.reach.own >= 2, "{:?}", found.reach);
    assert_eq!(found.reach.dropping, 0);
    assert_eq!(found.ways[0].moves, [shorten("j", 6, 4)]);
}

#[test]
fn overlaps_end_at_half_of_either_task() {
    let pitch = plan(&[("a", 6, 24), ("b", 5, 20)], &["a b"]);
    let found = asked(&pitch, 2);
    assert!(
        found
            .ways
            .iter()
            .any(|way| way.moves == [overlap("a", "b", 2)])
    );
    assert_eq!(found.reach.overlapping, 2);
    let overlapped = found.ways[0].apply(&pitch);
    assert_eq!(asked(&overlapped, 1).reach.overlapping, 0, "not twice");
}

#[test]
fn planned_back_the_launch_date_moves_and_room_is_used_first() {
    let mut pitch = plan(&[("a", 5, 20), ("b", 5, 40)], &["a b"]);
    let timeline = Arc::make_mut(&mut pitch.timeline);
    timeline.plan_from = PlanFrom::Launch;
    // The work takes ten days from the 4th: done by the 15th, so the 18th is the first launch.
    timeline.launch_date = Some(day("2027-01-20"));
    let found = asked(&pitch, 2);
    assert_eq!(found.reach.spare, 2);
    assert_eq!(kinds(&found), [WayKind::Room]);
    assert_eq!(
        found.ways[0].moves,
        [Move::Launch {
            to: day("2027-01-18")
        }]
    );
    let found = asked(&pitch, 3);
    let way = &found.ways[0];
    let after = schedule(&way.apply(&pitch).timeline, None);
    assert_eq!((after.short_by, after.launch), (0, Some(day("2027-01-15"))));
    // Nothing can begin before today.
    let late = squeeze(
        &pitch,
        None,
        1,
        &Estimating::default(),
        Some(day("2027-01-06")),
    );
    let late = late.unwrap();
    assert_eq!(late.reach.spare, 0);
    assert_ne!(kinds(&late), [WayKind::Room]);
}

#[test]
fn without_a_launch_the_finish_counts_and_without_tasks_nothing_does() {
    let mut pitch = plan(&[("a", 5, 20)], &[]);
    Arc::make_mut(&mut pitch.timeline).launch = None;
    let found = asked(&pitch, 1);
    assert_eq!(
        (found.now, found.ways[0].launch),
        (day("2027-01-08"), day("2027-01-07"))
    );
    let empty = Pitch::blank(day("2027-01-04"), &Settings::default());
    assert_eq!(squeeze(&empty, None, 1, &Estimating::default(), None), None);
}

/// Worked out by hand from the example's file: on air is held by its own date, 3 May, while what
/// leads to it is done on 28 April. From there on the way is immersion, strategy, brief, concept,
/// scripts, round 1, revisions and round 2 beside the choice of a director, casting, shoot, edit,
/// films, master, trafficking.
#[test]
fn the_example_as_worked_out_by_hand() {
    let pitch = file::read(EXAMPLE).unwrap().document.pitch;
    let option = OptionId::new("o-recommended").unwrap();
    let find =
        |earlier| squeeze(&pitch, Some(&option), earlier, &Estimating::default(), None).unwrap();
    let found = find(3);
    assert_eq!(
        (found.now, found.wanted),
        (day("2027-05-03"), day("2027-04-28"))
    );
    assert_eq!(found.reach.spare, 3);
    assert_eq!(kinds(&found), [WayKind::Room]);
    assert_eq!(
        found.ways[0].moves,
        [Move::Launch {
            to: day("2027-04-28")
        }]
    );
    assert_eq!(found.ways[0].loss, Money::ZERO);
    // King's Day is no working day: the fourth is the 26th. Cheapest: the edit begins on the last
    // day of the shoot. A fifth of its 24 and 8 hours is done again by a quarter: 1.2 and 0.4.
    let found = find(4);
    let way: &Way = &found.ways[0];
    assert_eq!(way.launch, day("2027-04-26"));
    assert_eq!(way.kind, WayKind::Overlap);
    assert!(
        matches!(&way.moves[0], Move::Overlap { first, then, days: 1, .. }
        if *first == id("t-shoot") && *then == id("t-edit"))
    );
    assert_eq!(
        way.moves[1..],
        [Move::Launch {
            to: day("2027-04-26")
        }]
    );
    assert_eq!(way.hours, Decimal::new(16, 1));
    // 1.2 x 52 + 0.4 x 78 = 93.60 cost; 1.2 x 120 + 0.4 x 165 = 210 less 5 % discount.
    assert_eq!(
        (way.loss, way.cost),
        (Money::minor(9360), Money::minor(9360))
    );
    assert_eq!(way.price, Money::minor(19_950));
    // Alone, shortening is cheapest on the edit: a fifth of 1,872 by half.
    let alone = found
        .ways
        .iter()
        .find(|way| way.kind == WayKind::Shorten)
        .unwrap();
    assert_eq!(alone.moves[0], shorten("t-edit", 5, 4));
    assert_eq!(alone.loss, Money::minor(18_720));
    // The client can help: eleven days of answers wait on the way, each of at least one day.
    let ask = found.ways.last().unwrap();
    assert_eq!(
        (ask.kind, ask.loss, ask.price),
        (WayKind::Ask, Money::ZERO, Money::ZERO)
    );
    for (earlier, way) in (1..=12).flat_map(|n| find(n).ways.into_iter().map(move |way| (n, way))) {
        let after = way.apply(&pitch);
        assert_eq!(launch(&after, Some(&option)), way.launch);
        assert!(
            way.gains >= i64::from(earlier).min(find(earlier).reach.own),
            "{earlier}: {way:?}"
        );
    }
}

/// A small plan with its own idea of what may be done, for the search through everything.
#[derive(Debug, Clone)]
struct Small {
    tasks: Vec<(u32, u32, bool, u32)>,
    links: Vec<(usize, usize, usize, i32)>,
    earlier: u32,
}

const KINDS: [&str; 6] = ["FS", "FS", "FS", "SS", "FF", "FF"];

fn small() -> impl Strategy<Value = Small> {
    let tasks = prop::collection::vec(
        (1..=4_u32, 1..=5_u32, prop::bool::weighted(0.35), 0..12_u32),
        3..=4,
    );
    let links = prop::collection::vec((0..4_usize, 0..4_usize, 0..KINDS.len(), -1..=1_i32), 2..=5);
    (tasks, links, 1..=5_u32).prop_map(|(tasks, links, earlier)| Small {
        tasks,
        links,
        earlier,
    })
}

const NAMES: [&str; 4] = ["a", "b", "c", "d"];

impl Small {
    /// Hours such that a day less costs whole hours: 4 x days x k.
    fn pitch(&self) -> Pitch {
        let tasks: Vec<_> = self
            .tasks
            .iter()
            .enumerate()
            .map(|(at, (days, k, _, _))| (NAMES[at], *days, 4 * days * k))
            .collect();
        let mut links: Vec<String> = Vec::new();
        for (a, b, kind, lag) in &self.links {
            let (a, b) = ((*a).min(*b), (*a).max(*b));
            let start = format!("{} {} ", NAMES[a], NAMES[b]);
            if a < b && b < tasks.len() && !links.iter().any(|link| link.starts_with(&start)) {
                // What is dropped counts here as a moment at which others arrive by their finish.
                let kind = if self.tasks[b].2 { "FS" } else { KINDS[*kind] };
                links.push(format!("{start}{kind}{lag:+}"));
            }
        }
        let links: Vec<&str> = links.iter().map(String::as_str).collect();
        let mut pitch = plan(&tasks, &links);
        for (at, (_, _, optional, floor)) in self.tasks.iter().enumerate() {
            edit(&mut pitch, NAMES[at], |task| {
                task.optional = *optional;
                task.not_before =
                    (*floor < 3).then(|| day("2027-01-04").plus_days(i64::from(*floor)));
            });
        }
        pitch
    }
}

/// What may be done to one part of the plan, with what it costs a day, or in all.
enum Choice {
    Shorten(usize, u32, i64),
    Overlap(usize, u32, u32, i64),
    Drop(usize, i64),
}

/// The least that it costs to be there on the day, by trying everything. Rules: half of the
/// duration is the shortest; an overlap is at most half of either task's shortest duration, or of
/// their durations when nothing is shortened.
fn by_trying_everything(small: &Small, pitch: &Pitch, wanted: Date) -> Option<i64> {
    let mut choices = Vec::new();
    let shortest = |at: usize| small.tasks[at].0.div_ceil(2);
    let at_of = |id: &TaskId| NAMES.iter().position(|name| *name == id.as_str());
    for (at, (days, k, optional, _)) in small.tasks.iter().enumerate() {
        choices.push(Choice::Shorten(
            at,
            days - shortest(at),
            i64::from(2 * k * 100),
        ));
        if *optional {
            choices.push(Choice::Drop(at, i64::from(4 * days * k * 50)));
        }
    }
    for (nth, link) in pitch.timeline.links.iter().enumerate() {
        if let (LinkKind::FinishToStart, Some(from), Some(to)) =
            (link.kind, at_of(&link.from), at_of(&link.to))
            && link.lag <= 0
        {
            let lead = link.lag.unsigned_abs();
            let half = |of: &dyn Fn(usize) -> u32| (of(from).min(of(to)) / 2).saturating_sub(lead);
            let (strict, loose) = (half(&shortest), half(&|at| small.tasks[at].0));
            choices.push(Choice::Overlap(
                nth,
                strict,
                loose,
                i64::from(small.tasks[to].1 * 100),
            ));
        }
    }
    let mut best = None;
    let state = Tried {
        timeline: pitch.timeline.as_ref().clone(),
        cost: 0,
        shortened: false,
        long: false,
    };
    try_all(&choices, state, wanted, &mut best);
    best
}

#[derive(Clone)]
struct Tried {
    timeline: Timeline,
    cost: i64,
    shortened: bool,
    long: bool,
}

fn try_all(choices: &[Choice], tried: Tried, wanted: Date, best: &mut Option<i64>) {
    if best.is_some_and(|best| tried.cost >= best) || (tried.shortened && tried.long) {
        return;
    }
    let Some((choice, rest)) = choices.split_first() else {
        if schedule(&tried.timeline, None).launch.unwrap() <= wanted {
            *best = Some(tried.cost);
        }
        return;
    };
    match choice {
        Choice::Shorten(at, most, price) => {
            for days in 0..=*most {
                let mut next = tried.clone();
                next.timeline
                    .tasks
                    .find_mut(&id(NAMES[*at]))
                    .unwrap()
                    .duration -= days;
                next.cost += price * i64::from(days);
                next.shortened |= days > 0;
                try_all(rest, next, wanted, best);
            }
        }
        Choice::Overlap(nth, strict, loose, price) => {
            for days in 0..=*loose {
                let mut next = tried.clone();
                let link = next.timeline.links[*nth].id.clone();
                let (from, to) = (
                    next.timeline.links[*nth].from.clone(),
                    next.timeline.links[*nth].to.clone(),
                );
                let gone = |task: &TaskId| {
                    next.timeline.tasks.find(task).unwrap().kind == TaskKind::Milestone
                };
                if days > 0 && (gone(&from) || gone(&to)) {
                    break;
                }
                next.timeline.links.find_mut(&link).unwrap().lag -= days as i32;
                next.cost += price * i64::from(days);
                next.long |= days > *strict;
                try_all(rest, next, wanted, best);
            }
        }
        Choice::Drop(at, price) => {
            let mut next = tried.clone();
            let task = next.timeline.tasks.find_mut(&id(NAMES[*at])).unwrap();
            // A moment that holds nothing up: what waits for it waits for what it waits for.
            task.kind = TaskKind::Milestone;
            task.not_before = None;
            next.cost += price;
            try_all(rest, next, wanted, best);
            try_all(rest, tried, wanted, best);
        }
    }
}

fn halves() -> Estimating {
    Estimating {
        shortest: Percent::whole(50),
        ..Estimating::default()
    }
}

proptest! {
    #![proptest_config(cases(160))]

    #[test]
    fn nothing_is_cheaper_than_the_cheapest_way(small in small()) {
        let pitch = small.pitch();
        let found = squeeze(&pitch, None, small.earlier, &halves(), None).unwrap();
        let least = by_trying_everything(&small, &pitch, found.wanted);
        let own = found.ways.iter().find(|way| !way.kind.needs_client());
        if found.reach.own >= found.asked {
            prop_assert_eq!(own.map(|way| way.loss.units()), least, "{:?}", found);
        } else {
            prop_assert_eq!(least, None, "{:?}", found);
        }
    }

    #[test]
    fn every_way_does_what_it_says(small in small(), mode in 0..5_u8) {
        let mut pitch = small.pitch();
        let timeline = Arc::make_mut(&mut pitch.timeline);
        match mode {
            0 => {}
            1 => timeline.launch = None,
            2 => timeline.tasks.find_mut(&id("air")).unwrap().not_before = Some(day("2027-01-12")),
            3 => timeline.tasks.find_mut(&id("air")).unwrap().must_start_on = Some(day("2027-01-12")),
            _ => {
                timeline.plan_from = PlanFrom::Launch;
                timeline.launch_date = Some(day("2027-01-13"));
            }
        }
        let found = squeeze(&pitch, None, small.earlier, &halves(), None).unwrap();
        let aim = found.asked.min(found.reach.own);
        prop_assert!(aim <= 0 || !found.ways.is_empty(), "{:?}", found);
        for way in &found.ways {
            let after = way.apply(&pitch);
            let plan = schedule(&after.timeline, None);
            let end = if mode == 1 { plan.finish } else { plan.launch };
            prop_assert_eq!(end, Some(way.launch));
            prop_assert!(way.gains >= aim, "{:?}", way);
            prop_assert_eq!(plan.short_by, 0);
            prop_assert_eq!((plan.set_aside, plan.conflicts), (vec![], vec![]));
            prop_assert!(way.loss >= found.ways[0].loss);
        }
        prop_assert_eq!(&found, &squeeze(&pitch, None, small.earlier, &halves(), None).unwrap());
    }
}

/// 200 tasks in ten strands that wait for each other here and there.
fn large() -> Pitch {
    let names: Vec<String> = (0..200).map(|n| format!("t{n}")).collect();
    let tasks: Vec<(&str, u32, u32)> = names
        .iter()
        .enumerate()
        .map(|(n, name)| {
            (
                name.as_str(),
                3 + (n as u32 * 7) % 6,
                8 + (n as u32 * 13) % 40,
            )
        })
        .collect();
    let mut links = Vec::new();
    for n in 10..200 {
        links.push(format!("t{} t{n}", n - 10));
        if n % 3 == 0 {
            links.push(format!("t{} t{n}", n - 10 - (n * 5) % 9 % (n - 9)));
        }
    }
    links.sort();
    links.dedup();
    let links: Vec<&str> = links.iter().map(String::as_str).collect();
    let mut pitch = plan(&tasks, &links);
    for n in [25, 60, 85, 110, 140] {
        edit(&mut pitch, &names[n], |task| task.optional = true);
    }
    pitch
}

#[test]
fn a_large_plan_is_squeezed_while_somebody_waits() {
    let pitch = large();
    let started = Instant::now();
    let found = asked(&pitch, 15);
    let took = started.elapsed();
    println!("200 tasks, 15 days earlier: {took:?}, {:?}", found.reach);
    assert!(found.ways[0].gains >= 15);
    // A build without optimisation on a busy machine; the page is some ten times as quick.
    assert!(took.as_millis() < 6_000, "{took:?}");
}

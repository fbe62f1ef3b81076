//! How long the dates of a large plan take: 10,000 tasks in phases of 20 with 15,000 links of all
//! kinds, holidays and constraints. `node bench/schedule.mjs` runs it in wasm with the page's own
//! profile; `cargo run --release --features bench --bin schedule` natively.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::sync::Arc;

use pitchwright::model::{
    Date, Holiday, HolidayId, Identifier, Link, LinkId, LinkKind, Phase, PhaseId, PlanFrom, Task,
    TaskId, TaskKind, Timeline,
};
use pitchwright::plan::schedule::{schedule, schedule_after};

const TASKS: u64 = 10_000;
const WARM_UP: usize = 10;
const ROUNDS: usize = 30;

/// The same numbers on every machine.
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 >> 11
    }
    fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }
}

fn id<I: Identifier>(draw: &mut Draw) -> I {
    I::from_random(draw.next())
}

fn plan() -> Timeline {
    let mut draw = Draw(0x9E37_79B9_7F4A_7C15);
    let start = Date::parse("2027-01-04").unwrap();
    let mut timeline: Timeline = serde_json::from_str(r#"{ "start": "2027-01-04" }"#).unwrap();
    timeline.holidays = (0..40)
        .map(|n| Holiday::new(id::<HolidayId>(&mut draw), start.plus_days(n * 9), ""))
        .collect();
    let phases: Vec<PhaseId> = (0..TASKS / 20).map(|_| id(&mut draw)).collect();
    let phase = |id: &PhaseId| Phase {
        id: id.clone(),
        name: String::new(),
        extra: Default::default(),
    };
    timeline.phases = phases.iter().map(phase).collect();
    let mut tasks: Vec<TaskId> = Vec::new();
    for n in 0..TASKS {
        let kind = match draw.below(20) {
            0 => TaskKind::Milestone,
            1 => TaskKind::Approval,
            _ => TaskKind::Task,
        };
        let days = u32::try_from(1 + draw.below(5)).unwrap();
        let mut task = Task::new(id(&mut draw), "Task", kind, days);
        task.phase = Some(phases[usize::try_from(n / 20).unwrap()].clone());
        let day = start.plus_days(i64::try_from(draw.below(200)).unwrap());
        match draw.below(50) {
            0 => task.not_before = Some(day),
            1 => task.must_start_on = Some(day),
            2 => task.deadline = Some(day),
            _ => {}
        }
        // Two links for every other task, one for the others, seldom out of the phase.
        for more in 0..=n % 2 {
            let back = if draw.below(40) == 0 { 60 } else { n % 20 };
            if back.min(n) == 0 {
                continue;
            }
            let from = n
                - 1
                - if more == 0 {
                    0
                } else {
                    draw.below(back.min(n))
                };
            let kind =
                LinkKind::ALL[[0, 0, 0, 0, 1, 2, 3][usize::try_from(draw.below(7)).unwrap()]];
            timeline.links.push(Link {
                id: id::<LinkId>(&mut draw),
                from: tasks[usize::try_from(from).unwrap()].clone(),
                to: task.id.clone(),
                kind,
                lag: [0, 0, 0, 1, 2, -1][usize::try_from(draw.below(6)).unwrap()],
                extra: Default::default(),
            });
        }
        tasks.push(task.id.clone());
        timeline.tasks.push(task);
    }
    // As a file gives it: no id shares its memory with another.
    serde_json::from_str(&serde_json::to_string(&timeline).unwrap()).unwrap()
}

#[cfg(target_arch = "wasm32")]
fn now() -> f64 {
    use wasm_bindgen::JsCast;
    let clock = js_sys::Reflect::get(&js_sys::global(), &"performance".into()).unwrap();
    clock.unchecked_into::<web_sys::Performance>().now()
}

#[cfg(not(target_arch = "wasm32"))]
fn now() -> f64 {
    static START: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
    START
        .get_or_init(std::time::Instant::now)
        .elapsed()
        .as_secs_f64()
        * 1000.0
}

fn say(line: &str) {
    #[cfg(target_arch = "wasm32")]
    web_sys::console::log_1(&line.into());
    #[cfg(not(target_arch = "wasm32"))]
    println!("{line}");
}

fn time(name: &str, mut run: impl FnMut() -> i64) {
    let mut took: Vec<f64> = (0..WARM_UP + ROUNDS)
        .map(|_| {
            let start = now();
            let finish = run();
            let took = now() - start;
            assert!(finish > 0);
            took
        })
        .skip(WARM_UP)
        .collect();
    took.sort_by(f64::total_cmp);
    say(&format!(
        "{name:<44} {:6.2} ms (quickest {:.2}, slowest {:.2})",
        took[took.len() / 2],
        took[0],
        took[took.len() - 1]
    ));
}

fn main() {
    let mut timeline = plan();
    say(&format!(
        "{} tasks, {} links; median of {ROUNDS}",
        timeline.tasks.len(),
        timeline.links.len()
    ));
    time("from nothing", || schedule(&timeline, None).finish_index);
    let mut edited = timeline.clone();
    let mut plan = schedule(&edited, None);
    let mut days = 0;
    time("after an edit of one duration", || {
        days = days % 5 + 1;
        let first = edited.tasks[0].id.clone();
        edited.tasks.find_mut(&first).unwrap().duration = days;
        plan = schedule_after(&plan, &edited, None);
        plan.finish_index
    });
    let mut shuffled = timeline.clone();
    let mut draw = Draw(77);
    let mut tasks: Vec<Arc<Task>> = shuffled.tasks.iter().cloned().collect();
    for at in (1..tasks.len()).rev() {
        let other = usize::try_from(draw.below(u64::try_from(at).unwrap() + 1)).unwrap();
        tasks.swap(at, other);
    }
    shuffled.tasks = tasks.into_iter().collect();
    time("from nothing, tasks in any order", || {
        schedule(&shuffled, None).finish_index
    });
    timeline.launch = timeline.tasks.last().map(|task| task.id.clone());
    timeline.launch_date = Some(Date::parse("2028-01-04").unwrap());
    timeline.plan_from = PlanFrom::Launch;
    time("from nothing, planned back", || {
        schedule(&timeline, None).finish_index
    });
}

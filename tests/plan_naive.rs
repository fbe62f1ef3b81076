//! The schedule against a second one, written from the formulas alone and as plainly as can be:
//! days counted one by one, passes repeated until nothing changes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "support/cases.rs"]
mod cases;

use cases::cases;
use pitchwright::model::{
    Date, Holiday, HolidayId, Link, LinkId, LinkKind, OptionId, PlanFrom, Task, TaskId, TaskKind,
    Timeline, WorkingWeek,
};
use pitchwright::plan::schedule::{approval_effect, approval_effects, schedule, schedule_after};
use proptest::prelude::*;
use serde_json::json;

/// A task by the formulas: a duration and where it may stand.
struct Plain {
    id: TaskId,
    d: i64,
    floor: i64,
    must: Option<i64>,
    /// After the end of the last working day on or before the deadline.
    deadline: Option<i64>,
}

/// A link by the formulas: positions of predecessor and successor.
struct Arrow(usize, usize, LinkKind, i64);

struct Naive {
    tasks: Vec<Plain>,
    arrows: Vec<Arrow>,
}

fn works(timeline: &Timeline, day: Date) -> bool {
    let off = |holiday: &Holiday| {
        let mut off = holiday.date;
        while off < holiday.until.unwrap_or(off) && off != day {
            off = off.plus_days(1);
        }
        off == day
    };
    timeline.working_week.includes(day.weekday()) && !timeline.holidays.iter().any(|h| off(h))
}

/// The first working day on or after the start has index 0.
fn first_day(timeline: &Timeline) -> Date {
    let mut day = timeline.start;
    while !works(timeline, day) {
        day = day.plus_days(1);
    }
    day
}

fn date(timeline: &Timeline, index: i64) -> Date {
    let mut day = first_day(timeline);
    for _ in 0..index.abs() {
        day = day.plus_days(index.signum());
        while !works(timeline, day) {
            day = day.plus_days(index.signum());
        }
    }
    day
}

/// How many working days lie from the first one to before this day; negative before the first.
fn index(timeline: &Timeline, day: Date) -> i64 {
    let first = first_day(timeline);
    let (from, to, sign) = if day < first {
        (day, first, -1)
    } else {
        (first, day, 1)
    };
    let days = (0..to.days_since(from)).map(|n| from.plus_days(n));
    sign * i64::try_from(days.filter(|day| works(timeline, *day)).count()).unwrap()
}

impl Naive {
    fn of(timeline: &Timeline, option: Option<&OptionId>) -> Self {
        let is_in = |task: &Task| {
            option.is_none_or(|id| task.options.is_empty() || task.options.contains(id))
        };
        let tasks: Vec<Plain> = timeline
            .tasks
            .iter()
            .filter(|task| is_in(task))
            .map(|task| Plain {
                id: task.id.clone(),
                d: if task.kind == TaskKind::Milestone {
                    0
                } else {
                    task.duration.into()
                },
                floor: task.not_before.map_or(0, |day| index(timeline, day).max(0)),
                must: task.must_start_on.map(|day| index(timeline, day).max(0)),
                deadline: task.deadline.map(|day| index(timeline, day.plus_days(1))),
            })
            .collect();
        let at = |id: &TaskId| tasks.iter().position(|task| task.id == *id);
        let arrows = timeline
            .links
            .iter()
            .filter_map(|l| Some(Arrow(at(&l.from)?, at(&l.to)?, l.kind, l.lag.into())))
            .collect();
        Self { tasks, arrows }
    }

    /// The earliest start that a link allows its successor.
    fn wants(&self, Arrow(p, s, kind, lag): &Arrow, es: &[i64]) -> i64 {
        let (ef_p, d_s) = (es[*p] + self.tasks[*p].d, self.tasks[*s].d);
        match kind {
            LinkKind::FinishToStart => ef_p + lag,
            LinkKind::StartToStart => es[*p] + lag,
            LinkKind::FinishToFinish => ef_p + lag - d_s,
            LinkKind::StartToFinish => es[*p] + lag - d_s,
        }
    }

    /// The earliest starts; those of `stand` are given.
    fn forward(&self, stand: &[Option<i64>]) -> Vec<i64> {
        let own = |at: usize| stand[at].or(self.tasks[at].must);
        let mut es: Vec<i64> = (0..self.tasks.len())
            .map(|at| own(at).unwrap_or(self.tasks[at].floor))
            .collect();
        loop {
            let before = es.clone();
            for arrow in &self.arrows {
                if own(arrow.1).is_none() {
                    es[arrow.1] = es[arrow.1].max(self.wants(arrow, &es));
                }
            }
            if es == before {
                return es;
            }
        }
    }

    /// The latest finishes under these caps, heeding the links to tasks that `count`.
    fn backward(&self, caps: &[i64], count: impl Fn(usize) -> bool) -> Vec<i64> {
        let mut lf = caps.to_vec();
        loop {
            let before = lf.clone();
            for Arrow(p, s, kind, lag) in &self.arrows {
                let (ls_s, lf_s, d_p) = (lf[*s] - self.tasks[*s].d, lf[*s], self.tasks[*p].d);
                let latest = match kind {
                    LinkKind::FinishToStart => ls_s - lag,
                    LinkKind::StartToStart => ls_s - lag + d_p,
                    LinkKind::FinishToFinish => lf_s - lag,
                    LinkKind::StartToFinish => lf_s - lag + d_p,
                };
                if count(*s) {
                    lf[*p] = lf[*p].min(latest);
                }
            }
            if lf == before {
                return lf;
            }
        }
    }

    fn end(&self, es: &[i64]) -> i64 {
        let ends = es.iter().zip(&self.tasks).map(|(es, task)| es + task.d);
        ends.max().unwrap_or(0)
    }

    /// By how much a task can slip before its successors, or the end, must.
    fn free_slack(&self, at: usize, es: &[i64]) -> i64 {
        let ef = |at: usize| es[at] + self.tasks[at].d;
        let links = self.arrows.iter().filter(|arrow| arrow.0 == at);
        links
            .map(|Arrow(p, s, kind, lag)| match kind {
                LinkKind::FinishToStart => es[*s] - lag - ef(*p),
                LinkKind::StartToStart => es[*s] - lag - es[*p],
                LinkKind::FinishToFinish => ef(*s) - lag - ef(*p),
                LinkKind::StartToFinish => ef(*s) - lag - es[*p],
            })
            .min()
            .unwrap_or(self.end(es) - ef(at))
    }

    /// Which tasks are reached from this one along links.
    fn behind(&self, launch: Option<usize>) -> Vec<bool> {
        let mut behind = vec![false; self.tasks.len()];
        loop {
            let before = behind.clone();
            for Arrow(p, s, ..) in &self.arrows {
                behind[*s] |= behind[*p] || launch == Some(*p);
            }
            if behind == before {
                return behind;
            }
        }
    }
}

fn is_finish(kind: LinkKind) -> bool {
    matches!(kind, LinkKind::FinishToStart | LinkKind::FinishToFinish)
}

fn check_forward(timeline: &Timeline, option: Option<&OptionId>) {
    let naive = Naive::of(timeline, option);
    let es = naive.forward(&vec![None; naive.tasks.len()]);
    let end = naive.end(&es);
    let caps: Vec<i64> = naive
        .tasks
        .iter()
        .map(|task| task.deadline.unwrap_or(end).min(end))
        .collect();
    let lf = naive.backward(&caps, |_| true);
    let plan = schedule(timeline, option);
    assert_eq!(plan.tasks.len(), naive.tasks.len());
    assert_eq!(plan.finish_index, end);
    for (at, task) in naive.tasks.iter().enumerate() {
        let found = plan.tasks.get(&task.id).unwrap();
        let (es_at, ef) = (es[at], es[at] + task.d);
        let ls = lf[at] - task.d;
        assert_eq!(
            (found.es, found.ef, found.ls, found.lf),
            (es_at, ef, ls, lf[at]),
            "{}",
            task.id
        );
        assert_eq!(found.total_slack, ls - es_at);
        assert_eq!(found.free_slack, naive.free_slack(at, &es), "{}", task.id);
        assert_eq!(found.critical, ls <= es_at);
        let (start, finish) = if task.d > 0 {
            (date(timeline, es_at), date(timeline, ef - 1))
        } else {
            let set_by_finish = es_at > task.floor
                && task.must.is_none()
                && naive
                    .arrows
                    .iter()
                    .any(|a| a.1 == at && is_finish(a.2) && naive.wants(a, &es) == es_at);
            let day = date(timeline, if set_by_finish { es_at - 1 } else { es_at });
            (day, day)
        };
        assert_eq!((found.start, found.finish), (start, finish), "{}", task.id);
    }
}

/// Planning back: what leads to the launch, or to the end where no launch is named, is done
/// before the launch index; what lies behind the launch follows it.
fn check_back(timeline: &Timeline) {
    let naive = Naive::of(timeline, None);
    let launch_date = timeline.launch_date.unwrap();
    let t = index(timeline, launch_date);
    let launch = naive
        .tasks
        .iter()
        .position(|task| Some(&task.id) == timeline.launch.as_ref());
    let behind = naive.behind(launch);
    let caps: Vec<i64> = (0..naive.tasks.len())
        .map(|at| {
            let task = &naive.tasks[at];
            // A launch that is no milestone is done by the end of its day.
            let t = if launch == Some(at) && task.d > 0 {
                index(timeline, launch_date.plus_days(1))
            } else {
                t
            };
            let must = task.must.map_or(t, |must| must + task.d);
            t.min(task.deadline.unwrap_or(t)).min(must)
        })
        .collect();
    let lf = naive.backward(&caps, |s| !behind[s]);
    let stand: Vec<Option<i64>> = (0..naive.tasks.len())
        .map(|at| (!behind[at]).then_some(lf[at] - naive.tasks[at].d))
        .collect();
    let starts = naive.forward(&stand);
    let es = naive.forward(&vec![None; naive.tasks.len()]);
    let plan = schedule(timeline, None);
    for (at, task) in naive.tasks.iter().enumerate() {
        let found = plan.tasks.get(&task.id).unwrap();
        let (start, end) = (starts[at], starts[at] + task.d);
        assert_eq!(
            (
                found.es,
                found.ef,
                found.ls,
                found.lf,
                found.begins,
                found.ends
            ),
            (es[at], es[at] + task.d, start, end, start, end),
            "{}",
            task.id
        );
        assert_eq!(found.total_slack, start - es[at]);
        assert_eq!(found.critical, start <= es[at]);
        let follows = naive.arrows.iter().any(|a| a.1 == at && is_finish(a.2));
        let shown = if task.d > 0 {
            (date(timeline, start), date(timeline, end - 1))
        } else if start == t && caps[at] == t && !behind[at] {
            (launch_date, launch_date)
        } else {
            let day = date(timeline, if follows { start - 1 } else { start });
            (day, day)
        };
        assert_eq!((found.start, found.finish), shown, "{}", task.id);
    }
    let short = |at: usize| {
        let task = &naive.tasks[at];
        task.must.unwrap_or(0).max(task.floor) - starts[at]
    };
    let shorts = (0..naive.tasks.len()).filter(|at| !behind[*at]).map(short);
    assert_eq!(plan.short_by, shorts.max().unwrap_or(0).max(0));
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

prop_compose! {
    fn drawn_task(n: usize)(
        days in 0_u32..12,
        milestone in proptest::bool::weighted(0.2),
        not_before in proptest::option::weighted(0.25, -20_i64..120),
        must in proptest::option::weighted(0.12, -10_i64..120),
        deadline in proptest::option::weighted(0.25, -10_i64..120),
        option in proptest::option::weighted(0.2, proptest::bool::ANY),
    ) -> Task {
        let start = day("2027-01-04");
        let kind = if milestone { TaskKind::Milestone } else { TaskKind::Task };
        let mut task = Task::new(TaskId::new(&format!("t{n}")).unwrap(), "", kind, days);
        task.not_before = not_before.map(|n| start.plus_days(n));
        task.must_start_on = must.map(|n| start.plus_days(n));
        task.deadline = deadline.map(|n| start.plus_days(n));
        task.options = option.iter().map(|large| OptionId::new(if *large { "large" } else { "small" }).unwrap()).collect();
        task
    }
}

/// Plans without loops, with closures, all kinds of links, all constraints and two options.
fn plans() -> impl Strategy<Value = Timeline> {
    (1_usize..16)
        .prop_flat_map(|count| {
            let tasks: Vec<_> = (0..count).map(drawn_task).collect();
            let kind = proptest::sample::select(LinkKind::ALL.to_vec());
            let link = (0..count, 0..count, kind, -6_i32..7);
            let links = proptest::collection::vec(link, 0..count * 3);
            let closures = proptest::collection::vec((0_i64..150, 0_i64..6), 0..12);
            let week = proptest::sample::subsequence(vec![1_u8, 2, 3, 4, 5, 6, 7], 1..=7);
            let order = Just((0..count).collect::<Vec<usize>>()).prop_shuffle();
            (tasks, links, closures, week, 0_i64..14, order)
        })
        .prop_map(|(tasks, links, closures, week, start, order)| {
            let ids: Vec<TaskId> = tasks.iter().map(|task| task.id.clone()).collect();
            let mut timeline: Timeline =
                serde_json::from_value(json!({ "start": "2027-01-04" })).unwrap();
            timeline.start = timeline.start.plus_days(start);
            timeline.working_week = serde_json::from_value::<WorkingWeek>(json!(week)).unwrap();
            timeline.tasks = tasks.into_iter().collect();
            timeline.links = links
                .into_iter()
                .filter(|(from, to, ..)| order[*from] < order[*to])
                .enumerate()
                .map(|(n, (from, to, kind, lag))| Link {
                    id: LinkId::new(&format!("l{n}")).unwrap(),
                    from: ids[from].clone(),
                    to: ids[to].clone(),
                    kind,
                    lag,
                    extra: Default::default(),
                })
                .collect();
            timeline.holidays = closures
                .into_iter()
                .enumerate()
                .map(|(n, (from, more))| {
                    let id = HolidayId::new(&format!("h{n}")).unwrap();
                    let from = day("2027-01-04").plus_days(from);
                    let mut holiday = Holiday::new(id, from, "");
                    holiday.until = (more > 0).then(|| from.plus_days(more));
                    holiday
                })
                .collect();
            timeline
        })
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn planned_forward_it_is_what_the_formulas_say(timeline in plans()) {
        check_forward(&timeline, None);
        check_forward(&timeline, Some(&OptionId::new("small").unwrap()));
    }

    #[test]
    fn planned_back_it_is_what_the_formulas_say(
        mut timeline in plans(),
        date in 0_i64..160,
        launch in proptest::option::weighted(0.8, 0_usize..16),
    ) {
        timeline.plan_from = PlanFrom::Launch;
        timeline.launch_date = Some(day("2027-01-04").plus_days(date));
        timeline.launch = launch
            .and_then(|at| timeline.tasks.get(at))
            .map(|task| task.id.clone());
        check_back(&timeline);
    }

    #[test]
    fn one_more_day_of_an_approval_moves_the_launch_as_planning_it_does(
        mut timeline in plans(),
        approvals in proptest::collection::vec(proptest::bool::ANY, 16),
        launch in proptest::option::weighted(0.5, 0_usize..16),
    ) {
        timeline.launch = launch
            .and_then(|at| timeline.tasks.get(at))
            .map(|task| task.id.clone());
        let ids: Vec<TaskId> = timeline.tasks.iter().map(|task| task.id.clone()).collect();
        for (id, is_approval) in ids.iter().zip(approvals) {
            if is_approval {
                timeline.tasks.find_mut(id).unwrap().kind = TaskKind::Approval;
            }
        }
        let end = |timeline: &Timeline| {
            let plan = schedule(timeline, None);
            let launch = timeline.launch.as_ref();
            launch.map_or(plan.finish_index, |id| plan.tasks.get(id).unwrap().ef)
        };
        for (id, days) in approval_effects(&timeline, None) {
            let mut longer = timeline.clone();
            longer.tasks.find_mut(&id).unwrap().duration += 1;
            prop_assert_eq!(days, end(&longer) - end(&timeline), "{}", id);
            let before = schedule(&longer, None);
            prop_assert_eq!(approval_effect(&before, &timeline, None, &id), Some(days));
        }
    }

    /// What is taken from the schedule before an edit changes nothing.
    #[test]
    fn after_an_edit_it_is_as_from_nothing(
        timeline in plans(),
        other in plans(),
        at in 0_usize..16,
        drawn in drawn_task(0),
        which in 0_u8..7,
    ) {
        let mut edited = timeline.clone();
        match which {
            0 => { edited.tasks.retain(|task| task.id != TaskId::new(&format!("t{at}")).unwrap()); }
            1 => { edited.links.retain(|link| link.id != LinkId::new(&format!("l{at}")).unwrap()); }
            2 => {
                let id = TaskId::new(&format!("t{at}")).unwrap();
                edited.tasks.move_to(&id, 0);
            }
            3 => {
                if let Some(link) = edited.links.find_mut(&LinkId::new(&format!("l{at}")).unwrap()) {
                    link.lag += 2;
                }
            }
            4 => edited = other,
            _ => {
                if let Some(task) = edited.tasks.find_mut(&TaskId::new(&format!("t{at}")).unwrap()) {
                    *task = Task { id: task.id.clone(), ..drawn };
                }
            }
        }
        let small = OptionId::new("small").unwrap();
        for option in [None, Some(&small)] {
            let before = schedule(&timeline, option);
            prop_assert_eq!(&schedule_after(&before, &timeline, option), &before);
            let fresh = schedule(&edited, option);
            prop_assert_eq!(&schedule_after(&before, &edited, option), &fresh);
            // Another option is another network.
            prop_assert_eq!(&schedule_after(&before, &edited, Some(&small)), &schedule(&edited, Some(&small)));
        }
    }
}

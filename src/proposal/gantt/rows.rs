//! What stands in the rows of the picture: a bar for every phase, task, milestone and approval,
//! and the links between them.

use std::collections::BTreeMap;

use crate::model::{Date, LinkKind, OptionId, Percent, PhaseId, Task, TaskId, TaskKind, Timeline};
use crate::plan::schedule::{Schedule, Scheduled, Span, Spans};

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// What is done.
    pub name: String,
    /// What it is.
    pub kind: BarKind,
    /// The first day.
    pub start: Date,
    /// The last day, included.
    pub finish: Date,
    /// Without a duration: it stands in the middle of its day.
    pub point: bool,
    /// Without slack.
    pub critical: bool,
    /// What only the agency sees.
    pub inside: Inside,
    /// From when to when it was agreed: drawn under the bar.
    pub agreed: Option<Span>,
    /// Where it stands in another plan: drawn behind the bar.
    pub ghost: Option<Span>,
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BarKind {
    /// Spans the rows below it.
    Phase,
    /// Work of the agency.
    Task,
    /// A moment.
    Milestone,
    /// A decision of the client.
    Approval,
}

/// What of a row only the agency sees. The client's picture has the default: nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Inside {
    /// The day until which it can slip, when it can.
    pub slack_to: Option<Date>,
    /// How much of it is done.
    pub done: Percent,
    /// The day by which it is to be finished.
    pub deadline: Option<Date>,
}

/// A link, between rows by their place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tie {
    /// The predecessor.
    pub from: usize,
    /// The successor.
    pub to: usize,
    /// What waits for what.
    pub kind: LinkKind,
}

impl Tie {
    /// Whether it is seen in these rows: it begins there, ends there or goes through.
    #[must_use]
    pub fn touches(&self, rows: &std::ops::Range<usize>) -> bool {
        self.from.min(self.to) < rows.end && self.from.max(self.to) >= rows.start
    }
}

impl Bar {
    /// The bar of a task, with all that the agency sees.
    #[must_use]
    pub fn of_task(task: &Task, scheduled: &Scheduled, schedule: &Schedule) -> Self {
        let point = scheduled.days == 0;
        let slips = scheduled.total_slack > 0 && !schedule.planned_back;
        Self {
            name: task.name.clone(),
            kind: match task.kind {
                TaskKind::Approval => BarKind::Approval,
                TaskKind::Task if !point => BarKind::Task,
                TaskKind::Task | TaskKind::Milestone => BarKind::Milestone,
            },
            start: scheduled.start,
            finish: scheduled.finish.max(scheduled.start),
            point,
            critical: scheduled.critical,
            inside: Inside {
                slack_to: slips.then(|| schedule.calendar.date(scheduled.lf - 1)),
                done: task.progress,
                deadline: task.deadline,
            },
            agreed: None,
            ghost: None,
        }
    }

    /// The bracket of a phase.
    #[must_use]
    pub fn of_phase(name: &str, span: Span) -> Self {
        Self {
            name: name.to_owned(),
            kind: BarKind::Phase,
            start: span.start,
            finish: span.finish,
            point: false,
            critical: false,
            inside: Inside::default(),
            agreed: None,
            ghost: None,
        }
    }
}

/// What a picture is made from.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The phases, tasks and links.
    pub timeline: &'a Timeline,
    /// Their dates.
    pub schedule: &'a Schedule,
    /// The option whose tasks are shown; none means all.
    pub option: Option<&'a OptionId>,
    /// The dates that were agreed, when they are to be seen.
    pub agreed: Option<&'a Spans>,
    /// Whether what only the agency sees is kept.
    pub internal: bool,
}

/// All rows with their links.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Picture {
    /// From top to bottom.
    pub bars: Vec<Bar>,
    /// The links between them.
    pub ties: Vec<Tie>,
    /// The day of the launch.
    pub launch: Option<Date>,
}

impl Picture {
    /// Phases with their tasks in the order of the timeline; tasks without a phase come last.
    #[must_use]
    pub fn of(source: Source<'_>) -> Self {
        let (timeline, schedule) = (source.timeline, source.schedule);
        let mut bars = Vec::new();
        let mut places: BTreeMap<&TaskId, usize> = BTreeMap::new();
        let known = |phase: &PhaseId| timeline.phases.position(phase).is_some();
        let mut by_phase: BTreeMap<Option<&PhaseId>, Vec<&Task>> = BTreeMap::new();
        for task in timeline
            .tasks
            .iter()
            .filter(|task| task.is_in(source.option))
        {
            let phase = task.phase.as_ref().filter(|id| known(id));
            by_phase.entry(phase).or_default().push(task);
        }
        let phases = timeline.phases.iter().map(|phase| Some(&**phase));
        for phase in phases.chain([None]) {
            let span = phase.and_then(|phase| schedule.phases.get(&phase.id));
            if let (Some(phase), Some(span)) = (phase, span) {
                bars.push(Bar::of_phase(&phase.name, *span));
            }
            for task in by_phase
                .remove(&phase.map(|phase| &phase.id))
                .unwrap_or_default()
            {
                let Some(scheduled) = schedule.tasks.get(&task.id) else {
                    continue;
                };
                places.insert(&task.id, bars.len());
                let mut bar = Bar::of_task(task, scheduled, schedule);
                bar.agreed = source
                    .agreed
                    .and_then(|agreed| agreed.get(&task.id).copied());
                if !source.internal {
                    bar.inside = Inside::default();
                }
                bars.push(bar);
            }
        }
        let ties = (timeline.links.iter())
            .filter(|link| !schedule.set_aside.contains(&link.id))
            .filter_map(|link| {
                Some(Tie {
                    from: *places.get(&link.from)?,
                    to: *places.get(&link.to)?,
                    kind: link.kind,
                })
            })
            .collect();
        Self {
            bars,
            ties,
            launch: schedule.launch,
        }
    }

    /// Its phases, milestones and approvals alone, without links. All of it where that is nothing.
    #[must_use]
    pub fn in_outline(&self) -> Self {
        let bars: Vec<Bar> = (self.bars.iter())
            .filter(|bar| bar.kind != BarKind::Task)
            .cloned()
            .collect();
        if bars.is_empty() {
            return self.clone();
        }
        Self {
            bars,
            ties: Vec::new(),
            launch: self.launch,
        }
    }

    /// From the first day of all rows to the last; none without rows.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        (self.bars.iter())
            .map(|bar| Span {
                start: bar.start,
                finish: bar.finish,
            })
            .reduce(Span::and)
    }
}

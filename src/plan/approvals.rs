//! What waiting for the client costs: the effect of one more day of an approval.
#![allow(
    clippy::indexing_slicing,
    reason = "every list here has one entry a task of the network, and is read at its positions"
)]

use super::calendar::Calendar;
use super::limits::Limits;
use super::network::Network;
use super::schedule::{Schedule, last_end, network_after};
use crate::model::{OptionId, Task, TaskId, TaskKind, Timeline};

/// By how many working days one more day of each approval moves the launch, or the finish when
/// no launch is named. Planned forward, as nothing moves a launch date that is planned back from.
#[must_use]
pub fn approval_effects(timeline: &Timeline, option: Option<&OptionId>) -> Vec<(TaskId, i64)> {
    let network = Network::new(timeline, option);
    let mut delay = Delay::new(&network, timeline);
    let approvals = (0..network.len()).filter(|at| delay.is_approval(*at));
    let approvals: Vec<usize> = approvals.collect();
    approvals
        .into_iter()
        .map(|at| (network.ids()[at].clone(), delay.effect(at)))
        .collect()
}

/// The same of one approval; none when it is no approval of the option. `before` is a schedule
/// from which to take what the timeline has in common with it.
#[must_use]
pub fn approval_effect(
    before: &Schedule,
    timeline: &Timeline,
    option: Option<&OptionId>,
    id: &TaskId,
) -> Option<i64> {
    let network = network_after(before, timeline, option);
    let at = network.position(id)?;
    let mut delay = Delay::new(&network, timeline);
    delay.is_approval(at).then(|| delay.effect(at))
}

/// A plan in which one task takes a day longer.
struct Delay<'a> {
    network: &'a Network,
    tasks: Vec<&'a Task>,
    limits: Limits,
    launch: Option<usize>,
    ranks: Vec<usize>,
    es: Vec<i64>,
    end: i64,
}

impl<'a> Delay<'a> {
    fn new(network: &'a Network, timeline: &'a Timeline) -> Self {
        let tasks = network.tasks(timeline);
        let limits = Limits::new(&tasks, &Calendar::of(timeline));
        let es = network.forward(&limits.days, &limits.floors, &limits.must, |_| None);
        let mut plan = Self {
            network,
            tasks,
            limits,
            launch: timeline.launch.as_ref().and_then(|id| network.position(id)),
            ranks: network.ranks(),
            es,
            end: 0,
        };
        plan.end = plan.end();
        plan
    }

    fn is_approval(&self, at: usize) -> bool {
        self.tasks[at].kind == TaskKind::Approval
    }

    fn end(&self) -> i64 {
        match self.launch {
            Some(at) => self.es[at] + self.limits.days[at],
            None => last_end(&self.es, &self.limits.days),
        }
    }

    /// By how much the end moves when this task takes a day longer.
    fn effect(&mut self, at: usize) -> i64 {
        self.limits.days[at] += 1;
        let moved = (self.network).follow(at, &self.ranks, &mut self.es, &self.limits);
        let effect = self.end() - self.end;
        self.limits.days[at] -= 1;
        for (task, before) in moved {
            self.es[task] = before;
        }
        effect
    }
}

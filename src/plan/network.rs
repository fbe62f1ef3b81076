//! Tasks and links as a network of positions, so that passes over it touch no ids: topological
//! order, loops and the links that close them, and the two passes of the critical path method.
#![allow(
    clippy::indexing_slicing,
    reason = "every position is handed out by Network::new and every list is as long as the list \
              of tasks or links it was built from"
)]

use std::collections::{BTreeSet, HashSet, VecDeque};
use std::sync::Arc;

use super::by_id::ById;
use super::limits::Limits;
use crate::model::{Link, LinkId, LinkKind, List, OptionId, Task, TaskId, Timeline};

/// The tasks of one option and the links between them, free of loops. It knows neither durations
/// nor days, so it holds until a task comes, goes or is moved, or a link changes.
#[derive(Debug)]
pub(super) struct Network {
    /// Positions of tasks, every task after its predecessors.
    pub order: Vec<usize>,
    /// The tasks of every loop that was found, each beginning where the closing link leads.
    pub loops: Vec<Vec<usize>>,
    /// Links that do not count because they close a loop or name no task, in the order of their
    /// ids.
    pub set_aside: Vec<LinkId>,
    /// The links that count.
    arrows: Vec<Arrow>,
    into: Groups,
    out_of: Groups,
    /// The tasks, and where each stands in the timeline.
    places: ById<TaskId, usize>,
    made_of: (List<Task>, List<Link>, Option<OptionId>),
}

/// A link between two tasks of a [`Network`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Arrow {
    pub from: usize,
    pub to: usize,
    pub kind: LinkKind,
    pub lag: i64,
    /// Its position among the timeline's links.
    pub link: usize,
}

impl Arrow {
    /// The earliest start that it allows its successor, from the start of its predecessor.
    pub fn earliest(&self, start: i64, days: &[i64]) -> i64 {
        let finish = start + days[self.from];
        match self.kind {
            LinkKind::FinishToStart => finish + self.lag,
            LinkKind::StartToStart => start + self.lag,
            LinkKind::FinishToFinish => finish + self.lag - days[self.to],
            LinkKind::StartToFinish => start + self.lag - days[self.to],
        }
    }

    /// The latest finish that it allows its predecessor, from the start of its successor.
    fn latest(&self, start: i64, days: &[i64]) -> i64 {
        let finish = start + days[self.to];
        match self.kind {
            LinkKind::FinishToStart => start - self.lag,
            LinkKind::StartToStart => start - self.lag + days[self.from],
            LinkKind::FinishToFinish => finish - self.lag,
            LinkKind::StartToFinish => finish - self.lag + days[self.from],
        }
    }

    /// Whether the finish of its predecessor counts.
    pub fn waits_for_finish(&self) -> bool {
        matches!(
            self.kind,
            LinkKind::FinishToStart | LinkKind::FinishToFinish
        )
    }
}

/// For each task the positions of some arrows, in one list.
#[derive(Debug)]
struct Groups {
    starts: Vec<usize>,
    arrows: Vec<usize>,
}

impl Groups {
    fn new(tasks: usize, arrows: &[Arrow], key: impl Fn(&Arrow) -> usize) -> Self {
        let mut starts = vec![0; tasks + 1];
        for arrow in arrows {
            starts[key(arrow) + 1] += 1;
        }
        for task in 0..tasks {
            starts[task + 1] += starts[task];
        }
        let mut next = starts.clone();
        let mut grouped = vec![0; arrows.len()];
        for (position, arrow) in arrows.iter().enumerate() {
            let place = &mut next[key(arrow)];
            grouped[*place] = position;
            *place += 1;
        }
        Self {
            starts,
            arrows: grouped,
        }
    }

    fn of(&self, task: usize) -> &[usize] {
        &self.arrows[self.starts[task]..self.starts[task + 1]]
    }
}

impl Network {
    /// The network of one option, or of all tasks. Links to a task of another option are left
    /// out; links that name no task of the timeline or close a loop are set aside.
    ///
    /// Which link closes a loop: tasks that are neither in a loop nor behind one are ordered
    /// first. The rest is walked along its links, from the tasks that one of those leads to,
    /// then from the others, each time the smallest id first; a link back to a task on the way
    /// closes a loop. So it does not depend on the order of tasks or links.
    pub fn new(timeline: &Timeline, option: Option<&OptionId>) -> Self {
        let mut places = ById::with_room(timeline.tasks.len());
        let mut elsewhere = HashSet::new();
        for (at, task) in timeline.tasks.iter().enumerate() {
            if task.is_in(option) {
                places.add(&task.id, at);
            } else {
                elsewhere.insert(&task.id);
            }
        }
        let mut arrows = Vec::with_capacity(timeline.links.len());
        let mut set_aside = Vec::new();
        for (position, link) in timeline.links.iter().enumerate() {
            let (from, to) = (places.position(&link.from), places.position(&link.to));
            let known = |place: Option<usize>, id| place.is_some() || elsewhere.contains(id);
            match (from, to) {
                (Some(from), Some(to)) => arrows.push(Arrow {
                    from,
                    to,
                    kind: link.kind,
                    lag: i64::from(link.lag),
                    link: position,
                }),
                _ if !known(from, &link.from) || !known(to, &link.to) => {
                    set_aside.push(link.id.clone());
                }
                _ => {}
            }
        }
        let mut network = Self {
            into: Groups::new(places.ids().len(), &arrows, |arrow| arrow.to),
            out_of: Groups::new(places.ids().len(), &arrows, |arrow| arrow.from),
            arrows,
            order: Vec::new(),
            loops: Vec::new(),
            set_aside,
            places,
            made_of: (
                timeline.tasks.clone(),
                timeline.links.clone(),
                option.cloned(),
            ),
        };
        network.order = network.topological();
        if network.order.len() < network.len() {
            network.open_loops();
        }
        network.set_aside.sort_unstable();
        network
    }

    /// Whether it is the network of this option of this timeline too: the same tasks in the same
    /// places with the same links, whatever else has changed about them.
    pub fn is_of(&self, timeline: &Timeline, option: Option<&OptionId>) -> bool {
        let (tasks, links, of) = &self.made_of;
        let same_task = |(a, b): (&Arc<Task>, &Arc<Task>)| {
            Arc::ptr_eq(a, b) || (a.id == b.id && a.options == b.options)
        };
        let same_link = |(a, b): (&Arc<Link>, &Arc<Link>)| Arc::ptr_eq(a, b) || a == b;
        of.as_ref() == option
            && tasks.len() == timeline.tasks.len()
            && links.len() == timeline.links.len()
            && tasks.iter().zip(&timeline.tasks).all(same_task)
            && links.iter().zip(&timeline.links).all(same_link)
    }

    /// How many tasks there are.
    pub fn len(&self) -> usize {
        self.places.ids().len()
    }

    /// The ids of the tasks, in the order of the timeline.
    pub fn ids(&self) -> &[TaskId] {
        self.places.ids()
    }

    /// Where this task stands.
    pub fn position(&self, id: &TaskId) -> Option<usize> {
        self.places.position(id)
    }

    /// The tasks as they stand in a timeline that it is the network of.
    pub fn tasks<'t>(&self, timeline: &'t Timeline) -> Vec<&'t Task> {
        let task = |(_, at): (&TaskId, &usize)| &*timeline.tasks[*at];
        self.places.iter().map(task).collect()
    }

    /// The links that count.
    pub fn arrows(&self) -> &[Arrow] {
        &self.arrows
    }

    /// The link that is drawn as this arrow.
    pub fn link(&self, arrow: &Arrow) -> &Link {
        &self.made_of.1[arrow.link]
    }

    /// The links that arrive at a task.
    pub fn arriving(&self, task: usize) -> impl Iterator<Item = &Arrow> {
        self.into.of(task).iter().map(|arrow| &self.arrows[*arrow])
    }

    /// The links that leave a task.
    pub fn leaving(&self, task: usize) -> impl Iterator<Item = &Arrow> {
        self.out_of
            .of(task)
            .iter()
            .map(|arrow| &self.arrows[*arrow])
    }

    /// The earliest start of every task: at least its floor, at least what its links allow, and
    /// exactly `must` where that is given. `fixed` holds starts that are not to be moved.
    pub fn forward(
        &self,
        days: &[i64],
        floors: &[i64],
        must: &[Option<i64>],
        fixed: impl Fn(usize) -> Option<i64>,
    ) -> Vec<i64> {
        let mut starts = vec![0; self.len()];
        for task in &self.order {
            starts[*task] = fixed(*task)
                .or(must[*task])
                .unwrap_or_else(|| self.earliest(*task, floors[*task], &starts, days));
        }
        starts
    }

    /// Where each task stands in [`Self::order`].
    pub fn ranks(&self) -> Vec<usize> {
        let mut ranks = vec![0; self.len()];
        for (rank, task) in self.order.iter().enumerate() {
            ranks[*task] = rank;
        }
        ranks
    }

    /// Puts `starts`, a forward pass, right after the duration of one task has changed: only what
    /// this moves is visited. The tasks that were moved, with their starts before.
    pub fn follow(
        &self,
        task: usize,
        ranks: &[usize],
        starts: &mut [i64],
        limits: &Limits,
    ) -> Vec<(usize, i64)> {
        let mut moved = Vec::new();
        let mut open = BTreeSet::from([(ranks[task], task)]);
        while let Some((_, at)) = open.pop_first() {
            let before = starts[at];
            starts[at] = limits.must[at]
                .unwrap_or_else(|| self.earliest(at, limits.floors[at], starts, &limits.days));
            if starts[at] != before {
                moved.push((at, before));
            }
            if starts[at] != before || at == task {
                open.extend(self.leaving(at).map(|arrow| (ranks[arrow.to], arrow.to)));
            }
        }
        moved
    }

    fn earliest(&self, task: usize, floor: i64, starts: &[i64], days: &[i64]) -> i64 {
        self.arriving(task)
            .map(|arrow| arrow.earliest(starts[arrow.from], days))
            .fold(floor, i64::max)
    }

    /// The latest start of every task: it finishes by its cap, and by what those links out of it
    /// allow whose successor `counts`.
    pub fn backward(&self, days: &[i64], caps: &[i64], counts: impl Fn(usize) -> bool) -> Vec<i64> {
        let mut starts = vec![0; self.len()];
        for task in self.order.iter().rev() {
            let finish = self
                .leaving(*task)
                .filter(|arrow| counts(arrow.to))
                .map(|arrow| arrow.latest(starts[arrow.to], days))
                .fold(caps[*task], i64::min);
            starts[*task] = finish - days[*task];
        }
        starts
    }

    /// Which tasks lie behind this one.
    pub fn behind(&self, task: usize) -> Vec<bool> {
        let mut reached = vec![false; self.len()];
        let mut open = vec![task];
        while let Some(at) = open.pop() {
            for arrow in self.leaving(at) {
                if !reached[arrow.to] {
                    reached[arrow.to] = true;
                    open.push(arrow.to);
                }
            }
        }
        reached
    }

    /// The shortest way along links from one task to another, both included.
    pub fn way(&self, from: usize, to: usize) -> Option<Vec<usize>> {
        let mut came_from = vec![None; self.len()];
        let mut open = VecDeque::from([from]);
        while let Some(at) = open.pop_front() {
            if at == to {
                let mut way = vec![to];
                let mut at = to;
                while at != from {
                    at = came_from[at]?;
                    way.push(at);
                }
                way.reverse();
                return Some(way);
            }
            for arrow in self.leaving(at) {
                if arrow.to != from && came_from[arrow.to].is_none() {
                    came_from[arrow.to] = Some(at);
                    open.push_back(arrow.to);
                }
            }
        }
        None
    }

    /// The tasks that are neither in a loop nor behind one, each after its predecessors.
    fn topological(&self) -> Vec<usize> {
        let mut waits_for: Vec<usize> = (0..self.len())
            .map(|task| self.into.of(task).len())
            .collect();
        let mut order: Vec<usize> = (0..self.len())
            .filter(|task| waits_for[*task] == 0)
            .collect();
        let mut next = 0;
        while let Some(task) = order.get(next).copied() {
            next += 1;
            for arrow in self.out_of.of(task) {
                let to = self.arrows[*arrow].to;
                waits_for[to] -= 1;
                if waits_for[to] == 0 {
                    order.push(to);
                }
            }
        }
        order
    }

    /// Sets aside the links that close a loop, and orders all tasks.
    fn open_loops(&mut self) {
        let mut ordered = vec![false; self.len()];
        for task in &self.order {
            ordered[*task] = true;
        }
        let mut roots: Vec<(bool, &TaskId, usize)> = (0..self.len())
            .filter(|task| !ordered[*task])
            .map(|task| {
                let entered = self.arriving(task).any(|arrow| ordered[arrow.from]);
                (!entered, &self.ids()[task], task)
            })
            .collect();
        roots.sort_unstable();
        let mut walk = Walk {
            network: self,
            state: vec![State::New; self.len()],
            closing: Vec::new(),
            loops: Vec::new(),
        };
        for (_, _, root) in roots {
            walk.from(root);
        }
        let (closing, loops) = (walk.closing, walk.loops);
        self.loops = loops;
        let mut closes = vec![false; self.arrows.len()];
        for arrow in closing {
            closes[arrow] = true;
            let link = self.link(&self.arrows[arrow]).id.clone();
            self.set_aside.push(link);
        }
        let mut closes = closes.into_iter();
        self.arrows.retain(|_| !closes.next().unwrap_or(false));
        self.into = Groups::new(self.len(), &self.arrows, |arrow| arrow.to);
        self.out_of = Groups::new(self.len(), &self.arrows, |arrow| arrow.from);
        self.order = self.topological();
    }
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    OnTheWay,
    Done,
}

/// A walk along links, depth first, that finds the links that close a loop. It keeps its own
/// stack: a chain of thousands of tasks must not exhaust the browser's.
struct Walk<'n> {
    network: &'n Network,
    state: Vec<State>,
    closing: Vec<usize>,
    loops: Vec<Vec<usize>>,
}

impl Walk<'_> {
    fn from(&mut self, root: usize) {
        if self.state[root] != State::New {
            return;
        }
        let mut way = vec![(root, self.sorted_links(root))];
        self.state[root] = State::OnTheWay;
        while let Some((task, links)) = way.last_mut() {
            let task = *task;
            let Some(arrow) = links.pop() else {
                self.state[task] = State::Done;
                way.pop();
                continue;
            };
            let to = self.network.arrows[arrow].to;
            match self.state[to] {
                State::Done => {}
                State::OnTheWay => {
                    self.closing.push(arrow);
                    let start = way.iter().position(|(on_way, _)| *on_way == to);
                    let tasks: Vec<usize> = way[start.unwrap_or(0)..]
                        .iter()
                        .map(|(on_way, _)| *on_way)
                        .collect();
                    if !self.loops.contains(&tasks) {
                        self.loops.push(tasks);
                    }
                }
                State::New => {
                    self.state[to] = State::OnTheWay;
                    way.push((to, self.sorted_links(to)));
                }
            }
        }
    }

    /// The links out of a task, the one to the smallest id last, where it is taken first.
    fn sorted_links(&self, task: usize) -> Vec<usize> {
        let network = self.network;
        let mut links = network.out_of.of(task).to_vec();
        links.sort_unstable_by(|a, b| {
            let key = |arrow: usize| {
                let link = network.link(&network.arrows[arrow]);
                (&link.to, &link.id)
            };
            key(*b).cmp(&key(*a))
        });
        links
    }
}

//! The exact trade of time against cost: what it costs least to bring an end forward, when some
//! waits may be cut at a price a day. A flow problem over the moments of the plan.
#![allow(
    clippy::indexing_slicing,
    reason = "moments are numbered below the count given to new, and arcs by their place"
)]

use std::collections::VecDeque;

/// The moment from which all others are counted.
pub(super) const SOURCE: usize = 0;

/// As much flow as there can be; prices are far below it.
const ENDLESS: i64 = i64::MAX / 4;
/// Where nothing leads.
const NOWHERE: i64 = i64::MIN / 4;

/// Moments, and how far they lie apart at least.
///
/// The cheapest cuts are a linear programme whose dual is a flow from the source to the end that
/// takes the longest way first (Fulkerson 1961, Kelley 1961; Phillips and Dessouky 1977 find the
/// same cuts as minimal ones). A wait that may be cut is two arcs: one of its usual length whose
/// capacity is the price of a day, one of its least length without a limit. Flow is sent along
/// the longest way while that is longer than wanted; a way without a limit cannot be made
/// shorter. All lengths are whole numbers, so the cuts are too.
pub(super) struct TradeOff {
    /// Arcs in pairs: an arc, and its reverse at the next place.
    arcs: Vec<Arc>,
    /// For each moment the arcs that leave it.
    leaving: Vec<Vec<usize>>,
}

#[derive(Clone, Copy)]
struct Arc {
    to: usize,
    length: i64,
    room: i64,
}

impl TradeOff {
    /// So many moments, the source among them, with nothing between them. Quickest when they are
    /// numbered in the order of the plan.
    pub fn new(moments: usize) -> Self {
        Self {
            arcs: Vec::new(),
            leaving: vec![Vec::new(); moments],
        }
    }

    /// One moment lies at least so far after another.
    pub fn firm(&mut self, from: usize, to: usize, apart: i64) {
        self.arc(from, to, apart, ENDLESS);
    }

    /// One moment lies at least `apart` after another, or up to `most` days less at this price a
    /// day, which is more than 0.
    pub fn soft(&mut self, from: usize, to: usize, apart: i64, most: i64, price: i64) {
        if most > 0 {
            self.arc(from, to, apart, price);
            self.firm(from, to, apart - most);
        } else {
            self.firm(from, to, apart);
        }
    }

    fn arc(&mut self, from: usize, to: usize, length: i64, room: i64) {
        self.leaving[from].push(self.arcs.len());
        self.arcs.push(Arc { to, length, room });
        self.leaving[to].push(self.arcs.len());
        self.arcs.push(Arc {
            to: from,
            length: -length,
            room: 0,
        });
    }

    /// Where a moment lies when nothing is cut.
    pub fn uncut(&self, moment: usize) -> i64 {
        self.longest(&[(SOURCE, 0)], 1)[moment]
    }

    /// Where a moment lies when everything is cut as far as it can be.
    pub fn least(&self, moment: usize) -> i64 {
        self.longest(&[(SOURCE, 0)], ENDLESS)[moment]
    }

    /// Where every moment lies when the end lies at `wanted` at the latest and the cuts cost
    /// least; none when no cuts bring it there. Each round shortens the longest way by at least
    /// a day, so there are no more rounds than days to gain.
    pub fn solve(mut self, end: usize, wanted: i64) -> Option<Vec<i64>> {
        let mut flows = false;
        loop {
            let places = self.longest(&[(SOURCE, 0)], 1);
            if places[end] <= wanted {
                // While something flows the end lies where it is wanted, not before: what is
                // not needed is not cut.
                return Some(if flows {
                    self.longest(&[(SOURCE, 0), (end, wanted)], 1)
                } else {
                    places
                });
            }
            while let Some(steps) = self.steps(&places, end) {
                self.fill(&places, &steps, end)?;
            }
            flows = true;
        }
    }

    /// Whether an arc lies on a longest way and has room.
    fn is_on(&self, places: &[i64], from: usize, arc: usize) -> bool {
        let Arc { to, length, room } = self.arcs[arc];
        room > 0 && places[from] + length == places[to]
    }

    /// How many arcs of longest ways lead from the source to each moment at least; none when the
    /// end is not reached.
    fn steps(&self, places: &[i64], end: usize) -> Option<Vec<usize>> {
        let mut steps = vec![usize::MAX; self.leaving.len()];
        let mut open = VecDeque::from([SOURCE]);
        steps[SOURCE] = 0;
        while let Some(at) = open.pop_front() {
            for arc in &self.leaving[at] {
                let to = self.arcs[*arc].to;
                if steps[to] == usize::MAX && self.is_on(places, at, *arc) {
                    steps[to] = steps[at] + 1;
                    open.push_back(to);
                }
            }
        }
        (steps[end] != usize::MAX).then_some(steps)
    }

    /// Fills the longest ways that go a step further with every arc, until none is left (Dinic
    /// 1970). None when there is one without a limit.
    fn fill(&mut self, places: &[i64], steps: &[usize], end: usize) -> Option<()> {
        let mut next = vec![0; self.leaving.len()];
        let mut way: Vec<usize> = Vec::new();
        let mut at = SOURCE;
        loop {
            if at == end {
                let room = way.iter().map(|arc| self.arcs[*arc].room).min()?;
                if room >= ENDLESS / 2 {
                    return None;
                }
                for arc in way.drain(..) {
                    self.arcs[arc].room -= room;
                    self.arcs[arc ^ 1].room += room;
                }
                at = SOURCE;
            }
            match self.leaving[at].get(next[at]) {
                Some(arc) => {
                    let to = self.arcs[*arc].to;
                    if steps[to] == steps[at] + 1 && self.is_on(places, at, *arc) {
                        way.push(*arc);
                        at = to;
                    } else {
                        next[at] += 1;
                    }
                }
                None => {
                    // A dead end: back, and not into it again.
                    let Some(arc) = way.pop() else {
                        return Some(());
                    };
                    at = self.arcs[arc ^ 1].to;
                    next[at] += 1;
                }
            }
        }
    }

    /// How far every moment lies from these starts by the longest way, over arcs with at least so
    /// much room. There are no ways round that grow.
    fn longest(&self, starts: &[(usize, i64)], room: i64) -> Vec<i64> {
        let moments = self.leaving.len();
        let room = room.min(ENDLESS / 2);
        let mut places = vec![NOWHERE; moments];
        let mut changed = vec![false; moments];
        for (at, place) in starts {
            places[*at] = *place;
            changed[*at] = true;
        }
        // Sweeps in the order of the plan: most arcs lead onwards, so few are needed.
        for _ in 0..=moments {
            let mut again = false;
            for at in 0..moments {
                if !std::mem::take(&mut changed[at]) {
                    continue;
                }
                for arc in &self.leaving[at] {
                    let Arc {
                        to,
                        length,
                        room: left,
                    } = self.arcs[*arc];
                    let place = places[at] + length;
                    if left >= room && place > places[to] {
                        places[to] = place;
                        changed[to] = true;
                        again |= to <= at;
                    }
                }
            }
            if !again {
                break;
            }
        }
        places
    }
}

//! A way made into a new option.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Move, Way};
use crate::model::{
    BudgetOption, Deliverable, Discount, FlightId, HoursFrom, Line, LineId, LineKind, List,
    OptionId, OptionRounds, Pitch, Quantity, RoleId, Share,
};
use crate::plan::hours::HoursByRole;

/// What a new option gets.
pub struct New<'a> {
    /// Its id.
    pub option: OptionId,
    /// What it is called.
    pub name: String,
    /// In a pitch without options: the id of the one that is added for what there is now.
    pub as_it_stands: OptionId,
    /// And its name.
    pub as_it_stands_name: String,
    /// Ids for new lines.
    pub line: &'a mut dyn FnMut() -> LineId,
}

impl Way {
    /// The pitch with this way as a new option behind the one that it is of. That one, and every
    /// other, stays as it is.
    ///
    /// Lines, tasks and flights that name the base option name the new one too. A line that is
    /// replaced leaves it, and its copy, with typed hours where they came from the timeline, is
    /// for it alone; a flight whose lines are all dropped leaves it. Rounds that go are a line of
    /// their own with a negative price.
    #[must_use]
    pub fn apply(&self, pitch: &Pitch, new: New<'_>) -> Pitch {
        let mut pitch = pitch.clone();
        let base = base_of(&mut pitch, self.base.as_ref(), &new);
        let hours = HoursByRole::of(&pitch.timeline, &pitch.team, Some(&base));
        let others: Vec<OptionId> = (pitch.budget.options.iter())
            .map(|option| option.id.clone())
            .collect();
        let place = Place {
            base: &base,
            new: &new.option,
            others: &others,
        };
        self.add_option(&mut pitch, &base, &new);
        self.follow(&mut pitch, &place);
        let lines = self.lines(&mut pitch, &place, &hours, new.line);
        Arc::make_mut(&mut pitch.budget).lines = lines;
        pitch
    }

    fn add_option(&self, pitch: &mut Pitch, base: &OptionId, new: &New<'_>) {
        let budget = Arc::make_mut(&mut pitch.budget);
        let Some(at) = budget.options.position(base) else {
            return;
        };
        let Some(mut option) = budget.options.get(at).map(|base| BudgetOption::clone(base)) else {
            return;
        };
        option.id = new.option.clone();
        option.name.clone_from(&new.name);
        for one in &self.moves {
            match one {
                Move::Discount { scope, to, .. } => {
                    option.discount = Some(Discount {
                        scope: *scope,
                        value: Share::Amount(*to),
                        extra: Default::default(),
                    });
                }
                Move::Contingency { to, .. } => option.contingency = Some(*to),
                Move::Rounds {
                    deliverable, to, ..
                } => {
                    option.rounds.retain(|own| own.deliverable != *deliverable);
                    option.rounds.push(OptionRounds {
                        deliverable: deliverable.clone(),
                        rounds: *to,
                        extra: Default::default(),
                    });
                }
                Move::Swap { .. } | Move::Drop { .. } => {}
            }
        }
        budget.options.insert(at + 1, option);
    }

    /// Tasks and flights of the base option are those of the new one.
    fn follow(&self, pitch: &mut Pitch, place: &Place<'_>) {
        let orphans = self.orphans(pitch, place.base);
        Arc::make_mut(&mut pitch.timeline).tasks.change_where(
            |task| task.options.contains(place.base),
            |task| task.options.push(place.new.clone()),
        );
        Arc::make_mut(&mut pitch.media).flights.change_where(
            |flight| flight.options.contains(place.base) || orphans.contains(&flight.id),
            |flight| {
                if orphans.contains(&flight.id) {
                    place.leave(&mut flight.options);
                } else {
                    flight.options.push(place.new.clone());
                }
            },
        );
    }

    /// Flights that no line of the option pays for any more.
    fn orphans(&self, pitch: &Pitch, base: &OptionId) -> BTreeSet<FlightId> {
        let dropped = |id: &LineId| {
            let mut moves = self.moves.iter();
            moves.any(|one| matches!(one, Move::Drop { line, .. } if line == id))
        };
        let flights = |gone: bool| -> BTreeSet<FlightId> {
            (pitch.budget.lines.iter())
                .filter(|line| line.is_in(Some(base)) && dropped(&line.id) == gone)
                .filter_map(|line| line.flight.clone())
                .collect()
        };
        let paid = flights(false);
        let mut orphans = flights(true);
        orphans.retain(|flight| !paid.contains(flight));
        orphans
    }

    /// The lines, copies beside what they replace.
    fn lines(
        &self,
        pitch: &mut Pitch,
        place: &Place<'_>,
        hours: &HoursByRole,
        fresh: &mut dyn FnMut() -> LineId,
    ) -> List<Line> {
        let mut lines: Vec<Arc<Line>> = Vec::with_capacity(pitch.budget.lines.len() + 8);
        let mut moves: std::collections::HashMap<&LineId, &Move> = self
            .moves
            .iter()
            .filter_map(|one| match one {
                Move::Swap { line, .. } | Move::Drop { line, .. } => Some((line, one)),
                _ => None,
            })
            .collect();
        let mut copies: Vec<(LineId, LineId)> = Vec::new();
        for line in &pitch.budget.lines {
            if !line.is_in(Some(place.base)) {
                lines.push(line.clone());
                continue;
            }
            let Some(one) = moves.remove(&line.id) else {
                lines.push(place.kept(line));
                continue;
            };
            let mut left = Line::clone(line);
            place.leave(&mut left.options);
            lines.push(Arc::new(left));
            if let Move::Swap { from, to, .. } = one {
                let mut copy = copied(line, pitch, from, to, hours);
                copy.id = fresh();
                copy.options = vec![place.new.clone()];
                copies.push((line.id.clone(), copy.id.clone()));
                lines.push(Arc::new(copy));
            }
        }
        for one in &self.moves {
            if let Some(line) = rounds_line(pitch, one, place, fresh) {
                lines.push(Arc::new(line));
            }
        }
        pay_for(pitch, &copies);
        lines.into_iter().collect()
    }
}

/// Where a new option stands.
struct Place<'a> {
    base: &'a OptionId,
    new: &'a OptionId,
    /// All but the new one.
    others: &'a [OptionId],
}

impl Place<'_> {
    /// Takes something out of the new option. Naming none would mean all.
    fn leave(&self, named: &mut Vec<OptionId>) {
        if named.is_empty() {
            *named = self.others.to_vec();
        }
    }

    fn kept(&self, line: &Arc<Line>) -> Arc<Line> {
        let mut line = line.clone();
        if !line.options.is_empty() {
            Arc::make_mut(&mut line).options.push(self.new.clone());
        }
        line
    }
}

/// The option that a way is of; added when the pitch has none.
fn base_of(pitch: &mut Pitch, base: Option<&OptionId>, new: &New<'_>) -> OptionId {
    let known = base.filter(|base| pitch.budget.options.position(base).is_some());
    if let Some(base) = known.or(pitch.budget.recommended_option()) {
        return base.clone();
    }
    let option = BudgetOption::new(new.as_it_stands.clone(), &new.as_it_stands_name);
    Arc::make_mut(&mut pitch.budget).options.push(option);
    new.as_it_stands.clone()
}

/// A fee line worked by another role.
fn copied(line: &Line, pitch: &Pitch, from: &RoleId, to: &RoleId, hours: &HoursByRole) -> Line {
    let mut copy = line.clone();
    if copy.hours_from == HoursFrom::Timeline {
        copy.hours = hours.hours(from, line.phase.as_ref());
        copy.hours_from = HoursFrom::Typed;
    }
    copy.role = Some(to.clone());
    copy.bill_rate = None;
    copy.cost_rate = None;
    // A line that is called by its role is called by the new one.
    let name = |role: &RoleId| pitch.team.roles.find(role).map(|role| role.name.clone());
    let before = name(from).filter(|name| !name.is_empty());
    if let (Some(before), Some(after)) = (before, name(to)) {
        copy.name = copy.name.replace(&before, &after);
    }
    copy
}

/// Deliverables are paid for by copies as by what they replace.
fn pay_for(pitch: &mut Pitch, copies: &[(LineId, LineId)]) {
    let replaced = |deliverable: &Deliverable| {
        copies
            .iter()
            .any(|(line, _)| deliverable.lines.contains(line))
    };
    if !pitch.scope.deliverables.iter().any(|d| replaced(d)) {
        return;
    }
    Arc::make_mut(&mut pitch.scope)
        .deliverables
        .change_where(replaced, |deliverable| {
            for (line, copy) in copies {
                if deliverable.lines.contains(line) {
                    deliverable.lines.push(copy.clone());
                }
            }
        });
}

/// What comes off for rounds that go, as a line that the client reads.
fn rounds_line(
    pitch: &Pitch,
    one: &Move,
    place: &Place<'_>,
    fresh: &mut dyn FnMut() -> LineId,
) -> Option<Line> {
    let Move::Rounds {
        deliverable,
        from,
        to,
        price,
        cost,
    } = one
    else {
        return None;
    };
    let what = pitch.scope.deliverables.find(deliverable)?;
    let fewer = from.saturating_sub(*to);
    let count = match fewer {
        1 => t!("One round fewer").to_owned(),
        2 => t!("Two rounds fewer").to_owned(),
        more => t!("{more} rounds fewer"),
    };
    let name = match what.name.trim() {
        "" => count,
        name => format!("{count}: {name}"),
    };
    let like = paying(pitch, what, place.base);
    let mut line = Line::new(fresh(), &name, LineKind::Fixed);
    line.quantity = Quantity::whole(i64::from(fewer));
    t!("round").clone_into(&mut line.unit);
    line.unit_price = -*price;
    line.unit_cost = -*cost;
    line.tax = like.map_or(pitch.budget.tax_rate, |like| like.tax);
    line.group = like.and_then(|like| like.group.clone());
    line.phase = like.and_then(|like| like.phase.clone());
    line.options = vec![place.new.clone()];
    Some(line)
}

/// The first line of an option that pays for a deliverable, or else its first fee.
fn paying<'a>(pitch: &'a Pitch, what: &Deliverable, base: &OptionId) -> Option<&'a Line> {
    let lines = || {
        (pitch.budget.lines.iter())
            .map(|line| &**line)
            .filter(|line| line.is_in(Some(base)))
    };
    lines()
        .find(|line| what.lines.contains(&line.id))
        .or_else(|| lines().find(|line| line.kind == LineKind::Fee))
}

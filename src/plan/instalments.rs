//! Payment schedules to begin with, and the instalments that make one add up.

use super::payments::payments;
use super::price::Price;
use super::schedule::Schedule;
use crate::model::{
    Date, Due, Entry, Instalment, InstalmentBase, InstalmentId, List, Money, Percent, Pitch, Share,
    TaskId, TaskKind,
};

/// A usual payment schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Template {
    /// Half on signature, the rest on the last milestone.
    Halves,
    /// 40 % on signature, 40 % half-way, the rest on the last milestone.
    FortyFortyTwenty,
    /// A third on each of three milestones.
    Thirds,
    /// Media monthly ahead of its flights; the work in halves.
    MediaAhead,
    /// Equal parts, each month.
    Monthly,
}

impl Template {
    /// Every template, in the order in which they are offered.
    pub const ALL: [Self; 5] = [
        Self::Halves,
        Self::FortyFortyTwenty,
        Self::Thirds,
        Self::MediaAhead,
        Self::Monthly,
    ];
}

/// The instalments of a template, for the tasks of a schedule. They add up to the total whatever
/// it is. Where the plan has too few milestones, tasks stand in; where it has none, signature does.
pub fn from_template(
    template: Template,
    pitch: &Pitch,
    schedule: &Schedule,
    mut id: impl FnMut() -> InstalmentId,
) -> Vec<Instalment> {
    let percent = |percent: i64| Share::Percent(Percent::whole(percent));
    let third =
        || Share::Percent(Percent::new(rust_decimal::Decimal::new(3333, 2)).unwrap_or_default());
    let mut new = |name: &str, share: Share, of: InstalmentBase, due: Due| Instalment {
        id: id(),
        name: name.to_owned(),
        share,
        of,
        due,
        extra: Default::default(),
    };
    let total = InstalmentBase::Total;
    let work = InstalmentBase::AllButMedia;
    let media = InstalmentBase::Media;
    let stops = Stops::of(pitch, schedule);
    let signed = || Due::Signature;
    let (last, _) = stops.last();
    match template {
        Template::Halves => vec![
            new(t!("On signature"), percent(50), total, signed()),
            new(t!("Balance"), Share::Rest, total, last),
        ],
        Template::FortyFortyTwenty => {
            let (half_way, name) = stops.at(stops.part(1, 2, None));
            vec![
                new(t!("On signature"), percent(40), total, signed()),
                new(&name, percent(40), total, half_way),
                new(t!("Balance"), Share::Rest, total, last),
            ]
        }
        Template::Thirds => {
            let one = stops.part(1, 3, None);
            let two = one.and_then(|one| stops.part(2, 3, Some(one)));
            let ((first, first_name), (second, second_name)) = (stops.at(one), stops.at(two));
            vec![
                new(&first_name, third(), total, first),
                new(&second_name, third(), total, second),
                new(t!("Balance"), Share::Rest, total, last),
            ]
        }
        Template::MediaAhead => vec![
            new(
                t!("Media, monthly in advance"),
                percent(100),
                media,
                Due::Monthly,
            ),
            new(t!("On signature"), percent(50), work, signed()),
            new(t!("Balance"), percent(50), work, last),
        ],
        Template::Monthly => vec![new(t!("Monthly"), Share::Rest, total, Due::Monthly)],
    }
}

/// The instalments with which the payments of a priced option add up; none when they do, or when
/// there are none.
///
/// What is not yet asked for becomes a balance on the last milestone. Where too much is asked for,
/// the last instalment that is great enough takes what the others leave; where none is, they all
/// shrink in proportion.
#[must_use]
pub fn made_to_add_up(
    pitch: &Pitch,
    schedule: &Schedule,
    price: &Price,
    id: InstalmentId,
) -> Option<List<Instalment>> {
    let found = payments(pitch, schedule, price);
    let mut list = pitch.budget.payments.clone();
    if found.difference.is_zero() || list.is_empty() {
        return None;
    }
    let missing = found.difference > Money::ZERO;
    if missing {
        let (due, _) = Stops::of(pitch, schedule).last();
        list.push(Instalment {
            id,
            name: t!("Balance").to_owned(),
            share: Share::Rest,
            of: InstalmentBase::Total,
            due,
            extra: Default::default(),
        });
        return Some(list);
    }
    let amount = |of: &InstalmentId| -> Money {
        let own = found
            .payments
            .iter()
            .filter(|payment| payment.instalment == *of);
        own.map(|payment| payment.amount).sum()
    };
    let too_much = -found.difference;
    let great_enough =
        |instalment: &&std::sync::Arc<Instalment>| amount(&instalment.id) >= too_much;
    let whole = found.payments.iter().map(|payment| payment.amount).sum();
    let takes_rest = match list.iter().rfind(great_enough) {
        Some(instalment) => instalment.id.clone(),
        None => {
            let ids: Vec<InstalmentId> = list.iter().map(|i| i.id().clone()).collect();
            for id in &ids {
                let share = part_of(amount(id), whole);
                change(&mut list, id, share);
            }
            ids.last()?.clone()
        }
    };
    change(&mut list, &takes_rest, Share::Rest);
    Some(list)
}

fn change(list: &mut List<Instalment>, id: &InstalmentId, share: Share) {
    if let Some(instalment) = list.find_mut(id) {
        instalment.share = share;
        instalment.of = InstalmentBase::Total;
    }
}

/// A part in whole hundredths of a per cent, rounded down, so that all of them leave something for
/// the rest.
fn part_of(part: Money, whole: Money) -> Share {
    let points = (part.decimal() * rust_decimal::Decimal::from(10_000))
        .checked_div(whole.decimal())
        .unwrap_or_default()
        .floor();
    Share::Percent(Percent::new(points / rust_decimal::Decimal::ONE_HUNDRED).unwrap_or_default())
}

/// The moments at which a client can be asked to pay, from the first to the last.
struct Stops(Vec<(Date, TaskId, String)>);

impl Stops {
    /// The milestones of a schedule, or where it has fewer than three, all its tasks.
    fn of(pitch: &Pitch, schedule: &Schedule) -> Self {
        let all = || {
            (pitch.timeline.tasks.iter())
                .filter_map(|task| Some((task, schedule.tasks.get(&task.id)?.finish)))
        };
        let milestones = all()
            .filter(|(task, _)| task.kind == TaskKind::Milestone)
            .count();
        let mut stops: Vec<_> = all()
            .filter(|(task, _)| milestones < 3 || task.kind == TaskKind::Milestone)
            .map(|(task, finish)| (finish, task.id.clone(), task.name.clone()))
            .collect();
        // Of one day, the later in the plan is the later here.
        stops.sort_by_key(|(finish, _, _)| *finish);
        Self(stops)
    }

    fn last(&self) -> (Due, String) {
        self.at(self.0.len().checked_sub(1))
    }

    /// The place of the stop that is nearest to so many parts of the way from the first to the
    /// last, after another one and with stops left for the parts to come.
    fn part(&self, part: usize, of: usize, after: Option<usize>) -> Option<usize> {
        let (first, last) = (self.0.first()?.0, self.0.last()?.0);
        let count = |parts: usize| i64::try_from(parts).unwrap_or(1);
        // In as many pieces as there are parts, so that nothing is divided.
        let wanted = last.days_since(first) * count(part);
        let from = after.map_or(0, |place| place + 1);
        let room = from..self.0.len().saturating_sub(of - part);
        let stops = self
            .0
            .iter()
            .enumerate()
            .filter(|(at, _)| room.contains(at));
        let nearest =
            stops.min_by_key(|(_, (day, _, _))| (day.days_since(first) * count(of) - wanted).abs());
        nearest.map(|(place, _)| place)
    }

    fn at(&self, place: Option<usize>) -> (Due, String) {
        match place.and_then(|place| self.0.get(place)) {
            Some((_, task, name)) => (Due::Task(task.clone()), name.clone()),
            None => (Due::Signature, t!("On signature").to_owned()),
        }
    }
}

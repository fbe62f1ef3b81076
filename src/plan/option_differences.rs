//! What one option has that another has not, in figures and in words that a client may read.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::checks::Words;
use super::price::{LinePrice, Price, price};
use super::schedule::{Schedule, schedule};
use crate::model::{
    BudgetOption, Date, DeliverableId, Hours, Line, LineId, LineKind, Money, OptionId, Percent,
    Pitch, RoleId,
};

/// So many lines are named in a sentence.
const NAMED: usize = 6;

/// How a second option differs from a first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Differences {
    /// The names of the two.
    pub names: [String; 2],
    /// Lines that only the first has.
    pub left_out: Vec<OneLine>,
    /// Lines that only the second has.
    pub added: Vec<OneLine>,
    /// Lines of the first that stand in the second with other figures.
    pub changed: Vec<Changed>,
    /// Fee hours by role, where they differ: the name of the role, then both.
    pub hours: Vec<(String, [Hours; 2])>,
    /// Rounds of changes, where they differ: the name of the deliverable, then both.
    pub rounds: Vec<(String, [u16; 2])>,
    /// Names of tasks that only the first has, and only the second.
    pub tasks: [Vec<String>; 2],
    /// The launch of each.
    pub launch: [Option<Date>; 2],
    /// The last day of each.
    pub finish: [Option<Date>; 2],
    /// What is taken off each.
    pub discount: [Money; 2],
    /// What is set aside in each.
    pub contingency: [Money; 2],
    /// The percentage that is set aside.
    pub contingency_percent: [Percent; 2],
    /// The net total of each.
    pub net_total: [Money; 2],
    /// The total of each.
    pub total: [Money; 2],
}

/// A line with its price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneLine {
    /// The line.
    pub line: LineId,
    /// What it is.
    pub name: String,
    /// Its price, before discount and tax.
    pub price: Money,
}

/// A line that stands in both with other figures: a copy that replaces it, or hours of the
/// timeline that differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// What it is in the first.
    pub name: String,
    /// The names of the roles, of fee lines; empty for none.
    pub roles: [String; 2],
    /// Its hours, of fee lines.
    pub hours: [Hours; 2],
    /// Its prices.
    pub prices: [Money; 2],
}

/// How the second option differs from the first. Options that are not in the pitch are empty.
#[must_use]
pub fn differences(pitch: &Pitch, first: &OptionId, second: &OptionId) -> Differences {
    let ids = [first, second];
    let prices = ids.map(|id| price(pitch, Some(id)));
    let plans = ids.map(|id| schedule(&pitch.timeline, Some(id)));
    let options = ids.map(|id| pitch.budget.options.find(id).map(|option| &**option));
    let (left_out, added, changed) = lines(pitch, &prices);
    let shared = pitch.budget.contingency.as_ref();
    let percent = |option: Option<&BudgetOption>| {
        (option.and_then(|option| option.contingency))
            .or(shared.map(|contingency| contingency.percent))
            .unwrap_or_default()
    };
    Differences {
        names: options.map(|option| option.map(|o| o.name.clone()).unwrap_or_default()),
        left_out,
        added,
        changed,
        hours: hours(pitch, &prices),
        rounds: rounds(pitch, options),
        tasks: tasks(pitch, first, second),
        launch: each(&plans, |plan: &Schedule| plan.launch),
        finish: each(&plans, |plan: &Schedule| plan.finish),
        discount: each(&prices, |price: &Price| price.discount),
        contingency: each(&prices, |price: &Price| price.contingency),
        contingency_percent: options.map(percent),
        net_total: each(&prices, |price: &Price| price.net_total),
        total: each(&prices, |price: &Price| price.total),
    }
}

fn each<T, U>(two: &[T; 2], of: impl Fn(&T) -> U) -> [U; 2] {
    let [first, second] = two;
    [of(first), of(second)]
}

/// Lines of the first that are left out, lines that are added, and those that are changed.
fn lines(pitch: &Pitch, prices: &[Price; 2]) -> (Vec<OneLine>, Vec<OneLine>, Vec<Changed>) {
    let [before, after] = prices;
    let mut gone: Vec<(&Line, LinePrice)> = Vec::new();
    let mut new: Vec<(&Line, LinePrice)> = Vec::new();
    let mut changed = Vec::new();
    for line in &pitch.budget.lines {
        match (before.lines.get(&line.id), after.lines.get(&line.id)) {
            (Some(was), Some(is)) if was.price != is.price || was.hours != is.hours => {
                changed.push(change(pitch, (line, *was), (line, *is)));
            }
            (Some(was), None) => gone.push((line, *was)),
            (None, Some(is)) => new.push((line, *is)),
            _ => {}
        }
    }
    gone.retain(|was| {
        let place = new.iter().position(|is| stands_for(*was, *is));
        if let Some(place) = place {
            changed.push(change(pitch, *was, new.remove(place)));
        }
        place.is_none()
    });
    let one = |(line, figures): (&Line, LinePrice)| OneLine {
        line: line.id.clone(),
        name: line.name.clone(),
        price: figures.price,
    };
    (
        gone.into_iter().map(one).collect(),
        new.into_iter().map(one).collect(),
        changed,
    )
}

/// Whether a line of one option is there in the place of a line of the other.
fn stands_for((was, before): (&Line, LinePrice), (is, after): (&Line, LinePrice)) -> bool {
    let alike = was.kind == is.kind && was.group == is.group && was.phase == is.phase;
    let same_hours = was.kind == LineKind::Fee && before.hours == after.hours;
    alike && (same_hours && was.role != is.role || was.name == is.name)
}

fn change(pitch: &Pitch, was: (&Line, LinePrice), is: (&Line, LinePrice)) -> Changed {
    let role = |line: &Line| {
        (line.role.as_ref())
            .and_then(|role| pitch.team.roles.find(role))
            .map(|role| role.name.clone())
            .unwrap_or_default()
    };
    Changed {
        name: was.0.name.clone(),
        roles: [role(was.0), role(is.0)],
        hours: [was.1.hours, is.1.hours],
        prices: [was.1.price, is.1.price],
    }
}

/// Fee hours by role, in the order of the rate card.
fn hours(pitch: &Pitch, prices: &[Price; 2]) -> Vec<(String, [Hours; 2])> {
    let [before, after] = each(prices, |price| {
        let mut sums: BTreeMap<&RoleId, Hours> = BTreeMap::new();
        for line in &pitch.budget.lines {
            if let (Some(role), Some(figures)) = (&line.role, price.lines.get(&line.id)) {
                let sum = sums.entry(role).or_default();
                *sum = *sum + figures.hours;
            }
        }
        sums
    });
    (pitch.team.roles.iter())
        .filter_map(|role| {
            let of = |sums: &BTreeMap<&RoleId, Hours>| sums.get(&role.id).copied();
            let both = [
                of(&before).unwrap_or_default(),
                of(&after).unwrap_or_default(),
            ];
            let [was, is] = both;
            (was != is).then(|| (role.name.clone(), both))
        })
        .collect()
}

/// The rounds that an option includes.
fn rounds_of(option: Option<&BudgetOption>) -> BTreeMap<&DeliverableId, u16> {
    let own = option.map(|option| option.rounds.as_slice());
    (own.unwrap_or_default().iter())
        .map(|own| (&own.deliverable, own.rounds))
        .collect()
}

fn rounds(pitch: &Pitch, options: [Option<&BudgetOption>; 2]) -> Vec<(String, [u16; 2])> {
    let [before, after] = options.map(rounds_of);
    (pitch.scope.deliverables.iter())
        .filter_map(|what| {
            let of = |own: &BTreeMap<&DeliverableId, u16>| own.get(&what.id).copied();
            let (was, is) = (of(&before).or(what.rounds)?, of(&after).or(what.rounds)?);
            (was != is).then(|| (what.name.clone(), [was, is]))
        })
        .collect()
}

fn tasks(pitch: &Pitch, first: &OptionId, second: &OptionId) -> [Vec<String>; 2] {
    let only = |here: &OptionId, there: &OptionId| {
        (pitch.timeline.tasks.iter())
            .filter(|task| task.is_in(Some(here)) && !task.is_in(Some(there)))
            .map(|task| task.name.clone())
            .collect()
    };
    [only(first, second), only(second, first)]
}

impl Differences {
    /// Whether there is none.
    #[must_use]
    pub fn is_none(&self) -> bool {
        fn same<T: PartialEq>([first, second]: &[T; 2]) -> bool {
            first == second
        }
        self.left_out.is_empty()
            && self.added.is_empty()
            && self.changed.is_empty()
            && self.rounds.is_empty()
            && self.tasks.iter().all(Vec::is_empty)
            && same(&self.launch)
            && same(&self.finish)
            && same(&self.discount)
            && same(&self.contingency)
            && same(&self.total)
    }

    /// What the second has that the first has not, a sentence each.
    #[must_use]
    pub fn sentences(&self, words: &dyn Words) -> Vec<String> {
        let mut said = Vec::new();
        if self.is_none() {
            said.push(t!("Both have the same lines, prices and dates.").to_owned());
            return said;
        }
        said.push(self.said_of_price(words));
        said.extend(listed(&self.left_out, words).map(|lines| t!("Left out: {lines}.")));
        said.extend(listed(&self.added, words).map(|lines| t!("Added: {lines}.")));
        for one in &self.changed {
            said.push(one.said(words));
        }
        said.extend(self.rounds.iter().map(|(name, [was, is])| {
            let name = or(name, t!("a deliverable without a name"));
            match is {
                1 => t!("1 round of changes of {name} instead of {was}."),
                is => t!("{is} rounds of changes of {name} instead of {was}."),
            }
        }));
        said.extend(self.said_of_hours(words));
        let [without, with] = &self.tasks;
        said.extend(named(without).map(|names| t!("Without the tasks {names}.")));
        said.extend(named(with).map(|names| t!("With the tasks {names}.")));
        said.extend(said_of_launch(self.launch, words));
        if self.launch == [None, None] || self.launch.contains(&None) {
            said.extend(said_of_finish(self.finish, words));
        }
        said.extend(self.said_of_sums(words));
        said
    }

    fn said_of_price(&self, words: &dyn Words) -> String {
        let [before, after] = self.net_total;
        let by = after - before;
        if by.is_zero() {
            return t!("The same net total: {}.", words.money(after));
        }
        let is_less = by < Money::ZERO;
        let size = if is_less { -by } else { by };
        let share = share(size, before).map(|share| words.number(share));
        let by = words.money(size);
        let (after, before) = (words.money(after), words.money(before));
        match (share, is_less) {
            (Some(share), true) => {
                t!("{by} ({share} %) less before tax: {after} instead of {before}.")
            }
            (Some(share), false) => {
                t!("{by} ({share} %) more before tax: {after} instead of {before}.")
            }
            (None, true) => t!("{by} less before tax: {after} instead of {before}."),
            (None, false) => t!("{by} more before tax: {after} instead of {before}."),
        }
    }

    fn said_of_hours(&self, words: &dyn Words) -> Option<String> {
        let each: Vec<String> = (self.hours.iter())
            .map(|(role, [was, is])| {
                t!(
                    "{role} {is} instead of {was}",
                    role = or(role, t!("a role without a name")),
                    is = words.number(is.decimal()),
                    was = words.number(was.decimal())
                )
            })
            .collect();
        (!each.is_empty()).then(|| t!("Hours: {}.", each.join(", ")))
    }

    fn said_of_sums(&self, words: &dyn Words) -> Vec<String> {
        let mut said = Vec::new();
        let [before, after] = self.discount;
        if before != after {
            said.push(t!(
                "Discount {after} instead of {before}.",
                after = words.money(after),
                before = words.money(before)
            ));
        }
        let [before, after] = self.contingency;
        if before != after {
            let percents: BTreeSet<Percent> = self.contingency_percent.into_iter().collect();
            let [was, is] = self
                .contingency_percent
                .map(|percent| words.number(percent.decimal()));
            let (after, before) = (words.money(after), words.money(before));
            said.push(if percents.len() > 1 {
                t!("Contingency {after} ({is} %) instead of {before} ({was} %).")
            } else {
                t!("Contingency {after} instead of {before}.")
            });
        }
        said
    }
}

impl Changed {
    fn said(&self, words: &dyn Words) -> String {
        let [before, after] = self.prices;
        let [was, is] = &self.roles;
        let by = after - before;
        let price = if by < Money::ZERO {
            t!("{} less", words.money(-by))
        } else {
            t!("{} more", words.money(by))
        };
        let name = or(&self.name, t!("A line without a name"));
        let [had, has] = self.hours;
        if was != is && !is.is_empty() && !was.is_empty() {
            let hours = words.number(has.decimal());
            return if name == was {
                t!("{is} instead of {was} for {hours} hours, {price}.")
            } else {
                t!("{name}: {is} instead of {was} for {hours} hours, {price}.")
            };
        }
        if had != has {
            return t!(
                "{name}: {has} hours instead of {had}, {price}.",
                has = words.number(has.decimal()),
                had = words.number(had.decimal())
            );
        }
        t!(
            "{name}: {after} instead of {before}.",
            after = words.money(after),
            before = words.money(before)
        )
    }
}

/// A share in per cent; none of nothing.
fn share(part: Money, whole: Money) -> Option<Decimal> {
    (part.decimal() * Decimal::ONE_HUNDRED)
        .checked_div(whole.decimal())
        .map(|share| share.abs().round_dp(1))
}

fn or<'a>(name: &'a str, otherwise: &'a str) -> &'a str {
    match name.trim() {
        "" => otherwise,
        name => name,
    }
}

/// The first few lines with their prices, and what the rest comes to.
fn listed(lines: &[OneLine], words: &dyn Words) -> Option<String> {
    if lines.is_empty() {
        return None;
    }
    let mut each: Vec<String> = (lines.iter().take(NAMED))
        .map(|line| {
            let name = or(&line.name, t!("a line without a name"));
            format!("{name} ({})", words.money(line.price))
        })
        .collect();
    let rest = lines.get(NAMED..).unwrap_or_default();
    if !rest.is_empty() {
        let sum: Money = rest.iter().map(|line| line.price).sum();
        each.push(match rest.len() {
            1 => t!("1 more line ({})", words.money(sum)),
            more => t!("{more} more lines ({})", words.money(sum)),
        });
    }
    Some(each.join(", "))
}

/// The first few names, and how many more there are.
fn named(names: &[String]) -> Option<String> {
    let shown: Vec<&str> = names.iter().take(NAMED).map(String::as_str).collect();
    let shown = shown.join(", ");
    match names.len().saturating_sub(NAMED) {
        0 => (!names.is_empty()).then_some(shown),
        more => Some(t!("{shown} and {more} more")),
    }
}

fn said_of_launch([was, is]: [Option<Date>; 2], words: &dyn Words) -> Option<String> {
    let [before, after] = [was, is].map(|day| day.map(|day| words.date(day)));
    match (before, after) {
        (Some(before), Some(after)) if was != is => {
            Some(t!("Launch on {after} instead of {before}."))
        }
        (None, Some(after)) => Some(t!("Launch on {after}.")),
        (Some(before), None) => Some(t!("No launch ({before}).")),
        _ => None,
    }
}

fn said_of_finish([was, is]: [Option<Date>; 2], words: &dyn Words) -> Option<String> {
    let [before, after] = [was, is].map(|day| day.map(|day| words.date(day)));
    match (before, after) {
        (Some(before), Some(after)) if was != is => {
            Some(t!("Finish on {after} instead of {before}."))
        }
        (None, Some(after)) => Some(t!("Finish on {after}.")),
        (Some(before), None) => Some(t!("No finish ({before}).")),
        _ => None,
    }
}

//! What a way comes to: the discrete choices as they are, then as much contingency and discount as
//! the figure needs, solved for on the price itself.

use rust_decimal::Decimal;

use super::choices::Choice;
use super::search::{Item, Rates, SHARE, parts};
use super::{Asked, Figures, Lever, Measure, Move, New, Way, WayKind};
use crate::model::{
    BudgetOption, ContingencyScope, Deliverable, Discount, DiscountScope, Identifier, Line, LineId,
    LineKind, Money, OptionId, Percent, Pitch, Role, Share,
};
use crate::plan::hours::HoursByRole;
use crate::plan::price::{LinePrice, Row, is_labour, rows, sum_up};

/// What is solved for after the discrete choices are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Knobs {
    /// The contingency goes down as far as is needed.
    pub contingency: bool,
    /// Nothing is set aside.
    pub no_contingency: bool,
    /// A discount makes up for the rest.
    pub discount: Option<DiscountScope>,
}

impl Knobs {
    pub const NONE: Self = Self {
        contingency: false,
        no_contingency: false,
        discount: None,
    };
    pub const CONTINGENCY: Self = Self {
        contingency: true,
        ..Self::NONE
    };
    pub const NO_CONTINGENCY: Self = Self {
        no_contingency: true,
        ..Self::NONE
    };

    pub const fn discount(scope: DiscountScope) -> Self {
        Self {
            discount: Some(scope),
            ..Self::NONE
        }
    }
}

/// The base option, ready to be tried on.
pub(super) struct Bench<'a> {
    pitch: &'a Pitch,
    asked: &'a Asked,
    base: Option<OptionId>,
    option: BudgetOption,
    hours: HoursByRole,
    rows: Vec<Row<'a>>,
    /// The base option as it stands.
    pub now: Figures,
    /// Ids that the pitch does not have.
    unused: [OptionId; 2],
}

impl<'a> Bench<'a> {
    pub fn new(pitch: &'a Pitch, asked: &'a Asked) -> Self {
        let options = &pitch.budget.options;
        let base = (asked.base.as_ref())
            .filter(|base| options.position(base).is_some())
            .or(pitch.budget.recommended_option())
            .cloned();
        let hours = HoursByRole::of(&pitch.timeline, &pitch.team, base.as_ref());
        let (rows, _) = rows(pitch, base.as_ref(), &hours);
        let known = base.as_ref().and_then(|base| options.find(base));
        let unused = unused(pitch);
        let [fresh, _] = &unused;
        let option = known.map_or_else(
            || BudgetOption::new(fresh.clone(), ""),
            |option| BudgetOption::clone(option),
        );
        let now = Figures::of(&sum_up(&pitch.budget, Some(&option), &mut rows.clone()));
        Self {
            pitch,
            asked,
            base,
            option,
            hours,
            rows,
            now,
            unused,
        }
    }

    /// The lines of the base option.
    pub fn lines(&self) -> impl Iterator<Item = (&'a Line, LinePrice)> {
        self.rows.iter().map(|row| (row.line, row.figures))
    }

    pub fn roles(&self) -> impl Iterator<Item = &'a Role> {
        self.pitch.team.roles.iter().map(|role| &**role)
    }

    pub fn tax_rate(&self) -> Option<Percent> {
        self.pitch.budget.tax_rate
    }

    /// The deliverables with the rounds that the base option includes.
    pub fn deliverables(&self) -> impl Iterator<Item = (&'a Deliverable, u16)> {
        let own = |what: &Deliverable| {
            let mut rounds = self.option.rounds.iter();
            rounds
                .find(|own| own.deliverable == what.id)
                .map(|own| own.rounds)
        };
        (self.pitch.scope.deliverables.iter())
            .map(|what| &**what)
            .filter_map(move |what| Some((what, own(what).or(what.rounds)?)))
    }

    /// What the base option would come to with this discount.
    pub fn discounted(&self, scope: DiscountScope, amount: Money) -> Figures {
        let option = with_discount(&self.option, scope, amount);
        self.tried(&option)
    }

    fn tried(&self, option: &BudgetOption) -> Figures {
        let mut rows = self.rows.clone();
        Figures::of(&sum_up(&self.pitch.budget, Some(option), &mut rows))
    }

    /// The prices that a discount is taken off.
    pub fn scope(&self, scope: DiscountScope) -> Money {
        scope_of(&self.rows, scope)
    }

    /// The way of these choices, with what is solved for.
    pub fn settle(&self, moves: &[Move], knobs: Knobs) -> Way {
        self.settled(moves, knobs).0
    }

    /// The same, and what a discount does to the figure once these choices are made: so much of it
    /// makes the figure fall by so much.
    pub fn settled(&self, moves: &[Move], knobs: Knobs) -> (Way, Option<(i128, i128)>) {
        let mut way = Way {
            kind: WayKind::Only(Lever::FeeDiscount),
            moves: moves.to_vec(),
            figures: Figures::default(),
            above: Money::ZERO,
            taken: moves.iter().map(taken).sum(),
            base: self.base.clone(),
        };
        let [option, as_it_stands] = self.unused.clone();
        let mut count = 0;
        let after = way.apply(
            self.pitch,
            New {
                option: option.clone(),
                name: String::new(),
                as_it_stands,
                as_it_stands_name: String::new(),
                line: &mut || {
                    count += 1;
                    LineId::from_random(count)
                },
            },
        );
        // Its tasks are those of the base option, and so are their hours.
        let (rows, _) = rows(&after, Some(&option), &self.hours);
        let Some(own) = after.budget.options.find(&option) else {
            return (way, None);
        };
        let mut own = BudgetOption::clone(own);
        let figures = |option: &BudgetOption| {
            Figures::of(&sum_up(&after.budget, Some(option), &mut rows.clone()))
        };
        let above = |option: &BudgetOption| {
            figures(option).measured(self.asked.measure) - self.asked.figure
        };
        let mut solved = Vec::new();
        let mut slope = None;
        if let Some(from) = self.contingency().filter(|percent| !percent.is_zero()) {
            let steps = Steps::down_from(from);
            let step = if knobs.no_contingency {
                steps.last
            } else if knobs.contingency {
                first_below(steps.last, |step| {
                    above(&with_contingency(&own, steps.at(step)))
                })
            } else {
                0
            };
            if step > 0 {
                let to = steps.at(step);
                own = with_contingency(&own, to);
                solved.push(Move::Contingency { from, to });
            }
        }
        if let Some(scope) = knobs.discount
            && above(&own) > Money::ZERO
        {
            let from = self.now.discount;
            let most = scope_of(&rows, scope);
            let least = figures(&own).discount.min(most);
            let fallen = |amount| above(&with_discount(&own, scope, amount));
            slope = fall(most - least, fallen(least) - fallen(most));
            let more = first_below((most - least).units(), |more| {
                above(&with_discount(&own, scope, least + Money::minor(more)))
            });
            let other = own.discount.as_ref().is_some_and(|own| own.scope != scope);
            if more > 0 || other {
                let to = least + Money::minor(more);
                own = with_discount(&own, scope, to);
                solved.insert(0, Move::Discount { scope, from, to });
            }
        }
        way.figures = figures(&own);
        way.above = way.figures.measured(self.asked.measure) - self.asked.figure;
        way.moves.splice(0..0, solved);
        (way, slope)
    }

    /// The percentage that the base option sets aside.
    fn contingency(&self) -> Option<Percent> {
        let shared = self.pitch.budget.contingency.as_ref();
        (self.option.contingency).or(shared.map(|contingency| contingency.percent))
    }

    /// How choices are weighed when these knobs come after them.
    pub fn rates(&self, knobs: Knobs) -> Rates<'_> {
        let start = if knobs.contingency {
            with_contingency(&self.option, Percent::ZERO)
        } else {
            self.option.clone()
        };
        let measured = |option: &BudgetOption| self.tried(option).measured(self.asked.measure);
        let need = measured(&start) - self.asked.figure;
        let mut rates = Rates {
            bench: self,
            need: i128::from(need.units()) * SHARE,
            short: None,
            ease: None,
            room: 0,
            contingency: if knobs.contingency {
                Decimal::ZERO
            } else {
                self.contingency().unwrap_or_default().fraction()
            },
            discount: knobs.discount,
        };
        if let Some(scope) = knobs.discount {
            let most = self.scope(scope);
            let least = self.now.discount.min(most);
            let measured = |amount| measured(&with_discount(&start, scope, amount));
            rates.short = fall(most - least, measured(least) - measured(most));
            rates.ease = Some(self.ease(scope, knobs)).filter(|_| rates.short.is_some());
            rates.room = i128::from((most - least).units()) * SHARE;
        }
        rates
    }

    /// At best a discount makes the figure fall by what it does on the line with the highest tax.
    fn ease(&self, scope: DiscountScope, knobs: Knobs) -> (i128, i128) {
        let taxes = (self.rows.iter())
            .filter(|row| in_scope(scope, row.line.kind))
            .filter_map(|row| row.line.tax);
        let tax = match self.asked.measure {
            Measure::NetTotal => Percent::ZERO,
            Measure::Total => taxes.max().unwrap_or_default(),
        };
        let aside = self.contingency().filter(|_| !knobs.contingency);
        let aside = Decimal::ONE + aside.unwrap_or_default().fraction();
        let falls = (Decimal::ONE + tax.fraction()) * aside;
        (SHARE * SHARE, parts(falls * Decimal::from(1000)))
    }

    /// A choice in the figures of the search: see [`Item`].
    pub fn weigh(&self, choice: &Choice, rates: &Rates<'_>) -> Item {
        let discount = self.option.discount.as_ref();
        let kept = match discount {
            // A percentage takes less off what is left; an amount stays. More is an amount.
            Some(Discount {
                scope,
                value: Share::Percent(percent),
                ..
            }) if in_scope(*scope, choice.kind) => Decimal::ONE - percent.fraction(),
            _ => Decimal::ONE,
        };
        let contingency = self.pitch.budget.contingency.as_ref();
        let everything = contingency.map(|c| c.scope) == Some(ContingencyScope::Everything);
        let aside = if everything || choice.kind == LineKind::ThirdParty {
            Decimal::ONE + rates.contingency
        } else {
            Decimal::ONE
        };
        let tax = match self.asked.measure {
            Measure::NetTotal => Decimal::ONE,
            Measure::Total => Decimal::ONE + choice.tax.unwrap_or_default().fraction(),
        };
        let price = choice.weight.decimal();
        let discounted = (rates.discount).is_some_and(|scope| in_scope(scope, choice.kind));
        Item {
            weight: parts(price * kept * aside * tax),
            loss: parts(price * kept - choice.cost.decimal()),
            taken: parts(price),
            room: if discounted { parts(price * kept) } else { 0 },
        }
    }
}

/// So much discount and by how much the figure falls; none when it does not.
fn fall(discount: Money, falls: Money) -> Option<(i128, i128)> {
    let one = |amount: Money| Some(i128::from(amount.units())).filter(|units| *units > 0);
    Some((one(discount)?, one(falls)?))
}

/// What a choice takes from the client.
fn taken(one: &Move) -> Money {
    match one {
        Move::Swap { price, .. } | Move::Drop { price, .. } => *price,
        Move::Rounds {
            from, to, price, ..
        } => Money::minor(price.units() * i64::from(from.saturating_sub(*to))),
        Move::Discount { .. } | Move::Contingency { .. } => Money::ZERO,
    }
}

fn in_scope(scope: DiscountScope, kind: LineKind) -> bool {
    scope == DiscountScope::Everything || is_labour(kind)
}

fn scope_of(rows: &[Row<'_>], scope: DiscountScope) -> Money {
    let whole: Money = (rows.iter())
        .filter(|row| in_scope(scope, row.line.kind))
        .map(|row| row.figures.price)
        .sum();
    whole.max(Money::ZERO)
}

fn with_discount(option: &BudgetOption, scope: DiscountScope, amount: Money) -> BudgetOption {
    let mut option = option.clone();
    option.discount = Some(Discount {
        scope,
        value: Share::Amount(amount),
        extra: Default::default(),
    });
    option
}

fn with_contingency(option: &BudgetOption, percent: Percent) -> BudgetOption {
    BudgetOption {
        contingency: Some(percent),
        ..option.clone()
    }
}

/// A percentage going down to nothing in hundredths of a per cent.
struct Steps {
    from: Percent,
    /// The step at which nothing is left.
    last: i64,
}

impl Steps {
    fn down_from(from: Percent) -> Self {
        let hundredths = (from.decimal() * Decimal::ONE_HUNDRED).ceil();
        let last = i64::try_from(hundredths).unwrap_or(0);
        Self { from, last }
    }

    fn at(&self, step: i64) -> Percent {
        if step <= 0 {
            return self.from;
        }
        Percent::new(Decimal::new(self.last - step, 2)).unwrap_or_default()
    }
}

/// The least number up to `most` at which a figure that falls with it is not above nothing; `most`
/// when there is none. The figure falls about evenly, so it is found where a straight line would
/// cross.
fn first_below(most: i64, above: impl Fn(i64) -> Money) -> i64 {
    /// After so many steps halves do.
    const STRAIGHT: u32 = 12;
    let figure = |at| i128::from(above(at).units());
    let (mut low, mut high) = (0, most.max(0));
    let mut at_low = figure(low);
    if at_low <= 0 || high == 0 {
        return 0;
    }
    let mut at_high = figure(high);
    if at_high > 0 {
        return high;
    }
    let mut steps = 0;
    while high - low > 1 {
        let span = i128::from(high - low);
        let falls = at_low - at_high;
        let ahead = if steps < STRAIGHT {
            (at_low * span + falls - 1) / falls
        } else {
            span / 2
        };
        let middle = low + i64::try_from(ahead.clamp(1, span - 1)).unwrap_or(1);
        let at_middle = figure(middle);
        if at_middle <= 0 {
            (high, at_high) = (middle, at_middle);
        } else {
            (low, at_low) = (middle, at_middle);
        }
        steps += 1;
    }
    high
}

/// Two ids of options that a pitch does not have.
fn unused(pitch: &Pitch) -> [OptionId; 2] {
    let mut free = (0_u64..)
        .map(OptionId::from_random)
        .filter(|id| pitch.budget.options.position(id).is_none());
    let mut next = || free.next().unwrap_or_else(|| OptionId::from_random(0));
    [next(), next()]
}

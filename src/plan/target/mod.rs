//! Price to target: the client names a figure, and these are the ways to reach it, each with what
//! it leaves the agency and what it takes from the client. Nothing is changed until a way is
//! applied as a new option.

mod apply;
mod choices;
mod finder;
mod floor;
mod search;
mod settle;

use crate::model::{DeliverableId, DiscountScope, LineId, Money, OptionId, Percent, Pitch, RoleId};
pub use apply::New;
use finder::Finder;
pub use floor::Floor;
use settle::Bench;

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The option that is to be brought to the figure; none while the pitch has no options.
    pub base: Option<OptionId>,
    /// The figure.
    pub figure: Money,
    /// What the figure is.
    pub measure: Measure,
    /// What may be done.
    pub levers: Levers,
}

/// What a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Measure {
    /// The net total, before tax.
    #[default]
    NetTotal,
    /// The total, with tax.
    Total,
}

/// Something that can be done to a price.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lever {
    /// A discount on fee and fixed lines, as an amount.
    FeeDiscount,
    /// A discount on all lines, as an amount.
    WholeDiscount,
    /// Less is set aside for the unforeseen.
    Contingency,
    /// Hours are worked by a cheaper role.
    Team,
    /// Optional lines are dropped.
    OptionalLines,
    /// Fewer rounds of changes are included.
    Rounds,
}

impl Lever {
    /// Every value, in the order in which they are offered.
    pub const ALL: [Self; 6] = [
        Self::FeeDiscount,
        Self::WholeDiscount,
        Self::Contingency,
        Self::Team,
        Self::OptionalLines,
        Self::Rounds,
    ];
    /// Those that take something from what the client gets.
    const DISCRETE: [Self; 3] = [Self::Team, Self::OptionalLines, Self::Rounds];
}

/// The levers that are allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Levers([bool; Lever::ALL.len()]);

impl Levers {
    /// All of them.
    pub const ALL: Self = Self([true; Lever::ALL.len()]);
    /// None of them.
    pub const NONE: Self = Self([false; Lever::ALL.len()]);

    /// These.
    #[must_use]
    pub fn only(levers: &[Lever]) -> Self {
        levers
            .iter()
            .fold(Self::NONE, |levers, lever| levers.set(*lever, true))
    }

    /// The same with one allowed or not.
    #[must_use]
    pub fn set(self, lever: Lever, allowed: bool) -> Self {
        let mut levers = self;
        let at = Lever::ALL.iter().position(|other| *other == lever);
        if let Some(one) = at.and_then(|at| levers.0.get_mut(at)) {
            *one = allowed;
        }
        levers
    }

    /// Whether one is allowed.
    #[must_use]
    pub fn has(self, lever: Lever) -> bool {
        let mut all = Lever::ALL.iter().zip(self.0);
        all.any(|(other, allowed)| *other == lever && allowed)
    }

    fn any(self, levers: &[Lever]) -> bool {
        levers.iter().any(|lever| self.has(*lever))
    }
}

/// What can be done to reach a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The base option as it stands.
    pub now: Figures,
    /// By how much it is above the figure; nothing is to be done when it is not.
    pub above: Money,
    /// The price below which the agency loses money, by a discount on fees alone.
    pub floor: Floor,
    /// How far each lever goes by itself, as much of it as there is; discounts apart, which go as
    /// far as the fees.
    pub reach: Vec<(Lever, Money)>,
    /// The ways: those that reach the figure first, then by profit, the greatest first, then by
    /// how little they take from the client.
    pub ways: Vec<Way>,
    /// Whether every combination was weighed. With very many things to choose from the search
    /// ends early.
    pub exact: bool,
    /// Internal: where it ended early, no combination leaves more profit than the best that was
    /// found by more than this, as the search reckons.
    pub within: Money,
}

/// The figures of a way, as [`super::price::price`] gives them once it is applied. Those from
/// `agency_gross_income` on are internal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Figures {
    /// Before tax.
    pub net_total: Money,
    /// With tax.
    pub total: Money,
    /// What is taken off.
    pub discount: Money,
    /// What is set aside.
    pub contingency: Money,
    /// Internal.
    pub agency_gross_income: Money,
    /// Internal.
    pub profit: Money,
    /// Internal: profit over agency gross income in basis points; none without income.
    pub profit_margin: Option<i64>,
}

impl Figures {
    fn of(price: &super::price::Price) -> Self {
        Self {
            net_total: price.net_total,
            total: price.total,
            discount: price.discount,
            contingency: price.contingency,
            agency_gross_income: price.agency_gross_income,
            profit: price.profit,
            profit_margin: price.profit_margin,
        }
    }

    /// The one that is asked about.
    #[must_use]
    pub fn measured(&self, measure: Measure) -> Money {
        match measure {
            Measure::NetTotal => self.net_total,
            Measure::Total => self.total,
        }
    }
}

/// A way to reach a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// What kind of way it is.
    pub kind: WayKind,
    /// What is done: discount and contingency, roles, optional lines, rounds.
    pub moves: Vec<Move>,
    /// What the option comes to then.
    pub figures: Figures,
    /// How far it stays above the figure; negative when it goes below.
    pub above: Money,
    /// What is taken out of what the client gets, at the prices of the base option: lines, rounds,
    /// and what the roles that go cost more. Discount and contingency take nothing.
    pub taken: Money,
    base: Option<OptionId>,
}

impl Way {
    /// Whether the figure is reached.
    #[must_use]
    pub fn reaches(&self) -> bool {
        self.above <= Money::ZERO
    }

    /// Internal: whether the agency loses money with it: it is below the floor.
    #[must_use]
    pub fn loses_money(&self) -> bool {
        self.figures.profit < Money::ZERO
    }

    /// Whether it leaves what the base option sets aside.
    #[must_use]
    pub fn keeps_contingency(&self) -> bool {
        let mut moves = self.moves.iter();
        !moves.any(|one| matches!(one, Move::Contingency { .. }))
    }
}

/// What kind of way it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WayKind {
    /// One lever by itself.
    Only(Lever),
    /// A combination: the one that leaves the agency most.
    MostProfit,
    /// A combination: the most profit while at most half of that is taken from the client.
    Balanced,
    /// A combination: the one that takes least from the client.
    LeastTaken,
    /// All that is allowed together, when even that does not reach the figure.
    Everything,
}

/// One thing that is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Move {
    /// Another discount.
    Discount {
        /// What it is taken off.
        scope: DiscountScope,
        /// What is taken off now, of whatever scope.
        from: Money,
        /// What is taken off then.
        to: Money,
    },
    /// Another contingency.
    Contingency {
        /// The percentage now.
        from: Percent,
        /// The percentage then.
        to: Percent,
    },
    /// Another role works the hours of a fee line, at its own rates.
    Swap {
        /// The line.
        line: LineId,
        /// The role now.
        from: RoleId,
        /// The role then.
        to: RoleId,
        /// By how much the price of the line falls.
        price: Money,
    },
    /// An optional line is dropped.
    Drop {
        /// The line.
        line: LineId,
        /// Its price.
        price: Money,
    },
    /// Fewer rounds of changes are included.
    Rounds {
        /// Of what.
        deliverable: DeliverableId,
        /// Rounds now.
        from: u16,
        /// Rounds then.
        to: u16,
        /// What comes off for each.
        price: Money,
        /// Internal: what each saves the agency.
        cost: Money,
    },
}

/// The ways to bring an option to a figure.
///
/// **Method.** Each lever by itself: discounts and contingency are solved for on the price itself;
/// of roles, optional lines and rounds the choice that reaches the figure at the least loss of
/// profit. Then combinations, with and without a lower contingency: the figure is a knapsack of
/// what comes off, a discount makes up for the rest, and branch and bound finds the choice that
/// leaves most profit, the same while only half as much is taken from the client, and the one that
/// takes least. What each thing takes off is reckoned with the base option's rates of discount,
/// contingency and tax; the way that is found is then priced as it is, so its figures are exact.
///
/// **Limits.** A way goes to the figure or, where no discount meets it to the minor unit
/// (contingency and tax are rounded), to the next below. Contingency goes down in hundredths of a
/// per cent. A role gives way to the next cheaper one of its discipline only, one step. One round
/// of changes stays. The search ends after a fixed number of steps, the same on every machine, and
/// says so, with the most that something better could leave.
#[must_use]
pub fn target(pitch: &Pitch, asked: &Asked) -> Answer {
    let bench = Bench::new(pitch, asked);
    let now = bench.now;
    let above = now.measured(asked.measure) - asked.figure;
    let floor = bench.floor();
    let slots = choices::slots(&bench, asked.levers);
    let mut finder = Finder {
        asked,
        bench: &bench,
        slots: &slots,
        ways: Vec::new(),
        exact: true,
        within: Money::ZERO,
    };
    let reach = finder.reach();
    if above > Money::ZERO {
        finder.singles();
        finder.mixes();
        finder.everything();
    }
    let Finder {
        mut ways,
        exact,
        within,
        ..
    } = finder;
    ways.sort_by_key(|way| {
        let missed = way.above.max(Money::ZERO);
        let below = (-way.above).max(Money::ZERO);
        let profit = -way.figures.profit;
        (missed, profit, way.taken, below, way.moves.len())
    });
    Answer {
        now,
        above,
        floor,
        reach,
        ways,
        exact,
        within,
    }
}

//! How large the signs of the picture are, and which of them are drawn alike.

/// How large things are. All are multiples of one unit: a pixel, or what stands for it on paper.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Metrics {
    pub(super) unit: f64,
    /// Half the height of a bar.
    pub bar: f64,
    /// Half the height of the rail on which an approval's diamond stands.
    pub(super) rail: f64,
    /// How far a link runs out of a bar before it turns.
    pub(super) stub: f64,
    /// How far behind the left edge of a bar a link comes in from above.
    pub(super) into: f64,
    /// The length of an arrow's head.
    pub(super) tip: f64,
    /// How far a phase's bracket reaches above and below the middle.
    pub(super) bracket: (f64, f64),
    /// The height of what is agreed, and how far it stands under the bar.
    pub(super) agreed: (f64, f64),
    /// The width of the line of what is done.
    pub(super) done: f64,
}

impl Metrics {
    /// Multiples of this unit.
    #[must_use]
    pub const fn of(unit: f64) -> Self {
        Self {
            unit,
            bar: 8.0 * unit,
            rail: 3.5 * unit,
            stub: 5.0 * unit,
            into: 4.0 * unit,
            tip: 4.0 * unit,
            bracket: (3.0 * unit, 5.0 * unit),
            agreed: (3.0 * unit, 1.5 * unit),
            done: 4.0 * unit,
        }
    }

    /// Pixels, for rows of 32.
    pub const SCREEN: Self = Self::of(1.0);
    /// Millimetres, for rows of 3.6 and more.
    pub const PAPER: Self = Self::of(0.145);
}

/// What is drawn alike, from the ground up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layer {
    /// Days on which nobody works.
    Closed,
    /// The lines of the lower line of the scale.
    Fine,
    /// The lines of the upper line of the scale.
    Coarse,
    /// The lines under the rows.
    Rows,
    /// Where tasks stand in another plan.
    Ghost,
    /// Where tasks were agreed to stand.
    Agreed,
    /// Links.
    Link,
    /// How far a task can slip.
    Slack,
    /// Work.
    Task,
    /// Work without slack.
    TaskCritical,
    /// The days that the client has.
    Approval,
    /// The same without slack.
    ApprovalCritical,
    /// The client's decision.
    Decision,
    /// The same without slack.
    DecisionCritical,
    /// A moment.
    Milestone,
    /// The same without slack.
    MilestoneCritical,
    /// How much is done.
    Done,
    /// Phases.
    Phase,
    /// The day by which a task is to be finished.
    Deadline,
}

impl Layer {
    /// From the ground up.
    pub const ALL: [Self; 19] = [
        Self::Closed,
        Self::Fine,
        Self::Coarse,
        Self::Rows,
        Self::Ghost,
        Self::Agreed,
        Self::Link,
        Self::Slack,
        Self::Task,
        Self::TaskCritical,
        Self::Approval,
        Self::ApprovalCritical,
        Self::Decision,
        Self::DecisionCritical,
        Self::Milestone,
        Self::MilestoneCritical,
        Self::Done,
        Self::Phase,
        Self::Deadline,
    ];

    /// The class of its path in the page.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Closed => "g-closed",
            Self::Fine => "g-fine",
            Self::Coarse => "g-coarse",
            Self::Rows => "g-rows",
            Self::Ghost => "g-ghost",
            Self::Agreed => "g-agreed",
            Self::Link => "g-link",
            Self::Slack => "g-slack",
            Self::Task => "g-task",
            Self::TaskCritical => "g-task g-critical",
            Self::Approval => "g-approval",
            Self::ApprovalCritical => "g-approval g-critical",
            Self::Decision => "g-decision",
            Self::DecisionCritical => "g-decision g-critical",
            Self::Milestone => "g-milestone",
            Self::MilestoneCritical => "g-milestone g-critical",
            Self::Done => "g-done",
            Self::Phase => "g-phase",
            Self::Deadline => "g-deadline",
        }
    }

    /// Whether it lies under the rows: time without what stands in it.
    #[must_use]
    pub const fn is_ground(self) -> bool {
        matches!(self, Self::Closed | Self::Fine | Self::Coarse)
    }

    pub(super) const fn or(self, critical: Self, is: bool) -> Self {
        if is { critical } else { self }
    }
}

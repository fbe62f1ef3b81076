//! The fields of a line: which have a column, what they are chosen from.

use crate::model::{HoursFrom, LineKind};
use crate::ui::parts::grid::Column;
use crate::words::Word;

/// A field of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Item,
    Kind,
    Role,
    Quantity,
    Rate,
    Factor,
    Tax,
    Cost,
    Price,
    Margin,
    Group,
    Phase,
    Task,
    Flight,
    HoursFrom,
    OwnCost,
    Unit,
    Note,
}

impl Field {
    /// Its column in the grid; of the others the name in the details.
    pub(super) fn column(self) -> Column {
        match self {
            Self::Item => Column::text(t!("Item"), "minmax(9.5rem, 3fr)"),
            Self::Kind => Column::text(t!("Kind"), "minmax(5.5rem, 1fr)"),
            Self::Role => Column::text(t!("Role"), "minmax(6.5rem, 1fr)"),
            Self::Quantity => Column::figure(t!("Quantity"), "4.5rem"),
            Self::Rate => Column::figure(t!("Rate"), "5.25rem"),
            Self::Factor => Column::figure(t!("Markup"), "4.75rem"),
            Self::Tax => Column::figure(t!("Tax"), "3.5rem"),
            Self::Cost => Column::figure(t!("Cost"), "5.75rem"),
            Self::Price => Column::figure(t!("Price"), "6rem").on_card(),
            Self::Margin => Column::figure(t!("Margin"), "4.5rem").on_card(),
            Self::Group => Column::text(t!("Group"), ""),
            Self::Phase => Column::text(t!("Phase"), ""),
            Self::Task => Column::text(t!("Falls on the finish of"), ""),
            Self::Flight => Column::text(t!("Flight"), ""),
            Self::HoursFrom => Column::text(t!("Hours from"), ""),
            Self::OwnCost => Column::figure(t!("Cost rate or unit cost (internal)"), ""),
            Self::Unit => Column::text(t!("Unit"), ""),
            Self::Note => Column::text(t!("Note (internal)"), ""),
        }
    }

    /// Whether it is hidden in front of a client.
    pub(super) fn is_internal(self) -> bool {
        matches!(
            self,
            Self::Factor | Self::Cost | Self::Margin | Self::OwnCost | Self::Note
        )
    }
}

/// The fields that have a column.
pub const GRID: &[Field] = &[
    Field::Item,
    Field::Kind,
    Field::Role,
    Field::Quantity,
    Field::Rate,
    Field::Factor,
    Field::Cost,
    Field::Price,
    Field::Margin,
    Field::Tax,
];
/// The fields that only the details show.
pub const DETAILS: &[Field] = &[
    Field::Group,
    Field::Phase,
    Field::Task,
    Field::Flight,
    Field::HoursFrom,
    Field::OwnCost,
    Field::Unit,
    Field::Note,
];

pub(super) const KINDS: [(LineKind, Word); 6] = [
    (LineKind::Fee, word!("Fee")),
    (LineKind::Fixed, word!("Fixed price")),
    (LineKind::ThirdParty, word!("Third party")),
    (LineKind::MediaCommission, word!("Media at commission")),
    (LineKind::MediaServiceFee, word!("Media at service fee")),
    (LineKind::Expense, word!("Expense")),
];

pub(super) const HOURS: [(HoursFrom, Word); 3] = [
    (HoursFrom::Typed, word!("Typed")),
    (HoursFrom::Timeline, word!("From the timeline")),
    (HoursFrom::Retainer, word!("From its retainer")),
];

/// What a kind is called.
pub fn kind_name(kind: LineKind) -> &'static str {
    let found = KINDS.iter().find(|(other, _)| *other == kind);
    found.map_or("", |(_, name)| name.said())
}

pub(super) fn is_media(kind: LineKind) -> bool {
    matches!(kind, LineKind::MediaCommission | LineKind::MediaServiceFee)
}

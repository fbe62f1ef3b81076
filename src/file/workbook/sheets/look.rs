//! How the sheets look: paper and ink, one blue, hairlines.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::model::Currency;

/// Near-black.
pub(super) const INK: Color = Color::RGB(0x0017_1D29);
/// Secondary text.
pub(super) const INK_2: Color = Color::RGB(0x0045_4A57);
/// Hints.
pub(super) const INK_3: Color = Color::RGB(0x0062_6872);
/// The one accent.
pub(super) const SPOT: Color = Color::RGB(0x0020_44AB);
/// Behind headings of groups.
const SUNK: Color = Color::RGB(0x00F3_F3EF);
/// Hairlines.
pub(super) const RULE: Color = Color::RGB(0x00D9_D9D5);
/// Behind what only the agency sees.
const INSIDE: Color = Color::RGB(0x00FE_F2D9);
const INSIDE_INK: Color = Color::RGB(0x0086_5403);

/// Colours of series, told apart in grey and by people with any colour blindness.
pub(super) const SERIES: [Color; 8] = [
    SPOT,
    Color::RGB(0x00D3_7C1F),
    Color::RGB(0x0066_2240),
    Color::RGB(0x00A3_7BE2),
    Color::RGB(0x0051_5500),
    Color::RGB(0x0051_9D89),
    Color::RGB(0x008A_6F56),
    Color::RGB(0x0070_718B),
];

/// The face of the sheets, and of their titles: both are on every desk.
pub(super) const FACE: &str = "Calibri";
const TITLE_FACE: &str = "Georgia";

/// What a row is, which every cell of it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dress {
    /// A line of a table.
    Line,
    /// A heading over lines, with their sums.
    Group,
    /// A sum under a rule.
    Sum,
    /// The sum of all.
    Total,
    /// A step on the way, in small grey.
    Working,
}

/// What stands in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    Text,
    /// Words beside figures, with some room before them.
    Aside,
    Wrapped,
    Amount,
    /// An amount that is a dash when it is nothing.
    Quiet,
    /// A percentage with so many decimals.
    Percent(u32),
    /// A number with so many decimals.
    Number(u32),
    Date,
}

/// The formats of a workbook.
pub(super) struct Look {
    amount: String,
}

impl Look {
    pub fn new(currency: Currency) -> Self {
        let decimals = usize::try_from(currency.decimals()).unwrap_or(2);
        Self {
            amount: number_format(decimals),
        }
    }

    /// How amounts are written.
    pub fn amount_format(&self) -> &str {
        &self.amount
    }

    /// The format of a cell.
    pub fn cell(&self, dress: Dress, holds: Holds) -> Format {
        let format = base().set_align(FormatAlign::VerticalCenter);
        let format = match dress {
            Dress::Line => hairline(format),
            Dress::Group => hairline(format.set_bold().set_background_color(SUNK)),
            Dress::Sum => format
                .set_bold()
                .set_border_top(FormatBorder::Thin)
                .set_border_top_color(INK),
            Dress::Total => format
                .set_bold()
                .set_font_size(12)
                .set_font_color(SPOT)
                .set_border_top(FormatBorder::Medium)
                .set_border_top_color(SPOT),
            Dress::Working => hairline(format.set_font_size(9).set_font_color(INK_3)),
        };
        self.holding(format, holds)
    }

    /// A cell that only the agency sees, on its own ground.
    pub fn inside(&self, dress: Dress, holds: Holds) -> Format {
        let format = self.cell(dress, holds);
        match dress {
            Dress::Group => format.set_background_color(INSIDE),
            _ => format,
        }
    }

    fn holding(&self, format: Format, holds: Holds) -> Format {
        match holds {
            Holds::Text => format.set_align(FormatAlign::Left),
            Holds::Aside => format.set_align(FormatAlign::Left).set_indent(1),
            Holds::Wrapped => format
                .set_align(FormatAlign::Left)
                .set_align(FormatAlign::Top)
                .set_indent(2)
                .set_text_wrap(),
            Holds::Amount => format
                .set_align(FormatAlign::Right)
                .set_num_format(&self.amount),
            Holds::Quiet => format
                .set_align(FormatAlign::Right)
                .set_num_format(format!("{0};-{0};\"–\"", self.amount)),
            Holds::Percent(decimals) => format
                .set_align(FormatAlign::Right)
                .set_num_format(percent_format(decimals)),
            Holds::Number(decimals) => {
                let decimals = usize::try_from(decimals.min(6)).unwrap_or(6);
                format
                    .set_align(FormatAlign::Right)
                    .set_num_format(number_format(decimals))
            }
            Holds::Date => format
                .set_align(FormatAlign::Right)
                .set_num_format(t!(excel "d mmm yyyy")),
        }
    }
}

/// How many decimals a number has, as it is shown.
pub(super) fn decimals_of(number: Decimal) -> u32 {
    number.normalize().scale()
}

/// The title of a sheet.
pub(super) fn title() -> Format {
    base()
        .set_font_name(TITLE_FACE)
        .set_font_size(20)
        .set_font_color(INK)
}

/// A title inside a sheet.
pub(super) fn subtitle() -> Format {
    base()
        .set_font_name(TITLE_FACE)
        .set_font_size(14)
        .set_font_color(INK)
}

/// Words under a title.
pub(super) fn note() -> Format {
    base().set_font_color(INK_3)
}

/// The label of a figure that stands alone.
pub(super) fn label() -> Format {
    base().set_font_color(INK_2).set_font_size(10)
}

/// The head of a column.
pub(super) fn head(figures: bool, aside: bool, inside: bool) -> Format {
    let ink = if inside { INSIDE_INK } else { INK_2 };
    let format = base()
        .set_bold()
        .set_font_size(9)
        .set_font_color(ink)
        .set_text_wrap()
        .set_align(FormatAlign::Bottom)
        .set_border_bottom(FormatBorder::Thin)
        .set_border_bottom_color(INK)
        .set_align(if figures {
            FormatAlign::Right
        } else {
            FormatAlign::Left
        });
    let format = if aside { format.set_indent(1) } else { format };
    if inside {
        format.set_background_color(INSIDE)
    } else {
        format
    }
}

fn base() -> Format {
    Format::new()
        .set_font_name(FACE)
        .set_font_size(10)
        .set_font_color(INK)
}

fn hairline(format: Format) -> Format {
    format
        .set_border_bottom(FormatBorder::Hair)
        .set_border_bottom_color(RULE)
}

fn number_format(decimals: usize) -> String {
    if decimals == 0 {
        "#,##0".to_owned()
    } else {
        format!("#,##0.{}", "0".repeat(decimals))
    }
}

fn percent_format(decimals: u32) -> String {
    match usize::try_from(decimals.min(6)).unwrap_or(2) {
        0 => "0%".to_owned(),
        decimals => format!("0.{}%", "0".repeat(decimals)),
    }
}

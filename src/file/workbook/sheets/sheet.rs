//! A sheet that is being written: words as words, amounts and percentages from decimals, formulas
//! with the results that we have worked out.

use rust_decimal::Decimal;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet, XlsxError};

use super::cell::{number_of, text_of};
use super::look::{self, Dress, Holds, Look, decimals_of};
use super::view::View;
use crate::model::{Currency, Date, Money, Paper, Percent};

/// The longest formula that is taken.
const LONGEST_FORMULA: usize = 8_000;
/// The most characters that a cell holds.
const MOST_IN_A_CELL: usize = 32_000;

/// A column: its head, its width in characters, whether figures stand in it, and whether only the
/// agency sees it.
pub(super) struct Column {
    pub head: String,
    pub width: f64,
    pub figures: bool,
    pub inside: bool,
}

impl Column {
    pub fn text(head: &str, width: f64) -> Self {
        Self {
            head: head.to_owned(),
            width,
            figures: false,
            inside: false,
        }
    }

    pub fn figures(head: &str, width: f64) -> Self {
        Self {
            figures: true,
            ..Self::text(head, width)
        }
    }

    pub fn inside(self) -> Self {
        Self {
            inside: true,
            ..self
        }
    }
}

/// A sheet.
pub(super) struct Sheet<'a> {
    pub page: &'a mut Worksheet,
    pub look: &'a Look,
    pub currency: Currency,
}

impl<'a> Sheet<'a> {
    /// A new sheet of this name, with its title and what it is of.
    pub fn new(
        book: &'a mut Workbook,
        look: &'a Look,
        view: &View<'_>,
        name: &str,
        title: &str,
    ) -> Result<Self, XlsxError> {
        let page = book.add_worksheet();
        page.set_name(name)?;
        page.set_screen_gridlines(false);
        page.set_default_row_height(16);
        page.set_row_height(0, 30)?;
        page.write_string_with_format(0, 0, clipped(title), &look::title())?;
        let of = [view.organisation.trim(), view.title.trim()];
        let of: Vec<&str> = of.into_iter().filter(|words| !words.is_empty()).collect();
        let amounts = t!("All amounts in {}", view.currency.code());
        let note = [of.join(" · "), amounts].join("   |   ");
        page.write_string_with_format(
            1,
            0,
            clipped(note.trim_start_matches([' ', '|'])),
            &look::note(),
        )?;
        Ok(Self {
            page,
            look,
            currency: view.currency,
        })
    }

    /// How it is printed: the paper of the pitch, one page wide, the head on every page.
    pub fn print(
        &mut self,
        view: &View<'_>,
        landscape: bool,
        head: Option<u32>,
    ) -> Result<(), XlsxError> {
        self.page.set_paper_size(match view.paper {
            // A workbook is printed on paper.
            Paper::A4 | Paper::Screen => 9,
            Paper::Letter => 1,
        });
        if landscape {
            self.page.set_landscape();
        }
        self.page.set_print_fit_to_pages(1, 0);
        self.page.set_margins(0.6, 0.6, 0.8, 0.8, 0.35, 0.35);
        // An ampersand is a command there; at most 255 characters are taken in all.
        let plain = |text: &str, most: usize| -> String {
            let text = text.trim().chars().filter(|c| !c.is_control());
            text.take(most).collect::<String>().replace('&', "&&")
        };
        // The space keeps digits that a name begins with from being part of the size before it.
        let (client, title) = (plain(view.organisation, 30), plain(view.title, 40));
        self.page
            .set_header(format!("&L&\"Calibri\"&9 {client}&R&\"Calibri\"&9 {title}"));
        let agency = plain(view.agency, 40);
        let number = t!("Page {number} of {pages}", number = "&P", pages = "&N");
        self.page.set_footer(format!(
            "&L&\"Calibri\"&8 {agency}&R&\"Calibri\"&8 {number}"
        ));
        if let Some(head) = head {
            self.page.set_repeat_rows(head, head)?;
            self.page.set_freeze_panes(head + 1, 1)?;
        }
        Ok(())
    }

    /// The heads of the columns.
    pub fn heads(&mut self, row: u32, columns: &[Column]) -> Result<(), XlsxError> {
        self.page.set_row_height(row, 32)?;
        for (place, column) in columns.iter().enumerate() {
            let place = u16::try_from(place).unwrap_or(u16::MAX);
            self.page.set_column_width(place, column.width)?;
            let aside = place > 0 && !column.figures;
            let format = look::head(column.figures, aside, column.inside);
            self.page
                .write_string_with_format(row, place, clipped(&column.head), &format)?;
        }
        Ok(())
    }

    /// A title inside the sheet.
    pub fn subtitle(&mut self, row: u32, words: &str) -> Result<(), XlsxError> {
        self.page.set_row_height(row, 24)?;
        self.page
            .write_string_with_format(row, 0, clipped(words), &look::subtitle())?;
        Ok(())
    }

    /// Words, never a formula, whatever they begin with.
    pub fn text(
        &mut self,
        row: u32,
        column: u16,
        words: &str,
        dress: Dress,
    ) -> Result<(), XlsxError> {
        let holds = if column > 0 {
            Holds::Aside
        } else {
            Holds::Text
        };
        let format = self.look.cell(dress, holds);
        self.put(row, column, words, &format)
    }

    /// Words in a format.
    pub fn put(
        &mut self,
        row: u32,
        column: u16,
        words: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        if words.is_empty() {
            self.page.write_blank(row, column, format)?;
        } else {
            self.page
                .write_string_with_format(row, column, clipped(words), format)?;
        }
        Ok(())
    }

    /// Nothing, in the dress of the row, from one column to another.
    pub fn blank(
        &mut self,
        row: u32,
        columns: std::ops::RangeInclusive<u16>,
        dress: Dress,
    ) -> Result<(), XlsxError> {
        let format = self.look.cell(dress, Holds::Text);
        for column in columns {
            self.page.write_blank(row, column, &format)?;
        }
        Ok(())
    }

    /// An amount.
    pub fn amount(
        &mut self,
        row: u32,
        column: u16,
        amount: Money,
        dress: Dress,
    ) -> Result<(), XlsxError> {
        let major = Decimal::new(amount.units(), self.currency.decimals());
        let format = self.look.cell(dress, Holds::Amount);
        self.page
            .write_number_with_format(row, column, number_of(major), &format)?;
        Ok(())
    }

    /// A formula that comes to an amount; the amount where no spreadsheet takes one so long.
    pub fn sum(
        &mut self,
        row: u32,
        column: u16,
        formula: &str,
        result: Money,
        dress: Dress,
    ) -> Result<(), XlsxError> {
        if formula.len() > LONGEST_FORMULA {
            return self.amount(row, column, result, dress);
        }
        let result = text_of(result, self.currency);
        self.formula(row, column, formula, result, dress, Holds::Amount)
    }

    /// As [`Self::sum`], and a dash when it is nothing.
    pub fn quiet_sum(
        &mut self,
        row: u32,
        column: u16,
        formula: &str,
        result: Money,
        dress: Dress,
    ) -> Result<(), XlsxError> {
        let result = text_of(result, self.currency);
        self.formula(row, column, formula, result, dress, Holds::Quiet)
    }

    /// A formula with its result.
    pub fn formula(
        &mut self,
        row: u32,
        column: u16,
        formula: &str,
        result: String,
        dress: Dress,
        holds: Holds,
    ) -> Result<(), XlsxError> {
        let format = self.look.cell(dress, holds);
        let formula = Formula::new(formula).set_result(result);
        self.page
            .write_formula_with_format(row, column, formula, &format)?;
        Ok(())
    }

    /// A number with the decimals it has.
    pub fn number(
        &mut self,
        row: u32,
        column: u16,
        number: Decimal,
        dress: Dress,
    ) -> Result<(), XlsxError> {
        let format = self.look.cell(dress, Holds::Number(decimals_of(number)));
        self.page
            .write_number_with_format(row, column, number_of(number), &format)?;
        Ok(())
    }

    /// A count, or a dash where there is none.
    pub fn count(
        &mut self,
        row: u32,
        column: u16,
        count: Option<u64>,
        dress: Dress,
    ) -> Result<(), XlsxError> {
        match count {
            Some(count) => self.number(row, column, Decimal::from(count), dress),
            None => self.dash(row, column, dress),
        }
    }

    /// What stands where there is no figure.
    pub fn dash(&mut self, row: u32, column: u16, dress: Dress) -> Result<(), XlsxError> {
        let format = self.look.cell(dress, Holds::Number(0));
        self.put(row, column, "–", &format)
    }

    /// A percentage: 12.5 per cent is 0.125 in the cell.
    pub fn percent(
        &mut self,
        row: u32,
        column: u16,
        percent: Percent,
        dress: Dress,
    ) -> Result<(), XlsxError> {
        let format = self
            .look
            .cell(dress, Holds::Percent(decimals_of(percent.decimal())));
        self.page
            .write_number_with_format(row, column, number_of(percent.fraction()), &format)?;
        Ok(())
    }

    /// A day, as a day.
    pub fn date(
        &mut self,
        row: u32,
        column: u16,
        date: Option<Date>,
        dress: Dress,
    ) -> Result<(), XlsxError> {
        let format = self.look.cell(dress, Holds::Date);
        match date.and_then(day) {
            Some(day) => {
                self.page
                    .write_datetime_with_format(row, column, &day, &format)?;
            }
            None => self.put(row, column, "–", &format)?,
        }
        Ok(())
    }
}

/// A day as the crate counts them.
pub(super) fn day(date: Date) -> Option<ExcelDateTime> {
    use chrono::Datelike;
    let date = date.naive();
    let year = u16::try_from(date.year()).ok()?;
    let (month, day) = (
        u8::try_from(date.month()).ok()?,
        u8::try_from(date.day()).ok()?,
    );
    ExcelDateTime::from_ymd(year, month, day).ok()
}

/// Words as a cell takes them: not too long.
pub(super) fn clipped(words: &str) -> String {
    let fits = words.len() <= MOST_IN_A_CELL;
    // A cell counts units of UTF-16, of which a character may have two.
    let most = if fits { usize::MAX } else { MOST_IN_A_CELL / 2 };
    words
        .chars()
        .filter(|c| !c.is_control() || *c == '\n')
        .take(most)
        .collect()
}

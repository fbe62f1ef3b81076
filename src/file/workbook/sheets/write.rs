//! The workbook as a whole: which sheets there are, what their cells are called by name, and what
//! the file says about itself.

use std::collections::BTreeSet;

use rust_xlsxwriter::{DocProperties, Workbook, XlsxError};

use super::budget;
use super::inside::Inside;
use super::look::Look;
use super::months::of_offer;
use super::placed::Placed;
use super::sheet::{Sheet, clipped, day};
use super::view::{Offer, View};
use super::{margin, media, months, options, payments, rates, summary};
use crate::file::workbook::{Audience, CannotWrite, Setup};
use crate::model::Pitch;

/// The longest name of a sheet.
const LONGEST_NAME: usize = 31;

impl From<XlsxError> for CannotWrite {
    fn from(error: XlsxError) -> Self {
        Self::Refused(error.to_string())
    }
}

/// The spreadsheet. `on_progress` hears now and then how much of it is done, in per cent.
///
/// # Errors
/// When an amount is beyond [`crate::file::workbook::MAX_AMOUNT`], the chosen option is gone, or the crate that
/// writes the file refuses.
pub fn write(
    pitch: &Pitch,
    setup: &Setup,
    on_progress: &mut dyn FnMut(u32),
) -> Result<Vec<u8>, CannotWrite> {
    let (view, prices) = View::of(pitch, &setup.options)?;
    // Whatever is written from here on has the view, and the client's version nothing but it.
    let inside = (setup.audience == Audience::Internal).then(|| Inside::of(pitch, &view, prices));
    let mut book = Workbook::new();
    properties(&mut book, &view, setup);
    let look = Look::new(view.currency);
    let lines: usize = view.offers.iter().map(|offer| offer.lines.len()).sum();
    let of_main = view.main().map_or(0, |offer| offer.lines.len());
    let mut progress = Progress::new(lines + of_main, on_progress);
    sheets(&mut book, &look, &view, inside.as_ref(), &mut progress)?;
    progress.all_lines();
    let bytes = book.save_to_buffer()?;
    Ok(bytes)
}

/// Tells how much is done, a few times: writing the lines is some half of the work.
struct Progress<'a> {
    of: usize,
    done: usize,
    told: u32,
    tell: &'a mut dyn FnMut(u32),
}

impl<'a> Progress<'a> {
    fn new(of: usize, tell: &'a mut dyn FnMut(u32)) -> Self {
        tell(0);
        Self {
            of: of.max(1),
            done: 0,
            told: 0,
            tell,
        }
    }

    fn line(&mut self) {
        self.done += 1;
        let percent = u32::try_from(self.done.saturating_mul(60) / self.of).unwrap_or(60);
        if percent > self.told {
            self.told = percent;
            (self.tell)(percent);
        }
    }

    fn all_lines(&mut self) {
        (self.tell)(60);
    }
}

fn sheets(
    book: &mut Workbook,
    look: &Look,
    view: &View<'_>,
    inside: Option<&Inside<'_>>,
    progress: &mut Progress<'_>,
) -> Result<(), XlsxError> {
    // The summary stands first and is written last, when it is known where everything is.
    let names = budget_names(view);
    let placed: Vec<Placed> = (view.offers.iter().zip(&names))
        .map(|(offer, name)| Placed::plan(name, offer))
        .collect();
    let Some(main) = placed.get(view.main) else {
        return Ok(());
    };
    let own = inside.and_then(|inside| inside.offers.get(view.main));
    summary::write(book, look, view, own, main)?;
    for (at, ((offer, name), placed)) in view.offers.iter().zip(&names).zip(&placed).enumerate() {
        let mut sheet = Sheet::new(book, look, view, name, &of_offer(t!("Budget"), offer))?;
        let own = inside.and_then(|inside| inside.offers.get(at));
        budget::write(&mut sheet, placed, offer, own, view.tax_name, &mut || {
            progress.line();
        })?;
        sheet.print(view, own.is_some(), Some(budget::HEAD))?;
    }
    if view.offers.len() > 1 {
        options::write(book, look, view, inside, &placed)?;
    }
    months::write(book, look, view, main, &mut || progress.line())?;
    if !view.payments.is_empty() {
        payments::write(book, look, view, main)?;
    }
    if !view.flights.is_empty() {
        media::write(book, look, view, inside, main)?;
    }
    if let (Some(inside), Some(own), Some(offer)) = (inside, own, view.main()) {
        let mut sheet = Sheet::new(book, look, view, rates::NAME.said(), t!("Rate card"))?;
        rates::write(&mut sheet, view, inside, main)?;
        sheet.print(view, false, Some(3))?;
        let title = of_offer(margin::NAME.said(), offer);
        let mut sheet = Sheet::new(book, look, view, margin::NAME.said(), &title)?;
        margin::write(&mut sheet, offer, own, main)?;
        sheet.print(view, false, None)?;
    }
    names_of_cells(book, view, &placed, main)
}

/// The names of the sheets of the budgets: one name each, whatever the options are called.
fn budget_names(view: &View<'_>) -> Vec<String> {
    if let [_] = view.offers.as_slice() {
        return vec![t!(sheet "Budget").to_owned()];
    }
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut names = Vec::new();
    for (at, offer) in view.offers.iter().enumerate() {
        let mut name = sheet_name(offer);
        if !taken.insert(name.to_lowercase()) {
            name = t!(sheet "Budget {}", at + 1);
            while !taken.insert(name.to_lowercase()) {
                name.push('+');
            }
        }
        names.push(name);
    }
    names
}

/// `Budget` and the name of the option, without what a sheet's name may not hold.
fn sheet_name(offer: &Offer<'_>) -> String {
    let plain = |c: char| {
        if c.is_control() || "[]:*?/\\'".contains(c) {
            ' '
        } else {
            c
        }
    };
    let name: String = offer.name.chars().map(plain).collect();
    let mut short = String::from(t!(sheet "Budget"));
    for word in name.split_whitespace() {
        let longer = format!("{short} {word}");
        if longer.encode_utf16().count() > LONGEST_NAME {
            break;
        }
        short = longer;
    }
    short
}

/// The names of the cells that everybody looks for.
fn names_of_cells(
    book: &mut Workbook,
    view: &View<'_>,
    placed: &[Placed],
    main: &Placed,
) -> Result<(), XlsxError> {
    let mut define = |words: &str, cell: &str| {
        // A name has letters and digits alone.
        let name = words.replace(|sign: char| !sign.is_alphanumeric(), "_");
        book.define_name(name, &format!("={cell}")).map(|_| ())
    };
    define(t!("Subtotal"), &main.price(main.subtotal))?;
    if let Some(row) = main.discount {
        define(t!("Discount"), &main.price(row))?;
    }
    if let Some(row) = main.contingency {
        define(t!("Contingency"), &main.price(row))?;
    }
    define(t!("Net total"), &main.price(main.net_total))?;
    define(t!("Total"), &main.price(main.total))?;
    match main.taxes.as_slice() {
        [(_, row)] => {
            define(t!("Tax rate"), &main.rate(*row))?;
            define(t!("Tax"), &main.price(*row))?;
        }
        taxes => {
            for (number, (_, row)) in (1..).zip(taxes) {
                define(&t!("Tax rate {number}"), &main.rate(*row))?;
                define(&t!("Tax {number}"), &main.price(*row))?;
            }
        }
    }
    if view.offers.len() > 1 {
        for (number, placed) in (1..).zip(placed) {
            define(
                &t!("Net total option {number}"),
                &placed.price(placed.net_total),
            )?;
            define(&t!("Total option {number}"), &placed.price(placed.total))?;
        }
    }
    Ok(())
}

fn properties(book: &mut Workbook, view: &View<'_>, setup: &Setup) {
    let title = clipped(view.title.trim());
    let subject = clipped(view.organisation.trim());
    let agency = clipped(view.agency.trim());
    let mut properties = DocProperties::new()
        .set_title(if title.is_empty() {
            t!("Budget").to_owned()
        } else {
            title
        })
        .set_subject(subject)
        .set_author(agency.clone())
        .set_company(agency)
        .set_category(t!("Budget"));
    if setup.audience == Audience::Internal {
        properties = properties.set_status(t!("Internal"));
    }
    if let Some(day) = day(setup.made) {
        properties = properties.set_creation_datetime(&day);
    }
    book.set_properties(&properties);
}

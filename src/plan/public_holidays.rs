//! Public holidays by country and part of a country, from a file with a source and a date
//! (docs/holidays.md), and how they come into a list of holidays.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::sync::Arc;

use chrono::Datelike;
use serde::Deserialize;

use crate::model::date::{FIRST_YEAR, LAST_YEAR};
use crate::model::{Date, Holiday, HolidayId, List};

/// The longest text that is read, in bytes.
pub const MAX_TEXT: usize = 1_000_000;

/// Why the public holidays cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// More text than is read.
    #[error("{}", t!("the public holidays are longer than {MAX_TEXT} characters"))]
    TooLong,
    /// No JSON of the form in docs/holidays.md.
    #[error("{}", t!("the public holidays are not written as they should be: {0}", .0))]
    Form(#[from] serde_json::Error),
    /// Something in them contradicts the rest.
    #[error("{}", t!("the public holidays contradict themselves: {0}", .0))]
    Content(String),
}

/// Every public holiday that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicHolidays {
    /// What they were made from.
    pub source: String,
    /// Its version.
    pub version: String,
    /// Its licence.
    pub licence: String,
    /// The day on which they were made.
    pub generated: Date,
    /// The years that they cover.
    pub years: RangeInclusive<i32>,
    series: Vec<Series>,
    regions: Vec<Region>,
}

/// A country, or a part of one, with holidays.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Region {
    /// Its ISO 3166 code, such as NL or DE-BY.
    pub code: String,
    /// Its name: of a country in English, of a part as the source has it.
    pub name: String,
    /// Its holidays, as places in the list of series.
    series: Vec<usize>,
}

impl Region {
    /// The code of its country: its own, or of what it is a part of.
    #[must_use]
    pub fn country(&self) -> &str {
        self.code.split('-').next().unwrap_or_default()
    }

    /// Whether it is a part of a country.
    #[must_use]
    pub fn is_part(&self) -> bool {
        self.code.contains('-')
    }
}

/// A holiday with its days, in order, each once.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Series {
    name: String,
    days: Vec<Date>,
}

impl PublicHolidays {
    /// Reads them.
    ///
    /// # Errors
    /// When the text is too long, of another form, or contradicts itself.
    pub fn parse(text: &str) -> Result<Self, Unreadable> {
        if text.len() > MAX_TEXT {
            return Err(Unreadable::TooLong);
        }
        let file: File = serde_json::from_str(text)?;
        let years = file.first_year..=file.last_year;
        if years.is_empty() || file.first_year < FIRST_YEAR || file.last_year > LAST_YEAR {
            return contradiction(t!("their years"));
        }
        let first = Date::ymd(file.first_year, 1, 1)
            .map_err(|error| Unreadable::Content(error.to_string()))?;
        let series = file
            .series
            .into_iter()
            .map(|written| written.unfold(first, file.last_year))
            .collect::<Result<Vec<_>, _>>()?;
        let mut before = "";
        for region in &file.regions {
            if *region.code <= *before || !is_code(&region.code) {
                return contradiction(&t!("the region {}", format_args!("{:?}", region.code)));
            }
            if region.series.is_empty() || region.series.iter().any(|at| *at >= series.len()) {
                return contradiction(&t!("the holidays of {}", region.code));
            }
            before = &region.code;
        }
        Ok(Self {
            source: file.source,
            version: file.version,
            licence: file.licence,
            generated: file.generated,
            years,
            series,
            regions: file.regions,
        })
    }

    /// Every region, in the order of the codes: a country stands before its parts.
    #[must_use]
    pub fn regions(&self) -> &[Region] {
        &self.regions
    }

    /// The region with this code.
    #[must_use]
    pub fn region(&self, code: &str) -> Option<&Region> {
        let at = self
            .regions
            .binary_search_by(|region| region.code.as_str().cmp(code));
        at.ok().and_then(|at| self.regions.get(at))
    }

    /// The holidays of a region from one day to another, both included, in order. A day stands in
    /// it once, with all its names. An unknown region has none.
    #[must_use]
    pub fn of(&self, region: &str, from: Date, to: Date) -> Vec<(Date, String)> {
        let mut by_day: BTreeMap<Date, String> = BTreeMap::new();
        let places = self.region(region).map_or(&[][..], |found| &found.series);
        for series in places.iter().filter_map(|at| self.series.get(*at)) {
            for day in series.days.iter().filter(|day| (from..=to).contains(day)) {
                by_day
                    .entry(*day)
                    .and_modify(|names| {
                        names.push_str("; ");
                        names.push_str(&series.name);
                    })
                    .or_insert_with(|| series.name.clone());
            }
        }
        by_day.into_iter().collect()
    }

    /// The holidays of a region in these years.
    #[must_use]
    pub fn in_years(&self, region: &str, years: RangeInclusive<i32>) -> Vec<(Date, String)> {
        let from = Date::ymd(*years.start(), 1, 1).unwrap_or(Date::MIN);
        let to = Date::ymd(*years.end(), 12, 31).unwrap_or(Date::MAX);
        self.of(region, from, to)
    }
}

/// The regions whose public holidays are in this list.
#[must_use]
pub fn regions_in(list: &[Arc<Holiday>]) -> BTreeSet<&str> {
    list.iter()
        .map(|holiday| holiday.region.as_str())
        .filter(|region| !region.is_empty())
        .collect()
}

/// The years among these in which the list has no public holiday of this region.
#[must_use]
pub fn missing_years(
    list: &[Arc<Holiday>],
    region: &str,
    years: RangeInclusive<i32>,
) -> BTreeSet<i32> {
    let there: BTreeSet<i32> = list
        .iter()
        .filter(|holiday| holiday.region == region)
        .map(|holiday| year(holiday.date))
        .collect();
    years.filter(|year| !there.contains(year)).collect()
}

/// Those of these days on which the list has no single day off yet, whatever it calls it.
#[must_use]
pub fn missing(list: &[Arc<Holiday>], days: Vec<(Date, String)>) -> Vec<(Date, String)> {
    let there: BTreeSet<Date> = list
        .iter()
        .filter(|holiday| holiday.last() == holiday.date)
        .map(|holiday| holiday.date)
        .collect();
    days.into_iter()
        .filter(|(day, _)| !there.contains(day))
        .collect()
}

/// Puts public holidays of a region into a list, which is in the order of its dates then.
pub fn put_in(
    list: &mut List<Holiday>,
    region: &str,
    days: &[(Date, String)],
    fresh: impl Fn() -> HolidayId,
) {
    let new = days.iter().map(|(day, name)| {
        let mut holiday = Holiday::new(fresh(), *day, name);
        region.clone_into(&mut holiday.region);
        Arc::new(holiday)
    });
    let mut all: Vec<Arc<Holiday>> = list.iter().cloned().chain(new).collect();
    all.sort_by_key(|holiday| holiday.date);
    *list = all.into_iter().collect();
}

/// Takes the public holidays of other regions out of a list; the agency's own days stay.
pub fn take_out_others(list: &mut List<Holiday>, region: &str) {
    list.retain(|holiday| holiday.region.is_empty() || holiday.region == region);
}

/// The year of a day.
#[must_use]
pub fn year(day: Date) -> i32 {
    day.naive().year()
}

/// The file as it is written.
#[derive(Deserialize)]
struct File {
    source: String,
    version: String,
    licence: String,
    generated: Date,
    first_year: i32,
    last_year: i32,
    series: Vec<Written>,
    regions: Vec<Region>,
}

/// A series as it is written: the first day counted from the first day of the first year, every
/// other from the one before it.
#[derive(Deserialize)]
struct Written {
    name: String,
    days: Vec<u16>,
}

impl Written {
    fn unfold(self, first: Date, last_year: i32) -> Result<Series, Unreadable> {
        let mut day = first;
        let mut days = Vec::with_capacity(self.days.len());
        for gap in self.days {
            if gap == 0 && !days.is_empty() {
                return contradiction(&t!("{} names a day twice", format_args!("{:?}", self.name)));
            }
            day = day.plus_days(i64::from(gap));
            days.push(day);
        }
        if days.is_empty() || self.name.trim().is_empty() || year(day) > last_year {
            return contradiction(&t!("the days of {}", format_args!("{:?}", self.name)));
        }
        Ok(Series {
            name: self.name,
            days,
        })
    }
}

fn contradiction<T>(what: &str) -> Result<T, Unreadable> {
    Err(Unreadable::Content(what.to_owned()))
}

/// Two capitals, for a part a hyphen and up to three capitals or digits.
fn is_code(code: &str) -> bool {
    let (country, part) = match code.split_once('-') {
        Some((country, part)) => (country, Some(part)),
        None => (code, None),
    };
    let is_part = |part: &str| {
        (1..=3).contains(&part.len())
            && part
                .bytes()
                .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
    };
    country.len() == 2
        && country.bytes().all(|b| b.is_ascii_uppercase())
        && part.is_none_or(is_part)
}

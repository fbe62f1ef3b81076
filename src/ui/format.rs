//! Numbers, amounts and dates as people here write them. The locale's data is the browser's own;
//! decimals go to it as text, so that no amount passes through a float.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::language::locale;
use js_sys::{Array, Function, Intl, Object, Reflect};
use rust_decimal::Decimal;
use wasm_bindgen::JsValue;

use crate::model::{Currency, Date, Money};
use crate::plan::parse::{DateForm, DateOrder, NumberForm};

thread_local! {
    static FORMATS: RefCell<BTreeMap<String, Function>> = const { RefCell::new(BTreeMap::new()) };
}

/// Options of a format, numbers among them as words.
type Options<'a> = &'a [(&'a str, &'a str)];

fn options(pairs: Options) -> Object {
    let object = Object::new();
    for (key, value) in pairs {
        // Setting a property of a fresh object cannot fail.
        let _ = Reflect::set(&object, &JsValue::from_str(key), &JsValue::from_str(value));
    }
    object
}

/// The format function of this name, made once.
fn format_with(name: &str, make: impl FnOnce() -> Function, value: &JsValue) -> Option<String> {
    let format = FORMATS.with_borrow(|formats| formats.get(name).cloned());
    let format = format.unwrap_or_else(|| {
        let made = make();
        FORMATS.with_borrow_mut(|formats| formats.insert(name.to_owned(), made.clone()));
        made
    });
    format.call1(&JsValue::UNDEFINED, value).ok()?.as_string()
}

fn number_format(name: &str, pairs: Options, number: &str) -> String {
    let make = || {
        let locales = Array::of1(&JsValue::from_str(&locale()));
        Intl::NumberFormat::new(&locales, &options(pairs)).format()
    };
    format_with(name, make, &JsValue::from_str(number)).unwrap_or_else(|| number.to_owned())
}

fn date_format(name: &str, pairs: Options, date: Date) -> String {
    let make = || {
        let locales = Array::of1(&JsValue::from_str(&locale()));
        let options = options(pairs);
        let _ = Reflect::set(&options, &"timeZone".into(), &"UTC".into());
        Intl::DateTimeFormat::new(&locales, &options).format()
    };
    // A format takes a moment in milliseconds as it takes a date.
    let days = u32::try_from(date.days_since(Date::MIN)).unwrap_or_default();
    let day = JsValue::from_f64(f64::from(days) * 86_400_000.0);
    format_with(name, make, &day).unwrap_or_else(|| date.to_string())
}

/// An amount as a decimal number of its currency's major unit: 8425000 cents is 84250.00.
fn major(amount: Money, currency: Currency) -> String {
    Decimal::new(amount.units(), currency.decimals()).to_string()
}

/// An amount without its currency: `84,250.00`.
pub fn money(amount: Money, currency: Currency) -> String {
    let places = currency.decimals().to_string();
    number_format(
        &format!("amount{places}"),
        &[
            ("minimumFractionDigits", &places),
            ("maximumFractionDigits", &places),
        ],
        &major(amount, currency),
    )
}

/// An amount with its currency: `€84,250.00`.
pub fn money_in(amount: Money, currency: Currency) -> String {
    number_format(
        &format!("money {}", currency.code()),
        &[("style", "currency"), ("currency", currency.code())],
        &major(amount, currency),
    )
}

/// An amount with its currency and without decimals, for headlines: `€84,250`.
pub fn money_round(amount: Money, currency: Currency) -> String {
    number_format(
        &format!("round {}", currency.code()),
        &[
            ("style", "currency"),
            ("currency", currency.code()),
            ("maximumFractionDigits", "0"),
        ],
        &major(amount, currency),
    )
}

/// A decimal number with as many places as it has, up to six: `1,250.5`.
pub fn number(number: Decimal) -> String {
    number_format(
        "number",
        &[("maximumFractionDigits", "6")],
        &number.to_string(),
    )
}

/// A moment in milliseconds since 1970 as the time of its day here: `14:05`.
pub fn time(at: u64) -> String {
    moment("time", &[("timeStyle", "short")], at)
}

/// The day of a moment in milliseconds since 1970, here: `Today`, `Yesterday`, or its date.
pub fn day(at: u64) -> String {
    match near(at) {
        Near::Today => t!("Today").to_owned(),
        Near::Yesterday => t!("Yesterday").to_owned(),
        Near::Other(day) => day,
    }
}

/// The day of a moment, as far as it has a name of its own.
enum Near {
    Today,
    Yesterday,
    Other(String),
}

fn near(at: u64) -> Near {
    let day = |at: u64| {
        moment(
            "day of a moment",
            &[
                ("weekday", "short"),
                ("day", "numeric"),
                ("month", "long"),
                ("year", "numeric"),
            ],
            at,
        )
    };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "milliseconds since 1970"
    )]
    let now = js_sys::Date::now().max(0.0) as u64;
    let name = day(at);
    if name == day(now) {
        Near::Today
    } else if name == day(now.saturating_sub(86_400_000)) {
        Near::Yesterday
    } else {
        Near::Other(name)
    }
}

/// A moment in milliseconds since 1970, within a sentence: `today, 14:05`.
pub fn day_and_time(at: u64) -> String {
    let time = time(at);
    match near(at) {
        Near::Today => t!("today, {time}"),
        Near::Yesterday => t!("yesterday, {time}"),
        Near::Other(day) => format!("{day}, {time}"),
    }
}

fn moment(name: &str, pairs: Options, at: u64) -> String {
    let make = || {
        let locales = Array::of1(&JsValue::from_str(&locale()));
        Intl::DateTimeFormat::new(&locales, &options(pairs)).format()
    };
    #[expect(
        clippy::cast_precision_loss,
        reason = "some thousand years, in milliseconds"
    )]
    let at = JsValue::from_f64(at as f64);
    format_with(name, make, &at).unwrap_or_default()
}

/// So many bytes, as people say it: `1.2 MB`.
pub fn bytes(bytes: u64) -> String {
    let kilobytes = bytes.div_ceil(1_000);
    if kilobytes < 1_000 {
        return t!("{} KB", number(kilobytes.into()));
    }
    let tenths = i64::try_from(kilobytes / 100).unwrap_or(i64::MAX);
    if tenths >= 10_000 {
        return t!("{} GB", number(Decimal::new(tenths / 1_000, 1)));
    }
    t!("{} MB", number(Decimal::new(tenths, 1)))
}

/// Percentage points as a percentage: `12.5` is `12.5%`.
pub fn percent(points: Decimal) -> String {
    number_format(
        "percent",
        &[("style", "percent"), ("maximumFractionDigits", "4")],
        &(points / Decimal::ONE_HUNDRED).to_string(),
    )
}

/// A day with its year: `3 May 2027`.
pub fn date(date: Date) -> String {
    date_format(
        "date",
        &[("day", "numeric"), ("month", "short"), ("year", "numeric")],
        date,
    )
}

/// A day in full: `Monday 3 May 2027`.
pub fn long_date(date: Date) -> String {
    date_format(
        "long",
        &[
            ("weekday", "long"),
            ("day", "numeric"),
            ("month", "long"),
            ("year", "numeric"),
        ],
        date,
    )
}

/// A day without its year: `3 May`.
pub fn short_date(date: Date) -> String {
    date_format("short", &[("day", "numeric"), ("month", "short")], date)
}

/// The weekday's short name, 1 for Monday to 7 for Sunday.
pub fn weekday(weekday: u8) -> String {
    // 5 January 1970 was a Monday.
    let day = Date::MIN.plus_days(3 + i64::from(weekday));
    date_format("weekday", &[("weekday", "short")], day)
}

/// Today here.
pub fn today() -> Date {
    let now = js_sys::Date::new_0();
    let year = i32::try_from(now.get_full_year()).unwrap_or(2027);
    Date::ymd(year, now.get_month() + 1, now.get_date()).unwrap_or(Date::MIN)
}

/// The Monday of next week: a project begins with a week.
pub fn next_monday() -> Date {
    today().monday().plus_days(7)
}

/// How people here write numbers, for reading what they type.
pub fn number_form() -> NumberForm {
    let sample: Vec<char> = number(Decimal::new(12_345_675, 1)).chars().collect();
    let signs: Vec<char> = sample.into_iter().filter(|c| !c.is_numeric()).collect();
    let decimal = signs.last().copied().unwrap_or('.');
    let group = if signs.len() > 1 {
        signs.first().copied().unwrap_or(',')
    } else if decimal == ',' {
        '.'
    } else {
        ','
    };
    NumberForm { decimal, group }
}

/// How people here write dates, for reading what they type.
pub fn date_form() -> DateForm {
    let month = |number: u32| {
        let day = Date::ymd(2027, number, 25).unwrap_or(Date::MIN);
        let named = |name: &str, width: &str, with_day: bool| {
            let mut pairs = vec![("month", width)];
            if with_day {
                pairs.push(("day", "numeric"));
            }
            date_format(name, &pairs, day)
        };
        // Some locales write a month in another case beside a day.
        let beside = named("month beside", "long", true);
        let beside = beside.replace("25", "").replace('.', " ");
        vec![
            named("month long", "long", false),
            named("month short", "short", false)
                .trim_end_matches('.')
                .to_owned(),
            beside.trim().to_owned(),
        ]
    };
    let day = Date::ymd(2027, 11, 25).unwrap_or(Date::MIN);
    let written = date_format("numeric", &[("day", "numeric"), ("month", "numeric")], day);
    let order = match (written.find("11"), written.find("25")) {
        (Some(month), Some(day)) if month < day => DateOrder::MonthDay,
        _ => DateOrder::DayMonth,
    };
    DateForm {
        order,
        months: (1..=12).map(month).collect(),
    }
}

/// A month: `May`.
pub fn month(date: Date) -> String {
    date_format("month", &[("month", "short")], date)
}

/// A month with its year: `May 2027`.
pub fn month_and_year(date: Date) -> String {
    date_format(
        "month and year",
        &[("month", "short"), ("year", "numeric")],
        date,
    )
}

//! Values as people read them. Amounts, dates and numbers stay what they are, so that whoever
//! shows them writes them as the reader's locale does.

use std::fmt;

use rust_decimal::Decimal;

use crate::model::{Currency, Date, Hours, Money, Percent};
use crate::plan::checks::Words;
use crate::words::Word;

/// The most letters of a typed text in a sentence.
const SHORT: usize = 60;
/// The most entries that are named one by one.
const NAMED: usize = 4;

/// A value as people read it. References are shown by the name of what they refer to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    /// Empty, or not there.
    Nothing,
    /// What somebody typed, whole.
    Text(String),
    /// A word of the desk, such as the name of a kind, or the name of another entry.
    Name(String),
    /// An amount in the currency of the pitch.
    Money(Money),
    /// An amount in another currency.
    MoneyIn(Money, Currency),
    /// A calendar day.
    Date(Date),
    /// Working days.
    Days(i64),
    /// Calendar days.
    CalendarDays(i64),
    /// Per hundred.
    Percent(Percent),
    /// Hours of work.
    Hours(Hours),
    /// A count or a quantity.
    Number(Decimal),
    /// A tick.
    YesNo(bool),
    /// So many words of a long text.
    Words(usize),
    /// The place in a list: behind the entry of this name, or first.
    After(Option<String>),
    /// Several values.
    List(Vec<Self>),
    /// Several values with their labels.
    Parts(Vec<(String, Self)>),
}

impl Shown {
    /// In words, written as `words` writes amounts, dates and numbers. It should round nothing, or
    /// two values that differ may read alike.
    #[must_use]
    pub fn words(&self, words: &dyn Words) -> String {
        match self {
            Self::Nothing => t!("nothing").to_owned(),
            Self::Text(text) => t!("“{text}”", text = short(text)),
            Self::Name(name) => short(name),
            Self::Money(amount) => words.money(*amount),
            Self::MoneyIn(amount, currency) => {
                let amount = Decimal::new(amount.units(), currency.decimals());
                format!("{} {}", currency.code(), words.number(amount))
            }
            Self::Date(date) => words.date(*date),
            Self::Days(days) => t!("{days} d", days = words.number(Decimal::from(*days))),
            Self::CalendarDays(1) => t!("1 day").to_owned(),
            Self::CalendarDays(days) => {
                t!("{days} days", days = words.number(Decimal::from(*days)))
            }
            Self::Percent(percent) => format!("{} %", words.number(percent.decimal())),
            Self::Hours(hours) => t!("{hours} h", hours = words.number(hours.decimal())),
            Self::Number(number) => words.number(*number),
            Self::YesNo(true) => t!("yes").to_owned(),
            Self::YesNo(false) => t!("no").to_owned(),
            Self::Words(1) => t!("1 word").to_owned(),
            Self::Words(count) => t!("{count} words", count = words.number(Decimal::from(*count))),
            Self::After(None) => t!(place "first").to_owned(),
            Self::After(Some(name)) => t!(place "after {name}", name = short(name)),
            Self::List(values) => {
                let mut all: Vec<String> = (values.iter().take(NAMED))
                    .map(|value| value.words(words))
                    .collect();
                if values.len() > NAMED {
                    all.push(t!("{count} more", count = values.len() - NAMED));
                }
                all.join(", ")
            }
            Self::Parts(parts) => parts
                .iter()
                .map(|(label, value)| format!("{label} {}", value.words(words)))
                .collect::<Vec<_>>()
                .join(", "),
        }
    }
}

/// As [`Plain`] writes it, without a currency.
impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words(&Plain(Currency::EUR)))
    }
}

/// The first words of a text, on one line.
pub(super) fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= SHORT {
        return line;
    }
    let cut: String = line.chars().take(SHORT).collect();
    format!("{}…", cut.trim_end())
}

/// Plain words for amounts in this currency, for whoever needs no locale: `4,200`,
/// `14 May 2026`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plain(pub Currency);

impl Words for Plain {
    fn money(&self, amount: Money) -> String {
        let amount = Decimal::new(amount.units(), self.0.decimals());
        if amount.fract().is_zero() {
            return grouped(&amount.trunc().to_string());
        }
        grouped(&amount.to_string())
    }

    fn date(&self, date: Date) -> String {
        const MONTHS: [Word; 12] = [
            word!(month "January"),
            word!(month "February"),
            word!(month "March"),
            word!(month "April"),
            word!(month "May"),
            word!(month "June"),
            word!(month "July"),
            word!(month "August"),
            word!(month "September"),
            word!(month "October"),
            word!(month "November"),
            word!(month "December"),
        ];
        let text = date.to_string();
        let mut parts = text.split('-');
        let (year, month, day) = (parts.next(), parts.next(), parts.next());
        let number = |part: Option<&str>| part.and_then(|part| part.parse::<usize>().ok());
        let month = number(month).and_then(|month| MONTHS.get(month.saturating_sub(1)));
        match (number(day), month, year) {
            (Some(day), Some(month), Some(year)) => t!("{day} {month} {year}"),
            _ => text,
        }
    }

    fn number(&self, number: Decimal) -> String {
        grouped(&number.normalize().to_string())
    }
}

/// A number with its thousands set apart.
fn grouped(number: &str) -> String {
    let (sign, digits) = match number.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", number),
    };
    let (whole, rest) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut text = sign.to_owned();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text + rest
}

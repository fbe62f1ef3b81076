//! Amounts, percentages, hours and quantities: as people write them in any locale, short (12k,
//! 1.5m), and as simple sums (=3*850+40).

use rust_decimal::{Decimal, RoundingStrategy};

use super::{Misread, NumberForm, shown, trimmed};
use crate::model::number::BadNumber;
use crate::model::{Hours, Money, Percent, Quantity, Share};

/// An amount of a currency with so many decimals. A currency sign or code before or after it is
/// passed over; it is not converted.
///
/// # Errors
/// When it is no number or sum, is a percentage, or is above [`Money::MAX_TYPED`] either way.
pub fn amount(text: &str, form: NumberForm, decimals: u32) -> Result<Money, Misread> {
    let (number, unit) = evaluate(trimmed(text)?, form, Context::Money)?;
    if unit == Unit::Percent {
        return Err(Misread::UnexpectedPercent);
    }
    let minor = number
        .checked_mul(Decimal::from(10_i64.pow(decimals.min(6))))
        .map(|minor| minor.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero));
    let most = Money::MAX_TYPED;
    minor
        .and_then(|minor| i64::try_from(minor).ok())
        .filter(|units| units.abs() <= most.units())
        .map(Money::minor)
        .ok_or_else(|| {
            let most = Decimal::new(most.units(), decimals.min(6)).normalize();
            Misread::OutOfRange {
                what: t!("An amount").to_owned(),
                least: (-most).to_string(),
                most: most.to_string(),
            }
        })
}

/// A percentage, with or without its sign: 12.5 and 12.5% are the same.
///
/// # Errors
/// When it is no number or sum, or not between 0 and 1000.
pub fn percent(text: &str, form: NumberForm) -> Result<Percent, Misread> {
    let (number, _) = evaluate(trimmed(text)?, form, Context::Plain)?;
    Percent::new(number).map_err(out_of_range)
}

/// Hours: 7.5, 7.5h or 7:30.
///
/// # Errors
/// When it is no number or sum, or not between 0 and 100,000.
pub fn hours(text: &str, form: NumberForm) -> Result<Hours, Misread> {
    let text = trimmed(text)?;
    if let Some((whole, minutes)) = text.split_once(':') {
        let part = |digits: &str| {
            let fits =
                (1..=6).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
            digits.parse::<i64>().ok().filter(|_| fits)
        };
        return match (part(whole.trim()), part(minutes.trim())) {
            (Some(whole), Some(minutes @ 0..60)) => {
                let minutes = Decimal::from(minutes) / Decimal::from(60);
                Hours::new(Decimal::from(whole) + minutes).map_err(out_of_range)
            }
            _ => Err(Misread::NotANumber(shown(text))),
        };
    }
    plain(text, form).and_then(|number| Hours::new(number).map_err(out_of_range))
}

/// A quantity.
///
/// # Errors
/// When it is no number or sum, is a percentage, or not between 0 and 1,000,000,000.
pub fn quantity(text: &str, form: NumberForm) -> Result<Quantity, Misread> {
    plain(trimmed(text)?, form).and_then(|number| Quantity::new(number).map_err(out_of_range))
}

/// A percentage when it ends in its sign, what is left when it is the word "rest" (in English or
/// as it is said here), else an amount.
///
/// # Errors
/// As [`percent`] and [`amount`].
pub fn share(text: &str, form: NumberForm, decimals: u32) -> Result<Share, Misread> {
    let text = trimmed(text)?;
    let rest = ["rest", "the rest", "der rest", "den rest", t!("rest")];
    if rest.iter().any(|words| text.eq_ignore_ascii_case(words)) {
        Ok(Share::Rest)
    } else if text.ends_with('%') {
        percent(text, form).map(Share::Percent)
    } else {
        amount(text, form, decimals).map(Share::Amount)
    }
}

fn plain(text: &str, form: NumberForm) -> Result<Decimal, Misread> {
    match evaluate(text, form, Context::Plain)? {
        (_, Unit::Percent) => Err(Misread::UnexpectedPercent),
        (number, Unit::None) => Ok(number),
    }
}

fn out_of_range(error: BadNumber) -> Misread {
    match error {
        BadNumber::OutOfRange {
            what, least, most, ..
        } => {
            let mut letters = what.chars();
            let first = letters.next().map(char::to_uppercase);
            Misread::OutOfRange {
                what: first.into_iter().flatten().chain(letters).collect(),
                least,
                most,
            }
        }
        BadNumber::NoNumber { text, .. } => Misread::NotANumber(text),
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Context {
    /// Currency signs and codes may stand around the number.
    Money,
    /// Only letters that are a unit of work may: `h`.
    Plain,
}

#[derive(Clone, Copy, PartialEq)]
enum Unit {
    None,
    Percent,
}

/// The value of a text: a sum when it begins with `=`, else one number.
fn evaluate(text: &str, form: NumberForm, context: Context) -> Result<(Decimal, Unit), Misread> {
    let Some(sum) = text.strip_prefix('=') else {
        return number(text, form, context);
    };
    let mut sum = Sum {
        rest: sum,
        form,
        context,
        depth: 0,
    };
    let value = sum.terms()?;
    sum.skip_space();
    if sum.rest.is_empty() {
        Ok((value, Unit::None))
    } else {
        Err(Misread::BrokenSum)
    }
}

/// A sum of products, read from the front. `12.5%` in a sum is 0.125.
struct Sum<'a> {
    rest: &'a str,
    form: NumberForm,
    context: Context,
    depth: u8,
}

/// The deepest brackets that are read.
const MAX_DEPTH: u8 = 16;

impl Sum<'_> {
    fn terms(&mut self) -> Result<Decimal, Misread> {
        let mut value = self.product()?;
        loop {
            let sign = self.take(&['+', '-', '−', '–']);
            let Some(sign) = sign else { return Ok(value) };
            let term = self.product()?;
            let next = if sign == '+' {
                value.checked_add(term)
            } else {
                value.checked_sub(term)
            };
            value = next.ok_or(Misread::BrokenSum)?;
        }
    }

    fn product(&mut self) -> Result<Decimal, Misread> {
        let mut value = self.factor()?;
        loop {
            let sign = self.take(&['*', '×', '·', '/', '÷']);
            let Some(sign) = sign else { return Ok(value) };
            let factor = self.factor()?;
            let next = if matches!(sign, '/' | '÷') {
                if factor.is_zero() {
                    return Err(Misread::DivisionByZero);
                }
                value.checked_div(factor)
            } else {
                value.checked_mul(factor)
            };
            value = next.ok_or(Misread::BrokenSum)?;
        }
    }

    fn factor(&mut self) -> Result<Decimal, Misread> {
        if self.take(&['-', '−', '–']).is_some() {
            self.deeper()?;
            let value = self.factor()?;
            self.depth -= 1;
            return Ok(-value);
        }
        if self.take(&['(']).is_some() {
            self.deeper()?;
            let value = self.terms()?;
            self.depth -= 1;
            return match self.take(&[')']) {
                Some(_) => Ok(value),
                None => Err(Misread::BrokenSum),
            };
        }
        self.skip_space();
        let end = self
            .rest
            .find(['+', '-', '−', '–', '*', '×', '/', '÷', '(', ')'])
            .unwrap_or(self.rest.len());
        let (token, rest) = self.rest.split_at(end);
        if token.trim().is_empty() {
            return Err(Misread::BrokenSum);
        }
        self.rest = rest;
        match number(token.trim(), self.form, self.context)? {
            (value, Unit::None) => Ok(value),
            (value, Unit::Percent) => Ok(value / Decimal::ONE_HUNDRED),
        }
    }

    fn deeper(&mut self) -> Result<(), Misread> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            Err(Misread::BrokenSum)
        } else {
            Ok(())
        }
    }

    fn take(&mut self, signs: &[char]) -> Option<char> {
        self.skip_space();
        let first = self.rest.chars().next().filter(|c| signs.contains(c))?;
        self.rest = self.rest.get(first.len_utf8()..).unwrap_or_default();
        Some(first)
    }

    fn skip_space(&mut self) {
        self.rest = self.rest.trim_start();
    }
}

/// One number with what may stand around it: a sign, a currency, a per cent sign, k or m (in
/// German also Tsd. or Mio.), of hours also h or Std.
fn number(text: &str, form: NumberForm, context: Context) -> Result<(Decimal, Unit), Misread> {
    let bad = || Misread::NotANumber(shown(text));
    let mut rest = text.trim();
    // Bookkeepers write what is owed in brackets.
    let mut negative = false;
    if let Some(inside) = rest.strip_prefix('(').and_then(|r| r.strip_suffix(')')) {
        negative = true;
        rest = inside.trim();
    }
    rest = without_currency(rest, context);
    if let Some(after) = rest.strip_prefix(['-', '−', '–']) {
        negative = !negative;
        rest = without_currency(after.trim_start(), context);
    } else if let Some(after) = rest.strip_prefix('+') {
        rest = after.trim_start();
    }
    let mut unit = Unit::None;
    if let Some(before) = rest.strip_suffix('%') {
        unit = Unit::Percent;
        rest = before.trim_end();
    }
    let mut times = Decimal::ONE;
    let (before, word) = ending(rest);
    let factor = match (&*word.to_ascii_lowercase(), context) {
        ("k" | "tsd", _) => Some(Decimal::ONE_THOUSAND),
        ("m" | "mio", _) => Some(Decimal::from(1_000_000)),
        ("h" | "std", Context::Plain) => Some(Decimal::ONE),
        _ => None,
    };
    if let Some(factor) = factor {
        times = factor;
        rest = before.trim_end();
    }
    let value = digits(rest, form)
        .and_then(|value| value.checked_mul(times))
        .ok_or_else(bad)?;
    Ok((if negative { -value } else { value }, unit))
}

/// A text, and the letters at its end without the point of what is cut short.
fn ending(text: &str) -> (&str, &str) {
    let bare = text.strip_suffix('.').unwrap_or(text);
    let before = bare.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    (before, bare.get(before.len()..).unwrap_or_default())
}

/// Without one currency sign or code at either end. `k` and `m` after digits are not one, and
/// neither are `Tsd` and `Mio`.
fn without_currency(text: &str, context: Context) -> &str {
    if context != Context::Money {
        return text;
    }
    let is_sign = |c: char| {
        matches!(
            c,
            '$' | '€' | '£' | '¥' | '₹' | '₩' | '₺' | '₽' | '₫' | '₪' | '฿' | '₴' | '₱'
        )
    };
    let text = text
        .trim_start_matches(is_sign)
        .trim_end_matches(is_sign)
        .trim();
    let letters = |c: &char| c.is_ascii_alphabetic();
    let before = text.chars().take_while(letters).count();
    if before == 3 {
        return text.get(3..).unwrap_or_default().trim_start();
    }
    let after = text.chars().rev().take_while(letters).count();
    let is_factor = ["tsd", "mio"]
        .iter()
        .any(|factor| ending(text).1.eq_ignore_ascii_case(factor));
    if (3..=4).contains(&after) && !is_factor {
        let code = text.len().saturating_sub(3);
        return text.get(..code).unwrap_or_default().trim_end();
    }
    text
}

/// The digits of a number, with groups and decimals. Of a point and a comma the last is the
/// decimal sign. One of them alone is what the locale says, unless what the locale calls a group
/// has other than three digits: then people meant decimals.
fn digits(text: &str, form: NumberForm) -> Option<Decimal> {
    let is_space = |c: char| c.is_whitespace() || matches!(c, '\'' | '’' | '_');
    let is_sign = |c: char| c == '.' || c == ',' || c == form.decimal || c == form.group;
    let signs: Vec<char> = text
        .chars()
        .filter(|c| is_sign(*c) && !is_space(*c))
        .collect();
    let last = signs.last().copied();
    let of_last = signs.iter().filter(|c| Some(**c) == last).count();
    let decimal = match last {
        None => None,
        Some(_) if of_last > 1 => None,
        Some(sign) if of_last < signs.len() || sign == form.decimal => Some(sign),
        Some(sign) => {
            let (before, after) = text.split_once(sign)?;
            let whole = before.chars().filter(char::is_ascii_digit).count();
            let grouped = after.len() == 3 && (1..=3).contains(&whole) && !before.starts_with('0');
            (!grouped).then_some(sign)
        }
    };
    let (whole, fraction) = match decimal {
        Some(sign) => text.split_once(sign)?,
        None => (text, ""),
    };
    let groups: Vec<&str> = whole
        .split(|c| (is_sign(c) && Some(c) != decimal) || is_space(c))
        .collect();
    let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if let [_, middle @ .., end] = groups.as_slice() {
        // Groups of three, or of two before the last three, as in India.
        let fits = end.len() == 3 && middle.iter().all(|group| (2..=3).contains(&group.len()));
        if !fits || groups.first().is_some_and(|first| first.is_empty()) {
            return None;
        }
    }
    let whole: String = groups.concat();
    let count = whole.len() + fraction.len();
    if !(1..=24).contains(&count) || !all_digits(&whole) || !all_digits(fraction) {
        return None;
    }
    let whole = if whole.is_empty() { "0" } else { &whole };
    let plain = if fraction.is_empty() {
        whole.to_owned()
    } else {
        format!("{whole}.{fraction}")
    };
    plain.parse().ok()
}

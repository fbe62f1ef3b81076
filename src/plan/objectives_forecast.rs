//! The forecast held against the brief: which figure an objective is measured by, whether it is
//! met in each case, and by how much it falls short.

use rust_decimal::Decimal;

use super::forecast::{Cases, Forecast};
use super::parse::NumberForm;
use crate::model::{Brief, Measure, MediaPlan, Money, Objective, ObjectiveId};

/// An objective, and what the forecast says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Which one.
    pub objective: ObjectiveId,
    /// What it is measured by: chosen, or found in its words.
    pub measure: Option<Measure>,
    /// Whether that was chosen.
    pub chosen: bool,
    /// What comes of it.
    pub result: Result<Against, Unheld>,
}

/// A target and what each case brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Against {
    /// The figure wanted: of costs in major units of the currency.
    pub target: Decimal,
    /// Less is better.
    pub at_most: bool,
    /// What each case brings.
    pub cases: Cases<Outcome>,
}

/// What a case brings of what is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    /// The figure of the forecast; none where it cannot be worked out.
    pub figure: Option<Decimal>,
    /// By how much it misses the target: 0 when it is met, none without a figure.
    pub short: Option<Decimal>,
}

impl Outcome {
    /// Whether the target is met; none without a figure.
    #[must_use]
    pub fn is_met(&self) -> Option<bool> {
        self.short.map(|short| short.is_zero())
    }
}

/// Why an objective is not held against the forecast.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unheld {
    /// Its words name no figure of the forecast.
    #[error("{}", t!("Its words name no figure of the forecast. Choose one."))]
    NoMeasure,
    /// Somebody said that media do not measure it.
    #[error("{}", t!("Not measured by media."))]
    NotByMedia,
    /// Its target holds no number.
    #[error("{}", t!("Its target is no number. Give it one in the brief."))]
    NoTarget,
    /// Its target is a percentage of something else.
    #[error("{}", t!("Its target is a percentage, and this figure is none."))]
    Percentage,
}

/// Every objective of the brief, in order. Targets are read in the form of the locale, as people
/// write them: 38,000, 2.5 million, at most €4.20, 45 %. `decimals` are those of the currency.
#[must_use]
pub fn held(
    brief: &Brief,
    media: &MediaPlan,
    cases: &Cases<Forecast>,
    form: NumberForm,
    decimals: u32,
) -> Vec<Held> {
    (brief.objectives.iter())
        .map(|objective| {
            let chosen = (media.measures.iter()).find(|one| one.objective == objective.id);
            let wanted = target(&objective.target, form);
            let is_percent = wanted.is_some_and(|wanted| wanted.is_percent);
            let measure = match chosen {
                Some(chosen) => chosen.by,
                None => found(objective, is_percent),
            };
            let result = match (measure, wanted) {
                (None, _) if chosen.is_some() => Err(Unheld::NotByMedia),
                (None, _) => Err(Unheld::NoMeasure),
                (Some(_), None) => Err(Unheld::NoTarget),
                (Some(measure), Some(wanted)) => against(measure, wanted, cases, decimals),
            };
            Held {
                objective: objective.id.clone(),
                measure,
                chosen: chosen.is_some(),
                result,
            }
        })
        .collect()
}

/// What of the forecast these words are about, such as "clicks to the shop". Words of English and
/// German, and the short names that the trade uses everywhere.
#[must_use]
pub fn measure(words: &str) -> Option<Measure> {
    let words = words.to_lowercase();
    let words: Vec<&str> = words
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let has = |any: &[&str]| words.iter().any(|word| any.contains(word));
    let per = |any: &[&str]| {
        let is_per = |word: &str| ["per", "pro", "je"].contains(&word);
        let mut after = words.iter().skip_while(|word| !is_per(word)).skip(1);
        has(&["cost", "price", "kosten", "preis"])
            && after.next().is_some_and(|word| any.contains(word))
    };
    let actions = [
        "conversion",
        "conversions",
        "purchase",
        "purchases",
        "order",
        "orders",
        "lead",
        "leads",
        "signup",
        "signups",
        "registration",
        "registrations",
        "booking",
        "bookings",
        "download",
        "downloads",
        "install",
        "installs",
        "action",
        "actions",
        "acquisition",
        "kauf",
        "käufe",
        "bestellung",
        "bestellungen",
        "anmeldung",
        "anmeldungen",
        "registrierung",
        "registrierungen",
        "buchung",
        "buchungen",
        "installation",
        "installationen",
        "aktion",
        "aktionen",
    ];
    let found = [
        (
            Measure::Cpm,
            has(&["cpm", "tkp"]) || per(&["thousand", "mille", "1000", "tausend"]),
        ),
        (Measure::Cpc, has(&["cpc"]) || per(&["click", "klick"])),
        (
            Measure::Cpv,
            has(&["cpv"]) || per(&["view", "completed", "video", "aufruf"]),
        ),
        (
            Measure::Cpa,
            has(&["cpa", "cpl", "cpo", "cac"]) || per(&actions),
        ),
        (
            Measure::Roas,
            has(&["roas"]) || (has(&["return"]) && has(&["spend", "spent"])),
        ),
        (
            Measure::Grp,
            has(&["grp", "grps", "trp", "trps"]) || (has(&["rating"]) && has(&["points"])),
        ),
        (
            Measure::Frequency,
            has(&["frequency", "frequenz", "kontaktdosis"]),
        ),
        (
            Measure::Impressions,
            has(&[
                "impression",
                "impressions",
                "contacts",
                "impressionen",
                "kontakte",
                "bruttokontakte",
                "einblendungen",
            ]),
        ),
        (
            Measure::Reach,
            has(&["reach", "reached", "reichweite", "nettoreichweite"]),
        ),
        (
            Measure::Clicks,
            has(&[
                "click",
                "clicks",
                "clickthroughs",
                "throughs",
                "klick",
                "klicks",
            ]),
        ),
        (
            Measure::Views,
            has(&["view", "views", "aufruf", "aufrufe"])
                && !has(&["page", "pages", "seite", "seiten"]),
        ),
        (Measure::Conversions, has(&actions)),
    ];
    found
        .into_iter()
        .find_map(|(measure, is)| is.then_some(measure))
}

/// What is measured says it, or else what is to be achieved.
fn found(objective: &Objective, is_percent: bool) -> Option<Measure> {
    let found = measure(&objective.metric).or_else(|| measure(&objective.name))?;
    Some(match found {
        Measure::Reach if is_percent => Measure::ReachPercent,
        found => found,
    })
}

/// A target as it was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Target {
    number: Decimal,
    is_percent: bool,
    at_most: bool,
    /// Without the group signs that a whole number may have had, where one sign stood before
    /// three digits.
    if_whole: Decimal,
}

fn against(
    measure: Measure,
    wanted: Target,
    cases: &Cases<Forecast>,
    decimals: u32,
) -> Result<Against, Unheld> {
    let target = match measure {
        Measure::Roas if wanted.is_percent => wanted.number / Decimal::ONE_HUNDRED,
        Measure::ReachPercent => wanted.number,
        _ if wanted.is_percent => return Err(Unheld::Percentage),
        Measure::Impressions
        | Measure::Reach
        | Measure::Clicks
        | Measure::Views
        | Measure::Conversions => wanted.if_whole,
        _ => wanted.number,
    };
    let at_most = measure.is_cost() || wanted.at_most;
    let outcome = |forecast: &Forecast| {
        let figure = figure(forecast, measure, decimals);
        let short = figure.map(|figure| {
            let short = if at_most {
                figure.saturating_sub(target)
            } else {
                target.saturating_sub(figure)
            };
            short.max(Decimal::ZERO)
        });
        Outcome { figure, short }
    };
    Ok(Against {
        target,
        at_most,
        cases: cases.map(outcome),
    })
}

/// The figure of a forecast. A sum of nothing known is no figure.
#[must_use]
pub fn figure(forecast: &Forecast, measure: Measure, decimals: u32) -> Option<Decimal> {
    let count = |number: u64| (number > 0).then(|| Decimal::from(number));
    let money = |amount: Option<Money>| {
        let minor = Decimal::from(10_u32.checked_pow(decimals)?);
        amount?.decimal().checked_div(minor)
    };
    match measure {
        Measure::Impressions => count(forecast.impressions),
        Measure::Reach => forecast.reach.map(Decimal::from),
        Measure::ReachPercent => forecast.reach_percent,
        Measure::Frequency => forecast.frequency,
        Measure::Grp => forecast.grp,
        Measure::Clicks => count(forecast.clicks),
        Measure::Views => count(forecast.views),
        Measure::Conversions => count(forecast.conversions),
        Measure::Cpm => money(forecast.cpm),
        Measure::Cpc => money(forecast.cpc),
        Measure::Cpv => money(forecast.cpv),
        Measure::Cpa => money(forecast.cpa),
        Measure::Roas => forecast.roas,
    }
}

/// The first number of a target, with what stands around it.
fn target(text: &str, form: NumberForm) -> Option<Target> {
    let text: String = text.chars().take(200).collect::<String>().to_lowercase();
    let begin = text.find(|letter: char| letter.is_ascii_digit())?;
    let (before, rest) = text.split_at(begin);
    let is_sign = |letter: char| {
        letter.is_ascii_digit() || ".,'’\u{a0}\u{202f} ".contains(letter) || letter == form.group
    };
    let end = rest
        .find(|letter: char| !is_sign(letter))
        .unwrap_or(rest.len());
    let (digits, after) = rest.split_at(end);
    let digits = digits.trim_end_matches(|letter: char| !letter.is_ascii_digit());
    let times = times(after)?;
    let (number, if_whole) = read(digits, form)?;
    let if_whole = if times == Decimal::ONE {
        if_whole
    } else {
        number
    };
    let at_most = [
        "at most",
        "max",
        "under",
        "below",
        "less than",
        "up to",
        "höchstens",
        "unter ",
        "weniger als",
        "nicht mehr als",
        "bis zu",
    ];
    Some(Target {
        number: number.checked_mul(times)?.normalize(),
        is_percent: after.trim_start().starts_with(['%', '％', '٪']),
        at_most: before.contains(['<', '≤']) || at_most.iter().any(|words| before.contains(words)),
        if_whole: if_whole.checked_mul(times)?.normalize(),
    })
}

/// What the word behind a number makes of it.
fn times(after: &str) -> Option<Decimal> {
    let after = after.trim_start();
    let word: String = after.chars().take_while(|c| c.is_alphabetic()).collect();
    let thousand = Decimal::ONE_THOUSAND;
    let power = match &*word {
        "k" | "thousand" | "tausend" | "tsd" => 1,
        "m" | "mn" | "mio" | "million" | "millions" | "millionen" => 2,
        "bn" | "billion" | "billions" | "mrd" | "milliarde" | "milliarden" => 3,
        _ if word.starts_with('万') => return Some(Decimal::from(10_000)),
        _ if word.starts_with('億') => return Some(Decimal::from(100_000_000)),
        _ => 0,
    };
    (0..power).try_fold(Decimal::ONE, |times, _| times.checked_mul(thousand))
}

/// Digits with signs between them: as a decimal number, and as a whole one where its only sign
/// stands before three digits, which no locale would write for thousandths of a person.
fn read(digits: &str, form: NumberForm) -> Option<(Decimal, Decimal)> {
    let signs: Vec<char> = digits.chars().filter(|c| matches!(c, '.' | ',')).collect();
    let plain = |decimal: Option<char>| -> Option<Decimal> {
        let mut text = String::with_capacity(digits.len());
        for letter in digits.chars() {
            match letter {
                letter if letter.is_ascii_digit() => text.push(letter),
                letter if Some(letter) == decimal => text.push('.'),
                _ => {}
            }
        }
        text.parse().ok()
    };
    let whole = plain(None)?;
    let last = *match signs.last() {
        None => return Some((whole, whole)),
        Some(last) => last,
    };
    let several = signs.iter().filter(|sign| **sign == last).count() > 1;
    let mixed = signs.iter().any(|sign| *sign != last);
    let tail = digits.rsplit(last).next().map_or(0, str::len);
    if several {
        return Some((whole, whole));
    }
    let decimal = plain(Some(last))?;
    Some(match (mixed, tail == 3) {
        (true, _) | (false, false) => (decimal, decimal),
        (false, true) if last == form.decimal => (decimal, whole),
        (false, true) => (whole, whole),
    })
}

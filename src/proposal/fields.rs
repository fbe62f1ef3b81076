//! Fields that fill themselves: `{{net total}}` in a text is the figure of the plan as it stands. They
//! are filled from what the client may see, and nothing else.

use std::collections::BTreeMap;

use crate::model::{Date, Pitch};

use super::client_view::{ClientView, DueView, Sums};
use super::formats::Formats;
use super::run::Run;
use super::tables::Figures;

const OPEN: &str = "{{";
const CLOSE: &str = "}}";

/// A field with what it stands for now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// As it is written between the braces: the same in every language, so that a pitch goes around.
    pub name: String,
    /// What it is called where it is offered.
    pub label: String,
    /// What stands in its place.
    pub value: String,
}

/// Every field that this pitch fills, in the order in which they are offered.
#[must_use]
pub fn fields(pitch: &Pitch, formats: &dyn Formats) -> Vec<Field> {
    let view = ClientView::of(pitch);
    let figures = Figures {
        formats,
        currency: view.currency,
    };
    of(&view, &figures)
}

/// A text with its fields filled, as the proposal fills them.
#[must_use]
pub fn filled(pitch: &Pitch, formats: &dyn Formats, text: &str) -> String {
    if !may_hold(text) {
        return text.to_owned();
    }
    let view = ClientView::of(pitch);
    let figures = Figures {
        formats,
        currency: view.currency,
    };
    Filler::of(&view, &figures).text(text)
}

/// Fills the fields of texts.
pub(super) struct Filler {
    by_name: BTreeMap<String, String>,
    /// Those that stand for nothing, as they were written, each once.
    pub unknown: Vec<String>,
}

impl Filler {
    pub fn of(view: &ClientView<'_>, figures: &Figures<'_>) -> Self {
        let mut by_name = BTreeMap::new();
        for field in of(view, figures) {
            // Of two of the same name the first is meant.
            by_name.entry(key(&field.name)).or_insert(field.value);
        }
        Self {
            by_name,
            unknown: Vec::new(),
        }
    }

    /// The text with its fields filled; those that stand for nothing are left as they are.
    pub fn text(&mut self, text: &str) -> String {
        let mut filled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once(OPEN) {
            let Some((name, behind)) = after.split_once(CLOSE) else {
                break;
            };
            filled.push_str(before);
            if let Some(value) = self.by_name.get(&key(name)) {
                filled.push_str(value);
                rest = behind;
            } else if name.contains(OPEN) {
                // What opens once more begins there.
                filled.push_str(OPEN);
                rest = after;
            } else {
                let written = format!("{OPEN}{name}{CLOSE}");
                filled.push_str(&written);
                if !self.unknown.contains(&written) {
                    self.unknown.push(written);
                }
                rest = behind;
            }
        }
        filled.push_str(rest);
        filled
    }

    /// The same of runs.
    pub fn runs(&mut self, runs: Vec<Run>) -> Vec<Run> {
        (runs.into_iter())
            .map(|run| Run {
                text: self.text(&run.text),
                ..run
            })
            .collect()
    }
}

/// Whether a text may hold a field.
pub(super) fn may_hold(text: &str) -> bool {
    text.contains(OPEN)
}

/// Names are told apart by their words: neither case nor space counts.
fn key(name: &str) -> String {
    let words: Vec<_> = name.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

fn of(view: &ClientView<'_>, figures: &Figures<'_>) -> Vec<Field> {
    let formats = figures.formats;
    let mut all = All(Vec::new());
    let money = |amount| formats.money(amount, view.currency);
    let date = |date: Option<Date>| date.map(|date| formats.date(date));
    let count = |number: Option<u64>| number.map(|number| formats.number(number.into()));
    let words = |words: &str| Some(words.trim().to_owned());
    all.add("client", t!(field "client"), words(view.organisation));
    all.add("brand", t!(field "brand"), words(view.brand));
    all.add("title", t!(field "title"), words(view.title));
    all.add("agency", t!(field "agency"), words(&view.setup.agency));
    all.add("version", t!(field "version"), words(&view.setup.version));
    all.add("date", t!(field "date"), date(view.setup.date));
    all.add(
        "valid until",
        t!(field "valid until"),
        date(view.terms.valid_until),
    );
    let span = view.timeline.span();
    all.add(
        "start date",
        t!(field "start date"),
        date(span.map(|span| span.start)),
    );
    all.add(
        "launch date",
        t!(field "launch date"),
        date(view.timeline.launch),
    );
    all.add(
        "finish date",
        t!(field "finish date"),
        date(span.map(|span| span.finish)),
    );
    let sums = |all: &mut All, of: &str, sums: &Sums| {
        for (name, label, amount) in [
            ("net total", t!(field "net total"), sums.net_total),
            ("total", t!(field "total"), sums.total),
            ("discount", t!(field "discount"), sums.discount),
            ("contingency", t!(field "contingency"), sums.contingency),
        ] {
            if of.is_empty() {
                all.add(name, label, Some(money(amount)));
            } else {
                all.add_of((name, label), of, Some(money(amount)));
            }
        }
    };
    sums(&mut all, "", &view.sums);
    let recommended = view.offers.iter().find(|offer| offer.recommended);
    all.add(
        "recommended option",
        t!(field "recommended option"),
        recommended.map(|offer| offer.name.clone()),
    );
    for offer in &view.offers {
        sums(&mut all, offer.name.trim(), &offer.sums);
    }
    for group in view
        .groups
        .iter()
        .filter(|group| !group.name.trim().is_empty())
    {
        let price = ("price", t!(field "price"));
        all.add_of(price, group.name.trim(), Some(money(group.price)));
    }
    for payment in &view.payments {
        let (field, name) = (payment.field.trim(), payment.name.trim());
        all.add(
            &format!("payment: {field}"),
            &format!("{}: {name}", t!(field "payment")),
            Some(money(payment.amount)),
        );
        if let DueView::Task(_, day) | DueView::Date(day) = &payment.due {
            all.add(
                &format!("payment date: {field}"),
                &format!("{}: {name}", t!(field "payment date")),
                date(*day),
            );
        }
    }
    all.add(
        "impressions",
        t!(field "impressions"),
        count(view.media.impressions),
    );
    all.add("clicks", t!(field "clicks"), count(view.media.clicks));
    all.add(
        "conversions",
        t!(field "conversions"),
        count(view.media.conversions),
    );
    for objective in view.objectives {
        let target = ("target", t!(field "target"));
        all.add_of(target, objective.name.trim(), words(&objective.target));
    }
    for bar in &view.timeline.bars {
        let name = bar.name.trim();
        all.add_of(("start", t!(field "start")), name, date(Some(bar.start)));
        all.add_of(("finish", t!(field "finish")), name, date(Some(bar.finish)));
    }
    all.0
}

/// The fields as they are gathered: what the plan does not know is no field.
struct All(Vec<Field>);

impl All {
    fn add(&mut self, name: &str, label: &str, value: Option<String>) {
        let known = value.filter(|value| !value.is_empty());
        // A name with braces could not be written.
        if let Some(value) = known.filter(|_| !name.contains(['{', '}', '\n'])) {
            self.0.push(Field {
                name: name.to_owned(),
                label: label.to_owned(),
                value,
            });
        }
    }

    /// A field of something that has a name of its own.
    fn add_of(&mut self, (name, label): (&str, &str), of: &str, value: Option<String>) {
        self.add(&format!("{name}: {of}"), &format!("{label}: {of}"), value);
    }
}

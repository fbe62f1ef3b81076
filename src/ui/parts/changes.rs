//! What is different between two copies of a pitch, in words, part by part.

use std::sync::Arc;

use leptos::prelude::*;
use rust_decimal::Decimal;

use super::pieces;
use crate::merge::{Change, Choice, Consequences, Decisions, Paragraphs, Part, Piece, Side, What};
use crate::model::{Currency, Date, Money};
use crate::plan::checks::Words;
use crate::ui::format;

/// Amounts, dates and numbers as people here write them. Nothing is rounded: two rates that differ are
/// to read differently.
struct Exact(Currency);

impl Words for Exact {
    fn money(&self, amount: Money) -> String {
        format::money_in(amount, self.0)
    }
    fn date(&self, date: Date) -> String {
        format::date(date)
    }
    fn number(&self, number: Decimal) -> String {
        format::number(number)
    }
}

/// How changes are shown, and what can be done about them.
#[derive(Clone, Copy)]
pub struct Look {
    /// The currency of amounts.
    pub currency: Currency,
    /// What was decided; none where there is nothing to decide.
    pub decisions: Option<RwSignal<Decisions>>,
    /// What each change does to dates and sums, by its key, as far as that is known.
    pub effects: RwSignal<Arc<Vec<(String, String)>>>,
}

/// The changes, under the names of their parts. `act` makes what stands beside such a name.
pub fn by_part(changes: &[&Change], look: Look, act: impl Fn(Part) -> Option<AnyView>) -> AnyView {
    (changes.chunk_by(|one, next| one.part == next.part))
        .filter_map(|of_part| {
            let part = of_part.first()?.part;
            Some(view! {
                <section class="change-part" aria-label=part.name()>
                    <header>
                        <h3>{part.name()}</h3>
                        {act(part)}
                    </header>
                    <ul class="changes">
                        {of_part.iter().map(|change| item(change, look)).collect_view()}
                    </ul>
                </section>
            })
        })
        .collect_view()
        .into_any()
}

fn item(change: &Change, look: Look) -> AnyView {
    let words = change.words(&Exact(look.currency));
    let class = match change.what {
        What::Added => "change added",
        What::Removed => "change removed",
        What::Moved | What::Changed | What::Alone => "change",
    };
    // A field of the part itself stands under the name of the part already.
    let whose = (change.trail.last()).map(|named| {
        view! {
            <span class="change-noun">{named.noun}</span>
            " "
            <strong><bdi>{change.title()}</bdi></strong>
            ": "
        }
    });
    let needed = (!change.needed_by.is_empty()).then(|| {
        let names = change.needed_by.join(", ");
        view! { <p class="change-note">{t!("Still needed by: {names}.")}</p> }
    });
    let key = change.key.clone();
    let effect = move || {
        let effects = look.effects.read();
        let effect = effects.iter().find(|(of, _)| *of == key);
        effect
            .map(|(_, words)| words.clone())
            .filter(|words| !words.is_empty())
    };
    let decided = look.decisions.is_some();
    let texts = || {
        (change.differences.iter())
            .filter_map(|difference| Some((&difference.label, difference.paragraphs.as_ref()?)))
            .filter_map(|(label, paragraphs)| text(label, paragraphs, change.side, decided))
            .collect_view()
    };
    view! {
        <li class=class>
            <p>
                {whose}
                <span class="change-words">{words}</span>
                {move || effect().map(|words| view! { <span class="change-effect">{words}</span> })}
            </p>
            {needed}
            {pieces::of(change).is_none().then(texts)}
            {look.decisions.and_then(|decisions| match pieces::of(change) {
                Some(text) => Some(pieces::choices(change, text, decisions)),
                None => choice(change, decisions),
            })}
            {pieces::of(change).is_some().then(texts)}
        </li>
    }
    .into_any()
}

/// What is taken of a change.
fn choice(change: &Change, decisions: RwSignal<Decisions>) -> Option<AnyView> {
    if change.choices.len() < 2 {
        return None;
    }
    let called = change.name();
    let name = format!("take-{}", change.key);
    let (key, default) = (change.key.clone(), change.default);
    let taken = Memo::new(move |_| decisions.read().get(&key).copied().unwrap_or(default));
    let options = (change.choices.iter().copied())
        .map(|choice| {
            let key = change.key.clone();
            let is_taken = Signal::derive(move || taken.get() == choice);
            let words = choice_words(choice, change);
            radio(name.clone(), None, words, is_taken, move || {
                decisions.update(|all| {
                    all.insert(key.clone(), choice);
                });
            })
        })
        .collect_view();
    Some(
        view! {
            <fieldset class="change-choice">
                <legend class="unseen">{t!("What is taken of {called}")}</legend>
                {options}
            </fieldset>
        }
        .into_any(),
    )
}

/// One of the choices of a group. `named` is what a screen reader calls it, where `words` do not say
/// enough.
pub(super) fn radio(
    group: String,
    named: Option<String>,
    words: &'static str,
    is_taken: Signal<bool>,
    choose: impl Fn() + 'static,
) -> AnyView {
    view! {
        <label class="tick">
            <input
                type="radio"
                name=group
                aria-label=named
                prop:checked=move || is_taken.get()
                on:change=move |_| choose()
            />
            <span>{words}</span>
        </label>
    }
    .into_any()
}

/// What a choice is called for this change.
fn choice_words(choice: Choice, change: &Change) -> &'static str {
    let here =
        |keep: &'static str, go: &'static str, is_there: bool| if is_there { keep } else { go };
    // An entry that one side does not have is kept or let go.
    let is_one_sided = match change.what {
        What::Removed | What::Alone => true,
        What::Added => change.side != Side::Both,
        What::Moved | What::Changed => false,
    };
    if is_one_sided && choice != Choice::Both {
        let is_mine = match (change.what, change.side) {
            (What::Added | What::Alone, side) => side == Side::Mine,
            // Who removed it does not have it.
            (_, Side::Both) => change.default == Choice::Mine,
            (_, side) => side == Side::Theirs,
        };
        return here(
            t!("Keep it"),
            t!("Let it go"),
            is_mine == (choice == Choice::Mine),
        );
    }
    match choice {
        Choice::Mine => t!("Mine"),
        Choice::Theirs => t!("Theirs"),
        Choice::Both => t!("Both"),
    }
}

/// A long text, paragraph by paragraph. Where it is `decided` here, what both changed stands with its
/// choice already, and only the rest is left to read.
fn text(label: &str, paragraphs: &Paragraphs, side: Side, decided: bool) -> Option<AnyView> {
    let heads = match side {
        Side::Both => (t!("Mine"), t!("Theirs")),
        Side::Theirs => (t!("Before"), t!("Theirs")),
        Side::Mine | Side::Same => (t!("Before"), t!("Now")),
    };
    let is_shown = |piece: &Piece| decided && piece.key.is_some();
    let rows: Vec<_> = (paragraphs.pieces.iter())
        .filter(|piece| !is_shown(piece))
        .filter_map(|piece| {
            let changed = piece.side?;
            let (left, right) = match side {
                Side::Both => (&piece.mine, &piece.theirs),
                Side::Theirs => (&piece.base, &piece.theirs),
                Side::Mine | Side::Same => (&piece.base, &piece.mine),
            };
            let class = if changed == Side::Both { "both" } else { "" };
            Some(view! {
                <tr class=class>
                    <td><bdi>{left.trim().to_owned()}</bdi></td>
                    <td><bdi>{right.trim().to_owned()}</bdi></td>
                </tr>
            })
        })
        .collect();
    if rows.is_empty() {
        return None;
    }
    let label = crate::words::within(label);
    let summary = if paragraphs.pieces.iter().any(is_shown) {
        t!("Read what else changed in {label}")
    } else {
        t!("Read {label}")
    };
    let details = view! {
        <details class="change-text">
            <summary>{summary}</summary>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{heads.0}</th>
                        <th scope="col">{heads.1}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </details>
    };
    Some(details.into_any())
}

/// Dates and sums before and after; what stays is said once.
pub fn figures(consequences: &Consequences, heads: (&'static str, &'static str)) -> AnyView {
    let (before, after) = (&consequences.before, &consequences.after);
    let date = |date: Option<Date>| date.map_or_else(|| "–".to_owned(), format::date);
    let money =
        |figures: &crate::merge::Figures, amount| format::money_in(amount, figures.currency);
    let margin =
        |points: Option<i64>| points.map_or_else(|| "–".to_owned(), crate::ui::words::basis_points);
    let row = |name: &'static str, before: String, after: String| {
        let class = if before == after { "same" } else { "differs" };
        view! {
            <tr class=class>
                <th scope="row">{name}</th>
                <td>{before}</td>
                <td>{after}</td>
            </tr>
        }
    };
    view! {
        <table class="change-figures">
            <thead>
                <tr>
                    <th scope="col"><span class="unseen">{t!("Figure")}</span></th>
                    <th scope="col">{heads.0}</th>
                    <th scope="col">{heads.1}</th>
                </tr>
            </thead>
            <tbody>
                {row(t!("Launch date"), date(before.launch), date(after.launch))}
                {row(t!("Finish date"), date(before.finish), date(after.finish))}
                {row(t!("Net total"), money(before, before.net_total), money(after, after.net_total))}
                {row(t!("Total"), money(before, before.total), money(after, after.total))}
                {row(t!("Profit margin"), margin(before.profit_margin), margin(after.profit_margin))}
            </tbody>
        </table>
    }
    .into_any()
}

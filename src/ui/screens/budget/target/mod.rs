//! Price to target: the client names a figure, and the ways to reach it stand here, each to be
//! taken as a new option.

mod ways;

use std::sync::Arc;

use leptos::prelude::*;

use super::negotiation::{Negotiation, use_negotiation};
use crate::model::{Currency, Identifier, Money, Pitch};
use crate::plan::target::{Answer, Asked, Floor, Lever, Levers, Measure, New, target};
use crate::ui::desk::{Desk, fresh, use_desk};
use crate::ui::parts::field::{Choice, ReadField, Tick};
use crate::ui::parts::settled::when_settled;
use crate::ui::parts::tools::{focus_first, from_the_top};
use crate::ui::workspace::Workspace;
use crate::ui::{format, words};
use crate::words::Word;
use ways::{Card, card, show};

/// The name of the tool.
pub const NAME: Word = word!("Price to target");

const MEASURES: [(Measure, Word); 2] = [
    (Measure::NetTotal, word!("Net total, before tax")),
    (Measure::Total, word!("Total, with tax")),
];

/// The ways to a figure, and the pitch that they are of.
pub(super) struct Found {
    pub pitch: Arc<Pitch>,
    pub asked: Asked,
    pub answer: Answer,
}

type Question = (Arc<Pitch>, Option<Asked>);

/// The tool.
pub fn tool(workspace: Workspace) -> AnyView {
    let desk = use_desk();
    let negotiation = use_negotiation();
    let found = RwSignal::new(None::<Arc<Found>>);
    let answer = move |(pitch, asked): Question| {
        let answered = asked.map(|asked| {
            let answer = target(&pitch, &asked);
            Arc::new(Found {
                pitch,
                asked,
                answer,
            })
        });
        found.set(answered);
    };
    // Looked for once what is asked stands: a search must not hold up typing.
    let answer_soon = when_settled(move |question: Question| {
        answer(question);
        if let Some(found) = &*found.read_untracked() {
            desk.say(&spoken(found));
        }
    });
    Effect::new(move |first: Option<()>| {
        let figure = negotiation.figure.get();
        let asked = figure.map(|figure| Asked {
            base: workspace.option.get(),
            figure,
            measure: negotiation.measure.get(),
            levers: negotiation.levers.get(),
        });
        let question = (workspace.pitch.get(), asked);
        if first.is_none() {
            answer(question);
        } else {
            answer_soon(question);
        }
    });
    let node = NodeRef::new();
    from_the_top(node);
    // Who comes from an offer goes on by key from the figure.
    Effect::new(move |_| {
        if node.get().is_some() && negotiation.arriving() {
            focus_first(node, "input");
        }
    });
    let shown = Memo::new(move |_| {
        let internal = workspace.internal.get();
        (found.get()).map(|found| Arc::new(Answered::of(&found, internal)))
    });
    let apply = Callback::new(move |nth: usize| take(workspace, desk, found, nth));
    let locked = Signal::derive(move || workspace.is_read_only());
    view! {
        <div class="tool" node_ref=node>
            <p class="field-hint">
                {t!("For the agency only: nothing here reaches the proposal until a way is applied as an option.")}
            </p>
            {question(workspace, negotiation)}
            {levers(negotiation)}
            {move || match shown.get() {
                None => view! {
                    <p class="field-hint">{t!("Type the figure that the client named to see how it can be reached.")}</p>
                }
                .into_any(),
                Some(answered) => answers(&answered, apply, locked),
            }}
            {assumptions()}
        </div>
    }
    .into_any()
}

/// What is asked: the figure, and what it is.
fn question(workspace: Workspace, negotiation: Negotiation) -> AnyView {
    let Negotiation {
        figure, measure, ..
    } = negotiation;
    let value = Signal::derive(move || {
        let currency = workspace.currency.get();
        figure
            .get()
            .map(|figure| format::money(figure, currency))
            .unwrap_or_default()
    });
    let commit = move |typed: String| {
        let read = words::read_money(&typed, workspace.currency.get_untracked())?;
        if read.is_some_and(|figure| figure < Money::ZERO) {
            return Err(t!("A target is an amount of 0 or more.").to_owned());
        }
        figure.set(read);
        Ok(())
    };
    let hint = Signal::derive(move || {
        let budget = workspace.brief.read().client_budget;
        let currency = workspace.currency.get();
        budget.map_or_else(String::new, |budget| {
            t!(
                "The client’s budget is {}.",
                format::money_in(budget, currency)
            )
        })
    });
    let choices = MEASURES.map(|(_, name)| (name.said().to_owned(), name.said().to_owned()));
    let chosen = Signal::derive(move || {
        let own = measure.get();
        let found = MEASURES.iter().find(|(other, _)| *other == own);
        found
            .map(|(_, name)| name.said().to_owned())
            .unwrap_or_default()
    });
    let choose = move |name: String| {
        if let Some((own, _)) = MEASURES.iter().find(|(_, other)| other.said() == name) {
            measure.set(*own);
        }
    };
    view! {
        <ReadField label=t!(price "Target") value=value hint=hint figure=true on_commit=Callback::new(commit)/>
        <Choice
            label=t!("The target is the")
            choices=Signal::stored(choices.to_vec())
            value=chosen
            on_choose=choose
        />
    }
    .into_any()
}

/// What a lever is called, as something that may be done.
fn lever_name(lever: Lever) -> &'static str {
    match lever {
        Lever::FeeDiscount => t!("Discount on fees"),
        Lever::WholeDiscount => t!("Discount on everything"),
        Lever::Contingency => t!("Lower contingency"),
        Lever::Team => t!("Leaner team"),
        Lever::OptionalLines => t!("Drop optional lines"),
        Lever::Rounds => t!("Fewer rounds of changes"),
    }
}

fn levers(negotiation: Negotiation) -> AnyView {
    let levers = negotiation.levers;
    let tick = |lever: Lever| {
        let value = Signal::derive(move || levers.get().has(lever));
        let change = move |yes: bool| levers.update(|all| *all = all.set(lever, yes));
        view! { <Tick label=lever_name(lever) value=value on_change=change/> }.into_any()
    };
    view! {
        <fieldset class="levers">
            <legend>{t!("What may be done")}</legend>
            {Lever::ALL.map(tick).into_iter().collect_view()}
        </fieldset>
    }
    .into_any()
}

/// What stands under the question, in words. Compared, so that it is made anew only when it says
/// something else.
#[derive(PartialEq, Eq)]
struct Answered {
    lead: Vec<String>,
    floor: Option<String>,
    cards: Vec<Card>,
    reach: Vec<(&'static str, String)>,
}

impl Answered {
    fn of(found: &Found, internal: bool) -> Self {
        let answer = &found.answer;
        let currency = found.pitch.currency;
        let ways = answer.ways.iter();
        Self {
            lead: lead(found, internal),
            floor: internal.then(|| floor_words(answer.floor, currency)),
            cards: ways.map(|way| card(way, found, internal)).collect(),
            reach: if answer.above > Money::ZERO {
                reach(answer, currency)
            } else {
                Vec::new()
            },
        }
    }
}

fn answers(answered: &Answered, apply: Callback<usize>, locked: Signal<bool>) -> AnyView {
    let cards = answered.cards.iter().cloned().enumerate();
    let cards: Vec<AnyView> = cards
        .map(|(nth, card)| show(nth, card, apply, locked))
        .collect();
    let lead = answered.lead.clone().into_iter();
    let floor = answered.floor.clone();
    let reach = answered.reach.clone();
    view! {
        <div class="answer">
            {lead.map(|words| view! { <p>{words}</p> }).collect_view()}
            {floor.map(|words| view! { <p class="floor"><strong>{t!("Floor:")}</strong> " " {words}</p> })}
        </div>
        {(!cards.is_empty()).then(|| view! { <ol class="ways" aria-label=t!("Ways to the target")>{cards}</ol> })}
        {(!reach.is_empty()).then(|| {
            let lines = reach.into_iter().map(|(name, words)| view! { <div><dt>{name}</dt><dd>{words}</dd></div> });
            view! {
                <details>
                    <summary>{t!("How far each goes by itself")}</summary>
                    <dl class="reach">{lines.collect_view()}</dl>
                </details>
            }
        })}
    }
    .into_any()
}

/// Where the option stands against the target.
fn lead(found: &Found, internal: bool) -> Vec<String> {
    let Found {
        pitch,
        asked,
        answer,
    } = found;
    let money = |amount: Money| format::money_in(amount, pitch.currency);
    let option = asked
        .base
        .as_ref()
        .and_then(|id| pitch.budget.options.find(id));
    let name = match option.map(|option| option.name.trim()) {
        None => t!("The budget").to_owned(),
        Some("") => t!("The option").to_owned(),
        Some(name) => t!("“{name}”"),
    };
    let now = money(answer.now.measured(asked.measure));
    let mut said = Vec::new();
    if answer.above <= Money::ZERO {
        let left = -answer.above;
        said.push(if left.is_zero() {
            t!("{name} is at {now}: the target to the minor unit. Nothing needs to be given up.")
        } else {
            t!(
                "{name} is at {now}: {} below the target. Nothing needs to be given up.",
                money(left)
            )
        });
        if !answer.now.discount.is_zero() && left > Money::ZERO {
            said.push(t!(
                "Of its discount of {} something could be taken back.",
                money(answer.now.discount)
            ));
        }
        return said;
    }
    said.push(t!(
        "{name} is at {now}: {} above the target.",
        money(answer.above)
    ));
    if asked.levers == Levers::NONE {
        said.push(t!("Tick what may be done.").to_owned());
    } else if answer.ways.is_empty() {
        said.push(t!("Nothing that is ticked can be done here: mark lines that may be dropped, add cheaper roles of a discipline to the rate card, or prices of further rounds to the deliverables.").to_owned());
    } else if !answer.ways.iter().any(crate::plan::target::Way::reaches) {
        said.push(t!("What is ticked does not reach it.").to_owned());
    }
    if !answer.exact {
        said.push(if internal {
            t!(
                "There are too many combinations to weigh them all; none leaves more than {} above the best of these.",
                money(answer.within)
            )
        } else {
            t!("There are too many combinations to weigh them all; these are good ones.").to_owned()
        });
    }
    said
}

fn floor_words(floor: Floor, currency: Currency) -> String {
    let money = |amount: Money| format::money_in(amount, currency);
    match floor {
        Floor::At {
            discount,
            net_total,
            total,
        } => t!(
            "{} net, {} with tax. There a discount of {} on the fees leaves no profit; below it the agency pays.",
            money(net_total),
            money(total),
            money(discount)
        ),
        Floor::BelowFees {
            profit, net_total, ..
        } => t!(
            "none by a discount on fees. Even without any fee, at {} net, {} is earned.",
            money(net_total),
            money(profit)
        ),
        Floor::Above { loss } => t!(
            "above the price. Without any discount {} is lost already.",
            money(loss)
        ),
    }
}

/// How far levers go that have an end.
fn reach(answer: &Answer, currency: Currency) -> Vec<(&'static str, String)> {
    let words = |(lever, amount): &(Lever, Money)| {
        let amount = match lever {
            _ if !amount.is_zero() => format::money_in(*amount, currency),
            Lever::OptionalLines => t!("no line is marked so").to_owned(),
            Lever::Team => t!("no cheaper role of the same discipline").to_owned(),
            Lever::Rounds => t!("no round to spare has a price").to_owned(),
            _ => t!("nothing").to_owned(),
        };
        (lever_name(*lever), amount)
    };
    answer.reach.iter().map(words).collect()
}

fn assumptions() -> AnyView {
    view! {
        <details class="assumptions">
            <summary>{t!("What is assumed")}</summary>
            <p class="field-hint">
                {t!("A leaner team: the hours of a fee line are worked by the next cheaper role of the same discipline, one step; hours stay as they are. A round fewer takes off the price of a further round, and one round stays. A lower contingency costs no profit on paper: when something happens, there is less to pay it from. The tasks of the timeline stay.")}
            </p>
        </details>
    }
    .into_any()
}

fn spoken(found: &Found) -> String {
    let Found { answer, .. } = found;
    if answer.above <= Money::ZERO {
        return t!("The target is met as it is.").to_owned();
    }
    let reaching = answer.ways.iter().filter(|way| way.reaches()).count();
    match reaching {
        0 => t!("No way to the target.").to_owned(),
        1 => t!("1 way to the target.").to_owned(),
        count => t!("{count} ways to the target."),
    }
}

/// Adds a way as a new option.
fn take(workspace: Workspace, desk: Desk, found: RwSignal<Option<Arc<Found>>>, nth: usize) {
    let Some(found) = found.get_untracked() else {
        return;
    };
    // Ways of a pitch that has just changed are about to be others.
    if !Arc::ptr_eq(&found.pitch, &workspace.pitch.get_untracked()) {
        return;
    }
    let Some(way) = found.answer.ways.get(nth) else {
        return;
    };
    let name = new_name(&found);
    let new = New {
        option: fresh(),
        name: name.clone(),
        as_it_stands: fresh(),
        as_it_stands_name: t!("As it stands").to_owned(),
        line: &mut fresh,
    };
    let after = way.apply(&found.pitch, new);
    workspace.edit(t!("Add option at a target"), "", |pitch| *pitch = after);
    let words = t!("“{name}” is added to the options.");
    desk.toast_with(&words, t!("Undo"), move || workspace.undo());
}

/// A name that no option has: the client will read it.
fn new_name(found: &Found) -> String {
    let options = &found.pitch.budget.options;
    let base = found.asked.base.as_ref().and_then(|id| options.find(id));
    let base = base.map_or("", |option| option.name.trim());
    let figure = format::money_round(found.asked.figure, found.pitch.currency);
    let name = if base.is_empty() {
        t!("At {figure}")
    } else {
        t!("{base} at {figure}")
    };
    let taken = |name: &str| options.iter().any(|option| option.name == name);
    if !taken(&name) {
        return name;
    }
    (2..=options.len() + 2)
        .map(|count| format!("{name} ({count})"))
        .find(|name| !taken(name))
        .unwrap_or(name)
}

/// The name of a role, line or deliverable in a sentence.
pub(super) fn named<T: crate::model::Entry>(
    list: &crate::model::List<T>,
    id: &T::Id,
    name: impl Fn(&T) -> &str,
) -> String {
    match list.find(id).map(|entry| name(entry).trim()) {
        Some(name) if !name.is_empty() => name.to_owned(),
        _ => t!("without a name ({})", id.as_str()),
    }
}

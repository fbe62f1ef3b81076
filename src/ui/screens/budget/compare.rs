//! The options side by side: every figure in a column each, and what one has that another has
//! not, in words.

use std::sync::Arc;

use leptos::prelude::*;

use crate::model::{BudgetOption, Identifier, Money, OptionId};
use crate::plan::option_differences::differences;
use crate::plan::price::Price;
use crate::ui::parts::field::Choice;
use crate::ui::parts::settled::when_settled;
use crate::ui::parts::size::in_view;
use crate::ui::workspace::Workspace;
use crate::ui::{format, words};

/// The prices of all options.
pub type Prices = Memo<Arc<Vec<(OptionId, Price)>>>;

/// The table and the differences; nothing while there are fewer than two options.
pub fn side_by_side(workspace: Workspace, prices: Prices) -> AnyView {
    let enough = Memo::new(move |_| workspace.budget.read().options.len() > 1);
    (move || {
        enough.get().then(|| {
            view! {
                <div class="beside" role="region" tabindex="0" aria-labelledby="b-beside">
                    {move || table(workspace, &prices.read())}
                </div>
                {in_words(workspace)}
            }
        })
    })
    .into_any()
}

/// A row of the table: its name, and a text for each option.
struct Line {
    name: String,
    texts: Vec<String>,
    class: &'static str,
}

fn table(workspace: Workspace, prices: &[(OptionId, Price)]) -> AnyView {
    let budget = workspace.budget.read();
    let recommended = budget.recommended_option().cloned();
    let name = |id: &OptionId| {
        let option = budget.options.find(id);
        option.map_or_else(String::new, |option| name_of(option))
    };
    let heads = (prices.iter())
        .map(|(id, _)| {
            let is_recommended = recommended.as_ref() == Some(id);
            view! {
                <th scope="col" class="figure">
                    {name(id)}
                    {is_recommended.then(|| view! { <span class="under">{t!("recommended")}</span> })}
                </th>
            }
        })
        .collect_view();
    let rows = lines(workspace, prices, recommended.as_ref())
        .into_iter()
        .map(|line| {
            let texts = line.texts.into_iter();
            let cells = texts
                .map(|text| view! { <td class="figure">{text}</td> })
                .collect_view();
            view! { <tr class=line.class><th scope="row">{line.name}</th>{cells}</tr> }
        })
        .collect_view();
    view! {
        <table class="options-beside">
            <caption id="b-beside">{t!("Options side by side")}</caption>
            <thead><tr><td></td>{heads}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn name_of(option: &BudgetOption) -> String {
    match option.name.trim() {
        "" => t!("Without a name").to_owned(),
        name => name.to_owned(),
    }
}

fn lines(
    workspace: Workspace,
    prices: &[(OptionId, Price)],
    recommended: Option<&OptionId>,
) -> Vec<Line> {
    let currency = workspace.currency.get();
    let money = |amount: Money| format::money(amount, currency);
    let line = |name: &str, class: &'static str, text: &dyn Fn(&OptionId, &Price) -> String| Line {
        name: name.to_owned(),
        texts: prices.iter().map(|(id, price)| text(id, price)).collect(),
        class,
    };
    let base = prices.iter().find(|(id, _)| Some(id) == recommended);
    let base = base.map(|(_, price)| price.net_total).unwrap_or_default();
    let tax_name = workspace.budget.read().tax_name.clone();
    let tax_name = if tax_name.is_empty() {
        t!("Tax")
    } else {
        &tax_name
    };
    let dash = || "–".to_owned();
    let other = |id: &OptionId| recommended != Some(id);
    let mut lines = vec![
        line(t!("Subtotal"), "", &|_, price| money(price.subtotal)),
        line(t!("Discount"), "", &|_, price| money(-price.discount)),
        line(t!("Contingency"), "", &|_, price| money(price.contingency)),
        line(t!("Net total"), "sum", &|_, price| money(price.net_total)),
        line(t!("Against the recommended"), "", &|id, price| {
            let by = price.net_total - base;
            let sign = if by > Money::ZERO { "+" } else { "" };
            if other(id) {
                format!("{sign}{}", money(by))
            } else {
                dash()
            }
        }),
        line(t!("In per cent"), "", &|id, price| {
            let points = crate::plan::price::basis_points(price.net_total - base, base);
            points.filter(|_| other(id)).map_or_else(dash, |points| {
                let sign = if points > 0 { "+" } else { "" };
                format!("{sign}{}", words::basis_points(points))
            })
        }),
        line(tax_name, "", &|_, price| {
            money(price.total - price.net_total)
        }),
        line(t!("Total"), "sum", &|_, price| money(price.total)),
        line(t!("Fee hours"), "", &|_, price| {
            format::number(price.fee_hours.decimal())
        }),
    ];
    if workspace.internal.get() {
        lines.extend([
            line(t!("External cost"), "first-internal", &|_, price| {
                money(price.external_cost)
            }),
            line(t!("Agency gross income"), "", &|_, price| {
                money(price.agency_gross_income)
            }),
            line(t!("Labour cost"), "", &|_, price| money(price.labour_cost)),
            line(t!("Profit"), "sum", &|_, price| money(price.profit)),
            line(t!("Profit margin"), "", &|_, price| {
                price.profit_margin.map_or_else(dash, words::basis_points)
            }),
        ]);
    }
    lines
}

/// What one option has that another has not.
fn in_words(workspace: Workspace) -> AnyView {
    let chosen = [
        RwSignal::new(None::<OptionId>),
        RwSignal::new(None::<OptionId>),
    ];
    let [first, second] = chosen;
    // Unless others are chosen, the recommended one and the first other.
    let pair = Memo::new(move |_| {
        let budget = workspace.budget.read();
        let known = |id: Option<OptionId>| id.filter(|id| budget.options.position(id).is_some());
        let one = known(first.get()).or_else(|| budget.recommended_option().cloned())?;
        let other = known(second.get()).or_else(|| {
            let mut ids = budget.options.iter().map(|option| &option.id);
            ids.find(|id| **id != one).cloned()
        })?;
        Some((one, other))
    });
    let choices = Signal::derive(move || {
        let budget = workspace.budget.read();
        let options = budget.options.iter();
        options
            .map(|option| (option.id.to_string(), name_of(option)))
            .collect::<Vec<_>>()
    });
    let value = |of: fn(&(OptionId, OptionId)) -> &OptionId| {
        Signal::derive(move || {
            let pair = pair.get();
            pair.map(|pair| of(&pair).as_str().to_owned())
                .unwrap_or_default()
        })
    };
    let set = |own: RwSignal<Option<OptionId>>| move |id: String| own.set(OptionId::new(&id).ok());
    let said = RwSignal::new(Vec::<String>::new());
    // Of what stands when it is asked: an edit may be waiting while another pair is chosen.
    let tell = move |()| {
        let pitch = workspace.pitch.get_untracked();
        let found = pair.get_untracked().map(|(one, other)| {
            let words = words::Here(pitch.currency);
            differences(&pitch, &one, &other).sentences(&words)
        });
        said.set(found.unwrap_or_default());
    };
    // Two more schedules and prices: they follow when an edit has settled.
    let tell_soon = when_settled(tell);
    let place = NodeRef::new();
    let seen = in_view(place);
    Effect::new(move |before: Option<Option<(OptionId, OptionId)>>| {
        if !seen.get() {
            return before.flatten();
        }
        let pair = pair.get();
        workspace.pitch.track();
        if before.as_ref() == Some(&pair) {
            tell_soon(());
        } else {
            tell(());
        }
        pair
    });
    view! {
        <div class="differences" node_ref=place>
            <h3>{t!("Differences in words")}</h3>
            <div class="pair">
                <Choice label=t!("What has") choices=choices value=value(|pair| &pair.1) on_choose=set(second)/>
                <Choice label=t!("that differs from") choices=choices value=value(|pair| &pair.0) on_choose=set(first)/>
            </div>
            <ul aria-label=t!("Differences") aria-live="polite">
                {move || said.get().into_iter().map(|words| view! { <li>{words}</li> }).collect_view()}
            </ul>
        </div>
    }
    .into_any()
}

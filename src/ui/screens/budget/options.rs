//! The options side by side, and what all of them share: contingency and tax.

use std::sync::Arc;

use leptos::prelude::*;

use super::compare::{Prices, side_by_side};
use crate::model::{
    BudgetOption, Contingency, ContingencyScope, Discount, DiscountScope, Identifier, Money,
    OptionId, Percent, Share,
};
use crate::plan::parse;
use crate::plan::price::{Price, price_options};
use crate::ui::desk::fresh;
use crate::ui::parts::details::{RowDetails, RowTools, add_at_end};
use crate::ui::parts::field::{Choice, ReadField, TextField};
use crate::ui::parts::grid::{Cell, Column, Editor, Grid, GridState, Row, SharedSource, Source};
use crate::ui::workspace::Workspace;
use crate::ui::{format, words};
use crate::words::Word;

/// The options, contingency and tax.
pub fn options(workspace: Workspace) -> AnyView {
    let disabled = Signal::derive(move || workspace.is_read_only());
    let prices = Memo::new(move |_| {
        // All options are priced once the edit is on screen.
        workspace.settled.track();
        Arc::new(untrack(|| price_options(&workspace.pitch.read())))
    });
    let source: SharedSource = Arc::new(Options { workspace, prices });
    let state = GridState::default();
    let contingency = Signal::derive(move || {
        let budget = workspace.budget.read();
        let percent = budget
            .contingency
            .as_ref()
            .map(|c| c.percent)
            .unwrap_or_default();
        format::percent(percent.decimal())
    });
    let on_contingency = move |typed: String| {
        let percent = words::read_percent(&typed)?;
        workspace.edit(t!("Change contingency"), "", |pitch| {
            let contingency = &mut Arc::make_mut(&mut pitch.budget).contingency;
            if percent.is_zero() && contingency.as_ref().is_none_or(|c| c.extra.is_empty()) {
                *contingency = None;
            } else {
                contingency.get_or_insert_with(Contingency::default).percent = percent;
            }
        });
        Ok(())
    };
    let scopes = [
        (t!("Third parties"), ContingencyScope::ThirdParty),
        (t!("Everything"), ContingencyScope::Everything),
    ];
    let scope = Signal::derive(move || {
        let budget = workspace.budget.read();
        match budget
            .contingency
            .as_ref()
            .map(|c| c.scope)
            .unwrap_or_default()
        {
            ContingencyScope::ThirdParty => t!("Third parties").to_owned(),
            ContingencyScope::Everything => t!("Everything").to_owned(),
        }
    });
    let tax = Signal::derive(move || {
        let rate = workspace.budget.read().tax_rate;
        rate.map(|rate| format::percent(rate.decimal()))
            .unwrap_or_default()
    });
    view! {
        <section class="block" aria-labelledby="b-options">
            <h2 id="b-options">{t!("Options")}</h2>
            <Grid
                name=t!("Options")
                source=source.clone()
                state=state
                empty=t!("No options: every line counts. Add one to offer a choice or a discount.")
            />
            <RowTools source=source.clone() state=state add=t!("Add option") on_add=add_at_end(&source) disabled=disabled/>
            <details class="more">
                <summary>{t!("All fields of the selected option")}</summary>
                <RowDetails source=source state=state/>
            </details>
            <div class="pair">
                <ReadField label=t!("Contingency") value=contingency figure=true disabled=disabled on_commit=Callback::new(on_contingency)/>
                <Choice
                    label=t!("Contingency on")
                    choices=Signal::stored(scopes.map(|(name, _)| (name.to_owned(), name.to_owned())).to_vec())
                    value=scope
                    disabled=disabled
                    on_choose=move |chosen: String| {
                        if let Some((_, scope)) = scopes.iter().find(|(name, _)| *name == chosen) {
                            workspace.edit(t!("Change contingency"), "", |pitch| {
                                Arc::make_mut(&mut pitch.budget)
                                    .contingency
                                    .get_or_insert_with(Contingency::default)
                                    .scope = *scope;
                            });
                        }
                    }
                />
                <TextField
                    label=t!("Name of the tax")
                    value=Signal::derive(move || workspace.budget.read().tax_name.clone())
                    disabled=disabled
                    on_input=move |text: String| {
                        workspace.edit(t!("Change name of the tax"), "tax name", |pitch| {
                            Arc::make_mut(&mut pitch.budget).tax_name = text;
                        });
                    }
                />
                <ReadField
                    label=t!("Tax rate of new lines")
                    value=tax
                    figure=true
                    disabled=disabled
                    on_commit=Callback::new(move |typed: String| {
                        let rate = if typed.trim().is_empty() { None } else { Some(words::read_percent(&typed)?) };
                        workspace.edit(t!("Change tax rate"), "", |pitch| {
                            Arc::make_mut(&mut pitch.budget).tax_rate = rate;
                        });
                        Ok(())
                    })
                />
            </div>
            {side_by_side(workspace, prices)}
        </section>
    }
    .into_any()
}

/// The options as a grid.
struct Options {
    workspace: Workspace,
    prices: Prices,
}

const FEES: Word = word!("Fees");
const EVERYTHING: Word = word!("Everything");
const YES: Word = word!("Yes");

impl Options {
    fn find(&self, row: &Row) -> Option<Arc<BudgetOption>> {
        let budget = self.workspace.budget.get();
        budget
            .options
            .iter()
            .find(|option| option.id.as_str() == &*row.id)
            .cloned()
    }

    fn price(&self, id: &OptionId) -> Option<Price> {
        let prices = self.prices.read();
        prices
            .iter()
            .find(|(other, _)| other == id)
            .map(|(_, price)| price.clone())
    }

    fn text(&self, option: &BudgetOption, column: usize) -> String {
        let currency = self.workspace.currency.get();
        let money = |amount: Money| format::money(amount, currency);
        let recommended = self.workspace.budget.read().recommended_option().cloned();
        let net = |id: &OptionId| self.price(id).map(|price| price.net_total);
        let scope = option
            .discount
            .as_ref()
            .map(|d| d.scope)
            .unwrap_or_default();
        match column {
            0 => option.name.clone(),
            1 => option.description.clone(),
            2 => option
                .discount
                .as_ref()
                .map(|d| share_text(d.value, currency))
                .unwrap_or_default(),
            3 => if scope == DiscountScope::Fees {
                FEES.said()
            } else {
                EVERYTHING.said()
            }
            .to_owned(),
            4 => net(&option.id).map(money).unwrap_or_default(),
            5 => option
                .contingency
                .or_else(|| self.shared_contingency())
                .map(|percent| format::percent(percent.decimal()))
                .unwrap_or_default(),
            6 => match (net(&option.id), recommended.as_ref().and_then(net)) {
                (Some(_), Some(_)) if recommended.as_ref() == Some(&option.id) => "–".to_owned(),
                (Some(own), Some(other)) if own < other => money(own - other),
                (Some(own), Some(other)) => format!("+{}", money(own - other)),
                _ => String::new(),
            },
            _ => if recommended.as_ref() == Some(&option.id) {
                YES.said()
            } else {
                ""
            }
            .to_owned(),
        }
    }

    /// What is set aside where an option says nothing else.
    fn shared_contingency(&self) -> Option<Percent> {
        let budget = self.workspace.budget.get();
        (budget.contingency.as_ref()).map(|contingency| contingency.percent)
    }
}

/// A share as it is typed.
pub fn share_text(share: Share, currency: crate::model::Currency) -> String {
    match share {
        Share::Percent(percent) => format::percent(percent.decimal()),
        Share::Amount(amount) => format::money(amount, currency),
        Share::Rest => t!("rest").to_owned(),
    }
}

impl Source for Options {
    fn columns(&self) -> Vec<Column> {
        vec![
            Column::text(t!("Option"), "minmax(9rem, 1.2fr)"),
            Column::text(t!("What the client gets"), "minmax(6rem, 2fr)"),
            Column::figure(t!("Discount"), "4.75rem"),
            Column::text(t!(discount "Off"), "5rem"),
            Column::figure(t!("Net total"), "6rem").on_card(),
            Column::figure(t!("Contingency"), "6rem"),
            Column::figure(t!("Difference"), "6.25rem").on_card(),
            Column::text(t!("Recommended"), "6.5rem"),
        ]
    }
    fn rows(&self) -> Vec<Row> {
        let budget = self.workspace.budget.get();
        budget
            .options
            .iter()
            .map(|option| Row::new(option.id.as_str()))
            .collect()
    }
    fn cells(&self, row: &Row) -> Vec<Cell> {
        let Some(option) = self.find(row) else {
            return Vec::new();
        };
        (0..8)
            .map(|column| {
                let text = self.text(&option, column);
                match column {
                    0..=3 | 7 => Cell::edit(text),
                    5 if option.contingency.is_none() => Cell::edit(text)
                        .hint(t!(
                            "As for the whole budget. Type a percentage for this option alone."
                        ))
                        .class("quiet-cell"),
                    5 => Cell::edit(text).hint(t!(
                        "For this option alone. Delete it to take that of the whole budget."
                    )),
                    6 => Cell::show(text).hint(t!("Net total against the recommended option.")),
                    _ => Cell::show(text),
                }
            })
            .collect()
    }
    fn editor(&self, row: &Row, column: usize) -> Option<Editor> {
        untrack(|| {
            let option = self.find(row)?;
            let text = self.text(&option, column);
            let choice = |choices: &[&str]| {
                let choices = choices
                    .iter()
                    .map(|c| ((*c).to_owned(), (*c).to_owned()))
                    .collect();
                Some(Editor::Choice(choices, text.clone()))
            };
            match column {
                0..=2 => Some(Editor::Line(text)),
                3 => choice(&[FEES.said(), EVERYTHING.said()]),
                5 => Some(Editor::Line(if option.contingency.is_some() {
                    text
                } else {
                    String::new()
                })),
                7 => choice(&[YES.said(), ""]),
                _ => None,
            }
        })
    }
    fn commit(&self, row: &Row, column: usize, text: &str) -> Result<(), String> {
        let Ok(id) = OptionId::new(&row.id) else {
            return Ok(());
        };
        let change = |name: &str, act: &dyn Fn(&mut BudgetOption)| {
            self.workspace.edit(name, "", |pitch| {
                if let Some(option) = Arc::make_mut(&mut pitch.budget).options.find_mut(&id) {
                    act(option);
                }
            });
        };
        match column {
            0 => change(t!("Rename option"), &|option| {
                text.clone_into(&mut option.name);
            }),
            1 => change(t!("Change option"), &|option| {
                text.clone_into(&mut option.description);
            }),
            2 if text.trim().is_empty() => {
                change(t!("Change discount"), &|option| option.discount = None);
            }
            2 => {
                let decimals = self.workspace.currency.get_untracked().decimals();
                let share = parse::share(text, format::number_form(), decimals)
                    .map_err(|e| e.to_string())?;
                match share {
                    Share::Percent(percent) if percent > Percent::whole(100) => {
                        return Err(t!("A discount is at most 100 %.").to_owned());
                    }
                    Share::Rest => {
                        return Err(t!("Type a percentage such as 5 %, or an amount.").to_owned());
                    }
                    share => change(t!("Change discount"), &|option| {
                        let scope = option
                            .discount
                            .as_ref()
                            .map(|d| d.scope)
                            .unwrap_or_default();
                        option.discount = Some(Discount {
                            scope,
                            value: share,
                            extra: Default::default(),
                        });
                    }),
                }
            }
            3 => {
                let scope = match text {
                    chosen if chosen == FEES.said() => DiscountScope::Fees,
                    chosen if chosen == EVERYTHING.said() => DiscountScope::Everything,
                    _ => return Err(t!("Choose Fees or Everything.").to_owned()),
                };
                change(t!("Change discount"), &|option| {
                    if let Some(discount) = &mut option.discount {
                        discount.scope = scope;
                    } else if scope == DiscountScope::Everything {
                        option.discount = Some(Discount {
                            scope,
                            value: Share::Percent(Percent::ZERO),
                            extra: Default::default(),
                        });
                    }
                });
            }
            5 => {
                let own = if text.trim().is_empty() {
                    None
                } else {
                    Some(words::read_percent(text)?)
                };
                change(t!("Change contingency"), &|option| option.contingency = own);
            }
            7 if text == YES.said() => self.workspace.edit(t!("Recommend option"), "", |pitch| {
                Arc::make_mut(&mut pitch.budget).recommended = Some(id.clone());
            }),
            7 => {
                return Err(
                    t!("Choose Yes on the option that is to be recommended instead.").to_owned(),
                );
            }
            _ => return Err(t!("This follows from the lines.").to_owned()),
        }
        Ok(())
    }
    fn remove(&self, row: &Row) {
        if let Ok(id) = OptionId::new(&row.id) {
            self.workspace.delete(t!("Delete option"), |pitch| {
                pitch.remove_option(&id);
            });
        }
    }
    fn step(&self, row: &Row, by: i32) {
        self.workspace.edit(t!("Move option"), "", |pitch| {
            words::step(&mut Arc::make_mut(&mut pitch.budget).options, &row.id, by);
        });
    }
    fn drop_before(&self, row: &Row, before: Option<&Row>) {
        self.workspace.edit(t!("Move option"), "", |pitch| {
            let list = &mut Arc::make_mut(&mut pitch.budget).options;
            words::move_before(list, &row.id, before.map(|row| &*row.id));
        });
    }
    fn add_after(&self, row: &Row) -> Option<Arc<str>> {
        let id: OptionId = fresh();
        let key: Arc<str> = id.as_str().into();
        let option = BudgetOption::new(id, t!("New option"));
        self.workspace.edit(t!("Add option"), "", |pitch| {
            let list = &mut Arc::make_mut(&mut pitch.budget).options;
            words::insert_after(list, &row.id, option);
        });
        Some(key)
    }
}

//! How far the pitch has moved since it was signed.

use std::sync::Arc;

use leptos::prelude::*;

use crate::model::DocumentKind;
use crate::proposal::given::drift;
use crate::ui::desk::use_desk;
use crate::ui::format;
use crate::ui::route::{Part, Route};
use crate::ui::screens::proposal::Here;
use crate::ui::workspace::Workspace;

/// How far the pitch has moved since it was signed.
pub fn drift_view(workspace: Workspace) -> AnyView {
    let is_signed = Memo::new(move |_| workspace.pitch.read().signed.is_some());
    let drift = Memo::new(move |_| {
        is_signed
            .get()
            .then(|| drift(&workspace.pitch.read(), &Here))
            .flatten()
    });
    let desk = use_desk();
    let write = move |_| {
        workspace.edit(t!("Choose document"), "", |pitch| {
            Arc::make_mut(&mut pitch.proposal).document = DocumentKind::ChangeOrder;
        });
        let id = workspace.document().id.clone();
        desk.go(&Route::Pitch(id, Part::Proposal));
    };
    (move || {
        let drift = drift.get()?;
        let signed = workspace.pitch.read().signed.clone()?;
        let date = signed.date.map(format::date);
        let print = signed.fingerprint.map(|print| print.short());
        let said = match (date, print) {
            (Some(date), Some(print)) => t!("Signed on {date}, {print}."),
            (Some(date), None) => t!("Signed on {date}."),
            (None, Some(print)) => t!("Signed, {print}."),
            (None, None) => t!("Signed.").to_owned(),
        };
        let parts = (drift.parts.iter())
            .map(|part| {
                let rows = (part.rows.iter())
                    .map(|[what, before, now]| {
                        view! {
                            <tr>
                                <th scope="row">{what.clone()}</th>
                                <td>{before.clone()}</td>
                                <td>{now.clone()}</td>
                            </tr>
                        }
                    })
                    .collect_view();
                view! {
                    <table class="change-figures">
                        <thead>
                            <tr>
                                <th scope="col">{part.name}</th>
                                <th scope="col">{t!("As signed")}</th>
                                <th scope="col">{t!("Now")}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                }
            })
            .collect_view();
        let rest = if drift.parts.is_empty() {
            view! { <p>{t!("Scope, dates and price are as they were signed.")}</p> }.into_any()
        } else {
            view! {
                {parts}
                <p>
                    <button type="button" disabled=move || workspace.is_read_only() on:click=write>
                        {t!("Write the change order")}
                    </button>
                </p>
            }
            .into_any()
        };
        Some(view! {
            <section class="overview-drift" aria-labelledby="o-drift">
                <h2 id="o-drift">{t!("Since it was signed")}</h2>
                <p class="field-hint">{said}</p>
                {rest}
            </section>
        })
    })
    .into_any()
}

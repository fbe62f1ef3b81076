//! What stands beside the grid: the details of a row, or one of the tools that look ahead.

use std::sync::Arc;

use leptos::prelude::*;

use super::rows::Plan;
use crate::ui::parts::icon::{Glyph, Icon};

/// What stands beside the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Panel {
    /// The details of the active row.
    Details,
    /// What if the client answers late, the launch is earlier, somebody is away.
    WhatIf,
    /// How to launch earlier.
    Squeeze,
    /// How likely the launch is.
    Risk,
    /// Plans as they were agreed, and what has moved since.
    Baselines,
    /// What the client owes, with dates.
    ClientCalendar,
    /// What comes in from other programs and goes out to them.
    Files,
}

/// A tool that can stand there in the place of the details.
pub struct Tool {
    /// Which it is.
    pub panel: Panel,
    /// The name on its button and over it.
    pub name: &'static str,
    /// Draws it. Called anew each time it is opened.
    pub view: fn(Arc<Plan>) -> AnyView,
}

/// The tools, in the order of their buttons.
pub const TOOLS: &[Tool] = &[
    Tool {
        panel: Panel::WhatIf,
        name: "What if",
        view: super::what_if::what_if,
    },
    Tool {
        panel: Panel::Squeeze,
        name: "Squeeze",
        view: super::squeeze::squeeze,
    },
    Tool {
        panel: Panel::Risk,
        name: "Risk",
        view: super::risk::risk,
    },
    Tool {
        panel: Panel::Baselines,
        name: "Baseline",
        view: super::baselines::panel,
    },
    Tool {
        panel: Panel::ClientCalendar,
        name: "Client calendar",
        view: super::client_calendar::client_calendar_tool,
    },
    Tool {
        panel: Panel::Files,
        name: "Files",
        view: super::exchange::exchange,
    },
];

/// The tool that is open, with its name and the way out of it; the details otherwise.
pub fn beside(plan: Arc<Plan>, details: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let panel = plan.panel;
    (move || {
        let open = panel.get();
        match TOOLS.iter().find(|tool| tool.panel == open) {
            None => details(),
            Some(tool) => {
                let body = untrack(|| (tool.view)(plan.clone()));
                view! {
                    <div class="details-head">
                        <h2>{tool.name}</h2>
                        <button
                            type="button"
                            class="quiet square"
                            aria-label=format!("Close {}", tool.name.to_lowercase())
                            on:click=move |_| panel.set(Panel::Details)
                        >
                            <Icon glyph=Glyph::Cross/>
                        </button>
                    </div>
                    {body}
                }
                .into_any()
            }
        }
    })
    .into_any()
}

/// A button for each tool, pressed while it is open.
pub fn buttons(panel: RwSignal<Panel>) -> AnyView {
    let buttons = TOOLS
        .iter()
        .map(|tool| {
            let own = tool.panel;
            let toggle = move |_| {
                panel.update(|open| *open = if *open == own { Panel::Details } else { own });
            };
            view! {
                <button
                    type="button"
                    class="quiet"
                    aria-pressed=move || if panel.get() == own { "true" } else { "false" }
                    on:click=toggle
                >
                    {tool.name}
                </button>
            }
        })
        .collect_view();
    view! {
        <div class="tools-ahead" role="group" aria-label="Tools">
            {buttons}
        </div>
    }
    .into_any()
}

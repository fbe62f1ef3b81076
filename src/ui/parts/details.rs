//! The details of a grid's active row: every column as a labelled field. On narrow pages, where
//! the grid shows cards with two figures, this is where the rest is read and edited.

use std::sync::Arc;

use leptos::prelude::*;

use super::field::{Choice, ReadField};
use super::grid::{Cell, Editor, GridState, Row, SharedSource, Source};
use super::icon::{Glyph, Icon};

/// How long a row is active before its long choices are laid out.
const SETTLED_AFTER: std::time::Duration = std::time::Duration::from_millis(120);

/// The fields of the active row of the grid that `state` belongs to.
#[component]
pub fn RowDetails(
    /// The grid's source.
    source: SharedSource,
    /// What the grid is doing.
    state: GridState,
) -> impl IntoView {
    let source = StoredValue::new(source);
    let row = Memo::new(move |_| {
        let id = state.active_row()?;
        source.with_value(|source| source.rows().into_iter().find(|row| row.id == id))
    });
    view! {
        <div class="row-details">
            {move || {
                row.get()
                    .map(|row| {
                        let row = Arc::new(row);
                        let cells = {
                            let row = row.clone();
                            Memo::new(move |_| source.with_value(|source| source.cells(&row)))
                        };
                        // A choice among a thousand tasks takes a while to lay out: it comes when
                        // the row has stood a moment, so that going from row to row is quick.
                        let settled = RwSignal::new(false);
                        set_timeout(
                            move || {
                                let _ = settled.try_set(true);
                            },
                            SETTLED_AFTER,
                        );
                        source
                            .with_value(|source| source.columns())
                            .into_iter()
                            .enumerate()
                            .map(|(column, head)| {
                                field(source, row.clone(), cells, settled, column, head.name)
                            })
                            .collect_view()
                    })
            }}
        </div>
    }
    .into_any()
}

fn field(
    source: StoredValue<SharedSource>,
    row: Arc<Row>,
    cells: Memo<Vec<Cell>>,
    settled: RwSignal<bool>,
    column: usize,
    label: String,
) -> AnyView {
    let cell = Memo::new(move |_| cells.read().get(column).cloned().unwrap_or_default());
    // Which fields can be edited changes with what is chosen in the others.
    let editable = Memo::new(move |_| cell.read().editable);
    (move || {
        let label = label.clone();
        if !editable.get() {
            // What the row has no use for is left out.
            let shown = move || {
                let Cell { text, hint, .. } = cell.get();
                let label = label.clone();
                (!text.is_empty()).then(|| {
                    view! {
                        <dl class="shown">
                            <dt>{label}</dt>
                            <dd title=hint>{text}</dd>
                        </dl>
                    }
                })
            };
            return shown.into_any();
        }
        edited(source, row.clone(), cell, settled, column, label)
    })
    .into_any()
}

fn edited(
    source: StoredValue<SharedSource>,
    row: Arc<Row>,
    cell: Memo<Cell>,
    settled: RwSignal<bool>,
    column: usize,
    label: String,
) -> AnyView {
    let hint = Signal::derive(move || cell.get().hint);
    let editor = {
        let row = row.clone();
        move || untrack(|| source.with_value(|source| source.editor(&row, column)))
    };
    let commit = move |text: String| source.with_value(|source| source.commit(&row, column, &text));
    let is_choice = matches!(editor(), Some(Editor::Choice(..)));
    let value = {
        let editor = editor.clone();
        Memo::new(move |_| {
            cell.track();
            match editor() {
                Some(Editor::Choice(_, text) | Editor::Line(text)) => text,
                None => String::new(),
            }
        })
    };
    if !is_choice {
        return view! { <ReadField label=label value=value hint=hint on_commit=Callback::new(commit)/> }
            .into_any();
    }
    let choices = Signal::derive(move || {
        let settled = settled.get();
        match editor() {
            Some(Editor::Choice(mut choices, chosen)) => {
                choices.retain(|(value, _)| settled || *value == chosen);
                choices
            }
            _ => Vec::new(),
        }
    });
    view! {
        <Choice
            label=label
            choices=choices
            value=value
            hint=hint
            on_choose=move |text: String| {
                let _ = commit(text);
            }
        />
    }
    .into_any()
}

/// What can be done with a grid by pointer and touch: add a row, and move or delete the active
/// one. The grid's own keys do the same.
#[component]
pub fn RowTools(
    /// The grid's source.
    source: SharedSource,
    /// What the grid is doing.
    state: GridState,
    /// The name of the button that adds a row.
    #[prop(optional)]
    add: &'static str,
    /// Adds a row and says which it is; none where rows come from elsewhere.
    #[prop(optional)]
    on_add: Option<Callback<(), Arc<str>>>,
    /// Whether nothing can be changed.
    #[prop(into)]
    disabled: Signal<bool>,
    /// More buttons that add something.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let source = StoredValue::new(source);
    let row = Memo::new(move |_| {
        let id = state.active_row()?;
        source.with_value(|source| source.rows().into_iter().find(|row| row.id == id))
    });
    let act = move |what: fn(&dyn Source, &Row)| {
        if let Some(row) = row.get_untracked() {
            source.with_value(|source| what(&**source, &row));
        }
    };
    let no_row = move || disabled.get() || row.read().is_none();
    view! {
        <div class="actions row-tools">
            {on_add
                .map(|on_add| {
                    view! {
                        <button
                            type="button"
                            disabled=move || disabled.get()
                            on:click=move |_| state.go_to(on_add.run(()))
                        >
                            <Icon glyph=Glyph::Plus/>
                            {add}
                        </button>
                    }
                })}
            {children.map(|children| children())}
            <button type="button" class="quiet square" aria-label=t!("Move row up") title=t!("Move up (Alt+↑)")
                disabled=no_row on:click=move |_| act(|source, row| source.step(row, -1))>
                <Icon glyph=Glyph::Up/>
            </button>
            <button type="button" class="quiet square" aria-label=t!("Move row down") title=t!("Move down (Alt+↓)")
                disabled=no_row on:click=move |_| act(|source, row| source.step(row, 1))>
                <Icon glyph=Glyph::Down/>
            </button>
            <button type="button" class="quiet square" aria-label=t!("Delete row") title=t!("Delete (Ctrl+Del)")
                disabled=no_row on:click=move |_| act(|source, row| source.remove(row))>
                <Icon glyph=Glyph::Bin/>
            </button>
        </div>
    }
    .into_any()
}

/// Adds a row at the end of a grid.
pub fn add_at_end(source: &SharedSource) -> Callback<(), Arc<str>> {
    let source = source.clone();
    Callback::new(move |()| source.add_after(&Row::new("")).unwrap_or_default())
}

/// What the details are of, and the way out of them.
pub fn row_head(state: GridState, name: &'static str) -> AnyView {
    view! {
        <div class="details-head">
            <h2>{name}</h2>
            <button
                type="button"
                class="quiet square"
                aria-label=t!("Close details")
                on:click=move |_| state.active.set(None)
            >
                <Icon glyph=Glyph::Cross/>
            </button>
        </div>
    }
    .into_any()
}

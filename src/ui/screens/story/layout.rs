//! How a section is laid out: how much of the plan it shows, where it begins, which way round.

use leptos::prelude::*;

use super::change;
use crate::model::{Columns, Extent, Section, SectionId, SectionKind};
use crate::ui::parts::field::{Choice, Tick};
use crate::ui::workspace::Workspace;

/// What a live block shows when it shows so much.
fn name(kind: SectionKind, extent: Extent) -> &'static str {
    match (kind, extent) {
        (SectionKind::Timeline, Extent::Whole) => t!("Every task"),
        (SectionKind::Media, Extent::Whole) => t!("Weeks and figures"),
        (_, Extent::Whole) => t!("Every line"),
        (_, Extent::Flowchart) => t!("Weeks alone"),
        (_, Extent::Forecast) => t!("Figures alone"),
        (_, Extent::Phases) => t!("Phases, milestones and approvals"),
        (_, Extent::Milestones) => t!("Dates alone"),
        (_, Extent::Summary) => t!("A sum for each group"),
    }
}

fn columns_name(columns: Columns) -> &'static str {
    match columns {
        Columns::One => "1",
        Columns::Two => "2",
        Columns::Three => t!("3 (2 on upright pages)"),
    }
}

/// The choices for one section.
pub fn layout(workspace: Workspace, id: SectionId, kind: SectionKind) -> AnyView {
    let disabled = Signal::derive(move || workspace.is_read_only());
    let section = {
        let id = id.clone();
        Memo::new(move |_| workspace.story.read().sections.find(&id).cloned())
    };
    let tick = |label: &'static str, get: fn(&Section) -> bool, set: fn(&mut Section, bool)| {
        let id = id.clone();
        let value = Signal::derive(move || section.read().as_deref().is_some_and(get));
        let on_change = move |yes: bool| change(workspace, label, "", &id, |s| set(s, yes));
        view! { <Tick label=label value=value on_change=on_change disabled=disabled/> }.into_any()
    };
    let extents = kind.extents();
    let extent = (extents.len() > 1).then(|| {
        let id = id.clone();
        let named = |extent: &Extent| (name(kind, *extent).to_owned(), name(kind, *extent).to_owned());
        let shown = move || section.read().as_ref().map_or(Extent::Whole, |s| s.extent);
        view! {
            <Choice
                label=t!("Shows")
                choices=Signal::stored(extents.iter().map(named).collect::<Vec<_>>())
                value=Signal::derive(move || name(kind, shown()).to_owned())
                on_choose=move |chosen: String| {
                    if let Some(extent) = extents.iter().find(|extent| name(kind, **extent) == chosen) {
                        change(workspace, t!("Choose what a section shows"), "", &id, |s| s.extent = *extent);
                    }
                }
                disabled=disabled
            />
        }
    });
    let columns = {
        let id = id.clone();
        let shown = move || section.read().as_ref().map_or(Columns::One, |s| s.columns);
        let named = Columns::ALL.map(|c| (columns_name(c).to_owned(), columns_name(c).to_owned()));
        view! {
            <Choice
                label=t!("Columns")
                choices=Signal::stored(named.to_vec())
                value=Signal::derive(move || columns_name(shown()).to_owned())
                on_choose=move |chosen: String| {
                    if let Some(columns) = Columns::ALL.iter().find(|c| columns_name(**c) == chosen) {
                        change(workspace, t!("Choose columns"), "", &id, |s| s.columns = *columns);
                    }
                }
                disabled=disabled
            />
        }
    };
    view! {
        <fieldset class="section-layout">
            <legend>{t!("On paper")}</legend>
            {extent}
            {columns}
            {tick(t!("Begins on a new page"), |s| s.new_page, |s, yes| s.new_page = yes)}
            {tick(t!("On landscape pages"), |s| s.landscape, |s, yes| s.landscape = yes)}
        </fieldset>
    }
    .into_any()
}

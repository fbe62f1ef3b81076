//! How the proposal is dressed: the panel where that is chosen, and the classes and colours that
//! dress the sheets (style/screens/themes.css).

use std::sync::Arc;

use leptos::prelude::*;

use crate::model::{Cover, Face, Paper, ProposalSetup, Theme};
use crate::proposal::block::Design;
use crate::ui::parts::colour::ColourField;
use crate::ui::parts::field::{Choice, TextField, Tick};
use crate::ui::parts::pictures::PictureField;
use crate::ui::words;
use crate::ui::workspace::Workspace;

/// The classes of what holds sheets in this design.
pub fn classes(design: &Design) -> String {
    let ligatures = if keeps_ligatures() {
        ""
    } else {
        " no-ligatures"
    };
    format!("{}{ligatures}", design.classes())
}

/// Whether this browser prints letters that are joined so that they are found and copied as letters:
/// of those in use Chromium alone does.
fn keeps_ligatures() -> bool {
    super::leaves::vendor().starts_with("Google")
}

/// The colours of the brand: what fills, what is written on that, what is written on white, and a
/// breath of it; none of a design without a brand.
pub fn colours(design: &Design) -> [Option<String>; 4] {
    let brand = design.brand;
    [
        brand.map(|brand| brand.fill.to_string()),
        brand.map(|brand| brand.on_fill.to_string()),
        brand.map(|brand| brand.text.to_string()),
        brand.map(|brand| brand.wash.to_string()),
    ]
}

/// A change of the design, by name.
fn change(workspace: Workspace, name: &str, act: impl FnOnce(&mut ProposalSetup)) {
    workspace.edit(name, "", |pitch| act(Arc::make_mut(&mut pitch.proposal)));
}

/// One of the choices of the design; `act` is what choosing is called.
fn one_of<T: Copy + PartialEq + Send + Sync + 'static>(
    workspace: Workspace,
    label: &'static str,
    act: &'static str,
    all: &'static [T],
    name: fn(T) -> &'static str,
    get: fn(&ProposalSetup) -> T,
    set: fn(&mut ProposalSetup, T),
) -> AnyView {
    let named = |value: T| (name(value).to_owned(), name(value).to_owned());
    let choices: Vec<_> = all.iter().map(|value| named(*value)).collect();
    let value = Signal::derive(move || name(get(&workspace.proposal.read())).to_owned());
    let choose = move |chosen: String| {
        if let Some(value) = all.iter().find(|value| name(**value) == chosen) {
            change(workspace, act, |setup| set(setup, *value));
        }
    };
    view! {
        <Choice
            label=label
            choices=Signal::stored(choices)
            value=value
            on_choose=choose
            disabled=Signal::derive(move || workspace.is_read_only())
        />
    }
    .into_any()
}

/// A yes or no of the design.
fn tick(
    workspace: Workspace,
    label: &'static str,
    get: fn(&ProposalSetup) -> bool,
    set: fn(&mut ProposalSetup, bool),
) -> AnyView {
    view! {
        <Tick
            label=label
            value=Signal::derive(move || get(&workspace.proposal.read()))
            on_change=move |yes: bool| change(workspace, label, |setup| set(setup, yes))
            disabled=Signal::derive(move || workspace.is_read_only())
        />
    }
    .into_any()
}

/// The panel.
pub fn panel(workspace: Workspace) -> AnyView {
    let setup = workspace.proposal;
    let disabled = Signal::derive(move || workspace.is_read_only());
    view! {
        <section class="proposal-design" aria-label=t!("Design")>
            {one_of(workspace, t!("Theme"), t!("Choose theme"), Theme::ALL, Theme::name, |s| s.theme, |s, v| s.theme = v)}
            <ColourField
                value=Signal::derive(move || setup.read().accent)
                on_choose=move |colour| {
                    change(workspace, t!("Choose colour of the brand"), |setup| setup.accent = colour);
                }
                disabled=disabled
            />
            {one_of(workspace, t!("Cover"), t!("Choose cover"), Cover::ALL, Cover::name, |s| s.cover, |s, v| s.cover = v)}
            <PictureField
                label=t!("Logo")
                of=t!("logo")
                value=Signal::derive(move || setup.read().logo)
                on_choose=move |picture| change(workspace, t!("Choose logo"), |setup| setup.logo = picture)
                disabled=disabled
            />
            <PictureField
                label=t!("Cover picture")
                of=t!("cover picture")
                value=Signal::derive(move || setup.read().cover_picture)
                on_choose=move |picture| {
                    change(workspace, t!("Choose cover picture"), |setup| setup.cover_picture = picture);
                }
                disabled=disabled
            />
            {one_of(workspace, t!("Titles in"), t!("Choose titles in"), Face::ALL, Face::name, |s| s.title_face, |s, v| s.title_face = v)}
            {one_of(workspace, t!("Text in"), t!("Choose text in"), Face::ALL, Face::name, |s| s.text_face, |s, v| s.text_face = v)}
            {one_of(workspace, t!("Paper"), t!("Choose paper"), &Paper::ALL, Paper::name, |s| s.paper, |s, v| s.paper = v)}
            <div class="half"><TextField
                label=t!("Version")
                value=Signal::derive(move || setup.read().version.clone())
                on_input=move |typed: String| {
                    workspace.edit(t!("Change version"), "proposal.version", |pitch| {
                        Arc::make_mut(&mut pitch.proposal).version = typed;
                    });
                }
                disabled=disabled
            /></div>
            <div class="half">
                {words::date_field(
                    workspace,
                    t!("Date"),
                    |p| p.proposal.date,
                    |p, date| Arc::make_mut(&mut p.proposal).date = date,
                )}
            </div>
            {tick(workspace, t!("Charts"), |s| !s.without_charts, |s, yes| s.without_charts = !yes)}
            {tick(
                workspace,
                t!("Turn landscape pages upright"),
                |s| s.turn_landscape,
                |s, yes| s.turn_landscape = yes,
            )}
        </section>
    }
    .into_any()
}

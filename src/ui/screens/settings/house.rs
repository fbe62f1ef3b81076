//! How the agency dresses its proposals: what a new pitch starts with.

use leptos::prelude::*;

use crate::model::settings::House as Style;
use crate::model::{Colour, Cover, Face, Theme};
use crate::ui::desk::{Desk, use_desk};
use crate::ui::parts::field::{Choice, ReadField};
use crate::ui::parts::pictures::PictureField;

fn change(desk: Desk, act: impl FnOnce(&mut Style)) {
    desk.change_settings(|settings| act(&mut settings.house));
}

fn one_of<T: Copy + PartialEq + Send + Sync + 'static>(
    desk: Desk,
    label: &'static str,
    all: &'static [T],
    name: fn(T) -> &'static str,
    get: fn(&Style) -> T,
    set: fn(&mut Style, T),
) -> AnyView {
    let named = |value: &T| (name(*value).to_owned(), name(*value).to_owned());
    let choose = move |chosen: String| {
        if let Some(value) = all.iter().find(|value| name(**value) == chosen) {
            change(desk, |house| set(house, *value));
        }
    };
    view! {
        <Choice
            label=label
            choices=Signal::stored(all.iter().map(named).collect::<Vec<_>>())
            value=Signal::derive(move || name(get(&desk.settings.read().house)).to_owned())
            on_choose=choose
        />
    }
    .into_any()
}

/// The part of the settings.
#[component]
pub fn House() -> impl IntoView {
    let desk = use_desk();
    let colour = Signal::derive(move || {
        let accent = desk.settings.read().house.accent;
        accent.map(|colour| colour.to_string()).unwrap_or_default()
    });
    let on_colour = move |typed: String| {
        let accent = match typed.trim() {
            "" => None,
            typed => Some(typed.parse::<Colour>().map_err(|bad| bad.to_string())?),
        };
        change(desk, |house| house.accent = accent);
        Ok(())
    };
    view! {
        <section aria-labelledby="s-house">
            <h2 id="s-house">"House style"</h2>
            <div class="pair">
                <PictureField
                    label="Logo"
                    value=Signal::derive(move || desk.settings.read().house.logo)
                    on_choose=move |picture| change(desk, |house| house.logo = picture)
                />
                <ReadField
                    label="Colour of the brand"
                    hint=Signal::stored("Such as #b3261e. Empty is the theme's own.".to_owned())
                    value=colour
                    on_commit=Callback::new(on_colour)
                />
            </div>
            <div class="pair">
                {one_of(desk, "Theme", Theme::ALL, Theme::name, |h| h.theme, |h, v| h.theme = v)}
                {one_of(desk, "Cover", Cover::ALL, Cover::name, |h| h.cover, |h, v| h.cover = v)}
                {one_of(desk, "Titles in", Face::ALL, Face::name, |h| h.title_face, |h, v| h.title_face = v)}
                {one_of(desk, "Text in", Face::ALL, Face::name, |h| h.text_face, |h, v| h.text_face = v)}
            </div>
        </section>
    }
    .into_any()
}

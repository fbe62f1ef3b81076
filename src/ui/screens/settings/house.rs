//! How the agency dresses its proposals: what a new pitch starts with.

use leptos::prelude::*;

use crate::model::settings::House as Style;
use crate::model::{Cover, Face, Theme};
use crate::ui::desk::{Desk, use_desk};
use crate::ui::parts::colour::ColourField;
use crate::ui::parts::field::Choice;
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
    view! {
        <section aria-labelledby="s-house">
            <h2 id="s-house">{t!("House style")}</h2>
            <div class="pair">
                <PictureField
                    label=t!("Logo")
                    of=t!("logo")
                    value=Signal::derive(move || desk.settings.read().house.logo)
                    on_choose=move |picture| change(desk, |house| house.logo = picture)
                />
                <ColourField
                    value=Signal::derive(move || desk.settings.read().house.accent)
                    on_choose=move |colour| change(desk, |house| house.accent = colour)
                />
            </div>
            <div class="pair">
                {one_of(desk, t!("Theme"), Theme::ALL, Theme::name, |h| h.theme, |h, v| h.theme = v)}
                {one_of(desk, t!("Cover"), Cover::ALL, Cover::name, |h| h.cover, |h, v| h.cover = v)}
                {one_of(desk, t!("Titles in"), Face::ALL, Face::name, |h| h.title_face, |h, v| h.title_face = v)}
                {one_of(desk, t!("Text in"), Face::ALL, Face::name, |h| h.text_face, |h, v| h.text_face = v)}
            </div>
        </section>
    }
    .into_any()
}

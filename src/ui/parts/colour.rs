//! A field for the colour of a brand: written, or picked from the browser's palette.

use leptos::prelude::*;

use super::field::ReadField;
use crate::model::Colour;

/// What the palette shows while no colour is chosen: the desk's own blue.
const NONE_YET: &str = "#1f44ab";

/// A colour, or none.
#[component]
pub fn ColourField(
    /// The colour.
    #[prop(into)]
    value: Signal<Option<Colour>>,
    /// Takes another, or none.
    #[prop(into)]
    on_choose: Callback<Option<Colour>>,
    /// Whether it cannot be changed.
    #[prop(into, optional)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let written = Signal::derive(move || {
        value
            .get()
            .map(|colour| colour.to_string())
            .unwrap_or_default()
    });
    let take = move |typed: String| {
        let colour = match typed.trim() {
            "" => None,
            typed => Some(typed.parse::<Colour>().map_err(|bad| bad.to_string())?),
        };
        on_choose.run(colour);
        Ok(())
    };
    let picked = move |event: web_sys::Event| {
        // A palette gives nothing but colours.
        if let Ok(colour) = event_target_value(&event).parse() {
            on_choose.run(Some(colour));
        }
    };
    view! {
        <div class="colour-field">
            <ReadField
                label=t!("Colour of the brand")
                hint=Signal::stored(t!("Such as #b3261e. Empty is the theme's own.").to_owned())
                value=written
                disabled=disabled
                on_commit=Callback::new(take)
            />
            <input
                type="color"
                aria-label=t!("Palette")
                disabled=move || disabled.get()
                prop:value=move || value.get().map_or_else(|| NONE_YET.to_owned(), |colour| colour.to_string())
                on:change=picked
            />
        </div>
    }
    .into_any()
}

//! A field for prose: what people write looks as it will, and is kept as Markdown. Whoever likes
//! Markdown better finds it behind a switch.

mod bar;
mod draw;
mod region;
mod scan;

use std::sync::atomic::{AtomicU32, Ordering};

use leptos::prelude::*;

use self::bar::{Bar, LinkRow};
use self::region::Region;
use crate::prose;
use crate::ui::format;

/// Prose under a label, with a bar of what can be made of it.
#[component]
pub fn ProseField(
    /// Its visible label.
    label: &'static str,
    /// The Markdown it shows.
    #[prop(into)]
    value: Signal<String>,
    /// Takes the Markdown as it is written.
    #[prop(into)]
    on_input: Callback<String>,
    /// A hint under it.
    #[prop(into, optional)]
    hint: Signal<String>,
    /// Whether it cannot be edited.
    #[prop(into, optional)]
    disabled: Signal<bool>,
) -> impl IntoView {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let id = format!("prose-{}", NEXT.fetch_add(1, Ordering::Relaxed));
    let (named, hinted, keys) = (
        format!("{id}-label"),
        format!("{id}-hint"),
        format!("{id}-keys"),
    );
    let described = format!("{hinted} {keys}");
    let region = Region::new(value, on_input, disabled);
    let source = RwSignal::new(false);
    let words = Memo::new(move |_| prose::read(&value.read()).words());
    let count = move || match words.get() {
        1 => t!("1 word").to_owned(),
        words => t!("{} words", format::number(words.into())),
    };
    let body = {
        let (id, named, described) = (id.clone(), named.clone(), described.clone());
        move || {
            let (id, named, described) = (id.clone(), named.clone(), described.clone());
            if source.get() {
                return view! {
                    <textarea
                        id=id
                        class="prose-source"
                        rows="6"
                        aria-labelledby=named
                        aria-describedby=described
                        readonly=move || disabled.get()
                        prop:value=move || value.get()
                        on:input=move |event| on_input.run(event_target_value(&event))
                    ></textarea>
                }
                .into_any();
            }
            view! {
                <Bar region=region controls=id.clone() disabled=disabled/>
                <LinkRow region=region/>
                {region.view(id, named, described)}
            }
            .into_any()
        }
    };
    let focus = move |_| {
        if let Some(node) = region.node.get_untracked() {
            let _ = node.focus();
        }
    };
    view! {
        <div class="field prose-field">
            <span class="prose-label" id=named on:click=focus>{label}</span>
            <div class="prose-frame">{body}</div>
            <div class="prose-foot">
                <p class="field-hint" id=hinted>{move || hint.get()}</p>
                <span class="unseen" id=keys>
                    {t!("In a list, Tab and Shift+Tab move the item; Escape, then Tab leaves.")}
                </span>
                <span class="field-hint prose-count">{count}</span>
                <button
                    type="button"
                    class="quiet"
                    role="switch"
                    aria-checked=move || if source.get() { "true" } else { "false" }
                    on:click=move |_| source.update(|source| *source = !*source)
                >
                    {t!("Markdown")}
                </button>
            </div>
        </div>
    }
    .into_any()
}

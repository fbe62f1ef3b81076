//! Form fields. Text is taken as it is typed, so that nothing typed can be lost; figures and
//! dates are taken when the field is left, and what cannot be read is said under it.

use leptos::html;
use leptos::prelude::*;

/// A label over a field, with a hint and a problem under it.
#[component]
fn Labelled(
    id: String,
    label: String,
    #[prop(into)] hint: Signal<String>,
    problem: RwSignal<String>,
    children: Children,
) -> impl IntoView {
    let hint_id = format!("{id}-hint");
    let problem_id = format!("{id}-problem");
    view! {
        <div class="field">
            <label for=id>{label}</label>
            {children()}
            <p class="field-hint" id=hint_id hidden=move || hint.read().is_empty()>
                {move || hint.get()}
            </p>
            <p class="field-problem" id=problem_id role="alert">
                {move || problem.get()}
            </p>
        </div>
    }
    .into_any()
}

fn field_id() -> String {
    use std::sync::atomic::{AtomicU32, Ordering};
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("f{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// A line of text, taken as it is typed.
#[component]
pub fn TextField(
    /// Its visible label.
    #[prop(into)]
    label: String,
    /// What it shows.
    #[prop(into)]
    value: Signal<String>,
    /// Takes what is typed.
    #[prop(into)]
    on_input: Callback<String>,
    /// A hint under it.
    #[prop(into, optional)]
    hint: Signal<String>,
    /// What the browser may fill in, and how.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// Whether it cannot be edited.
    #[prop(into, optional)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let id = field_id();
    let described = format!("{id}-hint");
    view! {
        <Labelled id=id.clone() label hint problem=RwSignal::new(String::new())>
            <input
                type="text"
                id=id
                aria-describedby=described
                autocomplete=autocomplete.unwrap_or("off")
                readonly=move || disabled.get()
                prop:value=move || value.get()
                on:input=move |event| on_input.run(event_target_value(&event))
            />
        </Labelled>
    }
    .into_any()
}

/// Several lines of text, taken as they are typed; grows with them.
#[component]
pub fn TextArea(
    /// Its visible label.
    #[prop(into)]
    label: String,
    /// What it shows.
    #[prop(into)]
    value: Signal<String>,
    /// Takes what is typed.
    #[prop(into)]
    on_input: Callback<String>,
    /// A hint under it.
    #[prop(into, optional)]
    hint: Signal<String>,
    /// How many lines it has at least.
    #[prop(default = 3)]
    rows: u32,
    /// Whether it cannot be edited.
    #[prop(into, optional)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let id = field_id();
    let described = format!("{id}-hint");
    let node = NodeRef::<html::Textarea>::new();
    // Grows with its text; `field-sizing` does it where the browser can.
    Effect::new(move |_| {
        value.track();
        request_animation_frame(move || {
            if let Some(Some(area)) = node.try_get_untracked() {
                let style = web_sys::HtmlElement::style(&area);
                let _ = style.set_property("height", "auto");
                let height = area.scroll_height() + 2;
                let _ = style.set_property("height", &format!("{height}px"));
            }
        });
    });
    view! {
        <Labelled id=id.clone() label hint problem=RwSignal::new(String::new())>
            <textarea
                id=id
                node_ref=node
                rows=rows
                aria-describedby=described
                readonly=move || disabled.get()
                prop:value=move || value.get()
                on:input=move |event| on_input.run(event_target_value(&event))
            ></textarea>
        </Labelled>
    }
    .into_any()
}

/// A figure, date or other thing that is read when the field is left or Enter is pressed.
#[component]
pub fn ReadField(
    /// Its visible label.
    #[prop(into)]
    label: String,
    /// What it shows.
    #[prop(into)]
    value: Signal<String>,
    /// Takes what was typed, or says why it cannot be read.
    on_commit: Callback<String, Result<(), String>>,
    /// A hint under it.
    #[prop(into, optional)]
    hint: Signal<String>,
    /// Figures stand at the right edge.
    #[prop(optional)]
    figure: bool,
    /// Whether it cannot be edited.
    #[prop(into, optional)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let id = field_id();
    let described = format!("{id}-hint {id}-problem");
    let problem = RwSignal::new(String::new());
    let node = NodeRef::<html::Input>::new();
    let commit = move || {
        // A field that goes with its screen loses the focus when it is gone.
        let Some(Some(input)) = node.try_get_untracked() else {
            return;
        };
        let typed = input.value();
        if typed == value.get_untracked() {
            problem.set(String::new());
            return;
        }
        match on_commit.run(typed) {
            Ok(()) => {
                problem.set(String::new());
                // What was read is shown as it is written here, also when nothing changed.
                input.set_value(&value.get_untracked());
            }
            Err(words) => problem.set(words),
        }
    };
    view! {
        <Labelled id=id.clone() label hint problem>
            <input
                type="text"
                id=id
                class:figure=figure
                node_ref=node
                autocomplete="off"
                aria-describedby=described
                aria-invalid=move || (!problem.read().is_empty()).then_some("true")
                readonly=move || disabled.get()
                prop:value=move || value.get()
                on:blur=move |_| commit()
                on:keydown=move |event| {
                    match event.key().as_str() {
                        "Enter" => commit(),
                        "Escape" => {
                            problem.set(String::new());
                            if let Some(input) = node.get_untracked() {
                                input.set_value(&value.get_untracked());
                            }
                        }
                        _ => {}
                    }
                }
            />
        </Labelled>
    }
    .into_any()
}

/// A choice among a few.
#[component]
pub fn Choice(
    /// Its visible label.
    #[prop(into)]
    label: String,
    /// The values with their names.
    #[prop(into)]
    choices: Signal<Vec<(String, String)>>,
    /// The chosen value.
    #[prop(into)]
    value: Signal<String>,
    /// Takes the value chosen.
    #[prop(into)]
    on_choose: Callback<String>,
    /// A hint under it.
    #[prop(into, optional)]
    hint: Signal<String>,
    /// Whether it cannot be edited.
    #[prop(into, optional)]
    disabled: Signal<bool>,
) -> impl IntoView {
    // The choices are made anew only when they, or the chosen one, are others.
    let choices = Memo::new(move |_| choices.get());
    let value = Memo::new(move |_| value.get());
    let id = field_id();
    let described = format!("{id}-hint");
    view! {
        <Labelled id=id.clone() label hint problem=RwSignal::new(String::new())>
            <select
                id=id
                aria-describedby=described
                disabled=move || disabled.get()
                prop:value=move || value.get()
                on:change=move |event| on_choose.run(event_target_value(&event))
            >
                {move || {
                    let chosen = value.get();
                    choices
                        .get()
                        .into_iter()
                        .map(|(value, name)| {
                            let selected = value == chosen;
                            view! { <option value=value selected=selected>{name}</option> }
                        })
                        .collect_view()
                }}
            </select>
        </Labelled>
    }
    .into_any()
}

/// Yes or no.
#[component]
pub fn Tick(
    /// Its visible label.
    #[prop(into)]
    label: String,
    /// Whether it is ticked.
    #[prop(into)]
    value: Signal<bool>,
    /// Takes the answer.
    #[prop(into)]
    on_change: Callback<bool>,
    /// Whether it cannot be edited.
    #[prop(into, optional)]
    disabled: Signal<bool>,
) -> impl IntoView {
    view! {
        <label class="tick">
            <input
                type="checkbox"
                disabled=move || disabled.get()
                prop:checked=move || value.get()
                on:change=move |event| on_change.run(event_target_checked(&event))
            />
            <span>{label}</span>
        </label>
    }
    .into_any()
}

//! New pitches from others: templates of the program and of one's own, and duplicates.

use leptos::prelude::*;

use super::list::{Deed, remove, title_of};
use crate::library::browser::reading;
use crate::model::{Date, Pitch, PitchId};
use crate::ui::desk::{Desk, use_desk};
use crate::ui::format;
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::field::ReadField;
use crate::ui::parts::icon::{Glyph, Icon};
use crate::ui::route::{Part, Route};
use crate::ui::taking::fetch_text;
use crate::ui::words;
use crate::words::Word;

/// A template that comes with the program.
struct Shipped {
    /// The name of its file.
    file: &'static str,
    /// What it is called.
    name: Word,
    /// What it is for.
    about: Word,
}

const SHIPPED: [Shipped; 6] = [
    Shipped {
        file: "product-launch",
        name: word!("Product launch"),
        about: word!(
            "From strategy to a launch day that holds: concept, production, media in three options."
        ),
    },
    Shipped {
        file: "brand-campaign",
        name: word!("Brand campaign"),
        about: word!(
            "Positioning, big idea, film and out of home, with tracking before and after."
        ),
    },
    Shipped {
        file: "always-on-retainer",
        name: word!("Always-on retainer"),
        about: word!("Twelve months of hours by role, with monthly plans, reports and reviews."),
    },
    Shipped {
        file: "social-influencer",
        name: word!("Social and influencer"),
        about: word!(
            "Creators found, briefed and cleared; content in waves; paid support and a report."
        ),
    },
    Shipped {
        file: "event",
        name: word!("Event"),
        about: word!(
            "Venue, production, guests and the day itself, with what is bought in and insured."
        ),
    },
    Shipped {
        file: "website",
        name: word!("Website"),
        about: word!(
            "Discovery, design, build, content and launch, approved and paid by milestone."
        ),
    },
];

/// The dialog.
#[component]
pub fn TemplatesDialog() -> impl IntoView {
    let desk = use_desk();
    let start = RwSignal::new(format::next_monday());
    let commit = move |text: String| {
        let date = words::read_date(&text)?;
        start.set(date.ok_or_else(|| t!("A day is needed here.").to_owned())?);
        Ok(())
    };
    view! {
        <Dialog title=t!("New from a template") open=desk.templates_open>
            <p>
                {t!("Everything in it is yours to change. Dates move so that the project starts in the week of this day; rates, terms and the look are your agency’s where Settings has them.")}
            </p>
            <div class="pair">
                <ReadField
                    label=t!("Project starts")
                    value=Signal::derive(move || format::date(start.get()))
                    on_commit=Callback::new(commit)
                />
            </div>
            <ul class="template-list" aria-label=t!("Templates")>
                {SHIPPED.iter().map(|shipped| shipped_item(desk, start, shipped)).collect_view()}
            </ul>
            {move || own(desk, start)}
        </Dialog>
    }
    .into_any()
}

fn shipped_item(desk: Desk, start: RwSignal<Date>, shipped: &'static Shipped) -> AnyView {
    view! {
        <li>
            <div>
                <strong>{shipped.name.said()}</strong>
                <p>{shipped.about.said()}</p>
            </div>
            <button
                type="button"
                aria-label=t!("Start from {title}", title = shipped.name)
                on:click=move |_| {
                    desk.templates_open.set(false);
                    leptos::task::spawn_local(start_shipped(desk, start.get_untracked(), shipped));
                }
            >
                {t!(verb "Start")}
            </button>
        </li>
    }
    .into_any()
}

async fn start_shipped(desk: Desk, start: Date, shipped: &Shipped) {
    let Ok(text) = fetch_text(&format!("templates/{}.pitch.json", shipped.file)).await else {
        desk.toast(t!("The template could not be fetched. Check the connection and try again; a new pitch needs none."));
        return;
    };
    match reading::read(&text).await {
        Ok(opened) => {
            let settings = desk.settings.get_untracked();
            let template = opened.document.pitch.in_house(&settings);
            desk.start(template.from_template(start, &settings));
        }
        Err(error) => desk.toast(&t!("The template could not be read. {error}")),
    }
}

/// Templates that were made here.
fn own(desk: Desk, start: RwSignal<Date>) -> AnyView {
    let cards = desk.cards.get();
    let items = (cards.iter())
        .filter(|card| card.summary.is_template)
        .map(|card| {
            let id = card.id.clone();
            let title = title_of(&card.summary);
            let (from, gone) = (id.clone(), id.clone());
            let named = title.clone();
            let href = Route::Pitch(id, Part::Overview).hash();
            view! {
                <li>
                    <a href=href on:click=move |_| desk.templates_open.set(false)>
                        <bdi>{title.clone()}</bdi>
                    </a>
                    <div class="actions">
                        <button
                            type="button"
                            aria-label=t!("Start from {title}")
                            on:click=move |_| {
                                desk.templates_open.set(false);
                                start_own(desk, from.clone(), start.get_untracked());
                            }
                        >
                            {t!(verb "Start")}
                        </button>
                        <button
                            type="button"
                            class="quiet square"
                            aria-label=t!("Delete {title}")
                            title=t!("Delete")
                            on:click=move |_| remove(desk, gone.clone(), named.clone())
                        >
                            <Icon glyph=Glyph::Bin/>
                        </button>
                    </div>
                </li>
            }
        })
        .collect::<Vec<_>>();
    let list = if items.is_empty() {
        view! { <p class="field-hint">{t!("None yet. The list of pitches makes one of any pitch.")}</p> }
            .into_any()
    } else {
        view! { <ul class="template-list" aria-label=t!("Your templates")>{items}</ul> }.into_any()
    };
    view! { <h3>{t!("Your templates")}</h3> {list} }.into_any()
}

fn start_own(desk: Desk, id: PitchId, start: Date) {
    let settings = desk.settings.get_untracked();
    with_pitch(desk, id, move |pitch| {
        desk.start(pitch.from_template(start, &settings));
    });
}

/// Does what was asked for with a pitch of the list.
pub fn make(desk: Desk, id: PitchId, deed: Deed) {
    match deed {
        Deed::Duplicate => with_pitch(desk, id, move |pitch| {
            let mut new = pitch.as_new();
            new.title = t!("{} (copy)", pitch.title);
            desk.start(new);
        }),
        Deed::MakeTemplate => with_pitch(desk, id, move |pitch| {
            let template = pitch.as_template();
            let words = t!(
                "“{}” is a template now, without its client.",
                template.title
            );
            let document = crate::file::Document::new(crate::ui::desk::fresh(), template);
            desk.add(&document, |reason| {
                t!("The template is made, but not saved: {reason}")
            });
            desk.toast_with(&words, t!("Show templates"), move || {
                desk.templates_open.set(true);
            });
        }),
    }
}

/// Reads a pitch and does something with it.
fn with_pitch(desk: Desk, id: PitchId, act: impl FnOnce(&Pitch) + 'static) {
    leptos::task::spawn_local(async move {
        match desk.library().load(&id).await {
            Ok(loaded) => act(&loaded.document.pitch),
            Err(error) => desk.toast(&error.to_string()),
        }
    });
}

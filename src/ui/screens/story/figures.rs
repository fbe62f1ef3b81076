//! The pictures of a section: one, or a board of several.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::change;
use crate::model::{Figure, FigureId, Identifier, List, Picture, SectionId};
use crate::ui::desk::fresh;
use crate::ui::format;
use crate::ui::parts::field::{TextField, Tick};
use crate::ui::parts::icon::{Glyph, Icon};
use crate::ui::parts::pictures::PictureIntake;
use crate::ui::pictures::{self, Arrival};
use crate::ui::words;
use crate::ui::workspace::Workspace;

/// The field.
pub fn figures(workspace: Workspace, section: SectionId) -> AnyView {
    let disabled = Signal::derive(move || workspace.is_read_only());
    let section = StoredValue::new(section);
    let all = Memo::new(move |_| {
        let story = workspace.story.read();
        let found = section.with_value(|id| story.sections.find(id).cloned());
        found
            .map(|section| section.figures.clone())
            .unwrap_or_default()
    });
    let edit = move |name: &str, field: &str, act: &dyn Fn(&mut List<Figure>)| {
        section.with_value(|id| {
            change(workspace, name, field, id, |section| {
                act(&mut section.figures);
            });
        });
    };
    let ids = move || {
        let all = all.read();
        all.iter()
            .map(|figure| figure.id.clone())
            .collect::<Vec<_>>()
    };
    let add = move |picture: Picture| {
        edit(t!("Add picture"), "", &|figures| {
            figures.push(Figure::of(fresh(), picture));
        });
    };
    let row = move |id: FigureId| {
        let id = StoredValue::new(id);
        let figure = Memo::new(move |_| {
            let all = all.read();
            id.with_value(|id| all.find(id).cloned())
        });
        let seen = figure
            .get_untracked()
            .map(|figure| pictures::image(figure.picture, String::new()));
        let field = move |label: &'static str,
                          changed: &'static str,
                          get: fn(&Figure) -> &String,
                          set: fn(&mut Figure, String)| {
            let value = Signal::derive(move || {
                figure
                    .read()
                    .as_ref()
                    .map(|figure| get(figure).clone())
                    .unwrap_or_default()
            });
            let on_input = move |text: String| {
                id.with_value(|id| {
                    edit(changed, &format!("{id} {label}"), &|figures| {
                        if let Some(figure) = figures.find_mut(id) {
                            set(figure, text.clone());
                        }
                    });
                });
            };
            view! { <TextField label=label value=value on_input=on_input disabled=disabled/> }
        };
        let large =
            Signal::derive(move || figure.read().as_ref().is_some_and(|figure| figure.large));
        let on_large = move |yes: bool| {
            id.with_value(|id| {
                edit(t!("Change size of picture"), "", &|figures| {
                    if let Some(figure) = figures.find_mut(id) {
                        figure.large = yes;
                    }
                });
            });
        };
        let step = move |by: i32| {
            id.with_value(|id| {
                edit(t!("Move picture"), "", &|figures| {
                    words::step(figures, id.as_str(), by);
                });
            });
        };
        let remove = move |_| {
            workspace.delete(t!("Remove picture"), |pitch| {
                let story = std::sync::Arc::make_mut(&mut pitch.story);
                if let Some(section) = section.with_value(|id| story.sections.find_mut(id)) {
                    id.with_value(|id| section.figures.retain(|figure| figure.id != *id));
                }
            });
        };
        view! {
            <li class="figure-row">
                <div class="picture-thumb">{seen}</div>
                <div class="figure-words">
                    {field(t!("Description"), t!("Change description"), |f| &f.description, |f, text| f.description = text)}
                    {field(t!("Caption"), t!("Change caption"), |f| &f.caption, |f, text| f.caption = text)}
                    <div class="figure-tools">
                        <Tick label=t!("In a row of its own") value=large on_change=on_large disabled=disabled/>
                        <span class="figure-moves">
                            <button type="button" class="quiet square" aria-label=t!("Move picture up") title=t!("Move up") disabled=move || disabled.get() on:click=move |_| step(-1)>
                                <Icon glyph=Glyph::Up/>
                            </button>
                            <button type="button" class="quiet square" aria-label=t!("Move picture down") title=t!("Move down") disabled=move || disabled.get() on:click=move |_| step(1)>
                                <Icon glyph=Glyph::Down/>
                            </button>
                            <button type="button" class="quiet square" aria-label=t!("Remove picture") title=t!("Remove") disabled=move || disabled.get() on:click=remove>
                                <Icon glyph=Glyph::Bin/>
                            </button>
                        </span>
                    </div>
                </div>
            </li>
        }
    };
    // What they take, each counted once however often it is shown.
    let takes = move || {
        let once: BTreeSet<Picture> = all.read().iter().map(|figure| figure.picture).collect();
        let bytes: usize = (once.into_iter())
            .map(|picture| match pictures::arrival(picture).get() {
                Arrival::Here { bytes, .. } => bytes,
                _ => 0,
            })
            .sum();
        (bytes > 0).then(|| t!("They take {} of this browser.", format::bytes(bytes as u64)))
    };
    view! {
        <fieldset class="section-figures">
            <legend>{t!("Pictures")}</legend>
            <p class="field-hint">
                {t!("One stands under the words; several make a board. They are scaled, and what a camera wrote into them is left out.")} " " {takes}
            </p>
            <ol class="figure-list" aria-label=t!("Pictures")>
                <For each=ids key=|id| id.clone() let:id>{row(id)}</For>
            </ol>
            <PictureIntake label=t!("Add pictures…") several=true on_taken=add disabled=disabled/>
        </fieldset>
    }
    .into_any()
}

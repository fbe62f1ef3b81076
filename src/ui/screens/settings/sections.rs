//! The agency's library of sections: what is in it, renamed and taken out here; written in a story.

use std::sync::Arc;

use leptos::prelude::*;

use crate::model::{Identifier, Section, SectionId};
use crate::ui::desk::{Desk, use_desk};
use crate::ui::format;
use crate::ui::parts::details::RowTools;
use crate::ui::parts::grid::{Cell, Column, Editor, Grid, GridState, Row, SharedSource, Source};
use crate::ui::words;

/// The section of the settings.
#[component]
pub fn Library() -> impl IntoView {
    let desk = use_desk();
    let state = GridState::default();
    let rows: SharedSource = Arc::new(Rows(desk));
    view! {
        <section aria-labelledby="s-library">
            <h2 id="s-library">{t!("Library of sections")}</h2>
            <p class="field-hint">
                {t!("Credentials, case studies, biographies, terms: kept with “Keep in library” under Story, and taken from there into any pitch.")}
            </p>
            <Grid
                name=t!("Library of sections")
                source=rows.clone()
                state=state
                empty=t!("Nothing is kept yet. Under Story, choose a section and press Keep in library.")
            />
            <RowTools source=rows.clone() state=state disabled=false/>
        </section>
    }
    .into_any()
}

struct Rows(Desk);

impl Rows {
    fn find(&self, row: &Row) -> Option<Arc<Section>> {
        let id = SectionId::new(&row.id).ok()?;
        self.0.settings.read().sections.find(&id).cloned()
    }
}

impl Source for Rows {
    fn columns(&self) -> Vec<Column> {
        vec![
            Column::text(t!("Section"), "minmax(9rem, 3fr)"),
            Column::text(t!("Holds"), "minmax(6rem, 1fr)").on_card(),
            Column::figure(t!("Words"), "4.5rem").on_card(),
        ]
    }

    fn rows(&self) -> Vec<Row> {
        let settings = self.0.settings.read();
        settings
            .sections
            .iter()
            .map(|s| Row::new(s.id.as_str()))
            .collect()
    }

    fn cells(&self, row: &Row) -> Vec<Cell> {
        let Some(section) = self.find(row) else {
            return Vec::new();
        };
        vec![
            Cell::edit(section.title.clone()),
            Cell::show(words::section_kind(section.kind)),
            Cell::show(format::number(section.words().into())),
        ]
    }

    fn editor(&self, row: &Row, column: usize) -> Option<Editor> {
        let section = untrack(|| self.find(row))?;
        (column == 0).then(|| Editor::Line(section.title.clone()))
    }

    fn commit(&self, row: &Row, _column: usize, text: &str) -> Result<(), String> {
        if let Ok(id) = SectionId::new(&row.id) {
            self.0.change_settings(|settings| {
                if let Some(section) = settings.sections.find_mut(&id) {
                    text.clone_into(&mut section.title);
                }
            });
        }
        Ok(())
    }

    fn remove(&self, row: &Row) {
        self.0.change_settings(|settings| {
            settings
                .sections
                .retain(|section| section.id.as_str() != &*row.id);
        });
    }

    fn step(&self, row: &Row, by: i32) {
        self.0
            .change_settings(|settings| words::step(&mut settings.sections, &row.id, by));
    }

    fn drop_before(&self, row: &Row, before: Option<&Row>) {
        self.0.change_settings(|settings| {
            words::move_before(&mut settings.sections, &row.id, before.map(|row| &*row.id));
        });
    }
}

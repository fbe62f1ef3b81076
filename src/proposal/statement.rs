//! The statement of work: the same plan in the order of a contract, and only what binds. Live
//! blocks stand under plain titles; prose of the story is in it where it is asked for.

use crate::model::{Extent, Identifier, Section, SectionId, SectionKind, Story};

/// What a part is called in a statement of work.
#[must_use]
pub fn title(kind: SectionKind) -> &'static str {
    match kind {
        SectionKind::Objectives => t!("Objectives"),
        SectionKind::Deliverables => t!("Deliverables"),
        SectionKind::Timeline => t!("Timeline and your part in it"),
        SectionKind::Team => t!("Roles"),
        SectionKind::Budget => t!("Price"),
        SectionKind::Options => t!("Options"),
        SectionKind::Media => t!("Media"),
        SectionKind::Payments => t!("Payments"),
        SectionKind::Terms => t!("Terms"),
        SectionKind::Signatures => t!("Signatures"),
        SectionKind::Prose | SectionKind::Concept => t!("Section"),
    }
}

/// The sections of the statement as they are written: `visible` are those of the story that the
/// client may see.
pub(super) fn sections(story: &Story, visible: &[&Section]) -> Vec<Section> {
    (story.statement_parts().into_iter())
        .filter(|part| !part.left_out)
        .filter_map(|part| match &part.section {
            Some(id) => (visible.iter())
                .find(|section| section.id == *id)
                .map(|section| Section::clone(section)),
            None => Some(live(part.kind)),
        })
        .collect()
}

/// A live block under its plain title.
fn live(kind: SectionKind) -> Section {
    Section {
        title: title(kind).to_owned(),
        kind,
        extent: if kind == SectionKind::Timeline {
            Extent::Phases
        } else {
            Extent::Whole
        },
        ..Section::new(SectionId::from_random(0))
    }
}

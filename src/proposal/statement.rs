//! The statement of work: the same plan in the order of a contract, and only what binds. Live
//! blocks stand under plain titles; prose of the story is in it where it is asked for.

use crate::model::{Extent, Identifier, Section, SectionId, SectionKind, Story};

/// What a part is called in a statement of work.
#[must_use]
pub const fn title(kind: SectionKind) -> &'static str {
    match kind {
        SectionKind::Objectives => "Objectives",
        SectionKind::Deliverables => "Deliverables",
        SectionKind::Timeline => "Timeline and your part in it",
        SectionKind::Team => "Roles",
        SectionKind::Budget => "Price",
        SectionKind::Options => "Options",
        SectionKind::Media => "Media",
        SectionKind::Payments => "Payments",
        SectionKind::Terms => "Terms",
        SectionKind::Signatures => "Signatures",
        SectionKind::Prose | SectionKind::Concept => "Section",
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

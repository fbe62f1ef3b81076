//! The statement of work: the same plan in the order of a contract, and only what binds. Live
//! blocks stand under plain titles; prose of the story is in it where it is asked for.

use crate::model::{Extent, Identifier, Section, SectionId, SectionKind, StatementPart, Story};

/// What a statement of work holds when nobody has chosen, in its order.
pub const USUAL: [SectionKind; 8] = [
    SectionKind::Objectives,
    SectionKind::Deliverables,
    SectionKind::Timeline,
    SectionKind::Team,
    SectionKind::Budget,
    SectionKind::Payments,
    SectionKind::Terms,
    SectionKind::Signatures,
];

/// The parts of the statement in their order, also those that are left out: as they were chosen,
/// or the usual ones. A part whose section is gone from the story is gone.
#[must_use]
pub fn parts(story: &Story) -> Vec<StatementPart> {
    let usual = |kind: SectionKind| StatementPart {
        kind,
        section: None,
        left_out: false,
    };
    if story.statement.is_empty() {
        return USUAL.map(usual).to_vec();
    }
    let known = |part: &&StatementPart| match &part.section {
        Some(id) => story.sections.find(id).is_some(),
        None => true,
    };
    story.statement.iter().filter(known).cloned().collect()
}

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
    (parts(story).into_iter())
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

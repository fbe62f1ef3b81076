//! The words of the file for choices, and those of the screens; the usual choice stands first.

use super::fields::as_is;
use crate::words::Word;

/// Words of the file with words of the screens.
type Words = &'static [(&'static str, Word)];

pub(super) const STAGES: Words = &[
    ("lead", word!(stage "Lead")),
    ("briefed", word!(stage "Briefed")),
    ("in_progress", word!(stage "In progress")),
    ("pitched", word!(stage "Pitched")),
    ("won", word!(stage "Won")),
    ("lost", word!(stage "Lost")),
    ("on_hold", word!(stage "On hold")),
];
pub(super) const GO_DECISIONS: Words = &[("go", word!("Go")), ("no_go", word!("No go"))];
pub(super) const SECTION_KINDS: Words = &[
    ("prose", word!("Text")),
    ("concept", word!("Concept")),
    ("objectives", word!("Objectives")),
    ("deliverables", word!("Deliverables")),
    ("timeline", word!("Timeline")),
    ("budget", word!("Budget")),
    ("options", word!("Options")),
    ("media", word!("Media")),
    ("team", word!("Team")),
    ("payments", word!("Payments")),
    ("terms", word!("Terms")),
    ("signatures", word!("Signatures")),
];
pub(super) const EXTENTS: Words = &[
    ("whole", word!("All of it")),
    ("phases", word!("Phases, milestones and approvals")),
    ("milestones", word!("Dates alone")),
    ("summary", word!("A sum for each group")),
    ("flowchart", word!("Weeks alone")),
    ("forecast", word!("Figures alone")),
];
pub(super) const COLUMNS: Words = &[
    ("one", as_is("1")),
    ("two", as_is("2")),
    ("three", as_is("3")),
];
pub(super) const PLAN_FROM: Words = &[
    ("start", word!("Start, forward")),
    ("launch", word!("Launch, back")),
];
pub(super) const TASK_KINDS: Words = &[
    ("task", word!("Task")),
    ("milestone", word!("Milestone")),
    ("approval", word!("Approval by the client")),
];
pub(super) const LINK_KINDS: Words = &[
    ("FS", word!("start after finish")),
    ("SS", word!("start after start")),
    ("FF", word!("finish after finish")),
    ("SF", word!("finish after start")),
];
pub(super) const LINE_KINDS: Words = &[
    ("fee", word!("Fee")),
    ("fixed", word!("Fixed price")),
    ("third_party", word!("Third party")),
    ("media_commission", word!("Media at commission")),
    ("media_service_fee", word!("Media at service fee")),
    ("expense", word!("Expense")),
];
pub(super) const HOURS_FROM: Words = &[
    ("typed", word!("Typed")),
    ("timeline", word!("Timeline")),
    ("retainer", word!("Retainer")),
];
pub(super) const DISCOUNT_SCOPES: Words =
    &[("fees", word!("Fees")), ("everything", word!("Everything"))];
pub(super) const CONTINGENCY_SCOPES: Words = &[
    ("third_party", word!("Third parties")),
    ("everything", word!("Everything")),
];
pub(super) const INSTALMENT_BASES: Words = &[
    ("total", word!("Total")),
    ("all_but_media", word!("All but media")),
    ("media", word!("Media")),
];
pub(super) const ANSWERS: Words = &[
    ("open", word!(state "Open")),
    ("accepted", word!("Accepted")),
    ("declined", word!("Declined")),
    ("countered", word!("Asked for something else")),
];
pub(super) const BUYING_MODELS: Words = &[
    ("CPM", word!("CPM")),
    ("CPC", word!("CPC")),
    ("CPV", word!("CPV")),
    ("CPA", word!("CPA")),
    ("flat", word!("Flat")),
];
pub(super) const ASSUMED_FIGURES: Words = &[
    ("rate", word!(media "rate")),
    ("ctr", word!("CTR")),
    ("cvr", word!("CVR")),
    ("frequency", word!("frequency")),
    ("low", word!("low case")),
    ("high", word!("high case")),
];
pub(super) const MEASURES: Words = &[
    ("impressions", word!("Impressions")),
    ("reach", word!("Reach")),
    ("reach_percent", word!("Reach, % of audience")),
    ("frequency", word!("Frequency")),
    ("grp", word!("GRP")),
    ("clicks", word!("Clicks")),
    ("views", word!("Views")),
    ("conversions", word!("Conversions")),
    ("cpm", word!("CPM")),
    ("cpc", word!("CPC")),
    ("cpv", word!("CPV")),
    ("cpa", word!("CPA")),
    ("roas", word!("ROAS")),
];
pub(super) const ENTRY_KINDS: Words = &[("note", word!("Note")), ("decision", word!("Decision"))];
pub(super) const DOCUMENTS: Words = &[
    ("proposal", word!("Proposal")),
    ("statement", word!("Statement of work")),
    ("change_order", word!("Change order")),
];
pub(super) const PAPERS: Words = &[
    ("A4", as_is("A4")),
    ("Letter", word!("US Letter")),
    ("Screen", word!("Screen, 16:9")),
];
pub(super) const THEMES: Words = &[
    ("paper", word!(theme "Paper")),
    ("poster", word!(theme "Poster")),
    ("journal", word!(theme "Journal")),
    ("studio", word!(theme "Studio")),
];
pub(super) const COVERS: Words = &[
    ("theme", word!("As the theme has it")),
    ("white", word!("White")),
    ("band", word!("Band of colour")),
    ("full", word!("Full colour")),
];
pub(super) const FACES: Words = &[
    ("theme", word!("As the theme has it")),
    ("newsreader", as_is("Newsreader")),
    ("fraunces", as_is("Fraunces")),
    ("bricolage", as_is("Bricolage Grotesque")),
    ("source_sans", as_is("Source Sans 3")),
];

//! The words of the file for choices, and those of the screens; the usual choice stands first.

/// Words of the file with words of the screens.
type Words = &'static [(&'static str, &'static str)];

pub(super) const STAGES: Words = &[
    ("lead", "Lead"),
    ("briefed", "Briefed"),
    ("in_progress", "In progress"),
    ("pitched", "Pitched"),
    ("won", "Won"),
    ("lost", "Lost"),
    ("on_hold", "On hold"),
];
pub(super) const GO_DECISIONS: Words = &[("go", "Go"), ("no_go", "No go")];
pub(super) const SECTION_KINDS: Words = &[
    ("prose", "Text"),
    ("concept", "Concept"),
    ("objectives", "Objectives"),
    ("deliverables", "Deliverables"),
    ("timeline", "Timeline"),
    ("budget", "Budget"),
    ("options", "Options"),
    ("media", "Media"),
    ("team", "Team"),
    ("payments", "Payments"),
    ("terms", "Terms"),
    ("signatures", "Signatures"),
];
pub(super) const EXTENTS: Words = &[
    ("whole", "All of it"),
    ("phases", "Phases, milestones and approvals"),
    ("milestones", "Dates alone"),
    ("summary", "A sum for each group"),
    ("flowchart", "Weeks alone"),
    ("forecast", "Figures alone"),
];
pub(super) const COLUMNS: Words = &[("one", "1"), ("two", "2"), ("three", "3")];
pub(super) const PLAN_FROM: Words = &[("start", "Start, forward"), ("launch", "Launch, back")];
pub(super) const TASK_KINDS: Words = &[
    ("task", "Task"),
    ("milestone", "Milestone"),
    ("approval", "Approval by the client"),
];
pub(super) const LINK_KINDS: Words = &[
    ("FS", "start after finish"),
    ("SS", "start after start"),
    ("FF", "finish after finish"),
    ("SF", "finish after start"),
];
pub(super) const LINE_KINDS: Words = &[
    ("fee", "Fee"),
    ("fixed", "Fixed price"),
    ("third_party", "Third party"),
    ("media_commission", "Media at commission"),
    ("media_service_fee", "Media at service fee"),
    ("expense", "Expense"),
];
pub(super) const HOURS_FROM: Words = &[
    ("typed", "Typed"),
    ("timeline", "Timeline"),
    ("retainer", "Retainer"),
];
pub(super) const DISCOUNT_SCOPES: Words = &[("fees", "Fees"), ("everything", "Everything")];
pub(super) const CONTINGENCY_SCOPES: Words = &[
    ("third_party", "Third parties"),
    ("everything", "Everything"),
];
pub(super) const INSTALMENT_BASES: Words = &[
    ("total", "Total"),
    ("all_but_media", "All but media"),
    ("media", "Media"),
];
pub(super) const ANSWERS: Words = &[
    ("open", "Open"),
    ("accepted", "Accepted"),
    ("declined", "Declined"),
    ("countered", "Asked for something else"),
];
pub(super) const BUYING_MODELS: Words = &[
    ("CPM", "CPM"),
    ("CPC", "CPC"),
    ("CPV", "CPV"),
    ("CPA", "CPA"),
    ("flat", "Flat"),
];
pub(super) const ASSUMED_FIGURES: Words = &[
    ("rate", "rate"),
    ("ctr", "CTR"),
    ("cvr", "CVR"),
    ("frequency", "frequency"),
    ("low", "low case"),
    ("high", "high case"),
];
pub(super) const MEASURES: Words = &[
    ("impressions", "Impressions"),
    ("reach", "Reach"),
    ("reach_percent", "Reach, % of audience"),
    ("frequency", "Frequency"),
    ("grp", "GRP"),
    ("clicks", "Clicks"),
    ("views", "Views"),
    ("conversions", "Conversions"),
    ("cpm", "CPM"),
    ("cpc", "CPC"),
    ("cpv", "CPV"),
    ("cpa", "CPA"),
    ("roas", "ROAS"),
];
pub(super) const ENTRY_KINDS: Words = &[("note", "Note"), ("decision", "Decision")];
pub(super) const DOCUMENTS: Words = &[
    ("proposal", "Proposal"),
    ("statement", "Statement of work"),
    ("change_order", "Change order"),
];
pub(super) const PAPERS: Words = &[
    ("A4", "A4"),
    ("Letter", "US Letter"),
    ("Screen", "Screen, 16:9"),
];
pub(super) const THEMES: Words = &[
    ("paper", "Paper"),
    ("poster", "Poster"),
    ("journal", "Journal"),
    ("studio", "Studio"),
];
pub(super) const COVERS: Words = &[
    ("theme", "As the theme has it"),
    ("white", "White"),
    ("band", "Band of colour"),
    ("full", "Full colour"),
];
pub(super) const FACES: Words = &[
    ("theme", "As the theme has it"),
    ("newsreader", "Newsreader"),
    ("fraunces", "Fraunces"),
    ("bricolage", "Bricolage Grotesque"),
    ("source_sans", "Source Sans 3"),
];

//! What the fields of a pitch are called on screen and how their values are read: one table a
//! kind of entry. A field that is not named here is still compared, as one value under its own
//! name; a test holds the table against the schema.

use super::choices::{
    ANSWERS, ASSUMED_FIGURES, BUYING_MODELS, COLUMNS, CONTINGENCY_SCOPES, COVERS, DISCOUNT_SCOPES,
    DOCUMENTS, ENTRY_KINDS, EXTENTS, FACES, GO_DECISIONS, HOURS_FROM, INSTALMENT_BASES, LINE_KINDS,
    LINK_KINDS, MEASURES, PAPERS, PLAN_FROM, SECTION_KINDS, STAGES, TASK_KINDS, THEMES,
};
use super::fields::{Field, Kind, Of, Shape};

const fn field(name: &'static str, label: &'static str, kind: Kind) -> Field {
    Field {
        name,
        label,
        kind,
        optional: false,
    }
}

const fn maybe(name: &'static str, label: &'static str, kind: Kind) -> Field {
    Field {
        name,
        label,
        kind,
        optional: true,
    }
}

const ID: Field = field("id", "Id", Kind::Id);
const NOTE: Field = field("note", "Note", Kind::Prose);
const IN_OPTIONS: Field = field(
    "options",
    "Options",
    Kind::NamesAll(Of::Options, "all options"),
);

const fn shape(noun: &'static str, fields: &'static [Field]) -> Shape {
    bound(noun, fields, &[])
}

const fn bound(
    noun: &'static str,
    fields: &'static [Field],
    together: &'static [&'static [&'static str]],
) -> Shape {
    Shape {
        noun,
        key: "id",
        fields,
        together,
    }
}

/// The pitch itself.
pub(super) static PITCH: Shape = shape(
    "pitch",
    &[
        field("title", "Title", Kind::Text),
        field("is_template", "Template for new pitches", Kind::YesNo),
        field("currency", "Currency", Kind::Currency),
        field("client", "Client", Kind::Group(&CLIENT)),
        field("status", "Client", Kind::Group(&STATUS)),
        field("pursuit", "Go or no go", Kind::Group(&PURSUIT)),
        field("brief", "Brief", Kind::Group(&BRIEF)),
        field("story", "Story", Kind::Group(&STORY)),
        field("scope", "Scope", Kind::Group(&SCOPE)),
        field("team", "Team", Kind::Group(&TEAM)),
        field("timeline", "Timeline", Kind::Group(&TIMELINE)),
        field("budget", "Budget", Kind::Group(&BUDGET)),
        field("media", "Media", Kind::Group(&MEDIA)),
        field("terms", "Terms", Kind::Group(&TERMS)),
        field("journal", "Journal", Kind::Group(&JOURNAL)),
        field("proposal", "Proposal", Kind::Group(&PROPOSAL)),
        maybe("sent", "Recorded as sent", Kind::Record(&SENT)),
        maybe("signed", "Recorded as signed", Kind::Record(&SIGNED)),
    ],
);

static CLIENT: Shape = shape(
    "client",
    &[
        field("organisation", "Organisation", Kind::Text),
        field("brand", "Brand", Kind::Text),
        field("contacts", "Contacts", Kind::Entries(&CONTACT)),
        field("notes", "Notes on the relationship", Kind::Prose),
        field("next_action", "Next action", Kind::Text),
        maybe("next_action_date", "Next action by", Kind::Date),
    ],
);

static CONTACT: Shape = shape(
    "contact",
    &[
        ID,
        field("name", "Name", Kind::Text),
        field("position", "Position", Kind::Text),
        field("part", "Part", Kind::Text),
        field("email", "E-mail", Kind::Text),
        field("phone", "Telephone", Kind::Text),
    ],
);

static STATUS: Shape = shape(
    "status",
    &[
        field("stage", "Stage", Kind::Choice(STAGES)),
        field("win_probability", "Win probability", Kind::Percent),
        maybe("brief_received", "Brief received", Kind::Date),
        maybe("pitch_date", "Pitch date", Kind::Date),
        maybe("decision_date", "Decision date", Kind::Date),
        maybe("typed_value", "Value to count with", Kind::Money),
    ],
);

static PURSUIT: Shape = bound(
    "go or no go",
    &[
        maybe("fit", "Fit", Kind::Number),
        maybe("odds", "Odds", Kind::Number),
        maybe("cost", "Cost", Kind::Number),
        maybe("return", "Return", Kind::Number),
        maybe("decision", "Decision", Kind::Choice(GO_DECISIONS)),
        maybe("decided_on", "Decided on", Kind::Date),
        field("reason", "Reason", Kind::Prose),
        field("planned_hours", "Hours it may take", Kind::Hours),
        field(
            "time",
            "Hours spent on pitching",
            Kind::Entries(&TIME_ENTRY),
        ),
        field("outcome", "Why it was won or lost", Kind::Prose),
    ],
    &[&["decision", "decided_on", "reason"]],
);

static TIME_ENTRY: Shape = shape(
    "hours",
    &[
        ID,
        maybe("date", "Date", Kind::Date),
        maybe("role", "Role", Kind::Names(Of::Roles)),
        field("hours", "Hours", Kind::Hours),
        maybe("cost_rate", "Cost rate", Kind::Money),
        NOTE,
    ],
);

static BRIEF: Shape = shape(
    "brief",
    &[
        field("background", "Background", Kind::Prose),
        field("competitors", "Competitors", Kind::Prose),
        field("audience", "Audience", Kind::Prose),
        maybe("audience_size", "Size of the audience", Kind::Number),
        field("insight", "Insight", Kind::Prose),
        field("proposition", "Proposition", Kind::Prose),
        field("tone", "Tone", Kind::Prose),
        field("mandatories", "Mandatories", Kind::Prose),
        maybe("client_budget", "Budget, net, all in", Kind::Money),
        maybe("client_start", "Campaign starts", Kind::Date),
        maybe("client_finish", "Campaign ends", Kind::Date),
        field("objectives", "Objectives", Kind::Entries(&OBJECTIVE)),
    ],
);

pub(super) static OBJECTIVE: Shape = shape(
    "objective",
    &[
        ID,
        field("name", "Objective", Kind::Text),
        field("metric", "Metric", Kind::Text),
        field("baseline", "Now", Kind::Text),
        field("target", "Target", Kind::Text),
        maybe("by", "By", Kind::Date),
    ],
);

static STORY: Shape = shape(
    "story",
    &[
        field("sections", "Sections", Kind::Entries(&SECTION)),
        field(
            "statement",
            "Parts of the statement of work",
            Kind::Several("parts"),
        ),
    ],
);

pub(super) static SECTION: Shape = shape(
    "section",
    &[
        ID,
        field("title", "Title", Kind::Text),
        field("kind", "Holds", Kind::Choice(SECTION_KINDS)),
        field("internal", "The client sees this section", Kind::NoYes),
        field("text", "Text", Kind::Prose),
        field("idea", "Idea", Kind::Prose),
        field("rationale", "Why it works", Kind::Prose),
        field("executions", "Executions", Kind::Prose),
        field("figures", "Pictures", Kind::Entries(&FIGURE)),
        field("recommended", "We recommend this concept", Kind::YesNo),
        field("extent", "Shows", Kind::Choice(EXTENTS)),
        field("new_page", "Begins on a new page", Kind::YesNo),
        field("landscape", "On landscape pages", Kind::YesNo),
        field("columns", "Columns", Kind::Choice(COLUMNS)),
        field("speaker_notes", "Speaker notes", Kind::Prose),
    ],
);

static FIGURE: Shape = shape(
    "picture",
    &[
        ID,
        field("picture", "Picture", Kind::Picture),
        field("description", "Description", Kind::Text),
        field("caption", "Caption", Kind::Text),
        field("large", "In a row of its own", Kind::YesNo),
    ],
);

static SCOPE: Shape = shape(
    "scope",
    &[
        field("deliverables", "Deliverables", Kind::Entries(&DELIVERABLE)),
        field("out_of_scope", "Out of scope", Kind::Prose),
        field("changes", "Changes", Kind::Prose),
    ],
);

pub(super) static DELIVERABLE: Shape = shape(
    "deliverable",
    &[
        ID,
        field("name", "Deliverable", Kind::Text),
        maybe("quantity", "Quantity", Kind::Number),
        field("specification", "Specification", Kind::Prose),
        maybe("rounds", "Rounds", Kind::Number),
        maybe("further_round_price", "Further round", Kind::Money),
        field("acceptance", "Acceptance", Kind::Prose),
        maybe("due", "Due on", Kind::Names(Of::Tasks)),
        field("lines", "Paid by", Kind::NamesAll(Of::Lines, "no line")),
        field("tasks", "Comes from", Kind::NamesAll(Of::Tasks, "no task")),
    ],
);

static TEAM: Shape = shape(
    "team",
    &[
        field("people", "People", Kind::Entries(&PERSON)),
        field("roles", "Rate card", Kind::Entries(&ROLE)),
    ],
);

pub(super) static ROLE: Shape = shape(
    "role",
    &[
        ID,
        field("name", "Role", Kind::Text),
        field("discipline", "Discipline", Kind::Text),
        field("bill_rate", "Bill rate", Kind::Money),
        field("cost_rate", "Cost rate", Kind::Money),
    ],
);

pub(super) static PERSON: Shape = shape(
    "person",
    &[
        ID,
        field("name", "Name", Kind::Text),
        maybe("role", "Role", Kind::Names(Of::Roles)),
        field("hours_per_week", "Hours a week", Kind::Hours),
        field("away", "Days away", Kind::Entries(&AWAY)),
        field("biography", "Biography", Kind::Prose),
        maybe("portrait", "Portrait", Kind::Picture),
    ],
);

static AWAY: Shape = bound(
    "days away",
    &[
        ID,
        field("from", "From", Kind::Date),
        field("to", "To", Kind::Date),
        field("note", "Note", Kind::Text),
    ],
    &[&["from", "to"]],
);

static TIMELINE: Shape = bound(
    "timeline",
    &[
        field("start", "Start", Kind::Date),
        field("plan_from", "Plan from", Kind::Choice(PLAN_FROM)),
        maybe("launch_date", "Launch on", Kind::Date),
        maybe("launch", "Launch milestone", Kind::Names(Of::Tasks)),
        field("working_week", "Working days", Kind::Week),
        field("holidays", "Holidays", Kind::Entries(&HOLIDAY)),
        field("phases", "Phases", Kind::Entries(&PHASE)),
        field("tasks", "Tasks", Kind::Entries(&TASK)),
        field("links", "Links", Kind::Entries(&LINK)),
        field("baselines", "Baselines", Kind::Entries(&BASELINE)),
    ],
    &[&["plan_from", "launch_date"]],
);

static HOLIDAY: Shape = bound(
    "holiday",
    &[
        ID,
        field("date", "Date", Kind::Date),
        maybe("until", "Until", Kind::Date),
        field("name", "Name", Kind::Text),
        field("region", "Public holiday of", Kind::Text),
    ],
    &[&["date", "until"]],
);

pub(super) static PHASE: Shape = shape("phase", &[ID, field("name", "Name", Kind::Text)]);

pub(super) static TASK: Shape = bound(
    "task",
    &[
        ID,
        field("name", "Name", Kind::Text),
        field("kind", "Kind", Kind::Choice(TASK_KINDS)),
        maybe("phase", "Phase", Kind::Names(Of::Phases)),
        field("duration", "Days", Kind::Days),
        maybe("best", "Best case", Kind::Days),
        maybe("worst", "Worst case", Kind::Days),
        maybe("not_before", "Not before", Kind::Date),
        maybe("must_start_on", "Must start on", Kind::Date),
        maybe("deadline", "Deadline", Kind::Date),
        field("assignments", "Who works on it", Kind::Entries(&ASSIGNMENT)),
        field("progress", "Done", Kind::Percent),
        field("optional", "May be dropped to gain time", Kind::YesNo),
        IN_OPTIONS,
        NOTE,
    ],
    &[&["duration", "best", "worst"]],
);

static ASSIGNMENT: Shape = shape(
    "assignment",
    &[
        ID,
        maybe("role", "Role", Kind::Names(Of::Roles)),
        maybe("person", "Who", Kind::Names(Of::People)),
        field("hours", "Hours", Kind::Hours),
    ],
);

static LINK: Shape = bound(
    "link",
    &[
        ID,
        field("from", "Waits for", Kind::Names(Of::Tasks)),
        field("to", "What waits", Kind::Names(Of::Tasks)),
        field("kind", "Kind", Kind::Choice(LINK_KINDS)),
        field("lag", "Days between", Kind::Days),
    ],
    &[&["from", "to"]],
);

static BASELINE: Shape = shape(
    "baseline",
    &[
        ID,
        field("name", "Name", Kind::Text),
        field("kept_on", "Kept on", Kind::Date),
        maybe("option", "Option", Kind::MayName(Of::Options)),
        maybe("launch", "Launch", Kind::Date),
        maybe("finish", "Finish", Kind::Date),
        field("net_total", "Net total", Kind::Money),
        field("tasks", "Tasks", Kind::Several("tasks")),
    ],
);

static BUDGET: Shape = shape(
    "budget",
    &[
        field("groups", "Groups", Kind::Entries(&GROUP)),
        field("lines", "Lines", Kind::Entries(&LINE)),
        field("options", "Options", Kind::Entries(&OPTION)),
        maybe("recommended", "Recommended", Kind::Names(Of::Options)),
        maybe("contingency", "Contingency", Kind::Group(&CONTINGENCY)),
        maybe("tax_rate", "Tax rate of new lines", Kind::Percent),
        field("tax_name", "Name of the tax", Kind::Text),
        field("payments", "Payments", Kind::Entries(&INSTALMENT)),
        field("payment_days", "Client pays after", Kind::CalendarDays),
        field(
            "supplier_days",
            "We pay suppliers after",
            Kind::CalendarDays,
        ),
        field("offers", "Offers", Kind::Entries(&OFFER)),
    ],
);

pub(super) static GROUP: Shape = shape("group", &[ID, field("name", "Name", Kind::Text)]);

pub(super) static LINE: Shape = bound(
    "line",
    &[
        ID,
        field("name", "Item", Kind::Text),
        field("kind", "Kind", Kind::Choice(LINE_KINDS)),
        maybe("group", "Group", Kind::Names(Of::Groups)),
        maybe("role", "Role", Kind::Names(Of::Roles)),
        field("hours", "Hours", Kind::Hours),
        field("hours_from", "Hours from", Kind::Choice(HOURS_FROM)),
        maybe("bill_rate", "Bill rate", Kind::Money),
        maybe("cost_rate", "Cost rate", Kind::Money),
        field("quantity", "Quantity", Kind::Number),
        field("unit", "Unit", Kind::Text),
        field("unit_price", "Unit price", Kind::Money),
        field("unit_cost", "Unit cost", Kind::Money),
        field("markup", "Markup", Kind::Percent),
        field("net", "Net", Kind::Money),
        maybe("flight", "Flight", Kind::Names(Of::Flights)),
        field("commission", "Commission", Kind::Percent),
        field("service_fee", "Service fee", Kind::Percent),
        maybe("tax", "Tax", Kind::Percent),
        maybe("phase", "Phase", Kind::Names(Of::Phases)),
        maybe("task", "Falls on the finish of", Kind::Names(Of::Tasks)),
        maybe(
            "bought_in",
            "Bought in another currency",
            Kind::Record(&BOUGHT_IN),
        ),
        maybe("retainer", "Retainer", Kind::Group(&RETAINER)),
        field("assumption", "Assumption", Kind::Prose),
        field("optional", "May be dropped to reach a price", Kind::YesNo),
        IN_OPTIONS,
        NOTE,
    ],
    &[&["kind", "commission"]],
);

static BOUGHT_IN: Shape = shape(
    "purchase",
    &[
        field("currency", "Currency", Kind::Currency),
        field(
            "amount",
            "Amount in that currency",
            Kind::MoneyIn("currency"),
        ),
        field("rate", "Rate", Kind::Number),
        maybe("dated", "Day of the rate", Kind::Date),
    ],
);

static RETAINER: Shape = shape(
    "retainer",
    &[
        maybe("from", "First month", Kind::Date),
        field("months", "Months", Kind::Number),
        field("hours_a_month", "Hours a month", Kind::Hours),
        field("rollover", "Unused hours", Kind::Rollover),
    ],
);

pub(super) static OPTION: Shape = shape(
    "option",
    &[
        ID,
        field("name", "Option", Kind::Text),
        field("description", "What the client gets", Kind::Text),
        maybe("discount", "Discount", Kind::Group(&DISCOUNT)),
        maybe("contingency", "Contingency", Kind::Percent),
        field("rounds", "Rounds of its own", Kind::Entries(&ROUNDS)),
    ],
);

static DISCOUNT: Shape = shape(
    "discount",
    &[
        field("value", "Discount", Kind::Share),
        field("scope", "Off", Kind::Choice(DISCOUNT_SCOPES)),
    ],
);

static CONTINGENCY: Shape = shape(
    "contingency",
    &[
        field("percent", "Contingency", Kind::Percent),
        field("scope", "Contingency on", Kind::Choice(CONTINGENCY_SCOPES)),
    ],
);

static ROUNDS: Shape = Shape {
    noun: "rounds",
    key: "deliverable",
    fields: &[
        field("deliverable", "Deliverable", Kind::Names(Of::Deliverables)),
        field("rounds", "Rounds", Kind::Number),
    ],
    together: &[],
};

static INSTALMENT: Shape = shape(
    "instalment",
    &[
        ID,
        field("name", "Instalment", Kind::Text),
        field("share", "Share", Kind::Share),
        field("of", "Of", Kind::Choice(INSTALMENT_BASES)),
        field("due", "Due", Kind::Due),
    ],
);

static OFFER: Shape = shape(
    "offer",
    &[
        ID,
        field("on", "Offered on", Kind::Date),
        maybe("option", "Option", Kind::Names(Of::Options)),
        field("name", "Name", Kind::Text),
        field("currency", "Currency", Kind::Currency),
        field("net_total", "Net total", Kind::MoneyIn("currency")),
        field("total", "Total", Kind::MoneyIn("currency")),
        field("profit", "Profit", Kind::MoneyIn("currency")),
        field(
            "agency_gross_income",
            "Gross income",
            Kind::MoneyIn("currency"),
        ),
        field("answer", "Answer", Kind::Choice(ANSWERS)),
        maybe("asked", "Asked for, net", Kind::MoneyIn("currency")),
        NOTE,
    ],
);

static MEDIA: Shape = shape(
    "media plan",
    &[
        field("flights", "Flights", Kind::Entries(&FLIGHT)),
        maybe(
            "conversion_value",
            "What one conversion is worth to the client",
            Kind::Money,
        ),
        field("spread", "Spread of low and high", Kind::Percent),
        field("measures", "Objectives", Kind::Entries(&MEASURE)),
        field("notes", "Notes", Kind::Prose),
    ],
);

pub(super) static FLIGHT: Shape = bound(
    "flight",
    &[
        ID,
        field("channel", "Channel", Kind::Text),
        field("placement", "Placement", Kind::Text),
        maybe("start", "Start", Kind::Date),
        maybe("finish", "Finish", Kind::Date),
        field("model", "Model", Kind::Choice(BUYING_MODELS)),
        field("rate", "Rate", Kind::Money),
        field("net", "Net", Kind::Money),
        maybe("impressions", "Impressions", Kind::Number),
        maybe("ctr", "CTR", Kind::Percent),
        maybe("cvr", "CVR", Kind::Percent),
        maybe("frequency", "Frequency", Kind::Number),
        maybe("low", "Low case", Kind::Group(&CASE)),
        maybe("high", "High case", Kind::Group(&CASE)),
        maybe(
            "assumed",
            "Assumed from a benchmark",
            Kind::Record(&ASSUMED),
        ),
        IN_OPTIONS,
        NOTE,
    ],
    &[&["start", "finish"], &["model", "rate"]],
);

static CASE: Shape = shape(
    "case",
    &[
        maybe("rate", "Rate", Kind::Money),
        maybe("impressions", "Impressions", Kind::Number),
        maybe("ctr", "CTR", Kind::Percent),
        maybe("cvr", "CVR", Kind::Percent),
        maybe("frequency", "Frequency", Kind::Number),
    ],
);

static ASSUMED: Shape = shape(
    "assumption",
    &[
        field("from", "From", Kind::Text),
        field("figures", "Figures", Kind::Choices(ASSUMED_FIGURES)),
    ],
);

static MEASURE: Shape = Shape {
    noun: "measure",
    key: "objective",
    fields: &[
        field("objective", "Objective", Kind::Names(Of::Objectives)),
        maybe("by", "Held against", Kind::Choice(MEASURES)),
    ],
    together: &[],
};

static TERMS: Shape = shape(
    "terms",
    &[
        field("assumptions", "Assumptions", Kind::Prose),
        field("exclusions", "Exclusions", Kind::Prose),
        maybe("valid_until", "Valid until", Kind::Date),
        field("cancellation", "Cancellation", Kind::Prose),
        field("ownership", "Ownership", Kind::Prose),
    ],
);

static JOURNAL: Shape = shape(
    "journal",
    &[field("entries", "Journal", Kind::Entries(&ENTRY))],
);

static ENTRY: Shape = shape(
    "journal entry",
    &[
        ID,
        field("kind", "Kind", Kind::Choice(ENTRY_KINDS)),
        maybe("date", "Date", Kind::Date),
        field("author", "Author", Kind::Text),
        field("about", "About", Kind::Text),
        field("text", "Text", Kind::Prose),
    ],
);

static PROPOSAL: Shape = shape(
    "proposal",
    &[
        field("document", "Document", Kind::Choice(DOCUMENTS)),
        field("agency", "Agency", Kind::Text),
        field("subtitle", "Subtitle", Kind::Text),
        field("version", "Version", Kind::Text),
        maybe("date", "Date", Kind::Date),
        field("theme", "Theme", Kind::Choice(THEMES)),
        maybe("accent", "Colour of the brand", Kind::Text),
        field("cover", "Cover", Kind::Choice(COVERS)),
        maybe("logo", "Logo", Kind::Picture),
        maybe("cover_picture", "Cover picture", Kind::Picture),
        field("title_face", "Titles in", Kind::Choice(FACES)),
        field("text_face", "Text in", Kind::Choice(FACES)),
        field("paper", "Paper", Kind::Choice(PAPERS)),
        field("without_charts", "Charts", Kind::NoYes),
        field(
            "turn_landscape",
            "Turn landscape pages upright",
            Kind::YesNo,
        ),
    ],
);

static SENT: Shape = shape(
    "sending",
    &[
        maybe("date", "Sent on", Kind::Date),
        field("version", "Version", Kind::Text),
        maybe("fingerprint", "Fingerprint", Kind::Text),
    ],
);

static SIGNED: Shape = shape(
    "signature",
    &[
        maybe("date", "Signed on", Kind::Date),
        maybe("fingerprint", "Fingerprint", Kind::Text),
        field("version", "Version", Kind::Text),
        field("net_total", "Net total", Kind::Money),
        field("total", "Total", Kind::Money),
        field(
            "deliverables",
            "Deliverables",
            Kind::Several("deliverables"),
        ),
        field("dates", "Dates", Kind::Several("dates")),
        field("groups", "Groups", Kind::Several("groups")),
    ],
);

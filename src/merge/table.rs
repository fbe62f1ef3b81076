//! What the fields of a pitch are called on screen and how their values are read: one table a
//! kind of entry. A field that is not named here is still compared, as one value under its own
//! name; a test holds the table against the schema.

use super::choices::{
    ANSWERS, ASSUMED_FIGURES, BUYING_MODELS, COLUMNS, CONTINGENCY_SCOPES, COVERS, DISCOUNT_SCOPES,
    DOCUMENTS, ENTRY_KINDS, EXTENTS, FACES, GO_DECISIONS, HOURS_FROM, INSTALMENT_BASES, LINE_KINDS,
    LINK_KINDS, MEASURES, PAPERS, PLAN_FROM, SECTION_KINDS, STAGES, TASK_KINDS, THEMES,
};
use super::fields::{Field, Kind, Of, Shape, as_is};
use crate::words::Word;

const fn field(name: &'static str, label: Word, kind: Kind) -> Field {
    Field {
        name,
        label,
        kind,
        optional: false,
    }
}

const fn maybe(name: &'static str, label: Word, kind: Kind) -> Field {
    Field {
        name,
        label,
        kind,
        optional: true,
    }
}

const ID: Field = field("id", as_is("Id"), Kind::Id);
const NOTE: Field = field("note", word!("Note"), Kind::Prose);
const IN_OPTIONS: Field = field(
    "options",
    word!("Options"),
    Kind::NamesAll(Of::Options, word!("all options")),
);

const fn shape(noun: Word, fields: &'static [Field]) -> Shape {
    bound(noun, fields, &[])
}

const fn bound(
    noun: Word,
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
    as_is("pitch"),
    &[
        field("title", word!("Title"), Kind::Text),
        field(
            "is_template",
            word!("Template for new pitches"),
            Kind::YesNo,
        ),
        field("currency", word!("Currency"), Kind::Currency),
        field("client", word!("Client"), Kind::Group(&CLIENT)),
        field("status", word!("Client"), Kind::Group(&STATUS)),
        field("pursuit", word!("Go or no go"), Kind::Group(&PURSUIT)),
        field("brief", word!("Brief"), Kind::Group(&BRIEF)),
        field("story", word!("Story"), Kind::Group(&STORY)),
        field("scope", word!("Scope"), Kind::Group(&SCOPE)),
        field("team", word!("Team"), Kind::Group(&TEAM)),
        field("timeline", word!("Timeline"), Kind::Group(&TIMELINE)),
        field("budget", word!("Budget"), Kind::Group(&BUDGET)),
        field("media", word!("Media"), Kind::Group(&MEDIA)),
        field("terms", word!("Terms"), Kind::Group(&TERMS)),
        field("journal", word!("Journal"), Kind::Group(&JOURNAL)),
        field("proposal", word!("Proposal"), Kind::Group(&PROPOSAL)),
        maybe("sent", word!("Recorded as sent"), Kind::Record(&SENT)),
        maybe("signed", word!("Recorded as signed"), Kind::Record(&SIGNED)),
    ],
);

static CLIENT: Shape = shape(
    as_is("client"),
    &[
        field("organisation", word!("Organisation"), Kind::Text),
        field("brand", word!("Brand"), Kind::Text),
        field("contacts", word!("Contacts"), Kind::Entries(&CONTACT)),
        field("notes", word!("Notes on the relationship"), Kind::Prose),
        field("next_action", word!("Next action"), Kind::Text),
        maybe("next_action_date", word!("Next action by"), Kind::Date),
    ],
);

static CONTACT: Shape = shape(
    word!(noun "contact"),
    &[
        ID,
        field("name", word!("Name"), Kind::Text),
        field("position", word!("Position"), Kind::Text),
        field("part", word!(contact "Part"), Kind::Text),
        field("email", word!("E-mail"), Kind::Text),
        field("phone", word!("Telephone"), Kind::Text),
    ],
);

static STATUS: Shape = shape(
    as_is("status"),
    &[
        field("stage", word!("Stage"), Kind::Choice(STAGES)),
        field("win_probability", word!("Win probability"), Kind::Percent),
        maybe("brief_received", word!("Brief received"), Kind::Date),
        maybe("pitch_date", word!("Pitch date"), Kind::Date),
        maybe("decision_date", word!("Decision date"), Kind::Date),
        maybe("typed_value", word!("Value to count with"), Kind::Money),
    ],
);

static PURSUIT: Shape = bound(
    as_is("go or no go"),
    &[
        maybe("fit", word!(score "Fit"), Kind::Number),
        maybe("odds", word!("Odds"), Kind::Number),
        maybe("cost", word!("Cost"), Kind::Number),
        maybe("return", word!("Return"), Kind::Number),
        maybe("decision", word!("Decision"), Kind::Choice(GO_DECISIONS)),
        maybe("decided_on", word!("Decided on"), Kind::Date),
        field("reason", word!("Reason"), Kind::Prose),
        field("planned_hours", word!("Hours it may take"), Kind::Hours),
        field(
            "time",
            word!("Hours spent on pitching"),
            Kind::Entries(&TIME_ENTRY),
        ),
        field("outcome", word!("Why it was won or lost"), Kind::Prose),
    ],
    &[&["decision", "decided_on", "reason"]],
);

static TIME_ENTRY: Shape = shape(
    word!(noun "hours"),
    &[
        ID,
        maybe("date", word!("Date"), Kind::Date),
        maybe("role", word!("Role"), Kind::Names(Of::Roles)),
        field("hours", word!("Hours"), Kind::Hours),
        maybe("cost_rate", word!("Cost rate"), Kind::Money),
        NOTE,
    ],
);

static BRIEF: Shape = shape(
    as_is("brief"),
    &[
        field("background", word!("Background"), Kind::Prose),
        field("competitors", word!("Competitors"), Kind::Prose),
        field("audience", word!("Audience"), Kind::Prose),
        maybe("audience_size", word!("Size of the audience"), Kind::Number),
        field("insight", word!("Insight"), Kind::Prose),
        field("proposition", word!("Proposition"), Kind::Prose),
        field("tone", word!("Tone"), Kind::Prose),
        field("mandatories", word!("Mandatories"), Kind::Prose),
        maybe("client_budget", word!("Budget, net, all in"), Kind::Money),
        maybe("client_start", word!("Campaign starts"), Kind::Date),
        maybe("client_finish", word!("Campaign ends"), Kind::Date),
        field("objectives", word!("Objectives"), Kind::Entries(&OBJECTIVE)),
    ],
);

pub(super) static OBJECTIVE: Shape = shape(
    word!(noun "objective"),
    &[
        ID,
        field("name", word!("Objective"), Kind::Text),
        field("metric", word!("Metric"), Kind::Text),
        field("baseline", word!(objective "Now"), Kind::Text),
        field("target", word!("Target"), Kind::Text),
        maybe("by", word!(objective "By"), Kind::Date),
    ],
);

static STORY: Shape = shape(
    as_is("story"),
    &[
        field("sections", word!("Sections"), Kind::Entries(&SECTION)),
        field(
            "statement",
            word!("Parts of the statement of work"),
            Kind::Several("part"),
        ),
    ],
);

pub(super) static SECTION: Shape = shape(
    word!(noun "section"),
    &[
        ID,
        field("title", word!("Title"), Kind::Text),
        field("kind", word!("Holds"), Kind::Choice(SECTION_KINDS)),
        field(
            "internal",
            word!("The client sees this section"),
            Kind::NoYes,
        ),
        field("text", word!("Text"), Kind::Prose),
        field("idea", word!("Idea"), Kind::Prose),
        field("rationale", word!("Why it works"), Kind::Prose),
        field("executions", word!("Executions"), Kind::Prose),
        field("figures", word!("Pictures"), Kind::Entries(&FIGURE)),
        field(
            "recommended",
            word!("We recommend this concept"),
            Kind::YesNo,
        ),
        field("extent", word!("Shows"), Kind::Choice(EXTENTS)),
        field("new_page", word!("Begins on a new page"), Kind::YesNo),
        field("landscape", word!("On landscape pages"), Kind::YesNo),
        field("columns", word!("Columns"), Kind::Choice(COLUMNS)),
        field("speaker_notes", word!("Speaker notes"), Kind::Prose),
    ],
);

static FIGURE: Shape = shape(
    word!(noun "picture"),
    &[
        ID,
        field("picture", word!("Picture"), Kind::Picture),
        field("description", word!("Description"), Kind::Text),
        field("caption", word!("Caption"), Kind::Text),
        field("large", word!("In a row of its own"), Kind::YesNo),
    ],
);

static SCOPE: Shape = shape(
    as_is("scope"),
    &[
        field(
            "deliverables",
            word!("Deliverables"),
            Kind::Entries(&DELIVERABLE),
        ),
        field("out_of_scope", word!("Out of scope"), Kind::Prose),
        field("changes", word!("Changes"), Kind::Prose),
    ],
);

pub(super) static DELIVERABLE: Shape = shape(
    word!(noun "deliverable"),
    &[
        ID,
        field("name", word!("Deliverable"), Kind::Text),
        maybe("quantity", word!("Quantity"), Kind::Number),
        field("specification", word!("Specification"), Kind::Prose),
        maybe("rounds", word!("Rounds"), Kind::Number),
        maybe("further_round_price", word!("Further round"), Kind::Money),
        field("acceptance", word!("Acceptance"), Kind::Prose),
        maybe("due", word!("Due on"), Kind::Names(Of::Tasks)),
        field(
            "lines",
            word!("Paid by"),
            Kind::NamesAll(Of::Lines, word!(budget "no line")),
        ),
        field(
            "tasks",
            word!("Comes from"),
            Kind::NamesAll(Of::Tasks, word!("no task")),
        ),
    ],
);

static TEAM: Shape = shape(
    as_is("team"),
    &[
        field("people", word!("People"), Kind::Entries(&PERSON)),
        field("roles", word!("Rate card"), Kind::Entries(&ROLE)),
    ],
);

pub(super) static ROLE: Shape = shape(
    word!(noun "role"),
    &[
        ID,
        field("name", word!("Role"), Kind::Text),
        field("discipline", word!("Discipline"), Kind::Text),
        field("bill_rate", word!("Bill rate"), Kind::Money),
        field("cost_rate", word!("Cost rate"), Kind::Money),
    ],
);

pub(super) static PERSON: Shape = shape(
    word!(noun "person"),
    &[
        ID,
        field("name", word!("Name"), Kind::Text),
        maybe("role", word!("Role"), Kind::Names(Of::Roles)),
        field("hours_per_week", word!("Hours a week"), Kind::Hours),
        field("away", word!("Days away"), Kind::Entries(&AWAY)),
        field("biography", word!("Biography"), Kind::Prose),
        maybe("portrait", word!("Portrait"), Kind::Picture),
    ],
);

static AWAY: Shape = bound(
    word!(noun "days away"),
    &[
        ID,
        field("from", word!(date "From"), Kind::Date),
        field("to", word!(date "To"), Kind::Date),
        field("note", word!("Note"), Kind::Text),
    ],
    &[&["from", "to"]],
);

static TIMELINE: Shape = bound(
    as_is("timeline"),
    &[
        field("start", word!("Start"), Kind::Date),
        field("plan_from", word!("Plan from"), Kind::Choice(PLAN_FROM)),
        maybe("launch_date", word!("Launch on"), Kind::Date),
        maybe("launch", word!("Launch milestone"), Kind::Names(Of::Tasks)),
        field("working_week", word!("Working days"), Kind::Week),
        field("holidays", word!("Holidays"), Kind::Entries(&HOLIDAY)),
        field("phases", word!("Phases"), Kind::Entries(&PHASE)),
        field("tasks", word!("Tasks"), Kind::Entries(&TASK)),
        field("links", word!(timeline "Links"), Kind::Entries(&LINK)),
        field("baselines", word!("Baselines"), Kind::Entries(&BASELINE)),
    ],
    &[&["plan_from", "launch_date"]],
);

static HOLIDAY: Shape = bound(
    word!(noun "holiday"),
    &[
        ID,
        field("date", word!("Date"), Kind::Date),
        maybe("until", word!("Until"), Kind::Date),
        field("name", word!("Name"), Kind::Text),
        field("region", word!("Public holiday of"), Kind::Text),
    ],
    &[&["date", "until"]],
);

pub(super) static PHASE: Shape = shape(
    word!(noun "phase"),
    &[ID, field("name", word!("Name"), Kind::Text)],
);

pub(super) static TASK: Shape = bound(
    word!(noun "task"),
    &[
        ID,
        field("name", word!("Name"), Kind::Text),
        field("kind", word!("Kind"), Kind::Choice(TASK_KINDS)),
        maybe("phase", word!("Phase"), Kind::Names(Of::Phases)),
        field("duration", word!("Days"), Kind::Days),
        maybe("best", word!("Best case"), Kind::Days),
        maybe("worst", word!("Worst case"), Kind::Days),
        maybe("not_before", word!("Not before"), Kind::Date),
        maybe("must_start_on", word!("Must start on"), Kind::Date),
        maybe("deadline", word!("Deadline"), Kind::Date),
        field(
            "assignments",
            word!("Who works on it"),
            Kind::Entries(&ASSIGNMENT),
        ),
        field("progress", word!("Done"), Kind::Percent),
        field(
            "optional",
            word!("May be dropped to gain time"),
            Kind::YesNo,
        ),
        IN_OPTIONS,
        NOTE,
    ],
    &[&["duration", "best", "worst"]],
);

static ASSIGNMENT: Shape = shape(
    word!(noun "assignment"),
    &[
        ID,
        maybe("role", word!("Role"), Kind::Names(Of::Roles)),
        maybe("person", word!("Who"), Kind::Names(Of::People)),
        field("hours", word!("Hours"), Kind::Hours),
    ],
);

static LINK: Shape = bound(
    word!(timeline "link"),
    &[
        ID,
        field("from", word!("Waits for"), Kind::Names(Of::Tasks)),
        field("to", word!("What waits"), Kind::Names(Of::Tasks)),
        field("kind", word!("Kind"), Kind::Choice(LINK_KINDS)),
        field("lag", word!("Days between"), Kind::Days),
    ],
    &[&["from", "to"]],
);

static BASELINE: Shape = shape(
    word!(noun "baseline"),
    &[
        ID,
        field("name", word!("Name"), Kind::Text),
        field("kept_on", word!("Kept on"), Kind::Date),
        maybe("option", word!("Option"), Kind::MayName(Of::Options)),
        maybe("launch", word!("Launch"), Kind::Date),
        maybe("finish", word!("Finish"), Kind::Date),
        field("net_total", word!("Net total"), Kind::Money),
        field("tasks", word!("Tasks"), Kind::Several("task")),
    ],
);

static BUDGET: Shape = shape(
    as_is("budget"),
    &[
        field("groups", word!("Groups"), Kind::Entries(&GROUP)),
        field("lines", word!("Lines"), Kind::Entries(&LINE)),
        field("options", word!("Options"), Kind::Entries(&OPTION)),
        maybe(
            "recommended",
            word!("Recommended"),
            Kind::Names(Of::Options),
        ),
        maybe(
            "contingency",
            word!("Contingency"),
            Kind::Group(&CONTINGENCY),
        ),
        maybe("tax_rate", word!("Tax rate of new lines"), Kind::Percent),
        field("tax_name", word!("Name of the tax"), Kind::Text),
        field("payments", word!("Payments"), Kind::Entries(&INSTALMENT)),
        field(
            "payment_days",
            word!("Client pays after"),
            Kind::CalendarDays,
        ),
        field(
            "supplier_days",
            word!("We pay suppliers after"),
            Kind::CalendarDays,
        ),
        field("offers", word!("Offers"), Kind::Entries(&OFFER)),
    ],
);

pub(super) static GROUP: Shape = shape(
    word!(budget "group"),
    &[ID, field("name", word!("Name"), Kind::Text)],
);

pub(super) static LINE: Shape = bound(
    word!(budget "line"),
    &[
        ID,
        field("name", word!("Item"), Kind::Text),
        field("kind", word!("Kind"), Kind::Choice(LINE_KINDS)),
        maybe("group", word!("Group"), Kind::Names(Of::Groups)),
        maybe("role", word!("Role"), Kind::Names(Of::Roles)),
        field("hours", word!("Hours"), Kind::Hours),
        field("hours_from", word!("Hours from"), Kind::Choice(HOURS_FROM)),
        maybe("bill_rate", word!("Bill rate"), Kind::Money),
        maybe("cost_rate", word!("Cost rate"), Kind::Money),
        field("quantity", word!("Quantity"), Kind::Number),
        field("unit", word!("Unit"), Kind::Text),
        field("unit_price", word!("Unit price"), Kind::Money),
        field("unit_cost", word!("Unit cost"), Kind::Money),
        field("markup", word!("Markup"), Kind::Percent),
        field("net", word!(media "Net"), Kind::Money),
        maybe("flight", word!("Flight"), Kind::Names(Of::Flights)),
        field("commission", word!("Commission"), Kind::Percent),
        field("service_fee", word!("Service fee"), Kind::Percent),
        maybe("tax", word!("Tax"), Kind::Percent),
        maybe("phase", word!("Phase"), Kind::Names(Of::Phases)),
        maybe(
            "task",
            word!("Falls on the finish of"),
            Kind::Names(Of::Tasks),
        ),
        maybe(
            "bought_in",
            word!("Bought in another currency"),
            Kind::Record(&BOUGHT_IN),
        ),
        maybe("retainer", word!("Retainer"), Kind::Group(&RETAINER)),
        field("assumption", word!("Assumption"), Kind::Prose),
        field(
            "optional",
            word!("May be dropped to reach a price"),
            Kind::YesNo,
        ),
        IN_OPTIONS,
        NOTE,
    ],
    &[&["kind", "commission"]],
);

static BOUGHT_IN: Shape = shape(
    as_is("purchase"),
    &[
        field("currency", word!("Currency"), Kind::Currency),
        field(
            "amount",
            word!("Amount in that currency"),
            Kind::MoneyIn("currency"),
        ),
        field("rate", word!(exchange "Rate"), Kind::Number),
        maybe("dated", word!("Day of the rate"), Kind::Date),
    ],
);

static RETAINER: Shape = shape(
    as_is("retainer"),
    &[
        maybe("from", word!("First month"), Kind::Date),
        field("months", word!("Months"), Kind::Number),
        field("hours_a_month", word!("Hours a month"), Kind::Hours),
        field("rollover", word!("Unused hours"), Kind::Rollover),
    ],
);

pub(super) static OPTION: Shape = shape(
    word!(noun "option"),
    &[
        ID,
        field("name", word!("Option"), Kind::Text),
        field("description", word!("What the client gets"), Kind::Text),
        maybe("discount", word!("Discount"), Kind::Group(&DISCOUNT)),
        maybe("contingency", word!("Contingency"), Kind::Percent),
        field("rounds", word!("Rounds of its own"), Kind::Entries(&ROUNDS)),
    ],
);

static DISCOUNT: Shape = shape(
    as_is("discount"),
    &[
        field("value", word!("Discount"), Kind::Share),
        field(
            "scope",
            word!(discount "Off"),
            Kind::Choice(DISCOUNT_SCOPES),
        ),
    ],
);

static CONTINGENCY: Shape = shape(
    as_is("contingency"),
    &[
        field("percent", word!("Contingency"), Kind::Percent),
        field(
            "scope",
            word!("Contingency on"),
            Kind::Choice(CONTINGENCY_SCOPES),
        ),
    ],
);

static ROUNDS: Shape = Shape {
    noun: word!(noun "rounds"),
    key: "deliverable",
    fields: &[
        field(
            "deliverable",
            word!("Deliverable"),
            Kind::Names(Of::Deliverables),
        ),
        field("rounds", word!("Rounds"), Kind::Number),
    ],
    together: &[],
};

static INSTALMENT: Shape = shape(
    word!(noun "instalment"),
    &[
        ID,
        field("name", word!("Instalment"), Kind::Text),
        field("share", word!(noun "Share"), Kind::Share),
        field("of", word!("Of"), Kind::Choice(INSTALMENT_BASES)),
        field("due", word!("Due"), Kind::Due),
    ],
);

static OFFER: Shape = shape(
    word!(noun "offer"),
    &[
        ID,
        field("on", word!("Offered on"), Kind::Date),
        maybe("option", word!("Option"), Kind::Names(Of::Options)),
        field("name", word!("Name"), Kind::Text),
        field("currency", word!("Currency"), Kind::Currency),
        field("net_total", word!("Net total"), Kind::MoneyIn("currency")),
        field("total", word!("Total"), Kind::MoneyIn("currency")),
        field("profit", word!("Profit"), Kind::MoneyIn("currency")),
        field(
            "agency_gross_income",
            word!("Gross income"),
            Kind::MoneyIn("currency"),
        ),
        field("answer", word!("Answer"), Kind::Choice(ANSWERS)),
        maybe("asked", word!("Asked for, net"), Kind::MoneyIn("currency")),
        NOTE,
    ],
);

static MEDIA: Shape = shape(
    as_is("media plan"),
    &[
        field("flights", word!("Flights"), Kind::Entries(&FLIGHT)),
        maybe(
            "conversion_value",
            word!("What one conversion is worth to the client"),
            Kind::Money,
        ),
        field("spread", word!("Spread of low and high"), Kind::Percent),
        field("measures", word!("Objectives"), Kind::Entries(&MEASURE)),
        field("notes", word!("Notes"), Kind::Prose),
    ],
);

pub(super) static FLIGHT: Shape = bound(
    word!(noun "flight"),
    &[
        ID,
        field("channel", word!("Channel"), Kind::Text),
        field("placement", word!("Placement"), Kind::Text),
        maybe("start", word!("Start"), Kind::Date),
        maybe("finish", word!("Finish"), Kind::Date),
        field("model", word!("Model"), Kind::Choice(BUYING_MODELS)),
        field("rate", word!(media "Rate"), Kind::Money),
        field("net", word!(media "Net"), Kind::Money),
        maybe("impressions", word!("Impressions"), Kind::Number),
        maybe("ctr", word!("CTR"), Kind::Percent),
        maybe("cvr", word!("CVR"), Kind::Percent),
        maybe("frequency", word!("Frequency"), Kind::Number),
        maybe("low", word!("Low case"), Kind::Group(&CASE)),
        maybe("high", word!("High case"), Kind::Group(&CASE)),
        maybe(
            "assumed",
            word!("Assumed from a benchmark"),
            Kind::Record(&ASSUMED),
        ),
        IN_OPTIONS,
        NOTE,
    ],
    &[&["start", "finish"], &["model", "rate"]],
);

static CASE: Shape = shape(
    as_is("case"),
    &[
        maybe("rate", word!(media "Rate"), Kind::Money),
        maybe("impressions", word!("Impressions"), Kind::Number),
        maybe("ctr", word!("CTR"), Kind::Percent),
        maybe("cvr", word!("CVR"), Kind::Percent),
        maybe("frequency", word!("Frequency"), Kind::Number),
    ],
);

static ASSUMED: Shape = shape(
    as_is("assumption"),
    &[
        field("from", word!(source "From"), Kind::Text),
        field("figures", word!("Figures"), Kind::Choices(ASSUMED_FIGURES)),
    ],
);

static MEASURE: Shape = Shape {
    noun: word!(noun "measure"),
    key: "objective",
    fields: &[
        field("objective", word!("Objective"), Kind::Names(Of::Objectives)),
        maybe("by", word!("Held against"), Kind::Choice(MEASURES)),
    ],
    together: &[],
};

static TERMS: Shape = shape(
    as_is("terms"),
    &[
        field("assumptions", word!("Assumptions"), Kind::Prose),
        field("exclusions", word!("Exclusions"), Kind::Prose),
        maybe("valid_until", word!("Valid until"), Kind::Date),
        field("cancellation", word!("Cancellation"), Kind::Prose),
        field("ownership", word!("Ownership"), Kind::Prose),
    ],
);

static JOURNAL: Shape = shape(
    as_is("journal"),
    &[field("entries", word!("Journal"), Kind::Entries(&ENTRY))],
);

static ENTRY: Shape = shape(
    word!(noun "journal entry"),
    &[
        ID,
        field("kind", word!("Kind"), Kind::Choice(ENTRY_KINDS)),
        maybe("date", word!("Date"), Kind::Date),
        field("author", word!("Author"), Kind::Text),
        field("about", word!(journal "About"), Kind::Text),
        field("text", word!("Text"), Kind::Prose),
    ],
);

static PROPOSAL: Shape = shape(
    as_is("proposal"),
    &[
        field("document", word!("Document"), Kind::Choice(DOCUMENTS)),
        field("agency", word!("Agency"), Kind::Text),
        field("subtitle", word!("Subtitle"), Kind::Text),
        field("version", word!("Version"), Kind::Text),
        maybe("date", word!("Date"), Kind::Date),
        field("theme", word!("Theme"), Kind::Choice(THEMES)),
        maybe("accent", word!("Colour of the brand"), Kind::Text),
        field("cover", word!("Cover"), Kind::Choice(COVERS)),
        maybe("logo", word!("Logo"), Kind::Picture),
        maybe("cover_picture", word!("Cover picture"), Kind::Picture),
        field("title_face", word!("Titles in"), Kind::Choice(FACES)),
        field("text_face", word!("Text in"), Kind::Choice(FACES)),
        field("paper", word!("Paper"), Kind::Choice(PAPERS)),
        field("without_charts", word!("Charts"), Kind::NoYes),
        field(
            "turn_landscape",
            word!("Turn landscape pages upright"),
            Kind::YesNo,
        ),
    ],
);

static SENT: Shape = shape(
    as_is("sending"),
    &[
        maybe("date", word!("Sent on"), Kind::Date),
        field("version", word!("Version"), Kind::Text),
        maybe("fingerprint", word!("Fingerprint"), Kind::Text),
    ],
);

static SIGNED: Shape = shape(
    as_is("signature"),
    &[
        maybe("date", word!("Signed on"), Kind::Date),
        maybe("fingerprint", word!("Fingerprint"), Kind::Text),
        field("version", word!("Version"), Kind::Text),
        field("net_total", word!("Net total"), Kind::Money),
        field("total", word!("Total"), Kind::Money),
        field(
            "deliverables",
            word!("Deliverables"),
            Kind::Several("deliverable"),
        ),
        field("dates", word!("Dates"), Kind::Several("date")),
        field("groups", word!("Groups"), Kind::Several("group")),
    ],
);

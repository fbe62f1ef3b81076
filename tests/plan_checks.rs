//! Every check finds what it is for, says so in words, and points at the place.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use pitchwright::model::{Date, Money, Pitch, Settings};
use pitchwright::plan::checks::{Check, Finding, Place, Severity, Words, checks};
use pitchwright::plan::price::price;
use pitchwright::plan::schedule::schedule;
use rust_decimal::Decimal;
use serde_json::{Value, json};

struct Plain;

impl Words for Plain {
    fn money(&self, amount: Money) -> String {
        format!("{} cents", amount.units())
    }
    fn date(&self, date: Date) -> String {
        date.to_string()
    }
    fn number(&self, number: Decimal) -> String {
        number.normalize().to_string()
    }
}

/// A pitch without a fault.
fn sound() -> Value {
    json!({
        "title": "Morning", "currency": "EUR",
        "brief": {
            "objectives": [{ "id": "o", "name": "Awareness", "metric": "prompted", "by": "2027-07-31" }],
            "client_budget": 10_000_000, "client_start": "2027-05-03", "client_finish": "2027-07-25"
        },
        "story": { "sections": [
            { "id": "s1", "title": "Why", "text": "Because." },
            { "id": "s2", "title": "Budget", "kind": "budget" },
            { "id": "s3", "title": "Notes", "internal": true }
        ] },
        "scope": {
            "out_of_scope": "Translation.",
            "deliverables": [{ "id": "d", "name": "Film", "rounds": 2, "acceptance": "In writing.", "lines": ["l1"] }]
        },
        "team": {
            "roles": [{ "id": "r", "name": "Producer", "bill_rate": 12000, "cost_rate": 5200 }],
            "people": [{ "id": "p", "name": "Wim", "role": "r", "hours_per_week": "30" }]
        },
        "timeline": {
            "start": "2027-04-19",
            "tasks": [
                { "id": "t1", "name": "Make", "duration": 5, "assignments": [{ "id": "a", "person": "p", "hours": "20" }] },
                { "id": "t2", "name": "Approve", "kind": "approval", "duration": 2 },
                { "id": "t3", "name": "On air", "kind": "milestone", "deadline": "2027-05-03" }
            ],
            "links": [{ "id": "k1", "from": "t1", "to": "t2" }, { "id": "k2", "from": "t2", "to": "t3" }],
            "launch": "t3"
        },
        "budget": {
            "lines": [{ "id": "l1", "name": "Production", "kind": "fee", "role": "r", "hours": "20", "tax": "21" }],
            "payments": [{ "id": "i", "name": "All", "share": { "percent": "100" }, "due": "signature" }]
        },
        "media": { "flights": [{ "id": "f", "channel": "Video", "start": "2027-05-03", "finish": "2027-06-01" }] },
        "terms": {
            "assumptions": "Two rounds.", "exclusions": "Product.", "cancellation": "By phase.",
            "ownership": "On payment.", "valid_until": "2027-03-12"
        }
    })
}

fn found(pitch: &Value) -> Vec<Check> {
    let pitch: Pitch = serde_json::from_value(pitch.clone()).unwrap();
    let option = pitch.budget.recommended_option();
    let plan = schedule(&pitch.timeline, option);
    let price = price(&pitch, option);
    checks(
        &pitch,
        &plan,
        &price,
        Some(Date::parse("2027-03-01").unwrap()),
    )
}

#[test]
fn a_sound_pitch_has_nothing_to_check() {
    assert_eq!(found(&sound()), []);
}

#[test]
fn every_fault_is_found_at_its_place() {
    // Where the pitch is changed, to what, what is found, where, how bad, and a piece of its words.
    let cases = [
        (
            "/brief/client_budget",
            json!(200_000),
            "OverBudget",
            "Budget",
            Severity::Problem,
            "40000 cents over",
        ),
        (
            "/timeline/start",
            json!("2027-04-29"),
            "LaunchMissed",
            "t3",
            Severity::Problem,
            "2027-05-07, 4 working days after 2027-05-03",
        ),
        (
            "/timeline/tasks/1/duration",
            json!(0),
            "ApprovalWithoutTime",
            "t2",
            Severity::Warning,
            "“Approve” gives the client no time",
        ),
        (
            "/timeline/tasks/0/duration",
            json!(0),
            "TaskWithoutDuration",
            "t1",
            Severity::Hint,
            "takes no time",
        ),
        (
            "/timeline/tasks/0/assignments",
            json!([]),
            "NobodyAssigned",
            "t1",
            Severity::Warning,
            "Nobody is assigned to “Make”",
        ),
        (
            "/timeline/tasks/0/must_start_on",
            json!("2027-04-24"),
            "MustStartOffDay",
            "t1",
            Severity::Warning,
            "nobody works",
        ),
        (
            "/timeline/tasks/0/must_start_on",
            json!("2027-04-12"),
            "MustStartTooEarly",
            "t1",
            Severity::Problem,
            "before the project does",
        ),
        (
            "/timeline/tasks/1/must_start_on",
            json!("2027-04-21"),
            "StartsBeforeItCan",
            "t2",
            Severity::Problem,
            "3 working days before",
        ),
        (
            "/timeline/tasks/2/deadline",
            json!("2027-04-26"),
            "DeadlineMissed",
            "t3",
            Severity::Problem,
            "misses its deadline by 1 working day.",
        ),
        (
            "/timeline/tasks/2/deadline",
            json!("2027-04-26"),
            "NegativeSlack",
            "t1",
            Severity::Problem,
            "3 tasks are short by 1 working day",
        ),
        (
            "/timeline/links/1/to",
            json!("t1"),
            "Loop",
            "t1",
            Severity::Problem,
            "“Make”|Make → Approve → Make",
        ),
        (
            "/timeline/links/1/to",
            json!("gone"),
            "LinksWithoutTask",
            "Timeline",
            Severity::Warning,
            "1 link leads",
        ),
        (
            "/team/people/0/hours_per_week",
            json!("15"),
            "Overbooked",
            "p",
            Severity::Warning,
            "Wim is overbooked in the week of 2027-04-19 (20 of 15 hours)",
        ),
        (
            "/team/people/0/away",
            json!([{ "id": "w", "from": "2027-04-19", "to": "2027-04-20" }]),
            "AwayDuringTask",
            "t1",
            Severity::Hint,
            "Wim is away on 2 of the 5 working days of “Make”",
        ),
        (
            "/team/roles/0/cost_rate",
            json!(13000),
            "PriceBelowCost",
            "l1",
            Severity::Problem,
            "sold for 240000 cents and costs 260000 cents",
        ),
        (
            "/budget/lines/0/hours",
            json!("0"),
            "LineWithoutPrice",
            "l1",
            Severity::Hint,
            "comes to nothing",
        ),
        (
            "/team/roles/0/bill_rate",
            json!(9_999_999_999_999_i64),
            "AmountHeld",
            "l1",
            Severity::Problem,
            "out of bounds",
        ),
        (
            "/budget/payments",
            json!([]),
            "NoPayments",
            "Payments",
            Severity::Hint,
            "no payment schedule",
        ),
        (
            "/budget/payments/0/share",
            json!({ "percent": "90" }),
            "PaymentsDiffer",
            "Payments",
            Severity::Problem,
            "leave 29040 cents",
        ),
        (
            "/budget/payments/0/share",
            json!({ "percent": "110" }),
            "PaymentsDiffer",
            "Payments",
            Severity::Problem,
            "ask for 29040 cents more",
        ),
        (
            "/budget/payments/0/due",
            json!({ "task": "gone" }),
            "PaymentWithoutDate",
            "Payments",
            Severity::Warning,
            "not part of the plan",
        ),
        (
            "/brief/objectives/0/metric",
            json!(""),
            "ObjectiveWithoutMetric",
            "o",
            Severity::Warning,
            "what is measured",
        ),
        (
            "/brief/objectives/0/by",
            Value::Null,
            "ObjectiveWithoutDate",
            "o",
            Severity::Warning,
            "by when",
        ),
        (
            "/client",
            json!({ "next_action": "Call Ines", "next_action_date": "2027-02-20" }),
            "NextActionOverdue",
            "Brief",
            Severity::Hint,
            "“Call Ines” was due on 2027-02-20",
        ),
        (
            "/story/sections/0/text",
            json!(" "),
            "EmptySection",
            "s1",
            Severity::Warning,
            "“Why” is empty",
        ),
        (
            "/story/sections/0/figures",
            json!([{ "id": "f", "picture": "picture:00000000000000000000000000000000-16x9.jpg" }]),
            "PicturesWithoutDescription",
            "s1",
            Severity::Hint,
            "“Why” shows a picture without a description",
        ),
        (
            "/story/sections/0/figures",
            json!([{ "id": "f", "picture": "picture:00000000000000000000000000000000-16x9.jpg",
                "description": "A cup", "caption": "TODO" }]),
            "LooksInternal",
            "s1",
            Severity::Warning,
            "“Why” says “todo”",
        ),
        (
            "/story/sections/1/kind",
            json!("options"),
            "EmptySection",
            "s2",
            Severity::Warning,
            "“Budget” is empty",
        ),
        (
            "/scope/out_of_scope",
            json!(""),
            "NothingOutOfScope",
            "Scope",
            Severity::Warning,
            "Nothing is out of scope",
        ),
        (
            "/scope/deliverables/0",
            json!({ "id": "d", "name": "Film", "lines": ["gone"] }),
            "DeliverableIncomplete",
            "d",
            Severity::Warning,
            "“Film” does not say how many rounds of changes are included, how acceptance is judged or which budget line pays for it",
        ),
        (
            "/media/flights/0/start",
            Value::Null,
            "FlightWithoutDates",
            "f",
            Severity::Warning,
            "no first or no last day",
        ),
        (
            "/media/flights/0/finish",
            json!("2027-05-01"),
            "FlightEndsBeforeStart",
            "f",
            Severity::Problem,
            "ends before it starts",
        ),
        (
            "/media/flights/0/start",
            json!("2027-05-01"),
            "FlightBeforeCampaign",
            "f",
            Severity::Warning,
            "starts on 2027-05-01",
        ),
        (
            "/media/flights/0/finish",
            json!("2027-08-01"),
            "FlightAfterCampaign",
            "f",
            Severity::Warning,
            "runs until 2027-08-01",
        ),
        (
            "/terms/exclusions",
            json!(""),
            "TermsMissing",
            "Terms",
            Severity::Warning,
            "nothing about exclusions",
        ),
        (
            "/terms/valid_until",
            Value::Null,
            "NoValidity",
            "Terms",
            Severity::Hint,
            "no last day",
        ),
        (
            "/terms/valid_until",
            json!("2027-02-28"),
            "ValidityPassed",
            "Terms",
            Severity::Problem,
            "ended on 2027-02-28",
        ),
        (
            "/story/sections/0/text",
            json!("TODO: say why"),
            "LooksInternal",
            "s1",
            Severity::Warning,
            "“Why” says “todo”",
        ),
        (
            "/story/sections/0/text",
            json!(
                "A [link](https://a.example), a note[^1], a [x] box, a [a]: b. [Why now?] Because."
            ),
            "Guidance",
            "s1",
            Severity::Warning,
            "“Why” still has a note for the writer, “Why now?”: write",
        ),
        (
            "/budget/lines/0/name",
            json!("Film (our margin 30 %)"),
            "LooksInternal",
            "l1",
            Severity::Warning,
            "“our margin”",
        ),
    ];
    for (at, value, name, place, severity, words) in cases {
        let mut pitch = sound();
        if let Some(old) = pitch.pointer_mut(at) {
            *old = value;
        } else {
            let (parent, field) = at.rsplit_once('/').unwrap();
            pitch.pointer_mut(parent).unwrap()[field] = value;
        }
        let found = found(&pitch);
        let all: Vec<String> = found
            .iter()
            .map(|c| format!("{:?} {:?}", c.finding, c.place))
            .collect();
        let check = found
            .iter()
            .find(|c| format!("{:?}", c.finding).starts_with(name))
            .unwrap_or_else(|| panic!("{at}: no {name} in {all:#?}"));
        assert!(
            format!("{:?}", check.place).contains(place),
            "{at}: {:?}",
            check.place
        );
        assert_eq!(check.severity, severity, "{at}: {name}");
        let said = check.finding.words(&Plain);
        assert!(words.split('|').any(|w| said.contains(w)), "{at}: {said}");
        for check in &found {
            let said = check.finding.words(&Plain);
            assert!(
                said.ends_with('.') && said.len() > 20,
                "{:?} says {said:?}",
                check.finding
            );
        }
        assert!(found.is_sorted_by_key(|c| c.severity), "worst first");
    }
}

#[test]
fn internal_words_are_whole_and_hidden_sections_are_not_read() {
    let mut pitch = sound();
    pitch["story"]["sections"][2]["text"] = json!("todo: internal margin");
    pitch["story"]["sections"][0]["text"] = json!("International mastodons, xxxl.");
    assert_eq!(found(&pitch), []);
}

#[test]
fn another_option_over_the_budget_is_a_warning() {
    let mut pitch = sound();
    pitch["brief"]["client_budget"] = json!(240_000);
    pitch["budget"]["options"] =
        json!([{ "id": "a", "name": "Recommended" }, { "id": "b", "name": "Stretch" }]);
    pitch["budget"]["lines"].as_array_mut().unwrap().push(
        json!({ "id": "l2", "name": "More", "kind": "fixed", "quantity": "1", "unit_price": 1000, "options": ["b"] }),
    );
    let found = found(&pitch);
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].severity, &found[0].place),
        (Severity::Warning, &Place::Budget)
    );
    assert!(
        found[0]
            .finding
            .words(&Plain)
            .starts_with("Option “Stretch” is 1000 cents over")
    );
}

#[test]
fn planning_back_says_how_short_time_is() {
    let mut pitch = sound();
    pitch["timeline"]["plan_from"] = json!("launch");
    pitch["timeline"]["launch_date"] = json!("2027-04-26");
    let short = |pitch: &Value| {
        found(pitch).into_iter().find_map(|c| match c.finding {
            Finding::ShortOfTime { days } => Some(days),
            _ => None,
        })
    };
    assert_eq!(short(&pitch), Some(2));
    pitch["timeline"]["start"] = json!("2027-01-04");
    assert_eq!(short(&pitch), None);
    pitch["timeline"]["launch_date"] = json!("2027-03-05");
    assert_eq!(
        short(&pitch),
        Some(3),
        "today is 1 March, and seven days are needed before the 5th"
    );
}

#[test]
fn a_blank_pitch_has_no_problem() {
    let start = Date::parse("2027-01-04").unwrap();
    let pitch = Pitch::blank(start, &Settings::default());
    let plan = schedule(&pitch.timeline, None);
    let found = checks(&pitch, &plan, &price(&pitch, None), Some(start));
    assert!(
        found.iter().all(|c| c.severity != Severity::Problem),
        "{found:?}"
    );
}

#[test]
fn a_rate_of_exchange_is_at_most_thirty_days_old_on_the_day_of_the_pitch() {
    let with =
        |dated: Option<&str>, pitch_date: Option<&str>| {
            let mut pitch = sound();
            pitch["status"] = json!({ "pitch_date": pitch_date });
            pitch["budget"]["lines"].as_array_mut().unwrap().push(json!({
            "id": "usd", "name": "Music", "kind": "third_party", "quantity": "1", "tax": "21",
            "bought_in": { "currency": "USD", "amount": 1000, "rate": "0.9", "dated": dated },
        }));
            found(&pitch)
        };
    assert_eq!(with(Some("2027-02-01"), Some("2027-03-03")), []);
    assert_eq!(with(Some("2027-03-05"), Some("2027-03-03")), []);
    // Without a day of the pitch it is today: 1 March.
    assert_eq!(with(Some("2027-01-30"), None), []);
    let old = |pitch_date, words: &str| {
        let checks = with(Some("2027-01-29"), pitch_date);
        assert_eq!(checks.len(), 1);
        assert_eq!(checks[0].severity, Severity::Warning);
        assert!(matches!(&checks[0].place, Place::Line(id) if id.to_string() == "usd"));
        let said = checks[0].finding.words(&Plain);
        assert!(said.contains(words), "{said}");
    };
    old(
        Some("2027-03-03"),
        "“Music” is bought in USD at a rate of 2027-01-29, which is 33 days old on 2027-03-03",
    );
    old(None, "31 days old on 2027-03-01");
    let undated = with(None, Some("2027-03-03"));
    assert_eq!(undated.len(), 1);
    assert_eq!(undated[0].severity, Severity::Hint);
    let said = undated[0].finding.words(&Plain);
    assert!(said.contains("at a rate without a day"), "{said}");
    // At home, the rate that was kept says nothing.
    let mut fixed = sound();
    fixed["budget"]["lines"][0]["bought_in"] =
        json!({ "currency": "USD", "amount": 1000, "rate": "0.9" });
    assert_eq!(found(&fixed), []);
}

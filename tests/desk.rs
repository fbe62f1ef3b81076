//! Many pitches at once: go or no go, what pitching costs, the pipeline by month, who has how much
//! to do, and one pitch made from another.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::sync::Arc;

use pitchwright::file;
use pitchwright::model::{
    AssignmentId, Away, AwayId, Currency, Date, DateKind, Holiday, HolidayId, Hours, Identifier,
    Money, Percent, Person, PersonId, Pitch, PitchId, Pursuit, Rating, Role, RoleId, Settings,
    Stage, TaskId,
};
use pitchwright::plan::load::Staffed;
use pitchwright::plan::month::Month;
use pitchwright::plan::pipeline::{Opportunity, opportunity, pipeline};
use pitchwright::plan::price::recommended_price;
use pitchwright::plan::pursuit::{Advice, expected_return, pitching_cost, score};
use pitchwright::plan::schedule::{Schedule, schedule};
use pitchwright::plan::summary::summary;
use pitchwright::plan::workload::{Staff, candidates, workload};
use rust_decimal::Decimal;
use serde_json::{Value, json};

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn euro(amount: i64) -> Money {
    Money::minor(amount * 100)
}

fn id<Id: Identifier>(text: &str) -> Id {
    Id::parse(text).unwrap()
}

fn read(pitch: &Value) -> Pitch {
    let document = json!({ "format": "pitchwright-pitch", "version": 1, "app_version": "0.1.0",
                           "id": "p", "revision": 1, "pitch": pitch });
    let opened = file::read(&document.to_string()).unwrap();
    assert_eq!(opened.repairs, []);
    opened.document.pitch
}

fn rated(ratings: [u8; 4]) -> Pursuit {
    let [fit, odds, cost, returns] = ratings.map(|number| Rating::try_from(number).ok());
    Pursuit {
        fit,
        odds,
        cost,
        returns,
        ..Pursuit::default()
    }
}

#[test]
fn four_ratings_make_a_score() {
    let of = |ratings| score(&rated(ratings)).map(|score| (score.points, score.advice));
    assert_eq!(of([5, 5, 5, 5]), Some((100, Advice::Go)));
    assert_eq!(of([1, 1, 1, 1]), Some((0, Advice::NoGo)));
    assert_eq!(of([3, 3, 3, 3]), Some((50, Advice::Talk)));
    // 11 of 16 steps are 68.75, 12 are 75.
    assert_eq!(of([4, 4, 4, 3]), Some((69, Advice::Talk)));
    assert_eq!(of([4, 4, 4, 4]), Some((75, Advice::Go)));
    assert_eq!(of([3, 3, 3, 2]), Some((44, Advice::NoGo)));
    // A rating that is not there is no zero.
    assert_eq!(of([5, 5, 5, 0]), None);
    assert!(Rating::try_from(0).is_err() && Rating::try_from(6).is_err());
}

#[test]
fn a_rating_beyond_five_is_refused_with_its_place() {
    let document = json!({ "format": "pitchwright-pitch", "version": 1, "app_version": "0.1.0",
        "id": "p", "revision": 1,
        "pitch": { "title": "x", "currency": "EUR", "timeline": { "start": "2027-01-04" },
                   "pursuit": { "fit": 9 } } });
    let error = file::read(&document.to_string()).unwrap_err().to_string();
    assert!(
        error.contains("a rating is 1, 2, 3, 4 or 5, not 9"),
        "{error}"
    );
    assert!(
        error.contains("fit") || error.contains("pursuit"),
        "{error}"
    );
}

/// Two roles, a person each, a fee line, two weeks of work, hours spent on pitching.
fn pitch(stage: &str, currency: &str) -> Pitch {
    read(&json!({
        "title": "Morning", "currency": currency,
        "client": { "organisation": "Halden", "brand": "Halden Oat",
                    "next_action": "Call Tom", "next_action_date": "2027-01-05" },
        "status": { "stage": stage, "win_probability": "40", "pitch_date": "2027-01-20",
                    "decision_date": "2027-02-02" },
        "pursuit": { "fit": 4, "odds": 3, "cost": 4, "return": 5, "planned_hours": "20",
            "time": [{ "id": "h1", "date": "2027-01-04", "role": "r-art", "hours": "10" },
                     { "id": "h2", "hours": "2.5" },
                     { "id": "h3", "hours": "2", "cost_rate": 10_000 }] },
        "brief": { "background": "Halden came to market in 2024.", "client_start": "2027-03-01",
                   "objectives": [{ "id": "o", "name": "Known", "by": "2027-07-30" }] },
        "story": { "sections": [{ "id": "s", "title": "Why", "text": "Halden Oat is what Halden makes." }] },
        "team": {
            "roles": [{ "id": "r-art", "name": "Art director", "bill_rate": 12_000, "cost_rate": 6000 },
                      { "id": "r-copy", "name": "Copywriter", "bill_rate": 10_000, "cost_rate": 4000 },
                      { "id": "r-free", "name": "Freelance" }],
            "people": [{ "id": "p-ann", "name": "Ann", "role": "r-art", "hours_per_week": "30",
                         "away": [{ "id": "a", "from": "2027-01-13", "to": "2027-01-14" }] },
                       { "id": "p-bo", "name": "Bo", "role": "r-copy", "hours_per_week": "20" }]
        },
        "timeline": { "start": "2027-01-04", "tasks": [
            { "id": "t1", "name": "Concept", "kind": "task", "duration": 10,
              "not_before": "2027-01-04", "progress": "50",
              "assignments": [{ "id": "a1", "person": "p-ann", "hours": "80" },
                              { "id": "a2", "role": "r-copy", "hours": "20" }] },
            { "id": "m1", "name": "Sign-off", "kind": "milestone" } ],
            "links": [{ "id": "l1", "from": "t1", "to": "m1" }] },
        "budget": { "lines": [
            { "id": "b1", "name": "Concept", "kind": "fee", "role": "r-art", "hours": "50" }],
            "payments": [{ "id": "i1", "name": "All", "share": { "percent": "100" }, "due": { "date": "2027-02-15" } }] },
        "media": { "flights": [{ "id": "f", "channel": "Video", "start": "2027-03-01", "finish": "2027-03-14" }] },
        "terms": { "valid_until": "2027-02-28" },
        "journal": { "entries": [{ "id": "e", "text": "Met Tom", "date": "2027-01-04" }] },
        "signed": { "date": "2027-02-02" }
    }))
}

#[test]
fn hours_of_pitching_cost_what_their_role_costs() {
    let pitch = pitch("in_progress", "EUR");
    let cost = pitching_cost(&pitch);
    // 10 h at 60, 2.5 h at the mean of 60 and 40 (a role without a rate does not count), 2 h at 100.
    assert_eq!(cost.spent, euro(600 + 125 + 200));
    assert_eq!(cost.spent_hours.decimal(), Decimal::new(145, 1));
    assert_eq!(cost.planned, euro(20 * 50));
    assert_eq!(cost.expected(), euro(1000));
    // 50 h at 120 less 60 is 3,000 of profit, 40 % of it is 1,200.
    assert_eq!(recommended_price(&pitch).profit, euro(3000));
    assert_eq!(
        expected_return(euro(3000), Percent::whole(40), &cost),
        euro(200)
    );
    let mut without = pitch.clone();
    Arc::make_mut(&mut without.team).roles = Default::default();
    assert_eq!(pitching_cost(&without).planned, Money::ZERO);
}

#[test]
fn a_role_that_goes_leaves_its_hours_at_what_they_cost() {
    let mut pitch = pitch("in_progress", "EUR");
    let before = pitching_cost(&pitch).spent;
    assert!(pitch.remove_role(&id("r-art")));
    let entry = pitch.pursuit.time.find(&id("h1")).unwrap();
    assert_eq!((&entry.role, entry.cost_rate), (&None, Some(euro(60))));
    // The other entry without a role goes with the mean, which is that of the copywriter now.
    assert_eq!(pitching_cost(&pitch).spent, before - euro(25));
}

#[test]
fn the_pipeline_by_month_and_what_lost_pitches_cost() {
    let of =
        |stage, currency: &str, value: i64, month: Option<(i32, u32)>, hours: i64| Opportunity {
            stage,
            currency: Currency::new(currency).unwrap(),
            value: Some(euro(value)),
            win_probability: Percent::whole(50),
            month: month.map(|(year, month)| Month { year, month }),
            pitching_hours: Hours::whole(hours),
            pitching_cost: euro(hours * 60),
        };
    let mut unpriced = of(Stage::Lost, "USD", 0, None, 7);
    unpriced.value = None;
    let found = pipeline(&[
        of(Stage::Pitched, "EUR", 1000, Some((2027, 2)), 10),
        of(Stage::Lead, "EUR", 300, None, 0),
        of(Stage::InProgress, "EUR", 500, Some((2026, 12)), 4),
        of(Stage::Won, "EUR", 800, Some((2027, 2)), 20),
        of(Stage::Lost, "EUR", 900, Some((2026, 12)), 30),
        of(Stage::OnHold, "EUR", 100, None, 1),
        unpriced,
    ]);
    let eur = &found.currencies[&Currency::EUR];
    let months: Vec<(Option<String>, Money, Money)> = (eur.months.iter())
        .map(|(month, sums)| (month.map(|m| m.to_string()), sums.weighted, sums.won))
        .collect();
    assert_eq!(
        months,
        [
            (Some("2026-12".to_owned()), euro(250), Money::ZERO),
            (Some("2027-02".to_owned()), euro(500), euro(800)),
            (None, euro(150), Money::ZERO),
        ]
    );
    assert_eq!(eur.months[0].1.stages[&Stage::Lost], (1, euro(900)));
    assert_eq!(eur.pitching.lost, euro(1800));
    assert_eq!(eur.pitching.won, euro(1200));
    assert_eq!(eur.pitching.open, euro(15 * 60));
    assert_eq!(found.pitching.lost, Hours::whole(37));
    // What has a cost and no value counts too, in its own currency.
    let usd = &found.currencies[&Currency::new("USD").unwrap()];
    assert_eq!((usd.pitching.lost, usd.months.len()), (euro(420), 0));
}

#[test]
fn a_pitch_counts_in_the_month_of_its_decision() {
    let mut pitch = pitch("in_progress", "EUR");
    let month = |pitch: &Pitch| opportunity(pitch).month.map(|m| m.to_string());
    assert_eq!(month(&pitch).as_deref(), Some("2027-02"));
    Arc::make_mut(&mut pitch.status).decision_date = None;
    assert_eq!(month(&pitch).as_deref(), Some("2027-01"));
    Arc::make_mut(&mut pitch.status).pitch_date = None;
    assert_eq!(month(&pitch), None);
}

#[test]
fn what_is_due_depends_on_what_is_sold() {
    let due = |stage: &str, today: &str| -> Vec<(DateKind, String)> {
        let summary = summary(&pitch(stage, "EUR"), day(today));
        (summary.dates.iter())
            .map(|due| (due.kind, due.date.to_string()))
            .collect()
    };
    let at = |kind, date: &str| (kind, date.to_owned());
    assert_eq!(
        due("in_progress", "2027-01-04"),
        [
            at(DateKind::NextAction, "2027-01-05"),
            // Ann is away for two days, which moves no date: a task's days are its own.
            at(DateKind::Finish, "2027-01-15"),
            at(DateKind::Pitch, "2027-01-20"),
            at(DateKind::Decision, "2027-02-02"),
            at(DateKind::ValidUntil, "2027-02-28"),
        ]
    );
    assert_eq!(
        due("won", "2027-01-04"),
        [
            at(DateKind::NextAction, "2027-01-05"),
            at(DateKind::Milestone, "2027-01-15"),
            at(DateKind::Finish, "2027-01-15"),
            at(DateKind::Payment, "2027-02-15"),
        ]
    );
    assert_eq!(
        due("lost", "2027-01-04"),
        [at(DateKind::NextAction, "2027-01-05")]
    );
    // An action that nobody did is still there; what is long over is not.
    assert_eq!(
        due("won", "2027-06-01"),
        [at(DateKind::NextAction, "2027-01-05")]
    );
}

struct Desk(Vec<(PitchId, Pitch, Schedule)>);

impl Desk {
    fn of(pitches: Vec<Pitch>) -> Self {
        let with_id = |(place, pitch): (usize, Pitch)| {
            let plan = schedule(&pitch.timeline, pitch.budget.recommended_option());
            (id(&format!("pitch-{place}")), pitch, plan)
        };
        Self(pitches.into_iter().enumerate().map(with_id).collect())
    }

    fn staff(&self, weight: Decimal) -> Vec<Staff<'_>> {
        (self.0.iter())
            .map(|(id, pitch, schedule)| Staff {
                id,
                staffed: Staffed {
                    pitch,
                    schedule,
                    weight,
                },
            })
            .collect()
    }
}

#[test]
fn everybody_has_what_all_pitches_give_them() {
    let mut other = pitch("won", "EUR");
    // The same Ann, written otherwise, with other hours and no days away in this plan.
    let team = Arc::make_mut(&mut other.team);
    let ann = team.people.find_mut(&id("p-ann")).unwrap();
    ann.name = " ann ".to_owned();
    ann.hours_per_week = Hours::whole(20);
    ann.away = Default::default();
    let desk = Desk::of(vec![pitch("in_progress", "EUR"), other]);
    let found = workload(
        &desk.staff(Decimal::ONE),
        Hours::whole(40),
        day("2027-01-06"),
        3,
    );
    assert_eq!(
        found.weeks,
        [day("2027-01-04"), day("2027-01-11"), day("2027-01-18")]
    );
    let names: Vec<&str> = found.people.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["Ann", "Bo"]);
    let ann = &found.people[0];
    assert_eq!(ann.role, "Art director");
    // 30 and 20 are 50, but a week has 40.
    assert_eq!(ann.hours_per_week, Some(Hours::whole(40)));
    let [first, second, third] = &ann.weeks[..] else {
        panic!("three weeks")
    };
    // 80 h: over 8 days in the plan where she is away for two, 5 of them in the first week; over 10 in the other.
    assert_eq!(first.hours, Decimal::from(50 + 40));
    assert_eq!(second.hours, Decimal::from(30 + 40));
    assert_eq!(third.hours, Decimal::ZERO);
    assert_eq!(first.capacity, Some(Decimal::from(40)));
    // Away on two of five days, from every pitch.
    assert_eq!(second.capacity, Some(Decimal::from(24)));
    assert_eq!((second.days_away, first.days_away), (2, 0));
    assert!(first.is_overbooked() && second.is_overbooked() && !third.is_overbooked());
    assert_eq!(third.free(), Some(Decimal::from(40)));
    assert_eq!(first.work.len(), 2);
    assert_eq!(first.work[0].hours, Decimal::from(50));
    assert_eq!(first.work[0].pitch, id::<PitchId>("pitch-0"));
    // What has a role and nobody yet.
    assert_eq!(found.open.len(), 1);
    assert_eq!(found.open[0].name, "Copywriter");
    assert_eq!(found.open[0].weeks[0].hours, Decimal::from(20));
    assert_eq!(found.open[0].weeks[0].capacity, None);
    // Weighted, the hours count as likely as they come.
    let half = workload(
        &desk.staff(Decimal::new(5, 1)),
        Hours::whole(40),
        day("2027-01-04"),
        1,
    );
    assert_eq!(half.people[0].weeks[0].hours, Decimal::from(45));
}

#[test]
fn who_could_take_it_has_the_role_and_the_time() {
    let mut busy = pitch("won", "EUR");
    let team = Arc::make_mut(&mut busy.team);
    team.people.push(Person {
        id: id("p-cy"),
        name: "Cy".to_owned(),
        role: Some(id("r-art")),
        hours_per_week: Hours::whole(10),
        away: [Away {
            id: id::<AwayId>("w"),
            from: day("2027-01-04"),
            to: day("2027-01-08"),
            note: String::new(),
            extra: Default::default(),
        }]
        .into_iter()
        .map(Arc::new)
        .collect(),
        biography: String::new(),
        portrait: None,
        extra: Default::default(),
    });
    let desk = Desk::of(vec![busy]);
    let found = workload(
        &desk.staff(Decimal::ONE),
        Hours::whole(40),
        day("2027-01-04"),
        2,
    );
    let wanted = [
        (day("2027-01-04"), Decimal::from(8)),
        (day("2027-01-11"), Decimal::from(8)),
    ];
    let best = candidates(&found, "art director", &wanted, Some("ANN"));
    let shown: Vec<(&str, bool, Decimal, bool)> = (best.iter())
        .map(|one| {
            let worker = &found.people[one.place];
            (worker.name.as_str(), one.same_role, one.free, one.is_enough)
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("Cy", true, Decimal::from(8), false),
            ("Bo", false, Decimal::from(16), true),
        ]
    );
}

#[test]
fn an_assignment_goes_to_somebody_else_at_the_same_price() {
    let pitch = pitch("won", "EUR");
    let person = |name: &str, id: &str| Person {
        id: PersonId::new(id).unwrap(),
        name: name.to_owned(),
        role: None,
        hours_per_week: Hours::whole(40),
        away: Default::default(),
        biography: String::new(),
        portrait: None,
        extra: Default::default(),
    };
    let (task, assignment): (TaskId, AssignmentId) = (id("t1"), id("a1"));
    let mut to_bo = pitch.clone();
    assert!(to_bo.reassign(&task, &assignment, person("bo", "new")));
    let given = to_bo.timeline.tasks.find(&task).unwrap();
    let given = given.assignments.find(&assignment).unwrap();
    assert_eq!(given.person, Some(id("p-bo")));
    // Bo is a copywriter, but art direction is what is billed.
    assert_eq!(given.role, Some(id::<RoleId>("r-art")));
    assert_eq!(to_bo.team.people.len(), 2);
    assert_eq!(recommended_price(&to_bo), recommended_price(&pitch));
    let mut to_new = pitch.clone();
    assert!(to_new.reassign(&task, &assignment, person("Dee", "p-dee")));
    assert_eq!(to_new.team.people.len(), 3);
    let mut nowhere = pitch.clone();
    assert!(!nowhere.reassign(&id("t9"), &assignment, person("Dee", "p-dee")));
    assert_eq!(nowhere, pitch);
}

#[test]
fn a_copy_for_the_next_opportunity_leaves_behind_what_happened() {
    let pitch = pitch("lost", "EUR");
    let new = pitch.as_new();
    assert_eq!(new.status.stage, Stage::Lead);
    assert_eq!(*new.pursuit, Pursuit::default());
    assert!(new.journal.entries.is_empty() && new.signed.is_none());
    assert_eq!(new.client.next_action_date, None);
    assert_eq!(new.client.organisation, "Halden");
    assert_eq!(
        new.timeline.tasks.find(&id("t1")).unwrap().progress,
        Percent::ZERO
    );
    assert_eq!(recommended_price(&new), recommended_price(&pitch));
}

#[test]
fn a_template_names_no_client_and_starts_on_another_day() {
    let pitch = pitch("won", "EUR");
    let template = pitch.as_template();
    assert!(template.is_template);
    let written = serde_json::to_string(&template).unwrap();
    assert!(!written.contains("Halden"), "{written}");
    assert_eq!(
        template.story.sections[0].text,
        "{{brand}} is what {{client}} makes."
    );
    assert!(template.team.people[0].away.is_empty());
    let mut settings = Settings {
        currency: Currency::new("GBP").unwrap(),
        ..Settings::default()
    };
    let holiday = Holiday::new(id::<HolidayId>("h"), day("2027-06-09"), "Holiday");
    settings.holidays.push(holiday);
    // A Wednesday: the weeks move, the days of the week stay.
    let new = template.from_template(day("2027-06-09"), &settings);
    assert!(!new.is_template);
    assert_eq!(new.timeline.start, day("2027-06-07"));
    assert_eq!(new.timeline.holidays.len(), 1);
    assert_eq!(new.timeline.tasks[0].not_before, Some(day("2027-06-07")));
    assert_eq!(new.media.flights[0].start, Some(day("2027-08-02")));
    assert_eq!(new.terms.valid_until, Some(day("2027-08-01")));
    assert_eq!(new.brief.objectives[0].by, Some(day("2027-12-31")));
    // Its own currency is kept; that of a template of the program is the agency's.
    assert_eq!(new.currency, Currency::EUR);
    settings.roles.push(Role {
        id: id("own"),
        name: "ART DIRECTOR".to_owned(),
        discipline: String::new(),
        bill_rate: euro(150),
        cost_rate: euro(70),
        extra: Default::default(),
    });
    settings.terms.cancellation = "Four weeks.".to_owned();
    settings.tax_rate = Some(Percent::whole(20));
    let mut template = template;
    let budget = Arc::make_mut(&mut template.budget);
    budget.tax_rate = Some(Percent::whole(21));
    budget
        .lines
        .change_where(|_| true, |line| line.tax = Some(Percent::whole(21)));
    Arc::make_mut(&mut template.proposal).subtitle = "A plan".to_owned();
    let ours = template.in_house(&settings);
    assert_eq!(ours.budget.lines[0].tax, Some(Percent::whole(20)));
    assert_eq!(ours.proposal.subtitle, "A plan");
    // Where the agency says nothing, the template's tax stays to be seen.
    settings.tax_rate = None;
    let untold = template.in_house(&settings);
    assert_eq!(untold.budget.lines[0].tax, Some(Percent::whole(21)));
    assert_eq!(ours.currency.code(), "GBP");
    assert_eq!(ours.team.roles[0].bill_rate, euro(150));
    assert_eq!(ours.team.roles[1].bill_rate, euro(100));
    assert_eq!(ours.terms.cancellation, "Four weeks.");
    assert!(ours.is_template);
}

#[test]
fn moving_a_pitch_there_and_back_changes_nothing() {
    let pitch = pitch("won", "EUR");
    let mut moved = pitch.clone();
    moved.move_by(364);
    assert_ne!(moved, pitch);
    moved.move_by(-364);
    assert_eq!(moved, pitch);
    // Beyond the calendar a day stops at its end, and nothing panics.
    moved.move_by(i64::MAX);
    assert_eq!(moved.timeline.start, Date::MAX);
}

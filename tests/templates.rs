//! The templates that new pitches start from: each reads without a repair, writes back as it
//! stands, has nothing wrong with it, and comes to the figures that were computed apart from the
//! project.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "support/plain.rs"]
mod plain;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use pitchwright::file::{self, Access};
use pitchwright::model::{
    BuyingModel, Client, Date, DocumentKind, Hours, HoursFrom, LineKind, List, Money, OptionId,
    Pitch, PitchId, SectionKind, Settings, Status, TaskKind, WorkingWeek,
};
use pitchwright::plan::checks::{Check, Finding, Severity, checks};
use pitchwright::plan::forecast::{forecast, forecast_cases, paid};
use pitchwright::plan::hours::HoursByRole;
use pitchwright::plan::objectives_forecast::held;
use pitchwright::plan::parse::NumberForm;
use pitchwright::plan::payments::payments;
use pitchwright::plan::price::{Price, price};
use pitchwright::plan::retainer::{first_month, ledger, retainer_of, worked};
use pitchwright::plan::schedule::{Schedule, schedule};
use pitchwright::proposal::compose;
use plain::Plain;
use serde_json::Value;

/// A template and what it comes to in the recommended option.
struct Template {
    title: &'static str,
    text: &'static str,
    tasks: usize,
    lines: usize,
    /// Working weeks that are begun before the launch.
    weeks_to_launch: i64,
    /// The same before everything is done.
    weeks_to_finish: i64,
    net_total: i64,
}

const TEMPLATES: [Template; 6] = [
    Template {
        title: "Product launch",
        text: include_str!("../assets/templates/product-launch.pitch.json"),
        tasks: 37,
        lines: 44,
        weeks_to_launch: 14,
        weeks_to_finish: 24,
        net_total: 47_301_150,
    },
    Template {
        title: "Brand campaign",
        text: include_str!("../assets/templates/brand-campaign.pitch.json"),
        tasks: 37,
        lines: 44,
        weeks_to_launch: 21,
        weeks_to_finish: 36,
        net_total: 89_643_363,
    },
    Template {
        title: "Always-on retainer",
        text: include_str!("../assets/templates/always-on-retainer.pitch.json"),
        tasks: 50,
        lines: 25,
        weeks_to_launch: 5,
        weeks_to_finish: 52,
        net_total: 39_136_000,
    },
    Template {
        title: "Social and influencer campaign",
        text: include_str!("../assets/templates/social-influencer.pitch.json"),
        tasks: 29,
        lines: 47,
        weeks_to_launch: 10,
        weeks_to_finish: 17,
        net_total: 23_028_100,
    },
    Template {
        title: "Event",
        text: include_str!("../assets/templates/event.pitch.json"),
        tasks: 36,
        lines: 51,
        weeks_to_launch: 15,
        weeks_to_finish: 18,
        net_total: 28_755_080,
    },
    Template {
        title: "Website",
        text: include_str!("../assets/templates/website.pitch.json"),
        tasks: 38,
        lines: 33,
        weeks_to_launch: 25,
        weeks_to_finish: 29,
        net_total: 22_745_730,
    },
];

/// What the checks may say of a template: an offer without a last day, since nothing is offered
/// yet.
const BY_NATURE: [(Severity, Finding); 1] = [(Severity::Hint, Finding::NoValidity)];

/// The most bytes of a template: all of them are read to choose one.
const MAX_SIZE: usize = 60_000;

impl Template {
    fn pitch(&self) -> Pitch {
        file::read(self.text).unwrap().document.pitch
    }

    /// A test of the template in every option.
    fn in_every_option(&self, test: impl Fn(&Pitch, Option<&OptionId>, &Schedule, &Price)) {
        let pitch = self.pitch();
        for option in options(&pitch) {
            let plan = schedule(&pitch.timeline, option.as_ref());
            let price = price(&pitch, option.as_ref());
            test(&pitch, option.as_ref(), &plan, &price);
        }
    }
}

/// The options, or none where there are none.
fn options(pitch: &Pitch) -> Vec<Option<OptionId>> {
    let options = &pitch.budget.options;
    if options.is_empty() {
        return vec![None];
    }
    (options.iter())
        .map(|option| Some(option.id.clone()))
        .collect()
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn start() -> Date {
    day("2027-01-04")
}

/// Everything that is found but for what a template must have.
fn found(pitch: &Pitch, plan: &Schedule, price: &Price, today: Date) -> Vec<Check> {
    let by_nature = |check: &Check| {
        let mut known = BY_NATURE.iter();
        known.any(|(severity, finding)| (*severity, finding) == (check.severity, &check.finding))
    };
    let mut found = checks(pitch, plan, price, Some(today));
    found.retain(|check| !by_nature(check));
    found
}

#[test]
fn each_reads_whole_and_writes_back_as_it_stands() {
    for template in &TEMPLATES {
        let title = template.title;
        let opened = file::read(template.text).unwrap();
        assert_eq!(opened.access, Access::Edit, "{title}");
        assert_eq!(opened.repairs, [], "{title}");
        let written = file::write(&opened.document, &opened.pictures);
        assert!(
            written == template.text,
            "{title} is written in another form"
        );
        assert!(template.text.len() < MAX_SIZE, "{title} is too large");
        assert!(!file::has_long_text(template.text), "{title}");
    }
}

#[test]
fn each_fits_the_schema() {
    let schema: Value = serde_json::from_str(&file::schema()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for template in &TEMPLATES {
        let json: Value = serde_json::from_str(template.text).unwrap();
        let errors: Vec<String> = (validator.iter_errors(&json))
            .map(|error| error.to_string())
            .collect();
        assert_eq!(errors, Vec::<String>::new(), "{}", template.title);
    }
}

#[test]
fn each_says_that_it_is_a_template_and_none_is_called_like_another() {
    let (mut titles, mut ids) = (BTreeSet::new(), BTreeSet::<PitchId>::new());
    for template in &TEMPLATES {
        let json: Value = serde_json::from_str(template.text).unwrap();
        assert_eq!(json["pitch"]["is_template"], true, "{}", template.title);
        assert_eq!(json["pitch"]["title"], template.title);
        assert!(titles.insert(template.title), "{}", template.title);
        let document = file::read(template.text).unwrap().document;
        assert!(ids.insert(document.id), "{}", template.title);
    }
}

#[test]
fn nothing_of_a_client_of_people_or_of_what_happened_stands_in_one() {
    for template in &TEMPLATES {
        let title = template.title;
        let pitch = template.pitch();
        assert_eq!(*pitch.client, Client::default(), "{title}");
        assert_eq!(*pitch.status, Status::default(), "{title}");
        assert!(pitch.journal.entries.is_empty(), "{title}");
        assert!(pitch.sent.is_none() && pitch.signed.is_none(), "{title}");
        assert!(pitch.extra.is_empty(), "{title}: {:?}", pitch.extra);
        let brief = &pitch.brief;
        for text in [&brief.background, &brief.insight, &brief.proposition] {
            assert_eq!(text, "", "{title}");
        }
        assert!(brief.client_budget.is_none(), "{title}");
        assert!((2..=3).contains(&brief.objectives.len()), "{title}");
        let timeline = &pitch.timeline;
        assert_eq!(timeline.start, start(), "{title}");
        assert_eq!(timeline.working_week, WorkingWeek::default(), "{title}");
        assert!(timeline.holidays.is_empty(), "{title}");
        assert!(timeline.baselines.is_empty(), "{title}");
        assert!(pitch.team.people.is_empty(), "{title}");
        assert!(pitch.budget.offers.is_empty(), "{title}");
    }
}

#[test]
fn figures_come_out_as_computed_apart() {
    for template in &TEMPLATES {
        let title = template.title;
        let pitch = template.pitch();
        assert_eq!(pitch.timeline.tasks.len(), template.tasks, "{title}");
        assert_eq!(pitch.budget.lines.len(), template.lines, "{title}");
        let option = pitch.budget.recommended_option();
        let plan = schedule(&pitch.timeline, option);
        let weeks = |days: i64| (days + 4) / 5;
        let launch = pitch.timeline.launch.as_ref().expect("a launch");
        let begins = plan.tasks.get(launch).expect("it is in the option").begins;
        assert_eq!(weeks(begins), template.weeks_to_launch, "{title}");
        assert_eq!(
            weeks(plan.finish_index),
            template.weeks_to_finish,
            "{title}"
        );
        let net_total = price(&pitch, option).net_total;
        assert_eq!(net_total, Money::minor(template.net_total), "{title}");
    }
}

#[test]
fn the_page_about_templates_has_their_figures() {
    let page = include_str!("../docs/templates.md");
    for template in &TEMPLATES {
        let pitch = template.pitch();
        let price = price(&pitch, pitch.budget.recommended_option());
        let (euros, cents) = (template.net_total / 100, template.net_total % 100);
        let tenths = (price.profit_margin.unwrap() + 5) / 10;
        let row = format!(
            "| {} | {} | {} | {} | {} | {},{:03}.{cents:02} | {}.{} % |",
            template.title,
            template.tasks,
            pitch.scope.deliverables.len(),
            template.weeks_to_launch,
            template.weeks_to_finish,
            euros / 1_000,
            euros % 1_000,
            tenths / 10,
            tenths % 10,
        );
        assert!(page.contains(&row), "{row}");
    }
}

#[test]
fn options_cost_more_one_after_the_other_and_one_is_recommended() {
    for template in &TEMPLATES {
        let title = template.title;
        let pitch = template.pitch();
        let budget = &pitch.budget;
        if title == "Always-on retainer" {
            assert!(budget.options.is_empty());
            continue;
        }
        let names: Vec<_> = budget.options.iter().map(|o| o.name.as_str()).collect();
        assert_eq!(names, ["Essential", "Recommended", "Stretch"], "{title}");
        let recommended = budget.options.get(1).map(|option| &option.id);
        assert_eq!(budget.recommended.as_ref(), recommended, "{title}");
        let net_totals: Vec<_> = (options(&pitch).iter())
            .map(|option| price(&pitch, option.as_ref()).net_total)
            .collect();
        assert!(net_totals.is_sorted_by(|less, more| less < more), "{title}");
    }
}

#[test]
fn every_task_has_its_place_and_time_is_enough() {
    for template in &TEMPLATES {
        template.in_every_option(|pitch, option, plan, _| {
            let what = || format!("{}, {option:?}", template.title);
            assert!(plan.loops.is_empty() && plan.set_aside.is_empty());
            assert_eq!(plan.conflicts, [], "{}", what());
            assert_eq!(plan.short_by, 0, "{}", what());
            let launch = plan.launch.expect("a launch");
            assert!(launch > start() && Some(launch) < plan.finish);
            let linked = |id| {
                let links = &pitch.timeline.links;
                links.iter().any(|link| link.from == id || link.to == id)
            };
            for task in pitch.timeline.tasks.iter().filter(|t| t.is_in(option)) {
                let place = plan.tasks.get(&task.id).expect("a place");
                assert!(place.start >= start() && place.finish >= place.start);
                assert!(place.total_slack >= 0, "{}: {}", what(), task.name);
                assert!(linked(task.id.clone()), "{}: {}", what(), task.name);
                let phase = task.phase.as_ref().expect("a phase");
                assert!(pitch.timeline.phases.find(phase).is_some());
                if task.kind == TaskKind::Approval {
                    assert!(task.days() > 0, "{}: {}", what(), task.name);
                }
            }
            for phase in &pitch.timeline.phases {
                assert!(plan.phases.contains_key(&phase.id), "{}", phase.name);
            }
        });
    }
}

#[test]
fn two_days_that_are_lost_before_it_do_not_move_the_launch() {
    for template in &TEMPLATES {
        template.in_every_option(|pitch, option, plan, _| {
            let mut timeline = (*pitch.timeline).clone();
            let holidays = r#"[
                { "id": "h-1", "date": "2027-01-11", "name": "A public holiday" },
                { "id": "h-2", "date": "2027-01-28", "name": "Another one" }
            ]"#;
            timeline.holidays = serde_json::from_str(holidays).unwrap();
            let later = schedule(&timeline, option);
            assert_eq!(later.launch, plan.launch, "{} {option:?}", template.title);
            assert_eq!(later.conflicts, [], "{} {option:?}", template.title);
        });
    }
}

#[test]
fn checks_find_nothing_but_what_a_template_must_have() {
    for template in &TEMPLATES {
        template.in_every_option(|pitch, option, plan, price| {
            let found = found(pitch, plan, price, start());
            assert_eq!(found, [], "{} {option:?}", template.title);
        });
    }
}

#[test]
fn a_pitch_that_starts_from_one_fits_on_any_day() {
    for template in &TEMPLATES {
        for (from, monday) in [
            ("2026-11-19", "2026-11-16"),
            ("2028-02-29", "2028-02-28"),
            ("2029-07-01", "2029-06-25"),
        ] {
            let pitch = (template.pitch()).from_template(day(from), &Settings::default());
            assert!(!pitch.is_template);
            assert_eq!(pitch.timeline.start, day(monday), "{}", template.title);
            for option in options(&pitch) {
                let plan = schedule(&pitch.timeline, option.as_ref());
                let price = price(&pitch, option.as_ref());
                let found = found(&pitch, &plan, &price, day(monday));
                // What is to be written is said until it is; nothing else is.
                let is_guidance = |check: &Check| matches!(check.finding, Finding::Guidance { .. });
                let rest: Vec<_> = found.iter().filter(|check| !is_guidance(check)).collect();
                assert!(rest.is_empty(), "{} from {from}: {rest:?}", template.title);
                assert!(
                    found.len() > 1,
                    "{}: nothing is to be written",
                    template.title
                );
                assert!(payments(&pitch, &plan, &price).difference.is_zero());
            }
        }
    }
}

#[test]
fn the_profit_is_what_an_agency_lives_on() {
    for template in &TEMPLATES {
        template.in_every_option(|pitch, option, _, price| {
            let what = || format!("{}, {option:?}", template.title);
            let margin = price.profit_margin.expect("an income");
            // Of the recommended option at most 45 %; another may bring a little more.
            let most = if option == pitch.budget.recommended_option() {
                4_500
            } else {
                4_550
            };
            assert!((1_000..=most).contains(&margin), "{}: {margin}", what());
            assert_eq!(price.held, [], "{}", what());
            for (id, figures) in &price.lines {
                assert!(figures.price > Money::ZERO, "{}: {id}", what());
                assert!(figures.price >= figures.cost, "{}: {id}", what());
            }
        });
    }
}

#[test]
fn payments_add_up_to_the_total_and_have_a_day() {
    for template in &TEMPLATES {
        template.in_every_option(|pitch, option, plan, price| {
            let paid = payments(pitch, plan, price);
            let what = || format!("{}, {option:?}: {paid:?}", template.title);
            assert_eq!(paid.difference, Money::ZERO, "{}", what());
            let sum: Money = paid.payments.iter().map(|payment| payment.amount).sum();
            assert_eq!(sum, price.total, "{}", what());
            for payment in &paid.payments {
                assert!(payment.amount > Money::ZERO, "{}", what());
                assert!(payment.date.is_some(), "{}", what());
            }
        });
    }
}

#[test]
fn every_deliverable_says_how_often_when_and_out_of_what() {
    for template in &TEMPLATES {
        let pitch = template.pitch();
        let recommended = pitch.budget.recommended_option();
        assert!(pitch.scope.deliverables.len() >= 8, "{}", template.title);
        for deliverable in &pitch.scope.deliverables {
            let name = &deliverable.name;
            let rounds = deliverable.rounds.expect(name);
            assert_eq!(
                rounds > 0,
                deliverable.further_round_price.is_some(),
                "{name}"
            );
            assert!(deliverable.quantity.is_some(), "{name}");
            for text in [name, &deliverable.specification, &deliverable.acceptance] {
                assert!(!text.is_empty(), "{name}");
            }
            let lines = &pitch.budget.lines;
            let lines: Vec<_> = (deliverable.lines.iter())
                .map(|line| lines.find(line).expect("a line"))
                .collect();
            assert!(lines.iter().any(|line| line.is_in(recommended)), "{name}");
            let tasks = &pitch.timeline.tasks;
            let due = tasks.find(deliverable.due.as_ref().expect(name));
            assert!(
                due.is_some_and(|due| due.kind != TaskKind::Task && due.is_in(recommended)),
                "{name}"
            );
            assert!(!deliverable.tasks.is_empty(), "{name}");
            for task in &deliverable.tasks {
                assert!(tasks.find(task).is_some(), "{name}");
            }
        }
        assert!(!pitch.scope.changes.is_empty(), "{}", template.title);
    }
}

#[test]
fn every_role_has_hours_and_every_hour_of_a_role_is_paid_once() {
    for template in &TEMPLATES {
        template.in_every_option(|pitch, option, _, price| {
            let what = || format!("{}, {option:?}", template.title);
            let hours = HoursByRole::of(&pitch.timeline, &pitch.team, option);
            for role in &pitch.team.roles {
                let used = hours.hours(&role.id, None);
                assert!(used > Hours::ZERO, "{}: {}", what(), role.name);
                assert!(
                    role.bill_rate > role.cost_rate && role.cost_rate > Money::ZERO,
                    "{}: {}",
                    what(),
                    role.name
                );
            }
            let mut ids = BTreeSet::new();
            for task in pitch.timeline.tasks.iter().filter(|t| t.is_in(option)) {
                for assignment in &task.assignments {
                    let role = assignment.role.as_ref().expect("a role");
                    assert!(pitch.team.roles.find(role).is_some(), "{}", task.name);
                    assert!(assignment.person.is_none(), "{}", task.name);
                    assert!(ids.insert(&assignment.id), "{}", task.name);
                }
            }
            // What the timeline has of a role in a phase is in one line: as hours of the timeline,
            // or within a retainer.
            let mut paid = BTreeMap::new();
            for line in pitch.budget.lines.iter().filter(|l| l.is_in(option)) {
                if line.kind != LineKind::Fee {
                    continue;
                }
                assert_ne!(line.hours_from, HoursFrom::Typed, "{}", line.name);
                assert!(price.lines.get(&line.id).unwrap().hours > Hours::ZERO);
                let key = (line.role.clone().unwrap(), line.phase.clone().unwrap());
                assert!(paid.insert(key, line.hours_from).is_none(), "{}", line.name);
            }
            for role in &pitch.team.roles {
                for phase in &pitch.timeline.phases {
                    let key = (role.id.clone(), phase.id.clone());
                    let some = hours.hours(&role.id, Some(&phase.id)) > Hours::ZERO;
                    assert_eq!(some, paid.contains_key(&key), "{}: {key:?}", what());
                }
            }
        });
    }
}

#[test]
fn the_hours_of_the_retainer_are_enough_in_every_month() {
    let pitch = TEMPLATES[2].pitch();
    let plan = schedule(&pitch.timeline, None);
    let mut retainers = 0;
    for line in &pitch.budget.lines {
        let Some(retainer) = retainer_of(line) else {
            continue;
        };
        retainers += 1;
        assert_eq!(retainer.months, 12, "{}", line.name);
        let worked = worked(&pitch, &plan, None, line);
        let months = ledger(retainer, first_month(retainer, &pitch), &worked);
        assert_eq!(months.len(), 12);
        for month in &months {
            assert!(month.over.is_zero(), "{}: {month:?}", line.name);
        }
        // Most of them are planned, and some are kept for what nobody can plan.
        let used: rust_decimal::Decimal = months.iter().map(|month| month.used).sum();
        let of = retainer.hours().0.decimal();
        let share = used / of * rust_decimal::Decimal::ONE_HUNDRED;
        assert!(
            (80..=95).contains(&i64::try_from(share.round()).unwrap()),
            "{}: {share}",
            line.name
        );
    }
    assert_eq!(retainers, 10);
    assert_eq!(plan.finish, Some(day("2027-12-31")));
    let paid = payments(&pitch, &plan, &price(&pitch, None));
    let monthly = paid.payments.iter().filter(|payment| payment.parts == 12);
    assert_eq!(monthly.count(), 12);
}

#[test]
fn flights_lie_in_the_campaign_and_a_line_pays_for_each() {
    for template in &TEMPLATES {
        template.in_every_option(|pitch, option, plan, price| {
            let of_kind = ["Event", "Website"].contains(&template.title);
            assert_eq!(pitch.media.flights.is_empty(), of_kind);
            let launch = plan.launch.unwrap();
            let paid = paid(&pitch.budget, price);
            for flight in pitch.media.flights.iter().filter(|f| f.is_in(option)) {
                let what = || format!("{}, {option:?}: {}", template.title, flight.id);
                let (first, last) = (flight.start.unwrap(), flight.finish.unwrap());
                assert!(launch <= first && first < last, "{}", what());
                assert!(last <= plan.finish.unwrap(), "{}", what());
                assert!(flight.net > Money::ZERO, "{}", what());
                if flight.model == BuyingModel::Flat {
                    assert!(flight.impressions.is_some(), "{}", what());
                } else {
                    assert!(flight.rate > Money::ZERO, "{}", what());
                }
                let lines = paid.get(&flight.id).map(|paid| paid.lines.len());
                assert_eq!(lines, Some(1), "{}", what());
            }
        });
    }
}

#[test]
fn the_forecast_meets_what_the_objectives_ask_of_media() {
    let english = NumberForm {
        decimal: '.',
        group: ',',
    };
    let mut measured = 0;
    for template in &TEMPLATES {
        let pitch = template.pitch();
        let option = pitch.budget.recommended_option();
        let cases = forecast_cases(&pitch.media, option, None);
        for objective in held(&pitch.brief, &pitch.media, &cases, english, 2) {
            let Ok(against) = objective.result else {
                continue;
            };
            if let Some(met) = against.cases.expected.is_met() {
                measured += 1;
                assert!(met, "{}: {against:?}", template.title);
            }
        }
        if !pitch.media.flights.is_empty() {
            assert!(forecast(&pitch.media, option, None).impressions > 0);
        }
    }
    assert_eq!(measured, 4);
}

#[test]
fn every_document_can_be_written_and_only_names_are_missing() {
    for template in &TEMPLATES {
        let title = template.title;
        let mut pitch = template.pitch();
        for document in [DocumentKind::Proposal, DocumentKind::Statement] {
            Arc::make_mut(&mut pitch.proposal).document = document;
            let unknown = compose(&pitch, &Plain).unknown_fields;
            for field in &unknown {
                let names = ["{{client}}", "{{agency}}"];
                assert!(names.contains(&field.as_str()), "{title}: {field}");
            }
        }
        Arc::make_mut(&mut pitch.proposal).document = DocumentKind::Proposal;
        Arc::make_mut(&mut pitch.client).organisation = "Alder & Sons".to_owned();
        Arc::make_mut(&mut pitch.proposal).agency = "Fieldnote".to_owned();
        let proposal = compose(&pitch, &Plain);
        assert_eq!(proposal.unknown_fields, Vec::<String>::new(), "{title}");
        let words: Vec<String> = (proposal.blocks.iter())
            .flat_map(|block| block.content.words())
            .collect();
        let words = words.join("\n");
        assert!(!words.contains("{{"), "{title}");
        // What guides the writer is read as it stands, and as no link.
        let guidance = pitch.story.sections.iter().filter(|s| !s.internal);
        let mut guided = 0;
        for section in guidance {
            for text in [
                &section.text,
                &section.idea,
                &section.rationale,
                &section.executions,
            ] {
                for piece in text.split('[').skip(1) {
                    let (piece, _) = piece.split_once(']').expect("a closing bracket");
                    let piece = piece.replace("{{client}}", "Alder & Sons");
                    guided += 1;
                    assert!(words.contains(&format!("[{piece}]")), "{title}: {piece}");
                }
            }
        }
        assert!(guided > 20, "{title}");
    }
}

#[test]
fn the_story_has_what_its_kind_of_work_needs() {
    for template in &TEMPLATES {
        let title = template.title;
        let pitch = template.pitch();
        let sections = &pitch.story.sections;
        let place = |kind| sections.iter().position(|section| section.kind == kind);
        let always = [
            SectionKind::Prose,
            SectionKind::Objectives,
            SectionKind::Concept,
            SectionKind::Deliverables,
            SectionKind::Timeline,
            SectionKind::Team,
            SectionKind::Budget,
            SectionKind::Payments,
            SectionKind::Terms,
            SectionKind::Signatures,
        ];
        let places: Vec<_> = always.map(|kind| place(kind).expect("a section")).to_vec();
        assert!(places.is_sorted(), "{title}: {places:?}");
        assert_eq!(
            place(SectionKind::Options).is_none(),
            pitch.budget.options.is_empty(),
            "{title}"
        );
        assert_eq!(
            place(SectionKind::Media).is_none(),
            pitch.media.flights.is_empty(),
            "{title}"
        );
        let recommended = |kind: SectionKind| {
            let of_kind = sections.iter().filter(|section| section.kind == kind);
            of_kind.filter(|section| section.recommended).count()
        };
        assert_eq!(recommended(SectionKind::Concept), 1, "{title}");
    }
}

#[test]
fn no_id_stands_twice_in_a_list() {
    fn unique<T: pitchwright::model::Entry>(list: &List<T>) {
        let ids: BTreeSet<_> = list.iter().map(|entry| entry.id().clone()).collect();
        assert_eq!(ids.len(), list.len());
    }
    for template in &TEMPLATES {
        let pitch = template.pitch();
        unique(&pitch.story.sections);
        unique(&pitch.scope.deliverables);
        unique(&pitch.timeline.tasks);
        unique(&pitch.timeline.links);
        unique(&pitch.budget.lines);
        unique(&pitch.media.flights);
    }
}

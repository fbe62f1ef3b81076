//! Project's XML: a plan survives the way out and back, files of other programs come in with
//! their tasks, links, calendar and dates, and damage is refused with its place.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "support/cases.rs"]
mod cases;

use cases::cases;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use pitchwright::file;
use pitchwright::file::project_xml::{self, Audience, BadProject, Imported};
use pitchwright::model::{
    Assignment, AssignmentId, Date, Holiday, HolidayId, Hours, Link, LinkId, LinkKind, List,
    OptionId, Percent, Phase, PhaseId, Pitch, PlanFrom, Settings, Task, TaskId, TaskKind, Team,
    Timeline, WorkingWeek,
};
use pitchwright::plan::calendar::Calendar;
use pitchwright::plan::schedule::{Schedule, schedule};
use proptest::prelude::*;

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn files() -> PathBuf {
    PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").unwrap()).join("tests/files/project")
}

fn example() -> Pitch {
    let path = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").unwrap())
        .join("assets/example.pitch.json");
    let text = std::fs::read_to_string(path).unwrap();
    file::read(&text).unwrap().document.pitch
}

fn read(bytes: &[u8]) -> Imported {
    project_xml::read(bytes, &Team::default(), day("2027-01-04")).unwrap()
}

fn refused(text: &str) -> BadProject {
    project_xml::read(text.as_bytes(), &Team::default(), day("2027-01-04")).unwrap_err()
}

/// A file with these tasks, Monday to Friday from Monday 2027-01-04.
fn file_of(tasks: &str) -> String {
    format!(
        "<Project xmlns=\"http://schemas.microsoft.com/project\"><StartDate>2027-01-04T08:00:00</StartDate><MinutesPerDay>480</MinutesPerDay><Tasks>{tasks}</Tasks></Project>"
    )
}

/// A task of a file.
fn task(uid: u32, level: u32, name: &str, hours: u32, more: &str) -> String {
    format!(
        "<Task><UID>{uid}</UID><ID>{uid}</ID><Name>{name}</Name><OutlineLevel>{level}</OutlineLevel><Duration>PT{hours}H0M0S</Duration><DurationFormat>7</DurationFormat>{more}</Task>"
    )
}

fn after(uid: u32, kind: u32, lag: i32) -> String {
    format!(
        "<PredecessorLink><PredecessorUID>{uid}</PredecessorUID><Type>{kind}</Type><CrossProject>0</CrossProject><LinkLag>{lag}</LinkLag><LagFormat>7</LagFormat></PredecessorLink>"
    )
}

fn by_name<'a>(timeline: &'a Timeline, name: &str) -> &'a Task {
    let found = timeline.tasks.iter().find(|task| task.name == name);
    found.unwrap_or_else(|| panic!("{name} is not among {:?}", names(timeline)))
}

fn names(timeline: &Timeline) -> Vec<&str> {
    timeline.tasks.iter().map(|task| &*task.name).collect()
}

fn phase_of<'a>(timeline: &'a Timeline, name: &str) -> &'a str {
    let phase = by_name(timeline, name).phase.as_ref();
    phase.map_or("", |id| &timeline.phases.find(id).unwrap().name)
}

/// Links by the names of their tasks.
fn links(timeline: &Timeline) -> BTreeSet<(String, String, LinkKind, i32)> {
    let name = |id: &TaskId| timeline.tasks.find(id).unwrap().name.clone();
    (timeline.links.iter())
        .map(|link| (name(&link.from), name(&link.to), link.kind, link.lag))
        .collect()
}

fn shown(schedule: &Schedule) -> BTreeMap<TaskId, (Date, Date)> {
    (schedule.tasks.iter())
        .map(|(id, task)| (id.clone(), (task.start, task.finish)))
        .collect()
}

/// The days off of two years, which is what a list of holidays comes to.
fn days_off(timeline: &Timeline) -> Vec<Date> {
    let calendar = Calendar::of(timeline);
    (0..800)
        .map(|days| timeline.start.plus_days(days))
        .filter(|day| !calendar.is_working(*day))
        .collect()
}

/// What a file keeps of a task.
fn kept(task: &Task) -> impl PartialEq + std::fmt::Debug + use<> {
    (
        task.id.clone(),
        task.name.clone(),
        (task.kind, task.days(), task.phase.clone()),
        // Where there are both, the day on which it must start is the one that counts.
        task.not_before.filter(|_| task.must_start_on.is_none()),
        task.must_start_on,
        task.deadline,
        task.progress,
        task.note.trim().to_owned(),
        (task.assignments.iter())
            .map(|a| (a.role.clone(), a.person.clone(), a.hours))
            .collect::<Vec<_>>(),
    )
}

/// Writes a plan and reads it back; everything that both programs know is as it was.
fn there_and_back(pitch: &Pitch) -> Imported {
    let before = schedule(&pitch.timeline, None);
    let text = project_xml::write(pitch, &before, Audience::Internal);
    let imported = project_xml::read(text.as_bytes(), &pitch.team, day("2030-01-01")).unwrap();
    let (old, new) = (&pitch.timeline, &imported.timeline);
    let tasks = |timeline: &Timeline| -> BTreeMap<TaskId, _> {
        let tasks = timeline.tasks.iter();
        tasks.map(|task| (task.id.clone(), kept(task))).collect()
    };
    assert_eq!(tasks(old), tasks(new));
    assert_eq!(links(old), links(new));
    assert_eq!(
        old.phases
            .iter()
            .map(|p| (&p.id, &p.name))
            .collect::<Vec<_>>(),
        new.phases
            .iter()
            .map(|p| (&p.id, &p.name))
            .collect::<Vec<_>>()
    );
    assert_eq!(
        (old.start, old.working_week, old.plan_from, &old.launch),
        (new.start, new.working_week, new.plan_from, &new.launch)
    );
    assert_eq!(days_off(old), days_off(new));
    assert_eq!(shown(&before), shown(&schedule(new, None)));
    assert_eq!(imported.said, Vec::<String>::new());
    imported
}

fn blank() -> Pitch {
    Pitch::blank(day("2027-01-04"), &Settings::default())
}

prop_compose! {
    fn a_task(number: usize)(
        name in "[A-Za-zäöüß<>&\"' ›–0-9]{0,30}",
        kind in 0_usize..3,
        duration in 0_u32..12,
        phase in proptest::option::of(0_usize..3),
        constraint in 0_u32..4,
        offset in 0_i64..60,
        deadline in proptest::option::of(0_i64..90),
        progress in 0_i64..=100,
        note in "[a-zA-Zé \n]{0,20}",
        hours in proptest::collection::vec(0_u32..2000, 0..3),
    ) -> Task {
        let id = TaskId::new(&format!("task_{number}")).unwrap();
        let kind = TaskKind::ALL[kind];
        // Names tell tasks apart below.
        let mut task = Task::new(id, &format!("{number} {name}"), kind, duration);
        let date = day("2027-01-04").plus_days(offset);
        match constraint {
            0 => task.not_before = Some(date),
            1 => task.must_start_on = Some(date),
            _ => {}
        }
        task.phase = phase.map(|phase| PhaseId::new(&format!("phase_{phase}")).unwrap());
        task.deadline = deadline.map(|days| day("2027-01-04").plus_days(days));
        task.progress = Percent::whole(progress);
        task.note = note;
        task.assignments = hours.into_iter().enumerate().map(|(at, quarters)| Assignment {
            id: AssignmentId::new(&format!("a-{at}")).unwrap(),
            role: None,
            person: Some(pitchwright::model::PersonId::new(&format!("person_{at}")).unwrap()),
            hours: Hours::new(rust_decimal::Decimal::new(i64::from(quarters) * 25, 2)).unwrap(),
            extra: Default::default(),
        }).collect();
        task
    }
}

prop_compose! {
    fn a_plan()(count in 1_usize..14)(
        tasks in (0..count).map(a_task).collect::<Vec<_>>(),
        arrows in proptest::collection::vec((0..count, 0..count, 0_usize..4, -6_i32..9), 0..count * 2),
        week in 1_u8..128,
        holidays in proptest::collection::vec((0_i64..200, 0_i64..12, "[A-Za-z ]{0,12}"), 0..6),
        back in proptest::option::of(30_i64..250),
        launch in proptest::option::of(0..count),
    ) -> Pitch {
        let mut pitch = blank();
        let timeline = Arc::make_mut(&mut pitch.timeline);
        timeline.phases = (0..3).map(|phase| Phase {
            id: PhaseId::new(&format!("phase_{phase}")).unwrap(),
            name: format!("Phase {phase}"),
            extra: Default::default(),
        }).collect();
        let weekdays: Vec<u8> = (1..=7).filter(|d| week & (1 << (d - 1)) != 0).collect();
        timeline.working_week = WorkingWeek::new(&weekdays).unwrap();
        timeline.holidays = holidays.into_iter().enumerate().map(|(at, (from, long, name))| {
            let id = HolidayId::new(&format!("h_{at}")).unwrap();
            let mut holiday = Holiday::new(id, day("2027-01-04").plus_days(from), &name);
            holiday.until = (long > 0).then(|| holiday.date.plus_days(long));
            holiday
        }).collect();
        timeline.tasks = tasks.into_iter().collect();
        let mut links = List::default();
        let mut seen = BTreeSet::new();
        for (from, to, kind, lag) in arrows {
            // From earlier to later tasks, so that there is no loop.
            if from < to && seen.insert((from, to, kind)) {
                links.push(Link {
                    id: LinkId::new(&format!("l_{from}_{to}_{kind}")).unwrap(),
                    from: TaskId::new(&format!("task_{from}")).unwrap(),
                    to: TaskId::new(&format!("task_{to}")).unwrap(),
                    kind: LinkKind::ALL[kind],
                    lag,
                    extra: Default::default(),
                });
            }
        }
        timeline.links = links;
        timeline.launch = launch.map(|at| TaskId::new(&format!("task_{at}")).unwrap());
        if let Some(days) = back {
            timeline.plan_from = PlanFrom::Launch;
            timeline.launch_date = Some(day("2027-01-04").plus_days(days));
        }
        let team = Arc::make_mut(&mut pitch.team);
        for person in 0..3 {
            team.people.push(serde_json::from_value(serde_json::json!({
                "id": format!("person_{person}"), "name": format!("Person {person}")
            })).unwrap());
        }
        pitch
    }
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn any_plan_survives_the_way_there_and_back(pitch in a_plan()) {
        there_and_back(&pitch);
    }

    #[test]
    fn no_file_makes_it_fail_or_hang(cut in 0_usize..20_000, byte in any::<u8>(), at in 0_usize..20_000) {
        let pitch = example();
        let text = project_xml::write(&pitch, &schedule(&pitch.timeline, None), Audience::Internal);
        let mut bytes = text.into_bytes();
        let length = bytes.len();
        bytes[at % length] = byte;
        let _ = project_xml::read(&bytes, &pitch.team, day("2027-01-04"));
        let _ = project_xml::read(&bytes[..cut % length], &pitch.team, day("2027-01-04"));
    }
}

#[test]
fn the_example_survives_the_way_there_and_back() {
    let pitch = example();
    let option = pitch.budget.recommended_option().cloned();
    let before = schedule(&pitch.timeline, option.as_ref());
    let text = project_xml::write(&pitch, &before, Audience::Internal);
    let path = files().join("pitchwright.xml");
    if std::env::var("UPDATE_FILES").is_ok() {
        std::fs::write(&path, &text).unwrap();
    }
    assert_eq!(
        std::fs::read_to_string(&path).unwrap(),
        text,
        "run with UPDATE_FILES=1 and have other programs read it again"
    );
    let imported = project_xml::read(text.as_bytes(), &pitch.team, day("2030-01-01")).unwrap();
    assert_eq!(imported.said, Vec::<String>::new());
    assert_eq!((imported.roles.len(), imported.people.len()), (0, 0));
    assert_eq!(shown(&before), shown(&schedule(&imported.timeline, None)));

    // In the place of the timeline it changes nothing but what is in the order of the file.
    let mut back = pitch.clone();
    project_xml::replace(&mut back, imported, option.as_ref());
    let after = schedule(&back.timeline, option.as_ref());
    assert_eq!(shown(&before), shown(&after));
    assert_eq!(back.timeline.tasks.len(), pitch.timeline.tasks.len());
    for task in &pitch.timeline.tasks {
        let same = back.timeline.tasks.find(&task.id).unwrap();
        assert_eq!(
            (&same.options, same.best, same.worst),
            (&task.options, task.best, task.worst)
        );
    }
    assert_eq!(links(&back.timeline), links(&pitch.timeline));
    assert_eq!(back.budget, pitch.budget);
    assert_eq!(back.scope, pitch.scope);
    assert_eq!(back.team, pitch.team);
}

#[test]
fn a_file_for_the_client_holds_nothing_internal() {
    let mut pitch = example();
    let timeline = Arc::make_mut(&mut pitch.timeline);
    let first = timeline.tasks[0].id.clone();
    let task = timeline.tasks.find_mut(&first).unwrap();
    task.note = "They will squeeze us here".to_owned();
    task.progress = Percent::whole(37);
    task.deadline = Some(day("2027-03-11"));
    let schedule = schedule(&pitch.timeline, None);
    let internal = project_xml::write(&pitch, &schedule, Audience::Internal);
    let client = project_xml::write(&pitch, &schedule, Audience::Client);
    let person = &pitch.team.people[0].name;
    for secret in [
        "squeeze",
        ">37<",
        "<Deadline>2027-03-11T17:00:00",
        "<Resource>",
        "<Work>",
        person,
        first.to_string().as_str(),
    ] {
        assert!(
            internal.contains(secret),
            "{secret} is in the internal file"
        );
        assert!(!client.contains(secret), "{secret} is not for the client");
    }
    assert_eq!(
        read(client.as_bytes()).timeline.tasks.len(),
        pitch.timeline.tasks.len()
    );
}

#[test]
fn a_file_in_the_manner_of_project_comes_in_whole() {
    let bytes = std::fs::read(files().join("like-project.xml")).unwrap();
    assert_eq!(bytes[..3], [0xEF, 0xBB, 0xBF]);
    let imported = read(&bytes);
    let timeline = &imported.timeline;
    assert_eq!(timeline.start, day("2027-03-01"));
    let phases: Vec<&str> = timeline.phases.iter().map(|p| &*p.name).collect();
    assert_eq!(phases, ["Strategy", "Production"]);
    assert_eq!(phase_of(timeline, "Briefing"), "Strategy");
    assert_eq!(phase_of(timeline, "Shoot › Scout locations"), "Production");
    assert_eq!(phase_of(timeline, "Launch"), "");
    assert_eq!(by_name(timeline, "Launch").kind, TaskKind::Milestone);
    assert_eq!(
        by_name(timeline, "Briefing").note,
        "Bring the research & the budget"
    );
    assert_eq!(by_name(timeline, "Briefing").progress, Percent::whole(50));
    assert_eq!(by_name(timeline, "Edit").deadline, Some(day("2027-04-09")));
    let holidays: Vec<_> = (timeline.holidays.iter())
        .map(|h| (h.date.to_string(), h.last().to_string(), &*h.name))
        .collect();
    assert_eq!(
        holidays,
        [
            ("2027-03-26".to_owned(), "2027-03-29".to_owned(), "Easter"),
            (
                "2027-12-25".to_owned(),
                "2027-12-25".to_owned(),
                "Christmas Day"
            ),
            (
                "2028-12-25".to_owned(),
                "2028-12-25".to_owned(),
                "Christmas Day"
            ),
        ]
    );
    let expected = [
        ("Briefing", "Concept", LinkKind::FinishToStart, 0),
        // Of the whole phase: its last task, to the first tasks of the other.
        (
            "Concept",
            "Shoot › Scout locations",
            LinkKind::FinishToStart,
            1,
        ),
        (
            "Shoot › Scout locations",
            "Shoot › Film",
            LinkKind::FinishToStart,
            0,
        ),
        ("Shoot › Film", "Edit", LinkKind::StartToStart, 2),
        ("Edit", "Launch", LinkKind::FinishToStart, 0),
    ];
    let expected = expected.map(|(a, b, kind, lag)| (a.to_owned(), b.to_owned(), kind, lag));
    assert_eq!(links(timeline), BTreeSet::from(expected));
    // Every task stands where the file has it.
    let schedule = schedule(timeline, None);
    for (name, start, finish) in [
        ("Briefing", "2027-03-01", "2027-03-03"),
        ("Concept", "2027-03-04", "2027-03-17"),
        ("Shoot › Scout locations", "2027-03-19", "2027-03-23"),
        ("Shoot › Film", "2027-03-24", "2027-03-31"),
        ("Edit", "2027-03-30", "2027-04-05"),
        ("Launch", "2027-04-05", "2027-04-05"),
    ] {
        let task = schedule.tasks.get(&by_name(timeline, name).id).unwrap();
        assert_eq!(
            (task.start, task.finish),
            (day(start), day(finish)),
            "{name}"
        );
    }
    assert_eq!(imported.people.len(), 1);
    assert_eq!(imported.people[0].name, "Ada Lovelace");
    let work = &by_name(timeline, "Concept").assignments[0];
    assert_eq!(work.hours, "60".parse().unwrap());
    assert_eq!(work.person, Some(imported.people[0].id.clone()));
    let said = imported.said.join("\n");
    for words in [
        "1 summary under phases",
        "2 links of whole phases",
        "1 resource that is no person",
    ] {
        assert!(said.contains(words), "{words} in:\n{said}");
    }
    assert_eq!(imported.said.len(), 3, "{said}");
}

#[test]
fn the_same_file_in_utf_16_reads_the_same() {
    let bytes = std::fs::read(files().join("like-project.xml")).unwrap();
    let text = String::from_utf8(bytes[3..].to_vec()).unwrap();
    let text = text.replace("UTF-8", "UTF-16");
    let units: Vec<u16> = text.encode_utf16().collect();
    let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
    let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
    let expected = read(&bytes);
    assert_eq!(read(&[&[0xFF, 0xFE][..], &little].concat()), expected);
    assert_eq!(read(&[&[0xFE, 0xFF][..], &big].concat()), expected);
    assert_eq!(read(&little), expected);
}

#[test]
fn a_plan_that_another_program_saved_is_ours() {
    let bytes = std::fs::read(files().join("mpxj.xml")).unwrap();
    let pitch = example();
    let option = pitch.budget.recommended_option().cloned();
    let before = schedule(&pitch.timeline, option.as_ref());
    let imported = project_xml::read(&bytes, &pitch.team, day("2030-01-01")).unwrap();
    assert_eq!(shown(&before), shown(&schedule(&imported.timeline, None)));
    let of_option =
        |link: &Link| before.tasks.contains_key(&link.from) && before.tasks.contains_key(&link.to);
    let mut ours = Timeline::clone(&pitch.timeline);
    ours.links.retain(of_option);
    assert_eq!(links(&imported.timeline), links(&ours));
    assert_eq!(days_off(&imported.timeline), days_off(&ours));
    assert_eq!(imported.said, Vec::<String>::new());
}

#[test]
fn the_one_summary_over_all_is_the_project() {
    let text = file_of(
        &[
            task(1, 1, "Everything", 80, ""),
            task(2, 2, "One", 40, ""),
            task(3, 3, "A", 40, ""),
            task(4, 2, "Two", 40, ""),
            task(5, 3, "B", 40, &after(3, 1, 0)),
        ]
        .concat(),
    );
    let imported = read(text.as_bytes());
    assert_eq!(names(&imported.timeline), ["A", "B"]);
    assert_eq!(phase_of(&imported.timeline, "B"), "Two");
    assert!(imported.said[0].contains("“Everything” lies over everything"));
}

#[test]
fn durations_of_every_form_become_working_days() {
    let with = |duration: &str, more: &str| {
        let text = file_of(&format!(
            "<Task><UID>1</UID><Name>A</Name><OutlineLevel>1</OutlineLevel><Duration>{duration}</Duration>{more}</Task>"
        ));
        let imported = read(text.as_bytes());
        (imported.timeline.tasks[0].duration, imported.said)
    };
    assert_eq!(with("PT40H0M0S", ""), (5, vec![]));
    // Estimated days, which Project shows with a question mark.
    assert_eq!(
        with("PT24H0M0S", "<DurationFormat>39</DurationFormat>"),
        (3, vec![])
    );
    let (days, said) = with("PT12H0M0S", "<DurationFormat>5</DurationFormat>");
    assert_eq!(days, 2);
    assert!(said[0].contains("rounded up: “A”"), "{said:?}");
    assert_eq!(with("PT0H1M0S", "").0, 1);
    // Seven days and nights are five working days.
    let (days, said) = with("PT168H0M0S", "<DurationFormat>8</DurationFormat>");
    assert_eq!(days, 5);
    assert!(said[0].contains("nights and weekends"), "{said:?}");
    let (days, said) = with(
        "soon",
        "<Start>2027-01-04T08:00:00</Start><Finish>2027-01-06T17:00:00</Finish>",
    );
    assert_eq!(days, 3);
    assert!(said[0].contains("could not be read"), "{said:?}");
    assert_eq!(with("PT999999H0M0S", "").0, 5_000);
}

#[test]
fn links_of_every_form_are_kept_or_named() {
    let lag = |value: i32, format: u32| {
        format!(
            "<PredecessorLink><PredecessorUID>1</PredecessorUID><Type>1</Type><LinkLag>{value}</LinkLag><LagFormat>{format}</LagFormat></PredecessorLink>"
        )
    };
    let lag_of = |link: &str| {
        let text = file_of(&[task(1, 1, "A", 80, ""), task(2, 1, "B", 8, link)].concat());
        let imported = read(text.as_bytes());
        (imported.timeline.links[0].lag, imported.said.len())
    };
    assert_eq!(lag_of(&lag(9_600, 7)), (2, 0));
    assert_eq!(lag_of(&lag(-4_800, 7)), (-1, 0));
    assert_eq!(lag_of(&lag(2_400, 5)), (1, 1));
    // Half of ten days.
    assert_eq!(lag_of(&lag(50, 19)), (5, 0));
    // A week of days and nights.
    assert_eq!(lag_of(&lag(100_800, 8)), (5, 0));

    let text = file_of(
        &[
            task(1, 1, "A", 8, &after(2, 1, 0)),
            task(2, 1, "B", 8, &[after(1, 1, 0), after(99, 1, 0)].concat()),
        ]
        .concat(),
    );
    let imported = read(text.as_bytes());
    assert_eq!(imported.timeline.links.len(), 1);
    let said = imported.said.join("\n");
    assert!(
        said.contains("closes a loop") && said.contains("“A”") && said.contains("“B”"),
        "{said}"
    );
    assert!(
        said.contains("1 link to what is not in this plan was left out"),
        "{said}"
    );
}

#[test]
fn what_stands_by_hand_keeps_its_days() {
    let at = |start: &str, finish: &str, manual: u8| {
        format!(
            "<Start>{start}T08:00:00</Start><Finish>{finish}T17:00:00</Finish><Manual>{manual}</Manual>"
        )
    };
    let text = file_of(
        &[
            task(1, 1, "A", 16, &at("2027-01-04", "2027-01-05", 1)),
            // Later than its link asks for, and earlier.
            task(
                2,
                1,
                "Late",
                8,
                &[after(1, 1, 0), at("2027-01-12", "2027-01-12", 1)].concat(),
            ),
            task(
                3,
                1,
                "Early",
                8,
                &[after(1, 1, 0), at("2027-01-05", "2027-01-05", 1)].concat(),
            ),
            // Not by hand: its link counts, and the difference is said.
            task(
                4,
                1,
                "Wrong",
                8,
                &[after(1, 1, 0), at("2027-01-05", "2027-01-05", 0)].concat(),
            ),
        ]
        .concat(),
    );
    let imported = read(text.as_bytes());
    let schedule = schedule(&imported.timeline, None);
    let start = |name: &str| {
        schedule
            .tasks
            .get(&by_name(&imported.timeline, name).id)
            .unwrap()
            .start
    };
    assert_eq!(start("Late"), day("2027-01-12"));
    assert_eq!(start("Early"), day("2027-01-05"));
    assert_eq!(start("Wrong"), day("2027-01-06"));
    assert_eq!(by_name(&imported.timeline, "A").not_before, None);
    assert_eq!(
        imported.said,
        ["1 task stands on other days here than in the file: “Wrong”."]
    );
}

#[test]
fn blank_inactive_and_foreign_rows_stay_out() {
    let text = file_of(&[
        "<Task><UID>0</UID><ID>0</ID><Name>The project</Name><OutlineLevel>0</OutlineLevel><Summary>1</Summary></Task>".to_owned(),
        "<Task><UID>7</UID><ID>1</ID><IsNull>1</IsNull></Task>".to_owned(),
        task(2, 1, "A", 8, ""),
        task(3, 1, "Off", 8, "<Active>0</Active>"),
        task(4, 1, "Elsewhere", 8, "<ExternalTask>1</ExternalTask>"),
        task(2, 1, "Double", 8, ""),
    ].concat());
    let imported = read(text.as_bytes());
    assert_eq!(names(&imported.timeline), ["A"]);
    assert_eq!(imported.said.len(), 3, "{:?}", imported.said);
}

#[test]
fn damage_is_refused_with_its_place() {
    let good = file_of(&task(12, 1, "A", 8, ""));
    let words = |text: &str| refused(text).to_string();
    assert!(words(&good.replace("</Name>", "</Nome>")).contains("Project › Tasks › Task 12"));
    assert!(words(&good.replace("</Project>", "")).contains("ends too early"));
    assert!(words(&good[..good.len() - 14]).contains("line 1"));
    assert!(words("<Plan><Task/></Plan>").contains("begins with <Plan>"));
    assert!(words("{\"format\": 1}").contains("no Microsoft Project XML"));
    assert_eq!(refused(" \n"), BadProject::Empty);
    assert_eq!(refused(&file_of("")), BadProject::NoTasks);
    let bomb = format!(
        "<!DOCTYPE Project [<!ENTITY a \"aaaa\">]>{}",
        good.replace(">A<", ">&a;<")
    );
    assert!(words(&bomb).contains("document type"));
    assert!(words(&good.replace(">A<", ">&a;<")).contains("“&a;” stands for nothing"));
    let deep = format!("{}{}", "<Notes>".repeat(100), "</Notes>".repeat(100));
    assert!(words(&good.replace("<Tasks>", &format!("{deep}<Tasks>"))).contains("deep"));
    let long = "x".repeat(100_001);
    assert!(words(&good.replace(">A<", &format!(">{long}<"))).contains("longer than 100000"));
    let line = good
        .replace("<Tasks>", "\n\n<Tasks>")
        .replace("</Name>", "</Nome>");
    assert!(words(&line).contains("line 3"));
    assert_eq!(
        project_xml::read(&[0xFF, 0x00, 0x80], &Team::default(), day("2027-01-04")),
        Err(BadProject::NoText)
    );
}

#[test]
fn more_tasks_than_a_pitch_holds_are_refused() {
    let many: String = (1..=20_001).map(|uid| task(uid, 1, "A", 8, "")).collect();
    assert!(refused(&file_of(&many)).to_string().contains("20000"));
}

#[test]
fn the_longest_chain_that_a_pitch_holds_comes_back() {
    let mut pitch = blank();
    let timeline = Arc::make_mut(&mut pitch.timeline);
    let id = |at: u32| TaskId::new(&format!("task_{at}")).unwrap();
    timeline.tasks = (0..20_000)
        .map(|at| Task::new(id(at), &at.to_string(), TaskKind::Task, 1))
        .collect();
    timeline.links = (1..20_000)
        .map(|at| Link {
            id: LinkId::new(&format!("l_{at}")).unwrap(),
            from: id(at - 1),
            to: id(at),
            kind: LinkKind::FinishToStart,
            lag: 0,
            extra: Default::default(),
        })
        .collect();
    let dates = schedule(&pitch.timeline, None);
    let text = project_xml::write(&pitch, &dates, Audience::Internal);
    let before = Instant::now();
    let imported = read(text.as_bytes());
    println!("{} MB in {:?}", text.len() / 1_000_000, before.elapsed());
    assert_eq!(shown(&dates), shown(&schedule(&imported.timeline, None)));
    project_xml::replace(&mut pitch, imported, None);
    assert_eq!(pitch.timeline.tasks.len(), 20_000);
}

#[test]
fn entities_and_sections_are_read_as_text() {
    let text = file_of(&task(1, 1, "Q&amp;A &#8211; <![CDATA[<live>]]>", 8, ""));
    assert_eq!(names(&read(text.as_bytes()).timeline), ["Q&A – <live>"]);
}

#[test]
fn a_file_is_added_beside_what_is_there() {
    let mut pitch = example();
    let before = pitch.timeline.tasks.len();
    let bytes = std::fs::read(files().join("like-project.xml")).unwrap();
    let mut number = 0;
    let imported = read(&bytes);
    let links_before = pitch.timeline.links.len();
    let held = project_xml::add(&mut pitch, imported.clone(), &mut || {
        number += 1;
        format!("new-{number}")
    });
    assert_eq!(pitch.timeline.tasks.len(), before + 6);
    assert_eq!(pitch.timeline.links.len(), links_before + 5);
    assert_eq!(held, 1);
    // On the days of the file, as far as the calendars agree.
    let dates = schedule(&pitch.timeline, None);
    let briefing = by_name(&pitch.timeline, "Briefing");
    assert_eq!(
        dates.tasks.get(&briefing.id).unwrap().start,
        day("2027-03-01")
    );
    assert_eq!(phase_of(&pitch.timeline, "Briefing"), "Strategy");
    assert!(pitch.team.people.iter().any(|p| p.name == "Ada Lovelace"));
}

#[test]
fn in_the_place_of_a_plan_it_takes_references_to_lost_tasks_along() {
    let mut pitch = example();
    let bytes = std::fs::read(files().join("like-project.xml")).unwrap();
    project_xml::replace(&mut pitch, read(&bytes), None::<&OptionId>);
    assert_eq!(pitch.timeline.tasks.len(), 6);
    assert_eq!(pitch.timeline.phases.len(), 2);
    // A file of this pitch reads again without repairs: nothing refers to what is gone.
    let document = file::Document::new(pitchwright::model::PitchId::new("p").unwrap(), pitch);
    let opened = file::read(&file::write(&document, &file::Pictures::new())).unwrap();
    assert_eq!(opened.repairs, []);
}

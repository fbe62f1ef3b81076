//! Tables as people paste them: with and without headings, indented or not, in English and
//! German, with what cannot be read said.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "support/cases.rs"]
mod cases;

use cases::cases;
use pitchwright::model::{
    Date, LinkKind, List, Settings, Task, TaskId, TaskKind, Timeline, WorkingWeek,
};
use pitchwright::plan::calendar::Calendar;
use pitchwright::plan::parse::DateForm;
use pitchwright::plan::parse::table::{Around, Column, Pasted, Predecessor, add, table};
use pitchwright::plan::schedule::schedule;
use proptest::prelude::*;

/// The columns of the timeline's grid.
const GRID: [Column; 9] = [
    Column::Name,
    Column::Number,
    Column::Duration,
    Column::Start,
    Column::Finish,
    Column::After,
    Column::Who,
    Column::Other,
    Column::Done,
];

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

/// Monday to Friday from Monday 2027-01-04; row 40 of the plan is the task “planned”.
fn read(text: &str) -> Pasted {
    let calendar = Calendar::new(day("2027-01-04"), WorkingWeek::default(), &[]);
    table(
        text,
        &Around {
            columns: &GRID,
            dates: &DateForm::default(),
            calendar: &calendar,
            near: day("2027-01-04"),
            task_in_row: &|row| (row == 40).then(|| TaskId::new("planned").unwrap()),
        },
    )
}

fn names(pasted: &Pasted) -> Vec<&str> {
    pasted.tasks.iter().map(|task| &*task.name).collect()
}

fn days(pasted: &Pasted) -> Vec<u32> {
    pasted.tasks.iter().map(|task| task.duration).collect()
}

/// Links as “2 > 3 FS+1”, by positions from 1.
fn links(pasted: &Pasted) -> Vec<String> {
    (pasted.links.iter())
        .map(|link| {
            let from = match &link.from {
                Predecessor::Pasted(at) => (at + 1).to_string(),
                Predecessor::Planned(id) => id.to_string(),
            };
            let kind = match link.kind {
                LinkKind::FinishToStart => "FS",
                LinkKind::StartToStart => "SS",
                LinkKind::FinishToFinish => "FF",
                LinkKind::StartToFinish => "SF",
            };
            format!("{from} > {} {kind}{:+}", link.to + 1, link.lag)
        })
        .collect()
}

fn phase<'a>(pasted: &'a Pasted, name: &str) -> &'a str {
    let task = pasted.tasks.iter().find(|task| task.name == name).unwrap();
    task.phase.map_or("", |phase| &pasted.phases[phase])
}

#[test]
fn a_table_with_headings_comes_in_whole() {
    let pasted = read(
        "ID\tTask Name\tDuration\tPredecessors\tResource Names\t% Complete\tNotes\n\
         1\tPrepare\t\t\t\t\t\n\
         2\t  Brief\t3 days\t\tAda 12h\t50%\tAt their office\n\
         3\t  Concept\t2 wks?\t2\tAda; Art director 8h\t\t\n\
         4\tMake\t\t\t\t\t\n\
         5\t  Client approves film\t2d\t3FS+1 day\t\t\t\n\
         6\t  On air\t0 days\t5\t\t\t\n",
    );
    assert_eq!(pasted.phases, ["Prepare", "Make"]);
    assert_eq!(
        names(&pasted),
        ["Brief", "Concept", "Client approves film", "On air"]
    );
    assert_eq!(days(&pasted), [3, 10, 2, 0]);
    assert_eq!(links(&pasted), ["1 > 2 FS+0", "2 > 3 FS+1", "3 > 4 FS+0"]);
    assert_eq!(phase(&pasted, "Concept"), "Prepare");
    assert_eq!(phase(&pasted, "On air"), "Make");
    let kinds: Vec<TaskKind> = pasted.tasks.iter().map(|task| task.kind).collect();
    assert_eq!(
        kinds,
        [
            TaskKind::Task,
            TaskKind::Task,
            TaskKind::Approval,
            TaskKind::Milestone
        ]
    );
    assert_eq!(pasted.tasks[0].progress.to_string(), "50");
    assert_eq!(pasted.tasks[0].note, "At their office");
    assert_eq!(pasted.tasks[1].who, "Ada; Art director 8h");
    assert_eq!(pasted.said, Vec::<String>::new());
}

#[test]
fn a_table_in_german_reads_the_same() {
    let pasted = read(
        "Nr.\tVorgangsname\tDauer\tAnfang\tEnde\tVorgänger\tRessourcennamen\n\
         1\tKonzept\t3 Tage\tMo 04.01.27\tMi 06.01.27\t\tAda\n\
         2\tFreigabe Konzept\t1 Woche?\t\t\t1EA+2 Tage\t\n\
         3\tReinzeichnung\t12 Std.\t\t\t2AA;1\t\n",
    );
    assert_eq!(days(&pasted), [3, 5, 2]);
    assert_eq!(links(&pasted), ["1 > 2 FS+2", "2 > 3 SS+0", "1 > 3 FS+0"]);
    assert_eq!(pasted.tasks[0].not_before, Some(day("2027-01-04")));
    assert_eq!(pasted.tasks[1].kind, TaskKind::Approval);
    assert_eq!(pasted.said, Vec::<String>::new());
}

#[test]
fn commas_and_semicolons_with_quotes_are_cells_too() {
    let pasted = read(
        "Task;Days;After\r\n\"Edit; grade and \"\"sound\"\"\";5;\r\nMaster;2;1\r\n\"Two\nlines\";1;2\r\n",
    );
    assert_eq!(
        names(&pasted),
        ["Edit; grade and \"sound\"", "Master", "Two\nlines"]
    );
    assert_eq!(links(&pasted), ["1 > 2 FS+0", "2 > 3 FS+0"]);
    let pasted = read("Name,Duration\nBrief,2d\n\"Big\" idea,3d\n");
    assert_eq!(names(&pasted), ["Brief", "\"Big\" idea"]);
    assert_eq!(days(&pasted), [2, 3]);
}

#[test]
fn without_headings_columns_are_those_of_the_grid() {
    let pasted =
        read("Brief\t1\t3d\t4 Jan\t6 Jan\t\tAda 8h\t0d\t20%\nConcept\t2\t5d\t\t\t1\t\t\t\n");
    assert_eq!(names(&pasted), ["Brief", "Concept"]);
    assert_eq!(days(&pasted), [3, 5]);
    assert_eq!(links(&pasted), ["1 > 2 FS+0"]);
    assert_eq!(pasted.tasks[0].progress.to_string(), "20");
    // Without the column of numbers too.
    let pasted = read("Brief\t3d\nConcept\t5\n");
    assert_eq!(days(&pasted), [3, 5]);
    // A bare list of names.
    let pasted = read("Brief, short\nConcept\n\nFilm\n");
    assert_eq!(names(&pasted), ["Brief, short", "Concept", "Film"]);
    assert_eq!(pasted.said, ["3 tasks had no duration; 1 day was taken."]);
}

#[test]
fn phases_come_from_levels_outline_numbers_columns_and_bare_rows() {
    let by_level =
        read("Outline Level\tName\tDuration\n1\tA\t\n2\tB\t1d\n1\tC\t\n2\tD\t\n3\tE\t2d\n");
    assert_eq!(by_level.phases, ["A", "C"]);
    assert_eq!(names(&by_level), ["B", "D › E"]);
    assert!(by_level.said[0].contains("part of the names"));
    let by_number = read("WBS\tName\tDays\n1\tA\t\n1.1\tB\t1\n2\tC\t\n2.1\tD\t1\n");
    assert_eq!((by_number.phases.len(), phase(&by_number, "D")), (2, "C"));
    let by_column = read("Phase\tTask\tDays\nA\tB\t1\nA\tC\t2\nD\tE\t3\n\tF\t1\n");
    assert_eq!(by_column.phases, ["A", "D"]);
    assert_eq!((phase(&by_column, "C"), phase(&by_column, "F")), ("A", ""));
    let bare = read("Task\tDays\nLoose\t1\nMAKE\t\nB\t1\nC\t2\nSHOW\t\nD\t1\n");
    assert_eq!(bare.phases, ["MAKE", "SHOW"]);
    assert_eq!(
        (phase(&bare, "Loose"), phase(&bare, "C"), phase(&bare, "D")),
        ("", "MAKE", "SHOW")
    );
}

#[test]
fn predecessors_are_rows_of_the_table_else_of_the_plan() {
    // The heading is no row; numbers in a column go before places.
    let pasted = read("Task\tDays\tAfter\nA\t1\t40\nB\t1\t1, 7\nC\t1\tA; B\n");
    assert_eq!(
        links(&pasted),
        ["planned > 1 FS+0", "1 > 2 FS+0", "1 > 3 FS+0", "2 > 3 FS+0"]
    );
    assert_eq!(pasted.said, ["Row 2, “B”: There is no task in row 7."]);
    let pasted = read("ID\tTask\tDays\tAfter\n10\tA\t1\t\n20\tB\t1\t10SS+2d\n");
    assert_eq!(links(&pasted), ["1 > 2 SS+2"]);
    // A phase stands for its last task.
    let pasted = read("ID\tTask\tDays\tAfter\n1\tP\t\t\n2\t  A\t1\t\n3\t  B\t1\t\n4\tC\t1\t1\n");
    assert_eq!(links(&pasted), ["2 > 3 FS+0"]);
}

#[test]
fn numbers_may_count_tasks_only_as_those_of_the_grid_do() {
    // By rows the second task would come after the phase that it is in.
    let pasted = read("Task\tDays\tAfter\nP\t\t\n  A\t1\t\n  B\t1\t1\n  C\t1\t2\n");
    assert_eq!(links(&pasted), ["1 > 2 FS+0", "2 > 3 FS+0"]);
    assert_eq!(pasted.said, Vec::<String>::new());
    let pasted = read("Task\tDays\tAfter\nP\t\t\n  A\t1\t\n  B\t1\t2\n  C\t1\t3\n");
    assert_eq!(links(&pasted), ["1 > 2 FS+0", "2 > 3 FS+0"]);
    // With a column of numbers there is no doubt.
    let pasted = read("ID\tTask\tDays\tAfter\n1\tP\t\t\n2\t  A\t1\t\n3\t  B\t1\t1\n");
    assert_eq!(pasted.links, []);
    assert_eq!(
        pasted.said,
        ["Row 3, “B”: it cannot come after the phase that it is in."]
    );
}

#[test]
fn loops_are_opened_and_said() {
    let pasted = read("Task\tDays\tAfter\nA\t1\t2\nB\t1\t1\nC\t1\t3\n");
    assert_eq!(pasted.links.len(), 1);
    let loops = pasted
        .said
        .iter()
        .filter(|words| words.contains("closes a loop"));
    assert_eq!(loops.count(), 2);
}

#[test]
fn what_cannot_be_read_is_said_with_its_row() {
    let pasted = read("Task\tDays\tStart\tDone\tColour\nA\tsoon\twhenever\tmost\tred\n\t2\t\t\t\n");
    assert_eq!(names(&pasted), ["A"]);
    assert_eq!(
        pasted.said,
        [
            "Not read: the column “Colour”.",
            "Row 1, “A”: “whenever” is not a date.",
            "Row 1, “A”: “soon” is not a duration; 1d was taken.",
            "Row 1, “A”: “most” is not a percentage.",
            "Row 2, “”: it has no name, so it was left out.",
        ]
    );
    let many = (0..30).fold(String::new(), |text, at| text + &format!("T{at}\tsoon\n"));
    let pasted = read(&format!("Task\tDays\n{many}"));
    assert_eq!(pasted.tasks.len(), 30);
    assert_eq!(
        pasted.said.last().unwrap(),
        "23 more things could not be read."
    );
}

#[test]
fn dates_give_durations_and_hold_tasks_that_follow_nothing() {
    let pasted = read(
        "Task\tStart\tFinish\tAfter\nA\t2027-01-06\t2027-01-12\t\nB\tWed 13/01/27 08:00\t14/01/27\t1\n",
    );
    assert_eq!(days(&pasted), [5, 2]);
    assert_eq!(pasted.tasks[0].not_before, Some(day("2027-01-06")));
    assert_eq!(pasted.tasks[1].not_before, None);
    assert!(pasted.said[0].contains("dates beside predecessors were not kept"));
}

#[test]
fn what_was_read_is_added_after_what_is_there() {
    let mut timeline = Timeline::clone(
        &pitchwright::model::Pitch::blank(day("2027-01-04"), &Settings::default()).timeline,
    );
    let planned = TaskId::new("planned").unwrap();
    timeline
        .tasks
        .push(Task::new(planned, "Planned", TaskKind::Task, 2));
    timeline
        .phases
        .push(serde_json::from_value(serde_json::json!({ "id": "ph", "name": "Make" })).unwrap());
    let pasted = read("Phase\tTask\tDays\tAfter\nmake\tA\t2\t40\nShow\tB\t1\tA\n");
    let mut number = 0;
    add(
        &mut timeline,
        &pasted,
        &mut || {
            number += 1;
            format!("new-{number}")
        },
        |_| List::default(),
    );
    let phases: Vec<&str> = timeline.phases.iter().map(|phase| &*phase.name).collect();
    assert_eq!(phases, ["Make", "Show"]);
    assert_eq!(timeline.tasks.len(), 3);
    assert_eq!(timeline.tasks[1].phase.as_ref().unwrap().to_string(), "ph");
    let dates = schedule(&timeline, None);
    assert_eq!(
        dates.tasks.get(&timeline.tasks[2].id).unwrap().start,
        day("2027-01-08")
    );
}

#[test]
fn nothing_is_nothing() {
    for text in ["", "\n\n", "\t\t\n", "Task\tDays\n"] {
        assert_eq!(read(text), Pasted::default(), "{text:?}");
    }
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn no_text_makes_it_fail_and_no_row_is_lost(text in "([a-z0-9 \"%.]{0,6}[\t\n;,]){0,60}") {
        let pasted = read(&text);
        for link in &pasted.links {
            prop_assert!(link.to < pasted.tasks.len());
            if let Predecessor::Pasted(from) = link.from {
                prop_assert!(from < pasted.tasks.len());
            }
        }
    }

    #[test]
    fn every_named_row_is_a_task(names in proptest::collection::vec("[a-z]{1,8}", 1..40)) {
        let text = (names.iter()).fold(String::new(), |text, name| text + &format!("x {name}\t2d\n"));
        prop_assert_eq!(read(&text).tasks.len(), names.len());
    }
}

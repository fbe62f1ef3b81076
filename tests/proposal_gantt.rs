//! The picture of a timeline: where things stand on screen, on paper and in a file.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "support/cases.rs"]
mod cases;
#[path = "support/plain.rs"]
mod plain;

use cases::cases;
use std::ops::Range;

use pitchwright::model::{Date, LinkKind, Pitch};
use pitchwright::plan::schedule::{Span, schedule};
use pitchwright::proposal::gantt::{
    Band, Bar, BarKind, Chart, Ink, Inside, Layer, Lettering, Metrics, Picture, Rows, Scale,
    Source, Space, Tie, Words, chart_svg, charts, draw, ends, head,
};
use plain::Plain;
use proptest::prelude::*;
use serde_json::json;

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn span(start: &str, finish: &str) -> Span {
    Span {
        start: day(start),
        finish: day(finish),
    }
}

fn task(name: &str, start: &str, finish: &str) -> Bar {
    Bar {
        kind: BarKind::Task,
        ..Bar::of_phase(name, span(start, finish))
    }
}

fn milestone(name: &str, at: &str) -> Bar {
    Bar {
        kind: BarKind::Milestone,
        point: true,
        ..Bar::of_phase(name, span(at, at))
    }
}

/// Rows of 32.
struct Table(Vec<Bar>);

impl Rows for Table {
    fn bar(&self, row: usize) -> Option<Bar> {
        self.0.get(row).cloned()
    }
    fn band(&self, row: usize) -> Band {
        Band {
            top: f64::from(u32::try_from(row).unwrap()) * 32.0,
            height: 32.0,
        }
    }
}

/// Ten pixels a day from Monday 4 January 2027.
const SCALE: fn() -> Scale = || Scale {
    origin: day("2027-01-04"),
    days: 56,
    width: 10.0,
    left: 0.0,
};

fn drawn(bars: Vec<Bar>, ties: &[Tie], window: Range<usize>) -> Ink {
    draw(&Table(bars), window, ties, &SCALE(), &Metrics::SCREEN)
}

fn tie(from: usize, to: usize, kind: LinkKind) -> Tie {
    Tie { from, to, kind }
}

#[test]
fn a_bar_reaches_from_the_morning_of_its_first_day_to_the_evening_of_its_last() {
    let bar = task("Write", "2027-01-05", "2027-01-07");
    assert_eq!(ends(&bar, &SCALE()), (10.0, 40.0));
    let ink = drawn(vec![bar], &[], 0..1);
    assert_eq!(ink.path(Layer::Task), "M10.00 8.00H40.00v16.00H10.00z");
    assert_eq!(ink.path(Layer::TaskCritical), "");
    assert_eq!(ink.path(Layer::Rows), "M0.00 31.50H560.00");
}

#[test]
fn a_milestone_is_a_diamond_in_the_middle_of_its_day() {
    let bar = milestone("On air", "2027-01-05");
    assert_eq!(ends(&bar, &SCALE()), (15.0, 15.0));
    let ink = drawn(vec![bar], &[], 0..1);
    assert_eq!(
        ink.path(Layer::Milestone),
        "M15.00 8.00l8.00 8.00l-8.00 8.00l-8.00 -8.00z"
    );
}

#[test]
fn what_is_critical_and_what_the_client_decides_are_told_apart() {
    let approval = Bar {
        kind: BarKind::Approval,
        ..task("Client approves", "2027-01-05", "2027-01-06")
    };
    let critical = Bar {
        critical: true,
        ..approval.clone()
    };
    let ink = drawn(vec![approval, critical], &[], 0..2);
    for layer in [
        Layer::Approval,
        Layer::Decision,
        Layer::ApprovalCritical,
        Layer::DecisionCritical,
    ] {
        assert!(!ink.path(layer).is_empty(), "{layer:?}");
    }
    assert!(ink.path(Layer::Task).is_empty());
    // The diamond stands in the middle of the days that the client has.
    assert!(ink.path(Layer::Decision).starts_with("M20.00 8.00"));
}

#[test]
fn slack_progress_and_deadline_are_drawn_where_they_are_known() {
    let bar = Bar {
        inside: Inside {
            slack_to: Some(day("2027-01-11")),
            done: pitchwright::model::Percent::whole(50),
            deadline: Some(day("2027-01-12")),
        },
        ..task("Write", "2027-01-05", "2027-01-08")
    };
    let ink = drawn(vec![bar], &[], 0..1);
    // To the evening of the last day to which it can slip.
    assert!(ink.path(Layer::Slack).starts_with("M50.00 16.00H80.00"));
    // Half of the bar.
    assert_eq!(ink.path(Layer::Done), "M10.00 22.00H30.00");
    assert!(ink.path(Layer::Deadline).starts_with("M90.00"));
    let plain = drawn(vec![task("Write", "2027-01-05", "2027-01-08")], &[], 0..1);
    for layer in [Layer::Slack, Layer::Done, Layer::Deadline, Layer::Agreed] {
        assert_eq!(plain.path(layer), "", "{layer:?}");
    }
}

#[test]
fn agreed_dates_stand_under_the_bar_and_those_of_another_plan_behind_it() {
    let bar = Bar {
        agreed: Some(span("2027-01-04", "2027-01-05")),
        ghost: Some(span("2027-01-06", "2027-01-07")),
        ..task("Write", "2027-01-05", "2027-01-08")
    };
    let ink = drawn(vec![bar], &[], 0..1);
    assert_eq!(ink.path(Layer::Agreed), "M0.00 25.50H20.00v3.00H0.00z");
    assert_eq!(ink.path(Layer::Ghost), "M20.00 5.00H40.00v22.00H20.00z");
}

#[test]
fn a_link_leads_from_the_end_of_one_bar_into_the_beginning_of_the_other() {
    let bars = || {
        vec![
            task("Write", "2027-01-04", "2027-01-05"),
            task("Shoot", "2027-01-11", "2027-01-12"),
        ]
    };
    let path = |kind| {
        drawn(bars(), &[tie(0, 1, kind)], 0..2)
            .path(Layer::Link)
            .to_owned()
    };
    // Along, then down into the first day.
    assert!(path(LinkKind::FinishToStart).starts_with("M20.00 16.00H74.00V40.00"));
    assert!(path(LinkKind::StartToStart).starts_with("M0.00 16.00H74.00V40.00"));
    // Around the right edge.
    assert!(path(LinkKind::FinishToFinish).starts_with("M20.00 16.00H97.00V48.00H90.00"));
    assert!(path(LinkKind::StartToFinish).starts_with("M0.00 16.00H97.00V48.00H90.00"));
    // To what begins before it is done: back along the row's edge, into the left edge.
    let bars = vec![
        task("Write", "2027-01-11", "2027-01-15"),
        task("Shoot", "2027-01-11", "2027-01-12"),
    ];
    let back = drawn(bars, &[tie(0, 1, LinkKind::FinishToStart)], 0..2);
    assert!(
        back.path(Layer::Link)
            .starts_with("M120.00 16.00H125.00V31.50H63.00V48.00H70.00")
    );
}

#[test]
fn links_to_rows_out_of_view_are_drawn_and_those_elsewhere_are_not() {
    let bars: Vec<Bar> = (0..100)
        .map(|row| task(&format!("Task {row}"), "2027-01-05", "2027-01-06"))
        .collect();
    let count = |tie: Tie| {
        let ink = drawn(bars.clone(), &[tie], 40..50);
        ink.path(Layer::Link).matches('M').count()
    };
    let to = |from, to| count(tie(from, to, LinkKind::FinishToStart));
    assert_eq!(to(41, 42), 1, "both in view");
    assert_eq!(to(3, 45), 1, "from above");
    assert_eq!(to(45, 99), 1, "to below");
    assert_eq!(to(99, 3), 1, "through");
    assert_eq!(to(3, 39), 0, "above");
    assert_eq!(to(50, 60), 0, "below");
    // And it runs to where the other row stands.
    let ink = drawn(
        bars.clone(),
        &[tie(45, 99, LinkKind::FinishToFinish)],
        40..50,
    );
    let below = f64::from(99 * 32 + 16);
    assert!(ink.path(Layer::Link).contains(&format!("V{below:.2}")));
}

#[test]
fn the_scale_is_as_fine_as_its_names_have_room() {
    let at = |width: f64| {
        let scale = Scale {
            origin: day("2027-02-22"),
            days: 400,
            width,
            left: 0.0,
        };
        let head = head(&scale, 0..400, 0.0, &Lettering::SCREEN, &Plain);
        let label = |marks: &[pitchwright::proposal::gantt::Mark], at: usize| {
            marks
                .get(at)
                .map_or(String::new(), |mark| mark.label.clone())
        };
        (label(&head.upper, 1), label(&head.lower, 1), head)
    };
    // Days, weeks, months, quarters: as the levels of zoom are.
    let (upper, lower, _) = at(26.0);
    assert_eq!((upper.as_str(), lower.as_str()), ("2027-03", "23"));
    let (upper, lower, _) = at(9.0);
    assert_eq!((upper.as_str(), lower.as_str()), ("2027-03", "1"));
    let (upper, lower, _) = at(3.6);
    assert_eq!((upper.as_str(), lower.as_str()), ("2027-03", "1"));
    let (upper, lower, head) = at(1.5);
    assert_eq!((upper.as_str(), lower.as_str()), ("Q2 2027", "03"));
    // The quarter begins with its first day, not with the plan.
    assert!((head.upper[1].x - 1.5 * 38.0).abs() < 0.001);
    let (upper, lower, _) = at(0.4);
    assert_eq!((upper.as_str(), lower.as_str()), ("2028", "Q2"));
}

#[test]
fn the_name_of_the_month_at_the_edge_stays_in_view() {
    let scale = SCALE();
    let head = head(&scale, 0..56, 100.0, &Lettering::SCREEN, &Plain);
    assert_eq!(head.upper[0].label, "2027-01");
    assert!((head.upper[0].label_at - 103.0).abs() < 0.001);
    // Where it no longer fits before the next it is shorter, then gone.
    let label = |left: f64| {
        let head =
            pitchwright::proposal::gantt::head(&scale, 0..56, left, &Lettering::SCREEN, &Plain);
        head.upper[0].label.clone()
    };
    assert_eq!(label(250.0), "01");
    assert_eq!(label(275.0), "");
}

fn plan(tasks: usize, days_each: i64) -> Picture {
    let start = day("2027-02-22");
    let mut bars = Vec::new();
    for at in 0..tasks {
        if at % 12 == 0 {
            bars.push(Bar::of_phase(
                &format!("Phase {}", at / 12 + 1),
                Span {
                    start,
                    finish: start,
                },
            ));
        }
        let first = start.plus_days(i64::try_from(at).unwrap() * days_each);
        bars.push(Bar {
            kind: BarKind::Task,
            ..Bar::of_phase(
                &format!("Task {}", at + 1),
                Span {
                    start: first,
                    finish: first.plus_days(6),
                },
            )
        });
    }
    Picture {
        bars,
        ties: Vec::new(),
        launch: None,
    }
}

/// An A4 sheet, landscape.
const SPACE: Space = Space {
    width: 252.0,
    first: 130.0,
    next: 165.0,
};

fn height(chart: &Chart) -> f64 {
    let (top, bottom) = chart.extent(&chart.rows);
    chart.scale_height + bottom - top
}

#[test]
fn a_short_plan_stands_on_one_sheet() {
    let charts = charts(plan(20, 5), SPACE, &Plain);
    assert_eq!(charts.len(), 1);
    assert_eq!(charts[0].part, (1, 1));
    assert!(height(&charts[0]) <= SPACE.first);
}

/// The charts of the same rows together.
fn sheets(charts: &[Chart]) -> Vec<Vec<&Chart>> {
    let mut sheets: Vec<Vec<&Chart>> = Vec::new();
    for chart in charts {
        match sheets.last_mut() {
            Some(sheet) if sheet[0].rows == chart.rows => sheet.push(chart),
            _ => sheets.push(vec![chart]),
        }
    }
    sheets
}

/// Whether a bar has a day in the time of this chart.
fn shows(chart: &Chart, bar: &Bar) -> bool {
    let end = chart.scale.day(chart.scale.days);
    bar.start < end && bar.finish >= chart.scale.origin
}

#[test]
fn a_long_plan_is_spread_evenly_and_its_time_goes_on_with_names_and_dates() {
    // 120 tasks over some 18 months.
    let charts = charts(plan(120, 4), SPACE, &Plain);
    let sheets = sheets(&charts);
    assert!(sheets.len() < charts.len(), "time goes on beside");
    for sheet in &sheets {
        for (at, chart) in sheet.iter().enumerate() {
            assert_eq!(chart.part, (at + 1, sheet.len()));
            assert!(!chart.head.upper.is_empty());
            assert_eq!(chart.lines_of(chart.rows.clone()).count(), chart.rows.len());
            // A sheet without a bar is not printed.
            let mut bars = chart.lines_of(chart.rows.clone());
            assert!(bars.any(|(bar, _)| shows(chart, bar)));
        }
        // The time goes on where the part before it ends.
        for pair in sheet.windows(2) {
            let end = pair[0].scale.day(pair[0].scale.days);
            assert_eq!(pair[1].scale.origin, end);
        }
    }
    // About equally full, and never with a few rows alone.
    let counts: Vec<usize> = sheets.iter().map(|sheet| sheet[0].rows.len()).collect();
    let (least, most) = (counts.iter().min().unwrap(), counts.iter().max().unwrap());
    assert!(least * 2 > *most, "{counts:?}");
    // No sheet ends with the head of a phase.
    for chart in &charts {
        let last = &chart.picture.bars[chart.rows.end - 1];
        assert_ne!(last.kind, BarKind::Phase);
    }
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn every_row_is_on_a_sheet_once_and_no_sheet_is_overfull(
        tasks in 1_usize..400,
        each in 0_i64..6,
        first in 70.0_f64..165.0,
        long in 0_usize..120,
    ) {
        let mut picture = plan(tasks, each);
        picture.bars[1].name = "x".repeat(long);
        let count = picture.bars.len();
        let space = Space { first, ..SPACE };
        let charts = charts(picture, space, &Plain);
        let sheets = sheets(&charts);
        let mut row = 0;
        for (at, sheet) in sheets.iter().enumerate() {
            prop_assert_eq!(sheet[0].rows.start, row);
            row = sheet[0].rows.end;
            let room = if at == 0 { first } else { SPACE.next };
            prop_assert!(height(sheet[0]) <= room + 0.02);
            if sheets.len() > 1 {
                prop_assert!(sheet[0].rows.len() >= 3);
            }
            for chart in sheet {
                prop_assert!(chart.scale.right() <= SPACE.width + 0.001);
                prop_assert!(chart.scale.width > 0.3);
            }
            // Every bar is somewhere.
            for (bar, _) in sheet[0].lines_of(sheet[0].rows.clone()) {
                prop_assert!(sheet.iter().any(|chart| shows(chart, bar)));
            }
        }
        prop_assert_eq!(row, count);
    }

    #[test]
    fn labels_never_run_into_each_other(width in 0.05_f64..40.0, start in 0_i64..3000, days in 1_i64..2000) {
        let scale = Scale { origin: Date::MIN.plus_days(start), days, width, left: 0.0 };
        let letters = Lettering::SCREEN;
        let head = head(&scale, 0..days, 0.0, &letters, &Plain);
        for (marks, letter) in [(&head.upper, letters.upper), (&head.lower, letters.lower)] {
            let shown: Vec<_> = marks.iter().filter(|mark| !mark.label.is_empty()).collect();
            for pair in shown.windows(2) {
                let length = f64::from(u32::try_from(pair[0].label.chars().count()).unwrap());
                prop_assert!(pair[0].label_at + length * letter <= pair[1].label_at);
            }
            prop_assert!(marks.windows(2).all(|pair| pair[0].x < pair[1].x));
        }
    }
}

fn pitch() -> Pitch {
    serde_json::from_value(json!({
        "title": "T", "currency": "EUR",
        "timeline": {
            "start": "2027-02-22", "launch": "t3",
            "phases": [{ "id": "ph1", "name": "Make & <sell>" }],
            "tasks": [
                { "id": "t1", "name": "Write \"the\" script & more", "phase": "ph1", "duration": 5, "progress": "40",
                  "note": "SECRET", "deadline": "2027-03-26" },
                { "id": "t2", "name": "A name that goes on for much longer than there is room for on any one line of a chart", "phase": "ph1", "duration": 2 },
                { "id": "t3", "name": "On air", "kind": "milestone", "phase": "ph1" },
                { "id": "t4", "name": "Client approves", "kind": "approval", "duration": 2 },
                { "id": "t5", "name": "Only in the other", "duration": 2, "options": ["o2"] }
            ],
            "links": [{ "id": "k1", "from": "t1", "to": "t3" }, { "id": "k2", "from": "t4", "to": "t3" }]
        },
        "budget": { "options": [{ "id": "o1", "name": "One" }, { "id": "o2", "name": "Two" }] }
    }))
    .unwrap()
}

fn file(internal: bool) -> String {
    let pitch = pitch();
    let option = pitch.budget.options.iter().next().map(|o| o.id.clone());
    let schedule = schedule(&pitch.timeline, option.as_ref());
    let picture = Picture::of(Source {
        timeline: &pitch.timeline,
        schedule: &schedule,
        option: option.as_ref(),
        agreed: None,
        internal,
    });
    let words = Words {
        title: "Morning <made> \"kinder\"",
        note: "Halden\u{1} Dairy",
    };
    let today = internal.then(|| day("2027-02-24"));
    chart_svg(&picture, words, Some(&schedule.calendar), today, &Plain).svg
}

#[test]
fn the_file_has_every_name_and_nothing_internal() {
    let svg = file(false);
    for wanted in [
        "Morning &lt;made&gt; &quot;kinder&quot;",
        "<desc>Halden Dairy</desc>",
        "Make &amp; &lt;sell&gt;",
        "Write &quot;the&quot; script &amp; more",
        "On air",
        "Client approves",
        "02-22 – 02-26",
        "Launch",
        "client approval",
    ] {
        assert!(svg.contains(wanted), "{wanted} is missing in\n{svg}");
    }
    for internal in [
        "SECRET",
        "slack<",
        "done",
        "deadline",
        "Today",
        "Only in the other",
    ] {
        // What has no slack is said, as on paper; how much slack the others have is not.
        let said = svg.replace("no slack<", "");
        assert!(!said.contains(internal), "{internal} is in\n{svg}");
    }
    let svg = file(true);
    for wanted in ["slack", "done", "deadline", "Today 02-24"] {
        assert!(svg.contains(wanted), "{wanted} is missing in\n{svg}");
    }
    assert!(!svg.contains("SECRET"));
}

#[test]
fn the_file_asks_for_nothing_from_anywhere() {
    let svg = file(true);
    assert!(svg.starts_with("<?xml"));
    for refused in [
        "<script", "href", "url(", "<style", "@import", "style=", "\u{1}",
    ] {
        assert!(!svg.contains(refused), "{refused} is in\n{svg}");
    }
    // The only address is the name of the format.
    assert_eq!(svg.matches("http").count(), 1);
}

#[test]
fn an_empty_plan_is_an_empty_picture() {
    assert!(charts(Picture::default(), SPACE, &Plain).is_empty());
    let words = Words {
        title: "T",
        note: "",
    };
    let drawing = chart_svg(&Picture::default(), words, None, None, &Plain);
    assert!(drawing.svg.contains("<svg") && drawing.svg.ends_with("</svg>\n"));
    assert!(drawing.width > 0.0 && drawing.height > 0.0);
}

#[test]
fn the_clients_picture_has_nothing_that_only_the_agency_sees() {
    let pitch = pitch();
    let schedule = schedule(&pitch.timeline, None);
    let picture = |internal| {
        Picture::of(Source {
            timeline: &pitch.timeline,
            schedule: &schedule,
            option: None,
            agreed: None,
            internal,
        })
    };
    let client = picture(false);
    assert!(
        client
            .bars
            .iter()
            .all(|bar| bar.inside == Inside::default())
    );
    let agency = picture(true);
    assert!(agency.bars.iter().any(|bar| bar.inside.slack_to.is_some()));
    assert!(agency.bars.iter().any(|bar| !bar.inside.done.is_zero()));
    assert_eq!(agency.ties.len(), 2);
}

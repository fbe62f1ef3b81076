//! The sheets are as large in the styles as in the rules that fill them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use pitchwright::model::Paper;
use pitchwright::proposal::paper::{Sheet, millimetres};

const STYLE: &str = include_str!("../style/screens/proposal.css");
const PRINT: &str = include_str!("../style/print.css");

/// The value of a property in the first rule whose selectors hold this one.
fn value(selector: &str, property: &str) -> f64 {
    let rule = STYLE
        .split('}')
        .find(|rule| {
            let (selectors, body) = rule.rsplit_once('{').unwrap_or_default();
            let mut selectors = selectors.rsplit(['{', '/']).next().unwrap_or("").split(',');
            selectors.any(|found| found.trim() == selector) && body.contains(property)
        })
        .unwrap_or_else(|| panic!("no rule for {selector} with {property}"));
    let (_, after) = rule.split_once(&format!("{property}: ")).unwrap();
    let (value, _) = after.split_once("mm;").unwrap();
    value.parse().unwrap()
}

#[test]
fn sheets_are_drawn_as_large_as_they_are_filled() {
    let sheets = [
        (".a4.upright", ".upright", Sheet::upright(Paper::A4)),
        (".a4.landscape", ".landscape", Sheet::landscape(Paper::A4)),
        (".letter.upright", ".upright", Sheet::upright(Paper::Letter)),
        (
            ".letter.landscape",
            ".landscape",
            Sheet::landscape(Paper::Letter),
        ),
        (".screen.upright", ".screen", Sheet::upright(Paper::Screen)),
    ];
    for (size, margins, sheet) in sheets {
        let drawn = [
            value(size, "--sheet-width"),
            value(size, "--sheet-height"),
            value(margins, "--sheet-left"),
            value(margins, "--sheet-right"),
            value(margins, "--sheet-top"),
            value(margins, "--sheet-bottom"),
        ];
        let filled = [
            sheet.width,
            sheet.height,
            sheet.left,
            sheet.right,
            sheet.top,
            sheet.bottom,
        ];
        for (drawn, filled) in drawn.iter().zip(filled) {
            assert!(
                (drawn - filled).abs() < 1e-9,
                "{size}: {drawn} and {filled}"
            );
        }
    }
}

#[test]
fn a_turned_sheet_is_an_upright_one_and_holds_a_landscape_one() {
    for paper in [Paper::A4, Paper::Letter] {
        let (upright, landscape) = (Sheet::upright(paper), Sheet::landscape(paper));
        assert!((upright.height - landscape.width).abs() < 1e-9);
        assert!(landscape.height <= upright.width);
    }
}

#[test]
fn sheets_are_lower_than_their_paper() {
    for (paper, upright, landscape) in [
        (Paper::A4, (210.0, 297.0), "297mm 210mm"),
        (Paper::Letter, (215.9, 279.4), "279.4mm 215.9mm"),
    ] {
        let sheet = Sheet::upright(paper);
        assert!(sheet.width <= upright.0 && sheet.height < upright.1);
        assert!(PRINT.contains(&format!("size: {}mm {}mm;", upright.0, upright.1)));
        assert!(PRINT.contains(&format!("size: {landscape};")));
    }
}

#[test]
fn a_screen_has_one_way_round() {
    let sheet = Sheet::upright(Paper::Screen);
    assert_eq!(sheet, Sheet::landscape(Paper::Screen));
    assert!((sheet.width * 9.0 / 16.0 - sheet.height).abs() < 0.1);
    assert!(PRINT.contains("size: 254mm 142.875mm;") && sheet.height < 142.875);
}

#[test]
fn a_millimetre_is_a_length_in_pixels() {
    assert_eq!(millimetres(25.4), 9600);
    assert_eq!(millimetres(0.0), 0);
    assert!(millimetres(f64::MAX) > 0);
}

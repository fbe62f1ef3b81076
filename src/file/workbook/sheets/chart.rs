//! The charts: a spreadsheet's own, so that they follow the figures.

use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartFont, ChartFormat, ChartLine, ChartPoint, ChartSolidFill, Color,
};

use super::look::{FACE, INK, INK_2, RULE, SERIES, SPOT};

/// Where the money goes: a bar for every group, the first at the top. `rows` are those of the
/// names and amounts, in the columns `name` and `amount`.
pub(super) fn groups(
    sheet: &str,
    (first, last): (u32, u32),
    (name, amount): (u16, u16),
    format: &str,
) -> Chart {
    let mut chart = Chart::new_bar();
    chart
        .add_series()
        .set_name(t!("Price"))
        .set_categories((sheet, first, name, last, name))
        .set_values((sheet, first, amount, last, amount))
        .set_format(ChartFormat::new().set_solid_fill(&fill(SPOT)))
        .set_data_label(&label(format))
        .set_gap(60);
    dress(&mut chart, t!("Where the money goes"), format);
    // Of a bar chart, x is the axis of the amounts.
    chart.x_axis().set_major_gridlines(false).set_hidden(true);
    chart.y_axis().set_major_gridlines(false).set_reverse();
    chart.set_alt_text(t!(
        "Where the money goes: the price of every group of the budget."
    ));
    let bars = last.saturating_sub(first) + 1;
    chart
        .set_width(640)
        .set_height((90 + 30 * bars).clamp(200, 900));
    chart
}

/// The months: a column for each. `head` and `total` are the rows of their names and sums.
pub(super) fn months(
    sheet: &str,
    (head, total): (u32, u32),
    (first, last): (u16, u16),
    format: &str,
) -> Chart {
    let mut chart = Chart::new_column();
    let labels = label(format);
    let series = chart.add_series();
    series
        .set_name(t!("Price by month"))
        .set_categories((sheet, head, first, head, last))
        .set_values((sheet, total, first, total, last))
        .set_format(ChartFormat::new().set_solid_fill(&fill(SPOT)))
        .set_gap(60);
    // Beyond a year the figures would run into each other.
    if last.saturating_sub(first) < 12 {
        series.set_data_label(&labels);
    }
    gridlines(&mut chart);
    dress(&mut chart, t!("What falls into which month"), format);
    chart.set_alt_text(t!(
        "What falls into which month: the sum of the prices of every month."
    ));
    chart.set_width(900).set_height(320);
    chart
}

/// The options: a column for each, the one we recommend in blue.
pub(super) fn options(
    sheet: &str,
    (head, net_total): (u32, u32),
    last: u16,
    recommended: &[bool],
    format: &str,
) -> Chart {
    let mut chart = Chart::new_column();
    let grey = SERIES.last().copied().unwrap_or(INK_2);
    let points: Vec<ChartPoint> = (recommended.iter())
        .map(|recommended| {
            let colour = if *recommended { SPOT } else { grey };
            ChartPoint::new().set_format(ChartFormat::new().set_solid_fill(&fill(colour)))
        })
        .collect();
    chart
        .add_series()
        .set_name(t!("Net total"))
        .set_categories((sheet, head, 1, head, last))
        .set_values((sheet, net_total, 1, net_total, last))
        .set_format(ChartFormat::new().set_solid_fill(&fill(grey)))
        .set_points(&points)
        .set_data_label(&label(format))
        .set_gap(90);
    gridlines(&mut chart);
    dress(&mut chart, t!("Net total of the options"), format);
    chart.set_alt_text(t!("The net total of every option."));
    chart.set_width(640).set_height(320);
    chart
}

fn dress(chart: &mut Chart, title: &str, format: &str) {
    let mut font = ChartFont::new();
    font.set_name("Georgia")
        .set_size(13)
        .set_color(INK)
        .unset_bold();
    chart
        .title()
        .set_name(title)
        .set_font(&font)
        .set_overlay(false);
    chart.legend().set_hidden();
    chart
        .chart_area()
        .set_format(ChartFormat::new().set_no_border());
    let small = font_of(9, INK_2);
    chart
        .x_axis()
        .set_font(&small)
        .set_format(ChartFormat::new().set_line(ChartLine::new().set_color(RULE)));
    chart
        .y_axis()
        .set_font(&small)
        .set_num_format(whole(format))
        .set_format(ChartFormat::new().set_no_line());
}

fn gridlines(chart: &mut Chart) {
    let mut line = ChartLine::new();
    line.set_color(RULE);
    chart.y_axis().set_major_gridlines_line(&line);
}

fn font_of(size: u8, colour: Color) -> ChartFont {
    let mut font = ChartFont::new();
    font.set_name(FACE).set_size(size).set_color(colour);
    font
}

fn fill(colour: Color) -> ChartSolidFill {
    let mut fill = ChartSolidFill::new();
    fill.set_color(colour);
    fill
}

fn label(format: &str) -> ChartDataLabel {
    let mut label = ChartDataLabel::new();
    label
        .show_value()
        .set_num_format(whole(format))
        .set_font(&font_of(9, INK));
    label
}

/// The number format without decimals: a chart shows how much, the cells say exactly.
fn whole(format: &str) -> String {
    format.split('.').next().unwrap_or(format).to_owned()
}

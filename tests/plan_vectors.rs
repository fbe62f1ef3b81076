//! Every case of the test vectors: figures that a separate program computed from the same
//! description, and plans whose answers were published. The folder can be pointed elsewhere with
//! the environment variable `VECTORS`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use pitchwright::model::{
    Budget, BudgetOption, Contingency, Date, Flight, Line, LineKind, MediaPlan, Money, OptionId,
    Pitch, Settings, Timeline,
};
use pitchwright::plan::allocate::largest_remainder;
use pitchwright::plan::forecast::forecast;
use pitchwright::plan::price::price_options;
use pitchwright::plan::schedule::schedule;
use serde_json::{Value, json};

fn cases(name: &str) -> Vec<Value> {
    let folder = std::env::var_os("VECTORS").map_or_else(
        || PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").unwrap()).join("tests/vectors"),
        PathBuf::from,
    );
    let path = folder.join(name);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let cases: Vec<Value> = serde_json::from_str(&text).unwrap();
    assert!(!cases.is_empty(), "{name} holds no case");
    cases
}

/// Runs every case and fails with the numbers of those that do not come out.
fn run(name: &str, check: impl Fn(&Value) -> Result<(), String>) {
    let mut failed = Vec::new();
    let cases = cases(name);
    for (number, case) in cases.iter().enumerate() {
        if let Err(words) = check(case) {
            failed.push(format!("{name} case {number}: {words}"));
        }
    }
    assert!(
        failed.is_empty(),
        "{} of {} cases fail\n{}",
        failed.len(),
        cases.len(),
        failed.join("\n")
    );
}

fn same(what: &str, expected: &Value, found: impl Into<Value>) -> Result<(), String> {
    let found = found.into();
    if *expected == found {
        Ok(())
    } else {
        Err(format!("{what}: expected {expected}, found {found}"))
    }
}

/// The fields of an object under other names; what is not named is left out.
fn renamed(object: &Value, names: &[(&str, &str)]) -> serde_json::Map<String, Value> {
    names
        .iter()
        .filter_map(|(from, to)| Some(((*to).to_owned(), object.get(from)?.clone())))
        .filter(|(_, value)| !value.is_null())
        .collect()
}

fn timeline(case: &Value) -> Timeline {
    let tasks: Vec<Value> = case["tasks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|task| {
            let mut task = task.clone();
            if task["duration"] == 0 {
                task["kind"] = json!("milestone");
            }
            task
        })
        .collect();
    let links: Vec<Value> = case["links"]
        .as_array()
        .unwrap()
        .iter()
        .enumerate()
        .map(|(i, link)| {
            json!({ "id": format!("k{i}"), "from": link["from"], "to": link["to"],
                    "kind": link["type"], "lag": link["lag"] })
        })
        .collect();
    let holidays: Vec<Value> = case["holidays"]
        .as_array()
        .unwrap()
        .iter()
        .enumerate()
        .map(|(i, date)| json!({ "id": format!("h{i}"), "date": date }))
        .collect();
    serde_json::from_value(json!({
        "start": case["start"], "working_week": case["working_week"], "holidays": holidays,
        "tasks": tasks, "links": links,
    }))
    .unwrap()
}

fn check_timeline(case: &Value) -> Result<(), String> {
    let schedule = schedule(&timeline(case), None);
    let found: BTreeMap<&str, Value> = schedule
        .tasks
        .iter()
        .map(|(id, task)| {
            use pitchwright::model::Identifier;
            let figures = json!({
                "es": task.es, "ef": task.ef, "ls": task.ls, "lf": task.lf,
                "total_slack": task.total_slack, "free_slack": task.free_slack,
                "critical": task.critical,
                "start": task.start.to_string(), "finish": task.finish.to_string(),
            });
            (id.as_str(), figures)
        })
        .collect();
    for answers in [Some(&case["expect"]), case.get("published")]
        .into_iter()
        .flatten()
    {
        if let Some(finish) = answers.get("finish_index") {
            same("finish_index", finish, schedule.finish_index)?;
        }
        for (id, expected) in answers["tasks"].as_object().unwrap() {
            let found = found.get(id.as_str()).ok_or(format!("no task {id}"))?;
            for (figure, expected) in expected.as_object().unwrap() {
                same(&format!("{id} {figure}"), expected, found[figure].clone())?;
            }
        }
    }
    if !schedule.set_aside.is_empty()
        && !case["expect"]
            .as_object()
            .unwrap()
            .contains_key("set_aside")
    {
        return Err(format!("set aside {:?}", schedule.set_aside));
    }
    Ok(())
}

#[test]
fn timelines() {
    run("timeline.json", check_timeline);
}

#[test]
fn published_plans() {
    run("timeline-golden.json", check_timeline);
}

#[test]
fn allocation() {
    run("allocate.json", |case| {
        let weights: Vec<i64> = serde_json::from_value(case["weights"].clone()).unwrap();
        let parts = largest_remainder(case["amount"].as_i64().unwrap(), &weights);
        same("parts", &case["expect"], parts)
    });
}

fn budget_pitch(case: &Value) -> Pitch {
    let currency = match case["currency_decimals"].as_u64() {
        Some(0) => "JPY",
        Some(3) => "KWD",
        _ => "EUR",
    };
    let lines = case["lines"].as_array().unwrap().iter().map(|line| {
        let mut fields = renamed(
            line,
            &[
                ("id", "id"),
                ("kind", "kind"),
                ("options", "options"),
                ("tax_rate", "tax"),
                ("hours", "hours"),
                ("bill_rate", "bill_rate"),
                ("cost_rate", "cost_rate"),
                ("quantity", "quantity"),
                ("unit_price", "unit_price"),
                ("unit_cost", "unit_cost"),
                ("markup", "markup"),
                ("net", "net"),
                ("commission", "commission"),
                ("fee", "service_fee"),
            ],
        );
        let known = [
            "media_commission",
            "media_service_fee",
            "third_party",
            "fee",
            "fixed",
            "expense",
        ];
        assert!(known.contains(&line["kind"].as_str().unwrap()), "{line}");
        fields.entry("name").or_insert(json!(""));
        serde_json::from_value::<Line>(Value::Object(fields)).unwrap()
    });
    let options = case["options"].as_array().unwrap().iter().map(|option| {
        let mut fields = json!({ "id": option["id"] });
        if let Some(discount) = option.get("discount").filter(|d| !d.is_null()) {
            let value = renamed(discount, &[("percent", "percent"), ("amount", "amount")]);
            fields["discount"] = json!({ "scope": discount["scope"], "value": value });
        }
        serde_json::from_value::<BudgetOption>(fields).unwrap()
    });
    let budget = Budget {
        lines: lines.collect(),
        options: options.collect(),
        contingency: case
            .get("contingency")
            .filter(|c| !c.is_null())
            .map(|c| serde_json::from_value::<Contingency>(c.clone()).unwrap()),
        ..Budget::default()
    };
    let mut pitch = Pitch::blank(Date::ymd(2027, 1, 4).unwrap(), &Settings::default());
    pitch.currency = pitchwright::model::Currency::new(currency).unwrap();
    pitch.budget = Arc::new(budget);
    pitch
}

fn money(amount: Money) -> Value {
    json!(amount.units())
}

#[test]
fn budgets() {
    run("budget.json", |case| {
        let pitch = budget_pitch(case);
        let all = pitchwright::plan::price::price(&pitch, None);
        for (id, expected) in case["expect"]["lines"].as_object().unwrap() {
            let id = pitchwright::model::LineId::new(id).unwrap();
            let line = all.lines.get(&id).ok_or(format!("no line {id}"))?;
            same(&format!("{id} cost"), &expected["cost"], money(line.cost))?;
            same(
                &format!("{id} price"),
                &expected["price"],
                money(line.price),
            )?;
        }
        let prices: BTreeMap<OptionId, _> = price_options(&pitch).into_iter().collect();
        for (id, expected) in case["expect"]["options"].as_object().unwrap() {
            let price = &prices[&OptionId::new(id).unwrap()];
            let taxes: Vec<Value> = price
                .taxes
                .iter()
                .map(|t| json!({ "rate": t.rate.to_string(), "base": money(t.base), "tax": money(t.tax) }))
                .collect();
            let found = json!({
                "subtotal": money(price.subtotal), "discount": money(price.discount),
                "contingency": money(price.contingency), "net": money(price.net_total),
                "taxes": taxes, "total": money(price.total),
                "external_cost": money(price.external_cost), "labour_cost": money(price.labour_cost),
                "agency_gross_income": money(price.agency_gross_income),
                "profit": money(price.profit), "profit_margin_bp": price.profit_margin,
                "blended_rate": price.blended_rate.map(money),
            });
            for (figure, expected) in expected.as_object().unwrap() {
                same(&format!("{id} {figure}"), expected, found[figure].clone())?;
            }
        }
        Ok(())
    });
}

#[test]
fn the_kinds_of_the_vectors_are_all_kinds() {
    let kinds: std::collections::BTreeSet<LineKind> = cases("budget.json")
        .iter()
        .flat_map(|case| {
            budget_pitch(case)
                .budget
                .lines
                .iter()
                .map(|l| l.kind)
                .collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(kinds.len(), LineKind::ALL.len());
}

#[test]
fn media() {
    run("media.json", |case| {
        let flights = case["flights"].as_array().unwrap().iter().map(|flight| {
            let names = ["id", "model", "net", "rate", "impressions", "ctr", "cvr"];
            let fields = renamed(flight, &names.map(|name| (name, name)));
            serde_json::from_value::<Flight>(Value::Object(fields)).unwrap()
        });
        let media = MediaPlan {
            flights: flights.collect(),
            ..MediaPlan::default()
        };
        let forecast = forecast(&media, None, None);
        let flights: serde_json::Map<String, Value> = forecast
            .flights
            .iter()
            .map(|(id, flight)| {
                let figures = json!({
                    "impressions": flight.impressions, "clicks": flight.clicks,
                    "conversions": flight.conversions,
                });
                (id.to_string(), figures)
            })
            .collect();
        let found = json!({
            "flights": flights, "net": money(forecast.net), "impressions": forecast.impressions,
            "clicks": forecast.clicks, "conversions": forecast.conversions,
            "blended_cpm": forecast.cpm.map(money), "blended_cpc": forecast.cpc.map(money),
            "blended_cpa": forecast.cpa.map(money),
        });
        for (figure, expected) in case["expect"].as_object().unwrap() {
            same(figure, expected, found[figure].clone())?;
        }
        Ok(())
    });
}

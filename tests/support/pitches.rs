//! Pitches of any content, from a seed: kinds, taxes, discounts, payments and flights as they come,
//! and figures that tempt a spreadsheet to round the other way.

use pitchwright::model::Pitch;
use serde_json::{Value, json};

/// Numbers from a seed (`SplitMix64`).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub fn of(&mut self, most: u64) -> u64 {
        self.next() % most.max(1)
    }

    pub fn one_in(&mut self, most: u64) -> bool {
        self.of(most) == 0
    }

    pub fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[usize::try_from(self.of(from.len() as u64)).unwrap()]
    }
}

/// A pitch of this seed in this currency with so many lines.
pub fn random(seed: u64, currency: &str, lines: u64) -> Pitch {
    let mut dice = Dice::new(seed);
    let dice = &mut dice;
    let options = dice.of(4);
    let named = |dice: &mut Dice| -> Value {
        (0..options)
            .filter(|_| dice.one_in(2))
            .map(|option| json!(format!("o{option}")))
            .collect()
    };
    let groups = 1 + dice.of(6);
    let roles: Vec<Value> = (0..4)
        .map(|role| {
            json!({ "id": format!("r{role}"), "name": format!("Role {role}"),
                    "bill_rate": 3000 + dice.of(20_000), "cost_rate": 1000 + dice.of(9000) })
        })
        .collect();
    let phases: Vec<Value> = (0..3)
        .map(|phase| json!({ "id": format!("p{phase}"), "name": format!("Phase {phase}") }))
        .collect();
    let tasks: Vec<Value> = (0..6)
        .map(|task| {
            json!({ "id": format!("t{task}"), "name": format!("Task {task}"), "kind": "task",
                    "phase": format!("p{}", task % 3), "duration": dice.of(40),
                    "assignments": [{ "id": format!("a{task}"), "role": format!("r{}", dice.of(4)),
                                      "hours": format!("{}.{}", dice.of(60), dice.of(4) * 25) }] })
        })
        .collect();
    let flights: Vec<Value> = (0..dice.of(5))
        .map(|flight| {
            json!({ "id": format!("f{flight}"), "channel": format!("Channel {flight}"),
                    "placement": "Everywhere", "start": "2027-03-20", "finish": "2027-05-09",
                    "model": dice.pick(&["CPM", "CPC", "CPV", "CPA", "flat"]),
                    "rate": 1 + dice.of(3000), "net": dice.of(5_000_000),
                    "impressions": dice.of(9_000_000), "ctr": format!("0.{}", 1 + dice.of(98)),
                    "cvr": format!("{}.5", dice.of(9)), "options": named(dice) })
        })
        .collect();
    let lines: Vec<Value> = (0..lines)
        .map(|line| {
            let kind = dice.pick(&[
                "fee", "fee", "fixed", "third_party", "media_commission", "media_service_fee",
                "expense",
            ]);
            let mut line = json!({
                "id": format!("l{line}"), "name": format!("Line {line}"), "kind": kind,
                "group": format!("g{}", dice.of(groups + 1)),
                "role": format!("r{}", dice.of(5)),
                "hours": format!("{}.{}", dice.of(200), dice.pick(&["5", "25", "125", "3333", "0"])),
                "hours_from": dice.pick(&["typed", "typed", "timeline"]),
                "quantity": format!("{}.{}", dice.of(50), dice.pick(&["5", "0", "05", "333333"])),
                "unit": dice.pick(&["day", "", "piece"]),
                "unit_price": dice.of(90_001), "unit_cost": dice.of(90_001),
                "markup": dice.pick(&["0", "10", "12.5", "17.65", "33.3333"]),
                "net": dice.of(2_000_001),
                "commission": dice.pick(&["0", "10", "15", "12.5", "7.75"]),
                "service_fee": dice.pick(&["5", "2.5", "0"]),
                "options": named(dice)
            });
            if !dice.one_in(4) {
                line["tax"] = json!(dice.pick(&["21", "21", "9", "5.5", "0", "19.6"]));
            }
            if dice.one_in(3) {
                line["phase"] = json!(format!("p{}", dice.of(3)));
            }
            if dice.one_in(5) {
                line["task"] = json!(format!("t{}", dice.of(6)));
            }
            if dice.one_in(3) {
                line["flight"] = json!(format!("f{}", dice.of(5)));
            }
            if dice.one_in(9) {
                line["bill_rate"] = json!(5000 + dice.of(9999));
                line["cost_rate"] = json!(2000 + dice.of(3999));
            }
            if dice.one_in(12) {
                // What comes back.
                line["unit_price"] = json!(-4_321);
                line["unit_cost"] = json!(-1_234);
            }
            line
        })
        .collect();
    let of_options: Vec<Value> = (0..options)
        .map(|option| {
            let mut one = json!({ "id": format!("o{option}"), "name": format!("Option {option}"),
                                  "description": "What the client gets." });
            if dice.one_in(2) {
                let value = if dice.one_in(3) {
                    json!({ "amount": dice.of(900_000) })
                } else {
                    json!({ "percent": dice.pick(&["5", "7.5", "12.345", "100", "3"]) })
                };
                let scope = dice.pick(&["fees", "everything"]);
                one["discount"] = json!({ "scope": scope, "value": value });
            }
            if dice.one_in(4) {
                one["contingency"] = json!(dice.pick(&["0", "7.5", "4"]));
            }
            one
        })
        .collect();
    let payments = match dice.of(4) {
        0 => json!([]),
        1 => json!([
            { "id": "a", "name": "First", "share": { "percent": "33.3" }, "due": "signature" },
            { "id": "b", "name": "Second", "share": { "percent": "33.3" }, "due": { "task": "t1" } },
            { "id": "c", "name": "Third", "share": { "percent": "33.4" }, "due": { "date": "2027-06-01" } }
        ]),
        2 => json!([
            { "id": "a", "name": "Fees", "share": { "percent": "40" }, "of": "all_but_media", "due": "signature" },
            { "id": "b", "name": "Media", "share": { "percent": "100" }, "of": "media", "due": "monthly" },
            { "id": "c", "name": "Rest", "share": "rest", "due": { "task": "t2" } }
        ]),
        _ => json!([
            { "id": "a", "name": "Start", "share": { "amount": 123_457 }, "due": "signature" },
            { "id": "b", "name": "Monthly", "share": "rest", "due": "monthly" },
            { "id": "c", "name": "Late", "share": { "percent": "12.5" }, "due": { "date": "2027-06-01" } }
        ]),
    };
    let mut budget = json!({
        "groups": (0..groups).map(|g| json!({ "id": format!("g{g}"), "name": format!("Group {g}") })).collect::<Vec<_>>(),
        "lines": lines, "options": of_options, "payments": payments, "tax_name": "VAT"
    });
    if dice.one_in(2) {
        let scope = dice.pick(&["third_party", "everything"]);
        budget["contingency"] =
            json!({ "percent": dice.pick(&["5", "7.25", "10"]), "scope": scope });
    }
    let pitch = json!({
        "title": format!("Pitch {seed}"), "currency": currency,
        "client": { "organisation": "Client & Co" },
        "proposal": { "agency": "Agency", "date": "2027-02-09", "version": "1",
                      "paper": dice.pick(&["A4", "Letter"]) },
        "team": { "roles": roles },
        "timeline": { "start": "2027-02-22", "phases": phases, "tasks": tasks },
        "media": { "flights": flights },
        "budget": budget
    });
    serde_json::from_value(pitch).unwrap()
}

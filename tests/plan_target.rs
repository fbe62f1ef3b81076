//! Price to target: the ways to reach a figure, against every way there is on small budgets, and
//! against figures worked out by hand.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "support/cases.rs"]
mod cases;

use cases::cases;
use std::sync::Arc;
use std::time::Instant;

use pitchwright::file;
use pitchwright::model::{
    Budget, Discount, DiscountScope, HoursFrom, Identifier, Line, LineId, LineKind, List, Money,
    OptionId, Percent, Pitch, RoleId, Share,
};
use pitchwright::plan::price::{Price, price};
use pitchwright::plan::target::{
    Answer, Asked, Floor, Lever, Levers, Measure, Move, New, Way, WayKind, target,
};
use proptest::prelude::*;
use serde_json::{Value, json};

const EXAMPLE: &str = include_str!("../assets/example.pitch.json");

fn example() -> Pitch {
    file::read(EXAMPLE).unwrap().document.pitch
}

fn option(id: &str) -> OptionId {
    OptionId::new(id).unwrap()
}

fn units(amount: i64) -> Money {
    Money::minor(amount)
}

/// A pitch whose option "base" has these lines.
fn pitch(mut lines: Value, more: Value) -> Pitch {
    for line in lines.as_array_mut().unwrap() {
        line["quantity"] = json!("1");
    }
    let mut budget = json!({ "lines": lines, "options": [{ "id": "base", "name": "Base" }] });
    for (key, value) in more.as_object().unwrap() {
        budget[key] = value.clone();
    }
    serde_json::from_value(json!({
        "title": "T", "currency": "EUR",
        "timeline": { "start": "2027-01-04" },
        "team": { "roles": [
            { "id": "cd", "name": "Creative director", "discipline": "Creative", "bill_rate": 200, "cost_rate": 110 },
            { "id": "ad", "name": "Art director", "discipline": "Creative", "bill_rate": 140, "cost_rate": 60 },
            { "id": "de", "name": "Designer", "discipline": "creative ", "bill_rate": 90, "cost_rate": 45 },
            { "id": "pm", "name": "Project manager", "discipline": "Account", "bill_rate": 100, "cost_rate": 50 }
        ] },
        "budget": budget
    }))
    .unwrap()
}

/// Fees of 10,000 at a cost of 5,000, a film of 4,400 for 4,000, an optional extra of 1,000.
fn plain() -> Pitch {
    pitch(
        json!([
            { "id": "fees", "name": "Project manager", "role": "pm", "hours": "100" },
            { "id": "film", "name": "Film", "kind": "third_party", "unit_cost": 4000, "markup": "10" },
            { "id": "extra", "name": "Extra", "kind": "fixed", "unit_price": 1000, "unit_cost": 700, "optional": true }
        ]),
        json!({}),
    )
}

fn asked(figure: i64, levers: Levers) -> Asked {
    Asked {
        base: Some(option("base")),
        figure: units(figure),
        measure: Measure::NetTotal,
        levers,
    }
}

fn applied(way: &Way, pitch: &Pitch) -> (Pitch, OptionId) {
    let new = option("new");
    let mut count = 900;
    let after = way.apply(
        pitch,
        New {
            option: new.clone(),
            name: "New".to_owned(),
            as_it_stands: option("as-it-stands"),
            as_it_stands_name: "As it stands".to_owned(),
            line: &mut || {
                count += 1;
                LineId::new(&format!("new-{count}")).unwrap()
            },
        },
    );
    (after, new)
}

fn find(answer: &Answer, kind: WayKind) -> &Way {
    answer
        .ways
        .iter()
        .find(|way| way.kind == kind)
        .unwrap_or_else(|| panic!("{kind:?} in {answer:#?}"))
}

/// What a way says is what the price of the pitch says once it is applied, and nothing that was
/// there changes.
fn holds(answer: &Answer, asked: &Asked, pitch: &Pitch) {
    for way in &answer.ways {
        let (after, new) = applied(way, pitch);
        let then = price(&after, Some(&new));
        let said = way.figures;
        assert_eq!(
            (said.net_total, said.total, said.discount, said.contingency),
            (then.net_total, then.total, then.discount, then.contingency),
            "{way:?}"
        );
        assert_eq!(
            (said.agency_gross_income, said.profit, said.profit_margin),
            (then.agency_gross_income, then.profit, then.profit_margin),
            "{way:?}"
        );
        assert_eq!(way.above, said.measured(asked.measure) - asked.figure);
        assert_eq!(way.loses_money(), then.profit < Money::ZERO);
        for other in &pitch.budget.options {
            let (mut before, mut after) = (
                price(pitch, Some(&other.id)),
                price(&after, Some(&other.id)),
            );
            (before.lines, after.lines) = Default::default();
            assert_eq!(before, after, "{} is as it was", other.name);
        }
        let mut whole = after.clone();
        assert_eq!(file::repair(&mut whole), []);
        assert_eq!(whole, after);
    }
}

#[test]
fn a_discount_on_fees_is_exactly_enough() {
    let pitch = plain();
    let asked = asked(14_321, Levers::only(&[Lever::FeeDiscount]));
    let answer = target(&pitch, &asked);
    assert_eq!(answer.now.net_total, units(15_400));
    assert_eq!(answer.now.profit, units(5700));
    assert_eq!(answer.above, units(1079));
    assert_eq!(answer.ways.len(), 1);
    let way = find(&answer, WayKind::Only(Lever::FeeDiscount));
    assert_eq!(
        way.moves,
        [Move::Discount {
            scope: DiscountScope::Fees,
            from: units(0),
            to: units(1079)
        }]
    );
    assert_eq!((way.above, way.taken), (units(0), units(0)));
    assert_eq!(way.figures.profit, units(5700 - 1079));
    holds(&answer, &asked, &pitch);
}

#[test]
fn the_floor_is_where_nothing_is_earned_to_the_minor_unit() {
    let pitch = plain();
    let all = Levers::only(&[Lever::FeeDiscount]);
    let answer = target(&pitch, &asked(9_700, all));
    let floor = Floor::At {
        discount: units(5700),
        net_total: units(9700),
        total: units(9700),
    };
    assert_eq!(answer.floor, floor);
    assert_eq!(answer.ways[0].figures.profit, units(0));
    assert!(!answer.ways[0].loses_money());
    let below = target(&pitch, &asked(9_699, all));
    assert_eq!(below.ways[0].figures.profit, units(-1));
    assert!(below.ways[0].loses_money());
}

#[test]
fn a_floor_may_lie_below_all_fees_or_above_the_price() {
    let mut pitch = pitch(
        json!([
            { "id": "fees", "name": "Fee", "role": "pm", "hours": "10" },
            { "id": "film", "name": "Film", "kind": "third_party", "unit_cost": 4000, "markup": "100" }
        ]),
        json!({}),
    );
    let floor = |pitch: &Pitch| target(pitch, &asked(1, Levers::NONE)).floor;
    let earns = Floor::BelowFees {
        profit: units(3500),
        net_total: units(8000),
        total: units(8000),
    };
    assert_eq!(floor(&pitch), earns);
    let line = LineId::new("film").unwrap();
    let budget = Arc::make_mut(&mut pitch.budget);
    budget.lines.find_mut(&line).unwrap().markup = Percent::ZERO;
    let fees = LineId::new("fees").unwrap();
    budget.lines.find_mut(&fees).unwrap().cost_rate = Some(units(130));
    assert_eq!(floor(&pitch), Floor::Above { loss: units(300) });
}

#[test]
fn a_figure_above_the_price_asks_for_nothing() {
    let pitch = plain();
    for figure in [15_400, 20_000] {
        let answer = target(&pitch, &asked(figure, Levers::ALL));
        assert_eq!(answer.ways, []);
        assert_eq!(answer.above, units(15_400 - figure));
    }
}

#[test]
fn optional_lines_leave_the_new_option_and_stay_in_the_others() {
    let pitch = plain();
    let asked = asked(14_400, Levers::only(&[Lever::OptionalLines]));
    let answer = target(&pitch, &asked);
    let way = find(&answer, WayKind::Only(Lever::OptionalLines));
    assert_eq!((way.above, way.taken), (units(0), units(1000)));
    assert_eq!(way.figures.profit, units(5400));
    let (after, new) = applied(way, &pitch);
    let extra = after.budget.lines.find(&LineId::new("extra").unwrap());
    assert_eq!(extra.unwrap().options, [option("base")]);
    assert_eq!(after.budget.options[1].id, new);
    assert_eq!(after.budget.recommended_option(), Some(&option("base")));
    holds(&answer, &asked, &pitch);
}

#[test]
fn a_pitch_without_options_keeps_what_there_is_as_one() {
    let mut pitch = plain();
    Arc::make_mut(&mut pitch.budget).options = List::default();
    let asked = Asked {
        base: None,
        ..asked(14_400, Levers::only(&[Lever::OptionalLines]))
    };
    let answer = target(&pitch, &asked);
    let (after, new) = applied(&answer.ways[0], &pitch);
    let ids: Vec<_> = after.budget.options.iter().map(|o| o.id.clone()).collect();
    assert_eq!(ids, [option("as-it-stands"), new.clone()]);
    assert_eq!(
        price(&after, Some(&option("as-it-stands"))).net_total,
        units(15_400)
    );
    assert_eq!(price(&after, Some(&new)).net_total, units(14_400));
}

#[test]
fn a_line_keeps_its_name_when_the_role_has_none() {
    let mut pitch = pitch(
        json!([{ "id": "art", "name": "Look of the campaign", "role": "ad", "hours": "10" }]),
        json!({}),
    );
    let roles = &mut Arc::make_mut(&mut pitch.team).roles;
    let art = roles.find_mut(&RoleId::new("ad").unwrap()).unwrap();
    art.name.clear();
    let answer = target(&pitch, &asked(900, Levers::only(&[Lever::Team])));
    let (after, new) = applied(find(&answer, WayKind::Only(Lever::Team)), &pitch);
    let names: Vec<&str> = (after.budget.lines.iter())
        .filter(|line| line.is_in(Some(&new)))
        .map(|line| line.name.as_str())
        .collect();
    assert_eq!(names, ["Look of the campaign"]);
}

#[test]
fn a_role_gives_way_to_the_next_cheaper_of_its_discipline_and_hours_of_the_plan_are_typed() {
    let mut pitch = pitch(
        json!([
            { "id": "a", "name": "Direction by the creative director", "role": "cd", "hours_from": "timeline" },
            { "id": "b", "name": "Creative director", "role": "cd", "hours": "10", "bill_rate": 90 },
            { "id": "c", "name": "Project manager", "role": "pm", "hours": "10" }
        ]),
        json!({}),
    );
    pitch.timeline = Arc::new(
        serde_json::from_value(json!({
            "start": "2027-01-04",
            "tasks": [
                { "id": "t", "name": "Make", "assignments": [{ "id": "x", "role": "cd", "hours": "12.5" }] },
                { "id": "u", "name": "Else", "options": ["other"], "assignments": [{ "id": "y", "role": "cd", "hours": "50" }] }
            ]
        }))
        .unwrap(),
    );
    let asked = asked(1, Levers::only(&[Lever::Team]));
    let answer = target(&pitch, &asked);
    let way = find(&answer, WayKind::Only(Lever::Team));
    // 12.5 hours at 60 less; a line at 90 an hour already is below every other of the discipline;
    // nobody else manages projects.
    assert_eq!(way.taken, units(750));
    assert_eq!(way.moves.len(), 1);
    assert!(!way.reaches());
    let (after, new) = applied(way, &pitch);
    let copy = after
        .budget
        .lines
        .iter()
        .find(|line| line.options == [new.clone()])
        .unwrap();
    assert_eq!(copy.role, Some(RoleId::new("ad").unwrap()));
    assert_eq!(copy.hours_from, HoursFrom::Typed);
    assert_eq!(copy.hours.to_string(), "12.5");
    assert_eq!(
        after.budget.lines[1].id, copy.id,
        "beside what it stands for"
    );
    let kept = after.budget.lines.find(&LineId::new("a").unwrap()).unwrap();
    assert_eq!(kept.hours_from, HoursFrom::Timeline);
}

fn with_rounds() -> Pitch {
    let mut pitch = pitch(
        json!([
            { "id": "fees", "name": "Design", "role": "de", "hours": "100", "tax": "21", "group": "g" },
            { "id": "film", "name": "Film", "kind": "fixed", "unit_price": 4000, "unit_cost": 1000, "optional": true },
            { "id": "elsewhere", "name": "Else", "kind": "fixed", "unit_price": 1, "options": ["other"] }
        ]),
        json!({ "options": [{ "id": "base", "name": "Base" }, { "id": "other", "name": "Other" }], "groups": [{ "id": "g", "name": "Design" }] }),
    );
    pitch.scope = Arc::new(
        serde_json::from_value(json!({ "deliverables": [
            { "id": "key", "name": "key visual", "rounds": 3, "further_round_price": 900, "lines": ["fees"] },
            { "id": "film", "name": "film", "rounds": 2, "further_round_price": 500, "lines": ["film"] },
            { "id": "none", "name": "poster", "rounds": 1, "further_round_price": 500 },
            { "id": "gone", "name": "gone", "rounds": 4, "further_round_price": 500, "lines": ["elsewhere"] }
        ] }))
        .unwrap(),
    );
    pitch
}

#[test]
fn a_round_fewer_is_a_line_with_a_negative_price_and_saves_its_share_of_cost() {
    let pitch = with_rounds();
    let asked = asked(13_000 - 900, Levers::only(&[Lever::Rounds]));
    let answer = target(&pitch, &asked);
    let way = find(&answer, WayKind::Only(Lever::Rounds));
    assert_eq!(
        way.moves,
        [Move::Rounds {
            deliverable: pitch.scope.deliverables[0].id.clone(),
            from: 3,
            to: 2,
            price: units(900),
            cost: units(450)
        }]
    );
    assert_eq!(answer.now.profit - way.figures.profit, units(450));
    let (after, new) = applied(way, &pitch);
    let line = after.budget.lines.last().unwrap();
    assert_eq!(line.name, "One round fewer: key visual");
    assert_eq!(line.kind, LineKind::Fixed);
    assert_eq!(
        (line.unit_price, line.unit_cost),
        (units(-900), units(-450))
    );
    assert_eq!(
        (line.tax.unwrap().to_string().as_str(), &line.options),
        ("21", &vec![new.clone()])
    );
    let rounds = &after.budget.options.find(&new).unwrap().rounds;
    assert_eq!(
        (rounds[0].deliverable.as_str(), rounds[0].rounds),
        ("key", 2)
    );
    holds(&answer, &asked, &pitch);
    // Of the rounds that are left one stays; nothing is said to be sold below cost.
    let more = target(
        &after,
        &Asked {
            base: Some(new.clone()),
            figure: units(1),
            ..asked
        },
    );
    let all = find(&more, WayKind::Only(Lever::Rounds));
    assert_eq!(all.taken, units(900 + 500));
    let schedule = pitchwright::plan::schedule::schedule(&after.timeline, Some(&new));
    let found =
        pitchwright::plan::checks::checks(&after, &schedule, &price(&after, Some(&new)), None);
    assert!(!found.iter().any(|check| matches!(
        check.finding,
        pitchwright::plan::checks::Finding::PriceBelowCost { .. }
    )));
}

#[test]
fn a_line_that_is_dropped_takes_no_rounds_with_it() {
    let pitch = with_rounds();
    for figure in [9000, 8000, 7200, 6000] {
        let asked = asked(figure, Levers::only(&[Lever::OptionalLines, Lever::Rounds]));
        for way in target(&pitch, &asked).ways {
            let drops = way.moves.iter().any(|m| matches!(m, Move::Drop { .. }));
            let film = |m: &Move| matches!(m, Move::Rounds { deliverable, .. } if deliverable.as_str() == "film");
            assert!(!(drops && way.moves.iter().any(film)), "{way:?}");
        }
    }
}

#[test]
fn a_lower_contingency_costs_no_profit_and_goes_down_in_hundredths() {
    let mut pitch = plain();
    Arc::make_mut(&mut pitch.budget).contingency =
        Some(serde_json::from_value(json!({ "percent": "10" })).unwrap());
    let asked = asked(15_600, Levers::only(&[Lever::Contingency]));
    let answer = target(&pitch, &asked);
    assert_eq!(answer.now.net_total, units(15_840));
    assert_eq!(answer.reach, [(Lever::Contingency, units(440))]);
    let way = &answer.ways[0];
    // 200 of 4,400 are 4.545 %: the next hundredth below.
    assert_eq!(
        way.moves,
        [Move::Contingency {
            from: Percent::whole(10),
            to: "4.55".parse().unwrap()
        }]
    );
    assert_eq!(
        (way.above, way.figures.profit),
        (units(0), answer.now.profit)
    );
    holds(&answer, &asked, &pitch);
    // The discount on the client's side of the total: with tax it may miss by a minor unit.
    let reached = target(
        &pitch,
        &Asked {
            levers: Levers::ALL,
            figure: units(15_000),
            ..asked
        },
    );
    assert!(reached.ways.iter().any(Way::keeps_contingency));
    assert!(reached.ways.iter().any(|way| !way.keeps_contingency()));
    assert!(
        reached
            .ways
            .iter()
            .all(|way| !way.reaches() || way.above <= units(0))
    );
}

/// Prices a budget in which the choices are made by hand: `drop` and `swap` by line, `fewer` by
/// deliverable, contingency taken out or not, and the discount that is found by halving.
fn by_hand(
    pitch: &Pitch,
    drop: &[LineId],
    swap: &[(LineId, RoleId)],
    fewer: &[(i64, i64, i64)],
    no_contingency: bool,
    asked: &Asked,
) -> Option<Money> {
    let base = asked.base.as_ref();
    let fee = pitch
        .budget
        .lines
        .iter()
        .find(|line| line.kind == LineKind::Fee);
    let tax = fee.and_then(|line| line.tax);
    let mut copy = pitch.clone();
    let budget = Arc::make_mut(&mut copy.budget);
    budget.lines.retain(|line| !drop.contains(&line.id));
    for (line, role) in swap {
        let line = budget.lines.find_mut(line).unwrap();
        line.role = Some(role.clone());
        (line.bill_rate, line.cost_rate) = (None, None);
    }
    for (count, price, cost) in fewer {
        let id = LineId::from_random(u64::try_from(*count * 7 + *price).unwrap());
        let mut line = Line::new(id, "fewer", LineKind::Fixed);
        line.unit_price = units(-price * count);
        line.unit_cost = units(-cost * count);
        line.tax = tax;
        budget.lines.push(line);
    }
    if no_contingency {
        budget.contingency = None;
    }
    let mut copy_with = |amount: Option<i64>| -> Price {
        if let Some(amount) = amount {
            let budget = Arc::make_mut(&mut copy.budget);
            budget.options.find_mut(base.unwrap()).unwrap().discount = Some(Discount {
                scope: DiscountScope::Fees,
                value: Share::Amount(units(amount)),
                extra: Default::default(),
            });
        }
        price(&copy, base)
    };
    let measured = |price: &Price| match asked.measure {
        Measure::NetTotal => price.net_total,
        Measure::Total => price.total,
    };
    let plain = copy_with(None);
    if measured(&plain) <= asked.figure {
        return Some(plain.profit);
    }
    if !asked.levers.has(Lever::FeeDiscount) {
        return None;
    }
    let (mut low, mut high) = (plain.discount.units(), 10_000_000);
    if measured(&copy_with(Some(high))) > asked.figure {
        return None;
    }
    while high > low {
        let middle = low + (high - low) / 2;
        if measured(&copy_with(Some(middle))) <= asked.figure {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Some(copy_with(Some(high)).profit)
}

#[derive(Debug, Clone)]
struct Case {
    pitch: Pitch,
    asked: Asked,
}

/// Small budgets of every kind, with what may be asked of them.
fn targets(taxed: bool) -> impl Strategy<Value = Case> {
    let line = (
        0..5_usize,
        1..400_i64,
        0..60_i64,
        any::<bool>(),
        0..3_usize,
        0..3_usize,
    );
    let lines = prop::collection::vec(line, 1..7);
    let rounds = prop::collection::vec((1..4_u16, 10..3000_i64), 0..2);
    (
        lines,
        rounds,
        0..if taxed { 4_usize } else { 3 },
        0..if taxed { 3_usize } else { 2 },
        prop::bits::u8::ANY,
        5..99_i64,
        any::<bool>(),
    )
        .prop_map(move |(lines, rounds, discount, contingency, levers, share, total)| {
            let roles = ["cd", "ad", "pm"];
            let lines: Vec<Value> = (lines.into_iter().enumerate())
                .map(|(at, (kind, size, factor, optional, role, tax))| {
                    let mut line = json!({ "id": format!("l{at}"), "name": "Line", "optional": optional });
                    let more = match kind {
                        0 | 1 => json!({ "kind": "fee", "role": roles[role], "hours": size.to_string() }),
                        2 => json!({ "kind": "third_party", "unit_cost": size * 37, "markup": factor.to_string() }),
                        3 => json!({ "kind": "fixed", "unit_price": size * 41, "unit_cost": size * 23 }),
                        _ => json!({ "kind": "media_commission", "net": size * 53, "commission": factor.to_string() }),
                    };
                    for (key, value) in more.as_object().unwrap() {
                        line[key] = value.clone();
                    }
                    if taxed && tax > 0 {
                        line["tax"] = json!(["21", "9"][tax - 1]);
                    }
                    line
                })
                .collect();
            // Rounds come off fees: there are enough of them.
            let mut lines = lines;
            lines.push(json!({ "id": "pm", "name": "Line", "kind": "fee", "role": "pm", "hours": "150", "tax": if taxed { json!("21") } else { json!(null) } }));
            let mut more = json!({});
            if discount > 0 {
                let kept = [
                    json!({ "value": { "percent": "5" } }),
                    json!({ "value": { "amount": 300 } }),
                    json!({ "value": { "percent": "5" }, "scope": "everything" }),
                ];
                more["options"] = json!([{ "id": "base", "name": "Base", "discount": kept[discount - 1] }, { "id": "other", "name": "Other" }]);
            }
            if contingency > 0 {
                let scope = ["third_party", "everything"][contingency - 1];
                more["contingency"] = json!({ "percent": "7.5", "scope": scope });
            }
            let mut pitch = pitch(json!(lines), more);
            let deliverables: Vec<Value> = (rounds.iter().enumerate())
                .map(|(at, (rounds, price))| {
                    json!({ "id": format!("d{at}"), "name": "Thing", "rounds": rounds, "further_round_price": price })
                })
                .collect();
            pitch.scope = Arc::new(serde_json::from_value(json!({ "deliverables": deliverables })).unwrap());
            let measure = if total && taxed { Measure::Total } else { Measure::NetTotal };
            let now = price(&pitch, Some(&option("base")));
            let now = if measure == Measure::Total { now.total } else { now.net_total };
            let levers = (Lever::ALL.into_iter().enumerate())
                .fold(Levers::NONE, |all, (at, lever)| {
                    all.set(lever, lever != Lever::WholeDiscount && levers >> at & 1 == 1)
                });
            let asked = Asked {
                base: Some(option("base")),
                figure: units(now.units() * share / 100),
                measure,
                levers,
            };
            Case { pitch, asked }
        })
}

/// Lines that are dropped, and lines that another role works.
type Choices = (Vec<LineId>, Vec<(LineId, RoleId)>);

/// The most profit there is, by every choice of the allowed levers.
fn most_profit(case: &Case) -> Option<Money> {
    let Case { pitch, asked } = case;
    let levers = asked.levers;
    let figures = price(pitch, asked.base.as_ref());
    // What can be done with each line: nothing, a drop, a swap.
    let mut sets: Vec<Choices> = vec![Default::default()];
    for line in &pitch.budget.lines {
        let mut next = sets.clone();
        if line.optional && levers.has(Lever::OptionalLines) {
            next.extend(sets.iter().cloned().map(|mut set| {
                set.0.push(line.id.clone());
                set
            }));
        }
        let to = match line.role.as_ref().map(Identifier::as_str) {
            Some("cd") => Some("ad"),
            Some("ad") => Some("de"),
            _ => None,
        };
        if let Some(to) = to.filter(|_| levers.has(Lever::Team)) {
            next.extend(sets.iter().cloned().map(|mut set| {
                set.1.push((line.id.clone(), RoleId::new(to).unwrap()));
                set
            }));
        }
        sets = next;
    }
    let fees = |of: fn(&pitchwright::plan::price::LinePrice) -> Money| -> i64 {
        (pitch.budget.lines.iter())
            .filter(|line| line.kind == LineKind::Fee)
            .map(|line| of(figures.lines.get(&line.id).unwrap()).units())
            .sum()
    };
    let (cost, paid) = (fees(|f| f.cost), fees(|f| f.price));
    let mut rounds: Vec<Vec<(i64, i64, i64)>> = vec![Vec::new()];
    for what in &pitch.scope.deliverables {
        let price = what.further_round_price.unwrap().units();
        let cost = if paid > 0 {
            (2 * cost * price + paid) / (2 * paid)
        } else {
            0
        };
        let most = i64::from(what.rounds.unwrap()) - 1;
        if levers.has(Lever::Rounds) {
            let fewer = rounds.clone();
            for count in 1..=most {
                rounds.extend(fewer.iter().cloned().map(|mut set| {
                    set.push((count, price, cost));
                    set
                }));
            }
        }
    }
    let mut best = None;
    for (drop, swap) in &sets {
        for fewer in &rounds {
            for no_contingency in [false, true] {
                if no_contingency && !levers.has(Lever::Contingency) {
                    continue;
                }
                let profit = by_hand(pitch, drop, swap, fewer, no_contingency, asked);
                best = best.max(profit);
            }
        }
    }
    best
}

fn best_found(answer: &Answer) -> Option<Money> {
    let reaching = answer.ways.iter().filter(|way| way.reaches());
    reaching.map(|way| way.figures.profit).max()
}

proptest! {
    #![proptest_config(cases(160))]

    /// Without tax nothing is rounded but the contingency: the best that is found is the best
    /// there is, but for a minor unit of it and one that the search does not look for.
    #[test]
    fn the_most_profitable_way_is_the_most_profitable_there_is(case in targets(false)) {
        let answer = target(&case.pitch, &case.asked);
        if answer.above > Money::ZERO {
            prop_assert!(answer.exact);
            let (found, best) = (best_found(&answer), most_profit(&case));
            let near = match (found, best) {
                (Some(found), Some(best)) => (best - found).units().abs() <= 2,
                (found, best) => found == best,
            };
            prop_assert!(near, "{found:?} is not {best:?}: {answer:#?}");
        }
    }

    /// With taxes of several rates, contingency on everything and a discount on everything, what a
    /// choice takes off depends a little on the others: what is found is close to the best.
    #[test]
    fn with_taxes_the_best_way_is_close(case in targets(true)) {
        let answer = target(&case.pitch, &case.asked);
        if answer.above > Money::ZERO && let Some(best) = most_profit(&case) {
            let found = best_found(&answer);
            prop_assert!(found.is_some(), "{best:?} was there");
            let less = (best - found.unwrap()).units();
            let size = answer.above.units();
            prop_assert!(less >= -2 && less <= 2 + size / 20, "{less} of {size} {answer:#?}");
        }
    }

    /// Every figure of a way is what the price says once it is applied, and nothing else changes.
    #[test]
    fn ways_come_to_what_they_say(case in targets(true)) {
        let answer = target(&case.pitch, &case.asked);
        holds(&answer, &case.asked, &case.pitch);
        let whole = case.asked.levers.set(Lever::WholeDiscount, true).set(Lever::FeeDiscount, false);
        let other = Asked { levers: whole, ..case.asked.clone() };
        holds(&target(&case.pitch, &other), &other, &case.pitch);
        let again = target(&case.pitch, &case.asked);
        prop_assert_eq!(again, answer);
    }

    /// A discount meets the figure, to the minor units that rounding leaves between two.
    #[test]
    fn a_discount_meets_the_figure(case in targets(true)) {
        let levers = Levers::only(&[Lever::FeeDiscount]);
        let asked = Asked { levers, ..case.asked };
        let answer = target(&case.pitch, &asked);
        for way in answer.ways.iter().filter(|way| way.reaches()) {
            let most = if case.pitch.budget.contingency.is_some() || asked.measure == Measure::Total { -3 } else { 0 };
            prop_assert!(way.above.units() >= most, "{way:?}");
        }
    }
}

#[test]
fn ways_of_the_example_stand_in_their_order_and_hold() {
    let mut pitch = example();
    for id in ["b-research-2", "b-sampling-40", "b-media-coupons"] {
        let line = LineId::new(id).unwrap();
        Arc::make_mut(&mut pitch.budget)
            .lines
            .find_mut(&line)
            .unwrap()
            .optional = true;
    }
    let asked = Asked {
        base: Some(option("o-recommended")),
        figure: pitch.brief.client_budget.unwrap(),
        measure: Measure::NetTotal,
        levers: Levers::ALL,
    };
    let answer = target(&pitch, &asked);
    assert!(answer.exact);
    holds(&answer, &asked, &pitch);
    let reaching: Vec<_> = answer.ways.iter().take_while(|way| way.reaches()).collect();
    assert!(reaching.len() >= 4, "{:#?}", answer.ways);
    assert!(reaching.is_sorted_by_key(|way| -way.figures.profit));
    let mixes = |way: &&&Way| matches!(way.kind, WayKind::MostProfit | WayKind::Balanced);
    for way in reaching.iter().filter(mixes) {
        assert_eq!(way.above, units(0), "{way:?}");
    }
    // A flight that nobody pays for any more leaves the new option with its line.
    let drops = reaching.iter().find(|way| {
        (way.moves.iter())
            .any(|m| matches!(m, Move::Drop { line, .. } if line.as_str() == "b-media-coupons"))
    });
    if let Some(way) = drops {
        let (after, new) = applied(way, &pitch);
        let coupons = pitch
            .budget
            .lines
            .find(&LineId::new("b-media-coupons").unwrap())
            .unwrap();
        let flight = coupons.flight.clone().unwrap();
        assert!(!after.media.flights.find(&flight).unwrap().is_in(Some(&new)));
        assert!(
            after
                .media
                .flights
                .find(&flight)
                .unwrap()
                .is_in(Some(&option("o-recommended")))
        );
    }
}

#[test]
fn two_thousand_lines_are_answered_quickly_and_the_same_each_time() {
    let lines: Vec<Value> = (0..2000)
        .map(|at: i64| match at % 4 {
            0 => json!({ "id": format!("l{at}"), "name": "Fee", "role": if at % 8 == 0 { "cd" } else { "ad" }, "hours": (at * 7 % 83 + 1).to_string(), "tax": "21" }),
            1 => json!({ "id": format!("l{at}"), "name": "Film", "kind": "third_party", "unit_cost": at * 13 % 9001 + 100, "markup": "12.5", "tax": "21", "optional": at % 3 == 0 }),
            2 => json!({ "id": format!("l{at}"), "name": "Set", "kind": "fixed", "unit_price": at * 17 % 7001 + 100, "unit_cost": at * 17 % 7001 / 2, "tax": "9", "optional": at % 5 == 0, "options": ["base"] }),
            _ => json!({ "id": format!("l{at}"), "name": "Media", "kind": "media_commission", "net": at * 19 % 8009, "commission": "15", "tax": "21" }),
        })
        .collect();
    let pitch = pitch(json!(lines), json!({ "contingency": { "percent": "10" } }));
    let now = price(&pitch, Some(&option("base")));
    let asked = Asked {
        figure: units(now.total.units() * 88 / 100),
        measure: Measure::Total,
        ..asked(0, Levers::ALL)
    };
    let start = Instant::now();
    let answer = target(&pitch, &asked);
    let took = start.elapsed();
    println!(
        "2,000 lines: {took:?}, {} ways, exact {}",
        answer.ways.len(),
        answer.exact
    );
    assert!(answer.ways.len() >= 6);
    // What is not weighed could hardly be better.
    assert!(
        answer.exact || answer.within.units() * 10_000 < answer.now.profit.units(),
        "{:?}",
        answer.within
    );
    println!("within {:?}", answer.within);
    for way in &answer.ways {
        println!(
            "{:?} above {:?} profit {:?} taken {:?} moves {}",
            way.kind,
            way.above,
            way.figures.profit,
            way.taken,
            way.moves.len()
        );
    }
    // Alone on a quiet machine a tenth of it; other tests run beside this one.
    let limit = if cfg!(debug_assertions) { 6000 } else { 1000 };
    assert!(took.as_millis() < limit, "{took:?}");
    assert_eq!(target(&pitch, &asked), answer);
    holds(&answer, &asked, &pitch);
}

#[test]
fn a_budget_without_lines_has_no_ways() {
    let pitch = pitch(json!([]), json!({}));
    let answer = target(&pitch, &asked(-5, Levers::ALL));
    assert_eq!(answer.ways, []);
    assert_eq!(Budget::default().lines.len(), 0);
}

#[test]
fn of_rounds_no_more_go_than_are_needed() {
    let mut pitch = pitch(
        json!([{ "id": "film", "name": "Film", "kind": "fixed", "unit_price": 14935 }]),
        json!({}),
    );
    pitch.scope = Arc::new(
        serde_json::from_value(json!({ "deliverables": [
            { "id": "d", "name": "Thing", "rounds": 3, "further_round_price": 2689 }
        ] }))
        .unwrap(),
    );
    for figure in [12_246, 12_247] {
        let answer = target(&pitch, &asked(figure, Levers::only(&[Lever::Rounds])));
        assert_eq!(answer.ways.len(), 1);
        assert_eq!(answer.ways[0].taken, units(2689));
    }
}

//! Options beside each other, and what was offered: differences in figures and words, and nothing
//! of the log within the client's reach.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "support/plain.rs"]
mod plain;

use std::sync::Arc;

use pitchwright::file;
use pitchwright::model::{
    Currency, Date, Identifier, LineId, Money, Offer, OfferAnswer, OfferId, OptionId, OptionRounds,
    Percent, Pitch,
};
use pitchwright::plan::checks::Words;
use pitchwright::plan::option_differences::{Differences, differences};
use pitchwright::plan::price::price;
use pitchwright::plan::target::{Asked, Lever, Levers, Measure, New, target};
use pitchwright::proposal::compose;
use plain::Plain;
use rust_decimal::Decimal;

const EXAMPLE: &str = include_str!("../assets/example.pitch.json");

fn example() -> Pitch {
    file::read(EXAMPLE).unwrap().document.pitch
}

fn option(id: &str) -> OptionId {
    OptionId::new(id).unwrap()
}

impl Words for Plain {
    fn money(&self, amount: Money) -> String {
        Decimal::new(amount.units(), 2).to_string()
    }
    fn date(&self, date: Date) -> String {
        date.to_string()
    }
    fn number(&self, number: Decimal) -> String {
        number.normalize().to_string()
    }
}

fn said(found: &Differences) -> Vec<String> {
    found.sentences(&Plain)
}

#[test]
fn an_option_against_itself_has_no_differences() {
    let pitch = example();
    for own in &pitch.budget.options {
        let found = differences(&pitch, &own.id, &own.id);
        assert!(found.is_none(), "{found:?}");
        assert_eq!(
            said(&found),
            ["Both have the same lines, prices and dates."]
        );
    }
}

#[test]
fn what_essential_leaves_out_and_what_it_has_instead() {
    let pitch = example();
    let (recommended, essential) = (option("o-recommended"), option("o-essential"));
    let found = differences(&pitch, &recommended, &essential);
    let names = |lines: &[pitchwright::plan::option_differences::OneLine]| -> Vec<String> {
        lines.iter().map(|line| line.line.to_string()).collect()
    };
    assert!(names(&found.left_out).contains(&"b-film".to_owned()));
    assert!(names(&found.added).contains(&"b-research-1".to_owned()));
    let prices = [&recommended, &essential].map(|id| price(&pitch, Some(id)).net_total);
    assert_eq!(found.net_total, prices);
    let text = said(&found).join("\n");
    assert!(text.contains(" less before tax: "), "{text}");
    assert!(
        text.contains("Left out: Production house, 20-second film ("),
        "{text}"
    );
    assert!(text.contains("Awareness research, one wave ("), "{text}");
    assert!(text.contains("Hours: "), "{text}");
    // The other way round everything is the other way round.
    let back = differences(&pitch, &essential, &recommended);
    assert_eq!(back.left_out.len(), found.added.len());
    assert_eq!(back.added.len(), found.left_out.len());
    assert!(said(&back).join("\n").contains(" more before tax: "));
}

/// What lines, discount and contingency say adds up to what the net totals say.
#[test]
fn differences_add_up() {
    let pitch = example();
    for first in &pitch.budget.options {
        for second in &pitch.budget.options {
            let found = differences(&pitch, &first.id, &second.id);
            let sum = |lines: &[pitchwright::plan::option_differences::OneLine]| -> i64 {
                lines.iter().map(|line| line.price.units()).sum()
            };
            let changed: i64 = (found.changed.iter())
                .map(|one| (one.prices[1] - one.prices[0]).units())
                .sum();
            let by = |[a, b]: [Money; 2]| (b - a).units();
            assert_eq!(
                by(found.net_total),
                sum(&found.added) - sum(&found.left_out) + changed - by(found.discount)
                    + by(found.contingency),
                "{} and {}",
                first.name,
                second.name
            );
        }
    }
}

#[test]
fn a_leaner_team_a_round_fewer_and_a_lower_contingency_are_said() {
    let pitch = example();
    let base = option("o-recommended");
    let now = price(&pitch, Some(&base)).net_total;
    let asked = Asked {
        base: Some(base.clone()),
        figure: Money::minor(now.units() * 9 / 10),
        measure: Measure::NetTotal,
        levers: Levers::only(&[
            Lever::Team,
            Lever::Rounds,
            Lever::Contingency,
            Lever::FeeDiscount,
        ]),
    };
    let answer = target(&pitch, &asked);
    let way = answer
        .ways
        .iter()
        .find(|way| !way.keeps_contingency() && way.moves.len() > 3);
    let mut count = 0;
    let after = way.unwrap().apply(
        &pitch,
        New {
            option: option("lean"),
            name: "Lean".to_owned(),
            as_it_stands: option("x"),
            as_it_stands_name: String::new(),
            line: &mut || {
                count += 1;
                LineId::from_random(count)
            },
        },
    );
    let found = differences(&after, &base, &option("lean"));
    assert_eq!(found.names, ["Recommended", "Lean"]);
    assert!(
        found.left_out.is_empty(),
        "copies stand for what they replace"
    );
    let text = said(&found).join("\n");
    assert!(
        text.contains("Account manager instead of Account director for "),
        "{text}"
    );
    assert!(text.contains("1 round of changes of "), "{text}");
    assert!(text.contains("Contingency "), "{text}");
    assert!(text.contains(" (7.5 %)"), "{text}");
    assert!(text.contains("Discount "), "{text}");
}

#[test]
fn dates_that_differ_are_said() {
    let mut pitch = example();
    let base = option("o-recommended");
    let other = option("o-stretch");
    let timeline = Arc::make_mut(&mut pitch.timeline);
    let launch = timeline.launch.clone().unwrap();
    let before = timeline
        .links
        .iter()
        .find(|link| link.to == launch)
        .unwrap();
    let longer = before.from.clone();
    let mut copy = (**timeline.tasks.find(&longer).unwrap()).clone();
    copy.id = pitchwright::model::TaskId::new("longer").unwrap();
    copy.name = "Longer".to_owned();
    copy.duration += 120;
    copy.options = vec![other.clone()];
    let mut link = (**before).clone();
    link.id = pitchwright::model::LinkId::new("longer-link").unwrap();
    link.from = copy.id.clone();
    timeline.tasks.push(copy);
    timeline.links.push(link);
    let found = differences(&pitch, &base, &other);
    let [Some(was), Some(is)] = found.launch else {
        panic!("{:?}", found.launch);
    };
    let text = said(&found).join("\n");
    assert!(is > was, "a hundred and twenty days of work more");
    assert!(
        text.contains(&format!("Launch on {is} instead of {was}.")),
        "{text}"
    );
    assert_eq!(found.tasks[1], ["Longer"]);
    assert!(text.contains("With the tasks Longer."), "{text}");
}

fn with_offer(pitch: &Pitch) -> Pitch {
    let mut pitch = pitch.clone();
    Arc::make_mut(&mut pitch.budget).offers.push(Offer {
        id: OfferId::new("f1").unwrap(),
        on: Date::parse("2027-01-15").unwrap(),
        option: Some(option("o-recommended")),
        name: "SECRET offer".to_owned(),
        currency: Currency::EUR,
        net_total: Money::minor(76_543_210),
        total: Money::minor(87_654_321),
        profit: Money::minor(13_579_246),
        agency_gross_income: Money::minor(24_681_357),
        answer: OfferAnswer::Countered,
        asked: Some(Money::minor(35_791_113)),
        note: "SECRET: they would pay more".to_owned(),
        extra: Default::default(),
    });
    pitch
}

#[test]
fn nothing_of_the_log_of_offers_reaches_the_proposal() {
    let pitch = example();
    let without = compose(&pitch, &Plain);
    let mut with = with_offer(&pitch);
    for line in ["b-film", "b-travel"] {
        let line = LineId::new(line).unwrap();
        Arc::make_mut(&mut with.budget)
            .lines
            .find_mut(&line)
            .unwrap()
            .optional = true;
    }
    let with = compose(&with, &Plain);
    assert_eq!(format!("{without:?}"), format!("{with:?}"));
}

#[test]
fn a_proposal_includes_the_rounds_of_the_option_that_is_recommended() {
    let mut pitch = example();
    let what = pitch.scope.deliverables[0].clone();
    let before = format!("{:?}", compose(&pitch, &Plain));
    let budget = Arc::make_mut(&mut pitch.budget);
    budget
        .options
        .find_mut(&option("o-recommended"))
        .unwrap()
        .rounds = vec![OptionRounds {
        deliverable: what.id.clone(),
        rounds: 7,
        extra: Default::default(),
    }];
    let after = format!("{:?}", compose(&pitch, &Plain));
    assert_ne!(before, after);
    // Those of another option are its own.
    let budget = Arc::make_mut(&mut pitch.budget);
    budget.recommended = Some(option("o-stretch"));
    let other = compose(&pitch, &Plain);
    budget_without_rounds(&mut pitch);
    assert_eq!(
        format!("{other:?}"),
        format!("{:?}", compose(&pitch, &Plain))
    );
}

fn budget_without_rounds(pitch: &mut Pitch) {
    Arc::make_mut(&mut pitch.budget)
        .options
        .change_where(|_| true, |option| option.rounds.clear());
}

#[test]
fn another_currency_leaves_offers_as_they_were() {
    let pitch = with_offer(&example());
    let mut other = pitch.clone();
    other.set_currency(Currency::new("JPY").unwrap());
    assert_eq!(other.budget.offers, pitch.budget.offers);
    assert_eq!(other.budget.offers[0].currency, Currency::EUR);
}

#[test]
fn a_deliverable_that_goes_takes_its_rounds_out_of_the_options() {
    let mut pitch = example();
    let what = pitch.scope.deliverables[0].id.clone();
    let other = pitch.scope.deliverables[1].id.clone();
    Arc::make_mut(&mut pitch.budget).options.change_where(
        |_| true,
        |option| {
            option.contingency = Some(Percent::whole(3));
            option.rounds = [&what, &other]
                .map(|id| OptionRounds {
                    deliverable: id.clone(),
                    rounds: 1,
                    extra: Default::default(),
                })
                .to_vec();
        },
    );
    assert!(pitch.remove_deliverable(&what));
    assert!(!pitch.remove_deliverable(&what), "once");
    for option in &pitch.budget.options {
        let left: Vec<&str> = (option.rounds.iter())
            .map(|own| own.deliverable.as_str())
            .collect();
        assert_eq!(left, [other.as_str()]);
    }
    let mut whole = pitch.clone();
    assert_eq!(file::repair(&mut whole), []);
}

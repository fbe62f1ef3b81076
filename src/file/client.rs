//! The copy of a pitch for the client: what the proposal shows and what its days and prices follow
//! from, and nothing that only the agency sees.
//!
//! It is built from nothing, field by field: what is not named here is not in it. A section that
//! the client does not read takes with it what it would have drawn. Prices stand where costs were,
//! as in the client's CSV: what the agency adds is part of them, and no markup is left.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rust_decimal::Decimal;

use super::Document;
use crate::model::{
    Assignment, AssignmentId, Brief, Budget, BudgetOption, BuyingModel, Client, Contact,
    Contingency, Deliverable, Discount, DocumentKind, Extra, Figure, Flight, FlightId, Group,
    Holiday, Hours, HoursFrom, Identifier, Instalment, Line, LineId, LineKind, Link, List,
    MediaPlan, Money, Objective, OptionRounds, Person, Phase, Pitch, PitchId, ProposalSetup,
    Quantity, Retainer, Role, RoleId, Scope, Section, SectionKind, Signed, StatementPart, Story,
    Task, TaskId, Team, Terms, Timeline,
};
use crate::plan::forecast::forecast;
use crate::plan::hours::tasks_behind;
use crate::plan::price::{LinePrice, price};

/// What the id of a copy ends with: it is a pitch of its own, and never takes the place of the
/// agency's.
const ENDING: &str = "-client";

/// The copy for the client. It has an id of its own, the same for every copy of a pitch.
#[must_use]
pub fn copy(document: &Document) -> Document {
    let stem = document.id.as_str();
    let room = crate::model::id::MAX_ID_LEN - ENDING.len();
    let id = format!("{}{ENDING}", stem.get(..room).unwrap_or(stem));
    Document {
        id: PitchId::parse(&id).unwrap_or_else(|| document.id.clone()),
        revision: document.revision,
        based_on: None,
        // What copies among colleagues go back to is theirs.
        shared: Vec::new(),
        app_version: document.app_version.clone(),
        pitch: Copyist::of(&document.pitch).pitch(),
        extra: Extra::new(),
    }
}

/// Copies a pitch whose proposal has sections of these kinds.
struct Copyist<'a> {
    pitch: &'a Pitch,
    shown: BTreeSet<SectionKind>,
}

impl<'a> Copyist<'a> {
    fn of(pitch: &'a Pitch) -> Self {
        let shown = match pitch.proposal.document {
            DocumentKind::Proposal => (pitch.story.sections.iter())
                .filter(|section| !section.internal)
                .map(|section| section.kind)
                .collect(),
            DocumentKind::Statement => (pitch.story.statement_parts().iter())
                .filter(|part| !part.left_out)
                .map(|part| part.kind)
                .collect(),
            DocumentKind::ChangeOrder => [
                SectionKind::Deliverables,
                SectionKind::Timeline,
                SectionKind::Budget,
                SectionKind::Payments,
            ]
            .into(),
        };
        Self { pitch, shown }
    }

    /// What this makes, where the client reads a section of one of these kinds.
    fn where_shown<T: Default>(&self, kinds: &[SectionKind], make: impl FnOnce() -> T) -> Arc<T> {
        let shown = kinds.iter().any(|kind| self.shown.contains(kind));
        Arc::new(if shown { make() } else { T::default() })
    }

    fn pitch(&self) -> Pitch {
        use SectionKind as Kind;
        let from = self.pitch;
        Pitch {
            title: from.title.clone(),
            is_template: false,
            currency: from.currency,
            client: Arc::new(client(&from.client)),
            status: Arc::default(),
            pursuit: Arc::default(),
            brief: self.where_shown(&[Kind::Objectives], || brief(&from.brief)),
            story: Arc::new(Story {
                sections: each(&from.story.sections, section),
                statement: parts(&from.story),
                ..Story::default()
            }),
            scope: self.where_shown(&[Kind::Deliverables], || scope(&from.scope)),
            team: Arc::new(self.team()),
            timeline: Arc::new(self.timeline()),
            budget: self.where_shown(&[Kind::Budget], || self.budget()),
            media: self.where_shown(&[Kind::Media, Kind::Budget], || self.media()),
            terms: self.where_shown(&[Kind::Terms], || terms(&from.terms)),
            journal: Arc::default(),
            proposal: Arc::new(setup(&from.proposal)),
            sent: None,
            signed: from.signed.as_deref().map(|from| Arc::new(signed(from))),
            extra: Extra::new(),
        }
    }

    /// Days follow from tasks, so it is there for every section that shows a day of one.
    fn timeline(&self) -> Timeline {
        use SectionKind as Kind;
        let from = &self.pitch.timeline;
        let days = [
            Kind::Timeline,
            Kind::Deliverables,
            Kind::Budget,
            Kind::Payments,
        ];
        let shown = days.iter().any(|kind| self.shown.contains(kind));
        let bare = Timeline {
            working_week: from.working_week,
            plan_from: from.plan_from,
            ..Timeline::new(from.start)
        };
        if !shown {
            return bare;
        }
        let hours = self.hours();
        Timeline {
            holidays: each(&from.holidays, |holiday| {
                Some(Holiday {
                    id: holiday.id.clone(),
                    date: holiday.date,
                    until: holiday.until,
                    name: holiday.name.clone(),
                    region: holiday.region.clone(),
                    extra: Extra::new(),
                })
            }),
            launch_date: from.launch_date,
            launch: from.launch.clone(),
            phases: each(&from.phases, |phase| {
                Some(Phase {
                    id: phase.id.clone(),
                    name: phase.name.clone(),
                    extra: Extra::new(),
                })
            }),
            tasks: each(&from.tasks, |task| {
                let hours = hours.get(&task.id).into_iter().flatten().cloned();
                Some(Task {
                    assignments: hours.collect(),
                    ..self::task(task)
                })
            }),
            links: each(&from.links, |link| {
                Some(Link {
                    id: link.id.clone(),
                    from: link.from.clone(),
                    to: link.to.clone(),
                    kind: link.kind,
                    lag: link.lag,
                    extra: Extra::new(),
                })
            }),
            ..bare
        }
    }

    fn budget(&self) -> Budget {
        let from = &self.pitch.budget;
        Budget {
            groups: each(&from.groups, |group| {
                Some(Group {
                    id: group.id.clone(),
                    name: group.name.clone(),
                    extra: Extra::new(),
                })
            }),
            lines: self.lines(),
            options: each(&from.options, |option| Some(self::option(option))),
            recommended: from.recommended.clone(),
            contingency: from.contingency.as_ref().map(|contingency| Contingency {
                percent: contingency.percent,
                scope: contingency.scope,
                extra: Extra::new(),
            }),
            tax_name: from.tax_name.clone(),
            payments: each(&from.payments, |instalment| {
                Some(Instalment {
                    id: instalment.id.clone(),
                    name: instalment.name.clone(),
                    share: instalment.share,
                    of: instalment.of,
                    due: instalment.due.clone(),
                    extra: Extra::new(),
                })
            }),
            ..Budget::default()
        }
    }

    /// Every line at its price, which is the same in every option but for hours of the timeline.
    fn lines(&self) -> List<Line> {
        let prices = price(self.pitch, None);
        let paid = self.media_lines();
        each(&self.pitch.budget.lines, |line| {
            let figures = prices.lines.get(&line.id)?;
            Some(self.line(line, *figures, paid.contains(&line.id)))
        })
    }

    /// The fees that take their hours from the timeline, by the role they are of.
    fn timed(&self) -> BTreeMap<&'a RoleId, &'a Line> {
        let mut timed = BTreeMap::new();
        if self.shown.contains(&SectionKind::Budget) {
            for line in &self.pitch.budget.lines {
                let is = line.kind == LineKind::Fee && line.hours_from == HoursFrom::Timeline;
                if let Some(role) = line.role.as_ref().filter(|_| is) {
                    timed.entry(role).or_insert(&**line);
                }
            }
        }
        timed
    }

    /// The hours of those roles. All that count in the same phase and options stand at one task:
    /// who works how long on which task is the agency's.
    fn hours(&self) -> BTreeMap<TaskId, Vec<Assignment>> {
        let (timeline, team) = (&self.pitch.timeline, &self.pitch.team);
        let mut hours: BTreeMap<TaskId, Vec<Assignment>> = BTreeMap::new();
        for role in self.timed().into_keys() {
            let mut sums: BTreeMap<TaskId, Hours> = BTreeMap::new();
            for (id, hours) in tasks_behind(timeline, team, None, role, None) {
                let of = |task: &Task| (task.phase.clone(), task.options.clone());
                let alike = timeline.tasks.find(&id).map(|task| of(task));
                let first = timeline.tasks.iter().find(|task| Some(of(task)) == alike);
                let sum = sums.entry(first.map_or(id, |task| task.id.clone()));
                let sum = sum.or_default();
                *sum = [*sum, hours].into_iter().sum();
            }
            for (task, sum) in sums {
                let id = AssignmentId::parse(role.as_str());
                hours
                    .entry(task)
                    .or_default()
                    .extend(id.map(|id| Assignment {
                        id,
                        role: Some(role.clone()),
                        person: None,
                        hours: sum,
                        extra: Extra::new(),
                    }));
            }
        }
        hours
    }

    /// The people, where the client reads of them, and the roles that fees and people have, with
    /// no rate: fees have their own.
    fn team(&self) -> Team {
        let from = &self.pitch.team;
        let (timed, read) = (self.timed(), self.shown.contains(&SectionKind::Team));
        let people = || {
            from.people
                .iter()
                .filter(|one| read && !one.name.is_empty())
        };
        Team {
            roles: each(&from.roles, |role| {
                let of_people = people().any(|person| person.role.as_ref() == Some(&role.id));
                let fee = timed.get(&role.id).map(|line| &line.name);
                let name = if of_people { Some(&role.name) } else { fee };
                name.map(|name| Role {
                    id: role.id.clone(),
                    name: name.clone(),
                    discipline: String::new(),
                    bill_rate: Money::ZERO,
                    cost_rate: Money::ZERO,
                    extra: Extra::new(),
                })
            }),
            people: people()
                .map(|person| Person {
                    id: person.id.clone(),
                    name: person.name.clone(),
                    role: person.role.clone(),
                    hours_per_week: Hours::ZERO,
                    away: List::default(),
                    biography: person.biography.clone(),
                    portrait: person.portrait,
                    extra: Extra::new(),
                })
                .collect(),
            ..Team::default()
        }
    }

    /// The media lines that take their net from their flight in the copy: the first of each.
    fn media_lines(&self) -> BTreeSet<LineId> {
        let mut flights: BTreeSet<&FlightId> = BTreeSet::new();
        (self.pitch.budget.lines.iter())
            .filter(|line| is_media(line))
            .filter(|line| {
                line.flight
                    .as_ref()
                    .is_some_and(|flight| flights.insert(flight))
            })
            .map(|line| line.id.clone())
            .collect()
    }

    /// A line at this price. `first` of the media lines of its flight.
    fn line(&self, from: &Line, figures: LinePrice, first: bool) -> Line {
        let flight = from
            .flight
            .as_ref()
            .filter(|flight| self.pitch.media.flights.position(flight).is_some());
        let mut line = Line {
            group: from.group.clone(),
            tax: from.tax,
            phase: from.phase.clone(),
            task: from.task.clone(),
            assumption: from.assumption.clone(),
            flight: flight.cloned(),
            options: from.options.clone(),
            ..Line::new(from.id.clone(), &from.name, from.kind)
        };
        // What a new line begins with is not what this one has.
        (line.quantity, line.unit) = (Quantity::ZERO, String::new());
        match from.kind {
            LineKind::Fee => {
                let role = from
                    .role
                    .as_ref()
                    .and_then(|id| self.pitch.team.roles.find(id));
                line.bill_rate = from.bill_rate.or(role.map(|role| role.bill_rate));
                line.hours_from = from.hours_from;
                match from.hours_from {
                    HoursFrom::Typed => line.hours = from.hours,
                    HoursFrom::Timeline => line.role.clone_from(&from.role),
                    HoursFrom::Retainer => line.retainer = from.retainer.as_ref().map(retainer),
                }
            }
            LineKind::Fixed => {
                line.quantity = from.quantity;
                line.unit.clone_from(&from.unit);
                line.unit_price = from.unit_price;
            }
            LineKind::ThirdParty | LineKind::Expense => {
                (line.quantity, line.unit, line.unit_cost) = bought(from, figures.price);
            }
            LineKind::MediaCommission | LineKind::MediaServiceFee
                if first || line.flight.is_none() =>
            {
                line.kind = LineKind::MediaServiceFee;
                line.net = figures.price;
            }
            // A flight has one net: what else is paid for it stands beside it.
            LineKind::MediaCommission | LineKind::MediaServiceFee => {
                line.kind = LineKind::Expense;
                line.quantity = Quantity::whole(1);
                line.unit_cost = figures.price;
            }
        }
        line
    }

    fn reads_media(&self) -> bool {
        self.shown.contains(&SectionKind::Media)
    }

    /// The flights; where the client reads the budget alone, the days by which it falls into months.
    fn media(&self) -> MediaPlan {
        let from = &self.pitch.media;
        let prices: Vec<_> = self.lines().iter().map(Arc::clone).collect();
        MediaPlan {
            flights: each(&from.flights, |flight| {
                let pays = |line: &&Arc<Line>| {
                    line.kind == LineKind::MediaServiceFee
                        && line.flight.as_ref() == Some(&flight.id)
                };
                let price = prices.iter().find(pays).map(|line| line.net);
                let price = price.unwrap_or_default();
                Some(if self.reads_media() {
                    self::flight(flight, price)
                } else {
                    self::days(flight, price)
                })
            }),
            notes: if self.reads_media() {
                from.notes.clone()
            } else {
                String::new()
            },
            ..MediaPlan::default()
        }
    }
}

/// The days of a flight with its price, and nothing else of it.
fn days(from: &Flight, price: Money) -> Flight {
    Flight {
        start: from.start,
        finish: from.finish,
        net: price,
        options: from.options.clone(),
        ..Flight::new(from.id.clone())
    }
}

/// A flight with its price for its net, and what it is expected to bring as far as that can be
/// said without the rate it is bought at: no figure rather than a wrong one.
fn flight(from: &Flight, price: Money) -> Flight {
    let expects = |flight: &Flight| {
        let media = MediaPlan {
            flights: [flight.clone()].into_iter().collect(),
            ..MediaPlan::default()
        };
        let expected = forecast(&media, None, None).flights.remove(&flight.id);
        let expected = expected.unwrap_or_default();
        (expected.impressions, expected.clicks, expected.conversions)
    };
    let wanted = expects(from);
    let bare = Flight {
        channel: from.channel.clone(),
        placement: from.placement.clone(),
        impressions: wanted.0,
        ..days(from, price)
    };
    // Of what is bought by the click or the action, the price of one to the client.
    let by_unit = |model, units: Option<u64>| {
        let rate = price.decimal().checked_div(Decimal::from(units?))?;
        Some(Flight {
            model,
            rate: Money::round(rate).0,
            ..bare.clone()
        })
    };
    let by_model = match from.model {
        BuyingModel::Cpc => by_unit(BuyingModel::Cpc, wanted.1),
        BuyingModel::Cpa => by_unit(BuyingModel::Cpa, wanted.2),
        BuyingModel::Cpm | BuyingModel::Cpv | BuyingModel::Flat => Some(bare.clone()),
    };
    let shares = [(from.ctr, from.cvr), (from.ctr, None), (None, None)];
    let tries = by_model.iter().flat_map(|flight| {
        shares.map(|(ctr, cvr)| Flight {
            ctr,
            cvr,
            ..flight.clone()
        })
    });
    let agrees = |flight: &Flight| {
        let found = expects(flight);
        let fits = |found: Option<u64>, wanted| found.is_none() || found == wanted;
        fits(found.0, wanted.0) && fits(found.1, wanted.1) && fits(found.2, wanted.2)
    };
    let found = tries.into_iter().find(agrees);
    found.unwrap_or(bare)
}

/// Each entry of a list, copied or left out.
fn each<T, U>(list: &List<T>, copy: impl Fn(&T) -> Option<U>) -> List<U> {
    list.into_iter().filter_map(|entry| copy(entry)).collect()
}

fn is_media(line: &Line) -> bool {
    matches!(
        line.kind,
        LineKind::MediaCommission | LineKind::MediaServiceFee
    )
}

/// How many of what, and the price of one, that come to this price; where no price of one does,
/// all of it is one.
fn bought(from: &Line, price: Money) -> (Quantity, String, Money) {
    let quantity = from.quantity.decimal();
    let one = price.decimal().checked_div(quantity);
    let one = one.map(|one| Money::round(one).0);
    let fits = |one: &Money| Money::round(quantity * one.decimal()) == (price, false);
    if let Some(one) = one.filter(fits) {
        return (from.quantity, from.unit.clone(), one);
    }
    let unit = if from.quantity.is_zero() {
        from.unit.clone()
    } else {
        format!("× {quantity} {}", from.unit).trim_end().to_owned()
    };
    (Quantity::whole(1), unit, price)
}

fn client(from: &Client) -> Client {
    Client {
        organisation: from.organisation.clone(),
        brand: from.brand.clone(),
        contacts: each(&from.contacts, |contact| {
            (!contact.name.is_empty()).then(|| Contact {
                id: contact.id.clone(),
                name: contact.name.clone(),
                position: contact.position.clone(),
                part: String::new(),
                email: String::new(),
                phone: String::new(),
                extra: Extra::new(),
            })
        }),
        ..Client::default()
    }
}

fn brief(from: &Brief) -> Brief {
    Brief {
        objectives: each(&from.objectives, |objective| {
            Some(Objective {
                id: objective.id.clone(),
                name: objective.name.clone(),
                metric: objective.metric.clone(),
                baseline: objective.baseline.clone(),
                target: objective.target.clone(),
                by: objective.by,
                extra: Extra::new(),
            })
        }),
        ..Brief::default()
    }
}

/// The parts of the statement of work, without hidden sections.
fn parts(from: &Story) -> Vec<StatementPart> {
    let seen = |part: &&StatementPart| {
        part.section.as_ref().is_none_or(|id| {
            let section = from.sections.find(id);
            section.is_some_and(|section| !section.internal)
        })
    };
    from.statement.iter().filter(seen).cloned().collect()
}

/// What was signed, which the client has seen.
fn signed(from: &Signed) -> Signed {
    Signed {
        // Of the agency's pitch, and no copy of it has the same.
        fingerprint: None,
        extra: Extra::new(),
        ..from.clone()
    }
}

/// A section that the client reads, with what its kind shows.
fn section(from: &Section) -> Option<Section> {
    let of_concepts = |text: &String| match from.kind {
        SectionKind::Concept => text.clone(),
        _ => String::new(),
    };
    (!from.internal).then(|| Section {
        id: from.id.clone(),
        title: from.title.clone(),
        kind: from.kind,
        internal: false,
        text: from.text.clone(),
        idea: from.idea.clone(),
        rationale: of_concepts(&from.rationale),
        executions: of_concepts(&from.executions),
        figures: each(&from.figures, |figure| {
            Some(Figure {
                id: figure.id.clone(),
                picture: figure.picture,
                description: figure.description.clone(),
                caption: figure.caption.clone(),
                large: figure.large,
                extra: Extra::new(),
            })
        }),
        recommended: from.recommended,
        extent: from.extent,
        new_page: from.new_page,
        landscape: from.landscape,
        columns: from.columns,
        // What is said in the room stays with who says it.
        speaker_notes: String::new(),
        extra: Extra::new(),
    })
}

fn scope(from: &Scope) -> Scope {
    Scope {
        deliverables: each(&from.deliverables, |deliverable| {
            Some(Deliverable {
                id: deliverable.id.clone(),
                name: deliverable.name.clone(),
                quantity: deliverable.quantity,
                specification: deliverable.specification.clone(),
                rounds: deliverable.rounds,
                further_round_price: deliverable.further_round_price,
                acceptance: deliverable.acceptance.clone(),
                due: deliverable.due.clone(),
                lines: Vec::new(),
                tasks: Vec::new(),
                extra: Extra::new(),
            })
        }),
        out_of_scope: from.out_of_scope.clone(),
        changes: from.changes.clone(),
        ..Scope::default()
    }
}

fn task(from: &Task) -> Task {
    Task {
        phase: from.phase.clone(),
        not_before: from.not_before,
        must_start_on: from.must_start_on,
        options: from.options.clone(),
        ..Task::new(from.id.clone(), &from.name, from.kind, from.duration)
    }
}

fn option(from: &BudgetOption) -> BudgetOption {
    BudgetOption {
        description: from.description.clone(),
        discount: from.discount.as_ref().map(|discount| Discount {
            scope: discount.scope,
            value: discount.value,
            extra: Extra::new(),
        }),
        contingency: from.contingency,
        rounds: (from.rounds.iter())
            .map(|rounds| OptionRounds {
                deliverable: rounds.deliverable.clone(),
                rounds: rounds.rounds,
                extra: Extra::new(),
            })
            .collect(),
        ..BudgetOption::new(from.id.clone(), &from.name)
    }
}

fn retainer(from: &Retainer) -> Retainer {
    Retainer {
        from: from.from,
        months: from.months,
        hours_a_month: from.hours_a_month,
        rollover: from.rollover,
        extra: Extra::new(),
    }
}

fn terms(from: &Terms) -> Terms {
    Terms {
        assumptions: from.assumptions.clone(),
        exclusions: from.exclusions.clone(),
        valid_until: from.valid_until,
        cancellation: from.cancellation.clone(),
        ownership: from.ownership.clone(),
        ..Terms::default()
    }
}

fn setup(from: &ProposalSetup) -> ProposalSetup {
    ProposalSetup {
        agency: from.agency.clone(),
        subtitle: from.subtitle.clone(),
        version: from.version.clone(),
        date: from.date,
        paper: from.paper,
        turn_landscape: from.turn_landscape,
        without_charts: from.without_charts,
        document: from.document,
        theme: from.theme,
        accent: from.accent,
        cover: from.cover,
        logo: from.logo,
        cover_picture: from.cover_picture,
        title_face: from.title_face,
        text_face: from.text_face,
        ..ProposalSetup::default()
    }
}

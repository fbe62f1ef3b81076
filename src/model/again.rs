//! One pitch made from another: a copy for the next opportunity, a template, and a pitch that
//! starts from one.

use std::sync::Arc;

use super::{Date, Due, HoursFrom, List, Percent, Pitch, Settings};

/// Names shorter than this stand in too many other words to be replaced in a text.
const SHORTEST_NAME: usize = 3;

impl Pitch {
    /// The same work for the next opportunity with this client: everything but what happened on
    /// the way. It is a lead again; hours spent, decisions, the journal, offers, baselines,
    /// progress, and what was sent and signed stay with the pitch they belong to.
    #[must_use]
    pub fn as_new(&self) -> Self {
        let mut pitch = self.clone();
        pitch.is_template = false;
        pitch.status = Arc::default();
        pitch.pursuit = Arc::default();
        pitch.journal = Arc::default();
        pitch.sent = None;
        pitch.signed = None;
        let client = Arc::make_mut(&mut pitch.client);
        client.next_action.clear();
        client.next_action_date = None;
        let timeline = Arc::make_mut(&mut pitch.timeline);
        timeline.baselines = List::default();
        timeline.tasks.change_where(
            |task| task.progress != Percent::ZERO,
            |task| task.progress = Percent::ZERO,
        );
        Arc::make_mut(&mut pitch.budget).offers = List::default();
        let proposal = Arc::make_mut(&mut pitch.proposal);
        proposal.date = None;
        proposal.version.clear();
        pitch
    }

    /// A template of this pitch: [`Self::as_new`] without the client. What the brief says of this
    /// client goes; story, scope, timeline, budget, media, team, terms and objectives stay, and in
    /// texts the fields `{{client}}` and `{{brand}}` take the place of the client's names.
    #[must_use]
    pub fn as_template(&self) -> Self {
        let mut pitch = self.as_new();
        pitch.is_template = true;
        let mut names = [
            ("{{client}}", self.client.organisation.trim()),
            ("{{brand}}", self.client.brand.trim()),
        ];
        // The longer first: one may be part of the other.
        names.sort_by_key(|(_, name)| std::cmp::Reverse(name.len()));
        pitch.client = Arc::default();
        let brief = Arc::make_mut(&mut pitch.brief);
        for text in [
            &mut brief.background,
            &mut brief.audience,
            &mut brief.insight,
            &mut brief.proposition,
            &mut brief.tone,
            &mut brief.mandatories,
            &mut brief.competitors,
        ] {
            text.clear();
        }
        brief.audience_size = None;
        brief.client_budget = None;
        brief.client_start = None;
        brief.client_finish = None;
        let unnamed = |text: &mut String| {
            for (field, name) in names {
                if name.chars().count() >= SHORTEST_NAME && text.contains(name) {
                    *text = text.replace(name, field);
                }
            }
        };
        Arc::make_mut(&mut pitch.story).sections.change_where(
            |_| true,
            |section| {
                for text in [
                    &mut section.text,
                    &mut section.idea,
                    &mut section.rationale,
                    &mut section.executions,
                    &mut section.speaker_notes,
                ] {
                    unnamed(text);
                }
            },
        );
        Arc::make_mut(&mut pitch.team).people.change_where(
            |person| !person.away.is_empty(),
            |person| person.away = List::default(),
        );
        pitch
    }

    /// A new pitch from this template: every day of the plan moves by whole weeks, so that the
    /// project starts in the week of `start`, and the agency's working week and holidays hold.
    #[must_use]
    pub fn from_template(&self, start: Date, settings: &Settings) -> Self {
        let mut pitch = self.as_new();
        let timeline = Arc::make_mut(&mut pitch.timeline);
        let days = start.monday().days_since(timeline.start.monday());
        timeline.working_week = settings.working_week;
        timeline.holidays = settings.holidays.clone();
        pitch.move_by(days);
        pitch
    }

    /// A template that came with the program as this agency would have it: its currency (amounts
    /// keep their digits), tax, rates of the roles that it has too, terms that it wrote, and its
    /// look.
    #[must_use]
    pub fn in_house(&self, settings: &Settings) -> Self {
        let mut pitch = self.clone();
        pitch.set_currency(settings.currency);
        let blank = Self::blank(pitch.timeline.start, settings);
        let budget = Arc::make_mut(&mut pitch.budget);
        if settings.tax_rate.is_some() {
            // Lines taxed as the template is are taxed as the agency is.
            let rate = budget.tax_rate;
            budget.lines.change_where(
                |line| rate.is_some() && line.tax == rate,
                |line| line.tax = settings.tax_rate,
            );
            budget.tax_rate = settings.tax_rate;
            budget.tax_name.clone_from(&settings.tax_name);
        }
        let name = |name: &str| name.trim().to_lowercase();
        Arc::make_mut(&mut pitch.team).roles.change_where(
            |_| true,
            |role| {
                let same = (settings.roles.iter()).find(|own| name(&own.name) == name(&role.name));
                if let Some(own) = same {
                    role.bill_rate = own.bill_rate;
                    role.cost_rate = own.cost_rate;
                }
            },
        );
        let terms = Arc::make_mut(&mut pitch.terms);
        for (text, own) in [
            (&mut terms.assumptions, &settings.terms.assumptions),
            (&mut terms.exclusions, &settings.terms.exclusions),
            (&mut terms.cancellation, &settings.terms.cancellation),
            (&mut terms.ownership, &settings.terms.ownership),
        ] {
            if !own.is_empty() {
                text.clone_from(own);
            }
        }
        let (document, subtitle) = (pitch.proposal.document, pitch.proposal.subtitle.clone());
        pitch.proposal = blank.proposal;
        let proposal = Arc::make_mut(&mut pitch.proposal);
        proposal.document = document;
        proposal.subtitle = subtitle;
        pitch
    }

    /// Moves every day of the plan by so many days: the project, what tasks are tied to,
    /// flights, payments, retainers, the client's dates, objectives and the offer's end. Holidays
    /// and days away stay: they are what they are.
    pub fn move_by(&mut self, days: i64) {
        if days == 0 {
            return;
        }
        let moved = |day: &mut Option<Date>| {
            if let Some(day) = day {
                *day = day.plus_days(days);
            }
        };
        let timeline = Arc::make_mut(&mut self.timeline);
        timeline.start = timeline.start.plus_days(days);
        moved(&mut timeline.launch_date);
        timeline.tasks.change_where(
            |task| {
                task.not_before.is_some() || task.must_start_on.is_some() || task.deadline.is_some()
            },
            |task| {
                moved(&mut task.not_before);
                moved(&mut task.must_start_on);
                moved(&mut task.deadline);
            },
        );
        let brief = Arc::make_mut(&mut self.brief);
        moved(&mut brief.client_start);
        moved(&mut brief.client_finish);
        brief
            .objectives
            .change_where(|one| one.by.is_some(), |one| moved(&mut one.by));
        Arc::make_mut(&mut self.media).flights.change_where(
            |flight| flight.start.is_some() || flight.finish.is_some(),
            |flight| {
                moved(&mut flight.start);
                moved(&mut flight.finish);
            },
        );
        let budget = Arc::make_mut(&mut self.budget);
        budget.payments.change_where(
            |instalment| matches!(instalment.due, Due::Date(_)),
            |instalment| {
                if let Due::Date(day) = &mut instalment.due {
                    *day = day.plus_days(days);
                }
            },
        );
        budget.lines.change_where(
            |line| line.hours_from == HoursFrom::Retainer || line.retainer.is_some(),
            |line| {
                if let Some(retainer) = &mut line.retainer {
                    moved(&mut retainer.from);
                }
            },
        );
        moved(&mut Arc::make_mut(&mut self.terms).valid_until);
    }
}

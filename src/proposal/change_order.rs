//! The change order: what is different from what was signed, in scope, dates and price.

use crate::model::{
    Date, Fingerprint, Identifier, Money, Pitch, Quantity, Section, SectionId, SectionKind, Signed,
    SignedDate, SignedDeliverable, SignedPrice,
};

use super::block::{Cell, Row, RowKind, Table, TextLook};
use super::client_view::ClientView;
use super::compose::{Writer, space};
use super::layout::Start;
use super::run::Run;
use super::tables::{Figures, NONE, columns, line};

/// What the client signs today: a record of what they see, of the option we recommend.
#[must_use]
pub fn sign(pitch: &Pitch, date: Date) -> Signed {
    let view = ClientView::of(pitch);
    Signed {
        date: Some(date),
        fingerprint: Some(Fingerprint::of_offer(pitch)),
        version: view.setup.version.trim().to_owned(),
        deliverables: deliverables(&view),
        dates: dates(&view),
        groups: groups(&view),
        net_total: view.sums.net_total,
        total: view.sums.total,
        extra: Default::default(),
    }
}

fn deliverables(view: &ClientView<'_>) -> Vec<SignedDeliverable> {
    (view.deliverables.iter())
        .map(|one| SignedDeliverable {
            id: one.id.clone(),
            name: one.name.clone(),
            quantity: one.quantity,
            rounds: one.rounds,
            due: (one.due.as_ref())
                .and_then(|task| view.finishes.get(task))
                .map(|(_, date)| *date),
        })
        .collect()
}

fn dates(view: &ClientView<'_>) -> Vec<SignedDate> {
    (view.moments.iter())
        .map(|(task, name, date)| SignedDate {
            task: task.clone(),
            name: name.clone(),
            date: *date,
        })
        .collect()
}

fn groups(view: &ClientView<'_>) -> Vec<SignedPrice> {
    (view.groups.iter())
        .map(|group| SignedPrice {
            name: group.name.trim().to_owned(),
            price: group.price,
        })
        .collect()
}

impl Writer<'_> {
    /// What is different from what was signed.
    pub(super) fn change_order(&mut self) {
        let (view, formats) = (self.view, self.figures.formats);
        let Some(signed) = view.signed else {
            return;
        };
        self.title(t!("What this order changes"), Start::Sheet);
        let date = signed.date.map(|date| formats.date(date));
        let words = match (date, signed.version.as_str()) {
            (None, "") => {
                t!("This order changes what was signed. All else stands as it was agreed.")
                    .to_owned()
            }
            (None, version) => t!(
                "This order changes what was signed, version {version}. All else stands as it was agreed."
            ),
            (Some(date), "") => t!(
                "This order changes what was signed on {date}. All else stands as it was agreed."
            ),
            (Some(date), version) => t!(
                "This order changes what was signed on {date}, version {version}. All else stands as it was agreed."
            ),
        };
        self.text(TextLook::Body, vec![Run::plain(words)], space::TEXT);
        let changes = changes(signed, view, self.figures);
        let none = changes.scope.rows.is_empty()
            && changes.dates.rows.is_empty()
            && changes.price.rows.is_empty();
        if none {
            let words = t!("Nothing is different from what was signed.");
            self.text(TextLook::Body, vec![Run::plain(words)], space::TEXT);
            return;
        }
        let parts = [
            (t!("Scope"), changes.scope),
            (t!("Dates"), changes.dates),
            (t!("Price"), changes.price),
        ];
        for (title, table) in parts {
            if !table.rows.is_empty() {
                self.title(title, Start::Section);
                self.table(table);
            }
        }
        let live = |kind, title: &str| Section {
            title: title.to_owned(),
            kind,
            ..Section::new(SectionId::from_random(0))
        };
        if !view.payments.is_empty() {
            self.section(&live(SectionKind::Payments, t!("Payments from now on")));
        }
        self.section(&live(SectionKind::Signatures, t!("Signatures")));
    }
}

/// What is different, by heading; a table without rows says that nothing is.
pub(super) struct Changes {
    pub scope: Table,
    pub dates: Table,
    pub price: Table,
}

/// What is different from what was signed.
pub(super) fn changes(signed: &Signed, view: &ClientView<'_>, figures: &Figures<'_>) -> Changes {
    Changes {
        scope: scope(&signed.deliverables, &deliverables(view), figures),
        dates: moved(&signed.dates, &dates(view), figures),
        price: price(signed, view, figures),
    }
}

fn scope(before: &[SignedDeliverable], now: &[SignedDeliverable], figures: &Figures<'_>) -> Table {
    let words = |one: &SignedDeliverable| {
        let quantity = |quantity: Quantity| figures.formats.number(quantity.decimal());
        let rounds = |rounds: u16| match rounds {
            1 => t!("1 round").to_owned(),
            rounds => t!("{rounds} rounds"),
        };
        let parts = [
            one.quantity.map(quantity),
            one.rounds.map(rounds),
            one.due.map(|due| t!("due {}", figures.formats.date(due))),
        ];
        let words = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
        if words.is_empty() {
            NONE.to_owned()
        } else {
            words
        }
    };
    let mut rows = Vec::new();
    for one in now {
        match before.iter().find(|old| old.id == one.id) {
            None => rows.push((one.name.clone(), t!("Not included").to_owned(), words(one))),
            Some(old) if words(old) != words(one) => {
                rows.push((one.name.clone(), words(old), words(one)));
            }
            Some(_) => {}
        }
    }
    for old in before {
        if now.iter().all(|one| one.id != old.id) {
            rows.push((old.name.clone(), words(old), t!("Dropped").to_owned()));
        }
    }
    three(t!("Deliverable"), rows)
}

fn moved(before: &[SignedDate], now: &[SignedDate], figures: &Figures<'_>) -> Table {
    let date = |date: Date| figures.formats.date(date);
    let mut rows = Vec::new();
    for one in now {
        match before.iter().find(|old| old.task == one.task) {
            None => rows.push((one.name.clone(), NONE.to_owned(), date(one.date))),
            Some(old) if old.date != one.date => {
                rows.push((one.name.clone(), date(old.date), date(one.date)));
            }
            Some(_) => {}
        }
    }
    for old in before {
        if now.iter().all(|one| one.task != old.task) {
            rows.push((old.name.clone(), date(old.date), t!("Dropped").to_owned()));
        }
    }
    three(t!("What"), rows)
}

fn three(what: &str, rows: Vec<(String, String, String)>) -> Table {
    Table {
        columns: columns(&[
            (what, false, 44),
            (t!("As signed"), false, 28),
            (t!("Now"), false, 28),
        ]),
        rows: (rows.into_iter())
            .map(|(name, before, now)| line([name, before, now].map(Cell::new).to_vec()))
            .collect(),
        ..Table::default()
    }
}

fn price(signed: &Signed, view: &ClientView<'_>, figures: &Figures<'_>) -> Table {
    let now = groups(view);
    let mut rows: Vec<(String, Money, Money)> = Vec::new();
    let of = |all: &[SignedPrice], name: &str| -> Money {
        all.iter()
            .filter(|one| one.name == name)
            .map(|one| one.price)
            .sum()
    };
    let mut names: Vec<&str> = Vec::new();
    for one in now.iter().chain(&signed.groups) {
        if !names.contains(&one.name.as_str()) {
            names.push(&one.name);
        }
    }
    for name in names {
        let (before, after) = (of(&signed.groups, name), of(&now, name));
        if before != after {
            let shown = if name.is_empty() { t!("Other") } else { name };
            rows.push((shown.to_owned(), before, after));
        }
    }
    let row = |kind: RowKind, name: String, before: Money, now: Money| {
        let difference = match now - before {
            none if none == Money::ZERO => NONE.to_owned(),
            more if more > Money::ZERO => format!("+{}", figures.amount(more)),
            less => figures.amount(less),
        };
        let figures = [figures.amount(before), figures.amount(now), difference];
        let cells = std::iter::once(name)
            .chain(figures)
            .map(Cell::new)
            .collect();
        Row::new(kind, cells)
    };
    let mut all: Vec<Row> = (rows.into_iter())
        .map(|(name, before, now)| row(RowKind::Line, name, before, now))
        .collect();
    if signed.net_total != view.sums.net_total || signed.total != view.sums.total {
        let net = (signed.net_total, view.sums.net_total);
        all.push(row(RowKind::Line, t!("Net total").to_owned(), net.0, net.1));
        all.push(row(
            RowKind::Total,
            t!("Total").to_owned(),
            signed.total,
            view.sums.total,
        ));
    }
    Table {
        caption: figures.in_currency(),
        columns: columns(&[
            (t!("Item"), false, 40),
            (t!("As signed"), true, 20),
            (t!("Now"), true, 20),
            (t!("Difference"), true, 20),
        ]),
        rows: all,
        ..Table::default()
    }
}

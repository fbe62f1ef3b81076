//! What is looked for in rates of exchange.

use super::{Finding, List, Place, Severity, Subject};

/// So many days before the pitch a rate is too old.
const OLD: i64 = 30;

impl Subject<'_> {
    /// Rates that are older than 30 days on the day of the pitch (today, when it has none), and
    /// rates without a day.
    pub(super) fn rates(&self, list: &mut List) {
        let on = self.pitch.status.pitch_date.or(self.today);
        for line in &self.pitch.budget.lines {
            let Some(abroad) = line
                .abroad()
                .filter(|_| self.price.lines.contains_key(&line.id))
            else {
                continue;
            };
            let (name, currency) = (line.name.clone(), abroad.currency);
            let place = Place::Line(line.id.clone());
            match (abroad.dated, on) {
                (None, _) => {
                    let finding = Finding::RateWithoutDay { name, currency };
                    list.add(Severity::Hint, place, finding);
                }
                (Some(dated), Some(on)) if on.days_since(dated) > OLD => {
                    let days = on.days_since(dated);
                    let finding = Finding::RateOld {
                        name,
                        currency,
                        dated,
                        on,
                        days,
                    };
                    list.add(Severity::Warning, place, finding);
                }
                _ => {}
            }
        }
    }
}

//! The choice of a country, or of a part of one, whose public holidays come into the list.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::sync::Arc;

use js_sys::{Array, Function, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::fetched::known;
use super::{Act, Holidays};
use crate::model::List;
use crate::plan::public_holidays::{self as public, PublicHolidays};
use crate::ui::desk::{Desk, fresh, use_desk};
use crate::ui::format;
use crate::ui::language::locale;
use crate::ui::parts::field::Choice;
use crate::words::{Language, language};

/// The public holidays, why they are not there, or nothing while they are on their way.
type Fetched = RwSignal<Option<Result<Arc<PublicHolidays>, String>>>;

/// The choice, where the days are from, and the buttons that put them into the list.
pub fn public_holidays(holidays: Holidays) -> AnyView {
    let fetched: Fetched = RwSignal::new(None);
    fetch(fetched);
    let desk = use_desk();
    (move || match fetched.get() {
        None => {
            view! { <p class="field-hint" role="status">{t!("Public holidays are being fetched…")}</p> }
                .into_any()
        }
        Some(Err(words)) => view! {
            <div class="public-holidays">
                <p class="field-problem" role="alert">{words}</p>
                <button type="button" on:click=move |_| fetch(fetched)>{t!("Try again")}</button>
            </div>
        }
        .into_any(),
        Some(Ok(known)) => choice(desk, holidays, known),
    })
    .into_any()
}

/// What the list lacks for a plan that has grown past it, with a button that adds it; nothing
/// when it lacks nothing.
pub fn missing_years(holidays: Holidays) -> AnyView {
    let desk = use_desk();
    let fetched: Fetched = RwSignal::new(None);
    let lacking = Memo::new(move |_| {
        let list = holidays.list.read();
        let years = holidays.years.get();
        let lacking = public::regions_in(&list).into_iter().map(|region| {
            let years = public::missing_years(&list, region, years.clone());
            (region.to_owned(), years)
        });
        lacking
            .filter(|(_, years)| !years.is_empty())
            .collect::<Vec<_>>()
    });
    Effect::new(move |_| {
        if !lacking.read().is_empty() && fetched.read_untracked().is_none() {
            fetch(fetched);
        }
    });
    (move || {
        let known = fetched.get()?.ok()?;
        let lines = lacking.get().into_iter().filter_map(|(region, mut years)| {
            years.retain(|year| known.years.contains(year));
            let (first, last) = (*years.first()?, *years.last()?);
            let days = years
                .iter()
                .flat_map(|year| known.in_years(&region, *year..=*year));
            let days = public::missing(&holidays.list.read(), days.collect());
            if days.is_empty() {
                return None;
            }
            let name = full_name(&known, &region);
            let known = known.clone();
            let add = move |_| {
                put_in(desk, holidays, &known, &region, days.clone(), false);
            };
            Some(view! {
                <p class="lacking">
                    <span>
                        {t!("The plan runs through {years}, without the public holidays of {name}.", years = span(&(first..=last)))}
                    </span>
                    <button type="button" disabled=move || holidays.disabled.get() on:click=add>
                        {t!("Add {years}", years = span(&(first..=last)))}
                    </button>
                </p>
            })
        });
        Some(lines.collect_view())
    })
    .into_any()
}

fn fetch(fetched: Fetched) {
    leptos::task::spawn_local(async move {
        let found = known().await;
        // The screen may have been left while they were on their way.
        fetched.try_set(Some(found));
    });
}

fn choice(desk: Desk, holidays: Holidays, known: Arc<PublicHolidays>) -> AnyView {
    let first = untrack(|| likely(desk, holidays, &known));
    let country = RwSignal::new(known.region(&first).map_or("", |r| r.country()).to_owned());
    let region = RwSignal::new(first);
    let known = StoredValue::new(known);
    let countries = known.with_value(|known| {
        let mut choices = vec![(String::new(), "–".to_owned())];
        choices.extend(named(known, |region| !region.is_part()));
        choices
    });
    let parts = Memo::new(move |_| {
        let country = country.get();
        let parts = known.with_value(|known| {
            named(known, |region| {
                region.is_part() && region.country() == country
            })
        });
        if parts.is_empty() {
            return parts;
        }
        let mut choices = vec![(country, t!("Days of the whole country").to_owned())];
        choices.extend(parts);
        choices
    });
    let has_parts = Memo::new(move |_| !parts.read().is_empty());
    let others = Memo::new(move |_| {
        let region = region.get();
        let list = holidays.list.read();
        let others: BTreeSet<String> = public::regions_in(&list)
            .into_iter()
            .filter(|other| *other != region)
            .map(str::to_owned)
            .collect();
        others
    });
    let run = move |replacing: bool| {
        let region = region.get_untracked();
        if region.is_empty() {
            desk.toast(t!("Choose a country first."));
            return;
        }
        let known = known.get_value();
        let mut list = holidays.list.get_untracked();
        if replacing {
            public::take_out_others(&mut list, &region);
        }
        let days = known.in_years(&region, holidays.years.get_untracked());
        let days = public::missing(&list, days);
        put_in(desk, holidays, &known, &region, days, replacing);
    };
    let off = move || holidays.disabled.get();
    view! {
        <div class="public-holidays">
            <Choice
                label=t!("Public holidays of")
                choices=Signal::stored(countries)
                value=country
                disabled=holidays.disabled
                on_choose=move |chosen: String| {
                    country.set(chosen.clone());
                    region.set(chosen);
                }
            />
            {move || has_parts.get().then(|| view! {
                <Choice
                    label=t!("Part of the country")
                    choices=parts
                    value=region
                    disabled=holidays.disabled
                    on_choose=move |chosen: String| region.set(chosen)
                />
            })}
            <div class="actions">
                <button type="button" disabled=off on:click=move |_| run(false)>{t!("Add public holidays")}</button>
                {move || {
                    let others = others.get();
                    (!others.is_empty() && !region.read().is_empty()).then(|| {
                        let names = known.with_value(|known| {
                            let names = others.iter().map(|other| full_name(known, other));
                            names.collect::<Vec<_>>().join(", ")
                        });
                        view! {
                            <button type="button" disabled=off on:click=move |_| run(true)>
                                {t!("Replace those of {names}")}
                            </button>
                        }
                    })
                }}
            </div>
            <p class="field-hint">
                {move || {
                    known.with_value(|known| {
                        let years = holidays.years.get();
                        let last = known.years.end();
                        let from = t!(
                            "For {years}. As of {date}, from the package “{package}” {version} ({licence}), to {last}.",
                            years = span(&years),
                            date = format::date(known.generated),
                            package = known.source,
                            version = known.version,
                            licence = known.licence,
                        );
                        if years.end() > last {
                            let after = t!("After {last} none are known yet: type them, or plan with care.");
                            format!("{from} {after}")
                        } else {
                            from
                        }
                    })
                }}
            </p>
        </div>
    }
    .into_any()
}

/// The region whose holidays are in the list already, or in the settings', or else the country
/// of the browser's language; empty when that says nothing.
fn likely(desk: Desk, holidays: Holidays, known: &PublicHolidays) -> String {
    let first = |list: &List<_>| {
        let regions = public::regions_in(list);
        regions.first().map(|region| (*region).to_owned())
    };
    let locale = window().navigator().language().unwrap_or_default();
    let of_locale = locale.split('-').skip(1).find(|part| part.len() == 2);
    first(&holidays.list.read())
        .or_else(|| first(&desk.settings.read().holidays))
        .or_else(|| of_locale.map(str::to_uppercase))
        .filter(|code| known.region(code).is_some())
        .unwrap_or_default()
}

/// The regions that `wanted` says yes to, with their names, by name.
fn named(
    known: &PublicHolidays,
    wanted: impl Fn(&public::Region) -> bool,
) -> Vec<(String, String)> {
    let mut choices: Vec<(String, String)> = known
        .regions()
        .iter()
        .filter(|region| wanted(region))
        .map(|region| (region.code.clone(), name(region)))
        .collect();
    choices.sort_by(|a, b| a.1.cmp(&b.1));
    choices
}

/// A region's name, with its country: `Bayern, Germany`. Its code where it is unknown.
fn full_name(known: &PublicHolidays, code: &str) -> String {
    let Some(region) = known.region(code) else {
        return code.to_owned();
    };
    match known.region(region.country()).filter(|_| region.is_part()) {
        Some(country) => format!("{}, {}", region.name, name(country)),
        None => name(region),
    }
}

/// What a region is called: a part as its people call it, a country as the reader does.
fn name(region: &public::Region) -> String {
    let own = || region.name.clone();
    if region.is_part() || language() == Language::English {
        return own();
    }
    in_words(&region.code).unwrap_or_else(own)
}

/// What the browser calls a country in the language of the page.
fn in_words(code: &str) -> Option<String> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let kind: Function = Reflect::get(&intl, &"DisplayNames".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let options = Object::new();
    Reflect::set(&options, &"type".into(), &"region".into()).ok()?;
    let given = Array::of2(&locale().into(), &options);
    let names = Reflect::construct(&kind, &given).ok()?;
    let of: Function = Reflect::get(&names, &"of".into()).ok()?.dyn_into().ok()?;
    of.call1(&names, &code.into()).ok()?.as_string()
}

/// `2027`, or `2027 to 2029`.
fn span(years: &RangeInclusive<i32>) -> String {
    if years.start() == years.end() {
        years.start().to_string()
    } else {
        t!(
            "{first} to {last}",
            first = years.start(),
            last = years.end()
        )
    }
}

/// Puts these days into the list as one change, and says how many came in.
fn put_in(
    desk: Desk,
    holidays: Holidays,
    known: &PublicHolidays,
    region: &str,
    days: Vec<(crate::model::Date, String)>,
    replacing: bool,
) {
    let name = full_name(known, region);
    let before = holidays.list.get_untracked();
    let count = days.len();
    let code = region.to_owned();
    let act: Act = Arc::new(move |list| {
        if replacing {
            public::take_out_others(list, &code);
        }
        public::put_in(list, &code, &days, fresh);
    });
    if count == 0 && !replacing {
        desk.toast(&t!("The public holidays of {name} are all in the list."));
        return;
    }
    let step = if replacing {
        t!("Replace public holidays")
    } else {
        t!("Add public holidays")
    };
    holidays.change.run((step.to_owned(), act));
    let words = match count {
        1 => t!("{name}: 1 day came in."),
        count => t!("{name}: {count} days came in."),
    };
    let undo = holidays.undo;
    desk.toast_with(&words, t!("Undo"), move || undo.run(before.clone()));
}

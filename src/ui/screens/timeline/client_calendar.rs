//! The tool “Client calendar”: what the client owes, as a list to hand over.

use std::fmt::Write as _;
use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use super::exchange::{hand_over, now};
use super::rows::Plan;
use crate::file::ics;
use crate::model::Money;
use crate::plan::client_calendar::{ClientCalendar, Owed, client_calendar};
use crate::ui::clipboard;
use crate::ui::desk::Desk;
use crate::ui::format;
use crate::ui::workspace::Workspace;
use crate::words::Word;

/// The tool.
pub fn client_calendar_tool(plan: Arc<Plan>) -> AnyView {
    let workspace = plan.workspace;
    let desk = plan.desk;
    let owed = Memo::new(move |_| {
        let (schedule, price) = (workspace.schedule.read(), workspace.price.read());
        Arc::new(client_calendar(
            &workspace.pitch.read(),
            &schedule,
            &price,
            format::today(),
        ))
    });
    let printing = RwSignal::new(false);
    let nothing = move || owed.read().entries.is_empty();
    let download = move |_| {
        let amount = |money: Money| format::money_in(money, workspace.currency.get_untracked());
        let document = workspace.document();
        let text = ics::for_client(&document, &owed.read_untracked(), now(), amount);
        hand_over(
            desk,
            workspace,
            "client.ics",
            "text/calendar;charset=utf-8",
            &text,
        );
    };
    view! {
        <div class="tool exchange client-calendar">
            <p class="field-hint">
                {t!("What the client owes, to hand over. Nothing internal is in it.")}
            </p>
            <div class="choices">
                <button
                    type="button"
                    disabled=nothing
                    on:click=move |_| copy(desk, &table_of(workspace, &owed.read_untracked()))
                >
                    {t!("Copy list")}
                </button>
                <button type="button" disabled=nothing on:click=download>{t!("Download calendar")}</button>
                <button type="button" disabled=nothing on:click=move |_| print(workspace, printing)>
                    {t!("Print list")}
                </button>
            </div>
            {move || {
                let owed = owed.get();
                if owed.entries.is_empty() {
                    view! { <p>{t!("The client owes nothing yet: no approval, no payment, no date.")}</p> }.into_any()
                } else {
                    list(workspace, &owed)
                }
            }}
            {move || printing.get().then(|| handout(workspace, &owed.get()))}
        </div>
    }
    .into_any()
}

/// The list beside the grid: the day, what is owed, and more about it under that.
fn list(workspace: Workspace, owed: &ClientCalendar) -> AnyView {
    let rows: Vec<_> = owed
        .entries
        .iter()
        .map(|entry| {
            let more = more(workspace, entry);
            view! {
                <tr>
                    <td class="day">{by(entry)}</td>
                    <td>
                        {entry.what.clone()}
                        {(!more.is_empty()).then(|| view! { <span class="more">{more}</span> })}
                    </td>
                </tr>
            }
        })
        .collect();
    view! {
        <table class="owed" aria-label=t!("What the client owes")>
            <thead>
                <tr>
                    <th scope="col">{t!("By")}</th>
                    <th scope="col">{t!("What")}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        {owed.launch.as_ref().map(|(_, name, date)| {
            view! { <p class="field-hint">{format!("{name}: {}.", format::date(*date))}</p> }
        })}
    }
    .into_any()
}

fn by(entry: &Owed) -> String {
    entry
        .by
        .map_or_else(|| t!(state "open").to_owned(), format::date)
}

/// The amount, or the time that the client has.
fn more(workspace: Workspace, entry: &Owed) -> String {
    if let Some(money) = entry.amount {
        return format::money_in(money, workspace.currency.get());
    }
    match (entry.working_days, entry.asked_on) {
        (Some(1), Some(from)) => t!("1 working day, from {}", format::short_date(from)),
        (Some(days), Some(from)) if days > 0 => {
            t!("{days} working days, from {}", format::short_date(from))
        }
        _ => String::new(),
    }
}

/// The headings of the list as it is handed over.
const HEADINGS: [Word; 5] = [
    word!("By"),
    word!("What"),
    word!("Asked on"),
    word!("Working days"),
    word!("Amount"),
];

/// The list as it is handed over, a row with [`HEADINGS`] first.
fn table_of(workspace: Workspace, owed: &ClientCalendar) -> Vec<[String; 5]> {
    let currency = workspace.currency.get_untracked();
    let rows = owed.entries.iter().map(|entry| {
        let days = entry.working_days.filter(|days| *days > 0);
        [
            by(entry),
            entry.what.clone(),
            entry.asked_on.map(format::date).unwrap_or_default(),
            days.map(|days| days.to_string()).unwrap_or_default(),
            (entry.amount.map(|money| format::money_in(money, currency))).unwrap_or_default(),
        ]
    });
    std::iter::once(HEADINGS.map(|heading| heading.said().to_owned()))
        .chain(rows)
        .collect()
}

/// The sheet that is printed: client, title, date and the list, and nothing else.
fn handout(workspace: Workspace, owed: &ClientCalendar) -> AnyView {
    let pitch = workspace.pitch.get_untracked();
    let mut rows = table_of(workspace, owed).into_iter();
    let cells = |row: [String; 5]| row.map(|cell| view! { <td>{cell}</td> }).collect_view();
    let head = rows.next().map(|row| {
        row.map(|cell| view! { <th scope="col">{cell}</th> })
            .collect_view()
    });
    let body: Vec<_> = rows.map(|row| view! { <tr>{cells(row)}</tr> }).collect();
    let launch = owed.launch.as_ref().map(|(_, name, date)| {
        view! { <p class="launch">{format!("{name}: {}", format::long_date(*date))}</p> }
    });
    view! {
        <div class="leaves handout">
            <p class="for">{pitch.client.organisation.clone()}</p>
            <h1>{pitch.title.clone()}</h1>
            <p class="date">
                {t!("What we need from you, and when. {}", format::long_date(format::today()))}
            </p>
            {launch}
            <table>
                <thead><tr>{head}</tr></thead>
                <tbody>{body}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// Puts the sheet into the page, prints it, and takes it out again.
fn print(workspace: Workspace, printing: RwSignal<bool>) {
    printing.set(true);
    let title = document().title();
    let done = StoredValue::new_local(None::<WindowListenerHandle>);
    let before = title.clone();
    // The printed file is named after the document.
    document().set_title(&t!("{} – client calendar", workspace.title.get_untracked()));
    let handle =
        window_event_listener(ev::Custom::<web_sys::Event>::new("afterprint"), move |_| {
            document().set_title(&before);
            printing.set(false);
            if let Some(handle) = done.try_update_value(Option::take).flatten() {
                handle.remove();
            }
        });
    done.set_value(Some(handle));
    // The sheet is in the page by the next frame.
    request_animation_frame(move || {
        let _ = window().print();
    });
}

/// Copies the list as a table, for mail and documents, and as text.
fn copy(desk: Desk, rows: &[[String; 5]]) {
    let text: Vec<String> = rows.iter().map(|row| row.join("\t")).collect();
    let (html, text) = (html_of(rows), text.join("\n"));
    leptos::task::spawn_local(async move {
        if clipboard::put(&html, &text).await.is_ok() {
            desk.say(t!("The list is copied."));
            desk.toast(t!(
                "The list is copied: paste it into a mail or a document."
            ));
        } else {
            desk.toast(t!(
                "The browser did not let the list be copied. Print it, or download the calendar."
            ));
        }
    });
}

/// The list as the HTML of a table; every text in it is escaped.
fn html_of(rows: &[[String; 5]]) -> String {
    let mut html = String::from("<table border=\"1\" cellpadding=\"4\">");
    for (at, row) in rows.iter().enumerate() {
        let tag = if at == 0 { "th" } else { "td" };
        html.push_str("<tr>");
        for cell in row {
            let cell = cell
                .replace('&', "&amp;")
                .replace('<', "&lt;")
                .replace('>', "&gt;");
            let _ = write!(html, "<{tag} align=\"left\">{cell}</{tag}>");
        }
        html.push_str("</tr>");
    }
    html.push_str("</table>");
    html
}

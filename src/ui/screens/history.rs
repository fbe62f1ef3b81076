//! History: the earlier versions of the open pitch, what has changed since, and restoring one, or a
//! part of it.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;

use crate::file::Document;
use crate::library::history::{Entry, Why};
use crate::merge::{self, Part, Side};
use crate::model::Pitch;
use crate::ui::desk::{Desk, use_desk};
use crate::ui::history::{self, history};
use crate::ui::parts::changes::{self, Look};
use crate::ui::parts::field::TextField;
use crate::ui::workspace::{Workspace, use_workspace};
use crate::ui::{download, format, giving};

/// What the screen shows.
#[derive(Clone, Copy)]
struct State {
    desk: Desk,
    workspace: Workspace,
    /// The versions, newest first; none while they are read.
    entries: RwSignal<Option<Result<Vec<Entry>, String>>>,
    /// The chosen one.
    chosen: RwSignal<Option<u64>>,
    /// What the chosen one holds.
    held: RwSignal<Option<Result<Arc<Document>, String>>>,
}

/// An error in words that go on after a colon.
fn text(error: impl ToString) -> String {
    error.to_string()
}

impl State {
    /// Reads the list anew.
    fn look(self) {
        let id = self.workspace.document().id.clone();
        leptos::task::spawn_local(async move {
            let all = async {
                history(&self.desk.library())
                    .await?
                    .all()
                    .await
                    .map_err(text)
            };
            let all = all
                .await
                .map_err(|words| t!("The earlier versions could not be read: {words}."));
            let ours = all.map(|mut entries| {
                entries.retain(|entry| entry.pitch == id);
                entries.sort_by_key(|entry| std::cmp::Reverse((entry.at, entry.key)));
                entries
            });
            self.entries.try_set(Some(ours));
        });
    }

    fn entry(self, key: u64) -> Option<Entry> {
        let entries = self.entries.read();
        let entries = entries.as_ref()?.as_ref().ok()?;
        entries.iter().find(|entry| entry.key == key).cloned()
    }

    /// Shows what a version holds.
    fn choose(self, entry: Entry) {
        self.chosen.set(Some(entry.key));
        self.held.set(None);
        leptos::task::spawn_local(async move {
            let held = async {
                history(&self.desk.library())
                    .await?
                    .read(&entry)
                    .await
                    .map_err(text)
            };
            let held = (held.await)
                .map(|opened| Arc::new(opened.document))
                .map_err(|words| t!("This version cannot be shown: {words}."));
            if self.chosen.try_get_untracked() == Some(Some(entry.key)) {
                self.held.set(Some(held));
            }
        });
    }

    /// Keeps the pitch as it is, and then does what takes its place.
    fn after_keeping(self, act: impl FnOnce(Self) + 'static) {
        leptos::task::spawn_local(async move {
            let now = self.workspace.document();
            match history::keep(self.desk, now, Why::BeforeRestore, "").await {
                Ok(()) => {
                    act(self);
                    self.look();
                }
                Err(words) => self.desk.toast(&t!(
                    "Nothing was restored, because your version could not be kept first: {words}."
                )),
            }
        });
    }

    fn restore(self, when: String, pitch: Pitch) {
        self.after_keeping(move |state| {
            let workspace = state.workspace;
            workspace.edit(t!("Restore version"), "", |now| *now = pitch);
            let words = t!("Restored: the version of {when}.");
            state
                .desk
                .toast_with(&words, t!("Undo"), move || workspace.undo());
        });
    }

    fn restore_part(self, part: Part, from: Arc<Document>) {
        self.after_keeping(move |state| {
            let workspace = state.workspace;
            let now = workspace.pitch.get_untracked();
            match merge::take_part(&now, &from.pitch, part) {
                Ok(merged) => {
                    let name = t!("Restore {}", part.name());
                    workspace.edit(&name, "", |now| *now = merged.pitch);
                    let notes: Vec<String> = merged.notes.iter().map(ToString::to_string).collect();
                    let words = t!("{} is as it was.", part.name());
                    let words = format!("{words} {}", notes.join(" "));
                    state
                        .desk
                        .toast_with(words.trim_end(), t!("Undo"), move || workspace.undo());
                }
                Err(error) => state.desk.toast(&error.to_string()),
            }
        });
    }

    fn rename(self, key: u64, name: String) {
        leptos::task::spawn_local(async move {
            let renamed = async {
                let history = history(&self.desk.library()).await?;
                history.rename(key, name.trim()).await.map_err(text)
            };
            match renamed.await {
                Ok(()) => self.desk.say(t!("The name is kept.")),
                Err(words) => self.desk.toast(&t!("The name was not kept: {words}.")),
            }
            self.look();
        });
    }

    fn remove(self, key: u64) {
        leptos::task::spawn_local(async move {
            let removed = async {
                let history = history(&self.desk.library()).await?;
                history.remove(&BTreeSet::from([key])).await.map_err(text)
            };
            match removed.await {
                Ok(()) => {
                    self.chosen.set(None);
                    self.desk.say(t!("The version is deleted."));
                }
                Err(words) => self
                    .desk
                    .toast(&t!("The version was not deleted: {words}.")),
            }
            self.look();
        });
    }
}

/// The screen.
#[component]
pub fn HistoryScreen() -> impl IntoView {
    let state = State {
        desk: use_desk(),
        workspace: use_workspace(),
        entries: RwSignal::new(None),
        chosen: RwSignal::new(None),
        held: RwSignal::new(None),
    };
    state.look();
    view! {
        <header class="screen-head">
            <div>
                <h1>{t!("History")}</h1>
                <p class="lead">
                    {t!("Versions keep themselves: when the pitch is opened, every ten minutes of work, and before a file, a merge or an older version takes its place. The older they are, the fewer stay; those with a name stay for good.")}
                </p>
            </div>
            {keeper(state)}
        </header>
        <div class="history">
            {move || versions(state)}
            <div class="history-version" aria-live="polite">{move || version(state)}</div>
        </div>
    }
    .into_any()
}

/// Keeps the pitch as it is, under a name.
fn keeper(state: State) -> AnyView {
    let name = RwSignal::new(String::new());
    let keep = move || {
        let typed = name.get_untracked().trim().to_owned();
        leptos::task::spawn_local(async move {
            let now = state.workspace.document();
            match history::keep(state.desk, now, Why::ByHand, &typed).await {
                Ok(()) => {
                    name.try_set(String::new());
                    state.desk.say(t!("This version is kept."));
                }
                Err(words) => state.desk.toast(&t!("The version was not kept: {words}.")),
            }
            state.look();
        });
    };
    view! {
        <form
            class="history-keep"
            on:submit=move |event| {
                event.prevent_default();
                keep();
            }
        >
            <TextField
                label=t!("Name of this version")
                value=name
                on_input=move |typed| name.set(typed)
            />
            <button type="submit" class="primary">{t!("Keep this version")}</button>
        </form>
    }
    .into_any()
}

/// The versions by their days.
fn versions(state: State) -> AnyView {
    let entries = match &*state.entries.read() {
        None => return view! { <p class="opening" role="status">{t!("Looking…")}</p> }.into_any(),
        Some(Err(words)) => {
            let words = words.clone();
            return view! { <p class="banner bad" role="alert">{words}</p> }.into_any();
        }
        Some(Ok(entries)) => entries.clone(),
    };
    if entries.is_empty() {
        return view! {
            <p class="history-empty">
                {t!("No earlier version yet. The first is kept a moment after the pitch is opened.")}
            </p>
        }
        .into_any();
    }
    let bytes = entries.iter().map(|entry| entry.bytes).sum();
    let count = match entries.len() {
        1 => t!("1 version").to_owned(),
        count => t!("{count} versions"),
    };
    let named: Vec<(String, Entry)> = (entries.into_iter())
        .map(|entry| (format::day(entry.at), entry))
        .collect();
    let days = (named.chunk_by(|one, next| one.0 == next.0))
        .filter_map(|of_day| {
            let day = of_day.first()?.0.clone();
            Some(view! {
                <section aria-label=day.clone()>
                    <h2>{day.clone()}</h2>
                    <ul>
                        {of_day.iter().map(|(_, entry)| row(state, entry.clone())).collect_view()}
                    </ul>
                </section>
            })
        })
        .collect_view();
    view! {
        <nav class="history-list" aria-label=t!("Versions")>
            {days}
            <p class="field-hint">{format!("{count}, {}", format::bytes(bytes))}</p>
        </nav>
    }
    .into_any()
}

fn row(state: State, entry: Entry) -> AnyView {
    let key = entry.key;
    let stays = entry.stays();
    let (time, title) = (format::time(entry.at), entry.title().to_owned());
    view! {
        <li>
            <button
                type="button"
                class="history-row"
                class:stays=stays
                aria-current=move || (state.chosen.get() == Some(key)).then_some("true")
                on:click=move |_| state.choose(entry.clone())
            >
                <span class="history-time">{time}</span>
                " "
                <span class="history-title"><bdi>{title}</bdi></span>
            </button>
        </li>
    }
    .into_any()
}

/// The chosen version.
fn version(state: State) -> AnyView {
    let Some(entry) = state.chosen.get().and_then(|key| state.entry(key)) else {
        return view! {
            <p class="history-empty">{t!("Choose a version to see what has changed since.")}</p>
        }
        .into_any();
    };
    let held = state.held.get();
    let when = format!("{}, {}", format::day(entry.at), format::time(entry.at));
    let body = match held {
        None => view! { <p class="opening" role="status">{t!("Reading…")}</p> }.into_any(),
        Some(Err(words)) => view! { <p class="banner bad" role="alert">{words}</p> }.into_any(),
        Some(Ok(document)) => since(state, &entry, document),
    };
    let (key, title) = (entry.key, entry.title().to_owned());
    let named = entry.name.clone();
    let rename = move |event: leptos::ev::Event| state.rename(key, event_target_value(&event));
    view! {
        <header class="history-head">
            <div>
                <h2><bdi>{title.clone()}</bdi></h2>
                <p class="field-hint">
                    {when}
                    {(!named.is_empty()).then(|| {
                        let why = entry.why.map_or("", Why::words);
                        format!(" · {why}")
                    })}
                    {format!(
                        " · {} · {}",
                        t!("version {}", entry.revision),
                        format::bytes(entry.bytes),
                    )}
                    {entry.fingerprint.map(|print| format!(" · {}", print.short()))}
                </p>
            </div>
            <label class="inline-field">
                <span>{t!("Name")}</span>
                <input type="text" prop:value=named maxlength="120" autocomplete="off" on:change=rename/>
            </label>
        </header>
        {body}
        <div class="actions history-more">
            <button
                type="button"
                class="quiet"
                aria-label=t!("Delete this version: {title}")
                on:click=move |_| state.remove(key)
            >
                {t!("Delete this version")}
            </button>
        </div>
    }
    .into_any()
}

/// What has changed since a version, and what of it can be restored.
fn since(state: State, entry: &Entry, document: Arc<Document>) -> AnyView {
    let now = state.workspace.pitch.get();
    let changes = merge::since(&document.pitch, &now);
    let changes: Vec<&merge::Change> = changes
        .iter()
        .filter(|change| change.side != Side::Same)
        .collect();
    let currency = now.currency;
    let when = format::day_and_time(entry.at);
    let whole = {
        let pitch = document.pitch.clone();
        move |_| state.restore(when.clone(), pitch.clone())
    };
    let save = {
        let document = document.clone();
        move |_| download_version(state.desk, document.clone())
    };
    let disabled = move || state.workspace.is_read_only();
    if changes.is_empty() {
        return view! {
            <p class="history-same">{t!("Nothing has changed since this version.")}</p>
            <div class="actions">
                <button type="button" on:click=save>{t!("Download JSON")}</button>
            </div>
        }
        .into_any();
    }
    let count = match changes.len() {
        1 => t!("1 change since").to_owned(),
        count => t!("{count} changes since"),
    };
    let consequences = merge::consequences(&document.pitch, &now);
    let part = move |part: Part| {
        let document = document.clone();
        Some(
            view! {
                <button
                    type="button"
                    class="quiet"
                    aria-label=t!("Restore only this: {}", part.name())
                    disabled=disabled
                    on:click=move |_| state.restore_part(part, document.clone())
                >
                    {t!("Restore only this")}
                </button>
            }
            .into_any(),
        )
    };
    let look = Look {
        currency,
        decisions: None,
        effects: RwSignal::new(Arc::default()),
    };
    view! {
        <div class="actions">
            <button type="button" class="primary" disabled=disabled on:click=whole>
                {t!("Restore this version")}
            </button>
            <button type="button" on:click=save>{t!("Download JSON")}</button>
        </div>
        {changes::figures(&consequences, (t!("Then"), t!("Now")))}
        <h3 class="change-count">{count}</h3>
        {changes::by_part(&changes, look, part)}
    }
    .into_any()
}

/// The version as a file, read back before it is handed over. It is no copy of the pitch as it stands.
fn download_version(desk: Desk, document: Arc<Document>) {
    leptos::task::spawn_local(async move {
        match giving::pitch_file(&document).await {
            Ok(file) => {
                let text = (file.text.as_str(), file.missing);
                giving::hand_over(desk, &document, text, download::uncounted);
            }
            Err(words) => desk.toast(&words),
        }
    });
}

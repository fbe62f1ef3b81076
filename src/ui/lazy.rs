//! Screens that are fetched when they are first asked for, so that the page opens without them.

use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;

use super::desk::use_desk;
use super::holidays;
use super::lasting::look_from_here;
use super::screens;
use super::screens::proposal::ProposalScreen;
use super::style;
use super::summing;
use super::workspace::use_workspace;
use crate::library::browser::chunk::{NotFetched, at_once, in_chunk};
use crate::library::browser::reading;

/// A screen, or why its chunk could not be fetched.
pub type Fetched = Result<AnyView, NotFetched>;

type Fetching = Pin<Box<dyn Future<Output = Fetched>>>;
type Preparing = Pin<Box<dyn Future<Output = Result<(), NotFetched>>>>;

/// A screen in a chunk.
#[derive(Clone, Copy)]
pub struct Lazy {
    prepare: fn() -> Preparing,
    make: fn() -> Fetching,
}

impl Lazy {
    async fn fetch(self) -> Result<(), style::NotFetched> {
        let chunk = (self.prepare)().await;
        chunk.map_err(|_| style::NotFetched)?;
        style::prepare().await
    }

    /// The screen, if everything that it needs is there.
    fn at_once(self) -> Option<AnyView> {
        if !style::is_there() {
            return None;
        }
        at_once((self.make)())?.ok()
    }
}

/// Says which screen is in which chunk.
macro_rules! lazy {
    ($($(#[$meta:meta])* $name:ident, $prepare:ident: $chunk:ident => $screen:expr;)*) => {
        $(
            $(#[$meta])*
            pub const fn $name() -> Lazy {
                in_chunk! {
                    $chunk, prepared by $prepare,
                    fn $name() -> Fetched {
                        Ok($screen)
                    }
                }
                Lazy { prepare: || Box::pin($prepare()), make: || Box::pin($name()) }
            }
        )*
        /// Every screen that is fetched.
        const ALL: &[Lazy] = &[$($name()),*];
    };
}

lazy! {
    /// The stage board.
    board, prepare_board: desk => screens::pitches::board::Board().into_any();
    /// The pipeline by month.
    pipeline, prepare_pipeline: desk => screens::pitches::pipeline::Months().into_any();
    /// Templates to start from.
    templates, prepare_templates: desk => screens::pitches::templates::TemplatesDialog().into_any();
    /// Clients.
    clients, prepare_clients: desk => screens::clients::ClientsScreen().into_any();
    /// People.
    people, prepare_people: desk => screens::people::PeopleScreen().into_any();
    /// The first steps.
    guide, prepare_guide: desk => screens::guide::FirstSteps().into_any();
    /// Settings.
    settings, prepare_settings: desk => screens::settings::SettingsScreen().into_any();
    /// The Share dialog.
    share, prepare_share: desk => screens::share::ShareDialog().into_any();
    /// Overview.
    overview, prepare_overview: desk => screens::overview::Overview().into_any();
    /// Brief.
    brief, prepare_brief: desk => screens::brief::BriefScreen().into_any();
    /// Story.
    story, prepare_story: desk => screens::story::StoryScreen().into_any();
    /// Team.
    team, prepare_team: desk => screens::team::TeamScreen().into_any();
    /// Timeline.
    timeline, prepare_timeline: desk => screens::timeline::TimelineScreen().into_any();
    /// Budget.
    budget, prepare_budget: desk => screens::budget::BudgetScreen().into_any();
    /// Media.
    media, prepare_media: desk => screens::media::MediaScreen().into_any();
    /// History.
    history, prepare_history: desk => screens::history::HistoryScreen().into_any();
    /// Compare.
    compare, prepare_compare: desk => screens::compare::CompareScreen().into_any();
    /// The bin.
    bin, prepare_bin: desk => screens::bin::BinDialog().into_any();
    /// The question what becomes of a file whose pitch is here already.
    arrival, prepare_arrival: desk => screens::arrival::ArrivalDialog().into_any();
    /// What was left out of the start.
    left_out, prepare_left_out: desk => screens::left_out::LeftOut().into_any();
    /// The question for a password.
    unlock, prepare_unlock: desk => screens::unlock::UnlockDialog().into_any();
    /// The search, and the keys.
    hands, prepare_hands: desk => screens::search::hands().into_any();
    /// Proposal.
    proposal, prepare_proposal: proposal => ProposalScreen().into_any();
}

/// The faces of prose and of sheets; those of the desk itself are fetched with it. With all of them
/// at hand a proposal is measured once, and choosing another needs no network.
const FACES: [&str; 4] = [
    "1em Newsreader",
    "italic 1em Newsreader",
    "1em Fraunces",
    "1em 'Bricolage Grotesque'",
];

/// Fetches what is not there yet, one chunk after another: once the page is at rest every screen
/// is at hand, also without a network.
pub async fn prepare_all() {
    // Whoever asks for something that could not be fetched is told; here nobody has asked.
    let _ = reading::prepare().await;
    summing::fetch().await;
    for lazy in ALL {
        let _ = lazy.fetch().await;
    }
    for face in FACES {
        // A face that cannot be had is stood in for by another.
        let _ = document().fonts().load(face);
    }
    super::worker::at_hand().await;
    let _ = holidays::prepare().await;
}

/// The screen: at once when its chunk is there, else as soon as it is.
pub fn lazily(lazy: Lazy) -> AnyView {
    let (desk, workspace) = (use_desk(), use_workspace());
    let tries = RwSignal::new(0_u32);
    let failed = RwSignal::new(false);
    let fetch = move || {
        leptos::task::spawn_local(async move {
            let fetched = lazy.fetch().await;
            // The screen may have been left while it was on its way.
            failed.try_set(fetched.is_err());
            tries.try_update(|tries| *tries += 1);
        });
    };
    let asked = Cell::new(false);
    (move || {
        tries.track();
        if failed.get_untracked() {
            return view! {
                <section class="sheet notice" role="alert">
                    <h1>{t!("This screen could not be fetched")}</h1>
                    <p>{t!("The connection may be gone, or a newer Pitchwright has taken this one's place. Your pitches are safe. Try again, or reload the page.")}</p>
                    <p>
                        <button type="button" class="primary" on:click=move |_| fetch()>
                            {t!("Try again")}
                        </button>
                    </p>
                </section>
            }
            .into_any();
        }
        look_from_here(desk, workspace);
        match lazy.at_once() {
            Some(screen) => screen,
            None => {
                if !asked.replace(true) {
                    fetch();
                }
                view! { <p class="opening" role="status">{t!("Opening…")}</p> }.into_any()
            }
        }
    })
    .into_any()
}

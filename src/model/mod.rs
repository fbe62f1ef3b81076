//! What a pitch is: plain data, and the edits that keep it whole.
//!
//! Nothing here is derived: dates, prices and warnings follow from the document in `plan`.

pub mod again;
pub mod brief;
pub mod budget;
pub mod client;
pub mod currency;
pub mod date;
pub mod design;
pub mod edit;
pub mod fingerprint;
pub mod id;
pub mod key_date;
pub mod list;
pub mod media;
pub mod number;
pub mod offer;
pub mod option;
pub mod payment;
pub mod picture;
pub mod purchase;
pub mod pursuit;
pub mod retainer;
pub mod scope;
pub mod sent;
pub mod settings;
pub mod signed;
pub mod story;
pub mod team;
pub mod terms;
pub mod timeline;
pub mod week;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use brief::{Brief, Objective};
pub use budget::{Budget, Group, HoursFrom, Line, LineKind, Share};
pub use client::{Client, Contact, Stage, Status};
pub use date::Date;
pub use design::{Colour, Cover, Face, Theme};
pub use fingerprint::Fingerprint;
pub use id::{
    AssignmentId, AwayId, BaselineId, BenchmarkId, ContactId, DeliverableId, EntryId, FigureId,
    FlightId, GroupId, HolidayId, Identifier, InstalmentId, LineId, LinkId, ObjectiveId, OfferId,
    OptionId, PersonId, PhaseId, PitchId, RoleId, SectionId, TaskId, TimeEntryId,
};
pub use key_date::{DateKind, KeyDate};
pub use list::{Entry, List};
pub use media::{
    Assumed, AssumedFigure, Benchmark, BuyingModel, Flight, FlightCase, Measure, MediaPlan,
    ObjectiveMeasure,
};
pub use number::{Currency, Hours, Money, Percent, Quantity};
pub use offer::{Offer, OfferAnswer};
pub use option::{
    BudgetOption, Contingency, ContingencyScope, Discount, DiscountScope, OptionRounds,
};
pub use payment::{Due, Instalment, InstalmentBase};
pub use picture::{Figure, Picture, PictureKind};
pub use purchase::BoughtIn;
pub use pursuit::{GoDecision, Pursuit, Rating, TimeEntry};
pub use retainer::{Retainer, Rollover};
pub use scope::{Deliverable, Scope};
pub use sent::Sent;
pub use settings::{Appearance, Estimating, FirstStep, Guide, House, Settings};
pub use signed::{Signed, SignedDate, SignedDeliverable, SignedPrice};
pub use story::{Columns, Extent, Section, SectionKind, StatementPart, Story};
pub use team::{Away, Person, Role, Team};
pub use terms::{DocumentKind, EntryKind, Journal, JournalEntry, Paper, ProposalSetup, Terms};
pub use timeline::{
    Assignment, Baseline, BaselineTask, Holiday, Link, LinkKind, Phase, PlanFrom, Task, TaskKind,
    Timeline,
};
pub use week::WorkingWeek;

/// Fields of a file that this version does not know, kept as they came.
pub type Extra = BTreeMap<String, serde_json::Value>;

pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// Everything prepared for one client opportunity. Sections stand behind an `Arc`, so that a
/// copy is cheap and an unchanged section is recognised by its address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Pitch {
    /// What the pitch is called, as on its cover.
    pub title: String,
    /// Whether new pitches are started from it: it is no opportunity, and counts nowhere.
    #[serde(default, skip_serializing_if = "is_default")]
    pub is_template: bool,
    /// The currency of every amount in it.
    pub currency: Currency,
    /// For whom.
    #[serde(default)]
    pub client: Arc<Client>,
    /// Where the opportunity stands.
    #[serde(default)]
    pub status: Arc<Status>,
    /// Internal: whether the agency pitches, and what pitching takes.
    #[serde(default, skip_serializing_if = "is_default")]
    pub pursuit: Arc<Pursuit>,
    /// What the client wants.
    #[serde(default)]
    pub brief: Arc<Brief>,
    /// What we tell them.
    #[serde(default)]
    pub story: Arc<Story>,
    /// What they get.
    #[serde(default)]
    pub scope: Arc<Scope>,
    /// Who does it.
    #[serde(default)]
    pub team: Arc<Team>,
    /// When.
    pub timeline: Arc<Timeline>,
    /// For how much.
    #[serde(default)]
    pub budget: Arc<Budget>,
    /// What is bought where.
    #[serde(default)]
    pub media: Arc<MediaPlan>,
    /// On which terms.
    #[serde(default)]
    pub terms: Arc<Terms>,
    /// Internal: what was said and decided on the way.
    #[serde(default)]
    pub journal: Arc<Journal>,
    /// How the proposal is dressed.
    #[serde(default)]
    pub proposal: Arc<ProposalSetup>,
    /// What went to the client last, once something has.
    #[serde(default, skip_serializing_if = "is_default")]
    pub sent: Option<Arc<Sent>>,
    /// What the client signed, once they have.
    #[serde(default, skip_serializing_if = "is_default")]
    pub signed: Option<Arc<Signed>>,
    /// Fields that this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Pitch {
    /// An empty pitch that starts on this day, dressed as the agency's settings say.
    #[must_use]
    pub fn blank(start: Date, settings: &Settings) -> Self {
        Self {
            title: String::new(),
            is_template: false,
            currency: settings.currency,
            client: Arc::default(),
            status: Arc::default(),
            pursuit: Arc::default(),
            brief: Arc::default(),
            story: Arc::default(),
            scope: Arc::default(),
            team: Arc::new(Team {
                roles: settings.roles.clone(),
                ..Team::default()
            }),
            timeline: Arc::new(Timeline {
                working_week: settings.working_week,
                holidays: settings.holidays.clone(),
                ..Timeline::new(start)
            }),
            budget: Arc::new(Budget {
                tax_rate: settings.tax_rate,
                tax_name: settings.tax_name.clone(),
                ..Budget::default()
            }),
            media: Arc::default(),
            terms: Arc::new(settings.terms.clone()),
            sent: None,
            signed: None,
            journal: Arc::default(),
            proposal: Arc::new(ProposalSetup {
                agency: settings.agency.clone(),
                paper: settings.paper,
                logo: settings.house.logo,
                theme: settings.house.theme,
                accent: settings.house.accent,
                cover: settings.house.cover,
                title_face: settings.house.title_face,
                text_face: settings.house.text_face,
                ..ProposalSetup::default()
            }),
            extra: Extra::new(),
        }
    }
}

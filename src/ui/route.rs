//! Routes live in the hash, so that the page works from any folder of any static host.

use crate::model::{Identifier, PitchId};

/// Where in the desk one is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// Every pitch.
    Pitches,
    /// Every client, or the one of this name.
    Clients(Option<String>),
    /// Everybody's weeks.
    People,
    /// The agency's settings.
    Settings,
    /// A part of one pitch.
    Pitch(PitchId, Part),
}

/// The parts of an open pitch, as they stand in the rail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The pitch at a glance.
    Overview,
    /// What the client wants.
    Brief,
    /// What we tell them.
    Story,
    /// When.
    Timeline,
    /// For how much.
    Budget,
    /// What is bought where.
    Media,
    /// Who.
    Team,
    /// The sheets as they will print.
    Proposal,
    /// Its earlier versions.
    History,
    /// A copy that came in, beside ours: in no rail.
    Compare,
}

impl Part {
    /// The parts in the rail, in their order.
    pub const RAIL: [Self; 9] = [
        Self::Overview,
        Self::Brief,
        Self::Story,
        Self::Timeline,
        Self::Budget,
        Self::Media,
        Self::Team,
        Self::Proposal,
        Self::History,
    ];

    /// Its name on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Overview => t!("Overview"),
            Self::Brief => t!("Brief"),
            Self::Story => t!("Story"),
            Self::Timeline => t!("Timeline"),
            Self::Budget => t!("Budget"),
            Self::Media => t!("Media"),
            Self::Team => t!("Team"),
            Self::Proposal => t!("Proposal"),
            Self::History => t!("History"),
            Self::Compare => t!("Compare"),
        }
    }

    const fn segment(self) -> &'static str {
        match self {
            Self::Overview => "",
            Self::Brief => "/brief",
            Self::Story => "/story",
            Self::Timeline => "/timeline",
            Self::Budget => "/budget",
            Self::Media => "/media",
            Self::Team => "/team",
            Self::Proposal => "/proposal",
            Self::History => "/history",
            Self::Compare => "/compare",
        }
    }
}

impl Route {
    /// The route that a hash such as `#/pitch/halden-oat/brief` names; an unknown one is
    /// the list of pitches.
    pub fn from_hash(hash: &str) -> Self {
        let path = hash.trim_start_matches('#');
        match path {
            "/settings" => return Self::Settings,
            "/people" => return Self::People,
            "/clients" => return Self::Clients(None),
            _ => {}
        }
        if let Some(name) = path.strip_prefix("/clients/") {
            // What is no address stays as it was written.
            let read =
                js_sys::decode_uri_component(name).map_or_else(|_| name.to_owned(), String::from);
            return Self::Clients(Some(read));
        }
        let Some(rest) = path.strip_prefix("/pitch/") else {
            return Self::Pitches;
        };
        let (id, segment) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let mut parts = Part::RAIL.into_iter().chain([Part::Compare]);
        let part = parts.find(|part| part.segment() == segment);
        match PitchId::new(id) {
            Ok(id) => Self::Pitch(id, part.unwrap_or(Part::Overview)),
            Err(_) => Self::Pitches,
        }
    }

    /// The hash that names this route.
    pub fn hash(&self) -> String {
        match self {
            Self::Pitches => "#/".to_owned(),
            Self::Settings => "#/settings".to_owned(),
            Self::People => "#/people".to_owned(),
            Self::Clients(None) => "#/clients".to_owned(),
            Self::Clients(Some(name)) => {
                format!(
                    "#/clients/{}",
                    String::from(js_sys::encode_uri_component(name))
                )
            }
            Self::Pitch(id, part) => format!("#/pitch/{}{}", id.as_str(), part.segment()),
        }
    }

    /// The pitch it is about.
    pub const fn pitch(&self) -> Option<&PitchId> {
        match self {
            Self::Pitch(id, _) => Some(id),
            _ => None,
        }
    }
}

//! The screens, one a part of the desk.

pub mod arrival;
pub mod bin;
pub mod brief;
pub mod budget;
pub mod clients;
pub mod compare;
pub mod findings;
pub mod guide;
pub mod history;
pub mod keys;
pub mod left_out;
pub mod media;
pub mod overview;
pub mod people;
pub mod pitches;
pub mod proposal;
pub mod search;
pub mod settings;
pub mod share;
pub mod story;
pub mod team;
pub mod timeline;
pub mod unlock;

//! What several screens share.

pub mod changes;
pub mod charts;
pub mod colour;
pub mod details;
pub mod dialog;
pub mod field;
pub mod figures;
pub mod files;
pub mod flowchart;
pub mod gantt;
pub mod grid;
pub mod icon;
pub mod narrow;
pub mod options;
pub mod pictures;
pub mod pieces;
pub mod popover;
pub mod prose;
pub mod reorder;
pub mod settled;
pub mod size;
pub mod toast;
pub mod tools;

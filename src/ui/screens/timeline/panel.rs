//! The tools that look ahead: what opens beside the grid in the place of the details.

use std::sync::Arc;

use super::rows::Plan;
use crate::ui::parts::tools::Tool;

/// The tools, in the order of their buttons.
pub const TOOLS: &[Tool<Arc<Plan>>] = &[
    Tool {
        name: word!("What if"),
        view: super::what_if::what_if,
    },
    Tool {
        name: word!("Squeeze"),
        view: super::squeeze::squeeze,
    },
    Tool {
        name: word!("Risk"),
        view: super::risk::risk,
    },
    Tool {
        name: word!("Baseline"),
        view: super::baselines::panel,
    },
    Tool {
        name: word!("Client calendar"),
        view: super::client_calendar::client_calendar_tool,
    },
    Tool {
        name: word!("Files"),
        view: super::exchange::exchange,
    },
];

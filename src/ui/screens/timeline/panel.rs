//! The tools that look ahead: what opens beside the grid in the place of the details.

use std::sync::Arc;

use super::rows::Plan;
use crate::ui::parts::tools::Tool;

/// The tools, in the order of their buttons.
pub const TOOLS: &[Tool<Arc<Plan>>] = &[
    Tool {
        name: "What if",
        view: super::what_if::what_if,
    },
    Tool {
        name: "Squeeze",
        view: super::squeeze::squeeze,
    },
    Tool {
        name: "Risk",
        view: super::risk::risk,
    },
    Tool {
        name: "Baseline",
        view: super::baselines::panel,
    },
    Tool {
        name: "Client calendar",
        view: super::client_calendar::client_calendar_tool,
    },
    Tool {
        name: "Files",
        view: super::exchange::exchange,
    },
];

//! The tools of the budget: what opens beside the lines in the place of totals and details.

use crate::ui::parts::tools::Tool;
use crate::ui::workspace::Workspace;

/// The tools, in the order of their buttons.
pub const TOOLS: &[Tool<Workspace>] = &[
    Tool {
        name: super::target::NAME,
        view: super::target::tool,
    },
    Tool {
        name: super::offers::NAME,
        view: super::offers::tool,
    },
    Tool {
        name: word!("Files"),
        view: super::exchange::exchange,
    },
];

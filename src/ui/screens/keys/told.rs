//! The keys by where they work, as the code that hears them has them.

use crate::ui::screens::proposal::PRESENTATION_KEYS;

/// Keys and what they do. Two spaces stand between keys that do the same.
pub type Keys = &'static [(&'static str, &'static str)];

/// Where keys work, and which.
pub const TOLD: [(&str, Keys); 10] = [
    ("Everywhere", EVERYWHERE),
    ("Pitches and people", LISTS),
    ("In an open pitch", IN_A_PITCH),
    ("Grids: going", GOING),
    ("Grids: editing", EDITING),
    ("Grids: rows and blocks", ROWS),
    ("Timeline: chart", CHART),
    ("Media: flowchart", FLOWCHART),
    ("Texts of the story, terms and team", PROSE),
    ("Presentation", &PRESENTATION_KEYS),
];

const EVERYWHERE: Keys = &[
    ("Ctrl+K", "Search; in a text, a link"),
    ("Ctrl+/", "These keys"),
    ("?", "These keys, where nothing is written"),
    (
        "Esc",
        "Close a dialog or a panel; put back what a field held",
    ),
    ("Enter", "Take a figure or a date in a field"),
];

const LISTS: Keys = &[
    ("↑  ↓", "Pitches: the one before, the next"),
    (
        "↑  ↓  ←  →",
        "Stage board: to the next pitch; people: to the next week",
    ),
    (
        "Alt+←  Alt+→",
        "Stage board: to the stage before, to the next",
    ),
    ("Home  End", "People: first, last week"),
];

const IN_A_PITCH: Keys = &[
    ("Ctrl+Z", "Undo"),
    ("Ctrl+Shift+Z  Ctrl+Y", "Redo"),
    ("Ctrl+P", "Print the proposal"),
    ("Ctrl+S", "Save to its file on disk, where it has one"),
    ("Ctrl+Enter", "Present, under Proposal"),
    ("Alt+↑  Alt+↓", "Move a part of the statement of work"),
];

const GOING: Keys = &[
    ("↑  ↓  ←  →", "To the next cell"),
    ("Page Up  Page Down", "A view up, down"),
    ("Home  End", "First, last column"),
    ("Ctrl+Home  Ctrl+End", "First, last cell"),
    ("Ctrl+↑  Ctrl+↓", "First, last row"),
    ("Ctrl+←  Ctrl+→", "First, last column"),
    (
        "→  ←",
        "In the first column: open, close what stands under a row",
    ),
    ("Space", "In the first column: open or close it"),
];

const EDITING: Keys = &[
    ("Enter  F2", "Edit the cell"),
    ("A  B  1  …", "Write over the cell"),
    ("Enter  Shift+Enter", "Take it and go down, up"),
    ("Tab  Shift+Tab", "Take it and go right, left"),
    ("Esc", "Leave the cell as it was"),
    ("Delete  Backspace", "Empty the cells"),
    ("Ctrl+C  Ctrl+X  Ctrl+V", "Copy, cut, paste"),
    ("Ctrl+D  Ctrl+R", "Fill down, to the right"),
];

const ROWS: Keys = &[
    ("Ctrl+Enter", "New row below"),
    ("Ctrl+Delete  Ctrl+Backspace", "Delete the rows"),
    ("Alt+↑  Alt+↓", "Move the row"),
    (
        "Alt+→  Alt+←",
        "A task: into the first phase, out of its phase",
    ),
    ("Alt+Shift+→  Alt+Shift+←", "A task: a day later, earlier"),
    ("Shift+↑  Shift+↓  Shift+←  Shift+→", "Choose a block"),
    ("Ctrl+Shift+↓  Ctrl+Shift+→", "Choose as far as it goes"),
    ("Shift+Space", "Choose the row"),
    ("Ctrl+A", "Choose everything"),
    ("Esc", "Choose the one cell again"),
];

const CHART: Keys = &[
    ("Alt++  Alt+-", "Closer, further"),
    ("Alt+0", "The whole plan"),
    ("Alt+T", "Today"),
    ("Esc", "Let go of what is dragged"),
    ("←  →", "On the border: a wider chart, a wider grid"),
    (
        "Home  End",
        "On the border: as narrow, as wide as the grid can be",
    ),
    ("Enter", "On the border: as it was"),
];

const FLOWCHART: Keys = &[
    ("↑  ↓", "The flight before, the next"),
    ("Home  End", "First, last flight"),
    ("←  →", "The flight earlier, later"),
    ("Shift+←  Shift+→", "Its last day earlier, later"),
    ("Enter", "To its row in the grid"),
    ("Esc", "Let go of what is dragged"),
];

const PROSE: Keys = &[
    ("Ctrl+B  Ctrl+I", "Bold, italic"),
    ("Ctrl+K", "Link"),
    ("Ctrl+Alt+1  Ctrl+Alt+2  Ctrl+Alt+3", "Heading"),
    ("Ctrl+Alt+0", "Paragraph"),
    ("Ctrl+Alt+F", "Footnote"),
    (
        "#  -  1.  >",
        "Then Space, where a line begins: heading, list, numbers, quote",
    ),
    ("Shift+Enter", "A new line of the same paragraph"),
    ("Tab  Shift+Tab", "In a list: further in, out"),
    ("Esc", "Then Tab leaves the text also from a list"),
    (
        "←  →  Home  End",
        "In the bar of buttons: to another; Esc back to the text",
    ),
];

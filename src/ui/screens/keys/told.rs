//! The keys by where they work, as the code that hears them has them.

use crate::ui::screens::proposal::PRESENTATION_KEYS;
use crate::words::Word;

/// Keys and what they do. Two spaces stand between keys that do the same.
pub type Keys = &'static [(&'static str, Word)];

/// Where keys work, and which.
pub const TOLD: [(Word, Keys); 10] = [
    (word!("Everywhere"), EVERYWHERE),
    (word!("Pitches and people"), LISTS),
    (word!("In an open pitch"), IN_A_PITCH),
    (word!("Grids: going"), GOING),
    (word!("Grids: editing"), EDITING),
    (word!("Grids: rows and blocks"), ROWS),
    (word!("Timeline: chart"), CHART),
    (word!("Media: flowchart"), FLOWCHART),
    (word!("Texts of the story, terms and team"), PROSE),
    (word!("Presentation"), &PRESENTATION_KEYS),
];

const EVERYWHERE: Keys = &[
    ("Ctrl+K", word!("Search; in a text, a link")),
    ("Ctrl+/", word!("These keys")),
    ("?", word!("These keys, where nothing is written")),
    (
        "Esc",
        word!("Close a dialog or a panel; put back what a field held"),
    ),
    ("Enter", word!("Take a figure or a date in a field")),
];

const LISTS: Keys = &[
    ("↑  ↓", word!("Pitches: the one before, the next")),
    (
        "↑  ↓  ←  →",
        word!("Stage board: to the next pitch; people: to the next week"),
    ),
    (
        "Alt+←  Alt+→",
        word!("Stage board: to the stage before, to the next"),
    ),
    ("Home  End", word!("People: first, last week")),
];

const IN_A_PITCH: Keys = &[
    ("Ctrl+Z", word!("Undo")),
    ("Ctrl+Shift+Z  Ctrl+Y", word!("Redo")),
    ("Ctrl+P", word!("Print the proposal")),
    (
        "Ctrl+S",
        word!("Save to its file on disk, where it has one"),
    ),
    ("Ctrl+Enter", word!("Present, under Proposal")),
    (
        "Alt+↑  Alt+↓",
        word!("Move a part of the statement of work"),
    ),
];

const GOING: Keys = &[
    ("↑  ↓  ←  →", word!("To the next cell")),
    ("Page Up  Page Down", word!("A view up, down")),
    ("Home  End", word!("First, last column")),
    ("Ctrl+Home  Ctrl+End", word!("First, last cell")),
    ("Ctrl+↑  Ctrl+↓", word!("First, last row")),
    ("Ctrl+←  Ctrl+→", word!("First, last column")),
    (
        "→  ←",
        word!("In the first column: open, close what stands under a row"),
    ),
    ("Space", word!("In the first column: open or close it")),
];

const EDITING: Keys = &[
    ("Enter  F2", word!("Edit the cell")),
    ("A  B  1  …", word!("Write over the cell")),
    ("Enter  Shift+Enter", word!("Take it and go down, up")),
    ("Tab  Shift+Tab", word!("Take it and go right, left")),
    ("Esc", word!("Leave the cell as it was")),
    ("Delete  Backspace", word!("Empty the cells")),
    ("Ctrl+C  Ctrl+X  Ctrl+V", word!("Copy, cut, paste")),
    ("Ctrl+D  Ctrl+R", word!("Fill down, to the right")),
];

const ROWS: Keys = &[
    ("Ctrl+Enter", word!("New row below")),
    ("Ctrl+Delete  Ctrl+Backspace", word!("Delete the rows")),
    ("Alt+↑  Alt+↓", word!("Move the row")),
    (
        "Alt+→  Alt+←",
        word!("A task: into the first phase, out of its phase"),
    ),
    (
        "Alt+Shift+→  Alt+Shift+←",
        word!("A task: a day later, earlier"),
    ),
    (
        "Shift+↑  Shift+↓  Shift+←  Shift+→",
        word!("Choose a block"),
    ),
    (
        "Ctrl+Shift+↓  Ctrl+Shift+→",
        word!("Choose as far as it goes"),
    ),
    ("Shift+Space", word!("Choose the row")),
    ("Ctrl+A", word!("Choose everything")),
    ("Esc", word!("Choose the one cell again")),
];

const CHART: Keys = &[
    ("Alt++  Alt+-", word!("Closer, further")),
    ("Alt+0", word!("The whole plan")),
    ("Alt+T", word!("Today")),
    ("Esc", word!("Let go of what is dragged")),
    ("←  →", word!("On the border: a wider chart, a wider grid")),
    (
        "Home  End",
        word!("On the border: as narrow, as wide as the grid can be"),
    ),
    ("Enter", word!("On the border: as it was")),
];

const FLOWCHART: Keys = &[
    ("↑  ↓", word!("The flight before, the next")),
    ("Home  End", word!("First, last flight")),
    ("←  →", word!("The flight earlier, later")),
    ("Shift+←  Shift+→", word!("Its last day earlier, later")),
    ("Enter", word!("To its row in the grid")),
    ("Esc", word!("Let go of what is dragged")),
];

const PROSE: Keys = &[
    ("Ctrl+B  Ctrl+I", word!("Bold, italic")),
    ("Ctrl+K", word!("Link")),
    ("Ctrl+Alt+1  Ctrl+Alt+2  Ctrl+Alt+3", word!("Heading")),
    ("Ctrl+Alt+0", word!("Paragraph")),
    ("Ctrl+Alt+F", word!("Footnote")),
    (
        "#  -  1.  >",
        word!("Then Space, where a line begins: heading, list, numbers, quote"),
    ),
    ("Shift+Enter", word!("A new line of the same paragraph")),
    ("Tab  Shift+Tab", word!("In a list: further in, out")),
    ("Esc", word!("Then Tab leaves the text also from a list")),
    (
        "←  →  Home  End",
        word!("In the bar of buttons: to another; Esc back to the text"),
    ),
];

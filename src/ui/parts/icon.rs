//! The few icons the desk uses, drawn as strokes on a 16 by 16 grid. Icon crates either set raw
//! HTML, which nothing here may do, or bring hundreds of glyphs along.

use leptos::prelude::*;

/// An icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Glyph {
    /// Take back.
    Undo,
    /// Do again.
    Redo,
    /// Something is added.
    Plus,
    /// Something goes for good (and can be undone).
    Bin,
    /// Send on.
    Share,
    /// On paper.
    Print,
    /// Close.
    Cross,
    /// Rows under a row.
    Chevron,
    /// Can be dragged.
    Grip,
    /// Up.
    Up,
    /// Down.
    Down,
    /// Not for the client.
    Hidden,
    /// For the client.
    Shown,
    /// Something is wrong.
    Warning,
    /// All is well.
    Check,
    /// Settings.
    Gear,
    /// A copy of it.
    Copy,
    /// What others are started from.
    Template,
    /// Look for something.
    Search,
}

impl Glyph {
    const fn path(self) -> &'static str {
        match self {
            Self::Undo => "M6 3 2.5 6.5 6 10M3 6.5h6.5a4 4 0 0 1 0 8H7",
            Self::Redo => "M10 3l3.5 3.5L10 10M13 6.5H6.5a4 4 0 0 0 0 8H9",
            Self::Plus => "M8 3v10M3 8h10",
            Self::Bin => "M3 4.5h10M6.5 4.5v-2h3v2M4.5 4.5l.5 9h6l.5-9M7 7v4M9 7v4",
            Self::Share => "M8 10V2M5 4.5 8 1.5l3 3M3.5 8v5.5h9V8",
            Self::Print => "M4.5 6V2h7v4M4.5 11.5H2.5V6h11v5.5h-2M4.5 9.5h7V14h-7z",
            Self::Cross => "M4 4l8 8M12 4l-8 8",
            Self::Chevron => "M6 4l4 4-4 4",
            Self::Grip => "M6 4v.01M10 4v.01M6 8v.01M10 8v.01M6 12v.01M10 12v.01",
            Self::Up => "M4 10l4-4 4 4",
            Self::Down => "M4 6l4 4 4-4",
            Self::Hidden => {
                "M2 8s2.2-4 6-4c3.800 0 6 4 6 4s-2.200 4-6 4c-3.800 0-6-4-6-4zM3 13 13 3"
            }
            Self::Shown => {
                "M2 8s2.2-4 6-4c3.800 0 6 4 6 4s-2.200 4-6 4c-3.800 0-6-4-6-4zM8 6.500a1.500 1.500 0 1 1 0 3 1.500 1.500 0 0 1 0-3z"
            }
            Self::Warning => "M8 2.500 14 13.500H2zM8 6.500v3.500M8 12v.01",
            Self::Check => "M3 8.500l3.500 3.500L13 4.500",
            Self::Gear => {
                "M8 5.500a2.500 2.500 0 1 1 0 5 2.500 2.500 0 0 1 0-5zM8 1.500v2M8 12.500v2M1.500 8h2M12.500 8h2M3.400 3.400l1.400 1.400M11.200 11.200l1.400 1.400M12.600 3.400l-1.400 1.400M4.800 11.200l-1.400 1.400"
            }
            Self::Template => {
                "M2.500 2.500h11v3.500h-11zM2.500 8.500h5v5h-5zM10 8.500h3.500M10 11h3.500M10 13.500h3.500"
            }
            Self::Search => {
                "M7 2.500a4.500 4.500 0 1 1 0 9 4.500 4.500 0 0 1 0-9zM10.300 10.300 14 14"
            }
            Self::Copy => "M5.500 5.500h8v8h-8zM10.500 5.500v-3h-8v8h3",
        }
    }
}

/// An icon, for the eye only: the control around it carries the name.
#[component]
pub fn Icon(
    /// Which.
    glyph: Glyph,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
            <path d=glyph.path()></path>
        </svg>
    }
    .into_any()
}

/// The same icon as an element, for what is made without a view.
pub fn drawn(glyph: Glyph) -> Option<web_sys::Element> {
    const SVG: Option<&str> = Some("http://www.w3.org/2000/svg");
    let svg = document().create_element_ns(SVG, "svg").ok()?;
    let path = document().create_element_ns(SVG, "path").ok()?;
    for (name, value) in [
        ("class", "icon"),
        ("viewBox", "0 0 16 16"),
        ("width", "16"),
        ("height", "16"),
        ("aria-hidden", "true"),
        ("focusable", "false"),
    ] {
        svg.set_attribute(name, value).ok()?;
    }
    path.set_attribute("d", glyph.path()).ok()?;
    svg.append_child(&path).ok()?;
    Some(svg)
}

//! The sheets: how large they are, and how much of them is written on.

use crate::model::Paper;

/// Hundredths of a CSS pixel (a pixel is 25.4 mm / 96). Whole numbers, so that sums are exact
/// and the same pitch is laid out the same way every time.
pub type Length = i32;

/// Between two columns, in millimetres.
pub const GUTTER: f64 = 8.0;

/// This many millimetres.
#[must_use]
pub fn millimetres(millimetres: f64) -> Length {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a float turned into an integer is held within its range"
    )]
    let length = (millimetres * 9600.0 / 25.4).round() as Length;
    length
}

/// The paper itself, its width and height in millimetres, upright unless it is a screen.
#[must_use]
pub const fn size(paper: Paper) -> (f64, f64) {
    match paper {
        Paper::A4 => (210.0, 297.0),
        Paper::Letter => (215.9, 279.4),
        Paper::Screen => (254.0, 142.875),
    }
}

/// A sheet as it is drawn, in millimetres.
///
/// Sheets are a little less high than the paper: at its full height `WebKitGTK` gives every sheet
/// a second, empty page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sheet {
    /// From edge to edge.
    pub width: f64,
    /// From edge to edge.
    pub height: f64,
    /// Blank to the left; section numbers hang in it.
    pub left: f64,
    /// Blank to the right.
    pub right: f64,
    /// Above the text; the running header stands in it.
    pub top: f64,
    /// Below the text; the footer stands in it.
    pub bottom: f64,
}

impl Sheet {
    /// An upright sheet.
    #[must_use]
    pub const fn upright(paper: Paper) -> Self {
        let (width, height) = match paper {
            Paper::A4 => (210.0, 296.0),
            Paper::Letter => (215.9, 278.4),
            Paper::Screen => return Self::screen(),
        };
        Self {
            width,
            height,
            left: 40.0,
            right: 22.0,
            top: 30.0,
            bottom: 27.0,
        }
    }

    /// A landscape sheet. It is as large as an upright one turned by 90°, so that it can be one.
    #[must_use]
    pub const fn landscape(paper: Paper) -> Self {
        let (width, height) = match paper {
            Paper::A4 => (296.0, 209.0),
            Paper::Letter => (278.4, 214.9),
            Paper::Screen => return Self::screen(),
        };
        Self {
            width,
            height,
            left: 22.0,
            right: 22.0,
            top: 24.0,
            bottom: 20.0,
        }
    }

    /// A screen of 16 by 9: always lying.
    const fn screen() -> Self {
        Self {
            width: 254.0,
            height: 142.8,
            left: 36.0,
            right: 22.0,
            top: 20.0,
            bottom: 16.0,
        }
    }

    /// How wide lines and tables may be.
    #[must_use]
    pub fn text_width(&self) -> f64 {
        self.width - self.left - self.right
    }

    /// How wide each of so many columns is.
    #[must_use]
    pub fn column_width(&self, columns: u8) -> f64 {
        let count = f64::from(columns.max(1));
        (self.text_width() - (count - 1.0) * GUTTER) / count
    }

    /// How much may stand below each other.
    #[must_use]
    pub fn text_height(&self) -> f64 {
        self.height - self.top - self.bottom
    }
}

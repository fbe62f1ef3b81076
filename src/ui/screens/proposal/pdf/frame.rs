//! From where things stand on the screen to where they lie on the sheet.

use web_sys::{DomRect, DomRectList};

use super::look::short;
use crate::pdf::list::Rect;

/// Where a sheet stands on the screen, and how large it is shown.
#[derive(Clone, Copy)]
pub struct Frame {
    /// Its left edge.
    pub left: f64,
    /// Its upper edge.
    pub top: f64,
    /// How much larger it is shown than it is.
    pub scale: f64,
    /// Where what lies on it is turned: at which distance from its left edge the turned sheet has
    /// its upper edge.
    pub turned: Option<f64>,
}

impl Frame {
    /// A box of the screen on the sheet, before it is turned.
    pub fn rect(&self, rect: &DomRect) -> Rect {
        let x = (rect.left() - self.left) / self.scale;
        let y = (rect.top() - self.top) / self.scale;
        let (width, height) = (rect.width() / self.scale, rect.height() / self.scale);
        match self.turned {
            None => Rect {
                x: short(x),
                y: short(y),
                width: short(width),
                height: short(height),
            },
            Some(from) => Rect {
                x: short(y),
                y: short(from - x - width),
                width: short(height),
                height: short(width),
            },
        }
    }

    /// Those boxes of a list that have an extent.
    pub fn rects(&self, list: Option<DomRectList>) -> Vec<Rect> {
        let Some(list) = list else {
            return Vec::new();
        };
        (0..list.length())
            .filter_map(|at| list.item(at))
            .map(|rect| self.rect(&rect))
            .filter(|rect| rect.width > 0.0 && rect.height > 0.0)
            .collect()
    }
}

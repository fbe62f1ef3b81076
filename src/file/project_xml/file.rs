//! XML under way: elements with texts, days, moments and hours as Project writes them.

use std::fmt::{Display, Write as _};

use quick_xml::escape::escape;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::value::MINUTES_PER_DAY;
use super::xml::legal;
use crate::model::{Date, Hours};

/// The longest name that Project takes.
const LONGEST_NAME: usize = 255;

/// XML under way.
#[derive(Default)]
pub(super) struct File {
    pub text: String,
    pub depth: usize,
}

impl File {
    fn indent(&mut self) {
        for _ in 0..self.depth {
            self.text.push('\t');
        }
    }

    pub fn open(&mut self, name: &str) {
        self.indent();
        let _ = writeln!(self.text, "<{name}>");
        self.depth += 1;
    }

    pub fn close(&mut self, name: &str) {
        self.depth = self.depth.saturating_sub(1);
        self.indent();
        let _ = writeln!(self.text, "</{name}>");
    }

    pub fn put(&mut self, name: &str, value: impl Display) {
        self.indent();
        let _ = writeln!(self.text, "<{name}>{value}</{name}>");
    }

    /// A text; what XML cannot hold is left out.
    pub fn put_text(&mut self, name: &str, text: &str) {
        let text: String = text.chars().filter(|sign| legal(*sign)).collect();
        // A reader would take a bare carriage return for the end of a line.
        let text = escape(&*text).replace('\r', "&#13;");
        self.put(name, text);
    }

    pub fn put_name(&mut self, name: &str) {
        let short: String = name.chars().take(LONGEST_NAME).collect();
        self.put_text("Name", &short);
    }

    pub fn put_moment(&mut self, name: &str, date: Date, minute: u32) {
        let (hours, minutes) = (minute / 60, minute % 60);
        self.put(name, format_args!("{date}T{hours:02}:{minutes:02}:00"));
    }

    pub fn put_days(&mut self, name: &str, days: i64) {
        self.put_minutes(name, days * MINUTES_PER_DAY);
    }

    pub fn put_minutes(&mut self, name: &str, minutes: i64) {
        let (hours, minutes) = (minutes / 60, minutes % 60);
        self.put(name, format_args!("PT{hours}H{minutes}M0S"));
    }

    pub fn put_hours(&mut self, name: &str, hours: Hours) {
        let seconds = (hours.decimal() * Decimal::from(3_600)).round();
        let seconds = seconds.to_i64().unwrap_or(0);
        let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60);
        self.put(name, format_args!("PT{hours}H{minutes}M{}S", seconds % 60));
    }
}

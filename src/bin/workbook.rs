//! The entry of the worker that writes spreadsheets.

fn main() {}

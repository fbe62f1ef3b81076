//! Printing: the browser's own dialog, and the name it gives the file.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use crate::proposal::Proposal;

/// Opens the browser's print dialog.
pub fn print() {
    // Where a browser has no printing there is nothing to say it to.
    let _ = window().print();
}

/// The printed file is named after the document's title, so it is set while printing.
pub fn name_the_file(proposal: Memo<Arc<Proposal>>) {
    let before = StoredValue::new(None::<String>);
    let begin = window_event_listener(
        ev::Custom::<web_sys::Event>::new("beforeprint"),
        move |_| {
            let title = document().title();
            before.update_value(|before| {
                before.get_or_insert(title);
            });
            document().set_title(&proposal.read_untracked().file_name);
        },
    );
    let restore = move || {
        if let Some(title) = before.try_update_value(Option::take).flatten() {
            document().set_title(&title);
        }
    };
    let end = window_event_listener(ev::Custom::<web_sys::Event>::new("afterprint"), move |_| {
        restore();
    });
    on_cleanup(move || {
        begin.remove();
        end.remove();
        restore();
    });
}

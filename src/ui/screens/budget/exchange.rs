//! The tool “Files”: the budget in other programs, and their budgets here.

use leptos::html;
use leptos::prelude::*;

use super::{incoming, spreadsheet};
use crate::file::csv;
use crate::file::name::of_part;
use crate::file::workbook::Audience;
use crate::plan::parse::table::MAX_TABLE;
use crate::ui::desk::{Desk, use_desk};
use crate::ui::format;
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::field::{TextArea, Tick};
use crate::ui::parts::files::{bytes_of, hand_over, opener};
use crate::ui::parts::tools::focus_first;
use crate::ui::workspace::Workspace;

/// The files that are offered when one is opened.
const CSV: &str = ".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain";

/// The tool.
pub fn exchange(workspace: Workspace) -> AnyView {
    let desk = use_desk();
    view! {
        <div class="tool exchange">
            <section>
                <h3>{t!("Spreadsheet")}</h3>
                <p class="field-hint">
                    {t!("For Excel or LibreOffice, with live formulas and charts. The client’s version holds nothing internal.")}
                </p>
                {spreadsheet::download(desk, workspace)}
            </section>
            {lines_out(desk, workspace)}
            {lines_in(desk, workspace)}
        </div>
    }
    .into_any()
}

fn lines_out(desk: Desk, workspace: Workspace) -> AnyView {
    let internal = RwSignal::new(false);
    let download = move |_| {
        let is_internal = internal.get_untracked();
        let (audience, ending) = if is_internal {
            (Audience::Internal, "internal.csv")
        } else {
            (Audience::Client, "client.csv")
        };
        let document = workspace.document();
        let option = workspace.option.get_untracked();
        let text = csv::lines(
            &document.pitch,
            option.as_ref(),
            audience,
            format::number_form(),
        );
        let budget = &document.pitch.budget;
        let part = option.as_ref().and_then(|id| budget.options.find(id));
        let name = of_part(&document, part.map_or("", |option| &option.name), ending);
        hand_over(desk, &name, "text/csv;charset=utf-8", &text);
    };
    view! {
        <section>
            <h3>{t!("Lines as CSV")}</h3>
            <p class="field-hint">
                {t!("The lines of the shown option, for any program. They can be brought back from there.")}
            </p>
            <Tick
                label=t!("With cost, margin and notes")
                value=internal
                on_change=move |yes: bool| internal.set(yes)
            />
            <button type="button" on:click=download>{t!("Download CSV")}</button>
        </section>
    }
    .into_any()
}

fn lines_in(desk: Desk, workspace: Workspace) -> AnyView {
    let open = RwSignal::new(false);
    let text = RwSignal::new(String::new());
    let disabled = Signal::derive(move || workspace.is_read_only());
    let area = NodeRef::<html::Div>::new();
    let show = move || {
        open.set(true);
        // Ready to be pasted into, without a click.
        request_animation_frame(move || focus_first(area, "textarea"));
    };
    let chosen = move |file: web_sys::File| {
        leptos::task::spawn_local(async move {
            match read_file(&file).await {
                Ok(read) => {
                    text.set(read);
                    show();
                }
                Err(words) => desk.toast(&format!("{}: {words}", file.name())),
            }
        });
    };
    view! {
        <section>
            <h3>{t!("Lines from a spreadsheet")}</h3>
            <p class="field-hint">
                {t!("Copy rows, best with their headings: group, item, kind, quantity, rate, cost, markup, tax. Or open a CSV file.")}
            </p>
            <div class="choices">
                <button type="button" disabled=move || disabled.get() on:click=move |_| show()>
                    {t!("Paste lines…")}
                </button>
                {opener(t!("Open CSV…"), t!("CSV file"), CSV, disabled, chosen)}
            </div>
            <Dialog title=t!("Lines from a spreadsheet") open=open>
                <div node_ref=area>
                    <TextArea
                        label=t!("Rows")
                        value=text
                        on_input=move |typed: String| text.set(typed)
                        rows=7
                        hint=t!("A row with nothing but a name begins a group. Numbers are read as people here write them.")
                    />
                </div>
                {incoming::preview(desk, workspace, open, text)}
            </Dialog>
        </section>
    }
    .into_any()
}

async fn read_file(file: &web_sys::File) -> Result<String, String> {
    let too_large = t!("The file is too large to be a budget. Save the sheet of the lines alone.");
    let bytes = bytes_of(file, 2 * MAX_TABLE, too_large).await?;
    if bytes.starts_with(b"PK") {
        return Err(t!("This is a workbook. Save the sheet as CSV in the spreadsheet program, or copy its rows and paste them.").into());
    }
    Ok(csv::text_of(&bytes))
}

//! The region in which people write. The browser puts letters in and takes them out; whatever
//! changes the shape of the text is a change of the document, after which it is drawn anew.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{
    ClipboardEvent, DataTransfer, DragEvent, Element, FileList, HtmlDocument, InputEvent,
    KeyboardEvent,
};

use super::draw::draw;
use super::scan::{Edge, foreign, pieces};
use crate::model::Picture;
use crate::prose::edit::{Dress, Selection, Shape, TableChange};
use crate::prose::{self, Block, Document, Image, Run, Style};
use crate::ui::desk::{Desk, use_desk};
use crate::ui::parts::pictures::take_in;
use crate::ui::workspace::{Workspace, use_workspace};

/// What the selection is in, for the buttons of the bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    /// Where it stands.
    pub stands: Stands,
    /// Bold.
    pub strong: bool,
    /// Italic.
    pub emphasis: bool,
    /// In a link.
    pub link: bool,
}

/// Where a selection stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Stands {
    /// Nowhere yet.
    #[default]
    Nowhere,
    /// In a line of this style.
    Line(Style),
    /// In a table.
    Table,
}

/// A region and what it writes.
#[derive(Clone, Copy)]
pub struct Region {
    /// The element.
    pub node: NodeRef<html::Div>,
    /// What the selection is in.
    pub look: RwSignal<Look>,
    /// The address that is asked for, while it is.
    pub link: RwSignal<Option<String>>,
    value: Signal<String>,
    on_input: Callback<String>,
    disabled: Signal<bool>,
    /// The Markdown that is on screen.
    shown: StoredValue<Option<String>>,
    /// The selection as it was last seen.
    selection: StoredValue<Selection>,
    /// Escape was pressed: Tab leaves, also in a list.
    leaves: StoredValue<bool>,
    desk: Desk,
    workspace: Workspace,
}

impl Region {
    /// A region for this text.
    pub fn new(value: Signal<String>, on_input: Callback<String>, disabled: Signal<bool>) -> Self {
        Self {
            node: NodeRef::new(),
            look: RwSignal::new(Look::default()),
            link: RwSignal::new(None),
            value,
            on_input,
            disabled,
            shown: StoredValue::new(None),
            selection: StoredValue::new(Selection::default()),
            leaves: StoredValue::new(false),
            desk: use_desk(),
            workspace: use_workspace(),
        }
    }

    /// Its element, to be put on the page.
    pub fn view(self, id: String, named: String, described: String) -> AnyView {
        self.shown.set_value(None);
        // What comes from elsewhere is drawn; what was written here stands already.
        Effect::new(move |_| {
            let (node, value) = (self.node.get(), self.value.get());
            if let Some(node) = node
                && self
                    .shown
                    .with_value(|shown| shown.as_ref() != Some(&value))
            {
                let focused = has_focus(&node);
                let selection = if focused {
                    self.read().map(|(_, selection)| selection)
                } else {
                    None
                };
                let mut document = prose::read(&value);
                let selection = document.with_room(selection.unwrap_or_default());
                let drawn = draw(&node, &document);
                if focused {
                    drawn.select(selection);
                }
                self.shown.set_value(Some(value));
            }
        });
        let on_paste = move |event: ClipboardEvent| {
            if of_picture(&event).is_some() {
                return;
            }
            event.prevent_default();
            if let Some(data) = event.clipboard_data() {
                self.paste(&data);
            }
        };
        let on_drop = move |event: DragEvent| {
            event.prevent_default();
            event.stop_propagation();
            self.take_pictures(event.data_transfer().and_then(|data| data.files()));
        };
        view! {
            <div
                id=id
                class="prose"
                node_ref=self.node
                role="textbox"
                tabindex="0"
                aria-multiline="true"
                aria-labelledby=named
                aria-describedby=described
                aria-readonly=move || self.disabled.get().then_some("true")
                contenteditable=move || if self.disabled.get() { "false" } else { "true" }
                spellcheck="true"
                on:beforeinput=move |event| {
                    if of_picture(&event).is_none() {
                        self.before_input(&event);
                    }
                }
                on:input=move |event| self.input(&event)
                on:click=move |event| self.click(&event)
                on:keydown=move |event| {
                    if of_picture(&event).is_none() {
                        self.key(&event);
                    }
                }
                on:paste=on_paste
                on:drop=on_drop
                on:keyup=move |event| {
                    // What letters change is seen when they are put in.
                    if event.key().chars().count() > 1 {
                        self.see();
                    }
                }
                on:mouseup=move |_| self.see()
                on:focus=move |_| self.focused()
            ></div>
        }
        .into_any()
    }

    /// The document on screen, and what is selected in it.
    fn read(self) -> Option<(Document, Selection)> {
        let node = self.node.try_get_untracked()??;
        let selection = window().get_selection().ok().flatten();
        let edge = |node: Option<web_sys::Node>, offset| {
            Some(Edge {
                node: node?,
                offset,
            })
        };
        let edges: Vec<Edge> = selection
            .and_then(|selection| {
                let anchor = edge(selection.anchor_node(), selection.anchor_offset())?;
                let focus = edge(selection.focus_node(), selection.focus_offset())?;
                let inside = |edge: &Edge| node.contains(Some(&edge.node));
                (inside(&anchor) && inside(&focus)).then(|| vec![anchor, focus])
            })
            .unwrap_or_default();
        let (mut document, places) = prose::html::shown(pieces(&node, &edges));
        let selection = match places.as_slice() {
            [one, other] => Selection::between(document.nearest(*one), document.nearest(*other)),
            _ => self.selection.get_value(),
        };
        let selection = document.with_room(selection);
        self.selection.set_value(selection);
        Some((document, selection))
    }

    /// Changes the document, and shows and hands over what became of it.
    pub fn change(self, act: impl FnOnce(&mut Document, Selection) -> Selection) {
        let (Some(node), Some((mut document, selection))) =
            (self.node.get_untracked(), self.read())
        else {
            return;
        };
        if self.disabled.get_untracked() {
            return;
        }
        let after = act(&mut document, selection);
        let after = document.with_room(after);
        let drawn = draw(&node, &document);
        let _ = node.focus();
        drawn.select(after);
        self.hand_over(&document);
        self.see();
    }

    fn hand_over(self, document: &Document) {
        let markdown = prose::write(document);
        if self
            .shown
            .with_value(|shown| shown.as_ref() != Some(&markdown))
        {
            self.shown.set_value(Some(markdown.clone()));
            self.on_input.run(markdown);
        }
    }

    /// Makes the lines that are selected such, or paragraphs again.
    pub fn shape(self, shape: Shape) {
        self.change(|document, selection| {
            document.shape(selection, shape);
            selection
        });
    }

    /// Makes what is selected bold or italic, or no longer; with nothing selected, what is typed
    /// next.
    pub fn dress(self, dress: Dress) {
        let Some((_, selection)) = self.read().filter(|_| !self.disabled.get_untracked()) else {
            return;
        };
        if selection.is_empty() {
            let command = match dress {
                Dress::Strong => "bold",
                Dress::Emphasis => "italic",
            };
            let page = document().dyn_into::<HtmlDocument>();
            let _ = page.map(|page| page.exec_command(command));
            self.see();
        } else {
            self.change(|document, selection| {
                document.dress(selection, dress);
                selection
            });
        }
    }

    /// Changes the table in which the selection is; puts one in where there is none.
    pub fn table(self, change: Option<TableChange>) {
        self.change(|document, selection| {
            Selection::at(match change {
                Some(change) => document.change_table(selection.to, change),
                None => document.insert_table(selection.to, 3, 2),
            })
        });
    }

    /// Puts a footnote in; its words are typed next.
    pub fn note(self) {
        self.change(|document, selection| Selection::at(document.insert_note(selection.to)));
    }

    /// Asks for the address of a link.
    pub fn ask_link(self) {
        if let Some((document, selection)) = self.read() {
            let address = document.link_at(selection.to).unwrap_or_default();
            self.link.set(Some(address));
        }
    }

    /// Makes what is selected a link to this address, or none.
    pub fn set_link(self, address: Option<&str>) {
        self.link.set(None);
        self.change(|document, selection| Selection::at(document.link(selection, address)));
    }

    /// Gives the focus back to the words.
    pub fn back(self) {
        self.link.set(None);
        self.change(|_, selection| selection);
    }

    fn paste(self, data: &DataTransfer) {
        // What is copied as a picture has no words.
        if data.files().is_some_and(|files| files.length() > 0)
            && data.get_data("text/html").is_ok_and(|html| html.is_empty())
        {
            return self.take_pictures(data.files());
        }
        let get = |kind: &str| data.get_data(kind).ok().filter(|text| !text.is_empty());
        let text = get("text/plain").unwrap_or_default();
        let rich = get("text/html").and_then(|html| foreign(&html));
        let rich = rich.filter(|document| !document.blocks.is_empty());
        self.change(|document, selection| {
            let at = document.erase(selection);
            let end = if document.style_at(at) == Some(Style::Code) {
                document.insert_runs(at, vec![Run::plain(text)])
            } else {
                document.insert(at, rich.unwrap_or_else(|| Document::plain(&text)))
            };
            Selection::at(end)
        });
    }

    /// Does what changes the shape of the text, before the browser does it in its own way.
    fn before_input(self, event: &InputEvent) {
        let kind = event.input_type();
        let ours = match kind.as_str() {
            "insertParagraph" => {
                self.change(|document, selection| {
                    let at = document.erase(selection);
                    Selection::at(document.split(at))
                });
                true
            }
            "insertLineBreak" => {
                self.change(|document, selection| {
                    let at = document.erase(selection);
                    Selection::at(document.insert_runs(at, vec![Run::plain("\n")]))
                });
                true
            }
            "historyUndo" => {
                self.workspace.undo();
                true
            }
            "historyRedo" => {
                self.workspace.redo();
                true
            }
            "formatBold" => {
                self.dress(Dress::Strong);
                true
            }
            "formatItalic" => {
                self.dress(Dress::Emphasis);
                true
            }
            "insertText" => self.typed(&event.data().unwrap_or_default()),
            "insertFromDrop" | "deleteByDrag" => true,
            _ if kind.starts_with("delete") => self.deletes(kind.ends_with("Forward")),
            _ => kind.starts_with("format"),
        };
        if ours && event.cancelable() {
            event.prevent_default();
        }
    }

    /// Whether what is typed was put in here: a space that makes structure, or words in the place
    /// of several lines.
    fn typed(self, text: &str) -> bool {
        let selection = window().get_selection().ok().flatten();
        let collapsed = selection.is_none_or(|selection| selection.is_collapsed());
        if collapsed && text != " " {
            return false;
        }
        let Some((mut document, selection)) = self.read() else {
            return false;
        };
        if !selection.is_in_one_text() {
            self.change(|document, selection| {
                let at = document.erase(selection);
                Selection::at(document.insert_runs(at, vec![Run::plain(text)]))
            });
            return true;
        }
        let makes = collapsed && document.typed_space(selection.to).is_some();
        if makes {
            self.change(|document, selection| {
                Selection::at(document.typed_space(selection.to).unwrap_or(selection.to))
            });
        }
        makes
    }

    /// Whether what is deleted was taken out here: what reaches over the ends of a line.
    fn deletes(self, forward: bool) -> bool {
        let Some((document, selection)) = self.read() else {
            return false;
        };
        let at = selection.to;
        if !selection.is_in_one_text() {
            self.change(|document, selection| Selection::at(document.erase(selection)));
            return true;
        }
        let edge = if forward {
            at.offset >= document.length_at(at)
        } else {
            at.offset == 0
        };
        if !selection.is_empty() || !edge {
            return false;
        }
        self.change(|document, _| {
            let joined = match (forward, at.cell) {
                (_, Some(_)) => None,
                (true, None) => document.join(at.block),
                (false, None) => document.join_back(at),
            };
            Selection::at(joined.unwrap_or(at))
        });
        true
    }

    /// Puts pictures in where the words are selected.
    pub fn take_pictures(self, files: Option<FileList>) {
        let Some(files) = files.filter(|_| !self.disabled.get_untracked()) else {
            return;
        };
        // Where the words were selected is known before the choice takes the focus.
        let _ = self.read();
        let files: Vec<_> = (0..files.length()).filter_map(|at| files.get(at)).collect();
        leptos::task::spawn_local(async move {
            for file in files {
                match take_in(&file).await {
                    Ok(picture) => self.put_in(picture),
                    Err(words) => {
                        self.desk
                            .toast(&t!("{} was not taken: {words}", file.name()));
                    }
                }
            }
        });
    }

    fn put_in(self, picture: Picture) {
        let image = Block::Image(Image {
            alt: String::new(),
            source: picture.to_string(),
        });
        self.change(|document, selection| {
            let at = document.erase(selection);
            Selection::at(document.insert(
                at,
                Document {
                    blocks: vec![image],
                },
            ))
        });
    }

    /// What was typed: into the words, or as the description of a picture.
    fn input(self, event: &web_sys::Event) {
        if let Some(figure) = of_picture(event) {
            let _ = figure.set_attribute("data-alt", &event_target_value(event));
        }
        self.after_input();
    }

    /// Takes a picture away by its button.
    fn click(self, event: &web_sys::MouseEvent) {
        let button = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        let is_remove = button.is_some_and(|button| button.class_list().contains("remove-picture"));
        if let Some(figure) =
            of_picture(event).filter(|_| is_remove && !self.disabled.get_untracked())
        {
            figure.remove();
            self.change(|_, selection| selection);
        }
    }

    /// Hands over what the browser has put in or taken out.
    fn after_input(self) {
        let Some(node) = self.node.get_untracked() else {
            return;
        };
        // Where it joins lines, the browser keeps their looks in styles of its own.
        if let Ok(Some(styled)) = node.query_selector("[style]") {
            let _ = styled.remove_attribute("style");
            let all = node.query_selector_all("[style]").ok();
            for at in 0..all.as_ref().map_or(0, web_sys::NodeList::length) {
                let styled = all.as_ref().and_then(|all| all.get(at));
                let styled = styled.and_then(|node| node.dyn_into::<Element>().ok());
                let _ = styled.map(|styled| styled.remove_attribute("style"));
            }
        }
        let bare = node.first_child().is_none_or(|first| {
            first.node_type() != web_sys::Node::ELEMENT_NODE || first.node_name() == "BR"
        });
        if bare {
            self.change(|_, selection| selection);
        } else if let Some((document, selection)) = self.read() {
            self.hand_over(&document);
            self.look_at(&document, selection);
        }
    }

    fn key(self, event: &KeyboardEvent) {
        let command = event.ctrl_key() || event.meta_key();
        let key = event.key().to_lowercase();
        let leaves = self.leaves.get_value();
        self.leaves.set_value(key == "escape");
        match (command, event.alt_key(), key.as_str()) {
            (true, false, "b") => self.dress(Dress::Strong),
            (true, false, "i") => self.dress(Dress::Emphasis),
            (true, false, "k") => self.ask_link(),
            (true, false, "u") => {}
            (true, true, _) => match event.code().as_str() {
                "KeyF" => self.note(),
                "Digit0" => self.shape(Shape::Paragraph),
                "Digit1" => self.shape(Shape::Heading(1)),
                "Digit2" => self.shape(Shape::Heading(2)),
                "Digit3" => self.shape(Shape::Heading(3)),
                _ => return,
            },
            (false, false, "tab") if !leaves && self.indents(!event.shift_key()) => {}
            _ => return,
        }
        event.prevent_default();
    }

    /// Whether items moved into or out of a list.
    fn indents(self, deeper: bool) -> bool {
        let Some((mut document, selection)) = self.read() else {
            return false;
        };
        let moves = document.indent(selection, deeper) && !self.disabled.get_untracked();
        if moves {
            self.change(|document, selection| {
                document.indent(selection, deeper);
                selection
            });
        }
        moves
    }

    /// The browser makes a paragraph where it makes a line of its own.
    fn focused(self) {
        if let Ok(page) = document().dyn_into::<HtmlDocument>() {
            let _ =
                page.exec_command_with_show_ui_and_value("defaultParagraphSeparator", false, "p");
        }
        self.see();
    }

    /// Sees what the selection is in.
    fn see(self) {
        if let Some((document, selection)) = self.read() {
            self.look_at(&document, selection);
        }
    }

    fn look_at(self, document: &Document, selection: Selection) {
        let state = |command| {
            let page = leptos::prelude::document().dyn_into::<HtmlDocument>();
            page.is_ok_and(|page| page.query_command_state(command).unwrap_or(false))
        };
        let look = Look {
            stands: match (selection.to.cell, document.style_at(selection.from)) {
                (Some(_), _) => Stands::Table,
                (None, Some(style)) => Stands::Line(style),
                (None, None) => Stands::Nowhere,
            },
            strong: state("bold"),
            emphasis: state("italic"),
            link: document.link_at(selection.to).is_some(),
        };
        if self.look.get_untracked() != look {
            self.look.set(look);
        }
    }
}

/// The picture among whose own fields something happened.
fn of_picture(event: &web_sys::Event) -> Option<Element> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest("figure[data-source]").ok()?
}

fn has_focus(element: &Element) -> bool {
    document()
        .active_element()
        .is_some_and(|active| active.is_same_node(Some(element)))
}

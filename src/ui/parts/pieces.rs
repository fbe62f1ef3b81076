//! A text that both copies changed: decided as a whole, and paragraph by paragraph where both changed
//! the same.

use std::sync::Arc;

use leptos::prelude::*;

use super::changes::radio;
use crate::merge::{Change, Choice, Decisions, Difference, Paragraphs, Piece, Side, What};

/// The text of a change that both copies changed, where it is one.
pub fn of(change: &Change) -> Option<(&Difference, &Paragraphs)> {
    if change.what != What::Changed || change.side != Side::Both {
        return None;
    }
    let mut texts = (change.differences.iter())
        .filter_map(|difference| Some((difference, difference.paragraphs.as_ref()?)));
    texts.next()
}

/// A text and what is decided of it.
#[derive(Clone)]
struct Text {
    /// The key of the text, and what is taken of it when nobody decides.
    key: String,
    default: Choice,
    /// What screen readers call it.
    name: String,
    /// Whether it is known what both go back to.
    known: bool,
    pieces: Arc<Vec<Piece>>,
    decisions: RwSignal<Decisions>,
}

impl Text {
    fn has(&self, side: Side) -> bool {
        self.pieces.iter().any(|piece| piece.side == Some(side))
    }

    /// The pieces that both changed, with their keys.
    fn open(&self) -> impl Iterator<Item = (&String, &Piece)> {
        (self.pieces.iter()).filter_map(|piece| Some((piece.key.as_ref()?, piece)))
    }

    /// What is taken of the text; of which the pieces say more when it is both.
    fn taken(&self, decisions: &Decisions) -> Choice {
        decisions.get(&self.key).copied().unwrap_or(self.default)
    }

    /// What is taken of a piece. Both is one side where the other took the piece out.
    fn taken_of(&self, key: &str, piece: &Piece, decisions: &Decisions) -> Choice {
        let taken = match self.taken(decisions) {
            Choice::Both => decisions.get(key).copied().unwrap_or(Choice::Both),
            whole => whole,
        };
        match taken {
            Choice::Both if is_same(&piece.both, &piece.mine) => Choice::Mine,
            Choice::Both if is_same(&piece.both, &piece.theirs) => Choice::Theirs,
            taken => taken,
        }
    }

    /// What is taken of all of it; none where it was chosen paragraph by paragraph.
    fn whole(&self, decisions: &Decisions) -> Option<Choice> {
        let whole = self.taken(decisions);
        if whole != Choice::Both || self.open().all(|(key, _)| !decisions.contains_key(key)) {
            return Some(whole);
        }
        let all = |choice| {
            self.open()
                .all(|(key, piece)| self.taken_of(key, piece, decisions) == choice)
        };
        match () {
            () if all(Choice::Both) => Some(Choice::Both),
            () if all(Choice::Mine) && !self.has(Side::Theirs) => Some(Choice::Mine),
            () if all(Choice::Theirs) && !self.has(Side::Mine) => Some(Choice::Theirs),
            () => None,
        }
    }

    fn choose_whole(&self, choice: Choice) {
        self.decisions.update(|all| {
            for (key, _) in self.open() {
                all.remove(key);
            }
            all.insert(self.key.clone(), choice);
        });
    }

    /// Chooses one piece; the others stay as they were, also where all of one side was taken.
    fn choose(&self, wanted: &str, choice: Choice) {
        self.decisions.update(|all| {
            let before = all.clone();
            for (key, piece) in self.open() {
                all.insert(key.clone(), self.taken_of(key, piece, &before));
            }
            all.insert(wanted.to_owned(), choice);
            all.insert(self.key.clone(), Choice::Both);
        });
    }

    /// What becomes of the paragraphs that nobody is asked about.
    fn about_the_rest(&self, decisions: &Decisions) -> Option<&'static str> {
        let rest = self.has(Side::Mine) || self.has(Side::Theirs);
        match self.taken(decisions) {
            Choice::Mine if self.has(Side::Theirs) => {
                Some(t!("Yours word for word: nothing of theirs comes in."))
            }
            Choice::Theirs if self.has(Side::Mine) => {
                Some(t!("Theirs word for word: nothing of yours stays."))
            }
            Choice::Both if self.open().next().is_none() && self.known => {
                Some(t!("Both are taken: you changed different paragraphs."))
            }
            Choice::Both if self.open().next().is_none() => Some(t!(
                "Both are taken: each copy has paragraphs that the other lacks."
            )),
            Choice::Both if rest && self.known => Some(t!(
                "Paragraphs that only one of you changed are taken from whoever changed them."
            )),
            Choice::Both if rest => Some(t!("Paragraphs that only one copy has are taken too.")),
            _ => None,
        }
    }
}

/// Whether two pieces say the same: the white space behind them differs with what follows.
fn is_same(one: &str, other: &str) -> bool {
    one.trim_end() == other.trim_end()
}

/// What is taken of a text that both changed: a choice for the whole, and one for each piece that both
/// changed, with what stands in both copies.
pub fn choices(
    change: &Change,
    (difference, paragraphs): (&Difference, &Paragraphs),
    decisions: RwSignal<Decisions>,
) -> AnyView {
    let text = Text {
        key: change.key.clone(),
        default: change.default,
        name: change.name(),
        known: difference.base.is_some(),
        pieces: Arc::new(paragraphs.pieces.clone()),
        decisions,
    };
    let changed = (text.pieces.iter())
        .filter(|piece| !matches!(piece.side, None | Some(Side::Same)))
        .count();
    let is_only_one = changed == 1 && paragraphs.is_open();
    let pieces: Vec<AnyView> = (text.open())
        .map(|(key, piece)| one(&text, key, piece, text.pieces.len() == 1))
        .collect();
    let rest = {
        let text = text.clone();
        move || {
            let words = text.about_the_rest(&text.decisions.read())?;
            Some(view! { <p class="change-note">{words}</p> })
        }
    };
    view! {
        {(!is_only_one).then(|| whole(&text))}
        {rest}
        {(!pieces.is_empty()).then(|| view! { <ul class="change-pieces">{pieces}</ul> })}
    }
    .into_any()
}

/// The choice for the whole text.
fn whole(text: &Text) -> AnyView {
    let taken = {
        let text = text.clone();
        Memo::new(move |_| text.whole(&text.decisions.read()))
    };
    let options = [Choice::Mine, Choice::Theirs, Choice::Both]
        .map(|choice| {
            let (of, group) = (text.clone(), format!("take-{}", text.key));
            let is_taken = Signal::derive(move || taken.get() == Some(choice));
            radio(group, None, word(choice), is_taken, move || {
                of.choose_whole(choice);
            })
        })
        .collect_view();
    view! {
        <fieldset class="change-choice">
            <legend class="unseen">{t!("What is taken of the whole text: {}", text.name)}</legend>
            {text.open().next().is_some().then(|| view! {
                <span class="change-noun" aria-hidden="true">{t!("Whole text")}</span>
            })}
            {options}
        </fieldset>
    }
    .into_any()
}

/// A piece that both changed, each side's words under its choice. `is_all` where the text has nothing
/// else.
fn one(text: &Text, key: &str, piece: &Piece, is_all: bool) -> AnyView {
    let place = piece.place();
    let named = if is_all {
        text.name.clone()
    } else {
        format!("{}, {place}", text.name)
    };
    let taken = {
        let (text, key, piece) = (text.clone(), key.to_owned(), piece.clone());
        Memo::new(move |_| text.taken_of(&key, &piece, &text.decisions.read()))
    };
    let option = |choice: Choice| {
        let (of, key) = (text.clone(), key.to_owned());
        radio(
            format!("take-{key}"),
            Some(named_word(&named, choice)),
            word(choice),
            Signal::derive(move || taken.get() == choice),
            move || of.choose(&key, choice),
        )
    };
    let side = |choice: Choice, words: &str| {
        let words = words.trim().to_owned();
        let stands = if words.is_empty() {
            view! { <p class="nothing">{t!("Taken out")}</p> }.into_any()
        } else {
            view! { <p><bdi>{words}</bdi></p> }.into_any()
        };
        view! {
            <div class="change-side" class:taken=move || matches!(taken.get(), Choice::Both) || taken.get() == choice>
                {option(choice)}
                {stands}
            </div>
        }
    };
    let one_is_all = is_same(&piece.both, &piece.mine) || is_same(&piece.both, &piece.theirs);
    view! {
        <li>
            {(!is_all).then(|| view! { <p class="change-place">{place}</p> })}
            <div class="change-sides">
                {side(Choice::Mine, &piece.mine)}
                {side(Choice::Theirs, &piece.theirs)}
                {(!one_is_all).then(|| option(Choice::Both))}
            </div>
        </li>
    }
    .into_any()
}

fn word(choice: Choice) -> &'static str {
    match choice {
        Choice::Mine => t!("Mine"),
        Choice::Theirs => t!("Theirs"),
        Choice::Both => t!("Both"),
    }
}

/// The same, with what it is taken of.
fn named_word(named: &str, choice: Choice) -> String {
    match choice {
        Choice::Mine => t!("{named}: mine"),
        Choice::Theirs => t!("{named}: theirs"),
        Choice::Both => t!("{named}: both"),
    }
}

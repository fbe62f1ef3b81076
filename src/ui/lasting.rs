//! Values that last as long as the page, and how what is on screen for a while looks at them.
//!
//! The reactive library strikes nobody off the list of those who look at a value: a list goes when
//! its value goes. A value that lasts as long as the page would so remember everything that ever
//! stood on screen. What is on screen therefore looks at it through a stand-in that goes with the
//! screen: see [`look_from_here`].

use std::ops::Deref;
use std::panic::Location;

use leptos::prelude::*;
use leptos::reactive::computed::ArcMemo;
use leptos::reactive::graph::{
    AnySource, Observer, ReactiveNode, Source, Subscriber, ToAnySource, ToAnySubscriber,
};

use super::desk::Desk;
use super::workspace::Workspace;

/// A value that lasts as long as the page. It is written and read like what it is made of.
#[derive(Debug, Clone, Copy)]
pub struct Lasting<S> {
    value: S,
    /// What is looked at in its place: tells on what the value tells of.
    seen: Memo<()>,
}

/// One that is set.
pub type Kept<T> = Lasting<RwSignal<T>>;

/// One that follows from others.
pub type Derived<T> = Lasting<Memo<T>>;

/// What is made under the current owner looks at the page's values through stand-ins of that
/// owner. Call before anything of a screen or a dialog is made.
pub fn look_from_here(desk: Desk, workspace: Workspace) {
    provide_context(desk.here());
    provide_context(workspace.here());
}

impl<T: Send + Sync + 'static> Kept<T> {
    /// A value that is set.
    #[track_caller]
    pub fn new(value: T) -> Self {
        let value = ArcRwSignal::new(value);
        Self {
            seen: stand_in(value.to_any_source()),
            value: value.into(),
        }
    }
}

impl<T: PartialEq + Send + Sync + 'static> Derived<T> {
    /// A value that follows from those which `fun` looks at; it is given what it was before.
    #[track_caller]
    pub fn new(fun: impl Fn(Option<&T>) -> T + Send + Sync + 'static) -> Self {
        let value = ArcMemo::new(fun);
        Self {
            seen: stand_in(value.to_any_source()),
            value: value.into(),
        }
    }
}

impl<S> Lasting<S> {
    /// The same value, to be looked at by what belongs to the current owner.
    #[must_use]
    pub fn here(self) -> Self {
        Self {
            value: self.value,
            seen: here(self.seen),
        }
    }
}

/// Not made again for each kind of value.
#[inline(never)]
fn here(seen: Memo<()>) -> Memo<()> {
    stand_in(ArcMemo::from(seen).to_any_source())
}

/// Tells on what `source` tells of, for as long as the current owner is there.
#[inline(never)]
fn stand_in(source: AnySource) -> Memo<()> {
    let look = move |_: Option<&()>| {
        source.update_if_necessary();
        if let Some(observer) = Observer::get() {
            observer.add_source(source.clone());
            source.add_subscriber(observer);
        }
    };
    let memo = ArcMemo::new_with_compare(look, |_, _| true);
    let gone = memo.to_any_subscriber();
    on_cleanup(move || gone.clear_sources(&gone));
    memo.into()
}

/// Whoever looks is told from now on. Nobody who looks outlives the owner that they look from.
#[inline(never)]
fn look(seen: Memo<()>) {
    seen.try_get();
}

impl<T: Default + Send + Sync + 'static> Default for Kept<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<S> Deref for Lasting<S> {
    type Target = S;

    fn deref(&self) -> &S {
        &self.value
    }
}

impl<S: DefinedAt> DefinedAt for Lasting<S> {
    fn defined_at(&self) -> Option<&'static Location<'static>> {
        self.value.defined_at()
    }
}

impl<S> Track for Lasting<S> {
    fn track(&self) {
        look(self.seen);
    }
}

impl<S: ReadUntracked> ReadUntracked for Lasting<S> {
    type Value = S::Value;

    fn try_read_untracked(&self) -> Option<Self::Value> {
        self.value.try_read_untracked()
    }
}

impl<T: Clone + Send + Sync + 'static> From<Kept<T>> for Signal<T> {
    fn from(value: Kept<T>) -> Self {
        Self::derive(move || value.get())
    }
}

impl<T: Clone + Send + Sync + 'static> From<Derived<T>> for Signal<T> {
    fn from(value: Derived<T>) -> Self {
        Self::derive(move || value.get())
    }
}

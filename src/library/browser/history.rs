//! Earlier states of pitches, in a database of their own that is opened when the first is kept or
//! asked for. What they are and what they hold are kept apart, so that a list reads no texts.

use std::collections::BTreeSet;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsValue;
use web_sys::{IdbDatabase, IdbObjectStoreParameters};

use super::Library;
use super::indexed::{
    SNAPSHOTS, answer, begin, completed, database, field, now, number, on_ended, record, records,
    whole,
};
use super::local::error;
use crate::file::pictures::mentioned;
use crate::file::{self, Document, Opened, packed, sealed};
use crate::library::ShelfError;
use crate::library::history::{Entry, ROOM, Why, thinned};
use crate::model::Fingerprint;
use crate::model::{Identifier, Picture, PitchId};

const NAME: &str = "pitchwright-history";
const VERSION: u32 = 1;
/// What the states are.
const ENTRIES: &str = "entries";
/// What they hold, packed.
const TEXTS: &str = "texts";

/// Where earlier states are kept, where the browser grants it.
pub struct History(IdbDatabase);

/// Why an earlier state is not to be had.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HistoryError {
    /// It is not there.
    #[error("{}", t!("it is no longer kept"))]
    Gone,
    /// Its bytes are damaged.
    #[error("{}", t!("its data is damaged"))]
    Damaged,
    /// The store failed.
    #[error("{0}")]
    Shelf(#[from] ShelfError),
}

fn entry(key: &JsValue, value: &JsValue) -> Option<Entry> {
    let text = |name: &str| field(value, name).as_string();
    Some(Entry {
        key: whole(key),
        pitch: PitchId::new(&text("id")?).ok()?,
        at: whole(&field(value, "at")),
        revision: whole(&field(value, "rev")),
        why: Why::of(&text("why").unwrap_or_default()),
        name: text("name").unwrap_or_default(),
        fingerprint: text("print").and_then(|print| print.parse().ok()),
        bytes: whole(&field(value, "bytes")),
    })
}

impl History {
    /// The store, if the browser grants it. What an older version kept elsewhere is taken in.
    pub async fn open(library: &Library) -> Option<Self> {
        let upgrade = |database: &IdbDatabase| {
            let parameters = IdbObjectStoreParameters::new();
            parameters.set_auto_increment(true);
            let _ = database.create_object_store_with_optional_parameters(ENTRIES, &parameters);
            let _ = database.create_object_store(TEXTS);
        };
        let history = Self(database(NAME, VERSION, upgrade).await?);
        // Where this fails they stay where they are, and are taken in the next time.
        let _ = history.take_in(library).await;
        Some(history)
    }

    /// Calls back when the store can no longer be used, as after the site's data was cleared.
    pub fn on_ended(&self, act: impl Fn() + Clone + 'static) {
        on_ended(&self.0, act);
    }

    async fn take_in(&self, library: &Library) -> Result<(), ShelfError> {
        let Some(indexed) = &library.0.indexed else {
            return Ok(());
        };
        // What cannot be read stays where it is.
        let mut taken = Vec::new();
        for (key, state) in indexed.states().await? {
            if let Ok(Ok(opened)) = sealed::open(&state.text).map(file::read) {
                self.put(&opened.document, Why::Found, "", state.at).await?;
                taken.push(key);
            }
        }
        indexed.forget(SNAPSHOTS, &taken).await
    }

    /// Keeps a state of a pitch, on the medium before this returns. One that is the same as the
    /// newest of its pitch is not kept again, unless people are to count on it. What is too old or
    /// too much goes.
    ///
    /// # Errors
    /// When the store is full or fails.
    pub async fn keep(&self, document: &Document, why: Why, name: &str) -> Result<(), ShelfError> {
        let entries = self.all().await?;
        let newest = (entries.iter())
            .filter(|entry| entry.pitch == document.id)
            .max_by_key(|entry| (entry.at, entry.key));
        let print = Fingerprint::of(&document.pitch);
        let known = newest.is_some_and(|newest| newest.fingerprint == Some(print));
        if known && !why.stays() && name.is_empty() {
            return Ok(());
        }
        if let Err(failed) = self.put(document, why, name, now()).await {
            if failed != ShelfError::Full {
                return Err(failed);
            }
            // Half of it makes room for the newest.
            let gone = thinned(
                &entries,
                now(),
                entries.iter().map(|e| e.bytes).sum::<u64>() / 2,
            );
            self.remove(&gone).await?;
            return self.put(document, why, name, now()).await;
        }
        let gone = thinned(&self.all().await?, now(), ROOM);
        self.remove(&gone).await
    }

    async fn put(
        &self,
        document: &Document,
        why: Why,
        name: &str,
        at: u64,
    ) -> Result<(), ShelfError> {
        let text = file::write_compact(document);
        let pictures: Array = (mentioned(&text).iter())
            .map(|picture| JsValue::from_str(&picture.to_string()))
            .collect();
        let bytes = packed::pack(&sealed::seal(&text));
        let entry = record(&[
            ("id", document.id.as_str().into()),
            ("rev", number(document.revision)),
            ("at", number(at)),
            ("why", why.code().into()),
            ("name", name.into()),
            ("print", Fingerprint::of(&document.pitch).to_string().into()),
            ("bytes", number(bytes.len() as u64)),
            ("pictures", pictures.into()),
        ]);
        let transaction = begin(&self.0, &[ENTRIES, TEXTS], true)?;
        let store = |name: &str| transaction.object_store(name).map_err(|e| error(&e));
        let added = store(ENTRIES)?.add(&entry).map_err(|value| error(&value))?;
        let key = answer(added).await?;
        store(TEXTS)?
            .put_with_key(&Uint8Array::from(bytes.as_slice()), &key)
            .map_err(|value| error(&value))?;
        completed(transaction).await
    }

    /// Every state of every pitch.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn all(&self) -> Result<Vec<Entry>, ShelfError> {
        let records = records(&self.0, ENTRIES).await?;
        Ok((records.iter())
            .filter_map(|(key, value)| entry(key, value))
            .collect())
    }

    /// What a state holds.
    ///
    /// # Errors
    /// When it is gone, damaged, or the store fails.
    pub async fn read(&self, entry: &Entry) -> Result<Opened, HistoryError> {
        let request = (self.0.transaction_with_str(TEXTS))
            .and_then(|transaction| transaction.object_store(TEXTS))
            .and_then(|store| store.get(&number(entry.key)))
            .map_err(|value| error(&value))?;
        let found = answer(request).await?;
        if !found.is_object() {
            return Err(HistoryError::Gone);
        }
        let text =
            packed::unpack(&Uint8Array::new(&found).to_vec()).map_err(|_| HistoryError::Damaged)?;
        let json = sealed::open(&text).map_err(|_| HistoryError::Damaged)?;
        file::read(json).map_err(|_| HistoryError::Damaged)
    }

    /// Calls a state by a name; an empty one takes its name away.
    ///
    /// # Errors
    /// When it is gone or the store fails.
    pub async fn rename(&self, key: u64, name: &str) -> Result<(), HistoryError> {
        let transaction = begin(&self.0, &[ENTRIES], true)?;
        let store = transaction.object_store(ENTRIES).map_err(|e| error(&e))?;
        let key = number(key);
        let found = answer(store.get(&key).map_err(|value| error(&value))?).await?;
        if !found.is_object() {
            return Err(HistoryError::Gone);
        }
        // Setting a property of a plain object cannot fail.
        let _ = js_sys::Reflect::set(&found, &"name".into(), &name.into());
        store
            .put_with_key(&found, &key)
            .map_err(|value| error(&value))?;
        Ok(completed(transaction).await?)
    }

    /// Takes states away.
    ///
    /// # Errors
    /// When the store fails; then all of them are still there.
    pub async fn remove(&self, keys: &BTreeSet<u64>) -> Result<(), ShelfError> {
        if keys.is_empty() {
            return Ok(());
        }
        let transaction = begin(&self.0, &[ENTRIES, TEXTS], true)?;
        for name in [ENTRIES, TEXTS] {
            let store = transaction.object_store(name).map_err(|e| error(&e))?;
            for key in keys {
                store.delete(&number(*key)).map_err(|value| error(&value))?;
            }
        }
        completed(transaction).await
    }

    /// The pictures that some state shows.
    ///
    /// # Errors
    /// When the store fails, so that nobody knows.
    pub async fn pictures(&self) -> Result<BTreeSet<Picture>, ShelfError> {
        let records = records(&self.0, ENTRIES).await?;
        let pictures =
            (records.iter()).flat_map(|(_, value)| Array::from(&field(value, "pictures")).to_vec());
        Ok(pictures
            .filter_map(|picture| picture.as_string()?.parse().ok())
            .collect())
    }
}

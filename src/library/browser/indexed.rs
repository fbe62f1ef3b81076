//! IndexedDB: the second copy of every pitch, and the home of snapshots, the bin and what could
//! not be read. Writes are begun in the caller's task and answered later.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    IdbDatabase, IdbObjectStoreParameters, IdbOpenDbRequest, IdbRequest, IdbTransaction,
};

use super::local::error;
use crate::library::{ShelfError, Stored};
use crate::model::{Identifier, PitchId};

const NAME: &str = "pitchwright";
const VERSION: u32 = 1;

/// The pitches, by id.
pub const DOCS: &str = "docs";
/// Deleted pitches, by id.
pub const BIN: &str = "bin";
/// Earlier states of pitches.
pub const SNAPSHOTS: &str = "snapshots";
/// What could not be read, byte for byte.
pub const KEPT: &str = "kept";

/// A text that is kept, and since when, in milliseconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// Since when.
    pub at: u64,
    /// The sealed text.
    pub text: String,
}

/// IndexedDB, where it is to be had. Its connection ends when someone clears the site's data; then
/// a new one takes its place.
#[derive(Clone)]
pub struct Indexed(Rc<Connection>);

struct Connection {
    database: RefCell<IdbDatabase>,
    on_ended: RefCell<Option<Rc<dyn Fn()>>>,
}

pub(super) fn field(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &key.into()).unwrap_or(JsValue::UNDEFINED)
}

pub(super) fn record(pairs: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (key, value) in pairs {
        // Setting a property of a fresh object cannot fail.
        let _ = Reflect::set(&object, &(*key).into(), value);
    }
    object.into()
}

#[allow(clippy::cast_precision_loss)]
pub(super) fn number(number: u64) -> JsValue {
    // Revisions grow by one an edit and stay far below 2^53.
    JsValue::from_f64(number as f64)
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub(super) fn whole(value: &JsValue) -> u64 {
    value.as_f64().unwrap_or(0.0).max(0.0) as u64
}

/// A pitch as the database holds it, its text still with the browser.
pub struct Record {
    /// Its revision.
    pub revision: u64,
    /// Its sealed text.
    pub text: JsValue,
}

fn stored(record: &JsValue) -> Option<Stored> {
    Some(Stored {
        revision: whole(&field(record, "rev")),
        text: field(record, "text").as_string()?,
    })
}

/// The two handlers of something that ends well or not, for as long as this is kept. Of the two only one
/// is ever called: the other, and what it holds, would stay for good if it were left where it is.
struct Handlers<Set: Fn(Option<&Function>, Option<&Function>)> {
    set: Set,
    _kept: [Closure<dyn FnMut()>; 2],
}

impl<Set: Fn(Option<&Function>, Option<&Function>)> Drop for Handlers<Set> {
    fn drop(&mut self) {
        (self.set)(None, None);
    }
}

/// Whether it ended well. `set` sets what hears of the one end and of the other.
async fn ends_well(set: impl Fn(Option<&Function>, Option<&Function>)) -> bool {
    let mut kept = None;
    let promise = Promise::new(&mut |resolve: Function, _| {
        let told = |is_well: bool| {
            let resolve = resolve.clone();
            Closure::<dyn FnMut()>::new(move || {
                let _ = resolve.call1(&JsValue::NULL, &is_well.into());
            })
        };
        kept = Some([told(true), told(false)]);
    });
    let Some(kept) = kept else {
        return false;
    };
    let [well, ill] = &kept;
    set(
        Some(well.as_ref().unchecked_ref()),
        Some(ill.as_ref().unchecked_ref()),
    );
    let _handlers = Handlers { set, _kept: kept };
    JsFuture::from(promise)
        .await
        .is_ok_and(|is_well| is_well.is_truthy())
}

/// The answer of a request.
pub(super) async fn answer(request: IdbRequest) -> Result<JsValue, ShelfError> {
    let is_well = ends_well(|done, failed| {
        request.set_onsuccess(done);
        request.set_onerror(failed);
    })
    .await;
    if is_well {
        return Ok(request.result().unwrap_or(JsValue::UNDEFINED));
    }
    let reason = request.error().ok().flatten();
    Err(error(&reason.map_or(JsValue::NULL, Into::into)))
}

/// The end of a transaction.
pub(super) async fn completed(transaction: IdbTransaction) -> Result<(), ShelfError> {
    let is_well = ends_well(|done, failed| {
        transaction.set_oncomplete(done);
        transaction.set_onabort(failed);
    })
    .await;
    if is_well {
        return Ok(());
    }
    let reason = transaction.error();
    Err(error(&reason.map_or(JsValue::NULL, Into::into)))
}

/// A database of this name, if the browser grants it; `upgrade` makes its stores.
pub(super) async fn database(
    name: &str,
    version: u32,
    upgrade: impl Fn(&IdbDatabase) + 'static,
) -> Option<IdbDatabase> {
    let factory = web_sys::window()?.indexed_db().ok().flatten()?;
    let request: IdbOpenDbRequest = factory.open_with_u32(name, version).ok()?;
    let upgrade = {
        let request = request.clone();
        Closure::once_into_js(move || {
            if let Ok(database) = request.result().and_then(JsCast::dyn_into::<IdbDatabase>) {
                upgrade(&database);
            }
        })
    };
    request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
    answer(request.unchecked_into()).await.ok()?.dyn_into().ok()
}

/// Calls back when a connection ends: when someone cleared the site's data, or the database is to be
/// deleted or made anew, for which the connection lets go.
pub(super) fn on_ended(database: &IdbDatabase, act: impl Fn() + Clone + 'static) {
    let ended = |lets_go: bool| {
        let (database, act) = (database.clone(), act.clone());
        Closure::once_into_js(move || {
            if lets_go {
                database.close();
            }
            act();
        })
    };
    database.set_onversionchange(Some(ended(true).unchecked_ref()));
    database.set_onclose(Some(ended(false).unchecked_ref()));
}

/// Everything in a store, with its keys.
pub(super) async fn records(
    database: &IdbDatabase,
    name: &str,
) -> Result<Vec<(JsValue, JsValue)>, ShelfError> {
    let store = (database.transaction_with_str(name))
        .and_then(|transaction| transaction.object_store(name))
        .map_err(|value| error(&value))?;
    let keys = store.get_all_keys().map_err(|value| error(&value))?;
    let values = store.get_all().map_err(|value| error(&value))?;
    let keys = Array::from(&answer(keys).await?);
    let values = Array::from(&answer(values).await?);
    Ok(keys.iter().zip(values.iter()).collect())
}

/// Begins to write into these stores.
pub(super) fn begin(
    database: &IdbDatabase,
    stores: &[&str],
    strict: bool,
) -> Result<IdbTransaction, ShelfError> {
    let names: Array = stores
        .iter()
        .map(|store| JsValue::from_str(store))
        .collect();
    // The durability option is not in the bindings' stable part, so the call goes by name.
    let durability = if strict { "strict" } else { "relaxed" };
    let options = record(&[("durability", durability.into())]);
    let begin: Function = field(database.as_ref(), "transaction").unchecked_into();
    begin
        .call3(database.as_ref(), &names, &"readwrite".into(), &options)
        .and_then(JsCast::dyn_into)
        .map_err(|value| error(&value))
}

/// What the browser answers where the connection has ended.
fn is_ended(failed: &ShelfError) -> bool {
    *failed == ShelfError::Other("InvalidStateError".to_owned())
}

async fn connect() -> Option<IdbDatabase> {
    let upgrade = |database: &IdbDatabase| {
        for store in [DOCS, BIN] {
            let _ = database.create_object_store(store);
        }
        for store in [SNAPSHOTS, KEPT] {
            let parameters = IdbObjectStoreParameters::new();
            parameters.set_auto_increment(true);
            let _ = database.create_object_store_with_optional_parameters(store, &parameters);
        }
    };
    database(NAME, VERSION, upgrade).await
}

/// A write that is under way.
struct Put {
    transaction: IdbTransaction,
    refused: Rc<RefCell<Option<ShelfError>>>,
}

impl Put {
    async fn end(self) -> Result<(), ShelfError> {
        let ended = completed(self.transaction).await;
        let refused = self.refused.borrow_mut().take();
        refused.map_or(ended, Err)
    }
}

impl Indexed {
    /// The database, if the browser grants it.
    pub async fn open() -> Option<Self> {
        let indexed = Self(Rc::new(Connection {
            database: RefCell::new(connect().await?),
            on_ended: RefCell::default(),
        }));
        indexed.watch();
        Some(indexed)
    }

    /// Calls back when the connection has ended and another is there: the database may be empty.
    pub fn on_ended(&self, act: impl Fn() + 'static) {
        *self.0.on_ended.borrow_mut() = Some(Rc::new(act));
    }

    fn database(&self) -> IdbDatabase {
        self.0.database.borrow().clone()
    }

    /// Connects again when the connection ends.
    fn watch(&self) {
        let indexed = self.clone();
        on_ended(&self.database(), move || {
            let indexed = indexed.clone();
            wasm_bindgen_futures::spawn_local(async move {
                if indexed.reconnect().await {
                    let act = indexed.0.on_ended.borrow().clone();
                    if let Some(act) = act {
                        act();
                    }
                }
            });
        });
    }

    async fn reconnect(&self) -> bool {
        let Some(database) = connect().await else {
            return false;
        };
        self.0.database.replace(database);
        self.watch();
        true
    }

    /// Every text that is kept: pitches, deleted ones, earlier states, what could not be read.
    pub async fn texts(&self) -> Result<Vec<String>, ShelfError> {
        let mut texts = Vec::new();
        for name in [DOCS, BIN, SNAPSHOTS, KEPT] {
            let store = (self.database().transaction_with_str(name))
                .and_then(|transaction| transaction.object_store(name))
                .and_then(|store| store.get_all())
                .map_err(|value| error(&value))?;
            let records = Array::from(&answer(store).await?);
            texts.extend((records.iter()).filter_map(|record| field(&record, "text").as_string()));
        }
        Ok(texts)
    }

    /// The states that an older version kept here, with their keys.
    pub async fn states(&self) -> Result<Vec<(JsValue, State)>, ShelfError> {
        let records = records(&self.database(), SNAPSHOTS).await?;
        let state = |(key, value): (JsValue, JsValue)| {
            let text = field(&value, "text").as_string()?;
            let at = whole(&field(&value, "at"));
            Some((key, State { at, text }))
        };
        Ok(records.into_iter().filter_map(state).collect())
    }

    /// What could not be read, with the pitch that it was kept for.
    pub async fn kept_aside(&self) -> Result<Vec<(String, String)>, ShelfError> {
        let records = records(&self.database(), KEPT).await?;
        Ok((records.into_iter())
            .filter_map(|(key, value)| {
                let id = field(&value, "id").as_string()?;
                let text = field(&value, "text").as_string()?;
                Some((format!("{id}/database-{}", whole(&key)), text))
            })
            .collect())
    }

    /// The pitches in the bin.
    pub async fn binned(&self) -> Result<Vec<(PitchId, State)>, ShelfError> {
        let records = records(&self.database(), BIN).await?;
        let state = |(key, value): (JsValue, JsValue)| {
            let id = PitchId::new(&key.as_string()?).ok()?;
            let text = field(&value, "text").as_string()?;
            let at = whole(&field(&value, "at"));
            Some((id, State { at, text }))
        };
        Ok(records.into_iter().filter_map(state).collect())
    }

    /// Takes entries away for ever.
    pub async fn forget(&self, store: &str, keys: &[JsValue]) -> Result<(), ShelfError> {
        if keys.is_empty() {
            return Ok(());
        }
        let transaction = self.begin(&[store], true)?;
        let entries = (transaction.object_store(store)).map_err(|value| error(&value))?;
        for key in keys {
            entries.delete(key).map_err(|value| error(&value))?;
        }
        completed(transaction).await
    }

    fn begin(&self, stores: &[&str], strict: bool) -> Result<IdbTransaction, ShelfError> {
        begin(&self.database(), stores, strict)
    }

    /// Keeps a pitch if neither a newer revision nor another text of this one is there. The write
    /// is begun before this returns; `done` hears how it ended.
    pub fn put_if_newer(
        &self,
        id: &PitchId,
        revision: u64,
        text: JsValue,
        done: impl FnOnce(Result<(), ShelfError>) + 'static,
    ) {
        let key = JsValue::from_str(id.as_str());
        match self.begin_put(&key, revision, &text) {
            Ok(put) => wasm_bindgen_futures::spawn_local(async move { done(put.end().await) }),
            Err(failed) if is_ended(&failed) => {
                let indexed = self.clone();
                wasm_bindgen_futures::spawn_local(async move {
                    let put = if indexed.reconnect().await {
                        indexed.begin_put(&key, revision, &text)
                    } else {
                        Err(failed)
                    };
                    done(match put {
                        Ok(put) => put.end().await,
                        Err(failed) => Err(failed),
                    });
                });
            }
            Err(failed) => done(Err(failed)),
        }
    }

    fn begin_put(&self, key: &JsValue, revision: u64, text: &JsValue) -> Result<Put, ShelfError> {
        let transaction = self.begin(&[DOCS], false)?;
        let store = (transaction.object_store(DOCS)).map_err(|value| error(&value))?;
        let there = store.get(key).map_err(|value| error(&value))?;
        let refused = Rc::new(RefCell::new(None));
        let record = record(&[("rev", number(revision)), ("text", text.clone())]);
        let compare = {
            let (there, refused) = (there.clone(), refused.clone());
            let (key, text) = (key.clone(), text.clone());
            Closure::once_into_js(move || {
                let found = there.result().unwrap_or(JsValue::UNDEFINED);
                let is_newer = found.is_object() && {
                    let kept = whole(&field(&found, "rev"));
                    kept > revision || kept == revision && field(&found, "text") != text
                };
                if is_newer {
                    *refused.borrow_mut() = Some(ShelfError::Stale);
                } else if let Err(value) = store.put_with_key(&record, &key) {
                    *refused.borrow_mut() = Some(error(&value));
                }
            })
        };
        there.set_onsuccess(Some(compare.unchecked_ref()));
        Ok(Put {
            transaction,
            refused,
        })
    }

    /// Keeps a pitch in the place of a damaged copy that was kept aside, if that is still there.
    pub async fn mend(&self, id: &PitchId, damaged: &str, kept: &Stored) -> Result<(), ShelfError> {
        let transaction = self.begin(&[DOCS], true)?;
        let store = (transaction.object_store(DOCS)).map_err(|value| error(&value))?;
        let key = JsValue::from_str(id.as_str());
        let there = answer(store.get(&key).map_err(|value| error(&value))?).await?;
        if field(&there, "text").as_string().as_deref() == Some(damaged) {
            let text = JsValue::from_str(&kept.text);
            let record = record(&[("rev", number(kept.revision)), ("text", text)]);
            (store.put_with_key(&record, &key)).map_err(|value| error(&value))?;
        }
        completed(transaction).await
    }

    /// A pitch in one of the stores that go by id.
    pub async fn get(&self, store: &str, id: &PitchId) -> Result<Option<Stored>, ShelfError> {
        let request = self
            .database()
            .transaction_with_str(store)
            .and_then(|transaction| transaction.object_store(store))
            .and_then(|store| store.get(&JsValue::from_str(id.as_str())))
            .map_err(|value| error(&value))?;
        Ok(stored(&answer(request).await?))
    }

    /// Every pitch with its id.
    pub async fn all(&self) -> Result<Vec<(PitchId, Record)>, ShelfError> {
        let pitch = |(key, value): (JsValue, JsValue)| {
            let id = PitchId::new(&key.as_string()?).ok()?;
            let (revision, text) = (whole(&field(&value, "rev")), field(&value, "text"));
            text.is_string().then_some((id, Record { revision, text }))
        };
        let records = records(&self.database(), DOCS).await?;
        Ok(records.into_iter().filter_map(pitch).collect())
    }

    /// Moves a pitch from one store to another, writing it there as `kept`.
    pub async fn move_to(
        &self,
        id: &PitchId,
        from: &str,
        to: &str,
        kept: &Stored,
    ) -> Result<(), ShelfError> {
        let transaction = self.begin(&[from, to], true)?;
        let key = JsValue::from_str(id.as_str());
        let at = number(now());
        let record = record(&[
            ("rev", number(kept.revision)),
            ("text", kept.text.as_str().into()),
            ("at", at),
        ]);
        let store = |name: &str| {
            transaction
                .object_store(name)
                .map_err(|value| error(&value))
        };
        store(to)?
            .put_with_key(&record, &key)
            .map_err(|value| error(&value))?;
        store(from)?.delete(&key).map_err(|value| error(&value))?;
        completed(transaction).await
    }

    /// Adds an entry to snapshots or to what could not be read.
    pub async fn add(
        &self,
        store: &str,
        id: &PitchId,
        why: &str,
        text: &str,
    ) -> Result<(), ShelfError> {
        let transaction = self.begin(&[store], true)?;
        let entry = record(&[
            ("id", id.as_str().into()),
            ("why", why.into()),
            ("at", number(now())),
            ("text", text.into()),
        ]);
        transaction
            .object_store(store)
            .and_then(|store| store.put(&entry))
            .map_err(|value| error(&value))?;
        completed(transaction).await
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub fn now() -> u64 {
    js_sys::Date::now().max(0.0) as u64
}

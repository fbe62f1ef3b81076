//! Pictures in the browser: a database of their own, by the names that say what is in them. It is
//! opened when the first picture is asked for, so that pitches never wait for it.

use std::collections::BTreeSet;

use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use web_sys::IdbDatabase;

use super::Library;
use super::indexed::{
    answer, begin, completed, database, field, now, number, on_ended, record, records, whole,
};
use super::local::error;
use crate::file::Pictures;
use crate::file::pictures::mentioned;
use crate::library::ShelfError;
use crate::model::Picture;

const NAME: &str = "pitchwright-pictures";
const VERSION: u32 = 1;
const STORE: &str = "pictures";

/// A picture that is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// The picture.
    pub picture: Picture,
    /// How many bytes it takes.
    pub bytes: u64,
    /// When it was put here, in milliseconds since 1970.
    pub since: u64,
}

/// Where pictures are kept, where the browser grants it.
pub struct PictureStore(IdbDatabase);

impl PictureStore {
    /// The store, if the browser grants it.
    pub async fn open() -> Option<Self> {
        let upgrade = |database: &IdbDatabase| {
            let _ = database.create_object_store(STORE);
        };
        database(NAME, VERSION, upgrade).await.map(Self)
    }

    /// Calls back when the store can no longer be used, as after the site's data was cleared.
    pub fn on_ended(&self, act: impl Fn() + Clone + 'static) {
        on_ended(&self.0, act);
    }

    /// Keeps pictures: all of them are on the medium before this returns.
    ///
    /// # Errors
    /// When the store is full or fails; then none of them is kept.
    pub async fn put(&self, pictures: &Pictures) -> Result<(), ShelfError> {
        if pictures.is_empty() {
            return Ok(());
        }
        let transaction = begin(&self.0, &[STORE], true)?;
        let store = transaction.object_store(STORE).map_err(|e| error(&e))?;
        for (picture, bytes) in pictures {
            let bytes = Uint8Array::from(bytes.as_slice());
            let kept = record(&[("bytes", bytes.buffer().into()), ("at", number(now()))]);
            store
                .put_with_key(&kept, &JsValue::from_str(&picture.to_string()))
                .map_err(|value| error(&value))?;
        }
        completed(transaction).await
    }

    /// The bytes of a picture.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn get(&self, picture: Picture) -> Result<Option<Vec<u8>>, ShelfError> {
        let request = (self.0.transaction_with_str(STORE))
            .and_then(|transaction| transaction.object_store(STORE))
            .and_then(|store| store.get(&JsValue::from_str(&picture.to_string())))
            .map_err(|value| error(&value))?;
        let found = answer(request).await?;
        Ok((found.is_object()).then(|| Uint8Array::new(&field(&found, "bytes")).to_vec()))
    }

    /// Everything that is kept.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn all(&self) -> Result<Vec<Kept>, ShelfError> {
        let kept = |(key, value): (JsValue, JsValue)| {
            Some(Kept {
                picture: key.as_string()?.parse().ok()?,
                bytes: whole(&field(&field(&value, "bytes"), "byteLength")),
                since: whole(&field(&value, "at")),
            })
        };
        let all = records(&self.0, STORE).await?;
        Ok(all.into_iter().filter_map(kept).collect())
    }

    /// Takes pictures away.
    ///
    /// # Errors
    /// When the store fails; then all of them are still there.
    pub async fn remove(&self, pictures: &[Picture]) -> Result<(), ShelfError> {
        let transaction = begin(&self.0, &[STORE], true)?;
        let store = transaction.object_store(STORE).map_err(|e| error(&e))?;
        for picture in pictures {
            store
                .delete(&JsValue::from_str(&picture.to_string()))
                .map_err(|value| error(&value))?;
        }
        completed(transaction).await
    }
}

impl Library {
    /// The pictures that something kept here mentions: a pitch, a deleted one, an earlier state,
    /// the settings, what could not be read.
    ///
    /// # Errors
    /// When a store cannot be read, so that nobody knows.
    pub async fn mentioned_pictures(&self) -> Result<BTreeSet<Picture>, ShelfError> {
        let inner = &self.0;
        let mut texts = match &inner.indexed {
            Some(indexed) => indexed.texts().await?,
            None => Vec::new(),
        };
        if let Some(local) = &inner.local {
            texts.extend(local.keys().iter().filter_map(|key| local.read(key)));
        }
        texts.extend((inner.memory.borrow().values()).map(|stored| stored.text.clone()));
        Ok(texts.iter().flat_map(|text| mentioned(text)).collect())
    }
}

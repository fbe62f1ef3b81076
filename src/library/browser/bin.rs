//! The bin: pitches that were deleted, whole, until someone takes them out or lets them go.

use wasm_bindgen::JsValue;

use super::indexed::{BIN, DOCS};
use super::reading::{self, ReadingError};
use super::{Library, LibraryError};
use crate::file::{self, Access, sealed};
use crate::library::{PREFIX, Shelf, Stored};
use crate::model::{Identifier, PitchId};

/// A pitch in the bin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binned {
    /// Its id.
    pub id: PitchId,
    /// Since when it is there, in milliseconds since 1970; 0 where that is not known.
    pub since: u64,
    /// Its sealed text.
    pub text: String,
}

/// Where a pitch in the bin is kept while there is no database.
fn bin_key(id: &PitchId) -> String {
    format!("{PREFIX}bin/{id}")
}

impl Library {
    /// Moves a pitch to the bin.
    ///
    /// # Errors
    /// When it is not there, was written by a newer version, or the store fails; then it stays
    /// where it is.
    pub async fn remove(&self, id: &PitchId) -> Result<(), LibraryError> {
        let loaded = self.load(id).await?;
        if let Access::ReadOnly { reason, .. } = loaded.access {
            return Err(LibraryError::ReadOnly(reason));
        }
        self.may_write(id)?;
        let stored = Stored {
            revision: loaded.document.revision,
            text: sealed::seal(&file::write_compact(&loaded.document)),
        };
        match (&self.0.indexed, &self.0.local) {
            (Some(indexed), _) => indexed.move_to(id, DOCS, BIN, &stored).await?,
            (None, Some(local)) => local.write(&bin_key(id), &stored.text)?,
            (None, None) => {}
        }
        if let Some(local) = &self.0.local {
            local.remove(id)?;
        }
        self.0.memory.borrow_mut().remove(id);
        self.0.unsummed.borrow_mut().remove(id);
        self.0.cards.borrow_mut().retain(|card| card.id != *id);
        self.write_index();
        Ok(())
    }

    /// Takes a pitch out of the bin.
    ///
    /// # Errors
    /// When it is not there or the store fails.
    pub async fn restore(&self, id: &PitchId) -> Result<(), LibraryError> {
        self.settled().await;
        self.may_write(id)?;
        let key = bin_key(id);
        let text = match (&self.0.indexed, &self.0.local) {
            (Some(indexed), _) => indexed.get(BIN, id).await?.map(|stored| stored.text),
            (None, Some(local)) => local.read(&key),
            (None, None) => None,
        };
        let text = text.ok_or(LibraryError::Unknown)?;
        let json = sealed::open(&text).map_err(|_| LibraryError::Broken)?;
        let opened = reading::read(json).await.map_err(|error| match error {
            ReadingError::File(_) => LibraryError::Broken,
            ReadingError::NotFetched => LibraryError::NotFetched,
        })?;
        let stored = Stored {
            revision: opened.document.revision,
            text,
        };
        if let Some(indexed) = &self.0.indexed {
            indexed.move_to(id, BIN, DOCS, &stored).await?;
        }
        if let Some(local) = &self.0.local {
            local.put(id, &stored.text)?;
            local.delete(&key)?;
        }
        let document = opened.document;
        (self.0.summarise.prepare)().await;
        let mut unsummed = self.0.unsummed.borrow_mut();
        unsummed.insert(id.clone(), (document, super::now()));
        drop(unsummed);
        self.sum_up();
        Ok(())
    }

    /// The pitches in the bin.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn binned(&self) -> Result<Vec<Binned>, LibraryError> {
        if let Some(indexed) = &self.0.indexed {
            let binned = indexed.binned().await?.into_iter();
            return Ok(binned
                .map(|(id, state)| Binned {
                    id,
                    since: state.at,
                    text: state.text,
                })
                .collect());
        }
        let prefix = format!("{PREFIX}bin/");
        let local = self.0.local.iter();
        Ok(local
            .flat_map(|local| {
                let keys = local.keys().into_iter();
                keys.filter_map(|key| {
                    let id = PitchId::new(key.strip_prefix(&prefix)?).ok()?;
                    let text = local.read(&key)?;
                    Some(Binned { id, since: 0, text })
                })
            })
            .collect())
    }

    /// Takes a pitch out of the bin for ever.
    ///
    /// # Errors
    /// When the store fails; then it is still there.
    pub async fn forget(&self, id: &PitchId) -> Result<(), LibraryError> {
        if let Some(indexed) = &self.0.indexed {
            let key = JsValue::from_str(id.as_str());
            indexed.forget(BIN, &[key]).await?;
        }
        if let Some(local) = &self.0.local {
            local.delete(&bin_key(id))?;
        }
        Ok(())
    }
}

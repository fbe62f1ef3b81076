//! Putting something behind a password and taking it out again: the browser's own cryptography,
//! which is asked in this page and nowhere else.

use js_sys::{Array, Object, Reflect, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

use crate::file::locked::{Locked, NONCE, ROUNDS, SALT};

/// Why something is not locked or unlocked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LockingError {
    /// The browser has no cryptography for this page.
    #[error("{}", t!("This browser does no cryptography for this address: passwords need https, or a page on this machine."))]
    NotHere,
    /// It cannot be unlocked.
    #[error("{}", t!("This is not the password, or what it locks was changed on its way."))]
    WrongPassword,
}

fn subtle() -> Result<SubtleCrypto, LockingError> {
    let crypto = window().crypto().map_err(|_| LockingError::NotHere)?;
    // Where it is not granted the field is there and empty.
    let subtle = Reflect::get(&crypto, &"subtle".into()).map_err(|_| LockingError::NotHere)?;
    subtle.dyn_into().map_err(|_| LockingError::NotHere)
}

fn chance<const N: usize>() -> Result<[u8; N], LockingError> {
    let mut bytes = [0; N];
    let crypto = window().crypto().map_err(|_| LockingError::NotHere)?;
    crypto
        .get_random_values_with_u8_array(&mut bytes)
        .map_err(|_| LockingError::NotHere)?;
    Ok(bytes)
}

fn object(pairs: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (key, value) in pairs {
        // Setting a property of a fresh object cannot fail.
        let _ = Reflect::set(&object, &JsValue::from_str(key), value);
    }
    object
}

/// The key that a password makes.
async fn key(
    subtle: &SubtleCrypto,
    password: &str,
    salt: &[u8],
    rounds: u32,
    usage: &str,
) -> Result<CryptoKey, JsValue> {
    let password = Uint8Array::from(password.as_bytes());
    let usages = Array::of1(&"deriveKey".into());
    let base = subtle.import_key_with_str("raw", &password, "PBKDF2", false, &usages)?;
    let base: CryptoKey = JsFuture::from(base).await?.dyn_into()?;
    let how = object(&[
        ("name", "PBKDF2".into()),
        ("hash", "SHA-256".into()),
        ("salt", Uint8Array::from(salt).into()),
        ("iterations", rounds.into()),
    ]);
    let kind = object(&[("name", "AES-GCM".into()), ("length", 256.into())]);
    let usages = Array::of1(&usage.into());
    let made = subtle.derive_key_with_object_and_object(&how, &base, &kind, false, &usages)?;
    JsFuture::from(made).await?.dyn_into()
}

fn cipher(nonce: &[u8]) -> Object {
    object(&[
        ("name", "AES-GCM".into()),
        ("iv", Uint8Array::from(nonce).into()),
    ])
}

/// Puts bytes behind a password, with fresh chance.
///
/// # Errors
/// When the browser does no cryptography here.
pub async fn lock(bytes: &[u8], password: &str) -> Result<Locked, LockingError> {
    let subtle = subtle()?;
    let (salt, nonce) = (chance::<SALT>()?, chance::<NONCE>()?);
    let locked = async {
        let key = key(&subtle, password, &salt, ROUNDS, "encrypt").await?;
        let locked = subtle.encrypt_with_object_and_u8_array(&cipher(&nonce), &key, bytes)?;
        JsFuture::from(locked).await
    };
    let locked = locked.await.map_err(|_| LockingError::NotHere)?;
    Ok(Locked {
        rounds: ROUNDS,
        salt,
        nonce,
        bytes: Uint8Array::new(&locked).to_vec(),
    })
}

/// Takes bytes out from behind their password.
///
/// # Errors
/// When the password is another, the bytes were changed, or the browser does no cryptography here.
pub async fn unlock(locked: &Locked, password: &str) -> Result<Vec<u8>, LockingError> {
    let subtle = subtle()?;
    let opened = async {
        let key = key(&subtle, password, &locked.salt, locked.rounds, "decrypt").await?;
        let cipher = cipher(&locked.nonce);
        let opened = subtle.decrypt_with_object_and_u8_array(&cipher, &key, &locked.bytes)?;
        JsFuture::from(opened).await
    };
    let opened: JsValue = opened.await.map_err(|_| LockingError::WrongPassword)?;
    Ok(Uint8Array::new(&opened).to_vec())
}

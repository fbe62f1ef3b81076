//! A picture on its way in: decoded by the browser, made no larger than paper needs, and written
//! anew, so that neither its place nor its camera travels with it.

use js_sys::{Function, Promise};
use leptos::prelude::document;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement, Url};

use crate::file::Pictures;
use crate::file::pictures::named;
use crate::model::Picture;
use crate::ui::pictures;
use crate::words::Word;

/// The kinds that are offered when a picture is chosen.
pub const KINDS: &str = "image/jpeg,image/png,image/webp,image/gif,image/svg+xml,image/avif";
/// The most bytes of a file that are decoded.
const MOST_BYTES: f64 = 60_000_000.0;
/// The most pixels that are decoded.
const MOST_PIXELS: f64 = 120_000_000.0;
/// The longest side that is kept: 170 mm at 300 dots per inch.
const LONGEST: f64 = 2_000.0;
/// How good a JPEG is, of 1.
const QUALITY: f64 = 0.86;

const UNREADABLE: Word =
    word!("the browser cannot read it as a picture. JPEG, PNG, WebP, GIF and SVG are taken.");
const NO_CANVAS: Word = word!("the browser could not scale it. Close other tabs and try again.");

/// Takes a picture in and keeps it.
///
/// # Errors
/// In words that go on from the name of the file.
pub async fn take_in(file: &Blob) -> Result<Picture, String> {
    if file.size() > MOST_BYTES {
        return Err(t!("it is larger than 60 MB.").to_owned());
    }
    let address =
        Url::create_object_url_with_blob(file).map_err(|_| UNREADABLE.said().to_owned())?;
    let decoded = decoded(&address).await;
    let _ = Url::revoke_object_url(&address);
    let image = decoded.ok_or_else(|| UNREADABLE.said().to_owned())?;
    let bytes = written(&image, &file.type_()).await?;
    let picture = named(&bytes).ok_or_else(|| NO_CANVAS.said().to_owned())?;
    pictures::keep(&Pictures::from([(picture, bytes)])).await?;
    Ok(picture)
}

async fn decoded(address: &str) -> Option<HtmlImageElement> {
    let image = HtmlImageElement::new().ok()?;
    image.set_src(address);
    JsFuture::from(image.decode()).await.ok()?;
    Some(image)
}

async fn written(image: &HtmlImageElement, kind: &str) -> Result<Vec<u8>, String> {
    let (width, height) = (
        f64::from(image.natural_width()),
        f64::from(image.natural_height()),
    );
    if width < 1.0 || height < 1.0 {
        return Err(t!("it does not say how large it is.").to_owned());
    }
    if width * height > MOST_PIXELS {
        return Err(t!("it has more than 120 million pixels.").to_owned());
    }
    let longest = width.max(height);
    // A drawing is as sharp as it is asked to be.
    let scale = if kind == "image/svg+xml" {
        LONGEST / longest
    } else {
        (LONGEST / longest).min(1.0)
    };
    let canvas = canvas(image, (width * scale).max(1.0), (height * scale).max(1.0));
    let (canvas, is_clear) = canvas.ok_or_else(|| NO_CANVAS.said().to_owned())?;
    let png = async { bytes_of(&canvas, "image/png").await };
    let jpeg = async { bytes_of(&canvas, "image/jpeg").await };
    let bytes = if is_clear {
        png.await
    } else if kind == "image/jpeg" {
        jpeg.await
    } else {
        // Drawings are smaller as PNG, photographs as JPEG.
        let (png, jpeg) = (png.await, jpeg.await);
        [png, jpeg].into_iter().flatten().min_by_key(Vec::len)
    };
    bytes.ok_or_else(|| NO_CANVAS.said().to_owned())
}

/// The picture at this size, and whether something can be seen through it.
fn canvas(image: &HtmlImageElement, width: f64, height: f64) -> Option<(HtmlCanvasElement, bool)> {
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "sides lie between 1 and the longest"
    )]
    let (wide, high) = (width.round() as u32, height.round() as u32);
    canvas.set_width(wide);
    canvas.set_height(high);
    let context = canvas.get_context("2d").ok()??;
    let context: CanvasRenderingContext2d = context.dyn_into().ok()?;
    let _ = js_sys::Reflect::set(&context, &"imageSmoothingQuality".into(), &"high".into());
    let (w, h) = (f64::from(wide), f64::from(high));
    context
        .draw_image_with_html_image_element_and_dw_and_dh(image, 0.0, 0.0, w, h)
        .ok()?;
    let pixels = context.get_image_data(0.0, 0.0, w, h).ok()?.data();
    let is_clear = pixels
        .chunks_exact(4)
        .any(|pixel| pixel.last() < Some(&250));
    Some((canvas, is_clear))
}

async fn bytes_of(canvas: &HtmlCanvasElement, kind: &str) -> Option<Vec<u8>> {
    let promise = Promise::new(&mut |resolve: Function, _: Function| {
        let done = Closure::once_into_js(move |blob: JsValue| {
            let _ = resolve.call1(&JsValue::NULL, &blob);
        });
        let _ = canvas.to_blob_with_type_and_encoder_options(
            done.unchecked_ref(),
            kind,
            &QUALITY.into(),
        );
    });
    let blob: Blob = JsFuture::from(promise).await.ok()?.dyn_into().ok()?;
    // A browser that does not know the kind writes another.
    if blob.type_() != kind {
        return None;
    }
    let buffer = JsFuture::from(blob.array_buffer()).await.ok()?;
    Some(js_sys::Uint8Array::new(&buffer).to_vec())
}

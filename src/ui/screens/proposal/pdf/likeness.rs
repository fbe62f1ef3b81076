//! Pictures of letters that none of the shipped fonts has: the browser draws them with what this
//! computer has, as it does on the sheets.

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlCanvasElement;

use super::look::{canvas, short};
use crate::pdf::list::{Lacking, Likeness, Type};

/// Pixels of a picture for a CSS pixel: 576 to the inch.
const FINE: f64 = 6.0;
/// The best that JPEG pictures are.
const BEST: f64 = 0.92;

/// Pictures of these letters with their measures, in the same order.
pub async fn of(letters: &[Lacking], types: &[Type]) -> (Vec<Likeness>, Vec<js_sys::Uint8Array>) {
    let (mut measures, mut files) = (Vec::new(), Vec::new());
    for lacking in letters {
        let look = usize::try_from(lacking.look)
            .ok()
            .and_then(|at| types.get(at));
        let drawn = match look {
            Some(look) => drawn(lacking, look).await,
            None => None,
        };
        let (measure, file) = drawn.unwrap_or_else(|| {
            // One that could not be drawn is said and not seen.
            let nothing = Likeness {
                left: 0.0,
                above: 0.0,
                width: 0.0,
                height: 0.0,
                advance: 0.0,
            };
            (nothing, js_sys::Uint8Array::new_with_length(0))
        });
        measures.push(measure);
        files.push(file);
    }
    (measures, files)
}

async fn drawn(lacking: &Lacking, look: &Type) -> Option<(Likeness, js_sys::Uint8Array)> {
    let families: Vec<String> = look.families.iter().map(|name| family(name)).collect();
    let size = f64::from(look.size) * FINE;
    let slope = if look.italic { "italic " } else { "" };
    let font = format!("{slope}{} {size}px {}", look.weight, families.join(", "));
    let spacing = format!("{}px", f64::from(look.spacing) * FINE);
    let seen = lacking.text.trim_end();
    let set = |context: &web_sys::CanvasRenderingContext2d| {
        context.set_font(&font);
        // Where a browser does not know it, letters stand as far apart as the font says.
        let _ = js_sys::Reflect::set(context, &"letterSpacing".into(), &spacing.as_str().into());
    };
    let (_, context) = canvas(1.0, 1.0)?;
    set(&context);
    let measure = context.measure_text(seen).ok()?;
    let advance = context.measure_text(&lacking.text).ok()?.width();
    let edge = FINE * 2.0;
    let left = measure.actual_bounding_box_left().max(0.0) + edge;
    let above = measure.actual_bounding_box_ascent() + edge;
    let width = left + measure.actual_bounding_box_right() + edge;
    let height = above + measure.actual_bounding_box_descent() + edge;
    let (canvas, context) = canvas(width, height)?;
    set(&context);
    let [red, green, blue, covers] = lacking.colour;
    context.set_fill_style_str(&format!(
        "rgb({red} {green} {blue} / {})",
        f64::from(covers) / 255.0
    ));
    context.fill_text(seen, left, above).ok()?;
    let file = bytes_of(&canvas, "image/png").await.ok()?;
    let likeness = Likeness {
        left: short(left / FINE),
        above: short(above / FINE),
        width: short(f64::from(canvas.width()) / FINE),
        height: short(f64::from(canvas.height()) / FINE),
        advance: short(advance / FINE),
    };
    Some((likeness, file))
}

/// A family as a style sheet names it: words of its own stand without quotes.
fn family(name: &str) -> String {
    let is_word = name
        .chars()
        .all(|letter| letter.is_ascii_lowercase() || letter == '-');
    if is_word {
        name.to_owned()
    } else {
        format!("\"{}\"", name.replace('"', ""))
    }
}

/// What is drawn on a canvas, as a file of this kind.
pub async fn bytes_of(
    canvas: &HtmlCanvasElement,
    kind: &str,
) -> Result<js_sys::Uint8Array, JsValue> {
    let kind = kind.to_owned();
    let made = js_sys::Promise::new(&mut |done, failed| {
        let on_blob = Closure::once_into_js(move |blob: JsValue| {
            let _ = done.call1(&JsValue::NULL, &blob);
        });
        let asked = canvas.to_blob_with_type_and_encoder_options(
            on_blob.unchecked_ref(),
            &kind,
            &BEST.into(),
        );
        if let Err(error) = asked {
            let _ = failed.call1(&JsValue::NULL, &error);
        }
    });
    let blob: web_sys::Blob = JsFuture::from(made).await?.dyn_into()?;
    let buffer = JsFuture::from(blob.array_buffer()).await?;
    Ok(js_sys::Uint8Array::new(&buffer))
}

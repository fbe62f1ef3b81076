//! Reads the sheets one after another, and fetches what their file needs.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlElement;

use super::super::Print;
use super::super::leaves::PIXELS;
use super::frame::Frame;
use super::likeness::bytes_of;
use super::look::{canvas, short};
use super::walk::Walk;
use crate::pdf::list::{List, Page};
use crate::proposal::paper::{self, Sheet};
use crate::ui::pictures;

/// How many sheets are read at a time, before the page does what else there is to do.
const AT_A_TIME: usize = 3;

/// What was read.
pub struct Read {
    /// What is on the sheets.
    pub list: List,
    /// The pictures of the list, as files.
    pub pictures: Vec<js_sys::Uint8Array>,
}

/// Reads the sheets that are shown. None when `goes_on` says that they are no longer wanted;
/// `on_page` hears how many are read, and of how many.
pub async fn read(
    print: &Print,
    goes_on: &dyn Fn() -> bool,
    on_page: &dyn Fn(usize, usize),
) -> Result<Option<Read>, JsValue> {
    let mut walk = Walk::new()?;
    let frames = document().query_selector_all(".leaves > .leaf-frame > .leaf")?;
    let count = usize::try_from(frames.length()).unwrap_or(0);
    for at in 0..count {
        if at % AT_A_TIME == 0 {
            gloo_timers::future::TimeoutFuture::new(0).await;
            if !goes_on() {
                return Ok(None);
            }
            on_page(at, count);
        }
        let leaf = u32::try_from(at).ok().and_then(|at| frames.item(at));
        let Some(leaf) = leaf.and_then(|leaf| leaf.dyn_into::<HtmlElement>().ok()) else {
            continue;
        };
        let (page, frame) = place(print, &leaf);
        walk.sheet(&leaf, page, frame);
    }
    let mut pictures = Vec::new();
    for address in std::mem::take(&mut walk.pictures) {
        pictures.push(picture(&address).await?);
    }
    let mut list = std::mem::take(&mut walk.list);
    list.types = std::mem::take(&mut walk.looks.types);
    Ok(Some(Read { list, pictures }))
}

/// The page of a sheet, and where the sheet stands on the screen.
fn place(print: &Print, leaf: &HtmlElement) -> (Page, Frame) {
    let kind = print.proposal.paper;
    let classes = leaf.class_list();
    let (turned, landscape) = (classes.contains("turned"), classes.contains("landscape"));
    let sheet = if landscape {
        Sheet::landscape(kind)
    } else {
        Sheet::upright(kind)
    };
    let shown = leaf.get_bounding_client_rect();
    // Half a millimetre is left on both sides of a sheet that is turned (style/screens/proposal.css).
    let from = turned.then_some((sheet.width - 0.5) * PIXELS);
    let frame = Frame {
        left: shown.left(),
        top: shown.top(),
        scale: (shown.width() / (sheet.width * PIXELS)).max(0.01),
        turned: from,
    };
    // Where the browser alone turns sheets, because it prints one way round, the file need not.
    let stays_turned = turned && print.proposal.turn_landscape;
    let (width, height) = paper::size(kind);
    let (width, height) = if landscape || (turned && !stays_turned) {
        (width.max(height), width.min(height))
    } else {
        (width, height)
    };
    let page = Page {
        width: short(width * PIXELS),
        height: short(height * PIXELS),
        turned: from.filter(|_| stays_turned).map(short),
        ..Page::default()
    };
    (page, frame)
}

/// The bytes of a file of the page.
pub async fn fetch(path: &str) -> Result<js_sys::Uint8Array, JsValue> {
    let response: web_sys::Response = JsFuture::from(window().fetch_with_str(path))
        .await?
        .dyn_into()?;
    if !response.ok() {
        return Err(JsValue::NULL);
    }
    let buffer = JsFuture::from(response.array_buffer()?).await?;
    Ok(js_sys::Uint8Array::new(&buffer))
}

/// A picture that is shown, as a file: the one that is kept, or that its address holds; else drawn
/// anew, since the content policy lets nothing but pictures be fetched from such addresses.
async fn picture(address: &str) -> Result<js_sys::Uint8Array, JsValue> {
    if let Some(bytes) = pictures::file_at(address).await {
        return Ok(js_sys::Uint8Array::from(bytes.as_slice()));
    }
    let written = [
        "data:image/png;base64,",
        "data:image/jpeg;base64,",
        "data:image/webp;base64,",
    ];
    if let Some(letters) = written.iter().find_map(|kind| address.strip_prefix(kind)) {
        let binary = window().atob(letters)?;
        let bytes: Vec<u8> = binary
            .chars()
            .filter_map(|byte| u8::try_from(u32::from(byte)).ok())
            .collect();
        return Ok(js_sys::Uint8Array::from(bytes.as_slice()));
    }
    let image = web_sys::HtmlImageElement::new()?;
    image.set_src(address);
    JsFuture::from(image.decode()).await?;
    let (width, height) = (
        f64::from(image.natural_width()),
        f64::from(image.natural_height()),
    );
    let draw = |width: f64, height: f64| -> Result<_, JsValue> {
        let (canvas, context) = canvas(width, height).ok_or(JsValue::NULL)?;
        context
            .draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width, height)?;
        Ok((canvas, context))
    };
    // A small copy tells whether anything shines through.
    let (_, small) = draw(64.0, 64.0)?;
    let colours = small.get_image_data(0.0, 0.0, 64.0, 64.0)?.data();
    let is_solid = colours.chunks(4).all(|colour| colour.get(3) == Some(&255));
    let (large, _) = draw(width, height)?;
    bytes_of(&large, if is_solid { "image/jpeg" } else { "image/png" }).await
}

//! The chart as a picture to take away: as SVG, which stays sharp, and as PNG, which goes into any
//! slide or message.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement};

use super::rows::Plan;
use crate::file;
use crate::proposal::gantt::{Drawing, Picture, Source, Words, chart_svg};
use crate::ui::parts::field::Tick;
use crate::ui::screens::proposal::Here;
use crate::ui::{download, format};

/// The longest side of a PNG, in pixels, and the most pixels: what browsers surely draw.
const LONGEST: f64 = 8192.0;
const MOST: f64 = 32_000_000.0;
/// The least pixels for a pixel of the drawing: below, names cannot be read.
const LEAST_SCALE: f64 = 0.75;

/// The buttons and what is in the picture.
pub fn buttons(plan: Arc<Plan>) -> AnyView {
    let internal = RwSignal::new(false);
    let desk = plan.desk;
    let (svg_of, png_of) = (plan.clone(), plan);
    let svg = move |_| {
        let drawing = drawing(&svg_of, internal.get_untracked());
        match download::text(&name(&svg_of, "svg"), "image/svg+xml", &drawing.svg) {
            Ok(()) => desk.say(t!("The SVG is downloaded.")),
            Err(words) => desk.toast(&words),
        }
    };
    let png = move |_| {
        let drawing = drawing(&png_of, internal.get_untracked());
        let file = name(&png_of, "png");
        leptos::task::spawn_local(async move {
            match png(&drawing)
                .await
                .and_then(|blob| download::blob(&file, &blob))
            {
                Ok(()) => desk.say(t!("The PNG is downloaded.")),
                Err(words) => desk.toast(&words),
            }
        });
    };
    view! {
        <p class="field-hint">
            {t!("The whole chart with names and dates, of the shown option, as the client may see it.")}
        </p>
        <Tick
            label=t!("With progress, slack, deadlines and the baseline")
            value=internal
            on_change=move |yes: bool| internal.set(yes)
        />
        <div class="picture-buttons">
            <button type="button" on:click=svg>{t!("Download SVG")}</button>
            <button type="button" on:click=png>{t!("Download PNG")}</button>
        </div>
        <p class="field-hint">{t!("SVG stays sharp at any size. PNG goes into any slide.")}</p>
    }
    .into_any()
}

/// The chart as it is now.
fn drawing(plan: &Plan, internal: bool) -> Drawing {
    let workspace = plan.workspace;
    let (timeline, schedule) = (
        workspace.timeline.get_untracked(),
        workspace.schedule.get_untracked(),
    );
    let option = workspace.option.get_untracked();
    let agreed = plan.agreed.get_untracked().filter(|_| internal);
    let picture = Picture::of(Source {
        timeline: &timeline,
        schedule: &schedule,
        option: option.as_ref(),
        agreed: agreed.as_deref(),
        internal,
    });
    let title = workspace.title.get_untracked();
    let client = workspace.client.get_untracked();
    let today = format::today();
    let note = [client.organisation.trim(), &format::date(today)]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ");
    let words = Words {
        title: if title.trim().is_empty() {
            t!("Timeline")
        } else {
            title.trim()
        },
        note: &note,
    };
    let calendar = Some(&schedule.calendar);
    chart_svg(&picture, words, calendar, internal.then_some(today), &Here)
}

/// Named as the pitch's own file is.
fn name(plan: &Plan, ending: &str) -> String {
    let name = file::name(&plan.workspace.document());
    let stem = name.strip_suffix(".pitch.json").unwrap_or(&name);
    format!("{stem}-timeline.{ending}")
}

/// The drawing as a PNG, at two pixels for one where that is not too large.
///
/// # Errors
/// In words, when it is too large or the browser does not draw it.
async fn png(drawing: &Drawing) -> Result<Blob, String> {
    let (width, height) = (drawing.width.ceil(), drawing.height.ceil());
    let scale = 2.0_f64
        .min(LONGEST / width.max(height))
        .min((MOST / (width * height)).sqrt());
    if scale < LEAST_SCALE {
        return Err(
            t!("The chart is too large for a PNG in which names could be read. Download it as SVG, or fold it into sheets by printing the proposal.")
                .to_owned(),
        );
    }
    let url = download::url_of("image/svg+xml", &drawing.svg)?;
    let image = draw(&url, width * scale, height * scale).await;
    let _ = web_sys::Url::revoke_object_url(&url);
    image.map_err(|_| {
        t!("The browser could not draw the PNG. Try again, or download the SVG.").to_owned()
    })
}

async fn draw(url: &str, width: f64, height: f64) -> Result<Blob, JsValue> {
    let image = HtmlImageElement::new()?;
    image.set_src(url);
    wasm_bindgen_futures::JsFuture::from(image.decode()).await?;
    let canvas: HtmlCanvasElement = document().create_element("canvas")?.unchecked_into();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "both are between 0 and the longest side"
    )]
    let (wide, high) = (width as u32, height as u32);
    canvas.set_width(wide);
    canvas.set_height(high);
    let context = canvas.get_context("2d")?.ok_or(JsValue::NULL)?;
    let context: CanvasRenderingContext2d = context.unchecked_into();
    context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width, height)?;
    let made = js_sys::Promise::new(&mut |resolve, _| {
        let done = Closure::once_into_js(move |blob: JsValue| {
            let _ = resolve.call1(&JsValue::NULL, &blob);
        });
        // A canvas that cannot be read answers with nothing.
        let _ = canvas.to_blob(done.unchecked_ref());
    });
    let blob = wasm_bindgen_futures::JsFuture::from(made).await?;
    blob.dyn_into::<Blob>()
}

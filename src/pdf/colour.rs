//! Colours as browsers write them, as the numbers of a screen.

use super::list::Colour;

/// Nothing.
pub const CLEAR: Colour = [0, 0, 0, 0];

/// The colour that CSS calls this, as computed styles write it: `rgb()`, `rgba()`, `oklch()`,
/// `oklab()`, `color(srgb …)` and hexadecimal. None when it is none of these.
#[must_use]
pub fn read(css: &str) -> Option<Colour> {
    let css = css.trim();
    if css == "transparent" {
        return Some(CLEAR);
    }
    if let Some(digits) = css.strip_prefix('#') {
        return hexadecimal(digits);
    }
    let (name, rest) = css.split_once('(')?;
    let inner = rest.strip_suffix(')')?;
    let (space, inner) = if name == "color" {
        let (space, inner) = inner.trim().split_once(' ')?;
        (space, inner)
    } else {
        (name, inner)
    };
    let mut parts = inner
        .split(|c: char| c == ',' || c == '/' || c.is_whitespace())
        .filter(|part| !part.is_empty());
    let mut next = |whole: f64| parts.next().map(|part| number(part, whole));
    let channels = match space {
        "rgb" | "rgba" => {
            let (r, g, b) = (next(255.0)??, next(255.0)??, next(255.0)??);
            [r / 255.0, g / 255.0, b / 255.0]
        }
        "srgb" => [next(1.0)??, next(1.0)??, next(1.0)??],
        "oklab" => {
            let (l, a, b) = (next(1.0)??, next(0.4)??, next(0.4)??);
            of_oklab(l, a, b)
        }
        "oklch" => {
            let (l, c, h) = (next(1.0)??, next(0.4)??, next(360.0)??);
            let (sine, cosine) = h.to_radians().sin_cos();
            of_oklab(l, c * cosine, c * sine)
        }
        _ => return None,
    };
    let covers = next(1.0).unwrap_or(Some(1.0))?;
    let [r, g, b] = channels;
    Some([byte(r), byte(g), byte(b), byte(covers)])
}

fn number(part: &str, whole: f64) -> Option<f64> {
    match part.strip_suffix('%') {
        Some(percent) => percent
            .parse::<f64>()
            .ok()
            .map(|value| value / 100.0 * whole),
        None if part == "none" => Some(0.0),
        None => part.trim_end_matches("deg").parse().ok(),
    }
}

fn hexadecimal(digits: &str) -> Option<Colour> {
    let value = u32::from_str_radix(digits, 16).ok()?;
    let [a, b, c, d] = value.to_be_bytes();
    match digits.len() {
        6 => Some([b, c, d, 255]),
        8 => Some([a, b, c, d]),
        _ => None,
    }
}

fn byte(share: f64) -> u8 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "held between 0 and 255"
    )]
    let byte = (share.clamp(0.0, 1.0) * 255.0).round() as u8;
    byte
}

/// From Oklab to what a screen takes; what a screen cannot show is cut off.
fn of_oklab(l: f64, a: f64, b: f64) -> [f64; 3] {
    let cube = |x: f64| x * x * x;
    let long = cube(l + 0.396_337_777_4 * a + 0.215_803_757_3 * b);
    let medium = cube(l - 0.105_561_345_8 * a - 0.063_854_172_8 * b);
    let short = cube(l - 0.089_484_177_5 * a - 1.291_485_548 * b);
    [
        4.076_741_662_1 * long - 3.307_711_591_3 * medium + 0.230_969_929_2 * short,
        -1.268_438_004_6 * long + 2.609_757_401_1 * medium - 0.341_319_396_5 * short,
        -0.004_196_086_3 * long - 0.703_418_614_7 * medium + 1.707_614_701 * short,
    ]
    .map(|linear| {
        if linear <= 0.003_130_8 {
            linear * 12.92
        } else {
            1.055 * linear.powf(1.0 / 2.4) - 0.055
        }
    })
}

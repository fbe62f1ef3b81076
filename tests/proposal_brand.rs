//! What follows from the colour of a brand can be read, whatever the colour.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]
#[path = "support/cases.rs"]
mod cases;

use cases::cases;
use pitchwright::model::Colour;
use pitchwright::proposal::brand::{Brand, READABLE, contrast};
use proptest::prelude::*;

fn colour(text: &str) -> Colour {
    text.parse().expect("a colour")
}

#[test]
fn contrast_is_the_published_one() {
    // WCAG 2.2: black on white is 21 to 1; #767676 is the lightest grey that passes on white.
    let white = colour("#ffffff");
    assert!((contrast(colour("#000000"), white) - 21.0).abs() < 1e-9);
    assert!((contrast(colour("#767676"), white) - 4.54).abs() < 0.005);
    assert!((contrast(colour("#777777"), white) - 4.48).abs() < 0.005);
}

#[test]
fn a_colour_is_read_as_people_write_it() {
    assert_eq!(colour("#0A7").to_string(), "#00aa77");
    assert_eq!(colour(" b3261e ").to_string(), "#b3261e");
    for bad in [
        "",
        "#",
        "red",
        "#12345",
        "#1234567",
        "#ggg",
        "#+12345",
        "１２３",
    ] {
        let told = bad.parse::<Colour>().expect_err(bad).to_string();
        assert!(told.contains("such as #1f44ab"), "{told}");
    }
}

#[test]
fn a_dark_brand_is_written_with_as_it_is() {
    let brand = Brand::of(colour("#1f44ab"));
    assert_eq!(brand.text, brand.fill);
    assert_eq!(brand.on_fill, colour("#ffffff"));
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn every_brand_can_be_read(red: u8, green: u8, blue: u8) {
        let brand = Brand::of(Colour([red, green, blue]));
        let white = Colour([255; 3]);
        prop_assert!(contrast(brand.text, white) >= READABLE);
        prop_assert!(contrast(brand.on_fill, brand.fill) >= READABLE);
        // Ink on the wash, and the brand's own text on it, as large titles need it.
        prop_assert!(contrast(Colour([0x16, 0x1a, 0x24]), brand.wash) >= 7.0);
        prop_assert!(contrast(brand.text, brand.wash) >= 3.0);
    }
}

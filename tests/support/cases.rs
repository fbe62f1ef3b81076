//! How often a property is tried.

use proptest::prelude::ProptestConfig;

/// This many cases, and `TIMES` as many where that is set. What fails is printed, with its smallest
/// form, and stored nowhere.
pub fn cases(usual: u32) -> ProptestConfig {
    let times = std::env::var("TIMES").map_or(1, |times| times.parse().unwrap_or(1));
    ProptestConfig {
        cases: usual * times,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

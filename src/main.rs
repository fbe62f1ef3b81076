//! The page's entry: on wasm32 it mounts the desk; elsewhere there is nothing to run.

#[cfg(target_arch = "wasm32")]
fn main() {
    pitchwright::ui::mount();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

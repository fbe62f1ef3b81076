// A hand on the running program, so that it crashes for real: its memory and what it exports.

/** Runs in the page before it starts: keeps hold of the program's instance as `globalThis.program`. */
export function holding() {
  for (const name of ["instantiateStreaming", "instantiate"]) {
    const original = WebAssembly[name];
    WebAssembly[name] = async (...all) => {
      const made = await original.apply(WebAssembly, all);
      const { exports } = made.instance ?? made;
      if (exports.memory) globalThis.program = exports;
      return made;
    };
  }
  // Takes all memory that the program could still get.
  globalThis.exhaust = () => {
    const { memory } = globalThis.program;
    for (let pages = 1 << 14; pages >= 1; pages >>= 1) {
      try { for (;;) memory.grow(pages); } catch { /* no more of this size */ }
    }
  };
}

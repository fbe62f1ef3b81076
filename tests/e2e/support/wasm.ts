// A hand on the running program, so that it crashes for real: its memory and what it exports.
import type { Page } from "@playwright/test";

/** Before the page starts: keeps hold of the program's instance as `globalThis.program`. */
export const hold = (page: Page) => page.addInitScript(() => {
  for (const name of ["instantiateStreaming", "instantiate"] as const) {
    const original = WebAssembly[name] as (...all: unknown[]) => Promise<WebAssembly.WebAssemblyInstantiatedSource>;
    (WebAssembly as never as Record<string, unknown>)[name] = async (...all: unknown[]) => {
      const made = await original.apply(WebAssembly, all);
      const exports = (made.instance ?? made).exports as Record<string, unknown>;
      if (exports.memory) Object.assign(globalThis, { program: exports });
      return made;
    };
  }
  // Takes all memory that the program could still get.
  Object.assign(globalThis, {
    exhaust() {
      const { memory } = (globalThis as never as { program: { memory: WebAssembly.Memory } }).program;
      for (let pages = 1 << 14; pages >= 1; pages >>= 1) {
        try { for (;;) memory.grow(pages); } catch { /* no more of this size */ }
      }
    },
  });
});

// Six kinds of crash of the program itself, each brought about from outside, in its own code: what is run
// in the page for it. `holding` of wasm.mjs has to have a hand on the program.

/** Types into a field without the test's own tools, which would wait for a page that is well. */
export const typeInto = (label, text) => `
  (() => {
    const called = (field) => field.getAttribute("aria-label") ?? field.labels?.[0]?.textContent;
    const field = [...document.querySelectorAll("input, textarea")].find((field) => called(field) === ${JSON.stringify(label)});
    field.value = ${JSON.stringify(text)};
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  })()`;

/** By name; each ends in the program. */
export const crashes = {
  // Once the browser makes no element: the program takes that for granted while it draws.
  "a panic while a screen is drawn": `
    Error.stackTraceLimit = 50;
    for (const [type, name] of [[Document, "createElement"], [Document, "createElementNS"], [Node, "cloneNode"]]) {
      const make = type.prototype[name];
      type.prototype[name] = function (...all) {
        if (!globalThis.refused && /\\.wasm/.test(new Error().stack)) {
          globalThis.refused = name;
          throw new TypeError("no element");
        }
        return make.apply(this, all);
      };
    }
    location.hash = location.hash.match(/#\\/pitch\\/[^/]+/)[0] + "/brief";`,
  // Half of what the program knows becomes something else.
  "a fault in a handler, its memory damaged": `
    new Uint8Array(program.memory.buffer).fill(0xf7, 64 * 1024);
    ${typeInto("Title", "From damaged memory")}`,
  // The handler is called where hardly any stack is left: calls go as deep as they come, and on the way back
  // each of them types, with the room of one call more than the one below it, until it gets as far as the program.
  "a stack overflow": `
    setTimeout(() => {
      const field = document.querySelector('input[aria-label="Title"]');
      field.value = "From too deep";
      // Each call takes its share of the stack, so that there are not too many to come back from.
      const room = Array(100).fill(0);
      const down = () => {
        try { down(...room); } catch { /* no room below */ }
        if (!globalThis.pitchwrightRescued) field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      };
      down();
    });`,
  // So long a title takes a second to lay out, which is not what is measured.
  "exhausted memory": `
    exhaust();
    document.querySelector('input[aria-label="Title"]').hidden = true;
    ${typeInto("Title", "x".repeat(3_000_000))}`,
  // A task of the program that waits for the browser, and goes on with nothing under its feet.
  "a fault in a task that waited": `
    new Uint8Array(program.memory.buffer).fill(0xf7, 64 * 1024);
    dispatchEvent(new Event("visibilitychange"));
    document.dispatchEvent(new Event("visibilitychange"));
    location.hash = "#/settings";`,
  "a promise of the program that is refused": `
    Promise.reject(new WebAssembly.RuntimeError("unreachable"));`,
};

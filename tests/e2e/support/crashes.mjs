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
  // The handler is called where hardly any stack is left: how deep an event comes that nobody listens to is
  // found by halving, then typing is tried from a little deeper on, less and less deep, until it gets as far
  // as the program. Both are the same call, so that the engine makes the same of it; where it meanwhile
  // lets calls come deeper than before, it is gone deeper again.
  "a stack overflow": `
    setTimeout(() => {
      const field = document.querySelector('input[aria-label="Title"]');
      field.value = "From too deep";
      const down = (left, name) => {
        if (left > 0) { down(left - 1, name); return; }
        field.dispatchEvent(new InputEvent(name, { bubbles: true }));
      };
      const comes = (depth, name) => { try { down(depth, name); return true; } catch { return false; } };
      let [least, most] = [0, 60000];
      while (most - least > 40) {
        const between = (least + most) >> 1;
        if (comes(between, "nothing")) least = between; else most = between;
      }
      let depth = most;
      const deeper = () => { do depth += 2000; while (comes(depth, "nothing")); };
      for (deeper(); depth > 0 && !globalThis.pitchwrightRescued; depth -= 40) {
        if (comes(depth + 2000, "nothing")) deeper();
        comes(depth, "input");
      }
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

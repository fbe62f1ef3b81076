// Runs in our page before its own scripts, after src/measure.js: where the budget's figures are,
// for the same measurements as in the peers' pages.
(() => {
  const b = window.__b;
  // The page's wasm memory, which no figure of the heap counts.
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const real = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const made = await real.apply(WebAssembly, given);
      const { memory } = (made.instance ?? made).exports;
      if (memory) b.memory = memory;
      return made;
    };
  }
  const grid = () => document.querySelector('[role="treegrid"][aria-label="Budget lines"]');
  const cell = (row, column) => grid()?.querySelector(`[data-row="${row}"] > [data-column="${column}"]`);
  const total = () => {
    const name = [...document.querySelectorAll("dl.totals dt")].find((name) => name.textContent === "Net total");
    return name?.nextElementSibling.querySelector("output").textContent;
  };
  b.a = {
    text: (row, column) => cell(row, column)?.textContent,
    box: (row, column) => {
      const { x, y, width, height } = cell(row, column).getBoundingClientRect();
      return { x, y, width, height };
    },
    total,
    scroller: grid,
  };
  /** Opens the budget of the open pitch. */
  b.openBudget = () => b.opened(() => [...document.querySelectorAll("nav a")].find((link) => link.textContent.trim() === "Budget").click());
})();

// Runs in our page before its own scripts: the same measurements as src/common.js makes in the
// peers' pages, and the same moments at which they end.
(() => {
  const b = (window.__b = { long: [] });
  new PerformanceObserver((list) => list.getEntries().forEach((e) => b.long.push([e.startTime, e.duration])))
    .observe({ type: "longtask", buffered: true });
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
  const frame = () => new Promise(requestAnimationFrame);
  const painted = async () => { await frame(); await frame(); return performance.now(); };
  const count = () => document.getElementsByTagName("*").length;
  const row = (task) => document.querySelector(`.grid [data-row="t${task}"]`);
  const paths = () => [...document.querySelectorAll(".chart path.g-task")];
  const drawn = () => paths().map((path) => path.getAttribute("d")).join("|");
  const isThere = () => row(0) && drawn().length > 1;

  /** Where the bar of a task is: the part of its row that the paths of bars fill. */
  b.bar = (task) => {
    const { top, height } = row(task).getBoundingClientRect();
    const y = top + height / 2;
    const spans = paths().flatMap((path) => {
      const matrix = path.getScreenCTM().inverse();
      const left = Math.round(path.ownerSVGElement.closest(".chart").getBoundingClientRect().left);
      const filled = [];
      for (let x = left; x < innerWidth; x++) {
        if (path.isPointInFill(new DOMPoint(x + 0.5, y - 5).matrixTransform(matrix))) filled.push(x);
      }
      return filled;
    });
    if (!spans.length) return null;
    const x = Math.min(...spans);
    return { x, y: y - 8, w: Math.max(...spans) + 1 - x, h: 16 };
  };
  b.a = { bar: (task) => ({ getBoundingClientRect: () => { const r = b.bar(task); return { x: r.x, y: r.y, width: r.w, height: r.h }; } }) };

  window.__open = async () => {
    const link = [...document.querySelectorAll("nav a")].find((link) => link.textContent.trim() === "Timeline");
    const start = performance.now();
    link.click();
    while (!isThere()) await frame();
    return (await painted()) - start;
  };
  window.__start = async () => {
    while (!isThere()) await frame();
    b.paint = await painted();
    for (let before = count(), same = 0; same < 6; ) {
      await frame();
      const now = count();
      same = now === before ? same + 1 : 0;
      before = now;
      b.els = now;
    }
    b.ready = true;
  };
  // The handler and the effects, which run as microtasks; then until the bars are others and
  // that frame is out.
  window.__update = async () => {
    const before = drawn(), start = performance.now();
    const sync = await new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now() - start);
      port2.postMessage(0);
      document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
    });
    for (let tries = 0; drawn() === before; tries++) {
      if (tries > 90) return { sync, total: null };
      await frame();
    }
    await painted();
    return { sync, total: performance.now() - start };
  };
  window.__scroll = async (frames, dy) => {
    const grid = document.querySelector(".grid"), from = grid.scrollTop, d = [];
    let last = await frame();
    for (let i = 0; i < frames; i++) {
      grid.scrollTop += dy;
      const now = await frame();
      d.push(now - last);
      last = now;
    }
    await new Promise((resolve) => setTimeout(resolve, 60));
    return { d, moved: grid.scrollTop - from };
  };
})();

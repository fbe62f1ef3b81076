// The in-page half of the measurements, the same in every page. A page puts its adapter into
// `__b.a`: text(row, column) of a cell that is in the page, box(row, column), total(), and what
// else it can. Rows are named as in the pitch: "b0" is the first line, "group:g0" its group.
// `__want` is what the page has to show when the budget is open.
(() => {
  const b = (window.__b = {});
  const LONGEST = 20_000;
  const frame = () => new Promise(requestAnimationFrame);
  const painted = async () => { await frame(); await frame(); return performance.now(); };
  const count = () => document.getElementsByTagName("*").length;
  const value = (text, like) => {
    const plain = String(text).trim();
    return typeof like === "string" ? plain : plain === "" ? null : Number(plain.replace(/[^0-9.-]/g, ""));
  };

  /** Whether total and cells are as wanted; of cells that are not in view only where it is said
   * that all have to be. */
  b.shows = (want) => {
    if (value(b.a.total(), 0) !== want.total) return false;
    let seen = 0;
    for (const [row, column, is] of want.cells) {
      const text = b.a.text(row, column);
      if (text == null) {
        if (want.all) return false;
      } else if (value(text, is) !== is) return false;
      else seen++;
    }
    return seen > 0;
  };
  /** The first thing that is not as wanted, in words. */
  b.wrong = (want) => {
    const total = value(b.a.total(), 0);
    const found = want.cells.find(([row, column, is]) => {
      const text = b.a.text(row, column);
      return text == null ? want.all : value(text, is) !== is;
    });
    const cell = found && `column ${found[1]} of ${found[0]} ${b.a.text(found[0], found[1])}, not ${found[2]}`;
    if (total !== want.total) return `total ${total}, not ${want.total}${cell ? `; ${cell}` : ""}`;
    return cell ?? "none of the lines is in view";
  };

  /** Milliseconds from `begin` until the budget is open and painted. */
  b.opened = async (begin) => {
    const start = performance.now();
    begin();
    while (!b.shows(window.__want)) await frame();
    return (await painted()) - start;
  };
  /** When the page has painted the budget, and how many elements it has when it is at rest. */
  b.start = async (begin = () => {}) => {
    b.open = await b.opened(begin);
    b.paint = performance.now();
    for (let before = count(), same = 0; same < 6; ) {
      await frame();
      const now = count();
      same = now === before ? same + 1 : 0;
      before = now;
      b.elements = now;
    }
    b.ready = true;
  };

  // The handlers and what follows from them as microtasks; then until all is shown and painted.
  const follow = async (start, want) => {
    const script = new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now() - start);
      port2.postMessage(0);
    });
    while (!b.shows(want)) {
      if (performance.now() - start > LONGEST) return { wrong: b.wrong(want) };
      await frame();
    }
    return { painted: (await painted()) - start, script: await script };
  };
  /** Follows the next press of a key. */
  b.arm = (key, want) => {
    b.done = new Promise((resolve) => {
      const on = (event) => {
        if (event.key !== key) return;
        removeEventListener("keydown", on, true);
        resolve(follow(performance.now(), want));
      };
      addEventListener("keydown", on, true);
    });
  };
  /** Follows what a call of the page's adapter does. */
  b.call = (name, given, want) => {
    const start = performance.now();
    b.a[name](...given);
    return follow(start, want);
  };
  b.paste = (text, want) => {
    if (b.a.paste) return b.call("paste", [text], want);
    let target = document.activeElement;
    while (target.shadowRoot?.activeElement) target = target.shadowRoot.activeElement;
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    const start = performance.now();
    target.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, composed: true, cancelable: true }));
    return follow(start, want);
  };

  const scroller = () => b.a.scroller?.() ?? [...document.querySelectorAll("#host, #host *")]
    .filter((e) => e.clientHeight > 100 && /auto|scroll/.test(getComputedStyle(e).overflowY))
    .sort((x, y) => y.scrollHeight - y.clientHeight - (x.scrollHeight - x.clientHeight))[0];
  b.toTop = async () => {
    const isThere = () => b.a.text("b0", 0) != null && b.a.box("b0", 0).y > 0;
    for (let tries = 0, there = 0; tries < 60 && there < 2; tries++) {
      if (b.a.scrollBy) b.a.scrollBy(-1e7);
      else scroller().scrollTop = 0;
      await painted();
      there = isThere() ? there + 1 : 0;
    }
  };
  b.scroll = async (frames, dy) => {
    const element = b.a.scrollBy ? null : scroller(), from = element?.scrollTop, d = [];
    let last = await frame();
    for (let i = 0; i < frames; i++) {
      if (element) element.scrollTop = from + dy * (i + 1);
      else b.a.scrollBy(dy);
      const now = await frame();
      d.push(now - last);
      last = now;
    }
    return { d, moved: element ? element.scrollTop - from : null };
  };
  /** The price of a line that is in view now, of those from `first` on. */
  b.inView = (first, last, column) => {
    for (let i = first; i < last; i++) {
      const box = b.a.text(`b${i}`, column) != null && b.a.box(`b${i}`, column);
      if (box && box.y > 250 && box.y < 450) return [i, value(b.a.text(`b${i}`, column), 0)];
    }
    return null;
  };
})();

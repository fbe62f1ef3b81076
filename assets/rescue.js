// What may become markup, and the rescue layer. First script of the page, plain JavaScript, independent of everything else:
// when the page crashes it freezes storage, so that nothing broken is written over something
// whole, and hands out every pitch as a file.
"use strict";
// The second net. The content policy lets no inline script run; beyond that, browsers that know
// Trusted Types ask here before a text becomes markup or the address of a script. The page sets
// markup in one place only, the templates of its own views, which are in its program and hold no
// word of a pitch: elements that show something, without handlers. All else is refused.
(() => {
  const ELEMENTS = new Set(("a abbr article aside b bdi blockquote br button caption cite code col colgroup datalist dd "
    + "del details dfn dialog div dl dt em fieldset figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i input ins kbd "
    + "label legend li main mark menu meter nav ol optgroup option output p pre progress q s samp search section select "
    + "small span strong sub summary sup table tbody td textarea tfoot th thead time title tr u ul var wbr "
    + "circle clippath defs desc ellipse g line lineargradient marker mask path pattern polygon polyline rect stop svg "
    + "symbol text tspan").split(" "));
  // What fetches, sends, runs or is run. A link within the page or to another is none of these.
  const ATTRIBUTES = /^(on|src|srcset|srcdoc|action|formaction|data|poster|ping|background|style|is|nonce|http-equiv|xlink:|attributename)/i;
  const ADDRESS = /^(#|https:\/\/|mailto:)/i;
  const SCRIPT = /^((worker|workbook|pdf)-[0-9a-f]+|service-worker)\.js$/;

  // Takes markup apart in a document in which nothing runs and nothing is fetched.
  const reading = window.trustedTypes?.createPolicy("pitchwright-reading", { createHTML: (html) => html });
  const read = (html) => reading ? reading.createHTML(html) : html;

  function isHarmless(element) {
    if (!ELEMENTS.has(element.localName.toLowerCase())) return false;
    // Where text is read differently in another place, it must not look like markup.
    if (["title", "desc", "textarea"].includes(element.localName) && element.textContent.includes("<")) return false;
    return [...element.attributes].every(({ name, value }) =>
      name === "href" ? ADDRESS.test(value) : !ATTRIBUTES.test(name));
  }

  function onlyShows(html) {
    const template = document.implementation.createHTMLDocument("").createElement("template");
    template.innerHTML = read(html);
    return [...template.content.querySelectorAll("*")].every(isHarmless);
  }

  function isOurs(address) {
    const folder = new URL("./", location.href);
    const script = new URL(address, location.href);
    return script.origin === folder.origin && !script.search && !script.hash
      && script.pathname.startsWith(folder.pathname) && SCRIPT.test(script.pathname.slice(folder.pathname.length));
  }

  window.trustedTypes?.createPolicy("default", {
    createHTML: (html, type, sink) => /^(Element|ShadowRoot) innerHTML$/.test(sink) && onlyShows(html) ? html : null,
    createScriptURL: (address) => isOurs(address) ? address : null,
  });

  // What is pasted from other programs, as a document to be read: its own, without a window.
  Object.defineProperty(globalThis, "pitchwrightReading", {
    value: (html) => new DOMParser().parseFromString(read(html), "text/html"),
  });
})();
(() => {
  const PREFIX = "pitchwright/v1/";
  const BOOT = "pitchwright/v1/boot";
  const START_WITHIN_MS = 15000;
  let rescued = false;

  const quietly = (act, otherwise) => { try { return act(); } catch { return otherwise; } };
  const storage = quietly(() => window.localStorage, null);
  const setItem = storage && Storage.prototype.setItem;
  const removeItem = storage && Storage.prototype.removeItem;
  const keep = (key, value) => quietly(() => setItem.call(storage, key, value));
  const drop = (key) => quietly(() => removeItem.call(storage, key));

  // Nothing writes after a crash: what runs on may hold nonsense.
  function freeze() {
    const refuse = () => { throw new DOMException("Frozen after a crash", "InvalidStateError"); };
    for (const name of ["setItem", "removeItem", "clear"]) Storage.prototype[name] = refuse;
    if (window.IDBObjectStore) {
      for (const name of ["put", "add", "delete", "clear"]) IDBObjectStore.prototype[name] = refuse;
    }
  }

  // A kept text is eight hex digits of its CRC-32 and then the document.
  const opened = (text) => /^[0-9a-f]{8}\{/.test(text) ? text.slice(8) : text;

  function fromLocal() {
    const found = [];
    quietly(() => {
      for (let index = 0; index < storage.length; index++) {
        const key = storage.key(index);
        if (key.startsWith(PREFIX + "p/") || key.startsWith(PREFIX + "broken/")) {
          found.push({ key: key.slice(PREFIX.length), where: "local storage", text: opened(storage.getItem(key)) });
        }
      }
    });
    return found;
  }

  function fromDatabase() {
    return new Promise((resolve) => {
      const found = [];
      const done = () => resolve(found);
      const request = quietly(() => indexedDB.open("pitchwright"));
      if (!request) return done();
      request.onerror = done;
      request.onblocked = done;
      request.onupgradeneeded = () => request.transaction.abort();
      request.onsuccess = () => {
        try {
        const names = ["docs", "kept"].filter((name) => request.result.objectStoreNames.contains(name));
        if (!names.length) return done();
        const transaction = request.result.transaction(names);
        transaction.oncomplete = done;
        transaction.onabort = done;
        for (const name of names) {
          transaction.objectStore(name).openCursor().onsuccess = (event) => {
            const cursor = event.target.result;
            if (!cursor) return;
            found.push({ key: `p/${cursor.value.id ?? cursor.key}`, where: "database", text: opened(cursor.value.text) });
            cursor.continue();
          };
        }
        } catch { done(); }
      };
      setTimeout(done, 3000);
    });
  }

  function download(name, text) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  const titleOf = (found) => quietly(() => JSON.parse(found.text).pitch.title, "") || found.key.replace(/^p\//, "");
  const fileOf = (found, number) =>
    `${titleOf(found).replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60) || "pitch"}-${number}.pitch.json`;

  function element(name, text, parent, className) {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (className) made.className = className;
    parent.append(made);
    return made;
  }

  function button(text, parent, act) {
    const made = element("button", text, parent);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }

  // A newer build may be whole where this one is not: where one waits, it is let in.
  async function reload() {
    const renewed = async () => {
      const kept = await navigator.serviceWorker.getRegistration();
      await kept.update().catch(() => {});
      const next = kept.waiting;
      next.postMessage("take over");
      await new Promise((done) => next.addEventListener("statechange", done));
    };
    await Promise.race([renewed().catch(() => {}), new Promise((done) => setTimeout(done, 3000))]);
    location.reload();
  }

  function rescue(why) {
    if (rescued) return;
    rescued = true;
    globalThis.pitchwrightRescued = true;
    freeze();
    const show = () => {
      const dialog = element("dialog", "", document.body, "rescue");
      dialog.setAttribute("aria-labelledby", "rescue-title");
      const heading = element("h1", "Pitchwright has stopped", dialog);
      heading.id = "rescue-title";
      element("p", "Something in the page went wrong. Your pitches are as they were last saved, and nothing more is written. Download them to be safe, then reload.", dialog);
      const actions = element("div", "", dialog, "rescue-actions");
      let all = fromLocal();
      const list = element("ul", "", dialog);
      const line = (found, number) => {
        const item = element("li", "", list);
        element("span", `${titleOf(found)} (${found.where})`, item);
        button(`Download ${titleOf(found)}`, item, () => download(fileOf(found, number), found.text));
      };
      const first = button("Download all", actions, () => all.forEach((found, index) => download(fileOf(found, index + 1), found.text)));
      button("Reload", actions, reload);
      button("Start without opening a pitch", actions, () => {
        drop(BOOT);
        location.hash = "#/";
        reload();
      });
      const details = element("details", "", dialog);
      element("summary", "What happened", details);
      element("pre", String(why).slice(0, 2000), details);
      all.forEach((found, index) => line(found, index + 1));
      dialog.addEventListener("cancel", (event) => event.preventDefault());
      if (dialog.showModal) dialog.showModal(); else dialog.setAttribute("open", "");
      first.focus();
      fromDatabase().then((more) => {
        const known = new Set(all.map((found) => found.text));
        const fresh = more.filter((found) => !known.has(found.text));
        fresh.forEach((found, index) => line(found, all.length + index + 1));
        all = all.concat(fresh);
      });
    };
    if (document.body) show(); else addEventListener("DOMContentLoaded", show);
  }

  // Errors that are not ours or do no harm must not stop the page.
  const harmless = (message, file) =>
    /ResizeObserver loop/.test(message) || (file && !file.startsWith(location.origin));

  addEventListener("error", (event) => {
    if (event.target && event.target !== window) {
      // A script of the page that does not load means that it does not start.
      if (event.target.tagName === "SCRIPT") rescue(`A part of the page could not be loaded: ${event.target.src}`);
      return;
    }
    if (!harmless(event.message ?? "", event.filename ?? "")) rescue(event.error?.stack ?? event.message);
  }, true);
  addEventListener("unhandledrejection", (event) => {
    const reason = event.reason;
    const ours = reason instanceof WebAssembly.RuntimeError || reason instanceof WebAssembly.CompileError
      || reason instanceof RangeError || reason instanceof TypeError || reason instanceof WebAssembly.LinkError;
    if (ours) rescue(reason?.stack ?? reason);
  });
  addEventListener("pitchwright:panic", (event) => rescue(event.message));

  // The third start in a row that does not come to its end opens this instead of the page: a
  // document that crashes the start must not do so for ever.
  const starts = Number(quietly(() => storage.getItem(BOOT), 0)) || 0;
  if (starts >= 2) {
    drop(BOOT);
    rescue("The page did not start twice in a row.");
  } else {
    keep(BOOT, String(starts + 1));
    const timer = setTimeout(() => rescue("The page did not start within 15 seconds."), START_WITHIN_MS);
    addEventListener("pitchwright:ready", () => {
      clearTimeout(timer);
      // Leaving a page that is well is no failed start.
      addEventListener("pagehide", () => { if (!rescued) drop(BOOT); });
      // A start counts as good when the page is still well a moment later.
      setTimeout(() => { if (!rescued) drop(BOOT); }, 1500);
    });
  }
})();

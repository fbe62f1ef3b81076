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
  // Which pitch is being read during the start or once more, and which are left out of it.
  const READING = "pitchwright/v1/reading";
  const LEFT_OUT = "pitchwright/v1/left-out";
  const START_WITHIN_MS = 15000;
  // Files of words with what they hash to, by language; filled in when the page is built (scripts/page.mjs).
  const WORDS = {};

  // The words are fetched while all is well: those of the browser's language, or of the one the page speaks.
  let spoken = {};
  // What still fetches them.
  let fetching = null;
  globalThis.pitchwrightSpeaks = async (code) => {
    spoken = {};
    const [file, integrity] = WORDS[code] ?? [];
    const words = file ? fetch(file, { integrity }).then((answer) => answer.json()).catch(() => ({})) : null;
    fetching = words;
    const fetched = await words;
    if (fetching !== words) return;
    fetching = null;
    spoken = fetched ?? {};
  };
  globalThis.pitchwrightSpeaks((navigator.languages ?? []).map((locale) => locale.slice(0, 2)).find((code) => code === "en" || WORDS[code]));

  function say(words, values = {}) {
    return (spoken[words] ?? words).replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }
  let rescued = false;
  let failedStarts = false;
  // Says that the start of this page is no longer under way.
  let ended = () => {};

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
  const asFound = (key, where, kept) => {
    const text = opened(kept);
    const pitch = quietly(() => JSON.parse(text).pitch, undefined);
    return { key, where, text, title: pitch?.title || key.replace(/^p\//, ""), whole: Boolean(pitch) };
  };

  function fromLocal() {
    const found = [];
    quietly(() => {
      for (let index = 0; index < storage.length; index++) {
        const key = storage.key(index);
        if (key.startsWith(PREFIX + "p/") || key.startsWith(PREFIX + "broken/")) {
          found.push(asFound(key.slice(PREFIX.length), say("local storage"), storage.getItem(key)));
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
            found.push(asFound(`p/${cursor.value.id ?? cursor.key}`, say("database"), cursor.value.text));
            cursor.continue();
          };
        }
        } catch { done(); }
      };
      setTimeout(done, 3000);
    });
  }

  // Earlier versions lie in a database of their own, packed: they are counted, so that nobody
  // believes them lost.
  function countEarlier() {
    return new Promise((resolve) => {
      const none = () => resolve(0);
      const request = quietly(() => indexedDB.open("pitchwright-history"));
      if (!request) return none();
      request.onerror = none;
      request.onblocked = none;
      request.onupgradeneeded = () => request.transaction.abort();
      request.onsuccess = () => {
        const counted = quietly(() => request.result.transaction("entries").objectStore("entries").count());
        if (!counted) return none();
        counted.onsuccess = () => resolve(counted.result);
        counted.onerror = none;
      };
      setTimeout(none, 3000);
    });
  }

  function download(name, text) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  const fileOf = (found, number) =>
    `${found.title.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60) || "pitch"}-${number}.pitch.json`;

  // As Settings → Restore from a backup reads it.
  const backup = (found) =>
    `{"format":"pitchwright-library","version":1,"pitches":[${found.map((one) => one.text).join(",\n")}]}\n`;

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

  // `why` is a text or what says it; `since` is when it happened, on the clock of the page.
  function rescue(why, since = performance.now()) {
    if (rescued) return;
    const show = () => {
      if (!document.body) return addEventListener("DOMContentLoaded", show);
      freeze();
      const dialog = element("dialog", "", document.body, "rescue");
      dialog.setAttribute("aria-labelledby", "rescue-title");
      const heading = element("h1", say("Pitchwright has stopped"), dialog);
      heading.id = "rescue-title";
      element("p", say("Something in the page went wrong. Your pitches are as they were last saved, and nothing more is written. Download them to be safe, then reload."), dialog);
      const actions = element("div", "", dialog, "rescue-actions");
      let all = fromLocal();
      // The pitch at which the start came to its end time and again, or that was tried once more.
      const reading = quietly(() => storage.getItem(READING), null);
      const leftOut = (quietly(() => storage.getItem(LEFT_OUT), null) ?? "").split(" ").filter(Boolean);
      const stopped = (failedStarts || leftOut.includes(reading)) && reading;
      const culprit = stopped && (all.find((found) => found.key === `p/${stopped}`) ?? { key: `p/${stopped}`, title: stopped });
      if (culprit) element("p", say("It stopped while it read “{title}”. Without it the page should start; its data stays as it is.", culprit), dialog);
      const list = element("ul", "", dialog);
      const line = (found, number) => {
        const item = element("li", "", list);
        element("span", `${found.title} (${found.where})`, item);
        button(say("Download {title}", found), item, () => download(fileOf(found, number), found.text));
      };
      const first = button(say("Download all"), actions, () => {
        if (all.length === 1) return download(fileOf(all[0], 1), all[0].text);
        // Browsers hold back all but the first of several downloads, so that whole pitches go into
        // one backup. The rest is no JSON, and is downloaded one by one.
        const whole = all.filter((found) => found.whole);
        if (whole.length) download("pitchwright-rescued.json", backup(whole));
        all.filter((found) => !found.whole).forEach((found, index) => download(fileOf(found, index + 1), found.text));
      });
      button(say("Reload"), actions, reload);
      button(culprit ? say("Start without {title}", culprit) : say("Start without opening a pitch"), actions, () => {
        drop(BOOT);
        drop(READING);
        if (culprit) keep(LEFT_OUT, [...new Set([...leftOut, stopped])].join(" "));
        location.hash = "#/";
        reload();
      });
      const details = element("details", "", dialog);
      element("summary", say("What happened"), details);
      element("pre", String(typeof why === "function" ? why() : why).slice(0, 2000), details);
      all.forEach((found, index) => line(found, index + 1));
      dialog.addEventListener("cancel", (event) => event.preventDefault());
      if (dialog.showModal) dialog.showModal(); else dialog.setAttribute("open", "");
      first.focus();
      const after = Math.max(0, performance.now() - since);
      dialog.dataset.after = after.toFixed(1);
      element("p", say("This was shown {time} ms after it happened.", { time: Math.ceil(after) }), details);
      countEarlier().then((count) => {
        if (!count) return;
        const words = count === 1
          ? say("1 earlier version is kept in this browser too, and can be restored after the reload: see History in a pitch.")
          : say("{count} earlier versions are kept in this browser too, and can be restored after the reload: see History in a pitch.", { count });
        element("p", words, dialog);
      });
      fromDatabase().then((more) => {
        const known = new Set(all.map((found) => found.text));
        const fresh = more.filter((found) => !known.has(found.text));
        fresh.forEach((found, index) => line(found, all.length + index + 1));
        all = all.concat(fresh);
      });
    };
    // A page that stops at once is ahead of the words: they may take a moment, and no more.
    const inTime = () => fetching ? Promise.race([fetching, new Promise((done) => setTimeout(done, 1000))]).then(show) : show();
    // Where the crash is one of the stack, little of it may be left here, and half of what is to be shown
    // would be missing: that is shown in a task of its own. Where not even that can be asked for, the
    // next error comes here again.
    const deep = (left) => left && deep(left - 1);
    const isDeep = quietly(() => deep(2000), "deep") === "deep";
    if (isDeep) setTimeout(inTime);
    rescued = true;
    globalThis.pitchwrightRescued = true;
    ended();
    freeze();
    if (!isDeep) inTime();
  }

  // Errors that are not ours or do no harm must not stop the page.
  const harmless = (message, file) =>
    /ResizeObserver loop/.test(message) || (file && !file.startsWith(location.origin));

  addEventListener("error", (event) => {
    if (event.target && event.target !== window) {
      // A script of the page that does not load means that it does not start.
      if (event.target.tagName === "SCRIPT") rescue(() => say("A part of the page could not be loaded: {file}", { file: event.target.src }));
      return;
    }
    if (!harmless(event.message ?? "", event.filename ?? "")) rescue(event.error?.stack ?? event.message, event.timeStamp);
  }, true);
  addEventListener("unhandledrejection", (event) => {
    const reason = event.reason;
    const ours = reason instanceof WebAssembly.RuntimeError || reason instanceof WebAssembly.CompileError
      || reason instanceof RangeError || reason instanceof TypeError || reason instanceof WebAssembly.LinkError;
    if (ours) rescue(reason?.stack ?? reason, event.timeStamp);
  });
  addEventListener("pitchwright:panic", (event) => rescue(event.message, event.timeStamp));

  // The last start that was good, kept in a database: local storage falls back to what it held
  // minutes ago when the browser is killed, and would take good starts for bad ones.
  function withGood(mode, act) {
    return new Promise((resolve) => {
      const none = () => resolve(undefined);
      const request = quietly(() => indexedDB.open("pitchwright-start", 1));
      if (!request) return none();
      request.onerror = none;
      request.onblocked = none;
      request.onupgradeneeded = () => request.result.createObjectStore("good");
      request.onsuccess = () => {
        const database = request.result;
        database.onversionchange = () => database.close();
        const asked = quietly(() => act(database.transaction("good", mode).objectStore("good")));
        if (!asked) return none();
        asked.onsuccess = () => { resolve(asked.result); database.close(); };
        asked.onerror = none;
      };
      setTimeout(none, 2000);
    });
  }

  // A start under way holds a lock of its name, so that several tabs opened at once do not take each
  // other's starts for failed ones: the browser lets go of it when the tab crashes.
  const LOCK = "pitchwright/start/";
  const underWay = async () => {
    const { held, pending } = (await navigator.locks?.query()) ?? { held: [], pending: [] };
    return [...held, ...pending].map(({ name }) => name.startsWith(LOCK) && name.slice(LOCK.length));
  };

  // The third start in a row that does not come to its end opens this instead of the page: a
  // document that crashes the start must not do so for ever.
  const begun = () => String(quietly(() => storage.getItem(BOOT), "") ?? "").split(" ").filter(Boolean);
  const starts = begun();
  const stoppedTwice = async () => {
    const [good, others] = await Promise.all([withGood("readonly", (store) => store.get("last")), underWay().catch(() => [])]);
    const over = starts.filter((start) => !others.includes(start));
    return over.slice(over.indexOf(good) + 1).length >= 2;
  };
  function begin() {
    const start = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
    const end = new Promise((resolve) => { ended = resolve; });
    navigator.locks?.request(LOCK + start, () => end).catch(() => {});
    keep(BOOT, [...begun().slice(-8), start].join(" "));
    const timer = setTimeout(() => rescue(() => say("The page did not start within 15 seconds.")), START_WITHIN_MS);
    let isReady = false;
    addEventListener("pitchwright:ready", () => {
      clearTimeout(timer);
      isReady = true;
      // A start counts as good when the page is still well a moment later, or when somebody works
      // in it, and not when it is killed before.
      let isGood = false;
      const good = () => {
        if (rescued || isGood) return;
        isGood = true;
        drop(BOOT);
        withGood("readwrite", (store) => store.put(start, "last"));
        ended();
      };
      setTimeout(good, 1500);
      const worked = () => setTimeout(good);
      for (const name of ["keydown", "pointerdown"]) addEventListener(name, worked, { once: true, capture: true });
    });
    // Leaving a page that is well is no failed start, nor is not waiting for it.
    addEventListener("pagehide", () => {
      if (rescued) return;
      const others = begun().filter((other) => other !== start);
      if (isReady || !others.length) drop(BOOT); else keep(BOOT, others.join(" "));
    });
  }
  if (starts.length < 2) {
    begin();
  } else {
    // The program waits for this.
    globalThis.pitchwrightHeld = stoppedTwice().then((held) => {
      if (!held) return begin();
      drop(BOOT);
      failedStarts = true;
      rescue(() => say("The page did not start twice in a row."));
    });
  }
})();

// What is printed is what is shown: a PDF held against the sheets on screen, page for page and
// letter for letter, whatever browser has printed it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";

/** The words on each page of a PDF, and the size of each page in points. */
export function pages(path) {
  // Every page ends with a form feed.
  const words = execFileSync("pdftotext", ["-raw", path, "-"], { encoding: "utf8" }).split("\f").slice(0, -1);
  const facts = execFileSync("pdfinfo", ["-l", "999", path], { encoding: "utf8" });
  const sizes = [...facts.matchAll(/^Page\s+\d+ size:\s+([\d.]+) x ([\d.]+)/gm)].map((match) => [Number(match[1]), Number(match[2])]);
  /** How much of each page is not white. */
  const ink = () => {
    const all = execFileSync("pdftoppm", ["-r", "18", "-gray", path], { maxBuffer: 1 << 28 });
    const shares = [];
    for (let at = 0; at < all.length; ) {
      const head = /^P5\s(\d+)\s(\d+)\s255\s/.exec(all.subarray(at, at + 40).toString("latin1"));
      const from = at + head[0].length;
      at = from + Number(head[1]) * Number(head[2]);
      const dark = all.subarray(from, at).reduce((sum, grey) => sum + (grey < 240 ? 1 : 0), 0);
      shares.push(dark / (at - from));
    }
    return shares;
  };
  return { words, sizes, ink };
}

/** Runs in the page: the text of every sheet and its words, those of pictures too. Tables behind charts are there
 * to be read aloud: nobody sees them, and they are not printed. */
export function sheets() {
  for (const table of document.querySelectorAll(".leaf .chart-figures")) table.hidden = true;
  // In a wider face than ours some words end in an ellipsis, which would be printed for them.
  for (const part of document.querySelectorAll(".leaf *")) {
    if (getComputedStyle(part).textOverflow === "ellipsis") part.style.textOverflow = "clip";
  }
  return [...document.querySelectorAll(".leaf")].map((leaf) => {
    const words = [];
    const nodes = document.createTreeWalker(leaf, NodeFilter.SHOW_TEXT);
    while (nodes.nextNode()) {
      const { data, parentElement } = nodes.currentNode;
      if (parentElement.getClientRects().length) words.push(...data.split(/\s+/u).filter(Boolean));
    }
    return { text: leaf.innerText, words };
  });
}

/** Runs in the page: whether all sheets stand on paper of this class. */
export function laidOut(paper) {
  const said = document.querySelector(".proposal-count [role=status]")?.textContent ?? "";
  return Boolean(document.querySelector(`.leaf.cover.${paper}`)) && /^\d+ pages$/.test(said);
}

/** Runs in the page: what stands over the edge of its sheet. */
export function over() {
  return [...document.querySelectorAll(".leaf")].flatMap((leaf, index) => {
    const body = leaf.querySelector(".leaf-body").getBoundingClientRect();
    const boxes = [...leaf.querySelectorAll(".block")].map((block) => block.getBoundingClientRect());
    // A sheet that is turned reads downwards.
    const turned = leaf.classList.contains("turned");
    const out = boxes.filter((box) => box.bottom > body.bottom + 1 || box.right > body.right + 1 || (turned && box.left < body.left - 1));
    return out.map((box) => `page ${index + 1}: ${Math.round(box.bottom - body.bottom)}, ${Math.round(box.right - body.right)}`);
  });
}

/** Runs in the page: whether there are sheets, and a field with this label beside them. */
export function offers(label) {
  return Boolean(document.querySelector(".leaf")) && [...document.querySelectorAll("label")].some((one) => one.textContent === label && one.control);
}

/** Runs in the page: presses the button or link of this name; whether it is there. */
export function press(name) {
  const found = [...document.querySelectorAll("button, nav a")].find((one) => one.textContent.trim() === name);
  found?.click();
  return Boolean(found);
}

/** Runs in the page: chooses this in the field with that label. */
export function choose(label, name) {
  const field = [...document.querySelectorAll("label")].find((one) => one.textContent === label)?.control;
  field.value = [...field.options].find((option) => option.text === name).value;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

/** The letters and signs that a page has less or more often than its sheet, white space apart: a word
 * that is lost or doubled is seen, however the words are set. */
const difference = (page, sheet) => {
  const counts = new Map();
  for (const letter of squeezed(sheet)) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  for (const letter of squeezed(page)) counts.set(letter, (counts.get(letter) ?? 0) - 1);
  const over = (sign) => [...counts].map(([letter, count]) => letter.repeat(Math.max(0, sign * count))).join("");
  return { lost: over(1), doubled: over(-1) };
};
const squeezed = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/gu, "");

/** Holds the pages against the sheets: as many, none of them blank, each with the same words. */
export function assertSame(printed, shown) {
  assert.equal(printed.words.length, shown.length, "a page of paper for each sheet");
  for (const [index, sheet] of shown.entries()) {
    const page = printed.words[index];
    assert.notEqual(squeezed(page), "", `page ${index + 1} is not blank`);
    assert.deepEqual(difference(page, sheet.text), { lost: "", doubled: "" }, `the letters of page ${index + 1}`);
    const missing = sheet.words.filter((word) => !squeezed(page).includes(squeezed(word)));
    assert.deepEqual(missing, [], `the words of page ${index + 1}`);
  }
}

/** The papers, as the choice names them, with their sizes in millimetres. */
export const PAPERS = [
  { name: "A4", class: "a4", width: 210, height: 297 },
  { name: "US Letter", class: "letter", width: 215.9, height: 279.4 },
  { name: "Screen, 16:9", class: "screen", width: 254, height: 142.875 },
];

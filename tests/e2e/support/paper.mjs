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

/** Runs in the page: the words of every sheet, those of pictures too. Tables behind charts are there
 * to be read aloud: nobody sees them, and they are not printed. */
export function sheets() {
  for (const table of document.querySelectorAll(".leaf .chart-figures")) table.hidden = true;
  // In a wider face than ours some words end in an ellipsis, which would be printed for them.
  for (const part of document.querySelectorAll(".leaf *")) {
    if (getComputedStyle(part).textOverflow === "ellipsis") part.style.textOverflow = "clip";
  }
  return [...document.querySelectorAll(".leaf")].map((leaf) => leaf.innerText);
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

/** Runs in the page: chooses this in the field with that label. */
export function choose(label, name) {
  const field = [...document.querySelectorAll("label")].find((one) => one.textContent === label)?.control;
  field.value = [...field.options].find((option) => option.text === name).value;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Every letter and sign with how often it stands there, white space apart: a word that is lost or
 * doubled changes it, however the words are set. */
const letters = (text) => [...squeezed(text)].sort().join("");
const squeezed = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/gu, "");
const words = (text) => text.normalize("NFKC").toLowerCase().split(/\s+/u).filter(Boolean);

/** Holds the pages against the sheets: as many, none of them blank, each with the same words. */
export function assertSame(printed, shown) {
  assert.equal(printed.words.length, shown.length, "a page of paper for each sheet");
  for (const [index, sheet] of shown.entries()) {
    const page = printed.words[index];
    assert.notEqual(squeezed(page), "", `page ${index + 1} is not blank`);
    assert.equal(letters(page), letters(sheet), `the letters of page ${index + 1}`);
    const missing = words(sheet).filter((word) => !squeezed(page).includes(word));
    assert.deepEqual(missing, [], `the words of page ${index + 1}`);
  }
}

/** The papers, as the choice names them, with their sizes in millimetres. */
export const PAPERS = [
  { name: "A4", class: "a4", width: 210, height: 297 },
  { name: "US Letter", class: "letter", width: 215.9, height: 279.4 },
  { name: "Screen, 16:9", class: "screen", width: 254, height: 142.875 },
];

// Makes one style sheet of style/**: tokens and fonts, base and parts, screens, print.
// Order inside a layer does not matter for our sheets; order of layers is declared first.
import { mkdirSync, readFileSync, readdirSync, writeFileSync, existsSync } from "node:fs";
import { join } from "node:path";

const root = process.env.TRUNK_SOURCE_DIR ?? process.cwd();
const style = join(root, "style");
const files = (folder) => existsSync(folder)
  ? readdirSync(folder).filter((name) => name.endsWith(".css")).sort().map((name) => join(folder, name))
  : [];
const sheets = [...files(style), ...files(join(style, "parts")), ...files(join(style, "screens"))];
const release = process.env.TRUNK_PROFILE === "release";
// Comments and indentation are for people; a string or url of ours holds neither.
const lean = (css) => css.replace(/\/\*[\s\S]*?\*\//g, "").replace(/\s*\n\s*/g, "\n").trim();
const css = sheets.map((file) => readFileSync(file, "utf8")).map((text) => (release ? lean(text) : text));
const text = ["@layer tokens, base, parts, screens, print;", ...css].join("\n") + "\n";

const out = join(root, ".build", "desk.css");
mkdirSync(join(root, ".build"), { recursive: true });
// Unchanged text is not written again, so that watching does not go round in circles.
if (!existsSync(out) || readFileSync(out, "utf8") !== text) writeFileSync(out, text);

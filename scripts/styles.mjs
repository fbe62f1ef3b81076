// Makes two style sheets of style/**: tokens and fonts, base and parts, screens, print; and by
// itself what the screens need that the page asks for when they are wanted.
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
const sheet = (files) => {
  const css = files.map((file) => readFileSync(file, "utf8")).map((text) => (release ? lean(text) : text));
  return ["@layer tokens, base, parts, screens, print;", ...css].join("\n") + "\n";
};
const isLater = (file) => /(screens\/(?!desk)|parts\/)[a-z-]+\.css$/.test(file);

mkdirSync(join(root, ".build"), { recursive: true });
for (const [name, files] of [["desk", sheets.filter((file) => !isLater(file))], ["screens", sheets.filter(isLater)]]) {
  const out = join(root, ".build", `${name}.css`);
  const text = sheet(files);
  // Unchanged text is not written again, so that watching does not go round in circles.
  if (!existsSync(out) || readFileSync(out, "utf8") !== text) writeFileSync(out, text);
}

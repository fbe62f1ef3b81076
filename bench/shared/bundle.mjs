// Bundles every peer's page in src/ to dist/<name>/, minified, with only what the page imports.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";

/** Builds the pages with this esbuild; files in `shared` are parts of pages, not pages. */
export async function bundle(build, shared) {
  const html = readFileSync("src/index.html", "utf8");
  const pages = readdirSync("src").filter((file) => file.endsWith(".js") && !shared.includes(file));
  for (const page of pages.map((file) => file.slice(0, -3))) {
    const out = `dist/${page}`;
    rmSync(out, { recursive: true, force: true });
    mkdirSync(out, { recursive: true });
    try {
      await build({
        entryPoints: [`src/${page}.js`],
        bundle: true,
        minify: true,
        format: "esm",
        target: "chrome130",
        outfile: `${out}/main.js`,
        legalComments: "none",
        logLevel: "error",
        define: { "process.env.NODE_ENV": '"production"' },
        loader: { ".svg": "dataurl", ".png": "dataurl", ".gif": "dataurl", ".woff": "empty", ".woff2": "empty", ".ttf": "empty", ".eot": "empty" },
      });
      const css = existsSync(`${out}/main.css`) ? '<link rel="stylesheet" href="main.css">' : "";
      writeFileSync(`${out}/index.html`, html.replace("__CSS__", css));
    } catch (error) {
      console.error(page, "not built:", String(error).split("\n")[0]);
      rmSync(out, { recursive: true, force: true });
    }
  }
}

// Serves dist/ under a sub-folder, as a static host would, with the headers worth setting.
// Usage: node scripts/serve.mjs [port] [folder, such as /desk/]
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";

const port = Number(process.argv[2] ?? 8080);
const base = process.argv[3] ?? "/";
const root = join(fileURLToPath(new URL("..", import.meta.url)), "dist");
const types = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
  ".wasm": "application/wasm", ".json": "application/json", ".tsv": "text/tab-separated-values; charset=utf-8", ".svg": "image/svg+xml", ".woff2": "font/woff2",
  ".webmanifest": "application/manifest+json", ".png": "image/png",
};

createServer(async (request, response) => {
  const { pathname } = new URL(request.url, "http://localhost");
  if (!pathname.startsWith(base)) {
    response.writeHead(pathname + "/" === base ? 301 : 404, pathname + "/" === base ? { location: base } : {}).end();
    return;
  }
  const wanted = normalize(decodeURIComponent(pathname.slice(base.length)) || "index.html");
  const file = join(root, wanted);
  if (!file.startsWith(root + sep)) { response.writeHead(403).end(); return; }
  try {
    const body = await readFile(file);
    response.writeHead(200, {
      "content-type": types[extname(file)] ?? "application/octet-stream",
      // What is named by its content never changes.
      "cache-control": /-[0-9a-f]{16}(_bg)?\.(js|wasm)$/.test(wanted) ? "max-age=31536000, immutable" : "no-cache",
      "content-security-policy": "frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
      "permissions-policy": "camera=(), microphone=(), geolocation=()",
    }).end(body);
  } catch {
    response.writeHead(404).end();
  }
}).listen(port, "127.0.0.1", () => console.log(`Pitchwright on http://127.0.0.1:${port}${base}`));

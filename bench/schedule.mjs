// How long scheduling 10,000 tasks takes in wasm, built and made small as the page is.
// ./pitchwright serve installs what it needs; then: node bench/schedule.mjs
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { fileURLToPath } from "node:url";
import { delimiter, join } from "node:path";
import { FEATURES } from "../scripts/shrink.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const tools = join(process.env.PITCHWRIGHT_CACHE ?? join(homedir(), ".cache", "pitchwright"), "tools", "bin");
const PATH = [tools, join(root, "node_modules", ".bin"), process.env.PATH].join(delimiter);
const run = (command, ...args) => execFileSync(command, args, { cwd: root, env: { ...process.env, PATH }, stdio: "inherit" });

const target = join(process.env.CARGO_TARGET_DIR ?? join(root, "target"));
const out = join(root, ".build", "schedule");
run("cargo", "build", "--release", "--quiet", "--no-default-features", "--features", "bench", "--bin", "schedule", "--target", "wasm32-unknown-unknown");
run("wasm-bindgen", "--target", "nodejs", "--no-typescript", "--out-dir", out, join(target, "wasm32-unknown-unknown", "release", "schedule.wasm"));
const wasm = join(out, "schedule_bg.wasm");
run("wasm-opt", "-Oz", ...FEATURES.map((name) => `--enable-${name}`), wasm, "-o", wasm);
// What it made is of another kind of module than this package.
writeFileSync(join(out, "package.json"), '{ "type": "commonjs" }');
createRequire(import.meta.url)(join(out, "schedule.js"));

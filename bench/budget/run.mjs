// One command: installs the peers, builds their pages, and measures them and Pitchwright in one
// run. Build the page first (./pitchwright serve builds), then: node bench/budget/run.mjs
//   --n 1000            budgets of so many lines; 1,000 and 10,000 without it
//   --only ours,ag-grid some of them; --runs 3 how often each (5); --out x.md where to (results.md)
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

process.chdir(fileURLToPath(new URL(".", import.meta.url)));
if (!existsSync("../../dist/index.html")) {
  console.error("There is no page in dist/ yet: ./pitchwright serve builds it.");
  process.exit(1);
}
if (!existsSync("node_modules/.package-lock.json")) {
  execFileSync("npm", ["ci", "--no-audit", "--no-fund"], { stdio: "inherit" });
}
if (!existsSync("dist")) await import("./build.mjs");
await import("./bench.mjs");

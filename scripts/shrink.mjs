// Makes wasm small, or quick, with Binaryen's wasm-opt.
import { spawn } from "node:child_process";
import { statSync } from "node:fs";
import { availableParallelism } from "node:os";

export const FEATURES = ["bulk-memory", "nontrapping-float-to-int", "sign-ext", "mutable-globals", "reference-types", "multivalue"];

const shrink = (file, level) => new Promise((done, failed) => {
  // For a profile: NAMES=1 keeps the names of functions.
  const options = [level, process.env.NAMES ? "-g" : "--strip-debug", "--strip-producers", ...FEATURES.map((name) => `--enable-${name}`)];
  spawn("wasm-opt", [...options, file, "-o", file], { stdio: ["ignore", "inherit", "inherit"] })
    .on("error", failed)
    .on("exit", (code) => code === 0 ? done() : failed(new Error(`wasm-opt ends with ${code} at ${file}`)));
});

/** Optimises files in their places, each `[file, level]`: as many at once as there are processors, the largest first. */
export async function shrinkAll(files) {
  const left = files.toSorted(([one], [other]) => statSync(other).size - statSync(one).size);
  const next = async () => {
    for (let file; (file = left.shift());) await shrink(...file);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, next));
}

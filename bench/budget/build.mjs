import { build } from "esbuild";
import { bundle } from "../shared/bundle.mjs";

await bundle(build, ["common.js", "formulas.js", "lines.js", "measure.js"]);

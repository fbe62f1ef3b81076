// Words that try to be more than words, and a pitch that is full of them.
import { readFileSync } from "node:fs";

/** Each would set `__xss`, open a dialog, or ask another host, if it were taken for markup or followed. */
export const XSS = [
  "<script>window.__xss=1</script>",
  "<img src=x onerror=window.__xss=1>",
  "<svg onload=window.__xss=1>",
  "<svg><animate onbegin=window.__xss=1 attributeName=x dur=1s></svg>",
  "<details open ontoggle=window.__xss=1>",
  "<iframe srcdoc='<script>parent.__xss=1</script>'></iframe>",
  "<style onload=window.__xss=1></style>",
  "<input autofocus onfocus=window.__xss=1>",
  "<video><source onerror=window.__xss=1></video>",
  "<body onload=window.__xss=1>",
  "<base href=https://elsewhere.example/>",
  "<link rel=stylesheet href=https://elsewhere.example/x.css>",
  "<img src=https://elsewhere.example/x.png>",
  "<meta http-equiv=refresh content='0;url=https://elsewhere.example/'>",
  "</title></textarea></style></script><script>window.__xss=1</script>",
  "\"><script>window.__xss=1</script>",
  "' onmouseover=window.__xss=1 x='",
  "<math><mtext><table><mglyph><style><!--</style><img title=\"--><img src=1 onerror=window.__xss=1>\">",
  "<noscript><p title=\"</noscript><img src=x onerror=window.__xss=1>\">",
  "javascript:window.__xss=1",
  "{{constructor.constructor('window.__xss=1')()}}",
  "${window.__xss=1}",
];
export const LINKS = [
  "[one](javascript:window.__xss=1)", "[two](JaVaScRiPt:window.__xss=1)", "[three](java&Tab;script:window.__xss=1)",
  "[four](data:text/html,<script>window.__xss=1</script>)", "[five](vbscript:x)", "<javascript:window.__xss=1>",
  "[six][s]\n\n[s]: javascript:window.__xss=1", "![seven](https://elsewhere.example/spy.png)",
  "[eight](https://e.example/\"onmouseover=\"window.__xss=1)", "<a href=\"javascript:window.__xss=1\">nine</a>",
];

/** The example with every word of it in the place of which these stand, one after another.
 * @param {string[]} words
 * @param {number} start */
export function hostile(words, start) {
  const example = JSON.parse(readFileSync("assets/example.pitch.json", "utf8"));
  const text = new Set(["title", "name", "note", "notes", "text", "idea", "rationale", "executions", "organisation", "brand", "position",
    "part", "background", "metric", "baseline", "target", "audience", "insight", "biography", "discipline", "unit",
    "description", "caption", "channel", "placement", "format", "specification", "acceptance", "out_of_scope", "changes",
    "assumptions", "exclusions", "cancellation", "ownership", "agency", "subtitle", "version", "speaker_notes", "next_action", "speaker"]);
  let at = start;
  const walk = (value, key = "") => {
    if (Array.isArray(value)) return value.map((entry) => walk(entry, key));
    if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, walk(entry, key)]));
    if (typeof value !== "string" || !text.has(key)) return value;
    const word = words[at++ % words.length];
    return key === "text" ? `${word}\n\n${LINKS[at % LINKS.length]}\n\n- ${word}\n` : word;
  };
  example.pitch = walk(example.pitch);
  example.pitch.title = `Hostile ${words[start % words.length]}`;
  example.id = `hostile-${start}`;
  return JSON.stringify(example);
}

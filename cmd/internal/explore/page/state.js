// The state of the page, which has the keys of a document, and its language and theme.
const kinds = {
  surface: "string", formula: "string", order: "string", lang: "string", theme: "string",
  l1: "number", l2: "number", lr: "number", steps: "number", noise: "number", clip: "number", seed: "number",
  window: "array", optimizer: "array", schedule: "array", start: "array", batch: "array", param: "object",
};
let state = fromFragment() ?? structuredClone(data.state);

// fromFragment reads the state in the address, null if there is none. Keys and types that no state has
// are dropped; the worker checks the values.
function fromFragment() {
  if (location.hash.length < 2) return null;
  try {
    const given = JSON.parse(decodeURIComponent(location.hash.slice(1))), out = {};
    for (const [key, kind] of Object.entries(kinds)) {
      const v = given[key];
      const is = Array.isArray(v) ? "array" : v === null ? "null" : typeof v;
      if (is === kind) out[key] = v;
    }
    return out;
  } catch {
    return null;
  }
}

const fragment = () => "#" + encodeURIComponent(JSON.stringify(state));

let saving = 0; // browsers allow few changes of the address a second
function remember() {
  clearTimeout(saving);
  saving = setTimeout(() => history.replaceState(null, "", fragment()), 400);
}

const word = key => (data.words[state.lang] ?? data.words.en)[key];
const isDark = () => state.theme ? state.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
const theme = () => data.themes[isDark() ? "dark" : "light"];

// Texts of rules: NAME:KEY=VALUE,... SCHEDULE.
const ruleName = t => t.split(/[:( ]/)[0];
const scheduleOf = t => /^[^ ]+ (.+)$/.exec(t)?.[1] ?? "";
const withoutSchedule = t => t.split(" ")[0];
const joined = (rule, schedule) => schedule ? `${rule} ${schedule}` : rule;
const withoutRate = t => t.replace(/([:,])lr=[^,): ]*,?/, "$1").replace(/[:,](?=$| |\))/, "");
function keysOf(t) {
  const out = {};
  for (const part of t.slice(t.indexOf(":") + 1).split(",")) {
    const [key, value] = part.split("=");
    if (value !== undefined) out[key] = value;
  }
  return out;
}

// A document as YAML, and as a command of the shell.
const plain = v => typeof v === "number" ? String(v) : JSON.stringify(v);
function asYAML(s) {
  let out = "";
  for (const key of Object.keys(kinds)) {
    const v = s[key];
    if (v === undefined || v.length === 0) continue;
    if (key === "param") out += "param:\n" + Object.entries(v).map(([k, n]) => `  ${k}: ${n}\n`).join("");
    else if (key === "start") out += "start:\n" + v.map(x => `  - [${x.join(", ")}]\n`).join("");
    else if (Array.isArray(v)) out += typeof v[0] === "number" ? `${key}: [${v.join(", ")}]\n` : `${key}:\n` + v.map(t => `  - ${plain(t)}\n`).join("");
    else out += `${key}: ${plain(v)}\n`;
  }
  return out;
}

const quoted = t => /^[\w.,:=+\/@-]+$/.test(t) ? t : "'" + t.replaceAll("'", "'\\''") + "'";
function asCommand(s) {
  const words = ["optviz", "plot"];
  const flag = (name, v) => words.push("--" + name, quoted(String(v)));
  if (s.formula) words.push("-f", quoted(s.formula)); else if (s.surface) words.push(quoted(s.surface));
  for (const [k, v] of Object.entries(s.param ?? {})) flag("param", `${k}=${v}`);
  for (const t of s.optimizer ?? []) flag("optimizer", t);
  for (const x of s.start ?? []) flag("start", x.join(","));
  if (s.window) flag("window", s.window.join(","));
  for (const b of s.batch ?? []) flag("batch", b);
  for (const key of ["lr", "steps", "noise", "clip", "seed", "order", "l1", "l2", "theme"]) if (s[key] !== undefined) flag(key, s[key]);
  if (s.lang === "de") flag("lang", "de");
  return words.join(" ");
}

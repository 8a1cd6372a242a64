// The state of the page, which has the keys of a document, and its language and theme.
const isText = v => typeof v === "string";
const listOf = is => v => Array.isArray(v) && v.length <= 100 && v.every(is);
const kinds = { // what a value of a key must be; whether it makes sense, the worker says
  surface: v => isText(v) && !v.startsWith("-"), formula: isText, param: v => v !== null && typeof v === "object" && listOf(Number.isFinite)(Object.values(v)) && !Array.isArray(v),
  l1: Number.isFinite, l2: Number.isFinite, window: v => listOf(Number.isFinite)(v) && v.length >= 2 && v.length % 2 === 0,
  optimizer: listOf(isText), schedule: listOf(isText), lr: Number.isFinite, steps: Number.isInteger, start: listOf(listOf(Number.isFinite)),
  batch: listOf(Number.isInteger), order: isText, noise: Number.isFinite, clip: Number.isFinite, seed: Number.isInteger,
  lang: v => Object.hasOwn(data.words, v), theme: v => v === "light" || v === "dark",
};
let refused = []; // keys of the address that are none, or have a value of a wrong type
let place = null; // the story and the step in the address, from 1; null without
let state = fromFragment() ?? checked(data.state);

function fits(key, v) { return Object.hasOwn(kinds, key) && kinds[key](v); }

// checked returns a state with the known keys of an object whose values have the right types.
function checked(given) {
  const out = {optimizer: [], start: [], lang: data.state.lang};
  for (const [key, v] of Object.entries(given)) if (fits(key, v)) out[key] = structuredClone(v);
  if (!out.surface && !out.formula) out.surface = data.state.surface ?? "rosenbrock";
  return out;
}

// fromFragment reads the state in the address, null if there is none.
function fromFragment() {
  refused = [];
  place = null;
  if (location.hash.length < 2) return null;
  try {
    const all = JSON.parse(decodeURIComponent(location.hash.slice(1)));
    if (all !== null && typeof all === "object" && !Array.isArray(all)) {
      const {story, step, ...given} = all;
      if (story !== undefined) place = {story, step: step ?? 1};
      refused = Object.entries(given).filter(([key, v]) => !fits(key, v)).map(([key]) => key);
      return checked(given);
    }
  } catch { /* no JSON: as if it were not there, but said */ }
  refused = [location.hash.slice(0, 40)];
  return null;
}

const fragment = () => "#" + encodeURIComponent(JSON.stringify({...state, ...placeInStory()}));

let saving = 0; // browsers allow few changes of the address a second
function remember() {
  clearTimeout(saving);
  saving = setTimeout(() => history.replaceState(null, "", fragment()), 400);
}

// rememberStep gives what is shown an address of its own, so that the browser's way back leads to the one before.
function rememberStep() {
  clearTimeout(saving);
  history.pushState(null, "", fragment());
}

const word = key => (data.words[state.lang] ?? data.words.en)[key] ?? key;
const isDark = () => state.theme ? state.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
const theme = () => data.themes[isDark() ? "dark" : "light"];

// Texts of rules: NAME:KEY=VALUE,... SCHEDULE. A rule may stand around another: NAME(RULE):...
const ruleName = t => /^[\w-]*/.exec(t)[0];
const innerRule = t => /^[\w-]+\((.*)\)/.exec(t)?.[1] ?? "";
const scheduleOf = t => /^\S+ +(.+)$/.exec(t)?.[1] ?? "";
const withoutSchedule = t => t.split(" ")[0];
const joined = (rule, schedule) => schedule ? `${rule} ${schedule}` : rule;

// A state as a document of YAML.
function asYAML(s) {
  let out = "";
  for (const key of Object.keys(kinds)) {
    const v = s[key];
    if (v === undefined || v.length === 0 || key === "surface" && s.formula) continue;
    if (key === "param") out += "param:\n" + Object.entries(v).map(([k, n]) => `  ${JSON.stringify(k)}: ${n}\n`).join("");
    else if (key === "start") out += "start:\n" + v.map(x => `  - [${x.join(", ")}]\n`).join("");
    else if (!Array.isArray(v)) out += `${key}: ${JSON.stringify(v)}\n`;
    else if (isText(v[0])) out += `${key}:\n` + v.map(t => `  - ${JSON.stringify(t)}\n`).join("");
    else out += `${key}: [${v.join(", ")}]\n`;
  }
  return out;
}

// A state as a command for the shell.
const quoted = t => /^[\w.,:=+/@-]+$/.test(t) ? t : "'" + t.replaceAll("'", "'\\''") + "'";
function asCommand(s) {
  const words = ["optviz", "plot"];
  const flag = (name, v) => words.push(`--${name}=${quoted(String(v))}`);
  if (s.formula) flag("formula", s.formula); else words.push(quoted(s.surface));
  for (const [k, v] of Object.entries(s.param ?? {})) flag("param", `${k}=${v}`);
  for (const t of s.optimizer) flag("optimizer", t);
  for (const t of s.schedule ?? []) flag("schedule", t);
  for (const x of s.start) flag("start", x.join(","));
  if (s.window) flag("window", s.window.join(","));
  for (const b of s.batch ?? []) flag("batch", b);
  for (const key of ["lr", "steps", "noise", "clip", "seed", "order", "l1", "l2", "theme"]) if (s[key] !== undefined) flag(key, s[key]);
  if (s.lang === "de") flag("lang", "de");
  return words.join(" ");
}

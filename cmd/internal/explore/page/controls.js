// Elements of the page. Texts become text, never markup.
function make(tag, attributes = {}, ...children) {
  const e = document.createElement(tag);
  for (const [name, v] of Object.entries(attributes)) {
    if (name.startsWith("on")) e[name] = v;
    else if (v === true) e.setAttribute(name, "");
    else if (v !== false && v !== undefined && v !== null) e.setAttribute(name, v);
  }
  e.append(...children.filter(c => c !== undefined && c !== null));
  return e;
}
const button = (label, sign, act, more = {}) => make("button", {type: "button", "aria-label": label, title: label, onclick: act, ...more}, sign);

// showIf shows or hides an element, without work for the browser where it is so.
function showIf(e, yes) { if (e.hidden === Boolean(yes)) e.hidden = !yes; }

// icons are drawn in a box of 20 x 20.
const icons = {
  copy: "M7 7h9v9h-9ZM4 13V4h9", remove: "M5 5l10 10M15 5l-10 10", plus: "M10 4v12M4 10h12", minus: "M4 10h12", whole: "M4 8V4h4M12 4h4v4M16 12v4h-4M8 16H4v-4",
  play: "M6 4L16 10L6 16Z", pause: "M7 4v12M13 4v12", first: "M5 4v12M15 4L8 10l7 6Z", last: "M15 4v12M5 4l7 6L5 16Z", back: "M12.5 4.5L7 10l5.5 5.5", next: "M7.5 4.5L13 10l-5.5 5.5",
  pencil: "M4 16l1-4 8-8 3 3-8 8ZM11.5 5.5l3 3", undo: "M7.5 4L4 7.5L7.5 11M4 7.5h7.5a4.5 4.5 0 0 1 0 9H8", sun: "M10 6.5a3.5 3.5 0 1 0 .01 0ZM10 1.5v2M10 16.5v2M1.5 10h2M16.5 10h2M4 4l1.4 1.4M14.6 14.6L16 16M4 16l1.4-1.4M14.6 5.4L16 4", moon: "M15.5 12.2A6.6 6.6 0 1 1 8.4 3.6a5.4 5.4 0 0 0 7.1 8.6Z",
};
function icon(name) {
  const part = (tag, attributes) => {
    const e = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [key, v] of Object.entries(attributes)) e.setAttribute(key, v);
    return e;
  };
  const strokes = {fill: "none", stroke: "currentColor", "stroke-width": 1.7, "stroke-linecap": "round", "stroke-linejoin": "round"};
  const svg = part("svg", {viewBox: "0 0 20 20", width: 18, height: 18, "aria-hidden": "true", ...strokes});
  svg.append(part("path", {d: icons[name]}));
  return svg;
}

// choice is a list to choose from: pairs of a value and its text.
function choice(label, options, value, act, more = {}) {
  const e = make("select", {"aria-label": label, onchange: () => act(e.value), ...more}, ...options.map(([v, t]) => make("option", {value: v}, t)));
  e.value = value;
  return e;
}

// setValue shows a value in a field unless the reader is in it.
function setValue(field, value) {
  if (document.activeElement === field) return;
  field.value = field.type === "text" ? typed(value) : value;
  field.removeAttribute("aria-invalid");
}

// typed writes a number as the reader types it, and a text as it is.
const typed = v => typeof v === "number" && state.lang === "de" ? String(v).replace(".", ",") : v;

// numberField is a field for a number that calls act with what is typed, once it is a number within
// the field's bounds; where empty is allowed, with undefined. Its text is the page's to read: a number
// field of the browser drops the comma of 0,05 without a word.
function numberField(label, value, act, {mayBeEmpty, min, max, step, ...attributes} = {}) {
  const e = make("input", {type: "text", inputmode: "decimal", autocomplete: "off", "aria-label": label, value: typed(value), ...attributes});
  const isRight = v => Number.isFinite(v) && v >= (min ?? -Infinity) && v <= (max ?? Infinity) && (step !== 1 || Number.isInteger(v));
  e.oninput = () => {
    const text = e.value.trim(), v = text === "" ? undefined : Number(text.replace(",", ".").replace("−", "-"));
    const right = v === undefined ? Boolean(mayBeEmpty) : isRight(v);
    e.setAttribute("aria-invalid", String(!right));
    if (right) act(v);
  };
  return e;
}

// labelled puts a name before a control.
const labelled = (name, ...controls) => make("label", {class: "row"}, make("span", {class: "name"}, name), ...controls);

// logSlider is a slider on a logarithmic scale with a field for the exact number; its set shows a number.
function logSlider(label, value, act, least = 1e-6, name) {
  const slider = make("input", {type: "range", min: -6, max: 1, step: 0.01, "aria-label": label, "data-name": name && name + " slider"});
  const field = numberField(label, value, v => { if (v > 0) { place(v); act(v); } }, {min: 0, class: "short", "data-name": name});
  const place = v => {
    slider.min = Math.min(Math.log10(least), Math.floor(Math.log10(v))); slider.max = Math.max(1, Math.ceil(Math.log10(v)));
    slider.value = Math.log10(v); slider.setAttribute("aria-valuetext", shown(v));
  };
  slider.oninput = () => {
    const v = +(10 ** +slider.value).toPrecision(2);
    field.value = typed(v); slider.setAttribute("aria-valuetext", shown(v)); act(v);
  };
  const set = v => { if (document.activeElement !== slider) place(v); setValue(field, +v.toPrecision(6)); };
  set(value);
  return {parts: [slider, field], set};
}

// bounds returns the ends of an interval such as "[0,1)", null at an end that is none.
function bounds(text) {
  const m = /^([[(])([^,]*),([^,]*)([\])])$/.exec(text ?? "");
  const end = t => m && Number.isFinite(+t) ? +t : null;
  return m ? {low: end(m[2]), high: end(m[3]), openLow: m[1] === "(", openHigh: m[4] === ")"} : {low: null, high: null};
}

// controlKind returns what a parameter of the catalogue is set with.
function controlKind(p) {
  if (p.choices.length) return "choice";
  if (p.value === "" || isRelative(p) || !Number.isFinite(+p.value)) return "text"; // a list, or relative to the run
  const {low, high} = bounds(p.in);
  return low !== null && high === null && +p.value > 0 && !p.whole ? "log" : "number";
}
const isRelative = p => p.value === "0" && /[^\d.e+-]/.test(p.default ?? "0");

// paramControl is a control for a parameter of the catalogue, with its range; its set shows another value.
function paramControl(p, act, name) {
  const element = labelled(p.title), {parts, set} = controls[controlKind(p)](p, act, name);
  element.title = state.lang === "en" ? p.doc ?? "" : "";
  element.append(...parts);
  return {element, set};
}

const controls = {
  choice(p, act, name) {
    const e = choice(p.title, p.choices.map(c => [c, c]), p.value, act, {"data-name": name});
    return {parts: [e], set: p => setValue(e, p.value)};
  },
  text(p, act, name) {
    const typed = p => isRelative(p) ? "" : p.value;
    const e = make("input", {type: "text", class: "short", "aria-label": p.title, value: typed(p), placeholder: p.default, onchange: () => act(e.value || p.default), "data-name": name});
    return {parts: [e], set: p => setValue(e, typed(p))};
  },
  log(p, act, name) {
    const {low} = bounds(p.in), {parts, set} = logSlider(p.title, +p.value, v => act(String(Math.max(low, v))), low || undefined, name);
    return {parts, set: p => set(+p.value)};
  },
  number(p, act, name) {
    const {low, high, openLow, openHigh} = bounds(p.in), within = v => !(openLow && v === low) && !(openHigh && v === high);
    const field = numberField(p.title, +p.value, v => { if (within(v)) { if (slider) slider.value = v; act(String(v)); } },
      {step: p.whole ? 1 : "any", min: low, max: high, class: "short", "data-name": name});
    const slider = low !== null && high !== null && high - low <= 100 ? make("input", {type: "range", "aria-label": p.title, min: low, max: high, step: p.whole ? 1 : (high - low) / 1000, value: p.value, "data-name": name && name + " slider"}) : null;
    if (slider) slider.oninput = () => { const v = +(+slider.value).toPrecision(6); if (within(v)) { field.value = typed(v); act(String(v)); } };
    const parts = slider ? [slider, field] : [field];
    return {parts, set: p => parts.forEach(e => setValue(e, +p.value))};
  },
};

// rebuilt replaces the children of an element and gives the focus back to what had it.
function rebuilt(root, children) {
  const field = root.contains(document.activeElement) ? document.activeElement : null, {name: focused} = field?.dataset ?? {};
  const {value, selectionStart} = field ?? {};
  const open = new Set([...root.querySelectorAll("details[data-name]")].filter(d => d.open).map(d => d.dataset.name));
  root.replaceChildren(...children);
  for (const d of root.querySelectorAll("details[data-name]")) if (open.has(d.dataset.name)) d.open = true;
  const again = focused && [...root.querySelectorAll("[data-name]")].find(e => e.dataset.name === focused);
  if (!again) return;
  again.focus();
  if (again.type !== "text") return;
  again.value = value;
  again.setSelectionRange(selectionStart, selectionStart);
}

// mathText shows a formula: what stands after ^ is raised, and after _ lowered.
function mathText(t) {
  const out = make("span", {class: "math"});
  for (const part of t.replace(/ - /g, " − ").replace(/^-/, "−").split(/([\^_](?:\{[^}]*\}|-?[a-zA-Z0-9.]+|\([^)]*\)))/)) {
    out.append(/^[\^_]/.test(part) ? make(part[0] === "^" ? "sup" : "sub", {}, part.slice(1).replace(/^\{|\}$/g, "")) : part);
  }
  return out;
}

// Elements of the page. Texts become text, never markup.
function make(tag, attributes = {}, ...children) {
  const e = document.createElement(tag);
  for (const [name, v] of Object.entries(attributes)) {
    if (name.startsWith("on")) e[name] = v;
    else if (v === true) e.setAttribute(name, "");
    else if (v !== false && v !== undefined) e.setAttribute(name, v);
  }
  e.append(...children.filter(c => c !== undefined && c !== null));
  return e;
}
const button = (label, sign, act, more = {}) => make("button", {type: "button", "aria-label": label, title: label, onclick: act, ...more}, sign);
const choice = (label, options, value, act) => {
  const e = make("select", {"aria-label": label, title: label, onchange: () => act(e.value)}, ...options.map(([v, t]) => make("option", {value: v}, t)));
  e.value = value;
  return e;
};

// numberField is a field for a number that calls act with what is typed, once it is a number.
function numberField(label, value, act, more = {}) {
  const e = make("input", {type: "number", step: "any", "aria-label": label, value, ...more});
  e.oninput = () => { if (e.value !== "" && e.checkValidity()) act(+e.value); };
  return e;
}

// slid is a slider on a logarithmic scale with a field for the exact number.
function slid(label, value, act, {low = 1e-5, high = 10} = {}) {
  const from = Math.log10(Math.min(low, value / 10)), to = Math.log10(Math.max(high, value * 2));
  const slider = make("input", {type: "range", min: from, max: to, step: "any", "aria-label": label});
  const field = numberField(label, +value.toPrecision(6), v => { if (v > 0) { slider.value = Math.log10(v); act(v); } }, {min: 0});
  slider.value = Math.log10(value);
  slider.setAttribute("aria-valuetext", shown(value));
  slider.oninput = () => {
    const v = +(10 ** +slider.value).toPrecision(3);
    field.value = v; slider.setAttribute("aria-valuetext", shown(v)); act(v);
  };
  return [slider, field];
}

// bounds returns the ends of an interval such as "[0,1)", null at an end that is none.
function bounds(text) {
  const m = /^([[(])([^,]*),([^,]*)([\])])$/.exec(text ?? "");
  const end = t => m && Number.isFinite(+t) ? +t : null;
  return m ? {low: end(m[2]), high: end(m[3]), openLow: m[1] === "(", openHigh: m[4] === ")"} : {low: null, high: null};
}

// paramControl is a control of a parameter of the catalogue, with its range.
function paramControl(p, value, act) {
  const label = make("label", {title: p.doc}, make("span", {}, p.key));
  if (p.choices.length) {
    label.append(choice(p.key, p.choices.map(c => [c, c]), value, act));
    return label;
  }
  if (!Number.isFinite(+value) || value === "") { // a list, or relative to the run
    const e = make("input", {type: "text", "aria-label": p.key, value, onchange: () => act(e.value)});
    label.append(e);
    return label;
  }
  const {low, high, openLow, openHigh} = bounds(p.in), step = p.whole ? 1 : "any";
  const field = make("input", {type: "number", "aria-label": p.key, value, step, min: low ?? undefined, max: high ?? undefined});
  const give = v => { if (v !== "" && !(openLow && +v === low) && !(openHigh && +v === high)) act(v); };
  field.oninput = () => { if (field.checkValidity()) { if (slider) slider.value = field.value; give(field.value); } };
  const slider = low !== null && high !== null ? make("input", {type: "range", "aria-label": p.key, min: low, max: high, step: p.whole ? 1 : (high - low) / 1000, value}) : null;
  if (slider) slider.oninput = () => { field.value = +(+slider.value).toPrecision(6); give(field.value); };
  label.append(...(slider ? [slider, field] : [field]));
  return label;
}

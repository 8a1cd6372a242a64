// The problem: surface, formula, steps, starts, window, noise and what else runs need.
function buildProblem() {
  const p = at("problem");
  const number = (key, name, more = {}) => {
    const field = numberField(name, state[key] ?? "", v => { set(key, v); }, {class: "short", mayBeEmpty: true, "data-name": key, ...more});
    return labelled(name, field);
  };
  const set = (key, v) => { if (v === undefined) delete state[key]; else state[key] = v; changed(); };
  rebuilt(p, [
    labelled(word("formula"), make("input", {type: "text", id: "formula", class: "wide", "aria-label": word("own"), placeholder: "(x^2 - 1)^2 + 2*y^2", value: state.formula ?? "",
      spellcheck: "false", autocapitalize: "off", autocomplete: "off", "aria-describedby": "caret", oninput: e => typeFormula(e.target.value), "data-name": "formula"})),
    make("div", {id: "caret", role: "alert", hidden: true}),
    make("div", {id: "surfaceParams", class: "params"}),
    make("div", {class: "params"}, number("steps", word("steps"), {min: 0, step: 1, placeholder: "–"})),
    make("div", {id: "starts"}),
    make("div", {id: "windowFields", class: "row"}),
    make("details", {"data-name": "further"}, make("summary", {}, word("further")), make("div", {class: "params"},
      number("noise", word("noise"), {min: 0, placeholder: "0"}), number("clip", word("clip"), {min: 0, placeholder: "–"}),
      number("seed", word("seed"), {min: 0, step: 1, placeholder: "0"}), number("l1", "L1", {min: 0, placeholder: "0"}), number("l2", "L2", {min: 0, placeholder: "0"}),
      labelled(word("batch"), make("input", {type: "text", class: "short", "data-name": "batch", "aria-label": word("batch"), placeholder: word("all"), value: (state.batch ?? []).join(" "),
        onchange: e => set("batch", e.target.value.trim() ? e.target.value.trim().split(/[\s,;]+/).map(Number).filter(Number.isInteger) : undefined)})),
      labelled(word("order"), choice(word("order"), [["", word("shuffled")], ["given", word("given")]], state.order ?? "", v => set("order", v || undefined), {"data-name": "order"})))),
  ]);
  fillStarts(); fillWindow(); fillSurfaceParams();
}

// typeFormula takes a formula as it is typed, with its constants: it becomes the surface once it can be read.
let typing = 0;
function typeFormula(text, constants = state.param ?? {}) {
  clearTimeout(typing);
  typing = setTimeout(() => edit(async () => {
    if (!text.trim()) return setSurface(data.state.surface ?? "rosenbrock");
    const param = Object.fromEntries(Object.entries(constants).filter(([name]) => new RegExp(`(?<![\\w.])${name}(?!\\w)`).test(text)));
    const next = {...state, formula: text, param, start: [], optimizer: []};
    delete next.window; delete next.surface;
    const out = await ask("run", next, {moving: true});
    if (at("formula").value !== text) return;
    if (!out.error) return setSurface("", {formula: text, param, known: out});
    showError(out);
    const name = /^unknown name (\w+)/.exec(out.reason)?.[1];
    if (name) at("caret").append(" ", make("button", {type: "button", onclick: () => typeFormula(text, {...param, [name]: 1})}, `${name} = 1`));
  }), 150);
}

// setSurface shows another surface, with its own start and window, and rates that suit it.
async function setSurface(name, {formula, param, known} = {}) {
  const next = {...state, surface: name, formula, param};
  for (const key of ["surface", "formula", "param"]) if (!next[key] || key === "param" && !Object.keys(param).length) delete next[key];
  for (const key of ["window", "batch", "order"]) delete next[key];
  next.start = [];
  const land = known ?? await ask("run", {...next, optimizer: []}, {moving: true});
  if (land.error) { fillHeader(); return showError(land); }
  next.optimizer = (await suited(next)).optimizer ?? next.optimizer;
  next.start = [land.surface.start]; next.window = land.window;
  if (land.surface.dim > 2) delete next.window;
  state = next;
  frame = Infinity;
  showState();
}

// fillSurfaceParams shows the parameters of the surface, or the constants of the formula.
function fillSurfaceParams() {
  const root = at("surfaceParams");
  if (state.formula) {
    const within = v => `[${Math.min(-10, 2 * v)},${Math.max(10, 2 * v)}]`;
    root.replaceChildren(...Object.entries(state.param ?? {}).map(([key, v]) =>
      paramControl({key, title: key, value: String(v), choices: [], in: within(v)}, n => { state.param[key] = +n; changed(); })));
    return;
  }
  const text = state.surface, entry = catalog.surfaces.find(s => s.name === ruleName(text)), given = textKeys(text);
  root.replaceChildren(...(entry?.params ?? []).map(p => paramControl({...p, value: given[p.key] ?? p.value}, v => editNewest(`surface ${p.key}`, v, v => setSurfaceKey(p.key, v)))));
}

// setSurfaceKey sets a parameter of the surface; another dimension needs other starts.
async function setSurfaceKey(key, value) {
  if (state.formula) return;
  const out = await ask("set", {}, {of: "surface", text: state.surface, key, value});
  if (out.error) return showError(out);
  if (key === "n") return setSurface(out.text);
  state.surface = out.text;
  changed();
}

// fillStarts shows a row of numbers for each start.
function fillStarts() {
  const root = at("starts");
  if (!root) return;
  const rows = state.start.map((x, i) => make("div", {class: "row"}, make("span", {class: "name"}, state.start.length > 1 ? `${word("start")} ${i + 1}` : word("start")),
    ...x.slice(0, 8).map((v, k) => numberField(`${word("start")} ${i + 1}, ${coordinate(k)}`, +v.toPrecision(6), n => { if (state.start[i]) state.start[i][k] = n; changed(); }, {class: "short", "data-name": `start ${i} ${k}`})),
    state.start.length > 1 ? button(word("lessStart"), icon("remove"), () => edit(() => { state.start.splice(i, 1); changedRules(); }), {class: "icon"}) : null));
  rebuilt(root, [...rows, button(word("newStart"), "+ " + word("newStart"), () => edit(addStart), {class: "small"})]);
}

const coordinate = k => answer && answer.surface.dim > 2 ? `x${k + 1}` : "xy"[k];

// addStart adds a start opposite to the last one.
function addStart() {
  const last = state.start.at(-1) ?? answer.surface.start, [x0, x1, y0, y1] = windowNow(), w = x1 - x0;
  const next = last.length === 2 ? [round(x0 + x1 - last[0], x1 - x0), round(y0 + y1 - last[1], y1 - y0)] : last.map(v => -v);
  while (state.start.some(x => x.join() === next.join())) next[0] += w / 10; // the middle is opposite to itself
  state.start.push(next);
  changedRules();
}

function fillWindow() {
  const root = at("windowFields"), dim = answer?.surface.dim;
  if (!root) return;
  root.hidden = !(dim <= 2);
  root.replaceChildren();
  if (root.hidden) return;
  const w = windowNow().slice(0, 2 * dim), fields = w.map((v, i) => numberField(`${word("window")} ${["x min", "x max", "y min", "y max"][i]}`, +v.toPrecision(5), n => {
    const next = [...windowNow()];
    next[i] = n;
    if (next[0] < next[1] && !(next[2] >= next[3])) setWindow(next);
  }, {class: "short", "data-name": `window ${i}`}));
  rebuilt(root, [make("span", {class: "name"}, word("window")), ...fields]);
}

// syncProblem shows numbers that changed elsewhere, as by a drag.
function syncProblem() {
  if (at("windowFields").querySelectorAll("input").length !== (answer.surface.dim <= 2 ? 2 * answer.surface.dim : 0)) fillWindow();
  for (const e of document.querySelectorAll("#starts [data-name]")) {
    const [, i, k] = e.dataset.name.split(" ");
    if (k in (state.start[i] ?? [])) setValue(e, +state.start[i][k].toPrecision(6));
  }
  for (const e of document.querySelectorAll("#windowFields [data-name]")) setValue(e, +windowNow()[e.dataset.name.split(" ")[1]].toPrecision(5));
  for (const e of document.querySelectorAll("#problem input[data-name=steps]")) setValue(e, state.steps ?? "");
}

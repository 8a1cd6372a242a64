// The problem: surface, formula, steps, starts, window, noise and what else runs need.
function buildProblem() {
  const p = at("problem");
  const number = (key, name, more = {}) => {
    const field = numberField(name, state[key] ?? "", v => { set(key, v); }, {class: "short", mayBeEmpty: true, "data-name": key, ...more});
    return labelled(name, field);
  };
  const set = (key, v) => edit(draft => put(draft, key, v));
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
        onchange: e => setBatch(e.target)})),
      labelled(word("order"), choice(word("order"), [["", word("shuffled")], ["given", word("given")]], state.order ?? "", v => set("order", v || undefined), {"data-name": "order"})))),
  ]);
  fillStarts(); fillWindow(); fillSurfaceParams();
}

// setBatch takes sizes of batches, unless one is none.
function setBatch(field) {
  const sizes = field.value.split(/[\s,;]+/).filter(Boolean).map(Number), isRight = sizes.every(n => Number.isInteger(n) && n > 0);
  field.setAttribute("aria-invalid", String(!isRight));
  if (isRight) edit(draft => put(draft, "batch", sizes.length ? sizes : undefined));
}

// typeFormula takes a formula as it is typed, with its constants: it becomes the surface once it can be read.
let typing = 0;
function typeFormula(text, constants = state.param ?? {}) {
  clearTimeout(typing);
  typing = setTimeout(() => edit(draft => takeFormula(draft, text, constants), showSurface), 150);
}

async function takeFormula(draft, text, constants) {
  if (at("formula").value !== text) return false; // typed on
  if (!text.trim()) {
    showError(null);
    return draft.formula ? takeSurface(draft, data.state.surface ?? "rosenbrock") : false;
  }
  const param = Object.fromEntries(Object.entries(constants).filter(([name]) => new RegExp(`(?<![\\w.])${name}(?!\\w)`).test(text)));
  const next = {...draft, formula: text, param, start: [], optimizer: []};
  for (const key of ["window", "surface", "batch", "order"]) delete next[key];
  const out = await ask("run", next, {moving: true});
  if (at("formula").value !== text) return false;
  if (!out.error) return takeSurface(draft, "", {formula: text, param, known: out});
  showError(out);
  const name = /^unknown name (\w+)/.exec(out.reason)?.[1];
  if (name) at("caret").append(" ", make("button", {type: "button", onclick: () => typeFormula(text, {...param, [name]: 1})}, `${name} = 1`));
  return false;
}

// setSurface shows another surface.
const setSurface = name => edit(draft => takeSurface(draft, name), showSurface);
function showSurface() { frame = Infinity; showState(); }

// takeSurface gives a draft another surface, with its own start and window, and rates that suit it.
async function takeSurface(draft, name, {formula, param, known} = {}) {
  const next = {...draft, surface: name, formula, param, start: []};
  for (const key of ["surface", "formula", "param"]) if (!next[key] || key === "param" && !Object.keys(param).length) delete next[key];
  for (const key of ["window", "batch", "order"]) delete next[key];
  const land = known ?? await ask("run", {...next, optimizer: []}, {moving: true});
  if (land.error) {
    fillHeader(); // with the surface that stays
    return refuse(land);
  }
  next.optimizer = (await suited(next)).optimizer ?? next.optimizer;
  complete(next, land);
  replace(draft, next);
}

// fillSurfaceParams shows the parameters of the surface, or the constants of the formula.
function fillSurfaceParams() {
  const root = at("surfaceParams");
  if (state.formula) {
    const within = v => `[${Math.min(-10, 2 * v)},${Math.max(10, 2 * v)}]`;
    root.replaceChildren(...Object.entries(state.param ?? {}).map(([key, v]) =>
      paramControl({key, title: key, value: String(v), choices: [], in: within(v)}, n => edit(draft => { if (draft.param) draft.param[key] = +n; })).element));
    return;
  }
  const text = state.surface, entry = catalog.surfaces.find(s => s.name === ruleName(text)), given = textKeys(text);
  root.replaceChildren(...(entry?.params ?? []).map(p => paramControl({...p, value: given[p.key] ?? p.value}, v => setSurfaceKey(p.key, v)).element));
}

// setSurfaceKey sets a parameter of the surface; another dimension needs other starts.
function setSurfaceKey(key, value) {
  const name = ruleName(state.surface ?? "");
  editNewest(`surface ${key}`, value, async (draft, v) => {
    if (draft.formula || ruleName(draft.surface) !== name) return false;
    const out = await ask("set", {}, {of: "surface", text: draft.surface, key, value: v});
    if (out.error) return refuse(out);
    if (key === "n") return takeSurface(draft, out.text);
    draft.surface = out.text;
  }, key === "n" ? showSurface : changed);
}

// fillStarts shows a row of numbers for each start.
function fillStarts() {
  const root = at("starts"), starts = startsNow(), disabled = !mayChangeStarts();
  if (!root) return;
  root.dataset.of = startsShape();
  const rows = starts.map((x, i) => make("div", {class: "row"}, make("span", {class: "name"}, starts.length > 1 ? `${word("start")} ${i + 1}` : word("start")),
    ...x.slice(0, 8).map((v, k) => numberField(`${word("start")} ${i + 1}, ${coordinate(k)}`, exact(v), n => setStart(i, k, n), {class: "short", disabled, "data-name": `start ${i} ${k}`})),
    starts.length > 1 ? button(word("lessStart"), icon("remove"), () => removeStart(i), {class: "icon"}) : null));
  rebuilt(root, [...rows, button(word("newStart"), "+ " + word("newStart"), addStart, {class: "small", disabled, "data-name": "newStart"})]);
}

// startsShape says which fields the starts need.
const startsShape = () => JSON.stringify([startsNow().map(x => x.length), answer?.surface.dim, mayChangeStarts(), state.lang]);

// exact writes a number without the last digits, in which only rounding shows.
const exact = v => +v.toPrecision(12);

function setStart(i, k, v) {
  edit(draft => {
    const x = startsIn(draft)[i];
    if (!x) return false;
    x[k] = v;
  });
}

function removeStart(i) {
  edit(draft => {
    if (draft.start.length < 2) return false;
    draft.start.splice(i, 1);
  }, changedRules);
}

const coordinate = k => answer && answer.surface.dim > 2 ? `x${k + 1}` : "xy"[k];

// addStart adds a start opposite to the last one.
function addStart() {
  if (!mayChangeStarts()) return;
  edit(draft => {
    const starts = startsIn(draft), last = starts.at(-1), [x0, x1, y0, y1] = windowNow(), w = x1 - x0;
    const next = last.length === 2 ? [round(x0 + x1 - last[0], x1 - x0), round(y0 + y1 - last[1], y1 - y0)] : last.map(v => -v);
    while (starts.some(x => x.join() === next.join())) next[0] += w / 10; // the middle is opposite to itself
    starts.push(next);
  }, changedRules);
}

function fillWindow() {
  const root = at("windowFields"), dim = answer?.surface.dim;
  if (!root) return;
  root.hidden = !(dim <= 2);
  root.replaceChildren();
  if (root.hidden) return;
  const w = windowNow().slice(0, 2 * dim), fields = w.map((v, i) => numberField(`${word("window")} ${["x min", "x max", "y min", "y max"][i]}`, exact(v), n => {
    const next = [...windowNow()];
    next[i] = n;
    if (next[0] < next[1] && !(next[2] >= next[3])) setWindow(next);
  }, {class: "short", "data-name": `window ${i}`}));
  rebuilt(root, [make("span", {class: "name"}, word("window")), ...fields]);
}

// syncProblem shows numbers that changed elsewhere, as by a drag.
function syncProblem() {
  if (at("windowFields").querySelectorAll("input").length !== (answer.surface.dim <= 2 ? 2 * answer.surface.dim : 0)) fillWindow();
  if (at("starts").dataset.of !== startsShape()) fillStarts();
  const starts = startsNow();
  for (const e of document.querySelectorAll("#starts input")) {
    const [, i, k] = e.dataset.name.split(" ");
    setValue(e, exact(starts[i][k]));
  }
  for (const e of document.querySelectorAll("#windowFields [data-name]")) setValue(e, exact(windowNow()[e.dataset.name.split(" ")[1]]));
  for (const e of document.querySelectorAll("#problem input[data-name=steps]")) setValue(e, state.steps ?? "");
}

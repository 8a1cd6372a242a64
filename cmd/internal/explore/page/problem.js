// The problem: surface, formula, steps, starts, window, noise and what else runs need.
function buildProblem() {
  const p = at("problem");
  const number = (key, name, more = {}) => {
    const field = numberField(name, state[key] ?? "", v => { set(key, v); }, {class: "short", mayBeEmpty: true, "data-name": key, ...more});
    return labelled(name, field);
  };
  const set = (key, v) => edit(draft => put(draft, key, v));
  rebuilt(p, [
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

// typeFormula takes a formula with its constants once its reader pauses or is done: it becomes the surface once
// it can be read. One of fewer coordinates on the way is not what is meant.
let typing = 0;
function typeFormula(text, {constants = state.param ?? {}, isDone = false} = {}) {
  let land;
  clearTimeout(typing);
  typing = setTimeout(() => edit(async draft => {
    if (text === (draft.formula ?? "") && constants === state.param) return false;
    land = await takeFormula(draft, text, constants, isDone);
    return Boolean(land);
  }, () => showLand(land)), isDone ? 0 : 400);
}

async function takeFormula(draft, text, constants, isDone) {
  const typedOn = () => at("formula").value !== text;
  if (typedOn()) return null;
  if (!text.trim()) {
    showError(null);
    return draft.formula ? takeSurface(draft, data.state.surface ?? "rosenbrock") : null;
  }
  const next = without(draft, ["surface", "window", "batch", "order"]);
  Object.assign(next, {formula: text, param: {...constants}, start: []});
  const land = await landOf(next);
  if (typedOn()) return null;
  if (land.error) {
    showError(land);
    const {name} = land;
    const add = () => typeFormula(text, {constants: {...next.param, [name]: 1}, isDone: true});
    const stay = e => e.preventDefault(); // in the field: to leave it would ask again, and put another button in place of this one
    if (name) at("caret").append(" ", make("button", {type: "button", onmousedown: stay, onclick: add}, word("addConstant") + ` ${name} = 1`));
    return null;
  }
  if (!isDone && land.surface.dim < answer.surface.dim) return null;
  if (draft.start.every(x => liesIn(x, land.window))) next.start = draft.start;
  return takeLand(draft, next, land);
}

// landOf returns the landscape of a state whose constants may be those of another formula: the ones that its own
// has not are dropped.
async function landOf(next) {
  for (;;) {
    const land = await ask("run", {...next, optimizer: []}), name = land.flag === "--param" ? land.value.split("=")[0] : "";
    if (!Object.hasOwn(next.param, name)) return land;
    delete next.param[name];
  }
}

const liesIn = (x, window) => x.length * 2 === window.length && x.every((v, i) => v >= window[2 * i] && v <= window[2 * i + 1]);

// without returns a copy of a state without some keys.
function without(of, keys) {
  const out = structuredClone(of);
  for (const key of keys) delete out[key];
  return out;
}

// setSurface shows another surface.
function setSurface(name) {
  let land;
  return edit(async draft => Boolean(land = await takeSurface(draft, name)), () => showLand(land));
}

// takeSurface gives a draft another surface, with its own start and window, and returns its landscape.
async function takeSurface(draft, name) {
  const next = without(draft, ["formula", "param", "window", "batch", "order"]);
  Object.assign(next, {surface: name, start: []});
  const land = await ask("run", {...next, optimizer: []});
  if (!land.error) return takeLand(draft, next, land);
  fillHeader(); // with the surface that stays
  showError(land);
  return null;
}

// takeLand gives a draft a state with another surface, of which the landscape is known.
function takeLand(draft, next, land) {
  if (fewerSteps && next.steps === fewerSteps.taken) put(next, "steps", fewerSteps.wanted);
  if (!Object.keys(next.param ?? {}).length) delete next.param;
  complete(next, land);
  replace(draft, next);
  return land;
}

let fewerSteps = null; // steps that were wanted, and those taken instead, since more take long here

// suitToSurface gives the rules rates that suit a surface that was chosen, and fewer steps where they take long.
async function suitToSurface() {
  const of = structuredClone(state), surface = surfaceOf(of);
  if (answer.unlisted) await ask("search", of); // rates depend on where the minima are
  const out = await ask("suit", of);
  if (surfaceOf(state) !== surface) return;
  if (out.error) return changed();
  await edit(draft => {
    if (surfaceOf(draft) !== surface) return false;
    const suited = draft.optimizer.map(t => out.optimizer[of.optimizer.indexOf(t)] ?? t).filter(Boolean); // "": it cannot run here
    draft.optimizer = suited.length ? suited : out.optimizer.filter(Boolean);
    if (draft.steps === of.steps && out.steps < draft.steps) {
      fewerSteps = {wanted: draft.steps, taken: out.steps};
      draft.steps = out.steps;
    }
  }, () => { changedRules(); noteSuited(of, out); });
}

// noteSuited says what was chosen for a surface, and offers the rates from before.
function noteSuited(of, out) {
  const texts = [], isGone = (_, i) => !out.optimizer[i], gone = out.optimizer.length === of.optimizer.length ? of.optimizer.filter(isGone) : of.optimizer;
  const hasNew = of.optimizer.some((t, i) => t !== out.optimizer[i]);
  if (gone.length) texts.push(word("cannotRun") + " " + gone.map(t => catalog.optimizers.find(o => o.name === ruleName(t))?.title ?? t).join(", ") + ".");
  if (hasNew) texts.push(word("suited"));
  if (out.steps < of.steps) texts.push(word("fewerSteps").replace("%d", out.steps));
  const back = make("button", {type: "button", class: "small", onclick: () => edit(draft => { draft.optimizer = of.optimizer; }, changedRules)}, word("oldRates"));
  at("note").replaceChildren(texts.join(" ") + " ", ...hasNew && !gone.length ? [back] : []);
  at("note").hidden = !texts.length;
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
  let land;
  editNewest(`surface ${key}`, value, async (draft, v) => {
    if (draft.formula || ruleName(draft.surface) !== name) return false;
    const out = await ask("set", {}, {of: "surface", text: draft.surface, key, value: v});
    if (out.error) return refuse(out);
    if (key === "n") return Boolean(land = await takeSurface(draft, out.text));
    draft.surface = out.text;
  }, () => key === "n" ? showLand(land) : changed());
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

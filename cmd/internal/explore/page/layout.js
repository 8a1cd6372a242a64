// What the page is made of: the parts that stand still, and the texts of the head.
let player = null; // the transport
let listening = null; // ends what the last layout listened to

function setTheme() {
  const root = document.documentElement, {paper, ink, soft, grid} = theme();
  root.lang = state.lang;
  root.style.colorScheme = isDark() ? "dark" : "light";
  for (const [name, v] of Object.entries({paper, ink, soft, grid})) root.style.setProperty("--" + name, v);
  root.style.setProperty("--accent", isDark() ? "#58aee8" : "#0072b2");
}

// fillKey explains the marks on the map.
function fillKey() {
  const root = at("key"), kinds = new Map();
  for (const [mark, points] of mapFrame ? markedPoints(answer, windowNow()) : []) {
    kinds.set(points.length > mostLarge ? "many" : mark, mark === "minimum" ? word("localMinimum") : points[0].name);
  }
  const named = new Map(mapFrame?.narrow ? answer.runs.map((r, i) => [r.name, i]).slice(0, 12) : []); // which the map has no room to name
  const id = JSON.stringify([...kinds, state.lang, answer.searched, ...[...named].map(([name, i]) => [name, looks[i]])]);
  if (root.dataset.of === id) return;
  root.dataset.of = id;
  const item = (draw, name) => make("span", {}, sample(draw, 22), name);
  const smaller = kind => kind === "best" || kind === "minimum" ? 0.8 : 1;
  const chip = ([name, i]) => make("button", {type: "button", class: "bare", onclick: () => choose(i)}, lookSample(looks[i]), name);
  root.replaceChildren(...[...named].map(chip), item(drawStart, word("startMark")),
    ...[...kinds].map(([kind, name]) => item((c, x, y, unit) => drawPoint(c, kind, x, y, smaller(kind) * unit), name)), answer.searched ? "" : word("searching"));
}

function fillTitle() {
  const title = at("heading"), key = answer.surface.title + answer.surface.formula + state.lang;
  if (title.dataset.of === key) return;
  title.dataset.of = key;
  title.replaceChildren(answer.surface.title);
  at("equation").firstChild.replaceChildren(mathText(answer.surface.formula));
  document.title = answer.surface.title;
}

function fillHeader() {
  const now = state.formula ? "" : ruleName(state.surface);
  rebuilt(at("tools"), [
    choice(word("surface"), [["", word("own")], ...catalog.surfaces.map(s => [s.name, s.title])], now, v => {
      if (v) setSurface(v); else openFormula();
    }, {id: "surface", "data-name": "surface"}),
    choice(word("language"), Object.keys(data.words).sort().map(l => [l, l.toUpperCase()]), state.lang, v => edit(draft => { draft.lang = v; }, buildAll), {id: "language", "data-name": "language"}),
    button(word("undo"), icon("undo"), undo, {class: "icon", id: "undo", "data-name": "undo"}),
    button(word(isDark() ? "light" : "dark"), icon(isDark() ? "sun" : "moon"), () => edit(draft => { draft.theme = isDark() ? "light" : "dark"; }, showState), {class: "icon", id: "theme", "data-name": "theme"}),
    shareMenu()]);
}

// mapPart makes the map, with its key and what moves the iterates below.
function mapPart() {
  const step = id => button(word(id), icon(id), null, {id});
  const zooming = (sign, key, act) => button(word(key), icon(sign), act, {class: "icon"});
  const speeds = ["0.25", "0.5", "1", "2", "4"].map(v => [v, digits(+v) + "×"]);
  return make("section", {id: "left", "aria-label": word("map")},
    make("div", {id: "map"},
      make("canvas", {id: "ground", class: "layer"}), make("canvas", {id: "over", class: "layer", role: "img", "aria-label": word("map")}),
      make("p", {id: "hint", class: stories.length ? "known" : ""}, word("drag")), make("p", {id: "tip", hidden: true})),
    make("div", {id: "below"}, make("p", {id: "key"}),
      zooming("plus", "closer", () => zoomMiddle(1 / 1.5)), zooming("minus", "farther", () => zoomMiddle(1.5)), zooming("whole", "whole", wholeWindow)),
    make("p", {id: "noMap", hidden: true}, word("noMap")),
    make("div", {id: "controls"}, step("first"), step("back"), step("play"), step("next"), step("last"),
      make("input", {type: "range", id: "scrub", min: 0, value: 0, "aria-label": word("scrub")}), make("span", {id: "where"}),
      choice(word("speed"), speeds, "1", () => {}, {id: "speed"})),
    group("problemGroup", word("problem"), false, make("div", {id: "problem"})));
}

// curvesPart makes the curves in their tabs, and the numbers of a step.
function curvesPart() {
  const head = make("tr", {}, ...readoutColumns.map(key => make("th", {scope: "col"}, word(key))));
  return make("section", {id: "curves", "aria-label": word("curves")},
    buildTabs(), make("canvas", {id: "chart", role: "img", "aria-label": word("curves")}),
    make("div", {class: "scroll"}, make("table", {}, make("caption", {id: "readoutStep"}), make("thead", {}, head), make("tbody", {id: "readout"}))),
    make("p", {id: "memory"}));
}

const group = (id, name, open, ...children) => make("details", {id, class: "group", open}, make("summary", {}, name), ...children);

// runsPart makes the room of the cards of the rules.
function runsPart() {
  return group("runsGroup", word("runs"), true, make("p", {id: "note", role: "status", hidden: true}), make("div", {id: "cards"}),
    make("div", {class: "row buttons"}, button(word("add"), "+ " + word("add"), addRule), button(word("suit"), word("suit"), suitRates)));
}

// formulaPart makes the field of an own formula, below the title.
function formulaPart() {
  const field = make("input", {type: "text", id: "formula", class: "wide", "aria-label": word("own"), placeholder: "(x^2 - 1)^2 + 2*y^2", value: state.formula ?? "",
    spellcheck: "false", autocapitalize: "off", autocomplete: "off", "aria-describedby": "caret", oninput: e => typeFormula(e.target.value),
    onchange: e => typeFormula(e.target.value, {isDone: true}), "data-name": "formula"});
  return make("section", {id: "formulaPart", hidden: !state.formula}, labelled(word("ownName"), field), make("div", {id: "caret", role: "alert", hidden: true}));
}

// typedFormula returns a formula that is typed and not yet taken, "" without one.
function typedFormula() {
  const field = document.getElementById("formula");
  return field && field.value !== field.dataset.of ? field.value : "";
}

// openFormula shows the field for an own formula.
function openFormula() {
  fillHeader(); // the list shows the surface that is there
  at("formulaPart").hidden = false;
  at("formula").focus();
}

// syncFormula shows the formula of a state that came from elsewhere.
function syncFormula() {
  const field = at("formula"), now = state.formula ?? "";
  if (now) at("formulaPart").hidden = false;
  if (field.dataset.of !== now) setValue(field, now);
  field.dataset.of = now;
}

// openProblem opens what is below a map that leaves room for it.
function openProblem() {
  const room = at("left").clientHeight - at("map").clientHeight - at("below").offsetHeight - at("controls").offsetHeight;
  at("problemGroup").open = matchMedia("(min-width: 900px)").matches && room > 190;
}

const saidOfRefused = () => word("refused") + refused.join(", ");

// buildAll makes the page anew, in the language of the state.
async function buildAll() {
  const told = await ask("catalog", {lang: state.lang});
  if (!told.error) catalog = told;
  const focused = document.activeElement?.dataset.name, typed = typedFormula();
  listening?.abort();
  listening = new AbortController();
  at("live").replaceChildren(
    make("header", {}, make("div", {class: "titles"}, make("h1", {id: "heading"}),
      make("p", {id: "equation"}, make("span", {}), button(word("ownFormula"), icon("pencil"), openFormula, {class: "icon bare"}))), make("div", {id: "tools"})),
    formulaPart(),
    make("section", {id: "story", "aria-label": word("stories"), hidden: true}),
    make("p", {id: "message", role: "alert", hidden: true}),
    make("div", {id: "columns"}, mapPart(), make("div", {id: "right"}, curvesPart(), runsPart())),
    make("p", {id: "said", class: "unseen", role: "status", "aria-live": "polite"}), make("p", {id: "toast", hidden: true}));
  player = transport({last: lastStep, frame: () => Math.min(frame, lastStep()), show, pause: 1, rate: () => Math.max(8, lastStep() / 8),
    words: () => ({play: word("play"), pause: word("pause")}), signs: () => ({play: icon("play"), pause: icon("pause")}), stopped: sayStep, signal: listening.signal});
  watchMap(); watchChart(); watchSizes();
  for (const use of ["pointerdown", "keydown"]) addEventListener(use, () => at("hint").classList.add("known"), {signal: listening.signal});
  fillStory();
  showState();
  if (typed) {
    openFormula();
    at("formula").value = typed;
    typeFormula(typed);
  }
  [...document.querySelectorAll("#live [data-name]")].find(e => e.dataset.name === focused)?.focus();
  if (refused.length) notice = saidOfRefused();
}

// watchSizes draws anew where a part gets another size, and lets the map end with the window.
function watchSizes() {
  const sizes = new ResizeObserver(() => {
    document.documentElement.style.setProperty("--head", at("columns").offsetTop + "px");
    later();
  });
  for (const e of [at("map"), at("chart"), at("story"), at("message"), at("formulaPart"), at("live").firstChild]) sizes.observe(e);
  listening.signal.addEventListener("abort", () => sizes.disconnect());
}

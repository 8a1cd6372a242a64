// The page: what it is made of, and what happens after each change of the state.
let answer = null, looks = []; // the last answer to "run", and the colours of its runs
let frame = stories[story]?.steps[chapter].at ?? Infinity; // the step that is shown; beyond the last: all
let near = null; // the iterate below the pointer
let catalog = null; // of surfaces, rules and schedules
let mapFrame = null; // where the map lies on its canvas, null without a map
let player = null;

let notice = ""; // what was wrong with the link: said until the next change

let paramsFor = ""; // the rules, and the language, of which the answers told the parameters

const run = newest("run", (out, of, more) => {
  if (out.error) return answer ? showError(out) : useOwnState(out.error);
  answer = out; answer.state = of;
  if (more.params) paramsFor = rulesOf(of);
  showError(notice ? {error: notice} : null);
  looks = looksOf(out.runs, Math.max(1, of.start.length));
  if (!state.window && out.surface.dim <= 2) state.window = out.window;
  if (!of.start.length) state.start = [Array.from(out.surface.start)];
  chosen = Math.min(chosen, Math.max(0, out.runs.length - 1));
  near = null;
  later();
  saySoon();
  if (view === "slice" || out.surface.dim !== 2) askSlice();
});

// useOwnState shows what the page began with, where a link has a state that cannot be computed.
function useOwnState(why) {
  if (notice) return showError({error: why}); // it cannot be computed, either
  notice = why;
  state = checked(data.state);
  showState();
}

// The map is asked for small at first, which is quick, and then as large as it is shown.
const quickMap = newest("map", takeMap), wholeMap = newest("map", takeMap);
function takeMap(out, of, asked) {
  if (out.error) return;
  const {box} = mapFrame ?? frameNow(out.window);
  const ratio = Math.min(2, devicePixelRatio || 1);
  ground = layerOf(out, asked, Math.round((box.right - box.left) * ratio), Math.round((box.bottom - box.top) * ratio));
  later();
}

let mapKey = "", sharpening = 0; // what the map was made of, and the wait for its large picture
function askMap() {
  const w = windowNow();
  if (!at("map").clientWidth) return;
  const {box} = frameNow(w), wide = box.right - box.left, high = box.bottom - box.top, of = {...answer.state, window: w};
  const key = JSON.stringify([surfaceOf(of), answer.surface.floor, w, wide, high, isDark()]);
  if (key === mapKey) return;
  mapKey = key;
  const size = by => ({width: Math.max(16, Math.round(wide * by)), height: Math.max(16, Math.round(high * by)), ...tonesOf(isDark() ? "dark" : "light")});
  quickMap(of, {...size(0.25), moving: true});
  clearTimeout(sharpening);
  sharpening = setTimeout(() => wholeMap(of, {...size(1), moving: true}), 100);
}
const frameNow = w => frameOf(at("map").clientWidth, at("map").clientHeight, w);

// changed computes anew after a change of the state. While something moves, critical points are not
// searched, which would take long; they are once it rests.
const rulesOf = of => JSON.stringify([of.optimizer, of.lang]);
let resting = 0;
function changed({moving} = {}) {
  if (answer) notice = "";
  clearTimeout(resting);
  if (moving) resting = setTimeout(changed, 300);
  run(state, {params: rulesOf(state) !== paramsFor, moving});
  remember();
}

// changedRules is changed after rules, schedules or starts came or went.
function changedRules() { showCards(); fillStarts(); changed(); }

// showState shows a state that came as a whole.
function showState() { mapKey = ""; slice = null; near = null; setTheme(); showCards(); buildProblem(); fillHeader(); changed(); }

let due = false; // whether a frame is to be drawn
function later() {
  if (due) return;
  due = true;
  requestAnimationFrame(() => { due = false; draw(); });
}
const redraw = later;

// draw shows the answer: map, runs, curves, numbers.
function draw() {
  if (!answer) return;
  reveal();
  const last = lastStep(), k = Math.min(frame, last);
  drawLeft(k);
  placeStarts();
  drawCurves();
  fillReadout();
  updateCards();
  syncProblem();
  const scrub = at("scrub");
  scrub.max = last; scrub.value = k; scrub.setAttribute("aria-valuetext", `${word("step")} ${k}`);
  at("where").textContent = `${word("step")} ${k} / ${last}`;
  fillTitle();
  fillKey();
}

// drawLeft draws the map with the runs or, where the surface has no two coordinates, a slice.
function drawLeft(k) {
  if (answer.surface.dim === 2) {
    mapFrame = frameNow(windowNow());
    at("map").style.setProperty("--wanted", mapFrame.wanted + "px");
    drawGround(at("ground"), mapFrame);
    askMap();
  } else {
    at("map").style.setProperty("--wanted", "520px");
    mapFrame = drawSlice(at("ground"));
  }
  showIf(at("noMap"), answer.surface.dim > 2); showIf(at("below"), mapFrame);
  if (mapFrame) drawRuns(at("over"), mapFrame, answer, looks, k, near); else fitted(at("over"));
  showTip();
}

// showTip names the iterate below the pointer.
function showTip() {
  const tip = at("tip");
  showIf(tip, near && mapFrame);
  if (tip.hidden) return;
  const r = answer.runs[near.run], [x, y] = placeIn(mapFrame, r, near.k), {box} = mapFrame;
  tip.textContent = `${r.name} · ${word("step")} ${near.k} · ${word("lossWord")} ${shown(r.loss[near.k])}`;
  const inside = x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
  showIf(tip, inside);
  tip.style.transform = `translate(${Math.min(x + 14, at("map").clientWidth - tip.offsetWidth - 4)}px, ${y > box.top + 60 ? y - 44 : y + 18}px)`;
}

function show(k) { frame = k >= lastStep() ? Infinity : k; near = null; later(); }

// reveal puts the page in place of the still figure, once there is something to see.
function reveal() {
  if (!at("live").hidden) return;
  loading.remove();
  at("still").hidden = true; at("live").hidden = false;
  document.documentElement.dataset.ready = "true";
}

// saySoon tells screen readers what became of the runs once changes settle.
let saying = 0;
function saySoon() {
  clearTimeout(saying);
  saying = setTimeout(() => say(answer.runs.slice(0, 6).map(r => `${r.label}: ${r.verdict}`).join("; ")), 600);
}
function sayStep() {
  clearTimeout(saying);
  const k = Math.min(frame, lastStep());
  saying = setTimeout(() => say(`${word("step")} ${k}: ` + answer.runs.slice(0, 6).map(r => `${r.label}: ${word("lossWord")} ${shown(r.loss[Math.min(k, lastOf(r))])}`).join("; ")), 300);
}
function say(t, seen) {
  at("said").textContent = t;
  if (!seen) return;
  at("toast").textContent = t; at("toast").hidden = false;
  setTimeout(() => { at("toast").hidden = true; }, 1600);
}

// showError says what is wrong with the state, beside the field that it is about if there is one.
function showError(out) {
  const box = at("message"), caret = at("caret"), isFormula = out?.flag === "--formula";
  box.hidden = !out || isFormula; caret.hidden = !isFormula;
  at("formula")?.setAttribute("aria-invalid", String(isFormula));
  if (isFormula) caret.replaceChildren(...out.at >= 0 ? [make("pre", {}, out.value + "\n" + " ".repeat(out.at) + "^")] : [], out.reason);
  else box.textContent = out ? out.error : "";
  if (out) reveal();
}

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
  if (mapFrame) for (const [mark, points] of markedPoints(answer, windowNow())) kinds.set(points.length > mostLarge ? "many" : mark, mark === "minimum" ? word("localMinimum") : points[0].name);
  const id = JSON.stringify([...kinds, state.lang]);
  if (root.dataset.of === id) return;
  root.dataset.of = id;
  const item = (draw, name) => make("span", {}, sample(draw, 22), name);
  root.replaceChildren(item(drawStart, word("startMark")), ...[...kinds].map(([kind, name]) => item((c, x, y, unit) => drawPoint(c, kind, x, y, kind === "best" || kind === "minimum" ? unit * 0.8 : unit), name)));
}

function fillTitle() {
  const title = at("heading"), key = answer.surface.title + answer.surface.formula + state.lang;
  if (title.dataset.of === key) return;
  title.dataset.of = key;
  title.replaceChildren(answer.surface.title);
  at("equation").replaceChildren(mathText(answer.surface.formula));
  document.title = answer.surface.title;
}

const heavy = ["network", "random-features"]; // surfaces that a page computes too slowly to offer them

function fillHeader() {
  const surfaces = catalog.surfaces.filter(s => !heavy.includes(s.name) || s.name === ruleName(state.surface ?? "")).map(s => [s.name, s.title]), own = ["", word("own")];
  at("tools").replaceChildren(
    choice(word("surface"), [own, ...surfaces], state.formula ? "" : ruleName(state.surface), v => {
      if (v) return setSurface(v);
      at("problemGroup").open = true; at("formula").focus();
    }, {id: "surface"}),
    choice(word("language"), Object.keys(data.words).sort().map(l => [l, l.toUpperCase()]), state.lang, v => { state.lang = v; buildAll(); }, {id: "language"}),
    button(isDark() ? word("light") : word("dark"), icon(isDark() ? "sun" : "moon"), () => { state.theme = isDark() ? "light" : "dark"; showState(); }, {class: "icon", id: "theme"}),
    shareMenu());
}

// buildAll makes the page anew, in the language of the state.
async function buildAll() {
  catalog = await ask("catalog", state);
  cards.length = 0;
  const step = (id, key, sign) => button(word(key), sign, null, {id});
  const zooming = (sign, key, act) => button(word(key), icon(sign), act, {class: "icon"});
  at("live").replaceChildren(
    make("header", {}, make("div", {class: "titles"}, make("h1", {id: "heading"}), make("p", {id: "equation"})), make("div", {id: "tools"})),
    make("section", {id: "story", "aria-label": word("stories"), hidden: true}),
    make("p", {id: "message", role: "alert", hidden: true}),
    make("div", {id: "columns"},
      make("section", {id: "left", "aria-label": word("map")},
        make("div", {id: "map"}, make("canvas", {id: "ground", class: "layer"}), make("canvas", {id: "over", class: "layer", role: "img", "aria-label": word("map")}),
          make("p", {id: "hint"}, word("drag")), make("p", {id: "tip", hidden: true})),
        make("div", {id: "below"}, make("p", {id: "key"}), zooming("plus", "closer", () => zoomMiddle(1 / 1.5)), zooming("minus", "farther", () => zoomMiddle(1.5)), zooming("whole", "whole", wholeWindow)),
        make("p", {id: "noMap", hidden: true}, word("noMap")),
        make("div", {id: "controls"}, step("first", "first", "▏◀◀"), step("back", "back", "◀"), step("play", "play", "▶"), step("next", "next", "▶▏"),
          make("input", {type: "range", id: "scrub", min: 0, value: 0, "aria-label": word("scrub")}), make("span", {id: "where"}),
          choice(word("speed"), ["0.25", "0.5", "1", "2", "4"].map(v => [v, digits(+v) + "×"]), "1", () => {}, {id: "speed"}))),
      make("div", {id: "right"},
        make("section", {id: "curves", "aria-label": word("curves")}, buildTabs(), make("canvas", {id: "chart", role: "img", "aria-label": word("curves")}),
          make("div", {class: "scroll"}, make("table", {}, make("caption", {id: "readoutStep"}),
            make("thead", {}, make("tr", {}, ...readoutColumns.map(key => make("th", {scope: "col"}, word(key))))), make("tbody", {id: "readout"}))), make("p", {id: "memory"})),
        group(word("runs"), true, make("div", {id: "cards"}), make("div", {class: "row buttons"}, button(word("add"), "+ " + word("add"), addRule), button(word("suit"), word("suit"), suitRates))),
        make("details", {id: "problemGroup", class: "group", open: true}, make("summary", {}, word("problem")), make("div", {id: "problem"})))),
    make("p", {id: "said", class: "unseen", role: "status", "aria-live": "polite"}), make("p", {id: "toast", hidden: true}));
  at("problemGroup").open = matchMedia("(min-width: 900px)").matches;
  player = transport({last: lastStep, frame: () => Math.min(frame, lastStep()), show, pause: 1, rate: () => Math.max(8, lastStep() / 8),
    words: () => ({play: word("play"), pause: word("pause")}), stopped: sayStep});
  watchMap(); watchChart();
  fillStory();
  showState();
  if (refused.length) notice = word("refused") + refused.join(", ");
  const sizes = new ResizeObserver(() => {
    document.documentElement.style.setProperty("--head", at("columns").offsetTop + "px");
    later();
  });
  for (const e of [at("map"), at("story"), at("message"), at("live").firstChild]) sizes.observe(e);
}

addEventListener("hashchange", () => { const given = fromFragment(); if (given) { state = given; buildAll(); } });
addEventListener("resize", later);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { if (!state.theme) showState(); });
setTheme();
const loading = make("p", {id: "loading", role: "status"}, word("loading"));
at("still").before(loading);
ready.then(buildAll, err => {
  const p = make("p", {role: "alert"}, word("ended") + err.message);
  loading.replaceWith(p);
});

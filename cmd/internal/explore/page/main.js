// The page: what it is made of, and what happens after each change of the state.
let answer = null, looks = []; // the last answer to "run", and the colours of its runs
let frame = stories[story]?.steps[chapter].at ?? Infinity; // the step that is shown; beyond the last: all
let near = null; // the iterate below the pointer
let catalog = null; // of surfaces, rules and schedules
let mapFrame = null; // where the map lies on its canvas, null without a map

let notice = ""; // what was wrong with the link: said until the next change

const run = newest("run", (out, of, more) => {
  if (out.error) return answer ? showError(out) : useOwnState(out.error);
  answer = out; answer.state = of;
  if (JSON.stringify(of) === JSON.stringify(state)) completeState(out);
  if (more.params) keepParams();
  showError(notice ? {error: notice} : null);
  looks = looksOf(out.runs, Math.max(1, of.start.length));
  chosen = Math.min(chosen, Math.max(0, out.runs.length - 1));
  near = null;
  later();
  saySoon();
  if (view === "slice" || out.surface.dim !== 2) askSlice();
  searchSoon();
  if (!of.optimizer.length) suitToSurface(); // a link may name no rules: plot's usual ones
});

// searchSoon finds the critical points of the window, which takes long, once the page rests.
let resting = 0;
function searchSoon() {
  clearTimeout(resting);
  if (answer.searched) return;
  resting = setTimeout(async () => {
    const of = answer.state, out = await ask("search", of);
    if (!out.error && surfaceOf(of) === surfaceOf(answer.state) && String(of.window) === String(answer.state.window)) changed();
  }, 300);
}

// completeState completes the state by the answer to it, and never by one to a state before.
function completeState(out) {
  complete(state, out);
  answer.state = structuredClone(state);
  remember();
}

// useOwnState shows what the page began with, where a link has a state that cannot be computed.
let isOwn = false;
function useOwnState(why) {
  if (isOwn) return showError({error: why}); // it cannot be computed, either
  isOwn = true;
  notice = why;
  edit(draft => replace(draft, checked(data.state)), showState);
}

// showLand shows a surface that was chosen before its runs are computed.
function showLand(land) {
  answer = {...land, state: {...structuredClone(state), optimizer: []}};
  looks = []; near = null; frame = Infinity; chosen = 0;
  showParts();
  remember();
  later();
  suitToSurface();
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
  quickMap(of, {...size(0.25)});
  clearTimeout(sharpening);
  sharpening = setTimeout(() => wholeMap(of, {...size(1)}), 100);
}
const frameNow = w => frameOf(at("map").clientWidth, at("map").clientHeight, w);

// changed computes anew after a change of the state.
function changed() {
  if (answer) notice = "";
  clearTimeout(resting);
  run(state, {params: wantsParams()});
  remember();
}

// changedRules is changed after rules, schedules or starts came or went.
function changedRules() { showCards(); fillStarts(); changed(); }

// showState shows a state that came as a whole.
function showState() { near = null; showParts(); changed(); }
function showParts() { mapKey = ""; slice = null; setTheme(); showCards(); buildProblem(); fillHeader(); syncFormula(); }

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
  at("undo").disabled = !past.length;
  fillTitle();
  fillKey();
}

// drawLeft draws the map with the runs or, where the surface has no two coordinates, a slice.
function drawLeft(k) {
  if (answer.surface.dim === 2) {
    at("map").style.setProperty("--wanted", frameNow(windowNow()).wanted + "px");
    askMap();
  } else at("map").style.setProperty("--wanted", "520px");
  mapFrame = paintMap(at("ground"), at("over"), k);
  showIf(at("noMap"), answer.surface.dim > 2); showIf(at("below"), mapFrame);
  showTip();
}

// paintMap paints the map, or a slice in its place, on a canvas, and the runs on one above, and returns where the map lies.
function paintMap(ground, over, k) {
  const f = answer.surface.dim === 2 ? frameNow(windowNow()) : drawSlice(ground);
  if (answer.surface.dim === 2) drawGround(ground, f);
  if (f) drawRuns(over, f, answer, looks, k, near); else fitted(over);
  return f;
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
  requestAnimationFrame(openProblem); // once the map has its height
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

// showError says what is wrong with the state, below the formula if it is wrong there.
function showError(out) {
  const box = at("message"), caret = at("caret"), isFormula = out?.flag === "--formula";
  if (isFormula) at("formulaPart").hidden = false;
  box.hidden = !out || isFormula;
  box.textContent = out ? out.error : "";
  if (out) reveal();
  if (!out && at("formula").value.trim() !== (state.formula ?? "")) return; // what is typed is wrong as before
  caret.hidden = !isFormula;
  at("formula").setAttribute("aria-invalid", String(isFormula));
  if (isFormula) caret.replaceChildren(...out.at >= 0 ? [make("pre", {}, out.value + "\n" + " ".repeat(out.at) + "^")] : [], out.reason);
}

addEventListener("hashchange", () => {
  const given = fromFragment();
  clearTimeout(saving); // of what was shown before
  openStory();
  frame = stories[story]?.steps[chapter].at ?? Infinity;
  if (given) edit(draft => replace(draft, given), buildAll); else if (refused.length) showError({error: saidOfRefused()});
});
addEventListener("resize", later);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { if (!state.theme) showState(); });
setTheme();
const loading = make("p", {id: "loading", role: "status"}, word("loading"));
at("still").before(loading);
ready.then(() => edit(() => {}, buildAll), err => {
  const p = make("p", {role: "alert"}, word("ended") + err.message);
  loading.replaceWith(p);
});

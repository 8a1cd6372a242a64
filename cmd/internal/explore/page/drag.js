// What pointer and keys do on the map: they move starts, the window and the eye.
const surfaceOf = ({surface, formula, param, l1, l2}) => JSON.stringify([surface, formula, param, l1, l2]);

// windowNow returns the window that is shown: the state's, but that of the answer while the state has
// another surface, or one with a mistake. Of one coordinate, the range of losses completes it.
function windowNow() {
  const w = surfaceOf(state) === surfaceOf(answer.state) && state.window || answer.window;
  return answer.surface.dim === 1 ? [...w.slice(0, 2), mapFrame?.y.low ?? 0, mapFrame?.y.high ?? 1] : w;
}

// round gives a number as many digits as a side of the window needs.
const round = (v, side) => { const unit = 10 ** Math.floor(Math.log10(side / 2000)); return +(Math.round(v / unit) * unit).toPrecision(12); };

function setWindow(w) {
  const own = w.slice(0, 2 * Math.min(2, answer.surface.dim)), sideOf = i => own[i | 1] - own[i & ~1], most = Math.max(...own.map(Math.abs));
  if (!own.every((_, i) => sideOf(i) > most * 1e-9) || !(most < 1e9)) return;
  const surface = surfaceOf(answer.state), rounded = own.map((v, i) => round(v, sideOf(i)));
  editNewest("window", rounded, (draft, newest) => {
    if (surfaceOf(draft) !== surface) return false; // another has its own
    draft.window = newest;
  }, () => { later(); changed(); });
}

// placeStarts lays a button over each start on the map.
function placeStarts() {
  const root = at("map"), all = [...root.querySelectorAll(".start")], starts = mapFrame ? startsNow().filter(x => x.length === answer.surface.dim) : [];
  for (const extra of all.slice(starts.length)) extra.remove();
  starts.forEach((x, i) => {
    const e = all[i] ?? root.appendChild(startButton(i));
    const [px, py] = placeOfStart(x);
    e.hidden = !isSeen(x);
    e.style.transform = `translate(${px}px, ${py}px)`;
    e.setAttribute("aria-label", `${word("start")} ${i + 1}: ${point(x)}`);
  });
}

// isSeen reports whether a start lies on the part of the map that is shown.
function isSeen(start) {
  const {box} = mapFrame, [x, y] = placeOfStart(start);
  return x >= box.left - 1 && x <= box.right + 1 && y >= box.top - 1 && y <= box.bottom + 1;
}

// placeOfStart returns where a start is shown: of one coordinate, on the graph.
function placeOfStart(x) {
  const px = mapFrame.x.at(x[0]);
  if (x.length > 1) return [px, mapFrame.y.at(x[1])];
  const at = (x[0] - slice.along[0]) / (slice.along.at(-1) - slice.along[0]) * (slice.along.length - 1);
  return [px, mapFrame.y.at(slice.values[Math.max(0, Math.min(slice.values.length - 1, Math.round(at)))])];
}

function startButton(i) {
  const e = make("button", {type: "button", class: "start", "aria-describedby": "hint"});
  let held = null;
  e.onpointerdown = p => {
    const start = startsNow()[i];
    if (p.button || !start) return;
    setNear(null);
    e.setPointerCapture(p.pointerId);
    const [sx, sy] = placeOfStart(start), [px, py] = placeOf(p);
    held = [sx - px, sy - py];
    p.stopPropagation();
  };
  e.onpointermove = p => {
    if (!held) return;
    p.stopPropagation(); // what is held is no look at an iterate
    const [px, py] = placeOf(p);
    moveStart(i, mapFrame.x.back(px + held[0]), mapFrame.y.back(py + held[1]));
  };
  e.onpointerup = e.onpointercancel = e.onlostpointercapture = () => { held = null; };
  e.onkeydown = k => {
    const by = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1]}[k.key];
    const start = startsNow()[i];
    if (!by || !start) return;
    k.preventDefault();
    const [x0, x1, y0, y1] = windowNow(), part = k.shiftKey ? 500 : 50, [x, y = 0] = start;
    moveStart(i, x + by[0] * (x1 - x0) / part, y + by[1] * (y1 - y0) / part);
  };
  return e;
}

// moveStart moves a start, but not out of sight.
function moveStart(i, x, y) {
  const dim = answer?.surface.dim;
  if (!mapFrame || startsNow()[i]?.length !== dim) return;
  const [x0, x1, y0, y1] = windowNow(), within = (v, a, b) => Math.max(a, Math.min(b, v));
  const place = [round(within(x, x0, x1), x1 - x0), round(within(y, y0, y1), y1 - y0)].slice(0, dim);
  editNewest(`start ${i}`, place, (draft, newest) => {
    const starts = startsIn(draft);
    if (starts[i]?.length !== dim) return false;
    starts[i] = newest;
  }, () => { placeStarts(); changed(); });
}

function placeOf(e) {
  const box = at("map").getBoundingClientRect();
  return [e.clientX - box.left, e.clientY - box.top];
}

// zoom makes the window a factor as wide, around a place on the canvas.
function zoom(factor, [px, py]) {
  const x = mapFrame.x.back(px), y = mapFrame.y.back(py), [x0, x1, y0, y1] = windowNow();
  setWindow([x + (x0 - x) * factor, x + (x1 - x) * factor, y + (y0 - y) * factor, y + (y1 - y) * factor]);
}
function zoomMiddle(factor) { if (!mapFrame) return; const {box} = mapFrame; zoom(factor, [(box.left + box.right) / 2, (box.top + box.bottom) / 2]); }

// wholeWindow returns to the window that suits the surface.
function wholeWindow() { edit(draft => put(draft, "window", undefined)); }

const isEmbedded = window !== window.parent;

// watchMap lets fingers and the mouse pan and zoom the map and find iterates.
function watchMap() {
  const map = at("map"), fingers = new Map();
  let from = null; // the window and the places of the fingers when the last one came or went
  const begin = () => { from = fingers.size ? {window: windowNow(), frame: mapFrame, places: [...fingers.values()]} : null; };
  map.onpointerdown = e => {
    if (e.button || !mapFrame || e.target.closest("button")) return;
    map.setPointerCapture(e.pointerId);
    fingers.set(e.pointerId, placeOf(e)); begin();
  };
  map.onpointermove = e => {
    if (!mapFrame) return;
    if (!fingers.has(e.pointerId)) return e.pointerType === "mouse" ? lookAt(placeOf(e)) : undefined;
    fingers.set(e.pointerId, placeOf(e));
    pan(from, [...fingers.values()]);
  };
  map.onpointerup = map.onpointercancel = e => { fingers.delete(e.pointerId); begin(); };
  map.onpointerleave = () => setNear(null);
  map.ondblclick = e => { if (!e.target.closest("button")) wholeWindow(); };
  map.addEventListener("wheel", e => {
    if (!mapFrame || isEmbedded && !e.ctrlKey) return; // the wheel is for the page around
    e.preventDefault();
    zoom(Math.exp(Math.max(-0.5, Math.min(0.5, e.deltaY * (e.deltaMode ? 0.05 : 0.0018)))), placeOf(e));
  }, {passive: false});
}

// pan moves the window with one finger, and zooms it with two.
function pan({window: [x0, x1, y0, y1], frame: f, places}, now) {
  const middle = p => [0, 1].map(k => p.reduce((sum, q) => sum + q[k], 0) / p.length);
  const spread = p => p.length > 1 ? Math.max(20, Math.hypot(p[0][0] - p[1][0], p[0][1] - p[1][1])) : 1;
  const [ax, ay] = middle(places), [bx, by] = middle(now), factor = spread(places) / spread(now);
  if (places.length === 1 && Math.hypot(ax - bx, ay - by) < 4 && !panning) return;
  panning = true;
  const x = f.x.back(ax), y = f.y.back(ay), wide = (x1 - x0) * factor, high = (y1 - y0) * factor;
  const left = x - (bx - f.box.left) / (f.box.right - f.box.left) * wide, low = y - (f.box.bottom - by) / (f.box.bottom - f.box.top) * high;
  setWindow([left, left + wide, low, low + high]);
}
let panning = false;
addEventListener("pointerup", () => { panning = false; });

// lookAt finds the iterate nearest to a place on the map.
function lookAt([px, py]) {
  let best = null, reach = 18;
  answer.runs.forEach((r, run) => {
    for (let k = 0; k <= Math.min(frame, lastOf(r)); k++) {
      const [x, y] = placeIn(mapFrame, r, k), d = Math.hypot(x - px, y - py);
      if (d < reach) { reach = d; best = {run, k}; }
    }
  });
  setNear(best);
}

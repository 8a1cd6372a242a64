// The map: a layer with the picture of the surface and its contours, drawn anew for a new window,
// and above it the runs, drawn anew with each answer.
let ground = null; // the layer, with the window that it shows
let tones = {}; // tables of tones by theme, as the worker takes them

function tonesOf(name) {
  const bytes = packed => Uint8Array.from(atob(packed), c => c.charCodeAt(0));
  return tones[name] ??= {plain: bytes(data.tones[name].plain), signed: bytes(data.tones[name].signed)};
}

// frameOf returns where the map lies on a canvas, and its scales. Both axes have one scale unless the window is
// more than four times as long as wide: then it fills a square, as in plot.
function frameOf(width, height, [x0, x1, y0, y1]) {
  const narrow = width < 480, inset = {left: narrow ? 36 : 60, right: narrow ? 14 : 66, top: narrow ? 8 : 26, bottom: narrow ? 30 : 46};
  let w = width - inset.left - inset.right, h = height - inset.top - inset.bottom;
  const sides = (x1 - x0) / (y1 - y0), ratio = sides >= 0.25 && sides <= 4 ? sides : 1, wanted = w / ratio;
  h = Math.min(wanted, h); w = h * ratio;
  const left = Math.round(inset.left + (width - inset.left - inset.right - w) / 2), top = inset.top;
  const box = {left, top, right: left + Math.round(w), bottom: top + Math.round(h)};
  return {box, narrow, wanted: Math.round(wanted) + inset.top + inset.bottom, unit: Math.max(1, Math.min(1.55, w / 430)), x: scale(x0, x1, box.left, box.right), y: scale(y0, y1, box.bottom, box.top)};
}

// layerOf paints the answer to a question for a map at the size in which it is shown, its contours
// sharp whatever the size of its picture.
function layerOf(answer, asked, width, height) {
  const canvas = document.createElement("canvas"), picture = document.createElement("canvas");
  canvas.width = width; canvas.height = height;
  picture.width = asked.width; picture.height = asked.height;
  picture.getContext("2d").putImageData(new ImageData(answer.pixels, asked.width, asked.height), 0, 0);
  const layer = {canvas, picture, window: answer.window, answer, theme: isDark()};
  paintLayer(canvas.getContext("2d"), layer, width, height, Math.min(2, devicePixelRatio || 1));
  return layer;
}

// paintLayer paints picture, contours and what has no values at a size, where a pixel of the page has some of its units.
function paintLayer(c, {picture, answer}, width, height, ratio) {
  c.imageSmoothingQuality = "high";
  c.drawImage(picture, 0, 0, width, height);
  const [x0, x1, y0, y1] = answer.window;
  const trace = (path, line, close) => {
    for (let i = 0; i < line.length; i += 2) {
      const x = (line[i] - x0) / (x1 - x0) * width, y = (y1 - line[i + 1]) / (y1 - y0) * height;
      if (i) path.lineTo(x, y); else path.moveTo(x, y);
    }
    if (close) path.closePath();
  };
  drawContours(c, answer, trace, ratio);
  hatch(c, answer, trace, width, height);
}

// drawContours draws the lines of the levels in the light colours of their tones, as plot does.
function drawContours(c, answer, trace, ratio) {
  const table = tonesOf(isDark() ? "dark" : "light")[answer.signed ? "signed" : "plain"];
  c.lineWidth = 0.8 * ratio; c.lineJoin = "round";
  answer.lines.forEach((lines, i) => {
    const path = pathFor(c), at = 9 * answer.tones[i], [r, g, b] = [0, 1, 2].map(k => table[at + 3 + k]);
    const light = [r, g, b].map(v => Math.round(v + (255 - v) * 0.45));
    for (const line of lines) trace(path, line);
    c.strokeStyle = `rgba(${light}, 0.75)`;
    c.stroke(path);
  });
}

// hatch marks the area where the surface has no values.
function hatch(c, answer, trace, width, height) {
  if (!answer.undefined.length) return;
  const area = pathFor(c);
  for (const line of answer.undefined) trace(area, line, true);
  c.save();
  c.clip(area);
  c.fillStyle = theme().paper; c.fill(area);
  c.strokeStyle = theme().soft; c.lineWidth = 1; c.globalAlpha = 0.5;
  c.beginPath();
  for (let d = -height; d < width; d += 9) { c.moveTo(d, height); c.lineTo(d + height, 0); }
  c.stroke();
  c.restore();
}

// drawGround draws the layer into the frame, stretched while its window is another, and the axes,
// unless they are there.
function drawGround(canvas, f) {
  const drawn = [ground, canvas.clientWidth, canvas.clientHeight, f.x.low, f.x.high, f.y.low, f.y.high, state.lang, isDark(), devicePixelRatio];
  if (canvas.drawn?.every((v, i) => v === drawn[i])) return;
  canvas.drawn = drawn;
  const {c} = fitted(canvas), {box} = f;
  c.save();
  c.beginPath(); c.rect(box.left, box.top, box.right - box.left, box.bottom - box.top); c.clip();
  if (ground) {
    const [x0, x1, y0, y1] = ground.window, left = f.x.at(x0), top = f.y.at(y1), width = f.x.at(x1) - left, height = f.y.at(y0) - top;
    if (c instanceof SVGContext) {
      c.translate(left, top);
      paintLayer(c, ground, width, height, 1);
    } else {
      c.imageSmoothingQuality = "high";
      c.drawImage(ground.canvas, left, top, width, height);
    }
  }
  c.restore();
  drawMapAxes(c, f);
  if (ground && !f.narrow) drawBar(c, f);
}

function drawMapAxes(c, {box, x, y}) {
  c.fillStyle = theme().ink; c.strokeStyle = theme().soft; c.lineWidth = 1;
  c.strokeRect(box.left - 0.5, box.top - 0.5, box.right - box.left + 1, box.bottom - box.top + 1);
  c.textAlign = "center"; c.textBaseline = "top";
  c.beginPath();
  for (const [v, t] of x.ticks(Math.min(7, (box.right - box.left) / 60))) {
    c.moveTo(x.at(v), box.bottom); c.lineTo(x.at(v), box.bottom + 5);
    c.fillText(t, x.at(v), box.bottom + 9);
  }
  c.textAlign = "right"; c.textBaseline = "middle";
  for (const [v, t] of y.ticks(Math.min(7, (box.bottom - box.top) / 50))) {
    c.moveTo(box.left, y.at(v)); c.lineTo(box.left - 5, y.at(v));
    c.fillText(t, box.left - 8, y.at(v));
  }
  c.stroke();
  if (box.left < 50) return;
  c.font = "italic 15px 'DejaVu Serif', Georgia, serif"; c.textAlign = "center"; c.textBaseline = "alphabetic";
  c.fillText("x", (box.left + box.right) / 2, box.bottom + 40);
  c.fillText("y", box.left - 50, (box.top + box.bottom) / 2 + 4);
  c.font = "13px system-ui, sans-serif";
}

// drawBar draws the colour bar, with the numbers that plot writes beside it.
function drawBar(c, {box}) {
  const {answer} = ground, left = box.right + 14, wide = 12, high = box.bottom - box.top;
  const table = tonesOf(isDark() ? "dark" : "light")[answer.signed ? "signed" : "plain"];
  for (let y = 0; y < high; y++) {
    const at = 9 * Math.round((1 - (y + 0.5) / high) * 511) + 3;
    c.fillStyle = `rgb(${table[at]}, ${table[at + 1]}, ${table[at + 2]})`;
    c.fillRect(left, box.top + y, wide, 1.5);
  }
  c.strokeStyle = theme().soft; c.lineWidth = 1;
  c.strokeRect(left - 0.5, box.top - 0.5, wide + 1, high + 1);
  c.fillStyle = theme().ink; c.textAlign = "left"; c.textBaseline = "middle";
  c.beginPath();
  for (const {at, label} of answer.ticks ?? []) {
    const y = Math.round(box.bottom - at * high) + 0.5;
    c.moveTo(left + wide, y); c.lineTo(left + wide + (label ? 5 : 3), y);
    c.fillText(plainMath(label), left + wide + 8, y);
  }
  c.stroke();
  c.font = "italic 14px system-ui, sans-serif"; c.textAlign = "center"; c.textBaseline = "bottom";
  c.fillText(plainMath(answer.name), left + wide / 2, box.top - 4);
  c.font = "13px system-ui, sans-serif";
}

const mostMarks = 30, mostLarge = 16; // more critical points would cover the map, and more of a kind are small

// markedPoints returns the critical points in the window that are marked, by which mark they have: the
// lowest minima have another than the rest. Of too many, saddles and maxima are left out, and then all
// minima but the lowest.
function markedPoints({points}, [x0, x1, y0, y1]) {
  const lowest = Math.min(...points.filter(p => p.kind === "minimum").map(p => p.value)), groups = new Map([["best", []], ["minimum", []]]);
  for (const p of points) {
    if (p.x[0] < x0 || p.x[0] > x1 || p.x.length > 1 && (p.x[1] < y0 || p.x[1] > y1)) continue;
    const mark = p.kind === "minimum" && p.value <= lowest + 1e-9 * Math.max(1, Math.abs(lowest)) ? "best" : p.kind;
    if (!groups.has(mark)) groups.set(mark, []);
    groups.get(mark).push(p);
  }
  const count = () => [...groups.values()].reduce((sum, g) => sum + g.length, 0);
  for (const kept of [["best", "minimum"], ["best"]]) if (count() > mostMarks) for (const mark of groups.keys()) if (!kept.includes(mark)) groups.delete(mark);
  for (const [mark, g] of groups) if (!g.length) groups.delete(mark);
  return groups;
}

// drawRuns draws the critical points and, up to step k, the runs, whose looks are given.
function drawRuns(canvas, f, answer, looks, k, near) {
  const {c} = fitted(canvas), {box, unit} = f;
  c.save();
  c.beginPath(); c.rect(box.left, box.top, box.right - box.left, box.bottom - box.top); c.clip();
  if (answer.surface.dim === 2) for (const curve of answer.curves) drawCurveOfPoints(c, f, curve);
  const marks = []; // where points are marked, which names are not to cover
  for (const [mark, points] of markedPoints(answer, windowNow())) {
    for (const p of points) {
      const at = [f.x.at(p.x[0]), f.y.at(p.x.length > 1 ? p.x[1] : p.value)];
      drawPoint(c, points.length > mostLarge ? "many" : mark, ...at, unit);
      if (points.length <= mostLarge) marks.push(at);
    }
  }
  const lines = answer.runs.map(r => lineOf(r, f, k));
  lines.forEach((line, i) => drawPath(c, line, looks[i], unit));
  const ends = lines.map((line, i) => drawEnd(c, line, looks[i], f));
  if (!f.narrow && answer.runs.length <= 10) drawNames(c, f, answer.runs, looks, ends, lines, marks);
  if (near) mapMark(c, placed(c, disc, ...placeIn(f, answer.runs[near.run], near.k), 6 * unit), looks[near.run].map, unit, 1.2);
  c.restore();
}

// drawCurveOfPoints draws a curve of critical points as a dotted line.
function drawCurveOfPoints(c, f, curve) {
  const path = pathFor(c);
  for (let i = 0; i < curve.length; i += 2) path.lineTo(f.x.at(curve[i]), f.y.at(curve[i + 1]));
  c.lineCap = "butt"; c.setLineDash([1.3 * f.unit, 2.2 * f.unit]);
  for (const [colour, wide] of [[edge, 1.8], [aura, 1.1]]) { c.strokeStyle = colour; c.lineWidth = wide * f.unit; c.stroke(path); }
  c.setLineDash([]);
}

// placeIn returns the place of iterate i on the map or, of one coordinate, on the graph.
const placeIn = (f, run, i) => run.dim === 2 ? [f.x.at(run.x[2 * i]), f.y.at(run.x[2 * i + 1])] : [f.x.at(run.x[i]), f.y.at(run.loss[i])];

// lineOf returns the places of a run's iterates on the canvas, up to step k or to where the numbers end.
function lineOf(run, f, k) {
  const line = [];
  const far = v => Math.max(-1e6, Math.min(1e6, v));
  for (let i = 0; i <= k && i <= lastOf(run); i++) {
    const [x, y] = placeIn(f, run, i);
    if (!Number.isFinite(x + y)) break;
    line.push([far(x), far(y)]);
  }
  return line;
}

// drawPath draws a line through the iterates, and dots where they lie apart.
function drawPath(c, line, look, unit) {
  const path = pathFor(c), dots = pathFor(c);
  const every = line.length <= 60 ? 1 : niceStep(line.length / 40), apart = 4 * unit;
  let drawn = null, dotted = null;
  line.forEach(([x, y], i) => {
    if (!drawn) path.moveTo(x, y);
    if (!drawn || Math.hypot(x - drawn[0], y - drawn[1]) > 0.4 || i === line.length - 1) { path.lineTo(x, y); drawn = [x, y]; }
    if (i === 0 || i % every || dotted && Math.hypot(x - dotted[0], y - dotted[1]) < apart) return;
    dotted = [x, y];
    dots.moveTo(x, y); dots.lineTo(x + 0.01, y); // with round ends, a disc
  });
  mapMark(c, path, look.map, unit, 1.7);
  mapMark(c, dots, look.map, unit, 3.8);
  c.strokeStyle = edge; c.lineWidth = 1.6 * unit; c.stroke(dots);
}
const niceStep = n => { const unit = 10 ** Math.floor(Math.log10(n)); return [1, 2, 5, 10].map(m => m * unit).find(v => v >= n); };

// drawEnd draws the marker at the end of a run or, where the run leaves the map, an arrow at the edge,
// and returns where.
function drawEnd(c, line, look, {box, unit}) {
  const inside = ([x, y]) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
  const from = line.findLastIndex(inside);
  if (from < 0) return null;
  if (from === line.length - 1) {
    mapMark(c, placed(c, look.marker, ...line[from], 4 * unit), look.map, unit);
    return line[from];
  }
  const [ax, ay] = line[from], [bx, by] = line[from + 1];
  const part = (a, b, low, high) => b > high ? (high - a) / (b - a) : b < low ? (low - a) / (b - a) : 1;
  const t = Math.min(part(ax, bx, box.left, box.right), part(ay, by, box.top, box.bottom));
  const tip = [ax + t * (bx - ax), ay + t * (by - ay)], turn = Math.atan2(by - ay, bx - ax) * 180 / Math.PI;
  mapMark(c, placed(c, "M0 0L-1 .45L-.75 0L-1 -.45Z", ...tip, 9 * unit, turn), look.map, unit);
  return tip;
}

const nameSides = [[1, 0], [-1, 0], [0.6, -1], [-0.6, -1], [0.6, 1], [-0.6, 1], [0, -1], [0, 1]]; // where names may stand beside an end
const namePlaces = new Map(); // the side of the names of a run, which they keep while there is room

// drawNames writes the names of runs beside their ends where they cover least. Names of runs that
// end together stand below each other.
function drawNames(c, {box, unit}, runs, looks, ends, lines, marks) {
  c.font = "600 14px system-ui, sans-serif"; c.textAlign = "left"; c.textBaseline = "middle"; c.lineJoin = "round";
  const taken = [...ends.filter(Boolean), ...marks].map(([x, y]) => [x - 6 * unit, y - 6 * unit, x + 6 * unit, y + 6 * unit]);
  const points = lines.flatMap(line => line.filter((_, i) => i % Math.ceil(line.length / 150) === 0));
  for (const group of endGroups(ends, runs, 16)) {
    const wide = Math.max(...group.map(i => c.measureText(runs[i].name).width)), high = 17 * group.length, [x, y] = ends[group[0]], gap = 9 * unit;
    const boxAt = ([a, b]) => {
      const left = a === 0 ? x - wide / 2 : a > 0 ? x + a * gap : x + a * gap - wide, top = b === 0 ? y - high / 2 : b > 0 ? y + b * gap : y + b * gap - high;
      return [left, top, left + wide, top + high];
    };
    const cost = (side, n) => {
      const [l, t, r, b] = boxAt(side), meets = taken.filter(k => l < k[2] && r > k[0] && t < k[3] && b > k[1]).length;
      const out = l < box.left + 3 || r > box.right - 3 || t < box.top + 3 || b > box.bottom - 3 ? 200 : 0;
      return out + 40 * meets + points.filter(([px, py]) => px > l - 2 && px < r + 2 && py > t - 2 && py < b + 2).length + n / 10 - (namePlaces.get(group[0]) === n ? 6 : 0);
    };
    const costs = nameSides.map(cost), best = costs.indexOf(Math.min(...costs)), [left, top, right, bottom] = boxAt(nameSides[best]);
    namePlaces.set(group[0], best);
    if (costs[best] > 190) continue;
    taken.push([left, top, right, bottom]);
    group.forEach((i, n) => {
      const at = nameSides[best][0] < 0 ? right - c.measureText(runs[i].name).width : left;
      c.strokeStyle = edge; c.lineWidth = 4; c.strokeText(runs[i].name, at, top + 17 * n + 9);
      c.fillStyle = `color-mix(in srgb, ${looks[i].map}, #fff 40%)`; c.fillText(runs[i].name, at, top + 17 * n + 9);
    });
  }
}

// endGroups returns the runs whose ends are seen, by places; of runs with one name the first.
function endGroups(ends, runs, near) {
  const groups = [], said = new Set();
  ends.forEach((e, i) => {
    if (!e || said.has(runs[i].name)) return;
    said.add(runs[i].name);
    const group = groups.find(g => Math.hypot(ends[g[0]][0] - e[0], ends[g[0]][1] - e[1]) < near);
    if (group) group.push(i); else groups.push([i]);
  });
  return groups;
}

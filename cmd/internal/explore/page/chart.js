// Curves beside the map.

// drawChart draws curves [{xs, ys, colour, dash, name, run}] and returns its scales, for the pointer.
// The y axis is logarithmic if asked for and possible, and ends at most at a number. near is an iterate {run, k} to mark.
function drawChart(canvas, {curves, title, axis, wantsLog, floor, low, most = Infinity, marks = [], near}) {
  const {c, width, height} = fitted(canvas);
  const names = namesOf(c, curves, width), box = {left: 62, right: width - (names.length ? Math.max(...names.map(n => n.wide)) + 24 : 16), top: 30, bottom: height - 40};
  const x = scale(...rangeOf(curves.flatMap(s => [extent(s.xs)]).flat(), false), box.left, box.right);
  const values = curves.flatMap(s => extent(s.ys, wantsLog)).map(v => Math.min(v, most)), isLog = wantsLog && values.some(v => v > 0);
  if (!values.length) return null;
  const y = scale(...rangeOf(values, isLog, floor, low), box.bottom, box.top, isLog);
  drawChartAxes(c, box, x, y, title, axis);
  c.save();
  c.beginPath(); c.rect(box.left - 1, box.top - 4, box.right - box.left + 8, box.bottom - box.top + 10); c.clip();
  for (const s of curves) drawCurve(c, s, x, y);
  c.restore();
  for (const m of marks) if (!(m.y > y.high)) marker(c, x.at(m.x), clamped(y, m.y), m);
  if (near !== undefined) drawNear(c, box, x, near);
  placeNames(c, names, box, y);
  return {box, x, y, curves};
}
const clamped = (y, v) => y.at(y.isLog ? Math.max(v, y.low) : v);

// extent returns the least and the greatest finite value, of those above 0 if asked.
function extent(values, positive) {
  let low = Infinity, high = -Infinity;
  for (const v of values) if (Number.isFinite(v) && (!positive || v > 0)) { low = Math.min(low, v); high = Math.max(high, v); }
  return low <= high ? [low, high] : positive ? extent(values) : [];
}

// rangeOf returns the range of an axis for values: a margin beyond them, or from low on; a
// logarithmic one ends at a floor below which losses are as good as 0.
function rangeOf(values, isLog, floor = 0, low) {
  let a = Math.min(...isLog ? values.filter(v => v > 0) : values), b = Math.max(...values);
  if (isLog) {
    a = Math.max(a, Math.min(floor, b / 10), b * 1e-14);
    return [a / 1.4, b * 1.6];
  }
  if (low === undefined && floor === 0 && values.every(Number.isInteger) && a === 0) return [a, Math.max(b, 1)]; // steps
  const pad = (b - a || Math.abs(b) || 1) * 0.06;
  return [low ?? a - pad, b + pad];
}

function marker(c, x, y, {colour, outline = disc, size = 5, bare}) {
  const path = placed(c, outline, x, y, size);
  c.strokeStyle = theme().paper; c.lineWidth = bare ? 1 : 3; c.stroke(path);
  c.fillStyle = colour; c.fill(path);
}

// drawCurve draws a curve, of each column of pixels the least and the greatest value.
function drawCurve(c, s, x, y) {
  c.strokeStyle = s.colour; c.lineWidth = s.wide ?? 2.2; c.lineJoin = "round"; c.setLineDash(s.dash ?? []);
  c.beginPath();
  const n = s.ys.length, by = s.dense ? Math.max(1, Math.floor(n / 1600)) : 1;
  let pen = false;
  const to = i => {
    const v = s.ys[i];
    if (!Number.isFinite(v) || !Number.isFinite(s.xs[i])) { pen = false; return; }
    const py = Math.max(-1e5, Math.min(1e5, clamped(y, v)));
    if (pen) c.lineTo(x.at(s.xs[i]), py); else c.moveTo(x.at(s.xs[i]), py);
    pen = true;
  };
  for (let i = 0; i < n; i += by) {
    let least = i, most = i;
    for (let k = i; k < Math.min(i + by, n); k++) { if (s.ys[k] < s.ys[least]) least = k; if (s.ys[k] > s.ys[most]) most = k; }
    to(Math.min(least, most));
    if (least !== most) to(Math.max(least, most));
  }
  c.stroke(); c.setLineDash([]);
}

function drawChartAxes(c, box, x, y, title, axis) {
  const {ink, soft, grid} = theme();
  c.lineWidth = 1; c.textBaseline = "middle"; c.textAlign = "right";
  for (const [v, t] of y.ticks(Math.max(2, (box.bottom - box.top) / 38))) {
    const py = Math.round(y.at(v)) + 0.5;
    if (py < box.top - 2 || py > box.bottom + 2) continue;
    c.strokeStyle = grid; c.beginPath(); c.moveTo(box.left, py); c.lineTo(box.right, py); c.stroke();
    c.fillStyle = ink; c.fillText(t, box.left - 8, py);
  }
  c.strokeStyle = soft; c.beginPath(); c.moveTo(box.left - 0.5, box.top - 4); c.lineTo(box.left - 0.5, box.bottom + 0.5); c.lineTo(box.right, box.bottom + 0.5); c.stroke();
  c.textAlign = "center"; c.textBaseline = "top"; c.fillStyle = ink;
  for (const [v, t] of x.ticks(Math.max(2, (box.right - box.left) / 80))) c.fillText(t, x.at(v), box.bottom + 6);
  c.fillText(axis, (box.left + box.right) / 2, box.bottom + 22);
  c.textAlign = "left"; c.fillText(title, 6, 6);
}

// drawNear draws a line at a step.
function drawNear(c, box, x, step) {
  const px = Math.round(x.at(step)) + 0.5;
  if (px < box.left - 1 || px > box.right + 1) return;
  c.strokeStyle = theme().soft; c.lineWidth = 1; c.setLineDash([3, 3]);
  c.beginPath(); c.moveTo(px, box.top); c.lineTo(px, box.bottom); c.stroke(); c.setLineDash([]);
}

const bold = "600 13px system-ui, sans-serif", plain = "13px system-ui, sans-serif", small = "12px system-ui, sans-serif";

// namesOf returns the names of curves that stand at their ends, none where there is no room: what
// tells runs of one rule apart has a line of its own.
function namesOf(c, curves, width) {
  const named = curves.filter(s => s.name);
  if (width < 440 || named.length > 8) return [];
  const names = named.map(s => {
    const [, head, rest = ""] = /^(.*?)(?: (\S+ = .*|(?:from|von) \(.*))?$/.exec(s.name);
    c.font = small;
    const below = c.measureText(rest).width;
    c.font = bold;
    return {s, head, rest, wide: Math.max(c.measureText(head).width, below), high: rest ? 32 : 17};
  });
  c.font = plain;
  return Math.max(0, ...names.map(n => n.wide)) > width / 3 || names.reduce((sum, n) => sum + n.high, 0) > 240 ? [] : names;
}

// placeNames writes names at the ends of their curves, moved apart where they would touch.
function placeNames(c, names, box, y) {
  for (const n of names) {
    const last = n.s.ys.findLast(Number.isFinite);
    n.y = last === undefined ? box.top : Math.max(box.top, Math.min(box.bottom, clamped(y, last)));
  }
  names.sort((a, b) => a.y - b.y);
  for (let i = 1; i < names.length; i++) names[i].y = Math.max(names[i].y, names[i - 1].y + names[i - 1].high);
  let most = box.bottom + 22;
  for (const n of names.toReversed()) { n.y = Math.min(n.y, most - n.high); most = n.y; }
  c.textAlign = "left"; c.textBaseline = "middle";
  for (const n of names) {
    c.fillStyle = n.s.text ?? n.s.colour;
    c.font = bold; c.fillText(n.head, box.right + 14, n.y);
    c.font = small; c.fillText(n.rest, box.right + 14, n.y + 15);
  }
  c.font = plain;
}

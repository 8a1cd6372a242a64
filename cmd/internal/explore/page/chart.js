// Curves beside the map.

// drawChart draws curves [{xs, ys, colour, dash, name}]. The y axis is logarithmic if asked and possible.
function drawChart(canvas, curves, {title, wantsLog, low, axis, at}) {
  const {c, width, height} = fitted(canvas);
  const all = curves.flatMap(s => Array.from(s.ys)).filter(Number.isFinite);
  if (!all.length) return;
  const isLog = wantsLog && all.some(v => v > 0);
  const seen = isLog ? all.filter(v => v > 0) : all;
  let min = Infinity, max = -Infinity;
  for (const v of seen) { min = Math.min(min, v); max = Math.max(max, v); }
  if (isLog) { min = Math.max(min, max * 1e-18); min /= 1.3; max *= 1.3; }
  else { const pad = (max - min || Math.abs(max) || 1) * 0.06; min = low ?? min - pad; max += pad; }
  let x0 = Infinity, x1 = -Infinity;
  for (const s of curves) for (const v of s.xs) { x0 = Math.min(x0, v); x1 = Math.max(x1, v); }
  if (x1 === x0) x1 = x0 + 1;
  const box = {left: 64, right: width - 16, top: 28, bottom: height - 34};
  const x = scale(x0, x1, box.left, box.right), y = scale(min, max, box.bottom, box.top, isLog);
  drawChartAxes(c, box, x, y, title, axis);
  c.save();
  c.beginPath(); c.rect(box.left, box.top - 6, box.right - box.left + 8, box.bottom - box.top + 12); c.clip();
  for (const s of curves) drawCurve(c, s, x, y, isLog ? min : -Infinity);
  c.restore();
  if (at !== undefined && at >= x0 && at <= x1) {
    c.strokeStyle = theme().soft; c.lineWidth = 1; c.setLineDash([3, 3]);
    c.beginPath(); c.moveTo(x.at(at), box.top); c.lineTo(x.at(at), box.bottom); c.stroke(); c.setLineDash([]);
    for (const s of curves) if (!s.still) {
      const i = Math.min(s.ys.length - 1, Math.round(at));
      if (Number.isFinite(s.ys[i]) && (!isLog || s.ys[i] > 0)) mark(c, x.at(s.xs[i]), y.at(s.ys[i]), s.colour);
    }
  }
  return {box, back: px => x0 + (px - box.left) / (box.right - box.left) * (x1 - x0)};
}

function mark(c, x, y, colour) {
  c.beginPath(); c.arc(x, y, 4.5, 0, 7);
  c.fillStyle = colour; c.fill();
  c.strokeStyle = theme().paper; c.lineWidth = 1.5; c.stroke();
}

function drawCurve(c, s, x, y, least) {
  c.strokeStyle = s.colour; c.lineWidth = 2.2; c.lineJoin = "round"; c.setLineDash(s.dash ?? []);
  c.beginPath();
  let pen = false;
  for (let i = 0; i < s.ys.length; i++) {
    const v = s.ys[i];
    if (!Number.isFinite(v)) { pen = false; continue; }
    const py = y.at(Math.max(v, least));
    if (pen) c.lineTo(x.at(s.xs[i]), py); else c.moveTo(x.at(s.xs[i]), py);
    pen = true;
  }
  c.stroke(); c.setLineDash([]);
}

function drawChartAxes(c, box, x, y, title, axis) {
  const {ink, soft, grid} = theme();
  c.lineWidth = 1; c.textBaseline = "middle"; c.textAlign = "right";
  for (const [v, t] of y.ticks(6)) {
    const py = y.at(v);
    if (py < box.top - 1 || py > box.bottom + 1) continue;
    c.strokeStyle = grid; c.beginPath(); c.moveTo(box.left, py); c.lineTo(box.right, py); c.stroke();
    c.fillStyle = ink; c.fillText(t, box.left - 8, py);
  }
  c.strokeStyle = soft; c.beginPath(); c.moveTo(box.left, box.bottom); c.lineTo(box.right, box.bottom); c.stroke();
  c.textAlign = "center"; c.textBaseline = "top"; c.fillStyle = ink;
  for (const [v, t] of x.ticks(5)) c.fillText(t, x.at(v), box.bottom + 6);
  c.fillStyle = soft; c.fillText(axis, (box.left + box.right) / 2, box.bottom + 20);
  c.textAlign = "left"; c.fillText(title, box.left - 8, 4);
}

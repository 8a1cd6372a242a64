// The map: a layer of filled bands, made once a window, and above it the runs.
const inset = {left: 48, right: 10, top: 10, bottom: 30}; // room for the ticks
let ground = null; // the layer, and the window and size that it shows

const rgb = t => [1, 3, 5].map(i => parseInt(t.slice(i, i + 2), 16));
function colourAt(ramp, t) {
  const at = Math.max(0, Math.min(1, t)) * (ramp.length - 1), k = Math.min(Math.floor(at), ramp.length - 2), f = at - k;
  return ramp[k].map((v, i) => v + f * (ramp[k + 1][i] - v));
}

// bandsOf returns levels, and a function from a value to its place among them, as a real number.
function bandsOf(values, answer) {
  const all = Float64Array.from(values.filter(Number.isFinite)).sort();
  if (answer.levels) return {levels: answer.levels, places: answer.places, place: placeAmong(answer.levels)};
  const low = all[0], high = all[Math.floor(all.length * 0.995)], span = high - low || 1;
  const least = Math.max(span * 1e-5, all[Math.floor(all.length * 0.002)] - low), n = 22;
  const levels = Array.from({length: n}, (_, i) => low + least * (span / least) ** (i / (n - 1)));
  return {levels, places: levels.map((_, i) => (i + 0.5) / n), place: placeAmong(levels)};
}
function placeAmong(levels) {
  return v => {
    let low = 0, high = levels.length;
    while (low < high) { const m = (low + high) >> 1; if (levels[m] <= v) low = m + 1; else high = m; }
    if (low === 0) return levels.length > 1 ? Math.max(-0.95, (v - levels[0]) / (levels[1] - levels[0])) : -0.5;
    if (low === levels.length) return low - 0.5;
    return low - 1 + (v - levels[low - 1]) / (levels[low] - levels[low - 1]);
  };
}

// paintGround fills the bands of a field and draws the lines between them, smooth at any size.
function paintGround(answer, nx, ny, width, height) {
  const {values, window} = answer;
  const bands = bandsOf(values, answer), ramp = theme().deep.map(rgb), n = bands.levels.length;
  const colours = Array.from({length: n + 1}, (_, i) => colourAt(ramp, answer.places ? answer.places[i] ?? 1 : i / n));
  const place = Float32Array.from(values, bands.place);
  const canvas = new OffscreenCanvas(width, height), c = canvas.getContext("2d"), image = c.createImageData(width, height);
  const line = isDark() ? 0 : 255, row = new Float32Array(width), before = new Float32Array(width);
  for (let py = 0; py < height; py++) {
    const gy = (1 - (py + 0.5) / height) * (ny - 1), j = Math.min(Math.floor(gy), ny - 2), fy = gy - j;
    before.set(row);
    for (let px = 0; px < width; px++) {
      const gx = (px + 0.5) / width * (nx - 1), i = Math.min(Math.floor(gx), nx - 2), fx = gx - i, o = j * nx + i;
      row[px] = (place[o] * (1 - fx) + place[o + 1] * fx) * (1 - fy) + (place[o + nx] * (1 - fx) + place[o + nx + 1] * fx) * fy;
    }
    for (let px = 0; px < width; px++) {
      const p = row[px], o = 4 * (py * width + px);
      if (Number.isNaN(p)) continue;
      const slope = Math.hypot(p - row[Math.max(0, px - 1)], py ? p - before[px] : 0) || 1e-9;
      const near = Math.round(p), away = Math.abs(p - near) / slope;
      const alpha = near < 0 || near >= n ? 0 : 0.4 * Math.max(0, Math.min(1, 1.1 - away)) * Math.min(1, 0.25 / slope);
      const colour = colours[Math.max(0, Math.min(n, Math.floor(p) + 1))];
      for (let k = 0; k < 3; k++) image.data[o + k] = colour[k] + alpha * (line - colour[k]);
      image.data[o + 3] = 255;
    }
  }
  c.putImageData(image, 0, 0);
  ground = {canvas, window};
}

// frameOf returns the scales of the map on its canvas.
function frameOf(width, height, window) {
  const [x0, x1, y0, y1] = window;
  const box = {left: inset.left, right: width - inset.right, top: inset.top, bottom: height - inset.bottom};
  return {box, x: scale(x0, x1, box.left, box.right), y: scale(y0, y1, box.bottom, box.top),
    back: (px, py) => [x0 + (px - box.left) / (box.right - box.left) * (x1 - x0), y0 + (box.bottom - py) / (box.bottom - box.top) * (y1 - y0)]};
}

// drawMap draws the map with the runs up to step k.
function drawMap(canvas, answer, looks, k) {
  const {c, width, height} = fitted(canvas), window = state.window ?? answer.window;
  const f = frameOf(width, height, window), {box} = f;
  c.save();
  c.beginPath(); c.rect(box.left, box.top, box.right - box.left, box.bottom - box.top); c.clip();
  if (ground) {
    const [x0, x1, y0, y1] = ground.window;
    c.drawImage(ground.canvas, f.x.at(x0), f.y.at(y1), f.x.at(x1) - f.x.at(x0), f.y.at(y0) - f.y.at(y1));
  }
  drawPoints(c, f, answer.points);
  answer.runs.forEach((r, i) => drawPath(c, f, r, looks[i], k));
  c.restore();
  drawMapAxes(c, f);
  return f;
}

const edge = "#10151c"; // around lines and marks on the map, in both themes

// drawPoints marks critical points: rings for minima, crosses for saddles, triangles for maxima.
function drawPoints(c, f, points) {
  for (const p of points) {
    const x = f.x.at(p.x[0]), y = f.y.at(p.x[1]);
    const mark = () => {
      c.beginPath();
      if (p.kind === "minimum") c.arc(x, y, 8, 0, 7);
      else if (p.kind === "saddle") { c.moveTo(x - 5, y - 5); c.lineTo(x + 5, y + 5); c.moveTo(x - 5, y + 5); c.lineTo(x + 5, y - 5); }
      else if (p.kind === "maximum") { c.moveTo(x, y - 6); c.lineTo(x + 6, y + 5); c.lineTo(x - 6, y + 5); c.closePath(); }
      else c.rect(x - 4, y - 4, 8, 8);
      c.stroke();
    };
    c.strokeStyle = edge; c.lineWidth = 5; mark();
    c.strokeStyle = "#fff"; c.lineWidth = 2.2; mark();
  }
}

function drawPath(c, f, run, look, k) {
  if (run.dim !== 2) return;
  const last = Math.min(k, run.x.length / 2 - 1), far = 1e5;
  const px = i => Math.max(-far, Math.min(far, f.x.at(run.x[2 * i]))), py = i => Math.max(-far, Math.min(far, f.y.at(run.x[2 * i + 1])));
  c.lineJoin = c.lineCap = "round";
  c.beginPath();
  for (let i = 0; i <= last; i++) c.lineTo(px(i), py(i));
  c.strokeStyle = edge; c.lineWidth = 4.5; c.globalAlpha = 0.75; c.stroke(); c.globalAlpha = 1;
  c.strokeStyle = look.map; c.lineWidth = 2.4; c.stroke();
  if (last <= 60) for (let i = 1; i < last; i++) dot(c, px(i), py(i), 2.6, look.map);
  dot(c, px(last), py(last), 5.5, look.map);
}
function dot(c, x, y, r, colour) {
  c.beginPath(); c.arc(x, y, r, 0, 7);
  c.fillStyle = colour; c.fill();
  c.strokeStyle = edge; c.lineWidth = 1.6; c.stroke();
}

function drawMapAxes(c, {box, x, y}) {
  c.fillStyle = theme().ink; c.strokeStyle = theme().soft; c.lineWidth = 1;
  c.textAlign = "center"; c.textBaseline = "top";
  for (const [v, t] of x.ticks(6)) {
    c.beginPath(); c.moveTo(x.at(v), box.bottom); c.lineTo(x.at(v), box.bottom + 4); c.stroke();
    c.fillText(t, x.at(v), box.bottom + 8);
  }
  c.textAlign = "right"; c.textBaseline = "middle";
  for (const [v, t] of y.ticks(6)) {
    c.beginPath(); c.moveTo(box.left, y.at(v)); c.lineTo(box.left - 4, y.at(v)); c.stroke();
    c.fillText(t, box.left - 8, y.at(v));
  }
}

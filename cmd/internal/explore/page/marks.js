// The markers of figures, in the colours and shapes of plot: each rule has its own.
const edge = "#02040a", aura = "#ffffff"; // around lines and marks on the map, in both themes

// placed returns an outline around 0, as path data, at a place, of a radius and turned by degrees.
function placed(outline, x, y, r, turn = 0) {
  const out = new Path2D();
  out.addPath(new Path2D(outline), new DOMMatrix().translate(x, y).scale(r).rotate(turn));
  return out;
}
const forms = data.marks.styles.slice(0, 8).map(s => s.marker); // the shapes of markers, in the order of the styles
const [disc, , triangle] = forms, plus = forms[7];

// mapMark fills a path on the map, or strokes it with a width, with a dark edge and a white aura.
function mapMark(c, path, colour, unit, width = 0) {
  c.lineJoin = c.lineCap = "round";
  const stroke = (colour, w) => { c.strokeStyle = colour; c.lineWidth = w * unit; c.stroke(path); };
  if (colour !== aura) stroke(aura, width + 2.7);
  stroke(edge, width + 1.6);
  if (width) return stroke(colour, width);
  c.fillStyle = colour; c.fill(path);
}

// drawStart draws the ring of a start.
function drawStart(c, x, y, unit) {
  for (const [r, colour] of [[5, aura], [3.7, edge], [2.1, aura]]) { c.fillStyle = colour; c.fill(placed(disc, x, y, r * unit)); }
}

// drawPoint draws the mark of a critical point, of one of the names of figures.
function drawPoint(c, name, x, y, unit) {
  const path = (outline, r, turn) => placed(outline, x, y, r * unit, turn);
  switch (name) {
  case "best": mapMark(c, path(disc, 6.6), aura, unit, 1.7); return mapMark(c, path(disc, 1.45), aura, unit);
  case "minimum": return mapMark(c, path(disc, 6.4), aura, unit, 1);
  case "saddle": return mapMark(c, path(plus, 3, 45), aura, unit);
  case "maximum": return mapMark(c, path(triangle, 2.8), aura, unit);
  case "many": return mapMark(c, path(disc, 1.7), aura, unit);
  default: return mapMark(c, path(plus, 3), aura, unit);
  }
}

// sample returns a small picture of a mark for texts: draw gets a context, the middle and a unit.
function sample(draw, wide = 20) {
  const canvas = make("canvas", {class: "sample", "aria-hidden": "true"}), ratio = Math.min(2, devicePixelRatio || 1);
  canvas.width = wide * ratio; canvas.height = 20 * ratio;
  canvas.style.width = wide + "px";
  const c = canvas.getContext("2d");
  c.scale(ratio, ratio);
  draw(c, wide / 2, 10, 1.15);
  return canvas;
}

// looksOf returns the colours and markers of the runs of an answer: a rule has those of its line
// in the catalogue, and further runs of a rule, with other parameters or batches, have what no rule
// here has. Runs that differ in their starts look alike; they follow one another.
function looksOf(runs, starts) {
  const {rules, styles} = data.marks, numberOf = r => rules[ruleName(r.rule)] ?? 0, counts = new Map();
  const texts = runs.map(r => {
    const text = `${r.rule} ${r.schedule}`, before = counts.get(text) ?? 0;
    counts.set(text, before + 1);
    return `${text} ${Math.floor(before / starts)}`;
  });
  const taken = new Set(runs.map(numberOf)), owners = new Set(), taking = new Set(), byText = new Map();
  for (const [i, r] of runs.entries()) {
    const text = texts[i];
    if (byText.has(text)) continue;
    let n = numberOf(r);
    if (owners.has(n)) n = styles.findIndex((_, k) => !taken.has(k));
    if (n < 0) n = numberOf(r);
    taken.add(n); owners.add(n);
    let form = n % forms.length;
    for (let k = 0; taking.has(form) && k < forms.length; k++) form = (form + 1) % forms.length;
    taking.add(form);
    const s = styles[n];
    byText.set(text, {map: s.map, line: isDark() ? s.dark : s.light, text: isDark() ? s.dark : s.lightText, marker: forms[form]});
  }
  return texts.map(t => byText.get(t));
}

// The markers of figures, in the colours and shapes of plot: each rule has its own.
const edge = "#02040a", aura = "#ffffff"; // around lines and marks on the map, in both themes

// placed returns, for a context, an outline around 0, as path data, at a place, of a radius and turned by degrees.
function placed(c, outline, x, y, r, turn = 0) {
  const out = pathFor(c);
  out.addPath(pathFor(c, outline), new DOMMatrix().translate(x, y).scale(r).rotate(turn));
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
  for (const [r, colour] of [[5, aura], [3.7, edge], [2.1, aura]]) { c.fillStyle = colour; c.fill(placed(c, disc, x, y, r * unit)); }
}

// drawPoint draws the mark of a critical point, of one of the names of figures.
function drawPoint(c, name, x, y, unit) {
  const path = (outline, r, turn) => placed(c, outline, x, y, r * unit, turn);
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

// looksOf returns the colours and markers of the runs of an answer, those of plot: a rule has those of
// its line in the catalogue. Runs of a rule that differ in one number have shades in its order, and
// others have what no rule here has.
function looksOf(runs) {
  const {rules, styles} = data.marks, text = r => `${r.rule} ${r.schedule}`, looks = new Map(), families = new Map();
  for (const r of runs) {
    const n = rules[ruleName(r.rule)] ?? 0;
    families.set(n, (families.get(n) ?? new Map()).set(text(r), r));
  }
  const taken = new Set(families.keys()), orders = new Map([...families].map(([n, of]) => [n, orderOf([...of.values()])])), takenForms = new Set();
  for (const [n, of] of families) [...of.values()].forEach((r, i) => {
    const place = orders.get(n)?.indexOf(r);
    let own = n;
    if (place === undefined && i) {
      own = Math.max(0, styles.findIndex((_, k) => !taken.has(k)));
      taken.add(own);
    }
    const s = place === undefined ? styles[own] : shade(n, place, of.size, turnOf(n, taken, [...orders.values()].filter(Boolean).length));
    looks.set(text(r), {map: s.map, line: isDark() ? s.dark : s.light, text: isDark() ? s.dark : s.lightText, marker: freeForm(place ? place : own, takenForms)});
  });
  return runs.map(r => looks.get(text(r)));
}

// freeForm returns the marker of a number, or the next that no run has.
function freeForm(n, taken) {
  let form = n % forms.length;
  for (let k = 0; taken.has(form) && k < forms.length; k++) form = (form + 1) % forms.length;
  taken.add(form);
  return forms[form];
}

// orderOf returns runs of one rule in the order of the one number in which they differ, undefined if
// there is none.
function orderOf(runs) {
  const frame = r => [withoutSchedule(r.rule).split(":")[0], r.schedule].join(), numbers = runs.map(r => ({...textKeys(r.rule), lr: r.lr}));
  const keys = Object.keys(numbers[0]).filter(key => numbers.some(n => +n[key] !== +numbers[0][key]));
  if (runs.length < 2 || keys.length !== 1 || new Set(runs.map(frame)).size > 1 || numbers.some(n => !Number.isFinite(+n[keys[0]]) || Object.keys(n).length !== Object.keys(numbers[0]).length)) return undefined;
  const value = r => +numbers[runs.indexOf(r)][keys[0]];
  return runs.toSorted((a, b) => value(a) - value(b));
}

// shade returns the colours of run i of n in the order of a number: even steps of lightness, from light
// to dark, whose hue turns by some degrees.
function shade(style, i, n, turn) {
  const {chroma, hue} = data.marks.styles[style], part = i / (n - 1), isWide = Math.abs(turn) >= 90, c = Math.min(Math.max(chroma, 0.11), 0.2);
  const [dark, bright] = isWide ? [0.34, 0.75] : [0.31, 0.86], at = l => `oklch(${l.toFixed(3)} ${c} ${(hue + part * turn).toFixed(1)})`;
  const onPaper = 0.6 + part * (dark - 0.6), onMap = at(bright + part * (0.65 - bright));
  return {light: at(onPaper), lightText: at(Math.min(onPaper, 0.52)), dark: onMap, map: onMap};
}

// turnOf returns by how many degrees the hue of a rule's shades turns: towards violet, not as far as the
// hues of other rules, and hardly where several rules have shades.
function turnOf(style, taken, ramps) {
  const {hue} = data.marks.styles[style], toLast = Math.max(-150, Math.min(150, (310 - hue + 900) % 360 - 180)), sign = Math.sign(toLast) || 1;
  let most = ramps > 1 ? 25 : Math.abs(toLast);
  for (const n of taken) {
    const other = data.marks.styles[n];
    if (n !== style && other.chroma >= 0.05) most = Math.min(most, Math.max((sign * (other.hue - hue) + 720) % 360 - 30, 25));
  }
  return sign * most;
}

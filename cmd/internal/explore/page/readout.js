// The curves, of the kind that a tab names, and the numbers of a step.
const views = ["loss", "rate", "gradient", "coordinates", "phase", "slice", "state"];
let view = "loss", chosen = 0; // the tab, and the run whose state is shown
let chart = null; // the scales of the curves that are drawn
const lastOf = r => r.loss.length - 1;
const lastStep = () => answer ? Math.max(0, ...answer.runs.map(lastOf)) : 0;

const stepsBy = new Map(); // the numbers 0, 1, 2, ... by how many
function stepsTo(n) {
  if (!stepsBy.has(n)) stepsBy.set(n, Float64Array.from({length: n}, (_, i) => i));
  return stepsBy.get(n);
}

// curveOf returns a curve of numbers over the steps of run i.
const curveOf = (i, ys, more = {}) => ({xs: stepsTo(ys.length), ys, run: i, colour: looks[i].line, text: looks[i].text, name: answer.runs[i].label, dense: true, ...more});
const column = (r, k) => Float64Array.from({length: r.x.length / r.dim}, (_, i) => r.x[i * r.dim + k]);

// mostOf returns where an axis ends at the latest, far above where the runs begin: a run that diverges
// leaves it.
const mostOf = first => 1e5 * Math.max(...answer.runs.map(first).filter(Number.isFinite), 1e-6);

// charts returns what to draw in a tab.
const charts = {
  loss() {
    const {floor} = answer.surface, [least = Infinity, most] = extent(answer.runs.flatMap(r => extent(r.loss)));
    const above = Number.isFinite(floor) && least >= floor - 1e-9 * Math.max(1, Math.abs(floor)), by = above ? floor : 0;
    const hasDecade = !(least > by && most - by < 10 * (least - by));
    return {curves: answer.runs.map((r, i) => curveOf(i, by ? r.loss.map(v => v - by) : r.loss)), title: by ? word("aboveLeast") : word("lossOf"),
      wantsLog: above && hasDecade, floor: 1e-10, most: above ? mostOf(r => r.loss[0] - by) : undefined};
  },
  rate() {
    const highest = answer.runs.flatMap(r => extent(r.rates)[1] ?? []), [lo, hi] = extent(highest);
    return {curves: answer.runs.map((r, i) => curveOf(i, r.rates)), title: word("learning") + " η", wantsLog: hi > 10 * lo, floor: lo / 1000, low: 0};
  },
  gradient: () => ({curves: answer.runs.map((r, i) => curveOf(i, r.gradnorm)), title: word("norm"), wantsLog: true, floor: 1e-10, most: mostOf(r => r.gradnorm[0])}),
  coordinates() {
    const count = Math.min(4, answer.surface.dim), dashes = [[], [6, 4], [2, 3], [9, 3, 2, 3]];
    const curves = answer.runs.flatMap((r, i) => Array.from({length: count}, (_, k) => curveOf(i, column(r, k), {dash: dashes[k], name: k ? "" : r.label})));
    return {curves, title: word("coordinates") + ": " + Array.from({length: count}, (_, k) => coordinate(k) + " " + ["—", "– –", "···", "–·"][k]).join(", "), isPlain: true};
  },
  phase() {
    const curves = answer.runs.map((r, i) => {
      const x = column(r, 0), v = x.slice(1).map((b, k) => b - x[k]);
      return curveOf(i, v, {xs: x.subarray(0, v.length), isPath: true, dense: false});
    });
    return {curves, title: word("velocity"), axis: word("positionOf"), marks: curves.map((s, i) => ({x: s.xs.at(-1), y: s.ys.at(-1), colour: s.colour, outline: looks[i].marker})), isPath: true};
  },
  slice: () => sliceChart(true),
  state() {
    const all = answer.runs, r = all[chosen]?.memory.length ? all[chosen] : all.find(r => r.memory.length) ?? all[0], dashes = [[], [6, 4], [2, 3]], colours = stateColours();
    const curves = (r?.memory ?? []).flatMap((m, j) => {
      const n = r.loss.length, each = Math.max(1, Math.round(m.value.length / n));
      return Array.from({length: Math.min(3, each)}, (_, k) => ({xs: stepsTo(n), ys: Float64Array.from({length: n}, (_, s) => m.value[s * each + k]), run: all.indexOf(r), dense: true,
        colour: colours[j % colours.length], dash: dashes[k], name: k ? "" : plainMath(m.symbol)}));
    });
    return {curves, title: r ? `${word("state")}: ${r.label}` : "", missing: r && word("stateless")};
  },
};

// stateColours are those of rules, which stand for numbers here.
const stateColours = () => [0, 5, 2, 1].map(n => data.marks.styles[n][isDark() ? "dark" : "light"]);

function drawCurves(canvas = at("chart")) {
  if (!answer || !canvas.clientWidth) return;
  const what = charts[view](), k = near?.k ?? Math.min(frame, lastStep());
  what.axis ??= word("step") + " k";
  const byStep = !what.isPath;
  if (byStep && view !== "state") what.marks = what.curves.filter(s => !s.dash?.length).flatMap(s => pointOn(s, k));
  if (byStep) what.near = k;
  what.curves.sort((a, b) => (a.run === chosen) - (b.run === chosen));
  chart = what.curves.length ? drawChart(canvas, what) : null;
  if (chart) chart.byStep = byStep;
  const {c} = chart ? {} : fitted(canvas);
  if (c) { c.fillStyle = theme().soft; c.textAlign = "center"; c.fillText(what.missing ?? "", canvas.clientWidth / 2, canvas.clientHeight / 2); }
}

// pointOn marks a curve at step k, or at its end where the run ended before.
function pointOn(s, k) {
  let i = Math.min(k, s.ys.length - 1);
  while (i > 0 && !Number.isFinite(s.ys[i])) i--;
  return Number.isFinite(s.ys[i]) ? [{x: s.xs[i], y: s.ys[i], colour: s.colour, outline: looks[s.run].marker}] : [];
}

// watchChart finds the iterate below the pointer, and lets a click show its step.
function watchChart() {
  const canvas = at("chart");
  const find = e => {
    if (!chart) return null;
    const r = canvas.getBoundingClientRect(), px = e.clientX - r.left, py = e.clientY - r.top;
    let best = null, reach = Infinity;
    for (const s of chart.curves) {
      if (s.run < 0) continue;
      const from = chart.byStep ? Math.round(chart.x.back(px)) : 0, to = chart.byStep ? from : s.ys.length - 1;
      for (let k = Math.max(0, from); k <= Math.min(to, s.ys.length - 1); k++) {
        const d = Math.hypot(chart.byStep ? 0 : chart.x.at(s.xs[k]) - px, clamped(chart.y, s.ys[k]) - py);
        if (d < reach) { reach = d; best = {run: s.run, k}; }
      }
    }
    return best && px >= chart.box.left - 8 ? iterate(best.run, best.k) : null;
  };
  canvas.onpointermove = e => setNear(find(e));
  canvas.onpointerleave = () => setNear(null);
  canvas.onclick = e => { const found = find(e); if (found) { player.play(false); show(found.k); } };
}

// iterate returns iterate k of a run for the eye.
function iterate(run, k) {
  const r = answer.runs[run];
  return r && k <= lastOf(r) ? {run, k} : null;
}

function setNear(found) {
  if (near === found || near && found && near.run === found.run && near.k === found.k) return;
  near = found;
  if (found) chosen = found.run;
  redraw();
}

function choose(run) {
  if (chosen === run) return;
  chosen = run;
  redraw();
}

// buildTabs makes the tabs of the curves; arrow keys go from one to the next.
function buildTabs() {
  const tabs = views.map(v => make("button", {type: "button", role: "tab", id: `tab-${v}`, "aria-selected": String(v === view), "aria-controls": "chart", tabindex: v === view ? 0 : -1,
    onclick: () => setView(v), "data-name": v}, word(v)));
  const list = make("div", {role: "tablist", "aria-label": word("curves"), onkeydown: e => {
    const now = views.indexOf(view), n = views.length;
    const to = {ArrowRight: (now + 1) % n, ArrowLeft: (now + n - 1) % n, Home: 0, End: n - 1}[e.key];
    if (to === undefined) return;
    e.preventDefault();
    setView(views[to]);
    at(`tab-${view}`).focus();
  }}, ...tabs);
  return list;
}

function setView(v) {
  view = v;
  for (const e of document.querySelectorAll("[role=tab]")) {
    e.setAttribute("aria-selected", String(e.id === `tab-${v}`));
    e.tabIndex = e.id === `tab-${v}` ? 0 : -1;
  }
  if (v === "slice") askSlice();
  redraw();
}

// The readout: a row for each run, with its numbers at the step that is shown.
const readoutColumns = ["runColumn", "position", "lossWord", "normColumn", "length"];
function fillReadout() {
  const body = at("readout"), k = near?.k ?? Math.min(frame, lastStep()), rows = answer.runs.slice(0, 12), more = answer.runs.length - rows.length;
  at("readoutStep").textContent = `${word("step")} ${k}` + (more > 0 ? ` (+ ${more})` : "");
  body.parentElement.classList.toggle("atEnd", rows.every(r => k >= lastOf(r))); // where no step follows
  while (body.rows.length > rows.length) body.deleteRow(-1);
  rows.forEach((r, i) => {
    const row = body.rows[i] ?? newRow(body), i_ = Math.min(k, lastOf(r));
    const cells = readoutOf(r, i_);
    const key = JSON.stringify(looks[i]);
    if (row.dataset.look !== key) { row.dataset.look = key; row.cells[0].firstChild.replaceChildren(lookSample(looks[i])); }
    row.classList.toggle("chosen", i === chosen && rows.length > 1);
    row.onpointerenter = () => choose(i);
    cells.forEach((t, j) => { const e = j ? row.cells[j] : row.cells[0].lastChild; if (e.textContent !== t) e.textContent = t; });
  });
  fillMemory(k);
}

function newRow(body) {
  const row = body.insertRow();
  row.append(make("th", {scope: "row"}, make("span", {}), make("span", {})), ...readoutColumns.slice(1).map(() => make("td")));
  return row;
}

// someOf writes the first coordinates of a vector.
const someOf = a => point(a.subarray(0, 4)).replace(/\)$/, a.length > 4 ? ", …)" : ")");

// readoutOf returns the texts of a run's row at an iterate.
function readoutOf(r, k) {
  const dim = r.dim;
  const here = r.x.subarray(k * dim, (k + 1) * dim), next = r.x.subarray((k + 1) * dim, (k + 2) * dim);
  const step = next.length ? Math.hypot(...Array.from(next, (v, i) => v - here[i])) : NaN;
  return [r.label, someOf(here), shown(r.loss[k]), shown(r.gradnorm[k]), shown(step)];
}

// fillMemory shows the gradient and the state of the run that is chosen.
function fillMemory(k) {
  const r = answer.runs[chosen], e = at("memory");
  e.hidden = !r;
  if (e.hidden) return;
  const i = Math.min(k, lastOf(r)), values = [{symbol: "∇f", value: r.gradients}, ...r.memory].filter(m => m.value.length);
  e.textContent = `${r.label}: ` + values.map(m => {
    const each = Math.max(1, Math.round(m.value.length / r.loss.length)), v = m.value.subarray(i * each, (i + 1) * each);
    return `${plainMath(m.symbol)} = ${v.length === 1 ? shown(v[0]) : someOf(v)}`;
  }).join(", ");
}

// The loss along a line: of a surface of one coordinate its graph, and otherwise from the first start
// to the lowest minimum, or to where a run ended, and a little beyond both.
let slice = null; // the losses, and the line on which they lie
const beyondEnds = 0.15; // part of the line

const findSlice = newest("slice", (out, of, {ends, span}) => {
  if (out.error) return;
  const n = out.values.length;
  slice = {ends, values: out.values, along: Float64Array.from({length: n}, (_, i) => span[0] + (span[1] - span[0]) * i / (n - 1))};
  later();
});

function askSlice() {
  const count = 600;
  if (answer.surface.dim === 1) {
    const span = windowNow().slice(0, 2);
    return findSlice(answer.state, {from: [span[0]], to: [span[1]], count, ends: [[0], [1]], span});
  }
  const start = answer.state.start[0] ?? answer.surface.start, minima = answer.points.filter(p => p.kind === "minimum").sort((a, b) => a.value - b.value);
  const r = answer.runs[chosen], end = r && Array.from(r.x.subarray(r.x.length - r.dim));
  const to = [minima[0]?.x, end, start.map(v => v + 1)].find(x => x?.every(Number.isFinite) && x.some((v, k) => v !== start[k]));
  const beyond = (a, b) => a.map((v, k) => v - beyondEnds * (b[k] - v));
  findSlice(answer.state, {from: beyond(start, to), to: beyond(to, start), count, ends: [start, to], span: [-beyondEnds, 1 + beyondEnds]});
}

// alongOf returns the place of iterate k of a run along the line.
function alongOf(r, k) {
  const [from, to] = slice.ends, d = to.map((v, j) => v - from[j]);
  return d.reduce((sum, v, j) => sum + v * (r.x[k * r.dim + j] - from[j]), 0) / d.reduce((sum, v) => sum + v * v, 0);
}

// sliceChart returns the curve of the slice and the iterates beside it, at their places along the line
// and at their own losses.
function sliceChart(withBalls) {
  const curves = slice ? [{xs: slice.along, ys: slice.values, colour: theme().soft, run: -1}] : [], marks = [];
  if (slice && withBalls) answer.runs.forEach((r, i) => {
    const n = Math.min(frame, lastOf(r)) + 1, by = Math.max(1, niceStep(n / 60));
    for (let k = 0; k < n; k += by) {
      const x = alongOf(r, k);
      if (x >= slice.along[0] && x <= slice.along.at(-1)) marks.push({x, y: r.loss[k], colour: looks[i].line, outline: looks[i].marker, size: 4, bare: true});
    }
  });
  return {curves, marks, title: word("lossOf"), axis: answer.surface.dim === 1 ? "x" : word("along"), isPath: true};
}

// drawSlice draws the slice in place of the map. Of a surface of one coordinate it returns a frame, in
// which starts can be dragged.
function drawSlice(canvas) {
  canvas.drawn = null;
  const isGraph = answer.surface.dim === 1, drawn = slice && drawChart(canvas, sliceChart(!isGraph));
  return drawn && isGraph ? {...drawn, unit: 1.4, narrow: canvas.clientWidth < 480} : null;
}

// Scales, ticks and numbers.
const number = () => new Intl.NumberFormat(state.lang, {maximumSignificantDigits: 4, useGrouping: false});
function shown(v) {
  if (v === null || v === undefined || Number.isNaN(v)) return "–";
  if (!Number.isFinite(v)) return v > 0 ? "∞" : "−∞";
  const t = Math.abs(v) >= 1e5 || v !== 0 && Math.abs(v) < 1e-3 ? powered(v) : number().format(v);
  return t.replace("-", "−");
}
const raised = n => [...String(n)].map(c => c === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[+c]).join("");
function powered(v) {
  const [m, e] = v.toExponential(2).split("e");
  return `${number().format(+m)} · 10${raised(+e)}`;
}

// niceTicks returns round numbers between two, about n of them.
function niceTicks(a, b, n) {
  const raw = (b - a) / n, unit = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map(m => m * unit).find(s => s >= raw * 0.999);
  const out = [];
  for (let i = Math.ceil(a / step - 1e-9); i * step <= b + 1e-9 * step; i++) out.push(+(i * step).toPrecision(12));
  return out;
}

// decades returns powers of ten between two numbers, at most about n of them.
function decades(a, b, n) {
  const from = Math.ceil(Math.log10(a) - 1e-9), to = Math.floor(Math.log10(b) + 1e-9), by = Math.max(1, Math.ceil((to - from + 1) / n));
  const out = [];
  for (let e = Math.ceil(from / by) * by; e <= to; e += by) out.push(e);
  return out;
}

// linear and logarithmic scales from values to pixels.
function scale(low, high, from, to, isLog) {
  if (isLog) {
    const a = Math.log10(low), b = Math.log10(high);
    return {at: v => from + (Math.log10(v) - a) / (b - a) * (to - from), ticks: n => {
      const all = decades(low, high, n);
      return all.length > 1 ? all.map(e => [10 ** e, e >= -2 && e <= 3 ? shown(10 ** e) : "10" + raised(e)]) : niceTicks(low, high, n).filter(v => v > 0).map(v => [v, shown(v)]);
    }};
  }
  return {at: v => from + (v - low) / (high - low) * (to - from), ticks: n => niceTicks(low, high, n).map(v => [v, shown(v)])};
}

// fitted sizes a canvas to its element and returns its context, in CSS pixels.
function fitted(canvas) {
  const {width, height} = canvas.getBoundingClientRect(), ratio = Math.min(2, devicePixelRatio || 1);
  const w = Math.max(1, Math.round(width * ratio)), h = Math.max(1, Math.round(height * ratio));
  if (canvas.width !== w || canvas.height !== h) { canvas.width = w; canvas.height = h; }
  const c = canvas.getContext("2d");
  c.setTransform(ratio, 0, 0, ratio, 0, 0);
  c.clearRect(0, 0, width, height);
  c.font = "12px system-ui, sans-serif";
  return {c, width, height, ratio};
}

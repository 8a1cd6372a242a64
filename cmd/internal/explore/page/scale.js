// Scales, ticks and numbers.
const formats = {}; // of numbers, by language
const digits = v => (formats[state.lang] ??= new Intl.NumberFormat(state.lang, {maximumSignificantDigits: 4, useGrouping: false})).format(v);

// shown writes a number as figures do.
function shown(v) {
  if (v === null || v === undefined || Number.isNaN(v)) return "–";
  if (!Number.isFinite(v)) return v > 0 ? "∞" : "−∞";
  if (v === 0) return "0"; // also −0
  const t = Math.abs(v) >= 1e5 || Math.abs(v) < 1e-3 ? powered(v) : digits(v);
  return t.replace("-", "−");
}
const raised = n => [...String(n)].map(c => c === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[+c]).join("");
function powered(v) {
  const [m, e] = v.toExponential(2).split("e");
  return `${digits(+m)}·10${raised(+e)}`;
}

// plainMath writes the typesetter's markup as text: f - f_{min} becomes f − fₘᵢₙ, and 10^{3} becomes 10³.
const lowered = {m: "ₘ", i: "ᵢ", n: "ₙ", k: "ₖ", x: "ₓ", ...Object.fromEntries([..."₀₁₂₃₄₅₆₇₈₉"].map((c, i) => [i, c]))};
const plainMath = t => t.replace(/\^\{?([−-]?\d+)\}?/g, (_, e) => raised(e.replace("−", "-"))).replace(/\^\*/g, "*")
  .replace(/_(?:\{(\w+)\}|(\w))/g, (_, a, b) => [...a ?? b].map(c => lowered[c] ?? c).join("")).replace(/ - /g, " − ").replace(/[\\{}$]/g, "");
const point = x => `(${Array.from(x, shown).join(state.lang === "de" ? "; " : ", ")})`;

// niceTicks returns round numbers between two, about n of them.
function niceTicks(a, b, n) {
  const raw = (b - a) / n, unit = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map(m => m * unit).find(s => s >= raw * 0.999);
  const out = [];
  for (let i = Math.ceil(a / step - 1e-9); i * step <= b + 1e-9 * step && out.length < 50; i++) out.push(+(i * step).toPrecision(12));
  return out;
}

// decades returns the exponents of powers of ten between two numbers, at most about n of them.
function decades(a, b, n) {
  const from = Math.ceil(Math.log10(a) - 1e-9), to = Math.floor(Math.log10(b) + 1e-9), by = Math.max(1, Math.ceil((to - from + 1) / n));
  const out = [];
  for (let e = Math.ceil(from / by) * by; e <= to; e += by) out.push(e);
  return out;
}
const powerText = e => e >= -2 && e <= 2 ? shown(10 ** e) : "10" + raised(e);

// scale returns a linear or a logarithmic scale from values to pixels, with its way back.
function scale(low, high, from, to, isLog) {
  const by = isLog ? Math.log10 : v => v, a = by(low), b = by(high);
  return {
    low, high, isLog,
    at: v => from + (by(v) - a) / (b - a) * (to - from),
    back: p => { const v = a + (p - from) / (to - from) * (b - a); return isLog ? 10 ** v : v; },
    ticks(n) {
      const powers = isLog ? decades(low, high, n) : [];
      if (powers.length > 1) return powers.map(e => [10 ** e, powerText(e)]);
      return niceTicks(low, high, n).filter(v => !isLog || v > 0).map(v => [v, shown(v)]);
    },
  };
}

// fitted gives a canvas the pixels of its element and returns its context, in CSS pixels.
function fitted(canvas) {
  const width = canvas.clientWidth, height = canvas.clientHeight, ratio = Math.min(2, devicePixelRatio || 1);
  const w = Math.max(1, Math.round(width * ratio)), h = Math.max(1, Math.round(height * ratio));
  if (canvas.width !== w || canvas.height !== h) { canvas.width = w; canvas.height = h; }
  const c = canvas.getContext("2d");
  c.setTransform(ratio, 0, 0, ratio, 0, 0);
  c.clearRect(0, 0, width, height);
  c.font = "13px system-ui, sans-serif";
  return {c, width, height, ratio};
}

// Pictures as SVG: a canvas whose context writes what is drawn on it, by the methods of a canvas that the page uses.
class SVGCanvas {
  constructor(clientWidth, clientHeight) { Object.assign(this, {clientWidth, clientHeight, context: new SVGContext()}); }
  getContext() { return this.context; }
}

// pathFor returns a path that a context draws, from path data.
const pathFor = (c, d) => c instanceof SVGContext ? new SVGPath(d) : new Path2D(d);

// SVGPath is a path of parts, each with how it is moved, turned and scaled.
class SVGPath {
  parts = [];
  constructor(d = "") { this.d = d; }
  moveTo(x, y) { this.d += `M${short(x)} ${short(y)}`; }
  lineTo(x, y) { this.d += `${this.d ? "L" : "M"}${short(x)} ${short(y)}`; }
  closePath() { this.d += "Z"; }
  addPath(path, matrix) { this.parts.push({d: path.d, matrix}); }
  all() { return this.d ? [{d: this.d}, ...this.parts] : this.parts; }
}

const short = v => +v.toFixed(2);
const escapes = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#xA;"};
const escaped = t => t.replace(/[&<>"\n]/g, c => escapes[c]).replace(/[\0-\x08\x0b-\x1f]/g, "");

// opaque returns a colour as every reader of SVG knows it, and its opacity.
const opaque = (() => {
  const known = new Map();
  let pixel;
  return css => {
    if (!known.has(css)) {
      pixel ??= new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true});
      pixel.clearRect(0, 0, 1, 1); pixel.fillStyle = css; pixel.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = pixel.getImageData(0, 0, 1, 1).data;
      known.set(css, {colour: `rgb(${r},${g},${b})`, opacity: short(a / 255)});
    }
    return known.get(css);
  };
})();

const drawingState = {fillStyle: "#000", strokeStyle: "#000", lineWidth: 1, lineJoin: "miter", lineCap: "butt", font: "13px sans-serif", textAlign: "start", textBaseline: "alphabetic", globalAlpha: 1, dash: [], groups: 0};

class SVGContext {
  out = []; // elements
  saved = [];
  static clips = 0; // in all files: a picture has several contexts
  current = new SVGPath();
  constructor() { Object.assign(this, drawingState); }
  setTransform() {} // its units are those of the page
  clearRect() {} // it is empty
  save() { this.saved.push(Object.fromEntries(Object.keys(drawingState).map(key => [key, this[key]]))); }
  restore() {
    const before = this.saved.pop();
    for (; this.groups > before.groups; this.groups--) this.out.push("</g>");
    Object.assign(this, before);
  }
  group(attributes) { this.out.push(`<g ${attributes}>`); this.groups++; }
  translate(x, y) { this.group(`transform="translate(${short(x)} ${short(y)})"`); }
  beginPath() { this.current = new SVGPath(); }
  moveTo(x, y) { this.current.moveTo(x, y); }
  lineTo(x, y) { this.current.lineTo(x, y); }
  rect(x, y, w, h) { this.current.d += `M${short(x)} ${short(y)}h${short(w)}v${short(h)}h${short(-w)}Z`; }
  clip(path = this.current) {
    const id = `clip${SVGContext.clips++}`;
    this.out.push(`<clipPath id="${id}"><path d="${path.d}"/></clipPath>`);
    this.group(`clip-path="url(#${id})"`);
  }
  paint(kind, css) {
    const {colour, opacity} = opaque(css), o = short(opacity * this.globalAlpha);
    return `${kind}="${colour}"` + (o < 1 ? ` ${kind}-opacity="${o}"` : "");
  }
  // line writes how lines are drawn, within what is scaled by a factor.
  line(by = 1) {
    const dash = this.dash.length ? ` stroke-dasharray="${this.dash.map(v => short(v / by))}"` : "";
    return `fill="none" ${this.paint("stroke", this.strokeStyle)} stroke-width="${short(this.lineWidth / by * 100) / 100}" stroke-linejoin="${this.lineJoin}" stroke-linecap="${this.lineCap}"${dash}`;
  }
  draw(path, look) {
    for (const {d, matrix: m} of path.all()) {
      const moved = m ? ` transform="matrix(${[m.a, m.b, m.c, m.d, m.e, m.f].map(v => +v.toFixed(4))})"` : "";
      this.out.push(`<path d="${d}"${moved} ${look(m ? Math.hypot(m.a, m.b) : 1)}/>`);
    }
  }
  stroke(path = this.current) { this.draw(path, by => this.line(by)); }
  fill(path = this.current) { this.draw(path, () => this.paint("fill", this.fillStyle)); }
  fillRect(x, y, w, h) { this.out.push(`<rect x="${short(x)}" y="${short(y)}" width="${short(w)}" height="${short(h)}" ${this.paint("fill", this.fillStyle)}/>`); }
  strokeRect(x, y, w, h) { this.out.push(`<rect x="${short(x)}" y="${short(y)}" width="${short(w)}" height="${short(h)}" ${this.line()}/>`); }
  setLineDash(dash) { this.dash = dash; }
  measureText(t) { return measured(this, t); }
  fillText(t, x, y) { this.text(t, x, y, this.paint("fill", this.fillStyle)); }
  strokeText(t, x, y) { this.text(t, x, y, this.line()); }
  text(t, x, y, look) {
    if (!t) return;
    const anchor = {center: "middle", right: "end"}[this.textAlign] ?? "start";
    const lower = measured({font: this.font, textBaseline: "alphabetic"}, t).fontBoundingBoxAscent - measured(this, t).fontBoundingBoxAscent;
    this.out.push(`<text x="${short(x)}" y="${short(y + lower)}" text-anchor="${anchor}" style="font: ${escaped(this.font)}" ${look}>${escaped(t)}</text>`);
  }
  drawImage(canvas, x, y, w, h) {
    this.out.push(`<image x="${short(x)}" y="${short(y)}" width="${short(w)}" height="${short(h)}" preserveAspectRatio="none" href="${canvas.toDataURL()}"/>`);
  }
  // elements returns all that was drawn.
  elements() { return this.out.join("\n") + "</g>".repeat(this.groups); }
}

// measured returns the size of a text, as a canvas writes it.
const measured = (() => {
  let c;
  return ({font, textBaseline}, t) => {
    c ??= document.createElement("canvas").getContext("2d");
    Object.assign(c, {font, textBaseline});
    return c.measureText(t);
  };
})();

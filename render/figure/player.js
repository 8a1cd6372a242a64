// The player of a film: it draws the lines of the figure up to a frame, by cutting
// their path data, which is relative.
const film = JSON.parse(document.getElementById("film").textContent);
const words = film.words;
const number = new Intl.NumberFormat(film.lang, {maximumSignificantDigits: 4});
const shown = v => v === null ? "–" : Math.abs(v) >= 1e5 || v !== 0 && Math.abs(v) < 1e-3
  ? v.toExponential(2).replace(".", film.lang === "de" ? "," : ".") : number.format(v);

// A trail's points, and how much of its data draws up to each.
const trails = [...document.querySelectorAll(".trail")].map((group, i) => {
  const path = group.querySelector("defs path"), data = path.getAttribute("d");
  const points = [], ends = [];
  const numbers = /[a-z]|-?(?:\d+\.?\d*|\.\d+)/g;
  let x = 0, y = 0, pending = null;
  for (let m; (m = numbers.exec(data));) {
    if (/[a-z]/.test(m[0])) continue;
    if (pending === null) { pending = +m[0]; continue; }
    x += pending; y += +m[0]; pending = null;
    points.push([x, y]); ends.push(numbers.lastIndex);
  }
  const dots = group.querySelector(".dots");
  return {
    group, path, data, points, ends, dots, run: +group.dataset.run, places: film.places[i],
    dotParts: dots ? dots.getAttribute("d").split(/(?=m)/) : [], dotted: film.dots[i],
    head: group.querySelector(".head"),
  };
});
const late = [...document.querySelectorAll("[data-since]")].map(element => ({element, since: +element.dataset.since}));
const off = new Set(); // runs that are not shown

const upTo = (places, place) => { // how many are at a place or before it
  let low = 0, high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (places[middle] <= place) low = middle + 1; else high = middle;
  }
  return low;
};

let frame = film.frames.length - 1;

function draw() {
  const place = film.frames[frame];
  for (const t of trails) {
    t.group.style.display = off.has(t.run) ? "none" : "";
    const n = Math.max(1, upTo(t.places, place));
    t.path.setAttribute("d", t.data.slice(0, t.ends[n - 1]));
    if (t.dots) t.dots.setAttribute("d", t.dotParts.slice(0, upTo(t.dotted, n - 1)).join("") || "m0 0");
    if (t.head) t.head.setAttribute("transform", `translate(${t.points[n - 1]})`);
    t.last = n - 1;
  }
  for (const l of late) l.element.style.visibility = l.since <= place ? "" : "hidden";
  at("scrub").value = frame;
  at("scrub").setAttribute("aria-valuetext", told(place));
  at("where").textContent = told(place);
  hide();
}

const told = place => `${film.axis} ${number.format(place)} / ${number.format(film.frames[film.frames.length - 1])}`;

const last = film.frames.length - 1;
const {play, step} = transport({
  last: () => last, frame: () => frame, show, pause: film.pause, rate: () => 1 / film.seconds,
  words: () => words, stopped: () => { at("state").textContent = summary(); },
});
function show(k) { frame = k; draw(); }

// What a screen reader says where the film stops.
function summary() {
  const place = film.frames[frame];
  return told(place) + ": " + film.runs.filter((_, i) => !off.has(i)).map(r => {
    const k = Math.max(0, upTo(r.places, place) - 1);
    return `${r.label}: ${words.loss} ${shown(r.loss[k])}`;
  }).join("; ");
}

film.runs.forEach((r, i) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "run";
  button.setAttribute("aria-pressed", "true");
  button.title = `${words.toggle} (${i + 1})`;
  const colour = document.createElement("span");
  colour.className = "colour";
  colour.style.background = r.color;
  button.append(colour, r.label);
  button.onclick = () => {
    if (off.has(i)) off.delete(i); else off.add(i);
    button.setAttribute("aria-pressed", String(!off.has(i)));
    draw();
  };
  at("runs").append(button);
});

document.addEventListener("keydown", e => {
  if (e.ctrlKey || e.metaKey || e.altKey || !/^[1-9]$/.test(e.key) || e.target.matches("select")) return;
  const toggle = at("runs").children[e.key - 1];
  if (toggle) { e.preventDefault(); toggle.click(); }
});

// What is below the pointer.
const svg = document.querySelector("svg"), tip = at("tip"), ring = at("ring");
function hide() { tip.hidden = true; ring.setAttribute("visibility", "hidden"); }
svg.addEventListener("pointerleave", hide);
svg.addEventListener("pointermove", e => {
  const p = new DOMPoint(e.clientX, e.clientY).matrixTransform(svg.getScreenCTM().inverse());
  let best = null, reach = 12;
  for (const t of trails) {
    if (off.has(t.run)) continue;
    for (let k = 0; k <= t.last; k++) {
      const d = Math.hypot(t.points[k][0] - p.x, t.points[k][1] - p.y);
      if (d < reach) { reach = d; best = {t, k}; }
    }
  }
  if (!best) return hide();
  const r = film.runs[best.t.run], [x, y] = best.t.points[best.k];
  const row = Math.max(0, upTo(r.places, best.t.places[best.k]) - 1);
  const rate = r.rate[row] === null || r.rate[row] === undefined ? "" : `, ${words.rate} ${shown(r.rate[row])}`;
  tip.textContent = `${r.label}: ${words.step} ${number.format(r.steps[row])}, ${words.loss} ${shown(r.loss[row])}${rate}`;
  tip.hidden = false;
  const box = at("figure").getBoundingClientRect();
  tip.style.left = Math.min(e.clientX - box.left + 14, box.width - tip.offsetWidth - 4) + "px";
  tip.style.top = e.clientY - box.top + 18 + "px";
  ring.setAttribute("transform", `translate(${x},${y})`);
  ring.setAttribute("visibility", "visible");
});

// On paper it is the whole figure.
let kept = frame;
addEventListener("beforeprint", () => { play(false); kept = frame; show(last); });
addEventListener("afterprint", () => show(kept));

at("controls").hidden = false;
draw();
if (!matchMedia("(prefers-reduced-motion: reduce)").matches) play(true);

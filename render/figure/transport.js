"use strict";
// The buttons, the slider and the keys that move a film or the iterates of a live page. A page
// has the elements play, back, next, first, scrub, speed and perhaps last.
const at = id => document.getElementById(id);

// transport plays frames 0 to last() by show(k), rate() a second, waits pause seconds at the end and
// begins again, and calls stopped() where the reader stops it. It listens to keys until the signal, if any.
// signs() are what the button play shows.
function transport({last, frame, show, pause, rate, words, signs = () => ({play: "▶", pause: "❚❚"}), stopped, signal}) {
  let playing = false, started = 0, from = 0;
  const speed = () => +at("speed").value;
  const go = k => show(Math.max(0, Math.min(last(), k)));
  const again = () => { started = performance.now(); from = frame(); }; // the clock begins where it is

  function play(on) {
    playing = on;
    at("play").replaceChildren(on ? signs().pause : signs().play);
    at("play").setAttribute("aria-label", on ? words().pause : words().play);
    if (!on) return stopped();
    if (frame() >= last()) go(0);
    again();
    requestAnimationFrame(tick);
  }
  function tick(now) {
    if (!playing) return;
    const due = from + Math.floor((now - started) / 1000 * speed() * rate());
    if (due > last() && due > last() + pause * speed() * rate()) {
      go(0); started = now; from = 0;
    } else if (Math.min(due, last()) !== frame()) {
      go(due);
    }
    requestAnimationFrame(tick);
  }
  function step(by) { play(false); go(frame() + by); stopped(); }
  function faster(by) {
    const s = at("speed");
    s.selectedIndex = Math.max(0, Math.min(s.options.length - 1, s.selectedIndex + by));
    again();
  }

  at("play").onclick = () => play(!playing);
  at("back").onclick = () => step(-1);
  at("next").onclick = () => step(1);
  at("first").onclick = () => step(-last());
  at("last")?.addEventListener("click", () => step(last()));
  at("scrub").max = last();
  at("scrub").oninput = () => { play(false); go(+at("scrub").value); stopped(); };
  at("speed").onchange = again;
  document.addEventListener("keydown", e => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.defaultPrevented || e.target.matches("select, textarea, input:not(#scrub), [role=tab], .start, summary")) return;
    const held = e.target.matches("button");
    const act = {
      ArrowLeft: () => step(-1), ArrowRight: () => step(1), Home: () => step(-last()), End: () => step(last()),
      k: () => play(!playing), " ": held ? null : () => play(!playing),
      "+": () => faster(1), "-": () => faster(-1),
    }[e.key];
    if (act) { e.preventDefault(); act(); }
  }, {signal});
  return {play, step};
}

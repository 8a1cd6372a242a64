// Edits of the state. Each waits for those before it and changes a copy of the newest state, which becomes
// the state once the edit is done: none finds what another left half done, or undoes it.
let editing = Promise.resolve();
const past = []; // states before edits, the newest last
let edited = 0; // when the last edit was

// edit makes a change, and shows it; a change that is, or promises, false leaves the state as it was.
function edit(change, show = changed) {
  editing = editing.then(async () => {
    const draft = structuredClone(state);
    if (await change(draft) === false) return;
    keepPast(draft);
    state = draft;
    await show();
  }).catch(reportError);
  return editing;
}

// keepPast keeps the state before an edit. Edits in quick succession, as those of a drag, are one.
function keepPast(next) {
  const now = Date.now(), together = 800; // milliseconds
  if (JSON.stringify(next) === JSON.stringify(state)) return;
  if (now - edited > together && past.push(state) > 100) past.shift();
  edited = now;
  if (document.getElementById("note")) at("note").hidden = true;
}

// undo goes back to the state before the last edit.
function undo() {
  const {lang} = state;
  return edit(draft => {
    if (!past.length) return false;
    replace(draft, past.pop());
    edited = Infinity; // the way back is no edit
  }, () => {
    edited = 0;
    return state.lang === lang ? showState() : buildAll();
  });
}
addEventListener("keydown", e => {
  if (!(e.ctrlKey || e.metaKey) || e.shiftKey || e.key !== "z" || e.target.closest?.("input[type=text]")) return;
  e.preventDefault();
  undo();
});

// editNewest makes a change with a value. While other edits are under way, only the newest value of an id waits.
const valuesWaiting = new Map();
function editNewest(id, value, change, show) {
  const waits = valuesWaiting.has(id);
  valuesWaiting.set(id, value);
  if (!waits) edit(draft => {
    const newest = valuesWaiting.get(id);
    valuesWaiting.delete(id);
    return change(draft, newest);
  }, show);
}

// replace makes a draft equal to another state.
function replace(draft, next) {
  for (const key of Object.keys(draft)) delete draft[key];
  Object.assign(draft, next);
}

// refuse says why an edit changes nothing.
function refuse(out) { showError(out); return false; }

// put sets a key of a draft, or removes it.
function put(draft, key, v) { if (v === undefined) delete draft[key]; else draft[key] = v; }

// complete gives a state the window and the start that its answer chose, so that they stay while it changes.
// Those of more than two coordinates, which may be many, go without saying.
function complete(of, {surface, window}) {
  if (surface.dim > 2) return;
  of.window ??= window;
  if (!of.start.length) of.start = [Array.from(surface.start)];
}

// startsNow returns the starts that are shown: the state's or, where it has none, the surface's.
const startsNow = () => state.start.length || !answer ? state.start : [Array.from(answer.surface.start)];

// startsIn returns the starts of a draft, to change them.
function startsIn(draft) {
  if (!draft.start.length) draft.start = structuredClone(startsNow());
  return draft.start;
}

// mayChangeStarts reports whether a state can hold the starts that are shown: not those of too many coordinates.
const mayChangeStarts = () => answer !== null && fits("start", startsNow());

// Questions to the worker, which computes.
const text = id => document.getElementById(id).textContent;
const data = JSON.parse(text("data"));

const worker = new Worker(URL.createObjectURL(new Blob([text("worker")], {type: "text/javascript"})));
const waiting = new Map(); // who waits for an answer, by the number of the question
let asked = 0;

const ready = new Promise((resolve, reject) => {
  worker.onmessage = first => {
    if (first.data.broken) return reject(new Error(first.data.broken));
    worker.onmessage = e => {
      const answered = waiting.get(e.data.id);
      waiting.delete(e.data.id);
      answered(e.data.out);
    };
    resolve();
  };
  worker.onerror = e => reject(new Error(e.message));
  worker.postMessage(text("module"));
});

// ask returns the answer to a question about a state.
async function ask(name, state, more = {}) {
  await ready;
  return new Promise(resolve => {
    waiting.set(++asked, resolve);
    worker.postMessage({id: asked, name, state, more});
  });
}

// edit makes a change of the state that waits for answers, after those before it: none finds another's
// half done.
let editing = Promise.resolve();
function edit(act) {
  editing = editing.then(act).catch(reportError);
  return editing;
}

// editNewest makes a change with a value. While another edit is under way, only the newest value waits.
const valuesWaiting = new Map();
function editNewest(id, value, act) {
  const waits = valuesWaiting.has(id);
  valuesWaiting.set(id, value);
  if (!waits) edit(() => {
    const newest = valuesWaiting.get(id);
    valuesWaiting.delete(id);
    return act(newest);
  });
}

// newest returns a function that asks and shows the answer. While an answer is on its way only the
// newest question waits: those that it replaces are never asked.
function newest(name, show) {
  let busy = false, next = null;
  return async function put(of, more) {
    next = [structuredClone(of), more];
    if (busy) return;
    busy = true;
    while (next) {
      const [of, more] = next;
      next = null;
      show(await ask(name, of, more), of, more);
    }
    busy = false;
  };
}

// Questions to the worker.
const text = id => document.getElementById(id).textContent;
const data = JSON.parse(text("data"));

const worker = new Worker(URL.createObjectURL(new Blob([text("worker")], {type: "text/javascript"})));
const waiting = new Map(); // of each question, who waits for its answer
let asked = 0;

const ready = new Promise((resolve, reject) => {
  worker.onmessage = e => {
    if (e.data.broken) reject(new Error(e.data.broken));
    worker.onmessage = e => { waiting.get(e.data.id)(e.data.out); waiting.delete(e.data.id); };
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

// newest returns a function that asks, and shows the answer. While an answer is on its way only the
// newest question waits: those that it replaces are never asked.
function newest(name, show) {
  let busy = false, next = null;
  return async function put(state, more) {
    next = [structuredClone(state), more];
    if (busy) return;
    busy = true;
    while (next) {
      const [of, with_] = next;
      next = null;
      show(await ask(name, of, with_), of);
    }
    busy = false;
  };
}

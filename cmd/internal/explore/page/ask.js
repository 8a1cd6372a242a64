// Questions to the worker, which computes.
const text = id => document.getElementById(id).textContent;
const data = JSON.parse(text("data"));

let worker, ready; // the worker, and what waits until it answers
const waiting = new Map(); // who waits for the answer to which question, by its number
let asked = 0;
startWorker();

function startWorker() {
  const address = URL.createObjectURL(new Blob([text("worker")], {type: "text/javascript"}));
  worker = new Worker(address);
  ready = new Promise((resolve, reject) => {
    worker.onmessage = first => {
      URL.revokeObjectURL(address);
      if (first.data.broken) return reject(new Error(first.data.broken));
      worker.onmessage = e => take(e.data.id, e.data.out);
      worker.onerror = worker.onmessageerror = () => startAnew("restarted");
      resolve();
    };
    worker.onerror = e => reject(new Error(e.message));
    worker.postMessage(text("module"));
  });
}

function take(id, out) {
  const answered = waiting.get(id);
  waiting.delete(id);
  limitWait();
  answered?.resolve(out);
}

// limitWait ends a worker that is silent for too long, be it that a link asks for too much or that the
// browser ended the worker, which no event tells. A search, beside which it answers, may take its time.
let longest = 30_000, silence = 0; // milliseconds
const urgent = () => [...waiting.values()].filter(w => w.name !== "search").length;
function limitWait() {
  clearTimeout(silence);
  if (urgent()) silence = setTimeout(startAnew, longest, "tookLong");
}

// startAnew puts another worker in place of one that failed, and tells why to all who wait.
function startAnew(why) {
  worker.terminate();
  startWorker();
  for (const id of [...waiting.keys()]) take(id, {error: word(why), flag: "", value: "", reason: "", at: -1});
}

// ask returns the answer to a question about a state.
async function ask(name, state, more = {}) {
  try {
    for (let known; known !== ready; await known) known = ready; // another worker may take its place meanwhile
  } catch (err) {
    return {error: word("ended") + err.message, flag: "", value: "", reason: "", at: -1};
  }
  return new Promise(resolve => {
    waiting.set(++asked, {name, resolve});
    if (name !== "search" && urgent() === 1) limitWait();
    worker.postMessage({id: asked, name, state, more});
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
      try {
        show(await ask(name, of, more), of, more);
      } catch (err) { // the next question is answered all the same
        reportError(err);
      }
    }
    busy = false;
  };
}

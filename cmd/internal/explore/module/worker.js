// The worker unpacks the module and answers what the page asks, one question after the other.
let module;
let last = Promise.resolve(); // the answer to the last question

onmessage = async first => {
  try {
    const packed = new Blob([bytesOf(first.data)]).stream();
    const unpacked = packed.pipeThrough(new DecompressionStream("gzip"));
    module = await WebAssembly.compileStreaming(new Response(unpacked, {headers: {"Content-Type": "application/wasm"}})); // while it unpacks
    await start();
    onmessage = e => { take(e.data); };
    postMessage({ready: true});
  } catch (err) {
    postMessage({broken: String(err)});
  }
};

// take answers a question after those before. A search goes on beside the others.
function take(question) {
  const failed = err => postMessage({id: question.id, out: failure(String(err))});
  if (question.name === "search") answer(question).catch(failed);
  else last = last.then(() => answer(question)).catch(failed);
}

// start runs the module, which sets optviz.
async function start() {
  const go = new Go();
  go.run(await WebAssembly.instantiate(module, go.importObject));
}

// bytesOf returns the bytes of a text that module.Text made: their number, a space, and seven bits a character.
function bytesOf(text) {
  const avoided = [0, 8, 9, 10, 11, 12, 13, 26, 27, 34, 38, 60, 62, 127];
  const begin = text.indexOf(" ") + 1;
  const bytes = new Uint8Array(parseInt(text)); // what is put after its end is dropped
  let n = 0, held = 0, bits = 0;
  const put = seven => {
    held = held << 7 | seven;
    bits += 7;
    if (bits < 8) return;
    bits -= 8;
    bytes[n++] = held >> bits;
    held &= (1 << bits) - 1;
  };
  for (let i = begin; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c >= 0x100) put(avoided[(c - 0x100) >> 7]);
    put(c & 0x7f);
  }
  return bytes;
}

// failure is an answer to a question that none can be given to.
const failure = error => ({error, flag: "", value: "", reason: "", at: -1});

// answer answers a question. A module that ended, for want of memory, starts anew; if even that fails, with
// the next question.
async function answer({id, name, state, more}) {
  let out;
  try {
    out = await optviz(name, state, more);
  } catch (err) {
    console.error(err);
  }
  if (!out) {
    out = failure("the computation ended, perhaps for want of memory");
    await start().catch(console.error);
  }
  const buffers = [];
  collect(out, buffers);
  postMessage({id, out}, buffers);
}

// collect lists the buffers in an answer, which move to the page without a copy.
function collect(v, buffers) {
  if (ArrayBuffer.isView(v)) buffers.push(v.buffer);
  else if (v && typeof v === "object") for (const part of Object.values(v)) collect(part, buffers);
}

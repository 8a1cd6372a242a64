// The worker unpacks the module and answers what the page asks, one question after the other.
let module;
let last = Promise.resolve(); // the answer to the last question

onmessage = async first => {
  try {
    const packed = new Blob([bytesOf(first.data)]).stream();
    const unpacked = packed.pipeThrough(new DecompressionStream("gzip"));
    module = await WebAssembly.compileStreaming(new Response(unpacked, {headers: {"Content-Type": "application/wasm"}})); // while it unpacks
    await start();
    onmessage = e => { last = last.then(() => answer(e.data)); };
    postMessage({ready: true});
  } catch (err) {
    postMessage({broken: String(err)});
  }
};

// start runs the module, which sets optviz.
async function start() {
  const go = new Go();
  go.run(await WebAssembly.instantiate(module, go.importObject));
}

// bytesOf returns the bytes of a text: each five digits of base 85 are four bytes, and fewer digits
// at the end, filled up with the highest, are one byte less than they are digits.
function bytesOf(text) {
  const digits = "!#%()*+,-.0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}~";
  const value = new Uint8Array(128);
  for (let i = 0; i < digits.length; i++) value[digits.charCodeAt(i)] = i;
  const length = Math.floor(text.length * 4 / 5);
  const bytes = new DataView(new ArrayBuffer(length + 4));
  text += "~~~~";
  for (let at = 0, i = 0; at < length; at += 4) {
    let four = 0;
    for (let k = 0; k < 5; k++) four = four * 85 + value[text.charCodeAt(i++)];
    bytes.setUint32(at, four);
  }
  return bytes.buffer.slice(0, length);
}

// answer answers a question. A module that ended, for want of memory, starts anew.
async function answer({id, name, state, more}) {
  let out;
  try {
    out = optviz(name, state, more);
  } catch (err) {
    console.error(err);
  }
  if (!out) {
    out = {error: "the computation ended, perhaps for want of memory", flag: "", value: "", reason: "", at: -1};
    await start();
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

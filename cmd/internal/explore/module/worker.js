// The worker unpacks the module and answers what the page asks, one question after the other.
onmessage = async first => {
  try {
    const packed = new Blob([bytesOf(first.data)]).stream();
    const unpacked = packed.pipeThrough(new DecompressionStream("gzip"));
    const go = new Go();
    const module = new Response(unpacked, {headers: {"Content-Type": "application/wasm"}});
    const {instance} = await WebAssembly.instantiateStreaming(module, go.importObject); // compiles while it unpacks
    go.run(instance);
    onmessage = e => answer(e.data);
    postMessage({ready: true});
  } catch (err) {
    postMessage({broken: String(err)});
  }
};

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

function answer({id, name, state, more}) {
  const out = optviz(name, state, more);
  const buffers = [];
  collect(out, buffers);
  postMessage({id, out}, buffers);
}

// collect lists the buffers in an answer, which move to the page without a copy.
function collect(v, buffers) {
  if (v instanceof Float64Array) buffers.push(v.buffer);
  else if (v && typeof v === "object") for (const part of Object.values(v)) collect(part, buffers);
}

// What leaves the page: the link, the command, the document and a picture.
async function copy(t) {
  try {
    await navigator.clipboard.writeText(t);
  } catch { // a page from a file may have no clipboard
    const area = make("textarea", {class: "unseen"});
    area.value = t;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  say(word("copied"), true);
}

function shareMenu() {
  const item = (key, act) => make("button", {type: "button", onclick: () => { menu.open = false; act(); }}, word(key));
  const menu = make("details", {class: "menu", onkeydown: e => { if (e.key === "Escape") { menu.open = false; menu.firstChild.focus(); } }},
    make("summary", {}, word("share")), make("div", {class: "items"},
      item("link", () => copy(location.href.split("#")[0] + fragment())), item("command", () => copy(asCommand({...state, theme: isDark() ? "dark" : state.theme}))),
      item("yaml", () => copy(asYAML(state))), item("png", savePNG), item("svg", saveSVG)));
  addEventListener("pointerdown", e => { if (!menu.contains(e.target)) menu.open = false; }, {signal: listening.signal});
  return menu;
}

const pictureEdge = 16, pictureHead = 76; // around the parts of a picture that is saved, and above them for the title

// sizeOfPicture returns the parts of the page that a picture shows, side by side, and its size.
function sizeOfPicture() {
  const parts = [at("map"), at("chart")].filter(e => e.clientWidth);
  const width = parts.reduce((sum, e) => sum + e.clientWidth + pictureEdge, pictureEdge);
  return {parts, width, height: at("map").clientHeight + pictureHead + pictureEdge};
}

// paintPicture paints paper, title, what paint paints of each part at its place, and the rings of the starts.
function paintPicture(c, {parts, width, height}, paint) {
  c.fillStyle = theme().paper; c.fillRect(0, 0, width, height);
  c.textAlign = "left"; c.textBaseline = "alphabetic";
  c.fillStyle = theme().ink; c.font = "700 22px system-ui, sans-serif"; c.fillText(answer.surface.title, pictureEdge, 34);
  c.fillStyle = theme().soft; c.font = "14px system-ui, sans-serif"; c.fillText(plainMath(answer.surface.formula), pictureEdge, 58);
  let x = pictureEdge;
  for (const e of parts) {
    paint(e, x, pictureHead);
    if (e === at("map") && mapFrame) for (const s of startsNow()) if (isSeen(s)) drawStart(c, x + placeOfStart(s)[0], pictureHead + placeOfStart(s)[1], mapFrame.unit);
    x += e.clientWidth + pictureEdge;
  }
}

// sourceOf returns the document of what is shown, as figures hold it.
const sourceOf = of => `${data.program}, seed ${of.seed ?? 0}\n` + asYAML(of);

// savePNG saves the map and the curves as they are seen, with the document that draws them.
function savePNG() {
  if (!answer) return;
  at("chart").style.height = at("map").clientHeight + "px"; // until it is copied
  drawCurves();
  const size = sizeOfPicture(), ratio = at("over").width / at("over").clientWidth || 2, canvas = document.createElement("canvas"), c = canvas.getContext("2d");
  canvas.width = size.width * ratio; canvas.height = size.height * ratio;
  c.scale(ratio, ratio);
  paintPicture(c, size, (e, x, y) => {
    for (const layer of e.matches("canvas") ? [e] : e.querySelectorAll("canvas.layer")) c.drawImage(layer, x, y, e.clientWidth, e.clientHeight);
  });
  at("chart").style.height = "";
  later();
  canvas.toBlob(async blob => save(withSource(new Uint8Array(await blob.arrayBuffer()), sourceOf(state)), "image/png", "png"));
}

// saveSVG saves the same as lines and texts.
function saveSVG() {
  if (!answer) return;
  const size = sizeOfPicture(), {context} = new SVGCanvas(), high = at("map").clientHeight;
  paintPicture(context, size, (e, x, y) => {
    const canvas = new SVGCanvas(e.clientWidth, high);
    if (e === at("chart")) drawCurves(canvas);
    else paintMap(canvas, canvas, Math.min(frame, lastStep()));
    context.out.push(`<g transform="translate(${x} ${y})">${canvas.context.elements()}</g>`);
  });
  later(); // with the scales of the page
  const source = element("source", escaped(sourceOf(state)), ` xmlns="https://github.com/optviz/optviz"`), {width, height} = size;
  save(element("svg", [element("title", escaped(answer.surface.title)), element("metadata", source), context.elements()].join("\n"),
    ` xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`), "image/svg+xml", "svg");
}

// element returns an element as text. The page itself must not have its tags: render finds the still figure by them.
const element = (tag, content, attributes = "") => `<${tag}${attributes}>${content}</${tag}>`;

// save hands a file to the reader.
function save(content, type, extension) {
  const link = make("a", {download: `${answer.surface.name.replace(/[^a-z0-9-]/g, "") || "optviz"}.${extension}`});
  link.href = URL.createObjectURL(new Blob([content], {type}));
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

// withSource returns a PNG with the document of its figure in a text chunk, as the program's own have it.
function withSource(png, source) {
  const data = new TextEncoder().encode("iTXtSource\0\0\0\0\0" + source), chunk = new Uint8Array(data.length + 8), view = new DataView(chunk.buffer);
  view.setUint32(0, data.length - 4);
  chunk.set(data, 4);
  view.setUint32(data.length + 4, crcOf(data));
  const afterHeader = 33, out = new Uint8Array(png.length + chunk.length);
  out.set(png.subarray(0, afterHeader));
  out.set(chunk, afterHeader);
  out.set(png.subarray(afterHeader), afterHeader + chunk.length);
  return out;
}

// crcOf returns the checksum of a PNG's chunk.
function crcOf(bytes) {
  let crc = -1;
  for (const b of bytes) {
    crc ^= b;
    for (let k = 0; k < 8; k++) crc = crc >>> 1 ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

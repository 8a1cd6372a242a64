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
      item("yaml", () => copy(asYAML(state))), item("png", savePNG)));
  addEventListener("pointerdown", e => { if (!menu.contains(e.target)) menu.open = false; }, {signal: listening.signal});
  return menu;
}

// savePNG saves the map and the curves as they are seen, with the title.
function savePNG() {
  if (!answer) return;
  at("chart").style.height = at("map").clientHeight + "px"; // until it is copied
  drawCurves();
  const parts = [at("map"), at("chart")].filter(e => e.clientWidth), ratio = at("over").width / at("over").clientWidth || 2, pad = 16, head = 76;
  const width = parts.reduce((sum, e) => sum + e.clientWidth + pad, pad), height = Math.max(...parts.map(e => e.clientHeight)) + head + pad;
  const canvas = document.createElement("canvas"), c = canvas.getContext("2d");
  canvas.width = width * ratio; canvas.height = height * ratio;
  c.scale(ratio, ratio);
  c.fillStyle = theme().paper; c.fillRect(0, 0, width, height);
  c.fillStyle = theme().ink; c.font = "700 22px system-ui, sans-serif"; c.fillText(answer.surface.title, pad, 34);
  c.fillStyle = theme().soft; c.font = "14px system-ui, sans-serif"; c.fillText(plainMath(answer.surface.formula), pad, 58);
  let x = pad;
  for (const e of parts) {
    for (const layer of e.matches("canvas") ? [e] : e.querySelectorAll("canvas.layer")) c.drawImage(layer, x, head, e.clientWidth, e.clientHeight);
    if (e === at("map")) startsNow().forEach(s => { if (mapFrame) drawStart(c, x + mapFrame.x.at(s[0]), head + mapFrame.y.at(s[1]), mapFrame.unit); });
    x += e.clientWidth + pad;
  }
  at("chart").style.height = "";
  later();
  canvas.toBlob(blob => {
    const link = make("a", {download: `${answer.surface.name || "optviz"}.png`});
    link.href = URL.createObjectURL(blob);
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
}

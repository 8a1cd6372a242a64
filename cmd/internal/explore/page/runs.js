// The runs as cards: a rule, its rate, its parameters and its schedule, and what became of it.

// runsOf returns the numbers of the runs of rule i in an answer to a state.
function runsOf(i, of) {
  const places = Math.max(1, of.start.length) * Math.max(1, of.batch?.length ?? 0);
  const count = t => (scheduleOf(t) ? 1 : Math.max(1, of.schedule?.length ?? 0)) * places;
  const from = of.optimizer.slice(0, i).reduce((sum, t) => sum + count(t), 0);
  return Array.from({length: count(of.optimizer[i])}, (_, k) => from + k);
}

const cards = []; // of the rules, with what updates them; a card stays that of its rule where others come or go

// setKey sets a key of the rule or of the schedule of a card, unless the card has another rule by then.
function setKey(card, of, key, value) {
  const {shape} = card;
  editNewest(`${card.number} ${of} ${key}`, value, async (draft, v) => {
    const i = cards.indexOf(card), t = draft.optimizer[i] ?? "", text = of === "schedule" ? scheduleOf(t) : withoutSchedule(t);
    if (i < 0 || card.shape !== shape) return false;
    const out = await ask("set", {}, {of, text, key, value: String(v)});
    if (out.error) return refuse(out);
    draft.optimizer[i] = of === "schedule" ? joined(withoutSchedule(t), out.text) : joined(out.text, scheduleOf(t));
  });
}

let cardsMade = 0;
const newCard = () => ({number: cardsMade++});

// showCards makes the cards of the state's rules, of those that changed more than their numbers anew.
function showCards() {
  const root = at("cards"), focused = cards.find(c => c.element?.contains(document.activeElement));
  const nth = focused ? [...focused.element.querySelectorAll("select")].indexOf(document.activeElement) : -1;
  while (cards.length < state.optimizer.length) cards.push(newCard());
  for (const card of cards.splice(state.optimizer.length)) card.element?.remove();
  cards.forEach((card, i) => {
    card.shape = shapeOf(state.optimizer[i]);
    const made = [card.shape, i, state.optimizer.length > 1, state.lang].join();
    if (card.made !== made) {
      card.made = made;
      fillCard(card, i);
    }
    if (root.children[i] !== card.element) root.insertBefore(card.element, root.children[i] ?? null);
  });
  while (root.children.length > cards.length) root.lastChild.remove();
  if (cards.includes(focused) && !root.contains(document.activeElement)) (focused.element.querySelectorAll("select")[nth] ?? focused.element.querySelector("select")).focus();
}

// shapeOf returns the names in a rule and its schedule: what else they have are numbers.
const shapeOf = t => [ruleName(t), ruleName(innerRule(t)), ruleName(scheduleOf(t))].join(" ");

function fillCard(card, i) {
  const t = state.optimizer[i], say = key => `${word(key)} (${i + 1})`, open = card.details?.open ?? false;
  const rules = catalog.optimizers.map(o => [o.name, o.name === "sgd" ? word("descent") : o.title]);
  const inner = innerRule(t), plain = rules.filter(([name]) => !wrappers.includes(name));
  const element = make("article", {class: "card", onpointerenter: () => chooseCard(card)});
  element.addEventListener("focusin", () => chooseCard(card));
  card.element?.remove();
  Object.assign(card, {element, look: "", filled: "", marks: make("span", {class: "marks"}), apart: make("p", {class: "apart"}), verdict: make("p", {class: "verdict"}), params: make("div", {class: "params"})});
  card.rate = logSlider(say("learning"), 0.1, v => setKey(card, "optimizer", "lr", v));
  card.rateRow = labelled("η", ...card.rate.parts);
  card.details = make("details", {"data-name": `params ${i}`, open, ontoggle: () => openParams(card)}, make("summary", {}, word("more")), card.params);
  element.append(...[
    make("div", {class: "head"}, card.marks, choice(say("rule"), rules, ruleName(t), v => setRule(card, v)),
      button(say("duplicate"), icon("copy"), () => duplicate(card), {class: "icon bare"}),
      state.optimizer.length > 1 ? button(say("remove"), icon("remove"), () => removeRule(card), {class: "icon bare"}) : null),
    inner ? labelled(word("around"), choice(say("around"), plain, ruleName(inner), v => setRule(card, ruleName(t), v))) : null,
    card.rateRow, card.apart, card.verdict, card.details,
  ].filter(Boolean));
  fillParams(card);
}

// paramsKey says what the parameters of a card are those of.
const paramsKey = (of, i) => JSON.stringify([of.lang, withoutSchedule(of.optimizer[i] ?? "")]);

// wantsParams reports whether a card is open without the parameters of its rule: answers have them where asked.
const wantsParams = () => cards.some((card, i) => card.details?.open && card.knownOf !== paramsKey(state, i));

// keepParams keeps the parameters in an answer for the cards of the same rules.
function keepParams() {
  cards.forEach((card, i) => {
    const run = answer.runs[runsOf(i, answer.state)[0]];
    if (run?.params && paramsKey(answer.state, i) === paramsKey(state, i)) Object.assign(card, {known: run.params, knownOf: paramsKey(state, i)});
  });
}

function openParams(card) {
  fillParams(card);
  if (wantsParams()) run(state, {params: true});
}

// fillParams shows the parameters of a rule and of its schedule, once they are wanted and known.
function fillParams(card) {
  const i = cards.indexOf(card), key = paramsKey(state, i), t = state.optimizer[i], now = key + scheduleOf(t);
  if (!card.details.open || card.knownOf !== key || card.filled === now) return;
  card.filled = now;
  const name = ruleName(scheduleOf(t)) || "constant", schedule = catalog.schedules.find(s => s.name === name), given = textKeys(scheduleOf(t));
  const params = [...card.known.filter(p => p.key !== "lr").map(p => ["optimizer", p]), ...(schedule?.params ?? []).map(p => ["schedule", {...p, value: given[p.key] ?? p.value}])];
  const shape = JSON.stringify([name, params.map(([of, p]) => [of, p.key, controlKind(p)])]);
  if (card.paramsShape === shape && card.controls[0]?.element.isConnected) return card.controls.forEach((c, k) => c.set(params[k][1]));
  card.paramsShape = shape;
  card.controls = params.map(([of, p]) => paramControl(p, v => setKey(card, of, p.key, v), `${of} ${p.key}`));
  const elements = card.controls.map(c => c.element), chooser = choice(word("schedule"), catalog.schedules.map(s => [s.name, s.title[0].toUpperCase() + s.title.slice(1)]), name, v => setSchedule(card, v), {"data-name": "schedule"});
  const own = params.filter(([of]) => of === "optimizer").length;
  rebuilt(card.params, [...elements.slice(0, own), labelled(word("schedule"), chooser), ...elements.slice(own)]);
}

// textKeys returns the keys and values of a text NAME:KEY=VALUE,...
function textKeys(t) {
  const out = {};
  for (const part of t.slice(t.indexOf(":") + 1).split(",")) {
    const [key, value] = part.split("=");
    if (value !== undefined) out[key] = value;
  }
  return out;
}

// updateCards shows in the cards what an answer says of their rules.
function updateCards() {
  cards.forEach((card, i) => {
    fillParams(card);
    const numbers = runsOfCard(i), runs = numbers.map(n => answer.runs[n]);
    if (!runs[0]) return;
    card.element.classList.toggle("chosen", numbers.includes(chosen) && answer.runs.length > 1);
    const look = JSON.stringify(numbers.slice(0, 4).map(n => looks[n]));
    if (card.look !== look) {
      card.look = look;
      const different = new Map(numbers.map(n => [JSON.stringify(looks[n]), looks[n]]));
      card.marks.replaceChildren(...[...different.values()].slice(0, 3).map(lookSample));
      card.element.style.setProperty("--run", looks[numbers[0]].line);
    }
    card.rate.set(runs[0].lr);
    card.rateRow.hidden = !catalog.optimizers.find(o => o.name === ruleName(runs[0].rule))?.params.some(p => p.key === "lr");
    setText(card.apart, runs[0].apart);
    showVerdict(card.verdict, runs);
  });
}

// showVerdict says what became of runs in the end, which may be after the step that is shown.
function showVerdict(e, runs) {
  const said = [...new Set(runs.map(r => r.verdict || word("searching")))].slice(0, 4).join("; ");
  const ended = runs.every(r => frame >= lastOf(r)), [r] = runs, outcome = r.outcome;
  const loss = runs.length === 1 && word("means " + outcome) !== "means " + outcome ? `, ${word("lossWord")} ${shown(r.loss.at(-1))}` : "";
  setText(e, ended ? said + loss : `${word("inTheEnd")}: ${said}${loss}`);
  e.title = runs.length === 1 ? word("means " + outcome).replace("means " + outcome, "") : "";
}

// setText shows a text, with true minus signs before numbers.
function setText(e, text) {
  const now = text.replace(/-(?=\d)/g, "−");
  if (e.textContent !== now) e.textContent = now;
}

// runsOfCard returns the numbers of a card's runs in the answer, none while that is of other rules.
function runsOfCard(i) {
  const {optimizer} = answer.state;
  return optimizer.length === state.optimizer.length && shapeOf(optimizer[i]) === shapeOf(state.optimizer[i]) ? runsOf(i, answer.state) : [];
}

function chooseCard(card) {
  const [first] = answer ? runsOfCard(cards.indexOf(card)) : [];
  if (first !== undefined) choose(first);
}

// lookSample draws a piece of a run's line that ends in its marker.
const lookSample = look => sample(c => {
  const path = pathFor(c, "M3 10L22 10");
  c.lineWidth = 2.6; c.lineCap = "round"; c.strokeStyle = look.line; c.stroke(path);
  marker(c, 22, 10, {colour: look.line, outline: look.marker, size: 5.5});
}, 32);

const wrappers = ["lookahead", "projected", "averaging"]; // rules around another

// setRule gives a card another rule.
function setRule(card, name, around) {
  return edit(async draft => {
    const i = cards.indexOf(card);
    if (i < 0) return false;
    draft.optimizer[i] = await ruleFor(draft, i, name, around);
  }, changedRules);
}

// ruleFor returns a rule in place of rule i, at a rate that suits the surface.
async function ruleFor(of, i, name, around = ruleName(innerRule(of.optimizer[i])) || "sgd") {
  const text = wrappers.includes(name) ? `${name}(${around})` : name;
  const out = await ask("suit", {...of, optimizer: [text]});
  const next = joined(out.optimizer?.[0] ?? text, scheduleOf(of.optimizer[i]));
  return apart(next, of.optimizer.filter((_, k) => k !== i));
}

function setSchedule(card, name) {
  return edit(draft => {
    const i = cards.indexOf(card);
    if (i < 0) return false;
    draft.optimizer[i] = joined(withoutSchedule(draft.optimizer[i]), name === "constant" && !draft.schedule?.length ? "" : name);
  }, changedRules);
}

// apart returns a rule at its rate or, where other cards have just this, at half of it or less.
async function apart(t, others) {
  for (let rate = +(/[:,]lr=([^,) ]+)/.exec(t)?.[1] ?? 1) / 2; others.includes(t) && rate > 1e-9; rate /= 2) {
    const out = await ask("set", {}, {of: "optimizer", text: withoutSchedule(t), key: "lr", value: String(+rate.toPrecision(3))});
    if (out.error) break;
    t = joined(out.text, scheduleOf(t));
  }
  return t;
}

// duplicate puts the rule of a card beside it.
function duplicate(card) {
  let i;
  return edit(async draft => {
    i = cards.indexOf(card);
    if (i < 0) return false;
    draft.optimizer.splice(i + 1, 0, await apart(draft.optimizer[i], draft.optimizer));
  }, () => {
    cards.splice(i + 1, 0, newCard());
    changedRules();
    focusCard(i + 1);
  });
}

function removeRule(card) {
  let i;
  return edit(draft => {
    i = cards.indexOf(card);
    if (i < 0 || draft.optimizer.length === 1) return false;
    draft.optimizer.splice(i, 1);
  }, () => {
    for (const gone of cards.splice(i, 1)) gone.element.remove();
    changedRules();
    focusCard(Math.min(i, cards.length - 1));
  });
}

// addRule adds the first rule of the catalogue that no card has.
function addRule() {
  return edit(async draft => {
    const used = new Set(draft.optimizer.map(ruleName)), next = catalog.optimizers.find(o => !used.has(o.name)) ?? catalog.optimizers[0];
    const i = draft.optimizer.push(next.name) - 1;
    draft.optimizer[i] = await ruleFor(draft, i, next.name);
  }, () => {
    changedRules();
    focusCard(cards.length - 1);
  });
}

function focusCard(i) { cards[i].element.querySelector("select").focus(); }

// suitRates gives all rules rates that suit the surface.
function suitRates() {
  return edit(async draft => {
    const out = await ask("suit", draft);
    if (out.error) return refuse(out);
    draft.optimizer = out.optimizer;
  }, changedRules);
}

// The runs as cards: a rule, its rate, its parameters and its schedule, and what became of it.

// runsOf returns the numbers of the runs of rule i in an answer to a state.
function runsOf(i, of) {
  const places = Math.max(1, of.start.length) * Math.max(1, of.batch?.length ?? 0);
  const count = t => (scheduleOf(t) ? 1 : Math.max(1, of.schedule?.length ?? 0)) * places;
  const from = of.optimizer.slice(0, i).reduce((sum, t) => sum + count(t), 0);
  return Array.from({length: count(of.optimizer[i])}, (_, k) => from + k);
}

// setKey sets a key of the rule or of the schedule of card i.
function setKey(i, of, key, value) {
  editNewest(`${i} ${of} ${key}`, value, async v => {
    const t = state.optimizer[i] ?? "", text = of === "schedule" ? scheduleOf(t) : withoutSchedule(t);
    if (!text) return; // the card is gone
    const out = await ask("set", {}, {of, text, key, value: String(v)});
    if (out.error) return showError(out);
    state.optimizer[i] = of === "schedule" ? joined(withoutSchedule(t), out.text) : joined(out.text, scheduleOf(t));
    changed();
  });
}

const cards = []; // of the rules, with what updates them

// showCards makes the cards of the state's rules, of those that changed more than their numbers anew.
function showCards() {
  const root = at("cards"), focused = cards.findIndex(c => c.element.contains(document.activeElement));
  const nth = focused < 0 ? 0 : [...cards[focused].element.querySelectorAll("select")].indexOf(document.activeElement);
  state.optimizer.forEach((t, i) => {
    const shape = cardShape(t);
    if (cards[i]?.shape === shape) return;
    const element = make("article", {class: "card"}), wasOpen = cards[i]?.element.querySelector("details")?.open;
    if (cards[i]) cards[i].element.replaceWith(element); else root.append(element);
    cards[i] = {shape, element};
    fillCard(i);
    element.querySelector("details").open = wasOpen ?? false;
  });
  while (cards.length > state.optimizer.length) cards.pop().element.remove();
  if (cards[focused] && !root.contains(document.activeElement)) (cards[focused].element.querySelectorAll("select")[nth] ?? cards[focused].element.querySelector("select")).focus();
}

// cardShape says when a card must be made anew: for another rule or schedule, or in another language.
const cardShape = t => [ruleName(t), ruleName(innerRule(t)), ruleName(scheduleOf(t)), state.lang, state.optimizer.length > 1].join(" ");

function fillCard(i) {
  const card = cards[i], t = state.optimizer[i], say = key => `${word(key)} (${i + 1})`;
  const rules = catalog.optimizers.map(o => [o.name, o.name === "sgd" ? word("descent") : o.title]);
  card.marks = make("span", {class: "marks"});
  const inner = innerRule(t), plain = rules.filter(([name]) => !wrappers.includes(name));
  card.rate = logSlider(say("learning"), 0.1, v => setKey(i, "optimizer", "lr", v));
  card.rateRow = labelled("η", ...card.rate.parts);
  card.verdict = make("p", {class: "verdict"});
  card.params = make("div", {class: "params"});
  card.element.append(...[
    make("div", {class: "head"}, card.marks, choice(say("rule"), rules, ruleName(t), v => edit(() => setRule(i, v)))),
    inner ? labelled(word("around"), choice(say("around"), plain, ruleName(inner), v => edit(() => setRule(i, ruleName(state.optimizer[i]), v)))) : null,
    card.rateRow, card.verdict,
    make("div", {class: "acts"}, button(say("duplicate"), icon("copy"), () => edit(() => duplicate(i)), {class: "icon"}),
      state.optimizer.length > 1 ? button(say("remove"), icon("remove"), () => edit(() => removeRule(i)), {class: "icon"}) : null),
    make("details", {"data-name": `params ${i}`, ontoggle: () => fillParams(i)}, make("summary", {}, word("more")), card.params),
  ].filter(Boolean));
}

// fillParams shows the parameters of a rule and of its schedule, once they are wanted.
function fillParams(i) {
  const card = cards[i], t = state.optimizer[i], run = answer?.runs[runsOf(i, answer.state)[0]];
  const isNew = answer?.state.lang !== state.lang || cardShape(answer.state.optimizer[i] ?? "") !== card.shape; // not yet run
  if (!card.params.parentElement.open || card.filled === card.shape || isNew || !run?.params) return;
  card.filled = card.shape;
  const name = ruleName(scheduleOf(t)) || "constant", schedule = catalog.schedules.find(s => s.name === name);
  const given = textKeys(scheduleOf(t));
  card.params.replaceChildren(
    ...run.params.filter(p => p.key !== "lr").map(p => paramControl(p, v => setKey(i, "optimizer", p.key, v))),
    labelled(word("schedule"), choice(word("schedule"), catalog.schedules.map(s => [s.name, s.title[0].toUpperCase() + s.title.slice(1)]), name, v => edit(() => setSchedule(i, v)))),
    ...(schedule?.params ?? []).map(p => paramControl({...p, value: given[p.key] ?? p.value}, v => setKey(i, "schedule", p.key, v))));
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

// updateCards shows in the cards what an answer says.
function updateCards() {
  cards.forEach((card, i) => {
    const numbers = runsOf(i, answer.state), runs = numbers.map(n => answer.runs[n]);
    if (!runs[0]) return;
    card.element.classList.toggle("chosen", numbers.includes(chosen) && answer.runs.length > 1);
    card.element.onpointerenter = () => choose(numbers[0]);
    card.element.onfocusin = () => choose(numbers[0]);
    const look = JSON.stringify(numbers.slice(0, 4).map(n => looks[n]));
    if (card.look !== look) {
      card.look = look;
      const different = new Map(numbers.map(n => [JSON.stringify(looks[n]), looks[n]]));
      card.marks.replaceChildren(...[...different.values()].slice(0, 3).map(lookSample));
      card.element.style.setProperty("--run", looks[numbers[0]].line);
    }
    if (runs[0].params) card.paramsOf = runs[0].params;
    card.rate.set(runs[0].lr);
    card.rateRow.hidden = !catalog.optimizers.find(o => o.name === ruleName(runs[0].rule))?.params.some(p => p.key === "lr");
    const said = runs.length === 1 ? runs[0].verdict : [...new Set(runs.map(r => r.verdict))].slice(0, 4).join("; ");
    if (card.verdict.textContent !== said) card.verdict.textContent = said;
    fillParams(i);
  });
}

// lookSample draws a piece of a run's line that ends in its marker.
const lookSample = look => sample(c => {
  const path = new Path2D("M3 10L22 10");
  c.lineWidth = 2.6; c.lineCap = "round"; c.strokeStyle = look.line; c.stroke(path);
  marker(c, 22, 10, {colour: look.line, outline: look.marker, size: 5.5});
}, 32);

const wrappers = ["lookahead", "projected", "averaging"]; // rules around another

// setRule gives card i another rule, at a rate that suits the surface.
async function setRule(i, name, around = ruleName(innerRule(state.optimizer[i] ?? "")) || "sgd") {
  if (i >= state.optimizer.length) return;
  const text = wrappers.includes(name) ? `${name}(${around})` : name;
  const out = await ask("suit", {...state, optimizer: [text]});
  const next = joined(out.optimizer?.[0] ?? text, scheduleOf(state.optimizer[i]));
  state.optimizer[i] = await apart(next, state.optimizer.filter((_, k) => k !== i));
  changedRules();
}

function setSchedule(i, name) {
  if (i >= state.optimizer.length) return;
  state.optimizer[i] = joined(withoutSchedule(state.optimizer[i]), name === "constant" && !(state.schedule?.length) ? "" : name);
  changedRules();
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

// duplicate puts the rule of card i beside it.
async function duplicate(i) {
  if (i >= state.optimizer.length) return;
  state.optimizer.splice(i + 1, 0, await apart(state.optimizer[i], state.optimizer));
  changedRules();
  cards[i + 1].element.querySelector("select").focus();
}

function removeRule(i) {
  if (i >= state.optimizer.length || state.optimizer.length === 1) return;
  state.optimizer.splice(i, 1);
  changedRules();
  cards[Math.min(i, cards.length - 1)].element.querySelector("select").focus();
}

// addRule adds the first rule of the catalogue that no card has.
async function addRule() {
  const used = new Set(state.optimizer.map(ruleName)), next = catalog.optimizers.find(o => !used.has(o.name)) ?? catalog.optimizers[0];
  state.optimizer.push(next.name);
  await setRule(state.optimizer.length - 1, next.name);
  cards.at(-1).element.querySelector("select").focus();
}

// suited returns the rules of a state with rates that suit its surface. Of rules that differ in their
// rates alone the first has the suited one, and others are to it as they were.
async function suited(of) {
  const bare = of.optimizer.map(t => withoutRate(withoutSchedule(t)));
  const out = await ask("suit", {...of, optimizer: [...new Set(bare)]});
  if (out.error) return out;
  const rates = of.optimizer.map((t, i) => answer?.runs[runsOf(i, answer.state)[0]]?.lr ?? 1), texts = [];
  for (const [i, t] of of.optimizer.entries()) {
    const first = bare.indexOf(bare[i]), fits = out.optimizer[[...new Set(bare)].indexOf(bare[i])];
    const rate = +(/[:,]lr=([^,) ]+)/.exec(fits)?.[1]) * rates[i] / rates[first];
    const scaled = i === first || !(rate > 0) ? {text: fits} : await ask("set", {}, {of: "optimizer", text: fits, key: "lr", value: String(+rate.toPrecision(3))});
    texts.push(joined(scaled.text ?? fits, scheduleOf(t)));
  }
  return {optimizer: texts};
}

// suitRates gives all rules rates that suit the surface.
async function suitRates() {
  const out = await suited(state);
  if (out.error) return showError(out);
  state.optimizer = out.optimizer;
  changedRules();
}

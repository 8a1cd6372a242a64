// Stories: steps of text, each with a state of the page.
const stories = data.stories ?? [];
let story = -1, chapter = 0; // the story that is open, -1 for none, and its step
openStory();
const told = t => isText(t) ? t : t?.[state.lang] ?? t?.en ?? "";

// openStory opens the story and the step of the address or, where it has no state, the first story.
function openStory() {
  [story, chapter] = location.hash.length < 2 && stories.length ? [0, 0] : [-1, 0];
  if (!place) return;
  if (stories[place.story - 1]?.steps[place.step - 1]) [story, chapter] = [place.story - 1, place.step - 1];
  else refused.push("story");
}

// placeInStory returns what an address says of the story that is open.
const placeInStory = () => story < 0 ? {} : {story: story + 1, step: chapter + 1};

// fillStory shows the story that is open, and offers the others. What it says stays one element, whose
// changes are read out.
function fillStory() {
  const root = at("story"), open = stories[story], steps = open?.steps ?? [];
  root.hidden = !stories.length;
  if (!stories.length) return;
  if (!root.firstChild) root.append(make("span", {class: "part"}), make("p", {"aria-live": "polite"}), make("span", {class: "part"}));
  const [which, says, moves] = root.children, names = [["-1", word("stories")], ...stories.map((s, i) => [String(i), told(s.title)])];
  rebuilt(which, [choice(word("stories"), names, String(story), v => tell(+v, 0), {"data-name": "which"})]);
  says.textContent = open ? told(steps[chapter]?.say) : word("storyHint");
  const move = (name, by, more) => make("button", {type: "button", disabled: !steps[chapter + by], onclick: () => tell(story, chapter + by), "data-name": name, ...more}, word(name));
  rebuilt(moves, open ? [make("span", {class: "count"}, `${chapter + 1} / ${steps.length}`), move("before", -1), move("on", 1, {class: "main"})] : []);
}

// tell shows a step of a story: its state, and the iterate that it is about.
function tell(which, step) {
  story = which; chapter = step;
  fillStory();
  return edit(draft => {
    const now = stories[story]?.steps[chapter];
    if (!now?.state) return false;
    const {lang, theme} = draft;
    replace(draft, checked({...now.state, lang, theme}));
    put(draft, "theme", theme);
    frame = now.at ?? Infinity;
  }, () => { showState(); rememberStep(); });
}

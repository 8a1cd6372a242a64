// Stories: steps of text, each with a state of the page.
const stories = data.stories ?? [];
let story = stories.length && location.hash.length < 2 ? 0 : -1, chapter = 0; // a link has a state of its own
const told = t => isText(t) ? t : t?.[state.lang] ?? t?.en ?? "";

// fillStory shows the story that is open, and offers the others.
function fillStory() {
  const root = at("story");
  root.hidden = !stories.length;
  if (!stories.length) return;
  const open = stories[story], steps = open?.steps ?? [];
  const names = [["-1", word("stories")], ...stories.map((s, i) => [String(i), told(s.title)])];
  rebuilt(root, [
    choice(word("stories"), names, String(story), v => edit(() => tell(+v, 0)), {"data-name": "which"}),
    make("p", {"aria-live": "polite"}, open ? told(steps[chapter]?.say) : word("storyHint")),
    ...open ? [make("span", {class: "count"}, `${chapter + 1} / ${steps.length}`),
      make("button", {type: "button", disabled: chapter === 0, onclick: () => edit(() => tell(story, chapter - 1)), "data-name": "before"}, word("before")),
      make("button", {type: "button", class: "main", disabled: chapter >= steps.length - 1, onclick: () => edit(() => tell(story, chapter + 1)), "data-name": "on"}, word("on"))] : [],
  ]);
}

// tell shows a step of a story: its state, and the iterate that it is about.
function tell(which, step) {
  story = which; chapter = step;
  const now = stories[story]?.steps[step];
  if (now?.state) {
    const {lang, theme} = state;
    state = checked({...now.state, lang, theme});
    if (theme === undefined) delete state.theme;
    frame = now.at ?? Infinity;
    showState();
  }
  fillStory();
}

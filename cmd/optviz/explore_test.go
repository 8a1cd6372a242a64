package main

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"html"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// wrongPages are wrong usage of explore, as wrong is.
var wrongPages = []struct{ line, want string }{
	{"explore|rosenbrok", `SURFACE "rosenbrok": unknown surface (did you mean rosenbrock?)`},
	{"explore|rosenbrock|beale", `one SURFACE at most, but after "rosenbrock" comes "beale"`},
	{"explore|-o|a.png", `--out "a.png": unknown format "png"; choose from html`},
	{"explore|--points|a.csv", `--points "a.csv": cannot be live: a page reads no files; optviz plot draws the fit`},
	{"explore|--tune", `--tune "1e-4:10:1-2-5": cannot be live: give the rates that optviz plot --tune finds`},
	{"explore|--noise|1|--seeds|5", `--seeds "5": cannot be live: a page shows one run of each rule, and has a field for --seed`},
	{"explore|--noise|1|--over|expected", `--over "expected": cannot be live`},
	{"explore|overfit|--patience|5", `--patience "5": cannot be live: a page runs all steps; give fewer --steps`},
	{"explore|line5|--batch|1|--batch|2|--epochs|5", `--epochs "5": cannot be live with 2 sizes of batches`},
	{"explore|--seed|9007199254740992", `--seed "9007199254740992": cannot be live`},
	{"explore|--steps|100001", `--steps "100001": are too many for a page of 4 runs: at most 100000`},
	{"explore|--view|loss", `--view "loss": cannot be live: a page has its curves in tabs beside the map; optviz plot draws one figure as you say`},
	{"explore|--inset|0,1,0,1", `--inset "0,1,0,1": cannot be live`},
	{"explore|--mark|0,1:here", `--mark "0,1:here": cannot be live`},
	{"explore|--size|800x450", `--size "800x450": cannot be live`},
	{"explore|--every|2", `--every "2": cannot be live: a page shows every step`},
	{"explore|--figure|1", `--figure "1": takes a figure of a page`},
	{"explore|7.4", `a live page is of one figure, and these are 2: --figure N takes one of them`},
	{"explore|6.2", `--kind "basins": cannot be live: a page shows runs on one surface`},
	{"explore|6.1|--steps|5", `--steps is of the runs on a SURFACE; "6.1" has its own`},
	{"explore|--story|momentm", `--story "momentm": unknown story (did you mean momentum?); choose from rates, newton, momentum, adam, saddle, noise, batch`},
	{"explore|beale|--story|adam", `--story adam has surfaces of its own: leave out "beale"`},
	{"explore|--story|adam|--steps|3", `--steps is of the runs on a SURFACE; "--story adam" has its own`},
	{"explore|nothing.yaml", `SPEC "nothing.yaml": no such file or directory`},
}

// What cannot be live is refused by its flag, with what to do instead.
func TestWrongPages(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, c := range wrongPages {
		r := optviz(strings.Split(c.line, "|")...)
		if r.code != wrongUsage || !strings.Contains(r.stderr, c.want) {
			t.Errorf("%s: exit %d, %s, want %s", c.line, r.code, r.stderr, c.want)
		}
	}
	if left := files(t); len(left) > 0 {
		t.Errorf("left %v", left)
	}
}

// In a file the place of the key is told.
func TestWrongPageOfFile(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, c := range []struct{ text, want string }{
		{"surface: rosenbrock\nkind: sweep\n", `f.yaml:2:7: kind "sweep": cannot be live`},
		{"surface: rosenbrock\nnoise: 1\nseeds: 5\n", `f.yaml:3:8: seeds "5": cannot be live`},
		{"surface: rosenbrock\noptimizer: [adam:lr=0.1]\nsteps: 1000000\n", `f.yaml:3:8: steps "1000000": are too many for a page`},
		{"stories:\n- title: A\n  steps:\n  - say: One.\n    state: {surface: beale}\n  - say: Two.\n    state:\n      surface: bale\n", `f.yaml:8:16: step 2 of story 1: SURFACE "bale": unknown surface (did you mean beale?)`},
		{"stories:\n- title: A\n  steps:\n  - say: One.\n    state: {surface: beale, seeds: 5, noise: 1}\n", `f.yaml:5:36: step 1 of story 1: --seeds "5": cannot be live`},
		{"stories:\n- title: A\n  steps:\n  - say: One.\n    state: {surface: beale, steps: 9}\n    at: 10\n", `step 1 of story 1: at: is after the last step of the runs`},
		{"stories:\n- title: A\n  steps:\n  - state: {surface: beale}\n", `f.yaml:4:5: say: a text is missing`},
		{"stories:\n- title: A\n", `f.yaml:2:3: steps: a story has at least one`},
		{"stories:\n- title: {en: A}\n  steps: [{say: B, state: {surface: beale}}]\n", `f.yaml:2:10: title: has no text for the language de`},
		{"kind: sweep\nstories: [{title: A, steps: [{say: B, state: {surface: beale}}]}]\n", `stories`},
	} {
		writeFile(t, "f.yaml", c.text)
		if r := optviz("explore", "f.yaml"); r.code == 0 || !strings.Contains(r.stderr, c.want) {
			t.Errorf("%q: exit %d, %s, want %s", c.text, r.code, r.stderr, c.want)
		}
	}
}

// writtenPage is what a test reads of a live page.
type writtenPage struct {
	whole, policy, title, style, script string
	data                                struct {
		State   map[string]any
		Words   map[string]map[string]string
		Tones   map[string]map[string][]byte
		Stories []map[string]any
		Marks   struct {
			Rules  map[string]int
			Styles []map[string]any
		}
	}
}

// readPage reads a page that explore wrote.
func readPage(t *testing.T, path string) (p writtenPage) {
	t.Helper()
	p.whole = read(t, path)
	between := func(from, to string) string {
		_, rest, ok := strings.Cut(p.whole, from)
		if !ok || strings.Count(p.whole, from) > 1 {
			t.Fatalf("the page has not one %s", from)
		}
		text, _, _ := strings.Cut(rest, to)
		return text
	}
	p.policy, p.title = between(`http-equiv="Content-Security-Policy" content="`, `"`), html.UnescapeString(between("<title>", "</title>"))
	p.style, p.script = between("<style>", "</style>"), between("<script>", "</script>")
	if err := json.Unmarshal([]byte(between(`id="data">`, "</script>")), &p.data); err != nil {
		t.Fatal(err)
	}
	return p
}

// A page is light, allows no code but its own, and begins with the runs of its flags.
func TestLivePage(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, args := range [][]string{{"eggholder"}, {"rastrigin", "--theme", "dark", "--lang", "de"}, {"network", "--steps", "20"}, {"sphere:n=1"}} {
		must(t, append([]string{"explore", "-q", "-o", "page.html"}, args...)...)
		p := readPage(t, "page.html")
		if n := len(p.whole); n > 2_500_000 {
			t.Errorf("%v: the page has %d bytes", args, n)
		}
		for what, text := range map[string]string{"script-src 'wasm-unsafe-eval' ": p.script, "style-src ": p.style} {
			sum := sha256.Sum256([]byte(text))
			if source := what + "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; !strings.Contains(p.policy, source) {
				t.Errorf("%v: the policy %s has no %s", args, p.policy, source)
			}
		}
		if strings.Contains(p.policy, "unsafe-inline") || strings.Contains(p.policy, "'unsafe-eval'") || !strings.HasPrefix(p.policy, "default-src 'none'; ") {
			t.Errorf("%v: the policy is %s", args, p.policy)
		}
		for theme, tables := range p.data.Tones {
			if len(tables["plain"]) != 9*512 || len(tables["signed"]) != 9*512 {
				t.Errorf("%s has tables of %d and %d bytes", theme, len(tables["plain"]), len(tables["signed"]))
			}
		}
		if n := p.data.Marks.Rules["adam"]; p.data.Marks.Styles[n]["light"] != "#007a60" || p.data.Marks.Styles[n]["marker"] == "" {
			t.Errorf("Adam looks like %v", p.data.Marks.Styles[n])
		}
		for key := range p.data.Words["en"] {
			if p.data.Words["de"][key] == "" {
				t.Errorf("%s has no German word", key)
			}
		}
	}
}

// The state holds what the flags say and what plot picks.
func TestLiveState(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, c := range []struct{ args, want string }{
		{"explore", `{"lang":"en","optimizer":["sgd:lr=0.0005","momentum:lr=0.0005","newton:lr=1","adam:lr=0.05"],"start":[[-1.5,2]],"steps":500,"surface":"rosenbrock","window":[-2,2,-1,3]}`},
		{"explore|himmelblau|--optimizer|adam:lr=0.1|--optimizer|sgd|--lr|0.01|--schedule|cosine|--start|0,0|--start|1,1|--steps|9|--theme|dark|--lang|de|--noise|0.5|--seed|7|--clip|3|--l2|0.1",
			`{"clip":3,"l2":0.1,"lang":"de","lr":0.01,"noise":0.5,"optimizer":["adam:lr=0.1 cosine","sgd cosine"],"seed":7,"start":[[0,0],[1,1]],"steps":9,"surface":"himmelblau","theme":"dark","window":[-6,6,-6,6]}`},
		{"explore|-f|a*x^2+y^4|--param|a=2|--optimizer|sgd:lr={1/sharpness}|--start|2,2|--window|-3,3,-3,3", `{"formula":"a*x^2+y^4","lang":"en","optimizer":["sgd:lr={1/sharpness}"],"param":{"a":2},"start":[[2,2]],"steps":500,"window":[-3,3,-3,3]}`},
		{"explore|line5|--batch|1|--order|given|--epochs|20|--optimizer|sgd:lr=0.01", `{"batch":[1],"lang":"en","optimizer":["sgd:lr=0.01"],"order":"given","start":[[0,0]],"steps":100,"surface":"line5","window":[-0.5,4.5,-0.5,2.5]}`},
	} {
		must(t, append(strings.Split(c.args, "|"), "-q", "-o", "page.html")...)
		state, err := json.Marshal(readPage(t, "page.html").data.State)
		if err != nil || string(state) != c.want {
			t.Errorf("%s: %s, %v, want %s", c.args, state, err, c.want)
		}
	}
}

// Texts of a document never become markup.
func TestHostilePage(t *testing.T) {
	t.Chdir(t.TempDir())
	const bad = `</title></script><script>alert(1)</script><img src=x onerror=alert(1)>'"--><svg onload=alert(1)>`
	yaml := "formula: x^2 + y^2\noptimizer: [sgd:lr=0.1]\nsteps: 3\ntitle: '" + strings.ReplaceAll(bad, "'", "''") + "'\nnames: ['" + strings.ReplaceAll(bad, "'", "''") + "']\n"
	writeFile(t, "bad.yaml", yaml)
	must(t, "explore", "bad.yaml", "-q", "-o", "page.html")
	p := readPage(t, "page.html")
	if !strings.Contains(p.title, "<script>alert(1)</script>") {
		t.Errorf("the title is %s", p.title)
	}
	if tags := regexp.MustCompile(`<(script|img|svg)[ >]`).FindAllString(p.whole, -1); !slices.Equal(tags, []string{"<svg ", "<script ", "<script ", "<script ", "<script>"}) {
		t.Errorf("the page has %q", tags)
	}
	if strings.Contains(p.whole, "alert(1)>") {
		t.Error("a text became markup")
	}
	must(t, "render", "page.html", "-q", "--print-spec")
}

// A page has the stories of its document, and begins with the first step where the document says nothing
// else. Their texts never become markup.
func TestPageWithStories(t *testing.T) {
	t.Chdir(t.TempDir())
	const bad = "</script><script>alert(1)</script>"
	writeFile(t, "s.yaml", "stories:\n- title: "+bad+"\n  steps:\n  - {say: {en: One "+bad+", de: Eins}, state: {surface: beale, optimizer: [adam:lr=0.1], steps: 9}, at: 4}\n  - {say: Two, state: {formula: x^2+y^2, noise: 0.5}}\n")
	must(t, "explore", "s.yaml", "-q", "-o", "page.html")
	p := readPage(t, "page.html")
	got, err := json.Marshal(p.data.Stories)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		`"title":{"de":"\u003c/script\u003e`, `"say":{"de":"Eins","en":"One \u003c/script\u003e`, `"at":4`,
		`"state":{"optimizer":["adam:lr=0.1"],"start":[[1,1.2]],"steps":9,"surface":"beale","window":[-4.5,4.5,-4.5,4.5]}`,
		`"say":{"de":"Two","en":"Two"}`, `"formula":"x^2+y^2","noise":0.5`,
	}
	for _, part := range want {
		if !strings.Contains(string(got), part) {
			t.Errorf("the stories %s have no %s", got, part)
		}
	}
	if p.data.State["surface"] != "beale" || strings.Contains(p.whole, "<script>alert") {
		t.Errorf("the page begins with %v", p.data.State)
	}
	must(t, "explore", "page.html", "-q", "-o", "again.html")
	if read(t, "again.html") != read(t, "page.html") {
		t.Error("explore makes another page of a page")
	}
}

// Every built-in story makes a page, in both languages.
func TestBuiltinStories(t *testing.T) {
	t.Chdir(t.TempDir())
	names := strings.Fields(must(t, "list", "stories", "-q").stdout)
	if len(names) < 7 {
		t.Errorf("there are the stories %q", names)
	}
	for i, name := range names {
		must(t, "explore", "--story", name, "-q", "-o", "page.html", "--lang", []string{"en", "de"}[i%2])
		if p := readPage(t, "page.html"); len(p.data.Stories) != 1 || len(p.whole) > 2_500_000 {
			t.Errorf("%s: a page of %d bytes with %d stories", name, len(p.whole), len(p.data.Stories))
		}
	}
}

// render draws the figure of a page again, and explore the page, from the document within.
func TestPageAgain(t *testing.T) {
	t.Chdir(t.TempDir())
	must(t, "explore", "beale", "--optimizer", "adam:lr=0.1", "--steps", "50", "-q", "-o", "page.html")
	must(t, "plot", "beale", "--optimizer", "adam:lr=0.1", "--steps", "50", "-q", "-o", "want.svg")
	must(t, "render", "page.html", "-q", "-o", "got.svg")
	if read(t, "got.svg") != read(t, "want.svg") {
		t.Error("render draws another figure than plot")
	}
	must(t, "explore", "page.html", "-q", "-o", "again.html")
	if read(t, "again.html") != read(t, "page.html") {
		t.Error("explore makes another page of a page")
	}
	must(t, "explore", "want.svg", "-q", "-o", "of-svg.html")
	if read(t, "of-svg.html") != read(t, "page.html") {
		t.Error("explore makes another page of a figure")
	}
	if r := must(t, "explore", "beale", "--optimizer", "adam:lr=0.1", "-q", "--print-spec"); !strings.Contains(r.stdout, "surface: beale") {
		t.Errorf("the document is %s", r.stdout)
	}
}

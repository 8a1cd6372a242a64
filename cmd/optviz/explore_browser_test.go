package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/heapprofiler"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// openLive writes a live page and opens it, with a state in its address if it is not "".
func openLive(t *testing.T, ctx context.Context, state string, args ...string) {
	t.Helper()
	t.Chdir(t.TempDir())
	must(t, append([]string{"explore", "-q", "-o", "page.html"}, args...)...)
	path, err := filepath.Abs("page.html")
	if err != nil {
		t.Fatal(err)
	}
	chromedp.ListenTarget(ctx, func(event any) {
		switch e := event.(type) {
		case *page.EventJavascriptDialogOpening:
			t.Errorf("a dialog says %q", e.Message)
		case *runtime.EventExceptionThrown:
			t.Errorf("a script failed: %v", e.ExceptionDetails)
		}
	})
	address := "file://" + path
	if state != "" {
		address += "#" + url.QueryEscape(state)
		address = strings.ReplaceAll(address, "+", "%20")
	}
	do(t, ctx, runtime.Enable(), page.Enable(), chromedp.Navigate(address), chromedp.WaitVisible("#live", chromedp.ByQuery))
}

// wait waits until a script is true.
func wait(t *testing.T, ctx context.Context, script string) {
	t.Helper()
	if err := chromedp.Run(ctx, chromedp.Poll(script, nil, chromedp.WithPollingTimeout(20*time.Second))); err != nil {
		t.Fatalf("%s: %v; the page says %q", script, err, eval[string](t, ctx, `document.getElementById("message").textContent`))
	}
}

// settled is true once the answer is that of the state.
const settled = `JSON.stringify({...answer.state, window: 0}) === JSON.stringify({...state, window: 0})`

// A drag of the start runs all rules from there: the page has the numbers that its own command prints.
func TestLiveDrag(t *testing.T) {
	ctx := browser(t)
	openLive(t, ctx, "", "himmelblau", "--optimizer", "sgd:lr=0.01", "--optimizer", "adam:lr=0.2", "--optimizer", "newton", "--steps", "60")
	at := eval[[]float64](t, ctx, `(r => [r.x + r.width / 2, r.y + r.height / 2])(document.querySelector(".start").getBoundingClientRect())`)
	mouse := func(kind input.MouseType, x, y float64) chromedp.Action {
		return input.DispatchMouseEvent(kind, x, y).WithButton(input.Left).WithClickCount(1)
	}
	do(t, ctx, mouse(input.MousePressed, at[0], at[1]))
	for k := range 10 {
		do(t, ctx, mouse(input.MouseMoved, at[0]+float64(6*k), at[1]-float64(4*k)))
	}
	do(t, ctx, mouse(input.MouseReleased, at[0]+54, at[1]-36))
	wait(t, ctx, `state.start[0][0] > 0 && state.start[0][1] > 1 && `+settled)
	compareWithTrace(t, ctx)

	do(t, ctx, chromedp.Focus(".start", chromedp.ByQuery), chromedp.KeyEvent(kb.ArrowLeft), chromedp.KeyEvent(kb.ArrowDown))
	wait(t, ctx, settled)
	compareWithTrace(t, ctx)
	wait(t, ctx, `/GD: .*; Adam: .*; Newton: /.test(document.getElementById("said").textContent)`)
	if label := eval[string](t, ctx, `document.querySelector(".start").ariaLabel`); label != eval[string](t, ctx, `"Start 1: " + point(state.start[0])`) {
		t.Errorf("the start is called %q", label)
	}
}

// compareWithTrace compares the numbers of the page with those that its command prints as trace.
func compareWithTrace(t *testing.T, ctx context.Context) {
	t.Helper()
	command := strings.Fields(strings.ReplaceAll(eval[string](t, ctx, `asCommand(state)`), "'", "")) // without spaces in words
	if command[1] != "plot" {
		t.Fatalf("the command is %v", command)
	}
	command[1] = "trace"
	var got [][]float64
	dim := eval[int](t, ctx, `answer.surface.dim`)
	text := eval[string](t, ctx, `JSON.stringify(answer.runs.flatMap(r => Array.from(r.loss, (v, k) => [k, v, ...r.x.subarray(r.dim * k, r.dim * (k + 1))])))`)
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(must(t, command[1:]...).stdout)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	columns := []int{slices.Index(rows[0], "step"), slices.Index(rows[0], "loss")}
	for k := range dim {
		columns = append(columns, slices.Index(rows[0], fmt.Sprintf("x%d", k+1)))
	}
	if rows = rows[1:]; len(rows) != len(got) {
		t.Fatalf("%v: %d rows, but the page has %d", command, len(rows), len(got))
	}
	for i, row := range rows {
		for k, column := range columns {
			want, err := strconv.ParseFloat(row[column], 64)
			if err != nil || !(math.Abs(got[i][k]-want) <= 1e-12*max(1, math.Abs(want))) {
				t.Fatalf("%v: row %d has %v, but the page has %v", command, i, row, got[i])
			}
		}
	}
}

// Every rule, surface and tab can be chosen, and cards can be added and removed.
func TestLiveChoices(t *testing.T) {
	ctx := browser(t)
	openLive(t, ctx, "", "rosenbrock", "--optimizer", "adam:lr=0.05", "--steps", "30")
	failed := eval[string](t, ctx, `window.failed = ""; window.over = false; (async () => {
		for (const o of catalog.optimizers) {
			await setRule(cards[0], o.name);
			const out = await ask("run", state, {params: true});
			if (out.error || !out.runs[0].rule.startsWith(o.name)) failed += o.name + " ";
		}
		await addRule(); await addRule(); await duplicate(cards[0]); await removeRule(cards[1]);
		if (cards.length !== state.optimizer.length || cards.length !== 3) failed += "cards ";
		for (const s of ["himmelblau", "ravine", "sphere", "six-hump-camel"]) {
			await setSurface(s);
			const out = await ask("run", state);
			if (out.error || out.surface.name !== s) failed += s + " ";
		}
		for (const v of views) setView(v);
		over = true;
	})(); ""`)
	wait(t, ctx, `over`)
	if failed += eval[string](t, ctx, `failed`); failed != "" {
		t.Errorf("failed: %s", failed)
	}
	wait(t, ctx, settled)
}

// A formula becomes the surface as it is typed, and a wrong one shows where it is wrong.
func TestLiveFormula(t *testing.T) {
	ctx := browser(t)
	openLive(t, ctx, "", "--optimizer", "sgd:lr=0.01", "--steps", "20")
	do(t, ctx, chromedp.Click("#equation button", chromedp.ByQuery), chromedp.SendKeys("#formula", "x^2 + 3*y^2", chromedp.ByQuery))
	wait(t, ctx, `state.formula === "x^2 + 3*y^2" && `+settled)
	wait(t, ctx, `answer.searched`)
	if kinds := eval[string](t, ctx, `answer.points.map(p => p.kind).join()`); kinds != "minimum" {
		t.Errorf("critical points: %s", kinds)
	}
	do(t, ctx, chromedp.SendKeys("#formula", " + foo(x)", chromedp.ByQuery))
	wait(t, ctx, `!document.getElementById("caret").hidden`)
	if text := eval[string](t, ctx, `document.querySelector("#caret pre").textContent`); text != "x^2 + 3*y^2 + foo(x)\n              ^" {
		t.Errorf("the page says %q", text)
	}
	if formula := eval[string](t, ctx, `state.formula`); formula != "x^2 + 3*y^2" {
		t.Errorf("the state has the formula %s", formula)
	}
}

// On a phone nothing is cut off, nothing is too small to read or to touch, in either language.
func TestLivePhone(t *testing.T) {
	ctx := browser(t)
	do(t, ctx, emulation.SetDeviceMetricsOverride(390, 844, 2, true), emulation.SetTouchEmulationEnabled(true))
	for _, lang := range []string{"en", "de"} {
		openLive(t, ctx, "", "--lang", lang, "--optimizer", "adam:lr=0.05", "--optimizer", "sgd:lr=0.001", "--steps", "50")
		do(t, ctx, chromedp.Evaluate(`for (const d of document.querySelectorAll("#right details")) d.open = true`, nil), chromedp.Sleep(300*time.Millisecond))
		if wide := eval[int](t, ctx, `document.documentElement.scrollWidth`); wide > 390 {
			t.Errorf("%s: the page is %d px wide", lang, wide)
		}
		small := eval[string](t, ctx, `[...document.querySelectorAll("#live *")].filter(e => e.checkVisibility() && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && parseFloat(getComputedStyle(e).fontSize) < 12 && !e.matches("sup, sub")).map(e => e.outerHTML.slice(0, 80)).join("\n")`)
		if small != "" {
			t.Errorf("%s: too small to read:\n%s", lang, small)
		}
		small = eval[string](t, ctx, `[...document.querySelectorAll("#live button, #live select, #live input, #live summary")].filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 40).map(e => e.outerHTML.slice(0, 80)).join("\n")`)
		if small != "" {
			t.Errorf("%s: too small to touch:\n%s", lang, small)
		}
	}
	for _, key := range []string{"Läufe", "Verfahren hinzufügen", "sinkt noch", "Schritt 50 / 50"} {
		if !strings.Contains(eval[string](t, ctx, `document.getElementById("live").textContent`), key) {
			t.Errorf("the German page has no %q", key)
		}
	}
}

// Every control has a name, for those who do not see it.
func TestLiveNames(t *testing.T) {
	ctx := browser(t)
	openLive(t, ctx, "", "ravine", "--optimizer", "adam:lr=0.05 cosine", "--optimizer", "sgd:lr=0.001", "--steps", "50")
	do(t, ctx, chromedp.Evaluate(`for (const d of document.querySelectorAll("#right details")) d.open = true`, nil), chromedp.Sleep(300*time.Millisecond))
	nameless := eval[string](t, ctx, `[...document.querySelectorAll("#live button, #live select, #live input, #live canvas:not([aria-hidden]), #live section")].filter(e => e.id !== "ground" && !(e.ariaLabel || e.textContent.trim() && !e.matches("select") || e.closest("label"))).map(e => e.outerHTML.slice(0, 90)).join("\n")`)
	if nameless != "" {
		t.Errorf("without names:\n%s", nameless)
	}
	twice := eval[string](t, ctx, `[...document.querySelectorAll("#live [id]")].map(e => e.id).filter((id, i, all) => all.indexOf(id) !== i || document.querySelectorAll("#" + id).length > 1).join()`)
	if twice != "" {
		t.Errorf("ids twice: %s", twice)
	}
}

// Whatever a reader does, in whatever order and however fast, no script fails and the page goes on.
func TestLiveHaste(t *testing.T) {
	ctx := browser(t)
	openLive(t, ctx, "", "--optimizer", "adam:lr=0.05", "--optimizer", "sgd:lr=0.001", "--steps", "60")
	do(t, ctx, chromedp.Evaluate(`window.over = false; (async () => {
		let seed = 5;
		const random = n => { seed = (seed * 1103515245 + 12345) % 2147483648; return Math.floor(seed / 65536) % n; };
		const pick = s => { const all = [...document.querySelectorAll(s)].filter(e => e.checkVisibility() && !e.disabled); return all[random(Math.max(1, all.length))]; };
		const change = (e, value, type) => { if (e) { e.value = value; e.dispatchEvent(new Event(type, {bubbles: true})); } };
		const acts = [
			() => { const e = pick("#live select"); change(e, e.options[random(e.options.length)].value, "change"); },
			() => { const e = pick("#live input[type=range]"); change(e, +e.min + (+e.max - +e.min) * random(101) / 100, "input"); },
			() => { const e = pick("#right button, #left button:not(.start)"); if (state.optimizer.length < 7 && state.start.length < 3 || /✕|emove|ntfernen/.test(e.ariaLabel)) e.click(); },
			() => change(pick("#live input[inputmode=decimal]"), [0, 1, -1, 0.5, 1e-3, "0,5", 100, 1e9, "", "x"][random(10)], "input"),
			() => change(at("formula"), ["x^2+y^2", "x^4 - x^2", "log(x)", "1/0", "x^2 + x3^2", "(", "a*x^2 + y^2", ""][random(8)], "input"),
			() => pick("#live details > summary").click(),
			() => { if (mapFrame) zoomMiddle([0.3, 3, 0.8][random(3)]); },
			() => moveStart(0, random(100) / 25 - 2, random(100) / 25 - 2),
		];
		for (let i = 0; i < 200; i++) {
			acts[random(acts.length)]();
			await new Promise(r => setTimeout(r, random(4) ? 20 : 150));
		}
		await edit(draft => replace(draft, checked(data.state)), showState); // and back to where it began
		over = true;
	})(); 0`, nil))
	if err := chromedp.Run(ctx, chromedp.Poll(`over && document.getElementById("message").hidden && `+settled, nil, chromedp.WithPollingTimeout(80*time.Second))); err != nil {
		t.Errorf("%v; the page says %q", err, eval[string](t, ctx, `document.getElementById("message").textContent + JSON.stringify(state)`))
	}
}

// Another language changes the words and nothing else: keys still go one step.
func TestLiveLanguage(t *testing.T) {
	ctx := browser(t)
	openLive(t, ctx, "", "ravine", "--optimizer", "adam:lr=0.05", "--steps", "50")
	for _, lang := range []string{"de", "en", "de"} {
		do(t, ctx, chromedp.Evaluate(`(s => { s.value = "`+lang+`"; s.dispatchEvent(new Event("change")) })(document.getElementById("language"))`, nil))
		wait(t, ctx, `document.documentElement.lang === "`+lang+`" && answer.state.lang === "`+lang+`" && document.getElementById("where").textContent !== ""`)
	}
	do(t, ctx, chromedp.KeyEvent(kb.ArrowLeft), chromedp.KeyEvent(kb.ArrowLeft))
	wait(t, ctx, `document.getElementById("where").textContent === "Schritt 48 / 50"`)
}

// A link from an attacker shows text, or what is wrong with it, and never markup.
func TestLiveLinks(t *testing.T) {
	ctx := browser(t)
	const bad = `<img src=x onerror=alert(1)><script>alert(2)</script>`
	quoted := strings.ReplaceAll(bad, `"`, `\"`)
	for _, c := range []struct{ state, want string }{
		{`{"surface":"` + quoted + `"}`, `<img src=x onerror=alert(1)>`},
		{`{"surface":"rosenbrock","optimizer":["` + quoted + `"],"start":[[1,1]]}`, `<img src=x onerror=alert(1)>`},
		{`{"surface":"rosenbrock","optimizer":["adam:lr=0.1"],"steps":"<b>many</b>","<b>x</b>":1,"__proto__":{"lang":"x"},"lang":"<b>"}`, `steps, <b>x</b>`},
		{`{"surface":"rosenbrock","optimizer":["adam:lr=0.1"],"start":[[1]]}`, `start`},
		{`{"surface":"rosenbrock","optimizer":["adam:lr=0.1"],"steps":1e12}`, `steps`},
		{`{"surface":"rosenbrock","optimizer":["adam:lr=0.1"],"window":[1,1,1,1],"start":[[0,0]]}`, `window`},
		{`{"surface":"rosenbrock","optimizer":[],"start":[]}`, ``},
		{`{"surface":"network","optimizer":["adam"],"start":[[1,2]]}`, ``},
		{`no JSON`, `no%20JSON`},
	} {
		openLive(t, ctx, c.state, "--optimizer", "sgd:lr=0.001", "--steps", "20")
		do(t, ctx, chromedp.Sleep(400*time.Millisecond))
		if text := eval[string](t, ctx, `[...document.querySelectorAll("[role=alert]")].filter(e => !e.hidden).map(e => e.textContent).join()`); !strings.Contains(text, c.want) {
			t.Errorf("%s: the page says %q", c.state, text)
		}
		if n := eval[int](t, ctx, `document.querySelectorAll("#live img, #live script, #live b").length`); n > 0 {
			t.Errorf("%s: %d elements from the link", c.state, n)
		}
		do(t, ctx, chromedp.Evaluate(`setSurface("himmelblau")`, nil)) // the page lives on
		wait(t, ctx, `answer && answer.surface.name === "himmelblau"`)
	}
}

// Without scripts, and on paper, the page is the still figure.
func TestLiveIsStill(t *testing.T) {
	ctx := browser(t)
	const shown = `["still", "live"].map(id => document.getElementById(id).checkVisibility()).join()`
	do(t, ctx, emulation.SetScriptExecutionDisabled(true))
	t.Chdir(t.TempDir())
	must(t, "explore", "-q", "--optimizer", "adam:lr=0.05", "-o", "page.html")
	path, err := filepath.Abs("page.html")
	if err != nil {
		t.Fatal(err)
	}
	do(t, ctx, chromedp.Navigate("file://"+path), chromedp.WaitVisible("#still svg", chromedp.ByQuery), emulation.SetScriptExecutionDisabled(false))
	if got := eval[string](t, ctx, shown); got != "true,false" {
		t.Errorf("without scripts, still and live are shown: %s", got)
	}
	do(t, ctx, chromedp.Reload(), chromedp.WaitVisible("#live", chromedp.ByQuery))
	if got := eval[string](t, ctx, shown); got != "false,true" {
		t.Errorf("with scripts, still and live are shown: %s", got)
	}
	do(t, ctx, emulation.SetEmulatedMedia().WithMedia("print"))
	if got := eval[string](t, ctx, shown); got != "true,false" {
		t.Errorf("on paper, still and live are shown: %s", got)
	}
}

// A story goes on and back, each step with its state, in the reader's language.
func TestLiveStory(t *testing.T) {
	ctx := browser(t)
	openLive(t, ctx, "", "--story", "momentum", "--lang", "de")
	wait(t, ctx, settled)
	told := func() string { return eval[string](t, ctx, `document.querySelector("#story p").textContent`) }
	first := told()
	if first != eval[string](t, ctx, `data.stories[0].steps[0].say.de`) {
		t.Errorf("the story begins with %q", first)
	}
	do(t, ctx, chromedp.Click("#story .main", chromedp.ByQuery))
	wait(t, ctx, `JSON.stringify(state.optimizer) === JSON.stringify(data.stories[0].steps[1].state.optimizer) && `+settled)
	if told() == first || eval[string](t, ctx, `document.querySelector("#story .count").textContent`) != fmt.Sprintf("2 / %d", eval[int](t, ctx, `data.stories[0].steps.length`)) {
		t.Errorf("the second step says %q", told())
	}
	do(t, ctx, chromedp.Click(`#story [data-name="before"]`, chromedp.ByQuery))
	wait(t, ctx, `document.querySelector("#story p").textContent === `+strconv.Quote(first))
}

// A state goes through the address unchanged.
func TestLiveFragment(t *testing.T) {
	ctx := browser(t)
	const state = `{"surface":"beale","optimizer":["momentum:lr=0.001 cosine"],"start":[[1,1],[2,-1]],"lang":"de","steps":40,"window":[-4,4,-3,3],"theme":"dark"}`
	openLive(t, ctx, state, "--optimizer", "sgd:lr=0.001")
	wait(t, ctx, settled)
	var want, got map[string]any
	if err := json.Unmarshal([]byte(state), &want); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(eval[string](t, ctx, `JSON.stringify(JSON.parse(decodeURIComponent(fragment().slice(1))))`)), &got); err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v, want %v", got, want)
	}
	writeFile(t, "copied.yaml", eval[string](t, ctx, `asYAML(state)`))
	if r := must(t, "render", "copied.yaml", "-q", "--print-spec"); !strings.Contains(r.stdout, "surface: beale") {
		t.Errorf("the document is %s", r.stdout)
	}
	if colour := eval[string](t, ctx, `getComputedStyle(document.body).backgroundColor`); colour != "rgb(22, 22, 22)" {
		t.Errorf("the dark page is %s", colour)
	}
}

// A thousand drags leave no memory behind.
func TestLiveMemory(t *testing.T) {
	ctx := browser(t)
	openLive(t, ctx, "", "--optimizer", "adam:lr=0.05", "--optimizer", "sgd:lr=0.001", "--steps", "200")
	drags := func(n int) float64 {
		do(t, ctx, chromedp.Evaluate(fmt.Sprintf(`window.over = false; (async () => {
			for (let i = 0; i < %d; i++) { moveStart(0, Math.cos(i / 50), 1 + Math.sin(i / 50)); await ask("run", state); }
			over = true;
		})(); 0`, n), nil))
		if err := chromedp.Run(ctx, chromedp.Poll(`over`, nil, chromedp.WithPollingTimeout(90*time.Second))); err != nil {
			t.Fatal(err)
		}
		var used, buffers float64
		do(t, ctx, heapprofiler.CollectGarbage(), chromedp.ActionFunc(func(ctx context.Context) (err error) {
			used, _, _, buffers, err = runtime.GetHeapUsage().Do(ctx)
			return err
		}))
		return used + buffers
	}
	before := drags(100)
	if after := drags(1000); after > before+20e6 {
		t.Errorf("from %.1f MB to %.1f MB", before/1e6, after/1e6)
	}
}

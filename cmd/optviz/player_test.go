package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// browser starts a headless Chromium, which stops with the test.
func browser(t *testing.T) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil && path == "" {
			path = p
		}
	}
	if path == "" {
		skip(t, "needs Chromium, which is not installed")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.WindowSize(1000, 800))
	ctx, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewContext(ctx)
	t.Cleanup(stop)
	ctx, stop = context.WithTimeout(ctx, 2*time.Minute) // against hangs
	t.Cleanup(stop)
	return ctx
}

// do does things in the browser.
func do(t *testing.T, ctx context.Context, actions ...chromedp.Action) {
	t.Helper()
	if err := chromedp.Run(ctx, actions...); err != nil {
		t.Fatal(err)
	}
}

// eval is the value of a script.
func eval[T any](t *testing.T, ctx context.Context, script string) T {
	t.Helper()
	var v T
	do(t, ctx, chromedp.Evaluate(script, &v))
	return v
}

// movie writes the film of the compare figure and gives its address.
func movie(t *testing.T) string {
	t.Helper()
	t.Chdir(t.TempDir())
	must(t, "animate", "-q", "-o", "film.html")
	if n := len(read(t, "film.html")); n > 300_000 {
		t.Errorf("the page has %d bytes", n)
	}
	path, err := filepath.Abs("film.html")
	if err != nil {
		t.Fatal(err)
	}
	return "file://" + path
}

// still is the browser's wish for no motion: the film does not begin by itself.
var still = emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}})

// Clicks and keys move the film, and the page needs no other.
func TestPlayer(t *testing.T) {
	url, ctx := movie(t), browser(t)
	var mu sync.Mutex
	var asked []string
	chromedp.ListenTarget(ctx, func(event any) {
		if e, ok := event.(*network.EventRequestWillBeSent); ok {
			mu.Lock()
			defer mu.Unlock()
			asked = append(asked, e.Request.URL)
		}
	})
	do(t, ctx, network.Enable(), still, chromedp.Navigate(url), chromedp.WaitVisible("#controls", chromedp.ByQuery))
	where := func() string { return eval[string](t, ctx, `document.getElementById("where").textContent`) }
	lines := func() int {
		return eval[int](t, ctx, `[...document.querySelectorAll(".trail defs path")].reduce((n, p) => n + p.getAttribute("d").length, 0)`)
	}
	all := lines()
	for _, c := range []struct {
		name string
		do   chromedp.Action
		want string
	}{
		{"nothing", chromedp.Tasks{}, "step 500 / 500"},
		{"first", chromedp.Click("#first", chromedp.ByQuery), "step 0 / 500"},
		{"next", chromedp.Click("#next", chromedp.ByQuery), "step 5 / 500"},
		{"next again", chromedp.Click("#next", chromedp.ByQuery), "step 10 / 500"},
		{"back", chromedp.Click("#back", chromedp.ByQuery), "step 5 / 500"},
		{"→", chromedp.KeyEvent(kb.ArrowRight), "step 10 / 500"},
		{"←", chromedp.KeyEvent(kb.ArrowLeft), "step 5 / 500"},
		{"End", chromedp.KeyEvent(kb.End), "step 500 / 500"},
		{"Home", chromedp.KeyEvent(kb.Home), "step 0 / 500"},
		{"scrub", chromedp.Evaluate(`(s => { s.value = 50; s.dispatchEvent(new Event("input")) })(document.getElementById("scrub"))`, nil), "step 250 / 500"},
	} {
		do(t, ctx, c.do)
		if got := where(); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	if half := lines(); half >= all || half <= 0 {
		t.Errorf("%d characters of lines at half the steps, %d at all", half, all)
	}
	if text := eval[string](t, ctx, `document.getElementById("state").textContent`); !strings.Contains(text, "step 250 / 500: Gradient descent: loss ") {
		t.Errorf("a screen reader hears %q", text)
	}
	if names := eval[bool](t, ctx, `[...document.querySelectorAll("button, input, select, svg")].every(e => e.ariaLabel || e.textContent.trim() || e.getAttribute("aria-labelledby"))`); !names {
		t.Error("something has no name")
	}

	do(t, ctx, chromedp.KeyEvent("1")) // the first run
	shown := `[...document.querySelectorAll(".trail")].filter(g => g.style.display !== "none").map(g => g.dataset.run).join("")`
	if got := eval[string](t, ctx, shown); strings.Contains(got, "0") || !strings.Contains(got, "1") {
		t.Errorf("without the first run: %q", got)
	}
	do(t, ctx, chromedp.Click("#runs .run:first-child", chromedp.ByQuery))
	if got := eval[string](t, ctx, shown); !strings.Contains(got, "0") {
		t.Errorf("with it again: %q", got)
	}

	at := eval[[]float64](t, ctx, `(() => {
		const t = trails.find(t => t.run === 3), [x, y] = t.points[t.last];
		const p = new DOMPoint(x, y).matrixTransform(document.querySelector("svg").getScreenCTM());
		return [p.x, p.y];
	})()`)
	do(t, ctx, input.DispatchMouseEvent(input.MouseMoved, at[0], at[1]))
	if tip := eval[string](t, ctx, `document.getElementById("tip").hidden ? "" : document.getElementById("tip").textContent`); !strings.Contains(tip, ": step ") || !strings.Contains(tip, ", loss ") || !strings.Contains(tip, ", rate ") {
		t.Errorf("the pointer is told %q", tip)
	}
	do(t, ctx, input.DispatchMouseEvent(input.MouseMoved, 5, 5))
	if !eval[bool](t, ctx, `document.getElementById("tip").hidden`) {
		t.Error("the tip stays")
	}

	do(t, ctx, chromedp.KeyEvent(kb.Home), chromedp.KeyEvent("+"), chromedp.KeyEvent("+"), chromedp.KeyEvent("k"),
		chromedp.Poll(`+document.getElementById("scrub").value > 3`, nil), chromedp.Click("#play", chromedp.ByQuery))
	if got := eval[string](t, ctx, `document.getElementById("play").ariaLabel + document.getElementById("speed").value`); got != "Play4" {
		t.Errorf("after play and pause: %q", got)
	}
	paused := where()
	do(t, ctx, chromedp.Sleep(300*time.Millisecond))
	if got := where(); got != paused {
		t.Errorf("it goes on from %q to %q", paused, got)
	}
	mu.Lock()
	defer mu.Unlock()
	for _, u := range asked {
		if u != url && !strings.HasPrefix(u, "data:") { // the map is in the page
			t.Errorf("it asks for %s", u)
		}
	}
}

// Without scripts, and on paper, the page is the whole figure.
func TestPlayerIsStill(t *testing.T) {
	url, ctx := movie(t), browser(t)
	whole := `[...document.querySelectorAll(".trail defs path")].map(p => p.getAttribute("d")).join()`
	do(t, ctx, emulation.SetScriptExecutionDisabled(true), chromedp.Navigate(url))
	var without []byte
	do(t, ctx, chromedp.FullScreenshot(&without, 100))
	do(t, ctx, emulation.SetScriptExecutionDisabled(false))
	want := eval[string](t, ctx, whole)
	if eval[bool](t, ctx, `!document.getElementById("controls").hidden`) {
		t.Error("there are buttons without scripts")
	}
	do(t, ctx, still, chromedp.Navigate(url), chromedp.WaitVisible("#controls", chromedp.ByQuery), chromedp.Click("#first", chromedp.ByQuery))
	if eval[string](t, ctx, whole) == want {
		t.Error("the start has the whole lines")
	}
	printed := eval[string](t, ctx, `(() => { dispatchEvent(new Event("beforeprint")); const all = `+whole+`; dispatchEvent(new Event("afterprint")); return all })()`)
	if printed != want {
		t.Error("on paper there are other lines than without scripts")
	}
	if got := eval[string](t, ctx, `document.getElementById("where").textContent`); got != "step 0 / 500" {
		t.Errorf("after printing: %q", got)
	}
	var paper []byte
	do(t, ctx, chromedp.ActionFunc(func(ctx context.Context) (err error) {
		paper, _, err = page.PrintToPDF().WithPrintBackground(true).Do(ctx)
		return err
	}))
	if len(paper) < 10_000 || len(without) < 10_000 {
		t.Errorf("%d bytes on paper, %d without scripts", len(paper), len(without))
	}
	if dir := os.Getenv("OPTVIZ_LOOK"); dir != "" { // to be looked at
		for name, data := range map[string][]byte{"paper.pdf": paper, "without.png": without} {
			if err := os.WriteFile(filepath.Join(dir, name), data, 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// The SVG of a film plays in a browser: its lines are uncovered as time goes by.
func TestMovingSVG(t *testing.T) {
	ctx := browser(t)
	t.Chdir(t.TempDir())
	must(t, "animate", "himmelblau", "--optimizer", "adam:lr=0.3", "--seconds", "1", "-q", "-o", "film.svg")
	path, err := filepath.Abs("film.svg")
	if err != nil {
		t.Fatal(err)
	}
	do(t, ctx, chromedp.Navigate("file://"+path))
	offset := func(seconds float64) float64 {
		return eval[float64](t, ctx, fmt.Sprintf(`(() => {
			const svg = document.documentElement;
			svg.pauseAnimations(); svg.setCurrentTime(%g);
			return parseFloat(getComputedStyle(document.querySelector("mask use")).strokeDashoffset);
		})()`, seconds))
	}
	if start, middle, end := offset(0), offset(0.05), offset(1.5); !(start > middle && middle > end && end >= 0) {
		t.Errorf("covered: %g px at the start, %g in the middle, %g in the end", start, middle, end)
	}
}

// A browser reads the films of every format.
func TestFilmsInBrowser(t *testing.T) {
	ctx := browser(t)
	t.Chdir(t.TempDir())
	args := []string{"animate", "saddle", "--optimizer", "sgd:lr=0.1", "--steps", "10", "--seconds", "1", "--pause", "1", "--size", "320x180", "-q", "-o", "f.gif", "-o", "f.apng", "-o", "f.svg"}
	page := `<!DOCTYPE html><img src="f.gif"><img src="f.apng"><img src="f.svg">`
	if _, err := exec.LookPath("ffmpeg"); err == nil {
		args, page = append(args, "-o", "f.mp4"), page+`<video src="f.mp4" preload="auto"></video>`
	}
	must(t, args...)
	writeFile(t, "page.html", page)
	path, err := filepath.Abs("page.html")
	if err != nil {
		t.Fatal(err)
	}
	do(t, ctx, chromedp.Navigate("file://"+path), chromedp.Poll(`[...document.images].every(i => i.complete) && [...document.querySelectorAll("video")].every(v => v.readyState > 0 || v.error)`, nil))
	if got := eval[string](t, ctx, `[...document.images].map(i => i.naturalWidth + "x" + i.naturalHeight).join(" ")`); got != "320x180 320x180 320x180" {
		t.Errorf("pictures of %s", got)
	}
	if got := eval[string](t, ctx, `[...document.querySelectorAll("video")].map(v => v.videoWidth + "x" + v.videoHeight + " " + Math.round(v.duration)).join()`); got != "" && got != "320x180 2" {
		t.Errorf("a video of %s s", got)
	}
}

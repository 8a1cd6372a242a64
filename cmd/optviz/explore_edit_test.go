package main

import (
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// Edits that are made at once all count, each for the card that it was made on.
func TestLiveEdits(t *testing.T) {
	ctx := browser(t)
	openLive(t, ctx, "", "himmelblau", "--optimizer", "newton", "--optimizer", "adam:lr=0.1", "--optimizer", "sgd:lr=0.01", "--steps", "40")
	do(t, ctx, chromedp.Evaluate(`setKey(cards[1], "optimizer", "beta1", 0.7); setKey(cards[1], "optimizer", "lr", 0.3); setKey(cards[2], "optimizer", "lr", 0.02); removeRule(cards[0]); moveStart(0, 1, 2); 0`, nil))
	wait(t, ctx, `state.optimizer.length === 2 && `+settled)
	if got := eval[string](t, ctx, `[...state.optimizer, ...state.start].join(" ")`); got != "adam:beta1=0.7,lr=0.3 sgd:lr=0.02 1,2" {
		t.Errorf("the state is %s", got)
	}
	do(t, ctx, chromedp.Evaluate(`setSurface("rosenbrock"); type("[data-name=steps]", 77); function type(field, v) { const e = document.querySelector(field); e.value = v; e.dispatchEvent(new Event("input")); } 0`, nil))
	wait(t, ctx, `state.surface === "rosenbrock" && answer.surface.name === "rosenbrock" && `+settled)
	if steps := eval[int](t, ctx, `state.steps`); steps != 77 {
		t.Errorf("%d steps after a surface was chosen", steps)
	}
	do(t, ctx, chromedp.Evaluate(`wholeWindow(); moveStart(0, -1, 1); setWindow([-1, 1, 0, 1]); wholeWindow()`, nil))
	wait(t, ctx, `state.window && `+settled)
	if w := eval[string](t, ctx, `state.window + " " + answer.window`); w != "-2,2,-1,3 -2,2,-1,3" {
		t.Errorf("the whole window is %s", w)
	}
}

// A number may have a decimal comma; what is no number, or out of bounds, is marked and changes nothing.
func TestLiveNumbers(t *testing.T) {
	ctx := browser(t)
	openLive(t, ctx, "", "himmelblau", "--optimizer", "adam:lr=0.1", "--steps", "40")
	const field = `cards[0].rate.parts[1]`
	for _, c := range []struct{ typed, rule, invalid string }{{"0,05", "adam:lr=0.05", "false"}, {"0.2", "adam:lr=0.2", "false"}, {"1e-3", "adam:lr=0.001", "false"}, {"0,0,5", "adam:lr=0.001", "true"}, {"-1", "adam:lr=0.001", "true"}, {"much", "adam:lr=0.001", "true"}} {
		do(t, ctx, chromedp.Evaluate(field+`.value = ""; `+field+`.focus()`, nil), chromedp.SendKeys(field, c.typed, chromedp.ByJSPath))
		wait(t, ctx, field+`.value === "`+c.typed+`" && state.optimizer[0] === "`+c.rule+`" && `+field+`.getAttribute("aria-invalid") === "`+c.invalid+`" && `+settled)
	}
}

// The parameters of a card that is open are those of its rule, whatever changed it.
func TestLiveParameters(t *testing.T) {
	ctx := browser(t)
	openLive(t, ctx, "", "himmelblau", "--optimizer", "momentum:lr=0.005,momentum=0.8 cosine:warmup=3", "--steps", "40")
	const fields = `[...cards[0].params.querySelectorAll("[data-name='optimizer momentum'], [data-name='schedule warmup']")].map(e => e.value).join()`
	do(t, ctx, chromedp.Evaluate(`for (let k = 0; k < 5; k++) moveStart(0, k / 5, 1); edit(() => {}, () => { cards[0].details.open = true; }); moveStart(0, 2, 1)`, nil))
	wait(t, ctx, fields+` === "0.8,3"`)
	do(t, ctx, chromedp.Evaluate(`edit(draft => replace(draft, {...draft, optimizer: ["momentum:lr=0.005,momentum=0.95 cosine:warmup=9"]}), showState); moveStart(0, 1, 1)`, nil))
	wait(t, ctx, fields+` === "0.95,9" && `+settled)
	do(t, ctx, chromedp.Evaluate(`setSchedule(cards[0], "constant")`, nil))
	wait(t, ctx, fields+` === "0.95,0" && state.optimizer[0] === "momentum:lr=0.005,momentum=0.95" && `+settled)
}

// A start that is held is no look at an iterate: the numbers stay those of the step that is shown.
func TestLiveHeldStart(t *testing.T) {
	ctx := browser(t)
	openLive(t, ctx, "", "himmelblau", "--optimizer", "sgd:lr=0.01", "--steps", "60")
	at := eval[[]float64](t, ctx, `(r => [r.x + r.width / 2, r.y + r.height / 2])(document.querySelector(".start").getBoundingClientRect())`)
	do(t, ctx, chromedp.Evaluate(`window.steps = new Set(); new MutationObserver(() => steps.add(at("readoutStep").textContent)).observe(at("readoutStep"), {childList: true, characterData: true, subtree: true})`, nil))
	do(t, ctx, input.DispatchMouseEvent(input.MousePressed, at[0], at[1]).WithButton(input.Left).WithClickCount(1))
	do(t, ctx, chromedp.Evaluate(`steps.clear()`, nil))
	for k := range 8 {
		do(t, ctx, input.DispatchMouseEvent(input.MouseMoved, at[0]+float64(5*k), at[1]).WithButton(input.Left))
	}
	wait(t, ctx, settled)
	if steps := eval[string](t, ctx, `[...steps, near?.k].join()`); steps != "" && steps != "step 60," {
		t.Errorf("while a start is held the page shows %s", steps)
	}
}

// A worker that fails or is silent is replaced, and the page says so and goes on.
func TestLiveWorker(t *testing.T) {
	ctx := browser(t)
	openLive(t, ctx, "", "himmelblau", "--optimizer", "sgd:lr=0.01", "--steps", "60")
	wait(t, ctx, settled)
	goesOn := func(start string) {
		do(t, ctx, chromedp.Evaluate(`longest = 30000; moveStart(0, `+start+`)`, nil))
		wait(t, ctx, `state.start.join() === "`+start+`" && document.getElementById("message").hidden && `+settled)
	}
	do(t, ctx, chromedp.Evaluate(`longest = 500; limitWait(); worker.terminate(); moveStart(0, 2, 1)`, nil))
	wait(t, ctx, `document.getElementById("message").textContent === word("tookLong")`)
	goesOn("1,3")
	do(t, ctx, chromedp.Evaluate(`window.got = ""; ask("run", state).then(out => { got = out.error; });
		(async before => { while (asked === before) await null; worker.dispatchEvent(new ErrorEvent("error")); })(asked); 0`, nil))
	wait(t, ctx, `got === word("restarted")`)
	goesOn("2,2")
}

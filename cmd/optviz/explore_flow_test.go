package main

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Every surface of the catalogue can be chosen from the list: it has an answer, with rates and steps that suit it.
func TestLiveSurfaces(t *testing.T) {
	ctx := browser(t)
	openLive(t, ctx, "", "rosenbrock", "--optimizer", "adam:lr=0.05", "--optimizer", "newton", "--steps", "300")
	for _, name := range eval[[]string](t, ctx, `catalog.surfaces.map(s => s.name)`) {
		do(t, ctx, chromedp.Evaluate(`{ const e = document.getElementById("surface"); e.value = "`+name+`"; e.dispatchEvent(new Event("change")); }`, nil))
		wait(t, ctx, `answer.surface.name === "`+name+`" && answer.runs.length >= 1 && `+settled+` && document.getElementById("surface").value === "`+name+`"`)
		if said := eval[string](t, ctx, `document.getElementById("message").hidden ? "" : document.getElementById("message").textContent`); said != "" {
			t.Errorf("%s: %s", name, said)
		}
		if heading := eval[string](t, ctx, `document.getElementById("heading").textContent`); heading != eval[string](t, ctx, `answer.surface.title`) {
			t.Errorf("%s: the title is %s", name, heading)
		}
	}
}

// What was chosen for a new surface is said and can be taken back, and steps that were too many come back with the
// next surface.
func TestLiveSuited(t *testing.T) {
	ctx := browser(t)
	openLive(t, ctx, "", "rosenbrock", "--optimizer", "adam:lr=0.05", "--optimizer", "adam:lr=0.1", "--optimizer", "newton", "--steps", "300")
	const rules, note = `state.optimizer.join(" ")`, `document.getElementById("note")`
	do(t, ctx, chromedp.Evaluate(`setSurface("himmelblau")`, nil))
	wait(t, ctx, rules+` === "adam:lr=0.2 adam:lr=0.4 newton:lr=1" || `+rules+` === "adam:lr=0.2 adam:lr=0.4 newton"`)
	wait(t, ctx, `!`+note+`.hidden && `+note+`.textContent.startsWith(word("suited"))`)
	do(t, ctx, chromedp.Evaluate(`document.querySelector("#note button").click()`, nil)) // wherever the layout moves it meanwhile
	wait(t, ctx, rules+`.startsWith("adam:lr=0.05 adam:lr=0.1 newton") && state.surface === "himmelblau" && `+note+`.hidden && `+settled)

	do(t, ctx, chromedp.Evaluate(`setSurface("network")`, nil))
	wait(t, ctx, `state.surface === "network" && state.steps < 100 && !/newton/.test(`+rules+`) && /Newton/.test(`+note+`.textContent) && /steps/.test(`+note+`.textContent)`)
	do(t, ctx, chromedp.Evaluate(`setSurface("beale")`, nil))
	wait(t, ctx, `state.surface === "beale" && state.steps === 300 && `+settled)
}

// A link that names no rules has those that plot has.
func TestLiveNoRules(t *testing.T) {
	ctx := browser(t)
	openLive(t, ctx, `{"surface":"beale"}`, "rosenbrock", "--optimizer", "adam")
	wait(t, ctx, `answer.surface.name === "beale" && answer.runs.length === 4 && state.optimizer.every(o => o.includes("lr=")) && `+settled)
}

// The way back leads to the state before, whatever changed it; a drag is one change.
func TestLiveUndo(t *testing.T) {
	ctx := browser(t)
	openLive(t, ctx, "", "himmelblau", "--optimizer", "adam:lr=0.2", "--steps", "40")
	wait(t, ctx, settled)
	do(t, ctx, chromedp.Evaluate(`window.begin = JSON.stringify(state); for (let k = 0; k < 5; k++) moveStart(0, k / 5, 1)`, nil))
	wait(t, ctx, `state.start[0].join() === "0.8,1"`)
	do(t, ctx, chromedp.Evaluate(`edited = 0; setSurface("beale")`, nil))
	wait(t, ctx, `state.surface === "beale" && answer.runs.length && `+settled)
	do(t, ctx, chromedp.Click("#undo", chromedp.ByQuery))
	wait(t, ctx, `state.surface === "himmelblau" && state.start[0].join() === "0.8,1" && `+settled)
	do(t, ctx, chromedp.Evaluate(`document.activeElement.blur(); document.body.dispatchEvent(new KeyboardEvent("keydown", {key: "z", ctrlKey: true, bubbles: true}))`, nil))
	wait(t, ctx, `JSON.stringify(state) === begin && document.getElementById("undo").disabled && `+settled)

	const chosen = `document.getElementById("tab-loss").textContent`
	do(t, ctx, chromedp.Evaluate(`{ const e = document.getElementById("language"); e.value = "de"; e.dispatchEvent(new Event("change")); }`, nil))
	wait(t, ctx, chosen+` === "Verlust"`)
	do(t, ctx, chromedp.Evaluate(`undo()`, nil))
	wait(t, ctx, chosen+` === "Loss" && state.lang === "en"`)
}

// A formula that is wrong so far is not lost when the language changes.
func TestLiveTypedStays(t *testing.T) {
	ctx := browser(t)
	openLive(t, ctx, "", "himmelblau", "--optimizer", "adam:lr=0.2", "--steps", "40")
	do(t, ctx, chromedp.Click("#equation button", chromedp.ByQuery), chromedp.SendKeys("#formula", "x^2 +", chromedp.ByQuery))
	wait(t, ctx, `!document.getElementById("caret").hidden`)
	do(t, ctx, chromedp.Evaluate(`{ const e = document.getElementById("language"); e.value = "de"; e.dispatchEvent(new Event("change")); }`, nil))
	wait(t, ctx, `document.getElementById("tab-loss").textContent === "Verlust" && document.getElementById("formula").value === "x^2 +" && !document.getElementById("caret").hidden`)
}

// A formula is taken at a pause, with its start where that still fits; one of fewer coordinates on the way is not.
func TestLiveTyped(t *testing.T) {
	ctx := browser(t)
	openLive(t, ctx, "", "himmelblau", "--optimizer", "adam:lr=0.2", "--start", "1,-1", "--steps", "40")
	do(t, ctx, chromedp.Click("#equation button", chromedp.ByQuery), chromedp.SendKeys("#formula", "x^2", chromedp.ByQuery))
	do(t, ctx, chromedp.Evaluate(`new Promise(done => setTimeout(() => edit(() => false).then(done), 600)); 0`, nil))
	wait(t, ctx, `document.getElementById("caret").hidden && state.surface === "himmelblau"`)
	do(t, ctx, chromedp.SendKeys("#formula", "+b*y^2", chromedp.ByQuery))
	wait(t, ctx, `!document.getElementById("caret").hidden && /b = 1/.test(document.querySelector("#caret button")?.textContent)`)
	do(t, ctx, chromedp.Click("#caret button", chromedp.ByQuery))
	wait(t, ctx, `state.formula === "x^2+b*y^2" && state.param.b === 1 && state.start.join() === "1,-1" && answer.runs.length && `+settled)
	do(t, ctx, chromedp.Evaluate(`at("formula").select()`, nil), chromedp.SendKeys("#formula", "x^2"+kb.Enter, chromedp.ByQuery))
	wait(t, ctx, `state.formula === "x^2" && !state.param && answer.surface.dim === 1 && answer.runs.length && `+settled)
}

// A story and its step are in the address: a reload comes back to them, and the browser's way back goes a step back.
func TestLiveStoryAddress(t *testing.T) {
	ctx := browser(t)
	openLive(t, ctx, "", "--story", "momentum")
	const where = `story + " " + chapter`
	wait(t, ctx, where+` === "0 0" && `+settled)
	do(t, ctx, chromedp.Click(`#story [data-name=on]`, chromedp.ByQuery))
	wait(t, ctx, where+` === "0 1" && `+settled)
	first := eval[string](t, ctx, `JSON.stringify(state)`)
	do(t, ctx, chromedp.Click(`#story [data-name=on]`, chromedp.ByQuery))
	wait(t, ctx, where+` === "0 2" && JSON.stringify(state) !== `+"`"+first+"`"+` && document.activeElement.dataset.name === "on" && `+settled)
	do(t, ctx, chromedp.NavigateBack())
	wait(t, ctx, where+` === "0 1" && JSON.stringify(state) === `+"`"+first+"`"+` && /2 \/ /.test(document.querySelector("#story .count").textContent)`)
	do(t, ctx, chromedp.Reload(), chromedp.WaitVisible("#live", chromedp.ByQuery))
	wait(t, ctx, where+` === "0 1" && JSON.stringify(state) === `+"`"+first+"`")
}

// A window that must be searched has its points soon, those that the program finds, and says meanwhile that it looks for them.
func TestLiveSearch(t *testing.T) {
	ctx := browser(t)
	openLive(t, ctx, `{"surface":"eggholder","optimizer":["sgd:lr=0.001"],"window":[-300,300,-300,300],"steps":5}`, "rosenbrock")
	wait(t, ctx, `!answer.searched && document.getElementById("key").textContent.includes(word("searching"))`)
	wait(t, ctx, `answer.searched && answer.points.length === 179 && !document.getElementById("key").textContent.includes(word("searching"))`)
}

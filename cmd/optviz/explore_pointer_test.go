package main

import (
	"context"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// placeOn returns a place on the page: x and y of the window, where the map shows them.
func placeOn(t *testing.T, ctx context.Context, x, y string) (left, top float64) {
	t.Helper()
	at := eval[[]float64](t, ctx, `(r => [r.x + mapFrame.x.at(`+x+`), r.y + mapFrame.y.at(`+y+`)])(at("map").getBoundingClientRect())`)
	return at[0], at[1]
}

// The wheel zooms about the place below the pointer, a drag pans, and a double click shows the whole window again.
func TestLiveWindow(t *testing.T) {
	ctx := browser(t)
	openLive(t, ctx, "", "himmelblau", "--optimizer", "adam:lr=0.2", "--steps", "40")
	wait(t, ctx, settled+` && mapFrame`)
	x, y := placeOn(t, ctx, "3", "-3")
	do(t, ctx, input.DispatchMouseEvent(input.MouseWheel, x, y).WithDeltaX(0).WithDeltaY(-200))
	wait(t, ctx, `windowNow()[1] - windowNow()[0] < 10 && `+settled)
	if again, top := placeOn(t, ctx, "3", "-3"); abs(again-x) > 1.5 || abs(top-y) > 1.5 {
		t.Errorf("the place below the pointer moved from %v, %v to %v, %v", x, y, again, top)
	}
	mouse := func(kind input.MouseType, x, y float64, clicks int64) chromedp.Action {
		return input.DispatchMouseEvent(kind, x, y).WithButton(input.Left).WithClickCount(clicks)
	}
	do(t, ctx, mouse(input.MousePressed, x, y, 1))
	for k := range 5 {
		do(t, ctx, mouse(input.MouseMoved, x-float64(20*k), y-float64(8*k), 1))
	}
	do(t, ctx, mouse(input.MouseReleased, x-80, y-32, 1))
	wait(t, ctx, settled)
	if again, top := placeOn(t, ctx, "3", "-3"); abs(again-(x-80)) > 1.5 || abs(top-(y-32)) > 1.5 {
		t.Errorf("the place that was dragged by (-80, -32) moved from %v, %v to %v, %v", x, y, again, top)
	}
	x, y = placeOn(t, ctx, "windowNow()[0]", "windowNow()[3]")
	for clicks := int64(1); clicks <= 2; clicks++ {
		do(t, ctx, mouse(input.MousePressed, x+20, y+20, clicks), mouse(input.MouseReleased, x+20, y+20, clicks))
	}
	wait(t, ctx, `String(state.window) === "-6,6,-6,6"`)
}

func abs(v float64) float64 { return max(v, -v) }

// Two fingers that part zoom the map.
func TestLivePinch(t *testing.T) {
	ctx := browser(t)
	do(t, ctx, emulation.SetDeviceMetricsOverride(390, 844, 2, true), emulation.SetTouchEmulationEnabled(true).WithMaxTouchPoints(2))
	openLive(t, ctx, "", "himmelblau", "--optimizer", "adam:lr=0.2", "--steps", "40")
	wait(t, ctx, settled+` && mapFrame`)
	x, y := placeOn(t, ctx, "1", "-3")
	fingers := func(apart float64) []*input.TouchPoint {
		return []*input.TouchPoint{{X: x - apart, Y: y, ID: 1}, {X: x + apart, Y: y, ID: 2}}
	}
	do(t, ctx, input.DispatchTouchEvent(input.TouchStart, fingers(30)))
	for k := range 6 {
		do(t, ctx, input.DispatchTouchEvent(input.TouchMove, fingers(30+float64(6*k))))
	}
	do(t, ctx, input.DispatchTouchEvent(input.TouchEnd, []*input.TouchPoint{}))
	wait(t, ctx, `Math.abs((windowNow()[1] - windowNow()[0]) - 6) < 0.5 && `+settled) // half of 12
	if again, _ := placeOn(t, ctx, "1", "-3"); abs(again-x) > 2 {
		t.Errorf("the place between the fingers moved from %v to %v", x, again)
	}
}

// Of one coordinate the graph is the map: its start can be dragged along, and the numbers are those of trace.
func TestLiveGraph(t *testing.T) {
	ctx := browser(t)
	openLive(t, ctx, "", "--formula", "x^4-x^2", "--start", "1.5", "--optimizer", "sgd:lr=0.05", "--steps", "30")
	wait(t, ctx, settled+` && mapFrame`)
	do(t, ctx, chromedp.Evaluate(`new Promise(requestAnimationFrame)`, nil))
	at := eval[[]float64](t, ctx, `(r => [r.x + r.width / 2, r.y + r.height / 2])(document.querySelector(".start").getBoundingClientRect())`)
	do(t, ctx, input.DispatchMouseEvent(input.MousePressed, at[0], at[1]).WithButton(input.Left).WithClickCount(1))
	for k := range 6 {
		do(t, ctx, input.DispatchMouseEvent(input.MouseMoved, at[0]-float64(12*k), at[1]).WithButton(input.Left))
	}
	do(t, ctx, input.DispatchMouseEvent(input.MouseReleased, at[0]-60, at[1]).WithButton(input.Left).WithClickCount(1))
	wait(t, ctx, `state.start[0].length === 1 && state.start[0][0] < 1.45 && `+settled)
	compareWithTrace(t, ctx)
}

// Noise, batches, their order and penalties give the numbers of trace, too.
func TestLiveRandom(t *testing.T) {
	ctx := browser(t)
	for _, state := range []string{
		`{"surface":"himmelblau","optimizer":["sgd:lr=0.01","adam:lr=0.1"],"start":[[1,2]],"noise":3,"seed":7,"steps":50}`,
		`{"surface":"line5","optimizer":["sgd:lr=0.05"],"batch":[1],"order":"given","steps":30}`,
		`{"surface":"logistic","optimizer":["sgd:lr=0.3"],"schedule":["cosine"],"batch":[4,16],"seed":3,"steps":30}`,
		`{"surface":"himmelblau","optimizer":["momentum:lr=0.005"],"start":[[1,2]],"l1":0.5,"l2":0.1,"clip":20,"steps":30}`,
	} {
		openLive(t, ctx, state, "rosenbrock", "--optimizer", "adam")
		wait(t, ctx, `answer.runs.length && `+settled)
		if said := eval[string](t, ctx, `document.getElementById("message").hidden ? "" : document.getElementById("message").textContent`); said != "" {
			t.Errorf("%s: %s", state, said)
		}
		compareWithTrace(t, ctx)
	}
}

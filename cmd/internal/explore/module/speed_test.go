package module_test

import "testing"

// A drag of the start asks for four runs of 500 steps again and again. On a machine of 2 cores the
// median is 5 ms and the 99th percentile 20 to 30 ms, when memory is collected; the limits leave
// room for a machine that is busy.
func TestSpeed(t *testing.T) {
	ctx := browser(t)
	var ms struct{ First, Median, P99 float64 }
	eval(t, ctx, `(async () => {
		const state = i => ({surface: "rosenbrock", start: [[-1.5 + i / 500, 2]], steps: 500, window: [-2, 2, -1, 3],
			optimizer: ["sgd:lr=0.001", "momentum:lr=0.001", "rmsprop:lr=0.01", "adam:lr=0.05"]});
		const times = [];
		for (let i = 0; i < 201; i++) {
			const begin = performance.now();
			const out = await ask("run", state(i));
			if (out.error) throw Error(out.error);
			times.push(performance.now() - begin);
		}
		const first = times.shift();
		times.sort((a, b) => a - b);
		return JSON.stringify({first, median: times[100], p99: times[198]});
	})()`, &ms)
	t.Logf("first %.1f ms, then median %.1f ms, 99th percentile %.1f ms", ms.First, ms.Median, ms.P99)
	if ms.Median > 100 || ms.P99 > 500 {
		t.Error("which is too slow to drag")
	}
}

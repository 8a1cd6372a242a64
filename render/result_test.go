package render

import (
	"math"
	"strings"
	"testing"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/words"
	"github.com/optviz/optviz/surfaces"
)

// ended returns a run with some losses that ends at a point.
func ended(label string, start, end [2]float64, outcome optimizers.Outcome, losses ...float64) Track {
	p := optimizers.Trajectory{Dim: 2, Loss: losses, Every: 1, Last: len(losses) - 1}
	for i := range losses {
		x := start
		if i == len(losses)-1 {
			x = end
		}
		p.X = append(p.X, x[:]...)
		p.LR = append(p.LR, 0.1)
	}
	p.Verdict = optimizers.Verdict{Outcome: outcome, Step: len(losses) - 1}
	return Track{Label: label, Path: p}
}

// A title without a text of its own says how the runs ended.
func TestResult(t *testing.T) {
	var (
		start, other  = [2]float64{0, 0}, [2]float64{1, 0}
		first, second = [2]float64{3, 2}, [2]float64{3.584428, -1.848126}
		maximum       = [2]float64{-0.270845, -0.923039}
		saddle        = [2]float64{3.385154, 0.073852}
		nowhere       = [2]float64{-1, -1}
		there         = func(label string) Track { return ended(label, start, first, optimizers.Converged, 170, 1, 0, 0) }
		slow          = func(label string, loss float64) Track {
			return ended(label, start, nowhere, optimizers.Descending, 170, 100, 50, loss)
		}
		lost           = func(label string) Track { return ended(label, start, nowhere, optimizers.Diverged, 170, 1e9) }
		top            = ended("Newton", start, maximum, optimizers.Converged, 170, 181.6, 181.6, 181.6)
		stuckAt        = ended("Newton", start, saddle, optimizers.Converged, 170, 13, 13, 13)
		late           = ended("SGD", start, first, optimizers.Converged, 170, 2, 1, 0)
		gone           = ended("Adam", start, nowhere, optimizers.LeftWindow, 170, 200, 300, 400)
		elsewhere      = ended("Momentum", start, second, optimizers.Converged, 170, 1, 0, 0)
		fromElsewhere  = ended("SGD", other, first, optimizers.Converged, 170, 1, 0, 0)
		smallerThanOne = slow("Adam", 0.00012)
	)
	for _, c := range []struct {
		tracks []Track
		en, de string
	}{
		{[]Track{there("Newton")}, "Newton is there after 2 steps", "Newton ist nach 2 Schritten am Ziel"},
		{[]Track{slow("SGD", 5.23)}, "SGD is still at 5.2 after 3 steps", "SGD ist nach 3 Schritten noch bei 5,2"},
		{[]Track{lost("SGD")}, "SGD diverges", "SGD divergiert"},
		{[]Track{top}, "Newton ends at a maximum", "Newton endet in einem Maximum"},
		{[]Track{stuckAt}, "Newton ends at a saddle", "Newton endet in einem Sattelpunkt"},
		{[]Track{gone}, "Adam leaves the window", "Adam verlässt den Ausschnitt"},
		{[]Track{there("Newton"), slow("SGD", 5.23)}, "Newton is there after 2 steps; SGD is still at 5.2", "Newton ist nach 2 Schritten am Ziel; SGD ist noch bei 5,2"},
		{[]Track{slow("SGD", 5.23), there("Newton"), slow("Adam", 3)}, "Newton is there after 2 steps; SGD is still at 5.2", "Newton ist nach 2 Schritten am Ziel; SGD ist noch bei 5,2"},
		{[]Track{slow("SGD", 5.23), smallerThanOne}, "Adam gets to 0.00012 in 3 steps; SGD is still at 5.2", "Adam kommt in 3 Schritten auf 0,00012; SGD ist noch bei 5,2"},
		{[]Track{slow("SGD", 5.23), slow("Adam", 5.21)}, "Both end alike, at 5.2", "Beide enden gleich, bei 5,2"},
		{[]Track{slow("A", 5.23), slow("B", 5.21), slow("C", 5.2), slow("D", 5.2)}, "All four end alike, at 5.2", "Alle vier enden gleich, bei 5,2"},
		{[]Track{lost("SGD"), lost("Adam")}, "Both diverge", "Beide divergieren"},
		{[]Track{there("Newton"), lost("SGD")}, "Newton is there after 2 steps; SGD diverges", "Newton ist nach 2 Schritten am Ziel; SGD divergiert"},
		{[]Track{there("Newton"), lost("SGD"), lost("Adam")}, "Newton is there after 2 steps; two diverge", "Newton ist nach 2 Schritten am Ziel; zwei divergieren"},
		{[]Track{there("Newton"), gone}, "Newton is there after 2 steps; Adam leaves the window", "Newton ist nach 2 Schritten am Ziel; Adam verlässt den Ausschnitt"},
		{[]Track{there("Newton"), late}, "Newton is there after 2 steps, SGD after 3", "Newton ist nach 2 Schritten am Ziel, SGD nach 3"},
		{[]Track{there("Newton"), there("SGD")}, "Both are there after 2 steps", "Beide sind nach 2 Schritten am Ziel"},
		{[]Track{late, there("Newton"), there("Adam")}, "All three get there: Newton after 2 steps, SGD last, after 3", "Alle drei kommen ans Ziel: Newton nach 2 Schritten, SGD zuletzt, nach 3"},
		{[]Track{there("Adam"), elsewhere}, "One start, two ends", "Ein Start, zwei Enden"},
		{[]Track{there("Adam"), elsewhere, top}, "One start, three ends: Newton climbs to a maximum", "Ein Start, drei Enden: Newton steigt zu einem Maximum"},
		{[]Track{there("Adam"), stuckAt}, "One start, two ends: Newton ends at a saddle", "Ein Start, zwei Enden: Newton endet in einem Sattelpunkt"},
		{[]Track{stuckAt, stuckAt}, "Both end at the same saddle", "Beide enden im selben Sattelpunkt"},
		{[]Track{there("Adam"), fromElsewhere}, "Two starts, one end", "Zwei Starts, ein Ende"},
		{[]Track{there("Adam"), elsewhere, fromElsewhere}, "Two starts, two ends", "Zwei Starts, zwei Enden"},
		{[]Track{there("SGD"), ended("Newton", start, nowhere, optimizers.Failed, 170, 3)}, "SGD is there after 2 steps; Newton stops at step 1", "SGD ist nach 2 Schritten am Ziel; Newton bricht bei Schritt 1 ab"},
		{[]Track{gone, lost("SGD")}, "Himmelblau: Adam and SGD", "Himmelblau: Adam und SGD"},
	} {
		sc := Scene{Surface: surfaces.Himmelblau{}, Steps: 3, Tracks: c.tracks}
		for l, want := range map[words.Language]string{words.English: c.en, words.German: c.de} {
			if got := sc.withResult(l).title(l); got != want {
				t.Errorf("title %q, want %q", got, want)
			}
		}
	}
}

// A run that swings around the minimum, and hits it with its last iterate alone, has not arrived. One
// that swings below the tolerance has.
func TestResultOfOscillation(t *testing.T) {
	swinging := func(label string, end float64) Track {
		losses := []float64{170}
		for range 30 {
			losses = append(losses, 0.02, end)
		}
		return ended(label, [2]float64{0, 0}, [2]float64{3, 2}, optimizers.Oscillating, losses...)
	}
	rounding := ended("Adam", [2]float64{0, 0}, [2]float64{3, 2}, optimizers.Oscillating, 170, 1e-9, 2e-9, 1e-9)
	slow := ended("Adam", [2]float64{0, 0}, [2]float64{-1, -1}, optimizers.Descending, 170, 100, 0.01)
	higher := ended("Adam", [2]float64{0, 0}, [2]float64{-1, -1}, optimizers.Descending, 170, 100, 0.5)
	for _, c := range []struct {
		tracks []Track
		en, de string
	}{
		{[]Track{swinging("GD", 1e-15)}, "GD still oscillates after 60 steps", "GD schwingt nach 60 Schritten noch"},
		{[]Track{swinging("GD", 0), swinging("Adam", 0)}, "Both still oscillate after 60 steps", "Beide schwingen nach 60 Schritten noch"},
		{[]Track{swinging("GD", 0), slow}, "Adam gets to 0.01 in 2 steps; GD still oscillates after 60 steps", "Adam kommt in 2 Schritten auf 0,01; GD schwingt nach 60 Schritten noch"},
		{[]Track{higher, swinging("GD", 0)}, "GD still oscillates after 60 steps; Adam is still at 0.5", "GD schwingt nach 60 Schritten noch; Adam ist noch bei 0,5"},
		{[]Track{rounding}, "Adam is there after 1 step", "Adam ist nach 1 Schritt am Ziel"},
	} {
		sc := Scene{Surface: surfaces.Himmelblau{}, Steps: 60, Tracks: c.tracks}
		for l, want := range map[words.Language]string{words.English: c.en, words.German: c.de} {
			if got := sc.withResult(l).title(l); got != want {
				t.Errorf("title %q, want %q", got, want)
			}
		}
	}
}

// Above a minimum other than 0 a title gives the height above it.
func TestResultAboveMinimum(t *testing.T) {
	floor := surfaces.StyblinskiTang{N: 2}.Meta().Floor()
	run := func(label string, above float64) Track {
		return ended(label, [2]float64{0, 0}, [2]float64{1, 1}, optimizers.Descending, 0, 0, floor+above)
	}
	sc := Scene{Surface: surfaces.StyblinskiTang{N: 2}, Steps: 2, Tracks: []Track{run("SGD", 7), run("Adam", 2)}}
	for l, want := range map[words.Language]string{
		words.English: "Adam is 2 above the minimum after 2 steps; SGD is still 7 above the minimum",
		words.German:  "Adam ist nach 2 Schritten 2 über dem Minimum; SGD ist noch 7 über dem Minimum",
	} {
		if got := sc.withResult(l).title(l); got != want {
			t.Errorf("title %q, want %q", got, want)
		}
	}
}

// Below a result the subtitle begins with the name of the surface, and has the formula where
// there is room; a title of the user's stays, and the subtitle with it.
func TestSubtitleOfResult(t *testing.T) {
	sc := Scene{Surface: surfaces.Beale{}, Steps: 3, Tracks: []Track{ended("SGD", [2]float64{0, 0}, [2]float64{1, 1}, optimizers.Descending, 170, 5)}}
	for width, want := range map[float64]string{1600: "Beale|$f(x, y) = " + surfaces.Beale{}.Meta().Formula + "$|start (0, 0)|3 steps", 250: "Beale|start (0, 0)|3 steps"} {
		style := sheet.DefaultStyle()
		style.Width, style.Height = width, 900
		s := sheet.New(style)
		if got := strings.ReplaceAll(sc.withResult(words.English).subtitleOn(s), sheet.Separator, "|"); got != want {
			t.Errorf("%g pixels: %q, want %q", width, got, want)
		}
	}
	sc.Title = "Mine"
	if own := sc.withResult(words.English); own.title(words.English) != "Mine" || strings.HasPrefix(own.subtitle(words.English), "Beale") {
		t.Errorf("%q, %q", own.title(words.English), own.subtitle(words.English))
	}
}

// The axis of losses ends where the runs still tell something.
func TestLossFloor(t *testing.T) {
	run := func(losses ...float64) Track {
		return ended("", [2]float64{}, [2]float64{}, optimizers.Descending, losses...)
	}
	long := func(from, to float64) Track { // straight in the logarithm
		var losses []float64
		for k := range 101 {
			losses = append(losses, from*math.Pow(to/from, float64(k)/100))
		}
		return run(losses...)
	}
	fast := func() Track {
		losses := make([]float64, 101)
		losses[0], losses[1] = 100, 1e-30
		return run(losses...)
	}
	for name, c := range map[string]struct {
		tracks []Track
		lo     float64
	}{
		"Newton and a slow run":      {[]Track{fast(), long(100, 5)}, 0.01},
		"and one that comes to 1e-4": {[]Track{fast(), long(100, 5), long(100, 1e-4)}, 1e-10},
		"a run that comes to 1e-30":  {[]Track{long(100, 1e-30), long(100, 5)}, 1e-10},
		"all come to rounding level": {[]Track{fast(), long(100, 1e-30)}, 1e-10},
		"all do in a few steps":      {[]Track{fast()}, 1e-16},
		"the slowest comes to 1e-12": {[]Track{fast(), long(100, 1e-12)}, 1e-10},
		"slow runs alone":            {[]Track{long(100, 1), long(100, 0.011)}, 0.01},
	} {
		sc := Scene{Surface: surfaces.Himmelblau{}, Steps: 100, Tracks: c.tracks}
		log, ok := sc.losses(sheet.New(sheet.DefaultStyle())).scale.(scale.Log)
		if !ok || math.Abs(math.Log10(log.Lo)-math.Log10(c.lo)) > 0.02 {
			t.Errorf("%s: %+v, want an axis from %g", name, log, c.lo)
		}
	}
}

// In a wide figure the curves stand beside the contours, in a square or high one below.
func TestSideBySide(t *testing.T) {
	for size, want := range map[[2]float64]bool{{1600, 900}: true, {1600, 1200}: true, {1080, 1080}: false, {1080, 1920}: false} {
		style := sheet.DefaultStyle()
		style.Width, style.Height = size[0], size[1]
		if got := sideBySide(sheet.New(style)); got != want {
			t.Errorf("%v: %v, want %v", size, got, want)
		}
	}
}

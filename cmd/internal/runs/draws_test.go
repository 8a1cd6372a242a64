package runs

import (
	"math"
	"testing"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/setup"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/objective"
)

// What one flag draws at random is the same whatever other flags are there: the path is
// that without them, but for what 1e-13 does to it.
func TestDrawsDependOnTheirPurposeAlone(t *testing.T) {
	small := func(surface string) func(*document.Spec) { return func(s *document.Spec) { s.Surface += surface } }
	harmless := map[string]func(*document.Spec){
		"clip":  func(s *document.Spec) { s.Clip = 1e9 },
		"noise": func(s *document.Spec) { s.Noise = 1e-13 },
		"l1":    func(s *document.Spec) { s.L1 = 1e-13 },
		"l2":    func(s *document.Spec) { s.L2 = 1e-13 },
	}
	for _, c := range []struct {
		name string
		base func(*document.Spec)
		also map[string]func(*document.Spec) // harmless on this surface alone
	}{
		{"batch", func(s *document.Spec) { s.Surface, s.Batches = "line1000", []int{1} }, nil},
		{"noise", func(s *document.Spec) { s.Surface, s.Noise = "line5", 0.1 }, map[string]func(*document.Spec){"batch": func(s *document.Spec) { s.Batches = []int{5} }}},
		{"noise, batch and clip", func(s *document.Spec) { s.Surface, s.Noise, s.Batches, s.Clip = "line1000", 0.1, []int{2}, 1 }, nil},
		{"masks", func(s *document.Spec) { s.Surface = "dropout:keep=0.5,masks=1" }, nil},
		{"rule", func(s *document.Spec) { s.Surface, s.Optimizers = "sphere", []string{"langevin:lr=0.01"} }, nil},
		{"rule on batches", func(s *document.Spec) {
			s.Surface, s.Batches, s.Optimizers = "line1000", []int{1}, []string{"langevin:lr=0.01"}
		}, nil},
		{"jitter", func(s *document.Spec) { s.Surface, s.Batches = "network:data=moons,hidden=3,n=20,jitter=0.3", []int{4} },
			map[string]func(*document.Spec){"dropout": small(",dropout=1e-15")}},
		{"dropout", func(s *document.Spec) {
			s.Surface, s.Batches = "network:data=moons,hidden=3,n=20,dropout=0.3", []int{4}
		},
			map[string]func(*document.Spec){"jitter": small(",jitter=1e-13")}},
		{"batches of a network", func(s *document.Spec) { s.Surface, s.Batches = "network:data=moons,hidden=3,n=20", []int{4} },
			map[string]func(*document.Spec){"jitter": small(",jitter=1e-13"), "dropout": small(",dropout=1e-15")}},
	} {
		path := func(seed uint64, changes ...func(*document.Spec)) []float64 {
			t.Helper()
			s := document.Default()
			steps := 12
			s.Steps, s.Seed, s.Optimizers = &steps, seed, []string{"sgd:lr=0.01"}
			for _, change := range append([]func(*document.Spec){c.base}, changes...) {
				change(&s)
			}
			land, err := LandscapeOf(t.Context(), s)
			if err != nil {
				t.Fatalf("%s: %v", c.name, err)
			}
			sizes, err := setup.BatchesOf(s.Setup, land)
			if err != nil {
				t.Fatalf("%s: %v", c.name, err)
			}
			rule, err := catalog.ParseRule(s.Optimizers[0])
			if err != nil {
				t.Fatalf("%s: %v", c.name, err)
			}
			run := optimizers.Run{F: setup.Objective(s.Setup, land, sizes[0]), Optimizer: rule.Value, LR: rule.LR, Start: land.Starts[0], Steps: steps, Seed: s.Seed}
			got, err := run.Trace(t.Context())
			if err != nil {
				t.Fatalf("%s: %v", c.name, err)
			}
			return got.X
		}
		differ := func(a, b []float64) float64 {
			far := 0.0
			for i := range a {
				far = max(far, math.Abs(a[i]-b[i]))
			}
			return far
		}
		all := map[string]func(*document.Spec){}
		for _, more := range []map[string]func(*document.Spec){harmless, c.also} {
			for name, change := range more {
				all[name] = change
			}
		}
		alone := path(7)
		if d := differ(alone, path(8)); d < 1e-4 {
			t.Errorf("%s: another seed moves the path by %v only", c.name, d)
		}
		base := document.Default()
		c.base(&base)
		for first, a := range all {
			for second, b := range all {
				if first > second || first == second && c.also[first] != nil {
					continue
				}
				if base.Noise > 0 && (first == "noise" || second == "noise") || base.Clip > 0 && (first == "clip" || second == "clip") {
					continue // which would take its place
				}
				if d := differ(alone, path(7, a, b)); d > 1e-9 {
					t.Errorf("%s: --%s and --%s move the path by %v", c.name, first, second, d)
				}
			}
		}
	}
}

// A generator of one purpose shares no number with that of another, nor with itself of
// another replicate or seed.
func TestPurposesDrawOtherNumbers(t *testing.T) {
	seen := map[uint64]string{}
	for _, d := range []objective.Draws{{}, {Seed: 1}, {Replicate: 1}} {
		for p := objective.ForNoise; p <= objective.ForMasks; p++ {
			rng := d.For(p)
			for range 100 {
				v := rng.Uint64()
				if who, taken := seen[v]; taken {
					t.Fatalf("%+v draws %x for purpose %d as %s does", d, v, p, who)
				}
				seen[v] = "another"
			}
		}
	}
}

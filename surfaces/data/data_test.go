package data

import (
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"

	"github.com/optviz/optviz/surfaces/internal/streams"
)

func make1(t *testing.T, name string) *Set {
	t.Helper()
	for _, e := range Catalog() {
		if e.Name == name {
			return e.Make(e.N, 1, e.Noise)
		}
	}
	t.Fatalf("no set %s", name)
	return nil
}

// Every set is what its entry says: the same for the same arguments, another
// for another seed, and what is held out is none of it.
func TestCatalog(t *testing.T) {
	names := map[string]bool{}
	for _, e := range Catalog() {
		if names[e.Name] || e.Name == "" || e.Doc == "" || e.N < 1 {
			t.Errorf("entry %+v", e)
		}
		names[e.Name] = true
		s := e.Make(e.N, 1, e.Noise)
		valid(t, e, s, e.N)
		if !reflect.DeepEqual(s, e.Make(e.N, 1, e.Noise)) {
			t.Errorf("%s: not the same again", e.Name)
		}
		random := !reflect.DeepEqual(s, e.Make(e.N, 2, e.Noise))
		if random != (e.Make(7, 1, e.Noise).Len() == 7) {
			t.Errorf("%s: of a seed %v, but of a size %v", e.Name, random, !random)
		}
		if e.HeldOut == nil {
			if random {
				t.Errorf("%s: nothing held out", e.Name)
			}
			continue
		}
		held := e.HeldOut(300, 1, e.Noise)
		if random {
			valid(t, e, held, 300)
		}
		if !reflect.DeepEqual(held, e.HeldOut(300, 1, e.Noise)) || held.Dim() != s.Dim() || held.Classes != s.Classes {
			t.Errorf("%s: held out %d of %d inputs, %d classes", e.Name, held.Len(), held.Dim(), held.Classes)
		}
		if random && shares(s, held) {
			t.Errorf("%s: an example is in both sets", e.Name)
		}
	}
}

func valid(t *testing.T, e Entry, s *Set, n int) {
	t.Helper()
	if rows, _ := s.X.Dims(); s.Name != e.Name || s.Len() != n || rows != n {
		t.Errorf("%s: %s of %d and %d", e.Name, s.Name, s.Len(), rows)
	}
	seen := map[float64]bool{}
	for i, y := range s.Y {
		for _, v := range slices.Concat(s.X.RawRowView(i), []float64{y}) {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				t.Fatalf("%s: %v in example %d", e.Name, v, i)
			}
		}
		if s.Classes > 0 && (y != math.Trunc(y) || y < 0 || y >= float64(s.Classes)) {
			t.Fatalf("%s: class %v of %d", e.Name, y, s.Classes)
		}
		seen[y] = true
	}
	if s.Classes > 0 && len(seen) != s.Classes {
		t.Errorf("%s: %d of %d classes", e.Name, len(seen), s.Classes)
	}
}

func shares(a, b *Set) bool {
	for i := range a.Len() {
		for j := range b.Len() {
			if slices.Equal(a.X.RawRowView(i), b.X.RawRowView(j)) {
				return true
			}
		}
	}
	return false
}

// The sets of fixed points are the lecture's.
func TestFixed(t *testing.T) {
	for name, want := range map[string][2][]float64{
		"line4":  {{.5, 1, 1.5, 2}, {.5, 1, 1.5, 2}},
		"line5":  {{-2, -1, 0, 1, 2}, {-3.1, -.9, 1.2, 2.8, 5}},
		"neuron": {{-2, -1.5, -1, -.5, .5, 1, 1.5, 2}, {0, 0, 0, 1, 0, 1, 1, 1}},
		"sine10": {{0, 1. / 9, 2. / 9, 3. / 9, 4. / 9, 5. / 9, 6. / 9, 7. / 9, 8. / 9, 1}, {.09, .33, 1.21, 1.15, -.24, -.73, -.83, -1.08, -.65, -.26}},
	} {
		s := make1(t, name)
		if x := mat.Col(nil, 0, s.X); !slices.Equal(x, want[0]) || !slices.Equal(s.Y, want[1]) {
			t.Errorf("%s: %v %v", name, x, s.Y)
		}
	}
	s := make1(t, "line1000")
	if a, b := s.X.At(0, 0), s.X.At(999, 0); a != -2 || b != 2 || s.Len() != 1000 {
		t.Errorf("line1000 goes from %v to %v", a, b)
	}
	if want := 1.5*(-2+4*500./999) - .5 + .7*math.Sin(37*500); math.Abs(s.Y[500]-want) > 1e-15 {
		t.Errorf("y_500 = %v, want %v", s.Y[500], want)
	}
	if sorted := slices.Sorted(slices.Values(s.Order)); s.Order[1] != 617 || s.Order[2] != 234 || sorted[0] != 0 || sorted[999] != 999 || len(slices.Compact(sorted)) != 1000 {
		t.Errorf("order %v...", s.Order[:10])
	}
}

// Without noise the generated sets lie on their curves.
func TestShapes(t *testing.T) {
	for _, e := range Catalog() {
		s := e.Make(200, 3, 0)
		for i, y := range s.Y {
			x := s.X.RawRowView(i)
			var off float64
			switch e.Name {
			case "sine":
				off = y - math.Sin(2*math.Pi*x[0])
			case "blobs":
				off = math.Hypot(x[0]-(2*y-1), x[1]-(2*y-1))
			case "moons":
				u, v := x[0], x[1] // the second is the first turned by half about (1/2, 1/4)
				if y == 1 {
					u, v = 1-u, 0.5-v
				}
				off = math.Hypot(u, v) - 1 + min(v, 0)
			case "spirals":
				r := math.Hypot(x[0], x[1])
				sin, cos := math.Sincos(3*math.Pi*r + math.Pi*y)
				off = math.Hypot(x[0]-r*cos, x[1]-r*sin)
				if r < .1 || r > 1 {
					off = r
				}
			}
			if math.Abs(off) > 1e-12 {
				t.Errorf("%s: (%v, %v) is %v off", e.Name, x, y, off)
			}
		}
	}
}

// The noise has the size that is asked for.
func TestNoise(t *testing.T) {
	const n = 20_000
	clean, noisy := sine(n, 0, streams.New(1, streams.Train)), sine(n, .25, streams.New(1, streams.Train))
	rest := make([]float64, n)
	for i := range rest {
		rest[i] = noisy.Y[i] - math.Sin(2*math.Pi*noisy.X.At(i, 0))
	}
	if sd := stat.StdDev(rest, nil); math.Abs(sd-.25) > .005 || clean.Y[0] != math.Sin(2*math.Pi*clean.X.At(0, 0)) {
		t.Errorf("noise %v", sd)
	}
	cloud := blobs(n, .8, streams.New(1, streams.Train))
	for j := range 2 {
		var x []float64
		for i, y := range cloud.Y {
			if y == 1 {
				x = append(x, cloud.X.At(i, j))
			}
		}
		if m, sd := stat.MeanStdDev(x, nil); math.Abs(m-1) > .03 || math.Abs(sd-.8) > .02 {
			t.Errorf("cloud about %v with radius %v", m, sd)
		}
	}
}

// A plane separates the classes, the same for what is held out.
func TestHalfspace(t *testing.T) {
	set, held := Halfspace(300, 200, 4, 5)
	again, _ := Halfspace(300, 1, 4, 5)
	if set.Len() != 300 || held.Len() != 200 || set.Dim() != 4 || !reflect.DeepEqual(set, again) || shares(set, held) {
		t.Fatalf("%d and %d examples of %d", set.Len(), held.Len(), set.Dim())
	}
	w := normal(4, streams.New(5, streams.Rule))
	for _, s := range []*Set{set, held} {
		for i, y := range s.Y {
			var z mat.Dense
			if z.Mul(s.X.Slice(i, i+1, 0, 4), mat.NewDense(4, 1, w)); (z.At(0, 0) > 0) != (y == 1) {
				t.Errorf("example %d: w.x = %v, class %v", i, z.At(0, 0), y)
			}
		}
	}
}

func TestCorrupt(t *testing.T) {
	s := blobs(20_000, 1, streams.New(1, streams.Train))
	for p, want := range map[float64]float64{0: 0, .2: .1, 1: .5} { // half of the coins are right
		c, err := Corrupt(s, p, 7)
		if err != nil {
			t.Fatal(err)
		}
		if wrong := differ(s, c); math.Abs(wrong-want) > .01 || p == 0 && wrong != 0 {
			t.Errorf("p = %v: %v of the labels are wrong", p, wrong)
		}
		again, _ := Corrupt(s, p, 7)
		if !reflect.DeepEqual(c, again) || c.X != s.X || c.Classes != 2 {
			t.Errorf("p = %v: not the same again", p)
		}
	}
	ten := &Set{Name: "ten", X: mat.NewDense(20_000, 1, nil), Y: make([]float64, 20_000), Classes: 10}
	c, err := Corrupt(ten, 1, 1)
	if wrong := differ(ten, c); err != nil || math.Abs(wrong-.9) > .01 || slices.Max(c.Y) != 9 || slices.Min(c.Y) != 0 {
		t.Errorf("ten classes: %v wrong, up to %v (%v)", wrong, slices.Max(c.Y), err)
	}
	// The labels that a small p changes, a greater one changes, too.
	few, _ := Corrupt(s, .2, 3)
	all, _ := Corrupt(s, 1, 3)
	for i, y := range few.Y {
		if y != s.Y[i] && y != all.Y[i] {
			t.Fatalf("label %d: %v, for p = .2 %v, for p = 1 %v", i, s.Y[i], y, all.Y[i])
		}
	}
	for _, c := range []struct {
		set *Set
		p   float64
		err string
	}{
		{s, -.1, "corrupt -0.1: must be in [0,1]"}, {s, 1.1, "must be in [0,1]"}, {s, math.NaN(), "must be in [0,1]"},
		{make1(t, "sine"), .5, "sine has numbers to fit, not labels"},
	} {
		if _, err := Corrupt(c.set, c.p, 1); err == nil || !strings.Contains(err.Error(), c.err) {
			t.Errorf("%s, p = %v: %v, want %q", c.set.Name, c.p, err, c.err)
		}
	}
}

// differ is the share of labels that differ.
func differ(a, b *Set) float64 {
	n := 0.0
	for i := range a.Y {
		if a.Y[i] != b.Y[i] {
			n++
		}
	}
	return n / float64(a.Len())
}

func TestLabelled(t *testing.T) {
	set := func(y ...float64) *Set { return &Set{Name: "mine", X: mat.NewDense(len(y), 1, nil), Y: y} }
	for _, c := range []struct {
		set     *Set
		classes int
		err     string
	}{
		{set(0, 1, 1), 2, ""}, {set(0, 0), 2, ""}, {set(4, 0), 5, ""}, {set(99), 100, ""},
		{&Set{Y: []float64{0}, Classes: 7}, 7, ""},
		{set(0, -1), 0, "mine: the label of example 2 is no class 0, 1, ... 99"},
		{set(0.5), 0, "the label of example 1"}, {set(100), 0, "the label of example 1"}, {set(1e300), 0, "the label of example 1"},
	} {
		before := c.set.Classes
		got, err := c.set.Labelled()
		if c.err == "" && (err != nil || got.Classes != c.classes || c.set.Classes != before) {
			t.Errorf("%v: %v, %v", c.set.Y, got, err)
		}
		if c.err != "" && (err == nil || !strings.Contains(err.Error(), c.err)) {
			t.Errorf("%v: %v, want %q", c.set.Y, err, c.err)
		}
	}
}

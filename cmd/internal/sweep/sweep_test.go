package sweep

import (
	"bytes"
	"context"
	"math"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/runs"
	"github.com/optviz/optviz/cmd/internal/setup"
	"github.com/optviz/optviz/optimizers"
)

// sweepOf is a sweep with flags as a user types them.
func sweepOf(surface, x, y string, change func(*document.GridSpec)) document.GridSpec {
	m := document.DefaultSweep()
	m.Surface, m.X, m.Y = surface, x, y
	if change != nil {
		change(&m)
	}
	return m
}

// computed is a sweep with all its cells.
func computed(t testing.TB, spec document.GridSpec) *Sweep {
	t.Helper()
	s, err := SweepOf(context.Background(), spec)
	if err != nil {
		t.Fatal(err)
	}
	compute(t, s.Grid)
	return s
}

// compute computes all cells of a grid.
func compute(t testing.TB, g *Grid) {
	t.Helper()
	if err := g.Compute(context.Background(), g.Missing(Shard{}), func([]int) error { return nil }); err != nil {
		t.Fatal(err)
	}
}

// table is a map's CSV.
func table(t testing.TB, m *Sweep) string {
	t.Helper()
	var b bytes.Buffer
	w, err := m.NewWriter(&b, false)
	if err != nil {
		t.Fatal(err)
	}
	cells := make([]int, len(m.known))
	for c := range cells {
		cells[c] = c
	}
	if err := w.Write(cells); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// best is the lowest value of a column of a panel, and where it is.
func (s *Sweep) best(panel, column int) (cell int, v float64) {
	n := len(s.known) / len(s.Panels)
	cell, v = -1, math.Inf(1)
	for c := panel * n; c < (panel+1)*n; c++ {
		if t := s.Row(c)[column]; t < v {
			cell, v = c, t
		}
	}
	return cell, v
}

func steps(n int) *int { return &n }

func near(a, b, tol float64) bool { return math.Abs(a-b) <= tol*math.Abs(b) }

// The rate of convergence over rate and momentum, lecture 5.2: the best pair, and
// the best without momentum.
func TestRateMap(t *testing.T) {
	for _, test := range []struct {
		kappa                  string
		lr, momentum, rate, gd float64
		bestGD                 float64
	}{
		{"25", 1. / 9, 4. / 9, 2. / 3, 2. / 26, 24. / 26},
		{"100", 4. / 121, 81. / 121, 9. / 11, 2. / 101, 99. / 101},
	} {
		lrs := []float64{test.gd, test.lr}
		for _, f := range []float64{0.5, 0.8, 0.9, 0.95, 1.05, 1.1, 1.3, 2} {
			lrs = append(lrs, f*test.lr, f*test.gd)
		}
		slices.Sort(lrs)
		moments := []float64{0, 0.9, 0.99, test.momentum, test.momentum * 0.9, test.momentum * 1.05}
		slices.Sort(moments)
		list := func(key string, vs []float64) string {
			var texts []string
			for _, v := range vs {
				texts = append(texts, catalog.FormatNumber(v))
			}
			return key + "=" + strings.Join(texts, "/")
		}
		m := computed(t, sweepOf("ravine:angle=30,kappa="+test.kappa, list("lr", lrs), list("momentum", moments), func(m *document.GridSpec) {
			m.Optimizers, m.Metric = []string{"momentum"}, "rate"
		}))
		cell, rate := m.best(0, 0)
		_, i, j := m.place(cell)
		if !near(rate, test.rate, 1e-6) || lrs[i] != test.lr || moments[j] != test.momentum {
			t.Errorf("κ %s: best rate %v at %s", test.kappa, rate, m.At(cell))
		}
		low, at := math.Inf(1), 0.0
		for i, lr := range lrs { // the row without momentum
			if v := m.Row(i)[0]; v < low {
				low, at = v, lr
			}
		}
		if !near(low, test.bestGD, 1e-12) || at != test.gd {
			t.Errorf("κ %s: best rate of gradient descent %v at %v", test.kappa, low, at)
		}
		kappa, _ := strconv.ParseFloat(test.kappa, 64)
		for j, b := range moments { // the edge is where the map says that it diverges
			e, ok := m.Edge(0, 0, j)
			if !ok || !near(e, (2+2*b)/kappa, 1e-9) {
				t.Errorf("edge at momentum %v: %v %v", b, e, ok)
			}
			for i, lr := range lrs {
				if got := m.Row(j*len(lrs) + i)[1] == 1; got != (lr > e*(1+1e-9)) {
					t.Errorf("lr %v, momentum %v: diverges is %v, edge %v", lr, b, got, e)
				}
			}
		}
	}
}

// The rates of sgd, momentum with dampening, and nesterov are those of their runs.
func TestRateIsThatOfRuns(t *testing.T) {
	for _, rule := range []string{"sgd:weight_decay=.1", "momentum:momentum=.6,dampening=.3", "momentum:momentum=.8,weight_decay=.2", "nesterov:momentum=.7"} {
		base := sweepOf("ravine:kappa=25", "lr=.01/.03/.06/.07", "", func(m *document.GridSpec) { m.Optimizers = []string{rule} })
		base.Metric = "rate"
		rates := computed(t, base)
		base.Metric = "final"
		var loss [2]*Sweep
		for i, n := range []int{200, 400} { // even, as errors may turn round
			base.Steps = steps(n)
			loss[i] = computed(t, base)
		}
		for c := range rates.X.Values {
			got := math.Pow(loss[1].Row(c)[0]/loss[0].Row(c)[0], 1./400) // losses are squares
			if want := rates.Row(c)[0]; math.Abs(got-want) > 0.01 {
				t.Errorf("%s: %s: rate %v, runs %v", rule, rates.At(c), want, got)
			}
		}
		linear, _ := optimizers.LinearOf(rates.Panels[0].Run.Optimizer)
		if e, ok := rates.Edge(0, 0, 0); !ok || linear.Rate(e*(1-1e-9), rates.curved) > 1 || linear.Rate(e*(1+1e-9), rates.curved) < 1 {
			t.Errorf("%s: edge %v", rule, e)
		}
	}
}

// The U-curve of lecture 12.7: steps to 1e-6 over the rate, from 12.1.
func TestUCurve(t *testing.T) {
	m := computed(t, sweepOf("ravine:kappa=25", "lr=.004/.02/.04/.06/.076/.0796/.08/.084", "", func(m *document.GridSpec) {
		m.Optimizers, m.Metric, m.Steps = []string{"sgd"}, "steps:1e-6", steps(2000)
	}))
	for i, want := range []float64{1983, 394, 195, 129, 101, 813, math.NaN(), math.NaN()} {
		if got := m.Row(i)[2]; got != want && (got == got || want == want) {
			t.Errorf("lr %v: %v steps, want %v", m.X.Values[i], got, want)
		}
	}
	if want := "lr,loss,diverged,steps\n"; !strings.HasPrefix(table(t, m), want) {
		t.Errorf("header %.40q", table(t, m))
	}
}

// The honest comparison of the lecture's E.12: the fewest steps to 1e-3 on one
// grid of rates, and the rate.
func TestTunedSteps(t *testing.T) {
	rules := []string{"sgd", "momentum", "nesterov", "rmsprop", "adam", "nadam"}
	m := computed(t, sweepOf("ravine:kappa=25,angle=30", "lr=1e-4:10:1-2-5", "", func(m *document.GridSpec) {
		m.Optimizers, m.Metric = rules, "steps:1e-3"
	}))
	for p, want := range [][2]float64{{88, .05}, {48, .005}, {36, .05}, {61, .2}, {62, 1}, {27, .5}} {
		cell, n := m.best(p, 2)
		_, i, _ := m.place(cell)
		if n != want[0] || m.X.Values[i] != want[1] {
			t.Errorf("%s: %v steps at %v, want %v", rules[p], n, m.X.Values[i], want)
		}
	}
}

// A cell that diverges has an empty loss.
func TestDivergedCell(t *testing.T) {
	m := computed(t, sweepOf("ravine:kappa=25", "lr=.01/1", "momentum=0/.5", func(m *document.GridSpec) {
		m.Optimizers, m.Steps = []string{"momentum"}, steps(300)
	}))
	lines := strings.Split(table(t, m), "\n")
	if lines[0] != "lr,momentum,loss,diverged,steps" || !strings.HasPrefix(lines[1], "0.01,0,0.0") || !strings.HasSuffix(lines[1], ",0,300") {
		t.Errorf("%q", lines)
	}
	if !strings.HasPrefix(lines[2], "1,0,,1,") {
		t.Errorf("%q", lines[2])
	}
}

// The robust range of rates under noise, lecture 14.2: how many of twelve rates
// get below 0.01, and the best under each schedule.
func TestRobustRange(t *testing.T) {
	m := computed(t, sweepOf("ravine:kappa=25,angle=30", "lr=0.0009765625:2:log:12", "", func(m *document.GridSpec) {
		m.Optimizers, m.Noise, m.Seeds, m.Steps = []string{"adam"}, 1, 200, steps(500)
		m.Schedules = []string{"constant", "multistep:milestones=250/400", "cosine"}
	}))
	for p, want := range []struct {
		below int
		best  float64
		at    float64
	}{{1, 0.0069, 1. / 32}, {6, 0.0032, 0}, {6, 0.0027, 1. / 16}} {
		below := 0
		for c := 12 * p; c < 12*p+12; c++ {
			if m.Row(c)[0] < 0.01 {
				below++
			}
		}
		cell, best := m.best(p, 0)
		_, i, _ := m.place(cell)
		t.Logf("%s: %d below .01, best %v at %v", m.Panels[p].Title, below, best, m.X.Values[i])
		if below != want.below || math.Abs(best/want.best-1) > 0.3 || want.at > 0 && m.X.Values[i] != want.at {
			t.Errorf("%s: %d cells below .01, best %v at %v", m.Panels[p].Title, below, best, m.X.Values[i])
		}
	}
}

// Decoupled decay against the L2 penalty, lecture 14.3: under each schedule the
// best cell of AdamW beats the best of Adam.
func TestLoshchilovHutter(t *testing.T) {
	m := computed(t, sweepOf("overfit:th1=1.2,th2=2.5,v1=1,v2=1", "lr=0.00390625:2:log:10", "weight_decay=0/.015625/.03125/.0625/.125/.25/.5/1/2/4", func(m *document.GridSpec) {
		m.Optimizers, m.Noise, m.Seeds, m.Steps = []string{"adam", "adamw"}, 3, 100, steps(500)
		m.Schedules = []string{"constant", "multistep:milestones=250/400", "cosine"}
		m.Starts, m.Metric = [][]float64{{-1, -1}}, "val"
	}))
	var best [6]float64
	for p := range best {
		_, best[p] = m.best(p, 0)
	}
	t.Log(best)
	for p, want := range []float64{0.048, 0.08, 0.062, 0.005, 0.014, 0.0115} {
		if math.Abs(best[p]/want-1) > 0.35 {
			t.Errorf("%s: best %v, not about %v", m.Panels[p].Title, best[p], want)
		}
		if p < 3 && !(best[p+3] < best[p]) {
			t.Errorf("%s: %v is not below %v", m.Panels[p+3].Title, best[p+3], best[p])
		}
	}
	for p, want := range [][2]float64{0: {0.143, 1.036}, 2: {0.138, 0.144}} {
		if p == 1 {
			continue
		}
		low, high := math.Inf(1), 0.0
		for i := 2; i < 10; i++ { // rates from 1/64 on, decay 4
			v := m.Row(p*100 + 90 + i)[0]
			low, high = min(low, v), max(high, v)
		}
		t.Log(low, high)
		if math.Abs(low/want[0]-1) > 0.35 || math.Abs(high/want[1]-1) > 0.35 {
			t.Errorf("%s with decay 4: %v to %v, want %v", m.Panels[p].Title, low, high, want)
		}
	}
}

// A map is the same on any number of processors, in any parts, and every cell is
// the run that a plot of it would make.
func TestMapIsItsRuns(t *testing.T) {
	for _, change := range []func(*document.GridSpec){
		nil,
		func(m *document.GridSpec) { m.Optimizers = []string{"sgd", "lookahead(adam):k=3 cosine", "newton"} },
		func(m *document.GridSpec) { m.Noise, m.Seeds, m.Over = 2, 3, "median" },
		func(m *document.GridSpec) { m.Y, m.Seeds, m.Metric = "noise=0:3:4", 2, "best" },
		func(m *document.GridSpec) { m.Optimizers, m.Y = []string{"adam"}, "beta1=0:.9:3" },
		func(m *document.GridSpec) { m.Y, m.Schedules = "step_size=10:30:3", []string{"step:gamma=.5"} },
		func(m *document.GridSpec) { m.X, m.Y, m.LR = "x1=-1:2:5", "l2=0/1/2", new(float64); *m.LR = 0.001 },
		func(m *document.GridSpec) { m.Surface, m.Y, m.Seeds = "line1000", "batch=1:100:log:3", 2 },
		func(m *document.GridSpec) { m.Surface, m.Metric, m.Y = "overfit", "val", "" },
	} {
		s := sweepOf("rosenbrock", "lr=1e-4:1:log:7", "x2=-1:1:3", func(m *document.GridSpec) {
			m.Steps, m.Optimizers = steps(40), []string{"sgd"}
			if change != nil {
				change(m)
			}
		})
		want := table(t, computed(t, s))
		if again := func() string {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
			return table(t, computed(t, s))
		}(); again != want {
			t.Errorf("%s %s: another number of processors gives another map", s.X, s.Y)
		}
		parts, err := SweepOf(context.Background(), s)
		if err != nil {
			t.Fatal(err)
		}
		for i := range 4 {
			if err := parts.Compute(context.Background(), parts.Missing(Shard{i + 1, 4}), func([]int) error { return nil }); err != nil {
				t.Fatal(err)
			}
		}
		if table(t, parts) != want {
			t.Errorf("%s %s: parts give another map", s.X, s.Y)
		}
	}
}

// Cells are the runs of a Plan with the same values.
func TestCellsArePlans(t *testing.T) {
	for _, test := range []struct {
		x, y, rule, schedule string
		spec                 document.Spec
	}{
		{"lr=.001/.002", "beta1=.3/.6", "adam:lr=.002,beta1=.6", "cosine:eta_min=1e-5", document.Spec{Setup: setup.Setup{Noise: 1, Seed: 4}}},
		{"eta_min=.0001/.0005", "noise=1/2", "sgd:lr=.001", "cosine:eta_min=0.0005", document.Spec{Setup: setup.Setup{Noise: 2}}},
		{"gamma=.3/.7", "k=2/4", "lookahead(adam:lr=.001):k=4", "step:step_size=5*exponential:gamma=.7", document.Spec{}},
		{"clip=1/3", "l2=1/2", "momentum:lr=.001", "constant", document.Spec{Setup: setup.Setup{Clip: 3, L2: 2}}},
	} {
		s := document.Default()
		s.Noise, s.Seed, s.Clip, s.L2, s.Steps = test.spec.Noise, test.spec.Seed, test.spec.Clip, test.spec.L2, steps(30)
		s.Optimizers, s.Schedules = []string{test.rule}, []string{test.schedule}
		s.Over = "mean"
		m := computed(t, document.GridSpec{Spec: s, Kind: "sweep", X: test.x, Y: test.y, Metric: "final"})
		if test.x[:5] == "gamma" {
			s.Schedules[0] = "step:step_size=5,gamma=.7*exponential:gamma=.7" // both have it
		}
		plan, err := runs.PlanOf(context.Background(), s)
		if err != nil {
			t.Fatal(err)
		}
		paths, err := plan.Trace(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if got, want := m.Row(3)[0], paths[0].Loss[30]; got != want {
			t.Errorf("%s %s: the last cell is %v, its run %v", test.x, test.y, got, want)
		}
	}
}

// Runs that go one by one are told from the first on, so that little is lost on
// Ctrl-C; those in lock-step are told in blocks.
func TestComputeTells(t *testing.T) {
	for _, test := range []struct {
		surface string
		batches []int
		want    int // the fewest cells at a time
	}{{"network", []int{20}, 1}, {"rosenbrock", nil, 16}} {
		s := document.DefaultSweep()
		s.Surface, s.Batches, s.X, s.Steps = test.surface, test.batches, "lr=1e-4:1e-3:log:256", steps(2)
		m, err := SweepOf(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		least, n := 64, 0
		err = m.Compute(t.Context(), m.Missing(Shard{})[:64], func(cells []int) error {
			least, n = min(least, len(cells)), n+len(cells)
			return nil
		})
		if n != 64 || least > test.want || test.want > 1 && least < 2 {
			t.Errorf("%s: %d cells, %d at a time or more, want %d: %v", test.surface, n, least, test.want, err)
		}
	}
}

// Over lr, --lr has no effect since it is the axis, whatever the optimizers have.
func TestSweptRateNotes(t *testing.T) {
	s, rate := document.DefaultSweep(), 0.1
	s.Surface, s.Optimizers, s.LR = "ravine", []string{"sgd"}, &rate
	m, err := SweepOf(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(m.Notes, "--lr has no effect: the map is over lr") || slices.Contains(m.Notes, runs.IdleLR) {
		t.Errorf("notes %q", m.Notes)
	}
}

// Formulas that are alike in the first cell are those of their own panels in all
// others; the same one twice is refused.
func TestFormulasAlikeAtFirst(t *testing.T) {
	s := sweepOf("ravine:angle=0", "kappa=1:100:log:3", "", func(m *document.GridSpec) {
		m.Optimizers, m.Steps = []string{"sgd:lr={1/kappa} cosine", "sgd:lr={2/(1+kappa)}", "sgd:lr={1/kappa}"}, steps(7)
	})
	all := computed(t, s)
	for i, title := range []string{"sgd:lr={1/kappa}, cosine", "sgd:lr={2/(1+kappa)}", "sgd:lr={1/kappa}"} {
		one := s
		one.Optimizers = s.Optimizers[i : i+1]
		alone := computed(t, one)
		for c := range alone.known {
			if got, want := all.Row(3*i + c)[0], alone.Row(c)[0]; got != want {
				t.Errorf("%s: %v, alone %v", all.At(3*i+c), got, want)
			}
		}
		if all.Panels[i].Title != title {
			t.Errorf("panel %d is called %q", i, all.Panels[i].Title)
		}
	}
	s.Optimizers = append(s.Optimizers, "sgd:lr={2/(1+kappa)}")
	if _, err := SweepOf(context.Background(), s); err == nil || !strings.Contains(err.Error(), "sgd:lr={2/(1+kappa)}") {
		t.Errorf("the same rule twice: %v", err)
	}
}

package schedules_test

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"math"
	"os"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/optviz/optviz/optimizers/schedules"
)

// rates runs a schedule from step 0 with the given losses; without losses,
// asking for one fails the test.
func rates(t *testing.T, s schedules.Schedule, base float64, steps, n int, losses ...float64) []float64 {
	t.Helper()
	rate := s.Start(base, steps)
	out := make([]float64, n)
	for k := range out {
		out[k] = rate(k, func() float64 {
			if k == 0 || losses == nil {
				t.Fatalf("step %d asked for the loss", k)
			}
			return losses[k-1]
		})
	}
	return out
}

func near(t *testing.T, what string, got, want []float64, tol float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d rates, want %d", what, len(got), len(want))
	}
	for k := range want {
		if d := math.Abs(got[k] - want[k]); !(d <= tol*math.Abs(want[k])) {
			t.Errorf("%s: rate of step %d is %.17g, want %.17g", what, k, got[k], want[k])
			return
		}
	}
}

// entry is the catalogue's schedule of that name with the fields of the given
// keys set.
func entry(t *testing.T, name string, params map[string]any) schedules.Schedule {
	t.Helper()
	for _, e := range schedules.Catalog() {
		if e.Name != name {
			continue
		}
		v := reflect.New(reflect.TypeOf(e.Schedule)).Elem()
		v.Set(reflect.ValueOf(e.Schedule))
	params:
		for key, param := range params {
			for i := range v.NumField() {
				if v.Type().Field(i).Tag.Get("key") != key {
					continue
				}
				switch field := v.Field(i); param := param.(type) {
				case []any:
					for _, m := range param {
						field.Set(reflect.Append(field, reflect.ValueOf(int(m.(float64)))))
					}
				default:
					field.Set(reflect.ValueOf(param).Convert(field.Type()))
				}
				continue params
			}
			t.Fatalf("%s has no parameter %s", name, key)
		}
		return v.Interface().(schedules.Schedule)
	}
	t.Fatalf("no schedule %s", name)
	return nil
}

// Every row of the reference, made by PyTorch 1.13 in float64.
func TestReference(t *testing.T) {
	data, err := os.ReadFile("testdata/schedules.json")
	if err != nil {
		t.Fatal(err)
	}
	var rows []struct {
		Schedule string
		Params   map[string]any
		BaseLR   float64 `json:"base_lr"`
		Steps    int
		LR       []float64
	}
	if err := json.Unmarshal(data, &rows); err != nil {
		t.Fatal(err)
	}
	if len(rows) != 22 {
		t.Fatalf("%d rows", len(rows))
	}
	for i, r := range rows {
		// The reference cycles the rate alone, and has a name for each mode.
		delete(r.Params, "cycle_momentum")
		name := r.Schedule
		if strings.HasPrefix(name, "cyclic-") {
			name = "cyclic"
		}
		what := fmt.Sprint("row ", i, " ", r.Schedule, r.Params)
		near(t, what, rates(t, entry(t, name, r.Params), r.BaseLR, r.Steps, r.Steps), r.LR, 1e-12)
	}
}

// By hand or from PyTorch at base rate 1, to the digits given.
func TestGoldens(t *testing.T) {
	third := schedules.Sequential{First: schedules.Linear{StartFactor: .1, EndFactor: .1, TotalIters: 3}, At: 3}
	for _, c := range []struct {
		name  string
		s     schedules.Schedule
		steps int
		want  []float64
	}{
		{"constant", schedules.Constant{}, 3, []float64{1, 1, 1}},
		{"step", schedules.Step{StepSize: 3, Gamma: .1}, 7, []float64{1, 1, 1, .1, .1, .1, .01}},
		{"multistep", schedules.MultiStep{Milestones: []int{2, 5, 5}, Gamma: .5}, 6, []float64{1, 1, .5, .5, .5, .125}},
		{"exponential", schedules.Exponential{Gamma: .9}, 4, []float64{1, .9, .81, .729}},
		{"linear", schedules.Linear{StartFactor: .25, EndFactor: 1, TotalIters: 4}, 5, []float64{.25, .4375, .625, .8125, 1}},
		{"polynomial", schedules.Polynomial{TotalIters: 4, Power: 2}, 5, []float64{1, .5625, .25, .0625, 0}},
		{"inverse-time", schedules.InverseTime{Tau: 2}, 5, []float64{1, 2. / 3, .5, .4, 1. / 3}},
		{"inverse-sqrt", schedules.InverseSqrt{Tau: 1}, 4, []float64{1, math.Sqrt(1. / 2), math.Sqrt(1. / 3), .5}},
		{"noam", schedules.Noam{DModel: 512, WarmupSteps: 4}, 5, []float64{.00552427, .01104854, .01657281518, .02209709, .01976424}},
		{"cosine", schedules.Cosine{TMax: 4}, 7, []float64{1, (2 + math.Sqrt2) / 4, .5, (2 - math.Sqrt2) / 4, 0, 0, 0}},
		{"SGDR", schedules.CosineRestarts{T0: 3, TMult: 2}, 10, []float64{1, .75, .25, 1, (2 + math.Sqrt(3)) / 4, .75, .5, .25, (2 - math.Sqrt(3)) / 4, 1}},
		{"warm-up", schedules.Warmup{Steps: 2, Then: schedules.Exponential{Gamma: .5}}, 5, []float64{.5, 1, 1, .5, .25}},
		{"warm-up horizon", schedules.Warmup{Steps: 2, Then: schedules.Linear{}}, 6, []float64{.5, 1, 1, .75, .5, .25}},
		{"cyclic", schedules.Cyclic{BaseLR: .1, MaxLR: 1, StepSizeUp: 4}, 6, []float64{.1, .325, .55, .775, 1, .775}},
		{"triangular2", schedules.Cyclic{BaseLR: .1, MaxLR: 1, StepSizeUp: 2, Mode: "triangular2"}, 7, []float64{.1, .55, 1, .55, .1, .325, .55}},
		{"exp_range", schedules.Cyclic{BaseLR: .1, MaxLR: 1, StepSizeUp: 4, Mode: "exp_range", Gamma: .9}, 5, []float64{.1, .3025, .4645, .592075, .69049}},
		{"cyclic up 2 down 6", schedules.Cyclic{BaseLR: .1, MaxLR: 1, StepSizeUp: 2, StepSizeDown: 6}, 8, []float64{.1, .55, 1, .85, .7, .55, .4, .25}},
		{"one-cycle", schedules.OneCycle{}, 10, []float64{.04, .52, 1, .950485, .811746, .611262, .388742, .188258, .0495194, 4e-6}},
		{"one-cycle, linear, three phases", schedules.OneCycle{PctStart: .5, AnnealStrategy: "linear", ThreePhase: true}, 6,
			[]float64{.04, .52, 1, .52, .04, 4e-6}},
		{"wsd", schedules.WSD{Warmup: 2, Decay: 4}, 8, []float64{.5, 1, 1, 1, 1, .75, .5, .25}},
		{"wsd sqrt", schedules.WSD{Decay: 4, Shape: "sqrt"}, 6, []float64{1, 1, 1, .5, 1 - math.Sqrt(.5), 1 - math.Sqrt(.75)}},
		{"range-test", schedules.RangeTest{StartLR: .01, EndLR: 100}, 5, []float64{.01, .1, 1, 10, 100}},
		{"sequential", schedules.Sequential{First: schedules.Linear{StartFactor: .1, EndFactor: 1, TotalIters: 3}, At: 3, Then: schedules.Exponential{Gamma: .5}},
			6, []float64{.1, .4, .7, 1, .5, .25}},
		{"sequential horizons", schedules.Sequential{First: schedules.Linear{}, At: 2, Then: schedules.Linear{}}, 6, []float64{1, .5, 1, .75, .5, .25}},
		{"chained", schedules.Chained{A: third, B: schedules.Exponential{Gamma: .9}}, 5, []float64{.1, .09, .081, .729, .6561}},
	} {
		got := rates(t, c.s, 1, c.steps, len(c.want))
		near(t, c.name, got, c.want, 2e-6)
		// Homogeneous: where no rate is absolute, the base rate is a factor.
		switch c.s.(type) {
		case schedules.Cyclic, schedules.RangeTest:
		default:
			for k, r := range rates(t, c.s, .25, c.steps, len(c.want)) {
				got[k] *= .25
				near(t, c.name+" at a quarter", []float64{r}, got[k:k+1], 1e-14)
			}
		}
	}
}

func TestPlateau(t *testing.T) {
	flat := []float64{1, .9, .9, .9, .9, .9, .9, .9, .9, .9}
	s := schedules.Plateau{Factor: .5, Patience: 2, Threshold: 1e-4}
	near(t, "golden", rates(t, s, 1, 9, 9, flat...), []float64{1, 1, 1, 1, 1, .5, .5, .5, .25}, 0)
	// Bad steps in the cooldown do not count.
	s.Cooldown = 2
	near(t, "cooldown", rates(t, s, 1, 11, 11, flat...), []float64{1, 1, 1, 1, 1, .5, .5, .5, .5, .5, .25}, 0)
	s = schedules.Plateau{Factor: .5, MinLR: .3}
	near(t, "min_lr", rates(t, s, 1, 5, 5, flat...), []float64{1, 1, 1, .5, .3}, 0)
	near(t, "min_lr above the base rate", rates(t, s, .1, 5, 5, flat...), []float64{.1, .1, .1, .1, .1}, 0)
	// Losses below 0 improve by a part of their magnitude, as those above do.
	s = schedules.Plateau{Factor: .1, Threshold: 1e-4}
	near(t, "constant below 0", rates(t, s, .1, 6, 6, -5, -5, -5, -5, -5), []float64{.1, .1, .01, .001, 1e-4, 1e-5}, 1e-15)
	s = schedules.Plateau{Factor: .5, Threshold: .1}
	near(t, "rising below 0", rates(t, s, 1, 4, 4, -10, -9.5, -9.1), []float64{1, 1, .5, .25}, 0)
	near(t, "falling by less than a tenth", rates(t, s, 1, 4, 4, -10, -10.5, -11), []float64{1, 1, .5, .25}, 0)
	near(t, "falling by more", rates(t, s, 1, 4, 4, -10, -11.5, -13), []float64{1, 1, 1, 1}, 0)
	near(t, "through 0", rates(t, s, 1, 5, 5, 1, 0, -1e-9, -1e-9), []float64{1, 1, 1, 1, .5}, 0)
	// PyTorch's eps: rates below 1e-8 drop no more.
	s = schedules.Plateau{Factor: .1, Eps: 1e-8}
	near(t, "eps", rates(t, s, .1, 11, 11, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5), []float64{.1, .1, .01, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-8, 1e-8}, 1e-14)
	s = schedules.Plateau{Factor: .5, MinLR: .3}
	near(t, "not a number", rates(t, s, 1, 3, 3, math.NaN(), math.NaN()), []float64{1, .5, .3}, 0)
}

// The defaults that a field left zero takes, from the run's 1000 steps.
func TestDefaults(t *testing.T) {
	for _, c := range []struct{ zero, full schedules.Schedule }{
		{schedules.Step{}, schedules.Step{StepSize: 333, Gamma: .1}},
		{schedules.MultiStep{}, schedules.MultiStep{Milestones: []int{500, 800}, Gamma: .1}},
		{schedules.Exponential{}, schedules.Exponential{Gamma: math.Pow(.01, .001)}},
		{schedules.Linear{}, schedules.Linear{StartFactor: 1, TotalIters: 1000}},
		{schedules.Polynomial{}, schedules.Polynomial{TotalIters: 1000, Power: 1}},
		{schedules.Polynomial{}, schedules.Linear{}},
		{schedules.InverseTime{}, schedules.InverseTime{Tau: 100}},
		{schedules.InverseSqrt{}, schedules.InverseSqrt{Tau: 100}},
		{schedules.Cosine{}, schedules.Cosine{TMax: 1000}},
		{schedules.CosineRestarts{}, schedules.CosineRestarts{T0: 250, TMult: 1}},
		{schedules.Cyclic{}, schedules.Cyclic{BaseLR: .02, MaxLR: .2, StepSizeUp: 125, StepSizeDown: 125, Mode: "triangular", Gamma: 1}},
		{schedules.OneCycle{}, schedules.OneCycle{MaxLR: .2, TotalSteps: 1000, PctStart: .3, DivFactor: 25, FinalDivFactor: 1e4, AnnealStrategy: "cos"}},
		{schedules.Noam{}, schedules.Noam{DModel: 512, WarmupSteps: 100}},
		{schedules.WSD{}, schedules.WSD{Decay: 200, Shape: "linear"}},
		{schedules.WSD{Warmup: 100}, schedules.WSD{Warmup: 100, Decay: 180}},
		{schedules.WSD{Warmup: 1000}, schedules.WSD{Warmup: 1000, Decay: 1}},
		{schedules.RangeTest{}, schedules.RangeTest{StartLR: 2e-4, EndLR: 2}},
		{schedules.Warmup{Steps: 10}, schedules.Warmup{Steps: 10, Then: schedules.Constant{}}},
	} {
		near(t, fmt.Sprintf("%T", c.zero), rates(t, c.zero, .2, 1000, 1100), rates(t, c.full, .2, 1000, 1100), 1e-13)
	}
	// The catalogue's prototypes are the zero values with their defaults written out.
	for _, e := range schedules.Catalog() {
		if e.Name != "plateau" {
			zero := reflect.Zero(reflect.TypeOf(e.Schedule)).Interface().(schedules.Schedule)
			near(t, e.Name, rates(t, e.Schedule, .2, 1000, 1100), rates(t, zero, .2, 1000, 1100), 0)
		}
	}
}

// What a field cannot mean is a mistake in the program, and not the default.
func TestMistakesPanic(t *testing.T) {
	refused := func(s schedules.Schedule, want string) {
		t.Helper()
		defer func() {
			if got := fmt.Sprint(recover()); !strings.Contains(got, want) {
				t.Errorf("%#v: panic %s, want %s", s, got, want)
			}
		}()
		s.Start(1, 100)
	}
	for _, e := range schedules.Catalog() {
		for i := range reflect.TypeOf(e.Schedule).NumField() {
			v := reflect.New(reflect.TypeOf(e.Schedule)).Elem()
			field := v.Type().Field(i).Name
			switch f := v.Field(i); f.Interface().(type) {
			case int:
				f.SetInt(-1)
			case []int:
				f.Set(reflect.ValueOf([]int{3, -1}))
			case float64:
				f.SetFloat(math.NaN())
				refused(v.Interface().(schedules.Schedule), field+" is NaN: must be at least 0")
				f.SetFloat(-1)
			case string:
				f.SetString("other")
				words := strings.ReplaceAll(v.Type().Field(i).Tag.Get("one"), "|", ", ")
				refused(v.Interface().(schedules.Schedule), field+` is "other": must be one of `+words)
				continue
			case bool:
				continue
			}
			refused(v.Interface().(schedules.Schedule), field+" is -1: must be at least 0")
		}
	}
	refused(schedules.Warmup{Steps: -1}, "Steps is -1")
	refused(schedules.Sequential{At: -1}, "At is -1")
}

// The noise floor of SGD on 1/2 (x^2 + 25 y^2) from (-4, 1) under each
// schedule, by the exact recursion E[x_i^2] <- (1 - a l_i)^2 E[x_i^2] + a^2 s^2.
func TestNoiseFloor(t *testing.T) {
	const base, steps = .04, 500
	for _, c := range []struct {
		name string
		s    schedules.Schedule
		base float64
		want float64
	}{
		{"constant", schedules.Constant{}, base, .030204082},
		{"constant/10", schedules.Constant{}, base / 10, .147390906},
		{"step", schedules.MultiStep{Milestones: []int{250, 400}, Gamma: .1}, base, .003713045},
		{"exponential", schedules.Exponential{}, base, .002696136},
		{"cosine", schedules.Cosine{}, base, .002288721},
		{"linear", schedules.Linear{}, base, .002391685},
		{"inverse time", schedules.InverseTime{}, base, .002666480},
		{"inverse root", schedules.InverseSqrt{Tau: 10}, base, .003461654},
		{"polynomial", schedules.Polynomial{Power: 2}, base, .001809916},
		{"SGDR", schedules.CosineRestarts{}, base, .005145585},
		{"wsd", schedules.WSD{}, base, .005367872},
		{"cyclic", schedules.Cyclic{BaseLR: .02 * base, StepSizeUp: 50}, base, .007062357},
	} {
		x, y := 16., 1.
		for _, a := range rates(t, c.s, c.base, steps, steps) {
			x = (1-a)*(1-a)*x + a*a
			y = (1-25*a)*(1-25*a)*y + a*a
		}
		if got := (x + 25*y) / 2; math.Abs(got-c.want) > 5e-10 {
			t.Errorf("%s: floor %.10f, want %.9f", c.name, got, c.want)
		}
	}
}

// drawn draws every tagged field from its interval, or leaves it zero where
// that stands for a default.
func drawn(rt *rapid.T, s schedules.Schedule) schedules.Schedule {
	v := reflect.New(reflect.TypeOf(s)).Elem()
	for i := range v.NumField() {
		f := v.Type().Field(i)
		key := f.Tag.Get("key")
		if rapid.Bool().Draw(rt, key+" left zero") {
			continue
		}
		if f.Type.Kind() == reflect.Bool {
			v.Field(i).SetBool(rapid.Bool().Draw(rt, key))
			continue
		}
		if words := f.Tag.Get("one"); words != "" {
			v.Field(i).SetString(rapid.SampledFrom(strings.Split(words, "|")).Draw(rt, key))
			continue
		}
		in := f.Tag.Get("in")
		low, high, _ := strings.Cut(in[1:len(in)-1], ",")
		a, b := parse(low), parse(high)
		switch v.Field(i).Interface().(type) {
		case int:
			v.Field(i).SetInt(int64(integer(a).Draw(rt, key)))
		case []int:
			v.Field(i).Set(reflect.ValueOf(rapid.SliceOfN(integer(a), 1, 5).Draw(rt, key)))
		case float64:
			if in[0] == '(' {
				a = math.Nextafter(a, b)
			}
			if in[len(in)-1] == ')' {
				b = math.Nextafter(b, a)
			}
			v.Field(i).SetFloat(rapid.Float64Range(a, b).Draw(rt, key))
		}
	}
	return v.Interface().(schedules.Schedule)
}

func parse(s string) float64 { v, _ := strconv.ParseFloat(s, 64); return v }

func integer(from float64) *rapid.Generator[int] {
	return rapid.OneOf(rapid.IntRange(int(from), 20), rapid.IntRange(int(from), math.MaxInt))
}

// Every rate is finite and at least 0, for any parameters in their intervals,
// any horizon, and beyond it.
func TestRatesAreFinite(t *testing.T) {
	check := func(t *testing.T, gen func(*rapid.T) schedules.Schedule) {
		rapid.Check(t, func(rt *rapid.T) {
			s := gen(rt)
			base := rapid.Float64Range(1e-12, 1e12).Draw(rt, "base")
			steps := rapid.IntRange(0, 40).Draw(rt, "steps")
			rate := s.Start(base, steps)
			for k := range steps + 20 {
				loss := rapid.Float64().Draw(rt, "loss")
				if a := rate(k, func() float64 { return loss }); !(a >= 0 && a <= math.MaxFloat64) {
					rt.Fatalf("%#v: rate %v at step %d of %d", s, a, k, steps)
				}
			}
		})
	}
	for _, e := range schedules.Catalog() {
		t.Run(e.Name, func(t *testing.T) {
			check(t, func(rt *rapid.T) schedules.Schedule { return drawn(rt, e.Schedule) })
		})
	}
	some := func(rt *rapid.T) schedules.Schedule {
		return drawn(rt, rapid.SampledFrom(schedules.Catalog()).Draw(rt, "schedule").Schedule)
	}
	at := rapid.IntRange(0, 50)
	t.Run("warm-up", func(t *testing.T) {
		check(t, func(rt *rapid.T) schedules.Schedule {
			return schedules.Warmup{Steps: at.Draw(rt, "at"), Then: some(rt)}
		})
	})
	t.Run("sequential", func(t *testing.T) {
		check(t, func(rt *rapid.T) schedules.Schedule {
			return schedules.Sequential{First: some(rt), At: at.Draw(rt, "at"), Then: some(rt)}
		})
	})
	t.Run("chained", func(t *testing.T) {
		check(t, func(rt *rapid.T) schedules.Schedule { return schedules.Chained{A: some(rt), B: some(rt)} })
	})
}

// Every schedule type has its line in the catalogue; the combinators are syntax.
func TestCatalogIsComplete(t *testing.T) {
	listed := map[string]bool{"Warmup": true, "Sequential": true, "Chained": true}
	names := map[string]bool{}
	for _, e := range schedules.Catalog() {
		typ := reflect.TypeOf(e.Schedule)
		listed[typ.Name()] = true
		if names[e.Name] || e.Title == "" || e.Doc == "" {
			t.Errorf("%s: listed twice, or without title or doc", e.Name)
		}
		names[e.Name] = true
		for f := range typ.Fields() {
			_, in := f.Tag.Lookup("in")
			_, one := f.Tag.Lookup("one")
			if f.Tag.Get("key") == "" || f.Tag.Get("doc") == "" || in == (one || f.Type.Kind() == reflect.Bool) {
				t.Errorf("%s: tag of %s: %s", e.Name, f.Name, f.Tag)
			}
		}
	}
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if !strings.HasSuffix(name.Name(), ".go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv != nil && f.Name.Name == "Start" {
				if typ := f.Recv.List[0].Type.(*ast.Ident).Name; !listed[typ] {
					t.Errorf("%s: %s has no line in the catalogue", name.Name(), typ)
				}
			}
		}
	}
}

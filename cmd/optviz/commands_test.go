package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/runs"
	"github.com/optviz/optviz/cmd/internal/setup"
	"github.com/optviz/optviz/render/words"
	"github.com/optviz/optviz/surfaces"
)

// allCommands are the commands with the root.
func allCommands() []*cobra.Command {
	root := rootCommand()
	root.InitDefaultHelpCmd()
	return append(root.Commands(), root)
}

// TestExamples: every command has examples, and each works when it is pasted
// into a shell after those before it.
func TestExamples(t *testing.T) {
	for _, cmd := range allCommands() {
		if cmd.Example == "" {
			t.Errorf("%s has no example", cmd.CommandPath())
		}
		dir, files := t.TempDir(), 0
		for line := range strings.Lines(cmd.Example) {
			line = strings.TrimSpace(line)
			if !strings.HasPrefix(line, "optviz") {
				t.Errorf("bad example %q", line)
			}
			before := files
			if out := shell(t, dir, line); out == "" {
				if files = countFiles(t, dir); files == before {
					t.Errorf("%s: no output", line)
				}
			}
		}
	}
}

// TestHelp: help is on stdout, in 80 columns, and the same by both roads. Examples that are
// broken into lines are whole again when a shell has read them.
func TestHelp(t *testing.T) {
	for _, cmd := range allCommands() {
		name := strings.Fields(cmd.CommandPath())[1:]
		r := must(t, append(name, "--help")...)
		if again := must(t, append([]string{"help"}, name...)...); again.stdout != r.stdout || r.stderr != "" {
			t.Errorf("optviz help %q differs from --help", name)
		}
		if !strings.Contains(strings.ReplaceAll(r.stdout, " \\\n     ", ""), "Examples:\n"+cmd.Example+"\n") {
			t.Errorf("%q: the examples differ from %s", name, cmd.Example)
		}
		for line := range strings.Lines(r.stdout) {
			if line = strings.TrimRight(line, "\n"); utf8.RuneCountInString(line) > 80 || strings.HasSuffix(line, " ") {
				t.Errorf("%q: %q", name, line)
			}
		}
		for _, want := range []string{"Usage:", "Examples:", "Flags:", "--help"} {
			if !strings.Contains(r.stdout, want) {
				t.Errorf("%q: no %s in the help", name, want)
			}
		}
	}
	if must(t).stdout != must(t, "--help").stdout {
		t.Error("optviz alone does not help")
	}
	for _, line := range []string{"version", "-v", "--verson"} {
		if r := optviz(line); r.code != wrongUsage || r.stdout != "" || !strings.Contains(r.stderr, "(did you mean --version?)") {
			t.Errorf("%s: exit %d, %s", line, r.code, r.stderr)
		}
	}
	if r := must(t, "--version"); !strings.HasPrefix(r.stdout, "optviz ") {
		t.Errorf("version %q", r.stdout)
	}
}

// TestList: all catalogues, in 80 columns; -q gives the names alone.
func TestList(t *testing.T) {
	all := must(t, "list").stdout
	for _, l := range lists {
		names := strings.Fields(must(t, "list", l.name, "-q").stdout)
		text := must(t, "list", l.name).stdout
		for _, name := range names {
			if !strings.Contains("\n"+text, "\n"+name) || !slices.Contains(strings.Fields(all), name) {
				t.Errorf("%s lacks %s", l.name, name)
			}
		}
		if len(names) < 4 {
			t.Errorf("%s: %q", l.name, names)
		}
		for line := range strings.Lines(text + all) {
			if utf8.RuneCountInString(line) > 81 {
				t.Errorf("%s: %q is wide", l.name, line)
			}
		}
	}
	optimizers := must(t, "list", "optimizers").stdout
	_, newton, _ := strings.Cut(optimizers, "\nnewton ")
	if line, _, _ := strings.Cut(newton, "\nadam"); !strings.Contains(line, "learning rate [1]") {
		t.Errorf("Newton takes whole steps:\n%s", line)
	}
	_, adam, _ := strings.Cut(optimizers, "\nadam ")
	adam = strings.Join(strings.Fields(adam), " ") // long lines are broken
	for _, want := range []string{"lr", "(0,inf)", "learning rate [as suits the surface; 0.001 beside stated rates]", "beta1", "[0,1)", "[0.9]"} {
		if !strings.Contains(adam, want) {
			t.Errorf("adam's lines lack %q:\n%.300s", want, adam)
		}
	}
	if n := strings.Count(must(t, "list", "schedules").stdout, "steps of linear warm-up before"); n != 1 {
		t.Errorf("warmup is explained %d times", n)
	}
}

// TestInspectFormula: a typed formula is searched, and knows itself.
func TestInspectFormula(t *testing.T) {
	r := must(t, "inspect", "-f", "x^4 + y^4 - 4*a*x*y", "--param", "a=1", "--at", "0,2")
	for _, want := range []string{
		"Formula (formula), dimension 2",
		"critical points: 2 minima, 1 saddle",
		"  minimum  (-1, -1)  -2     8, 16        2",
		"  saddle   (0, 0)    0      -4, 4        1",
		"  gradient     (-8, 32)",
	} {
		if !strings.Contains(r.stdout, want) {
			t.Errorf("no %q in\n%s", want, r.stdout)
		}
	}
	for _, args := range [][]string{{"drop-wave", "--window", "-0.6,0.6,-0.6,0.6"}, {"-f", "-(1+cos(12*hypot(x,y)))/(hypot(x,y)^2/2+2)", "--window", "-0.6,0.6,-0.6,0.6"}} {
		var in inspection
		if err := json.Unmarshal([]byte(must(t, append([]string{"inspect", "--json"}, args...)...).stdout), &in); err != nil {
			t.Fatal(err)
		}
		rings := 0
		for _, c := range in.Critical {
			if c.Kind == "degenerate" && c.Shape == "curve" && math.Abs(math.Hypot(float64(c.X[0]), float64(c.X[1]))-0.5202156) < 1e-7 {
				rings++
			}
		}
		if rings != 1 {
			t.Errorf("%q: the first ring is there %d times: %v", args, rings, in.Critical)
		}
	}
}

// TestInspectWindow: in a window of the user's all that is there is found, and
// what is known of a kink is kept.
func TestInspectWindow(t *testing.T) {
	for _, test := range []struct {
		args []string
		want string
	}{
		{[]string{"rastrigin", "--window", "-1.2,1.2,-1.2,1.2"}, "critical points: 9 minima, 12 saddles, 4 maxima\n"},
		{[]string{"sphere", "--window", "1,2,1,2"}, "\nno critical points found in [1, 2] x [1, 2]\n"},
		{[]string{"ackley", "--window", "-0.3,0.3,-0.3,0.3"}, "critical points: 1 minimum\n"},
		{[]string{"rastrigin"}, "  ... and 401 more: --json has them all\n"},
		{[]string{"sphere:n=3"}, "  there may be more: the search was not complete\n"},
		{[]string{"saddle"}, "  infimum  none: unbounded below\n"},
		{[]string{"-f", "x"}, "  infimum  unknown\n"},
		{[]string{"hosaki"}, "  flat curve  (0.20032721, 0)  0            -0.680113, 0        ∞\n"},
		{[]string{"hosaki"}, "critical points: 2 minima, 1 saddle, 1 flat curve\n"},
		{[]string{"product"}, "critical points: 1 saddle, 2 curves of minima\n"},
		{[]string{"-f", "-(x^2+y^2-1)^2"}, "  curve of maxima  "},
		{[]string{"-f", "max(0,abs(x)-1)+y^2"}, "  curve of minima  (0, 0)  0 "},
		{[]string{"-f", "max(0,abs(x)-1)+max(0,abs(y)-1)"}, "critical points: 1 area of minima\n"},
		{[]string{"-f", "1/x+y^2", "--at", "0,0"}, "  eigenvalues  none: the Hessian is not finite\n"},
	} {
		if got := must(t, append([]string{"inspect"}, test.args...)...).stdout; !strings.Contains(got, test.want) {
			t.Errorf("%q: no %q in\n%s", test.args, test.want, got)
		}
	}
}

// TestFormula: without further flags a formula gets a window, a start and
// rates, which stderr tells as flags: with these the picture is the same.
func TestFormula(t *testing.T) {
	t.Chdir(t.TempDir())
	const formula = "(1-x)^2 + 100*(y-x^2)^2"
	loud := slices.DeleteFunc(slices.Clone(small), func(arg string) bool { return arg == "-q" })
	r := must(t, append(loud, "-f", formula)...)
	if r.stdout != filepath.Join("out", "formula.png")+"\n" {
		t.Errorf("writes %q", r.stdout)
	}
	flags := append(slices.Clone(small), "-f", formula)
	for line := range strings.Lines(r.stderr) {
		_, text, ok := strings.Cut(strings.TrimSpace(line), "picked ")
		if !ok {
			_, text, ok = strings.Cut(strings.TrimSpace(line), "running ")
		}
		if ok {
			flags = append(flags, strings.Fields(text)...)
		}
	}
	if !slices.Contains(flags, "--window") || !slices.Contains(flags, "--start") || !slices.Contains(flags, "--optimizer") {
		t.Fatalf("stderr tells %q", r.stderr)
	}
	again := must(t, append(flags, "-o", "again.png")...)
	if again.stderr != "" || !reflect.DeepEqual(decode(t, "again.png"), decode(t, filepath.Join("out", "formula.png"))) {
		t.Errorf("%q draws another figure; stderr %q", flags, again.stderr)
	}
}

// TestInspectJSON holds the shape that scripts depend on.
func TestInspectJSON(t *testing.T) {
	got := must(t, "inspect", "sphere:n=3", "--at", "1,-2,0", "--json").stdout
	want := `{"surface":"sphere","formula":"Σ_i x_i^2","window":[-5,5,-5,5,-5,5],` +
		`"critical_points":[{"x":[0,0,0],"value":0,"kind":"minimum","eigenvalues":[2,2,2],"condition":1}],"partial":true,` +
		`"at":{"x":[1,-2,0],"value":5,"gradient":[2,-4,0],"hessian":[[2,0,0],[0,2,0],[0,0,2]],"eigenvalues":[2,2,2]}}` + "\n"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	var in map[string]any
	if err := json.Unmarshal([]byte(must(t, "inspect", "--json").stdout), &in); err != nil || in["at"] != nil {
		t.Errorf("without --at there is no at: %v, %v", in, err)
	}
	// Far away the value overflows: JSON has no word for that.
	var far struct {
		At struct {
			Value       *float64
			Eigenvalues []float64
		}
	}
	text := must(t, "inspect", "--at", "1e200,0", "--json").stdout
	if err := json.Unmarshal([]byte(text), &far); err != nil || far.At.Value != nil || far.At.Eigenvalues == nil {
		t.Errorf("%s: %v", text, err)
	}
}

// TestInspectScale: eigenvalues have their digits however small or large they are.
func TestInspectScale(t *testing.T) {
	for _, test := range []struct {
		args []string
		want [2]float64
	}{
		{[]string{"easom", "--at", "20,20"}, [2]float64{-5.950663788632141e-245, 1.848177392136125e-247}},
		{[]string{"-f", "1e-140*x*y", "--at", "3,4"}, [2]float64{-1e-140, 1e-140}},
		{[]string{"-f", "1e-320*x*y", "--at", "3,4"}, [2]float64{-1e-320, 1e-320}},
		{[]string{"-f", "1e307*x*y", "--at", "3,4"}, [2]float64{-1e307, 1e307}},
		{[]string{"-f", "1e200*x^2+1e-100*y^2", "--at", "0,0"}, [2]float64{2e-100, 2e200}},
	} {
		var in struct {
			At struct{ Eigenvalues []float64 }
		}
		text := must(t, append([]string{"inspect", "--json"}, test.args...)...).stdout
		if err := json.Unmarshal([]byte(text), &in); err != nil || len(in.At.Eigenvalues) != 2 {
			t.Errorf("%v: %s: %v", test.args, text, err)
			continue
		}
		for i, want := range test.want {
			if got := in.At.Eigenvalues[i]; math.Abs(got-want) > 1e-9*math.Abs(want) {
				t.Errorf("%v: eigenvalues %v, want %v", test.args, in.At.Eigenvalues, test.want)
			}
		}
	}
}

// TestInspect: every surface can be inspected, at its start and at its points.
func TestInspect(t *testing.T) {
	for _, name := range strings.Fields(must(t, "list", "surfaces", "-q").stdout) {
		text, in := inspected(t, name)
		words := []string{typed(in.Formula), "window", "gradient", "Hessian", "eigenvalues"}
		if name == "network" { // has no Hessian
			words = words[:3]
		}
		for _, want := range words {
			if !strings.Contains(text, want) {
				t.Errorf("%s: no %q in\n%s", name, want, text)
			}
		}
		_, source, _ := strings.Cut(text, "\n  source ")
		source, _, _ = strings.Cut(source, "\n\n")
		for _, line := range strings.Split("  source "+source, "\n") {
			if n := utf8.RuneCountInString(line); n > 80 {
				t.Errorf("%s: %d columns: %s", name, n, line)
			}
		}
		for _, c := range in.Critical {
			low, high := math.Inf(1), math.Inf(-1)
			for _, l := range c.Eigenvalues {
				low, high = min(low, float64(l)), max(high, float64(l))
			}
			if c.Kind == "saddle" && low*high > 0 || c.Kind == "minimum" && low < 0 || c.Kind == "maximum" && high > 0 {
				t.Errorf("%s: a %s with eigenvalues %v", name, c.Kind, c.Eigenvalues)
			}
		}
	}
	if text := must(t, "inspect", "sphere:n=300", "--at", strings.Repeat("1,", 299)+"1").stdout; len(text) > 2000 {
		t.Errorf("300 dimensions take %d bytes", len(text))
	}
}

// inspected inspects a surface, also at a point, and returns the text and the numbers that
// inspect prints: of one search, which is slow.
func inspected(t *testing.T, name string) (string, inspection) {
	t.Helper()
	land, err := runs.LandscapeOf(t.Context(), document.Spec{Setup: setup.Setup{Surface: name}})
	if err != nil {
		t.Fatal(err)
	}
	in := newInspection(land)
	at := make([]float64, land.Meta.Dim)
	for i := range at {
		at[i] = []float64{0.5, 0.25}[i%2]
	}
	in.At = newPlace(land.Surface, at)
	if err := in.search(t.Context(), land); err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	in.print(&text, land.Meta)
	return text.String(), in
}

// TestSummary: verdict, final loss, and what it took.
func TestSummary(t *testing.T) {
	t.Chdir(t.TempDir())
	out := must(t, append(small, "booth", "--summary", "--tol", "1e-3", "--optimizer", "newton", "--optimizer", "sgd:lr=1e-4")...).stdout
	want := strings.Join([]string{
		filepath.Join("out", "booth.png"),
		"",
		"steps, gradients and Hessians until first f - f* <= 0.001, f* = 0",
		"run               verdict                          final loss  steps  gradients  Hessians",
		"Newton            converged to the minimum (1, 3)  0           1      1          1",
	}, "\n")
	if !strings.HasPrefix(out, want) || !strings.Contains(out, "never  never") {
		t.Errorf("got\n%swant\n%s", out, want)
	}
	out = must(t, append(small, "saddle", "--summary", "--optimizer", "newton")...).stdout
	want = strings.Join([]string{
		filepath.Join("out", "saddle.png"),
		"",
		"nothing to count to: the loss is unbounded below",
		"run     verdict                         final loss  steps  gradients  Hessians",
		"Newton  converged to the saddle (0, 0)  0           -      -          -",
		"",
	}, "\n")
	if out != want {
		t.Errorf("without an infimum\n%swant\n%s", out, want)
	}
	if got := goal(words.English, surfaces.Meta{Infimum: math.NaN()}, 1, []string{"steps", "gradients"}); got != "nothing to count to: no minimum is known" {
		t.Errorf("an unknown infimum: %s", got)
	}
}

// TestSummaryInGerman: the tables are in the language of the figure.
func TestSummaryInGerman(t *testing.T) {
	t.Chdir(t.TempDir())
	for line, want := range map[string]string{
		"booth|--tol|1e-3|--optimizer|newton": `
Schritte, Gradienten und Hesse-Matrizen bis zum ersten f - f* <= 0,001, f* = 0
Lauf    Ergebnis                        Verlust am Ende  Schritte  Gradienten  Hesse-Matrizen
Newton  konvergiert zum Minimum (1; 3)  0                1         1           1
`,
		"-f|x+y^2|--start|1,1|--optimizer|newton": `
kein Ziel, bis zu dem zu zählen wäre: kein Minimum ist bekannt
Lauf    Ergebnis                                                                   Verlust am Ende  Schritte  Gradienten  Hesse-Matrizen
Newton  abgebrochen bei Schritt 0: singuläre Hesse-Matrix (reziproke Kondition 0)  2                -         -           -
`,
		"sphere|--optimizer|sgd:lr=0.1|--noise|0.5|--seeds|3": `
Schritte, Gradienten und Hesse-Matrizen bis zum ersten f - f* <= 1e-06, f* = 0
Lauf  Ergebnis    Verlust am Ende  Schritte  Gradienten  Hesse-Matrizen
SGD   sinkt noch  2,56219          nie       nie         nie

Verluste am Ende von 3 Seeds, der erste davon oben
Lauf  10 %     Median   90 %    Mittel   divergiert
SGD   2,26147  2,28176  2,5061  2,36678  0
`,
	} {
		out := must(t, append(append(small[:len(small):len(small)], strings.Split(line, "|")...), "--summary", "--lang", "de", "-o", "x.png")...).stdout
		if got := strings.TrimPrefix(out, "x.png\n"); got != want {
			t.Errorf("%s:\n%s\nwant%s", line, got, want)
		}
	}
}

// TestSummaryValues: where a rule asks for values of the loss, they are counted.
func TestSummaryValues(t *testing.T) {
	t.Chdir(t.TempDir())
	out := must(t, "plot", "--summary", "-q", "--size", "320x180", "--steps", "400", "--optimizer", "nelder-mead", "--optimizer", "bfgs", "--optimizer", "newton").stdout
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if !strings.Contains(out, "steps, values, gradients and Hessians until") {
		t.Errorf("no values:\n%s", out)
	}
	for i, want := range map[int]string{len(lines) - 3: "0 0", len(lines) - 1: "0 5 5"} {
		if fields := strings.Join(strings.Fields(lines[i]), " "); !strings.HasSuffix(fields, want) {
			t.Errorf("%q does not end in %q", fields, want)
		}
	}
}

// TestTolerance: a loss exactly at --tol is reached. On x^2 each step of this
// run multiplies the loss by 9/16, without rounding.
func TestTolerance(t *testing.T) {
	t.Chdir(t.TempDir())
	args := append(small, "sphere", "--start", "1,0", "--optimizer", "sgd:lr=0.125", "--summary", "--tol")
	for tol, steps := range map[string]string{"0.31640625": "2", "0.3164062": "3"} {
		out := must(t, append(args, tol)...).stdout
		if row := strings.Fields(out); !slices.Equal(row[len(row)-3:], []string{steps, steps, "0"}) {
			t.Errorf("--tol %s: want %s steps:\n%s", tol, steps, out)
		}
	}
}

// TestNotes: what was picked is on stderr, unless -q.
func TestNotes(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, test := range []struct {
		args []string
		want string
	}{
		{nil, "optviz: no --optimizer: running --optimizer sgd:lr="},
		{[]string{"--optimizer", "rprop", "--schedule", "cosine"}, "the schedule cosine has next to no effect"},
		{[]string{"--optimizer", "rprop:lr=0.01"}, ""},
		{[]string{"-q"}, ""},
	} {
		r := must(t, append([]string{"trace", "--steps", "1"}, test.args...)...)
		if !strings.Contains(r.stderr, test.want) || test.want == "" && r.stderr != "" {
			t.Errorf("%q: stderr %q, want %q", test.args, r.stderr, test.want)
		}
	}
}

// TestManyRuns: where colours repeat, a note says what tells the runs apart. Rates in order
// have as many colours as there are rates.
func TestManyRuns(t *testing.T) {
	t.Chdir(t.TempDir())
	const repeat = "optviz: 40 runs are more than there are colours: runs of one colour differ in dash and marker\n"
	for _, c := range []struct {
		n    int
		keys func(i int) string
		want string
	}{
		{40, func(i int) string { return fmt.Sprint("lr=", i+1) }, ""},
		{20, func(i int) string { return fmt.Sprint("lr=", i+1, ",weight_decay=", i*7%20) }, ""},
		{40, func(i int) string { return fmt.Sprint("lr=", i+1, ",weight_decay=", i*7%40) }, repeat},
	} {
		args := []string{"plot", "--steps", "2", "--size", "320x180", "--dpi", "40"}
		for i := range c.n {
			args = append(args, "--optimizer", "sgd:"+c.keys(i))
		}
		if stderr := must(t, args...).stderr; stderr != c.want {
			t.Errorf("%d runs: stderr %q, want %q", c.n, stderr, c.want)
		}
	}
}

// TestLargestPage: 200 inches a side, and no more, are a page.
func TestLargestPage(t *testing.T) {
	t.Chdir(t.TempDir())
	args := []string{"plot", "-q", "--steps", "2", "-o", "x.pdf", "--size"}
	must(t, append(args, "400x200", "--dpi", "2")...)
	if r := optviz(append(args, "401x200", "--dpi", "2")...); r.code != wrongUsage {
		t.Errorf("401x200 at 2 dpi: exit %d: %s", r.code, r.stderr)
	}
}

// TestViews: every view draws, those that need no plane in any dimension.
func TestViews(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, name := range strings.Fields(must(t, "list", "views", "-q").stdout) {
		if name == "fit" || name == "data" || name == "accuracy" || name == "sensitivity" || name == "ends" {
			continue
		}
		must(t, append(small, "--view", name)...)
	}
	must(t, append(small, "--view", "sensitivity", "--tune")...)
	must(t, append(small, "--tune=.01/.1", "--optimizer", "sgd:lr=7")...)
	must(t, append(small, "line5", "--view", "fit")...)
	must(t, append(small, "polynomial", "--view", "data")...)
	must(t, append(small, "network:data=moons", "--view", "accuracy", "--seeds", "2", "--batch", "20", "--redraw")...)
	must(t, append(small, "--view", "ends", "--noise", "1", "--seeds", "3")...)
	must(t, append(small, "sphere:n=5", "--view", "loss")...)
	must(t, append(small, "sphere:n=5", "--view", "schedule")...)
	must(t, append(small, "sphere:n=5", "--view", "steps")...)
	must(t, append(small, "sphere:n=1", "--view", "steps")...)
	must(t, append(small, "sphere:n=1")...)
	must(t, append(small, "sphere:n=3")...)
	must(t, append(small, "--arrows", "step")...)
}

// TestCompletion: what a shell is offered.
func TestCompletion(t *testing.T) {
	for _, test := range []struct {
		words []string
		want  []string
	}{
		{[]string{"plo"}, []string{"plot"}},
		{[]string{"plot", "rosen"}, []string{"rosenbrock"}},
		{[]string{"plot", "ravine:"}, []string{"ravine:kappa=", "ravine:angle="}},
		{[]string{"plot", "rosenbrock", "himm"}, []string{"himmelblau"}},
		{[]string{"trace", "rosenbrock", ""}, nil},
		{[]string{"plot", "--optimizer", "lookahead(adad"}, []string{"lookahead(adadelta"}},
		{[]string{"plot", "--optimizer", "lookahead(adam:lr=1):al"}, []string{"lookahead(adam:lr=1):alpha="}},
		{[]string{"plot", "--optimizer", "adad"}, []string{"adadelta"}},
		{[]string{"plot", "--optimizer", "adam:be"}, []string{"adam:beta1=", "adam:beta2="}},
		{[]string{"plot", "--optimizer", "adam:beta1=.5,be"}, []string{"adam:beta1=.5,beta2="}},
		{[]string{"plot", "--optimizer", "adam:lr=.1 cos"}, []string{"adam:lr=.1 cosine", "adam:lr=.1 cosine-restarts"}},
		{[]string{"plot", "--optimizer", "nosuch:"}, nil},
		{[]string{"trace", "--schedule", "cyclic:mode=tri"}, []string{"cyclic:mode=triangular", "cyclic:mode=triangular2"}},
		{[]string{"trace", "--schedule", "step@30+lin"}, []string{"step@30+linear"}},
		{[]string{"trace", "--schedule", "step*lin"}, []string{"step*linear"}},
		{[]string{"trace", "--schedule", "step@3"}, nil},
		{[]string{"trace", "--schedule", "step:w"}, []string{"step:warmup="}},
		{[]string{"trace", "--format", ""}, []string{"csv", "json"}},
		{[]string{"plot", "--view", "l"}, []string{"loss"}},
		{[]string{"plot", "--arrows", ""}, []string{"gradient", "step", "path"}},
		{[]string{"plot", "--opt"}, []string{"--optimizer"}},
		{[]string{"trace", "-o", ""}, []string{"csv", "json"}}, // the extensions of files
		{[]string{"list", "s"}, []string{"surfaces", "schedules", "stories"}},
		{[]string{"completion", ""}, []string{"bash", "zsh", "fish", "powershell"}},
		{[]string{"help", "tr"}, []string{"trace"}},
	} {
		r := must(t, append([]string{cobra.ShellCompNoDescRequestCmd}, test.words...)...)
		lines := strings.Split(strings.TrimSpace(r.stdout), "\n")
		if got := lines[:len(lines)-1]; !slices.Equal(got, test.want) {
			t.Errorf("%q: got %q, want %q", test.words, got, test.want)
		}
	}
	for _, shell := range shells {
		if script := must(t, "completion", shell).stdout; !strings.Contains(script, "optviz") {
			t.Errorf("%s: no script", shell)
		}
	}
}

// TestCaveats: what a flag cannot do, or does beside what it says, is told on stderr.
func TestCaveats(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, test := range []struct{ line, want string }{
		{"--noise 1 --seeds 3 --view slice --optimizer sgd:lr=1e-3", "--view slice shows the first of the 3 seeds"},
		{"--noise 1 --optimizer lookahead(bfgs)", "lookahead(bfgs) compares values of the loss, which carry no noise: only gradients do"},
		{"line5 --batch 2 --optimizer nelder-mead", "nelder-mead compares values of the loss, which are those of another batch in every step"},
		{"--noise 1 --optimizer adam:lr=1e-3", ""},
		{"--seeds 3 --optimizer langevin:lr=1e-3", ""},
		{"--noise 1 --seeds 3 --view loss --optimizer sgd:lr=1e-3", ""},
	} {
		r := must(t, append(append([]string{"plot"}, strings.Fields(test.line)...), "--steps", "4", "--size", "320x180", "-o", "x.png")...)
		if got := strings.TrimPrefix(strings.TrimSpace(r.stderr), "optviz: "); got != test.want {
			t.Errorf("%s: stderr %q, want %q", test.line, got, test.want)
		}
	}
}

// TestSummaryKept: of a run that stopped early the summary tells the iterate that
// is kept, and says so.
func TestSummaryKept(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, line := range []string{
		"overfit --optimizer adam:lr=0.1 --patience 3", "network:n=200 --optimizer adam:lr=0.02 --patience 3 --batch 20 --epochs 40 --view loss",
	} {
		args := strings.Fields(line)
		out := must(t, append(append([]string{"plot"}, args...), "--summary", "--size", "320x180", "-o", "x.png")...).stdout
		var runs []struct {
			Rows    []struct{ Loss float64 }
			Verdict struct{ Best int }
		}
		args = slices.DeleteFunc(args, func(s string) bool { return s == "--view" || s == "loss" })
		if err := json.Unmarshal([]byte(must(t, append(append([]string{"trace"}, args...), "--format", "json")...).stdout), &runs); err != nil {
			t.Fatal(err)
		}
		best := runs[0].Verdict.Best
		at := " (best at " + strconv.Itoa(best) + ")"
		if loss := strconv.FormatFloat(runs[0].Rows[best].Loss, 'g', 6, 64); !strings.Contains(out, loss+at) {
			t.Errorf("%s: no %q in\n%s", line, loss+at, out)
		}
		if strings.HasPrefix(line, "network") && !strings.Contains(out, "Adam"+at+"  ") {
			t.Errorf("the accuracy does not say at which step:\n%s", out)
		}
	}
}

// TestPlain: formulas of a terminal have no braces.
func TestPlain(t *testing.T) {
	for formula, want := range map[string]string{
		"f(x_1, …, x_{6570})":      "f(x_1, …, x_6570)",
		"10^{-4} |x|^{0.1}":        "10^(-4) |x|^0.1",
		"σ(z_{50}), z_t = z_{t-1}": "σ(z_50), z_t = z_(t-1)",
	} {
		if got := plain(formula); got != want {
			t.Errorf("%s: %s", formula, got)
		}
	}
}

// TestPointsKeys: keys of the examples that a model makes are refused beside a file.
func TestPointsKeys(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFile(t, "p.csv", "0,0,0\n1,1,1\n1,0,0\n0,2,1\n")
	for surface, key := range map[string]string{"logistic:data=moons": "data", "network:validation=1,noise=.1": "noise"} {
		r := optviz("plot", surface, "--points", "p.csv")
		if want := `--points "p.csv": "` + surface + `": ` + key + ` is for examples without a file`; r.code != wrongUsage || !strings.Contains(r.stderr, want) {
			t.Errorf("exit %d, %s, want %s", r.code, r.stderr, want)
		}
	}
}

// TestPointsFiles: of a file a fifth is held out, which is told; what is wrong with
// the labels of images is blamed on --labels, or names it.
func TestPointsFiles(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFile(t, "p.csv", strings.Repeat("0,0,0\n1,1,1\n", 20))
	writeFile(t, "cats.csv", "0,0,cat\n1,1,dog\n")
	writeFile(t, "pictures", "\x00\x00\x08\x03\x00\x00\x00\x01\x00\x00\x00\x01\x00\x00\x00\x01\x07")
	r := must(t, "trace", "network", "--points", "p.csv", "--steps", "1", "--optimizer", "sgd")
	if want := "8 of the 40 examples of p.csv are held out for validation"; !strings.Contains(r.stderr, want) {
		t.Errorf("stderr %q, want %q", r.stderr, want)
	}
	for line, want := range map[string]string{
		"--points cats.csv":                `--points "cats.csv": cats.csv: line 1, column 3: not a number: write it as 25, 0.1 or 1e-3; classes are 0, 1, 2, ...`,
		"--points pictures":                `--points "pictures": pictures: holds images, and their labels are nowhere beside it; --labels names their file`,
		"--points pictures --labels p.csv": `--labels "p.csv": p.csv: is no IDX file of labels as bytes`,
		"--points pictures --labels none":  `--labels "none": open none: no such file`,
		"--points p.csv --labels p.csv":    `--labels "p.csv": p.csv: labels of a CSV file are its last column`,
	} {
		if r := optviz(append([]string{"plot", "network"}, strings.Fields(line)...)...); r.code != wrongUsage || !strings.Contains(r.stderr, want) {
			t.Errorf("%s: exit %d, %s, want %s", line, r.code, r.stderr, want)
		}
	}
}

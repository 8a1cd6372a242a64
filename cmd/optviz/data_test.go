package main

import (
	"encoding/csv"
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
	"testing"
)

// The numbers of runs are those that trace prints, byte for byte, and the file beside
// them draws the figure.
func TestDataIsTrace(t *testing.T) {
	t.Chdir(t.TempDir())
	for name, args := range map[string][]string{
		"runs":       {"himmelblau", "--optimizer", "adam:lr=0.1 cosine", "--optimizer", "sgd:lr=1", "--steps", "20"},
		"batches":    {"line1000", "--optimizer", "sgd:lr=0.05", "--batch", "1000", "--batch", "100", "--epochs", "1"},
		"validation": {"overfit", "--optimizer", "sgd:lr=0.02", "--patience", "10", "--steps", "60"},
		"diverging":  {"rosenbrock", "--optimizer", "sgd:lr=10", "--steps", "20"},
	} {
		must(t, append([]string{"plot", "-q", "--size", "320x180", "-o", "a.svg", "--data", "a.csv"}, args...)...)
		if got, want := read(t, "a.csv"), must(t, append([]string{"trace", "-q"}, args...)...).stdout; got != want {
			t.Errorf("%s: data\n%s\ntrace\n%s", name, got, want)
		}
		must(t, "render", "a.spec.yaml", "-q", "-o", "b.svg")
		if read(t, "a.svg") != read(t, "b.svg") {
			t.Errorf("%s: the file beside the data draws another figure", name)
		}
	}
}

// CSV and JSON of every kind of figure hold the same numbers.
func TestDataFormats(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFile(t, "page.yaml", "figures:\n  - surface: himmelblau\n    optimizer: ['adam:lr=0.1']\n    steps: 3\n  - kind: functions\n    curves: [{formula: x^2, at: [1, 2]}]\n  - kind: diagram\n    neuron: {inputs: [a], weights: [w]}\n")
	writeFile(t, "cloud.yaml", "kind: cloud\nsurface: line1000\nstart: [[0, 0]]\nbatch: [10, 100]\ndraws: 5\n")
	writeFile(t, "batches.yaml", "kind: sweep\nsurface: sphere\noptimizer: [sgd]\nsteps: 50\nnoise: 1\nx: batch=1/8\ntune: 0.01/0.1\nover: expected\n")
	for line, want := range map[string]string{
		"plot|ravine|--optimizer|sgd:lr=.01|--noise|1|--seeds|4|--steps|5":             "run,optimizer,schedule,step,lr,loss,grad_norm,loss_low,loss_median,loss_high,x1,x2",
		"plot|ravine|--optimizer|sgd:lr=.01|--noise|1|--seeds|4|--steps|5|--over|mean": "run,optimizer,schedule,step,lr,loss,grad_norm,loss_low,loss_mean,loss_high,x1,x2",
		"plot|overfit|--optimizer|sgd:lr=.01|--noise|1|--seeds|4|--steps|5":            "run,optimizer,schedule,step,lr,loss,grad_norm,val_loss,loss_low,loss_median,loss_high,val_loss_median,x1,x2",
		"sweep|--optimizer|sgd|--x|lr=1e-4:1:log:4|--steps|50":                         "lr,loss,diverged,steps",
		"sweep|--optimizer|sgd|--optimizer|adam|--x|lr=0.1/1|--steps|20":               "optimizer,schedule,lr,loss,diverged,steps",
		"basins|himmelblau|--optimizer|newton|--grid|5":                                "",
		"render|page.yaml":                                 "figure,run,optimizer,schedule,step,lr,loss,grad_norm,x1,x2,series,label,x,y",
		"render|cloud.yaml":                                "batch,x,y",
		"render|batches.yaml":                              "batch,loss,diverged,steps,lr",
		"animate|--optimizer|sgd:lr=.001|--steps|3":        "run,optimizer,schedule,step,lr,loss,grad_norm,x1,x2",
		"plot|sphere:n=20|--optimizer|sgd:lr=.1|--steps|2": "run,optimizer,schedule,step,lr,loss,grad_norm",
	} {
		args := append(strings.Split(line, "|"), "-q")
		must(t, append(args, "--data", "a.csv")...)
		must(t, append(args, "--data", "a.json")...)
		if stdout := must(t, append(args, "--data", "-")...).stdout; stdout != read(t, "a.csv") {
			t.Errorf("%s: other numbers on stdout", line)
		}
		rows, err := csv.NewReader(strings.NewReader(read(t, "a.csv"))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		if header := strings.Join(rows[0], ","); want != "" && header != want {
			t.Errorf("%s: columns %s, want %s", line, header, want)
		}
		var objects []map[string]any
		if err := json.Unmarshal([]byte(read(t, "a.json")), &objects); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		if len(objects) != len(rows)-1 || len(objects) == 0 {
			t.Errorf("%s: %d objects, %d rows", line, len(objects), len(rows)-1)
			continue
		}
		for i, object := range objects {
			for j, column := range rows[0] {
				field := rows[i+1][j]
				switch v := object[column].(type) {
				case nil:
					if field != "" && !strings.Contains(field, "Inf") {
						t.Errorf("%s: row %d, %s: null, %s in CSV", line, i, column, field)
					}
				case float64:
					if f, err := strconv.ParseFloat(field, 64); err != nil || f != v {
						t.Errorf("%s: row %d, %s: %v, %s in CSV", line, i, column, v, field)
					}
				default:
					if v != field {
						t.Errorf("%s: row %d, %s: %v, %s in CSV", line, i, column, v, field)
					}
				}
			}
		}
	}
}

func TestDataErrors(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFile(t, "diagram.yaml", "kind: diagram\nneuron: {inputs: [a], weights: [w]}\n")
	for _, c := range []struct{ line, want string }{
		{"plot|--data|x.txt", `--data "x.txt": unknown format "txt"; choose from csv, json`},
		{"plot|--data|x.csv|--data|y.csv", `--data "y.csv": is given twice, first as "x.csv"`},
		{"plot|--data|-|-o|-|--format|svg", `--data "-": the figure goes to stdout already`},
		{"render|diagram.yaml|--data|x.csv", `--data "x.csv": it draws no numbers, as diagrams do`},
		{"sweep|--data|x.json|--resume", `--data "x.json": what is to go on or to be joined is CSV`},
		{"lecture|3.2|--data|xlsx", `--data "xlsx": unknown format`},
	} {
		if r := optviz(strings.Split(c.line, "|")...); r.code != wrongUsage || !strings.Contains(r.stderr, c.want) {
			t.Errorf("%s: exit %d, %s", c.line, r.code, r.stderr)
		}
	}
	if got := files(t); len(got) != 1 {
		t.Errorf("errors leave %q", got)
	}
}

// The file beside the numbers finds its data from where it is, and a file that is being
// drawn stays as it is.
func TestDataSidecar(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFile(t, "points.csv", "x,y\n0,1\n1,3\n2,4\n")
	must(t, "plot", "line", "--points", "points.csv", "--steps", "5", "--size", "320x180", "-q", "-o", "a.svg", "--data", "out/a.csv")
	must(t, "render", "out/a.spec.yaml", "-q", "-o", "b.png")
	must(t, "render", "a.svg", "-q", "-o", "c.png")
	if read(t, "b.png") == "" || !reflect.DeepEqual(decode(t, "b.png"), decode(t, "c.png")) {
		t.Error("the file beside the data draws another figure")
	}
	const own = "# mine\nsurface: saddle\nsteps: 3\nsize: 320x180\n"
	writeFile(t, "s.spec.yaml", own)
	must(t, "render", "s.spec.yaml", "-q", "--data", "s.csv")
	if read(t, "s.spec.yaml") != own {
		t.Error("the file that was drawn is changed")
	}
}

// The figures of pages on a page are numbered one after the other.
func TestDataOfPages(t *testing.T) {
	t.Chdir(t.TempDir())
	one := "{kind: functions, curves: [{formula: x, at: [1]}]}"
	writeFile(t, "p.yaml", "figures:\n  - "+one+"\n  - figures: ["+one+", "+one+"]\n  - "+one+"\n")
	must(t, "render", "p.yaml", "-q", "--data", "p.csv")
	if got, want := read(t, "p.csv"), "figure,series,label,x,y\n1,1,,1,1\n2,1,,1,1\n3,1,,1,1\n4,1,,1,1\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// Numbers end where the figure does; of frames they are those of all.
func TestDataUntil(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFile(t, "u.yaml", "surface: saddle\noptimizer: ['sgd:lr=0.1']\nsteps: 20\nuntil: 3\nsize: 320x180\n")
	must(t, "render", "u.yaml", "-q", "--data", "u.csv")
	if got := strings.Count(read(t, "u.csv"), "\n"); got != 5 {
		t.Errorf("%d lines, want a header and steps 0 to 3", got)
	}
	const batches = "surface: logistic\noptimizer: ['sgd:lr=0.1']\nbatch: [10]\nsteps: 20\nview: loss\nsize: 320x180\n"
	ramp := "surface: saddle\noptimizer: [sgd]\nlr: 0.01\nsteps: 20\nview: loss\naxis: lr\nsize: 320x180\nschedule: ['range-test']\nuntil: 0.05\n"
	for document, want := range map[string]int{
		batches + "axis: examples\nuntil: 45\n":      6, // steps 0 to 4
		batches + "axis: evaluations\nuntil: 0.25\n": 7, // 200 examples: a gradient of a batch is 0.05 of the whole
		ramp: 19, // 1e-5 * 1e4^(k/19) <= 0.05 up to k = 17
	} {
		writeFile(t, "a.yaml", document)
		must(t, "render", "a.yaml", "-q", "--data", "a.csv")
		if got := strings.Count(read(t, "a.csv"), "\n"); got != want {
			t.Errorf("%s: %d lines, want %d:\n%s", document, got, want, read(t, "a.csv"))
		}
	}
	must(t, "plot", "saddle", "--optimizer", "sgd:lr=0.1", "--steps", "20", "--frames", "0,3", "--size", "320x180", "-q", "-o", "f.svg", "--data", "f.csv")
	if got := strings.Count(read(t, "f.csv"), "\n"); got != 22 || strings.Contains(read(t, "f.spec.yaml"), "until") {
		t.Errorf("%d lines, want a header and 21 steps: %s", got, read(t, "f.spec.yaml"))
	}
}

// A slice has its curve, and where the iterates are along the line.
func TestDataOfSlice(t *testing.T) {
	t.Chdir(t.TempDir())
	must(t, "plot", "-f", "x^2", "--param", "n=1", "--view", "slice", "--start", "1", "--optimizer", "sgd:lr=0.25", "--steps", "2", "--window", "-2,2", "-q", "--data", "s.csv")
	lines := strings.Split(strings.TrimSpace(read(t, "s.csv")), "\n")
	if lines[0] != "run,optimizer,schedule,step,lr,loss,grad_norm,x1,distance" || !strings.HasSuffix(lines[2], ",0.5,0.5") || lines[4] != ",,,,,4,,,-2" || lines[len(lines)-1] != ",,,,,4,,,2" {
		t.Errorf("%q, %q, %q, %q", lines[0], lines[2], lines[4], lines[len(lines)-1])
	}
}

// What a rule remembers is there where it is drawn, and so are the rates that were tried.
func TestDataOfMemory(t *testing.T) {
	t.Chdir(t.TempDir())
	must(t, "plot", "saddle", "--view", "memory", "--optimizer", "momentum:lr=0.1", "--steps", "2", "-q", "--data", "m.csv")
	if got := read(t, "m.csv"); !strings.HasPrefix(got, "run,optimizer,schedule,step,lr,loss,grad_norm,x1,x2,b1,b2\n") || strings.Count(got, "\n") != 4 {
		t.Error(got)
	}
	must(t, "plot", "saddle", "--tune=0.1/0.2/0.4", "--optimizer", "sgd", "--steps", "2", "-q", "--data", "t.csv")
	if got := read(t, "t.csv"); !strings.HasPrefix(got, "run,optimizer,schedule,step,lr,loss,grad_norm,x1,x2,tried,value\n") || strings.Count(got, "\n") != 7 {
		t.Error(got)
	}
}

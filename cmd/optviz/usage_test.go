package main

import (
	"os"
	"strings"
	"testing"

	"github.com/optviz/optviz/cmd/internal/printing"
)

// wrong are command lines that are wrong usage, each with what the message has
// to name: the flag, the value, the choices.
var wrong = []struct {
	line string // fields separated by |, as values hold spaces
	want string
}{
	{"plto", `unknown command "plto" (did you mean plot?); choose from`},
	{"nosuch", `choose from animate, basins, completion, inspect, lecture, list, merge, notes, plot, render, sweep, trace`},
	{"help|plto", `unknown command "plto" (did you mean plot?)`},
	{"help|plot|x", `unknown command`},
	{"plot|rosenbrok", `SURFACE "rosenbrok": unknown surface (did you mean rosenbrock?)`},
	{"plot|rosenbrock|himmelblau", `one SURFACE at most`},
	{"plot|--tune|1e-3:1", `--tune "1e-3:1": its grid follows after an equals sign: --tune=1e-3:1`},
	{"plot|rosenbrock|--tune|.1/.2", `--tune ".1/.2": its grid follows after an equals sign: --tune=.1/.2`},
	{"plot|--optimizer|sgd|--size|10x10|--steps|5", `does not fit in 10x10 pixels: at least `},
	{"plot|", `SURFACE "": a name is missing`},
	{"plot|ro\x1b[31m", `SURFACE "ro\x1b[31m"`},
	{"plot|sphere:n=0", `SURFACE "sphere:n=0": n: must be in [1,1000]`},
	{"plot|network:noise=0", `SURFACE "network:noise=0": noise: must be in (0,inf)`},
	{"plot|network:n=0", `SURFACE "network:n=0": n: must be in [1,1000000]`},
	{"plot|sphere:n=1|--view|compare", `--view "compare": needs 2 dimensions, but sphere has 1; --view `},
	{"plot|--view|fit", `--view "fit": needs a model on data, rosenbrock is none; line5, line1000, `},
	{"plot|--batch|10", `--batch "10": rosenbrock is no mean over examples; line5, line1000, `},
	{"plot|--epochs|10", `--epochs "10": rosenbrock is no mean over examples; `},
	{"plot|--axis|epoch", `--axis "epoch": rosenbrock is no mean over examples; `},
	{"plot|--order|given", `--order "given": rosenbrock is no mean over examples; `},
	{"plot|-j|0", `--jobs "0": must be at least 1`},
	{"plot|-j|many", `--jobs "many": `},
	{"plot|--theme|neon", `--theme "neon": unknown theme; choose from light, dark, slides, paper, print`},
	{"plot|--lang|fr", `--lang "fr": unknown language; choose from en, de`},
	{"plot|--axis|time", `--axis "time": unknown axis; choose from step, epoch, evaluations, examples, lr`},
	{"plot|line5|--batch|6", `--batch "6": is above 5, the number of examples of line5`},
	{"plot|line5|--batch|0", `--batch "0": must be at least 1`},
	{"plot|line5|--batch|2|--batch|2", `--batch "2": is given twice`},
	{"plot|ravine|--optimizer|sgd|--axis|lr|--view|loss", `--axis "lr": the rates of SGD do not rise`},
	{"plot|ravine|--optimizer|newton|--axis|lr|--view|loss", `--axis "lr": the rates of Newton do not rise`},
	{"plot|--optimizer|sgd:lr={1/sharpness}|--formula|-x^2-y^2", `"sgd:lr={1/sharpness}": the largest curvature at the start`},
	{"plot|network:data=moons|--redraw|--seeds|3|--tune", `--redraw does not go with --tune`},
	{"plot|ravine|--noise|1|--over|expected|--schedule|plateau|--optimizer|sgd|--view|loss", `where the schedule follows the loss`},
	{"plot|ravine|--noise|1|--over|expected|--optimizer|sgd|--view|sharpness", `--over "expected": is known of the loss alone`},
	{"plot|--title|a {{1,2}}", `--title "a {{1,2}}": `},
	{"plot|--view|accuracy", `--view "accuracy": needs a model that tells classes, rosenbrock is none`},
	{"plot|line5|--view|accuracy", `--view "accuracy": needs a model that tells classes, line5 is none`},
	{"plot|rosenbrock|--redraw|--seeds|3", `--redraw rosenbrock has no seed to draw another by`},
	{"plot|network|--redraw", `--redraw is for --seeds`},
	{"plot|--axis|examples", `--axis "examples": rosenbrock is no mean over examples; `},
	{"plot|--examples|100", `--examples "100": are seen in batches: give a --batch`},
	{"plot|line1000|--batch|100|--examples|99", `--examples "99": is below 100, a --batch`},
	{"plot|line1000|--batch|100|--examples|900|--steps|9", `--examples "900": stands in for --steps: give one of them`},
	{"plot|line1000|--batch|100|--examples|900|--epochs|9", `--examples "900": stands in for --epochs: give one of them`},
	{"plot|--optimizer|sgd:lr={0.01*batch}", `--optimizer "sgd:lr={0.01*batch}": "{0.01*batch}": `},
	{"plot|--over|expected|--view|loss", `--over "expected": `},
	{"plot|ravine|--optimizer|adam|--over|expected|--view|loss", `--over "expected": Adam: the expected loss is known of sgd, momentum and nesterov`},
	{"plot|overfit|--optimizer|sgd|--over|expected|--view|loss", `--over "expected": is known of the loss alone, overfit has a validation loss, too`},
	{"plot|ravine|--optimizer|sgd:lr=0.01|--axis|lr|--view|loss|--schedule|cosine", `--axis "lr": the rates of SGD do not rise`},
	{"plot|line1000|--batch|100|--epochs|5|--steps|300", `--steps "300": is at odds with --epochs 5: batches of 100 make 10 steps an epoch, 50 in all`},
	{"plot|line5|--order|sorted", `--order "sorted": unknown order; choose from shuffled, given`},
	{"plot|--patience|3", `--patience "3": rosenbrock has no validation loss to wait for`},
	{"plot|--seeds|0", `--seeds "0": must be at least 1`},
	{"plot|--clip|-1", `--clip "-1": must be above 0`},
	{"plot|--epochs|0", `--epochs "0": must be at least 1`},
	{"plot|--patience|0", `--patience "0": must be at least 1`},
	{"plot|--every|0", `--every "0": must be at least 1`},
	{"plot|--clip|0", `--clip "0": must be above 0`},
	{"trace|--every|501", `--every "501": is above 500, the number of steps`},
	{"plot|line1000|--batch|500|--epochs|2|--every|5", `--every "5": is above 4, the number of steps`},
	{"plot|--seeds|10", `--seeds "10": all would be the same, as nothing is random: --noise and, on examples, --batch are`},
	{"trace|line5|--batch|2|--order|given|--seeds|2", `--seeds "2": all would be the same`},
	{"plot|--optimizer|langevin:temperature=0|--seeds|2", `--seeds "2": all would be the same`},
	{"plot|line1000|--order|given", `--order "given": is that of batches: give a --batch`},
	{"plot|--line|0,0,1,1|--view|compare", `--line "0,0,1,1": goes with --view slice, not compare`},
	{"plot|--line|0,0,1,1|--panels|run", `--line "0,0,1,1": goes with --view slice, not panels`},
	{"plot|line5|--moments|1,2|--view|loss", `--moments "1,2": goes with --view data, fit, not loss`},
	{"plot|--moments|1,2", `--view "fit": needs a model on data`},
	{"plot|line5|--moments|1,60|--steps|50", `--moments "1,60": 60: the steps are 0 to 50`},
	{"plot|line5|--moments|-1", `--moments "-1": -1: the steps are 0 to 500`},
	{"plot|sphere:n=3|--plane|pca|--view|loss", `--plane "pca": goes with --view compare, trajectory, panels, surface3d, field, model, curvature, not loss`},
	{"plot|line5|--axis|epoch|--view|phase", `--axis "epoch": goes with --view accuracy, compare, fit, loss, memory, schedule, sharpness, not phase`},
	{"plot|--noise|1|--seeds|2|--over|meen", `--over "meen": unknown curve of seeds (did you mean mean?); choose from median, mean`},
	{"plot|--noise|1|--seeds|2|--over|mean|--view|trajectory", `--over "mean": goes with --view accuracy, compare, fit, loss, sharpness, not trajectory`},
	{"plot|--tol|1e-3", `--tol "0.001": goes with --summary`},
	{"plot|network|--view|model", `--view "model": network has no Hessian; --view compare and --view loss need none`},
	{"plot|network|--view|fit", `--view "fit": needs examples of 1 or 2 inputs, but digits has 64; --view loss takes any`},
	{"plot|--points|x.csv", `--points "x.csv": open x.csv: no such file or directory`},
	{"plot|--labels|x", `--labels "x": goes with the images of --points`},
	{"plot|--plane|pca", `--plane "pca": rosenbrock has 2 coordinates: there is nothing to slice`},
	{"plot|sphere:n=3|--plane|flat", `--plane "flat": unknown plane; choose from pca, random, line`},
	{"plot|-f|2 x", "--formula: an operator is missing here: a product needs its * (character 3, before \"x\")"},
	{"trace|-f|x^2 + b*y", "--formula: unknown name b: not a variable (x, y or x1, x2, ...), not pi or e, not a parameter (character 7, before \"b*y\"); --param b=1 makes it a constant"},
	{"inspect|--formula|sin(x", "--formula: "},
	{"inspect|-f| ", `--formula " ": is empty`},
	{"plot|saddle|-f|x^2", `give a SURFACE or a --formula, not both: "saddle" is a surface`},
	{"plot|saddle|--param|a=1", `--param is for the constants of a --formula`},
	{"plot|--param|a=1", `--param is for the constants of a --formula`},
	{"plot|-f|x^2|--param|a=1", `--param "a=1": the formula has no a`},
	{"plot|-f|a*x^2|--param|a", `--param "a": is not like a=1`},
	{"plot|-f|a*x^2|--param|a=1|--param|a=2", `--param "a=2": a is given twice`},
	{"plot|-f|a*x^2|--param|a=fast", `--param "a=fast": not a number`},
	{"plot|-f|x^2|--param|n=0", `--param "n=0": the dimension is a whole number from 1 to 1000`},
	{"plot|-f|x^2|--param|pi=3", `--param "pi=3": has a meaning already`},
	{"plot|-f|x^2+y|--window|0,1", `--window "0,1": formula has 2 coordinates`},
	{"inspect|--window|0,1,1,0", `--window "0,1,1,0"`},
	{"plot|--optimizer|adam(sgd)", `--optimizer "adam(sgd)": adam goes around no other rule; lookahead, projected, averaging do`},
	{"plot|--optimizer|lookahead(adam", `--optimizer "lookahead(adam": "lookahead(adam": the bracket is never closed`},
	{"plot|--optimizer|lookahead(adm)", `unknown optimizer "adm" (did you mean adam?)`},
	{"plot|--optimizer|lookahead(adam)k=5", `"k=5" after the bracket: keys come after a colon`},
	{"plot|--optimizer|lookahead(adam:lr=1):lr=2", `lr is given twice: within the brackets and after them`},
	{"plot|--optimizer|lookahead()", `--optimizer "lookahead()": a name is missing`},
	{"plot|--optimizer|lookahead(lookahead(lookahead(lookahead(adam))))", `more than 3 rules around another`},
	{"plot|--optimizer|lookahead(adam)|--optimizer|lookahead(adam:lr=1e-3)", `is given twice`},
	{"plot|styblinski-tang|--optimizer|gauss-newton", `--optimizer "gauss-newton": gauss-newton needs a loss that is a sum of squares`},
	{"plot|--optimizer|momentm:mu=.9", `--optimizer "momentm:mu=.9": unknown optimizer "momentm" (did you mean momentum?)`},
	{"plot|--optimizer|adam:beta3=.9", `(did you mean beta1?); adam takes lr, beta1, beta2, eps, weight_decay`},
	{"plot|--optimizer|adam:lr=1,lr=2", `lr is given twice`},
	{"plot|--optimizer|adam:lr=fast", `--optimizer "adam:lr=fast": lr: not a number`},
	{"plot|--optimizer|adam:lr=NaN", `lr: not a finite number`},
	{"plot|--optimizer|adam:lr=0", `lr: must be in (0,inf)`},
	{"plot|--optimizer|momentum:momentum=1", `momentum: must be in [0,1)`},
	{"plot|--optimizer|adam:beta2=1", `beta2: must be in [0,1)`},
	{"plot|--view|sensitivity", `--view "sensitivity": shows how rates were chosen: it goes with --tune`},
	{"plot|--tune=fast", `--tune "fast": "fast": not a number`},
	{"plot|--tune=0:1", `--tune "0:1": 0 is no start of a log range`},
	{"plot|--tune|--optimizer|sgd:lr=1|--optimizer|sgd:lr=2", `--optimizer "sgd": is given twice`},
	{"plot|--optimizer|", `--optimizer "": a name is missing`},
	{"plot|--optimizer|adam|--optimizer|adam:lr=1e-3", `--optimizer "adam:lr=1e-3": is given twice, first as "adam"`},
	{"plot|--optimizer|adam:lr=.5|--optimizer|adam|--lr|.5", `--optimizer "adam": is given twice, first as "adam:lr=.5"`},
	{"plot|--optimizer|sgd step|--optimizer|sgd step", `--optimizer "sgd step": is given twice`},
	{"plot|--optimizer|sgd|--optimizer|sgd step|--schedule|step", `the same run is asked for twice`},
	{"plot|--optimizer|rprop:step_size_min=1,step_size_max=.1", `step_size_min=1 is above step_size_max=0.1`},
	{"plot|--optimizer|rprop:step_size_min=51", `step_size_min=51 is above step_size_max=50`},
	{"plot|--schedule|step|--schedule|step", `--schedule "step": is given twice, first as "step"`},
	{"plot|--schedule|step:gamma=.5|--schedule|Step:gamma=0.5", `--schedule "Step:gamma=0.5": is given twice, first as "step:gamma=.5"`},
	{"plot|--schedule|multistep:milestones=3|--schedule|multistep:milestones=3", `--schedule "multistep:milestones=3": is given twice`},
	{"plot|--schedule|cyclic:base_lr=1,max_lr=.1", `--schedule "cyclic:base_lr=1,max_lr=.1": base_lr=1 is above max_lr=0.1`},
	{"plot|--optimizer|adam cosine:x=1", `unknown key "x"; cosine takes warmup, T_max, eta_min`},
	{"plot|--schedule|cosin", `--schedule "cosin": unknown schedule (did you mean cosine?)`},
	{"plot|--schedule|cosine@30", `after @ come`},
	{"plot|--lr|0", `--lr "0": must be in (0,inf)`},
	{"plot|--lr|-1", `--lr "-1": must be in (0,inf)`},
	{"plot|--lr|NaN", `--lr "NaN": not a finite number`},
	{"plot|--lr|Inf", `--lr "Inf": not a finite number`},
	{"plot|--lr|1e999", `--lr "1e999": too large`},
	{"plot|--lr|fast", `--lr "fast": not a number`},
	{"plot|--steps|-1", `--steps "-1": must be in [0,10000000]`},
	{"plot|--steps|10000001", `--steps "10000001": must be in [0,10000000]`},
	{"plot|--view|steps|--steps|1e7|--optimizer|sgd|--optimizer|adam", `--steps "10000000": is above 5000000, the most that a figure keeps`},
	{"plot|--arrows|steps", `--arrows "steps": unknown arrows (did you mean step?)`},
	{"plot|--arrows|step|--view|loss", `--arrows "step": goes with --view field, not loss`},
	{"plot|--steps|1e7|--optimizer|sgd|--optimizer|adam|--optimizer|adagrad", `--steps "10000000": is above 6666666, the most that a figure keeps in memory of each run (runs: 3); `},
	{"plot|--steps|5000001", "`optviz trace` none"},
	{"plot|sphere:n=1000|--view|loss|--steps|1e6|--optimizer|sgd", `--steps "1000000": is above 159045, the most`},
	{"plot|--steps|2.5", `--steps "2.5": not a whole number`},
	{"plot|--noise|-0.1", `--noise "-0.1": must be in [0,inf)`},
	{"plot|--noise|NaN", `--noise "NaN": not a finite number`},
	{"plot|--seed|-1", `--seed "-1": must be a whole number`},
	{"plot|--start|1", `--start "1": 1 coordinate, but rosenbrock has 2`},
	{"plot|--start|1,2,3", `--start "1,2,3": 3 coordinates, but rosenbrock has 2`},
	{"plot|--start|1,x", `--start "1,x": "x": not a number`},
	{"plot|--start|1,NaN", `--start "1,NaN": "NaN": not a finite number`},
	{"plot|--start|1,2|--start|1,2", `--start "1,2": is given twice`},
	{"plot|--window|0,1", `--window "0,1": rosenbrock has 2 coordinates`},
	{"plot|--window|0,1,3,2", `--window "0,1,3,2": 3 must be below 2`},
	{"plot|--window|-1e308,1e308,0,1", `--window "-1e+308,1e+308,0,1": -1e+308 is too far from 1e+308`},
	{"plot|--window|1e15,1.000000000000001e15,0,1", `1e+15 is too close to 1.000000000000001e+15`},
	{"plot|--view|3d", `--view "3d": unknown view; `},
	{"plot|--title|a\x00b", `--title "a\x00b": must not have control characters`},
	{"plot|--title|a\xff", `is not valid UTF-8`},
	{"plot|--size|0x900", `--size "0x900": "0": must be at least one pixel`},
	{"plot|--size|1600", `--size "1600": is not like 1600x900`},
	{"plot|--size|1000000x1000000", `--size "1000000x1000000": is more than 20000 pixels a side`},
	{"plot|--size|1mx1m", `--size "1mx1m"`},
	{"plot|--dpi|0", `--dpi "0": must be in [1,20000]`},
	{"plot|--dpi|-72", `--dpi "-72": must be in [1,20000]`},
	{"plot|--dpi|1e-9", `--dpi "1e-09": must be in [1,20000]`},
	{"plot|--dpi|7.99", `--dpi "7.99": makes 1600x900 pixels more than 200 inches a side`},
	{"plot|--size|16inx201in|--dpi|10", `--size "16inx201in": is more than 200 inches a side`},
	{"plot|--dpi|NaN", `--dpi "NaN": not a finite number`},
	{"plot|--size|16inx9in|--dpi|20000", `--size "16inx9in": is more than`},
	{"plot|--tol|-1|--summary", `--tol "-1": must be in [0,inf)`},
	{"plot|--tol|x", `--tol "x": not a number`},
	{"plot|--summary=maybe", `--summary "maybe": must be true or false`},
	{"animate|--seconds|0", `--seconds "0": must be above 0`},
	{"animate|--fps|100", `--fps "100": must be in (0, 50]`},
	{"animate|--seconds|600|--fps|50", `--seconds "600": at 50 frames a second makes 30000 frames, at most 10000`},
	{"plot|--frames|3,1", `--frames "3,1": 1 is not after 3`},
	{"plot|--frames|0,1|-o|-|--format|svg", `--frames "0,1": makes 2 figures, stdout holds one`},
	{"plot|-o|x.gif", `--out "x.gif": is a film: optviz animate draws those`},
	{"plot|-o|x", `--out "x": has no extension, which is the format: png, svg`},
	{"plot|-o|", `--out ""`},
	{"plot|-o|-", `--out "-": stdout needs --format: png, svg`},
	{"plot|-o|x.png|-o|./x.png", `--out "./x.png": is given twice`},
	{"plot|-o|x.png|--format|svg", `--format svg is for -o -`},
	{"plot|--format|svg", `--format svg is for -o -`},
	{"plot|-o|-|--format|gif", `--format "gif": unknown format (did you mean tif?); choose`},
	{"plot|--optimzer|adam", `unknown flag "--optimzer" (did you mean --optimizer?); see optviz plot --help`},
	{"plot|--\x1b[31m", `unknown flag "--\x1b[31m"`},
	{"plot|-x", `-x; see optviz plot --help`},
	{"plot|--size", `flag needs an argument: --size`},
	{"trace|-o|x.png", `--out "x.png": unknown format "png"; choose from csv, json`},
	{"trace|--format|xml", `--format "xml": unknown format; choose from csv, json`},
	{"trace|--view|loss", `unknown flag "--view"`},
	{"trace|--steps|-1|-o|x.csv", `--steps "-1"`},
	{"inspect|nosuch", `SURFACE "nosuch": unknown surface`},
	{"inspect|--at|1,2,3", `--at "1,2,3": 3 coordinates, but rosenbrock has 2`},
	{"inspect|--at|", `--at "": is empty: leave the flag out for what is usual`},
	{"inspect|a|b", `one SURFACE at most`},
	{"list|optimisers", `(did you mean optimizers?); choose from surfaces, optimizers, schedules, data, views, themes, formats`},
	{"list|views|formats", `list takes one catalogue`},
	{"completion", `completion needs one SHELL: bash, zsh, fish, powershell`},
	{"completion|tcsh", `SHELL "tcsh": unknown shell; choose from bash, zsh, fish, powershell`},
}

// TestWrongUsage: exit code 2, a message of one line that names the place, the
// value and the choices, nothing on stdout, and no file.
func TestWrongUsage(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, test := range wrong {
		r := optviz(strings.Split(test.line, "|")...)
		if r.code != wrongUsage || r.stdout != "" || !strings.Contains(r.stderr, test.want) {
			t.Errorf("optviz %q: exit %d, stdout %q, stderr %q, want %q", test.line, r.code, r.stdout, r.stderr, test.want)
		}
		line, rest, _ := strings.Cut(r.stderr, "\n")
		if rest != "" || strings.ContainsFunc(line, printing.IsControl) || !strings.HasPrefix(line, "optviz: ") {
			t.Errorf("optviz %q: stderr %q is not one printable line", test.line, r.stderr)
		}
		if names := files(t); names != nil {
			t.Fatalf("optviz %q left %q", test.line, names)
		}
	}
}

// TestWrongUsageKeepsFile: a file that is there already is not touched.
func TestWrongUsageKeepsFile(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFile(t, "x.png", "old")
	before, _ := os.Stat("x.png")
	for _, args := range [][]string{
		{"plot", "-o", "x.png", "--dpi", "0"}, {"plot", "-o", "x.png", "-o", "y.gif"}, {"plot", "-o", "x.png", "--tol", "-1"},
	} {
		if r := optviz(args...); r.code != wrongUsage {
			t.Errorf("optviz %q: exit %d", args, r.code)
		}
	}
	after, _ := os.Stat("x.png")
	if read(t, "x.png") != "old" || !after.ModTime().Equal(before.ModTime()) || len(files(t)) != 1 {
		t.Errorf("files %q, x.png %q", files(t), read(t, "x.png"))
	}
}

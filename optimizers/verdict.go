package optimizers

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"gonum.org/v1/gonum/floats"
)

// Outcome is the way in which a run ended.
type Outcome int

// The outcomes, in the order in which judge tries them.
const (
	Diverged    Outcome = iota // a number stopped being finite at Verdict.Step
	Failed                     // the rule could not step from Verdict.Step: Verdict.Reason
	Stopped                    // early, at Verdict.Step: the iterate to keep is Verdict.Best
	Converged                  // the gradient is at most 1e-6 (Verdict.Point: at a known point, or -1)
	LeftWindow                 // it ended outside the window
	Oscillating                // over the last tenth it moved, but the loss set no new minimum
	Stalled                    // over the last tenth it moved less than 1e-3 window widths
	Descending                 // none of these yet
)

// Verdict is the outcome of a run.
type Verdict struct {
	Outcome Outcome
	Step    int       // the iterate at which the run diverged, failed or stopped, else the last
	Best    int       // the shown iterate with the lowest validation loss, or -1 without one
	Point   int       // index into Run.Known, or the points of its surface, where it converged; or -1
	At      []float64 // that point's coordinates, without the residue of rounding; nil without a point, and on a curve or an area
	Name    string    // that point's name, or ""
	Reason  string    // why a rule could not step, or ""
	Cause   error     // the same as an error, or nil
}

// String returns the outcome in a few words, as in "left the window".
func (o Outcome) String() string {
	names := [...]string{"diverged", "failed", "stopped early", "converged", "left the window", "oscillating", "stalled", "still descending"}
	if o < 0 || int(o) >= len(names) {
		return fmt.Sprintf("Outcome(%d)", int(o))
	}
	return names[o]
}

// String returns the outcome with its step, its reason or the point where the run converged, as in "diverged
// at step 12".
func (v Verdict) String() string {
	switch {
	case v.Outcome == Diverged:
		return fmt.Sprint("diverged at step ", v.Step)
	case v.Outcome == Failed:
		return fmt.Sprint("stopped at step ", v.Step, ": ", v.Reason)
	case v.Outcome == Stopped && v.Best < 0:
		return fmt.Sprintf("stopped early at step %d: no validation loss was a number", v.Step)
	case v.Outcome == Stopped:
		return fmt.Sprintf("stopped early at step %d, best at %d", v.Step, v.Best)
	case v.Outcome == Converged && v.Point < 0:
		return "converged, no known point there"
	case v.Outcome == Converged && v.At == nil && v.Name != "":
		return "converged to " + v.NameWithArticle()
	case v.Outcome == Converged && v.Name != "":
		return "converged to the " + v.Name + " " + coordinates(v.At)
	case v.Outcome == Converged:
		return "converged to " + coordinates(v.At)
	}
	return v.Outcome.String()
}

// NameWithArticle returns the name of the curve or the area where a run converged,
// as in "a curve of minima" and "an area of minima", and "" where it has no name.
func (v Verdict) NameWithArticle() string {
	if v.Name == "" {
		return ""
	}
	article := "a "
	if strings.ContainsAny(v.Name[:1], "aeiou") {
		article = "an "
	}
	return article + v.Name
}

// Where formats the known point where a run ends, for people, as in "(1, 2)".
func (v Verdict) Where() string { return coordinates(v.At) }

// coordinates formats a point for people, with at most four of its coordinates.
func coordinates(x []float64) string {
	var words []string
	for _, v := range x[:min(len(x), 4)] {
		words = append(words, strconv.FormatFloat(v, 'g', 5, 64))
	}
	if len(x) > 4 {
		words = append(words, "...")
	}
	return "(" + strings.Join(words, ", ") + ")"
}

// judge reaches the verdict on a run from its iterates, one after the other. It measures
// lengths in widths of the window, each coordinate by its own width, and takes the largest
// coordinate as the distance. Without a window a width is 1 and no iterate is outside.
//
// The verdict depends on differences of the loss and on the gradient alone, so that a
// constant added to the loss changes no verdict. A new minimum counts only if it is lower by
// more than leastFall of Σ |g_k| |x_{k+1} - x_k| over the last tenth, the fall along the
// same way straight downhill: rounding makes a cycle fall by less.
type judge struct {
	run   Run
	from  int       // the iterate at which the last tenth begins
	mark  []float64 // that iterate; nil before it is reached
	moved float64   // largest distance from mark since
	best  float64   // lowest loss up to iterate from
	low   float64   // lowest loss after iterate from
	x     []float64 // the iterate before
	slope float64   // norm of the last gradient that was shown
	fall  float64   // Σ |g| |dx| since mark

	kept   int     // the shown iterate with the lowest validation loss, or -1
	lowest float64 // the lowest validation loss
	waited int     // shown iterates since kept
}

func newJudge(r Run) *judge {
	r.Window, r.Known = r.places()
	return &judge{run: r, from: r.Steps - r.Steps/10, best: math.Inf(1), low: math.Inf(1),
		kept: -1, lowest: math.Inf(1)}
}

// leastFall is the smallest fall that counts, as a part of the fall straight downhill.
const leastFall = 1e-6

// observe records an iterate that is shown.
func (j *judge) observe(s State) {
	j.trackValidation(s)
	j.addMove(s.K, s.X)
	if j.slope = s.GradNorm; s.K <= j.from {
		j.best = min(j.best, s.Loss)
	} else {
		j.low = min(j.low, s.Loss)
	}
}

// addMove records how far the run moves to iterate k, shown or not, in its last tenth.
func (j *judge) addMove(k int, x []float64) {
	if k < j.from {
		return
	}
	if j.mark == nil {
		j.mark, j.x = slices.Clone(x), slices.Clone(x)
		return
	}
	j.moved = max(j.moved, j.distance(x, j.mark))
	j.fall += j.slope * floats.Distance(x, j.x, 2)
	copy(j.x, x)
}

// hasNewMinimum reports whether the loss set a new minimum over the last tenth.
func (j *judge) hasNewMinimum() bool { return j.best-j.low > leastFall*j.fall }

// trackValidation records the lowest validation loss and counts the shown iterates since.
func (j *judge) trackValidation(s State) {
	j.waited++
	if isLower(s.Validation, j.lowest) {
		j.lowest, j.kept, j.waited = s.Validation, s.K, 0
	}
}

// isLower reports whether a validation loss is lower than the lowest so far by more than
// rounding, so that a converged run sets no new lowest losses.
func isLower(v, lowest float64) bool {
	const rounding = 1e-12
	return lowest-v > rounding*math.Abs(v)
}

// outOfPatience reports whether the validation loss has not fallen for as many shown
// iterates as the run has patience. As in Keras, the iterate that uses up the patience is
// the last.
func (j *judge) outOfPatience() bool { return j.run.Patience > 0 && j.waited >= j.run.Patience }

// early completes the verdict on a run that ended before its last step.
func (j *judge) early(v Verdict) Verdict {
	v.Point, v.Best = -1, j.kept
	return v
}

// verdict returns the verdict on a run that took all its steps to the last state. A run
// of fewer than ten steps has no last tenth to judge.
func (j *judge) verdict(last State) Verdict {
	v := j.early(Verdict{Step: last.K})
	switch {
	case last.GradNorm <= 1e-6:
		v.Outcome = Converged
		nearest := 1e-3
		for i, p := range j.run.Known {
			if d := j.distance(last.X, p.X); d <= nearest && p.Near == nil {
				nearest, v.Point, v.At, v.Name = d, i, j.withoutResidue(p.X), p.Name
			}
		}
		if v.Point < 0 {
			v.Point = slices.IndexFunc(j.run.Known, func(p Point) bool { return p.Near != nil && p.Near(last.X) })
			if v.Point >= 0 {
				v.Name = j.run.Known[v.Point].Name
			}
		}
	case j.outside(last.X):
		v.Outcome = LeftWindow
	case last.K < 10:
		v.Outcome = Descending
	case j.moved < 1e-3:
		v.Outcome = Stalled
	case !j.hasNewMinimum():
		v.Outcome = Oscillating
	default:
		v.Outcome = Descending
	}
	return v
}

// withoutResidue returns a copy of a point with 0 in place of rounding residues: values
// below 1e-9 or, in a narrow window, below 1e-9 of its width.
func (j *judge) withoutResidue(x []float64) []float64 {
	const residue = 1e-9
	place := slices.Clone(x)
	for i, v := range place {
		width := 1.0
		if len(j.run.Window) > 0 {
			width = min(width, j.run.Window[i][1]-j.run.Window[i][0])
		}
		if math.Abs(v) < residue*width {
			place[i] = 0 // and not -0
		}
	}
	return place
}

func (j *judge) distance(x, y []float64) float64 {
	far := 0.0
	for i := range x {
		d := math.Abs(x[i] - y[i])
		if len(j.run.Window) > 0 {
			d /= j.run.Window[i][1] - j.run.Window[i][0]
		}
		far = max(far, d)
	}
	return far
}

func (j *judge) outside(x []float64) bool {
	return !j.run.Window.Contains(x)
}

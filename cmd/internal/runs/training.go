package runs

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/surfaces"
)

// Batches states how the steps of a run go through the examples of a finite sum.
type Batches struct {
	Size     int // examples that a step sees; 0: the loss is no mean over examples
	Examples int // number of examples; 0: noise stands in for examples
	Steps    int // number of steps of the run
}

// PerEpoch returns the number of steps that go through all examples; 0 without examples.
func (b Batches) PerEpoch() int {
	if b.Size == 0 {
		return 0
	}
	return (b.Examples + b.Size - 1) / b.Size
}

// sum returns a surface as a finite sum; ok is false where the surface is no mean over
// several examples.
func sum(f surfaces.Surface) (s objective.FiniteSum, ok bool) {
	s, ok = objective.As[objective.FiniteSum](f)
	return s, ok && s.NumExamples() > 1
}

// BatchesOf returns the batches of each size that the Spec names, with the number of steps
// of their runs.
func BatchesOf(s document.Spec, land Landscape) ([]Batches, error) {
	f, ok := sum(land.Surface)
	if !ok {
		return noBatches(s, land.Meta)
	}
	if s.Order != "" && !slices.Contains(document.Orders, s.Order) {
		return nil, catalog.Blame("--order", s.Order, catalog.Unknown("order", s.Order, document.Orders))
	}
	if s.Order != "" && len(s.Batches) == 0 {
		return nil, catalog.Blame("--order", s.Order, errors.New("is that of batches: give a --batch"))
	}
	n := f.NumExamples()
	sizes := s.Batches
	if len(sizes) == 0 {
		sizes = []int{n}
	}
	return inSizes(s, sizes, n, land.Meta)
}

// inSizes returns batches of some sizes. examples is 0 where noise stands in for examples,
// of which there is then no limit.
func inSizes(s document.Spec, sizes []int, examples int, m surfaces.Meta) ([]Batches, error) {
	var all []Batches
	for i, size := range sizes {
		b := Batches{Size: size, Examples: examples}
		var err error
		switch {
		case size < 1:
			err = errors.New("must be at least 1")
		case examples > 0 && size > examples:
			err = fmt.Errorf("is above %d, the number of examples of %s", examples, m.Name)
		case slices.Contains(sizes[:i], size):
			err = errors.New("is given twice")
		}
		if err != nil {
			return nil, catalog.Blame("--batch", strconv.Itoa(size), err)
		}
		if b.Steps, err = stepsOf(s, b); err != nil {
			return nil, err
		}
		all = append(all, b)
	}
	return all, nil
}

// noiseStandsIn reports whether noise stands in for the examples that the loss does not have:
// --noise is then the noise of one example, and a batch sees the mean over its examples.
func noiseStandsIn(s document.Spec, land Landscape) bool {
	_, ok := sum(land.Surface)
	return !ok && s.Noise > 0
}

// noBatches returns the batches of a loss that is no mean over examples.
func noBatches(s document.Spec, m surfaces.Meta) ([]Batches, error) {
	why := fmt.Errorf("%s is no mean over examples; %s are", m.Name, strings.Join(sums(), ", "))
	switch {
	case len(s.Batches) > 0 && s.Noise == 0:
		return nil, catalog.Blame("--batch", strconv.Itoa(s.Batches[0]), fmt.Errorf("%w; with --noise S, that of one example, a batch of B has S/√B", why))
	case s.Epochs > 0:
		return nil, catalog.Blame("--epochs", strconv.Itoa(s.Epochs), why)
	case s.Order != "":
		return nil, catalog.Blame("--order", s.Order, why)
	case s.Axis == "epoch":
		return nil, catalog.Blame("--axis", s.Axis, why)
	case s.Axis == "examples" && len(s.Batches) == 0:
		return nil, catalog.Blame("--axis", s.Axis, fmt.Errorf("%w; with --noise S, that of one example, a --batch of B sees B in a step", why))
	case len(s.Batches) > 0:
		return inSizes(s, s.Batches, 0, m)
	}
	steps, err := stepsOf(s, Batches{})
	return []Batches{{Steps: steps}}, err
}

// stepsOf returns the number of steps of a run, from --steps, --epochs or --examples.
func stepsOf(s document.Spec, b Batches) (int, error) {
	if s.Examples > 0 {
		return stepsOfExamples(s, b)
	}
	if s.Epochs == 0 {
		if s.Steps == nil {
			return document.UsualSteps, nil
		}
		return *s.Steps, nil
	}
	steps := s.Epochs * b.PerEpoch()
	if err := catalog.Lengths.Check(float64(steps)); err != nil {
		return 0, catalog.Blame("--epochs", strconv.Itoa(s.Epochs), fmt.Errorf("%d steps in batches of %d: %w", steps, b.Size, err))
	}
	if s.Steps != nil && *s.Steps != steps {
		return 0, catalog.Blame("--steps", strconv.Itoa(*s.Steps), fmt.Errorf(
			"is at odds with --epochs %d: batches of %d make %d steps an epoch, %d in all", s.Epochs, b.Size, b.PerEpoch(), steps))
	}
	return steps, nil
}

// stepsOfExamples returns the number of steps of a run that sees --examples examples.
func stepsOfExamples(s document.Spec, b Batches) (int, error) {
	wrong := func(err error) (int, error) { return 0, catalog.Blame("--examples", strconv.Itoa(s.Examples), err) }
	switch {
	case s.Epochs > 0:
		return wrong(errors.New("stands in for --epochs: give one of them"))
	case s.Steps != nil:
		return wrong(errors.New("stands in for --steps: give one of them"))
	case b.Size == 0:
		return wrong(errors.New("are seen in batches: give a --batch"))
	case s.Examples < b.Size:
		return wrong(fmt.Errorf("is below %d, a --batch", b.Size))
	}
	steps := s.Examples / b.Size
	if err := catalog.Lengths.Check(float64(steps)); err != nil {
		return wrong(fmt.Errorf("%d steps in batches of %d: %w", steps, b.Size, err))
	}
	return steps, nil
}

// Objective returns the loss whose gradients the steps of a run get: that of a batch, then
// with noise, then clipped.
func Objective(s document.Spec, land Landscape, b Batches) objective.Objective {
	var f objective.Objective = land.Surface
	if sum, ok := sum(land.Surface); ok && (b.Size < b.Examples || isRandom(sum)) {
		f = optimizers.Minibatch{F: sum, Size: b.Size, Order: order(s, land.Surface, b)}
	}
	if masks, ok := masked(land.Surface); ok {
		f = optimizers.Masked{F: masks}
	}
	if s.Noise > 0 {
		noise := optimizers.Noisy{F: f, Sigma: s.Noise}
		if noiseStandsIn(s, land) && b.Size > 0 {
			noise.Sigma /= math.Sqrt(float64(b.Size))
		}
		f = noise
	}
	if s.Clip > 0 {
		f = optimizers.Clipped{F: f, Norm: s.Clip}
	}
	return f
}

// masked returns a surface whose steps see the loss under random masks, as of dropout; ok
// is false for other surfaces.
func masked(f surfaces.Surface) (m objective.MaskEnsemble, ok bool) {
	m, ok = objective.As[objective.MaskEnsemble](f)
	return m, ok && m.MasksPerStep() > 0
}

// isRandom reports whether training draws random numbers beside the choice of batches.
func isRandom(f objective.FiniteSum) bool {
	return objective.Is[objective.RandomSum](f)
}

// order returns the order in which the examples are given, for --order given; nil for
// shuffled batches.
func order(s document.Spec, f surfaces.Surface, b Batches) []int {
	if s.Order != "given" {
		return nil
	}
	if model, ok := objective.As[surfaces.Fitted](f); ok && model.Data().Order != nil {
		return model.Data().Order
	}
	order := make([]int, b.Examples)
	for i := range order {
		order[i] = i
	}
	return order
}

// NoiseSeen describes in words how the gradients of the steps differ from those of the
// loss, with the seed where they are random.
func NoiseSeen(s document.Spec, land Landscape) string {
	sees := Sees(s, land)
	if !SeesAtRandom(s, land) {
		return sees
	}
	return strings.TrimPrefix(sees+", "+s.Speaker().Seed(s.Seed), ", ")
}

// Sees describes the same as NoiseSeen, without the seed.
func Sees(s document.Spec, land Landscape) string {
	l := s.Speaker()
	var parts []string
	if f, ok := sum(land.Surface); ok && len(s.Batches) == 1 && s.Batches[0] < f.NumExamples() {
		parts = append(parts, l.BatchesOf(s.Batches[0], f.NumExamples()))
	}
	if m, ok := masked(land.Surface); ok {
		parts = append(parts, l.MasksAStep(m.MasksPerStep()))
	}
	if noise := GradientNoise(s, land); noise != "" {
		parts = append(parts, noise)
	}
	if s.Clip > 0 {
		parts = append(parts, l.ClippedTo(catalog.FormatNumber(s.Clip)))
	}
	return strings.Join(parts, ", ")
}

// GradientNoise describes the noise of the gradients in words; "" where there is none or where the
// names of the runs say which noise they have.
func GradientNoise(s document.Spec, land Landscape) string {
	if s.Noise == 0 {
		return ""
	}
	noise := s.Speaker().Noise(catalog.FormatNumber(s.Noise))
	if !noiseStandsIn(s, land) {
		return noise
	}
	switch b := s.Batches; {
	case len(b) == 1:
		return noise + fmt.Sprintf("/√%d", b[0])
	case len(b) > 1 && namesBatches(s):
		return noise + "/√B"
	case len(b) > 1:
		return ""
	}
	return noise
}

// namesBatches reports whether the names of the runs give the sizes of their batches.
func namesBatches(s document.Spec) bool {
	return len(s.Names) == 0 || slices.ContainsFunc(s.Names, func(name string) bool {
		return strings.Contains(name, "B = ") || strings.Contains(strings.ToLower(name), "batch")
	})
}

// notesOnComparing returns notes for a rule that compares values of the loss, which have
// no noise or are those of changing batches.
func notesOnComparing(s document.Spec, c combination) []string {
	part := c.batches.Size < c.batches.Examples // false where noise stands in for examples
	if !(s.Noise > 0 || part) || !optimizers.TraitsOf(c.rule.Value).UsesLoss {
		return nil
	}
	var notes []string
	if s.Noise > 0 {
		notes = append(notes, c.rule.Text+" compares values of the loss, which carry no noise: only gradients do")
	}
	if part {
		notes = append(notes, c.rule.Text+" compares values of the loss, which are those of another batch in every step")
	}
	return notes
}

// SeesAtRandom reports whether the gradients of the steps are random.
func SeesAtRandom(s document.Spec, land Landscape) bool {
	if f, ok := sum(land.Surface); ok {
		part := slices.ContainsFunc(s.Batches, func(size int) bool { return size < f.NumExamples() })
		if part && s.Order != "given" || isRandom(f) {
			return true
		}
	}
	_, masks := masked(land.Surface)
	return masks || s.Noise > 0
}

// drawsSamples reports whether the steps see samples of the loss: some of its examples, random
// masks, or gradients with noise.
func drawsSamples(s document.Spec, land Landscape) bool {
	f, ok := sum(land.Surface)
	return SeesAtRandom(s, land) || ok && slices.ContainsFunc(s.Batches, func(size int) bool { return size < f.NumExamples() })
}

// sums returns the names of the surfaces that are means over examples.
func sums() []string {
	names := catalog.ModelNames()
	for _, f := range surfaces.Catalog() {
		if _, ok := sum(f); ok {
			names = append(names, f.Meta().Name)
		}
	}
	return names
}

package setup

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/optviz/optviz/cmd/internal/catalog"
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

// FiniteSum returns a surface as a finite sum; ok is false where the surface is no mean over
// several examples.
func FiniteSum(f surfaces.Surface) (s objective.FiniteSum, ok bool) {
	s, ok = objective.As[objective.FiniteSum](f)
	return s, ok && s.NumExamples() > 1
}

// BatchesOf returns the batches of each size that the Spec names, with the number of steps
// of their runs.
func BatchesOf(s Setup, land Landscape) ([]Batches, error) {
	f, ok := FiniteSum(land.Surface)
	if !ok {
		return noBatches(s, land.Meta)
	}
	if s.Order != "" && !slices.Contains(Orders, s.Order) {
		return nil, catalog.Blame("--order", s.Order, catalog.Unknown("order", s.Order, Orders))
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
func inSizes(s Setup, sizes []int, examples int, m surfaces.Meta) ([]Batches, error) {
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

// NoiseStandsIn reports whether noise stands in for the examples that the loss does not have:
// --noise is then the noise of one example, and a batch sees the mean over its examples.
func NoiseStandsIn(s Setup, land Landscape) bool {
	_, ok := FiniteSum(land.Surface)
	return !ok && s.Noise > 0
}

// noBatches returns the batches of a loss that is no mean over examples.
func noBatches(s Setup, m surfaces.Meta) ([]Batches, error) {
	why := NoMean(m)
	switch {
	case len(s.Batches) > 0 && s.Noise == 0:
		return nil, catalog.Blame("--batch", strconv.Itoa(s.Batches[0]), fmt.Errorf("%w; with --noise S, that of one example, a batch of B has S/√B", why))
	case s.Epochs > 0:
		return nil, catalog.Blame("--epochs", strconv.Itoa(s.Epochs), why)
	case s.Order != "":
		return nil, catalog.Blame("--order", s.Order, why)
	case len(s.Batches) > 0:
		return inSizes(s, s.Batches, 0, m)
	}
	steps, err := stepsOf(s, Batches{})
	return []Batches{{Steps: steps}}, err
}

// stepsOf returns the number of steps of a run, from --steps, --epochs or --examples.
func stepsOf(s Setup, b Batches) (int, error) {
	if s.Examples > 0 {
		return stepsOfExamples(s, b)
	}
	if s.Epochs == 0 {
		if s.Steps == nil {
			return UsualSteps, nil
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
func stepsOfExamples(s Setup, b Batches) (int, error) {
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
func Objective(s Setup, land Landscape, b Batches) objective.Objective {
	var f objective.Objective = land.Surface
	if sum, ok := FiniteSum(land.Surface); ok && (b.Size < b.Examples || isRandom(sum)) {
		f = optimizers.Minibatch{F: sum, Size: b.Size, Order: order(s, land.Surface, b)}
	}
	if masks, ok := Masked(land.Surface); ok {
		f = optimizers.Masked{F: masks}
	}
	if s.Noise > 0 {
		noise := optimizers.Noisy{F: f, Sigma: s.Noise}
		if NoiseStandsIn(s, land) && b.Size > 0 {
			noise.Sigma /= math.Sqrt(float64(b.Size))
		}
		f = noise
	}
	if s.Clip > 0 {
		f = optimizers.Clipped{F: f, Norm: s.Clip}
	}
	return f
}

// Masked returns a surface whose steps see the loss under random masks, as of dropout; ok
// is false for other surfaces.
func Masked(f surfaces.Surface) (m objective.MaskEnsemble, ok bool) {
	m, ok = objective.As[objective.MaskEnsemble](f)
	return m, ok && m.MasksPerStep() > 0
}

// isRandom reports whether training draws random numbers beside the choice of batches.
func isRandom(f objective.FiniteSum) bool {
	return objective.Is[objective.RandomSum](f)
}

// order returns the order in which the examples are given, for --order given; nil for
// shuffled batches.
func order(s Setup, f surfaces.Surface, b Batches) []int {
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

// NotesOnComparing returns notes for a rule that compares values of the loss, which have
// no noise or are those of changing batches.
func NotesOnComparing(s Setup, c Combination) []string {
	part := c.Batches.Size < c.Batches.Examples // false where noise stands in for examples
	if !(s.Noise > 0 || part) || !optimizers.TraitsOf(c.Rule.Value).UsesLoss {
		return nil
	}
	var notes []string
	if s.Noise > 0 {
		notes = append(notes, c.Rule.Text+" compares values of the loss, which carry no noise: only gradients do")
	}
	if part {
		notes = append(notes, c.Rule.Text+" compares values of the loss, which are those of another batch in every step")
	}
	return notes
}

// SeesAtRandom reports whether the gradients of the steps are random.
func SeesAtRandom(s Setup, land Landscape) bool {
	if f, ok := FiniteSum(land.Surface); ok {
		part := slices.ContainsFunc(s.Batches, func(size int) bool { return size < f.NumExamples() })
		if part && s.Order != "given" || isRandom(f) {
			return true
		}
	}
	_, masks := Masked(land.Surface)
	return masks || s.Noise > 0
}

// DrawsSamples reports whether the steps see samples of the loss: some of its examples, random
// masks, or gradients with noise.
func DrawsSamples(s Setup, land Landscape) bool {
	f, ok := FiniteSum(land.Surface)
	return SeesAtRandom(s, land) || ok && slices.ContainsFunc(s.Batches, func(size int) bool { return size < f.NumExamples() })
}

// NoMean returns the error of what only a mean over examples has.
func NoMean(m surfaces.Meta) error {
	return fmt.Errorf("%s is no mean over examples; %s are", m.Name, strings.Join(sums(), ", "))
}

// sums returns the names of the surfaces that are means over examples.
func sums() []string {
	names := catalog.ModelNames()
	for _, f := range surfaces.Catalog() {
		if _, ok := FiniteSum(f); ok {
			names = append(names, f.Meta().Name)
		}
	}
	return names
}

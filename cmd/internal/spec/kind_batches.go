package spec

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/surfaces"
)

// BatchLaw are the keys of kind: batches: how many steps SGD needs with minibatches of
// several sizes, at the best rate for each.
//
// On a quadratic with noise N(0, s^2/B) on each coordinate of the gradient the
// expected loss has no chance in it: along an eigenvector of the Hessian, of the
// distance x from the minimum,
//
//	E[x^2] <- (1 - a lambda)^2 E[x^2] + a^2 s^2/B,   E f = 1/2 sum lambda E[x^2].
//
// S(B) is the first step at which that is at most Target of the first loss, for the
// best rate a. Source: McCandlish and others 2018, An empirical model of large-batch
// training; with E = B S, (S/S_min - 1)(E/E_min - 1) = 1.
type BatchLaw struct {
	Target float64 `yaml:"target" doc:"part of the first loss that is to be reached (default 0.001)"`
	Rates  string  `yaml:"rates" doc:"learning rates to choose from: LO:HI[:log|lin][:N] or v1/v2/v3"`
}

// usualTarget and usualRates are those of a file without them.
const (
	usualTarget = 1e-3
	usualRates  = "1e-4:1:log:500"
)

// batchLaw is a BatchLaw resolved and, once computed, its steps.
type batchLaw struct {
	sizes   []int
	rates   []float64
	noise   float64
	lambda  []float64 // curvatures
	squares []float64 // of the start's coordinates along them, from the minimum
	target  float64   // loss above the minimum
	steps   []float64 // S of each size
}

func (b *batchLaw) resolve(_ context.Context, g *Drawing) error {
	d := g.Document
	land, err := g.onePoint("the steps are counted from one start")
	if err != nil {
		return err
	}
	if len(d.Batches) == 0 {
		return blame("batch", "", errors.New("is missing: the sizes of the minibatches, as in [1, 2, 4, 8]"))
	}
	if !slices.IsSorted(d.Batches) || d.Batches[0] < 1 {
		return blame("batch", joinWholes(d.Batches), errors.New("sizes are to be ascending, the first at least 1"))
	}
	if !(d.Noise > 0) {
		return blame("noise", formatNumber(d.Noise), errors.New("must be above 0: without noise all batches are alike"))
	}
	if !(d.Target > 0 && d.Target < 1) {
		return blame("target", formatNumber(d.Target), errors.New("must be in (0,1), a part of the first loss"))
	}
	axis, err := parseAxis("lr=" + d.Rates)
	if err != nil {
		return blame("rates", d.Rates, err)
	}
	b.sizes, b.noise, b.rates = d.Batches, d.Noise, axis.Values
	if err := b.decompose(land); err != nil {
		return blame("surface", cmp.Or(d.Formula, d.Surface), err)
	}
	first := b.loss(b.squares)
	if first == 0 {
		return blame("start", joinNumbers(land.Starts[0]), errors.New("is the minimum"))
	}
	b.target = d.Target * first
	return nil
}

// decompose finds the curvatures of a quadratic and where its start is along them.
func (b *batchLaw) decompose(land Landscape) error {
	f, ok := land.Surface.(surfaces.Curved)
	at := slices.IndexFunc(land.Meta.Points, func(p surfaces.Point) bool { return p.Kind == surfaces.Minimum })
	if !ok || at < 0 {
		return errors.New("is no quadratic with a known minimum")
	}
	x, low := land.Starts[0], land.Meta.Points[at].X
	n := len(x)
	h, there := mat.NewSymDense(n, nil), mat.NewSymDense(n, nil)
	f.Hess(h, low)
	f.Hess(there, x)
	if !mat.EqualApprox(h, there, 1e-9*mat.Norm(h, 2)) {
		return errors.New("is no quadratic: its Hessian is not everywhere the same")
	}
	var eigen mat.EigenSym
	if !eigen.Factorize(h, true) {
		return errors.New("its Hessian has no eigenvalues")
	}
	b.lambda = eigen.Values(nil)
	if b.lambda[0] <= 0 {
		return errors.New("is not curved upwards in all directions")
	}
	var vectors mat.Dense
	eigen.VectorsTo(&vectors)
	away := make([]float64, n)
	floats.SubTo(away, x, low)
	for i := range n {
		c := mat.Dot(vectors.ColView(i), mat.NewVecDense(n, away))
		b.squares = append(b.squares, c*c)
	}
	return nil
}

// loss is that of expected squares along the eigenvectors.
func (b *batchLaw) loss(squares []float64) float64 { return floats.Dot(b.lambda, squares) / 2 }

func (b *batchLaw) compute(ctx context.Context) error {
	const most = 1_000_000
	for _, size := range b.sizes {
		best := most + 1
		for _, rate := range b.rates {
			if err := ctx.Err(); err != nil {
				return err
			}
			best = min(best, b.count(rate, float64(size), best))
		}
		if best > most {
			return fmt.Errorf("batch %d: no rate reaches the target in %d steps", size, most)
		}
		b.steps = append(b.steps, float64(best))
	}
	return nil
}

// count is the first step at which a rate's expected loss is at the target, or a
// bound that is at most as good.
func (b *batchLaw) count(rate, size float64, bound int) int {
	squares := slices.Clone(b.squares)
	noise := rate * rate * b.noise * b.noise / size
	for k := 1; k < bound; k++ {
		before := b.loss(squares)
		for i, l := range b.lambda {
			squares[i] = (1-rate*l)*(1-rate*l)*squares[i] + noise
		}
		if now := b.loss(squares); now <= b.target {
			return k
		} else if now == before || math.IsInf(now, 1) { // it has come to rest, or is lost
			return bound
		}
	}
	return bound
}

// law is the least steps, and the batch at which twice as many are needed.
func (b *batchLaw) law() (least, critical float64) {
	least, examples := slices.Min(b.steps), math.Inf(1)
	for i, s := range b.steps {
		examples = min(examples, s*float64(b.sizes[i]))
	}
	return least, examples / least
}

func (b *batchLaw) figure(g *Drawing) (render.Figure, error) { return drawPlot(b, g) }

func (b *batchLaw) plot(g *Drawing) (render.XYPlot, error) {
	d := g.Document
	p := render.XYPlot{
		Title: d.MapSpec.Title,
		X:     d.axis(d.XAxis, d.text(Text{"en": "batch $B$", "de": "Batch $B$"})),
		Y:     d.axis(d.YAxis, d.text(Text{"en": "steps $S$ at the best rate", "de": "Schritte $S$ mit der besten Lernrate"})),
	}
	p.X.Log, p.Y.Log = true, true
	sizes := make([]float64, len(b.sizes))
	for i, n := range b.sizes {
		sizes[i] = float64(n)
	}
	least, critical := b.law()
	const samples = 100
	curve := render.Series{Label: d.text(Text{"en": "law", "de": "Gesetz"}), Detail: "$S_{min}(1 + B_{crit}/B)$"}
	for i := range samples {
		x := sizes[0] * math.Pow(sizes[len(sizes)-1]/sizes[0], float64(i)/(samples-1))
		curve.X, curve.Y = append(curve.X, x), append(curve.Y, least*(1+critical/x))
	}
	p.Series = []render.Series{{Label: d.text(Text{"en": "best rate", "de": "beste Lernrate"}), X: sizes, Y: b.steps, Kind: render.AsPoints}, curve}
	p.Lines = []render.XYLine{{At: critical, Label: "$B_{crit}$ = " + d.number(critical, 2)}}
	return p, g.annotate(&p)
}

// batched is the content of a kind: batches.
func (g *Drawing) batched() (*batchLaw, error) {
	b, ok := g.content.(*batchLaw)
	if !ok {
		return nil, errors.New("is a measure of kind: batches")
	}
	return b, nil
}

// BatchSteps is the number of steps with minibatches of a size.
func (g *Drawing) BatchSteps(size int) (float64, error) {
	b, err := g.batched()
	if err != nil {
		return 0, err
	}
	i := slices.Index(b.sizes, size)
	if i < 0 {
		return 0, fmt.Errorf("there is no batch of %d", size)
	}
	return b.steps[i], nil
}

// CriticalBatch is that at which twice the least steps are needed, by the law.
func (g *Drawing) CriticalBatch() (float64, error) {
	b, err := g.batched()
	if err != nil {
		return 0, err
	}
	_, critical := b.law()
	return critical, nil
}

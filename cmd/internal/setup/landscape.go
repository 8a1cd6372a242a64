package setup

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/printing"
	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/critical"
	"github.com/optviz/optviz/surfaces/data"
	"github.com/optviz/optviz/surfaces/formula"
	"github.com/optviz/optviz/surfaces/penalty"
)

// Landscape is the surface of a Spec with its window and starts.
type Landscape struct {
	Surface surfaces.Surface
	Meta    surfaces.Meta // the surface's; for a formula, with a window and start that suit the formula
	Window  surfaces.Window
	Starts  [][]float64
	Notes   []string // on defaults that were chosen

	Manifolds []critical.Manifold // curves and areas of critical points in the window; nil where none were searched
	Partial   bool                // after FindCritical: the window may have more critical points than were found

	Validation surfaces.Surface // loss on examples that are held out, or nil
	Examples   *data.Set        // examples from the user's files, or nil
	Unlisted   bool             // Meta does not list the critical points, which must be searched
}

// LandscapeWith returns the Landscape of a Spec on examples that the caller has read, or
// nil.
func LandscapeWith(s Setup, examples *data.Set) (Landscape, error) {
	if s.Formula != "" {
		return formulaLandscape(s)
	}
	if len(s.Params) > 0 {
		return Landscape{}, catalog.Usage("--param is for the constants of a --formula; a SURFACE has keys, as in ravine:kappa=25")
	}
	surface, err := catalog.ParseSurface(s.SurfaceName(), examples)
	if err != nil {
		return Landscape{}, err
	}
	return LandscapeOn(s, surface, examples)
}

// LandscapeOn returns the Landscape of a surface that the caller has built, on examples that
// the caller has read, or nil.
func LandscapeOn(s Setup, surface surfaces.Surface, examples *data.Set) (Landscape, error) {
	if err := checkFeatures(s.SurfaceName(), surface); err != nil {
		return Landscape{}, err
	}
	l := penalised(s, surface)
	l.Examples = examples
	if held, ok := objective.As[surfaces.Fitted](l.Validation); ok && examples != nil {
		l.Notes = append(l.Notes, fmt.Sprintf("%d of the %d examples of %s are held out for validation", held.Data().Len(), examples.Len(), examples.Name))
	}
	return l, l.place(s)
}

// penalised returns the landscape of a surface with the penalties of --l1 and --l2 added.
func penalised(s Setup, f surfaces.Surface) Landscape {
	l := Landscape{Surface: penalty.Add(f, s.L1, s.L2), Unlisted: s.L1 > 0 || s.L2 > 0}
	l.Meta = l.Surface.Meta()
	if v, ok := objective.As[surfaces.Validated](l.Surface); ok {
		l.Validation = v.Validation()
	}
	return l
}

func (l *Landscape) place(s Setup) (err error) {
	if l.Starts, err = s.StartPoints(l.Meta); err != nil {
		return err
	}
	l.Window, err = s.WindowOn(l.Meta, l.Starts)
	return err
}

// formulaLandscape returns the landscape of a formula. It chooses the window and the start
// where the Spec states none.
func formulaLandscape(s Setup) (Landscape, error) {
	if s.Points != "" {
		return Landscape{}, catalog.Blame("--points", s.Points, errors.New("a formula is fitted to no examples"))
	}
	if s.Surface != "" {
		return Landscape{}, catalog.Usage("give a SURFACE or a --formula, not both: %s is a surface", printing.Quote(s.Surface))
	}
	f, err := formula.Parse(s.Formula, s.Params)
	if err != nil {
		return Landscape{}, s.BlameFormula(err)
	}
	var picked []string
	if len(s.Window) == 0 {
		f = f.With(formula.Frame(f))
		picked = append(picked, "--window "+catalog.JoinNumbers(f.Window.Ends()))
	} else {
		window, err := s.WindowOn(f.Meta(), nil)
		if err != nil {
			return Landscape{}, err
		}
		f = f.With(formula.FrameIn(f, window))
	}
	if len(s.Starts) == 0 {
		picked = append(picked, "--start "+catalog.JoinNumbers(f.Start))
	}
	l := penalised(s, f)
	l.Unlisted = true
	const most = 4 // coordinates that a note lists
	if len(picked) > 0 && l.Meta.Dim <= most {
		l.Notes = []string{"picked " + strings.Join(picked, " ")}
	}
	return l, l.place(s)
}

// The largest dimensions in which critical points are searched: drawnDim for every surface,
// since figures mark the points; SearchDim where no critical points are known.
const (
	drawnDim  = 2
	SearchDim = 10
)

// Critical returns the critical points in the window, known and found; only the known ones
// where the surface has no Hessian or more than 10 dimensions.
func (l Landscape) Critical(ctx context.Context) (critical.Result, error) {
	if !objective.Is[objective.Curved](l.Surface) || l.Meta.Dim > SearchDim {
		return critical.Result{Points: l.Meta.Points, Partial: true}, nil
	}
	return critical.FindWithKnown(ctx, l.Surface, l.Window)
}

// FindCritical searches the window for critical points and curves where the surface's own
// list does not suffice: the list is empty, incomplete or for another window.
func (l *Landscape) FindCritical(ctx context.Context) error {
	if !l.NeedsSearch() {
		return nil
	}
	c, err := l.Critical(ctx)
	if err != nil {
		return err
	}
	l.Partial = c.Partial
	l.Meta.Curves, l.Manifolds = nil, c.Manifolds
	for _, set := range c.Manifolds { // a mark of one point would hide that an area has many
		if set.Line != nil {
			l.Meta.Curves = append(l.Meta.Curves, set.Line)
		}
		c.Points = append(c.Points, set.Listed...)
	}
	c.Manifolds = nil
	l.Meta.Points = c.All()
	return nil
}

// NeedsSearch reports whether the surface's own list of critical points does not suffice.
func (l Landscape) NeedsSearch() bool {
	beyond := l.Meta.Dim <= drawnDim && (l.Meta.Partial || !covers(l.Meta.Window, l.Window))
	return l.Unlisted || beyond
}

// covers reports whether the outer window contains the inner one.
func covers(outer, inner [][2]float64) bool {
	for i, side := range inner {
		if !(outer[i][0] <= side[0] && side[1] <= outer[i][1]) {
			return false
		}
	}
	return true
}

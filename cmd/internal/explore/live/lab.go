package live

import (
	"context"
	"fmt"

	"github.com/optviz/optviz/cmd/internal/setup"
	"github.com/optviz/optviz/surfaces/critical"
)

// Lab answers what the page asks. It keeps the last landscape, and the critical points of the last window,
// which are not searched again while only rules and starts change. The zero value is ready for use.
type Lab struct {
	key  string // says what land was made from; "" before the first
	land setup.Landscape

	found found // the points of the last search
}

// found holds what a search for critical points has found.
type found struct {
	surface string // says on which surface; "" before the first search
	window  string // says where
	land    setup.Landscape
}

// Search says whether a question may search for critical points, which takes up to seconds.
type Search bool

// A question that moves, as while a reader drags the window or types a formula, has the points of the
// surface's last window instead.
const (
	Searching Search = true
	Moving    Search = false
)

// Landscape returns the surface of a setup with its window, its starts and the critical points
// in the window.
func (l *Lab) Landscape(ctx context.Context, s setup.Setup, search Search) (setup.Landscape, error) {
	if err := checkTexts(s); err != nil {
		return setup.Landscape{}, err
	}
	surface := fmt.Sprintf("%q %q %v %v %v", s.SurfaceName(), s.Formula, s.Params, s.L1, s.L2)
	key := fmt.Sprint(surface, s.Window)
	if land := l.land; key == l.key {
		var err error
		land.Starts, err = s.StartPoints(land.Meta)
		return land, err
	}
	land, err := setup.LandscapeWith(s, nil)
	if err != nil {
		return setup.Landscape{}, err
	}
	if err := l.findCritical(ctx, &land, surface, search); err != nil {
		return setup.Landscape{}, err
	}
	if search == Searching && len(s.Window) > 0 { // the usual window depends on the starts
		l.key, l.land = key, land
	}
	return land, nil
}

// searchShare is the part of the program's search for critical points that a page waits for: half a second's
// work, or less, of which the result does not depend on how fast the machine is.
const searchShare critical.Share = 0.25

// findCritical completes a landscape with its critical points, or with those that are known of the
// surface from its last window.
func (l *Lab) findCritical(ctx context.Context, land *setup.Landscape, surface string, search Search) error {
	window := fmt.Sprint(land.Window)
	if !land.NeedsSearch() {
		return nil
	}
	if surface != l.found.surface || window != l.found.window {
		if search == Moving {
			land.Partial = true
			if surface == l.found.surface {
				l.found.fill(land)
			}
			return nil
		}
		whole := *land
		if err := whole.FindCriticalShare(ctx, searchShare); err != nil {
			return err
		}
		l.found = found{surface, window, whole}
	}
	land.Partial = l.found.land.Partial
	l.found.fill(land)
	return nil
}

// fill hands the points that were found over to a landscape of the same surface.
func (f found) fill(land *setup.Landscape) {
	land.Meta.Points, land.Meta.Curves, land.Manifolds = f.land.Meta.Points, f.land.Meta.Curves, f.land.Manifolds
}

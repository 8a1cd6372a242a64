package live

import (
	"context"
	"fmt"
	"time"

	"github.com/optviz/optviz/cmd/internal/setup"
)

// Lab answers what the page asks. It keeps the last landscape, and the critical points of the last search,
// which are those of the surface until its window is searched. The zero value is ready for use.
type Lab struct {
	key  string // says what land was made from; "" before the first
	land setup.Landscape

	found found              // the points of the last search
	stop  context.CancelFunc // ends the search under way; nil before the first
}

// found holds what a search for critical points has found.
type found struct {
	surface string // says on which surface; "" before the first search
	window  string // says where
	land    setup.Landscape
}

// Landscape returns the surface of a setup with its window, its starts and the critical points that are known
// in the window. The landscape is Partial until Search has searched the window, where it must be searched.
func (l *Lab) Landscape(s setup.Setup) (setup.Landscape, error) {
	land, err := l.unsearched(s)
	if err != nil || !land.NeedsSearch() {
		return land, err
	}
	land.Partial = true
	if l.found.surface == surfaceKey(s) {
		found := l.found.land
		land.Meta.Points, land.Meta.Curves, land.Manifolds = found.Meta.Points, found.Meta.Curves, found.Manifolds
		land.Partial = found.Partial || !l.Searched(s, land)
	}
	return land, nil
}

// unsearched returns the landscape of a setup with the critical points that its surface lists.
func (l *Lab) unsearched(s setup.Setup) (land setup.Landscape, err error) {
	if err := checkTexts(s); err != nil {
		return setup.Landscape{}, err
	}
	key := fmt.Sprint(surfaceKey(s), s.Window)
	if key == l.key {
		land = l.land
		land.Starts, err = s.StartPoints(land.Meta)
		return land, err
	}
	if land, err = setup.LandscapeWith(s, nil); err != nil {
		return setup.Landscape{}, err
	}
	if len(s.Window) > 0 { // the usual window depends on the starts
		l.key, l.land = key, land
	}
	return land, nil
}

// Search searches the window of a setup for critical points, which takes up to seconds, unless it is known
// what is there. Unless it is nil, pause is called some hundred times a second, to answer other questions
// meanwhile. The next search ends this one, with an error.
func (l *Lab) Search(ctx context.Context, s setup.Setup, pause func()) error {
	if l.stop != nil {
		l.stop()
	}
	ctx, l.stop = context.WithCancel(ctx)
	land, err := l.unsearched(s)
	if err != nil || l.Searched(s, land) {
		return err
	}
	if err := land.FindCritical(&pausing{Context: ctx, pause: pause}); err != nil {
		return err
	}
	l.found = found{surfaceKey(s), windowKey(land), land}
	return nil
}

// pausing is a context that pauses the work which asks for its state, as all work that can be ended does.
type pausing struct {
	context.Context
	pause func()
	last  time.Time
}

// Err implements context.Context.
func (p *pausing) Err() error {
	const between = 8 * time.Millisecond // so that a drag goes on meanwhile
	if p.pause != nil && time.Since(p.last) > between {
		p.pause()
		p.last = time.Now()
	}
	return p.Context.Err()
}

// Searched reports whether Search has nothing to add to the landscape of a setup.
func (l *Lab) Searched(s setup.Setup, land setup.Landscape) bool {
	return !land.NeedsSearch() || l.found.surface == surfaceKey(s) && l.found.window == windowKey(land)
}

// surfaceKey says which surface a setup has.
func surfaceKey(s setup.Setup) string {
	return fmt.Sprintf("%q %q %v %v %v", s.SurfaceName(), s.Formula, s.Params, s.L1, s.L2)
}

// windowKey says which window a landscape has.
func windowKey(land setup.Landscape) string { return fmt.Sprint(land.Window) }

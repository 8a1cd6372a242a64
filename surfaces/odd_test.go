package surfaces_test

import (
	"testing"

	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/critical"
	"github.com/optviz/optviz/surfaces/formula"
	"github.com/optviz/optviz/surfaces/plane"
)

// What is no surface, or of no dimension, is an error with its name, and where a function
// returns none a panic with it.
func TestNoSurface(t *testing.T) {
	ctx, window := t.Context(), [][2]float64{{-1, 1}}
	errs := map[string]error{}
	_, errs["Find"] = critical.Find(ctx, nil, window)
	_, errs["Chart"] = critical.FindWithKnown(ctx, nil, window)
	_, errs["NewPlane"] = plane.New(nil, nil, nil, nil)
	_, errs["RandomPlane"] = plane.Random(nil, nil, 1)
	_, errs["LinePlane"] = plane.Between(nil, nil, nil, 1)
	_, errs["PlaneThrough"] = plane.Through(nil, nil, nil, nil)
	_, errs["PCAPlane"] = plane.PCA(nil, nil)
	for name, err := range errs {
		if err == nil || err.Error() != "no surface, but nil" {
			t.Errorf("%s: %v", name, err)
		}
	}
	plane, err := formula.Parse("x^2 + y^2", nil)
	if err != nil {
		t.Fatal(err)
	}
	for want, f := range map[string]func(){
		"surfaces: a dimension of -1: must be at least 1":                  func() { surfaces.Sphere{N: -1}.Meta() },
		"formula: Frame: no surface, but nil":                              func() { formula.Frame(nil) },
		"formula: FrameIn: no surface, but nil":                            func() { formula.FrameIn(nil, window) },
		"formula: FrameIn: the window has 1 dimensions, the surface has 2": func() { formula.FrameIn(plane, window) },
	} {
		func() {
			defer func() {
				if got := recover(); got != want {
					t.Errorf("%v, want %s", got, want)
				}
			}()
			f()
		}()
	}
}

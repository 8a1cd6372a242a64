package spec

import (
	"errors"
	"slices"
	"strings"

	"github.com/optviz/optviz/render"
)

// PanelKinds are the values of --panels: what runs of one panel have in common.
var PanelKinds = []string{"run", "schedule", "lr"}

// ArrowKinds are the values of --arrows: what the arrows of the field view show.
var ArrowKinds = []string{"gradient", "step"}

// Axes are the values of --axis: what curves are drawn against.
func Axes() []string {
	var names []string
	for _, a := range render.Axes() {
		names = append(names, a.String())
	}
	return names
}

// Planes are the values of --plane: what shows a surface of many dimensions.
var Planes = []string{"pca", "random", "line"}

// implied checks the flags that choose a view, and chooses it.
func (s *Spec) implied() error {
	for _, f := range []struct {
		view, flag, value, kind string
		kinds                   []string
	}{
		{"panels", "--panels", s.Panels, "panel", PanelKinds},
		{"field", "--arrows", s.Arrows, "arrows", ArrowKinds},
	} {
		switch {
		case f.value == "":
			continue
		case !slices.Contains(f.kinds, f.value):
			return blame(f.flag, f.value, Unknown(f.kind, f.value, f.kinds))
		case s.View != "" && !strings.EqualFold(s.View, f.view):
			return blame(f.flag, f.value, errors.New("goes with --view "+f.view+", not "+s.View))
		}
		s.View = f.view
	}
	return nil
}

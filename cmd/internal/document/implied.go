package document

import (
	"fmt"
	"slices"
	"strings"

	"github.com/optviz/optviz/cmd/internal/catalog"
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

// bound is a flag that some views only have a use for.
type bound struct {
	flag, value string   // "" if it is not given
	kind        string   // what its kinds are
	kinds       []string // the values that it takes; nil: checked elsewhere
	views       []string
	chooses     bool // the first of the views
}

// bound are the flags that say how some views look.
func (s Spec) bound() []bound {
	return []bound{
		{flag: "--panels", value: s.Panels, kind: "panel", kinds: PanelKinds, views: ViewsThat(func(v render.View) bool { return v.Panels }), chooses: true},
		{flag: "--arrows", value: s.Arrows, kind: "arrows", kinds: ArrowKinds, views: ViewsThat(func(v render.View) bool { return v.Arrows }), chooses: true},
		{flag: "--line", value: catalog.JoinNumbers(s.Line), views: ViewsThat(func(v render.View) bool { return v.Line }), chooses: true},
		{flag: "--moments", value: catalog.JoinWholes(s.Moments), views: ViewsThat(func(v render.View) bool { return v.Moments }), chooses: true},
		{flag: "--plane", value: s.Plane, kind: "plane", kinds: Planes, views: ViewsThat(func(v render.View) bool { return v.Planar })},
		{flag: "--axis", value: s.Axis, kind: "axis", kinds: Axes(), views: ViewsThat(func(v render.View) bool { return v.Axis })},
	}
}

// ViewsThat returns the names of the views for which something holds, in the order of the
// catalogue.
func ViewsThat(holds func(render.View) bool) []string {
	var names []string
	for _, v := range render.Views() {
		if holds(v) {
			names = append(names, v.Name)
		}
	}
	return names
}

// listed lists names in the order of the alphabet.
func listed(names []string) string { return strings.Join(slices.Sorted(slices.Values(names)), ", ") }

// ViewList lists the views for which something holds, in the order of the alphabet.
func ViewList(holds func(render.View) bool) string { return listed(ViewsThat(holds)) }

// ImpliedView is the view that a flag chooses, "" if none does.
func (s Spec) ImpliedView() string {
	for _, f := range s.bound() {
		if f.value != "" && f.chooses {
			return f.views[0]
		}
	}
	return ""
}

// CheckBound refuses flags that a view has no use for, and values that they do
// not take.
func (s Spec) CheckBound(view string) error {
	for _, f := range s.bound() {
		var err error
		switch {
		case f.value == "":
		case f.kinds != nil && !slices.Contains(f.kinds, f.value):
			err = catalog.Unknown(f.kind, f.value, f.kinds)
		case !slices.Contains(f.views, view):
			err = fmt.Errorf("goes with --view %s, not %s", listed(f.views), view)
		}
		if err != nil {
			return catalog.Blame(f.flag, f.value, err)
		}
	}
	return nil
}

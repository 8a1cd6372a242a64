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
	choice      string // of the views: the one that the flag chooses; "": none
}

// bound are the flags that say how some views look.
func (s Spec) bound() []bound {
	return []bound{
		{flag: "--panels", value: s.Panels, kind: "panel", kinds: PanelKinds, views: []string{"panels"}, choice: "panels"},
		{flag: "--arrows", value: s.Arrows, kind: "arrows", kinds: ArrowKinds, views: []string{"field"}, choice: "field"},
		{flag: "--line", value: catalog.JoinNumbers(s.Line), views: []string{"slice"}, choice: "slice"},
		{flag: "--moments", value: catalog.JoinWholes(s.Moments), views: []string{"data", "fit"}, choice: "fit"},
		{flag: "--plane", value: s.Plane, kind: "plane", kinds: Planes, views: planarViews()},
		{flag: "--axis", value: s.Axis, kind: "axis", kinds: Axes(), views: []string{"accuracy", "compare", "fit", "loss", "memory", "schedule", "sharpness"}},
	}
}

// planarViews are those that show a plane of a surface of many dimensions.
func planarViews() []string {
	var names []string
	for _, v := range render.Views() {
		if v.Planar {
			names = append(names, v.Name)
		}
	}
	return names
}

// ImpliedView is the view that a flag chooses, "" if none does.
func (s Spec) ImpliedView() string {
	for _, f := range s.bound() {
		if f.value != "" && f.choice != "" {
			return f.choice
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
			err = fmt.Errorf("goes with --view %s, not %s", strings.Join(slices.Sorted(slices.Values(f.views)), ", "), view)
		}
		if err != nil {
			return catalog.Blame(f.flag, f.value, err)
		}
	}
	return nil
}

package document

import (
	"fmt"
	"slices"
	"strings"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/render"
)

// PanelKinds lists the values of --panels: the property that the runs of one panel share.
var PanelKinds = []string{"run", "schedule", "lr"}

// ArrowKinds lists the values of --arrows: the vectors that the arrows of the field view
// show, or both along the runs of the trajectory view.
var ArrowKinds = []string{"gradient", "step", arrowsAlong}

const arrowsAlong = "path"

// HasArrowsAlong reports whether arrows are drawn along the runs.
func (s Spec) HasArrowsAlong() bool { return s.Arrows == arrowsAlong }

// arrowViews returns the views that take the value of --arrows.
func (s Spec) arrowViews() []string {
	return ViewsThat(func(v render.View) bool {
		if s.HasArrowsAlong() {
			return v.ArrowsAlong
		}
		return v.Arrows
	})
}

// Axes returns the values of --axis: the quantities that curves are drawn against.
func Axes() []string {
	var names []string
	for _, a := range render.Axes() {
		names = append(names, a.String())
	}
	return names
}

// Planes lists the values of --plane: the planes that can show a surface of many
// dimensions.
var Planes = []string{"pca", "random", "line"}

// viewFlag is a flag that only some views take.
type viewFlag struct {
	flag, value string   // value is "" if the flag is not given
	kind        string   // what messages call a value
	kinds       []string // the values that the flag takes; nil: checked elsewhere
	views       []string
	chooses     bool // whether the flag implies the first of views
}

// viewFlags returns the flags that only some views take, with their values.
func (s Spec) viewFlags() []viewFlag {
	return []viewFlag{
		{flag: "--panels", value: s.Panels, kind: "panel", kinds: PanelKinds, views: ViewsThat(func(v render.View) bool { return v.Panels }), chooses: true},
		{flag: "--arrows", value: s.Arrows, kind: "arrows", kinds: ArrowKinds, views: s.arrowViews(), chooses: true},
		{flag: "--line", value: catalog.JoinNumbers(s.Line), views: lineViews(), chooses: true},
		{flag: "--azimuth", value: numberText(s.Azimuth), views: ViewsThat(func(v render.View) bool { return v.Relief }), chooses: true},
		{flag: "--elevation", value: numberText(s.Elevation), views: ViewsThat(func(v render.View) bool { return v.Relief }), chooses: true},
		{flag: "--moments", value: catalog.JoinWholes(s.Moments), views: ViewsThat(func(v render.View) bool { return v.Moments }), chooses: true},
		{flag: "--coordinate", value: s.Coordinate, views: ViewsThat(func(v render.View) bool { return v.Coordinate }), chooses: true},
		{flag: "--levels", value: levelsText(s.Levels), views: ViewsThat(func(v render.View) bool { return v.Planar })},
		{flag: "--plane", value: s.Plane, kind: "plane", kinds: Planes, views: ViewsThat(func(v render.View) bool { return v.Planar })},
		{flag: "--axis", value: s.Axis, kind: "axis", kinds: Axes(), views: ViewsThat(func(v render.View) bool { return v.Axis })},
	}
}

// lineViews returns the views that take a line: those of the loss along it, and those that show
// where it lies.
func lineViews() []string {
	return append(ViewsThat(func(v render.View) bool { return v.Line }), ViewsThat(func(v render.View) bool { return v.LineAbove })...)
}

// numberText writes a number that is given, and "" for none.
func numberText(v *float64) string {
	if v == nil {
		return ""
	}
	return catalog.JoinNumbers([]float64{*v})
}

// ViewsThat returns the names of the views for which holds is true, in the order of the
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

// sortedList joins names in alphabetical order.
func sortedList(names []string) string {
	return strings.Join(slices.Sorted(slices.Values(names)), ", ")
}

// ViewList lists the views for which holds is true, in alphabetical order.
func ViewList(holds func(render.View) bool) string { return sortedList(ViewsThat(holds)) }

// ImpliedView returns the view that a given flag implies, "" if no flag implies one.
func (s Spec) ImpliedView() string {
	for _, f := range s.viewFlags() {
		if f.value != "" && f.chooses {
			return f.views[0]
		}
	}
	return ""
}

// CheckViewFlags refuses flags that a view does not take, and values that the flags do not
// take.
func (s Spec) CheckViewFlags(view string) error {
	for _, f := range s.viewFlags() {
		var err error
		switch {
		case f.value == "":
		case f.kinds != nil && !slices.Contains(f.kinds, f.value):
			err = catalog.Unknown(f.kind, f.value, f.kinds)
		case !slices.Contains(f.views, view):
			err = fmt.Errorf("goes with --view %s, not %s", sortedList(f.views), view)
		}
		if err != nil {
			return catalog.Blame(f.flag, f.value, err)
		}
	}
	return nil
}

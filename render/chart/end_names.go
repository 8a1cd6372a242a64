package chart

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/sheet"
)

// addKey sets what stands before the label at the right side of a curve whose end alone does not
// tell it from others: the curve's marker or, where the panel has no such marker, a piece of its line.
func (n *curveNamer) addKey(l *sheet.EndLabel, curve int, ambiguous []bool) {
	c := &n.curves[curve]
	switch {
	case !ambiguous[curve] || c.Bare || c.Cut:
	case n.showsMarker(curve):
		l.Marker = c.Style.Marker
	default:
		l.Stroke = &c.Style
	}
}

// showsMarker reports whether the panel shows the marker of a curve, at values or at the end.
func (n *curveNamer) showsMarker(curve int) bool {
	return len(n.curves[curve].spacedValues(n.s, n.p)) > 0 || n.showsEnd(curve)
}

// showsEnd reports whether the end of a curve shows: no curve drawn later has its own marker there.
func (n *curveNamer) showsEnd(curve int) bool {
	at := sheet.Around(n.curves[curve].end, curveHead*n.s.Unit)
	for k, c := range n.curves {
		if k > curve && len(c.Values) > 0 && !c.Bare && polyline.Inside(c.end, at) {
			return false
		}
	}
	return true
}

// endsBeside reports whether the marker that ends a curve shows at the right side of the panel, where
// a reader takes the label beside it for the curve's name.
func (n *curveNamer) endsBeside(curve int) bool {
	c := &n.curves[curve]
	return len(c.Values) > 0 && !c.Bare && !c.Cut && c.end.X >= n.p.Max.X-2*sheet.LabelGap*n.s.Unit && n.showsEnd(curve)
}

// isLoose reports whether a label at the right side stands for a curve whose end does not show
// there: a key alone says whose name it is.
func (n *curveNamer) isLoose(l sheet.EndLabel, owner int) bool {
	return l.HasKey() && owner >= 0 && !n.endsBeside(owner)
}

// returnToEnds moves names at curves that end beside the label of another curve back to the right
// side, unless the labels there would no longer fit: the label would read as the name of both.
func (n *curveNamer) returnToEnds(names []curveName, labels []sheet.EndLabel, owners []int, ambiguous []bool) ([]curveName, []sheet.EndLabel, []int) {
	for {
		i := slices.IndexFunc(names, func(c curveName) bool { return n.besideAnother(c.curve, labels, owners) })
		if i < 0 {
			return names, labels, owners
		}
		l, curve := names[i].EndLabel, names[i].curve
		n.addKey(&l, curve, ambiguous)
		more := append(slices.Clone(labels), l)
		if !n.s.FitsBeside(n.p, more) {
			return names, labels, owners
		}
		names, labels, owners = slices.Delete(names, i, i+1), more, append(owners, curve)
	}
}

// besideAnother reports whether a curve without a label at the right side ends beside one of the
// labels there. A loose label counts where its curve ends, too.
func (n *curveNamer) besideAnother(curve int, labels []sheet.EndLabel, owners []int) bool {
	if !n.endsBeside(curve) {
		return false
	}
	at, height := n.s.EndPlaces(n.p, labels)
	for i, l := range labels {
		away := func(y vg.Length) vg.Length { return vg.Length(math.Abs(float64(y - n.curves[curve].end.Y))) }
		if away(at[i]) < height[i]/2 || n.isLoose(l, owners[i]) && away(l.From.Y) < height[i] {
			return true
		}
	}
	return false
}

// moveOffEnds moves loose labels off the other labels at the right side and off the heights at which
// curves end there: beside an end a label reads as the name of that curve. No label moves past the end
// of another curve, so that all stand in the order of the ends.
func (n *curveNamer) moveOffEnds(labels []sheet.EndLabel, owners []int) {
	var loose []int
	var others []sheet.EndLabel
	for i, l := range labels {
		if n.isLoose(l, owners[i]) {
			loose = append(loose, i)
		} else {
			others = append(others, l)
		}
	}
	taken, _ := n.s.EndPlaces(n.p, others)
	var ends []vg.Length
	for k := range n.curves {
		if n.endsBeside(k) {
			ends = append(ends, n.curves[k].end.Y)
		}
	}
	taken = append(taken, ends...)
	_, height := n.s.EndPlaces(n.p, labels)
	places := make([]vg.Length, len(loose))
	for k, i := range loose {
		lo, hi := n.betweenEnds(labels[i].From.Y, ends)
		places[k] = offHeights(labels[i].From.Y, height[i], taken, lo, hi)
		taken = append(taken, places[k])
	}
	slices.Sort(places) // the labels in the order of their ends
	slices.SortStableFunc(loose, func(a, b int) int { return cmp.Compare(labels[a].From.Y, labels[b].From.Y) })
	for k, i := range loose {
		labels[i].Raise = places[k] - labels[i].From.Y
	}
}

// betweenEnds returns the nearest of some heights of ends below a height and above it, or the sides of
// the panel.
func (n *curveNamer) betweenEnds(y vg.Length, ends []vg.Length) (lo, hi vg.Length) {
	lo, hi = n.p.Min.Y, n.p.Max.Y
	for _, end := range ends {
		if end < y {
			lo = max(lo, end)
		} else if end > y {
			hi = min(hi, end)
		}
	}
	return lo, hi
}

// offHeights returns the height nearest to y, between lo and hi, that is at least a distance
// from some heights; y where there is none.
func offHeights(y, distance vg.Length, heights []vg.Length, lo, hi vg.Length) vg.Length {
	free := func(at vg.Length) bool {
		return at >= lo && at <= hi && !slices.ContainsFunc(heights, func(h vg.Length) bool { return math.Abs(float64(h-at)) < float64(distance) })
	}
	const step = 0.25
	for by := vg.Length(0); by <= hi-lo; by += step * distance {
		for _, at := range [2]vg.Length{y + by, y - by} {
			if free(at) {
				return at
			}
		}
	}
	return y
}

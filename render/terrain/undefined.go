package terrain

import (
	"math"

	"github.com/optviz/optviz/render/contour"
)

// outside reports for each sample whether it lies in an area where the surface has no
// finite value; nil where there is no such area. Single samples and rows of samples, as on
// a pole, are no area.
func outside(g contour.Grid) []bool {
	lost := make([]bool, len(g.Values))
	any := false
	for k, v := range g.Values {
		lost[k] = math.IsNaN(v) || math.IsInf(v, 0)
		any = any || lost[k]
	}
	if !any {
		return nil
	}
	at := func(i, j int) bool {
		return lost[min(max(j, 0), g.NY-1)*g.NX+min(max(i, 0), g.NX-1)]
	}
	area := make([]bool, len(lost))
	any = false
	for k := range lost {
		i, j := k%g.NX, k/g.NX
		area[k] = lost[k] && (at(i-1, j) || at(i+1, j)) && (at(i, j-1) || at(i, j+1))
		any = any || area[k]
	}
	if !any {
		return nil
	}
	return area
}

// UndefinedMask returns a grid that is 0 where the surface has no values and 1 elsewhere. ok is false
// where the surface has values everywhere.
func (f *Map) UndefinedMask() (mask contour.Grid, ok bool) {
	if f.Undefined == nil {
		return mask, false
	}
	mask = f.Grid
	mask.Warp, mask.Values = nil, make([]float64, len(f.Undefined))
	for k, lost := range f.Undefined {
		if !lost {
			mask.Values[k] = 1
		}
	}
	return mask, true
}

// extend makes a grid fit for contours. Samples that are no numbers become higher than all
// others, and samples of an area without values get the mean of their neighbours where
// they have any, so that the bands reach below the area's edge.
func extend(g contour.Grid, area []bool) {
	for k, v := range g.Values {
		if math.IsNaN(v) || area != nil && area[k] {
			g.Values[k] = math.Inf(1)
		}
	}
	if area == nil {
		return
	}
	const rings = 2
	for range rings {
		means := map[int]float64{}
		for k := range area {
			if !area[k] || !math.IsInf(g.Values[k], 1) {
				continue
			}
			if m, ok := neighbourMean(g, k); ok {
				means[k] = m
			}
		}
		for k, m := range means {
			g.Values[k] = m
		}
	}
}

// neighbourMean returns the mean of the finite samples among the 8 neighbours of a sample.
func neighbourMean(g contour.Grid, k int) (mean float64, ok bool) {
	n := 0.0
	for j := max(k/g.NX-1, 0); j <= min(k/g.NX+1, g.NY-1); j++ {
		for i := max(k%g.NX-1, 0); i <= min(k%g.NX+1, g.NX-1); i++ {
			if v := g.Values[j*g.NX+i]; !math.IsInf(v, 0) {
				n++
				mean += (v - mean) / n
			}
		}
	}
	return mean, n > 0
}

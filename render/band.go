package render

import (
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/words"
)

// sampleWidth is the width in units of the faint line of one replicate.
const sampleWidth = 0.6

// aloneWidth is its width on a map where it is the only line.
const aloneWidth = 0.8

// centreLine returns the values of a band's centre line: the expected values if they are
// known, and otherwise the mean or the median.
func (sc Scene) centreLine(b optimizers.Band) []float64 {
	switch {
	case b.Expected != nil:
		return b.Expected
	case sc.Mean:
		return b.Mean
	}
	return b.Median
}

// centreName returns the word for the centre line of the bands: expected, mean or
// median.
func (sc Scene) centreName(l words.Language) string {
	switch {
	case sc.expected():
		return l.Expected()
	case sc.Mean:
		return l.Mean()
	}
	return l.Median()
}

// centreLoss returns the name of the losses on the centre line, such as "median loss".
func (sc Scene) centreLoss(l words.Language) string {
	switch {
	case sc.expected():
		return l.ExpectedLoss()
	case sc.Mean:
		return l.MeanLoss()
	}
	return l.MedianLoss()
}

// expected reports whether the curves show expected losses.
func (sc Scene) expected() bool {
	return slices.ContainsFunc(sc.Tracks, func(t Track) bool { return t.Ensemble != nil && t.Ensemble.Loss.Expected != nil })
}

// replicated returns an ensemble's centre line and band, less an offset. The curve ends
// where its values stay beyond the limit.
func (sc Scene) replicated(t Track, b optimizers.Band, offset, limit float64) chart.Curve {
	line := sc.centreLine(b)
	n := drawnCount(line, limit)
	c := chart.Curve{Values: lowered(line[:n], offset), Cut: n < len(line) || n > 0 && math.IsInf(line[n-1], 0)}
	c.Band = &chart.Band{Low: lowered(b.Low, offset), High: lowered(b.High, offset)}
	c.Step = t.Ensemble.Step
	c.At = func(i int) float64 { return sc.PlaceStep(t, c.Step(i)) }
	return c
}

// lowered returns the values minus an offset.
func lowered(values []float64, offset float64) []float64 {
	out := make([]float64, len(values))
	for i, v := range values {
		out[i] = v - offset
	}
	return out
}

// numDiverged counts the replicates of an ensemble that diverged.
func (t Track) numDiverged() int {
	n := 0
	for _, e := range t.Ensemble.Ends {
		if e.Verdict.Outcome == optimizers.Diverged {
			n++
		}
	}
	return n
}

// replicates writes, as markup, how many replicates the tracks have, or "" for none.
func (sc Scene) replicates(l words.Language) string {
	least, most := 0, 0
	for _, t := range sc.Tracks {
		if t.Ensemble == nil {
			continue
		}
		n := len(t.Ensemble.Ends)
		if most == 0 {
			least = n
		}
		least, most = min(least, n), max(most, n)
	}
	switch {
	case most == 0:
		return ""
	case least < most:
		return l.SeedsFromTo(least, most)
	}
	return l.Seeds(most)
}

// bandNote returns the note that explains curves, bands and faint samples; nil where all
// tracks are single runs.
func (sc Scene) bandNote(l words.Language) []string {
	note := sc.spreadNote(l)
	switch {
	case note == nil || !sc.showsSample():
		return note
	case sc.replicates(l) == "":
		return []string{l.OneRunFaint(note[0])}
	}
	return []string{l.OneFaint(note[0])}
}

// spreadNote returns the note that explains curves and bands in a figure without faint
// samples; nil where all tracks are single runs.
func (sc Scene) spreadNote(l words.Language) []string {
	n := sc.replicates(l)
	switch {
	case n == "" && !sc.expected():
		return nil
	case n == "":
		return []string{l.ExpectedLoss()}
	}
	return []string{l.Band(sc.centreName(l), n)}
}

// bandKey returns the item of the key that explains curves and their bands, where the subtitle has no
// room to do so.
func (sc Scene) bandKey(s *sheet.Sheet, curves []chart.Curve) []sheet.KeyItem {
	if n := sc.replicates(s.Lang); n != "" && s.Briefly() && slices.ContainsFunc(curves, func(c chart.Curve) bool { return c.Band != nil }) {
		return []sheet.KeyItem{{Name: s.Lang.CentreAndBand(sc.centreName(s.Lang), n), Area: chart.Tint(bandColour(curves))}}
	}
	return nil
}

// bandColour returns the colour of the lines of all bands; if the lines have several, that of notes.
func bandColour(curves []chart.Curve) (c color.RGBA) {
	for _, of := range curves {
		switch {
		case of.Band == nil:
		case c == color.RGBA{} || c == of.Style.Color:
			c = of.Style.Color
		default:
			return sheet.Soft
		}
	}
	return c
}

// showsSample reports whether each ensemble shows one of its replicates as a faint line;
// those of many ensembles would hide the curves.
func (sc Scene) showsSample() bool {
	n := 0
	for _, t := range sc.Tracks {
		if t.Ensemble != nil {
			n++
		}
	}
	return n <= chart.MostStrong
}

// hasEnsemble reports whether a track of the scene stands for many replicates.
func (sc Scene) hasEnsemble() bool {
	return slices.ContainsFunc(sc.Tracks, func(t Track) bool { return t.Ensemble != nil })
}

// endsNote returns the notes that explain the paths and dots of replicates in a figure without
// curves; nil without replicates. A path joins the iterates that were recorded: a reader who does
// not know that they are some steps apart takes its lines for steps.
func (sc Scene) endsNote(l words.Language) []string {
	n := sc.replicates(l)
	if n == "" {
		return nil
	}
	return []string{l.LineIs(l.OneOfMany(n, sc.sampleSpacing())), l.DotsAre(l.WhereAllEnd())}
}

// sampleSpacing returns the number of steps between the points of the paths of replicates.
func (sc Scene) sampleSpacing() int {
	every := 1
	for _, t := range sc.Tracks {
		if t.Ensemble != nil {
			every = max(every, t.Path.Every)
		}
	}
	return every
}

// endsKey returns the items of the key that explain the paths and dots of replicates, where the
// subtitle has no room to do so.
func (sc Scene) endsKey(s *sheet.Sheet, styles []sheet.LineStyle) []sheet.KeyItem {
	i := slices.IndexFunc(sc.Tracks, func(t Track) bool { return t.Ensemble != nil })
	if i < 0 || !s.Briefly() || sc.replicates(s.Lang) == "" {
		return nil
	}
	line := sheet.LineItem(s.Lang.OneOfMany(sc.replicates(s.Lang), sc.sampleSpacing()), func(s *sheet.Sheet, from, to vg.Point) {
		s.Line([]vg.Point{from, to}, sheet.Ink, aloneWidth)
	})
	dots := sheet.KeyItem{Name: s.Lang.WhereAllEnd(), Mark: func(s *sheet.Sheet, at vg.Point) {
		for _, by := range []vg.Point{{X: -2.6, Y: -1.6}, {Y: 2.2}, {X: 2.6, Y: -1.2}} {
			drawEndDots(s, endDot(s, at.Add(by.Scale(s.Unit))), styles[i].Hue())
		}
	}}
	return []sheet.KeyItem{line, dots}
}

// drawEnds draws a dot at each finite end of a track's replicates that lies in the panel.
func drawEnds(s *sheet.Sheet, p landscape.Plane, t Track, c sheet.Hue) {
	if t.Ensemble == nil {
		return
	}
	var dots vg.Path
	for _, e := range t.Ensemble.Ends {
		if len(e.X) != 2 || math.IsInf(e.Loss, 0) {
			continue
		}
		if at := p.Far(e.X[0], e.X[1]); polyline.Inside(at, p.Rectangle) {
			dots = append(dots, endDot(s, at)...)
		}
	}
	drawEndDots(s, dots, c)
}

// endDot returns the dot at the end of a replicate.
func endDot(s *sheet.Sheet, at vg.Point) vg.Path { return shape.Circle(at, 1.2*s.MarkUnit()) }

// drawEndDots draws the dots at the ends of replicates in a colour.
func drawEndDots(s *sheet.Sheet, dots vg.Path, c sheet.Hue) {
	s.Figure.Stroke(dots, s.MapEdge(), 0.6*s.MarkUnit()) // a wide edge would hide what lies between so many
	s.Figure.Fill(dots, s.OnMap(c))
}

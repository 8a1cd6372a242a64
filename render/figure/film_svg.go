package figure

import (
	"bufio"
	"fmt"
	"image/color"
	"io"
	"math"
	"strconv"
	"strings"

	"gonum.org/v1/plot/vg"

	outlines "github.com/optviz/optviz/render/shape"
)

// svg writes the film as an SVG that animates itself (SMIL), uncovering each line along
// its length. Viewers without animation show the complete lines.
func (f *Film) svg(w io.Writer) error {
	b := bufio.NewWriter(w)
	late := f.lateMarks()
	fonts, err := f.fonts(late)
	if err != nil {
		return err
	}
	f.Still.svgBegin(b, fonts)
	for _, m := range f.Still.Marks {
		f.Still.svgMark(b, m, fonts)
	}
	c := f.clock()
	for i, t := range f.Trails {
		if t = t.thinned(f.pixels(leastStep)); len(t.Points) > 0 {
			f.svgMask(b, c, i, t)
			f.svgTrail(b, i, t, fmt.Sprintf(` mask="url(#m%d)"`, i), c.animate(`animateTransform type="translate"`, "transform", func(place float64) string {
				return f.svgPlace(t.Points[max(0, t.seen(place)-1)])
			}))
		}
	}
	for _, l := range late {
		fmt.Fprintf(b, "<g>%s\n", c.from(l.Since))
		for _, m := range l.Marks {
			f.Still.svgMark(b, m, fonts)
		}
		b.WriteString("</g>\n")
	}
	b.WriteString("</g>\n</svg>\n")
	return b.Flush()
}

// fonts returns the fonts of all texts of the film.
func (f *Film) fonts(late []Late) (*svgFonts, error) {
	marks := [][]Mark{f.Still.Marks}
	for _, l := range late {
		marks = append(marks, l.Marks)
	}
	return f.Still.svgFonts(marks...)
}

// leastStep is the least distance of two points drawn on a line, in pixels.
const leastStep = 0.4

// pixels converts a number of pixels to a length.
func (f *Film) pixels(n float64) vg.Length { return vg.Length(n/f.Still.DPI) * vg.Inch }

// clock holds the times at which frames begin, as parts of the whole time.
type clock struct {
	seconds float64
	places  []float64
	times   []string // of each frame, and of the end
}

func (f *Film) clock() clock {
	var c clock
	for _, frame := range f.Frames {
		c.seconds += frame.Seconds
	}
	at := 0.0
	for _, frame := range f.Frames {
		c.times = append(c.times, fraction(at/c.seconds))
		c.places = append(c.places, frame.Place)
		at += frame.Seconds
	}
	c.seconds = max(c.seconds, leastSeconds)
	c.times = append(c.times, "1")
	return c
}

// fraction writes a number from 0 to 1 with four decimals.
func fraction(v float64) string { return strconv.FormatFloat(math.Round(1e4*v)/1e4, 'f', -1, 64) }

// animate returns the element that gives an attribute a value at each frame and keeps the
// last value until the end.
func (c clock) animate(element, attribute string, value func(place float64) string) string {
	values := make([]string, 0, len(c.times))
	for _, p := range c.places {
		values = append(values, value(p))
	}
	values = append(values, values[len(values)-1])
	return fmt.Sprintf(`<%s attributeName="%s" dur="%ss" repeatCount="indefinite" keyTimes="%s" values="%s"/>`,
		element, attribute, short(c.seconds), strings.Join(c.times, ";"), strings.Join(values, ";"))
}

// from returns the element that hides a group before a place.
func (c clock) from(place float64) string {
	for i, p := range c.places {
		if p >= place {
			if i == 0 {
				return ""
			}
			return fmt.Sprintf(`<animate attributeName="visibility" calcMode="discrete" dur="%ss" repeatCount="indefinite" keyTimes="0;%s" values="hidden;visible"/>`,
				short(c.seconds), c.times[i])
		}
	}
	return ""
}

// svgMask writes the mask of a trail: a line as wide as the trail with its halo,
// uncovered along its length. The dashes of the trail below stay in their places.
func (f *Film) svgMask(b *bufio.Writer, c clock, i int, t Trail) {
	still := &f.Still
	lengths := make([]float64, len(t.Points)) // up to each point, in pixels
	for k := 1; k < len(lengths); k++ {
		d := t.Points[k].Sub(t.Points[k-1])
		lengths[k] = lengths[k-1] + math.Hypot(still.dots(d.X), still.dots(d.Y))
	}
	total := math.Ceil(lengths[len(lengths)-1]) + 1
	width, height := still.Pixels()
	fmt.Fprintf(b, `<mask id="m%d" maskUnits="userSpaceOnUse" x="0" y="0" width="%d" height="%d"><use href="#t%[1]d" fill="none" stroke="#fff" stroke-width="%[4]s" stroke-dasharray="%[5]s %[5]s">`,
		i, width, height, short(still.dots(t.Wide+4*t.Width)), short(total))
	b.WriteString(c.animate("animate", "stroke-dashoffset", func(place float64) string {
		return short(total - lengths[max(0, t.seen(place)-1)])
	}))
	b.WriteString("</use></mask>\n")
}

// svgTrail writes a trail in its final state, with an attribute on the line and an
// element inside the head.
func (f *Film) svgTrail(b *bufio.Writer, i int, t Trail, attribute, within string) {
	still := &f.Still
	line := func(c color.RGBA, width vg.Length, dash []vg.Length) {
		fmt.Fprintf(b, `<use href="#t%d" stroke="%s" stroke-width="%s"`, i, Hex(c), short(still.dots(width)))
		if len(dash) > 0 {
			fmt.Fprintf(b, ` stroke-dasharray="%s"`, still.svgDash(dash))
		}
		b.WriteString("/>")
	}
	fmt.Fprintf(b, `<g class="trail" data-run="%d"><clipPath id="c%d"><path d="%s"/></clipPath><defs><path id="t%[2]d" d="%[4]s"/></defs>`, t.Run, i,
		still.svgData(outlines.Box(t.Clip)), still.svgData(outlines.Line(t.Points)))
	fmt.Fprintf(b, `<g clip-path="url(#c%d)"><g%s fill="none">`, i, attribute)
	if t.Halo.A != 0 {
		line(t.Halo, t.Wide, nil)
	}
	line(t.Color, t.Width, t.Dash)
	if len(t.Dots) > 0 {
		dots := vg.Path{}
		for _, k := range t.Dots {
			dots = append(dots, outlines.Moved(t.Dot, t.Points[k])...)
		}
		fmt.Fprintf(b, `<path class="dots" fill="%s" d="%s"/>`, Hex(t.Color), still.svgData(dots))
	}
	b.WriteString("</g></g>")
	if t.Head != nil {
		reach := vg.Point{X: headReach * t.Width, Y: headReach * t.Width}
		fmt.Fprintf(b, `<clipPath id="h%d"><path d="%s"/></clipPath><g clip-path="url(#h%[1]d)"><path class="head" transform="translate(%[3]s)" fill="%s" stroke="%s" stroke-width="%s" paint-order="stroke" d="%s">%s</path></g>`,
			i, still.svgData(outlines.Box(vg.Rectangle{Min: t.Clip.Min.Sub(reach), Max: t.Clip.Max.Add(reach)})), f.svgPlace(t.Points[len(t.Points)-1]),
			Hex(t.Color), Hex(t.Rim), short(still.dots(t.Width)), still.svgData(outlines.Moved(t.Head, vg.Point{Y: still.Height})), within)
	}
	b.WriteString("</g>\n")
}

// headReach is the distance that a head may extend beyond its panel, in line widths.
const headReach = 5

// svgPlace returns the coordinates of a point in pixels.
func (f *Film) svgPlace(p vg.Point) string {
	return short(f.Still.dots(p.X)) + "," + short(f.Still.dots(f.Still.Height-p.Y))
}

// svgDash returns lengths on and off in pixels.
func (f *Figure) svgDash(dash []vg.Length) string {
	parts := make([]string, len(dash))
	for i, d := range dash {
		parts[i] = short(f.dots(d))
	}
	return strings.Join(parts, " ")
}

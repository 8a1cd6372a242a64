package figure

import (
	"bufio"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Overlays holds figures of one size that a slide of LaTeX's beamer shows one after the other. They
// share the marks that they have in common.
type Overlays struct {
	last  *Figure
	count int
	marks []overlaid
}

// overlaid is a mark with the figures that have it, counted from 1, in ascending order.
type overlaid struct {
	commands string
	figures  []int
}

// Add adds a figure. The texts of the file are those of the last one.
func (o *Overlays) Add(f *Figure) error {
	if o.last != nil && (f.Width != o.last.Width || f.Height != o.last.Height) {
		return fmt.Errorf("figures of %gx%g and %gx%g pt cannot lie over each other", o.last.Width, o.last.Height, f.Width, f.Height)
	}
	marks, err := f.texMarks()
	if err != nil {
		return err
	}
	o.last, o.count = f, o.count+1
	o.merge(marks)
	return nil
}

// merge puts the marks of the newest figure among those of the figures before, of which it may
// have the same ones. Each figure's marks stay in their order.
func (o *Overlays) merge(marks []string) {
	places := map[string][]int{}
	for i, m := range o.marks {
		places[m.commands] = append(places[m.commands], i)
	}
	var merged []overlaid
	from := 0
	for _, commands := range marks {
		at := places[commands]
		next, _ := slices.BinarySearch(at, from)
		if next == len(at) {
			merged = append(merged, overlaid{commands, []int{o.count}})
			continue
		}
		merged = append(merged, o.marks[from:at[next]]...)
		same := o.marks[at[next]]
		same.figures = append(same.figures, o.count)
		merged = append(merged, same)
		from = at[next] + 1
	}
	o.marks = append(merged, o.marks[from:]...)
}

// texFrameMacros chooses the figure that an overlay shows.
//
//go:embed tex_frames.tex
var texFrameMacros string

// Encode writes the figures as one file for LaTeX.
func (o *Overlays) Encode(w io.Writer) error {
	if o.last == nil {
		return errors.New("there are no figures to lie over each other")
	}
	b := bufio.NewWriter(w)
	o.last.texBegin(b, texUsage+texOverlayUsage, strings.ReplaceAll(texFrameMacros, "COUNT", fmt.Sprint(o.count)))
	shown := "" // the figures of the marks before
	for _, m := range o.marks {
		ranges := frameRanges(m.figures, o.count)
		if ranges != shown {
			b.WriteString(endFrames(shown) + beginFrames(ranges))
			shown = ranges
		}
		b.WriteString(m.commands)
	}
	b.WriteString(endFrames(shown) + texEnd)
	return b.Flush()
}

// frameRanges returns ascending numbers as ranges, "" for all up to the last.
func frameRanges(figures []int, last int) string {
	if len(figures) == last {
		return ""
	}
	var ranges []string
	for i := 0; i < len(figures); {
		end := i
		for end+1 < len(figures) && figures[end+1] == figures[end]+1 {
			end++
		}
		ranges = append(ranges, fmt.Sprintf("%d-%d", figures[i], figures[end]))
		i = end + 1
	}
	return strings.Join(ranges, ",")
}

// beginFrames and endFrames return the commands around marks of some figures only.
func beginFrames(ranges string) string {
	if ranges == "" {
		return ""
	}
	return "\\ov@frames{" + ranges + "}\\ifov@on\n"
}

func endFrames(ranges string) string {
	if ranges == "" {
		return ""
	}
	return "\\fi\n"
}

package main

import (
	"bytes"

	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/figure"
)

// overlays holds files for LaTeX while their figures are drawn.
type overlays []*overlay

// overlay is a file for LaTeX, or one for each slide of a drawing, whose figures, those of some places, lie
// over each other.
type overlay struct {
	target
	places []float64
	slides []*figure.Overlays
}

// splitOverlays returns the files for LaTeX that targets ask for, of figures of some places, and the other
// targets.
func splitOverlays(ts []target, places []float64) (os overlays, others []target) {
	for _, t := range ts {
		if figure.FormatNamed(t.format).Overlays {
			os = append(os, &overlay{target: t, places: places})
		} else {
			others = append(others, t)
		}
	}
	return os, others
}

func (os overlays) isEmpty() bool { return len(os) == 0 }

// add adds a figure. A file holds the document of all of its figures.
func (os overlays) add(s slide, f render.Figure) error {
	whole := s.Source()
	whole.Until = nil
	for _, o := range os {
		whole.Frames = o.places
		if len(o.slides) == s.i {
			o.slides = append(o.slides, new(figure.Overlays))
		}
		own := f
		own.Source = within(whole, o.target)
		if err := o.slides[s.i].Add(&own); err != nil {
			return cannotEncode(o.target, err)
		}
	}
	return nil
}

func (os overlays) files() ([]file, error) {
	var files []file
	for _, o := range os {
		for i, slide := range o.slides {
			var b bytes.Buffer
			if err := slide.Encode(&b); err != nil {
				return nil, cannotEncode(o.target, err)
			}
			files = append(files, fileOf(o.renamed(func(name string) string { return ofSlide(name, i, len(o.slides)) }), b.Bytes()))
		}
	}
	return files, nil
}

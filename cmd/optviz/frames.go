package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/drawing"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/figure"
)

// frames holds the places on the axis up to which a figure's runs are drawn, one figure
// for each, for slides that build up step by step.
type frames struct{ places []float64 }

// declare declares the flag.
func (f *frames) declare(cmd *cobra.Command) {
	document.NumbersVar(cmd.Flags(), &f.places, "frames", "K0,K1,...", "write a figure for each of these steps, or places on --axis, with the runs up to there on the same axes: fig-0.png, fig-10.png, ..., or the slides of fig.pptx, or the overlays of fig.tex in beamer")
}

// mostPlaces is how many figures --frames makes at most.
const mostPlaces = 1000

// check refuses places that make no figures.
func (f frames) check(ts []target) error {
	if n := len(f.places); n > mostPlaces {
		return &catalog.Error{Flag: "--frames", Value: f.names(), Err: fmt.Errorf("makes %d figures, at most %d", n, mostPlaces)}
	}
	for i, p := range f.places {
		var err error
		switch {
		case !(p >= 0):
			err = fmt.Errorf("%g is before the start", p)
		case i > 0 && p <= f.places[i-1]:
			err = fmt.Errorf("%g is not after %g", p, f.places[i-1])
		}
		if err != nil {
			return &catalog.Error{Flag: "--frames", Value: f.names(), Err: err}
		}
	}
	for _, t := range ts {
		format := figure.FormatNamed(t.format)
		if len(f.places) > 0 && t.isStdout() && !format.Slides && !format.Overlays {
			return &catalog.Error{Flag: "--frames", Value: f.names(), Err: fmt.Errorf("makes %d figures, stdout holds one", len(f.places))}
		}
	}
	return nil
}

// names returns the places as they are typed.
func (f frames) names() string {
	var names []string
	for _, p := range f.places {
		names = append(names, name(p))
	}
	return strings.Join(names, ",")
}

func name(place float64) string { return strconv.FormatFloat(place, 'f', -1, 64) }

// of returns the target of the figure of a place. Its name ends in the place, with as many
// digits as the last place has so that names sort as figures do.
func (f frames) of(t target, place float64) target {
	digits := len(strconv.Itoa(int(f.places[len(f.places)-1])))
	whole, fraction, _ := strings.Cut(name(place), ".")
	number := strings.Repeat("0", max(0, digits-len(whole))) + whole
	if fraction != "" {
		number += "." + fraction
	}
	return t.renamed(func(name string) string { return name + "-" + number })
}

// draw makes and encodes the figure of each place for each target. In a presentation each is a
// slide, and in LaTeX an overlay. It calls drawn with each slide of a place, its number from 0, and the
// number of slides.
func (f frames) draw(ctx context.Context, g *drawing.Drawing, ts []target, drawn func(place float64, i, n int, slide render.Figure)) ([]file, error) {
	presentations, others := splitDecks(ts, hasSlides)
	overlaid, others := splitOverlays(others, f.places)
	several := collections{presentations, overlaid}
	all, err := f.drawOnto(ctx, g, several, others, drawn)
	if err != nil {
		return nil, err
	}
	files, err := several.files()
	return append(all, files...), err
}

// images does what draw does, and tells no place.
func (f frames) images(ctx context.Context, g *drawing.Drawing, ts []target, drawn func(i, n int, slide render.Figure)) ([]file, error) {
	return f.draw(ctx, g, ts, func(_ float64, i, n int, slide render.Figure) { drawn(i, n, slide) })
}

// drawOnto does what draw does for targets of one figure each, and adds the figures to a
// collection. The slides of a theme are built one after the other, each of its own source.
func (f frames) drawOnto(ctx context.Context, g *drawing.Drawing, c collection, ts []target, drawn func(place float64, i, n int, slide render.Figure)) ([]file, error) {
	if c.isEmpty() && len(ts) == 0 {
		return nil, nil
	}
	for _, place := range f.places {
		if err := g.Until(place).CheckUntil(); err != nil {
			return nil, f.blame(err)
		}
	}
	builds := g.Builds(f.places)
	if err := checkSlides(len(builds), g.Style.Theme.Name, ts); err != nil {
		return nil, err
	}
	var all []file
	for i, build := range builds {
		for k, one := range build {
			place := f.places[k]
			s := slide{Drawing: one, i: i, n: len(builds), source: one, caption: g.Caption()}
			if s.n == 1 {
				s.source = g.Until(place)
			}
			files, err := s.drawOnto(ctx, c, ts, func(i, n int, slide render.Figure) { drawn(place, i, n, slide) })
			if err != nil {
				return nil, f.blame(err)
			}
			for _, one := range files {
				one.target = f.of(one.target, place)
				all = append(all, one)
			}
		}
	}
	return all, nil
}

// blame names the flag in the error of a place that it gave.
func (f frames) blame(err error) error {
	var wrong *catalog.Error
	if errors.As(err, &wrong) && wrong.Flag == "until" {
		return &catalog.Error{Flag: "--frames", Value: f.names(), Err: fmt.Errorf("%s %w", wrong.Value, wrong.Err)}
	}
	return err
}

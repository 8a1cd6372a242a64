package measure

import (
	"context"
	"errors"
	"fmt"
	"math"
	"reflect"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/drawing"
	"github.com/optviz/optviz/cmd/internal/expression"
	"github.com/optviz/optviz/render/words"
)

// Figure is a computed drawing with a method for each measure that a text can contain. Runs,
// parts and panels count from 1. Figure limits the work that measures do beside the runs of
// the drawing.
type Figure struct {
	*drawing.Drawing
	ctx    context.Context    // interrupts what a measure computes
	spent  int                // steps that measures have made
	others map[string]*Figure // figures of runs that are not drawn, by their description
	parts  map[int]*Figure    // of a page
}

// FigureOf returns the Figure of a computed drawing; ctx interrupts what its measures compute.
func FigureOf(ctx context.Context, d *drawing.Drawing) *Figure {
	return &Figure{Drawing: d, ctx: ctx, others: map[string]*Figure{}, parts: map[int]*Figure{}}
}

// Texts checks and fills texts that contain measures, which are the methods of Figure.
type Texts struct{}

// Check parses a text in a language and returns the error.
func (Texts) Check(text, lang string) error {
	_, err := parse(text, lang)
	return err
}

// Of returns the Filler that fills texts with measures of a computed drawing; ctx interrupts
// it.
func (Texts) Of(ctx context.Context, d *drawing.Drawing) drawing.Filler { return FigureOf(ctx, d) }

// Fill fills a text in a language: {{.Steps 1 1e-6}} is the number of steps of run 1, and
// {{n (.Loss 2) 3}} a loss with three digits, with the language's decimal sign, as
// {{f (.Loss 2) 3}} is with three decimals and {{bytes 4e6}} 4 MB. add, sub, mul and div
// compute with two of them. Package expression has the grammar and its limits; an error is
// wrong usage.
func (f *Figure) Fill(text, lang string) (string, error) {
	t, err := parse(text, lang)
	if err != nil {
		return "", &catalog.Error{Err: err}
	}
	out, err := t.Fill(f.ctx, f)
	var failed *expression.Failed
	if errors.As(err, &failed) {
		return "", &catalog.Error{Err: err}
	}
	if err != nil {
		return "", err
	}
	return words.Speak(lang).Apart(out), nil
}

// parse parses a text with measures, whose functions write numbers as the language does.
func parse(text, lang string) (expression.Text, error) {
	return expression.Grammar{
		Of:       reflect.TypeFor[*Figure](),
		Measures: Measures(),
		Unknown:  unknownMeasure,
		Functions: map[string]any{
			"n":     func(v any, digits ...int) (string, error) { return document.FormatDigits(v, lang, digits...) },
			"f":     func(v any, decimals int) (string, error) { return document.FormatDecimals(v, lang, decimals) },
			"bytes": func(v any, digits ...int) (string, error) { return document.FormatBytes(v, lang, digits...) },
			"add":   binary(func(a, b float64) float64 { return a + b }),
			"sub":   binary(func(a, b float64) float64 { return a - b }),
			"mul":   binary(func(a, b float64) float64 { return a * b }),
			"div":   binary(func(a, b float64) float64 { return a / b }),
		},
	}.Parse(text)
}

// binary returns a function of two numbers as templates call it.
func binary(f func(a, b float64) float64) func(a, b any) (float64, error) {
	return func(a, b any) (float64, error) {
		x, err := document.ToFloat(a)
		if err != nil {
			return 0, err
		}
		y, err := document.ToFloat(b)
		if a == any(document.Never) || b == any(document.Never) { // nothing comes of what never comes
			return math.Inf(1), err
		}
		return f(x, y), err
	}
}

// Part returns a figure of a page.
func (f *Figure) Part(i int) (*Figure, error) {
	parts := f.Parts()
	if i < 1 || i > len(parts) {
		return nil, fmt.Errorf("no part %d of %d", i, len(parts))
	}
	if f.parts[i] == nil {
		f.parts[i] = FigureOf(f.ctx, parts[i-1])
	}
	return f.parts[i], nil
}

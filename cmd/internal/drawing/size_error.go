package drawing

import (
	"fmt"
	"math"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/printing"
	"github.com/optviz/optviz/render/sheet"
)

// inUnits is a sheet.SizeError told in the units of a size as it was typed.
type inUnits struct {
	text string
	err  *sheet.SizeError
}

func (e *inUnits) Error() string { return e.text }

func (e *inUnits) Unwrap() error { return e.err }

// sizeError tells in the units of a size, as it was typed, how large a figure has to be.
func sizeError(e *sheet.SizeError, size string, dpi float64) error {
	width, height, _ := catalog.SplitSize(size) // "" where it is the theme's
	in := func(side string, pixels float64, round func(float64) float64) string {
		return catalog.InUnitOf(side, pixels, dpi, round)
	}
	what := "the figure"
	if e.Title != "" {
		what = printing.Quote(e.Title)
	}
	unit := ""
	if !catalog.HasUnit(width) {
		unit = " pixels"
	}
	text := fmt.Sprintf("%s does not fit in %sx%s%s: at least %sx%s", what,
		in(width, e.Width, math.Round), in(height, e.Height, math.Round), unit,
		in(width, e.AtLeastWide, math.Ceil), in(height, e.AtLeastHigh, math.Ceil))
	return &inUnits{text, e}
}

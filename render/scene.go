// Package render draws runs on loss landscapes. Data flows one way: a Scene
// (what to draw) and a Style (how it looks) become a Figure through a Kind, and
// Encode writes the Figure in a format.
package render

import (
	"io"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/surfaces"
)

// Scene is what to draw.
type Scene struct {
	Title   string           // "" for one made of the surface and the runs
	Surface surfaces.Surface // the loss; its formula and critical points are drawn
	Window  [2][2]float64    // {{x0, x1}, {y0, y1}}
	Steps   int              // the horizon of the runs: right end of the step axis
	Tracks  []Track
}

// Track is one run of a Scene.
type Track struct {
	Optimizer string // catalogue name: gives the colour, dash and marker
	Label     string // "Adam", or "Adam 0.1" where that tells it apart
	Schedule  string // "cosine"
	Path      optimizers.Trajectory
}

// Style is how it looks.
type Style struct {
	Width, Height float64 // in pixels at DPI
	DPI           float64
}

// Kind makes a figure of a scene.
type Kind func(Scene, Style) (Figure, error)

// View is a figure kind's line in the catalogue.
type View struct {
	Name string
	Draw Kind
	Doc  string // one line
}

// Views are the figure kinds, the default first.
func Views() []View { return nil }

// Formats are the file formats that Encode knows, by extension.
func Formats() []string { return []string{"png", "svg", "pdf", "eps", "jpg", "tiff"} }

// Figure is a drawing, ready to be encoded.
type Figure struct{}

// Encode writes the figure in one of Formats.
func (f Figure) Encode(w io.Writer, format string) error { panic("not built yet") }

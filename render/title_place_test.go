package render

import (
	"strings"
	"testing"

	"golang.org/x/image/font/gofont/gobold"
	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
	"github.com/optviz/optviz/surfaces"
)

// A figure knows which of its marks draw the title, and where: in a presentation the title is text
// in that place.
func TestTitlePlace(t *testing.T) {
	const long = "A title of so many words that they need two lines in a figure of this width, however small they are"
	scene := func(title string) Scene { return Scene{Title: title, Surface: surfaces.Himmelblau{}} }
	figure := func(title string, set func(*sheet.Style)) Figure {
		style := sheet.DefaultStyle()
		set(&style)
		f, err := Trajectory(scene(title), style)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	theme := func(name string) func(*sheet.Style) {
		return func(s *sheet.Style) { s.Theme, _ = sheet.ThemeByName(name) }
	}
	page := func(p Page, title string, n int) Figure {
		cell := p.Cell(sheet.DefaultStyle(), n, 0)
		var figures []Figure
		for range n {
			f, err := Trajectory(scene(title), cell)
			if err != nil {
				t.Fatal(err)
			}
			figures = append(figures, f)
		}
		f, err := p.Draw(figures, sheet.DefaultStyle())
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	bold, err := typeset.ParseFont(gobold.TTF)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		figure Figure
		title  string
		font   string
	}{
		"short":     {figure("Valleys", theme("light")), "Valleys", ""},
		"long":      {figure(long, theme("dark")), long, ""},
		"slides":    {figure("Valleys", theme("slides")), "Valleys", ""},
		"page":      {page(Page{Title: "All"}, "Valleys", 2), "All", ""},
		"long page": {page(Page{Title: long + " of the page"}, "Valleys", 2), long + " of the page", ""},
		"page of 1": {page(Page{}, "Valleys", 1), "Valleys", ""},
		"page of 2": {page(Page{}, "Valleys", 2), "", ""}, // whose titles are those of its parts
		"no title":  {figure("Valleys", func(s *sheet.Style) { s.Untitled = true }), "", ""},
		"paper":     {figure("Valleys", func(s *sheet.Style) { theme("paper")(s); s.Width, s.Height = 900, 900 }), "", ""},
		"own font":  {figure("Valleys", func(s *sheet.Style) { theme("light")(s); s.Theme.Fonts = &typeset.Fonts{Bold: bold} }), "Valleys", "Go"},
	} {
		f := c.figure
		place := f.TitlePlace
		var words []string
		for _, m := range f.Marks {
			if m.Text == nil {
				continue
			}
			if m.Title {
				words = append(words, m.Text.Line.Text)
			}
			for _, at := range m.Outline() {
				if inside := contains(place.Box, at.Pos); inside != m.Title && at.Type != vg.CloseComp {
					t.Fatalf("%s: %q at %v, is in the title's box %v: %v", name, m.Text.Line.Text, at.Pos, place.Box, inside)
				}
			}
		}
		if got := strings.Join(words, " "); got != c.title || place.Font != c.font {
			t.Errorf("%s: the title is %q in %q, want %q in %q", name, got, place.Font, c.title, c.font)
		}
		if c.title != "" && !(place.Size > 5 && place.Size < 40 && place.Box.Max.X <= f.Width) {
			t.Errorf("%s: size %v in %v", name, place.Size, place.Box)
		}
	}
}

// contains reports whether a point lies in a box, or a tenth of a point beside it.
func contains(box vg.Rectangle, p vg.Point) bool {
	const near = 0.1
	return p.X > box.Min.X-near && p.X < box.Max.X+near && p.Y > box.Min.Y-near && p.Y < box.Max.Y+near
}

package render

import (
	"bytes"
	"strings"
	"testing"

	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/surfaces"
)

// A page of one figure without a title is the figure; more of them share the room
// and stay in their cells.
func TestPage(t *testing.T) {
	scene := Scene{Surface: surfaces.Himmelblau{}, Window: surfaces.Window{{-6, 6}, {-6, 6}}}
	style := sheet.Style{Width: 800, Height: 400, DPI: 100}
	whole, err := Trajectory(scene, style)
	if err != nil {
		t.Fatal(err)
	}
	one, err := Page{}.Draw([]Figure{whole}, style)
	if err != nil {
		t.Fatal(err)
	}
	if a, b := encoded(t, whole), encoded(t, one); !bytes.Equal(a, b) {
		t.Error("a page of one figure is another picture")
	}
	for _, c := range []struct{ n, columns, wantColumns, wantRows int }{{1, 0, 1, 1}, {2, 0, 2, 1}, {3, 0, 3, 1}, {4, 0, 2, 2}, {9, 0, 3, 3}, {10, 0, 4, 3}, {4, 2, 2, 2}, {3, 9, 3, 1}} {
		p := Page{Title: "A title", Columns: c.columns}
		cell := p.Cell(style, c.n, 0)
		var figures []Figure
		for range c.n {
			f, err := Trajectory(scene, cell)
			if err != nil {
				t.Fatal(err)
			}
			figures = append(figures, f)
		}
		page, err := p.Draw(figures, style)
		if err != nil {
			t.Fatal(err)
		}
		if columns, rows := p.wantedGrid(c.n); columns != c.wantColumns || rows != c.wantRows {
			t.Errorf("%d figures stand in %d x %d", c.n, columns, rows)
		}
		if page.Title != "A title" || strings.Count(page.Desc, "Himmelblau") < c.n {
			t.Errorf("%q: %q", page.Title, page.Desc)
		}
		for _, m := range page.Marks {
			for _, component := range m.Outline() {
				if x, y := component.Pos.X, component.Pos.Y; x < -1 || y < -1 || x > page.Width+1 || y > page.Height+1 {
					t.Fatalf("a mark at (%v, %v) is beside the page", x, y)
				}
			}
		}
	}
	if _, err := (Page{}).Draw(nil, style); err == nil {
		t.Error("a page without figures")
	}
	if _, err := (Page{Title: "A title"}).Draw([]Figure{whole}, sheet.Style{Width: 3, Height: 1, DPI: 100}); err == nil {
		t.Error("a page without room")
	}
}

func encoded(t *testing.T, f Figure) []byte {
	var b bytes.Buffer
	if err := f.Encode(&b, "svg"); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

package figure

import (
	"io"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"gonum.org/v1/plot/vg"
)

// pdf writes the figure as one page, without a date, so that the same figure gives the
// same bytes.
func (f *Figure) pdf(w io.Writer) error {
	width, height := float64(f.Width), float64(f.Height)
	p := fpdf.NewCustom(&fpdf.InitType{UnitStr: "pt", Size: fpdf.SizeType{Wd: width, Ht: height}})
	epoch := time.Unix(0, 0).UTC()
	p.SetCreationDate(epoch)
	p.SetModificationDate(epoch)
	p.SetCatalogSort(true)
	p.SetTitle(utf16Text(f.Title), false) // fpdf's own UTF-16 has no surrogate pairs
	p.SetSubject(utf16Text(f.Desc), false)
	if f.Source != "" {
		p.SetKeywords(utf16Text(f.Source), false)
	}
	p.SetMargins(0, 0, 0)
	p.SetAutoPageBreak(false, 0)
	p.AddPage()
	p.SetLineJoinStyle("round")
	if !f.Transparent {
		p.SetFillColor(int(f.Background.R), int(f.Background.G), int(f.Background.B))
		p.Rect(0, 0, width, height, "F")
	}
	for i, m := range f.Marks {
		if m.Tiles != nil {
			f.pdfTiles(p, m.Tiles)
			continue
		}
		if m.Picture != nil {
			f.pdfPicture(p, m.Picture, i)
			continue
		}
		r, g, b := int(m.Color.R), int(m.Color.G), int(m.Color.B)
		how := "f"
		if m.Width > 0 {
			how = "D"
			p.SetDrawColor(r, g, b)
			p.SetLineWidth(float64(m.Width))
			dash := make([]float64, len(m.Dash))
			for i, d := range m.Dash {
				dash[i] = float64(d)
			}
			p.SetDashPattern(dash, 0)
			p.SetLineCapStyle(map[bool]string{true: "round", false: "butt"}[m.Round])
		} else {
			p.SetFillColor(r, g, b)
		}
		if m.Sheer > 0 {
			p.SetAlpha(1-m.Sheer, "Normal")
		}
		f.pdfPath(p, m.Outline())
		p.DrawPath(how)
		if m.Sheer > 0 {
			p.SetAlpha(1, "Normal")
		}
	}
	return p.Output(w)
}

func (f *Figure) pdfPath(p *fpdf.Fpdf, path vg.Path) {
	at := func(q vg.Point) (x, y float64) { return float64(q.X), float64(f.Height - q.Y) }
	var last vg.Point
	for _, c := range path {
		x, y := at(c.Pos)
		switch c.Type {
		case vg.MoveComp:
			p.MoveTo(x, y)
		case vg.LineComp:
			p.LineTo(x, y)
		case vg.CurveComp:
			c1, c2 := cubic(last, c)
			x1, y1 := at(c1)
			x2, y2 := at(c2)
			p.CurveBezierCubicTo(x1, y1, x2, y2, x, y)
		case vg.CloseComp:
			p.ClosePath()
			continue
		}
		last = c.Pos
	}
}

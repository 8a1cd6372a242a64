package drawing

import (
	"context"
	"slices"
	"strings"

	"github.com/optviz/optviz/cmd/internal/sweep"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/sheet"
)

// Basins is the content of a basin map.
type Basins struct {
	*sweep.Basins
	cells
}

func (m *Basins) resolve(ctx context.Context, g *Drawing) (err error) {
	if m.Basins, err = sweep.BasinsOf(ctx, g.Document.GridSpec); err != nil {
		return err
	}
	m.cells = cells{m.Grid}
	if err := m.resolveStyle(g); err != nil {
		return err
	}
	if err := g.Document.CheckAxes(); err != nil {
		return err
	}
	return g.checkMapAxes("a basin map", "its ends are those of --window X0,X1,Y0,Y1")
}

func (m *Basins) draw(g *Drawing) (render.Figure, error) {
	b := m.basinMap()
	var err error
	if b.XAxis, b.YAxis, err = g.axes("", ""); err != nil {
		return render.Figure{}, err
	}
	if b.Notes, err = g.notes(); err != nil {
		return render.Figure{}, err
	}
	f, err := b.Draw(g.Style)
	return f, g.undrawable("the map", err)
}

// basinMap returns the basin map with its points and shares.
func (m *Basins) basinMap() chart.BasinMap {
	common := common(m.Grid, false, 0)
	notes := slices.DeleteFunc(sharedNotes(m.Grid), func(n string) bool { return n == "" })
	if m.Seeds > 1 {
		notes = append(notes, m.Spec.Speaker().SeedsTyped(m.Seeds))
	}
	b := chart.BasinMap{Title: m.Spec.Title, Note: strings.Join(append(slices.Clone(common), escaped(notes)...), sheet.Separator), Brief: strings.Join(brief(m.Grid, false), sheet.Separator), NX: len(m.X.Values), NY: len(m.Y.Values), Window: m.Window, Points: m.Meta.Points, Surface: m.Surface}
	for i, set := range m.Manifolds {
		if b.Names == nil {
			b.Names = map[int]string{}
		}
		b.Names[m.FirstSet+i] = set.Name(m.Surface, m.Window)
	}
	if b.Title == "" {
		b.Title = titled(m.Grid, m.Spec.Speaker().WhereRunsEnd())
	}
	if len(m.Meta.Axes) == len(b.Axes) {
		copy(b.Axes[:], m.Meta.Axes)
	}
	n := b.NX * b.NY
	for i, p := range m.Panels {
		panel := chart.BasinPanel{Title: m.Spec.Speaker().Decimals(p.Title), Parts: m.Shares(i)}
		for c := i * n; c < (i+1)*n; c++ {
			row := m.Row(c)
			switch number := int(row[0]); number {
			case sweep.NoPoint:
				panel.Point = append(panel.Point, chart.Nowhere)
			case sweep.Diverged:
				panel.Point = append(panel.Point, chart.Lost)
			default:
				panel.Point = append(panel.Point, number-1)
			}
			if len(row) > 2 {
				panel.Share = append(panel.Share, row[2])
			} else {
				panel.Steps = append(panel.Steps, row[1])
			}
		}
		b.Panels = append(b.Panels, panel)
	}
	return b
}

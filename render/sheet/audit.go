package sheet

import (
	"strings"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/typeset"
)

// Audit collects the texts of drawings.
type Audit struct {
	Texts    []string    // every text, line by line
	Sizes    []vg.Length // sizes of these texts, except exponents and indices
	Cut      []string    // texts that were cut for lack of room, as drawn
	Smallest vg.Length   // smallest size of text, except exponents and indices; 0: there is no text
	Layouts  []*Layout   // of each figure
}

// Layout holds the labels that stand in the panels of a figure, and what they must not cover.
type Layout struct {
	Labels    []Label
	Obstacles [][]vg.Point // lines, and the centres of marks as lines of one point
}

// Label is a text in a panel with the box that it takes.
type Label struct {
	Text string
	Box  vg.Rectangle
}

// startLayout begins to record the layout of the figure, for its notes and for the audit.
func (s *Sheet) startLayout() {
	s.layout = &Layout{}
	if s.audit != nil {
		s.audit.Layouts = append(s.audit.Layouts, s.layout)
	}
}

// Placed records where a label stands in a panel.
func (s *Sheet) Placed(text string, box vg.Rectangle) {
	if s.layout != nil {
		s.layout.Labels = append(s.layout.Labels, Label{text, box})
	}
}

// Obstacle records a line or, as one point, a mark that no label may cover.
func (s *Sheet) Obstacle(points []vg.Point) {
	if s.layout != nil {
		s.layout.Obstacles = append(s.layout.Obstacles, points)
	}
}

// record adds a drawn line of text to the audit.
func (s *Sheet) record(line typeset.Line) {
	a := s.audit
	if a == nil || line.Height() == 0 {
		return
	}
	a.Texts, a.Sizes = append(a.Texts, line.Text), append(a.Sizes, line.Size)
	if a.Smallest == 0 || line.Size < a.Smallest {
		a.Smallest = line.Size
	}
	if strings.HasSuffix(line.Text, cutSign) {
		a.Cut = append(a.Cut, line.Text)
	}
}

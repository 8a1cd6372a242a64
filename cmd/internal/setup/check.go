package setup

import (
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/surfaces"
)

// CheckNumbers checks the numbers of the Spec that no other key or surface limits.
func (s Setup) CheckNumbers() error {
	if s.LR != nil {
		if err := catalog.Rates.Check(*s.LR); err != nil {
			return catalog.Blame("--lr", catalog.FormatNumber(*s.LR), err)
		}
	}
	if s.Steps != nil {
		if err := catalog.Lengths.Check(float64(*s.Steps)); err != nil {
			return catalog.Blame("--steps", strconv.Itoa(*s.Steps), err)
		}
	}
	for _, n := range []struct {
		flag string
		in   catalog.Interval
		v    float64
	}{
		{"--noise", catalog.NotNegative, s.Noise}, {"--clip", catalog.NotNegative, s.Clip}, {"--l1", catalog.NotNegative, s.L1}, {"--l2", catalog.NotNegative, s.L2},
		{"--seeds", catalog.Replicates, float64(s.Seeds)}, {"--epochs", catalog.Lengths, float64(s.Epochs)},
		{"--patience", catalog.NotNegative, float64(s.Patience)}, {"--every", catalog.NotNegative, float64(s.Every)},
	} {
		if err := n.in.Check(n.v); err != nil {
			return catalog.Blame(n.flag, catalog.FormatNumber(n.v), err)
		}
	}
	return nil
}

// StartPoints returns the points that the runs start from: those of the Spec or, without
// any, the surface's own.
func (s Setup) StartPoints(m surfaces.Meta) ([][]float64, error) {
	if len(s.Starts) == 0 {
		return [][]float64{m.Start}, nil
	}
	seen := map[string]bool{}
	for _, x := range s.Starts {
		if err := checkDimension(x, m); err != nil {
			return nil, catalog.Blame("--start", catalog.JoinNumbers(x), err)
		}
		text := catalog.JoinNumbers(x)
		if seen[text] {
			return nil, catalog.Blame("--start", text, errors.New("is given twice"))
		}
		seen[text] = true
	}
	return s.Starts, nil
}

// checkDimension refuses a point with another number of coordinates than the surface has.
func checkDimension(x []float64, m surfaces.Meta) error {
	if len(x) == m.Dim {
		return nil
	}
	return fmt.Errorf("%s, but %s has %d%s", catalog.Count(len(x), "coordinate"), m.Name, m.Dim, catalog.PointHint(len(x), m.Dim))
}

// ParsePoint reads the value of a flag that is a point of a surface, as x,y.
func ParsePoint(flag, text string, m surfaces.Meta) ([]float64, error) {
	x, err := catalog.ParseNumbers(text)
	if err == nil {
		err = checkDimension(x, m)
	}
	return x, catalog.Blame(flag, text, err)
}

// WindowOn returns the part of the surface that the figure shows, as low and high end of
// each coordinate: that of the Spec or, without one, the surface's own, widened to hold
// the starts.
func (s Setup) WindowOn(m surfaces.Meta, starts [][]float64) ([][2]float64, error) {
	if len(s.Window) == 0 || s.HasPlane(m) {
		return windowAround(m, starts)
	}
	text := catalog.JoinNumbers(s.Window)
	if len(s.Window) != 2*m.Dim {
		return nil, catalog.Blame("--window", text, fmt.Errorf("%s has %s: give a low and a high end of each%s", m.Name, catalog.Count(m.Dim, "coordinate"), catalog.PointHint(len(s.Window), 2*m.Dim)))
	}
	var w [][2]float64
	for ends := range slices.Chunk(s.Window, 2) {
		if err := catalog.CheckSide(ends[0], ends[1]); err != nil {
			return nil, catalog.Blame("--window", text, err)
		}
		w = append(w, [2]float64{ends[0], ends[1]})
	}
	return w, nil
}

// windowAround returns the customary window, widened to show the starts.
func windowAround(m surfaces.Meta, starts [][]float64) ([][2]float64, error) {
	w := widened(m.Window, starts)
	for i, side := range w {
		if side == m.Window[i] {
			continue
		}
		if err := catalog.CheckSide(side[0], side[1]); err != nil {
			return nil, fmt.Errorf("the window that shows the start is too wide: %w; --window gives another", err)
		}
	}
	return w, nil
}

// widened widens a window where it does not hold the points inside its sides, with a margin of a
// twentieth of each side: the mark of a point on a side would stand half outside the map.
func widened(window surfaces.Window, points [][]float64) surfaces.Window {
	out := slices.Clone(window)
	for i, side := range window {
		for _, x := range points {
			if margin := (side[1] - side[0]) / 20; x[i] <= side[0] || x[i] >= side[1] {
				out[i][0], out[i][1] = min(out[i][0], x[i]-margin), max(out[i][1], x[i]+margin)
			}
		}
	}
	return out
}

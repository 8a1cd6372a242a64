package sheet

import "gonum.org/v1/plot/vg"

// Logo is the room in a corner of a figure that stays free. The zero value has none.
type Logo struct {
	Corner        Corner
	Width, Height vg.Length // in points
}

// Corner is a corner of a figure.
type Corner int

const (
	TopRight Corner = iota
	TopLeft
	BottomRight
	BottomLeft
)

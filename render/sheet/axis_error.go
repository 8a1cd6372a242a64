package sheet

import "fmt"

// AxisError reports that an axis cannot be drawn as it is wanted.
type AxisError struct {
	Axis string // "x" or "y"
	Err  error
}

// Error returns the axis and what it cannot have: "the x axis: ...".
func (e *AxisError) Error() string { return fmt.Sprintf("the %s axis: %v", e.Axis, e.Err) }

// Unwrap returns what the axis cannot have.
func (e *AxisError) Unwrap() error { return e.Err }

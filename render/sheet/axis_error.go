package sheet

import "fmt"

// AxisError reports that an axis cannot be drawn as it is wanted.
type AxisError struct {
	Axis string // "x" or "y"
	Err  error
}

func (e *AxisError) Error() string { return fmt.Sprintf("the %s axis: %v", e.Axis, e.Err) }

func (e *AxisError) Unwrap() error { return e.Err }

// Refuse makes Finish return an error, the first of those that it is given.
func (s *Sheet) Refuse(err error) {
	if s.err == nil {
		s.err = err
	}
}

package objective

// As returns f as a T, if f or what it wraps is one, as errors.As does for errors. A T is
// an interface of this package, or any other that a loss may have.
//
// A wrapper takes part in one of two ways. One that changes nothing about the loss has a
// method Unwrap() Objective, and As goes on to what it wraps. One that changes the loss has
// a method As(target any) bool. If it can be what target points to, it sets that to a value
// with its own changes and returns true; see Adapt. It must not pass on what its change
// makes wrong: with a penalty, a sum of squares is none any more.
//
// As is made for the start of a run. A loop asks once and keeps the answer.
func As[T any](f Objective) (T, bool) {
	for f != nil {
		if t, ok := f.(T); ok {
			return t, true
		}
		var t T
		if w, ok := f.(interface{ As(target any) bool }); ok && w.As(&t) {
			return t, true
		}
		w, ok := f.(interface{ Unwrap() Objective })
		if !ok {
			break
		}
		f = w.Unwrap()
	}
	var none T
	return none, false
}

// Is reports whether f or what it wraps is a T.
func Is[T any](f Objective) bool {
	_, ok := As[T](f)
	return ok
}

// Adapt sets target to what adapt makes of f as a T and returns true, or false if f is no
// T. An As method calls it for each T that its wrapper keeps.
func Adapt[T any](target *T, f Objective, adapt func(T) T) bool {
	t, ok := As[T](f)
	if ok {
		*target = adapt(t)
	}
	return ok
}

// Forward sets target to f as a T, unchanged, and returns true, or false if f is no T.
func Forward[T any](target *T, f Objective) bool {
	t, ok := As[T](f)
	if ok {
		*target = t
	}
	return ok
}

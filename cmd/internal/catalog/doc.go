// Package catalog turns text that a user typed into the values of the library, and says
// what is wrong with the text. Names with keys (adam:lr=0.1, ravine:kappa=25), schedules,
// axes of sweeps, sizes, points and numbers come in; surfaces, optimizers, schedules and
// numbers go out, or an Error that names the flag, the value and what is allowed. A new
// surface, optimizer or schedule needs nothing here: it is a line of Catalog in its own
// package, and the tags of its fields are its keys. A new way to write a value is a file
// with its parser here. suggest.go finds the "did you mean" of an Error. The package imports
// nothing that draws.
package catalog

// Package document describes figures as users write them. Flags, YAML or the source inside
// a figure's file come in; a Document goes out, or an error with its line or flag, and each
// Document can be written again as YAML. The package checks everything that needs no surface
// and computes nothing. A new key is a field of Spec, GridSpec, Document or of a kind, with
// its flag in RunFlags, FigureFlags, SweepFlags or BasinFlags; a new kind of figure is a
// struct in kinds.go and a line of kinds.
package document

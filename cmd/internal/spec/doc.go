// Package spec turns a document into runs, maps and figures: it resolves the values of the
// document into a Plan of runs or a Map, and these into the look of a figure. Everything is
// checked before anything is computed.
package spec

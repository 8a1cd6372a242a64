// Package drawing turns a Document into what is drawn: a figure, a film, slides or a table
// of its numbers. A document.Document comes in; Resolve finds all that is wrong with it and
// returns a Drawing, Compute makes its runs or cells, and Figure, Film and Table show them. A
// new kind of figure is a file with a Content and a line of contentOf; a new view of runs is
// a file of package render with a line in its catalogue, and needs nothing here.
package drawing

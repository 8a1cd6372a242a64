// Package live computes what the live page shows: a setup.Setup comes in whenever a reader
// drags or types, and the landscape, the runs with their verdicts in words, and the map with
// the lines of its levels go out. It is the same code that plot and trace run. A new thing that the page asks
// for is a method of Lab; how it reaches the browser is the business of package wasm.
package live

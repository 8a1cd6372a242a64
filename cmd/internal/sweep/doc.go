// Package sweep computes one number for each cell of a grid: what a metric says of runs over
// one or two parameters, or at which critical point the runs from a start end. A
// document.GridSpec comes in; a Sweep or Basins goes out. Both are a Grid, whose cells Compute
// fills in parallel, in shards and in any order. csv.go turns the cells into rows of CSV,
// and rows.go reads rows again. A new metric of sweeps is a line of metrics in metric.go, and
// its name one of document.Metrics; a new kind of parameter that an axis can vary is a KeyKind
// in axis.go.
package sweep

package surfaces

// Evaluate is for tests of packages that write formulas around those of surfaces.
var Evaluate = evaluate

package measure

import (
	"fmt"
	"slices"

	"github.com/optviz/optviz/cmd/internal/catalog"
)

// Measures lists the methods of Figure that texts may call: those that measure outcomes.
// Texts come from anybody's files, so a method is called only once it is listed here. A
// listed method takes and returns numbers, words and drawings alone.
func Measures() []string { return slices.Clone(measures) }

var measures = []string{
	"Accuracy", "AccurateValidation", "Along", "Also", "Angle", "Apart", "Around", "At", "Best", "BestEpoch",
	"BestH", "Beyond", "Bias", "Calm", "Cell", "CellSlope", "CellsBelow", "Cycle", "Ended", "Examples",
	"Excess", "ExcessAt", "Expected", "ExpectedAbove", "ExpectedAt", "Exponent", "First", "Flips", "GL", "Gap",
	"GradError", "GradNorm", "HeldOut", "LeastCell", "LeastCellIn", "LeastCellX", "LeastCellY", "LeastGradError", "LeastX",
	"Longer", "Longest", "Loss", "LossAt", "Lowest", "LowestBefore", "LowestExpected", "Mean", "MeanAt", "MeanBeyond",
	"MeanOver", "MeanX", "MostCell", "MostLoss", "MostLossIn", "MostX", "Moved", "Norm", "Over", "PQ",
	"Parameters", "Part", "Patience", "PerDecade", "PerEpoch", "Period", "PointCurvature", "PointLoss",
	"PointX", "Points", "RMS", "Rate", "Seeds", "Seen", "Settles", "SettlesX", "Share", "ShareBelowX",
	"ShareOf", "Sharpness", "Slope", "Spread", "SpreadByLaw", "Steps", "StepsAbove", "StepsAccurate",
	"StepsBelow", "StepsBelowX", "StepsGradient", "StepsGradientMax", "StepsMemory", "StepsOf", "StepsStride",
	"Stride", "TailX", "Turn", "UP", "ValidationAccuracy", "ValidationAt", "ValidationRMS", "ValleyX", "Value",
	"Values", "Verdict", "X", "XAt",
}

// unknownMeasure says that no drawing has a measure of a name, and which is nearest.
func unknownMeasure(name string) error {
	hint := "; figures of the lecture have examples: optviz lecture 12.1 --print-spec"
	if near := catalog.Nearest(name, Measures()); near != "" {
		hint = fmt.Sprintf(" (did you mean .%s?)", near)
	}
	return fmt.Errorf("there is no measure .%s%s", name, hint)
}

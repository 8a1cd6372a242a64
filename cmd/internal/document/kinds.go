package document

// Cloud holds the keys of kind: cloud: the gradients of minibatches at one point.
type Cloud struct {
	Draws int `yaml:"draws" doc:"minibatches of each size that are drawn"`
}

// Diagram holds the keys of kind: diagram: a neuron, or a network of layers.
type Diagram struct {
	Neuron *NeuronSpec `yaml:"neuron" doc:"one neuron, from its inputs to its output"`
	Layers []LayerSpec `yaml:"layers" doc:"the layers of a network, from the inputs on"`
}

// NeuronSpec is a neuron; its texts are markup.
type NeuronSpec struct {
	Inputs     []string    `yaml:"inputs" doc:"as $x_1$; an empty text stands for inputs that are left out"`
	Weights    []string    `yaml:"weights" doc:"one an input"`
	Bias       string      `yaml:"bias"`
	Sum        string      `yaml:"sum"`
	Activation string      `yaml:"activation"`
	Output     string      `yaml:"output"`
	Curve      string      `yaml:"curve" doc:"the activation as a formula in x, drawn from -3 to 3"`
	Names      NeuronWords `yaml:"names" doc:"what is what"`
}

// NeuronWords are the explanations of the parts of a neuron.
type NeuronWords struct {
	Inputs     Text `yaml:"inputs"`
	Weights    Text `yaml:"weights"`
	Bias       Text `yaml:"bias"`
	Sum        Text `yaml:"sum"`
	Activation Text `yaml:"activation"`
	Output     Text `yaml:"output"`
}

// LayerSpec is a layer of a network; its texts are markup.
type LayerSpec struct {
	Width  int    `yaml:"width"`
	Name   Text   `yaml:"name" doc:"below the layer"`
	Detail Text   `yaml:"detail" doc:"smaller, below the name"`
	Symbol string `yaml:"symbol" doc:"within the nodes, as mathematics: x makes x_1, x_2, ..."`
	Edges  Text   `yaml:"edges" doc:"above the edges that lead to the layer"`

	Weights []string `yaml:"weights" doc:"on the edges that lead to the layer: those to its first node, then those to its second"`
}

// Functions holds the keys of kind: functions: curves of formulas and of data.
type Functions struct {
	Curves []CurveSpec `yaml:"curves" doc:"what is drawn: formulas in x, or data; on a sweep, formulas that may measure it"`
}

// CurveSpec is a curve: of a Formula, of the values X and Y, or of a CSV file with
// two columns.
type CurveSpec struct {
	Formula string    `yaml:"formula" doc:"in x, with the constants of param"`
	At      []float64 `yaml:"at" doc:"where the formula is taken; without, all along the x-axis, or at its whole numbers"`
	X       []float64 `yaml:"x"`
	Y       []float64 `yaml:"y"`
	File    string    `yaml:"file" doc:"CSV of two columns, x and y"`
	Label   Text      `yaml:"label" doc:"markup"`
	Detail  Text      `yaml:"detail" doc:"smaller, below the label"`
	As      string    `yaml:"as" doc:"line, marked, points, steps, area or bars; without, line, or marked for a formula with at"`
	Look    string    `yaml:"look" doc:"the optimizer whose colour and dash it has"`
	Same    bool      `yaml:"same" doc:"the colour of the curve before, dashed"`
}

// SeriesKinds lists the values of a curve's key as, in the order of render's series kinds.
var SeriesKinds = []string{"line", "marked", "points", "steps", "area", "bars"}

// Gradcheck holds the keys of kind: gradcheck: the error of a gradient by finite
// differences against their step h.
type Gradcheck struct {
	H string `yaml:"h" takes:"numbers" doc:"the steps: LO:HI[:log|lin][:N] or h1/h2/h3"`
}

// usualH ranges from steps whose error is rounding alone to steps whose error is
// curvature.
const usualH = "1e-15:1e-1:log:57"

// Orbit holds the keys of kind: orbit: the last iterates of runs against the value of the
// key that x varies.
type Orbit struct {
	Last int `yaml:"last" doc:"how many of the last iterates of each run are shown"`
}

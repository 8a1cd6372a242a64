// Package render draws runs on loss landscapes. Data flows one way: a Scene
// (what to draw) and a Style (how it looks) become a Figure through a Kind, and
// the Figure encodes itself in a format: Figure.Encode writes "png", "svg" and the other
// Formats. The views, such as Compare and Loss, are Kinds; sheet.DefaultStyle returns the
// usual Style.
//
// A new view is a file with its Kind and a line of Views, which tells what the view needs and
// what it shows of a Scene.
package render

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/figure"
	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/terrain"
	"github.com/optviz/optviz/surfaces"
)

// Scene holds what a figure shows. A Surface, the Steps of the runs and their Tracks are
// enough for most views; the other fields have defaults.
type Scene struct {
	Title       string           // plain text; "" for one made of the surface and the runs
	NoFormula   bool             // the subtitle does not state the formula
	Settings    []Setting        // what the rules of the runs share, for the subtitle
	Note        string           // plain text added to the subtitle, as "noise 0.1, seed 3"; each of its lines is a part of its own
	Noise       string           // plain text: the part of Note that a figure keeps where it has room for little, as "noise 0.1"
	Surface     surfaces.Surface // the loss; its formula and critical points are drawn
	Meta        *surfaces.Meta   // what is known of the surface in this scene; nil: Surface.Meta()
	Whole       *surfaces.Meta   // the surface that Surface is a plane through, whose formula the subtitle gives; nil: no plane
	Window      surfaces.Window  // what the contours show; nil: the customary window that Meta has
	Steps       int              // the horizon of the runs: right end of the step axis
	Solved      bool             // the runs solve for a model: the subtitle does not count their steps
	Epochs      int              // the horizon in epochs, for the subtitle; 0: the horizon is in other units
	Seen        int              // the horizon in examples that a run sees, for the subtitle; 0 as for Epochs
	Axis        Axis             // what curves are drawn against
	Tracks      []Track
	Panels      []Panel        // groups of Tracks, for the panels view; none: one a run
	Line        [2][]float64   // ends of the slice view's line; nil: the view chooses a line
	Marks       []Mark         // points with a text that the views with Marks show
	Lines       []chart.XYLine // dashed lines across the picture: of a view with curves beside a map, across the map
	XAxis       chart.Axis     // what is wanted of the horizontal axis: of the curves, where a view has curves beside a map
	YAxis       chart.Axis     // what is wanted of the vertical axis, likewise
	Inset       *Inset         // a part of the map, drawn larger in its corner; nil: none
	Coordinate  int            // which coordinate the coordinate view shows, from 1; 0: the first
	Levels      terrain.Levels // the contours of the map; the zero value: the map chooses them
	Viewpoint   *Viewpoint     // from where the relief is seen; nil: from the usual place
	Moments     []int          // steps at which the fit view shows the model; nil: the view chooses them
	Mean        bool           // curves of ensembles are their means, not their medians
	Beside      []Track        // tracks of figures beside this one, for one axis of losses where the losses are near enough
	BesideMaps  terrain.Beside // what the map has in common with others of its page
	BarBeside   bool           // the map beside this one has the colour bar for both
	SharedStyle bool           // tracks of one type of optimizer look alike, and the trajectory view names each at its start
	Tuning      *Tuning        // how the runs' rates were chosen; nil: the rates were given

	// Validation is the loss on examples that training does not see, whose contours are
	// drawn dashed over those of the loss; nil where there is none. Curves of the
	// validation loss come from the tracks' Path.Validation.
	Validation surfaces.Surface

	ArrowsAlong    bool // arrows along the runs on a map show the direction of the step and of steepest descent
	AllCoordinates bool // the coordinate view shows all coordinates

	sides [2]chart.Axis // what is wanted of the axes of the map, in views that show it alone

	counted bool   // the key counts the critical points
	result  string // the title of a view that shows how the runs end; "" for the usual title
}

// Setting is a parameter of the rules of the runs.
type Setting struct {
	Key  string // of the catalogue, as lr
	Text string // plain text, as "η = 0.1"
}

// Track is one run of a Scene.
type Track struct {
	Optimizer optimizers.Optimizer // gives the colour by its type; nil for the next free colour
	Numbers   []sheet.Number       // what may order the tracks of one optimizer, as sheet.Subject has it; nil: nothing
	Variant   string               // what else sets the track apart from others of its optimizer
	// ScheduleKey is the catalogue's name of the schedule, which gives colours to the schedules of
	// an optimizer; "": none does.
	ScheduleKey string
	Label       string // plain text, as "Adam 0.1"; "" for the name of the optimizer
	Named       bool   // the Label was given to the run, and stands for its schedule, too
	Short       string // the Label in a short form for narrow places, as "GD"; "" for the Label
	Schedule    string // plain text in the figure's language, as "cosine"; "" for a constant rate
	Path        optimizers.Trajectory

	// Ensemble sums up many replicates of the run, of which Path is one; nil for a single
	// run. Curves show the ensemble's median, mean or expected loss and its
	// band, and Path as a faint sample. An ensemble without replicates has an expected
	// loss alone.
	Ensemble *optimizers.Ensemble

	PerEpoch float64   // steps in an epoch, in which all examples are seen once; 0: the run has no epochs
	Rates    []float64 // learning rates of the steps, for the axis ByRate; nil: not asked for
	Batch    float64   // examples that a step sees; 0: the run has none
	Share    float64   // part of the examples that a gradient sees, 1/PerEpoch for minibatches; 0 is 1

	// First returns the first step of the run's rule from any point, and false where there
	// is none. The field view draws these steps; nil: the track shows none.
	First func(x []float64) (step []float64, ok bool)
}

// meta returns what is known of the surface: the scene's Meta, or else the surface's own.
func (sc Scene) meta() surfaces.Meta {
	if sc.Meta != nil {
		return *sc.Meta
	}
	return sc.Surface.Meta()
}

// window returns what the contours show: the scene's Window, or else the customary window.
func (sc Scene) window() surfaces.Window {
	if sc.Window != nil {
		return sc.Window
	}
	return sc.meta().Window
}

// field samples the scene's surfaces for a panel of a size in pixels.
func (sc Scene) field(width, height float64) terrain.Map {
	fl := terrain.SampleBeside(sc.Surface, sc.meta(), sc.window(), width, height, sc.BesideMaps)
	fl.SetLevels(sc.Levels)
	if sc.Validation != nil {
		v := terrain.Sample(sc.Validation, sc.Validation.Meta(), sc.window(), width, height)
		v.Levels = terrain.Few(v.Levels, mostValidation)
		fl.Validation = &v
	}
	return fl
}

// checkLevels makes a figure without any of the levels that are wanted an error.
func (sc Scene) checkLevels(s *sheet.Sheet, f *terrain.Map) {
	s.Fail(f.CheckLevels(sc.Levels))
}

// check names the tracks without a label, and returns an error for a scene that cannot be
// drawn. A planar figure needs a window and runs of two dimensions.
func (sc *Scene) check(style sheet.Style, planar bool) error {
	if err := style.Check(); err != nil {
		return err
	}
	switch {
	case sc.Surface == nil:
		return errors.New("the scene has no surface")
	case sc.Steps < 0:
		return fmt.Errorf("%d steps", sc.Steps)
	}
	sc.Tracks = labelled(sc.Tracks)
	if err := cmp.Or(sc.checkAxis(), sc.checkMarks(), sc.Levels.Check()); err != nil {
		return err
	}
	if !planar {
		return nil
	}
	for _, t := range sc.Tracks {
		if t.Path.Dim != 2 {
			return fmt.Errorf("%s has %d dimensions, contours have 2", t.Label, t.Path.Dim)
		}
	}
	if d := sc.meta().Dim; d != 2 {
		return fmt.Errorf("the surface has %d dimensions, contours have 2", d)
	}
	if sc.Validation != nil && sc.Validation.Meta().Dim != 2 {
		return fmt.Errorf("the validation loss has %d dimensions, contours have 2", sc.Validation.Meta().Dim)
	}
	if err := landscape.CheckWindow(sc.window()); err != nil || sc.Inset == nil {
		return err
	}
	return sc.Inset.check(sc.window())
}

// labelled returns the tracks with a label each: a track without one is named after its
// optimizer, or else by its number.
func labelled(tracks []Track) []Track {
	tracks = slices.Clone(tracks)
	for i, t := range tracks {
		if t.Label == "" {
			e, _ := optimizers.EntryOf(t.Optimizer)
			tracks[i].Label = cmp.Or(e.Title, fmt.Sprint(i+1))
		}
	}
	return tracks
}

// Figure is a finished drawing.
type Figure = figure.Figure

// Formats returns the file formats in which a Figure can be encoded.
func Formats() []string { return figure.Formats() }

// Kind makes a figure of a scene.
type Kind func(Scene, sheet.Style) (Figure, error)

// View is a kind of figure in the catalogue.
type View struct {
	Name     string
	Draw     Kind
	Curved   bool   // needs a surface that is an objective.Curved, but no run
	Planar   bool   // needs a surface of two dimensions
	Detailed bool   // shows what only a Detailed run records
	Fitted   bool   // needs a surface that is a surfaces.Fitted, on data that can be drawn
	Classes  bool   // needs a model that tells classes, and runs with their accuracies as scores
	Sharp    bool   // needs runs with the largest curvature at their iterates as score
	Gradient bool   // needs replicates with the norm of the gradient as score
	Tuned    bool   // needs a Scene with its Tuning
	Rates    bool   // shows only the learning rates of runs
	Seeded   bool   // needs several replicates of each run, and shows where they end
	Doc      string // one line

	Axes AxisUse // what the view takes of the XAxis and the YAxis

	// Parts of a Scene that this view shows and others do not.
	Axis        bool // curves against the Axis
	Replicas    bool // curves of all replicates: their median, mean or expected loss
	Single      bool // of several replicates the first alone
	Headed      bool // names its runs in headings alone, and has no legend
	Panels      bool // the Panels
	Arrows      bool // the First step of the Tracks
	ArrowsAlong bool // the ArrowsAlong the runs
	Relief      bool // the Viewpoint
	Line        bool // the loss along the Line
	LineAbove   bool // the Line as seen from above
	Marks       bool // the Marks
	Inset       bool // the Inset
	Lines       bool // the Lines across
	Moments     bool // the Moments
	Coordinate  bool // the Coordinate
	SharesStyle bool // the SharedStyle of tracks
}

// AxisUse is what a view takes of a Scene's XAxis and YAxis.
type AxisUse int

// What views take.
const (
	FreeAxes  AxisUse = iota // all: the axes are those of its curves
	MapAxes                  // name and ticks: the axes are those of its map, whose ends the Window has
	EdgeNames                // name: the axes are edges of its map in space
	NoAxes                   // nothing
)

// Views returns all views, the default first.
func Views() []View {
	return []View{
		{Name: "compare", Draw: Compare, Marks: true, Lines: true, Inset: true, Planar: true, Axis: true, Replicas: true, Doc: "contours with trajectories, loss and learning rate beside them"},
		{Name: "trajectory", Draw: Trajectory, Axes: MapAxes, Marks: true, Lines: true, Inset: true, ArrowsAlong: true, Planar: true, LineAbove: true, SharesStyle: true, Doc: "contours with trajectories alone"},
		{Name: "panels", Draw: Panels, Axes: MapAxes, Marks: true, Lines: true, ArrowsAlong: true, Planar: true, Panels: true, Doc: "small multiples: a landscape a run, with common axes"},
		{Name: "surface3d", Draw: Surface3D, Marks: true, Axes: EdgeNames, Planar: true, Single: true, Relief: true, Doc: "shaded relief with the trajectories on it"},
		{Name: "field", Draw: Quiver, Axes: MapAxes, Marks: true, Lines: true, Planar: true, Arrows: true, Doc: "arrows of steepest descent, or of a rule's first step, on the contours"},
		{Name: "model", Draw: Model, Axes: MapAxes, Marks: true, Lines: true, Planar: true, Curved: true, Doc: "the quadratic model at the first start, and Newton's step to its centre"},
		{Name: "curvature", Draw: Curvature, Axes: MapAxes, Marks: true, Lines: true, Planar: true, Curved: true, Doc: "contours with the Hessian's eigenvectors at the critical points"},
		{Name: "slice", Draw: Slice, Marks: true, Single: true, Line: true, Lines: true, Doc: "loss along a line through the landscape, with the iterates as balls"},
		{Name: "ends", Draw: Ends, Headed: true, Marks: true, Seeded: true, Replicas: true, Line: true, Lines: true, Doc: "loss along a line, and on it where the replicates of each run end"},
		{Name: "phase", Draw: Phase, Marks: true, Lines: true, Single: true, Doc: "position against velocity of the first coordinate"},
		{Name: "steps", Draw: Steps, Headed: true, Axes: NoAxes, Detailed: true, Single: true, Doc: "worked example: a table of iterate, gradient, memory and step"},
		{Name: "fit", Draw: Fit, Marks: true, Lines: true, Fitted: true, Axis: true, Replicas: true, Moments: true, Doc: "the model on its data at some steps, beside the landscape or the loss"},
		{Name: "data", Draw: DataFit, Fitted: true, Single: true, Moments: true, Doc: "the model on its data alone, at some steps"},
		{Name: "sensitivity", Draw: Sensitivity, Marks: true, Lines: true, Tuned: true, Doc: "final loss against the learning rate, of runs whose rates were tuned"},
		{Name: "loss", Draw: Loss, Marks: true, Axis: true, Replicas: true, Lines: true, Doc: "loss against step, epoch, gradient evaluations, examples or learning rate"},
		{Name: "accuracy", Draw: Accuracy, Marks: true, Lines: true, Classes: true, Axis: true, Replicas: true, Doc: "share of the examples in their classes against step: of training, and dashed of those held out"},
		{Name: "sharpness", Draw: Sharpness, Marks: true, Sharp: true, Axis: true, Replicas: true, Lines: true, Doc: "largest curvature of the loss at the iterates against step"},
		{Name: "gradnorm", Draw: GradientNorm, Marks: true, Gradient: true, Axis: true, Replicas: true, Lines: true, Doc: "norm of the gradient at the iterates against step"},
		{Name: "coordinate", Draw: Coordinate, Marks: true, Axis: true, Single: true, Coordinate: true, Lines: true, Doc: "a coordinate of the iterates against step, or all of them"},
		{Name: "step-length", Draw: StepLength, Marks: true, Axis: true, Single: true, Lines: true, Doc: "length of each step against step"},
		{Name: "memory", Draw: Memory, Marks: true, Detailed: true, Axis: true, Single: true, Lines: true, Doc: "what a rule remembers, such as the moments of Adam, against step"},
		{Name: "schedule", Draw: Schedule, Marks: true, Lines: true, Rates: true, Axis: true, Single: true, Doc: "learning rate against step"},
		{Name: "schedules", Draw: Schedules, Headed: true, Marks: true, Lines: true, Rates: true, Panels: true, Axis: true, Single: true, Doc: "small multiples: the learning rate of each run against step, with common axes"},
	}
}

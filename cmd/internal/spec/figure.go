package spec

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/printing"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
	"github.com/optviz/optviz/surfaces"
)

// maxInches is how long a side of a figure may be: the largest page of a PDF.
const maxInches = 200

// densities are the dots per inch that a figure may have.
var densities = catalog.MustInterval("[1,20000]")

// Figure is how a Spec looks: the figure kind and its style.
func (s Spec) Figure(p Plan) (render.View, sheet.Style, error) {
	view, err := s.view(p.Meta)
	if err == nil {
		err = s.suits(p, view)
	}
	if err != nil {
		return view, sheet.Style{}, catalog.Blame("--view", view.Name, err)
	}
	if err := s.checkBound(view.Name); err != nil {
		return view, sheet.Style{}, err
	}
	if err := s.checkPlane(p); err != nil {
		return view, sheet.Style{}, err
	}
	if !view.Planar {
		if err := s.CheckNoPlane(p.Meta); err != nil {
			return view, sheet.Style{}, err
		}
	}
	if err := s.checkMoments(p); err != nil {
		return view, sheet.Style{}, err
	}
	if err := s.checkRising(p); err != nil {
		return view, sheet.Style{}, catalog.Blame("--axis", s.Axis, err)
	}
	style, err := s.style()
	return view, style, err
}

// checkRising refuses an axis of learning rates where they do not rise.
func (s Spec) checkRising(p Plan) error {
	if s.against() != render.ByRate {
		return nil
	}
	for _, r := range p.Runs {
		rates := r.rates()
		if selfPaced(r.Optimizer) || r.FollowsLoss() || !slices.IsSorted(rates) || len(rates) == 0 || rates[0] == rates[len(rates)-1] {
			return fmt.Errorf("the rates of %s do not rise, as those of the schedule range-test do", r.Label)
		}
	}
	return nil
}

// sized has the size that its theme gives what it shows, where it has none of its own.
func (d Document) sized() Document {
	if theme, _ := sheet.ThemeByName(d.Theme); d.wide() {
		d.Size = cmp.Or(d.Size, theme.Page)
	}
	return d
}

// wide says whether there is so much on the figure that it has a theme's size of a
// page: several figures, or many maps or landscapes.
func (d Document) wide() bool {
	const many = 5
	if len(d.Optimizers)*max(1, len(d.Schedules)) >= many {
		return d.Kind == "sweep" && d.Y != "" || d.Kind == "basins" || d.View == "panels"
	}
	return len(d.Figures) > 1
}

// style is how a Spec looks, whatever it shows.
func (s Spec) style() (sheet.Style, error) {
	if err := s.checkTitle(s.Title); err != nil {
		return sheet.Style{}, catalog.Blame("--title", s.Title, err)
	}
	if err := densities.Check(s.DPI); err != nil {
		return sheet.Style{}, catalog.Blame("--dpi", catalog.FormatNumber(s.DPI), err)
	}
	theme, ok := sheet.ThemeByName(s.Theme)
	if !ok {
		return sheet.Style{}, catalog.Blame("--theme", s.Theme, catalog.Unknown("theme", s.Theme, ThemeNames()))
	}
	if s.Lang != "" && !slices.Contains(Languages, s.Lang) {
		return sheet.Style{}, catalog.Blame("--lang", s.Lang, catalog.Unknown("language", s.Lang, Languages))
	}
	s.Size = s.paper()
	w, h, err := catalog.ParseSize(s.Size, s.DPI)
	if err != nil {
		return sheet.Style{}, catalog.Blame("--size", s.Size, err)
	}
	if max(w, h) > maxInches*s.DPI {
		return sheet.Style{}, s.tooLarge()
	}
	return sheet.Style{Width: w, Height: h, DPI: s.DPI, Physical: catalog.HasUnit(s.Size), Theme: theme.Name, Lang: cmp.Or(s.Lang, Languages[0])}, nil
}

// paper is the size as it is typed, the theme's or the usual one.
func (s Spec) paper() string {
	theme, _ := sheet.ThemeByName(s.Theme)
	return cmp.Or(s.Size, theme.Size, usualSize)
}

// usualSize is that of a figure whose theme has none of its own.
const usualSize = "1600x900"

// ThemeNames are the names of the themes.
func ThemeNames() []string {
	var names []string
	for _, t := range sheet.Themes() {
		names = append(names, t.Name)
	}
	return names
}

// tooLarge blames the size of a page, or the density that makes one of pixels so large.
func (s Spec) tooLarge() error {
	if catalog.HasUnit(s.Size) {
		return catalog.Blame("--size", s.Size, fmt.Errorf("is more than %d inches a side", maxInches))
	}
	return catalog.Blame("--dpi", catalog.FormatNumber(s.DPI), fmt.Errorf("makes %s pixels more than %d inches a side", s.Size, maxInches))
}

// Views are the names of the figure kinds.
func Views() []string {
	var names []string
	for _, v := range render.Views() {
		names = append(names, v.Name)
	}
	return names
}

// findView returns the figure kind of that name, the first for "".
func findView(name string) (render.View, error) {
	for _, v := range render.Views() {
		if name == "" || strings.EqualFold(v.Name, name) {
			return v, nil
		}
	}
	return render.View{Name: name}, catalog.Unknown("view", name, Views())
}

// view returns the figure kind that is asked for or, unasked, the one that
// another flag is for or that suits the dimension.
func (s Spec) view(m surfaces.Meta) (render.View, error) {
	name := cmp.Or(s.View, s.implied())
	if name == "" && m.Dim == 1 {
		name = "slice"
	}
	return findView(name)
}

// suits refuses a view that cannot show the surface.
func (s Spec) suits(p Plan, view render.View) error {
	model, fitted := p.Surface.(surfaces.Fitted)
	_, curved := p.Surface.(surfaces.Curved)
	switch {
	case view.Planar && p.Meta.Dim < 2:
		return notPlanar(view, p)
	case view.Tuned && s.Tune == "":
		return errors.New("shows how rates were chosen: it goes with --tune")
	case view.Fitted && !fitted:
		return fmt.Errorf("needs a model on data, %s is none; %s are", p.Meta.Name, strings.Join(catalog.ModelNames(), ", "))
	case view.Fitted && model.Data().Dim() > 2:
		return fmt.Errorf("needs examples of 1 or 2 inputs, but %s has %d; --view loss takes any", model.Data().Name, model.Data().Dim())
	case view.Classes && (!fitted || model.Data().Classes < 2):
		return fmt.Errorf("needs a model that tells classes, %s is none", p.Meta.Name)
	case view.Curved && !curved:
		return fmt.Errorf("%s has no Hessian; --view compare and --view loss need none", p.Meta.Name)
	}
	return nil
}

// Limits of what a figure shows.
const (
	mostMoments = 100
	mostRuns    = 1000
)

// checkMany refuses more runs than a figure can show, before they are made.
func (s Spec) checkMany() error {
	rules := 0
	for _, o := range s.Optimizers {
		if strings.ContainsAny(strings.TrimSpace(o), " \t") { // a schedule of its own
			rules++
		} else {
			rules += max(1, len(s.Schedules))
		}
	}
	runs := max(1, rules) * max(1, len(s.Batches)) * max(1, len(s.Starts))
	if runs > mostRuns {
		return catalog.Usage("%d runs: a figure shows at most %d; optviz trace makes any number", runs, mostRuns)
	}
	return nil
}

// checkMoments refuses steps that no run has.
func (s Spec) checkMoments(p Plan) error {
	if n := len(s.Moments); n > mostMoments {
		return catalog.Blame("--moments", catalog.JoinWholes(s.Moments), fmt.Errorf("%d steps: at most %d are shown", n, mostMoments))
	}
	for _, k := range s.Moments {
		if k < 0 || k > p.Steps {
			return catalog.Blame("--moments", catalog.JoinWholes(s.Moments), fmt.Errorf("%d: the steps are 0 to %d", k, p.Steps))
		}
	}
	return nil
}

// Centres are the values of --over of a figure of runs: what the curve of many seeds is.
var Centres = []string{"median", "mean", expected}

// checkCentre refuses what no curve of seeds is, and a view without any.
func (s Spec) checkCentre(view string) error {
	views := []string{"accuracy", "compare", "fit", "loss", "sharpness"}
	switch {
	case s.Over == "":
		return nil
	case !slices.Contains(Centres, s.Over):
		return catalog.Unknown("curve of seeds", s.Over, Centres)
	case !slices.Contains(views, view):
		return fmt.Errorf("goes with --view %s, not %s", strings.Join(views, ", "), view)
	case s.Over == expected && (view == "accuracy" || view == "sharpness"):
		return fmt.Errorf("is known of the loss alone, which --view %s does not show", view)
	}
	return nil
}

// single are the views that show one of a run's replicates.
var single = []string{"surface3d", "slice", "phase", "steps", "data", "memory", "schedule"}

// Chosen says how a surface is drawn that is no landscape of two dimensions,
// where the flags do not, and what is drawn of many replicates.
func (s Spec) Chosen(p Plan) []string {
	view, _ := s.view(p.Meta)
	if p.Seeds > 1 && slices.Contains(single, view.Name) {
		return []string{fmt.Sprintf("--view %s shows the first of the %d seeds", view.Name, p.Seeds)}
	}
	if s.View != "" || s.implied() != "" {
		return nil
	}
	flags := "--view " + view.Name
	if p.Meta.Dim > 2 && s.Plane == "" {
		flags += " --plane " + s.planeName()
	}
	switch p.Meta.Dim {
	case 1:
		return []string{"1 dimension: drawing " + flags}
	case 2:
		return nil
	}
	return []string{fmt.Sprintf("%d dimensions: drawing %s", p.Meta.Dim, flags)}
}

// notPlanar says what can be done with a surface that is no landscape.
func notPlanar(view render.View, p Plan) error {
	var others []string
	for _, v := range render.Views() {
		if !v.Planar {
			others = append(others, "--view "+v.Name)
		}
	}
	return fmt.Errorf("needs 2 dimensions, but %s has %d; %s and optviz trace take any",
		p.Meta.Name, p.Meta.Dim, strings.Join(others, ", "))
}

// checkTitle refuses what no font can show and no XML may hold.
func (s Spec) checkTitle(title string) error {
	if !utf8.ValidString(title) {
		return errors.New("is not valid UTF-8")
	}
	if strings.ContainsFunc(title, func(r rune) bool { return printing.IsControl(r) || r == '\uFFFE' || r == '\uFFFF' }) {
		return errors.New("must not have control characters")
	}
	if err := s.checkMeasuring(title, Languages[0]); err != nil {
		return err
	}
	_, err := typeset.Set(typeset.Escape(title), typeset.Bold, 1)
	return err
}

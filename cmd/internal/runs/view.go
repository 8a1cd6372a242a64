package runs

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/optimizers/schedules"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/surfaces"
)

// ViewOf returns the view and the style of a figure of runs, or an error of a flag that
// does not go with them.
func ViewOf(s document.Spec, p Plan) (render.View, sheet.Style, error) {
	view, err := s.ViewFor(p.Meta)
	if err == nil {
		err = checkView(s, p, view)
	}
	if err != nil {
		return view, sheet.Style{}, catalog.Blame("--view", view.Name, err)
	}
	if err := s.CheckViewFlags(view.Name); err != nil {
		return view, sheet.Style{}, err
	}
	if err := checkPlane(s, p); err != nil {
		return view, sheet.Style{}, err
	}
	if !view.Planar {
		if err := CheckNoPlane(s, p.Meta); err != nil {
			return view, sheet.Style{}, err
		}
	}
	if err := checkMoments(s, p); err != nil {
		return view, sheet.Style{}, err
	}
	if _, _, err := coordinateOf(s, p.Meta.Dim); err != nil {
		return view, sheet.Style{}, catalog.Blame("--coordinate", s.Coordinate, err)
	}
	if err := checkRising(s, p); err != nil {
		return view, sheet.Style{}, catalog.Blame("--axis", s.Axis, err)
	}
	style, err := s.PageStyle()
	return view, style, err
}

// checkRising refuses the axis of learning rates for runs whose rates do not rise.
func checkRising(s document.Spec, p Plan) error {
	if XAxisOf(s) != render.ByRate {
		return nil
	}
	for _, r := range p.Runs {
		rates := r.rates()
		if optimizers.TraitsOf(r.Optimizer).SelfPaced || schedules.FollowsLoss(r.Schedule, r.Steps) || !slices.IsSorted(rates) || len(rates) == 0 || rates[0] == rates[len(rates)-1] {
			return fmt.Errorf("the rates of %s do not rise, as those of the schedule range-test do", r.Label)
		}
	}
	return nil
}

// checkView refuses a view that cannot show the surface.
func checkView(s document.Spec, p Plan, view render.View) error {
	model, fitted := objective.As[surfaces.Fitted](p.Surface)
	curved := objective.Is[objective.Curved](p.Surface)
	switch {
	case view.Planar && p.Meta.Dim < 2:
		return notPlanar(view, p)
	case view.Tuned && s.Tune == "":
		return errors.New("shows how rates were chosen: it goes with --tune")
	case view.Seeded && p.Seeds < 2:
		return errors.New("shows where replicates end: it goes with --noise or --batch, and --seeds")
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

// coordinateOf returns which coordinate of some the coordinate view shows, 0 for the usual one, or
// whether it shows all.
func coordinateOf(s document.Spec, dim int) (number int, all bool, err error) {
	switch s.Coordinate {
	case "":
		return 0, false, nil
	case "all":
		return 0, true, nil
	}
	n, err := catalog.ParseWhole(s.Coordinate)
	if err != nil {
		return 0, false, errors.New("is neither all nor the number of a coordinate")
	}
	if n < 1 || n > dim {
		return 0, false, fmt.Errorf("there are coordinates 1 to %d", dim)
	}
	return n, false, nil
}

// checkMoments refuses steps that no run takes, and more of them than a figure shows.
func checkMoments(s document.Spec, p Plan) error {
	if n := len(s.Moments); n > document.MaxMoments {
		return catalog.Blame("--moments", catalog.JoinWholes(s.Moments), fmt.Errorf("%d steps: at most %d are shown", n, document.MaxMoments))
	}
	for _, k := range s.Moments {
		if k < 0 || k > p.Steps {
			return catalog.Blame("--moments", catalog.JoinWholes(s.Moments), fmt.Errorf("%d: the steps are 0 to %d", k, p.Steps))
		}
	}
	return nil
}

// CheckCentre refuses an --over that stands for no curve of seeds, and one in a view
// without such a curve.
func CheckCentre(s document.Spec, view render.View) error {
	switch {
	case s.Over == "":
		return nil
	case !slices.Contains(document.Centres, s.Over):
		return catalog.Unknown("curve of seeds", s.Over, document.Centres)
	case !view.Replicas:
		return fmt.Errorf("goes with --view %s, not %s", document.ViewList(func(v render.View) bool { return v.Replicas }), view.Name)
	case s.Over == document.Expected && (view.Classes || view.Sharp || view.Gradient):
		return fmt.Errorf("is known of the loss alone, which --view %s does not show", view.Name)
	}
	return nil
}

// NotesOnView returns notes on the view and the plane that were chosen for a surface that
// does not have two dimensions, and on seeds that the view does not show.
func NotesOnView(s document.Spec, p Plan) []string {
	view, _ := s.ViewFor(p.Meta)
	if p.Seeds > 1 && view.Single {
		return []string{fmt.Sprintf("--view %s shows the first of the %d seeds", view.Name, p.Seeds)}
	}
	if s.View != "" || s.ImpliedView() != "" {
		return nil
	}
	flags := "--view " + view.Name
	if p.Meta.Dim > 2 && s.Plane == "" {
		flags += " --plane " + PlaneName(s)
	}
	switch p.Meta.Dim {
	case 1:
		return []string{"1 dimension: drawing " + flags}
	case 2:
		return nil
	}
	return []string{fmt.Sprintf("%d dimensions: drawing %s", p.Meta.Dim, flags)}
}

// notPlanar returns the error of a view that needs two dimensions; the message lists views
// that do not.
func notPlanar(view render.View, p Plan) error {
	others := document.ViewsThat(func(v render.View) bool { return !v.Planar })
	for i, name := range others {
		others[i] = "--view " + name
	}
	return fmt.Errorf("needs 2 dimensions, but %s has %d; %s and optviz trace take any",
		p.Meta.Name, p.Meta.Dim, strings.Join(others, ", "))
}

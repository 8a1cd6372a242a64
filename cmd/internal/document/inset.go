package document

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/surfaces"
)

// Zoom holds the key of a part of a map that is drawn larger.
type Zoom struct {
	Inset *InsetSpec `yaml:"inset" doc:"a part of the map, drawn larger in a corner of the map or beside it"`
}

// InsetSpec is a part of a map.
type InsetSpec struct {
	Window []float64 `yaml:"window" doc:"x0, x1, y0, y1 of the part"`
	Corner string    `yaml:"corner" takes:"places" doc:"a corner of the map, or beside the map; without, where there is most room on the map"`
	Size   float64   `yaml:"size" doc:"as a part of the map's shorter side, 0.1 to 0.7, beside the map to 1"`
}

// beside is the place of an inset beside the map.
const beside = "beside"

// Places lists the values of the key corner of insets.
var Places = append(slices.Clone(Corners), beside)

// InsetFlag declares the flag of a part of the map that is drawn larger.
func (z *Zoom) InsetFlag(fs *pflag.FlagSet) {
	fs.Var(newValue("X0,X1,Y0,Y1[:PLACE]", "", func(t string) error {
		in, err := parseInset(t)
		z.Inset = &in
		return err
	}), "inset", "part of the map, drawn larger in --view compare or trajectory; places: "+strings.Join(Corners, ", ")+", "+beside+" (right of the map); default where there is most room on the map")
}

// parseInset reads an inset as its flag has it: X0,X1,Y0,Y1:PLACE.
func parseInset(text string) (InsetSpec, error) {
	window, place, _ := strings.Cut(text, ":")
	x, err := catalog.ParseNumbers(window)
	in := InsetSpec{Window: x, Corner: strings.TrimSpace(place)}
	if err == nil {
		_, err = in.Drawn()
	}
	return in, err
}

// String returns the inset as its flag takes it.
func (in InsetSpec) String() string {
	if in.Corner == "" {
		return catalog.JoinNumbers(in.Window)
	}
	return catalog.JoinNumbers(in.Window) + ":" + in.Corner
}

// Drawn returns the inset as it is drawn, or an error for one that no map can have.
func (in InsetSpec) Drawn() (*render.Inset, error) {
	w := in.Window
	if len(w) != 4 {
		return nil, fmt.Errorf("%d numbers: a window is x0,x1,y0,y1", len(w))
	}
	for i := range 2 {
		if err := catalog.CheckSide(w[2*i], w[2*i+1]); err != nil {
			return nil, err
		}
	}
	drawn := &render.Inset{Window: surfaces.Window{{w[0], w[1]}, {w[2], w[3]}}, Beside: in.Corner == beside, Size: in.Size}
	if !drawn.Beside {
		drawn.Corner = sheet.Corner(in.Corner)
	}
	if drawn.Corner.Check() != nil {
		return nil, catalog.Blame("corner", in.Corner, catalog.Unknown("corner", in.Corner, Places))
	}
	if in.Size != 0 && !(in.Size >= render.LeastInset && in.Size <= drawn.MostSize()) {
		return nil, catalog.Blame("size", catalog.FormatNumber(in.Size), fmt.Errorf("must be in [%g,%g]", render.LeastInset, drawn.MostSize()))
	}
	return drawn, nil
}

// CheckInset refuses an inset in a view that shows none, and one that no map can have.
func (d Document) CheckInset(view render.View) error {
	if d.Inset == nil {
		return nil
	}
	shows := func(v render.View) bool { return v.Inset }
	if !shows(view) {
		return catalog.Blame("--inset", d.Inset.String(), fmt.Errorf("goes with --view %s, not %s", ViewList(shows), view.Name))
	}
	if _, err := d.Inset.Drawn(); err != nil {
		return catalog.Blame("--inset", d.Inset.String(), err)
	}
	if len(d.Window) == 4 && d.Inset.outside(d.Window) {
		return catalog.Blame("--inset", d.Inset.String(), errors.New("is not within the --window"))
	}
	return nil
}

// outside reports whether the inset reaches beyond a window.
func (in InsetSpec) outside(window []float64) bool {
	w := in.Window
	return w[0] < window[0] || w[1] > window[1] || w[2] < window[2] || w[3] > window[3]
}

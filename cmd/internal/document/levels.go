package document

import (
	"errors"
	"math"
	"reflect"
	"strconv"
	"strings"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/yamltree"
	"github.com/optviz/optviz/render/terrain"
)

// Levels holds the contours of a map: a number of them, or their values.
type Levels struct {
	Count int
	At    []float64
}

// ParseLevels reads a number of levels, or the levels themselves with commas between them. A single
// level has a point or an exponent: 5.0.
func ParseLevels(text string) (Levels, error) {
	if n, err := strconv.Atoi(strings.TrimSpace(text)); err == nil {
		l := Levels{Count: n}
		return l, l.check()
	}
	at, err := catalog.ParseNumbers(text)
	if err != nil {
		return Levels{}, err
	}
	l := Levels{At: at}
	return l, l.check()
}

// check refuses levels that no map can have.
func (l Levels) check() error {
	if max(l.Count, len(l.At)) < 1 {
		return errors.New("a number of levels must be at least 1; a single level has a point, as in -5.0")
	}
	return terrain.Levels(l).Check()
}

// String returns the levels as the flag takes them.
func (l Levels) String() string {
	switch {
	case l.Count > 0:
		return strconv.Itoa(l.Count)
	case len(l.At) == 1 && l.At[0] == math.Trunc(l.At[0]) && math.Abs(l.At[0]) < 1e15:
		return strconv.FormatFloat(l.At[0], 'f', 1, 64)
	}
	return catalog.JoinNumbers(l.At)
}

// yaml returns the levels as YAML: a number, or a list.
func (l Levels) yaml() string {
	if l.Count > 0 {
		return strconv.Itoa(l.Count)
	}
	return scalar(reflect.ValueOf(l.At))
}

// levelsText returns levels as the flag takes them, "" for none.
func levelsText(l *Levels) string {
	if l == nil {
		return ""
	}
	return l.String()
}

// errNoLevels is the error of a value that is no levels.
var errNoLevels = errors.New("a number of levels or a list of them is wanted, as in [0.1, 1, 10]")

// setLevels reads the value of a key levels: a number, or a list.
func setLevels(l *Levels, key string, n yamltree.Node) error {
	text := n.Text
	if n.Kind == yamltree.List {
		var items []string
		for _, item := range n.Items {
			if item.Kind != yamltree.Scalar {
				return item.Place.Errorf("%s: %w", key, errNoLevels)
			}
			items = append(items, item.Text)
		}
		if text = strings.Join(items, ","); len(items) == 1 { // which is no number of levels
			text += ".0"
			if v, err := catalog.ParseNumber(items[0]); err == nil {
				text = Levels{At: []float64{v}}.String()
			}
		}
	}
	if n.Kind == yamltree.Mapping {
		return n.Place.Errorf("%s: %w", key, errNoLevels)
	}
	var err error
	if *l, err = ParseLevels(text); err != nil {
		return n.Place.Errorf("%s: %w", key, err)
	}
	return nil
}

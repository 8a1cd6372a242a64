package document

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/pflag"

	"github.com/optviz/optviz/cmd/internal/printing"
	"github.com/optviz/optviz/cmd/internal/yamltree"
	"github.com/optviz/optviz/render/words"
)

// Kinds holds the keys of the figures that show neither runs nor a sweep or basin map.
type Kinds struct {
	AxesSpec  `yaml:",inline"`
	Zoom      `yaml:",inline"`
	Functions `yaml:",inline"`
	Diagram   `yaml:",inline"`
	Cloud     `yaml:",inline"`
	Gradcheck `yaml:",inline"`
	Orbit     `yaml:",inline"`
}

// kind is a kind of figure.
type kind struct {
	name  string
	grid  bool            // the figure is a sweep or basin map
	usual func() Document // makes a document with the defaults of all keys
	keys  func() []string // lists the keys that the kind takes beside those of every figure
}

// kinds returns all kinds of figure, the default first.
func kinds() []kind {
	return []kind{
		{"plot", false, func() Document { return Document{GridSpec: GridSpec{Spec: Default()}} }, func() []string {
			return slices.Concat(keysOf[Spec](), runKeys)
		}},
		{"sweep", true, func() Document { return Document{GridSpec: DefaultSweep()} }, func() []string {
			return slices.Concat(mapKeys(), flagNames(new(GridSpec).SweepFlags), []string{"surface", "names", "curves", "formula-text"}, axesKeys)
		}},
		{"basins", true, func() Document { return Document{GridSpec: DefaultBasins()} }, func() []string {
			return slices.Concat(mapKeys("start"), flagNames(new(GridSpec).BasinFlags), []string{"surface", "names", "formula-text", "x-axis", "y-axis", "marks", "lines"})
		}},
		other("functions", Kinds{}, axesKeys, []string{"param"}, keysOf[Functions]()),
		other("diagram", Kinds{}, keysOf[Diagram]()),
		other("cloud", Kinds{Cloud: Cloud{Draws: 1000}}, []string{"x-axis", "y-axis", "marks", "lines"}, surfaceKeys, []string{"batch", "seed"}, keysOf[Cloud]()),
		other("gradcheck", Kinds{Gradcheck: Gradcheck{H: usualH}}, axesKeys, surfaceKeys, keysOf[Gradcheck]()),
		other("orbit", Kinds{Orbit: Orbit{Last: 200}}, axesKeys, surfaceKeys, []string{"optimizer", "schedule", "lr", "steps", "x"}, keysOf[Orbit]()),
	}
}

// other returns a kind that shows neither runs nor a sweep or basin map, with its defaults
// and keys.
func other(name string, usual Kinds, keys ...[]string) kind {
	return kind{
		name:  name,
		usual: func() Document { return Document{GridSpec: GridSpec{Spec: Default(), Kind: name}, Kinds: usual} },
		keys:  func() []string { return slices.Concat(keys...) },
	}
}

// kindOf returns the kind with a name. A document without a kind is a plot.
func kindOf(name string) (k kind, ok bool) {
	name = cmp.Or(name, "plot")
	all := kinds()
	i := slices.IndexFunc(all, func(k kind) bool { return k.name == name })
	if i < 0 {
		return kind{}, false
	}
	return all[i], true
}

// KindNames lists the values of a document's key kind.
var KindNames = func() []string {
	var all []string
	for _, k := range kinds() {
		all = append(all, k.name)
	}
	return all
}()

// defaultsOf returns a document of a kind with the defaults of all keys.
func defaultsOf(name string) (Document, error) {
	k, ok := kindOf(name)
	if !ok {
		return Document{}, fmt.Errorf("unknown kind %s; choose from %s", printing.Quote(name), strings.Join(KindNames, ", "))
	}
	return k.usual(), nil
}

// IsGrid reports whether the figure is a sweep or a basin map.
func (m GridSpec) IsGrid() bool {
	k, _ := kindOf(m.Kind)
	return k.grid
}

// Keys that several kinds take; runKeys are the keys of runs that are not flags.
var (
	pageKeys    = append([]string{"figures", "columns", "only", "animate", "until", "frames"}, figureKeys...)
	figureKeys  = []string{"kind", "title", "subtitle", "legend", "note", "caption", "size", "dpi", "lang", "theme", "text"}
	runKeys     = []string{"names", "alike", "animate", "until", "frames", "marks", "lines", "inset", "x-axis", "y-axis", "stories"}
	axesKeys    = keysOf[AxesSpec]()
	surfaceKeys = []string{"surface", "formula", "param", "points", "labels", "l1", "l2", "start"}
)

// keysOf returns the YAML keys of a struct.
func keysOf[T any]() []string {
	var keys []string
	for _, f := range keyFields(reflect.TypeFor[T]()) {
		keys = append(keys, f.Tag.Get("yaml"))
	}
	return keys
}

// checkKindKeys refuses keys that the kind of a document does not take.
func checkKindKeys(name string, n yamltree.Node) error {
	own, what := keysOfKind(name), ""
	if name != "" {
		what = "kind: " + name
	}
	if _, page := n.Value("figures"); page && (name == "" || name == "plot") {
		own, what = pageKeys, "a page of figures"
	}
	for _, p := range n.Pairs {
		switch kinds := kindsWithKey()[p.Key]; {
		case slices.Contains(own, p.Key) || len(kinds) == 0: // setKeys refuses unknown keys
		case what == "":
			return p.At.Errorf("%s is a key of %s", p.Key, strings.Join(kinds, ", "))
		default:
			return p.At.Errorf("%s has no key %s; %s is a key of %s", what, p.Key, p.Key, strings.Join(kinds, ", "))
		}
	}
	return nil
}

// keysOfKind returns all keys of a kind.
func keysOfKind(name string) []string {
	k, _ := kindOf(name)
	return slices.Concat(figureKeys, k.keys())
}

// mapKeys returns the keys of the flags that a sweep or basin map shares with runs,
// without some, and without the flags that say what another key says.
func mapKeys(without ...string) []string {
	names := flagNames(func(fs *pflag.FlagSet) { new(Spec).GridFlags(fs, without...) })
	return slices.DeleteFunc(names, func(name string) bool { return !IsKey(name) })
}

// IsKey reports whether documents have a key with that name.
func IsKey(name string) bool {
	return name == lectureKey || slices.Contains(keysOf[Document](), name)
}

// kindsWithKey returns, for each key, the kinds that take it, as they are written in YAML.
var kindsWithKey = sync.OnceValue(func() map[string][]string {
	all := map[string][]string{}
	for _, name := range KindNames {
		for _, key := range keysOfKind(name) {
			all[key] = append(all[key], "kind: "+name)
		}
	}
	for _, key := range pageKeys {
		if !slices.Contains(figureKeys, key) {
			all[key] = append(all[key], "pages of figures")
		}
	}
	return all
})

// Words returns a text in the document's language.
func (d Document) Words(t Text) string { return t.In(d.Language()) }

// Language returns the language of the figure's words, the default where the Spec states
// none.
func (s Spec) Language() string { return cmp.Or(s.Lang, Languages[0]) }

// Speaker returns the methods that write phrases in the language of the figure.
func (s Spec) Speaker() words.Language { return words.Speak(s.Language()) }

// FormatNumber writes a number in the document's language, with its powers of ten as
// mathematics.
func (d Document) FormatNumber(v float64, digits int) string {
	text, _ := FormatDigits(v, d.Language(), digits) // fails only for what is no number
	return PowersAsMath(text)
}

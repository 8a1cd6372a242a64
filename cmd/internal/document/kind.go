package document

import (
	"cmp"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/pflag"

	"github.com/optviz/optviz/cmd/internal/yamltree"
	"github.com/optviz/optviz/render/words"
)

// Kinds are the keys of the kinds of figure that are neither of runs nor maps.
type Kinds struct {
	AxesSpec  `yaml:",inline"`
	Functions `yaml:",inline"`
	Diagram   `yaml:",inline"`
	Cloud     `yaml:",inline"`
	Gradcheck `yaml:",inline"`
	Orbit     `yaml:",inline"`
}

// kind is a kind of figure that is neither of runs nor a map.
type kind struct {
	name  string
	keys  []string // that it takes, beside those of every figure
	usual Kinds
}

// Keys of figures, of pages of them, of runs beside their flags, of axes and of the surface.
var (
	pageKeys    = append([]string{"figures", "columns"}, figureKeys...)
	runKeys     = []string{"names", "alike", "animate", "until", "lines"}
	figureKeys  = []string{"kind", "title", "caption", "size", "dpi", "lang", "theme"}
	axesKeys    = keysOf[AxesSpec]()
	surfaceKeys = []string{"surface", "formula", "param", "points", "labels", "l1", "l2", "start"}
)

// others are the kinds of figure that are neither of runs nor maps.
func others() []kind {
	return []kind{
		{"functions", slices.Concat(axesKeys, []string{"param"}, keysOf[Functions]()), Kinds{}},
		{"diagram", keysOf[Diagram](), Kinds{}},
		{"cloud", slices.Concat([]string{"x-axis", "y-axis"}, surfaceKeys, []string{"batch", "seed"}, keysOf[Cloud]()), Kinds{Cloud: Cloud{Draws: 1000}}},
		{"gradcheck", slices.Concat(axesKeys, surfaceKeys, keysOf[Gradcheck]()), Kinds{Gradcheck: Gradcheck{H: usualH}}},
		{"orbit", slices.Concat(axesKeys, surfaceKeys, []string{"optimizer", "schedule", "lr", "steps", "x"}, keysOf[Orbit]()), Kinds{Orbit: Orbit{Last: 200}}},
	}
}

// keysOf are the keys of a struct.
func keysOf[T any]() []string {
	var keys []string
	for _, f := range leaves(reflect.TypeFor[T]()) {
		keys = append(keys, f.Tag.Get("yaml"))
	}
	return keys
}

// other is the kind of that name, if it is neither of runs nor a map.
func other(name string) (kind, bool) {
	all := others()
	i := slices.IndexFunc(all, func(k kind) bool { return k.name == name })
	if i < 0 {
		return kind{}, false
	}
	return all[i], true
}

// foreign refuses keys that the kind of a document has no use for.
func foreign(name string, n yamltree.Node) error {
	own, what := keysOfKind(name), ""
	if name != "" {
		what = "kind: " + name
	}
	if _, page := n.Value("figures"); page && (name == "" || name == "plot") {
		own, what = pageKeys, "a page of figures"
	}
	for _, p := range n.Pairs {
		switch having := having()[p.Key]; {
		case slices.Contains(own, p.Key) || len(having) == 0: // unknown keys are told elsewhere
		case what == "":
			return p.At.Errorf("%s is a key of %s", p.Key, strings.Join(having, ", "))
		default:
			return p.At.Errorf("%s has no key %s; %s is a key of %s", what, p.Key, p.Key, strings.Join(having, ", "))
		}
	}
	return nil
}

// keysOfKind are all keys of a kind.
func keysOfKind(name string) []string {
	switch name {
	case "", "plot":
		return slices.Concat(figureKeys, keysOf[Spec](), runKeys)
	case "sweep":
		return slices.Concat(figureKeys, mapKeys(), flagNames(new(GridSpec).SweepFlags), []string{"surface", "names", "curves"}, axesKeys)
	case "basins":
		return slices.Concat(figureKeys, mapKeys("start"), flagNames(new(GridSpec).BasinFlags), []string{"surface", "names"})
	}
	k, _ := other(name)
	return slices.Concat(figureKeys, k.keys)
}

// mapKeys are the keys of the flags of runs that a map has, but for some.
func mapKeys(without ...string) []string {
	return flagNames(func(fs *pflag.FlagSet) { new(Spec).GridFlags(fs, without...) })
}

// IsKey reports whether documents have a key.
func IsKey(name string) bool { return slices.Contains(keysOf[Document](), name) }

// having are the kinds that have each key, as they are written.
var having = sync.OnceValue(func() map[string][]string {
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

// Words is a text of the document in its language.
func (d Document) Words(t Text) string { return t.In(d.Language()) }

// Language is the language of the words.
func (s Spec) Language() string { return cmp.Or(s.Lang, Languages[0]) }

// Speaker returns the language of the words as those who write messages need it.
func (s Spec) Speaker() words.Language { return words.Speak(s.Language()) }

// FormatNumber is a number in the document's language.
func (d Document) FormatNumber(v float64, digits int) string {
	text, _ := FormatDigits(v, d.Language(), digits) // it is one
	return PowersAsMath(text)
}

package catalog

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/optviz/optviz/cmd/internal/printing"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/schedules"
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/data"
	"github.com/optviz/optviz/surfaces/formula"
	"github.com/optviz/optviz/surfaces/models"
)

// Entry is a line of a catalogue: a name that stands for a value. Parameters change the
// fields of a copy of the value.
type Entry struct {
	Name  string
	Title string
	Doc   string
	value any // the prototype, which is never changed
	extra any // a struct of the keys that all entries of the catalogue share, or nil
}

// ruleKeys are the keys that every optimizer has.
type ruleKeys struct {
	LR float64 `key:"lr" in:"(0,inf)" doc:"learning rate"`
}

// scheduleKeys are the keys that every schedule has, unless it has its own of that name.
type scheduleKeys struct {
	Warmup int `key:"warmup" in:"[0,inf)" doc:"steps of linear warm-up before the schedule starts"`
}

// Surfaces returns the catalogue of loss landscapes: closed forms, then models fitted to
// data.
func Surfaces() []Entry { return slices.Clone(landscapes()) }

// landscapes builds the catalogue of surfaces once: finding the known points of some
// surfaces takes time.
var landscapes = sync.OnceValue(func() []Entry {
	var es []Entry
	for _, s := range surfaces.Catalog() {
		m := s.Meta()
		es = append(es, Entry{Name: m.Name, Title: m.Title, Doc: m.About, value: s})
	}
	for _, m := range models.Catalog() {
		es = append(es, Entry{Name: m.Name, Title: m.Title, Doc: m.About, value: m.Recipe})
	}
	return es
})

// ModelNames returns the names of the surfaces that are models fitted to data.
func ModelNames() []string {
	var names []string
	for _, m := range models.Catalog() {
		names = append(names, m.Name)
	}
	return names
}

// Optimizers returns the catalogue of update rules.
func Optimizers() []Entry {
	var es []Entry
	for _, o := range optimizers.Catalog() {
		es = append(es, Entry{o.Name, o.Title, o.Doc, o.Rule, ruleKeys{o.LR}})
	}
	return es
}

// Schedules returns the catalogue of learning-rate schedules.
func Schedules() []Entry {
	var es []Entry
	for _, s := range schedules.Catalog() {
		es = append(es, Entry{s.Name, s.Title, s.Doc, s.Schedule, scheduleKeys{}})
	}
	return es
}

// Data returns the catalogue of data sets, which models take as data=NAME.
func Data() []Entry {
	var es []Entry
	for _, d := range data.Catalog() {
		size := Count(d.N, "example")
		if d.Noise > 0 {
			size += ", noise " + FormatNumber(d.Noise)
		}
		es = append(es, Entry{Name: d.Name, Doc: d.Doc + " [" + size + "]"})
	}
	return es
}

func Names(entries []Entry) []string {
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = e.Name
	}
	return names
}

// Resolve reads a term, name[:key=value,...], and returns the instance of the entry that
// it names. Messages call the entries by kind.
func Resolve(kind string, entries []Entry, s string) (Instance, error) {
	t, err := parseTerm(s)
	if err != nil {
		return Instance{}, err
	}
	e, err := find(kind, entries, t.name)
	if err != nil {
		return Instance{}, err
	}
	return e.with(t)
}

func find(kind string, entries []Entry, name string) (Entry, error) {
	for _, e := range entries {
		if e.Name == name {
			return e, nil
		}
	}
	return Entry{}, Unknown(kind, name, Names(entries))
}

// Instance is a copy of an entry's value, which the parameters of a term set.
type Instance struct {
	Entry
	term         term // what it was made from, keys as in the catalogue
	value, extra reflect.Value
	Params       []Param
}

// given reports whether the term sets the key.
func (in Instance) given(key string) bool {
	return slices.ContainsFunc(in.term.args, func(a arg) bool { return a.key == key })
}

// instance copies the prototypes, so that setting a parameter of the copy leaves the
// catalogue unchanged.
func (e Entry) instance() Instance {
	in := Instance{Entry: e, value: SettableCopy(e.value)}
	own := ParamsOf(in.value)
	if e.extra != nil {
		in.extra = SettableCopy(e.extra)
		for _, p := range ParamsOf(in.extra) {
			if _, ok := FindParam(own, p.Key); !ok {
				p.Common = true
				in.Params = append(in.Params, p)
			}
		}
	}
	in.Params = append(in.Params, own...)
	return in
}

// SettableCopy copies a struct into a new variable whose fields reflection can set.
func SettableCopy(v any) reflect.Value {
	c := reflect.New(reflect.TypeOf(v)).Elem()
	c.Set(reflect.ValueOf(v))
	return c
}

// hasKey returns a predicate: whether a parameter has the key, in upper or lower case.
func hasKey(key string) func(Param) bool {
	return func(p Param) bool { return strings.EqualFold(p.Key, key) }
}

// FindParam returns the parameter with a key, in upper or lower case.
func FindParam(ps []Param, key string) (Param, bool) {
	if i := slices.IndexFunc(ps, hasKey(key)); i >= 0 {
		return ps[i], true
	}
	return Param{}, false
}

// Params returns the entry's parameters. Parameters that all entries of the catalogue
// share come first.
func (e Entry) Params() []Param {
	if e.value == nil {
		return nil
	}
	return e.instance().Params
}

// with returns an instance whose parameters have the values of the term.
func (e Entry) with(t term) (Instance, error) {
	in := e.instance()
	in.term.name = e.Name
	for _, a := range t.args {
		p, ok := FindParam(in.Params, a.key)
		if !ok {
			return in, e.unknownKey(in.Params, a.key)
		}
		if in.given(p.Key) {
			return in, fmt.Errorf("%s is given twice", p.Key)
		}
		if err := p.set(a.value); err != nil {
			return in, err
		}
		in.term.args = append(in.term.args, arg{p.Key, a.value})
	}
	return in, checkOrder(in.Params)
}

// orderedKeys lists pairs of keys of one entry whose first value must not be above the second.
var orderedKeys = [][2]string{{"step_size_min", "step_size_max"}, {"base_lr", "max_lr"}, {"low", "high"}}

// checkOrder refuses values of keys that contradict each other.
func checkOrder(ps []Param) error {
	for _, keys := range orderedKeys {
		low, hasLow := FindParam(ps, keys[0])
		high, hasHigh := FindParam(ps, keys[1])
		if !hasLow || !hasHigh || high.Value.IsZero() { // a zero stands for the run's rate
			continue
		}
		if low.Value.Float() > high.Value.Float() {
			return fmt.Errorf("%s=%s is above %s=%s", low.Key, low.Text(), high.Key, high.Text())
		}
	}
	return nil
}

// unknownKey returns the error of a key that the entry lacks; the message lists the keys
// that the entry has.
func (e Entry) unknownKey(ps []Param, key string) error {
	if len(ps) == 0 {
		return fmt.Errorf("unknown key %s: %s has no parameters", printing.Quote(key), e.Name)
	}
	keys := make([]string, len(ps))
	for i, p := range ps {
		keys[i] = p.Key
	}
	hint := ""
	if near := Nearest(key, keys); near != "" {
		hint = fmt.Sprintf(" (did you mean %s?)", near)
	}
	also := ""
	if rules := rulesWith(key); len(rules) > 0 && slices.Contains(Names(Optimizers()), e.Name) {
		also = fmt.Sprintf("; %s is a key of %s", key, strings.Join(rules[:min(3, len(rules))], ", "))
	}
	return fmt.Errorf("unknown key %s%s; %s takes %s%s", printing.Quote(key), hint, e.Name, strings.Join(keys, ", "), also)
}

// rulesWith returns the names of the optimizers that have a key.
func rulesWith(key string) []string {
	var names []string
	for _, e := range Optimizers() {
		if _, has := FindParam(e.Params(), key); has {
			names = append(names, e.Name)
		}
	}
	return names
}

// isFormula reports whether a text that names no surface looks like a formula.
func isFormula(s string) bool {
	name, _, _ := strings.Cut(s, ":")
	if _, err := find("surface", Surfaces(), strings.ToLower(strings.TrimSpace(name))); err == nil {
		return false
	}
	if strings.ContainsAny(name, "^*+/()") {
		return true
	}
	_, err := formula.Parse(s, nil)
	return err == nil
}

// ParseSurface reads SURFACE: name[:key=value,...]. A model is fitted to examples or,
// where they are nil, to data of its own.
func ParseSurface(s string, examples *data.Set) (surfaces.Surface, error) {
	in, err := Resolve("surface", Surfaces(), s)
	if err != nil && isFormula(s) {
		return nil, Blame("SURFACE", s, errors.New("is a formula, not a name: draw it with -f '"+printing.Clip(s)+"'"))
	}
	if err != nil {
		return nil, Blame("SURFACE", s, err)
	}
	return in.surface(s, examples)
}

// surface builds the surface of an instance; messages call the surface by text.
func (in Instance) surface(text string, examples *data.Set) (surfaces.Surface, error) {
	switch v := in.value.Interface().(type) {
	case models.Recipe:
		for _, key := range []string{"data", "noise"} { // keys of the examples that the recipe generates
			if examples != nil && in.given(key) {
				return nil, Blame("--points", examples.Name, fmt.Errorf("%s: %s is for examples without a file", printing.Quote(text), key))
			}
		}
		f, err := v.Build(examples)
		return f, Blame("SURFACE", text, err)
	case surfaces.Surface:
		if examples == nil {
			return v, nil
		}
	}
	return nil, Blame("--points", examples.Name, fmt.Errorf("%s is fitted to no examples; %s are", in.Name, strings.Join(ModelNames(), ", ")))
}

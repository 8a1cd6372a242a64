package document

import (
	"reflect"
	"slices"
	"strings"

	"github.com/optviz/optviz/cmd/internal/printing"
	"github.com/optviz/optviz/cmd/internal/yamltree"
)

// Figures finds a figure of the lecture by its name, as 12.1 or, of a page, 7.4#2.
type Figures func(name string) (Document, error)

// lectureKey is the key of a figure of the lecture, whose other keys stand for its own. A document never
// has the key: it holds the figure itself.
const lectureKey = "lecture"

// decodeLecture reads a document that is a figure of the lecture, with what other keys change in it.
func (c decoder) decodeLecture(n, name yamltree.Node) (Document, error) {
	if name.Kind != yamltree.Scalar || c.figures == nil {
		return Document{}, name.Place.Errorf("%s: the number of a figure is wanted, as in 12.1", lectureKey)
	}
	d, err := c.figures(name.Text)
	if err != nil {
		return d, name.Place.Errorf("%s: %s: %w", lectureKey, printing.Quote(name.Text), err)
	}
	n.Pairs = slices.DeleteFunc(slices.Clone(n.Pairs), func(p yamltree.Pair) bool { return p.Key == lectureKey })
	for _, p := range n.Pairs {
		if err := d.checkReplaceable(name.Text, p); err != nil {
			return d, err
		}
	}
	d = d.yieldTo(n)
	d.Grammar = c.grammar
	return c.decodeInto(d, n)
}

// checkReplaceable refuses a key that a figure of the lecture does not take.
func (d Document) checkReplaceable(name string, p yamltree.Pair) error {
	own := keysOfKind(d.Kind)
	if len(d.Figures) > 0 {
		own = pageKeys
	}
	switch {
	case p.Key == "kind" || p.Key == "figures":
		return p.At.Errorf("%s: figure %s of the lecture has its own", p.Key, name)
	case slices.Contains(own, p.Key) || len(kindsWithKey()[p.Key]) == 0: // setKeys refuses unknown keys
		return nil
	case len(d.Figures) > 0:
		return p.At.Errorf("figure %s of the lecture is a page, which has no key %s; %s: %s#1 is the first of its %d figures", name, p.Key, lectureKey, name, len(d.leaves()))
	}
	return p.At.Errorf("figure %s of the lecture has no key %s; it is a key of %s", name, p.Key, strings.Join(kindsWithKey()[p.Key], ", "))
}

// rivals lists keys of which one says in another way what the others say.
var rivals = [][]string{{"surface", "formula"}, {"steps", "epochs", "examples"}, {"subtitle", "note"}}

// ofRuns lists the keys that make the runs, to which names and caption belong.
var ofRuns = []string{"optimizer", "schedule", "start", "batch", "lr", "tune"}

// yieldTo returns the document without the keys that would contradict what a mapping gives.
func (d Document) yieldTo(n yamltree.Node) Document {
	given := func(key string) bool { _, ok := n.Value(key); return ok }
	v := reflect.ValueOf(&d).Elem()
	leave := func(key string) {
		for _, f := range keyFields(v.Type()) {
			if f.Tag.Get("yaml") == key && !given(key) {
				v.FieldByIndex(f.Index).SetZero()
			}
		}
	}
	for _, keys := range rivals {
		if slices.ContainsFunc(keys, given) {
			for _, key := range keys {
				leave(key)
			}
		}
	}
	if given("surface") || given("formula") {
		leave("param")
	}
	if slices.ContainsFunc(ofRuns, given) {
		leave("names")
		leave("caption")
	}
	return d
}

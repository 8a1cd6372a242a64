package catalog

import (
	"reflect"
	"strings"
	"testing"
)

// catalogs are all catalogues by the kind of thing that they hold.
func catalogs() map[string][]Entry {
	return map[string][]Entry{"surface": Surfaces(), "optimizer": Optimizers(), "schedule": Schedules()}
}

// TestCatalog holds every entry: names and keys that can be typed, intervals
// and choices that can be read, defaults that lie in them.
func TestCatalog(t *testing.T) {
	for kind, entries := range catalogs() {
		seen := map[string]bool{}
		for _, e := range entries {
			if e.Name == "" || strings.ToLower(e.Name) != e.Name || strings.ContainsAny(e.Name, " :,=@*+/") || seen[e.Name] {
				t.Errorf("%s: bad or double name %q", kind, e.Name)
			}
			seen[e.Name] = true
			if e.Title == "" || e.Doc == "" || seen["title "+e.Title] {
				t.Errorf("%s %s: no title or a double one, or no line about it", kind, e.Name)
			}
			seen["title "+e.Title] = true
			keys := map[string]bool{}
			for _, p := range e.Params() {
				if p.Key == "" || strings.ContainsAny(p.Key, " :,=@*+/") || keys[strings.ToLower(p.Key)] {
					t.Errorf("%s %s: bad or double key %q", kind, e.Name, p.Key)
				}
				keys[strings.ToLower(p.Key)] = true
				if p.Doc == "" || p.Default == "" {
					t.Errorf("%s %s: %s has no doc or no default", kind, e.Name, p.Key)
				}
				numeric := p.Value.Kind() != reflect.String && p.Value.Kind() != reflect.Bool
				if numeric != (p.In != "") || numeric == (len(p.Choices) > 0) {
					t.Errorf("%s %s: %s needs an interval or choices", kind, e.Name, p.Key)
				}
				// A zero default of a field that does not take 0 stands for one derived from the run.
				if text := p.Text(); text != "0" && text != "" {
					if err := p.set(text); err != nil {
						t.Errorf("%s %s: the default: %v", kind, e.Name, err)
					}
				}
			}
		}
	}
}

// TestPrototypes: setting parameters leaves the catalogue as it is.
func TestPrototypes(t *testing.T) {
	for kind, entries := range catalogs() {
		for i, e := range entries {
			for _, p := range e.Params() {
				for _, text := range append(p.Choices, "0", "1", "0.5", "2", "3/4") {
					p.set(text)
				}
			}
			for j, again := range catalogs()[kind] {
				if i == j && !reflect.DeepEqual(again.value, e.value) {
					t.Errorf("%s %s has changed to %+v", kind, e.Name, e.value)
				}
			}
		}
	}
}

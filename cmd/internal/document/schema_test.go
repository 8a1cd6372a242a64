package document

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"reflect"
	"testing"
)

var update = flag.Bool("update", false, "write the files that the tests hold")

// The committed schema is that of the keys there are.
func TestSchemaIsCurrent(t *testing.T) {
	const name = "figure.schema.json"
	if *update {
		if err := os.WriteFile(name, Schema(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if committed, err := os.ReadFile(name); err != nil || !bytes.Equal(committed, Schema()) {
		t.Errorf("%s is not current; go test -run Schema -update writes it: %v", name, err)
	}
	var s struct {
		Properties map[string]map[string]any
	}
	if err := json.Unmarshal(Schema(), &s); err != nil {
		t.Fatal(err)
	}
	for _, f := range keyFields(reflect.TypeFor[Document]()) {
		p := s.Properties[f.Tag.Get("yaml")]
		if p == nil {
			t.Errorf("no key %s", f.Tag.Get("yaml"))
		} else if p["type"] == nil && p["oneOf"] == nil {
			t.Errorf("%s takes anything", f.Name)
		}
	}
}

// Quantities are numbers or texts that measure, also for editors.
func TestSchemaQuantities(t *testing.T) {
	for _, of := range []struct {
		in   reflect.Type
		keys []string
	}{{reflect.TypeFor[MarkSpec](), []string{"x", "y", "run", "step"}}, {reflect.TypeFor[LineSpec](), []string{"x", "y"}}, {reflect.TypeFor[Document](), []string{"coordinate"}}} {
		properties := structSchema(of.in)["properties"].(map[string]any)
		for _, key := range of.keys {
			if got := properties[key].(map[string]any)["type"]; !reflect.DeepEqual(got, []string{"number", "string"}) {
				t.Errorf("%v: the type of %s is %v", of.in, key, got)
			}
		}
	}
}

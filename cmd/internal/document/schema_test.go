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

package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/lecture"
)

// Editors find no fault in the figures of the lecture, as they are written and as they are printed.
func TestSchemaOfFigures(t *testing.T) {
	schema := compiledSchema(t)
	check := func(name string, text []byte) {
		t.Helper()
		if err := schema.Validate(asJSON(t, name, text)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	written, err := filepath.Glob(filepath.Join("..", "internal", "lecture", "*.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range written {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		check(path, text)
	}
	figures, err := lecture.Figures()
	if err != nil || len(figures) != len(written) {
		t.Fatalf("%d figures of %d files: %v", len(figures), len(written), err)
	}
	for _, f := range figures {
		check(f.ID, f.Document.Restyled(document.Appearance{}).YAML())
	}
}

// Editors find what the program refuses, and take numbers for what may be one.
func TestSchemaRefuses(t *testing.T) {
	schema := compiledSchema(t)
	for _, text := range []string{"{kind: basins, grid: 51}", "{kind: basins, grid: 51x31}", "tune: 0.1", "{kind: gradcheck, h: 1e-3}"} {
		if err := schema.Validate(asJSON(t, text, []byte(text))); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
	for _, text := range []string{"surfce: beale", "steps: many", "kind: plto", "optimizer: adam", "lines: [{z: 1}]", "figures: [{steps: many}]"} {
		if schema.Validate(asJSON(t, text, []byte(text))) == nil {
			t.Errorf("%s is valid", text)
		}
	}
}

// compiledSchema returns the schema that render --schema prints.
func compiledSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	parsed, err := jsonschema.UnmarshalJSON(bytes.NewReader(document.Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("figure.schema.json", parsed); err != nil {
		t.Fatal(err)
	}
	return c.MustCompile("figure.schema.json")
}

// asJSON returns YAML as the values that JSON would give.
func asJSON(t *testing.T, name string, text []byte) any {
	t.Helper()
	var value any
	if err := yaml.Unmarshal(text, &value); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	encoded, err := json.Marshal(value)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	parsed, err := jsonschema.UnmarshalJSON(bytes.NewReader(encoded))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return parsed
}

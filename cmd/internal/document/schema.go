package document

import (
	"cmp"
	"encoding/json"
	"reflect"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/optviz/optviz/cmd/internal/setup"
	"github.com/optviz/optviz/render/sheet"
)

// Schema returns the JSON Schema of a Document's YAML, for editors: the keys, the values
// that they take and, from the help of the flags, their purpose.
func Schema() []byte {
	docs := map[string]string{
		"surface":      "name[:key=value,...], as `optviz list surfaces` has them",
		"kind":         "what is drawn",
		"names":        "what the runs are called, in their order: a text or one for each language, which may measure too",
		"alike":        "runs of one optimizer look alike, and view: trajectory names each at its start, not in a legend",
		"note":         "added to the subtitle: what no flag says; a text or one for each language, which may measure too",
		"formula-text": "none: the subtitle states no formula; formula: none means this, too",
		"caption":      "a text or one for each language; {{.Steps 1 1e-6}} and the like are measured",
		"columns":      "figures side by side; slides choose",
		"figures":      "the figures of a page",
		"only":         "the figures of a page that are drawn, from 1 in reading order, in the colours and on the axes that they have beside the others",
		"animate":      "how the runs move, in a film",
		"stories":      "texts in steps, each with what optviz explore's page shows beside it",
		"until":        "how far along their axis, in steps unless another is given, runs are drawn",
		"frames":       "a figure for each of these steps, or places on the axis, with the runs up to there: files, slides of a presentation, or overlays of beamer",
	}
	var d Document
	for _, declare := range []func(*pflag.FlagSet){d.PlotFlags, d.SweepFlags, d.BasinFlags} {
		fs := pflag.NewFlagSet("", pflag.ContinueOnError)
		declare(fs)
		fs.VisitAll(func(f *pflag.Flag) {
			_, docs[f.Name] = pflag.UnquoteUsage(f)
		})
	}
	properties := map[string]any{}
	for _, f := range keyFields(reflect.TypeFor[Document]()) {
		key := f.Tag.Get("yaml")
		p := schemaOfField(f)
		if doc := f.Tag.Get("doc"); doc != "" {
			docs[key] = doc
		}
		if doc := docs[key]; doc != "" {
			p["description"] = strings.ReplaceAll(doc, "`", "")
		}
		if choices := choicesOf(key); choices != nil {
			p["enum"] = choices
		}
		properties[key] = p
	}
	properties[lectureKey] = map[string]any{"type": []string{"string", "number"}, "description": "a figure of the lecture, as 12.1, or one of a page, as 7.4#2, which other keys change"}
	text, err := json.MarshalIndent(map[string]any{
		"$schema":              schemaVersion,
		"title":                "a figure of optviz",
		"type":                 "object",
		"properties":           properties,
		"additionalProperties": false,
	}, "", "  ")
	if err != nil {
		panic(err) // every value of the schema has a form in JSON
	}
	return append(text, '\n')
}

// choicesOf returns the words that a key, or a field with the tag takes, takes; nil for other values.
func choicesOf(key string) []string {
	return map[string][]string{
		"kind": KindNames, "order": setup.Orders, "panels": PanelKinds, "arrows": ArrowKinds, "axis": Axes(),
		"plane": Planes, "as": SeriesKinds, "view": Views(), "over": Overs, "heading": Headings, "corner": Corners, "places": Places, "heat": sheet.MapNames(), "lang": Languages, "text": TextForms, "legend": Shown, "formula-text": Shown,
	}[key]
}

// schemaOf returns the JSON Schema of a type.
func schemaOf(t reflect.Type) map[string]any {
	switch t {
	case reflect.TypeFor[Theme]():
		return map[string]any{"oneOf": []any{
			map[string]any{"enum": ThemeNames()},
			map[string]any{"type": "string", "pattern": themePattern},
			schemaOf(reflect.TypeFor[ThemeKeys]()),
		}}
	case reflect.TypeFor[ThemeMap]():
		return map[string]any{"oneOf": append([]any{map[string]any{"enum": sheet.MapNames()}, schemaOf(reflect.TypeFor[[]string]())}, mapKeySchemas()...)}
	}
	if t == reflect.TypeFor[Text]() {
		languages := map[string]any{}
		for _, lang := range Languages {
			languages[lang] = map[string]any{"type": "string"}
		}
		return map[string]any{"oneOf": []any{
			map[string]any{"type": "string"},
			map[string]any{"type": "object", "properties": languages, "required": Languages, "additionalProperties": false},
		}}
	}
	if t == reflect.TypeFor[AxisRange]() {
		return map[string]any{"oneOf": []any{
			map[string]any{"type": "array", "items": map[string]any{"type": []string{"number", "null"}}, "minItems": 2, "maxItems": 2},
			map[string]any{"type": "string", "description": "as the flag takes it"},
		}}
	}
	if t == reflect.TypeFor[Levels]() {
		return map[string]any{"oneOf": []any{
			map[string]any{"type": "integer"},
			map[string]any{"type": "array", "items": map[string]any{"type": "number"}},
			map[string]any{"type": "string", "description": "as the flag takes it"},
		}}
	}
	switch t.Kind() {
	case reflect.Pointer:
		return schemaOf(t.Elem())
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	case reflect.Int, reflect.Uint64:
		return map[string]any{"type": "integer"}
	case reflect.Float64:
		return map[string]any{"type": "number"}
	case reflect.Slice:
		return map[string]any{"type": "array", "items": schemaOf(t.Elem())}
	case reflect.Map:
		return map[string]any{"type": "object", "additionalProperties": schemaOf(t.Elem())}
	case reflect.Struct:
		if t == reflect.TypeFor[Document]() {
			return map[string]any{"$ref": "#"}
		}
		if slices.Contains(flagTypes, t) {
			return map[string]any{"oneOf": []any{structSchema(t), map[string]any{"type": "string", "description": "as the flag takes it"}}}
		}
		return structSchema(t)
	}
	return map[string]any{"type": "string"}
}

// schemaOfField returns the JSON Schema of a key. A text with the tag takes:"numbers" may be written as
// a number, too.
func schemaOfField(f reflect.StructField) map[string]any {
	p := schemaOf(f.Type)
	if f.Tag.Get("takes") == "numbers" {
		p["type"] = []string{"number", "string"}
	}
	return p
}

// structSchema returns the JSON Schema of the keys of a struct.
func structSchema(t reflect.Type) map[string]any {
	properties := map[string]any{}
	for _, f := range keyFields(t) {
		key := f.Tag.Get("yaml")
		p := schemaOfField(f)
		if doc := f.Tag.Get("doc"); doc != "" {
			p["description"] = doc
		}
		if choices := choicesOf(cmp.Or(f.Tag.Get("takes"), key)); choices != nil && f.Type.Kind() == reflect.String {
			p["enum"] = choices
		}
		properties[key] = p
	}
	return map[string]any{"type": "object", "properties": properties, "additionalProperties": false}
}

// mapKeySchemas returns the JSON Schemas of the keys of a theme's map: of a built-in one and of colours.
func mapKeySchemas() []any {
	named, coloured := structSchema(reflect.TypeFor[ThemeMap]()), structSchema(reflect.TypeFor[ThemeMap]())
	keys := named["properties"].(map[string]any)
	for _, key := range []string{"deep", "cold", "warm"} {
		delete(keys, key)
	}
	keys["name"].(map[string]any)["enum"], named["minProperties"] = sheet.MapNames(), 1
	delete(coloured["properties"].(map[string]any), "name")
	coloured["required"] = []string{"deep"}
	return []any{named, coloured}
}

// themePattern matches the name of a theme's file.
const themePattern = `\.([yY][aA]?[mM][lL]|[jJ][sS][oO][nN])$`

// ThemeSchema returns the JSON Schema of the file of a theme.
func ThemeSchema() []byte {
	schema := structSchema(reflect.TypeFor[ThemeKeys]())
	schema["$schema"], schema["title"] = schemaVersion, "a theme of optviz"
	text, err := json.MarshalIndent(schema, "", "  ")
	if err != nil {
		panic(err) // every value of the schema has a form in JSON
	}
	return append(text, '\n')
}

const schemaVersion = "https://json-schema.org/draft/2020-12/schema"

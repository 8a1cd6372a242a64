package document

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"

	"github.com/optviz/optviz/render/sheet"
)

// flow returns the keys as YAML on one line.
func (k ThemeKeys) flow() string { return scalar(reflect.ValueOf(k)) }

// flow returns the map as YAML on one line.
func (m ThemeMap) flow() string {
	switch {
	case m.Name != "" && m.Heat == "":
		return yamlString(m.Name)
	case m.Name == "" && len(m.Cold)+len(m.Warm)+len(m.Heat) == 0:
		return scalar(reflect.ValueOf(m.Deep))
	}
	type keys ThemeMap // without this method
	return scalar(reflect.ValueOf(keys(m)))
}

// themeExamples holds values of the keys that no built-in theme has, or not all.
var themeExamples = map[string]string{
	"runs":     `["#ca522f", "#9f8300", "#007a60", "#8c0042"]`,
	"map-runs": `["#ff9e74", "#ffe36b", "#00f1ac", "#ef5297"]`,
	"fonts":    "{sans: Sans.ttf, bold: Sans-Bold.ttf, italic: Serif-Italic.otf, bold-italic: Serif-BoldItalic.otf}",
	"least":    "18/540",
	"logo":     "{corner: top-right, size: 3cmx1.5cm}",
	"page":     "17.5cmx11cm",
}

// ThemeFile returns a built-in theme as the text of a file to begin with.
func ThemeFile(t sheet.Theme) []byte {
	var b bytes.Buffer
	b.WriteString("# A theme for --theme FILE, and for the key theme of a figure's file. A key left out is as in base.\n" +
		"# Colours are '#rgb', '#rrggbb' or names of CSS. optviz list themes --schema has a JSON Schema.\n")
	writeKeys(&b, "", reflect.ValueOf(keysOfTheme(t)))
	return b.Bytes()
}

// writeKeys writes a line for each key of a struct: of those without a value a comment with an
// example.
func writeKeys(b *bytes.Buffer, indent string, v reflect.Value) {
	for _, f := range keyFields(v.Type()) {
		key, doc, field := f.Tag.Get("yaml"), f.Tag.Get("doc"), v.FieldByIndex(f.Index)
		if doc != "" {
			doc = "  # " + doc
		}
		switch {
		case field.IsZero():
			fmt.Fprintf(b, "%s# %s: %s%s\n", indent, key, themeExamples[key], doc)
		case isPart(field):
			fmt.Fprintf(b, "%s%s:%s\n", indent, key, doc)
			writeKeys(b, indent+"  ", field.Elem())
		default:
			fmt.Fprintf(b, "%s%s: %s%s\n", indent, key, scalar(field), strings.TrimRight(doc, " "))
		}
	}
}

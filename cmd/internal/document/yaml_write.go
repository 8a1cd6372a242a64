package document

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/printing"
)

// YAML writes the document for ParseYAML, without values that are the defaults.
func (d Document) YAML() []byte {
	var b bytes.Buffer
	if d.write(&b, ""); b.Len() == 0 {
		return []byte("{}\n") // all values are defaults; ParseYAML refuses an empty file
	}
	return b.Bytes()
}

// isAbsent reports whether a value says that its key is left out. A number says nothing of the kind:
// where another is usual, 0 is a value.
func isAbsent(v reflect.Value) bool {
	return v.IsZero() && !v.CanFloat() && !v.CanInt() && !v.CanUint()
}

// write writes a document, with an indent before each line.
func (d Document) write(b *bytes.Buffer, indent string) {
	standard, _ := defaultsOf(d.Kind)
	given, expected := reflect.ValueOf(d), reflect.ValueOf(standard)
	for _, f := range keyFields(given.Type()) {
		key, v := f.Tag.Get("yaml"), given.FieldByIndex(f.Index)
		if isAbsent(v) || key != "kind" && reflect.DeepEqual(v.Interface(), expected.FieldByIndex(f.Index).Interface()) {
			continue
		}
		if v.Kind() == reflect.Pointer {
			v = v.Elem()
		}
		fmt.Fprintf(b, "%s%s:", indent, key)
		switch v := v.Interface().(type) {
		case []string:
			for _, s := range v {
				fmt.Fprintf(b, "\n%s  - %s", indent, yamlString(s))
			}
			b.WriteByte('\n')
		case []Document:
			b.WriteByte('\n')
			for _, f := range v {
				var inner bytes.Buffer
				f.write(&inner, indent+"    ")
				text := strings.TrimPrefix(inner.String(), indent+"    ")
				if text == "" {
					text = "{}\n"
				}
				fmt.Fprintf(b, "%s  - %s", indent, text)
			}
		case Text:
			v.write(b, indent)
		case []Text:
			for _, t := range v {
				fmt.Fprintf(b, "\n%s  - %s", indent, t.flow())
			}
			b.WriteByte('\n')
		default:
			if v := reflect.ValueOf(v); v.Kind() == reflect.Slice && v.Len() > 0 && v.Type().Elem().Kind() == reflect.Struct {
				for i := range v.Len() {
					fmt.Fprintf(b, "\n%s  - %s", indent, scalar(v.Index(i)))
				}
				b.WriteByte('\n')
				continue
			}
			fmt.Fprintf(b, " %s\n", scalar(reflect.ValueOf(v)))
		}
	}
}

// write writes a text after its key, in one language or as a mapping of languages.
func (t Text) write(b *bytes.Buffer, indent string) {
	if s, ok := t[""]; ok {
		fmt.Fprintf(b, " %s\n", yamlString(s))
		return
	}
	b.WriteByte('\n')
	for _, lang := range Languages {
		fmt.Fprintf(b, "%s  %s: %s\n", indent, lang, yamlString(t[lang]))
	}
}

// flow returns a text as YAML on one line.
func (t Text) flow() string {
	if s, ok := t[""]; ok {
		return yamlString(s)
	}
	var parts []string
	for _, lang := range Languages {
		parts = append(parts, lang+": "+yamlString(t[lang]))
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// scalar returns a value as YAML on one line.
func scalar(v reflect.Value) string {
	switch v := v.Interface().(type) {
	case Text:
		return v.flow()
	case AxisRange:
		return v.yaml()
	case Levels:
		return v.yaml()
	case Theme:
		if v.Keys == nil {
			return yamlString(v.Name)
		}
		return v.Keys.flow()
	case ThemeMap:
		return v.flow()
	}
	switch v.Kind() {
	case reflect.Pointer:
		return scalar(v.Elem())
	case reflect.Struct:
		var parts []string
		for _, f := range keyFields(v.Type()) {
			if part := v.FieldByIndex(f.Index); !part.IsZero() {
				parts = append(parts, f.Tag.Get("yaml")+": "+scalar(part))
			}
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case reflect.Float64:
		return catalog.FormatNumber(v.Float())
	case reflect.String:
		return yamlString(v.String())
	case reflect.Slice:
		parts := make([]string, v.Len())
		for i := range parts {
			parts[i] = scalar(v.Index(i))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case reflect.Map:
		var parts []string
		for _, key := range sortedKeys(v) {
			parts = append(parts, yamlString(key)+": "+scalar(v.MapIndex(reflect.ValueOf(key))))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	return fmt.Sprint(v)
}

// yamlString returns a text as YAML reads it back: without quotes where possible.
func yamlString(s string) string {
	if !strings.ContainsFunc(s, printing.IsControl) && !strings.ContainsAny(s, ",[]{}#") && plain(s) {
		return s
	}
	return strconv.Quote(s)
}

// plain reports whether YAML reads a text without quotes as that text, and not as a
// number, a truth value or null.
func plain(s string) bool {
	var back struct {
		V yaml.Node `yaml:"v"`
	}
	err := yaml.Unmarshal([]byte("v: "+s), &back)
	word := back.V.Tag == "!!str" || back.V.Tag == "!!timestamp"
	return err == nil && word && back.V.Style == 0 && back.V.Value == s
}

func sortedKeys(m reflect.Value) []string {
	var keys []string
	for _, k := range m.MapKeys() {
		keys = append(keys, k.String())
	}
	slices.Sort(keys)
	return keys
}

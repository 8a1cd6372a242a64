package document

import (
	"reflect"
	"testing"
)

// Older versions wrote the keys of the whole page at its figures, too, where they said nothing.
func TestOlderSourcesOfPages(t *testing.T) {
	const idle = "size: 900x900, dpi: 96, theme: dark, lang: de, text: real"
	older := "# optviz v0.1.0, seed 1\nlang: en\ntheme: slides\nfigures:\n" +
		"  - {surface: sphere, " + idle + "}\n  - figures: [{surface: beale, " + idle + "}]\n    size: 300x300\n"
	plain := "lang: en\ntheme: slides\nfigures:\n  - {surface: sphere}\n  - figures: [{surface: beale}]\n"
	got, err := ParseSource(older, nil)
	if err != nil {
		t.Fatal(err)
	}
	want, err := ParseYAML([]byte(plain), nil)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if _, err := ParseYAML([]byte(got.Source("v1")), nil); err != nil {
		t.Errorf("what is written is not read: %v", err)
	}
}

// What the program writes has settings of the whole page at figures on pages on it.
func TestPartsAsTheWholePage(t *testing.T) {
	const text = "lang: de\ntheme: dark\ntext: real\ndpi: 96\nfigures: [{figures: [{surface: beale, lang: de, theme: dark, text: real, dpi: 96}]}]\n"
	if _, err := ParseYAML([]byte(text), nil); err != nil {
		t.Error(err)
	}
}

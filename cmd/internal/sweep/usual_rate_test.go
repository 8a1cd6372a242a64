package sweep

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/optviz/optviz/cmd/internal/document"
)

// notesOf returns the notes on a sweep or a basin map.
func notesOf(t *testing.T, text string) []string {
	t.Helper()
	d, err := document.ParseYAML([]byte(text), nil)
	if err != nil {
		t.Fatal(err)
	}
	if d.Kind == "basins" {
		b, err := BasinsOf(context.Background(), d.GridSpec)
		if err != nil {
			t.Fatal(err)
		}
		return b.Notes
	}
	s, err := SweepOf(context.Background(), d.GridSpec)
	if err != nil {
		t.Fatal(err)
	}
	return s.Notes
}

// A grid says at which rates of the catalogue rules run, and in whose place --tune has others.
func TestUsualRates(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"{kind: basins, surface: beale, optimizer: [sgd, newton, adam:beta1=0.5]}", []string{"no rate: running --optimizer sgd:lr=0.001 --optimizer adam:beta1=0.5,lr=0.001"}},
		{"{kind: basins, surface: beale, optimizer: [adadelta, lbfgs]}", []string{"no rate: running --optimizer adadelta:lr=1"}},
		{"{kind: basins, surface: beale, optimizer: [sgd], lr: 0.01}", nil},
		{"{kind: basins, surface: beale, optimizer: [sgd:lr=0.01]}", nil},
		{"{kind: sweep, surface: beale, optimizer: [sgd], x: x1=0/1}", []string{"no rate: running --optimizer sgd:lr=0.001"}},
		{"{kind: sweep, surface: beale, optimizer: [sgd], x: lr=0.1/1}", nil},
		{"{kind: sweep, surface: ravine, optimizer: ['sgd:lr={1/kappa}'], x: kappa=5/10}", nil},
		{"{kind: sweep, surface: ravine, optimizer: [sgd], x: kappa=5/10, tune: 0.1/1}", nil},
		{"{kind: sweep, surface: ravine, optimizer: [sgd:lr=0.3], x: kappa=5/10, tune: 0.1/1}", []string{"the lr of sgd:lr=0.3 has no effect: --tune chooses the learning rates"}},
	} {
		got := slices.DeleteFunc(notesOf(t, c.text), func(n string) bool { return !strings.Contains(n, "rate") })
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.text, got, c.want)
		}
	}
}

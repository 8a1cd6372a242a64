package runs

import (
	"context"
	"slices"
	"testing"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/render/words"
)

// A figure states once what its runs share, and by rules what differs between rules; what
// differs between the runs of a rule is in their names.
func TestSettings(t *testing.T) {
	for _, c := range []struct {
		optimizers []string
		lang       words.Language
		want       []string
	}{
		{[]string{"sgd:lr=0.1"}, words.English, []string{"η = 0.1"}},
		{[]string{"sgd:lr=0.1", "sgd:lr=0.2"}, words.English, nil},
		{[]string{"sgd:lr=0.1", "momentum:lr=0.1"}, words.English, []string{"η = 0.1", "β = 0.9"}},
		{[]string{"sgd:lr=0.019801980198019802", "momentum:lr=0.1"}, words.English, []string{"η = 0.0198 (Gradient descent), 0.1 (Momentum)", "β = 0.9"}},
		{[]string{"sgd:lr=0.05", "adam:lr=0.1"}, words.German, []string{"η = 0,05 (Gradientenabstieg); 0,1 (Adam)", "β₂ = 0,999"}},
		{[]string{"sgd:lr=0.1", "adam:lr=0.1,eps=0,beta2=0.99"}, words.English, []string{"η = 0.1", "β₂ = 0.99", "ε = 0"}},
		{[]string{"momentum:lr=0.1", "rmsprop:lr=0.1"}, words.English, []string{"η = 0.1", "β = 0.9"}}, // RMSprop has no momentum unless asked
		{[]string{"momentum:lr=0.1,momentum=0.5", "momentum:lr=0.1,momentum=0.8"}, words.English, []string{"η = 0.1"}},
		{[]string{"sgd:lr=0.1,weight_decay=0.5", "momentum:lr=0.1"}, words.English, []string{"η = 0.1", "weight decay = 0.5 (Gradient descent)", "β = 0.9"}},
		{[]string{"newton", "cg"}, words.English, nil}, // whole steps, and steps whose length the rule finds
		{[]string{"newton:lr=0.5"}, words.English, []string{"η = 0.5"}},
	} {
		s := document.Default()
		s.Surface, s.Optimizers, s.Lang = "ravine", c.optimizers, words.Codes()[c.lang]
		p, err := PlanOf(context.Background(), s)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, v := range p.settings(s) {
			got = append(got, v.Text)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, want %q", c.optimizers, got, c.want)
		}
	}
}

// The rule of all runs stands before its parameters where neither the title nor the names mention
// the rule, and gradient descent goes without saying. A weight decay can be called an L2 penalty,
// and a title that states a value says it once for all.
func TestUnmentionedRule(t *testing.T) {
	for _, c := range []struct {
		optimizers, names []string
		title             string
		want              []string
	}{
		{[]string{"adam:lr=0.1"}, []string{"training"}, "Jittered inputs", []string{"Adam", "η = 0.1", "β₂ = 0.999"}},
		{[]string{"adam:lr=0.1"}, []string{"training"}, "Adam with jitter", []string{"η = 0.1", "β₂ = 0.999"}},
		{[]string{"sgd:lr=0.1,weight_decay=0.5"}, nil, "L2 penalty 0.5: one end", []string{"η = 0.1"}},
		{[]string{"sgd:lr=0.1,weight_decay=0.5"}, nil, "L2 penalty 0.2: one end", []string{"η = 0.1", "weight decay = 0.5"}},
		{[]string{"momentum:lr=0.1,momentum=0.5", "momentum:lr=0.1"}, []string{"momentum 0.5", "momentum 0.9"}, "", []string{"η = 0.1"}},
		{[]string{"sgd:lr=0.1,weight_decay=0.5"}, nil, "L2 penalty 0.55 and L2 penalty 0.5.", []string{"η = 0.1"}},
		{[]string{"sgd:lr=0.1,weight_decay=0.5"}, nil, "L2 penalty 0.55", []string{"η = 0.1", "weight decay = 0.5"}},
		{[]string{"sgd:lr=0.1"}, nil, "η = 0.15 is too much", []string{"η = 0.1"}},
		{[]string{"sgd:lr=1"}, nil, "η = 1.5 is too much", []string{"η = 1"}},
		{[]string{"adam:lr=0.1"}, nil, "", []string{"η = 0.1", "β₂ = 0.999"}},
		{[]string{"sgd:lr=0.1", "momentum:lr=0.05", "momentum:lr=0.02"}, []string{"GD: 40", "β = 0.9: 30", "β = 0.9: 70"}, "", nil}, // no rate of some runs alone
		{[]string{"sgd:lr=0.1", "momentum:lr=0.05", "momentum:lr=0.02"}, []string{"GD", "η = 0.05", "η = 0.02"}, "", []string{"η = 0.1 (GD)", "β = 0.9"}},
		{[]string{"sgd:lr=0.1"}, []string{"training"}, "", []string{"η = 0.1"}},
		{[]string{"sgd:lr=0.1,weight_decay=0.5"}, []string{"L2 penalty 0.5"}, "", []string{"η = 0.1"}},
	} {
		s := document.Default()
		s.Surface, s.Optimizers, s.Names, s.Title = "ravine", c.optimizers, c.names, c.title
		p, err := PlanOf(context.Background(), s)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, v := range p.settings(s) {
			got = append(got, v.Text)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q, %q: %q, want %q", c.optimizers, c.names, got, c.want)
		}
	}
}

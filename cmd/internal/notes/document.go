package notes

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/measure"
)

// Commands lists the commands that a block may hold a command line of.
var Commands = []string{"plot", "sweep", "basins", "animate", "lecture", "render"}

// document returns the document that a block describes, as a command line or in YAML, and
// the path of the file that the command line reads, if any.
func (o Options) document(ctx context.Context, b Block) (d document.Document, file string, err error) {
	if strings.TrimSpace(b.Text) == "" {
		return d, "", errors.New("the block is empty: write a command line, as in plot saddle --steps 20, or YAML")
	}
	words, err := Words(b.Text)
	for _, prompt := range []string{"$", Word} {
		if len(words) > 0 && words[0] == prompt {
			words = words[1:]
		}
	}
	first, _, _ := strings.Cut(strings.TrimSpace(b.Text), " ")
	if slices.Contains(Commands, strings.TrimSpace(first)) || len(words) > 0 && slices.Contains(Commands, words[0]) {
		if err != nil {
			return d, "", err
		}
		return o.Resolve(ctx, words, o.reads())
	}
	if !strings.Contains(b.Text, ":") && len(words) > 0 {
		return d, "", catalog.Unknown("command", words[0], Commands)
	}
	d, err = document.ParseYAMLWith([]byte(b.Text), measure.Texts{}, o.Figures)
	return d, "", err
}

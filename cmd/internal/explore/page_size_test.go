package explore

import (
	"io"
	"strings"
	"testing"

	"github.com/optviz/optviz/cmd/internal/setup"
	"github.com/optviz/optviz/render/figure"
)

// A page that would be too large is an error.
func TestPageSize(t *testing.T) {
	page := func(letters int) Page {
		still := figure.Figure{Width: 100, Height: 60, DPI: 72}
		return Page{Lang: "en", Setup: setup.Setup{}, Still: still, Stories: []Story{{Title: map[string]string{"en": strings.Repeat("a", letters)}}}}
	}
	if err := page(1).Write(io.Discard); err != nil {
		t.Error(err)
	}
	if err := page(mostBytes).Write(io.Discard); err == nil || !strings.Contains(err.Error(), "more than 2500000") {
		t.Errorf("%v", err)
	}
}

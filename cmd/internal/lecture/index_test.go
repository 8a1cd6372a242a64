package lecture

import (
	"html"
	"strings"
	"testing"
)

// The HTML page lists the questions and the figures first, with links to all sections, and
// prints the title of each figure once.
func TestContents(t *testing.T) {
	all, err := Figures()
	if err != nil {
		t.Fatal(err)
	}
	var shown []Shown
	for _, f := range all {
		shown = append(shown, Shown{Figure: f})
	}
	page := Page{Lang: "de"}.HTML(shown)
	for _, f := range all {
		title := html.EscapeString(f.Document.Title.In("de"))
		if n := strings.Count(page, title); n != 1 {
			t.Errorf("%s: the title is printed %d times", f.ID, n)
		}
		for _, id := range []string{f.ID, f.Question.Name} {
			if !strings.Contains(page, `href="#`+id+`"`) || !strings.Contains(page, `id="`+id+`"`) {
				t.Errorf("no link to %s, or no section", id)
			}
		}
	}
}

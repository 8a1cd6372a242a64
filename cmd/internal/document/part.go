package document

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/printing"
	"github.com/optviz/optviz/cmd/internal/yamltree"
)

// Figure returns figure n of a page, counted from 1 in reading order and into pages on the page, in the
// language, the theme, the resolution and the form of text of the page. A document of one figure has figure 1 alone.
func (d Document) Figure(n int) (Document, error) {
	all := d.leaves()
	if n >= 1 && n <= len(all) {
		return all[n-1], nil
	}
	if len(all) == 1 {
		return Document{}, fmt.Errorf("there is no figure %d: it is one figure, not a page of several", n)
	}
	titles := make([]string, len(all))
	for i, f := range all {
		titles[i] = fmt.Sprintf("%d %s", i+1, printing.Quote(cmp.Or(f.Title.In(d.Language()), f.SurfaceName())))
	}
	return Document{}, fmt.Errorf("there is no figure %d of %s: %s", n, catalog.Count(len(all), "figure"), strings.Join(titles, ", "))
}

// leaves returns the figures of a page, and of pages on it, in reading order.
func (d Document) leaves() []Document {
	if len(d.Figures) == 0 {
		return []Document{d}
	}
	var all []Document
	for _, f := range d.Figures {
		f.Appearance = f.Appearance.inherited(d.Appearance)
		all = append(all, f.leaves()...)
	}
	if len(d.Only) > 0 {
		return d.onlyOf(all)
	}
	return all
}

// onlyOf returns the figures of a page that the document draws.
func (d Document) onlyOf(all []Document) []Document {
	var some []Document
	for _, n := range d.Only {
		some = append(some, all[n-1])
	}
	return some
}

// checkOnly refuses numbers of figures that a page does not have, or that are not in order.
func (d Document) checkOnly() error {
	whole := d
	whole.Only = nil
	for i, n := range d.Only {
		if _, err := whole.Figure(n); err != nil {
			return err
		}
		if i > 0 && n <= d.Only[i-1] {
			return fmt.Errorf("%d is not after %d: figures stay in the order of the page", n, d.Only[i-1])
		}
	}
	return nil
}

// Page returns the page of some figures, in columns; 0 columns are as many as suit. It has no title.
func Page(columns int, figures []Document) Document {
	return Document{GridSpec: GridSpec{Spec: Default()}, Title: textOr("", true), Columns: columns, Figures: figures}
}

// OnSurfaces returns the page of one figure on several surfaces, in columns, with the title, the size and
// the length of the figure. A figure on one surface stays as it is.
func (d Document) OnSurfaces(names []string, columns int) Document {
	if len(names) < 2 {
		d.Surface = strings.Join(names, "")
		return d
	}
	page := Page(columns, nil)
	page.Appearance, page.Grammar = d.Appearance, d.Grammar
	page.FormulaText = "" // which each of the figures has
	page.Animate, page.Subtitle = d.Animate, d.Subtitle
	if d.Title != nil {
		page.Title = d.Title
	}
	d.Size, d.Title, d.Subtitle, d.Animate = "", nil, nil, nil
	if page.Subtitle.isNone(page.Language()) {
		d.Subtitle = page.Subtitle
	}
	for _, name := range names {
		d.Surface = name
		page.Figures = append(page.Figures, d)
	}
	return page.Restyled(Appearance{})
}

// withoutPageKeys returns a figure without the settings that a page has for all its figures, and that
// the figure takes from the page.
func (d Document) withoutPageKeys() Document {
	d.Appearance = Appearance{Said: d.Said, DPI: Default().DPI}
	return d
}

// withPlainParts returns a page whose figures, and those of pages on it, have no settings of the whole page.
func (d Document) withPlainParts() Document {
	d.Figures = slices.Clone(d.Figures)
	for i, f := range d.Figures {
		d.Figures[i] = f.withoutPageKeys().withPlainParts()
	}
	return d
}

// ofWholePage ends the error of a key that a figure of a page cannot have for itself.
const ofWholePage = "is a key of the whole page, not of a figure on it"

// onlyOfPart returns the key only of the first figure that has one. The node is that of the page.
func onlyOfPart(n yamltree.Node) (only yamltree.Node, given bool) {
	figures, _ := n.Value("figures")
	for _, item := range figures.Items {
		if only, given = item.Value("only"); given {
			return only, true
		}
	}
	return only, false
}

// checkParts refuses what a figure of a page, or of a page on it, cannot have for itself unless the whole
// page has the same. The node is that of the page.
func (d Document) checkParts(n yamltree.Node, whole Appearance) error {
	figures, _ := n.Value("figures")
	for i, item := range figures.Items {
		f := d.Figures[i]
		for _, k := range []struct {
			key  string
			same bool // as the whole page has it, as in what the program writes
		}{
			{"size", false},
			{"frames", false},
			{"dpi", f.DPI == whole.DPI},
			{"theme", f.Theme.equal(whole.Theme)},
			{"lang", f.Language() == cmp.Or(whole.Lang, Languages[0])},
			{"text", f.Text == whole.Text},
		} {
			if v, given := item.Value(k.key); given && !k.same {
				return v.Place.Errorf("%s: %s", k.key, ofWholePage)
			}
		}
		if err := f.checkParts(item, whole); err != nil {
			return err
		}
	}
	return nil
}

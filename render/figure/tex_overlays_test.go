package figure

import (
	"bytes"
	"image/color"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
)

// overlaidFile returns the commands of the marks of figures over each other.
func overlaidFile(t *testing.T, figures ...*Figure) (head, body string) {
	t.Helper()
	var o Overlays
	for _, f := range figures {
		if err := o.Add(f); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := o.Encode(&b); err != nil {
		t.Fatal(err)
	}
	const setting = "\\ov@begin{30}"
	head, body, ok := strings.Cut(b.String(), setting)
	if !ok {
		t.Fatalf("no picture begins in %s", b.String())
	}
	return head, body
}

// heightsOf returns a figure with one tile for each height, in order.
func heightsOf(heights ...vg.Length) *Figure {
	f := &Figure{Width: 30, Height: 20, DPI: 72, Transparent: true}
	for _, h := range heights {
		f.Tile(Tiles{X: []vg.Length{0, 10}, Y: []vg.Length{0, h}, Index: []uint16{0}, Palette: []color.RGBA{red}})
	}
	return f
}

// What several figures have in common is in the file once, and each figure's marks are in its order.
func TestOverlays(t *testing.T) {
	_, body := overlaidFile(t, heightsOf(1, 2, 5), heightsOf(1, 3, 5), heightsOf(1, 2, 4, 5, 5), heightsOf(5, 1))
	tile := func(h string) string { return "\\ov@fill{0.8157}{0.0627}{0.1255}%\n\\ov@tile0 0 10 " + h + "\n" }
	only := func(ranges, marks string) string { return "\\ov@frames{" + ranges + "}\\ifov@on\n" + marks + "\\fi\n" }
	want := "{20}%\n" + only("1-3", tile("1")) + only("2-2", tile("3")) + only("1-1,3-3", tile("2")) + only("3-3", tile("4")) +
		tile("5") + only("4-4", tile("1")) + only("3-3", tile("5")) + texEnd
	if body != want {
		t.Errorf("got\n%s\nwant\n%s", body, want)
	}
}

func TestOverlaysRefuse(t *testing.T) {
	var o Overlays
	if err := o.Encode(&bytes.Buffer{}); err == nil {
		t.Error("no figures make a file")
	}
	if err := o.Add(heightsOf(1)); err != nil {
		t.Fatal(err)
	}
	other := heightsOf(1)
	other.Width = 31
	if err := o.Add(other); err == nil || !strings.Contains(err.Error(), "30x20 and 31x20") {
		t.Errorf("figures of two sizes: %v", err)
	}
}

// The file says how to use it, and holds the last figure's texts and source.
func TestOverlaysHead(t *testing.T) {
	last := heightsOf(2)
	last.Title, last.Source = "The end", "# optviz\nsteps: 3"
	head, _ := overlaidFile(t, heightsOf(1), last)
	for _, want := range []string{texStart, `\newcommand\optvizfirst{3}`, "% Title: The end\n", "%|steps: 3\n", `\ifnum\count@<2 `} {
		if !strings.Contains(head, want) {
			t.Errorf("no %q in\n%s", want, head)
		}
	}
}

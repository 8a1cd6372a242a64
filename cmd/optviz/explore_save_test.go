package main

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// Pictures that the page saves hold the document of what they show: render draws it as the page's command does.
func TestLiveSaved(t *testing.T) {
	ctx := browser(t)
	openLive(t, ctx, "", "himmelblau", "--optimizer", "adam:lr=0.2", "--optimizer", "sgd:lr=0.01", "--steps", "60", "--theme", "dark")
	wait(t, ctx, settled+` && ground`)
	do(t, ctx, chromedp.Evaluate(`window.saved = {}; save = (content, _, kind) => {
		const reader = new FileReader();
		reader.onload = () => { saved[kind] = reader.result.split(",")[1]; };
		reader.readAsDataURL(new Blob([content]));
	}; savePNG(); saveSVG()`, nil))
	wait(t, ctx, `saved.png && saved.svg`)
	command := strings.Fields(eval[string](t, ctx, `asCommand(state)`))
	must(t, append(command[1:], "-q", "-o", "plot.png")...)
	want := []byte(read(t, "plot.png"))
	for _, kind := range []string{"png", "svg"} {
		file, err := base64.StdEncoding.DecodeString(eval[string](t, ctx, `saved.`+kind))
		if err != nil {
			t.Fatal(err)
		}
		writeFile(t, "saved."+kind, string(file))
		if warned := must(t, "render", "saved."+kind, "-o", "again.png").stderr; warned != "" {
			t.Errorf("%s: %s", kind, warned)
		}
		if !bytes.Equal([]byte(read(t, "again.png")), want) {
			t.Errorf("render draws another figure from the saved %s than the page's command", kind)
		}
	}
	checkSavedSVG(t, "saved.svg")
}

// checkSavedSVG checks that an SVG has the texts of the page as texts, and colours that every reader knows.
func checkSavedSVG(t *testing.T, name string) {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var svg struct {
		Title string `xml:"title"`
		Texts []struct {
			Text string `xml:",chardata"`
		} `xml:"text"`
		Groups []struct {
			Texts []struct {
				Text string `xml:",chardata"`
			} `xml:"text"`
		} `xml:"g"`
	}
	if err := xml.Unmarshal(text, &svg); err != nil {
		t.Fatal(err)
	}
	if svg.Title != "Himmelblau" || len(svg.Texts) != 2 || len(svg.Groups) != 2 || len(svg.Groups[1].Texts) < 10 {
		t.Errorf("the SVG has the title %q and the texts %v, %v", svg.Title, svg.Texts, svg.Groups)
	}
	for _, unknown := range []string{"color-mix", "oklch", "NaN", "undefined"} {
		if bytes.Contains(regexp.MustCompile(`href="[^"]*"`).ReplaceAll(text, nil), []byte(unknown)) {
			t.Errorf("the SVG contains %s", unknown)
		}
	}
}

package figure

import (
	"bufio"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"image/color"
	"io"
	"math"
	"strconv"
	"strings"
)

// TransportScript is the script of the buttons, the slider and the keys that play a film, which the live
// page has, too: function transport of transport.js.
//
//go:embed transport.js
var TransportScript string

//go:embed player.js
var playerScript string

//go:embed player.css
var playerStyle string

// html writes the film as a page in one file, with buttons to play it. Without scripts,
// and on paper, the page shows the still with all lines complete.
func (f *Film) html(w io.Writer) error {
	ink, edge := "#212529", "#8a9299"
	if luminance(f.Still.Background) < 0.5 {
		ink, edge = "#e8eaed", "#7c858d"
	}
	var body strings.Builder
	late := f.lateMarks()
	fonts, err := f.fonts(late)
	if err != nil {
		return err
	}
	data, err := f.playerFigure(&body, ink, late, fonts)
	if err != nil {
		return err
	}
	text, err := json.Marshal(data) // which escapes < and > for HTML
	if err != nil {
		return err
	}
	style := fmt.Sprintf("\n:root { --paper: %s; --ink: %s; --line: %s; }\n%s", Hex(f.Still.Background), ink, edge, playerStyle) + fonts.rules()
	script := "\n" + TransportScript + playerScript
	say := func(word string) string { return html.EscapeString(f.Words[word]) }
	button := func(id, sign string) string {
		return fmt.Sprintf(`<button type="button" id="%s" aria-label="%s" title="%[2]s">%[3]s</button>`, id, say(id), sign)
	}
	_, err = fmt.Fprintf(w, `<!DOCTYPE html>
<html lang="%s">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="%s">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="optviz">
<title>%s</title>
<style>%s</style>
</head>
<body>
<main>
<div id="figure">
%s<div id="tip" hidden></div>
</div>
<div id="controls" hidden>
%s
<input type="range" id="scrub" min="0" value="0" aria-label="%s">
<span id="where"></span>
<select id="speed" aria-label="%s">%s</select>
<div id="runs" role="group" aria-label="%s"></div>
<p id="state" class="unseen" role="status" aria-live="polite"></p>
</div>
</main>
<script type="application/json" id="film">%s</script>
<script>%s</script>
</body>
</html>
`, html.EscapeString(f.Lang), policy(style, script, fonts != nil), html.EscapeString(f.Still.Title), style, body.String(),
		strings.Join([]string{button("first", "▏◀◀"), button("back", "◀"), button("play", "▶"), button("next", "▶▏")}, "\n"),
		say("scrub"), say("speed"), speedOptions(f.Lang), say("runs"), text, script)
	return err
}

// speedOptions returns the choices of the player's speed, with the decimal sign of a language.
func speedOptions(lang string) string {
	var b strings.Builder
	for _, speed := range []string{"0.25", "0.5", "1", "2", "4"} {
		selected, shown := "", speed
		if speed == "1" {
			selected = " selected"
		}
		if lang == "de" {
			shown = strings.Replace(speed, ".", ",", 1)
		}
		fmt.Fprintf(&b, `<option value="%s"%s>%s×</option>`, speed, selected, shown)
	}
	return b.String()
}

// playerFigure writes the figure that the player moves, as SVG, and returns the data of
// its movement. ink is the colour of the ring around the point that the mouse is at.
func (f *Film) playerFigure(w io.Writer, ink string, late []Late, fonts *svgFonts) (player, error) {
	b := bufio.NewWriter(w)
	f.Still.svgBegin(b, nil) // the page's style has the fonts
	for _, m := range f.Still.Marks {
		f.Still.svgMark(b, m, fonts)
	}
	data := player{Lang: f.Lang, Axis: f.Axis, Words: f.Words, Seconds: f.Frames[0].Seconds, Pause: f.Frames[len(f.Frames)-1].Seconds}
	for i, t := range f.Trails {
		if t = t.thinned(f.pixels(leastStep)); len(t.Points) == 0 {
			continue
		}
		f.svgTrail(b, i, t, "", "")
		data.Places, data.Dots = append(data.Places, places(t.Places)), append(data.Dots, append([]int{}, t.Dots...))
	}
	for _, l := range late {
		fmt.Fprintf(b, "<g data-since=\"%s\">\n", strconv.FormatFloat(l.Since, 'g', -1, 64))
		for _, m := range l.Marks {
			f.Still.svgMark(b, m, fonts)
		}
		b.WriteString("</g>\n")
	}
	fmt.Fprintf(b, "<circle id=\"ring\" r=\"6\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\" visibility=\"hidden\"/>\n</g>\n</svg>\n", ink)
	for _, frame := range f.Frames {
		data.Frames = append(data.Frames, places([]float64{frame.Place})...)
	}
	for _, r := range f.Runs {
		data.Runs = append(data.Runs, playerRun{r.Label, Hex(r.Color), places(r.Places), r.Steps, numbers(r.Loss), numbers(r.Rate)})
	}
	return data, b.Flush()
}

// policy returns a Content-Security-Policy that forbids all requests and allows only the
// page's own style and script, and the fonts within the style if there are any.
func policy(style, script string, fonts bool) string {
	source := func(text string) string {
		sum := sha256.Sum256([]byte(text))
		return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	within := "img-src data:; "
	if fonts {
		within += "font-src data:; "
	}
	return "default-src 'none'; " + within + "style-src " + source(style) + "; script-src " + source(script) + "; base-uri 'none'; form-action 'none'"
}

// player holds the data that the script needs beside the lines.
type player struct {
	Lang    string            `json:"lang"`
	Axis    string            `json:"axis"`
	Words   map[string]string `json:"words"`
	Seconds float64           `json:"seconds"` // time of a frame
	Pause   float64           `json:"pause"`
	Frames  []any             `json:"frames"` // the place of each
	Places  [][]any           `json:"places"` // for each trail, the places of its points
	Dots    [][]int           `json:"dots"`   // for each trail, the points with a dot
	Runs    []playerRun       `json:"runs"`
}

type playerRun struct {
	Label  string `json:"label"`
	Color  string `json:"color"`
	Places []any  `json:"places"`
	Steps  []int  `json:"steps"`
	Loss   []any  `json:"loss"`
	Rate   []any  `json:"rate"`
}

// number returns a number with five digits, or null if it is not finite.
func number(v float64) any {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	return json.RawMessage(strconv.FormatFloat(v, 'g', 5, 64))
}

func numbers(values []float64) []any {
	out := make([]any, len(values))
	for i, v := range values {
		out[i] = number(v)
	}
	return out
}

// places returns numbers with all their digits, because the script compares them.
func places(values []float64) []any {
	out := make([]any, len(values))
	for i, v := range values {
		out[i] = json.RawMessage(strconv.FormatFloat(v, 'g', -1, 64))
	}
	return out
}

// luminance returns the perceived lightness of a colour, from 0 to 1.
func luminance(c color.RGBA) float64 {
	return (0.2126*float64(c.R) + 0.7152*float64(c.G) + 0.0722*float64(c.B)) / 255
}

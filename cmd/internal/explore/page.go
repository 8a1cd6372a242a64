// Package explore makes the live page: one file that computes what a document describes anew
// whenever the reader changes it, by the program's own code compiled to WebAssembly.
package explore

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"strings"

	"github.com/optviz/optviz/cmd/internal/explore/module"
	"github.com/optviz/optviz/cmd/internal/setup"
	"github.com/optviz/optviz/render/figure"
	"github.com/optviz/optviz/render/words"
)

// files holds the scripts and the style of the page.
//
//go:embed page
var files embed.FS

// scripts lists the scripts of the page in the order in which they run: each uses those before.
var scripts = []string{"ask.js", "state.js", "edit.js", "scale.js", "controls.js", "svg.js", "marks.js", "map.js", "chart.js", "runs.js", "problem.js", "drag.js", "readout.js", "slice.js", "share.js", "story.js", "layout.js", "main.js"}

// Page is what a live page begins with.
type Page struct {
	Lang    string        // its language
	Theme   string        // light or dark; "": as the reader's other pages
	Setup   setup.Setup   // what it computes
	Stories []Story       // what it tells
	Still   figure.Figure // what it shows without scripts, and on paper
}

// Limits of a page in bytes.
const (
	mostBytes  = 2_500_000
	mostStill  = 150_000
	leastStill = 100_000 // of a still figure in few colours
)

// Write writes the page. Its still figure is as light as the page needs.
func (p Page) Write(w io.Writer) error {
	data, err := json.Marshal(p.data()) // which escapes < and > for HTML
	if err != nil {
		return err
	}
	style := "\n" + part("page.css")
	script := "\n" + figure.TransportScript
	for _, name := range scripts {
		script += part(name)
	}
	head := fmt.Sprintf(`<!DOCTYPE html>
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
<div id="still">
`, html.EscapeString(p.Lang), policy(style, script), html.EscapeString(p.Still.Title), style)
	rest := fmt.Sprintf(`</div>
<main id="live" hidden></main>
<script type="application/json" id="data">%s</script>
<script type="text/plain" id="worker">%s</script>
<script type="text/plain" id="module">%s</script>
<script>%s</script>
</body>
</html>
`, data, module.Worker, module.Text(), script)
	var still bytes.Buffer
	if err := p.Still.LightSVG(&still, max(leastStill, min(mostStill, mostBytes-len(head)-len(rest)))); err != nil {
		return err
	}
	if n := len(head) + still.Len() + len(rest); n > mostBytes {
		return fmt.Errorf("the page has %d bytes, more than %d: shorten its stories, or give it a smaller figure", n, mostBytes)
	}
	for _, text := range []string{head, still.String(), rest} {
		if _, err := io.WriteString(w, text); err != nil {
			return err
		}
	}
	return nil
}

// data returns what the scripts begin with.
func (p Page) data() map[string]any {
	state := keysOf(p.Setup)
	state["lang"] = p.Lang
	if p.Theme != "" {
		state["theme"] = p.Theme
	}
	program, _, _ := strings.Cut(p.Still.Source, ",") // "# optviz VERSION", with which every source begins
	return map[string]any{"state": state, "program": program, "words": tables(), "themes": themes(), "marks": marks(), "tones": tones(), "stories": p.Stories}
}

// part returns a file of the page, which is embedded, without what only its authors read: comments
// that are lines of their own, and indentation.
func part(name string) string {
	text, err := files.ReadFile("page/" + name)
	if err != nil {
		panic(err)
	}
	var slim strings.Builder
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimLeft(line, " \n"); line != "" && !strings.HasPrefix(line, "//") {
			slim.WriteString(line)
		}
	}
	return slim.String()
}

// policy returns a Content-Security-Policy that forbids all requests, and all code but the page's
// own: its script, which starts a worker from a blob, and the module in it.
func policy(style, script string) string {
	source := func(text string) string {
		sum := sha256.Sum256([]byte(text))
		return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	return "default-src 'none'; img-src data: blob:; style-src " + source(style) + "; script-src 'wasm-unsafe-eval' " + source(script) +
		"; worker-src blob:; base-uri 'none'; form-action 'none'"
}

// tables returns the words of the page in each language.
func tables() map[string]map[string]string {
	all := map[string]map[string]string{}
	for l, code := range words.Codes() {
		all[code] = wordsIn(words.Language(l))
	}
	return all
}

package notes

import (
	"strings"
	"testing"
)

// TestFindTeX: what LaTeX prints as it is, or skips, holds no block.
func TestFindTeX(t *testing.T) {
	const block = "% ```optviz id=x\n% plot saddle\n% ```\n"
	for before, after := range map[string]string{
		`\begin{verbatim}`:                                             `\end{verbatim}`,
		`\begin{verbatim*}`:                                            `\end{verbatim*}`,
		`  \begin {Verbatim}[frame=single]`:                            `\end{Verbatim}`,
		`\begin{lstlisting}[language=TeX]`:                             `\end{lstlisting}`,
		`\begin{minted}{tex}`:                                          `\end{minted}`,
		`\begin{comment}`:                                              `\end{comment}`,
		`\begin{filecontents*}{a.md}`:                                  `\end{filecontents*}`,
		`\lstnewenvironment{code}{}{}\begin{code}`:                     `\end{code}`,
		"\\DefineVerbatimEnvironment{code}{Verbatim}{}\n\\begin{code}": `\end{code}`,
		"\\begin{verbatim}\n\\begin{verbatim}":                         `\end{verbatim}`,
		"\\begin{verbatim}\n\\end{lstlisting}":                         `\end{verbatim}`,
		"% ```optviz\n\\begin{verbatim}":                               `\end{verbatim}`,
	} {
		note := "\\section{A}\n" + before + "\n" + block + after + "\n" + strings.Replace(block, "id=x", "id=y", 1)
		blocks := Find("a.tex", []byte(note))
		if n := len(blocks); n == 0 || blocks[n-1].ID != "y" || blocks[n-1].Err != nil || n > 1 && (n > 2 || blocks[0].Err == nil) {
			t.Errorf("%s: %+v", before, blocks)
		}
	}
	for _, before := range []string{
		`% \begin{verbatim}`, `text % \begin{verbatim}`, `\verb|\begin{verbatim}|`, `\verb*+\begin{verbatim}+`, `\\begin{verbatim}`, `\begin{verbatim} a \end{verbatim}`,
		`\begin{figure}`, `\begin{verbatimish}`, `\newcommand{\x}{\verbatim}`,
	} {
		if blocks := Find("a.tex", []byte(before+"\n"+block)); len(blocks) != 1 || blocks[0].ID != "x" || blocks[0].Line != 2 {
			t.Errorf("%s: %+v", before, blocks)
		}
	}
	if blocks := Find("a.tex", []byte("\\begin{verbatim}\n"+`100\% \begin{x}`+"\n"+block)); len(blocks) != 0 {
		t.Errorf("verbatim without an end: %+v", blocks)
	}
}

// TestFindDeep: a block in quotes and lists that are nested within reason is found, and
// deeper ones are text.
func TestFindDeep(t *testing.T) {
	for depth, want := range map[int]int{0: 1, 1: 1, 20: 1, mostNested - 2: 1, 1000: 0} {
		quotes := strings.Repeat(">", depth)
		note := quotes + "```optviz\n" + quotes + "plot saddle\n" + quotes + "```\n"
		blocks := Find("a.md", []byte(note))
		if len(blocks) != want || want == 1 && (blocks[0].Err != nil || blocks[0].end != len(note) || blocks[0].prefix != quotes) {
			t.Errorf("depth %d: %+v", depth, blocks)
		}
	}
}

func TestPrefixed(t *testing.T) {
	const svg = `<?xml version="1.0"?><svg aria-labelledby="title desc"><title id="title"/><clipPath id="a_1"/><g clip-path="url(#a_1)"><use href="#b-2"/></g></svg>`
	const want = `<svg aria-labelledby="p$1-title p$1-desc"><title id="p$1-title"/><clipPath id="p$1-a_1"/><g clip-path="url(#p$1-a_1)"><use href="#p$1-b-2"/></g></svg>`
	if got := prefixed(svg, "p$1-"); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// Fences of all dialects are blocks, whatever braces, classes and letters they have, or are
// told to be wrong; those of others are not touched.
func TestFences(t *testing.T) {
	const none = "none"
	for fence, want := range map[string]string{
		"```optviz": "", "``` optviz": "", "~~~optviz": "", "~~~~ optviz": "", "```Optviz": "", "```OPTVIZ id=a": "a",
		"```optviz id=a": "a", "```optviz {#a}": "a", "```optviz{#a}": "a", "```{optviz}": "", "``` {optviz id=a}": "a", "```{optviz, id=a}": "a",
		"```{optviz} #a": "a", "```{.optviz}": "", "``` {.optviz #a}": "a", "~~~ {.optviz #a}": "a", "``` {#a .optviz}": "a", "```.optviz": "", "```{.optviz id=\"a\"}": "a",

		"```{.optviz .numberLines}":  `".numberLines" beside the word optviz has no meaning: id=NAME or {#NAME} names the figure, and live makes a page of it`,
		"```{optviz, echo=FALSE}":    `"echo=FALSE" beside the word optviz has no meaning: id=NAME or {#NAME} names the figure, and live makes a page of it`,
		"```{code-block} optviz":     errLater.Error(),
		"```yaml optviz":             errLater.Error(),
		"```{.yaml .optviz}":         `".yaml" beside the word optviz has no meaning: id=NAME or {#NAME} names the figure, and live makes a page of it`,
		"```optvizz":                 none,
		"```sh":                      none,
		"```python {#optviz}":        none,
		"```sh title=\"optviz all\"": none,
	} {
		for path, note := range map[string]string{
			"n.md":  fence + "\nplot a\n" + fence[:strings.LastIndexAny(fence, "`~")+1] + "\n",
			"n.tex": "% " + fence + "\n% plot a\n% " + fence[:strings.LastIndexAny(fence, "`~")+1] + "\n",
		} {
			blocks := Find(path, []byte(note))
			got := none
			if len(blocks) == 1 {
				if got = blocks[0].ID; blocks[0].Err != nil {
					got = blocks[0].Err.Error()
				}
			}
			if got != want || len(blocks) == 1 && blocks[0].Text != "plot a\n" {
				t.Errorf("%s: %s: %q, want %q; %+v", path, fence, got, want, blocks)
			}
		}
	}
}

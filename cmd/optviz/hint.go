package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
)

// meant is what a flag that other programs have is here: a flag and its value, in which TEXT stands
// for the value that the user gave, or what else does it.
type meant struct{ flag, value, say string }

// ofTheme tells where colours, fonts and sizes of text are.
func ofTheme(key string) meant {
	return meant{say: "the key " + key + " of a theme file: optviz list themes --print-theme light begins one, --theme FILE takes it"}
}

// otherwise maps names of flags that other programs have to those of this one.
var otherwise = map[string]meant{
	"xlabel": {flag: "x-axis", value: "name=TEXT"}, "ylabel": {flag: "y-axis", value: "name=TEXT"},
	"xlim": {say: "did you mean --x-axis LO:HI or, of a map, --window?"}, "ylim": {say: "did you mean --y-axis LO:HI or, of a map, --window?"},
	"xrange": {say: "did you mean --x-axis LO:HI or, of a map, --window?"}, "yrange": {say: "did you mean --y-axis LO:HI or, of a map, --window?"},
	"xscale": {flag: "x-axis", value: "log"}, "yscale": {flag: "y-axis", value: "log"}, "logx": {flag: "x-axis", value: "log"}, "logy": {flag: "y-axis", value: "log"},
	"log": {flag: "y-axis", value: "log"}, "linear": {flag: "y-axis", value: "linear"},
	"xticks": {flag: "x-axis", value: "ticks=0/10/50"}, "yticks": {flag: "y-axis", value: "ticks=0/10/50"},
	"bounds": {flag: "window"}, "zoom": {say: "did you mean --inset X0,X1,Y0,Y1, a part drawn larger, or --window X0,X1,Y0,Y1?"},
	"width": {flag: "size", value: "WxH"}, "height": {flag: "size", value: "WxH"}, "figsize": {flag: "size"}, "aspect": {flag: "size", value: "WxH"}, "resolution": {flag: "size"},
	"x0": {flag: "start"}, "init": {flag: "start"}, "dark": {flag: "theme", value: "dark"}, "style": {flag: "theme"},
	"transparent": {flag: "background", value: "transparent"}, "bg": {flag: "background"},
	"language": {flag: "lang"}, "german": {flag: "lang", value: "de"}, "save": {flag: "out"}, "output": {flag: "out"},
	"csv": {say: "the extension of --out is the format"}, "json": {say: "the extension of --out is the format"},
	"pdf": {flag: "out", value: "FILE.pdf"}, "svg": {flag: "out", value: "FILE.svg"}, "png": {flag: "out", value: "FILE.png"}, "pptx": {flag: "out", value: "FILE.pptx"},
	"function": {flag: "formula"}, "iterations": {flag: "steps"},
	"no-title": {flag: "title", value: "none"}, "no-subtitle": {flag: "subtitle", value: "none"}, "no-legend": {flag: "legend", value: "none"}, "no-formula": {flag: "formula", value: "none"},
	"film": {say: "-o FILE.gif draws a film"}, "gif": {say: "-o FILE.gif draws a film"},
	"cols": {flag: "columns"}, "ncols": {flag: "columns"}, "layout": {flag: "columns"}, "page": {flag: "columns"},
	"learning-rate": {flag: "lr"}, "momentum": {say: "it is a key of a rule, as in --optimizer momentum:momentum=0.9"},
	"annotate": {flag: "mark", value: "'X,Y:TEXT'"}, "text-at": {flag: "mark", value: "'X,Y:TEXT'"}, "label": {flag: "mark", value: "'X,Y:TEXT'"},
	"arrow": {say: "did you mean --mark 'X,Y:TEXT', a text with an arrow, or --arrows gradient?"}, "quiver": {flag: "arrows", value: "gradient"},
	"hline": {flag: "line-at", value: "y=V"}, "vline": {flag: "line-at", value: "x=V"}, "contours": {flag: "levels"},
	"color": ofTheme("runs"), "colors": ofTheme("runs"), "colour": ofTheme("runs"), "colours": ofTheme("runs"), "palette": ofTheme("runs"),
	"cmap": ofTheme("map"), "colormap": ofTheme("map"), "font": ofTheme("fonts"), "font-family": ofTheme("fonts"),
	"fontsize": ofTheme("text"), "font-size": ofTheme("text"), "linewidth": ofTheme("lines"), "line-width": ofTheme("lines"), "logo": ofTheme("logo"), "margin": ofTheme("margin"),
	"grid": {say: "curves have a grid, whose colour and width are the keys grid and lines of a theme file, see --theme; --view field and --arrows are a grid of arrows"},
}

// flagHint explains a flag that the command does not have: another command has it, or the
// YAML, or another name is meant. args are those of the command line, with the flag's value.
func flagHint(cmd *cobra.Command, name string, args []string) string {
	var own, owners []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { own = append(own, f.Name) })
	for _, c := range cmd.Root().Commands() {
		if c.Flags().Lookup(name) != nil {
			owners = append(owners, "optviz "+c.Name())
		}
	}
	near, value := catalog.Nearest(name, own), valueOf(name, args)
	other, known := otherwise[name]
	switch {
	case name == "surface" && cmd.Flags().Lookup("formula") != nil:
		return fmt.Sprintf(" (it is no flag: %s NAME, or several names for a page)", cmd.CommandPath())
	case name == "animate":
		return " (-o FILE.gif draws a film)"
	case drawsFiles(cmd) && isFigureFlag(name):
		return keyHint(cmd, name, value)
	case known && name == "grid" && cmd.Name() == "plot":
		return fmt.Sprintf(" (%s; it is one of %s)", other.say, strings.Join(owners, ", "))
	case len(owners) > 0:
		return fmt.Sprintf(" (it is one of %s)", strings.Join(owners, ", "))
	case document.IsKey(name):
		return " (it is a key of the YAML that optviz render draws)"
	case known:
		return " (" + other.hint(cmd, value) + ")"
	case near != "":
		return fmt.Sprintf(" (did you mean --%s?)", near)
	}
	return ""
}

// hint tells what is meant by a flag with a value, "" for none. A command that draws a figure as its
// file has it lacks some flags.
func (m meant) hint(cmd *cobra.Command, value string) string {
	if m.flag == "" {
		return m.say
	}
	text := m.value
	if value != "" && strings.HasSuffix(text, "=TEXT") {
		text = strings.TrimSuffix(text, "TEXT") + value
	}
	if cmd.Flags().Lookup(m.flag) == nil && drawsFiles(cmd) && isFigureFlag(m.flag) {
		return strings.Trim(keyHint(cmd, m.flag, text), " ()")
	}
	if strings.Contains(text, " ") && !strings.Contains(text, "'") {
		text = "'" + text + "'"
	}
	return fmt.Sprintf("did you mean %s?", strings.TrimSpace("--"+m.flag+" "+text))
}

// drawsFiles reports whether a command draws figures as their files have them.
func drawsFiles(cmd *cobra.Command) bool { return cmd.Name() == "lecture" || cmd.Name() == "render" }

// isFigureFlag reports whether a flag of plot describes a figure, so that a file says the same.
func isFigureFlag(name string) bool {
	_, ok := document.KeyOfFlag(name)
	return ok
}

// keyHint tells how the file of a figure says what a flag with a value does.
func keyHint(cmd *cobra.Command, name, value string) string {
	line, ok := document.FlagAsKey(name, value)
	if !ok {
		key, _ := document.KeyOfFlag(name)
		line = key + ": ..."
	}
	return fmt.Sprintf(" (%s draws a figure as it is: add %s to the figure in the file of --print-spec, and draw that with optviz render)", cmd.Name(), line)
}

// valueOf returns the value of a flag among the arguments of a command line, or "".
func valueOf(name string, args []string) string {
	for i, a := range args {
		if value, ok := strings.CutPrefix(a, "--"+name+"="); ok {
			return value
		}
		if a == "--"+name && i+1 < len(args) && !strings.HasPrefix(args[i+1], "--") && !slices.Contains([]string{"-o", "-q", "-f", "-j"}, args[i+1]) {
			return args[i+1]
		}
	}
	return ""
}

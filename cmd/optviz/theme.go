package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/render/sheet"
)

// declarePrintTheme declares the flag that prints a theme.
func declarePrintTheme(cmd *cobra.Command, name *string) {
	cmd.Flags().StringVar(name, "print-theme", "", "print the theme of this `NAME` as a file to change, for --theme FILE.yaml, and do nothing else")
	cmd.RegisterFlagCompletionFunc("print-theme", cobra.FixedCompletions(document.ThemeNames(), cobra.ShellCompDirectiveNoFileComp))
}

// printTheme prints a built-in theme as the text of a file.
func printTheme(cmd *cobra.Command, name string) error {
	theme, ok := sheet.ThemeByName(name)
	if !ok {
		return &catalog.Error{Flag: "--print-theme", Value: name, Err: catalog.Unknown("theme", name, document.ThemeNames())}
	}
	return emit(cmd.OutOrStdout(), string(document.ThemeFile(theme)))
}

// opaque lists the formats that have a background in every theme.
var opaque = []string{"eps", "jpg", "jpeg", "tiff", "tif", "gif", "apng", "html", "mp4", "pptx"}

// noteDrawn tells what a theme could not do in the files that were drawn: characters that its fonts
// lack, and a background left out.
func noteDrawn(cmd *cobra.Command, theme document.Theme, ts []target) {
	if lacking := theme.Lacking(); len(lacking) > 0 {
		note(cmd, fmt.Sprintf("the theme's fonts lack %s: these are from the built-in font", strings.Join(strings.Split(string(lacking), ""), " ")))
	}
	for _, t := range ts {
		if theme.IsTransparent() && slices.Contains(opaque, t.format) {
			note(cmd, fmt.Sprintf("%s: %s has a background, which is that of the theme", t.path, strings.ToUpper(t.format)))
		}
	}
}

// completeTheme completes --theme with the names of themes, and with files.
func completeTheme(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	var all []string
	for _, t := range sheet.Themes() {
		all = offer(all, "", typed, t.Name, t.Doc)
	}
	if len(all) > 0 {
		return all, cobra.ShellCompDirectiveDefault
	}
	return []string{"yaml", "yml", "json"}, cobra.ShellCompDirectiveFilterFileExt
}

package main

import (
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/render/sheet"
)

// declarePrintTheme declares the flag that prints a theme.
func declarePrintTheme(cmd *cobra.Command, name *string) {
	cmd.Flags().StringVar(name, "print-theme", "", "print the theme of this `NAME` as a file to change, for --theme FILE.yaml, and do nothing else")
	cmd.RegisterFlagCompletionFunc("print-theme", cobra.FixedCompletions(document.ThemeNames(), cobra.ShellCompDirectiveNoFileComp))
}

// afterTheme moves the flag that prints a theme behind --theme in the help.
func afterTheme(cmd *cobra.Command) {
	var all []*pflag.Flag
	cmd.Flags().SortFlags = false
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if f.Name != "print-theme" {
			all = append(all, f)
		}
		if f.Name == "theme" {
			all = append(all, cmd.Flags().Lookup("print-theme"))
		}
	})
	cmd.ResetFlags()
	for _, f := range all {
		cmd.Flags().AddFlag(f)
	}
}

// printTheme prints a built-in theme as the text of a file, and says which other flags then have no
// effect.
func printTheme(cmd *cobra.Command, name string) error {
	theme, ok := sheet.ThemeByName(name)
	if !ok {
		return &catalog.Error{Flag: "--print-theme", Value: name, Err: catalog.Unknown("theme", name, document.ThemeNames())}
	}
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if !slices.Contains([]string{"print-theme", "quiet", "jobs"}, f.Name) {
			noteIdle(cmd, "--print-theme draws nothing", f.Name)
		}
	})
	return emit(cmd.OutOrStdout(), string(document.ThemeFile(theme)))
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

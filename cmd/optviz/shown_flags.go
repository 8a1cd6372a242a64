package main

import (
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/optviz/optviz/cmd/internal/pattern"
)

// drawnWith returns the flags on the command line that change how the figures look or
// where they are, for the commands that the index shows. A place that means nothing elsewhere is left out.
func drawnWith(cmd *cobra.Command) []string {
	var flags []string
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if slices.Contains([]string{"quiet", "jobs", "figure", "live"}, f.Name) {
			return
		}
		value := f.Value.String()
		switch f.Value.Type() { // whose text is in brackets
		case "stringSlice":
			list, _ := cmd.Flags().GetStringSlice(f.Name)
			value = strings.Join(list, ",")
		case "stringArray":
			list, _ := cmd.Flags().GetStringArray(f.Name)
			value = strings.Join(list, ",")
		}
		if f.Name == "out" && (filepath.IsAbs(value) || strings.ContainsFunc(value, unicode.IsControl)) {
			return
		}
		flags = append(flags, "--"+f.Name+" "+shellWord(value))
	})
	return flags
}

// plainWord matches words that mean themselves in every shell. What is not known to be such a word is quoted.
var plainWord = pattern.Lazy(`^[A-Za-z0-9_./:=,@%+-]+$`)

// shellWord returns a text as a word of a command, of which a shell runs and replaces nothing.
func shellWord(text string) string {
	if plainWord().MatchString(text) {
		return text
	}
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}

package main

import (
	_ "embed"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/optviz/optviz/cmd/internal/catalog"
)

// shells lists the shells that completion has a script for.
var shells = []string{"bash", "zsh", "fish", "powershell"}

// completionCommand returns the command optviz completion.
func completionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "completion SHELL",
		Short: "Print a completion script for bash, zsh, fish or powershell",
		Long: `completion prints a script that completes commands, flags, names and their keys:

  bash        source <(optviz completion bash)
  zsh         optviz completion zsh > "${fpath[1]}/_optviz"
  fish        optviz completion fish > ~/.config/fish/completions/optviz.fish
  powershell  optviz completion powershell | Out-String | Invoke-Expression`,
		Example:   `  optviz completion bash`,
		ValidArgs: shells,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return catalog.Usage("completion needs one SHELL: %s", strings.Join(shells, ", "))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			root, w := cmd.Root(), cmd.OutOrStdout()
			switch args[0] {
			case "bash":
				return completeInBash(root, w)
			case "zsh":
				return root.GenZshCompletion(w)
			case "fish":
				return root.GenFishCompletion(w, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(w)
			}
			return &catalog.Error{Flag: "SHELL", Value: args[0], Err: catalog.Unknown("shell", args[0], shells)}
		},
	}
}

// bashHelpers replaces the functions of the bash-completion package that cobra's script
// calls.
//
//go:embed completion.bash
var bashHelpers string

// completeInBash writes cobra's script for bash, changed so that it works without the
// package bash-completion.
func completeInBash(root *cobra.Command, w io.Writer) error {
	var script strings.Builder
	if err := root.GenBashCompletionV2(&script, true); err != nil {
		return err
	}
	own := strings.NewReplacer(`_get_comp_words_by_ref "$@" cur prev words cword`, "__optviz_words", "_filedir", "__optviz_files")
	return emit(w, bashHelpers+own.Replace(script.String()))
}

package main

import (
	"github.com/spf13/cobra"

	"github.com/optviz/optviz/cmd/internal/spec"
)

// helpCommand is optviz help; cobra's own takes an unknown command for success.
func helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Print help about a command",
		Example: `  optviz help plot
  optviz plot --help`,
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return commandNames(cmd.Root()), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			target, rest, err := cmd.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return &spec.Error{Err: spec.Unknown("command", args[0], commandNames(cmd.Root()))}
			}
			target.InitDefaultHelpFlag() // its own --help is listed, too
			return target.Help()
		},
	}
}

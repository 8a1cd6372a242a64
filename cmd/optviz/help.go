package main

import (
	"github.com/spf13/cobra"
)

// helpCommand returns the command optviz help; cobra's own takes an unknown command for
// success.
func helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Print help about a command",
		Example: `  optviz help plot
  optviz plot --help`,
		ValidArgsFunction: func(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
			var all []string
			if len(args) == 0 {
				for _, c := range commandNames(cmd.Root()) {
					all = offer(all, "", typed, c, "")
				}
			}
			return all, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			target, rest, err := cmd.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return unknownCommand(args[0], cmd.Root())
			}
			target.InitDefaultHelpFlag() // its own --help is listed, too
			return target.Help()
		},
	}
}

package main

import (
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/flags"
	"github.com/optviz/optviz/cmd/internal/printing"
)

// rootCommand returns optviz with all its commands, for a command line of these arguments.
func rootCommand(args ...string) *cobra.Command {
	root := &cobra.Command{
		Use:   "optviz",
		Short: "Show how optimizers move across loss landscapes",
		Long: `optviz shows how optimizers move across loss landscapes: contours with
trajectories, the loss and the learning rate beside them.`,
		Example: `  optviz plot
  optviz plot himmelblau --optimizer adam:lr=0.1 --optimizer momentum:lr=0.005
  optviz list`,
		Version:           version(),
		Args:              knownCommand,
		RunE:              func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
	}
	root.SetVersionTemplate("optviz {{.Version}}\n")
	root.Flags().Bool("version", false, "print the version") // cobra's own would take -v
	jobs := 0
	root.PersistentFlags().VarP(document.Whole(&jobs, "N"), "jobs", "j", "use at most N processors; the result is the same for any N")
	root.PersistentPreRun = func(*cobra.Command, []string) {
		if jobs > 0 {
			runtime.GOMAXPROCS(min(jobs, runtime.NumCPU()))
		}
	}
	root.SetUsageFunc(func(cmd *cobra.Command) error {
		printUsage(cmd.OutOrStderr(), cmd)
		return nil
	})
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error { return flagError(cmd, err, args) })
	root.AddCommand(plotCommand(), animateCommand(), notesCommand(), renderCommand(), lectureCommand(), traceCommand(), inspectCommand(), sweepCommand(), basinsCommand(), mergeCommand(), listCommand(), exploreCommand(), completionCommand())
	root.SetHelpCommand(helpCommand())
	for _, cmd := range append(root.Commands(), root) {
		cmd.Flags().SortFlags = false
		flags.Strict(cmd.Flags())
	}
	flags.Strict(root.PersistentFlags())
	return root
}

// version returns the module's version, or the version of its sources.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return "devel"
	}
	return info.Main.Version
}

// knownCommand refuses what is no command; it sees only what cobra found none for.
func knownCommand(root *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if root.Flags().Lookup(args[0]) != nil {
		return catalog.Usage("unknown command %s (did you mean --%s?)", printing.Quote(args[0]), args[0])
	}
	return unknownCommand(args[0], root)
}

// unknownCommand returns the error of a name that no command has. It lists all commands, however many.
func unknownCommand(name string, root *cobra.Command) error {
	names, hint := commandNames(root), ""
	if near := catalog.Nearest(name, names); near != "" {
		hint = fmt.Sprintf(" (did you mean %s?)", near)
	}
	return catalog.Usage("unknown command %s%s; choose from %s", printing.Quote(name), hint, strings.Join(names, ", "))
}

// commandNames returns the names of the commands that help lists.
func commandNames(root *cobra.Command) []string {
	var names []string
	for _, c := range root.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	return names
}

// flagError gives all errors of flags one form. args are those of the command line.
func flagError(cmd *cobra.Command, err error, args []string) error {
	var invalid *pflag.InvalidValueError
	if errors.As(err, &invalid) {
		err, flag := invalid.Unwrap(), invalid.GetFlag()
		if flag.Value.Type() == "bool" { // strconv's message names strconv
			err = errors.New("must be true or false")
		}
		return &catalog.Error{Flag: "--" + flag.Name, Value: invalid.GetValue(), Err: err}
	}
	var missing *pflag.NotExistError
	if errors.As(err, &missing) && !cmd.HasParent() && missing.GetSpecifiedName() == "v" {
		return catalog.Usage("unknown flag -v (did you mean --version?)")
	}
	if errors.As(err, &missing) && missing.GetSpecifiedShortnames() == "" {
		name := missing.GetSpecifiedName()
		return catalog.Usage("unknown flag %s%s; see %s --help", printing.Quote("--"+name), flagHint(cmd, name, args), cmd.CommandPath())
	}
	return catalog.Usage("%w; see %s --help", err, cmd.CommandPath())
}

// someSurfaces checks the positional arguments of commands that draw a surface, or several on a page.
func someSurfaces(cmd *cobra.Command, args []string) error {
	if err := checkSurfaces(cmd, args); err != nil {
		return err
	}
	if columns := cmd.Flags().Lookup("columns"); columns.Changed && len(args) < 2 {
		return &catalog.Error{Flag: "--columns", Value: columns.Value.String(), Err: errors.New("puts figures of several surfaces side by side, as in rosenbrock himmelblau; there is one")}
	}
	return nil
}

// atMostOneSurface checks the positional arguments of commands that take a surface.
func atMostOneSurface(cmd *cobra.Command, args []string) error {
	if err := checkSurfaces(cmd, args); err != nil {
		return err
	}
	if len(args) > 1 {
		return catalog.Usage("one SURFACE at most, but after %s comes %s; a text with spaces needs quotes, and keys follow a colon, as in ravine:kappa=25",
			printing.Quote(args[0]), printing.Quote(args[1]))
	}
	return nil
}

// checkSurfaces refuses arguments that are no names of surfaces, with what may be meant.
func checkSurfaces(cmd *cobra.Command, args []string) error {
	for _, a := range args {
		if cmd.Name() == "animate" && len(args) == 1 && isDocument(a) {
			return nil
		}
		if isLectureFigure(a) {
			return catalog.Usage("%s is a figure of the lecture, no surface: optviz lecture %s -o FILE draws it, and --print-spec prints its file", printing.Quote(a), a)
		}
		if slices.Contains(specFormats[1:], extension(a)) {
			return catalog.Usage("%s is a file, no surface: optviz render %s -o FILE draws what it describes", printing.Quote(a), a)
		}
	}
	for _, a := range args {
		if f := cmd.Flags().Lookup("tune"); f != nil && f.Value.String() == document.UsualTuning && document.IsTuning(a) {
			return &catalog.Error{Flag: "--tune", Value: a, Err: fmt.Errorf("its grid follows after an equals sign: --tune=%s", a)}
		}
	}
	for i, a := range args {
		name, _, _ := strings.Cut(a, ":")
		if i > 0 && strings.Contains(name, "=") {
			return catalog.Usage("%s is no surface: a text with spaces needs quotes, and keys follow a colon, as in ravine:kappa=25", printing.Quote(a))
		}
		if i > 0 && cmd.Flags().Lookup("optimizer") != nil && slices.Contains(catalog.Names(catalog.Optimizers()), name) {
			return catalog.Usage("%s is an optimizer: name it by --optimizer %s, and repeat the flag for several", printing.Quote(a), a)
		}
	}
	if i := slices.IndexFunc(args, func(a string) bool { return strings.ContainsAny(a, "—–“”„‘’") }); i >= 0 && len(args) > 1 {
		return catalog.Usage("%s has a dash or a quote of running text: type - and ' or \"", printing.Quote(args[i]))
	}
	for _, a := range args {
		if strings.TrimSpace(a) == "" {
			return &catalog.Error{Flag: "SURFACE", Value: a, Err: errors.New("a name is missing")}
		}
	}
	return nil
}

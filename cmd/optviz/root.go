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

// rootCommand returns optviz with all its commands.
func rootCommand() *cobra.Command {
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
	root.SetFlagErrorFunc(flagError)
	root.AddCommand(plotCommand(), animateCommand(), notesCommand(), renderCommand(), lectureCommand(), traceCommand(), inspectCommand(), sweepCommand(), basinsCommand(), mergeCommand(), listCommand(), completionCommand())
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
	return &catalog.Error{Err: catalog.Unknown("command", args[0], commandNames(root))}
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

// flagError gives all errors of flags one form.
func flagError(cmd *cobra.Command, err error) error {
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
		return catalog.Usage("unknown flag %s%s; see %s --help", printing.Quote("--"+name), flagHint(cmd, name), cmd.CommandPath())
	}
	return catalog.Usage("%w; see %s --help", err, cmd.CommandPath())
}

// otherwise maps names of flags that other programs have to those of this one.
var otherwise = map[string]string{
	"xlabel": "did you mean --x-axis name=TEXT?",
	"ylabel": "did you mean --y-axis name=TEXT?",
	"xlim":   "did you mean --x-axis LO:HI or, of a map, --window?", "ylim": "did you mean --y-axis LO:HI or, of a map, --window?",
	"xscale": "did you mean --x-axis log?", "yscale": "did you mean --y-axis log?", "logx": "did you mean --x-axis log?", "logy": "did you mean --y-axis log?",
	"xticks": "did you mean --x-axis ticks=0/10/50?", "yticks": "did you mean --y-axis ticks=0/10/50?", "bounds": "did you mean --window?",
	"width": "did you mean --size?", "height": "did you mean --size?", "figsize": "did you mean --size?",
	"x0": "did you mean --start?", "init": "did you mean --start?", "dark": "did you mean --theme dark?",
	"language": "did you mean --lang?", "german": "did you mean --lang de?", "save": "did you mean --out?",
	"csv": "the extension of --out is the format", "json": "the extension of --out is the format",
	"output": "did you mean --out?", "function": "did you mean --formula?", "iterations": "did you mean --steps?",
	"no-title": "did you mean --title none?", "no-subtitle": "did you mean --subtitle none?", "no-legend": "did you mean --legend none?",
	"no-formula": "did you mean --formula none?", "film": "-o FILE.gif draws a film", "gif": "-o FILE.gif draws a film",
	"cols": "did you mean --columns?", "ncols": "did you mean --columns?", "layout": "did you mean --columns?", "page": "did you mean --columns?",
	"learning-rate": "did you mean --lr?", "momentum": "it is a key of a rule, as in --optimizer momentum:momentum=0.9",
}

// flagHint explains a flag that the command does not have: another command has it, or the
// YAML, or another name is meant.
func flagHint(cmd *cobra.Command, name string) string {
	var own, owners []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { own = append(own, f.Name) })
	for _, c := range cmd.Root().Commands() {
		if c.Flags().Lookup(name) != nil {
			owners = append(owners, "optviz "+c.Name())
		}
	}
	near := catalog.Nearest(name, own)
	switch {
	case name == "surface" && cmd.Flags().Lookup("formula") != nil:
		return fmt.Sprintf(" (it is no flag: %s NAME, or several names for a page)", cmd.CommandPath())
	case name == "animate":
		return " (-o FILE.gif draws a film)"
	case (cmd.Name() == "lecture" || cmd.Name() == "render") && document.IsKey(name):
		return fmt.Sprintf(" (%s draws a figure as it is: print its file with --print-spec, change %s in there, and draw that with optviz render)", cmd.Name(), name)
	case len(owners) > 0:
		return fmt.Sprintf(" (it is one of %s)", strings.Join(owners, ", "))
	case document.IsKey(name):
		return " (it is a key of the YAML that optviz render draws)"
	case otherwise[name] != "":
		return fmt.Sprintf(" (%s)", otherwise[name])
	case near != "":
		return fmt.Sprintf(" (did you mean --%s?)", near)
	}
	return ""
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

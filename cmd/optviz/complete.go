package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/setup"
	"github.com/optviz/optviz/render"
)

// completeRunFlags completes the flags of document.RunFlags.
func completeRunFlags(cmd *cobra.Command) {
	cmd.RegisterFlagCompletionFunc("optimizer", completeOptimizer)
	cmd.RegisterFlagCompletionFunc("schedule", completeSchedule)
	for _, flag := range []string{"lr", "steps", "start", "noise", "seed", "seeds", "batch", "epochs", "clip", "patience", "every"} {
		cmd.RegisterFlagCompletionFunc(flag, cobra.NoFileCompletions)
	}
	cmd.RegisterFlagCompletionFunc("order", cobra.FixedCompletions(setup.Orders, cobra.ShellCompDirectiveNoFileComp))
	completeLandscapeFlags(cmd)
}

// completeLandscapeFlags completes the flags of document.LandscapeFlags: with nothing,
// and files where they are files.
func completeLandscapeFlags(cmd *cobra.Command) {
	for _, flag := range []string{"formula", "param", "window", "l1", "l2"} {
		cmd.RegisterFlagCompletionFunc(flag, cobra.NoFileCompletions)
	}
}

// completeSurface completes SURFACE.
func completeSurface(_ *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return completeTerm(catalog.Surfaces(), "", typed)
}

// completeSurfaces completes each SURFACE of several.
func completeSurfaces(cmd *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	return completeSurface(cmd, nil, typed)
}

// completeOptimizer completes --optimizer, and after a space its schedule.
func completeOptimizer(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	if i := strings.LastIndexByte(typed, ' '); i >= 0 {
		return completeSchedules(typed[:i+1], typed[i+1:])
	}
	open, end := strings.LastIndexByte(typed, '('), strings.LastIndexByte(typed, ')')
	if end < 0 || end < open { // within brackets, or without
		return completeTerm(catalog.Optimizers(), typed[:open+1], typed[open+1:])
	}
	outer, _, _ := strings.Cut(typed, "(")
	all, directive := completeTerm(catalog.Optimizers(), "", outer+typed[end+1:])
	for i, c := range all {
		all[i] = typed[:end+1] + strings.TrimPrefix(c, outer)
	}
	return all, directive
}

// completeSchedule completes --schedule.
func completeSchedule(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	return completeSchedules("", typed)
}

// completeSchedules completes the last term of A@30+B or A*B.
func completeSchedules(before, typed string) ([]string, cobra.ShellCompDirective) {
	last := strings.LastIndexByte(typed, '*')
	if at := strings.LastIndexByte(typed, '@'); at > last {
		plus := strings.IndexByte(typed[at:], '+')
		if plus < 0 { // a step is still to come
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		last = at + plus
	}
	return completeTerm(catalog.Schedules(), before+typed[:last+1], typed[last+1:])
}

// completeTerm completes a name, then its keys, then the words that a key
// takes. Each completion begins with what is there already.
func completeTerm(entries []catalog.Entry, before, typed string) ([]string, cobra.ShellCompDirective) {
	name, args, hasArgs := strings.Cut(typed, ":")
	if !hasArgs {
		var all []string
		for _, e := range entries {
			all = offer(all, before, name, e.Name, e.Doc)
		}
		return all, cobra.ShellCompDirectiveNoFileComp
	}
	for _, e := range entries {
		if strings.EqualFold(e.Name, name) {
			done := strings.LastIndexByte(args, ',') + 1
			return completeKey(notGiven(e.Params(), args[:done]), before+name+":"+args[:done], args[done:])
		}
	}
	return nil, cobra.ShellCompDirectiveNoFileComp
}

// notGiven returns the parameters that have no key=value in args yet.
func notGiven(params []catalog.Param, args string) []catalog.Param {
	return slices.DeleteFunc(params, func(p catalog.Param) bool {
		return strings.Contains(strings.ToLower(","+args), strings.ToLower(","+p.Key+"="))
	})
}

// completeKey completes key=value.
func completeKey(params []catalog.Param, before, typed string) ([]string, cobra.ShellCompDirective) {
	key, value, hasValue := strings.Cut(typed, "=")
	var all []string
	for _, p := range params {
		switch {
		case !hasValue:
			all = offer(all, before, key, p.Key+"=", p.Doc)
		case strings.EqualFold(p.Key, key):
			for _, c := range p.Choices {
				all = offer(all, before+key+"=", value, c, "")
			}
		}
	}
	if hasValue {
		return all, cobra.ShellCompDirectiveNoFileComp
	}
	return all, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}

// offer adds a choice that begins with what is typed.
func offer(all []string, before, typed, choice, doc string) []string {
	if len(choice) < len(typed) || !strings.EqualFold(choice[:len(typed)], typed) {
		return all
	}
	return append(all, cobra.CompletionWithDesc(before+choice, doc))
}

// completeAxes completes --x-axis and --y-axis, item after item.
func completeAxes(cmd *cobra.Command) {
	items := append(slices.Clone(document.Scales), "whole", "ticks=", "name=")
	for _, flag := range []string{"x-axis", "y-axis"} {
		cmd.RegisterFlagCompletionFunc(flag, func(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
			done := strings.LastIndexByte(typed, ',') + 1
			var all []string
			for _, item := range items {
				all = offer(all, typed[:done], typed[done:], item, "")
			}
			return all, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
		})
	}
}

// completeViews completes --view.
func completeViews(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	var all []string
	for _, v := range render.Views() {
		all = offer(all, "", typed, v.Name, v.Doc)
	}
	return all, cobra.ShellCompDirectiveNoFileComp
}

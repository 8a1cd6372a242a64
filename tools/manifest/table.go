package main

import (
	"context"
	"embed"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// The tables hold a line of shell an entry; empty lines and those that begin with # are none.
//
//go:embed *.txt
var tables embed.FS

// lines returns the commands of a kind of manifest: the lecture, which takes longest and
// therefore comes first, the tables and the README's.
func (r *runner) lines(ctx context.Context, kind, readme string) ([]string, error) {
	var all []string
	for _, name := range []string{"lecture-" + kind, "commands", "wrong"} {
		text, err := tables.ReadFile(name + ".txt")
		if err != nil {
			return nil, err
		}
		for _, line := range strings.Split(string(text), "\n") {
			if line == "" || strings.HasPrefix(line, "#") {
				continue
			}
			some, err := expand(line, func(catalogue string) ([]string, error) { return r.names(ctx, catalogue) })
			if err != nil {
				return nil, err
			}
			all = append(all, some...)
		}
	}
	return unique(append(all, readmeLines(readme)...)), nil
}

// catalogued is a name of a catalogue in a line, for which each of its names stands in turn.
var catalogued = regexp.MustCompile(`@[a-z]+\b`)

// expand returns the line once for each name of the first catalogue that it holds as in
// @optimizers, and again for the next.
func expand(line string, names func(catalogue string) ([]string, error)) ([]string, error) {
	at := catalogued.FindStringIndex(line)
	if at == nil {
		return []string{line}, nil
	}
	list, err := names(line[at[0]+1 : at[1]])
	if err != nil {
		return nil, fmt.Errorf("%s: %w", line, err)
	}
	var all []string
	for _, name := range list {
		some, err := expand(line[:at[0]]+name+line[at[1]:], names)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}

// block is a fenced block of commands in the README.
var block = regexp.MustCompile("(?ms)^```(?:sh|console)\n(.*?)^```")

// readmeLines returns the commands that the README shows.
func readmeLines(readme string) []string {
	var all []string
	for _, m := range block.FindAllStringSubmatch(readme, -1) {
		for _, line := range strings.Split(m[1], "\n") {
			if line = strings.TrimPrefix(line, "$ "); strings.HasPrefix(line, "optviz ") {
				all = append(all, line)
			}
		}
	}
	return all
}

// unique returns the lines without those that came before.
func unique(lines []string) []string {
	seen := map[string]bool{}
	return slices.DeleteFunc(lines, func(line string) bool {
		again := seen[line]
		seen[line] = true
		return again
	})
}

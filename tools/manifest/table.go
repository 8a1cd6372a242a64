package main

import (
	"context"
	"embed"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Each line of the tables is a shell command, except empty lines and lines that begin with #.
//
//go:embed *.txt
var texts embed.FS

// lines returns the commands of a kind of manifest: first the lecture, which takes
// longest, then the tables and the README's commands.
func (r *runner) lines(ctx context.Context, kind, readme string) ([]string, error) {
	names := []string{"commands", "wrong"}
	if kind != tables {
		names = append([]string{"lecture-" + kind}, names...)
	}
	var all []string
	for _, name := range names {
		text, err := texts.ReadFile(name + ".txt")
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

// catalogued matches the name of a catalogue, which stands for each of its entries in
// turn.
var catalogued = regexp.MustCompile(`@[a-z]+\b`)

// expand returns the line once for each name in the first catalogue of the line, as in
// @optimizers, and expands the catalogues after it likewise.
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

// block matches a fenced block of commands in the README.
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

// unique removes lines that came before.
func unique(lines []string) []string {
	seen := map[string]bool{}
	return slices.DeleteFunc(lines, func(line string) bool {
		again := seen[line]
		seen[line] = true
		return again
	})
}

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/optviz/optviz/cmd/internal/input"
	"github.com/optviz/optviz/cmd/internal/notes"
)

// watcher draws notes again whenever a note, or a file that its figures are drawn from, or one of --theme, is
// saved. It polls times and sizes, which works on any file system.
type watcher struct {
	cmd    *cobra.Command
	o      notesOptions
	seen   map[string]string   // the state in which each note was drawn
	data   map[string][]string // the files from which each note's figures are drawn
	blocks map[string]int      // the number of blocks in each note
	said   string              // the last message about the arguments
	themes []string            // the files of --theme
	themed string              // the state in which these were read
}

// watchNotes draws notes until the command is interrupted.
func watchNotes(cmd *cobra.Command, paths []string, o notesOptions) error {
	w := watcher{cmd: cmd, o: o, seen: map[string]string{}, data: map[string][]string{}, blocks: map[string]int{}}
	if _, err := noteArgs(paths); err != nil {
		return err
	}
	w.readTheme()
	for {
		if stampOf(w.themes) != w.themed {
			w.readTheme()
		}
		args, err := noteArgs(paths)
		for _, a := range args {
			for _, file := range a.files {
				w.redrawIfChanged(file)
				a.blocks += w.blocks[file]
			}
		}
		if cmd.Context().Err() != nil {
			return cmd.Context().Err()
		}
		w.say(args, err)
		const often = 200 * time.Millisecond
		select {
		case <-cmd.Context().Done():
			return cmd.Context().Err()
		case <-time.After(often):
		}
	}
}

// readTheme reads --theme. One in which something is wrong leaves figures as they are.
func (w *watcher) readTheme() {
	w.themed = stampOf(w.themes) // before, since it may be saved meanwhile
	theme, files, err := w.o.theme.Read(w.cmd.Context(), input.Anywhere)
	if !slices.Equal(files, w.themes) {
		w.themes = files
		w.readTheme()
		return
	}
	if err != nil {
		note(w.cmd, fmt.Sprintf("%v; waiting for the next save of the theme", err))
		return
	}
	w.o.Appearance.Theme = theme
}

// redrawIfChanged draws a note if the note or a file of its figures has changed since it was
// drawn.
func (w *watcher) redrawIfChanged(file string) {
	if w.cmd.Context().Err() != nil || w.stamp(file) == w.seen[file] {
		return
	}
	w.o.Claimed = map[string]notes.Claim{}
	before := stampOf([]string{file})
	r, err := oneNote(w.cmd, file, w.o)
	if err != nil && w.cmd.Context().Err() == nil {
		note(w.cmd, fmt.Sprintf("%v; waiting for the next save of %s", err, file))
	}
	w.data[file], w.blocks[file] = nil, r.Blocks
	for _, f := range r.Files {
		if !filepath.IsAbs(f) {
			f = filepath.Join(filepath.Dir(file), f)
		}
		w.data[file] = append(w.data[file], f)
	}
	if after := stampOf([]string{file}); before != after && !slices.Contains(r.Written, filepath.Base(file)) {
		return // saved meanwhile: once more
	}
	w.seen[file] = w.stamp(file) // with its own changes
}

// stamp returns the state of a note, of the files from which its figures are drawn and of --theme.
func (w *watcher) stamp(file string) string {
	return stampOf(append([]string{file}, w.data[file]...)) + w.themed
}

// say prints the errors of the arguments unless it has just printed the same.
func (w *watcher) say(args []*noteArg, err error) {
	var all []string
	if err != nil {
		all = append(all, err.Error())
	}
	for _, a := range args {
		all = append(all, a.passed...)
		if a.blocks == 0 {
			all = append(all, a.nothing()+"; waiting for one")
		}
	}
	if said := strings.Join(all, "\n"); said != w.said {
		w.said = said
		note(w.cmd, all...)
	}
}

// stampOf returns a text that changes whenever the time or size of a file changes.
func stampOf(files []string) string {
	var b strings.Builder
	for _, f := range files {
		if info, err := os.Stat(f); err == nil {
			fmt.Fprintf(&b, "%d %d\n", info.ModTime().UnixNano(), info.Size())
		} else {
			b.WriteString("none\n")
		}
	}
	return b.String()
}

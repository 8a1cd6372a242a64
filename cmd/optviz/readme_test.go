package main

import (
	"flag"
	"fmt"
	"image"
	_ "image/png"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "accept today's pictures into out/gallery")

// readme is the README's text; tests run in the directory of their package.
func readme(t *testing.T) string {
	t.Helper()
	return read(t, filepath.Join("..", "..", "README.md"))
}

// fenced are the blocks of a language in the README.
func fenced(t *testing.T, language string) []string {
	t.Helper()
	var blocks []string
	for _, m := range regexp.MustCompile("(?ms)^```"+language+"\n(.*?)^```").FindAllStringSubmatch(readme(t), -1) {
		blocks = append(blocks, m[1])
	}
	if len(blocks) == 0 {
		t.Fatalf("the README has no %s block", language)
	}
	return blocks
}

// shell runs a line as a reader would who has optviz on the path, in a
// directory of its own, and returns stdout.
func shell(t *testing.T, dir, line string) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	bin := t.TempDir()
	script := fmt.Sprintf("#!/bin/sh\n%s=1 exec '%s' \"$@\"\n", asProgram, self)
	if err := os.WriteFile(filepath.Join(bin, "optviz"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("sh", "-ec", strings.Replace(line, "go run ./cmd/optviz", "optviz", 1))
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "PATH="+bin+":"+os.Getenv("PATH"))
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v: %s", line, err, stderr.String())
	}
	return string(out)
}

// TestReadmeCommands runs the commands of the README's sh blocks but for the
// tests themselves; the gallery's are compared with its pictures.
func TestReadmeCommands(t *testing.T) {
	if testing.Short() {
		t.Skip("draws every picture of the README")
	}
	for _, block := range fenced(t, "sh") {
		for _, line := range strings.Split(strings.TrimSpace(block), "\n") {
			if line == "go test ./..." {
				continue
			}
			t.Run(line, func(t *testing.T) {
				dir := t.TempDir()
				if err := os.MkdirAll(filepath.Join(dir, "out", "gallery"), 0o700); err != nil {
					t.Fatal(err)
				}
				shell(t, dir, line)
				written, err := filepath.Glob(filepath.Join(dir, "out", "gallery", "*.png"))
				if err != nil {
					t.Fatal(err)
				}
				for _, picture := range written {
					compareGallery(t, picture)
				}
				if len(written) == 0 && countFiles(t, dir) == 0 {
					t.Error("wrote no file")
				}
			})
		}
	}
}

func countFiles(t *testing.T, dir string) int {
	t.Helper()
	n := 0
	err := filepath.WalkDir(dir, func(_ string, d os.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			n++
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// compareGallery holds a picture against the committed one of the same name.
// Processors that fuse multiplications with additions may differ in pixels of
// lines, and may not differ in more than one pixel of two hundred.
func compareGallery(t *testing.T, picture string) {
	t.Helper()
	committed := filepath.Join("..", "..", "out", "gallery", filepath.Base(picture))
	if *update {
		data := read(t, picture)
		if err := os.MkdirAll(filepath.Dir(committed), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(committed, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, want := decode(t, picture), decode(t, committed)
	if got.Bounds() != want.Bounds() {
		t.Fatalf("%s is %v, the gallery's is %v; make golden accepts it", picture, got.Bounds(), want.Bounds())
	}
	differ := 0
	size := got.Bounds().Size()
	for y := range size.Y {
		for x := range size.X {
			if got.At(x, y) != want.At(x, y) {
				differ++
			}
		}
	}
	allowed := 0
	if runtime.GOARCH != "amd64" {
		allowed = size.X * size.Y / 200
	}
	if differ > allowed {
		t.Errorf("%s: %d pixels are not those of %s; look at it, then make golden accepts it", filepath.Base(picture), differ, committed)
	}
}

func decode(t *testing.T, path string) image.Image {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, _, err := image.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// TestReadmeSessions runs the README's sessions and compares what they print.
func TestReadmeSessions(t *testing.T) {
	for _, block := range fenced(t, "console") {
		for _, session := range strings.Split("\n"+block, "\n$ ")[1:] {
			line, want, _ := strings.Cut(session, "\n")
			t.Run(line, func(t *testing.T) {
				got := shell(t, t.TempDir(), line)
				if strings.TrimRight(got, "\n") != strings.TrimRight(want, "\n") {
					t.Errorf("prints\n%s\nthe README says\n%s", got, want)
				}
			})
		}
	}
}

// TestReadmeLibrary holds the README's program to the Example that the tests
// compile and run.
func TestReadmeLibrary(t *testing.T) {
	render := filepath.Join("..", "..", "render")
	examples := read(t, filepath.Join(render, "example_test.go")) + read(t, filepath.Join(render, "marks", "example_test.go"))
	for _, block := range fenced(t, "go") {
		if !strings.Contains(unindent(examples), unindent(block)) {
			t.Errorf("in no example of render or render/marks:\n%s", block)
		}
	}
}

func unindent(s string) string {
	lines := strings.Split(strings.TrimSpace(s), "\n")
	for i := range lines {
		lines[i] = strings.TrimSpace(lines[i])
	}
	return strings.Join(lines, "\n")
}

// TestReadmeLinks: whatever the README shows or points to is there, and every
// picture of the gallery is shown.
func TestReadmeLinks(t *testing.T) {
	text := readme(t)
	for _, m := range regexp.MustCompile(`\]\(([^)#]+)\)`).FindAllStringSubmatch(text, -1) {
		if strings.Contains(m[1], "://") {
			continue
		}
		if _, err := os.Stat(filepath.Join("..", "..", m[1])); err != nil {
			t.Error(err)
		}
	}
	pictures, err := filepath.Glob(filepath.Join("..", "..", "out", "gallery", "*"))
	if err != nil || len(pictures) == 0 {
		t.Fatalf("no gallery: %v", err)
	}
	for _, p := range pictures {
		if !strings.Contains(text, "](out/gallery/"+filepath.Base(p)+")") {
			t.Errorf("the README does not show %s", p)
		}
	}
}

package catalog

import "strings"

// Nearest returns the choice that name most likely means, or "" where none is near.
func Nearest(name string, choices []string) string {
	name = strings.ToLower(name)
	best, near := 1+max(1, min(3, len(name)/3)), ""
	for _, c := range choices {
		if len(name) >= 3 && strings.HasPrefix(strings.ToLower(c), name) || len(c) >= 3 && strings.HasPrefix(name, strings.ToLower(c)+"-") {
			return c
		}
		if d := distance(name, strings.ToLower(c)); d < best && d < len(name) {
			best, near = d, c
		}
	}
	return near
}

// distance counts the insertions, deletions, substitutions and swaps of
// neighbours that turn a into b (optimal string alignment).
func distance(a, b string) int {
	if len(a) > 64 { // no name is that long, and the work is quadratic
		return len(a)
	}
	before, last := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range len(a) {
		row := make([]int, len(b)+1)
		row[0] = i + 1
		for j := range len(b) {
			change := last[j]
			if a[i] != b[j] {
				change++
			}
			row[j+1] = min(last[j+1]+1, row[j]+1, change)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last = last, row
	}
	return last[len(b)]
}

// Package setup turns what a user asks for, texts and numbers, into a loss and runs on it. A
// Setup comes in: the surface, the rules, their schedules, starts and batches; a Landscape and
// Combinations go out, or an error that names the flag. It draws nothing and reads no file, and
// so it also runs in a browser. A new key of what is computed is a field of Setup.
package setup

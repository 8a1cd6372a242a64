// Package terrain samples a surface over a window: its values, the levels of its contours and the
// scale of its colours, and the shaded picture in colours that it is given. A surface comes in and a
// Map goes out, which package landscape draws and the live page shows. It knows no themes.
package terrain

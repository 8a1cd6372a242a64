package drawing

// TableBytes returns about how much memory the figure's iterates take as a table, which is
// made in memory, in a format of --data.
func (g *Drawing) TableBytes(format string) float64 {
	perNumber := 20.0
	if format == "json" { // with its name
		perNumber = 60
	}
	bytes := 0.0
	for _, part := range g.Parts() {
		bytes += part.TableBytes(format)
	}
	for _, r := range g.Plan.Runs {
		bytes += float64(r.Steps/max(r.Every, 1)+1) * float64(g.Plan.Meta.Dim+5) * perNumber
	}
	return bytes
}

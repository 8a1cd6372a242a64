package render

// Schedule draws the learning rate against the step alone.
func Schedule(sc Scene, style Style) (Figure, error) {
	s := newSheet(style)
	looks := assign(sc.Tracks)
	y := sc.rates()
	p := s.single(sc, y, sc.rateCurves(looks))
	s.drawRates(p, sc, looks)
	s.axisX(p, "step $k$")
	return s.finish(sc.title(), sc.describe())
}

package drawing

// PlacedParts returns the figures of a page as they stand on it.
func (g *Drawing) PlacedParts() ([]*Drawing, error) {
	p, ok := g.Content.(*Page)
	if !ok {
		return nil, nil
	}
	_, at, err := p.drawWhole(g.saying())
	return at.parts, err
}

package sheet

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/typeset"
)

// Header holds what stands between the title of a figure and its panels.
type Header struct {
	Notes []string // parts of the subtitle, as markup
	Key   []KeyItem
	Depth vg.Length // from the top of the figure to the room for its panels
	X, Y  []string  // names of the axes of the figure's panels, each once
	Names []KeyItem // names of lines for the legend of the page
	Own   []KeyItem // names of lines that the figure names itself
	Title vg.Length // size of the text of the page's title; 0: the page has none
}

// Common returns what the page of figures with some headers says for them: the notes and the
// names of axes that all have in common, apart from headers that say nothing, and the items of
// all keys; nothing where there are fewer than two.
func Common(all []Header) (common Header) {
	if len(all) < 2 {
		return common
	}
	for _, h := range all {
		for _, item := range h.Names {
			if !slices.ContainsFunc(common.Names, func(k KeyItem) bool { return k.Name == item.Name }) {
				common.Names = append(common.Names, item)
			}
		}
	}
	sortByValue(common.Names)
	common.X = shared(all, func(h Header) []string { return h.X })
	common.Y = shared(all, func(h Header) []string { return h.Y })
	all = slices.DeleteFunc(slices.Clone(all), func(h Header) bool { return len(h.Notes)+len(h.Key) == 0 })
	if len(all) < 2 {
		return common
	}
	for _, note := range all[0].Notes {
		if !slices.ContainsFunc(all, func(h Header) bool { return !slices.Contains(h.Notes, note) }) {
			common.Notes = append(common.Notes, note)
		}
	}
	for _, h := range all {
		for _, item := range h.Key {
			i := slices.IndexFunc(common.Key, func(k KeyItem) bool { return k.Name == item.Name })
			if i < 0 {
				common.Key = append(common.Key, item)
			} else if common.Key[i].Area != item.Area { // the sample has the colour of no line
				common.Key[i].Area = Pale(Soft, neutralPale)
			}
		}
	}
	return common
}

// neutralPale is the part of paper in the sample of areas that have several colours.
const neutralPale = 0.65

// mostOnBanner is the largest number of lines that the legend of a page names.
const mostOnBanner = 6

// UnfitForLegend reports whether the names of lines in some headers make no good legend of a page:
// more than a reader keeps apart, two names of one look, or a name whose line has another look in one
// of the figures.
func UnfitForLegend(all []Header) bool {
	names := Common(all).Names
	for i, item := range names {
		if slices.ContainsFunc(names[:i], func(o KeyItem) bool { return o.Color == item.Color }) {
			return true
		}
	}
	return len(names) > mostOnBanner || Header{Names: names}.Misnames(all)
}

// Misnames reports whether the header names a line that has another colour in one of some figures.
func (h Header) Misnames(all []Header) bool {
	for _, o := range all {
		for _, item := range slices.Concat(o.Names, o.Own) {
			if slices.ContainsFunc(h.Names, func(k KeyItem) bool { return k.Name == item.Name && k.Color != item.Color }) {
				return true
			}
		}
	}
	return false
}

// WithNames returns the header with more names of lines, which its key shows.
func (h Header) WithNames(names []KeyItem) Header {
	h.Names, h.Key = slices.Concat(h.Names, names), slices.Concat(h.Key, names)
	return h
}

// WithoutNames returns the header without names of lines.
func (h Header) WithoutNames() Header {
	h.Key = slices.DeleteFunc(slices.Clone(h.Key), Header{Key: h.Names}.explains)
	h.Names = nil
	return h
}

// sortByValue sorts names that differ by a number at their end alone, as "η = 0.1" does from
// "η = 0.5", by the number.
func sortByValue(names []KeyItem) {
	values := map[string]float64{}
	for _, item := range names {
		at := strings.LastIndex(item.Name, " ") + 1
		v, err := strconv.ParseFloat(strings.ReplaceAll(item.Name[at:], ",", "."), 64)
		if err != nil || item.Name[:at] != names[0].Name[:strings.LastIndex(names[0].Name, " ")+1] {
			return
		}
		values[item.Name] = v
	}
	slices.SortStableFunc(names, func(a, b KeyItem) int { return cmp.Compare(values[a.Name], values[b.Name]) })
}

// shared returns the one name of an axis that every header has; nil where one has another
// name, several or none.
func shared(all []Header, names func(Header) []string) []string {
	first := names(all[0])
	if len(first) != 1 || slices.ContainsFunc(all, func(h Header) bool { return !slices.Equal(names(h), first) }) {
		return nil
	}
	return first
}

// pageHeader returns the figure's header where the page collects headers, and otherwise nil.
func (s *Sheet) pageHeader() *Header {
	if s.headers == nil || len(*s.headers) == 0 {
		return nil
	}
	return &(*s.headers)[len(*s.headers)-1]
}

// recordAxes adds names of axes to the figure's header where the page collects headers.
func (s *Sheet) recordAxes(x, y []string) {
	h := s.pageHeader()
	if h == nil {
		return
	}
	add := func(names *[]string, more []string) {
		for _, name := range more {
			if !slices.Contains(*names, name) {
				*names = append(*names, name)
			}
		}
	}
	add(&h.X, x)
	add(&h.Y, y)
}

// Deepest returns the largest depth of some headers.
func Deepest(all []Header) (depth vg.Length) {
	for _, h := range all {
		depth = max(depth, h.Depth)
	}
	return depth
}

// explains reports whether the key of a header has an item.
func (h Header) explains(item KeyItem) bool {
	return slices.ContainsFunc(h.Key, func(k KeyItem) bool { return k.Name == item.Name })
}

// Joined returns what either of two headers says.
func (h Header) Joined(other Header) Header {
	return Header{Notes: slices.Concat(h.Notes, other.Notes), Key: slices.Concat(h.Key, other.Key)}
}

// ownHeader returns the header of a figure without what the figure's page says.
func (s *Sheet) ownHeader(subtitle string, key []KeyItem) Header {
	if s.unnamed {
		key = nil
	}
	return Header{
		Notes: slices.DeleteFunc(strings.Split(subtitle, Separator), func(n string) bool { return n == "" || slices.Contains(s.common.Notes, n) }),
		Key:   slices.DeleteFunc(slices.Clone(key), s.common.explains),
	}
}

// belowHeader returns the y below a header that ends at a y: no higher than below the deepest
// header on the page. Where the page collects the headers of its figures it hears of this one.
func (s *Sheet) belowHeader(h Header, y vg.Length) vg.Length {
	h.Depth = s.Height - y
	if s.headers != nil {
		h.Key = slices.Clone(h.Key)
		for i, item := range h.Key {
			if item.recolour == nil { // not yet on a page within the page
				h.Key[i].recolour = s.recolour
			}
		}
		*s.headers = append(*s.headers, h)
	}
	return s.BelowLogo(min(y, s.Height-s.common.Depth))
}

// DrawBanner writes the title of a page, and below it what the headers of all figures of the
// page say. It returns the y below. Themes without titles show the key alone.
func (s *Sheet) DrawBanner(title string, h Header) vg.Length {
	left, right := s.besideLogo()
	wide := right - left
	y, bottom := s.Height, s.Height
	key := h.Key
	if title != "" && s.Heading != NoHeading {
		y -= (s.Theme.Margin + s.Theme.lineRoom(TitleSize)) * s.Unit
		lines := s.Broken(typeset.Escape(title), TitleSize, wide)
		y = s.TitleLines(lines, TitleSize, wide, vg.Point{X: left, Y: y})
		bottom = y - 0.3*TitleSize*s.Unit
		last := lines[len(lines)-1]
		if w := s.keyWidth(key); s.Set(last, typeset.Bold, TitleSize).Width+w <= wide {
			s.key(key, vg.Point{X: left + wide - w, Y: y + 0.25*TitleSize*s.Unit})
			if len(lines) == 1 {
				s.TitlePlace.Box.Max.X -= w
			}
			s.collectKey(key, 1)
			key = nil
		}
	}
	subtitle := s.subtitleOf(strings.Join(h.Notes, Separator))
	if subtitle != "" || len(key) > 0 {
		if subtitle == "" && y == s.Height {
			y -= (s.Theme.Margin - 0.9*TickSize) * s.Unit
		}
		bottom = s.subtitleAndKey(subtitle, key, y) - 0.3*SubtitleSize*s.Unit
	}
	return s.BelowLogo(bottom)
}

// BannerTitle returns the size of the text of a page's title as DrawBanner writes it; 0 for none.
func (s *Sheet) BannerTitle(title string) vg.Length {
	if title == "" || s.Heading == NoHeading {
		return 0
	}
	left, right := s.besideLogo()
	lines := s.Broken(typeset.Escape(title), TitleSize, right-left)
	return s.equally(lines, TitleSize, right-left)[0].Size
}

// BannerHeight returns the height of what DrawBanner writes.
func (s *Sheet) BannerHeight(title string, h Header) vg.Length {
	scratch := *s
	scratch.Marks, scratch.audit = nil, nil
	return s.Height - scratch.DrawBanner(title, h)
}

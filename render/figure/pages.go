package figure

import (
	"errors"
	"fmt"
	"io"
	"strings"
)

// Pages writes figures as a PDF, each on a page of its size, and bookmarks with their titles where there
// are several. The file has no date, so that the same figures give the same bytes.
type Pages struct {
	to      io.Writer
	file    *pdfFile
	tree    int // the object of all pages
	pages   []pdfBookmark
	sources []string

	title, desc, lang string // of the first figure
}

// pdfBookmark is the object of a page and the title of its figure.
type pdfBookmark struct {
	page  int
	title string
}

// NewPages returns a PDF that is written to w.
func NewPages(w io.Writer) *Pages { return &Pages{to: w, file: newPDFFile()} }

// Add writes a page. What the file says of all pages are the texts of the first one.
func (p *Pages) Add(f *Figure) error {
	entries, err := f.page(p.file)
	if err != nil {
		return err
	}
	if p.pages == nil {
		p.tree, p.title, p.desc, p.lang = p.file.reserve(), f.Title, f.Desc, f.Lang
	}
	page := p.file.add("<</Type /Page /Parent %d 0 R %s>>", p.tree, entries)
	p.pages = append(p.pages, pdfBookmark{page, f.Title})
	if f.Source != "" {
		p.sources = append(p.sources, f.Source)
	}
	return nil
}

// Close ends the PDF, which needs a page. It does not close the underlying writer.
func (p *Pages) Close() error {
	if p.pages == nil {
		return errors.New("there is no page")
	}
	var kids []string
	for _, b := range p.pages {
		kids = append(kids, fmt.Sprintf("%d 0 R", b.page))
	}
	p.file.object(p.tree, "<</Type /Pages /Kids [%s] /Count %d>>", strings.Join(kids, " "), len(kids))
	more := ""
	if p.lang != "" { // for screen readers
		more = " /Lang " + pdfString(p.lang)
	}
	if len(p.pages) > 1 {
		more += fmt.Sprintf(" /Outlines %d 0 R", p.bookmarks())
	}
	root := p.file.add("<</Type /Catalog /Pages %d 0 R%s>>", p.tree, more)
	info := p.file.add("<</Title %s /Subject %s%s>>", pdfString(p.title), pdfString(p.desc), pdfSources(p.sources))
	return p.file.finish(p.to, root, info)
}

// bookmarks writes a bookmark of each page and returns the object of all.
func (p *Pages) bookmarks() int {
	all := p.file.reserve()
	first := all + 1
	for i, b := range p.pages {
		beside := ""
		if i > 0 {
			beside += fmt.Sprintf(" /Prev %d 0 R", first+i-1)
		}
		if i+1 < len(p.pages) {
			beside += fmt.Sprintf(" /Next %d 0 R", first+i+1)
		}
		p.file.add("<</Title %s /Parent %d 0 R%s /Dest [%d 0 R /Fit]>>", pdfString(b.title), all, beside, b.page)
	}
	p.file.object(all, "<</Type /Outlines /First %d 0 R /Last %d 0 R /Count %d>>", first, first+len(p.pages)-1, len(p.pages))
	return all
}

// pdfSources returns the entries of a PDF's information that hold Sources: the first as keywords, the
// others as Source2, Source3, ...
func pdfSources(sources []string) string {
	var b strings.Builder
	for i, s := range sources {
		fmt.Fprintf(&b, " /%s %s", pdfSourceKey(i), pdfString(s))
	}
	return b.String()
}

// pdfSourceKey returns the key of source i, from 0.
func pdfSourceKey(i int) string {
	if i == 0 {
		return "Keywords"
	}
	return fmt.Sprintf("Source%d", i+1)
}

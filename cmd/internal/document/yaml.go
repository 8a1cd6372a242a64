package document

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/printing"
	"github.com/optviz/optviz/cmd/internal/yamltree"
)

// ParseYAML reads a figure from YAML. The keys are the names of the flags of plot or, with
// kind: sweep or kind: basins, of those commands; a flag that repeats is a list. A key left
// out has the value of a command line without the flag. A page lists its figures under
// figures. The grammar checks the texts. Errors begin with the line and the column.
func ParseYAML(text []byte, grammar Grammar) (Document, error) {
	return ParseYAMLWith(text, grammar, nil)
}

// ParseYAMLWith does what ParseYAML does for files that may have figures of the lecture, as in lecture:
// 12.1, which figures finds.
func ParseYAMLWith(text []byte, grammar Grammar, figures Figures) (Document, error) {
	d, root, err := decoder{grammar, figures}.parse(text)
	if err == nil {
		err = d.checkParts(root, d.Appearance)
	}
	if err != nil {
		return Document{}, catalog.Usage("%w", err)
	}
	return d, nil
}

// ParseSource reads what a figure carries. Keys of the whole page that figures on a page have, as
// older versions wrote them, say nothing.
func ParseSource(source string, grammar Grammar) (Document, error) {
	d, _, err := decoder{grammar: grammar}.parse([]byte(source))
	if err != nil {
		return Document{}, catalog.Usage("%w", err)
	}
	return d.withPlainParts(), nil
}

// decoder reads documents whose texts a grammar checks.
type decoder struct {
	grammar Grammar
	figures Figures // nil: files have no figures of the lecture
}

// parse reads a text to a document, and returns the node that it is made of.
func (c decoder) parse(text []byte) (Document, yamltree.Node, error) {
	root, err := yamltree.Parse(text)
	if errors.Is(err, yamltree.ErrEmpty) {
		err = yamltree.Place{Line: 1, Column: 1}.Errorf("is empty: write what to draw, as in surface: rosenbrock; optviz plot --print-spec prints a file")
	}
	if err != nil {
		return Document{}, root, err
	}
	d, err := c.decode(root)
	return d, root, err
}

// decode reads a document, with the figures of a page.
func (c decoder) decode(n yamltree.Node) (Document, error) {
	if n.Kind != yamltree.Mapping {
		return Document{}, n.Place.Errorf("keys are wanted, as in surface: rosenbrock")
	}
	if name, ok := n.Value(lectureKey); ok {
		return c.decodeLecture(n, name)
	}
	kind, _ := n.Value("kind")
	d, err := defaultsOf(kind.Text)
	if err != nil {
		return d, kind.Place.Errorf("%w", err)
	}
	if err := checkKindKeys(kind.Text, n); err != nil {
		return d, err
	}
	d.Grammar = c.grammar
	return c.decodeInto(d, n)
}

// decodeInto sets the keys of a document that has the defaults of the others.
func (c decoder) decodeInto(d Document, n yamltree.Node) (Document, error) {
	if err := checkThemeKeys(n); err != nil {
		return d, err
	}
	if err := c.setKeys(reflect.ValueOf(&d).Elem(), n); err != nil {
		return d, err
	}
	if d.Kind == "plot" {
		d.Kind = ""
	}
	if d.Formula == None {
		if !slices.Contains(keysOfKind(d.Kind), "formula-text") {
			v, _ := n.Value("formula")
			return d, v.Place.Errorf("formula: none: a figure of kind: %s states none anyway", d.Kind)
		}
		d.Formula, d.FormulaText = "", None
	}
	if err := d.checkKeys(n); err != nil {
		return d, err
	}
	return d.begun(), nil
}

// checkKeys refuses values that a document cannot have. The errors name the keys and their
// places in the file, not flags.
func (d Document) checkKeys(n yamltree.Node) error {
	at := func(key string) yamltree.Place {
		v, _ := n.Value(key)
		return v.Place
	}
	if d.Columns < 0 {
		return at("columns").Errorf("columns: must be at least 0")
	}
	if err := d.checkOnly(); err != nil {
		return at("only").Errorf("only: %w", err)
	}
	if v, given := onlyOfPart(n); given {
		return v.Place.Errorf("only: %s", ofWholePage)
	}
	if err := d.checkStories(n); err != nil {
		return err
	}
	if many := d.count(); many > mostFigures {
		return at("figures").Errorf("%d figures: a page has at most %d", many, mostFigures)
	}
	if v, given := n.Value("figures"); given && len(d.Figures) == 0 {
		return v.Place.Errorf("figures has none: write each after a dash, as in - surface: rosenbrock, or leave figures out")
	}
	for _, c := range []struct {
		key   string
		texts []Text
	}{{"title", []Text{d.Title}}, {"subtitle", []Text{d.Subtitle}}, {"names", d.Names}, {"note", []Text{d.Note}}, {"caption", []Text{d.Caption}}} {
		if err := d.CheckMeasures(c.texts...); err != nil {
			return at(c.key).Errorf("%s: %w", c.key, err)
		}
	}
	var usage *catalog.Error
	if _, _, err := d.checkStyle(); errors.As(err, &usage) {
		key := strings.TrimPrefix(usage.Flag, "--")
		return at(key).Errorf("%s: %w", key, usage.Err)
	}
	return nil
}

// mostFigures is the largest number of figures on a page, with those of pages on the page.
const mostFigures = 100

// count returns the number of figures on a page, with those of pages on the page.
func (d Document) count() int {
	n := 0
	for _, f := range d.Figures {
		n += max(1, f.count())
	}
	return n
}

// CheckMeasures refuses texts whose measures the grammar does not know. It goes through
// the languages in order, so that the same texts always give the same error.
func (s Spec) CheckMeasures(texts ...Text) error {
	for _, t := range texts {
		for _, lang := range slices.Sorted(maps.Keys(t)) {
			if err := s.CheckMeasuring(t[lang], lang); err != nil {
				return err
			}
		}
	}
	return nil
}

// keyFields returns the fields of a struct that have a YAML key, with those of the structs
// that it embeds.
func keyFields(t reflect.Type) []reflect.StructField {
	return slices.DeleteFunc(reflect.VisibleFields(t), func(f reflect.StructField) bool {
		key := f.Tag.Get("yaml")
		return key == "" || key == "-" || key == ",inline"
	})
}

// setKeys sets the fields of a struct to the values of their keys.
func (c decoder) setKeys(v reflect.Value, n yamltree.Node) error {
	fields := map[string][]int{}
	for _, f := range keyFields(v.Type()) {
		fields[f.Tag.Get("yaml")] = f.Index
	}
	for _, p := range n.Pairs {
		index, known := fields[p.Key]
		if !known {
			return p.At.Errorf("%s", unknownKey(p.Key, slices.Sorted(maps.Keys(fields))))
		}
		if isEmpty(p.Value) && !takesEmpty(p) && p.Key != "figures" && p.Key != "animate" { // empty figures has an error of its own; empty animate asks for the defaults
			return p.Value.Place.Errorf("%s: is empty: leave the key out for what is usual", p.Key)
		}
		if err := c.set(v.FieldByIndex(index), p.Key, p.Value); err != nil {
			return err
		}
	}
	return nil
}

// takesEmpty reports whether an empty text of a key has a meaning: a title or subtitle that is not
// drawn.
func takesEmpty(p yamltree.Pair) bool {
	return p.Value.Kind == yamltree.Scalar && (p.Key == "title" || p.Key == "subtitle")
}

// isEmpty reports whether a value is an empty text, list or mapping.
func isEmpty(n yamltree.Node) bool {
	return len(n.Text)+len(n.Items)+len(n.Pairs) == 0
}

// unknownKey returns a message that suggests the nearest key, or says where to find all
// keys.
func unknownKey(key string, known []string) string {
	if line, ok := keysOfFlags[key]; ok && slices.Contains(known, line) {
		return fmt.Sprintf("unknown key %s (did you mean %s?)", printing.Quote(key), line)
	}
	if near := catalog.Nearest(key, known); near != "" {
		return fmt.Sprintf("unknown key %s (did you mean %s?)", printing.Quote(key), near)
	}
	if list := strings.Join(known, ", "); len(list) <= 100 {
		return fmt.Sprintf("unknown key %s; choose from %s", printing.Quote(key), list)
	}
	return fmt.Sprintf("unknown key %s; optviz render --schema has them all", printing.Quote(key))
}

// set stores the value of a key, or an item of the value, in a variable.
func (c decoder) set(v reflect.Value, key string, n yamltree.Node) error {
	if n.Kind == yamltree.Null {
		return n.Place.Errorf("%s: has no value: write one, or leave it out", key)
	}
	var err error
	switch dst := v.Addr().Interface().(type) {
	case *Document:
		*dst, err = c.decode(n)
		return err
	case *Text:
		return setText(dst, key, n)
	case *AxisRange:
		return setAxisRange(dst, key, n)
	case *Levels:
		return setLevels(dst, key, n)
	case *Theme:
		return setTheme(dst, n)
	case *ThemeMap:
		return c.setThemeMap(dst, n)
	}
	if v.Kind() == reflect.Pointer {
		v.Set(reflect.New(v.Type().Elem()))
		return c.set(v.Elem(), key, n)
	}
	if n.Kind == yamltree.Scalar && slices.Contains(flagTypes, v.Type()) {
		return setAsFlag(v, key, n)
	}
	if message := shapeError(n, v.Type()); message != "" {
		return n.Place.Errorf("%s: %s", key, message)
	}
	switch v.Kind() {
	case reflect.Struct:
		return c.setKeys(v, n)
	case reflect.Slice:
		if most := mostItems(v.Type().Elem()); len(n.Items) > most {
			return n.Place.Errorf("%s: %d are too many: at most %d", key, len(n.Items), most)
		}
		v.Set(reflect.MakeSlice(v.Type(), len(n.Items), len(n.Items)))
		for i, item := range n.Items {
			if err := c.set(v.Index(i), key, item); err != nil {
				return err
			}
		}
		return nil
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		for _, p := range n.Pairs {
			value := reflect.New(v.Type().Elem()).Elem()
			if err := c.set(value, key+": "+printing.Quote(p.Key), p.Value); err != nil {
				return err
			}
			v.SetMapIndex(reflect.ValueOf(p.Key), value)
		}
		return nil
	}
	if err := setScalar(v, n.Text); err != nil {
		return n.Place.Errorf("%s: %s: %w", key, printing.Quote(n.Text), err)
	}
	return nil
}

// mostItems returns the largest number of items of a list. Lists of numbers may be long,
// since the length of a document limits them; lists of things that are drawn may not.
func mostItems(of reflect.Type) int {
	switch {
	case of == reflect.TypeFor[Document]():
		return mostFigures
	case of == reflect.TypeFor[Text]():
		return mostRuns
	case of == reflect.TypeFor[Story]():
		return mostStories
	case of == reflect.TypeFor[StoryStep]():
		return mostStorySteps
	case of == reflect.TypeFor[MarkSpec](), of == reflect.TypeFor[LineSpec](), of == reflect.TypeFor[SlopeSpec]():
		return mostNotes
	case of.Kind() == reflect.Struct:
		return 200
	}
	return yamltree.MaxBytes
}

// setScalar parses a text as a flag would, and stores the value in a variable.
func setScalar(v reflect.Value, text string) error {
	switch v.Kind() {
	case reflect.Bool:
		truth, err := catalog.ParseBool(text)
		v.SetBool(truth)
		return err
	case reflect.Float64:
		x, err := catalog.ParseNumber(text)
		v.SetFloat(x)
		return err
	case reflect.Int:
		k, err := catalog.ParseWhole(text)
		v.SetInt(int64(k))
		return err
	case reflect.Uint64:
		seed, err := catalog.ParseSeed(text)
		v.SetUint(seed)
		return err
	}
	v.SetString(oneLine(text))
	return nil
}

// oneLine joins the lines of a text that was written as a block, after > or |.
func oneLine(text string) string {
	return strings.ReplaceAll(strings.TrimRight(text, "\n"), "\n", " ")
}

// setText stores the same text for all languages, or one text for each language.
func setText(t *Text, key string, n yamltree.Node) error {
	line := oneLine
	if key == "caption" { // may have several lines
		line = func(text string) string { return strings.TrimRight(text, "\n") }
	}
	switch n.Kind {
	case yamltree.Scalar:
		text := line(n.Text)
		if key == "title" || key == "subtitle" {
			text, _ = said(text)
		}
		*t = Text{"": text}
		return nil
	case yamltree.List:
		return n.Place.Errorf("%s: is neither a text nor one for each of the languages %s", key, strings.Join(Languages, " and "))
	}
	*t = Text{}
	for _, p := range n.Pairs {
		if !slices.Contains(Languages, p.Key) {
			return p.At.Errorf("%s: %w", key, catalog.Unknown("language", p.Key, Languages))
		}
		if p.Value.Kind != yamltree.Scalar {
			return p.Value.Place.Errorf("%s: %s: one text is wanted", key, p.Key)
		}
		(*t)[p.Key] = line(p.Value.Text)
	}
	for _, lang := range Languages {
		if (*t)[lang] == "" {
			return n.Place.Errorf("%s: has no text for the language %s", key, lang)
		}
	}
	return nil
}

// shapeError returns a message where a node is a scalar, list or mapping and the type needs
// another of these; "" where the node fits.
func shapeError(n yamltree.Node, want reflect.Type) string {
	isSlice := want.Kind() == reflect.Slice
	switch {
	case isSlice && n.Kind == yamltree.Scalar && want.Elem().Kind() == reflect.Slice:
		return fmt.Sprintf("a list of lists is wanted, as in [[%s]]", printing.Clip(n.Text))
	case isSlice && n.Kind == yamltree.Scalar && slices.Contains(flagTypes, want.Elem()):
		return "a list is wanted, as in [" + yamlString(printing.Clip(n.Text)) + "]"
	case isSlice && n.Kind == yamltree.Scalar && want.Elem().Kind() != reflect.Struct:
		return fmt.Sprintf("a list is wanted, as in [%s]", printing.Clip(n.Text))
	case isSlice && n.Kind != yamltree.List:
		return "a list is wanted, each after a dash"
	case isSlice && want.Elem().Kind() == reflect.Slice && len(n.Items) > 0 && n.Items[0].Kind == yamltree.Scalar:
		return fmt.Sprintf("a list of lists is wanted, as in [[%s, ...]]", printing.Clip(n.Items[0].Text))
	case isSlice:
		return ""
	case want.Kind() == reflect.Struct && n.Kind != yamltree.Mapping:
		return "keys are wanted, as in {" + keyFields(want)[0].Tag.Get("yaml") + ": ...}"
	case want.Kind() == reflect.Map && n.Kind != yamltree.Mapping:
		return "names with values are wanted, as in {a: 1}"
	case want.Kind() != reflect.Struct && want.Kind() != reflect.Map && n.Kind != yamltree.Scalar:
		return "one value is wanted"
	}
	return ""
}

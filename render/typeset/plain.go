package typeset

// Unicode's superscripts and subscripts, each after the character that it raises or lowers.
var superscripts, subscripts = pairs("0⁰1¹2²3³4⁴5⁵6⁶7⁷8⁸9⁹+⁺−⁻=⁼(⁽)⁾aᵃbᵇcᶜdᵈeᵉfᶠgᵍhʰiⁱjʲkᵏlˡmᵐnⁿoᵒpᵖrʳsˢtᵗuᵘvᵛwʷxˣyʸzᶻTᵀ"),
	pairs("0₀1₁2₂3₃4₄5₅6₆7₇8₈9₉+₊−₋=₌(₍)₎aₐeₑhₕiᵢjⱼkₖlₗmₘnₙoₒpₚrᵣsₛtₜuᵤvᵥxₓ")

// pairs returns a map from each first character of a text's pairs to the second.
func pairs(text string) map[rune]rune {
	all := []rune(text)
	out := make(map[rune]rune, len(all)/2)
	for i := 0; i < len(all); i += 2 {
		out[all[i]] = all[i+1]
	}
	return out
}

// scriptForm returns Unicode's superscript or subscript of a character that stands above or below
// the baseline, so that a copied 10⁻³ does not become 10−3. A character without one stays as it is.
func scriptForm(r rune, rise float64) rune {
	forms := superscripts
	switch {
	case rise == 0:
		return r
	case rise < 0:
		forms = subscripts
	}
	if form, ok := forms[r]; ok {
		return form
	}
	return r
}

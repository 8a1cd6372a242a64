package typeset

// latexText holds characters outside of formulas that LaTeX would take otherwise, and those that
// it knows by name without a package in every encoding of fonts. Some of them are active in a
// language of babel or as a short sign of verbatim text.
var latexText = map[rune]string{
	'\\': `\textbackslash{}`, '{': `\{`, '}': `\}`, '$': `\$`, '&': `\&`, '%': `\%`, '#': `\#`, '_': `\_`,
	'^': `\textasciicircum{}`, '~': `\textasciitilde{}`, '|': `\textbar{}`, '<': `\textless{}`, '>': `\textgreater{}`,
	'"': `{\char34}`, '`': `{\char96}`,
	'ß': `\ss{}`, 'ø': `\o{}`, 'Ø': `\O{}`, 'æ': `\ae{}`, 'Æ': `\AE{}`, 'œ': `\oe{}`, 'Œ': `\OE{}`, 'ł': `\l{}`, 'Ł': `\L{}`,
	'å': `\aa{}`, 'Å': `\AA{}`, 'ı': `\i{}`, '§': `\S{}`, '¶': `\P{}`, '©': `\copyright{}`, '£': `\pounds{}`,
	'–': `\textendash{}`, '—': `\textemdash{}`, '…': `\textellipsis{}`,
	'“': "{``}", '”': `{''}`, '„': `{,,}`, '‘': "{`}", '’': `{'}`, '‚': `{,}`, '¿': `\textquestiondown{}`, '¡': `\textexclamdown{}`,
	'\u00a0': `\nobreakspace{}`, '\u202f': `\,`, '\u2009': `\,`,
}

// latexMath holds the characters of formulas that have a name.
var latexMath = map[rune]string{
	'−': `-`, '-': `-`, '*': `\ast `, '∗': `\ast `, '·': `\cdot `, '×': `\times `, '±': `\pm `, '∓': `\mp `, '÷': `\div `,
	'≤': `\le `, '≥': `\ge `, '<': `<`, '>': `>`, '≠': `\ne `, '≈': `\approx `, '≡': `\equiv `, '∼': `\sim `, '≪': `\ll `, '≫': `\gg `,
	'«': `\ll `, '»': `\gg `, '∝': `\propto `, '∈': `\in `, '∉': `\notin `, '⊂': `\subset `, '∪': `\cup `, '∩': `\cap `, '∅': `\emptyset `,
	'∞': `\infty `, '∂': `\partial `, '∇': `\nabla `, '√': `\surd `, '∑': `\sum `, '∏': `\prod `, '∫': `\int `, '∀': `\forall `, '∃': `\exists `,
	'←': `\leftarrow `, '→': `\rightarrow `, '↑': `\uparrow `, '↓': `\downarrow `, '↔': `\leftrightarrow `, '⇒': `\Rightarrow `, '⇐': `\Leftarrow `,
	'…': `\ldots `, '⋯': `\cdots `, '⋮': `\vdots `, '\'': `{}^{\prime }`, '′': `{}^{\prime }`, '°': `{}^{\circ }`, '∘': `\circ `, '★': `\star `, '☆': `\star `, '⋆': `\star `,
	'●': `\bullet `, '•': `\bullet `, '○': `\circ `, '△': `\triangle `, '▲': `\triangle `, '◆': `\diamond `, '◇': `\diamond `,
	'▶': `\triangleright `, '◀': `\triangleleft `, '|': `{\vert }`, '‖': `{\Vert }`, '∥': `{\Vert }`, '⊥': `\bot `, '⊤': `\top `,
	'⟨': `\langle `, '⟩': `\rangle `, '⌊': `\lfloor `, '⌋': `\rfloor `, '⌈': `\lceil `, '⌉': `\rceil `, 'ℓ': `\ell `, 'ħ': `\hbar `, '¬': `\neg `,
	'½': `\frac {1}{2}`, '¼': `\frac {1}{4}`, '¾': `\frac {3}{4}`, '\\': `\backslash `, '~': `\sim `, 'ℝ': `\mathbf{R}`,
	'α': `\alpha `, 'β': `\beta `, 'γ': `\gamma `, 'δ': `\delta `, 'ε': `\varepsilon `, 'ϵ': `\epsilon `, 'ζ': `\zeta `, 'η': `\eta `, 'θ': `\theta `,
	'ϑ': `\vartheta `, 'ι': `\iota `, 'κ': `\kappa `, 'λ': `\lambda `, 'μ': `\mu `, 'µ': `\mu `, 'ν': `\nu `, 'ξ': `\xi `, 'ο': `o`, 'π': `\pi `,
	'ρ': `\rho `, 'ϱ': `\varrho `, 'σ': `\sigma `, 'ς': `\varsigma `, 'τ': `\tau `, 'υ': `\upsilon `, 'φ': `\varphi `, 'ϕ': `\phi `, 'χ': `\chi `,
	'ψ': `\psi `, 'ω': `\omega `, 'Γ': `\Gamma `, 'Δ': `\Delta `, 'Θ': `\Theta `, 'Λ': `\Lambda `, 'Ξ': `\Xi `, 'Π': `\Pi `, 'Σ': `\Sigma `,
	'Υ': `\Upsilon `, 'Φ': `\Phi `, 'Ψ': `\Psi `, 'Ω': `\Omega `, 'Α': `\mathrm{A}`, 'Β': `\mathrm{B}`, 'Ε': `\mathrm{E}`, 'Ζ': `\mathrm{Z}`,
	'Η': `\mathrm{H}`, 'Ι': `\mathrm{I}`, 'Κ': `\mathrm{K}`, 'Μ': `\mathrm{M}`, 'Ν': `\mathrm{N}`, 'Ο': `\mathrm{O}`, 'Ρ': `\mathrm{P}`,
	'Τ': `\mathrm{T}`, 'Χ': `\mathrm{X}`,
	'$': `\$`, '&': `\&`, '%': `\%`, '#': `\#`, '_': `\_`, '{': `\{`, '}': `\}`, '\u2009': `\,`, '\u202f': `\,`, '\u00a0': `\,`,
}

// latexAccents and latexMathAccents hold the commands that put an accent on a letter, outside and
// within formulas, by the accent's combining character.
var (
	latexAccents = map[rune]string{
		'\u0300': "`", '\u0301': "'", '\u0302': "^", '\u0303': "~", '\u0304': "=", '\u0306': "u", '\u0307': ".", '\u0308': `"`,
		'\u030a': "r", '\u030b': "H", '\u030c': "v", '\u0327': "c",
	}
	latexMathAccents = map[rune]string{
		'\u0300': "grave", '\u0301': "acute", '\u0302': "hat", '\u0303': "tilde", '\u0304': "bar", '\u0306': "breve", '\u0307': "dot",
		'\u0308': "ddot", '\u030c': "check",
	}
)

package surfacetest

import (
	"math"
	"strconv"
	"strings"
	"testing"
)

// Printed holds critical points from an outside reference (30-digit multistart Newton), as printed.
// Signs "±" stand for both.
var Printed = []struct {
	Name, X, Y, Value, Kind string
}{
	{"sphere", "0", "0", "0", "minimum"},
	{"ravine", "0", "0", "0", "minimum"},
	{"booth", "1", "3", "0", "minimum"},
	{"matyas", "0", "0", "0", "minimum"},
	{"rosenbrock", "1", "1", "0", "minimum"},
	{"beale", "3", ".5", "0", "minimum"},
	{"beale", "0", "1", "14.203125", "saddle"},
	{"beale", ".1005379373", "-2.6445135850", "9.8645122848", "saddle"},
	{"himmelblau", "3", "2", "0", "minimum"},
	{"himmelblau", "3.58442834033", "-1.84812652696", "0", "minimum"},
	{"himmelblau", "-3.77931025338", "-3.28318599129", "0", "minimum"},
	{"himmelblau", "-2.80511808695", "3.13131251825", "0", "minimum"},
	{"himmelblau", "3.38515418", ".07385188", "13.311926", "saddle"},
	{"himmelblau", ".08667750", "2.88425470", "67.719150", "saddle"},
	{"himmelblau", "-3.07302575", "-.08135304", "104.015163", "saddle"},
	{"himmelblau", "-.12796135", "-1.95371498", "178.337239", "saddle"},
	{"himmelblau", "-.27084459", "-.92303856", "181.616522", "maximum"},
	{"goldstein-price", "0", "-1", "3", "minimum"},
	{"goldstein-price", "-.6", "-.4", "30", "minimum"},
	{"goldstein-price", "1.8", ".2", "84", "minimum"},
	{"goldstein-price", "1.2", ".8", "840", "minimum"},
	{"goldstein-price", "-.4", "-.6", "35", "saddle"},
	{"goldstein-price", "1.2", "-.2", "99", "saddle"},
	{"goldstein-price", "1.4", ".6", "980", "saddle"},
	{"goldstein-price", ".6", ".4", "990", "saddle"},
	{"goldstein-price", ".8", ".2", "1155", "maximum"},
	{"styblinski-tang", "-2.90353402777118", "-2.90353402777118", "-78.3323314075428", "minimum"},
	{"styblinski-tang", "-2.90353402777118", "2.74680277099084", "-64.1956123590554", "minimum"},
	{"styblinski-tang", "2.74680277099084", "2.74680277099084", "-50.0588933105679", "minimum"},
	{"styblinski-tang", "-2.90353402777118", ".15673125678034", "-38.970553", "saddle"},
	{"styblinski-tang", "2.74680277099084", ".15673125678034", "-24.833834", "saddle"},
	{"styblinski-tang", ".15673125678034", ".15673125678034", ".391225", "maximum"},
	{"three-hump-camel", "0", "0", "0", "minimum"},
	{"three-hump-camel", "-1.74755234583", ".873776172915", ".298638442237", "minimum"},
	{"three-hump-camel", "1.74755234583", "-.873776172915", ".298638442237", "minimum"},
	{"three-hump-camel", "-1.07054229182", ".535271145912", ".877361557763", "saddle"},
	{"three-hump-camel", "1.07054229182", "-.535271145912", ".877361557763", "saddle"},
	{"six-hump-camel", ".0898420131003", "-.712656403021", "-1.03162845348988", "minimum"},
	{"six-hump-camel", "-.0898420131003", ".712656403021", "-1.03162845348988", "minimum"},
	{"six-hump-camel", "1.70360671497", "-.796083568673", "-.215463824384", "minimum"},
	{"six-hump-camel", "-1.70360671497", ".796083568673", "-.215463824384", "minimum"},
	{"six-hump-camel", "1.60710475292", ".568651454884", "2.10425031031", "minimum"},
	{"six-hump-camel", "-1.60710475292", "-.568651454884", "2.10425031031", "minimum"},
	{"six-hump-camel", "0", "0", "0", "saddle"},
	{"six-hump-camel", "1.10920533680", "-.768268092510", ".543718600978", "saddle"},
	{"six-hump-camel", "-1.10920533680", ".768268092510", ".543718600978", "saddle"},
	{"six-hump-camel", "1.2302298765166526", ".16233458445899497", "2.4962953510235769", "maximum"},
	{"six-hump-camel", "-1.2302298765166526", "-.16233458445899497", "2.4962953510235769", "maximum"},
	{"mccormick", "-.547197551197", "-1.5471975512", "-1.91322295498", "minimum"},
	{"mccormick", "2.5943951024", "1.5943951024", "1.22836969861", "minimum"},
	{"mccormick", "1.5471975512", ".5471975512", "1.91322295498", "saddle"},
	{"levy13", "1", "1", "0", "minimum"},
	{"easom", "3.14159265358979", "3.14159265358979", "-1", "minimum"},
	{"easom", "1.30499545", "1.30499545", "-8.1102e-5", "minimum"},
	{"easom", "1.30499545", "4.97818986", "-8.1102e-5", "minimum"},
	{"easom", "4.97818986", "1.30499545", "-8.1102e-5", "minimum"},
	{"easom", "4.97818986", "4.97818986", "-8.1102e-5", "minimum"},
	{"griewank", "0", "0", "0", "minimum"},
	{"griewank", "±3.14002263390", "±4.43844448092", ".00739604033", "minimum"},
	{"griewank", "±1.57236791", "±2.22255330", "1.00185179", "saddle"},
	{"rastrigin", "0", "0", "0", "minimum"},
	{"rastrigin", "±.994958637652", "0", ".994959057093", "minimum"},
	{"ackley", "0", "0", "0", "minimum"},
	{"ackley", "±.952166545950", "0", "2.57992755703", "minimum"},
	{"saddle", "0", "0", "0", "saddle"},
	{"monkey-saddle", "0", "0", "0", "degenerate"},
	{"double-well", "1", "0", "-.25", "minimum"},
	{"double-well", "-1", "0", "-.25", "minimum"},
	{"double-well", "0", "0", "0", "saddle"},
	{"tilted-double-well", "-1.0466805318", "0", "-0.3523860738", "minimum"},
	{"tilted-double-well", "0.9456492739", "0", "-0.1526394418", "minimum"},
	{"tilted-double-well", "0.1010312579", "0", "0.0050255156", "saddle"},
	{"trid", "2", "2", "-2", "minimum"},
	{"zakharov", "0", "0", "0", "minimum"},
	{"branin", "-3.14159265358979", "12.275", ".397887357729738", "minimum"},
	{"branin", "3.14159265358979", "2.275", ".397887357729738", "minimum"},
	{"branin", "9.42477796076938", "2.475", ".397887357729738", "minimum"},
	{"branin", "0", "6", "19.602112642270", "saddle"},
	{"branin", "6.28318530717959", "1.1", "19.602112642270", "saddle"},
	{"bohachevsky1", "0", "0", "0", "minimum"},
	{"bohachevsky1", "±.618612068", "0", ".412926830", "minimum"},
	{"bohachevsky1", "0", "±.469527546", ".469882415", "minimum"},
	{"dixon-price", "1", "±.707106781186548", "0", "minimum"},
	{"dixon-price", ".333333333333333", "0", ".666666666666667", "saddle"},
	{"freudenstein-roth", "5", "4", "0", "minimum"},
	{"freudenstein-roth", "11.4127789869", "-.896805253274", "48.984253679240", "minimum"},
	{"freudenstein-roth", "23.9205543", "2.2301386", "819.010259", "saddle"},
	{"powell-badly-scaled", "1.09815932970e-5", "9.10614673987", "0", "minimum"},
	{"brown-badly-scaled", "1e6", "2.00000000000e-6", "0", "minimum"},
	{"peaks", ".228278920556", "-1.625534957500", "-6.551133332836", "minimum"},
	{"peaks", "-1.347396244", ".204518866", "-3.049849403", "minimum"},
	{"peaks", ".296445554", ".320196248", "-.064935868", "minimum"},
	{"muller-brown", "-.558223634633", "1.441725841805", "-146.699517209954", "minimum"},
	{"muller-brown", ".623499404931", ".028037758529", "-108.166724116852", "minimum"},
	{"muller-brown", "-.050010822998", ".466694104872", "-80.767818129659", "minimum"},
	{"muller-brown", "-.822001558733", ".624312802815", "-40.664843508657", "saddle"},
	{"muller-brown", ".212486582001", ".292988325107", "-72.248940112325", "saddle"},
	{"gaussian-bump", "-.707106781186548", "0", "-.428881942480353", "minimum"},
	{"gaussian-bump", ".707106781186548", "0", ".428881942480353", "maximum"},
	{"hosaki", "4", "2", "-2.345811576101", "minimum"},
	{"hosaki", "1", "2", "-1.127794026972", "minimum"},
	{"hosaki", "2", "2", "-.902235221577", "saddle"},
	{"michalewicz", "2.20290552017", "1.57079632679490", "-1.80130341009855", "minimum"},
	{"schwefel", "420.968746359982", "420.968746359982", "0.000000000000", "minimum"},
	{"drop-wave", "0", "0", "-1", "minimum"},
	{"cross-in-tray", "±1.34940661715", "±1.34940661715", "-2.06261187082", "minimum"},
	{"holder-table", "±8.05502347574", "±9.66459001924", "-19.2085025678867", "minimum"},
	{"franke", ".455710379", ".784190678", ".00111528", "minimum"},
	{"absolute", "0", "0", "0", "minimum"},
	{"sharp-flat", "0.93470019247", "0", "0.27456558", "minimum"},
	{"sharp-flat", "0.59203648934", "0", "0.44447765", "saddle"},
	{"sharp-flat", "-1", "0", "0", "minimum"},
	{"washboard", "0", "0", "0", "minimum"},
	{"product", "0", "0", "0.5", "saddle"},
	{"product", "1", "1", "0", "minimum"},
	{"edge-of-stability", "1", "±1", "0", "minimum"},
	{"cliff", "2", "-.552702139612796", "0", "minimum"}, // b = ln(7/3) - 0.7 w
	{"overfit", "1", "2.5", "0", "minimum"},
	{"dropout", ".809524", ".476190", ".809524", "minimum"},
}

// Digits reads a printed number and how far the number meant may be from it: one
// unit of its last digit, or rounding where fewer than six say that it is exact.
func Digits(t *testing.T, text string) (value, tol float64) {
	t.Helper()
	value, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	mantissa, exponent, _ := strings.Cut(text, "e")
	_, fraction, _ := strings.Cut(mantissa, ".")
	scale, _ := strconv.Atoi(exponent)
	places := len(fraction) - scale
	if places < 6 {
		return value, 1e-14 * math.Max(1, math.Abs(value))
	}
	return value, math.Max(math.Pow(10, -float64(places)), 4e-16*math.Max(1, math.Abs(value)))
}

// BothSigns returns both numbers that ± stands for, or the one.
func BothSigns(text string) []string {
	if size, ok := strings.CutPrefix(text, "±"); ok {
		return []string{size, "-" + size}
	}
	return []string{text}
}

package optimizers_test

import (
	"testing"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/surfaces"
)

// The rules that PyTorch does not have, against testdata/iterates.py, which is
// each once more in NumPy with its solvers.
func TestAgainstNumPy(t *testing.T) {
	two, three := surfaces.Rosenbrock{N: 2, B: 100}, surfaces.Rosenbrock{N: 3, B: 100}
	lion, adabelief := optimizers.NewLion(), optimizers.AdaBelief{Beta1: .9, Beta2: .99, Eps: 1e-3, WeightDecay: .1}
	lion.WeightDecay = .1
	damped := optimizers.DampedNewton{Mu: 10}
	saddleFree, armijo, gauss := optimizers.SaddleFreeNewton{}, optimizers.NewtonArmijo{}, optimizers.GaussNewton{}
	modified, exact := optimizers.ModifiedNewton{}, optimizers.CG{Exact: true}
	for _, c := range []struct {
		rule  optimizers.Optimizer
		lr    float64
		f     objective.Objective
		start []float64
		want  map[int][]float64
	}{
		{lion, .05, two, []float64{-1.5, 2}, map[int][]float64{
			1:   {-1.4425, 2.04},
			2:   {-1.3852875, 2.0798},
			60:  {-1.02948359991072, 1.1366186305215},
			300: {.789092010203223, .639908839409376},
		}},
		{adabelief, .05, two, []float64{-1.5, 2}, map[int][]float64{
			1:  {-1.43694498542782, 2.04555294938474},
			2:  {-1.38818704028792, 2.0758145172601},
			20: {-1.32894762977357, 1.75587421859801},
			60: {-1.0895664428754, 1.18790882010602},
		}},
		{damped, 1, two, []float64{-1.5, 2}, map[int][]float64{
			1: {-1.4385838150289, 2.0626204238921},
			2: {-1.38445656520987, 1.92087737426128},
			3: {-1.32855970062038, 1.76951455938539},
		}},
		{damped, 1, three, []float64{.1, 1, -.5}, map[int][]float64{
			1: {.0186545056946744, .729647646470061, .413614564704878},
			2: {.00619209626299945, .20402841050482, -.203778343512682},
			3: {-.0250473362116271, .0749589970367022, -.0202180756494189},
		}},
		{saddleFree, 1, two, []float64{.2, 1}, map[int][]float64{
			1: {.472646106266813, .0777737777618817},
			2: {.490152145273135, .239942664114165},
			3: {.970555012770097, .711190117713859},
		}},
		{saddleFree, 1, three, []float64{.1, 1, -.5}, map[int][]float64{
			1: {.161126841026719, .752383004075411, .500391022375392},
			2: {.390319675043246, .132200808145256, -.38592405334716},
			3: {.398812988924837, .151716882737031, .0226371353399704},
		}},
		{armijo, 1, two, []float64{-1.2, 1}, map[int][]float64{
			1: {-1.1752808988764, 1.38067415730337},
			2: {-.932981427619795, .811210655796924}, // t = 1/8
			3: {-.782540078970845, .589736375812382},
			8: {.142042545170607, -.0229887839035989},
		}},
		{armijo, 1, two, []float64{.2, 1}, map[int][]float64{ // at first the Hessian is indefinite
			1: {.195811518324607, .038324607329843},
			2: {.396155695985841, .116788388405211},
			3: {.463025201873982, .209920806752717},
			6: {.8348994777987, .672151180725858},
		}},
		{modified, 1, two, []float64{-1.2, 1}, map[int][]float64{
			1: {-1.1752808988764, 1.38067415730337},
			2: {-.932981427619795, .811210655796924}, // t = 1/8
			3: {-.782540078970847, .589736375812385},
			8: {.0645293886467487, -.0154234422868303},
		}},
		{modified, 1, two, []float64{.2, 1}, map[int][]float64{ // at first the Hessian is indefinite
			1: {.300983658584665, .807220336710302},
			2: {.352491045479759, .736900167226465},
			3: {.401870419613761, .67763481604472},
			6: {.610051158203665, .51002448896666},
		}},
		{modified, 1, three, []float64{.1, 1, -.5}, map[int][]float64{
			1: {.121261584802308, .78569983106718, -.399399328909147},
			2: {.140810153315638, .637565928744086, -.32578954964694},
			3: {.158734096379897, .530553349797962, -.269843698385926},
		}},
		{exact, 1, surfaces.Ravine{Kappa: 100}, []float64{-4, 1}, map[int][]float64{
			1: {-3.95993664101374, -.00158397465640547},
			2: {0, 0},
		}},
		{exact, 1, bowl{1, 10, 100}, []float64{1, 2, 3}, map[int][]float64{
			1: {.9899599078232, 1.799198156464, -.012027653040021},
			2: {.890730553018012, -.00489901804159887, 2.96910184267168e-6},
			3: {0, 0, 0},
		}},
		{gauss, 1, surfaces.Beale{}, []float64{1, .2}, map[int][]float64{ // 3 residuals
			1: {2.68354023972603, .865667808219178},
			2: {-13.8858630859717, -.375704390583675},
		}},
		{gauss, 1, surfaces.Product{}, []float64{3, .1}, map[int][]float64{ // 1 residual
			1: {3.00776914539401, .3330743618202},
			2: {3.00770328464966, .332479618010841},
			3: {3.0077032832274, .332479605144745},
		}},
		{gauss, 1, three, []float64{-1.2, 1, .5}, map[int][]float64{ // 4 residuals
			1: {-.715805022156572, .285081240768093, -.429837518463814},
			2: {-.377555514603102, .037757858660443, -.0597431994465448},
			3: {.0931843825907274, -.20090368480321, -.0165970417609455},
		}},
	} {
		steps := 0
		for k := range c.want {
			steps = max(steps, k)
		}
		got := trace(t, optimizers.Run{F: c.f, Optimizer: c.rule, LR: c.lr, Start: c.start, Steps: steps})
		for k, want := range c.want {
			for i, x := range want {
				if got.Len() <= k || !near(got.At(k)[i], x, 1e-11) {
					t.Errorf("%T on %T: x_%d is not %v: %v %s", c.rule, c.f, k, want, got.X, got.Verdict)
					break
				}
			}
		}
	}
}

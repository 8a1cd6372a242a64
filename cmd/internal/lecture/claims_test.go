package lecture

import "slices"

// claims are the numbers of the lecture that its figures show.
func claims() []claim {
	return slices.Concat(
		claimsQ01(),
		claimsQ04(),
		claimsQ07(),
		claimsQ13(),
		claimsKinds(),
	)
}

package lecture

// claims are the numbers of the lecture that its figures show.
func claims() []claim {
	return []claim{
		d("12.1", ".Steps 1 1e-6", "1983"), d("12.1", ".Steps 2 1e-6", "101"), d("12.1", ".Steps 3 1e-6", "-1"),
		d("12.1", ".Loss 3", "12.5"), d("12.1", ".LossAt 4 100", "2.4e9"),
	}
}

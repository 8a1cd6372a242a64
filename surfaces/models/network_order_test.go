package models_test

import (
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/data"
	"github.com/optviz/optviz/surfaces/models"
)

// The given order of a network's examples is the file's, whichever of them are held out.
func TestGivenOrderIsTheFiles(t *testing.T) {
	const n = 40
	set := &data.Set{Name: "file", X: mat.NewDense(n, 1, nil), Y: make([]float64, n)}
	for i := range n {
		set.X.Set(i, 0, float64(i))
	}
	for _, hold := range []int{0, 10} {
		f, err := models.Network{Hidden: []int{2}, Activation: "tanh", Data: "sine", Task: "numbers", Validation: hold, Seed: 3}.Build(set)
		if err != nil {
			t.Fatal(err)
		}
		training := f.(surfaces.Fitted).Data()
		var lines []float64
		for _, i := range training.Order {
			lines = append(lines, training.X.At(i, 0))
		}
		if len(lines) != n-hold || !slices.IsSorted(lines) {
			t.Errorf("%d held out: the order is %v", hold, lines)
		}
	}
}

package models

import "github.com/optviz/optviz/surfaces"

// Catalog lists every recipe with its default parameters. The command line and the tables
// of the tests know only the recipes listed here.
func Catalog() []Entry {
	return []Entry{
		{"line5", "Line through five points", "least squares small enough for a blackboard", Line5{}, "Legendre 1805, Nouvelles méthodes pour la détermination des orbites des comètes"},
		{"line1000", "Line through 1000 points", "least squares for minibatches", Line1000{}, "Robbins & Monro 1951, A stochastic approximation method"},
		{"line", "Linear regression", "the least-squares line or plane of any data", Line{Data: "line1000"}, "Legendre 1805, Nouvelles méthodes pour la détermination des orbites des comètes"},
		{"polynomial", "Polynomial regression", "a curve that overfits if it may", Polynomial{Degree: 9, Data: "sine10"}, "Bishop 2006, Pattern Recognition and Machine Learning, section 1.1"},
		{"neuron", "One neuron", "a weight and a bias: plateaus and dead units", Neuron{Activation: "sigmoid", Data: "neuron"}, "Glorot & Bengio 2010, Understanding the difficulty of training deep feedforward neural networks"},
		{"logistic", "Logistic regression", "a straight boundary between two classes", Logistic{Data: "moons"}, "Cox 1958, The regression analysis of binary sequences"},
		{"rare-gradient", "A rare large gradient", "one slope in three is large: Adam can fail", RareGradient{C: 3}, "Reddi, Kale & Kumar 2018, On the convergence of Adam and beyond"},
		{"random-features", "Random features", "a network that memorises any labels", RandomFeatures{N: 200, D: 20, P: 2000}, "Zhang et al. 2017, Understanding deep learning requires rethinking generalization"},
		{"network", "Network", "a multilayer perceptron: thousands of weights", NewNetwork(), "Rumelhart, Hinton & Williams 1986, Learning representations by back-propagating errors"},
	}
}

// metaOf returns the name, title, description and source that the catalogue states for a
// model.
func metaOf(name string) surfaces.Meta {
	for _, e := range Catalog() {
		if e.Name == name {
			return surfaces.Meta{Name: e.Name, Title: e.Title, About: e.About, Source: e.Source}
		}
	}
	panic("no model " + name)
}

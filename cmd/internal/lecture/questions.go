package lecture

import "github.com/optviz/optviz/cmd/internal/document"

// Question is a question of the lecture; its figures answer the question.
type Question struct {
	Number int
	Name   string // on the command line
	Title  document.Text
}

// Questions returns the questions of a lecture on training neural networks, in order.
func Questions() []Question {
	var all []Question
	for i, q := range []struct{ name, en, de string }{
		{"architecture", "Architecture", "Architektur"},
		{"training", "Training", "Training"},
		{"backpropagation", "Backpropagation", "Backpropagation"},
		{"sgd", "Stochastic gradient descent", "Stochastischer Gradientenabstieg"},
		{"hyperparameters", "Parameters and hyperparameters", "Parameter und Hyperparameter"},
		{"loss-landscape", "Loss landscape", "Verlustlandschaft"},
		{"newton", "Gradient descent and Newton", "Gradientenabstieg und Newton-Verfahren"},
		{"second-order", "Second-order methods", "Verfahren zweiter Ordnung"},
		{"momentum", "Momentum: the intuition", "Momentum: die Anschauung"},
		{"momentum-example", "Momentum: an example", "Momentum: ein Beispiel"},
		{"adam", "Adam", "Adam"},
		{"learning-rate", "The learning rate", "Die Lernrate"},
		{"schedules", "Dynamic learning rates", "Dynamische Lernraten"},
		{"adam-schedules", "Adam with dynamic rates", "Adam mit dynamischen Lernraten"},
		{"cyclic", "Cyclic rates", "Zyklische Lernraten"},
		{"batch-size", "Minibatch size", "Größe der Minibatches"},
		{"random-labels", "Overfitting on random labels", "Überanpassung an zufällige Labels"},
		{"regularisation", "Regularisation", "Regularisierung"},
		{"early-stopping", "Early stopping", "Early Stopping"},
		{"weight-decay", "Weight decay", "Weight Decay"},
		{"dropout", "Dropout", "Dropout"},
	} {
		all = append(all, Question{Number: i + 1, Name: q.name, Title: document.Text{"en": q.en, "de": q.de}})
	}
	return all
}

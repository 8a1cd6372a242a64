package optimizers

import (
	"errors"
	"slices"

	"gonum.org/v1/gonum/optimize"

	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/optimizers/parallel"
)

// NelderMead is the downhill simplex of Nelder and Mead (1965), through gonum/optimize:
// it replaces the worst of n + 1 points by one reflected, expanded or contracted through
// the centre of the others, with the factors of Gao and Han (2012). It asks for no
// gradient. x is the best point; a step that finds no better point leaves x where it is.
// The first simplex reaches 0.05 along each axis. The learning rate has no effect.
type NelderMead struct{}

func (NelderMead) Start(p Problem) (Stepper, error) { return &nelderMead{}, nil }

func (NelderMead) Traits() Traits { return Traits{SelfPaced: true, UsesLoss: true, Matrices: 1} }

// nelderMead exchanges tasks with gonum's method, which runs in a goroutine, asks for
// values of the loss, and waits between two steps.
type nelderMead struct {
	tasks   chan optimize.Task // from the method
	results chan optimize.Task // to the method; nil while it does not run
	last    optimize.Task      // the major iteration at which the method waits
	failed  error              // set when the method has panicked, before tasks is closed
}

func (s *nelderMead) Step(f objective.Objective, x, _ []float64) error {
	if s.results == nil || !slices.Equal(s.last.X, x) {
		s.begin(f, x)
	}
	task, err := s.next(f, s.last)
	if err != nil {
		return err
	}
	s.last = task
	copy(x, task.X)
	return nil
}

// begin starts the method at x, up to its first major iteration, which is x itself.
func (s *nelderMead) begin(f objective.Objective, x []float64) {
	s.Close()
	s.tasks, s.results = make(chan optimize.Task), make(chan optimize.Task)
	method := &optimize.NelderMead{}
	method.Init(len(x), 1)
	start := optimize.Task{Location: &optimize.Location{X: slices.Clone(x), F: f.Func(x)}, Op: optimize.FuncEvaluation}
	go s.run(method, []optimize.Task{start})
	s.results <- s.receive() // nothing is missing at the start
	s.last = s.receive()
}

// run runs the method, which closes tasks at its end. After a panic, run closes tasks
// itself.
func (s *nelderMead) run(method *optimize.NelderMead, start []optimize.Task) {
	err := parallel.Catch(func() error {
		method.Run(s.tasks, s.results, start)
		return nil
	})
	if err != nil { // and only then: the next run may have begun
		s.failed = err
		close(s.tasks)
	}
}

// receive waits for the next task of the method. It panics if the method has panicked.
func (s *nelderMead) receive() optimize.Task {
	task, ok := <-s.tasks
	if !ok {
		s.results = nil
		parallel.Raise(s.failed)
	}
	return task
}

// next evaluates what the method asks for, up to its next major iteration, and returns
// this.
func (s *nelderMead) next(f objective.Objective, task optimize.Task) (optimize.Task, error) {
	for {
		s.results <- task
		switch task = s.receive(); task.Op {
		case optimize.FuncEvaluation:
			task.F = f.Func(task.X)
		case optimize.MajorIteration:
			return task, nil
		default:
			s.results <- optimize.Task{Op: optimize.PostIteration, Location: task.Location}
			s.stop()
			return task, errors.New("nelder-mead cannot go on")
		}
	}
}

// Close ends the method.
func (s *nelderMead) Close() error {
	if s.results != nil {
		s.results <- optimize.Task{Op: optimize.PostIteration, Location: s.last.Location}
		s.stop()
	}
	return nil
}

func (s *nelderMead) stop() {
	close(s.results)
	for range s.tasks { // until the method has ended
	}
	s.results = nil
}

package document

import (
	"fmt"
	"reflect"

	"github.com/optviz/optviz/cmd/internal/setup"
	"github.com/optviz/optviz/cmd/internal/yamltree"
)

// Story is a text in steps beside a live page, each with what the page shows.
type Story struct {
	Title Text        `yaml:"title" doc:"what the story is called: a text or one for each language"`
	Steps []StoryStep `yaml:"steps" doc:"what the story says and shows, step by step"`
}

// StoryStep is one step of a Story.
type StoryStep struct {
	Say   Text        `yaml:"say" doc:"one or two sentences, a text or one for each language"`
	State setup.Setup `yaml:"state" doc:"what the page computes, by the keys of a figure of runs; keys left out have their defaults"`
	At    *int        `yaml:"at" doc:"the step of the runs that the page shows; left out: the last"`
}

// Setup returns the setup that the step states.
func (s StoryStep) Setup() setup.Setup {
	state := s.State
	state.Seeds = max(state.Seeds, 1) // a mapping within a story has no defaults
	return state
}

// begun returns a document that begins with the first step of its first story where it says nothing else of
// what is computed.
func (d Document) begun() Document {
	if len(d.Stories) > 0 && reflect.DeepEqual(d.Setup, Default().Setup) {
		d.Setup = d.Stories[0].Steps[0].Setup()
	}
	return d
}

// Limits of stories, which a page holds and a reader reads.
const (
	mostStories    = 20
	mostStorySteps = 30
	mostSaid       = 600 // characters of a step's text, and of a title
)

// checkStories refuses stories without texts or steps, and texts that are too long. n is the document's node.
func (d Document) checkStories(n yamltree.Node) error {
	all, given := n.Value("stories")
	if !given { // a figure of the lecture has its own
		return nil
	}
	for i, s := range d.Stories {
		node := all.Items[i]
		if err := checkSaid("title", s.Title, node); err != nil {
			return err
		}
		if len(s.Steps) == 0 {
			return node.Place.Errorf("steps: a story has at least one, as in - {say: The start., state: {surface: rosenbrock}}")
		}
		steps, _ := node.Value("steps")
		for k, step := range s.Steps {
			if err := checkSaid("say", step.Say, steps.Items[k]); err != nil {
				return err
			}
			if v, given := steps.Items[k].Value("at"); given && *step.At < 0 {
				return v.Place.Errorf("at: must be at least 0")
			}
		}
	}
	return nil
}

// checkSaid refuses a text of a story that says nothing, that is too long, or that has control characters.
func checkSaid(key string, t Text, n yamltree.Node) error {
	value, given := n.Value(key)
	if !given {
		return n.Place.Errorf("%s: a text is missing", key)
	}
	if err := t.checkCharacters(); err != nil {
		return value.Place.Errorf("%s: %w", key, err)
	}
	for _, text := range t {
		if len([]rune(text)) > mostSaid {
			return value.Place.Errorf("%s: has more than %d characters", key, mostSaid)
		}
	}
	return nil
}

// StoryError is an error in the state of a step of a story. Both count from 0.
type StoryError struct {
	Story, Step int
	Err         error
}

func (e *StoryError) Error() string {
	return fmt.Sprintf("step %d of story %d: %v", e.Step+1, e.Story+1, e.Err)
}

func (e *StoryError) Unwrap() error { return e.Err }

// in returns the node of the state that the error is in; ok is false where the document has none there.
func (e *StoryError) in(root yamltree.Node) (state yamltree.Node, ok bool) {
	stories, _ := root.Value("stories")
	if e.Story >= len(stories.Items) {
		return state, false
	}
	steps, _ := stories.Items[e.Story].Value("steps")
	if e.Step >= len(steps.Items) {
		return state, false
	}
	return steps.Items[e.Step].Value("state")
}

// InLanguages returns the text in each language.
func (t Text) InLanguages() map[string]string {
	all := map[string]string{}
	for _, lang := range Languages {
		all[lang] = t.In(lang)
	}
	return all
}

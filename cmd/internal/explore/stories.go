package explore

import (
	"context"
	"embed"
	"errors"
	"path"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/setup"
)

// A built-in story is a document with one story, in the file of its name.
//
//go:embed stories
var builtin embed.FS

// BuiltinStories returns the names of the built-in stories, in the order of a lecture.
func BuiltinStories() []string {
	return []string{"rates", "newton", "momentum", "adam", "saddle", "noise", "batch"}
}

// BuiltinStory returns the document of a built-in story.
func BuiltinStory(name string) (document.Document, error) {
	for _, known := range BuiltinStories() {
		if name == known {
			text, err := builtin.ReadFile(path.Join("stories", name+".yaml"))
			if err != nil {
				return document.Document{}, err
			}
			return document.ParseYAML(text, nil)
		}
	}
	return document.Document{}, catalog.Unknown("story", name, BuiltinStories())
}

// Story is a story as the scripts of a page have it: texts by their language, and states.
type Story struct {
	Title map[string]string `json:"title"`
	Steps []StoryStep       `json:"steps"`
}

// StoryStep is a step of a Story.
type StoryStep struct {
	Say   map[string]string `json:"say"`
	State map[string]any    `json:"state"`
	At    *int              `json:"at,omitempty"` // step of the runs; nil: the last
}

// StoriesOf returns the stories of a document for its page. It refuses a state that is no document, or
// that a page cannot compute.
func StoriesOf(ctx context.Context, all []document.Story) ([]Story, error) {
	stories := make([]Story, len(all))
	for i, s := range all {
		stories[i].Title = s.Title.InLanguages()
		for k, step := range s.Steps {
			setup, err := StepSetup(ctx, step)
			if err != nil {
				return nil, &document.StoryError{Story: i, Step: k, Err: err}
			}
			stories[i].Steps = append(stories[i].Steps, StoryStep{step.Say.InLanguages(), keysOf(setup), step.At})
		}
	}
	return stories, nil
}

// StepSetup returns what the page computes at a step of a story: its state as a document, with what plot
// chooses of what the state leaves out.
func StepSetup(ctx context.Context, step document.StoryStep) (setup.Setup, error) {
	d := document.Default()
	d.Setup = step.Setup()
	s, err := Resolve(ctx, d)
	if err == nil && step.At != nil && *step.At > *s.Steps {
		err = errors.New("at: is after the last step of the runs")
	}
	return s, err
}

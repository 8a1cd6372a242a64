// The cards of the runs.

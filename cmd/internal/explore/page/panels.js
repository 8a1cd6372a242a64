// The curves beside the map, in tabs.

// Command optviz draws how optimizers move on loss landscapes.
package main

func main() {}

package number

import (
	"errors"
	"testing"
)

func TestParse(t *testing.T) {
	for text, want := range map[string]float64{
		"25": 25, "-0.1": -0.1, ".5": 0.5, "5.": 5, "+3": 3, "1e-3": 1e-3, "1E3": 1000, "-1.5e+2": -150, "007": 7, "1e-999": 0,
	} {
		if got, err := Parse(text); err != nil || got != want {
			t.Errorf("%q: %v, %v, want %v", text, got, err, want)
		}
	}
	for text, want := range map[string]error{
		"": ErrSyntax, "1_0": ErrSyntax, "1_000.5": ErrSyntax, "0x10": ErrSyntax, "0x1p-2": ErrSyntax, "0b1": ErrSyntax, "1e": ErrSyntax, "e": ErrSyntax,
		"--1": ErrSyntax, "1 0": ErrSyntax, " 1": ErrSyntax, "1,000,000": ErrSyntax, "a,b": ErrSyntax, "١": ErrSyntax, "1'000": ErrSyntax, ".": ErrSyntax,
		"1e999": ErrRange, "-1e999": ErrRange, "inf": ErrNotFinite, "-Inf": ErrNotFinite, "NaN": ErrNotFinite, "+infinity": ErrNotFinite,
		"0,1": errComma, "-1,5e-3": errComma,
	} {
		if v, err := Parse(text); !errors.Is(err, want) {
			t.Errorf("%q: %v, %v, want %v", text, v, err, want)
		}
	}
}

func TestWhole(t *testing.T) {
	for text, want := range map[string]int{"10": 10, "-3": -3, "+3": 3, "1e3": 1000, "1.5e1": 15, "2.0": 2, "9007199254740993": 9007199254740993} {
		if got, err := Whole(text); err != nil || got != want {
			t.Errorf("%q: %v, %v, want %v", text, got, err, want)
		}
	}
	for text, want := range map[string]error{
		"": ErrWhole, "1_0": ErrWhole, "1.5": ErrWhole, "0x10": ErrWhole, "1,000": ErrWhole, "many": ErrWhole,
		"1e999": ErrRange, "99999999999999999999": ErrRange, "1e17": ErrRange, "NaN": ErrNotFinite, "inf": ErrNotFinite,
	} {
		if v, err := Whole(text); !errors.Is(err, want) {
			t.Errorf("%q: %v, %v, want %v", text, v, err, want)
		}
	}
}

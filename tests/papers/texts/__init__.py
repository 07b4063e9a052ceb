"""The texts of the sample papers, one module a paper (or a series of papers). All people and places are invented."""

"""A printer of papers: the same measures in any layout, words and typography, so that what a paper says is known by construction."""

"""A printer of papers for tests: the same measures in any layout, words and typography, so that what a paper says is known by construction.

``values`` draws measures, ``words`` are six houses' vocabularies, ``layouts`` put measures into text and say what gold is, ``board`` writes what stands
around them, ``paper.print_paper`` prints it all by one of three producers. ``scan`` makes scans of it, ``negatives`` are papers without measures,
``check`` reads papers back and scores them, ``report`` writes docs/invariance.md.

Print one to look at: ``python -m tests.printer savings besparing 7 paper.pdf [fpdf2|chromium]`` (gold beside it as paper.json).
A new layout is one function in ``layouts`` that takes a Job and gives a Body, and its name in ``LAYOUTS``.
"""

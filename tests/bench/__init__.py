"""How quick everything is, as ratios measured in one run on one machine: ``make bench`` (``ARGS="native memory"`` for some of it).

``papers`` makes the papers, ``timed`` runs a program and counts the processor time of all that it starts, ``yardsticks`` are the
programs that are measured against, ``measures`` what is measured, ``table`` how it is told. Nothing here is part of the product.
"""

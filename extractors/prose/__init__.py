"""Which sentences of running text say what an organisation does: a small classifier of our own.

``features.py`` says what a sentence looks like, ``train.py`` learns weights with spaCy from ``sentences.tsv`` (written for it), ``judge.py`` applies
them without spaCy. ``held_out.tsv`` holds sentences of other themes, never trained on: they only tell how good the judge is.
"""

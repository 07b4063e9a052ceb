"""The local web page where people look at what was read, doubt it and set it right.

app.py        the pages, and what is done with what they send
addresses.py  addresses of papers, measures and filters
guard.py      what keeps strangers out
bank.py       what the page shows: the database with the corrections that it does not hold yet
deeds.py      forms → corrections
forms.py      what a form says, and what is wrong with it
marks.py      the places to mark on a page
pictures.py   page images, made in a process of their own
telling.py    what was just done, in a sentence
words.py      Swedish names of fields and codes
"""

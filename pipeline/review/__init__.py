"""The local web page where people look at what was read, doubt it and set it right.

app.py        addresses, and what keeps strangers out
bank.py       what the page shows: the database with the corrections that it does not hold yet
deeds.py      forms → corrections
pictures.py   page images, made in a process of their own
words.py      Swedish names of fields and codes
"""

"""Everything that touches disk, database, processes or the command line.

inputs, ledger          which files there are, and which bytes stand in them
locks                   the right to write a file, one run at a time
stages                  read → extract → load; one bad file stops no other
workers, job, work      isolated processes, what one is asked, and what it does with one paper
store, pages            what has been read and extracted, kept by content and version
rows, sums, manifest    what a paper says, as rows of the tables
database, schema, sql/  the tables; the only place that knows duckdb
cli, commands/          the only places that speak to the terminal
"""

__version__ = "1.0.0"

"""Everything that touches disk, database, processes or the command line."""

"""From PDF to measures. No database, no clock, no printing.

read_paper(path) -> Paper            what is printed            (reading/)
arrange(paper) -> Document           put in reading order       (document.py)
extract(document) -> Extraction      measures, facts, figures   (extract.py)
"""

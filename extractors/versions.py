"""What the outcome of reading and extracting depends on, raised by hand when a change should reach papers already kept.

    READ_VERSION    pages look different: words, boxes, rules, OCR. Raising it reads (and OCRs) every paper again.
    RULES_VERSION   the same pages give other measures, facts or findings. Raising it extracts again from the pages kept.

A change that moves nothing (faster, clearer) raises neither: nobody should wait for the same answer twice.
"""

READ_VERSION = 12
RULES_VERSION = 17

"""The process that draws pages: ``python -m pipeline.review.drawing``. A line of JSON (path, page, scale) in, a line (state, size) and bytes out.

It stands alone so that a file that crashes or stalls it takes nothing with it, and may use only so much memory.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

from extractors.errors import UnreadablePaper
from extractors.reading.picture import render_page

_MEMORY = 2 << 30  # bytes of address space


def main() -> None:
    """Answer one page after the other until the other end is closed."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    out = sys.stdout.buffer
    for line in sys.stdin.buffer:
        path, number, scale = json.loads(line)
        try:
            state, answer = "ok", render_page(Path(path), number, scale)
        except UnreadablePaper as error:
            state, answer = "no", str(error).encode()
        except (MemoryError, ValueError, OSError) as error:
            state, answer = "no", f"Sidan {number} gick inte att rita ({type(error).__name__}).".encode()
        out.write(json.dumps([state, len(answer)]).encode() + b"\n" + answer)
        out.flush()


if __name__ == "__main__":
    main()

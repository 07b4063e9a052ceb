"""Labels to the left and texts to the right, without rules → pieces of tables of two columns.

In: the printed rows of a page. Out: a ``Piece`` with one row a label.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from extractors.aligned_rows import make_row
from extractors.fields.asking import asked
from extractors.fields.labels import is_label
from extractors.grid import Found, Piece
from extractors.gutters import LEAST_GUTTER
from extractors.lexicon.folding import fold
from extractors.lines import Numbering, Row, box_of
from extractors.model import Page, Word

HEAD_LINES = 3  # among which one parts into a label and its text
_SAME_EDGE, _LONGEST, _REACH, _APART = 3.0, 40, 2, 0.5  # points; letters of a label; lines; type sizes
_FEW = 5  # words of a label that asks
_MARK = 20.0  # points that a drawn mark ("● Pågående") may take before a text


def find_form(
    page: Page, rows: Sequence[Row], start: int, number: Numbering, *, above: Piece | None = None
) -> Found | None:
    """Labels to the left, text to the right: three labels whose texts begin at one edge.

    ``above`` is a form that ended the page before: then one label is enough, and the first lines may go on with its last text.
    """
    least = 1 if above else 3
    edge = _text_edge(above) if above else _form_edge(rows, start)
    if edge is None or (above and edge <= above.box.x0 + LEAST_GUTTER):  # a card, its values below the labels
        return None
    groups: list[list[int]] = []
    labels: list[list[Row]] = []
    end = start
    for i in range(start, len(rows)):
        row = rows[i]
        left, right = _left_of(row, edge), [w for w in row if w.x0 >= edge - 3]
        if len(left) + len(right) != len(row) or (right and right[0].x0 - edge > (_MARK if _is_label([left]) else 4)):
            break
        following = _left_of(rows[i + 1], edge) if i + 1 < len(rows) else Row()
        if not left:
            if not groups and not above:
                break
            if not groups:
                groups.append([])
                labels.append([])
            groups[-1].append(i)
        elif groups and not _is_label(labels[-1]) and _is_label([*labels[-1], left]):
            groups[-1].append(i)  # the rest of a label on two lines
            labels[-1].append(left)
        elif right and (_is_label([left]) or (following and _is_label([left, following]))):
            groups.append([i])
            labels.append([left])
        elif groups and not left.text[:1].isupper() and _is_label([*labels[-1], left]):
            groups[-1].append(i)
            labels[-1].append(left)
        elif right and groups and _is_set_as_label(left, right, labels[0][0], rows[i + 1 : i + 1 + _REACH], edge):
            groups.append([i])
            labels.append([left])
        else:
            break
        end = i + 1
    if len(groups) < least:
        return None
    gutter = (max((w.x1 for label in labels for part in label for w in part), default=edge - 2 * LEAST_GUTTER), edge)
    if gutter[1] - gutter[0] < LEAST_GUTTER:
        return None
    box = box_of([w for row in rows[start:end] for w in row])
    # the rest of a form has the columns of its beginning
    middle = above.bounds[1] if above else (gutter[0] + gutter[1]) / 2
    bounds = (box.x0, middle, box.x1)
    made = tuple(make_row([rows[i] for i in group], [gutter], bounds, number, in_form=True) for group in groups)
    return start, end, Piece(page.number, box, bounds, made, ruled=False)


def find_flush_form(page: Page, rows: Sequence[Row], start: int, number: Numbering) -> Found | None:
    """Labels at the left edge, short texts that all end at the right edge: three rows at least, as on the cards of a web page."""
    taken: list[tuple[Row, Row]] = []
    for row in rows[start:]:
        parts = row.segments
        if len(parts) != 2 or len(parts[0].text) > _LONGEST:
            break
        first = taken[0] if taken else (parts[0], parts[1])
        at_edges = (
            abs(parts[0][0].x0 - first[0][0].x0) <= _SAME_EDGE and abs(parts[1][-1].x1 - first[1][-1].x1) <= _SAME_EDGE
        )
        if not at_edges:
            break
        taken.append((parts[0], parts[1]))
    known = sum(1 for label, _ in taken if _is_label([label]))
    if len(taken) < _FEWEST_FLUSH or known < 2 or known < _MOSTLY_KNOWN * len(taken):
        return None
    gutter = max(label[-1].x1 for label, _ in taken), min(text[0].x0 for _, text in taken)
    ragged = max(text[0].x0 for _, text in taken) - gutter[1] > _SAME_EDGE  # else they begin at one edge
    if gutter[1] - gutter[0] < LEAST_GUTTER or not ragged:
        return None
    end = start + len(taken)
    box = box_of([w for row in rows[start:end] for w in row])
    bounds = (box.x0, sum(gutter) / 2, box.x1)
    made = tuple(make_row([row], [gutter], bounds, number, in_form=True) for row in rows[start:end])
    return start, end, Piece(page.number, box, bounds, made, ruled=False)


_FEWEST_FLUSH, _MOSTLY_KNOWN = 3, 0.6


def _is_set_as_label(left: Row, right: Sequence[Word], first: Row, below: Sequence[Row], edge: float) -> bool:
    """A label of words that nobody knows, in its column: told by bold type beside plain, or by a known label right below."""
    if abs(left[0].x0 - first[0].x0) > _SAME_EDGE or len(left.text) > _LONGEST:
        return False
    if right[0].x0 - left[-1].x1 < _APART * first[0].size or left[0].size > 1.1 * first[0].size:
        return False  # words of one text, or the name of the next form
    bold = all(word.bold for word in (*left, *first)) and not all(word.bold for word in right)
    return bold or any(_is_label([_left_of(row, edge)]) for row in below)


def is_form(piece: Piece) -> bool:
    """True for labels to the left and texts to the right, also below the head of a card."""
    firsts = [row.cells[0].text for row in piece.rows[head_of(piece) :]]
    return len(piece.bounds) == 3 and len(firsts) >= 2 and all(map(_names_a_field, firsts))


def head_of(piece: Piece) -> int:
    """How many rows stand over the labels of a card: its name over both columns, then texts without a label; 0 for other forms."""
    if piece.rows[0].cells[0].span < len(piece.rows[0].cells):
        return 0
    return 1 + sum(1 for _ in takewhile(lambda row: not row.cells[0].lines, piece.rows[1:]))


def _text_edge(form: Piece) -> float | None:
    """Where the texts of a form begin."""
    return min((line.box.x0 for row in form.rows for line in row.cells[1].lines), default=None)


def _form_edge(rows: Sequence[Row], start: int) -> float | None:
    """Where the texts beside the labels begin; the first label may fill its column and stand close to its text."""
    for i in range(start, min(start + HEAD_LINES, len(rows))):
        parts = rows[i].segments
        if len(parts) != 2:
            continue
        edge = parts[1][0].x0
        below = _left_of(rows[i + 1], edge) if i + 1 < len(rows) else Row()
        if not (_is_label([parts[0]]) or (below and _is_label([parts[0], below]))):
            continue
        first, right = _left_of(rows[start], edge), [w for w in rows[start] if w.x0 >= edge - 3]
        fits = right and abs(right[0].x0 - edge) <= 4 and len(first) + len(right) == len(rows[start])
        return edge if i == start or (fits and _is_label([first])) else None
    return None


def _left_of(row: Row, edge: float) -> Row:
    return Row([w for w in row if w.x1 <= edge - 2])


def _is_label(parts: Sequence[Row]) -> bool:
    """A known label, or on one line one that asks in a few plain words ("Vad det ger")."""
    text = " ".join(part.text for part in parts if part)
    return _names_a_field(text) if len(parts) == 1 else is_label(text.rstrip(": "))


def _names_a_field(text: str) -> bool:
    plain = text.rstrip(": ")
    return is_label(plain) or (len(plain.split()) <= _FEW and plain[:1].isupper() and asked(fold(plain)) is not None)

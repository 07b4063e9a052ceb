"""The step that takes out of the new database what it is not to hold: fields in which people are named (``leave_out``).

Nothing is changed but the database: papers, kept work and corrections stay as they are, so it can be built again with everything.
"""

from __future__ import annotations

from pipeline.config import Settings
from pipeline.database import Connection

_BY = "by"
_SOMEBODY = "utelämnat"
_CORRECTION = "En rättelse i handlingen behöver ses över. Vem och vad är utelämnat."


def leave_out(con: Connection, settings: Settings) -> None:
    """Empty the fields with their evidence, findings and corrections. ``uncorrected`` goes whole: it holds what was read."""
    for name in settings.left_out:
        if name == _BY:
            con.execute('update corrections set "by" = ?', [_SOMEBODY])
        else:
            con.execute(f"update measures set {name} = null")  # one of LEFT_OUT_CHOICES
            con.execute("delete from evidence where field = ?", [name])
            con.execute("delete from findings where field = ?", [name])
            con.execute(
                "update corrections set old_value = null, new_value = null, reason = null where field = ?", [name]
            )
    if settings.left_out:
        con.execute("update findings set message = ? where starts_with(code, 'correction_')", [_CORRECTION])
        con.execute("delete from uncorrected")

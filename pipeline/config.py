"""Settings of a run and where each comes from: flag before environment before ``atgarder.toml`` before default.

In come the values that a command line gave (None: not given); out goes one frozen ``Settings``. An unknown key in the file and
a value of the wrong kind are errors that name the key.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, get_args, get_type_hints

from extractors.errors import UsageError
from extractors.versions import READ_VERSION, RULES_VERSION
from pipeline import __version__
from pipeline.terminal import why

CONFIG_FILE = "atgarder.toml"
_TOML_PLACE = re.compile(r"at line (?P<line>\d+), column (?P<column>\d+)")  # how the parser ends what it says
PREFIX = "ATGARDER_"
_NO_SETTINGS = ("DEBUG", "WORD_LIST", "CORPUS")  # what else the program and its tests know by that prefix
OCR_CHOICES = ("auto", "always", "never")
LEFT_OUT_CHOICES = ("title", "goal", "method", "responsible", "effect_text", "comment", "by")


@dataclass(frozen=True, slots=True)
class Settings:
    """All that a run can be told. Folders and files are relative to where the command is run."""

    raw: str = "data/raw"  # where papers are read from when no path is given
    db: str = "data/processed/measures.duckdb"
    work: str = ""  # kept work; empty: the folder "work" beside the database
    corrections: str = "data/corrections"
    reference: str = "data/reference"  # a user's own population.csv and price_index.csv
    words: str = ""  # a user's own words (TOML); empty: only those that are shipped
    leave_out: str = ""  # fields that the database is not to hold, "responsible, by": see pipeline.leaving_out
    cluster: str = ""  # address of a dask scheduler ("tcp://huvud:8786"); empty: this machine alone
    share: str = (
        ""  # where a cluster's machines keep work, as an fsspec address; empty: the work folder, which all have mounted
    )
    jobs: int = 0  # 0: as many as there are cores
    ocr: str = "auto"
    ocr_engine: str = ""  # empty: the one that is there
    timeout: int = 300  # seconds for a document, beside what its size adds
    memory_mb: int = 2048  # address space of a worker
    words_mark: str = ""  # what stood in ``words`` when the run began; not to be set

    @property
    def database(self) -> Path:
        return Path(self.db)

    @property
    def work_folder(self) -> Path:
        return Path(self.work) if self.work else self.database.parent / "work"

    @property
    def workers(self) -> int:
        return self.jobs or len(os.sched_getaffinity(0))

    @property
    def read_key(self) -> str:
        """What pages depend on beside the paper's bytes."""
        how = self.ocr if self.ocr == "never" else f"{self.ocr}-{self.ocr_engine or engine_found()}"
        return f"read{READ_VERSION}-{how}"

    @property
    def rules_key(self) -> str:
        """What an extraction depends on beside the paper's bytes."""
        words = f"-words{self.words_mark}" if self.words_mark else ""
        return f"{self.read_key}-rules{RULES_VERSION}-{__version__}{words}"

    @property
    def left_out(self) -> tuple[str, ...]:
        """The fields that the database is not to hold."""
        return tuple(name.strip() for name in self.leave_out.split(",") if name.strip())

    def use_words(self) -> None:
        """Have the rules know the user's words, from now on in this process."""
        from extractors.lexicon import use_words  # here: few users have words of their own

        use_words(Path(self.words) if self.words else None)

    @property
    def limits(self) -> str:
        """What a paper may use before it is given up."""
        return f"{self.timeout}s {self.memory_mb}MB"


SETTABLE = tuple(field.name for field in fields(Settings) if field.name != "words_mark")


def version() -> str:
    """The program, its reading and its rules, as stored with every document."""
    return f"{__version__} läsning {READ_VERSION} regler {RULES_VERSION}"


def engine_found() -> str:
    """The OCR engine that is there: when one is installed later, scanned papers are read anew."""
    return _engine_on(os.environ.get("PATH", ""))


@cache  # a key is made for every paper
def _engine_on(path: str) -> str:
    if shutil.which("tesseract", path=path):
        return "tesseract"
    return "rapidocr" if find_spec("rapidocr") else "none"


def settle(given: Mapping[str, Any] | None = None, folder: Path | None = None) -> tuple[Settings, dict[str, str]]:
    """The settings, and for each its source: "flagga", "miljö", "atgarder.toml" or "förval"."""
    values: dict[str, Any] = {}
    sources: dict[str, str] = {}
    from_file = _from_file((folder or Path.cwd()) / CONFIG_FILE)
    _refuse_unknown(os.environ)
    kinds = get_type_hints(Settings)
    for name in SETTABLE:
        variable = PREFIX + name.upper()
        if given and given.get(name) is not None:
            values[name], sources[name] = given[name], "flagga"
        elif variable in os.environ:
            values[name], sources[name] = _converted(os.environ[variable], kinds[name], variable), "miljö"
        elif name in from_file:
            values[name], sources[name] = _checked(from_file[name], kinds[name], f"{name} i {CONFIG_FILE}"), CONFIG_FILE
        else:
            sources[name] = "förval"
    settings = Settings(**values)
    _validate(settings)
    return replace(settings, words_mark=_mark_of(settings)), sources


def _mark_of(settings: Settings) -> str:
    """A short hash of the user's words; a faulty file is told of now, not once a paper."""
    if not settings.words:
        return ""
    settings.use_words()
    return hashlib.sha256(Path(settings.words).read_bytes()).hexdigest()[:12]


def _from_file(path: Path) -> dict[str, Any]:
    try:
        found = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise UsageError(
            f"{path} går inte att läsa: {_unread(error)}. Rätta filen, eller ta bort den för att köra med förvalen."
        ) from error
    for key in found:
        if key not in SETTABLE:
            raise UsageError(f"{path}: okänd inställning {key!r}. De som finns: {', '.join(sorted(SETTABLE))}.")
    return found


def _unread(error: OSError | ValueError) -> str:
    if isinstance(error, OSError):
        return why(error)
    if isinstance(error, UnicodeDecodeError):
        return "den är inte sparad som UTF-8"
    place = _TOML_PLACE.search(str(error))
    where = f"rad {place['line']}, tecken {place['column']}" if place else "filens slut"
    return f'något är fel vid {where}. En rad ser ut som jobs = 2 eller ocr = "never" ({error})'


def _refuse_unknown(environment: Mapping[str, str]) -> None:
    known = [PREFIX + name.upper() for name in (*SETTABLE, *_NO_SETTINGS)]
    for variable in environment:
        if variable.startswith(PREFIX) and variable not in known:
            near = get_close_matches(variable, known, n=1)
            meant = f" Menade du {near[0]}?" if near else ""
            raise UsageError(
                f"Miljövariabeln {variable} är ingen inställning.{meant} Rätta namnet, eller ta bort den: unset {variable}"
            )


def _converted(text: str, kind: type, name: str) -> Any:
    if kind is not int:
        return text
    try:
        return int(text)
    except ValueError:
        raise UsageError(f"{name} ska vara ett heltal, inte {text!r}. Ändra miljövariabeln.") from None


def _checked(value: Any, kind: type, name: str) -> Any:
    wanted = get_args(kind) or (kind,)
    if isinstance(value, bool) or not isinstance(value, wanted):
        raise UsageError(f"{name} ska vara {'ett heltal' if kind is int else 'en text'}, inte {value!r}.")
    return value


def _validate(settings: Settings) -> None:
    if settings.ocr not in OCR_CHOICES:
        raise UsageError(f"ocr ska vara {', '.join(OCR_CHOICES)}, inte {settings.ocr!r}.")
    for name, least in (("jobs", 0), ("timeout", 1), ("memory_mb", 256)):
        if getattr(settings, name) < least:
            raise UsageError(f"{name} ska vara minst {least}, inte {getattr(settings, name)}.")
    for name in settings.left_out:
        if name not in LEFT_OUT_CHOICES:
            raise UsageError(f"leave_out kan ta bort {', '.join(LEFT_OUT_CHOICES)}, inte {name!r}.")

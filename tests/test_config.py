"""Settings: flag before environment before file before default; what is unknown or wrong is said by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.errors import UsageError
from extractors.versions import READ_VERSION
from pipeline import config
from pipeline.config import Settings, settle, version


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("ATGARDER_JOBS", raising=False)
    return tmp_path


def test_a_flag_goes_before_the_environment_before_the_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def jobs(given: int | None) -> tuple[int, str]:
        settings, sources = settle({"jobs": given}, folder)
        return settings.jobs, sources["jobs"]

    assert jobs(None) == (0, "förval")
    (folder / "atgarder.toml").write_text("jobs = 2\n")
    assert jobs(None) == (2, "atgarder.toml")
    monkeypatch.setenv("ATGARDER_JOBS", "3")
    assert jobs(None) == (3, "miljö")
    assert jobs(4) == (4, "flagga")


WRONG = [
    ("job = 2", "okänd inställning 'job'"),
    ('jobs = "två"', "jobs i atgarder.toml ska vara ett heltal"),
    ("jobs = true", "jobs i atgarder.toml ska vara ett heltal"),
    ("db = 3", "db i atgarder.toml ska vara en text"),
    ('ocr = "ibland"', "ocr ska vara auto, always, never"),
    ("timeout = 0", "timeout ska vara minst 1"),
    ("jobs = \nocr = 1", "går inte att läsa: något är fel vid rad 1, tecken 8. "),
    ("jobs = ", "går inte att läsa: något är fel vid filens slut. "),
    ("jobs = 2\nocr", "går inte att läsa: något är fel vid filens slut. "),
    ('leave_out = "responsible, namn"', "leave_out kan ta bort title, .*, inte 'namn'"),
    ('words_mark = "x"', "okänd inställning 'words_mark'"),
]


@pytest.mark.parametrize(("text", "message"), WRONG)
def test_what_is_wrong_in_the_file_is_named(text: str, message: str, folder: Path) -> None:
    (folder / "atgarder.toml").write_text(text)
    with pytest.raises(UsageError, match=message):
        settle({}, folder)


def test_a_wrong_value_in_the_environment_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATGARDER_JOBS", "många")
    with pytest.raises(UsageError, match="ATGARDER_JOBS ska vara ett heltal, inte 'många'"):
        settle({}, folder)


def test_kept_work_stands_beside_the_database_unless_told() -> None:
    assert Settings(db="ut/m.duckdb").work_folder == Path("ut/work")
    assert Settings(db="ut/m.duckdb", work="annat").work_folder == Path("annat")


def test_all_cores_are_used_unless_told() -> None:
    assert Settings().workers >= 1
    assert Settings(jobs=3).workers == 3


def test_new_rules_do_not_read_again_and_new_reading_does_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(ocr="never")
    before = (settings.read_key, settings.rules_key)
    monkeypatch.setattr(config, "RULES_VERSION", 99)
    assert settings.read_key == before[0]
    assert settings.rules_key != before[1]
    monkeypatch.setattr(config, "READ_VERSION", 98)
    assert settings.read_key != before[0]
    assert version().endswith("läsning 98 regler 99")


def test_an_engine_that_is_installed_later_reads_scans_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = set()
    for engine in ("none", "tesseract"):
        monkeypatch.setattr(config, "engine_found", lambda engine=engine: engine)
        keys.add(Settings(ocr="auto").read_key)
    assert keys == {f"read{READ_VERSION}-auto-none", f"read{READ_VERSION}-auto-tesseract"}
    assert Settings(ocr="auto", ocr_engine="rapidocr").read_key == f"read{READ_VERSION}-auto-rapidocr"


def test_own_words_make_other_extractions_and_the_same_reading(folder: Path) -> None:
    own = folder / "ord.toml"
    own.write_text('[labels]\nresponsible = ["Insatsledare"]\n', "utf-8")
    try:
        without, one = settle({}, folder)[0], settle({"words": str(own)}, folder)[0]
        own.write_text('[labels]\nresponsible = ["Insatsägare"]\n', "utf-8")
        other = settle({"words": str(own)}, folder)[0]
    finally:
        Settings().use_words()
    assert len({without.rules_key, one.rules_key, other.rules_key}) == 3
    assert {without.read_key, one.read_key} == {other.read_key}


def test_a_faulty_file_of_words_is_told_of_before_anything_is_read(folder: Path) -> None:
    (folder / "ord.toml").write_text('[etiketter]\nansvarig = ["Chef"]\n', "utf-8")
    with pytest.raises(UsageError, match=r"ord.toml: okänt avsnitt \[etiketter\]"):
        settle({"words": str(folder / "ord.toml")}, folder)
    with pytest.raises(UsageError, match=r"finns-inte.toml: ordfilen kan inte läsas"):
        settle({"words": "finns-inte.toml"}, folder)

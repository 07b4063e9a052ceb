"""Hostile papers, names and texts: nothing stops, nothing is lost, nobody gets in.

Papers are made here and read by real workers. The large set is scored by ``python -m tests.hostile FOLDER``.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import socket
import subprocess
import sys
import unicodedata
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pikepdf
import pytest
from reportlab.lib.colors import Color, black, white
from reportlab.pdfgen.canvas import Canvas

from extractors.reading import read_pages
from extractors.reading.second import agree
from pipeline import cage, database, stages
from pipeline.cli import _ran
from pipeline.config import Settings
from pipeline.export import export
from pipeline.inputs import as_given
from pipeline.workers import work_through
from tests.fakes import work_on_fake
from tests.running import Silent
from tests.test_pipeline import select, write
from tests.test_reading import drawn, text

RAW = Path(__file__).parents[1] / "data" / "raw"
LINES = ("Åtgärdsplan 2031", "Nämnden säger upp lokaler i Norra hamnen. Effekt 400 tkr.", "Bokbussen kör färre turer.")


def plan(canvas: Canvas) -> None:
    for number, line in enumerate(LINES):
        canvas.drawString(70, 760 - 20 * number, line)


def with_stream(data: bytes, stream: bytes, **entries: object) -> bytes:
    """The paper with the first page's content replaced by a packed stream."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        new = pdf.make_stream(b"")
        new.write(stream, filter=pikepdf.Name.FlateDecode)
        pdf.pages[0].obj.Contents = new
        for name, value in entries.items():
            pdf.Root[f"/{name}"] = value
        pdf.save(out, static_id=True)
    return out.getvalue()


def bomb(megabytes: int) -> bytes:
    packer = zlib.compressobj(9)
    spaces = b" " * (1 << 20)
    return b"".join([*(packer.compress(spaces) for _ in range(megabytes)), packer.flush()])


def saved(data: bytes, **how: object) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out, **how)
    return out.getvalue()


def flipped(data: bytes) -> bytes:
    """Bits of the first content stream changed."""
    start = data.index(b"stream", data.index(b"/FlateDecode")) + 40
    return data[:start] + bytes([data[start] ^ 0x11, data[start + 1] ^ 0x40]) + data[start + 2 :]


def nested(data: bytes) -> bytes:
    """Forms of which each draws the next twice: 2^29 drawings."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        inner = pdf.make_stream(
            b"BT /F1 9 Tf 50 700 Td (x) Tj ET", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form
        )
        inner.BBox = pikepdf.Array([0, 0, 595, 842])
        for _ in range(29):
            outer = pdf.make_stream(b"/X Do /X Do", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
            outer.BBox, outer.Resources = inner.BBox, pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=inner))
            inner = pdf.make_indirect(outer)
        pdf.pages[0].obj.Contents = pdf.make_stream(b"/X Do")
        pdf.pages[0].obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=inner))
        pdf.save(out)
    return out.getvalue()


WHOLE = drawn(plan, pages=3)
LOOSE = saved(WHOLE, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized)
LOCKED = saved(WHOLE, encryption=pikepdf.Encryption(user="hemlig", owner="hemlig"))
ANY_READER = saved(
    WHOLE, encryption=pikepdf.Encryption(user="", owner="hemlig", allow=pikepdf.Permissions(extract=False))
)
MANY_LETTERS = with_stream(
    WHOLE, b"BT /F1 9 Tf 50 700 Td " + b"(" + b"x" * 80 + b") Tj " * 2 + (b"(" + b"y" * 90 + b") Tj ") * 12_000 + b"ET"
)
PAPERS: dict[str, tuple[bytes, set[str]]] = {  # name → bytes, states that tell the truth about them
    "hel": (WHOLE, {"read"}),
    "lös": (LOOSE, {"read"}),
    "öppen för alla": (ANY_READER, {"read", "read_warn"}),
    "avklippt": (LOOSE[: len(LOOSE) * 6 // 10], {"partial", "damaged"}),
    "utan slut": (LOOSE[:-30], {"read_warn"}),
    "ändrade bitar": (flipped(WHOLE), {"partial", "damaged", "read_warn"}),
    "låst": (LOCKED, {"needs_password"}),
    "webbsida": (b"<html><script>alert(1)</script></html>", {"not_pdf"}),
    "tom": (b"", {"not_pdf"}),
    "bara huvud": (b"%PDF-1.7\n%%EOF\n", {"damaged", "not_pdf"}),
    "slump": (b"%PDF-1.7\n" + bytes(range(256)) * 400, {"damaged"}),
    "framför": (b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n" + WHOLE, {"read_warn"}),
    "två i en": (WHOLE + drawn(plan), {"read_warn", "partial", "damaged"}),
    "bomb": (with_stream(WHOLE, bomb(300)), {"partial", "too_big"}),
    "för mycket text": (MANY_LETTERS, {"partial", "too_big"}),
    "former i former": (nested(WHOLE), {"partial", "too_big"}),
    "skript": (
        with_stream(WHOLE, b"", OpenAction=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="while(true);")),
        {"read", "read_warn"},
    ),
    "uppgivet antal": (WHOLE.replace(b"/Count 3", b"/Count 9"), {"partial", "damaged"}),
    "omöjligt antal": (WHOLE.replace(b"/Count 3", b"/Count 2147483648"), {"read_warn", "partial", "damaged"}),
    "negativt antal": (WHOLE.replace(b"/Count 3", b"/Count -1"), {"read_warn", "partial", "damaged"}),
}  # fmt: skip


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of a run over all of ``PAPERS``."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "in").mkdir()
    for name, (data, _) in PAPERS.items():
        (folder / "in" / f"{name}.pdf").write_bytes(data)
    settings = Settings(db=str(folder / "m.duckdb"), jobs=2, ocr="never")
    stages.run([str(folder / "in")], settings, Silent())
    return settings.database


@pytest.mark.parametrize("name", PAPERS)
def test_every_paper_has_one_row_with_the_state_that_is_true(name: str, bank: Path) -> None:
    ((state, declared, read, reason),) = select(
        bank, f"select state, pages_declared, pages_read, reason from files where file_name = '{name}.pdf'"
    )
    assert state in PAPERS[name][1]
    assert (reason is None) == (state == "read")
    if state == "read":
        assert declared == read and int(str(read)) > 0


def test_pages_that_are_whole_are_kept_beside_those_that_are_not(bank: Path) -> None:
    rows = select(bank, "select file_name, pages_read from files where state = 'partial' order by 1")
    kept = dict(rows)
    for name in ("bomb.pdf", "för mycket text.pdf", "former i former.pdf"):
        assert int(str(kept.get(name, 0))) >= 2, name


def test_no_worker_leaves_anything_behind(bank: Path) -> None:
    assert list((bank.parent / "work" / "tmp").iterdir()) == []


HIDDEN: list[Callable[[Canvas], None]] = [
    lambda c: (c.setFillColor(white), c.rect(60, 690, 400, 30, stroke=0, fill=1)),  # white paint over it
    lambda c: (c.setFillColor(black), c.rect(60, 690, 400, 30, stroke=0, fill=1)),  # blackened
]
SHOWN: list[Callable[[Canvas], None]] = [
    lambda c: (c.setFillColor(Color(1, 1, 0, alpha=0.3)), c.rect(60, 690, 400, 30, stroke=0, fill=1)),  # a marker pen
    lambda c: c.rect(60, 690, 400, 30, stroke=1, fill=0),  # a frame
    lambda c: (c.setFillColor(black), c.rect(60, 703, 400, 1, stroke=0, fill=1)),  # struck through
    lambda c: (c.setFillColor(white), c.rect(60, 600, 400, 30, stroke=0, fill=1)),  # beside it
]


@pytest.mark.parametrize("cover", HIDDEN)
def test_text_under_a_surface_that_is_painted_later_is_left_out_and_flagged(cover: Callable[[Canvas], None]) -> None:
    (page,) = read_pages(drawn(lambda c: (plan(c), c.drawString(70, 700, "Dold summa 900 tkr"), cover(c))))
    assert "900" not in text(page)
    assert "hidden_text" in page.notes


@pytest.mark.parametrize("cover", SHOWN)
def test_text_that_shows_under_or_beside_a_surface_is_kept(cover: Callable[[Canvas], None]) -> None:
    (page,) = read_pages(drawn(lambda c: (plan(c), c.drawString(70, 700, "Synlig summa 900 tkr"), cover(c))))
    assert "900" in text(page)
    assert "hidden_text" not in page.notes


NUMBERS = [  # text by one reader, by the other, whether they agree
    ("Effekt 2 500 tkr", "Effekt 2500 tkr", True),
    ("Effekt 2 500 tkr 2031", "2031 Effekt 2 500 tkr", True),
    ("Effekt 1 200 tkr", "Effekt 2 100 tkr", False),  # the same figures, another sum
    ("Effekt 96 000 kr", "Effekt 56 000 kr", False),
]


@pytest.mark.parametrize(("one", "other", "same"), NUMBERS)
def test_two_readers_agree_on_numbers_not_on_figures_alone(one: str, other: str, same: bool) -> None:
    pages = [next(read_pages(drawn(lambda c, t=t: c.drawString(70, 700, t)))) for t in (one, other)]
    assert agree(*pages) is same


NAMES = [
    b"rad1\nrad2.pdf", b"tab\t.pdf", b"latin1-\xe5\xe4\xf6.pdf", b"ff-\xff\xfe.pdf", b"-rf.pdf", b"--help.pdf", b"=1+1.pdf", b"@fil.pdf",
    b"'); DROP TABLE documents;--.pdf", b"$(touch SHELL-CANARY).pdf", b"`touch SHELL-CANARY`.pdf", b"%s%n.pdf", b"*.pdf", b" .pdf",
    b"\x1b[31mr\x07.pdf", b"back\\slash.pdf", b"l" * 251 + b".pdf", *("rtl-\u202efdp.pdf", "noll-\u200b.pdf", "😀.pdf"),
    unicodedata.normalize("NFC", "åäö.pdf"), unicodedata.normalize("NFD", "åäö.pdf"),
]  # fmt: skip


@pytest.fixture
def named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Path, set[bytes]]]:
    """A folder of papers with such names, one of them 200 folders deep, and the names."""
    monkeypatch.setattr(stages, "work_through", partial(work_through, work=work_on_fake))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    names = {os.fsencode(name) for name in NAMES}
    for number, name in enumerate(sorted(names)):
        write(tmp_path / "in" / os.fsdecode(name), f"- Åtgärd {number} = {number}")
    deep = b"/".join([b"djup"] * 200)
    (tmp_path / "in" / os.fsdecode(deep)).mkdir(parents=True)
    write(tmp_path / "in" / os.fsdecode(deep) / "x.pdf", "- Åtgärd djup = 1")
    yield tmp_path, names | {deep + b"/x.pdf"}


def test_names_are_kept_byte_for_byte_and_shown_without_steering_anything(
    named: tuple[Path, set[bytes]], capfd: pytest.CaptureFixture[str]
) -> None:
    folder, names = named
    with pytest.raises(SystemExit) as ended:
        _ran(["extract", "in", "--db", "m.duckdb", "--ocr", "never", "-j", "2", "-v"])
    assert ended.value.code == 0
    rows = [str(path) for (path,) in select(folder / "m.duckdb", "select path from files")]
    assert {os.fsencode(as_given(path)).removeprefix(b"in/") for path in rows} == names
    assert len(rows) == len(names)
    said = capfd.readouterr()
    for shown in [*rows, said.err, said.out]:
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ud800-\udfff]", shown)
    assert not (folder / "SHELL-CANARY").exists()


TEXTS = [
    "'); DROP TABLE measures;--", "Robert'); DELETE FROM documents;--", "\"; ATTACH '/tmp/SQL-CANARY.db';--", "=1+1", "=HYPERLINK(\"http://x\")",
    "<script>document.title='XSS'</script>", "{{7*7}}", "$(touch SHELL-CANARY)", "%s%n", "../../../etc/passwd", "@SUM(A1)",
]  # fmt: skip


def test_what_a_paper_says_is_only_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stages, "work_through", partial(work_through, work=work_on_fake))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    write(tmp_path / "in" / "a.pdf", "\n".join(f"- {words}" for words in TEXTS))
    settings = Settings(db="m.duckdb", jobs=1, ocr="never")
    stages.run(["in"], settings, Silent())
    assert [row[0] for row in select(settings.database, "select action from measures order by seq")] == TEXTS
    export(settings.database, tmp_path / "ut", "csv")
    table = (tmp_path / "ut" / "measures.csv").read_text("utf-8-sig")
    assert not re.search(r"(?m)(?:^|[,;])\"?[=@]", table)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "in",
        "m.duckdb",
        ".m.duckdb.lock",
        "ut",
        "work",
    ] or not ({"SHELL-CANARY", "SQL-CANARY.db"} & {path.name for path in tmp_path.iterdir()})


def in_a_cage(folder: Path, what: Callable[[], None]) -> int:
    """The exit code of a process that is locked in and then does something: 0 when it could."""
    process = os.fork()
    if process == 0:
        code = 1
        try:
            cage.close_behind(1024, str(folder))
            what()
            code = 0
        except MemoryError:
            code = 2
        except OSError:
            code = 3
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def spin() -> None:
    cage.allow_seconds(0.2)
    while True:
        pass


def write_much(folder: Path) -> None:
    with open(folder / "much", "wb") as file:
        file.truncate(300 << 20)


def test_a_worker_cannot_swell_write_much_run_on_or_reach_the_network(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = server.getsockname()
        assert in_a_cage(tmp_path, lambda: None) == 0
        assert in_a_cage(tmp_path, lambda: bytearray(2 << 30)) == 2
        assert in_a_cage(tmp_path, lambda: write_much(tmp_path)) == 3
        assert in_a_cage(tmp_path, lambda: [open(os.devnull) for _ in range(100)]) == 3  # noqa: SIM115
        assert in_a_cage(tmp_path, lambda: socket.create_connection(address, 1).close()) == 3
        assert in_a_cage(tmp_path, spin) == -24  # SIGXCPU


PAPER_KINDS = ("plan", "annual", "tertial", "minutes", "reply", "consultant")


def test_order_and_number_of_workers_change_no_byte_of_the_exports(tmp_path: Path) -> None:
    papers = sorted({next(RAW.glob(f"*_{kind}.pdf")) for kind in PAPER_KINDS})
    exports = []
    for jobs, order in ((1, papers), (2, papers[::-1]), (4, papers[3:] + papers[:3])):
        folder = tmp_path / str(jobs)
        settings = Settings(db=str(folder / "m.duckdb"), jobs=jobs, ocr="never")
        stages.run([str(paper) for paper in order], settings, Silent())
        export(settings.database, folder / "ut", "csv")
        wanted = sorted(path for path in (folder / "ut").glob("*.csv") if path.stem not in ("runs", "files"))
        exports.append([(path.name, path.read_bytes()) for path in wanted])
        files = database.connect_readonly(settings.database)
        exports[-1].append(
            ("files", repr(database.rows_of(files, "select * exclude (first_seen) from files")[1]).encode())
        )
    assert exports[0] == exports[1] == exports[2]
    assert any(name == "measures.csv" and data.count(b"\n") > 10 for name, data in exports[0])


CHANGES = re.compile(r"O_WRONLY|O_RDWR|O_CREAT")
PATH = re.compile(r'"((?:[^"\\]|\\.)*)"')
QUIET = ("/dev/", "/proc/self/", "/proc/thread-self/")


@pytest.mark.skipif(not shutil.which("strace"), reason="needs strace")
def test_a_run_contacts_nobody_and_writes_nowhere_but_in_its_work_folder(tmp_path: Path) -> None:
    paper = next(RAW.glob("*_plan.pdf"))
    trace, work, temporary = tmp_path / "trace", tmp_path / "work", tmp_path / "tmp"
    temporary.mkdir()
    calls = (
        "connect,sendto,execve,openat,open,creat,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,link,symlink"
    )
    command = ["strace", "-f", "-qq", "-s", "400", "-e", f"trace={calls}", "-o", str(trace)]
    command += [sys.executable, "-m", "pipeline", "extract"]
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "TMPDIR": str(temporary)}
    command += [str(paper), "--db", str(work / "m.duckdb"), "--ocr", "never", "-j", "1"]
    done = subprocess.run(command, capture_output=True, env=environment, check=False, text=True)
    if "PTRACE" in done.stderr or not trace.exists():
        pytest.skip("strace may not trace here")
    assert done.returncode == 0, done.stderr
    connected, ran, wrote = set[str](), set[str](), set[str]()
    for line in trace.read_text("utf-8", "replace").splitlines():
        call = line.lstrip("0123456789").lstrip()  # the process stands first
        path = found[1] if (found := PATH.search(call)) else ""
        if call.startswith(("connect(", "sendto(")):
            connected |= set() if "AF_UNIX" in call or "= -1" in call else {call}
        elif call.startswith("execve("):
            ran |= {Path(path).name} if path else set()
        elif "= -1" not in call and (not call.startswith("open") or CHANGES.search(call)) and path.startswith("/"):
            wrote.add(path)
    assert connected == set()
    assert ran == {Path(sys.executable).name}
    assert [path for path in wrote if not path.startswith((str(work), str(temporary), *QUIET))] == []

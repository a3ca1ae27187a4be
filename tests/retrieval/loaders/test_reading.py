"""What a file is, whatever its name says, and how each refusal reads."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.errors import CorpusError
from retrieval.loaders.limits import MAX_BYTES
from retrieval.loaders.reading import SUFFIXES, read_document, read_path
from tests.fakes_documents import ARTICLE, a_docx, a_page, a_pdf

CHECKOUT = Path(__file__).resolve().parents[3]
WHOLE = {".pdf": a_pdf([ARTICLE]), ".docx": a_docx(), ".html": a_page(), ".md": b"# Mill\n\nShut."}
OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def refusal(data: bytes, name: str = "file.txt", suffix: str | None = None) -> str:
    with pytest.raises(CorpusError) as caught:
        read_document(data, name, suffix)
    message = str(caught.value)
    assert message.startswith(f"{name}: ")
    assert "\n" not in message
    return message.removeprefix(f"{name}: ")


@pytest.mark.parametrize("suffix", WHOLE)
def test_every_format_gives_its_text(suffix: str) -> None:
    assert suffix in SUFFIXES
    assert "Mill" in read_document(WHOLE[suffix], f"bridge{suffix.upper()}").body


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".html"])
def test_without_a_suffix_the_bytes_decide(suffix: str) -> None:
    url = "https://gazette.example/story.php"
    by_bytes = read_document(WHOLE[suffix], url, suffix="")
    assert by_bytes == read_document(WHOLE[suffix], url, suffix=suffix)


@pytest.mark.parametrize(
    ("data", "what", "cure"),
    [
        (WHOLE[".pdf"], "is a PDF", ".pdf"),
        (WHOLE[".docx"], "is a ZIP archive or Word file", ".docx"),
        (b"\xef\xbb\xbf \n" + WHOLE[".html"], "is a web page", ".html"),
        (b"{\\rtf1 shut}", "is an RTF file", "save it as .docx"),
        (b"\x89PNG\r\n", "is a picture", "save its text"),
        (b"\xff\xd8\xff\xe0", "is a picture", "save its text"),
        (b"\x1f\x8b\x08", "is a compressed file", "unpack it"),
        (OLE + b"WordDocument", "is an Office file of before 2007", "save it as .docx"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "needs a password", "remove the password"),
        (b"the bridge\0is shut", "is binary, not text", "save its text"),
        (b"", "is empty", "add a file with text"),
        (b" \n\t", "is empty", "add a file with text"),
        (b"x" * (MAX_BYTES + 1), "is larger than 10 MB", "split it"),
        (b"---\ntitle: T\n---\n \n", "holds no text", "save its text"),
    ],
)
def test_a_text_file_that_is_something_else_is_told_what_it_is(
    data: bytes, what: str, cure: str
) -> None:
    message = refusal(data)
    assert message.startswith(what)
    assert cure in message


@pytest.mark.parametrize("name", ["bridge.odt", "bridge", "https://gazette.example"])
def test_an_unknown_suffix_is_answered_with_those_that_are_known(name: str) -> None:
    assert "(.docx, .htm, .html, .md, .pdf, .txt)" in refusal(b"The bridge is shut.", name)


def test_a_file_on_disk_is_read_under_its_path(tmp_path: Path) -> None:
    path = tmp_path / "bridge.md"
    path.write_bytes(WHOLE[".md"])
    assert read_path(path).values == {"title": "Mill"}
    with pytest.raises(CorpusError, match=r"none\.md: cannot be read .*check the path"):
        read_path(tmp_path / "none.md")


def test_a_fault_in_front_matter_is_named_with_its_line() -> None:
    with pytest.raises(CorpusError, match=r"\Aa\.md:3: broken YAML") as caught:
        read_document(b"---\nid: a\ntitle: Flood: two\n---\nShut.", "a.md")
    assert caught.value.line == 3


def answer(data: bytes, suffix: str) -> str | None:
    """The body, or None where it was refused; anything else fails the test."""
    try:
        document = read_document(data, "file", suffix)
    except CorpusError:
        return None
    assert list(document.pages) == sorted(document.pages)
    assert all(0 <= page <= len(document.body) for page in document.pages)
    assert document.body.encode()
    assert all(value.encode() for value in document.values.values())
    return document.body


@given(st.binary(max_size=300), st.sampled_from(sorted(SUFFIXES)))
@settings(max_examples=60)
def test_any_bytes_give_a_document_or_a_refusal(data: bytes, suffix: str) -> None:
    answer(data, suffix)


@given(st.sampled_from(sorted(WHOLE)), st.integers(0, 10**6), st.binary(max_size=6), st.booleans())
@settings(max_examples=120)
def test_a_damaged_file_gives_a_document_or_a_refusal(
    suffix: str, at: int, inserted: bytes, cut: bool
) -> None:
    whole = WHOLE[suffix]
    place = at % len(whole)
    rest = b"" if cut else whole[place + len(inserted) :]
    answer(whole[:place] + inserted + rest, suffix)


def test_importing_the_reader_loads_no_parser() -> None:
    script = (
        "import sys, retrieval.loaders.reading, retrieval.corpus;"
        "heavy = {'trafilatura', 'htmldate', 'lxml', 'pypdf', 'docx', 'py3langid', "
        "'charset_normalizer', 'numpy'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    assert done.stdout == "[]\n", done.stderr


NETWORK = """
import socket, sys
def refuse(*_, **__):
    raise SystemExit("tried to reach the network")
socket.socket.connect = socket.getaddrinfo = socket.create_connection = refuse
from pathlib import Path
from retrieval.loaders.reading import read_path
for path in sys.argv[1:]:
    print(read_path(Path(path)).values["language"])
"""


def test_nothing_is_downloaded_and_nothing_is_printed(tmp_path: Path) -> None:
    broken = WHOLE[".pdf"].replace(b"startxref\n", b"startxref\n7")
    files = {"a.html": a_page(), "b.pdf": broken, "c.docx": a_docx(), "d.txt": ARTICLE[0].encode()}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-c", NETWORK, *(str(tmp_path / name) for name in files)],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout.split(), done.stderr) == (["en"] * 4, "")

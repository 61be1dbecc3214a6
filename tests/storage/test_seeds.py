"""The dossier is data: what ships loads and is whole, a tiny one loads too, and an error says what to mend."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from storage.seeds import default_folder, load_dossier
from storage.sheets import SeedFileWrong, read_csv
from storage.vocabulary import Dossier, Texts, Topic

LANGUAGES = {"en", "uk", "ru"}
CLOCK = datetime(2026, 2, 4, 4, 0, tzinfo=UTC)

PARTIES = """
[dossier]
name = { en = "Ruritania and Graustark" }
zone = "Europe/Vienna"
[parties.RT]
name = { en = "Ruritania" }
side = true
order = 2
words.en = ["Ruritania", "Ruritanian"]
[parties.GK]
name = { en = "Graustark" }
side = true
order = 1
"""
PEOPLE = """
[people.hentzau]
name = { en = "Rupert of Hentzau" }
spellings = ["Hentzau"]
roles = [
    { party = "RT", title = { en = "Chancellor" }, since = 1999-03-01 },
    { party = "RT", title = { en = "Envoy" }, until = 1999-02-28 },
]
"""


@pytest.fixture(scope="module")
def shipped() -> Dossier:
    return load_dossier(default_folder())


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_sides_come_in_the_dossiers_order(shipped):
    assert shipped.sides == ("UA", "RU")
    assert list(shipped.parties)[:4] == ["UA", "RU", "US", "AE"]
    assert {code for code, party in shipped.parties.items() if party.mediator} >= {"US", "AE", "TR", "SA", "VA", "ICRC"}


def test_every_name_is_there_in_three_languages(shipped):
    named: list[tuple[str, Texts]] = [("dossier", shipped.name)]
    for table in (shipped.parties, shipped.people, shipped.places, shipped.topics):
        named += [(key, one.name) for key, one in table.items()]
    named += [(person.id, role.title) for person in shipped.people.values() for role in person.roles]
    named += [(contact.id, texts) for contact in shipped.contacts for texts in (contact.name, contact.what_for)]
    named += [(warning.id, warning.text) for warning in shipped.warnings]
    assert [key for key, texts in named if set(texts) != LANGUAGES] == []


def test_every_party_and_topic_that_news_may_name_has_words_in_three_languages(shipped):
    tables = [*shipped.topics.values(), *(party for code, party in shipped.parties.items() if code != "INT")]
    named = {one.name["en"]: one.words or one.places for one in tables if isinstance(one, Topic)}
    named |= {one.name["en"]: one.words for one in tables if not isinstance(one, Topic)}
    assert [name for name, by in named.items() if {lang for lang, words in by.items() if words} != LANGUAGES] == []


def test_a_word_names_one_party_only(shipped):
    seen: dict[tuple[str, str], str] = {}
    doubled = []
    for party in shipped.parties.values():
        for language, words in party.words.items():
            doubled += [word for word in words if seen.setdefault((language, word), party.code) != party.code]
    assert doubled == []


@pytest.mark.parametrize(
    ("file", "column"),
    [
        ("exchanges.csv", "mediators"), ("talks.csv", "parties"), ("talks.csv", "mediators"), ("people.csv", "party"),
        ("places.csv", "country"), ("positions.csv", "party"), ("totals.csv", "side"), ("contacts.csv", "side"),
    ],
)  # fmt: skip
def test_every_code_of_the_record_is_a_party(shipped, file, column):
    rows = read_csv(default_folder() / "record" / file, [column])
    assert {code for row in rows for code in row.items(column)} - set(shipped.parties) == set()


def test_positions_name_people_and_topics_that_the_dossier_knows(shipped):
    rows = list(read_csv(default_folder() / "record/positions.csv", ["person_id", "topic"]))
    assert {row.text("person_id") for row in rows} - set(shipped.people) == {""}
    assert {row.text("topic") for row in rows} <= set(shipped.topics)


def test_rows_of_one_person_are_one_person_with_roles_in_order_of_time(shipped):
    umerov = shipped.people["umerov"]
    assert [role.since for role in umerov.roles] == [date(2023, 9, 6), date(2025, 7, 18)]
    assert umerov.role_on(date(2024, 1, 1)).title["en"] == "Minister of Defence"
    assert {"Умеров", "Umierov"} <= set(umerov.spellings)


def test_a_spelling_names_a_person_not_an_office(shipped):
    spellings = {spelling for person in shipped.people.values() for spelling in person.spellings}
    assert spellings.isdisjoint({"HUR", "GUR", "GRU", "NSDC", "RDIF", "ГУР", "ГРУ", "РНБО", "СНБО"})


def test_what_begins_after_the_clock_is_not_known_yet(shipped):
    then = load_dossier(default_folder(), CLOCK)
    assert then.loaded_until == CLOCK
    assert "burnham" in shipped.people
    assert "burnham" not in then.people
    assert max(total.day for total in then.totals) <= date(2026, 2, 4) < max(total.day for total in shipped.totals)
    assert max(cover.since for cover in then.coverage) <= date(2026, 2, 4)
    assert max(cover.since for cover in shipped.coverage) > date(2026, 2, 4)


def test_a_role_that_ends_after_the_clock_is_open(shipped):
    assert shipped.people["fedorov"].roles[-1].until == date(2026, 7, 31), "a month alone ends with its last day"
    assert load_dossier(default_folder(), CLOCK).people["fedorov"].roles[-1].until is None


def test_the_clocks_day_is_one_of_the_dossiers_zone():
    late = datetime(2026, 3, 4, 22, 30, tzinfo=UTC)  # already 5 March in Kyiv
    assert max(total.day for total in load_dossier(default_folder(), late).totals) == date(2026, 3, 5)


def test_another_negotiation_is_another_folder(tmp_path):
    places = '[places.zenda]\nname = { en = "Zenda" }\ncountry = "RT"\n'
    topics = '[topics.crown]\nname = { en = "The crown" }\nwords.en = ["crown", "throne"]\n'
    words = 'exchange = ["swap"]\n'
    files = {"parties.toml": PARTIES, "people.toml": PEOPLE, "places.toml": places, "topics.toml": topics}
    dossier = load_dossier(write(tmp_path, {**files, "words/en.toml": words}))
    assert dossier.sides == ("GK", "RT")
    assert dossier.zone == "Europe/Vienna"
    assert dossier.parties["RT"].words == {"en": ("Ruritania", "Ruritanian")}
    assert [role.title["en"] for role in dossier.people["hentzau"].roles] == ["Envoy", "Chancellor"]
    assert dossier.places["zenda"].country == "RT"
    assert dossier.topics["crown"].words["en"] == ("crown", "throne")
    assert dossier.words == {"en": {"exchange": ["swap"]}}
    assert (dossier.contacts, dossier.totals, dossier.coverage) == ((), (), ())


def test_a_record_in_one_language_is_enough(tmp_path):
    head = "id,name_en,party,role_en,from,to,in_delegation,other_spellings,sources,confidence\n"
    row = "flavia,Flavia,RT,Queen,1999,,,Princess Flavia,https://news.example/2,high\n"
    dossier = load_dossier(write(tmp_path, {"parties.toml": PARTIES, "record/people.csv": head + row}))
    flavia = dossier.people["flavia"]
    assert (flavia.name, flavia.roles[0].since) == ({"en": "Flavia"}, date(1999, 1, 1))


def test_two_parties_are_enough(tmp_path):
    dossier = load_dossier(write(tmp_path, {"parties.toml": PARTIES}))
    assert (dict(dossier.people), dict(dossier.topics), dict(dossier.words)) == ({}, {}, {})


TOTALS = "as_of,side,count,what,source\n1999-01-01,RT,12,returned,https://news.example/1\n"


@pytest.mark.parametrize(
    ("files", "told"),
    [
        pytest.param(
            {"parties.toml": PARTIES.replace("name = {", "title = {", 1)}, ["dossier.name", "[dossier]"], id="no name"
        ),
        pytest.param({"parties.toml": "[parties"}, ["parties.toml", "end of document"], id="no TOML"),
        pytest.param(
            {"parties.toml": PARTIES.replace("side = true\norder = 2", "")},
            ["parties.toml", "side = true"], id="one side",
        ),
        pytest.param(
            {"parties.toml": PARTIES.replace("Europe/Vienna", "Europe/Strelsau")},
            ["parties.toml", "dossier.zone", "Europe/Strelsau"], id="zone",
        ),
        pytest.param(
            {"parties.toml": PARTIES + "medaitor = true\n"}, ["parties.GK.medaitor", "mediator"], id="misspelt key"
        ),
        pytest.param({"parties.toml": PARTIES + 'words = "GK"\n'}, ["parties.GK.words"], id="wrong type"),
        pytest.param(
            {"parties.toml": PARTIES + '[parties.XX]\nname.uk = "Х"\n'}, ["parties.XX.name", "English"], id="English"
        ),
        pytest.param(
            {"people.toml": PEOPLE.replace("RT", "RR")}, ["people.toml", "people.hentzau", "'RR'"], id="person's party"
        ),
        pytest.param(
            {"record/totals.csv": TOTALS.replace("12", "a dozen")},
            ["totals.csv", "row 2", "column count", "digits"], id="number",
        ),
        pytest.param(
            {"record/totals.csv": TOTALS.replace("01-01", "13-01")},
            ["totals.csv", "row 2", "column as_of", "1999-13-01"], id="date",
        ),
        pytest.param(
            {"record/totals.csv": TOTALS.replace("RT", "XX")}, ["row 2", "column side", "parties.toml"], id="code"
        ),
        pytest.param({"record/totals.csv": TOTALS.replace("what,", "")}, ["row 1", "what"], id="column missing"),
        pytest.param({"record/totals.csv": TOTALS + "1999-01-02,RT,1\n"}, ["row 3", "commas"], id="cells missing"),
        pytest.param({"record/totals.csv": TOTALS + "1999-01-02,RT,,x,\n"}, ["row 3", "column count"], id="empty"),
        pytest.param({"record/totals.csv": TOTALS + '1999-01-02,"RT'}, ["totals.csv", "double quotes"], id="quotes"),
        pytest.param(
            {"record/coverage.csv": "from,to,what,state,note\n1999-01-01,,exchanges,full,\n"},
            ["coverage.csv", "row 2", "column state", "complete, partial, unknown"], id="one of",
        ),
        pytest.param(
            {"record/places.csv": "id,name_en,name_uk,name_ru,country,other_spellings\nz,Z,,,RT,\nz,Y,,,RT,\n"},
            ["places.csv", "row 3", "column id", "twice"], id="twice",
        ),
    ],
)  # fmt: skip
def test_an_error_names_file_place_and_cure(tmp_path, files, told):
    write(tmp_path, {"parties.toml": PARTIES, **files})
    with pytest.raises(SeedFileWrong) as error:
        load_dossier(tmp_path)
    assert [words for words in told if words not in str(error.value)] == []


def test_a_folder_that_is_no_dossier_is_told_with_the_setting_to_mend(tmp_path):
    with pytest.raises(SeedFileWrong, match=r"parties\.toml.*is missing.*PARLEY_DOSSIER"):
        load_dossier(tmp_path)


def test_a_file_in_another_encoding_is_told(tmp_path):
    write(tmp_path, {"parties.toml": PARTIES, "record/totals.csv": ""})
    (tmp_path / "record/totals.csv").write_bytes(TOTALS.encode() + "Київ".encode("cp1251"))
    with pytest.raises(SeedFileWrong, match=r"totals\.csv, byte \d+: is not UTF-8"):
        load_dossier(tmp_path)


def test_a_damaged_likeness_is_told(tmp_path):
    (tmp_path / "parties.toml").write_text(PARTIES, encoding="utf-8")
    (tmp_path / "likeness.zip").write_bytes((default_folder() / "likeness.zip").read_bytes()[:-40])
    with pytest.raises(SeedFileWrong, match=r"likeness\.zip: is damaged; .*make train"):
        load_dossier(tmp_path)


def test_a_body_without_an_english_name_is_refused(tmp_path):
    files = {"parties.toml": PARTIES, "bodies.toml": '[bodies]\nrt-guard = { de = "Garde" }\n'}
    with pytest.raises(SeedFileWrong, match="rt-guard"):
        load_dossier(write(tmp_path, files))
    files["bodies.toml"] = '[bodies]\nrt-guard = { en = "Guard" }\n'
    assert load_dossier(write(tmp_path, files)).bodies == {"rt-guard": {"en": "Guard"}}

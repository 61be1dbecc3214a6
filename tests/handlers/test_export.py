"""The files of /export: their form, what is in them, what never is; and the command that sends them."""

import csv
import json
from dataclasses import replace
from datetime import date
from io import StringIO

import pytest
from handler_examples import BEFORE, BOTH, EXCHANGE, MOVED, NEW, NOW, RU_MOD, TALKS, UA_PRESIDENT, report

from handlers.conversation import Chat, Request
from handlers.export import MOST_REPORTS, export, files, plover, sheets
from handlers.export.rows import Rows
from handlers.wording.language import translator
from storage import developments, histories
from storage.vocabulary import OPERATOR, Change, ChangeType, Figure, Kind, Origin, Qualifier, Stage

SOLDIER = "Serhiy Vymyshlenko of Berdychiv was freed, the Defence Ministry said."


def table(file):
    assert file.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(StringIO(file.content.decode("utf-8-sig"), newline="")))


def tables(database, dossier, year=None):
    return [table(file) for file in database.run(files.csv_files, dossier, year)]


def claim(one, **slots):
    return replace(one, claim=replace(one.claim, **slots))


def test_three_tables_tell_the_development_its_claims_and_its_history(database, dossier, store):
    told = (report(RU_MOD, figures={"UA": 157, "RU": 157}), report(UA_PRESIDENT, figures={"UA": 157}, outlet="Other"))
    one = store(BOTH, *told, changes=(NEW, MOVED))
    shown, claims, changes = tables(database, dossier)
    assert [
        (row["id"], row["kind"], row["day"], row["to_ua"], row["to_ua_civilians"], row["to_ru"]) for row in shown
    ] == [(str(one.id), "exchange", "2026-02-05", "157", "7", "160")]
    assert shown[0]["mediators"] == "US; AE"
    assert (shown[0]["plover_event"], shown[0]["plover_mode"]) == ("RETREAT", "release")
    assert (shown[0]["report_count"], shown[0]["sources"].count("https://")) == ("2", 2)
    assert [(row["development"], row["said_by"], row["said_by_parties"], row["to_ru"]) for row in claims] == [
        (str(one.id), "Russian Defence Ministry", "RU", "157"),
        (str(one.id), "Volodymyr Zelensky", "UA", ""),
    ]
    assert [(row["type"], row["slot"], row["before"], row["after"]) for row in changes] == [
        ("new", "", "", ""), ("figure", "RU.total", "157", "160"),
    ]  # fmt: skip


def test_json_holds_the_same_within_one_development(database, dossier, store):
    store(BOTH, report(RU_MOD, figures={"UA": 157}), changes=(NEW, MOVED))
    [row] = json.loads(database.run(files.json_file, dossier, None).content)
    assert (row["to_ua"], row["to_ru"], row["retracted"], row["day"]) == (157, 160, False, "2026-02-05")
    assert [one["to_ua"] for one in row["reports"]] == [157]
    assert [step["type"] for step in row["changes"]] == ["new", "figure"]


def test_about_stays_about_and_what_was_worked_out_says_so(database, dossier, store):
    figures = (Figure(300, "UA", qualifier=Qualifier.ABOUT), Figure(300, "RU", derived=True))
    store(replace(EXCHANGE, figures=figures))
    [shown], _, _ = tables(database, dossier)
    assert (shown["to_ua"], shown["qualifiers"], shown["derived"]) == ("300", "to_ua:about", "to_ru")


def test_what_was_withdrawn_is_marked_and_what_was_joined_is_left_out(database, dossier, store):
    kept = store(replace(EXCHANGE, retracted=True, stage=Stage.DENIED))
    store(replace(EXCHANGE, redirect=kept.id))
    shown, _, _ = tables(database, dossier)
    assert [(row["id"], row["retracted"], row["plover_auxiliary"]) for row in shown] == [
        (str(kept.id), "true", "negation")
    ]


def test_a_year_takes_its_own_days(database, dossier, store):
    store(BEFORE)
    store(EXCHANGE)
    assert [row["day"] for row in tables(database, dossier, 2025)[0]] == ["2025-10-02"]
    assert len(tables(database, dossier)[0]) == 2


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", " =1", '=HYPERLINK("http://x")']
)
def test_no_text_becomes_a_formula(text):
    out = StringIO()
    sheets.write_csv([{"a": text, "b": [text, "x"], "c": -1}], ("a", "b", "c"), out)
    [row] = csv.DictReader(StringIO(out.getvalue(), newline=""))
    assert (row["a"], row["c"]) == (f"'{text}", "-1")
    assert row["b"].startswith("'")


def test_the_outlets_own_words_are_no_formula_either(database, dossier, store):
    store(EXCHANGE, claim(report(RU_MOD, outlet="=cmd|' /C calc'!A0"), evidence="@freed"))
    _, [row], _ = tables(database, dossier)
    assert row["outlet"].startswith("'=")
    assert row["evidence"] == "'@freed"


@pytest.mark.parametrize(
    ("evidence", "stage", "told"),
    [
        (SOLDIER, Stage.COMPLETED, "[…] of […] was freed, the Defence Ministry said."),
        ("Вернулся Вымышленко Сергей Петрович, сообщило Минобороны РФ.", Stage.COMPLETED,
         "Вернулся […], сообщило Минобороны РФ."),
        ("Президент Зеленський повідомив: 157 захисників удома.", Stage.COMPLETED,
         "Президент Зеленський повідомив: 157 захисників удома."),
        ("Volodymyr Zelensky welcomed Volodymyr Vymyshlenko.", Stage.COMPLETED, "Volodymyr Zelensky welcomed […]."),
        ("Володимира Зеленського чекав Володимир Вимишленко.", Stage.COMPLETED, "Володимира Зеленського чекав […]."),
        ("They are in Chernihiv, Zelensky said.", Stage.COMPLETED, "They are in Chernihiv, Zelensky said."),
        ("They are in Chernihiv, Zelensky said.", Stage.UNDER_WAY, "They are in […], Zelensky said."),
    ],
)  # fmt: skip
def test_evidence_names_nobody_and_no_place_too_soon(database, dossier, store, evidence, stage, told):
    store(replace(EXCHANGE, stage=stage), claim(report(UA_PRESIDENT), evidence=evidence, stage=stage))
    _, [row], _ = tables(database, dossier)
    assert row["evidence"] == told


def test_no_place_that_only_an_outlet_names(database, dossier, store):
    store(EXCHANGE, claim(report(), evidence="They are in Chernihiv.", place="Chernihiv"), changes=(
        Change(type=ChangeType.DETAIL, at=NOW, slot="place", after="Chernihiv"),
    ))  # fmt: skip
    for file in (*database.run(files.csv_files, dossier, None), database.run(files.json_file, dossier, None)):
        assert b"Chernihiv" not in file.content


def test_no_title_and_no_login_goes_out(database, dossier, store):
    told = replace(report(RU_MOD), link="https://me:secret@news.example/1", title="The Headline")
    store(EXCHANGE, told)
    store(replace(TALKS, day=NOW.date()), replace(told, claim=replace(told.claim, kind=Kind.TALKS)))
    made = [*database.run(files.csv_files, dossier, None), database.run(files.json_file, dossier, None)]
    made += [database.run(files.atom_file, dossier, translator("en"), NOW, None)]
    made += [database.run(files.calendar_file, dossier, translator("en"), NOW.date(), None)]
    for file in made:
        assert b"secret" not in file.content
        assert b"The Headline" not in file.content
        assert b"news.example/1" in file.content or "changes" in file.name or "developments.atom" in file.name


def test_a_correction_says_that_it_is_one(database, dossier, store):
    store(EXCHANGE, report(Origin(OPERATOR, "operators of Parley"), figures={"RU": 160}))
    _, [row], _ = tables(database, dossier)
    assert (row["correction"], row["official"], row["said_by"]) == ("true", "false", "operators of Parley")


@pytest.mark.parametrize(
    ("place", "parties", "mode"),
    [
        ("Abu Dhabi", ("UA", "RU", "US"), "third-party"),
        ("Washington", ("UA", "US"), "visit"),
        ("Nowhere", ("UA", "RU"), ""),
        ("Abu Dhabi", (), ""),
    ],
)
def test_who_hosts_talks_is_their_mode(dossier, place, parties, mode):
    code = plover.code(replace(TALKS, id=1, place=place, parties=parties), dossier)
    assert (code.event, code.mode) == ("CONSULT", mode)


def test_the_command_offers_the_forms(ask, store):
    store(BOTH, report(RU_MOD))
    reply = ask("/export")
    assert "1 development, 1 report" in reply.html
    assert [button.data for row in reply.buttons for button in row] == ["export csv", "export json", "export calendar"]
    [forms, back] = ask("/export 2026").buttons
    assert [button.data for button in forms] == ["export csv 2026", "export json 2026", "export calendar 2026"]
    assert back[0].data == "swaps 2026"
    assert "export 2026" in [button.data for row in ask("/swaps 2026").buttons for button in row]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("/export csv", ["parley-developments.csv", "parley-claims.csv", "parley-changes.csv"]),
        ("/export 2026 CSV", ["parley-developments-2026.csv", "parley-claims-2026.csv", "parley-changes-2026.csv"]),
        ("/export json 2026", ["parley-developments-2026.json"]),
        ("/export calendar", ["parley-talks.ics"]),
        ("/export календарь 2026", ["parley-talks-2026.ics"]),
    ],
)
def test_the_command_sends_files(ask, store, line, names):
    store(BOTH, report(RU_MOD))
    store(TALKS)
    reply = ask(line)
    assert [file.name for file in reply.attachments] == names
    assert all(file.content for file in reply.attachments)
    assert reply.fresh


@pytest.mark.parametrize("line", ["/export xml", "/export csv 2026 2025", "/export csv 1850", "/export json csv"])
def test_what_is_wrong_gets_the_right_form(ask, store, line):
    store(BOTH)
    reply = ask(line)
    assert "/export csv" in reply.html
    assert not reply.attachments


def test_nothing_to_send_is_said(ask, store):
    store(BOTH)
    assert "Nothing is stored of that time." in ask("/export csv 2024").html
    reply = ask("/export calendar")
    assert "No talks are announced" in reply.html
    assert reply.buttons[0][0].data == "export calendar 2026"


def test_too_much_for_one_answer_asks_for_a_year(database, dossier, store):
    store(BOTH, report(RU_MOD), report(UA_PRESIDENT))
    asked = Request(command="export", arguments=("json",), chat=Chat(id=7), at=NOW, dossier=dossier)
    reply = database.run(lambda session: export(asked, session, most=1))
    assert "too much for one answer: 1 development, 2 reports" in reply.html
    assert not reply.attachments
    assert MOST_REPORTS > 1


def test_every_row_has_its_columns(database, dossier, store):
    one = store(BOTH, report(RU_MOD))
    made = Rows(dossier)
    assert set(made.development(one)) == set(made.development_fields)
    assert all(set(row) == set(made.claim_fields) for row in made.claims(one))


def test_files_are_made_anew_only_when_something_has_changed(ask, store, database):
    one = store(BOTH, report(RU_MOD), changes=(NEW,))
    first = ask("/export csv").attachments
    assert all(now.content is then.content for now, then in zip(ask("/export csv").attachments, first, strict=True))
    with database.session(write=True) as session:
        developments.update(session, replace(one, figures=(Figure(158, "UA"),)))
        developments.add_changes(session, one.id, [MOVED])
    assert b",158," in ask("/export csv").attachments[0].content
    store(BEFORE, report(RU_MOD))
    assert len(json.loads(ask("/export json").attachments[0].content)) == 2
    for year in range(2020, 2026):
        ask(f"/export csv {year}")
    assert b",158," in ask("/export csv").attachments[0].content


def test_how_much_there_is_of_a_span(database, store):
    store(BOTH, report(RU_MOD), report(UA_PRESIDENT))
    store(replace(BEFORE, day=None))
    assert database.run(histories.size, None, None) == (2, 2)
    assert database.run(histories.size, date(2026, 1, 1), date(2026, 12, 31)) == (1, 2)

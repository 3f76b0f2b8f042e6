"""What comes out of grading besides points: marks by hand, moments, and reports that other programs read."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import re
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from sandbox.classroom.assignment import from_fragment
from sandbox.classroom.gradebook import safe
from sandbox.classroom.scoring import days_late, earned, kept_percent
from tests.classroom.made import submission
from tests.classroom.test_grading import EARLY, HALF, RIGHT, graded, hand_in, results

DUE = "assignment=1&title=A&exercise=a/b/c&due=2026-12-01T12:00Z"


@pytest.mark.parametrize(
    ("moment", "rule", "days", "kept"),
    [
        ("2026-12-01T12:00:00+00:00", "&late=10,4", 0, 100),
        ("2026-12-01T13:00:00+02:00", "&late=10,4", 0, 100),
        ("2026-12-01T12:00:01+00:00", "&late=10,4", 1, 90),
        ("2026-12-02T12:00:00+00:00", "&late=10,4", 1, 90),
        ("2026-12-05T12:00:00+00:00", "&late=10,4", 4, 60),
        ("2026-12-05T12:00:01+00:00", "&late=10,4", 5, 0),
        ("2026-12-04T12:00:00+00:00", "&late=50,9", 3, 0),
        ("2027-12-04T12:00:00+00:00", "", 368, 100),
    ],
)
def test_lateness(moment: str, rule: str, days: int, kept: int) -> None:
    assignment = from_fragment(DUE + rule)
    found = days_late(datetime.fromisoformat(moment), assignment)
    assert (found, kept_percent(found, assignment)) == (days, kept)


def test_shares_are_rounded_once() -> None:
    assert str(earned(10, {"a": True, "b": False, "c": False}, {})) == "3.33"
    assert str(earned(10, {"a": True, "b": True, "c": False}, {})) == "6.67"
    assert str(earned(1, {str(number): number == 0 for number in range(8)}, {})) == "0.13"
    assert earned(10, {}, {}) == 0


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_formulas(text: str) -> None:
    assert safe(text) == f"'{text}"
    assert safe(f" {text}") == f" {text}"


def test_reports(tmp_path: Path) -> None:
    hand_in(tmp_path, "Ada", HALF, made=EARLY, learner={"name": "Ada Lovelace", "email": "ada@example.org"})
    hand_in(tmp_path, "Bob", RIGHT, made=EARLY, learner={"name": "<script>alert(1)</script> \ud800"})
    (tmp_path / "in" / "eve.flaskroom.zip").write_bytes(submission(RIGHT, made=EARLY, learner={"name": "Eve"}))
    (tmp_path / "in" / "essay.docx").write_bytes(b"")
    (tmp_path / "received.csv").write_text("file,received\neve.flaskroom.zip,2026-12-02T10:00:00+01:00\n")
    table = [
        ["Student", "ID", "SIS Login ID", "Section", "Week 1: tea & coffee (17)", "Final"],
        ["    Points Possible", "", "", "", "5.00", "(read only)"],
        ["Lovelace, Ada", "1", "ADA@example.org", "=A", "", "x"],
        ['Smith, "Zoë"', "2", "zoe", "b, c", "4", ""],
        ["Eve", "3", "eve", "", "", ""],
    ]
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=";").writerows(table)
    (tmp_path / "export.csv").write_bytes(written.getvalue().encode("utf-8-sig"))
    options = ["--native", "--received", str(tmp_path / "received.csv"), "--canvas", str(tmp_path / "export.csv")]
    done = graded(tmp_path, *options)
    assert done.exit_code == 0, done.output
    assert "<script>alert(1)</script> ? is not in export.csv" in done.output
    assert "eve is not in moodle.csv, where learners are known by their email" in done.output
    assert "essay.docx: was not looked at; a submission is one of *.zip, *.txt, *.html" in done.output
    table[2][4], table[4][4] = "2.5", "4.5"
    filled = (tmp_path / "out" / "canvas.csv").read_bytes().decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(filled, newline=""), delimiter=";")) == table

    suites = ET.parse(tmp_path / "out" / "junit.xml").getroot()
    assert {suite.get("name"): suite.get("failures") for suite in suites} == {
        "Ada Lovelace": "1",
        "<script>alert(1)</script> ?": "0",
        "Eve": "0",
    }
    moodle = list(csv.DictReader(io.StringIO((tmp_path / "out" / "moodle.csv").read_bytes().decode("utf-8-sig"))))
    [ada] = moodle
    assert ada["identifier"] == "ada@example.org"
    assert ada["grade"] == "2.5" and "- The strength comes from the query string." in ada["feedback"]
    overview = (tmp_path / "out" / "pages" / "index.html").read_text("utf-8")
    assert overview.count("<script") == 1 and "&lt;script&gt;" in overview and "no containment" in overview
    [ours] = re.findall("<script>(.*?)</script>", overview, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(ours.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in overview
    for page in re.findall(r'href="(.+?)"', overview):
        assert "<script" not in (tmp_path / "out" / "pages" / page).read_text("utf-8")


def test_marks_win_and_stay(tmp_path: Path) -> None:
    hand_in(tmp_path, "Ada", HALF, made=EARLY)
    graded(tmp_path, "--native")
    marks = tmp_path / "out" / "marks.toml"
    assert "#   ada" in marks.read_text("utf-8")
    text = '["ada"]\ncomment = "Well done."\n["ada"."kitchen/tea/pot"]\npoints = 4.5\ncomment = "Nearly."\n'
    marks.write_text(text)
    graded(tmp_path, "--native")
    ada = results(tmp_path)["ada"]
    assert (ada["earned"], ada["comment"], ada["exercises"][0]["computed"]) == (4.5, "Well done.", 2.5)
    assert ada["exercises"][0]["comment"] == "Nearly."
    assert marks.read_text("utf-8") == text
    marks.write_text(text.replace('"ada"', '"adda"'))
    done = graded(tmp_path, "--native")
    assert done.exit_code == 1 and '"adda" has handed in nothing; did you mean "ada"?' in done.output
    marks.write_text(text.replace("4.5", "-1"))
    assert "points are -1, expected a number from 0 on" in graded(tmp_path, "--native").output


@pytest.mark.parametrize(
    ("option", "text", "message"),
    [
        ("--received", "name,when\n", "received.csv:1: has no column file, received; found name, when"),
        ("--received", "file,received\nx.zip,2026-12-01T10:00:00Z\n", '"x.zip" is no submission'),
        ("--canvas", "a,b\n1,2\n", "is no export of a Canvas gradebook"),
        ("--canvas", "Student,Week 2\nAda,\n", 'has 0 columns "Week 1: tea & coffee", expected one'),
        ("--canvas", "Student,Week 1: tea & coffee\nAda,\nada,\n", "has 2 students that are “ada”"),
    ],
)
def test_faulty_tables(tmp_path: Path, option: str, text: str, message: str) -> None:
    hand_in(tmp_path, "Ada", HALF, made=EARLY)
    file = tmp_path / ("received.csv" if option == "--received" else "export.csv")
    file.write_text(text)
    done = graded(tmp_path, "--native", option, str(file))
    assert done.exit_code == 1 and message in done.output, done.output

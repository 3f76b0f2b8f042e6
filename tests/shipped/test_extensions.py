"""Every extension that an app may import does its main work in the shipped interpreter, and does the same natively.

Each file of `extensions/` is an app with its test. The packages are those that the page would choose for its imports.
"""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest

from tests.proof.variants import run
from tests.shipped.conftest import execute

pytestmark = pytest.mark.shipped
APPS = {path.stem: path.read_text("utf-8") for path in sorted(Path(__file__).with_name("extensions").glob("*.py"))}
#: Warnings that an extension gives by itself. All others are errors.
WARNINGS = {
    # The env.py that it writes into the folder of migrations calls Flask-SQLAlchemy's old get_engine() first.
    "flask_migrate_upgrade": "ignore:'get_engine' is deprecated:DeprecationWarning",
}
STRICT = "import warnings\nwarnings.simplefilter('error')\n"


def project(name: str) -> dict[str, str]:
    settings = ["[pytest]", "filterwarnings =", "    error", f"    {WARNINGS.get(name, '')}"]
    return {"test_app.py": APPS[name], "pytest.ini": "\n".join(settings)}


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """Every app's test, and every app as a server that is asked for its first page."""
    first = {"method": "GET", "url": "http://localhost:5000/", "headers": [["Host", "localhost:5000"]], "body": ""}
    jobs: list[dict[str, Any]] = []
    for name, text in APPS.items():
        jobs.append({"id": f"{name} tested", "files": project(name), "requests": None})
        jobs.append({"id": f"{name} served", "files": {"app.py": STRICT + text}, "requests": [first]})
    jobs = [{**job, "assets": {}, "run": "flask run"} for job in jobs]
    return execute(jobs, tmp_path_factory.mktemp("extensions"))


@pytest.mark.parametrize("name", APPS)
def test_in_the_browsers_python(name: str, outcomes: dict[str, dict[str, Any]]) -> None:
    report = outcomes[f"{name} tested"]["report"]
    assert report["problem"] is None, report["problem"]["traceback"]
    [result] = report["results"]
    assert result["outcome"] == "passed", result["detail"]


@pytest.mark.parametrize("name", APPS)
def test_served(name: str, outcomes: dict[str, dict[str, Any]]) -> None:
    outcome = outcomes[f"{name} served"]
    assert outcome["problem"] is None, outcome["problem"]["traceback"]
    [response] = outcome["responses"]
    assert response["status"] == 200, outcome["output"]
    assert base64.b64decode(response["body"])


@pytest.mark.parametrize("name", APPS)
def test_natively(name: str, tmp_path: Path) -> None:
    for file, text in project(name).items():
        (tmp_path / file).write_text(text, "utf-8")
    done = run(["-m", "pytest", "-q", "-p", "no:cacheprovider"], tmp_path)
    assert done.returncode == 0, done.stdout

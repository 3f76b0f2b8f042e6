"""Results → JUnit XML, as continuous integration reads it: a suite a learner, a case a check.

A newcomer would write all text as it is. XML has no form for most control characters, so they are
replaced.
"""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree as ET

_IMPOSSIBLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(results: dict[str, Any]) -> bytes:
    """A document in UTF-8."""
    top = ET.Element("testsuites", name=_clean(results["title"]))
    for learner in results["learners"]:
        checks = [(exercise, check) for exercise in learner["exercises"] for check in exercise["checks"]]
        failed = sum(check["outcome"] not in ("passed", "skipped") for _, check in checks)
        skipped = sum(check["outcome"] == "skipped" for _, check in checks)
        counts = {"tests": str(len(checks)), "failures": str(failed), "errors": "0", "skipped": str(skipped)}
        suite = ET.SubElement(top, "testsuite", {"name": _clean(learner["name"] or learner["key"]), **counts})
        for exercise, check in checks:
            place = f"{exercise['name']}.{check['kind']}"
            case = ET.SubElement(suite, "testcase", classname=_clean(place), name=_clean(check["label"]), time="0")
            if check["outcome"] == "skipped":
                ET.SubElement(case, "skipped", message=_clean(check["message"]))
            elif check["outcome"] != "passed":
                ET.SubElement(case, "failure", type=check["outcome"], message=_clean(check["message"]))
    made: bytes = ET.tostring(top, "utf-8", xml_declaration=True)
    return made


def _clean(text: str) -> str:
    return _IMPOSSIBLE.sub("\ufffd", text)

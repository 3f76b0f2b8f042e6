"""The lessons' own checks inside the interpreter that the reader gets: the same verdicts as natively."""

from __future__ import annotations

from typing import Any

import pytest

from tests.proof.variants import Outcome, Variant, verdict
from tests.shipped.conftest import VARIANTS

pytestmark = pytest.mark.shipped


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.id)
def test_variant(variant: Variant, checked: dict[str, dict[str, Any]]) -> None:
    report = checked[variant.id]["report"]
    assert report["problem"] is None or variant.promise is not None, report["problem"]["traceback"]
    failed = {
        result["id"]: f"{'AssertionError: ' if 'AssertionError' in result['detail'] else ''}{result['message']}"
        for result in report["results"]
        if result["outcome"] in ("failed", "error")
    }
    if report["problem"]:
        failed["collection"] = report["problem"]["traceback"]
    passed = sum(result["outcome"] == "passed" for result in report["results"])
    details = "\n".join(result["detail"] for result in report["results"])
    fault = verdict(variant, Outcome(passed, failed, details))
    assert fault is None, fault

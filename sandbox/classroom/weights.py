"""`weights.toml` beside an exercise's hidden checks: how much more than the others a check weighs.

A newcomer would write points here. The points of an exercise are the assignment's; a weight is a share of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sandbox.lessons import Playground
from sandbox.toml_file import Key, TomlFile


def read_weights(folder: Path, playground: Playground, checks: Mapping[str, Mapping[str, str]]) -> dict[str, int]:
    """`kind:check` → weight, for the checks that `[weights]` names; nothing where there is no such file.

    :param checks: kind → id → label.
    :raises AuthorError: for a check that does not exist, or a weight that is no integer from 1 on.
    """
    path = folder / playground.id / "weights.toml"
    if not path.is_file():
        return {}
    file = TomlFile(path, f"{playground.id}/weights.toml")
    file.table((), {"weights": Key("table")})
    known = {check: Key("count", required=False) for kind in checks.values() for check in kind}
    table = file.table(("weights",), known)
    return {f"{kind}:{check}": table[check] for kind, ids in checks.items() for check in ids if check in table}

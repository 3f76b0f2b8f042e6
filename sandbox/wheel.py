"""Puts what the browser downloads into the package that `pip install` makes of this project (a build hook of Hatch).

It is built first where it is missing, which takes minutes and a network: an archive of the sources has none of it.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

#: Where `mkdocs_plugin.py` looks for it, inside of the package.
INSTALLED = "sandbox/assets"


class BrowserFiles(BuildHookInterface[Any]):
    """Hatch finds the one class of this kind."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Raises `subprocess.CalledProcessError` where the files are missing and cannot be made."""
        if version == "editable":
            return  # the folder itself is on the path, and the plugin finds them there
        made = Path(self.root, "docs", "assets", "sandbox")
        if not (made / "bundle" / "manifest.json").is_file() or not (made / "playground.js").is_file():
            subprocess.run([sys.executable, str(Path(self.root, "dev.py")), "build"], check=True)
        build_data["force_include"][str(made)] = INSTALLED

"""The engine for other sites: a plugin of MkDocs that brings the fences, and the files that a page with them loads.

Flaskroom itself does without it, because Zensical reads `mkdocs.yml` and runs no plugins; what this does is written out
there, line by line.
"""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent
from mkdocs.structure.files import File, Files

from sandbox import fences, one_look, search_text

#: Folder of the built site.
ASSETS = "assets/sandbox"
_SUPERFENCES = "pymdownx.superfences"
#: In the installed package, and in a checkout of the project.
_PLACES = (Path(__file__).parent / "assets", Path(__file__).parents[1] / "docs" / ASSETS)


class FlaskroomPlugin(BasePlugin):  # type: ignore[type-arg, no-untyped-call]  # no settings
    """Lessons are read from `lessons/` beside `mkdocs.yml`."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Adds the fences and the script. Raises `PluginError` where MkDocs was started in another folder."""
        root = Path(config.config_file_path).parent
        if root.resolve() != Path.cwd():
            raise PluginError(f"Start MkDocs in the folder of mkdocs.yml, so that lessons/ is found: {root}")
        if _SUPERFENCES not in config.markdown_extensions:
            config.markdown_extensions.append(_SUPERFENCES)
        settings = config.mdx_configs.setdefault(_SUPERFENCES, {})
        settings["custom_fences"] = [*settings.get("custom_fences", []), *fences.CUSTOM_FENCES]
        script = ExtraScriptValue(f"{ASSETS}/playground.js")
        script.type = "module"
        config.extra_javascript.append(script)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Adds what the browser downloads. Raises `PluginError` where it was never built."""
        place = next((place for place in _PLACES if (place / "playground.js").is_file()), None)
        if place is None:
            raise PluginError(f"{_PLACES[0]} is missing. Install Flaskroom again, or run `python3 dev.py build` in it.")
        for path in sorted(place.rglob("*")):
            name = f"{ASSETS}/{path.relative_to(place).as_posix()}"
            if path.is_file() and name not in files.src_uris:
                files.append(File.generated(config, name, abs_src_path=str(path)))
        return files

    on_pre_build = staticmethod(one_look.on_pre_build)
    on_post_build = staticmethod(one_look.on_post_build)
    on_build_error = staticmethod(one_look.on_build_error)
    on_page_context = CombinedEvent(
        staticmethod(search_text.before_search),
        staticmethod(search_text.after_search),
    )

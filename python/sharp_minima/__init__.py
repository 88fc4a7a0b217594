"""Figures on large batches and sharp minima that compute in the browser.

Of Keskar et al. 2017, "On Large-Batch Training for Deep Learning: Generalization Gap and Sharp Minima".

>>> import sharp_minima
>>> sharp_minima.figure("path", preset="convincing")

In a notebook this shows the figure with its results. Run trains the networks anew, in the reader's browser. No
server and no network are needed, and what is exported as HTML works as well.
"""

from __future__ import annotations

import html
import json
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote, urlencode

__all__ = ["FIGURES", "PRESETS", "Figure", "figure", "widget"]

_NAMES = json.loads(files(__name__).joinpath("names.json").read_text(encoding="utf-8"))

#: The figures' names, each with its title.
FIGURES: dict[str, str] = dict(_NAMES["figures"])
#: The presets' names, each with its label.
PRESETS: dict[str, str] = dict(_NAMES["presets"])

#: The frame becomes as high as the figure says, where the notebook lets it.
_FIT = (
    "const frame = this; window.addEventListener('message', ({ source, data }) => {"
    " if (source === frame.contentWindow && data?.type === 'sharp-minima:height') frame.height = data.height; });"
    " frame.contentWindow.postMessage({ type: 'sharp-minima:ask' }, '*')"
)
_THEMES = ("auto", "light", "dark")


@lru_cache(maxsize=1)
def _page() -> str:
    """The whole page as one file."""
    return files(__name__).joinpath("sharp-minima.html").read_text(encoding="utf-8")


def _one_of(what: str, value: str, allowed: "dict[str, str] | tuple[str, ...]") -> str:
    if value not in allowed:
        raise ValueError(f"{what} {value!r} is not allowed; allowed is {', '.join(allowed)}")
    return value


def _hash(preset: str, link: "str | None") -> str:
    """The hash of the settings: of the link, where there is one."""
    if link is not None:
        _, sign, text = link.partition("#")
        return "#" + (text if sign else link)
    return "#v=1&preset=" + quote(_one_of("preset", preset, PRESETS))


class Figure:
    """One figure, which a notebook shows. See :func:`figure`."""

    def __init__(self, name: str, settings: str, theme: str, height: int) -> None:
        self.name = name
        self.settings = settings
        self.theme = theme
        self.height = height

    def html(self) -> str:
        """The figure as a whole document of about 3 MB, which needs no other file."""
        query = {"embed": self.name}
        if self.theme != "auto":
            query["theme"] = self.theme
        asked = f'data-query="{html.escape(urlencode(query))}" data-hash="{html.escape(self.settings)}"'
        return _page().replace("<html ", f"<html {asked} ", 1)

    def save(self, path: "str | Path") -> None:
        """Writes :meth:`html` to a file."""
        Path(path).write_text(self.html(), encoding="utf-8")

    def _repr_html_(self) -> str:
        title = html.escape(FIGURES[self.name])
        return (
            f'<iframe title="Sharp minima: {title}" width="100%" height="{self.height}" '
            f'style="border: 0; display: block" onload="{html.escape(_FIT)}" srcdoc="{html.escape(self.html())}"></iframe>'
        )

    def __repr__(self) -> str:
        return f"<sharp_minima figure {self.name!r}, {self.settings}>"


def figure(
    name: str = "path",
    *,
    preset: str = "convincing",
    link: "str | None" = None,
    theme: str = "auto",
    height: int = 720,
) -> Figure:
    """A figure for a notebook, complete in itself.

    :param name: one of :data:`FIGURES`
    :param preset: one of :data:`PRESETS`: the settings
    :param link: other settings, as a link of the page or its hash; in place of ``preset``
    :param theme: ``"auto"``, which is the reader's, ``"light"`` or ``"dark"``
    :param height: of the frame, in CSS pixels, at least 40, until the figure has said how high it is
    :raises ValueError: if a name is unknown or the height too small; it says what is allowed
    """
    _one_of("figure", name, FIGURES)
    _one_of("theme", theme, _THEMES)
    if isinstance(height, bool) or not isinstance(height, int) or height < 40:
        raise ValueError(f"height {height!r} is not allowed; allowed is a whole number from 40 on")
    return Figure(name, _hash(preset, link), theme, height)


@lru_cache(maxsize=1)
def _widget_class():
    import anywidget
    from traitlets import Dict, Unicode

    class SharpMinima(anywidget.AnyWidget):
        _esm = files(__name__).joinpath("sharp-minima.js").read_text(encoding="utf-8")
        page = Unicode("").tag(sync=True)
        figure = Unicode("path").tag(sync=True)
        preset = Unicode("convincing").tag(sync=True)
        link = Unicode("").tag(sync=True)
        theme = Unicode("auto").tag(sync=True)
        result = Dict().tag(sync=True)

    return SharpMinima


def widget(
    name: str = "path",
    *,
    preset: str = "convincing",
    link: "str | None" = None,
    theme: str = "auto",
):
    """The same as a widget, whose trait ``result`` holds the figure's numbers and verdicts.

    The traits ``figure``, ``preset``, ``link`` and ``theme`` can be changed later. Needs the package anywidget:
    ``pip install "sharp-minima[widget]"``. In marimo write ``mo.ui.anywidget(sharp_minima.widget())``.

    :raises ImportError: if anywidget is not installed
    :raises ValueError: as :func:`figure`
    """
    return _widget_class()(
        page=_page(),
        figure=_one_of("figure", name, FIGURES),
        preset=_one_of("preset", preset, PRESETS),
        link="" if link is None else _hash(preset, link),
        theme=_one_of("theme", theme, _THEMES),
    )

"""Pieces of HTML that cannot break out: what is no HTML yet is escaped."""

import html
from collections.abc import Iterable


class Html(str):
    """Text that is HTML already."""


def tag(name: str, *inside: str, class_: str = "") -> Html:
    """An element around what is inside: HTML as it is, other text escaped."""
    of = f' class="{class_}"' if class_ else ""
    return Html(f"<{name}{of}>{together(inside)}</{name}>")


def together(parts: Iterable[str]) -> Html:
    return Html("".join(part if isinstance(part, Html) else html.escape(part) for part in parts))


def prose(text: str) -> Html:
    """Paragraphs, with `code` in them; what is indented stays as it is."""
    blocks = text.strip().split("\n\n") if text.strip() else []
    return together(
        tag("pre", block) if block.startswith("    ") else tag("p", _with_code(block))
        for block in blocks
    )


def _with_code(text: str) -> Html:
    return together(tag("code", part) if i % 2 else part for i, part in enumerate(text.split("`")))


class Shown:
    """What a cell shows: HTML where there is a page, text where there is none."""

    def __init__(self, page: Html, text: str) -> None:
        self._page, self._text = page, text.rstrip("\n")

    def _repr_html_(self) -> str:
        return f"<style>{STYLE}</style>" + tag("div", self._page, class_="minigrad")

    def __repr__(self) -> str:
        return self._text


# The colours show on a light page and on a dark one. What a colour says, a word or a sign says too.
STYLE = """
div.minigrad { --line: var(--jp-border-color1, var(--vscode-widget-border, rgba(128,128,128,.4)));
  --mono: var(--jp-code-font-family, var(--vscode-editor-font-family, monospace));
  color: inherit; font-size: 14px; line-height: 1.5; max-width: 60em; padding: 4px 0; }
div.minigrad p { margin: .4em 0; }
div.minigrad pre, div.minigrad code, div.minigrad td, div.minigrad .mono { font-family: var(--mono);
  font-size: 13px; color: inherit; background: none; }
div.minigrad pre { margin: .4em 0; padding: 0; overflow-x: auto; white-space: pre; }
div.minigrad h4 { font-size: 15px; margin: 0 0 .4em; }
div.minigrad .dim { opacity: .75; }
div.minigrad .row { display: flex; flex-wrap: wrap; gap: .3em 2em; align-items: flex-start;
  margin: .5em 0; }
div.minigrad .row > div { max-width: 100%; }
div.minigrad .map { gap: .4em; align-items: center; }
div.minigrad .badge { color: #fff; font-weight: bold; border-radius: 4px; padding: 0 .6em; }
div.minigrad .red { background: #b3261e; } div.minigrad .green { background: #1b7a43; }
div.minigrad .grey { background: #6b6b6b; }
div.minigrad .part { border: 1px solid var(--line); border-radius: 4px; padding: 0 .5em; }
div.minigrad .full { background: rgba(27,122,67,.2); }
div.minigrad .lacking { background: rgba(214,120,0,.25); }
div.minigrad table { border-collapse: collapse; margin: .2em 0; font-size: 13px; }
div.minigrad table td, div.minigrad table th { border: 1px solid var(--line); padding: .1em .5em;
  text-align: right; max-width: none; white-space: nowrap; }
div.minigrad table th { font-weight: normal; opacity: .75; border: none; }
div.minigrad table tr:nth-child(n), div.minigrad table tr:nth-child(n):hover { background: none; }
div.minigrad table td.differs { background: rgba(214,120,0,.35); font-weight: bold;
  outline: 2px solid rgba(214,120,0,.9); outline-offset: -2px; }
div.minigrad table.board td, div.minigrad table.board th { text-align: left; }
div.minigrad .said { font-weight: bold; }
div.minigrad .box { border: 1px solid var(--line); border-radius: 4px; padding: .2em .8em;
  margin: .5em 0; overflow-x: auto; }
div.minigrad code { padding: 0; }
div.minigrad summary { cursor: pointer; }
div.minigrad .graph { overflow-x: auto; margin: .4em 0; }
"""

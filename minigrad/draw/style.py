"""The colours of a picture, light and dark: people who are colour-blind can tell them apart."""

LIGHT = {
    "paper": "#ffffff",
    "frame": "#d0d7de",
    "ink": "#1b1f24",
    "dim": "#57606a",
    "line": "#6b7480",
    "value": "#005a9c",
    "gradient": "#a63d00",
    "mark": "#ffe08a",
    "operation": "#f3f4f6",
    "leaf": "#d9eaff",
    "layer": "#ece4f7",
}
DARK = {
    "paper": "#15181c",
    "frame": "#333a42",
    "ink": "#e8eaed",
    "dim": "#a2abb6",
    "line": "#8b949e",
    "value": "#7cc4ff",
    "gradient": "#ffa657",
    "mark": "#4a3b00",
    "operation": "#272c33",
    "leaf": "#143a5e",
    "layer": "#3a2f52",
}
FONT = "ui-monospace, Menlo, 'DejaVu Sans Mono', Consolas, monospace"


def style() -> str:
    """The style sheet. The system's theme decides; in a notebook, the notebook's own."""
    rules = [
        "svg.minigrad-graph { max-width: none; }",  # a page would make a wide one too small
        f".minigrad-graph text {{ font: 13px {FONT}; white-space: pre; }}",
        ".minigrad-graph .name { font-weight: bold; }",
        ".minigrad-graph .middle { text-anchor: middle; }",
        ".minigrad-graph .edge { fill: none; stroke-width: 1.5; }",
        ".minigrad-graph .box { stroke-width: 1.5; }",
        ".minigrad-graph .constant .box { stroke-dasharray: 4 3; }",
        ".minigrad-graph .layer .box { stroke-width: 3; }",
        ".minigrad-graph .mark { stroke-width: 2; stroke-dasharray: 6 3; }",
        *_colours("", LIGHT),
        "@media (prefers-color-scheme: dark) {",
        *_colours("", DARK),
        "}",
    ]
    for theme, here, there in ((LIGHT, "true", "light"), (DARK, "false", "dark")):
        rules += _colours(f":is([data-jp-theme-light={here}], .vscode-{there}) ", theme)
    return "\n".join(rules)


def _colours(within: str, colours: dict[str, str]) -> list[str]:
    of = f"{within}.minigrad-graph "
    paint = {
        ".paper": f"fill: {colours['paper']}; stroke: {colours['frame']}",
        "text": f"fill: {colours['ink']}",
        ".dim": f"fill: {colours['dim']}",
        ".value": f"fill: {colours['value']}",
        ".gradient": f"fill: {colours['gradient']}",
        ".edge": f"stroke: {colours['line']}",
        ".head": f"fill: {colours['line']}",
        ".back": f"stroke: {colours['gradient']}",
        ".head.back": f"fill: {colours['gradient']}",
        ".box": f"fill: {colours['operation']}; stroke: {colours['dim']}",
        ".leaf .box": f"fill: {colours['leaf']}; stroke: {colours['value']}",
        ".constant .box": f"fill: {colours['paper']}",
        ".layer .box": f"fill: {colours['layer']}",
        ".mark": f"fill: {colours['mark']}; stroke: {colours['ink']}",
    }
    return [f"{of}{what} {{ {how}; }}" for what, how in paint.items()]

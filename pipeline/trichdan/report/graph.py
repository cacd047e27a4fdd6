"""The web of citations as files: GraphML for Gephi and networkx, JSON for scripts, SVG of one neighbourhood."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

Row = Mapping[str, Any]
_NODE_KEYS = (
    ("number", "string"), ("type", "string"), ("date", "string"), ("title", "string"), ("held", "boolean"),
    ("cited_by", "int"), ("cites", "int"), ("rank", "double"),
)  # fmt: skip
_EDGE_KEYS = (("relation", "string"), ("mentions", "int"))
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SIZE, _MIDDLE, _RING, _LINE = 900, 450, 165, 14
_COLOURS = {True: "#1b6ca8", False: "#b9c4cc"}


def _text(value: object) -> str:
    """Return a value as XML text; characters that XML has no place for are left out."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return escape(_UNPRINTABLE.sub("", str(value)))


def graphml_bytes(nodes: Sequence[Row], edges: Sequence[Row]) -> bytes:
    """Return a graph as GraphML; the same graph gives the same bytes."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
        *(f'<key id="n_{n}" for="node" attr.name="{n}" attr.type="{t}"/>' for n, t in _NODE_KEYS),
        *(f'<key id="e_{n}" for="edge" attr.name="{n}" attr.type="{t}"/>' for n, t in _EDGE_KEYS),
        '<graph id="trichdan" edgedefault="directed">',
    ]
    for node in nodes:
        data = _data(node, "n", _NODE_KEYS)
        lines.append(f"<node id={quoteattr(_UNPRINTABLE.sub('', str(node['id'])))}>{data}</node>")
    for edge in edges:
        ends = " ".join(f"{end}={quoteattr(_UNPRINTABLE.sub('', str(edge[end])))}" for end in ("source", "target"))
        lines.append(f"<edge {ends}>{_data(edge, 'e', _EDGE_KEYS)}</edge>")
    return "\n".join([*lines, "</graph>", "</graphml>", ""]).encode("utf-8", "replace")


def _data(row: Row, kind: str, keys: Sequence[tuple[str, str]]) -> str:
    present = ((name, row[name]) for name, _ in keys if row.get(name) is not None)
    return "".join(f'<data key="{kind}_{name}">{_text(value)}</data>' for name, value in present)


def json_bytes(nodes: Sequence[Row], edges: Sequence[Row]) -> bytes:
    """Return a graph as JSON in the node-link form that networkx reads."""
    links = [dict(edge) for edge in edges]
    data = {"directed": True, "multigraph": True, "graph": {}, "nodes": [dict(n) for n in nodes], "links": links}
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def svg_bytes(nodes: Sequence[Row], edges: Sequence[Row], middle: str) -> bytes:
    """Return the neighbourhood of a document as a drawing: the document in the middle, its neighbours on rings.

    Args:
        nodes: of the neighbourhood.
        edges: between them.
        middle: id of the document.
    """
    where = _places(nodes, edges, middle)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_SIZE} {_SIZE}" font-family="sans-serif" '
        f'font-size="{_LINE - 2}">',
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="16" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0,0 L8,4 L0,8 z" fill="#667"/></marker></defs>',
        f'<rect width="{_SIZE}" height="{_SIZE}" fill="#fff"/>',
    ]
    for edge in edges:
        (x, y), (u, v) = where[str(edge["source"])], where[str(edge["target"])]
        line = f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{u:.1f}" y2="{v:.1f}" stroke="#889" marker-end="url(#tip)">'
        parts.append(f"{line}<title>{_text(edge['relation'])}</title></line>")
    for node in nodes:
        x, y = where[str(node["id"])]
        colour = _COLOURS[bool(node.get("held"))]
        title = " · ".join(str(node[k]) for k in ("id", "date", "title") if node.get(k))
        parts.append(
            f'<g><title>{_text(title)}</title><circle cx="{x:.1f}" cy="{y:.1f}" r="7" fill="{colour}"/>'
            f'<text x="{x:.1f}" y="{y - 10:.1f}" text-anchor="middle">{_text(node["id"])}</text></g>'
        )
    return "\n".join([*parts, "</svg>", ""]).encode("utf-8", "replace")


def _places(nodes: Sequence[Row], edges: Sequence[Row], middle: str) -> dict[str, tuple[float, float]]:
    """Return where each node stands: rings by steps from the middle, in the order of their ids."""
    steps = {middle: 0}
    grown = True
    while grown:
        grown = False
        for edge in edges:
            a, b = str(edge["source"]), str(edge["target"])
            for one, other in ((a, b), (b, a)):
                if one in steps and other not in steps:
                    steps[other] = steps[one] + 1
                    grown = True
    rings: dict[int, list[str]] = {}
    for node in nodes:
        rings.setdefault(steps.get(str(node["id"]), 1), []).append(str(node["id"]))
    where = {}
    for ring, ids in rings.items():
        radius = 0 if ring == 0 else min(_RING * ring, _MIDDLE - 60)
        for n, id in enumerate(sorted(ids)):
            angle = 2 * math.pi * n / len(ids) - math.pi / 2 + 0.3 * ring
            where[id] = (_MIDDLE + radius * math.cos(angle), _MIDDLE + radius * math.sin(angle))
    return where

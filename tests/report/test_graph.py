from __future__ import annotations

import json
from xml.etree import ElementTree

from trichdan.report.graph import graphml_bytes, json_bytes, svg_bytes

NODES = [
    {"id": "25-NQ/TW@XI", "number": "25-NQ/TW", "title": 'về "dân vận" <&>\x00', "held": False, "cited_by": 2},
    {"id": "5-KH/TU@a.2021", "number": "5-KH/TU", "title": None, "held": True, "rank": 0.25},
]
EDGES = [{"source": "5-KH/TU@a.2021", "target": "25-NQ/TW@XI", "relation": "implements", "mentions": 3}]
SPACE = {"g": "http://graphml.graphdrawing.org/xmlns"}


def test_graphml_can_be_read() -> None:
    root = ElementTree.fromstring(graphml_bytes(NODES, EDGES))
    assert [n.get("id") for n in root.iterfind(".//g:node", SPACE)] == [n["id"] for n in NODES]
    assert root.find(".//g:edge", SPACE).get("target") == "25-NQ/TW@XI"  # type: ignore[union-attr]
    titles = [d.text for d in root.iterfind(".//g:data[@key='n_title']", SPACE)]
    assert titles == ['về "dân vận" <&>']


def test_json_is_node_link() -> None:
    data = json.loads(json_bytes(NODES, EDGES))
    assert data["directed"] is True
    assert data["links"] == EDGES


def test_svg_shows_every_node_and_no_markup_from_documents() -> None:
    root = ElementTree.fromstring(svg_bytes(NODES, EDGES, "25-NQ/TW@XI"))
    words = [t.text for t in root.iter("{http://www.w3.org/2000/svg}text")]
    assert words == [n["id"] for n in NODES]


def test_a_document_alone_can_be_drawn() -> None:
    assert svg_bytes(NODES[:1], [], "25-NQ/TW@XI").startswith(b"<svg")


def test_the_same_graph_gives_the_same_bytes() -> None:
    assert graphml_bytes(NODES, EDGES) == graphml_bytes(list(NODES), list(EDGES))

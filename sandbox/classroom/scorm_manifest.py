"""`imsmanifest.xml` of a package with one SCO, in the two editions that SCORM is used in.

Namespaces decide everything here: a validator, and an LMS, knows an element by them and not by its name.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote
from xml.etree import ElementTree as ET

_SEQUENCING = "http://www.imsglobal.org/xsd/imsss"
#: What no XML can hold.
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Edition:
    """`content` and `adl` are namespaces; `kind` is the attribute that makes a resource a SCO."""

    version: str
    content: str
    adl: str
    kind: str
    sequenced: bool


EDITIONS = {
    "scorm12": Edition(
        "1.2",
        "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
        "http://www.adlnet.org/xsd/adlcp_rootv1p2",
        "scormtype",
        sequenced=False,
    ),
    "scorm2004": Edition(
        "2004 4th Edition",
        "http://www.imsglobal.org/xsd/imscp_v1p1",
        "http://www.adlnet.org/xsd/adlcp_v1p3",
        "scormType",
        sequenced=True,
    ),
}


def identifier(of: str) -> str:
    """An XML name for the package that stays the same when it is made again."""
    return f"flaskroom-{hashlib.sha256(of.encode()).hexdigest()[:16]}"


def manifest(edition: Edition, name: str, title: str, start: str, files: Iterable[str]) -> bytes:
    """The file as it stands in the package.

    :param name: an XML name, from `identifier`.
    :param start: the page that an LMS opens, one of `files`.
    :param files: paths in the package.
    """
    root = ET.Element(f"{{{edition.content}}}manifest", identifier=name, version="1.0")

    def add(parent: ET.Element, tag: str, text: str | None = None, **attributes: str) -> ET.Element:
        element = ET.SubElement(parent, f"{{{edition.content}}}{tag}", attributes)
        element.text = text
        return element

    about = add(root, "metadata")
    add(about, "schema", "ADL SCORM")
    add(about, "schemaversion", edition.version)
    printable = " ".join(_UNPRINTABLE.sub("", title).split())
    organization = add(add(root, "organizations", default="course"), "organization", identifier="course")
    add(organization, "title", printable)
    item = add(organization, "item", identifier="item", identifierref="sco", isvisible="true")
    add(item, "title", printable)
    if edition.sequenced:
        # The package says what is complete and passed; without this an LMS may do so by itself.
        rules = ET.SubElement(item, f"{{{_SEQUENCING}}}sequencing")
        says = {"completionSetByContent": "true", "objectiveSetByContent": "true"}
        ET.SubElement(rules, f"{{{_SEQUENCING}}}deliveryControls", says)
    resource = add(add(root, "resources"), "resource", identifier="sco", type="webcontent", href=start)
    resource.set(f"{{{edition.adl}}}{edition.kind}", "sco")
    for file in files:
        add(resource, "file", href=quote(file))
    ET.register_namespace("", edition.content)
    ET.register_namespace("adlcp", edition.adl)
    ET.register_namespace("imsss", _SEQUENCING)
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"

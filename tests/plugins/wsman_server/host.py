"""A host as fixtures describe it: namespaces, their classes with every property, and the instances without their nulls.

A class's `common` values hold for each instance that tells nothing else.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Instance = dict[str, Any]


@dataclass
class CimClass:
    namespace: str
    name: str
    parents: list[str]
    keys: list[str]
    properties: dict[str, str]  # name to type, in the order in which WinRM writes them
    instances: list[Instance]
    singleton: bool = False

    def property_named(self, name: str) -> str | None:
        """The property's own spelling: names are compared without regard to case."""
        return next((each for each in self.properties if each.lower() == name.lower()), None)

    def is_a(self, name: str) -> bool:
        return name.lower() in (each.lower() for each in (self.name, *self.parents))


@dataclass
class Host:
    name: str = "HOST"
    language: str = "en-US"
    product_version: str = "OS: 10.0.20348 SP: 0.0 Stack: 3.0"
    namespaces: dict[str, dict[str, CimClass]] = field(default_factory=dict)

    def classes(self, namespace: str) -> dict[str, CimClass] | None:
        wanted = namespace.lower()
        return next((classes for name, classes in self.namespaces.items() if name.lower() == wanted), None)

    def class_named(self, namespace: str, name: str) -> CimClass | None:
        wanted = name.lower()
        return next((each for each in (self.classes(namespace) or {}).values() if each.name.lower() == wanted), None)

    def derived_from(self, namespace: str, name: str) -> list[CimClass]:
        """The class itself and those below it: both WQL and an enumeration by URI answer for all of them."""
        return [each for each in (self.classes(namespace) or {}).values() if each.is_a(name)]


def read_class(namespace: str, name: str, told: dict[str, Any]) -> CimClass:
    properties = dict(sorted(told["properties"].items(), key=lambda item: item[0].lower()))
    common = told.get("common", {})
    instances = [common | instance for instance in told["instances"]]
    strange = {key for instance in instances for key in instance} - properties.keys()
    if strange:
        raise ValueError(f"{namespace}/{name}: no such property: {', '.join(sorted(strange))}")
    return CimClass(namespace, name, told.get("parents", []), told["keys"], properties, instances,
                    told.get("singleton", False))


def load_hosts(files: list[Path]) -> Host:
    """One host from several files: later ones add classes and replace those of the same name."""
    host = Host()
    for file in files:
        told = json.loads(file.read_text(encoding="utf-8"))
        host.name = told.get("name", host.name)
        host.language = told.get("language", host.language)
        host.product_version = told.get("product_version", host.product_version)
        for namespace, classes in told["namespaces"].items():
            known = host.namespaces.setdefault(namespace, {})
            known.update({name: read_class(namespace, name, each) for name, each in classes.items()})
    return host

#!/usr/bin/env python3
"""Turns sdk/vocabulary.json into the table of facts that the core is built with, and into its documentation."""
import json
import re
import sys

ENTITIES = ["host", "cluster", "guest", "customer"]
TYPES = {"bool": "boolean", "int": "integer", "number": "number", "text": "text", "slug": "slug", "enum": "enumeration",
         "version": "version", "date": "date", "time": "time", "list": "list"}
ORIGINS = ["collected", "site", "derived"]
KEYS = {"name", "entity", "origin", "type", "values", "unit", "minimum", "meaning"}
NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")
SLUG = re.compile(r"[a-z0-9][a-z0-9._-]*")


def fail(path, message):
    sys.exit(f"{path}: {message}")


def refuse_double_keys(pairs):
    keys = [key for key, _ in pairs]
    for key in keys:
        if keys.count(key) > 1:
            raise ValueError(f"the key `{key}` stands twice in one object")
    return dict(pairs)


def read(path):
    try:
        with open(path, encoding="utf-8") as file:
            return json.load(file, object_pairs_hook=refuse_double_keys)
    except OSError as error:
        fail(path, f"cannot be read: {error.strerror}")
    except ValueError as error:
        fail(path, error)


def check_choice(path, fact, key, allowed):
    if fact[key] not in allowed:
        fail(path, f"fact `{fact['name']}`: unknown {key} `{fact[key]}`; one of {', '.join(allowed)}")


def check_values(path, fact):
    values = fact.get("values", [])
    if fact["type"] == "enum" and not values:
        fail(path, f"fact `{fact['name']}`: an enum needs `values`")
    if values and fact["type"] not in ("enum", "list"):
        fail(path, f"fact `{fact['name']}`: `values` stand at enums and lists only")
    for value in values:
        if not isinstance(value, str) or not SLUG.fullmatch(value):
            fail(path, f"fact `{fact['name']}`: the value `{value}` is no slug")
        if values.count(value) > 1:
            fail(path, f"fact `{fact['name']}`: the value `{value}` stands twice")


def check_minimum(path, fact):
    minimum = fact.get("minimum")
    if minimum is not None and (fact["type"] not in ("int", "number") or type(minimum) is not int):
        fail(path, f"fact `{fact['name']}`: `minimum` is a whole number at an int or number")


def check_fact(path, fact, seen):
    name = fact.get("name", "")
    if not isinstance(name, str) or not NAME.fullmatch(name):
        fail(path, f"`{name}` is no name of a fact: lower-case words separated by dots")
    if name in seen:
        fail(path, f"fact `{name}` is declared twice")
    seen.add(name)
    for key in ("entity", "origin", "type", "meaning"):
        if not isinstance(fact.get(key), str):
            fail(path, f"fact `{name}`: `{key}` is missing")
    for key in fact.keys() - KEYS:
        fail(path, f"fact `{name}`: unknown key `{key}`")
    check_choice(path, fact, "entity", ENTITIES)
    check_choice(path, fact, "type", list(TYPES))
    check_choice(path, fact, "origin", ORIGINS)
    check_values(path, fact)
    check_minimum(path, fact)


def load(path):
    document = read(path)
    facts = document.get("facts") if isinstance(document, dict) else None
    if not isinstance(facts, list) or not all(isinstance(fact, dict) for fact in facts):
        fail(path, "`facts` must be a list of objects")
    seen = set()
    for fact in facts:
        check_fact(path, fact, seen)
    if not facts:
        fail(path, "no fact is declared")
    return facts


def quoted(text):
    return json.dumps(text, ensure_ascii=False)


def values_name(index):
    return f"kValues{index}"


def table(facts):
    lines = ["// Generated from sdk/vocabulary.json by core/inventory/generate_vocabulary.py.",
             '#include "inventory/vocabulary.hpp"', "", "namespace hvcompat {", "", "namespace {", ""]
    rows, names = [], []
    for index, fact in enumerate(facts):
        values = "{}"
        if fact.get("values"):
            values = values_name(index)
            texts = ", ".join(quoted(value) for value in fact["values"])
            lines.append(f"constexpr std::string_view {values}[] = {{{texts}}};")
        minimum = f"std::int64_t{{{fact['minimum']}}}" if "minimum" in fact else "std::nullopt"
        rows.append(f"    {{{quoted(fact['name'])}, Entity::{fact['entity']}, FactType::{TYPES[fact['type']]}, "
                    f"FactOrigin::{fact['origin']}, {values}, {quoted(fact.get('unit', ''))}, "
                    f"{quoted(fact['meaning'])}, {minimum}}},")
        names.append(f"    {quoted(fact['name'])},")
    lines += ["", "const FactSpec kFacts[] = {", *rows, "};", "", "constexpr std::string_view kNames[] = {", *names,
              "};", "", "}  // namespace", "", "std::span<const FactSpec> vocabulary() { return kFacts; }",
              "std::span<const std::string_view> fact_names() { return kNames; }", "", "}  // namespace hvcompat", ""]
    return "\n".join(lines)


def cell(text):
    return text.replace("|", "\\|")


def documentation(facts):
    lines = ["# Facts", "", "Generated from `sdk/vocabulary.json`. Collected facts come from plugins, site facts from "
             "the site file alone, derived facts from the core alone.", ""]
    for entity in ENTITIES:
        lines += [f"## {entity}", "", "| fact | type | origin | meaning |", "|---|---|---|---|"]
        for fact in facts:
            if fact["entity"] != entity:
                continue
            kind = fact["type"] + (f" of {', '.join(fact['values'])}" if fact.get("values") else "")
            kind += f", {fact['unit']}" if fact.get("unit") else ""
            kind += f", at least {fact['minimum']}" if "minimum" in fact else ""
            lines.append(f"| `{fact['name']}` | {cell(kind)} | {fact['origin']} | {cell(fact['meaning'])} |")
        lines.append("")
    return "\n".join(lines)


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def main():
    if len(sys.argv) != 4:
        sys.exit("usage: generate_vocabulary.py VOCABULARY.json TABLE.cpp DOCUMENTATION.md")
    facts = load(sys.argv[1])
    write(sys.argv[2], table(facts))
    write(sys.argv[3], documentation(facts))


main()

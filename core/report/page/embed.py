#!/usr/bin/env python3
"""Puts the page together and writes it as a C++ source: styles and scripts inside, told to the browser by their hashes.

usage: embed.py OUTPUT.cpp TEMPLATE.html FILE…   (.css and .js, inlined in this order; the project's own scripts, those
beside the template, share one scope)
"""
import base64
import hashlib
import pathlib
import re
import sys

LONGEST_LITERAL = 60_000  # characters; compilers may refuse literals beyond 65,536
DELIMITER = "hvcompat"


def library(path):
    """A library as a script: without the address of its source map, and without what could end its element."""
    text = re.sub(r"^//[#@] sourceMappingURL=.*$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    text = text.replace("<!--", r"<\!--").strip() + "\n"
    if re.search("</script", text, re.IGNORECASE):
        sys.exit(f"{path}: holds `</script`, which would end it inside a page")
    return text


def own_script(paths):
    texts = "\n".join(path.read_text(encoding="utf-8") for path in paths)
    return '"use strict";\n(() => {\n' + texts + "})();\n"


def hash_source(text):
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def assembled(template, files):
    own = [file for file in files if file.suffix == ".js" and file.parent == template.parent]
    scripts = [library(file) for file in files if file.suffix == ".js" and file not in own] + [own_script(own)]
    styles = [file.read_text(encoding="utf-8") for file in files if file.suffix == ".css"]
    page = template.read_text(encoding="utf-8")
    page = page.replace("@hashes@", " ".join(hash_source(script) for script in scripts))
    page = page.replace("@styles@", "".join(styles))
    return page.replace("@scripts@", "".join(f"<script>{script}</script>\n" for script in scripts))


def literals(text):
    pieces = [text[at : at + LONGEST_LITERAL // 4] for at in range(0, len(text), LONGEST_LITERAL // 4)]
    if f"){DELIMITER}" in text:
        sys.exit(f"the page holds `){DELIMITER}`, which ends a literal")
    return ",\n".join(f'    R"{DELIMITER}({piece}){DELIMITER}"sv' for piece in pieces)


def source(before, after):
    return f"""// Written by core/report/page/embed.py.
#include "report/html_page.hpp"

namespace hvcompat {{
namespace {{
using namespace std::string_view_literals;  // each knows its length: compilers count no further than a million characters
constexpr std::string_view kBefore[] = {{
{literals(before)}}};
constexpr std::string_view kAfter[] = {{
{literals(after)}}};
}}  // namespace
std::span<const std::string_view> html_page_before() {{ return kBefore; }}
std::span<const std::string_view> html_page_after() {{ return kAfter; }}
}}  // namespace hvcompat
"""


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    output, template, *files = map(pathlib.Path, sys.argv[1:])
    before, after = assembled(template, files).split("@data@")
    output.write_text(source(before, after), encoding="utf-8")


main()

"""The tree of commands as `--help` prints it: what completion and the manual are held to."""
import re
import subprocess
from dataclasses import dataclass, field


@dataclass
class Option:
    names: list
    label: str  # "FILE"; empty: a flag
    values: list  # where --help says that there is a fixed set
    help: str


@dataclass
class Command:
    path: tuple  # ("policy", "list")
    options: list = field(default_factory=list)
    arguments: list = field(default_factory=list)  # names
    commands: list = field(default_factory=list)  # names
    footer: str = ""

    @property
    def words(self):
        return " ".join(("hvcompat",) + self.path)

    @property
    def names(self):
        return {name for option in self.options for name in option.names}


def _option(head, text):
    """`-o,--output PATH ...`, `--flag{value without =}`, `--when WHEN:{auto,never} REQUIRED Needs: --other`."""
    names, _, rest = re.sub(r"^(\S+?)\{[^}]*\}", r"\1", head).partition(" ")
    label = re.match(r"(?!REQUIRED)([A-Z0-9][^\sa-z:]*)(?::\{(\S*)\})?(?= |$|:)", rest)
    values = label.group(2) if label else None
    return Option(names.split(","), label.group(1) if label else "", values.split(",") if values else [], text)


def _read(text, path):
    command = Command(path)
    section, last = None, None
    for line in text.split("\n"):
        if re.fullmatch(r"(Positionals|Options|Subcommands):", line):
            section = line[:-1]
        elif line and not line.startswith(" "):
            section = "footer" if section else None
        if section == "footer":
            command.footer += line + "\n"
            continue
        entry = re.match(r"  (\S.*?)(?:  +(\S.*))?$", line)
        if not entry:
            more = line.strip()
            if last and more and section == "Options":
                last.help += " " + more
            continue
        head, help_text = entry.group(1), entry.group(2) or ""
        if section == "Options":
            last = _option(head, help_text)
            command.options.append(last)
        elif section == "Positionals":
            command.arguments.append(head.split(" ")[0])
        elif section == "Subcommands":
            command.commands.append(head)
    return command


def read_tree(program, path=()):
    """The program's commands, each before those below it."""
    done = subprocess.run([program, *path, "--help"], capture_output=True, text=True, check=True)
    command = _read(done.stdout, path)
    tree = [command]
    for name in command.commands:
        tree += read_tree(program, path + (name,))
    return tree

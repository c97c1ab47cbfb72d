"""WQL as far as WinRM's clients use it: SELECT … FROM … WHERE …, compared as WMI does, without regard to case."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from host import CimClass, Instance

Condition = Callable[[Instance], bool]


class WqlError(Exception):
    """The text is no query that WMI would take."""


@dataclass(frozen=True)
class Query:
    class_name: str
    properties: list[str] | None  # None for *
    where: "Where | None"


TOKEN = re.compile(r"""\s*(?:
    (?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
  | (?P<number>-?\d+(?:\.\d+)?)
  | (?P<word>[A-Za-z_]\w*)
  | (?P<sign><>|!=|<=|>=|[=<>(),*])
)""", re.VERBOSE)

KEYWORDS = {"SELECT", "FROM", "WHERE", "AND", "OR", "NOT", "LIKE", "IS", "NULL", "TRUE", "FALSE"}
COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda left, right: left == right, "<>": lambda left, right: left != right,
    "!=": lambda left, right: left != right, "<": lambda left, right: left < right,
    ">": lambda left, right: left > right, "<=": lambda left, right: left <= right,
    ">=": lambda left, right: left >= right}


@dataclass(frozen=True)
class Token:
    kind: str
    text: str


def tokens_of(text: str) -> list[Token]:
    tokens, position = [], 0
    text = text.rstrip().rstrip(";")
    while position < len(text):
        match = TOKEN.match(text, position)
        if not match:
            raise WqlError(f"cannot read from `{text[position:]}`")
        kind = str(match.lastgroup)
        tokens.append(read_token(kind, match.group(kind)))
        position = match.end()
    return tokens


def read_token(kind: str, text: str) -> Token:
    if kind == "string":
        return Token(kind, re.sub(r"\\(.)", r"\1", text[1:-1], flags=re.DOTALL))
    if kind == "word" and text.upper() in KEYWORDS:
        return Token("keyword", text.upper())
    return Token(kind, text)


@dataclass(frozen=True)
class Where:
    """A condition that still has to be bound to the properties of a class."""

    bind: Callable[[CimClass], Condition]


class Parser:
    def __init__(self, text: str) -> None:
        self.tokens = tokens_of(text)
        self.position = 0

    def query(self) -> Query:
        self.expect("keyword", "SELECT")
        properties = self.selection()
        self.expect("keyword", "FROM")
        name = self.expect("word").text
        where = self.alternatives() if self.taken("keyword", "WHERE") else None
        if self.position != len(self.tokens):
            raise WqlError(f"nothing may follow: `{self.tokens[self.position].text}`")
        return Query(name, properties, where)

    def selection(self) -> list[str] | None:
        if self.taken("sign", "*"):
            return None
        properties = [self.expect("word").text]
        while self.taken("sign", ","):
            properties.append(self.expect("word").text)
        return properties

    def alternatives(self) -> Where:
        parts = [self.conjunction()]
        while self.taken("keyword", "OR"):
            parts.append(self.conjunction())
        return joined(parts, any)

    def conjunction(self) -> Where:
        parts = [self.term()]
        while self.taken("keyword", "AND"):
            parts.append(self.term())
        return joined(parts, all)

    def term(self) -> Where:
        if self.taken("keyword", "NOT"):
            return negated(self.term())
        if self.taken("sign", "("):
            inner = self.alternatives()
            self.expect("sign", ")")
            return inner
        return self.comparison()

    def comparison(self) -> Where:
        name = self.expect("word").text
        if self.taken("keyword", "IS"):
            turned = self.taken("keyword", "NOT")
            self.expect("keyword", "NULL")
            return is_null(name) if not turned else negated(is_null(name))
        if self.taken("keyword", "LIKE"):
            return like(name, self.expect("string").text)
        return compared(name, self.operator(), self.constant())

    def operator(self) -> str:
        token = self.expect("sign")
        if token.text not in COMPARISONS:
            raise WqlError(f"no comparison: `{token.text}`")
        return token.text

    def constant(self) -> Token:
        token = self.next()
        if token.kind in ("string", "number") or token.text in ("NULL", "TRUE", "FALSE"):
            return token
        raise WqlError(f"no constant: `{token.text}`")

    def next(self) -> Token:
        if self.position == len(self.tokens):
            raise WqlError("the query ends too early")
        self.position += 1
        return self.tokens[self.position - 1]

    def taken(self, kind: str, text: str) -> bool:
        if self.position < len(self.tokens) and self.tokens[self.position] == Token(kind, text):
            self.position += 1
            return True
        return False

    def expect(self, kind: str, text: str = "") -> Token:
        token = self.next()
        if token.kind != kind or (text and token.text != text):
            raise WqlError(f"`{text or kind}` was expected before `{token.text}`")
        return token


def parse(text: str) -> Query:
    return Parser(text).query()


def property_of(cim_class: CimClass, name: str) -> str:
    found = cim_class.property_named(name)
    if not found:
        raise WqlError(f"{cim_class.name} has no property {name}")
    if cim_class.properties[found].endswith("[]"):
        raise WqlError(f"{cim_class.name}.{found} is an array: WQL compares no arrays")
    return found


def joined(parts: list[Where], how: Callable[..., bool]) -> Where:
    def bind(cim_class: CimClass) -> Condition:
        conditions = [part.bind(cim_class) for part in parts]
        return lambda instance: how(condition(instance) for condition in conditions)
    return Where(bind) if len(parts) > 1 else parts[0]


def negated(part: Where) -> Where:
    def bind(cim_class: CimClass) -> Condition:
        condition = part.bind(cim_class)
        return lambda instance: not condition(instance)
    return Where(bind)


def is_null(name: str) -> Where:
    def bind(cim_class: CimClass) -> Condition:
        found = property_of(cim_class, name)
        return lambda instance: instance.get(found) is None
    return Where(bind)


def like(name: str, pattern: str) -> Where:
    expression = re.compile(like_expression(pattern), re.IGNORECASE | re.DOTALL)

    def bind(cim_class: CimClass) -> Condition:
        found = property_of(cim_class, name)
        return lambda instance: instance.get(found) is not None and bool(expression.fullmatch(str(instance[found])))
    return Where(bind)


def like_expression(pattern: str) -> str:
    """`%` any text, `_` one character, `[a-f]` and `[^a-f]` sets; all else stands for itself."""
    parts = re.findall(r"\[\^?[^\]]+\]|.", pattern, re.DOTALL)
    return "".join({"%": ".*", "_": "."}.get(part) or (part if len(part) > 1 else re.escape(part)) for part in parts)


def compared(name: str, operator: str, constant: Token) -> Where:
    def bind(cim_class: CimClass) -> Condition:
        found = property_of(cim_class, name)
        if constant.text == "NULL" and constant.kind == "keyword":
            return compared_with_null(found, operator)
        wanted = comparable_constant(constant, cim_class.properties[found])
        compare = COMPARISONS[operator]
        return lambda instance: instance.get(found) is not None and compare(comparable(instance[found]), wanted)
    return Where(bind)


def compared_with_null(name: str, operator: str) -> Condition:
    if operator == "=":
        return lambda instance: instance.get(name) is None
    if operator in ("<>", "!="):
        return lambda instance: instance.get(name) is not None
    raise WqlError(f"NULL cannot be compared by `{operator}`")


def comparable(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


def comparable_constant(constant: Token, kind: str) -> Any:
    if kind == "boolean":
        if constant.text.lower() not in ("true", "false", "1", "0", "-1"):
            raise WqlError(f"no truth value: `{constant.text}`")
        return constant.text.lower() not in ("false", "0")
    if not kind.startswith(("uint", "sint", "real")):
        return constant.text.lower()
    try:
        return float(constant.text) if "." in constant.text else int(constant.text)
    except ValueError as problem:
        raise WqlError(f"no number: `{constant.text}`") from problem

# SPDX-License-Identifier: GPL-3.0-or-later
"""A subset of SOQL: SELECT fields FROM object [WHERE …] [ORDER BY …] [LIMIT n] [OFFSET n]."""

import datetime
import re

TOKEN = re.compile(r"""\s*(?:
    (?P<string>'(?:[^'\\]|\\.)*')
  | (?P<time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d))
  | (?P<date>\d{4}-\d\d-\d\d)
  | (?P<number>-?\d+(?:\.\d+)?)
  | (?P<name>[A-Za-z_][\w.]*)
  | (?P<sign><=|>=|!=|<>|[=<>(),])
)""", re.X)
ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}


class Malformed(Exception):
    pass


class Moment(float):
    """A time in a query."""


def parse_time(text):
    text = re.sub(r"(\d\d)(\d\d)$", r"\1:\2", text) if re.search(r"[+-]\d{4}$", text) else text
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def scan(text):
    tokens, at = [], 0
    while text[at:].strip():
        match = TOKEN.match(text, at)
        if match is None:
            raise Malformed(f"unexpected token: {text[at:at + 20]}")
        kind = match.lastgroup
        tokens.append((kind, match[kind]))
        at = match.end()
    return tokens


class Query:
    """fields, entity, where (a function of a row's reader, or None), bound, order, limit, offset."""

    def __init__(self, text):
        self.tokens = scan(text)
        self.at = 0
        self.names = []
        self.word("SELECT")
        self.fields = self.select()
        self.word("FROM")
        self.entity = self.take("name")
        self.where = self.either() if self.try_word("WHERE") else None
        self.order = self.read_order()
        self.limit = int(self.take("number")) if self.try_word("LIMIT") else None
        self.offset = int(self.take("number")) if self.try_word("OFFSET") else 0
        if self.at < len(self.tokens):
            raise Malformed(f"unexpected token: {self.tokens[self.at][1]}")

    def peek(self):
        return self.tokens[self.at] if self.at < len(self.tokens) else (None, None)

    def take(self, kind):
        found, value = self.peek()
        if found != kind:
            raise Malformed(f"unexpected token: {value}")
        self.at += 1
        return value

    def try_word(self, *words):
        for n, word in enumerate(words):
            if self.at + n >= len(self.tokens) or self.tokens[self.at + n][1].upper() != word \
                    or self.tokens[self.at + n][0] != "name":
                return False
        self.at += len(words)
        return True

    def try_sign(self, sign):
        if self.peek() == ("sign", sign):
            self.at += 1
            return True
        return False

    def word(self, word):
        if not self.try_word(word):
            raise Malformed(f"unexpected token: {self.peek()[1]}")

    def field(self):
        name = self.take("name")
        self.names.append(name)
        return name

    def select(self):
        fields = []
        while True:
            if self.try_word("COUNT") and self.try_sign("("):
                if not self.try_sign(")"):
                    raise Malformed("count takes nothing here")
                fields.append("COUNT()")
            else:
                fields.append(self.field())
            if not self.try_sign(","):
                return fields

    def read_order(self):
        order = []
        if not self.try_word("ORDER", "BY"):
            return order
        while True:
            name = self.field()
            down = self.try_word("DESC")
            if not down:
                self.try_word("ASC")
            self.try_word("NULLS", "FIRST") or self.try_word("NULLS", "LAST")
            order.append((name, down))
            if not self.try_sign(","):
                return order

    def either(self):
        parts = [self.both()]
        while self.try_word("OR"):
            parts.append(self.both())
        return ("or", parts) if len(parts) > 1 else parts[0]

    def both(self):
        parts = [self.negation()]
        while self.try_word("AND"):
            parts.append(self.negation())
        return ("and", parts) if len(parts) > 1 else parts[0]

    def negation(self):
        if self.try_word("NOT"):
            return ("not", self.negation())
        if self.try_sign("("):
            inner = self.either()
            if not self.try_sign(")"):
                raise Malformed("expecting a right parenthesis")
            return inner
        name = self.field()
        if self.try_word("LIKE"):
            return ("like", name, self.literal())
        if self.try_word("NOT", "IN"):
            return ("not", ("in", name, self.several()))
        if self.try_word("IN"):
            return ("in", name, self.several())
        sign = self.take("sign")
        if sign not in ("=", "!=", "<>", "<", "<=", ">", ">="):
            raise Malformed(f"unexpected token: {sign}")
        return ("!=" if sign == "<>" else sign, name, self.literal())

    def several(self):
        values = []
        if not self.try_sign("("):
            raise Malformed("expecting a left parenthesis")
        while True:
            values.append(self.literal())
            if self.try_sign(")"):
                return values
            if not self.try_sign(","):
                raise Malformed("expecting a comma")

    def literal(self):
        kind, value = self.peek()
        self.at += 1
        if kind == "string":
            return re.sub(r"\\(.)", lambda m: ESCAPES.get(m[1], m[1]), value[1:-1], flags=re.S)
        if kind == "time":
            return Moment(parse_time(value))
        if kind == "date":
            return value
        if kind == "number":
            return float(value)
        if kind == "name" and value.lower() in ("true", "false", "null"):
            return {"true": True, "false": False, "null": None}[value.lower()]
        raise Malformed(f"unexpected token: {value}")


def compare(sign, value, wanted, exact):
    if wanted is None or value is None:
        same = value in (None, "") and wanted is None
        return same if sign == "=" else not same if sign == "!=" else False
    if isinstance(wanted, Moment):
        value = parse_time(value)
    elif isinstance(wanted, str) and isinstance(value, str) and not exact:
        value, wanted = value.lower(), wanted.lower()
    elif isinstance(wanted, float) and not isinstance(value, bool):
        value = float(value)
    if sign == "=":
        return value == wanted
    if sign == "!=":
        return value != wanted
    return {"<": value < wanted, "<=": value <= wanted, ">": value > wanted,
            ">=": value >= wanted}[sign]


def holds(node, read):
    """Whether the record that read(name) reads meets @node."""
    if node[0] == "and":
        return all(holds(part, read) for part in node[1])
    if node[0] == "or":
        return any(holds(part, read) for part in node[1])
    if node[0] == "not":
        return not holds(node[1], read)
    sign, name, wanted = node
    exact = name.endswith("Id")
    if sign == "in":
        return any(compare("=", read(name), one, exact) for one in wanted)
    if sign == "like":
        pattern = re.escape(wanted).replace("%", ".*").replace("_", ".")
        return re.fullmatch(pattern, str(read(name) or ""), re.I | re.S) is not None
    return compare(sign, read(name), wanted, exact)


def least(node, name):
    """A moment before which no record with @name meets @node; None if there is none."""
    if node is None:
        return None
    if node[0] == "and":
        found = [one for one in (least(part, name) for part in node[1]) if one is not None]
        return max(found) if found else None
    if node[0] == "or":
        found = [least(part, name) for part in node[1]]
        return None if None in found else min(found)
    if node[0] in ("=", ">", ">=") and node[1] == name and isinstance(node[2], Moment):
        return float(node[2])
    return None


def fixed(node, name):
    """The one value of @name that a record must have to meet @node; None if there is none."""
    if node is None:
        return None
    if node[0] == "and":
        return next((one for one in (fixed(part, name) for part in node[1]) if one is not None), None)
    return node[2] if node[0] == "=" and node[1] == name and isinstance(node[2], str) else None

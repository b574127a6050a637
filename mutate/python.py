"""The wrong changes a Python module can have: what people get wrong, one at a time.

Statements that are left out, conditions the other way round, limits twice as high, `and` for `or`, a result that is
not returned, a decorator that is missing. Types, words and what is logged are left alone.
"""

import ast
import re
from collections.abc import Iterator

from .changes import Change

COMPARISONS: dict[type[ast.cmpop], tuple[str, str]] = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.Is: ("is", "is not"),
    ast.IsNot: (r"is\s+not", "is"),
    ast.In: ("in", "not in"),
    ast.NotIn: (r"not\s+in", "in"),
}
OPERATORS: dict[type[ast.operator], tuple[str, str]] = {
    ast.Add: (r"\+", "-"),
    ast.Sub: ("-", "+"),
    ast.Mult: (r"\*", "+"),
    ast.Div: ("/", "*"),
    ast.FloorDiv: ("//", "*"),
    ast.Mod: ("%", "*"),
    ast.BitOr: (r"\|", "&"),
    ast.BitAnd: ("&", "|"),
}
OTHER_FUNCTIONS = {"min": "max", "max": "min", "any": "all", "all": "any"}
TIMES = ("_SECONDS", "_MS", "_SECOND", "SECONDS_EACH")
TYPES = ("annotation", "returns", "type_params")
# Without these a module only works more slowly, or not at all.
DECORATORS_LEFT_ALONE = re.compile(
    r"property|cached_property|.*\.setter|(static|class)method|(lru_)?cache|dataclass|wraps"
)


def changes_of(file: str, source: str) -> list[Change]:
    """Every wrong change of a module, in the order they stand in it."""
    found = set(_Places(file, source).changes())
    return sorted(found, key=lambda change: (change.start, change.end, change.new))


class _Places:
    """Goes through a module's syntax tree; says the changes by character, while `ast` counts bytes of a line."""

    def __init__(self, file: str, source: str) -> None:
        self.file = file
        self.source = source
        self.lines = source.splitlines(keepends=True)
        self.begins = [0]
        for line in self.lines:
            self.begins.append(self.begins[-1] + len(line))

    def changes(self) -> Iterator[Change]:
        yield from self._below(ast.parse(self.source))

    def _below(self, node: ast.AST) -> Iterator[Change]:
        for field, value in ast.iter_fields(node):
            if field in TYPES or (isinstance(node, ast.ClassDef) and field == "keywords"):
                continue
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST) and not _is_left_alone(child):
                    yield from self._of(child)
                    yield from self._below(child)

    def _of(self, node: ast.AST) -> Iterator[Change]:
        match node:
            case ast.Compare(left=left, ops=[operator, *_], comparators=[right, *_]):
                yield from self._between(left, right, *COMPARISONS[type(operator)])
            case ast.BoolOp(op=operator, values=[first, second, *_]):
                words = ("and", "or") if isinstance(operator, ast.And) else ("or", "and")
                yield from self._between(first, second, *words)
            case ast.BinOp(left=left, op=operator, right=right) if _is_of_numbers(node):
                yield from self._between(left, right, *OPERATORS[type(operator)])
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                yield self._instead(node, self._text(operand))
            case ast.Constant(value=bool(value)):
                yield self._instead(node, str(not value))
            case ast.Constant(value=int(value) | float(value)):
                # One more is a limit that nobody minds, where it is 64 KiB.
                yield self._instead(node, repr(value + 1 if value in (0, 1, 2) else value * 2))
            case ast.Name(id=name) if name in OTHER_FUNCTIONS:
                yield self._instead(node, OTHER_FUNCTIONS[name])
            case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test):
                yield from self._negated(test)
            case ast.comprehension(ifs=conditions):
                for condition in conditions:
                    yield from self._negated(condition)
            case ast.Return(value=ast.Call() | ast.Await() | ast.Name() | ast.Attribute() as value):
                yield self._instead(value, "None")
            case (
                ast.Expr(value=ast.Call() | ast.Await() | ast.Yield())
                | ast.AugAssign()
                | ast.Assign(targets=[ast.Attribute() | ast.Subscript(), *_])
                | ast.Delete()
                | ast.Raise()
                | ast.Return(value=None)
                | ast.Continue()
                | ast.Break()
            ):
                yield self._instead(node, "pass")
            case ast.FunctionDef(decorator_list=decorators) | ast.AsyncFunctionDef(decorator_list=decorators):
                for decorator in decorators:
                    if not DECORATORS_LEFT_ALONE.match(self._text(decorator)):
                        start, end = self._span(decorator)
                        yield Change(self.file, self.source.rindex("@", 0, start), end, "# no decorator")

    def _negated(self, test: ast.expr) -> Iterator[Change]:
        """The other way round. Comparisons and `not` have changes of their own."""
        if not isinstance(test, ast.Compare | ast.BoolOp | ast.UnaryOp | ast.Constant):
            yield self._instead(test, f"not ({self._text(test)})")

    def _between(self, left: ast.expr, right: ast.expr, old: str, new: str) -> Iterator[Change]:
        start, end = self._span(left)[1], self._span(right)[0]
        word = rf"\b{old}\b" if old[0].isalpha() else old
        if found := re.search(word, self.source[start:end]):
            yield Change(self.file, start + found.start(), start + found.end(), new)

    def _instead(self, node: ast.AST, new: str) -> Change:
        return Change(self.file, *self._span(node), new)

    def _text(self, node: ast.AST) -> str:
        start, end = self._span(node)
        return self.source[start:end]

    def _span(self, node: ast.AST) -> tuple[int, int]:
        return self._at(node.lineno, node.col_offset), self._at(node.end_lineno, node.end_col_offset)

    def _at(self, line: int, byte: int) -> int:
        return self.begins[line - 1] + len(self.lines[line - 1].encode()[:byte].decode())


def _is_of_numbers(node: ast.BinOp) -> bool:
    """Or may be: not of words, of folders, nor a union of types."""
    words = any(isinstance(side, ast.JoinedStr) or _is_text(side) for side in (node.left, node.right))
    types = isinstance(node.op, ast.BitOr) and isinstance(node.right, ast.Name) and node.right.id[0].isupper()
    return type(node.op) in OPERATORS and not words and not types


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _is_left_alone(node: ast.AST) -> bool:
    match node:
        # How long something takes is a choice, which script/bench weighs.
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant()) if name.endswith(TIMES):
            return True
        case ast.Assert() | ast.Import() | ast.ImportFrom() | ast.JoinedStr():
            return True
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=name)))):
            return name in ("logger", "log", "logging")
    return False

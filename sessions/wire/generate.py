"""The protocol as a page to read and as a module to import, both made from the classes of this package."""

import inspect
import types
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from . import limits, polls, state
from .command import Command
from .commands import COMMANDS, DISMISS_REASONS
from .errors import MESSAGES
from .events import EVENTS, Problem

JS_PATH = "static/js/wire/protocol.js"
DOCS_PATH = "docs/protocol.md"

_PARTS: tuple[type[msgspec.Struct], ...] = (
    Problem,
    *(
        part
        for module in (state, polls)
        for _, part in inspect.getmembers(module, inspect.isclass)
        if issubclass(part, msgspec.Struct) and part.__module__ == module.__name__
    ),
)
_INTRODUCTION = """\
Sockets: `/ws/s/<code>/attendee`, `/ws/s/<code>/moderator`, `/ws/s/<code>/screen`, with `?rev=N` for what
the client has. Identity comes from cookies; Origin must be the server's own. A frame is one JSON object.
Without sockets: `GET /s/<code>/state?role=…&rev=N` (204 or the frame that a socket would be sent),
`GET /s/<code>/you`, and `POST /s/<code>/do?role=…` with a command frame and the header `X-CSRFToken`.

The page says which session it shows (`session`), and each of its addresses has `session=<id>`: a code is used again
once its session has ended, and a page of the earlier one still talks to its own. Without it, the code decides.

A client sends `{"t": command, "id": its own id, "d": {fields}}` and gets `ok` or `error` with that id. After
a reconnect it sends again, with the same id, what was not answered. Clients ignore events they do not know.
Moderators may add `"seen": the revision their page shows, "act": the last of their own acts they were told of`: what
somebody else changed since is then not changed again but refused (`changed_since`)."""
_JS_NAMES = {int: "number", float: "number", str: "string", bool: "boolean", type(None): "null", Any: "any"}


def js_module() -> str:
    """The text of `static/js/wire/protocol.js`."""
    constants = {name: value for name, value in vars(limits).items() if name.isupper()}
    blocks = [
        "// Made by `manage.py generate_protocol` from sessions/wire/. Do not edit.",
        "\n".join(f"export const {name} = {value};" for name, value in constants.items()),
        # As types, which no phone has to load.
        f"/** @typedef {{{_one_of(DISMISS_REASONS)}}} DismissReason */",
        f"/** @typedef {{{_one_of(code.value for code in MESSAGES)}}} ErrorCode */",
        "/** What each command takes.\n * @typedef {{\n" + _command_fields() + " * }} CommandFields */",
        *(_typedef(part.__name__, part) for part in _PARTS),
        *(_typedef(event.__name__, event, tag=_tag(event)) for event in EVENTS),
        f"/** @typedef {{{' | '.join(event.__name__ for event in EVENTS)}}} Frame */",
    ]
    return "\n\n".join(blocks) + "\n"


def docs_page() -> str:
    """The text of `docs/protocol.md`."""
    lines = [
        "# The wire",
        "",
        "Made by `manage.py generate_protocol` from `sessions/wire/`; a test fails when it is out of date.",
        "",
        *_INTRODUCTION.splitlines(),
        "",
        "## Numbers",
        "",
        *(f"- `{name}` = {value}" for name, value in vars(limits).items() if name.isupper()),
        "",
        "## Commands (up)",
        "",
        "| command | who | fields | what it does |",
        "|---|---|---|---|",
    ]
    for name, command in COMMANDS.items():
        fields = ", ".join(_doc_field(command, field) for field in msgspec.structs.fields(command)) or "–"
        lines.append(f"| `{name}` | {command.role.value} | {fields} | {_words(command)} |")
    lines += ["", "## Events (down)", ""]
    for event in EVENTS:
        lines += [f"### `{_tag(event)}`", "", _words(event), "", *_field_list(event), ""]
    lines += ["## Parts of the state", ""]
    for part in _PARTS:
        lines += [f"### {part.__name__}", "", _words(part), "", *_field_list(part), ""]
    lines += ["## Error codes", "", "| code | words |", "|---|---|"]
    lines += [f"| `{code.value}` | {message} |" for code, message in MESSAGES.items()]
    return "\n".join(lines) + "\n"


def _command_fields() -> str:
    lines = []
    for name, command in COMMANDS.items():
        fields = ", ".join(
            f"{field.name}{'' if field.required else '?'}: {js_type(_hint(command, field.name))}"
            for field in _fields(command)
        )
        lines.append(f' *   "{name}": {{{fields}}},\n')
    return "".join(lines)


def _one_of(values: Iterable[str]) -> str:
    return " | ".join(f'"{value}"' for value in values)


def js_type(hint: Any) -> str:
    """A JSDoc type for a Python one."""
    if hint in _JS_NAMES:
        return _JS_NAMES[hint]
    if inspect.isclass(hint) and issubclass(hint, msgspec.Struct):
        return hint.__name__
    if inspect.isclass(hint) and issubclass(hint, StrEnum):
        return "string"
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return js_type(args[0])
    if origin is Literal:
        return "|".join(f'"{value}"' for value in args)
    if origin is list:
        return f"Array<{js_type(args[0])}>"
    if origin is dict:
        return f"Record<{js_type(args[0])}, {js_type(args[1])}>"
    if origin in (Union, types.UnionType):
        return "|".join(js_type(arg) for arg in args if arg is not msgspec.UnsetType)
    raise TypeError(f"no JSDoc type for {hint!r}")


def _typedef(name: str, struct: type[msgspec.Struct], tag: str = "") -> str:
    lines = [f"/**\n * {_words(struct)}", f" * @typedef {{object}} {name}"]
    if tag:
        lines.append(f' * @property {{"{tag}"}} t')
    for field in _fields(struct):
        omitted = struct.__struct_config__.omit_defaults or field.default is msgspec.UNSET
        optional = not field.required and omitted
        shown = f"[{field.name}]" if optional else field.name
        lines.append(f" * @property {{{js_type(_hint(struct, field.name))}}} {shown}")
    return "\n".join(lines) + "\n */"


def _field_list(struct: type[msgspec.Struct]) -> list[str]:
    return [f"- {_doc_field(struct, field)}" for field in _fields(struct)]


def _doc_field(struct: type[msgspec.Struct], field: msgspec.structs.FieldInfo) -> str:
    kind = js_type(_hint(struct, field.name)).replace("|", " or ")
    if field.required or not issubclass(struct, Command):
        return f"`{field.name}` {kind}"
    default = field.default if field.default_factory is msgspec.NODEFAULT else field.default_factory()
    if default in (msgspec.UNSET, None, ""):
        return f"`{field.name}` {kind} (optional)"
    return f"`{field.name}` {kind} (optional, else {msgspec.json.encode(default).decode()})"


def _fields(struct: type[msgspec.Struct]) -> tuple[msgspec.structs.FieldInfo, ...]:
    return msgspec.structs.fields(struct)


def _hint(struct: type[msgspec.Struct], name: str) -> Any:
    return get_type_hints(struct, include_extras=True)[name]


def _tag(event: type[msgspec.Struct]) -> str:
    return str(event.__struct_config__.tag)


def _words(documented: type) -> str:
    return " ".join((inspect.getdoc(documented) or "").split())

"""One script for each page: its modules, each after those it imports, at one address.

On a bad network every request costs more than its bytes. The modules stay plain ES modules that run and are
checked one by one; here each becomes a function that is called once and returns what the module exports, and its
comments, indents and the constants nobody on the page uses fall away. That asks of them what a test holds: no
circles, and nothing exported that changes.
"""

import re
from functools import cache
from posixpath import join, normpath

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from .stylesheets import answer

# The module each page starts with.
PAGES = {
    "attendee": "attendee/main",
    "desk": "desk/main",
    "preview": "desk/trying",
    "screen": "screen/main",
    "remote": "remote/main",
}

_IMPORT = re.compile(r'^import (?P<names>\{[^}]*\}|\* as \w+) from "(?P<path>\.[^"]+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:const|function) (?P<name>\w+))", re.MULTILINE)
_EXPORTS = re.compile(r"^export \{(?P<names>[^}]*)\};\n", re.MULTILINE)
_CONSTANT = re.compile(r"^export const (?P<name>[A-Z_]+) = [^\n{(\[]*;\n", re.MULTILINE)
_INDENT = re.compile(r"^ +|^\n", re.MULTILINE)
_COMMENT = re.compile(r"/\*\*.*?\*/|^ *//[^\n]*\n|(?<=[;,{(\[]) +// [^\n]*$", re.MULTILINE | re.DOTALL)


def script(page: str) -> str:
    """The script of one page. Raises KeyError for a page that is not in PAGES."""
    modules = modules_from(PAGES[page])
    used = {name for module in modules for _, names in _imports(module) for name in re.findall(r"\w+", names)}
    return "\n".join([*_vendored(modules), *(_as_function(module, used) for module in modules)])


def modules_from(entry: str) -> list[str]:
    """A module and all of ours that it needs, each after those it imports. Raises ValueError on a circle."""
    ready: dict[str, None] = {}
    _collect(entry, ready, ())
    return list(ready)


def serve(request: HttpRequest, version: str, page: str) -> HttpResponse:
    """The script of one page; cached for good under the version it was asked by."""
    if page not in PAGES:
        raise Http404
    read = script if settings.DEBUG else _script_once
    return answer(request, read(page), "text/javascript", version)


def _collect(module: str, ready: dict[str, None], waiting: tuple[str, ...]) -> None:
    if module in waiting:
        raise ValueError(f"{module} imports itself by way of {waiting}")
    if module in ready:
        return
    for path, _names in _imports(module):
        if not _is_vendored(path):
            _collect(path, ready, (*waiting, module))
    ready[module] = None


def _vendored(modules: list[str]) -> list[str]:
    """The imports from elsewhere, each name once."""
    wanted = [found for module in modules for found in _imports(module) if _is_vendored(found[0])]
    lines = (f'import {names} from "{settings.STATIC_URL}{path[3:]}.js";' for path, names in wanted)
    return list(dict.fromkeys(lines))


def _as_function(module: str, used: set[str]) -> str:
    """The module as a function. `used` are the names that modules of the page import."""
    text = _INDENT.sub("", _COMMENT.sub("", _read(module)))
    text = _CONSTANT.sub(lambda found: found[0] if _is_used(found["name"], text, used) else "", text)
    shared = [found["name"] for found in _EXPORT.finditer(text)]
    shared += [_renamed(found["names"]) for found in _EXPORTS.finditer(text)]
    body = _EXPORT.sub("", _EXPORTS.sub("", _IMPORT.sub(lambda found: _import(module, found), text)))
    return f"const {_variable(module)} = (() => {{\n{body}\nreturn {{{', '.join(shared)}}};\n}})();"


def _is_used(constant: str, text: str, used: set[str]) -> bool:
    return constant in used or len(re.findall(rf"\b{constant}\b", text)) > 1


def _import(module: str, found: re.Match[str]) -> str:
    path = normpath(join(module, "..", found["path"]))
    if _is_vendored(path):
        return ""
    return f"const {_renamed(found['names'], '{0}: {1}').removeprefix('* as ')} = {_variable(path)};\n"


def _imports(module: str) -> list[tuple[str, str]]:
    """What a module imports: (path below static/js, names as written)."""
    found = _IMPORT.finditer(_read(module))
    return [(normpath(join(module, "..", one["path"])), one["names"]) for one in found]


def _renamed(names: str, pattern: str = "{1}: {0}") -> str:
    return re.sub(r"(\w+) as (\w+)", lambda found: pattern.format(found[1], found[2]), names)


def _is_vendored(path: str) -> bool:
    return path.startswith("../vendor/")


def _variable(module: str) -> str:
    return "$" + re.sub(r"\W", "_", module)


def _read(module: str) -> str:
    return (settings.BASE_DIR / "static" / "js" / f"{module}.js").read_text()


@cache
def _script_once(name: str) -> str:
    return script(name)

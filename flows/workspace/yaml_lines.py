"""YAML read with the line of every value, and without YAML 1.1's surprises.

`no` and `yes` stay words (a rating scale uses them as labels), dates stay text until a contract
reads them, and a key written twice is an error instead of a silent loss.
"""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml
from yaml.reader import Reader

from schemas.base import Where
from schemas.errors import ConfigurationError

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The loader in C where PyYAML brought it: several times faster, with the same marks."""


NON_PRINTABLE = Reader.NON_PRINTABLE


class _PlainLoader(_Loader):  # type: ignore[misc]  # chosen when the module is loaded
    """Booleans are true and false only; dates stay text."""


_PlainLoader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in resolvers
        if tag not in {"tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool"}
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_PlainLoader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", yaml.SafeLoader.yaml_implicit_resolvers["t"][0][1], list("tTfF")
)


class NotYamlError(ConfigurationError):
    """A file cannot be read at all; `line` is where, counted from 1, as far as it is known."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True)
class Lined:
    """A document: its data with text keys.

    Attributes:
        data: The document.
        lines: The line (from 1) of each path in it.
        raw: Each single value as it is written, so that 0123 is not said to be 83.
        repeated: Keys written twice, with the line of the second.
    """

    data: Any
    lines: dict[Where, int] = field(default_factory=dict)
    raw: dict[Where, str] = field(default_factory=dict)
    repeated: list[tuple[Where, int]] = field(default_factory=list)

    def line(self, where: Where) -> int:
        """The line of a path, or of the nearest enclosing one."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)


def read_yaml(path: Path) -> Lined:
    """Read one document.

    Raises:
        NotYamlError: The file is missing, is not UTF-8, or is not YAML.
    """
    text = _text_of(path)
    control = NON_PRINTABLE.search(text)
    if control is not None:
        line = text.count("\n", 0, control.start()) + 1
        said = f"{path.name} is not YAML: line {line} holds a control character"
        raise NotYamlError(said)
    read = Lined(None)
    loader = _PlainLoader(text)
    try:
        node = loader.get_single_node()
        return read if node is None else replace(read, data=_build(loader, node, (), read))
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise NotYamlError(f"{path.name} is not YAML: {_problem(error)}") from error
    finally:
        loader.dispose()


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        text = f"{path.name} is missing. `twokeys init` writes a first one"
        raise NotYamlError(text) from error
    except OSError as error:
        raise NotYamlError(f"{path.name} cannot be opened: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        text = f"{path.name} is not UTF-8 text; save it as UTF-8"
        raise NotYamlError(text, line) from error


def _problem(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    begun = getattr(error, "context_mark", None)
    context = getattr(error, "context", None) or ""
    problem = getattr(error, "problem", None) or "it cannot be read"
    if begun is not None and "quoted scalar" in context and "end of stream" in problem:
        return f"line {begun.line + 1}, a quote is opened there and never closed"
    if mark is None:
        return str(problem)
    since = ""
    if begun is not None and begun.line != mark.line:
        since = f" ({context}, which begins in line {begun.line + 1})"
    return f"line {mark.line + 1}, {problem}{since}"


def _build(loader: _PlainLoader, node: yaml.Node, where: Where, read: Lined) -> Any:
    read.lines[where] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        return [
            _build(loader, item, (*where, index), read) for index, item in enumerate(node.value)
        ]
    if not isinstance(node, yaml.MappingNode):
        read.raw[where] = str(node.value)
        return loader.construct_object(node, deep=True)
    loader.flatten_mapping(node)
    built: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        if key in built:
            read.repeated.append(((*where, key), key_node.start_mark.line + 1))
        built[key] = _build(loader, value_node, (*where, key), read)
        read.lines[(*where, key)] = key_node.start_mark.line + 1
    return built

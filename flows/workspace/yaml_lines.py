"""YAML read with the line of every value, and without YAML 1.1's surprises.

`no` and `yes` stay words (a rating scale uses them as labels), dates stay text until a contract
reads them, and a key written twice is an error instead of a silent loss.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from schemas.errors import ConfigurationError

Where = tuple[str | int, ...]


_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The loader in C where PyYAML brought it: several times faster, with the same marks."""


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


@dataclass(frozen=True)
class Lined:
    """A document: its data with text keys, and the line (from 1) of each path in it."""

    data: Any
    lines: dict[Where, int]
    repeated: tuple[tuple[Where, int], ...]

    def line(self, where: Where) -> int:
        """The line of a path, or of the nearest enclosing one."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)


def read_yaml(path: Path) -> Lined:
    """Read one document.

    Raises:
        ConfigurationError: The file is missing, is not UTF-8, or is not YAML.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise ConfigurationError(
            f"{path} is missing. `twokeys init` writes a first one."
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{path} is not UTF-8 text; save it as UTF-8.") from error
    loader = _PlainLoader(text)
    lines: dict[Where, int] = {}
    repeated: list[tuple[Where, int]] = []
    try:
        node = loader.get_single_node()
        data = _build(loader, node, (), lines, repeated) if node is not None else None
    except (yaml.YAMLError, RecursionError) as error:
        raise ConfigurationError(f"{path} is not YAML: {_problem(error)}") from error
    finally:
        loader.dispose()
    return Lined(data, lines, tuple(repeated))


def _problem(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or "it cannot be read"
    return f"line {mark.line + 1}, {problem}" if mark is not None else str(problem)


def _build(
    loader: _PlainLoader,
    node: yaml.Node,
    where: Where,
    lines: dict[Where, int],
    repeated: list[tuple[Where, int]],
) -> Any:
    lines[where] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        return [
            _build(loader, item, (*where, index), lines, repeated)
            for index, item in enumerate(node.value)
        ]
    if not isinstance(node, yaml.MappingNode):
        return loader.construct_object(node, deep=True)
    loader.flatten_mapping(node)
    built: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        if key in built:
            repeated.append(((*where, key), key_node.start_mark.line + 1))
        built[key] = _build(loader, value_node, (*where, key), lines, repeated)
        lines[(*where, key)] = key_node.start_mark.line + 1
    return built

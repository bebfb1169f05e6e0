"""A function's own lines as a definition that stands by itself, with the numbers that it holds."""

import ast
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from . import numeric
from .listing import number
from .source import definition


@dataclass(frozen=True)
class OwnLines:
    """A definition in the names of `formula.numeric`.

    Attributes:
        tree: it, without annotations and without a docstring.
        functions: the functions of that module that it calls, by name.
    """

    tree: ast.FunctionDef
    functions: frozenset[str]

    @property
    def text(self) -> str:
        """The definition as Python."""
        return ast.unparse(self.tree)


def own_lines(function: Callable[..., Any], name: str) -> OwnLines:
    """The function under another name; what it takes from around it stands at its head.

    Raises:
        ValueError: if it takes more than numbers and functions that can be told so, or has no
            source.
    """
    tree = _bare(function, name)
    around = inspect.getclosurevars(function)
    head: list[ast.stmt] = []
    called: set[str] = set()
    for held, value in {**around.globals, **around.nonlocals}.items():
        if getattr(numeric, held, None) is value:
            called.add(held)
        elif isinstance(value, int | float):
            head.append(ast.parse(f"{held} = {number(value)}").body[0])
        elif inspect.isfunction(value):
            inner = own_lines(value, held)
            head.append(inner.tree)
            called |= inner.functions
        else:
            raise ValueError(f"{name} takes {held!r} from around it, which is no number")
    tree.body = [*head, *tree.body]
    return OwnLines(_without_fill(tree), frozenset(called - {"fill"}))


def _bare(function: Callable[..., Any], name: str) -> ast.FunctionDef:
    try:
        tree = definition(function)
    except (OSError, TypeError):
        raise ValueError(f"{name} has no source of its own") from None
    tree.name, tree.decorator_list, tree.returns = name, [], None
    for argument in (*tree.args.args, *tree.args.kwonlyargs, *tree.args.posonlyargs):
        argument.annotation = None
    if ast.get_docstring(tree) is not None:
        tree.body = tree.body[1:]
    return tree


def _without_fill(tree: ast.FunctionDef) -> ast.FunctionDef:
    """A constant does for one point, where arrays need one as long as they are."""

    class Constant(ast.NodeTransformer):
        def visit_Call(self, node: ast.Call) -> ast.AST:
            self.generic_visit(node)
            match node:
                case ast.Call(func=ast.Name(id="fill"), args=[constant, _]):
                    return constant
            return node

    made: ast.FunctionDef = Constant().visit(tree)
    return ast.fix_missing_locations(made)

"""A function that is a list of assignments, read from its own source.

So a rule is written once, as Python; its formula, its step with numbers put in and what its step
is made of are read from the same lines.
"""

import ast
import inspect
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Assignment:
    """`name = value`."""

    name: str
    value: ast.expr


def assignments(function: Callable[..., Any]) -> tuple[Assignment, ...]:
    """The lines of a function that does nothing but assign names and then return.

    Raises:
        ValueError: if it does anything else, naming the line.
    """
    body = definition(function).body
    if isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        body = body[1:]
    *lines, last = body
    if not isinstance(last, ast.Return):
        raise ValueError(f"{function.__name__} must end by returning its results")
    return tuple(_assignment(function.__name__, line) for line in lines)


def _assignment(owner: str, line: ast.stmt) -> Assignment:
    match line:
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            return Assignment(name, value)
    raise ValueError(f"{owner} may only assign names and return, not: {ast.unparse(line)}")


def compiled(expression: ast.expr, owner: Callable[..., Any]) -> Callable[[Mapping[str, Any]], Any]:
    """A part of `owner`'s source as a function of what its names stand for."""
    whole = ast.fix_missing_locations(ast.Expression(expression))
    code = compile(whole, owner.__name__, "eval")
    return lambda values: eval(code, owner.__globals__, dict(values))


def all_names(function: Callable[..., Any]) -> Callable[..., dict[str, Any]]:
    """The same function, giving all its names with the values that they have in the end."""
    tree = definition(function)
    tree.decorator_list, tree.returns = [], None
    tree.args.kw_defaults = [None] * len(tree.args.kwonlyargs)
    for argument in (*tree.args.args, *tree.args.kwonlyargs):
        argument.annotation = None
    returned = ast.Return(ast.Call(ast.Name("locals", ast.Load()), [], []))
    tree.body = [*tree.body[:-1], returned]
    module = ast.fix_missing_locations(ast.Module([tree], []))
    namespace = dict(function.__globals__)
    exec(compile(module, f"<names of {function.__name__}>", "exec"), namespace)
    made: Callable[..., dict[str, Any]] = namespace[function.__name__]
    return made


def definition(function: Callable[..., Any]) -> ast.FunctionDef:
    """The function as it is written.

    Raises:
        ValueError: if it is no function with a source of its own.
    """
    [made, *_] = ast.parse(textwrap.dedent(inspect.getsource(function))).body
    if not isinstance(made, ast.FunctionDef):
        raise ValueError(f"{function!r} is not a function with a source of its own")
    return made


def names_in(expression: ast.expr) -> set[str]:
    """The names that occur in an expression, but for the functions that it calls."""
    called = {id(node.func) for node in ast.walk(expression) if isinstance(node, ast.Call)}
    nodes = (node for node in ast.walk(expression) if id(node) not in called)
    return {node.id for node in nodes if isinstance(node, ast.Name)}


def returned(function: Callable[..., Any]) -> ast.expr:
    """What a function of one line returns.

    Raises:
        ValueError: if it does more than return an expression.
    """
    match definition(function).body:
        case [*_, ast.Return(value=ast.expr() as value)]:
            return value
    raise ValueError(f"{function.__name__} must return an expression")

"""Typed rules by chance, sound ones and broken ones, and such as mean no good.

`python -m tests.random_rules` reads and follows 10 000 of them, and compiles some; it says how long
the slowest took.
"""

import random
import time
from collections.abc import Iterator

from formula.parse import FormulaError
from optim import trace
from optim.program import program
from optim.rules import typed_rule
from surfaces import SURFACES
from surfaces.written import written

NAMES = ("x", "g", "t", "m", "v", "s", "lr", "beta", "beta2", "eps", "c")
FUNCTIONS = ("sqrt", "abs", "sign", "exp", "log", "sin", "cos", "tan", "tanh")
NUMBERS = ("0", "1", "2", "0.5", "1e-8", "1e308", "3.25", "100")
DIRT = "x=+-*/^()., \n;²αβ_#\"'[]{}:@!0123456789gmlr∇\\$&<>\u202e\x00é"

_WRONG = (
    "__import__('os').system('true')",
    "().__class__.__bases__[0].__subclasses__()",
    "eval('1')",
    "open('/etc/passwd').read()",
    "(lambda: g)()",
    "[g for g in (1,)]",
    "g if g else g",
    "g.real",
    "f'{g}'",
    "g := 2",
    "*g",
    "**g",
    "print(g)",
    "exec",
    "globals()",
    "<script>alert(1)</script>",
    "$\\alpha$",
    "[a](javascript:alert(1))",
    "{g}",
    "g\x00",
    "ｇ",
    "é",
    "0x10",
    "1_000",
    "1j",
    "None",
    "True",
    "g @ g",
    "g // g",
    "g % g",
    "g & g",
    "~g",
    "not g",
    "g and g",
    "g < g",
    "'g'",
    "...",
    "await g",
    "yield g",
    "sqrt",
    "sqrt()",
    "sqrt(g",
    "max(g,)",
    "max(,g)",
    "max(g, g, g)",
    "sqrt(x=g)",
    "sqrt(*g)",
    "g()",
    "lr lr",
    "1e400",
)
_GREEDY = (
    "^".join(["9"] * 60),
    "^".join(["1.1"] * 40),
    "2^" * 100 + "2",
    "(" * 290 + "g" + ")" * 290,
    "-" * 500 + "g",
    "+".join(["g"] * 280),
    "*".join(["g"] * 280),
    "/".join(["g"] * 280),
    "sqrt(" * 60 + "g" + ")" * 60,
    "((((g^100)^100)^100)^100)^100",
    "exp(exp(exp(exp(exp(g)))))",
    "t^t^t^t^t",
    "beta^(t+99999)",
    "beta^(t+1)^t",
    "0.9^(t+1e15)",
    "1/0",
    "1/(g-g)",
    "0/0",
    "log(0)",
    "log(-1)",
    "sqrt(-1)",
    "1e308*1e308",
    "1e308*g*1e308",
    "t/(t-1)",
    "g^-100",
    "(-8)^0.5",
    "x^(1/0)",
    "9^(0/0)",
    "0^-1",
    "a" * 500,
    "9" * 500,
    "1/(1/(g-g))",
    "tanh(1/(g-g))",
)
_PLACES = ("x = x - lr*({})", "m = {}\nx = x - lr*m", "{} = g\nx = x - lr*g", "x = x - lr*g; {}")

HOSTILE: list[str] = [
    place.format(each)
    for place in _PLACES
    for each in (*_WRONG, *(_GREEDY if place != _PLACES[2] else ()))
][:200]


def random_rules(count: int, seed: int) -> Iterator[str]:
    """So many, of which every third is broken somewhere."""
    draw = random.Random(seed)
    for i in range(count):
        names = draw.sample(("m", "v", "s"), draw.randint(0, 3))
        lines = [f"{name} = {_expression(draw, 3)}" for name in names]
        lines.append(f"x = {draw.choice(('x - lr', 'x + lr', 'lr'))}*({_expression(draw, 4)})")
        text = draw.choice(("\n", "; ")).join(lines)
        yield _broken(draw, text) if i % 3 == 0 else text


def _expression(draw: random.Random, depth: int) -> str:
    kind = draw.random()
    if depth == 0 or kind < 0.2:
        return draw.choice(NAMES if draw.random() < 0.7 else NUMBERS)
    a, b = (_expression(draw, depth - 1) for _ in "ab")
    if kind < 0.3:
        return f"{draw.choice(FUNCTIONS)}({a})"
    if kind < 0.35:
        return f"{draw.choice(('max', 'min'))}({a}, {b})"
    if kind < 0.4:
        return f"-({a})"
    if kind < 0.5:
        return f"({a})^{draw.choice((b, '2', '3', '-1', 't', '(t+1)', '0.5'))}"
    return f"({a}) {draw.choice('+-*/')} ({b})"


def _broken(draw: random.Random, text: str) -> str:
    for _ in range(draw.randint(1, 3)):
        at = draw.randrange(len(text))
        text = text[:at] + draw.choice(DIRT) + text[at + draw.randint(0, 2) :]
    return text


def follow(text: str, compiled: bool) -> str:
    """Do with a rule what a page does; gives what became of it."""
    try:
        rule = typed_rule(text)
    except FormulaError:
        return "refused"
    surface = SURFACES["rosenbrock"]
    form = written(surface)
    assert form is not None
    if compiled:
        program(rule, form)
    run = trace(rule.key, surface, surface.start, steps=30)
    return "diverged" if run.diverged_at is not None else "ran"


def main() -> None:
    """Follow many rules by chance and all hostile ones."""
    found: dict[str, int] = {}
    slowest, slow = 0.0, ""
    for i, text in enumerate([*HOSTILE, *random_rules(10_000, seed=7)]):
        begun = time.process_time()
        became = follow(text, compiled=i < len(HOSTILE) or i % 20 == 0)
        found[became] = found.get(became, 0) + 1
        taken = time.process_time() - begun
        if taken > slowest:
            slowest, slow = taken, text
    print(f"{len(HOSTILE)} hostile rules and 10 000 random ones: {found}")
    print(f"The slowest took {slowest:.2f} s: {slow!r}")


if __name__ == "__main__":
    main()

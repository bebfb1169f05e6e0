"""Formulas at random, those that somebody up to no good may type, and what must hold for each."""

import time
from collections.abc import Iterator

import numpy as np

from formula.algebra import FUNCTIONS
from formula.parse import LENGTH, FormulaError
from surfaces import Surface, formula

SECONDS = 2.0
"""So long a formula may keep a processor of a usual machine at most."""

DISTANCES = 1e-4, 1e-5, 3e-6
"""So far differences reach to either side."""

NEXT_TO_NONE = 1e-13

CODE = """__import__('os').system('true') | eval('x') | exec("y") | open('/etc/passwd').read()
x.__class__ | ().__class__.__bases__[0].__subclasses__() | lambda: x | [x for x in y]
{x: y} | {x} | [x] | x[0] | x if y else x | x or y | not x | x := 1 | x == y | x != y
x < y | x & y | x | ~x | x << 9 | x @ y | x // y | x % y | f'{x}' | 'x' * 9 | print(x)
globals() | locals() | vars() | dir(x) | getattr(x, 'y') | type(x) | help() | input()
exit() | quit() | breakpoint() | compile('x','y','eval') | import os | from os import *
del x | return x | yield x | await x | async x | raise x | assert x | global x | pass
None | True | False | ... | x; y | x:y | @x | #x | \\x | `x` | $x | x? | x! | x' | a0
t0 | t1 + x | fill(x) | where(x,y,x) | sign(x) | quotient(x, y) | power(x, 2)
maximum(x, y) | __builtins__ | _x | numpy.sin(x) | np.sin(x) | math.pi*x | os.system
self.x | cls | sin.__call__(x) | sin(x)(y) | x(y) | pi(x) | (x)(y) | sin(*x) | sin(**x)
sin(x=y) | sin(x, y) | sin() | *x | **x | x,y | (x, y) | 1_000*x | 0b1*x | 0o7*x | 0xf*x
1j*x"""

MARKUP = """<b>x</b> | <script>alert(1)</script> | <img src=x onerror=alert(1)>
[x](javascript:alert(1)) | **x** | __x__ | $x$ | $$x$$ | `x` | # x | - x - | > x
![x](y) | :red[x] | &lt;x&gt; | {x} | \\frac{x}{y} | x~y | <!-- x --> | </style>x"""

SIGNS = """x\0 | x\u202ey | 𝑥 | ｘ | х + y | x⁴ | ٣*x | x—y | x÷y | ∞*x | x\u200by | é | x\ud800
½x | ∂x | ∑x | x\x1b[0m | 🙂 | x″"""

BROKEN = """( | ) | )( | (x | x) | ((x) | (x)) | () | x() | sin | sin( | sin() | x+ | +  | * | / | ^
** | x** | x^^y | x***y | x//y | x+*y | x*/y | x y | 2x | x2 | xy | 2..3*x | 1e*x
1e+*x | .x | x. | ..x | 1.2.3*x | e5x | --- | x=y | =x | z | Z | sin x"""

NOWHERE = """1/0*x | x/0 | x/(1-1) | 0^-1*x | log(0)*x | log(-1)+x | sqrt(-1)*x | (-2)^x | 0^x
(-8)^(1/3)*x | tan(pi/2)*x | log(-1-x^2) | sqrt(-1-y^2) | 1e999*x | 1e308*1e308*x
exp(1e9)*x | 9^9^9*x | exp(exp(exp(9)))*x | 1/(x-x) | log(x-x) | (x-x)/(x-x)
sqrt(-abs(x)-1) | x^(-1e308) | x^1e308 | 1e-320*x | (1e-320*x)^3 | 1/(1e-320*x)
exp(-exp(exp(x*9)))"""


def hostile() -> list[str]:
    """At least 200 of them."""
    listed = (CODE, MARKUP, SIGNS, BROKEN, NOWHERE)
    return [each for text in listed for each in text.replace("\n", " | ").split(" | ")]


def huge() -> Iterator[str]:
    """The costliest that there is room for."""
    for name in FUNCTIONS:
        yield _nested(f"{name}(", "x*y", ")")
        yield _nested(f"x+{name}(y*", "x", ")")
    for power in ("^95", "^-95", "^.9", "^-9", "^2", "^x", "^1e308", "^-1e-308"):
        yield _nested("(", "x+y", f"){power}")
    for before, after in (("x/(", "+y)"), ("(x-", ")*y"), ("sin(", "*y)"), ("2^(", ")")):
        yield _nested(before, "x", after)
    for piece in (
        "x^",
        "x**",
        "2^",
        "9^",
        "-",
        "+",
        "x*",
        "x/",
        "x+",
        "x^99+",
        "x^y*",
        "x^.5*y^.5+",
    ):
        yield piece * ((LENGTH - 1) // len(piece)) + "x"
    yield "x*" + "9" * (LENGTH - 2)
    yield "x" * LENGTH
    yield "x*0." + "0" * (LENGTH - 5) + "1"


def _nested(before: str, inner: str, after: str) -> str:
    """As deep as there is room for, and as parentheses may be nested."""
    depth = min((LENGTH - len(inner)) // (len(before) + len(after)), 95)
    return before * depth + inner + after * depth


def at_random(rng: np.random.Generator, depth: int = 4) -> str:
    """A formula of x and y, now and then with a mistake in it."""
    text = _term(rng, depth)
    if rng.random() < 0.1:
        place = int(rng.integers(len(text) + 1))
        text = text[:place] + str(rng.choice([*"xy2()+*/^.=z,", ""])) + text[place + 1 :]
    return text


def _term(rng: np.random.Generator, depth: int) -> str:
    if depth == 0 or rng.random() < 0.15:
        number = f"{rng.uniform(0.1, 4.0):.{int(rng.integers(0, 4))}f}"
        return str(rng.choice(["x", "y", "x", "y", number, "pi", "e"]))
    kind = rng.random()
    if kind < 0.3:
        return f"{rng.choice(FUNCTIONS)}({_term(rng, depth - 1)})"
    if kind < 0.45:
        power = rng.choice(["2", "3", "4", "-1", "-2", "0.5", "1.5", "(1+1)", "sqrt(4)", "y", "17"])
        return f"({_term(rng, depth - 1)}){rng.choice(['^', '**'])}{power}"
    sign = rng.choice([" + ", " - ", "*", "/"])
    return f"({_term(rng, depth - 1)}{sign}{_term(rng, depth - 1)})"


def read(text: str) -> tuple[Surface | None, float]:
    """The surface, or None where the formula is refused kindly; and the processor's seconds."""
    begun, surface = time.process_time(), None
    try:
        surface = formula(text)
    except FormulaError as error:
        said = str(error)
    seconds = time.process_time() - begun
    assert surface or 10 < len(said) < 250
    return surface, seconds


def check_derivatives(surface: Surface, rng: np.random.Generator, count: int = 12) -> int:
    """Compare gradient and Hessian with differences, where these are known; gives how often."""
    x, y = rng.uniform(-2.0, 2.0, (2, count))
    with np.errstate(all="ignore"):
        gx, gy = surface.gradient(x, y)
        hxx, hxy, hyy = surface.hessian(x, y)
        slopes = surface.gradient
        compared = _agree(gx, surface.value, x, y, across=True)
        compared += _agree(gy, surface.value, x, y, across=False)
        compared += _agree(hxx, lambda a, b: slopes(a, b)[0], x, y, across=True)
        compared += _agree(hxy, lambda a, b: slopes(a, b)[0], x, y, across=False)
        compared += _agree(hyy, lambda a, b: slopes(a, b)[1], x, y, across=False)
    return compared


def _agree(found, function, x, y, *, across: bool) -> int:  # type: ignore[no-untyped-def]
    """A derivative against differences at three distances, where these agree with each other.

    And where a step that is next to none changes next to nothing: where x^-17 is an angle, y may be
    lost in its rounding altogether.
    """
    differences = []
    for h in DISTANCES:
        dx, dy = (h, 0.0) if across else (0.0, h)
        differences.append((function(x + dx, y + dy) - function(x - dx, y - dy)) / (2.0 * h))
    rough, fine, finest = differences
    size = np.abs(fine) + 1e-3 * (np.abs(function(x, y)) + 1.0)
    known = np.isfinite(rough + fine + finest + found) & (size < 1e8)
    known &= (np.abs(rough - fine) < 1e-5 * size) & (np.abs(finest - fine) < 1e-5 * size)
    beside = function(x + NEXT_TO_NONE, y + NEXT_TO_NONE)
    told = 1e-3 * min(DISTANCES) * (np.abs(fine) + 1e-3 * np.abs(function(x, y)))
    known &= np.abs(beside - function(x, y)) <= told
    assert (np.abs(found - fine)[known] < 1e-3 * size[known]).all()
    return int(known.sum())

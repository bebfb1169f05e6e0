"""A stage's runs as plain numpy code, which does what the picture's descent does, bit for bit."""

from ui.export.batches import examples, generators, limits
from ui.export.program import (
    Program,
    RunCode,
    averages_of,
    call,
    clouds_of,
    hypers,
    joined,
    listed,
)
from ui.export.taken import Taken

NAMED = {"quotient": "divide as quotient"}
"""Functions of `formula.numeric` that numpy has under another name."""
NOT_NUMPYS = {"power"}

POWER = '''
def power(base, t):
    """base to the power t, multiplied up step by step."""
    return math.prod([float(base)] * int(t))
'''

NOISE = '''
def with_noise(gradient, sigma, batch, seed):
    """The gradient with the noise that the mean of so many has, drawn anew at each step."""
    rng = np.random.default_rng(seed)

    def noisy(*point):
        exact = np.array(gradient(*point)).reshape(-1)
        return exact + sigma / np.sqrt(batch) * rng.standard_normal(len(exact))

    return noisy
'''

BATCHES = '''
def batch_gradient(i, w, b):
    """The mean gradient of (w u + b v - y)^2 over the examples i, reckoned from the minimum."""
    uu, uv, vv, ur, vr = MOMENTS.take(i, axis=1).mean(axis=1)
    dw, db = w - MINIMUM[0], b - MINIMUM[1]
    return 2.0 * (uu * dw + uv * db - ur), 2.0 * (uv * dw + vv * db - vr)


def of_batches(batches):
    """The gradient of the next batch at each step."""
    return lambda w, b: batch_gradient(next(batches), w, b)
'''

CLIPPED = '''
def clipped(gradient, value=np.inf, norm=np.inf):
    """The gradient cut: each coordinate to at most value, then the length to at most norm."""

    def cut(*point):
        g = np.clip(np.array(gradient(*point)).reshape(-1), -value, value)
        length = np.sqrt((g * g).sum())
        return g * (norm / max(length, norm)) if norm < np.inf else g

    return cut
'''

EMA = '''
def ema(points, beta):
    """The exponential average of the points so far, corrected for its start at 0."""
    average, averages = np.zeros(points.shape[1]), []
    for t, point in enumerate(points, 1):
        average = beta * average + (1 - beta) * point
        averages.append(average / (1 - power(beta, t)))
    return np.array(averages)
'''

MEAN = '''
def mean(points):
    """The mean of the points so far."""
    return np.cumsum(points, axis=0) / np.arange(1, len(points) + 1)[:, np.newaxis]
'''

CLOUDS_END = """
for name, cloud in clouds.items():
    middle = np.mean([points[-1] for points in cloud], axis=0)
    print(f"{name}: {len(cloud)} runs, their last points' mean is {middle.tolist()}")
"""

NEEDS = "It needs numpy 2, and reckons as the picture does, step by step."
RULES = "# The rules: t counts the steps from 1, x is the point, g the gradient, lr the rate."

END = """
for name, points in POINTS:
    end = points[-1]
    print(f"{name}: after {len(points) - 1} steps at {end.tolist()}, f = {VALUES(*end)!r}")
"""


def numpy_code(taken: Taken) -> str:
    """The program, which prints where each run ends.

    `runs` has all their points, `averages` those of their averages, and `clouds` lists of runs.

    Raises:
        NotWrittenError: if a run cannot be written, saying why.
    """
    program = Program(taken)
    codes = program.codes
    exponential, plain = averages_in(taken)
    made = [definition for rule in program.rules.values() for definition in rule]
    return joined(
        program.head(NEEDS),
        _imports(program),
        POWER if "power" in _functions(program) else "",
        *(each.text for each in program.surfaces),
        *_examples(program),
        RULES,
        *(each.text for each in made),
        *(each.text for each in program.factors.values()),
        NOISE if any(code.source.sigma is not None for code in codes) else "",
        CLIPPED if any(code.source.value or code.source.norm for code in codes) else "",
        _descend(codes),
        EMA if exponential else "",
        MEAN if plain else "",
        listed("runs", [(code.run.name, _call(code)) for code in program.runs]),
        averages_of(taken),
        clouds_of(program.clouds, _call),
        _end(program),
    )


def averages_in(taken: Taken) -> tuple[bool, bool]:
    """Whether there are exponential averages, and whether there are means."""
    betas = [each.beta for each in taken.averages]
    return any(beta is not None for beta in betas), None in betas


def _functions(program: Program) -> frozenset[str]:
    """The functions of `formula.numeric` that the program calls."""
    exponential, _ = averages_in(program.taken)
    return program.functions() | ({"power"} if exponential else set())


def _imports(program: Program) -> str:
    functions = _functions(program)
    named = [NAMED.get(name, name) for name in sorted(functions - NOT_NUMPYS)]
    taken = sorted(name for name in named if name != "abs")
    return "\n".join(
        [
            *(["import math", ""] if "power" in functions else []),
            "import numpy as np",
            *([f"from numpy import {', '.join(taken)}"] if taken else []),
            "",
            "# A run that gets farther than this from the origin has left all bounds.",
            "FAR = 1e6",
            "# What overflows then is infinite, without a warning.",
            'np.seterr(all="ignore")',
        ]
    )


def _examples(program: Program) -> list[str]:
    surface = program.examples
    if surface is None:
        return []
    w, b = map(repr, surface.minima[0])
    return [
        "# The examples: w u + b v is to be y; the line that fits them best has these w and b.\n"
        + f"{examples(program, 'np.array')}\nMINIMUM = ({w}, {b})"
        + "\nRESIDUAL = Y - MINIMUM[0] * U - MINIMUM[1] * V\n"
        + "MOMENTS = np.stack([U * U, U * V, V * V, U * RESIDUAL, V * RESIDUAL])",
        BATCHES,
        *generators(program),
    ]


def _descend(runs: list[RunCode]) -> str:
    """The loop, with what one of the runs needs."""
    look, factor = any(code.look for code in runs), any(code.factor for code in runs)
    stops = any(code.run.plan.tolerance >= 0.0 for code in runs)
    options = {"look=None": look, "factor=None": factor, "low=-1.0": stops}
    given = "".join(f", {name}" for name, wanted in options.items() if wanted)
    ends = " or its squared gradient is low" if stops else ""
    lines = (
        (f"def descend(rule, gradient, start, steps, memories, hypers{given}):", True),
        (
            f'    """All points of a run, the start first, until it leaves all bounds{ends}."""',
            True,
        ),
        ("    x, memory = np.array(start), [np.zeros(len(start))] * memories", True),
        ("    now = {name: np.float64(value) for name, value in hypers.items()}", True),
        ("    points = [x]", True),
        ("    for t in range(1, steps + 1):", True),
        ("        if factor:", factor),
        ('            now["lr"] = hypers["lr"] * factor(t)', factor),
        ("        at = look(x, *memory, **now) if look else x", look),
        (f"        g = np.array(gradient(*{'at' if look else 'x'})).reshape(-1)", True),
        ("        size = (g * g).sum()", True),
        (f"        if not size < np.inf{' or size <= low' if stops else ''}:", True),
        ("            break", True),
        ("        x, *memory = rule(t, x, g, *memory, **now)", True),
        ("        if not (x * x).sum() <= FAR * FAR:", True),
        ("            break", True),
        ("        points.append(x)", True),
        ("    return np.array(points)", True),
    )
    return "\n".join(line for line, wanted in lines if wanted)


def _call(code: RunCode) -> str:
    plan = code.run.plan
    return call(
        "descend",
        code.rule,
        _gradient(code),
        f"start={plan.start!r}",
        f"steps={code.run.steps}",
        f"memories={len(plan.optimizer.memory)}",
        f"hypers={hypers(plan)}",
        *([f"look={code.look}"] if code.look else []),
        *([f"factor={code.factor}"] if code.factor else []),
        *([f"low={plan.tolerance!r}"] if plan.tolerance >= 0.0 else []),
    )


def _gradient(code: RunCode) -> str:
    """Where the gradients come from, from the inside out."""
    source, seed = code.source, f"seed={code.seed}"
    made = code.gradient
    if source.size is not None:
        draw = "drawn" if source.replacement else "shuffled"
        made = f"of_batches({draw}({source.size}, {seed}))"
    elif source.sigma is not None:
        made = f"with_noise({made}, sigma={source.sigma!r}, batch={source.batch}, {seed})"
    cut = limits(source)
    return f"clipped({made}, {cut})" if cut else made


def _end(program: Program) -> str:
    """Prints where everything ends."""
    values = {code.value for code in program.runs}
    told = END.replace("POINTS", points_of(program))
    if len(values) == 1:
        told = told.replace("VALUES(*end)!r", f"float({values.pop()}(*end))!r")
    told = told.replace(", f = {VALUES(*end)!r}", "")
    return (told if program.runs else "") + (CLOUDS_END if program.clouds else "")


def points_of(program: Program) -> str:
    """All that has points, by name."""
    return "{**runs, **averages}.items()" if program.taken.averages else "runs.items()"

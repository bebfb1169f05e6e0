"""A stage's runs as PyTorch code: with its own optimizers where it has them."""

from ui.export.batches import examples, generators, limits
from ui.export.formulas import Definition
from ui.export.numpy_code import RULES, averages_in, points_of
from ui.export.program import (
    Program,
    RunCode,
    averages_of,
    call,
    clouds_of,
    comment,
    hypers,
    joined,
    listed,
)
from ui.export.sensitive import is_sensitive
from ui.export.sources import NotWrittenError
from ui.export.taken import Taken
from ui.export.torch_rules import PARAMS, TORCH_RULES

NEEDS = "It needs PyTorch, which rounds in another order; the runs end within 1e-9 of the picture."
SENSITIVE = (
    "But these runs make so much of the last digits that with other roundings they may end "
    "elsewhere: "
)

IMPORTS = """
import torch

# A run that gets farther than this from the origin has left all bounds.
FAR = 1e6
torch.set_default_dtype(torch.float64)
"""

NAMED = {"quotient": "divide"}

ON_TENSORS = '''
def on_tensors(function):
    """The function for plain numbers as well."""
    return lambda *parts: function(*map(torch.as_tensor, parts))
'''

POWER = '''
def power(base, t):
    """base to the power t."""
    return base**t
'''

RULE = '''
class Rule(torch.optim.Optimizer):
    """A rule that PyTorch does not have, given as a function of one coordinate."""

    def __init__(self, params, rule, memories, hypers):
        super().__init__(params, {"lr": hypers["lr"]})
        self.rule, self.memories, self.hypers, self.t = rule, memories, hypers, 0

    @torch.no_grad()
    def step(self):
        self.t += 1
        for group in self.param_groups:
            hypers = {**self.hypers, "lr": group["lr"]}
            for x in group["params"]:
                nothing = [torch.zeros_like(x)] * self.memories
                memory = self.state[x].get("memory", nothing)
                moved, *self.state[x]["memory"] = self.rule(self.t, x, x.grad, *memory, **hypers)
                x.copy_(moved)
'''

NOISE = '''
def with_noise(sigma, batch, seed):
    """Adds the noise that the mean of so many gradients has; the numbers are numpy's."""
    rng = np.random.default_rng(seed)
    return lambda g: g + torch.from_numpy(sigma / np.sqrt(batch) * rng.standard_normal(len(g)))
'''

CLIPPED = '''
def clipped(value=torch.inf, norm=torch.inf):
    """Cuts each coordinate to at most value, then the length to at most norm.

    torch.nn.utils.clip_grad_norm_ adds 1e-6 to the length, and would end elsewhere.
    """

    def cut(g):
        g = g.clamp(-value, value)
        return g * (norm / g.norm().clamp(min=norm)) if norm < torch.inf else g

    return cut
'''

BATCHES = '''
def of_batches(batches):
    """The squared error of the next batch at each step."""

    def batch_loss(w, b):
        i = torch.from_numpy(next(batches))
        return ((w * U[i] + b * V[i] - Y[i]) ** 2).mean()

    return batch_loss
'''

BEHIND = '''
def behind(optimizer):
    """How far the picture's point lies behind PyTorch's parameter, with Nesterov's momentum."""
    group = optimizer.param_groups[0]
    velocity = optimizer.state[group["params"][0]].get("momentum_buffer", torch.zeros(()))
    return group["lr"] * group["momentum"] * velocity
'''

EMA = '''
def ema(points, beta):
    """The exponential average of the points so far, corrected for its start at 0."""
    average, averages = torch.zeros(points.shape[1]), []
    for t, point in enumerate(points, 1):
        average = beta * average + (1 - beta) * point
        averages.append(average / (1 - beta**t))
    return torch.stack(averages)
'''

MEAN = '''
def mean(points):
    """The mean of the points so far."""
    return points.cumsum(0) / torch.arange(1, len(points) + 1)[:, None]
'''

CLOUDS_END = """
for name, cloud in clouds.items():
    middle = torch.stack([points[-1] for points in cloud]).mean(0)
    print(f"{name}: {len(cloud)} runs, their last points' mean is {middle.tolist()}")
"""

END = """
for name, points in POINTS:
    print(f"{name}: after {len(points) - 1} steps at {points[-1].tolist()}")
"""


def torch_code(taken: Taken) -> str:
    """The program, which prints where each run ends.

    `runs` has all their points, `averages` those of their averages, and `clouds` lists of runs.

    Raises:
        NotWrittenError: if a run cannot be written, saying why.
    """
    program = Program(taken)
    codes = program.codes
    exponential, plain = averages_in(taken)
    own = _own_rules(program)
    functions = frozenset[str]().union(*(each.functions for each in _needed(program)))
    return joined(
        program.head(NEEDS, *_warning(codes)),
        _imports(program),
        ON_TENSORS + _on_tensors(functions) if functions - {"power"} else "",
        POWER if "power" in functions else "",
        *(each.text for each in program.surfaces if not each.name.startswith("gradient")),
        *_examples(program),
        *([RULES, *(program.rules[key][-1].text for key in own), RULE] if own else []),
        *(each.text for each in program.factors.values()),
        NOISE if any(code.source.sigma is not None for code in codes) else "",
        CLIPPED if any(code.source.value or code.source.norm for code in codes) else "",
        BEHIND if any(_is(code, "ahead") for code in codes) else "",
        _descend(codes),
        EMA if exponential else "",
        MEAN if plain else "",
        "\n".join(comment(note) for note in _notes(codes)),
        listed("runs", [(code.run.name, _call(code)) for code in program.runs]),
        averages_of(taken),
        clouds_of(program.clouds, _call),
        END.replace("POINTS", points_of(program)) if program.runs else "",
        CLOUDS_END if program.clouds else "",
    )


def _warning(runs: list[RunCode]) -> list[str]:
    names = [code.run.name for code in runs if is_sensitive(code.run)]
    return [f"{SENSITIVE}{', '.join(names)}."] if names else []


def _is(code: RunCode, what: str) -> bool:
    known = TORCH_RULES.get(code.run.plan.optimizer.key)
    return known is not None and bool(getattr(known, what))


def _own_rules(program: Program) -> list[str]:
    """The rules that PyTorch does not have."""
    own = [key for key in program.rules if key not in TORCH_RULES]
    for key in own:
        if len(program.rules[key]) > 1:
            raise NotWrittenError("PyTorch has no rule that looks ahead like this one.")
    return own


def _needed(program: Program) -> list[Definition]:
    rules = [program.rules[key][-1] for key in _own_rules(program)]
    values = [each for each in program.surfaces if not each.name.startswith("gradient")]
    return [*values, *rules, *program.factors.values()]


def _imports(program: Program) -> str:
    drawn = any(code.source.random for code in program.codes)
    return ("import numpy as np\n" if drawn else "") + IMPORTS.lstrip()


def _on_tensors(functions: frozenset[str]) -> str:
    lines = [
        f"{name} = on_tensors(torch.{NAMED.get(name, name)})"
        for name in sorted(functions - {"power"})
    ]
    return "\n\n" + "\n".join(lines)


def _examples(program: Program) -> list[str]:
    if program.examples is None:
        return []
    return [
        "# The examples: w u + b v is to be y.\n" + examples(program, "torch.tensor"),
        BATCHES,
        *generators(program),
    ]


def _descend(runs: list[RunCode]) -> str:
    """The loop, with what one of the runs needs."""
    ahead, fold = (any(_is(code, what) for code in runs) for what in ("ahead", "folded"))
    factor = any(code.factor for code in runs)
    stops = any(code.run.plan.tolerance >= 0.0 for code in runs)
    options = {"factor=None": factor, "fold=None": fold, "ahead=False": ahead, "low=-1.0": stops}
    given = "".join(f", {name}" for name, wanted in options.items() if wanted)
    times = "float(factor(t))"
    lines = (
        (f"def descend(make, loss, start, steps, edits=(){given}):", True),
        ('    """All points of a run, the start first, until it ends."""', True),
        ("    x = torch.tensor(start, requires_grad=True)", True),
        ("    optimizer = make([x])", True),
        ("    group, points = optimizer.param_groups[0], [x.detach().clone()]", True),
        ('    lr = group["lr"]', factor),
        ("    for t in range(1, steps + 1):", True),
        ("        if factor:", factor),
        ("            x.data += behind(optimizer) if ahead else 0.0", factor and ahead),
        (f'            group["lr"] = lr * {times}', factor and not fold),
        (f'            group["lr"] = lr * (1.0 if fold else {times})', factor and fold),
        ("            x.data -= behind(optimizer) if ahead else 0.0", factor and ahead),
        ("        optimizer.zero_grad()", True),
        ("        loss(*x).backward()", True),
        ("        for edit in edits:", True),
        ("            x.grad = edit(x.grad)", True),
        ("        size = (x.grad * x.grad).sum()", True),
        (f"        if not size < torch.inf{' or size <= low' if stops else ''}:", True),
        ("            break", True),
        ("        if fold:", fold),
        (f"            x.grad *= fold * ({times} if factor else 1.0)", fold and factor),
        ("            x.grad *= fold", fold and not factor),
        ("        optimizer.step()", True),
        ("        point = x.detach().clone()", not ahead),
        ("        point = x.detach() + (behind(optimizer) if ahead else 0.0)", ahead),
        ("        if not point.norm() <= FAR:", True),
        ("            break", True),
        ("        points.append(point)", True),
        ("    return torch.stack(points)", True),
    )
    return "\n".join(line for line, wanted in lines if wanted)


def _notes(runs: list[RunCode]) -> list[str]:
    """Where PyTorch means something else by a rule that is here."""
    rules = {code.run.plan.optimizer.key: code.run.plan.optimizer.name for code in runs}
    noted = {rules[key]: TORCH_RULES[key].note for key in rules if key in TORCH_RULES}
    return [f"{name}: {note}" for name, note in noted.items() if note]


def _call(code: RunCode) -> str:
    plan = code.run.plan
    known = TORCH_RULES.get(plan.optimizer.key)
    edits = _edits(code)
    return call(
        "descend",
        known.make(plan.hypers) if known else _own(code),
        _loss(code),
        f"start={list(plan.start)!r}",
        f"steps={code.run.steps}",
        *([f"edits=[{', '.join(edits)}]"] if edits else []),
        *([f"factor={code.factor}"] if code.factor else []),
        *([f"fold={plan.hypers['lr']!r}"] if known and known.folded else []),
        *(["ahead=True"] if known and known.ahead else []),
        *([f"low={plan.tolerance!r}"] if plan.tolerance >= 0.0 else []),
    )


def _own(code: RunCode) -> str:
    plan = code.run.plan
    memories = len(plan.optimizer.memory)
    return f"lambda {PARAMS}: Rule({PARAMS}, {code.rule}, {memories}, {hypers(plan)})"


def _loss(code: RunCode) -> str:
    source = code.source
    if source.size is None:
        return code.value
    draw = "drawn" if source.replacement else "shuffled"
    return f"of_batches({draw}({source.size}, seed={code.seed}))"


def _edits(code: RunCode) -> list[str]:
    """What happens to each gradient before the optimizer has it."""
    source, seed = code.source, code.seed
    noise = f"with_noise(sigma={source.sigma!r}, batch={source.batch}, seed={seed})"
    cut = limits(source)
    return [
        *([noise] if source.sigma is not None else []),
        *([f"clipped({cut})"] if cut else []),
    ]

"""A stage's runs as a program, as far as its parts are the same for every library."""

import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from formula.listing import number
from optim.plan import Plan
from ui.export.formulas import (
    INDENT,
    Definition,
    factor_function,
    plain_name,
    rule_functions,
    surface_functions,
)
from ui.export.sources import NotWrittenError, Parts, parts
from ui.export.taken import Taken, TakenCloud, TakenRun, surface_named
from ui.stage.payload import identity

OWN_NAMES = frozenset(
    {"value", "gradient", "descend", "clipped", "with_noise", "of_batches", "shuffled", "drawn"}
    | {"batch_gradient", "power", "look_ahead", "runs", "math", "np", "torch", "Rule", "name"}
    | {"ema", "mean", "averages", "clouds"}
)
"""Names that programs use by themselves."""

WIDTH = 96


@dataclass(frozen=True)
class RunCode:
    """The names that a run's parts have in a program.

    Attributes:
        rule, look, factor: functions; empty where there is none.
        value, gradient: those of its surface.
        seed: its seed, or the name that stands for the seeds of a cloud.
    """

    run: TakenRun
    source: Parts
    rule: str
    look: str
    factor: str
    value: str
    gradient: str
    seed: str


@dataclass
class Program:
    """The definitions that the runs of a stage need.

    Raises:
        NotWrittenError: if one of them cannot be written.
    """

    taken: Taken
    surfaces: list[Definition] = field(default_factory=list)
    rules: dict[str, list[Definition]] = field(default_factory=dict)
    factors: dict[Any, Definition] = field(default_factory=dict)

    @cached_property
    def runs(self) -> list[RunCode]:
        """All runs, with the names that their parts have."""
        if not self._followed:
            raise NotWrittenError(
                "No single run is drawn here, so there is no code; the numbers can be saved."
            )
        return [self._run(run, str(int(run.plan.seed))) for run in self.taken.runs]

    @cached_property
    def clouds(self) -> list[tuple[TakenCloud, RunCode]]:
        """Each with what its runs are but for their seeds."""
        return [(cloud, self._run(cloud.first, "seed")) for cloud in self.taken.clouds]

    @property
    def codes(self) -> list[RunCode]:
        """All runs, those of a cloud once."""
        return [*self.runs, *(code for _, code in self.clouds)]

    @property
    def _followed(self) -> list[TakenRun]:
        return [*self.taken.runs, *(cloud.first for cloud in self.taken.clouds)]

    @cached_property
    def examples(self) -> Any:
        """The surface whose examples are drawn; None where none are.

        Raises:
            NotWrittenError: if there are several.
        """
        found = [code.run.plan.surface for code in self.codes if code.source.size is not None]
        if len({identity(each) for each in found}) > 1:
            raise NotWrittenError("Runs on several sets of data cannot be written as one program.")
        return found[0] if found else None

    def functions(self) -> frozenset[str]:
        """The functions of `formula.numeric` that all definitions call."""
        rules = (definition for rule in self.rules.values() for definition in rule)
        made = [*self.surfaces, *self.factors.values(), *rules]
        return frozenset[str]().union(*(each.functions for each in made))

    def head(self, *needs: str) -> str:
        """What stands above the program, in comments: nothing there is run."""
        words = [f"{self.taken.title}: the runs of the picture. Made by Descent Lab.", *needs]
        words.append(f"link: {self.taken.link}")
        for run in self.taken.runs:
            told = [f"{name} {value}" for name, value in run.settings()]
            words.append(f"{run.name}: {', '.join(told)}")
        for cloud in self.taken.clouds:
            told = [f"{name} {value}" for name, value in cloud.first.settings() if name != "seed"]
            seeds = f"seeds {cloud.seeds[0]} to {cloud.seeds[-1]}"
            words.append(f"{cloud.name}: {', '.join([seeds, *told])}")
        lacking = [other for other in self.taken.others if not other.written]
        words += [
            f"{other.name}: not followed here, its points are among the numbers"
            for other in lacking[:4]
        ]
        return "\n".join(comment(line) for line in words)

    def _run(self, run: TakenRun, seed: str) -> RunCode:
        plan = run.plan
        value, gradient = self._surface(plan.surface)
        rule, look = self._rule(run)
        return RunCode(run, parts(plan), rule, look, self._factor(run), value, gradient, seed)

    @cached_property
    def _places(self) -> dict[str, int]:
        """The surfaces of the runs, counted."""
        keys = dict.fromkeys(identity(run.plan.surface) for run in self._followed)
        return {key: i for i, key in enumerate(keys, 1)}

    def _surface(self, surface: Any) -> tuple[str, str]:
        number = self._places[identity(surface)]
        end = f"_{number}" if len(self._places) > 1 else ""
        names = f"value{end}", f"gradient{end}"
        if names[0] not in {each.name for each in self.surfaces}:
            first, second = surface_functions(surface, *names)
            told = f"{comment(surface_named(surface))}\n{first.text}"
            self.surfaces += [Definition(first.name, told, first.functions), second]
        return names

    def _rule(self, run: TakenRun) -> tuple[str, str]:
        optimizer = run.plan.optimizer
        if optimizer.key not in self.rules:
            others = OWN_NAMES | {made[-1].name for made in self.rules.values()}
            name = plain_name(optimizer.key, others, len(self.rules) + 1)
            *look, rule = rule_functions(optimizer, name)
            told = f"{comment(f'{optimizer.name}: {optimizer.idea}')}\n{rule.text}"
            self.rules[optimizer.key] = [*look, Definition(name, told, rule.functions)]
        *look, rule = self.rules[optimizer.key]
        return rule.name, look[0].name if look else ""

    def _factor(self, run: TakenRun) -> str:
        plan = run.plan
        if plan.schedule is None:
            return ""
        key = (plan.schedule, run.steps)
        if key not in self.factors:
            name = f"factor_{len(self.factors) + 1}"
            self.factors[key] = factor_function(plan.schedule, plan.factors, name)
        return self.factors[key].name


def comment(text: str) -> str:
    """A text as a comment, whatever stands in it."""
    plain = "".join(each if each.isprintable() else " " for each in " ".join(text.split()))
    lines = textwrap.wrap(plain, WIDTH, break_long_words=False, break_on_hyphens=False)
    return "\n".join(f"# {line}" for line in lines)


def call(name: str, *arguments: str) -> str:
    """A call, over several lines where it is long."""
    line = f"{name}({', '.join(arguments)})"
    if len(line) <= WIDTH - 2 * len(INDENT):
        return line
    return "\n".join([f"{name}(", *(f"{INDENT}{each}," for each in arguments), ")"])


def hypers(plan: Plan) -> str:
    """A plan's hyper-parameters by name."""
    told = (f"{name!r}: {number(value)}" for name, value in plan.hypers.items())
    return f"{{{', '.join(told)}}}"


def numbers(name: str, values: Sequence[float], make: str) -> str:
    """An array of numbers, as many on a line as there is room for."""
    if set(values) == {1.0}:
        return f"{name} = {make.replace('array', 'ones').replace('tensor', 'ones')}({len(values)})"
    lines, line = [], ""
    for value in map(number, values):
        if len(line) + len(value) > WIDTH:
            lines.append(line.rstrip())
            line = ""
        line += f"{value}, "
    body = "\n".join(f"{INDENT}{each}" for each in [*lines, line.rstrip()])
    return f"{name} = {make}([\n{body}\n])"


def listed(title: str, parts: Sequence[tuple[str, str]]) -> str:
    """A dictionary of this title, each part by its name; nothing where there are none."""
    if not parts:
        return ""

    def entries() -> Iterator[str]:
        for name, text in parts:
            yield f"{name!r}: {text},"

    body = "\n".join(f"{INDENT}{line}" for each in entries() for line in each.splitlines())
    return f"{title} = {{\n{body}\n}}"


def averages_of(taken: Taken) -> str:
    """The averages by their names, each of the points of its run."""

    def made(run: str, beta: float | None) -> str:
        return f"mean(runs[{run!r}])" if beta is None else f"ema(runs[{run!r}], {beta!r})"

    return listed("averages", [(each.name, made(each.run, each.beta)) for each in taken.averages])


def clouds_of(clouds: Sequence[tuple[TakenCloud, RunCode]], write: Callable[[RunCode], str]) -> str:
    """The clouds by their names, each a list of runs; `write` gives the call that follows one."""

    def runs(cloud: TakenCloud, code: RunCode) -> str:
        call = textwrap.indent(write(code), INDENT)
        first, end = cloud.seeds.start, cloud.seeds.stop
        return f"[\n{call}\n{INDENT}for seed in range({first}, {end})\n]"

    return listed("clouds", [(each[0].name, runs(*each)) for each in clouds])


def joined(*sections: str) -> str:
    """The sections of a program, those that there are."""
    return "\n\n\n".join(each.strip("\n") for each in sections if each) + "\n"

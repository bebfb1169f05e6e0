"""What is said of runs, alone and side by side, against what they did by a reckoning of its own."""

import math
import re
from collections.abc import Callable, Mapping, Sequence

from .reckon import NEAR, Reckoned
from .sentences import BOLD, NUMBER, Reader, alternatives, check_form, placed, shows, wrong

Runs = Sequence[tuple[str, Reckoned]]
Check = Callable[[re.Match[str], Reckoned], bool]

_STEPS = r"(\d+) steps?"
_PLACE = rf"(\({NUMBER}, {NUMBER}\)|{NUMBER})"
_AWAY = rf"{BOLD} from the nearest minimum"
_EDGE = rf"past (\w+) = ({NUMBER})"


def check(sentence: str, runs: Runs) -> None:
    """Every part of the sentence is true, and every run is told of once."""
    check_form(sentence)
    told: list[str] = []
    reader = Reader(_known(sentence, runs[0][1]))
    if len(runs) == 1:
        told.append(_single(reader, runs[0]))
    else:
        told += _arrivals(reader, runs)
        told += _distances(reader, runs)
        while not reader.done:
            told.append(_brief(reader, runs, told))
    if sorted(told) != sorted(name for name, _ in runs):
        wrong(sentence, f"tells of {told}")
    if not reader.done:
        reader.fail()


def _known(sentence: str, run: Reckoned) -> str:
    """The sentence as it is of known minima; those that a search found must be called so."""
    known = sentence.replace("minimum found", "minimum")
    named = len(re.findall("nearest minimum|of the minimum", known))
    searched = getattr(run.surface, "found", False)
    if sentence.count("minimum found") != (named if searched else 0):
        wrong(sentence, "minima that a search found are called so, and no others")
    return known


def _rest(reader: Reader) -> None:
    reader.take(" ")


def _dist(text: str, run: Reckoned) -> bool:
    return shows(text, run.distance, 2)


def _steps(text: str, run: Reckoned) -> bool:
    return int(text) == run.steps


def _arrived(at: str, run: Reckoned) -> bool:
    return run.left_at is None and run.stays_from == int(at) and run.next_stays


def _at(text: str, run: Reckoned) -> bool:
    return _placed_at(text, run.minima[run.nearest(run.end)[0]])


def _placed_at(text: str, there: Sequence[float]) -> bool:
    return all(shows(f"{shown}", c, 3) or abs(shown - c) < 5e-3 * max(1e-9, abs(c))
               for shown, c in zip(placed(text), there, strict=True))  # fmt: skip


def _arrivals(reader: Reader, runs: Runs) -> list[str]:
    """ "A and B stay within 0.05 of a minimum from step n on, C from step m on. They end …"."""
    one = rf"(?:{alternatives([name for name, _ in runs])})(?: \(at {_plain(_PLACE)}\))?"
    some = rf"{one}(?:, {one})*(?: and {one})?"
    found = reader.take(
        rf"({some}) (stays?) within 0\.05 of a minimum from step \*\*(\d+)\*\* on"
        rf"((?:, {some} from step \*\*\d+\*\* on)*)\. (It ends|They end) "
    )
    if not found:
        return []
    groups = [(found[1], found[3])]
    groups += re.findall(rf", ({some}) from step \*\*(\d+)\*\* on", found[4])
    told: list[str] = []
    each: list[tuple[int, Reckoned]] = []
    for names, at in groups:
        members = _named(names, runs, told)
        if (found[2] == "stays") != (len(_named(found[1], runs, [])) == 1):
            reader.fail("singular and plural")
        for name, run, place in members:
            if not _arrived(at, run) or (place and not _at(place, run)):
                reader.fail(f"{name}: from {run.stays_from}, {run.left_at}, {run.next_stays}")
            told.append(name)
            each.append((int(at), run))
    if [at for at, _ in each] != sorted(at for at, _ in each):
        reader.fail("not in their order")
    if (found[5] == "It ends") != (len(each) == 1):
        reader.fail("singular and plural")
    different = {run.nearest(run.end)[0] for _, run in each}
    if (len(different) > 1) != (" (at " in found[0]):
        reader.fail("the same minimum or not")
    ends = reader.take(rf"({BOLD}(?:, {BOLD})*(?: and {BOLD})?) away\. ?") or reader.fail()
    shown = re.findall(BOLD, ends[1])
    if len(shown) != len(each) or not all(_dist(s, run) for s, (_, run) in _pairs(shown, each)):
        reader.fail(f"ends {[run.distance for _, run in each]}")
    return told


def _pairs(one: Sequence[str], other: Sequence[tuple[int, Reckoned]]):  # type: ignore[no-untyped-def]
    return zip(one, other, strict=True)


def _plain(pattern: str) -> str:
    """A pattern without groups to read out."""
    return re.sub(r"(?<!\\)\((?!\?)", "(?:", pattern)


def _named(text: str, runs: Runs, told: Sequence[str]) -> list[tuple[str, Reckoned, str]]:
    """The runs that a list of names stands for, each with the place told beside it."""
    pattern = rf"({alternatives([n for n, _ in runs])})(?: \(at {_PLACE}\))?(?:, | and |$)"
    used = list(told)
    members = []
    for name, place in re.findall(pattern, text):
        same = [run for n, run in runs if n == name]
        run = same[min(used.count(name), len(same) - 1)]
        used.append(name)
        members.append((name, run, place))
    return members


def _distances(reader: Reader, runs: Runs) -> list[str]:
    """ "A ended d, B e and C f from the nearest minimum."."""
    name = f"({alternatives([n for n, _ in runs])})"
    start = reader.at
    first = reader.take(rf"{name} ended {BOLD}")
    if not first:
        return []
    parts = [(first[1], first[2])]
    while more := reader.take(rf"(?:, | and ){name} {BOLD}"):
        parts.append((more[1], more[2]))
    if not reader.take(r" from the nearest minimum\. ?"):
        reader.at = start
        reader.fail()
    told: list[str] = []
    for who, away in parts:
        ((_, run, _),) = _named(who, runs, told)
        told.append(who)
        if not (_under_way(run) and _dist(away, run)):
            reader.fail(f"{who}: {run.distance}")
    return told


def _under_way(run: Reckoned) -> bool:
    """Neither near a minimum now or before, nor out of the picture, nor at rest elsewhere."""
    return run.near_at is None and run.left_at is None and not stands(run)


def stands(run: Reckoned) -> bool:
    """Whether it stands exactly at a known saddle or maximum and stays there."""
    tops = [*getattr(run.surface, "saddles", ()), *run.surface.maxima]
    tops = [top if isinstance(top, tuple) else (top,) for top in tops]
    still = run.following is not None and math.dist(run.following, run.end) == 0.0
    return still and any(math.dist(run.end, top) < 1e-9 for top in tops)


def _hovers(found: re.Match[str], run: Reckoned, at: str | None, share: str) -> bool:
    first = run.near_at
    if first is None or (first != int(at) if at else first != 0) or run.left_at is not None:
        return False
    if run.stays_from is not None and run.next_stays:
        return False
    since = [place is not None for place in run.near[first:]]
    part = sum(since) / len(since)
    if "its next step leads out again" in share:
        return part == 1.0 and not run.next_stays
    late = [place is not None for place in run.near[-max(1, len(run.near) // 3) :]]
    if ("has left it" in share) == any(late):
        return False
    percent = re.search(r"(\d+) % of", share)
    return part < 0.005 + 1e-12 if percent is None else abs(100 * part - int(percent[1])) <= 0.5001


_CAME = r"(?:starts|first came) within 0\.05 of a minimum(?: at step \*\*(\d+)\*\*)?(, but [^;]*)"
_FORMS: Mapping[str, Check] = {
    # Alone.
    r"N \*\*diverged at step (\d+)\*\*: the steps grew without bound\.": lambda m, r: (
        r.diverged_at == int(m[2])
    ),
    r"N ended at step \*\*(\d+)\*\*, where f has \*\*no value\*\* and no slope to follow\.": (
        lambda m, r: (
            r.diverged_at == int(m[2]) + 1
            and _steps(m[2], r)
            and math.isnan(r.surface.value(*r.points[-1]))
        )
    ),
    rf"After {_STEPS} N (is|stands)( exactly at| {NUMBER} from) a \*\*(saddle|maximum)\*\*"
    r"( and does not leave it downhill)?: the slope is zero there, (?:and all ways lead down|"
    r"but the surface still falls to some side)\.": lambda m, r: (
        _steps(m[1], r) and _top(r, m[5], m[4])
    ),
    rf"After {_STEPS} N jumps to and fro between two points, {BOLD} apart(?:, {_AWAY})?\.": (
        lambda m, r: _steps(m[1], r) and _cycles(r, m[3]) and (not m[4] or _dist(m[4], r))
    ),
    rf"N stays within 0\.05 of the minimum at {_PLACE} from step \*\*(\d+)\*\* on; "
    rf"after {_STEPS} it is {BOLD} away\.": lambda m, r: (
        _at(m[2], r) and _arrived(m[3], r) and _steps(m[4], r) and _dist(m[5], r)
    ),
    rf"N starts within 0\.05 of the minimum at {_PLACE} and stays there; "
    rf"after {_STEPS} it is {BOLD} away\.": lambda m, r: (
        _at(m[2], r) and _arrived("0", r) and _steps(m[3], r) and _dist(m[4], r)
    ),
    rf"N {_CAME}; after {_STEPS} it is {_AWAY}\.": lambda m, r: (
        _hovers(m, r, m[2], m[3]) and _steps(m[4], r) and _dist(m[5], r)
    ),
    rf"N (?:passed within 0\.05 of a minimum at step (\d+) and )?went {_EDGE} at step "
    rf"\*\*(\d+)\*\*; (?:after {_STEPS} it is|it ended) {_AWAY}\.": lambda m, r: (
        _left(r, m[2], m[5])
        and _beyond(r, m[3], m[4])
        and (not m[6] or _steps(m[6], r))
        and _dist(m[7], r)
    ),
    rf"After {_STEPS} N is {_AWAY}\.": lambda m, r: (
        _steps(m[1], r) and _dist(m[3], r) and _under_way(r)
    ),
    # Without a minimum.
    rf"N \*\*escaped\*\*: it went {_EDGE} at step \*\*(\d+)\*\*\.": lambda m, r: (
        r.left_at == int(m[4]) and r.surface.unbounded and _lower(r) and _beyond(r, m[2], m[3])
    ),
    rf"N went {_EDGE} at step \*\*(\d+)\*\*\.": lambda m, r: (
        r.left_at == int(m[4]) and r.diverged_at is None and _beyond(r, m[2], m[3])
    ),
    rf"N is at {_PLACE} after {_STEPS}, at a loss of {BOLD}\.": lambda m, r: (
        r.left_at is None
        and _placed_at(m[2], r.end)
        and _steps(m[3], r)
        and shows(m[4], r.surface.value(*r.end), 3)
    ),
    rf"N is at {_PLACE} after {_STEPS}, where f has \*\*no value\*\*\.": lambda m, r: (
        r.left_at is None
        and _placed_at(m[2], r.end)
        and _steps(m[3], r)
        and math.isnan(r.surface.value(*r.end))
    ),
    # Among others.
    r"N diverged at step \*\*(\d+)\*\*\.": lambda m, r: r.diverged_at == int(m[2]),
    r"N stands at a \*\*(saddle|maximum)\*\*\.": lambda m, r: _top(r, m[2], ""),
    rf"N jumps to and fro between two points ({NUMBER}) apart(?:, {_AWAY})?\.": lambda m, r: (
        _cycles(r, m[2]) and (not m[3] or _dist(m[3], r))
    ),
    rf"N {_CAME}; it ended {_AWAY}\.": lambda m, r: (
        _hovers(m, r, m[2], m[3]) and _dist(m[4], r)
    ),
}  # fmt: skip


def _single(reader: Reader, pair: tuple[str, Reckoned]) -> str:
    return _brief(reader, [pair], [])


def _brief(reader: Reader, runs: Runs, told: Sequence[str]) -> str:
    names = [name for name, _ in runs]
    lowered = [n[0].lower() + n[1:] for n in names if n.startswith("Gradient")]
    name = f"({alternatives([*names, *lowered])})"
    for form, holds in _FORMS.items():
        before = reader.at
        found = reader.take(rf"{re.sub(r'(?<![A-Za-z])N(?= )', lambda _: name, form)} ?")
        if not found:
            continue
        who = next(part for part in found.groups() if part in (*names, *lowered))
        who = who[0].upper() + who[1:]
        ((_, run, _),) = _named(who, runs, told)
        if not holds(found, run):
            reader.at = before
            reader.fail(f"{who} {_facts(run)}")
        return who
    reader.fail()


def _facts(run: Reckoned) -> str:
    far = run.distance if run.minima else None
    return (
        f"steps {run.steps}/{run.asked}, diverged {run.diverged_at}, left {run.left_at}, "
        f"near {run.near_at}, stays {run.stays_from}, next {run.next_stays}, end {run.end}, "
        f"distance {far}, before {run.points[-4:]}, then {run.following}"
    )


def _left(run: Reckoned, near: str | None, left: str) -> bool:
    passed = run.near_at is None if near is None else run.near_at == int(near)
    return run.left_at == int(left) and run.diverged_at is None and passed


def _beyond(run: Reckoned, axis: str, edge: str) -> bool:
    """Whether the point at which it left lies beyond an edge of the frame that is shown so."""
    assert run.left_at is not None
    names = getattr(run.surface, "axes", ("x",))
    low, high = run.frame[names.index(axis)]
    if run.left_at >= len(run.points):
        return True
    at = run.points[run.left_at][names.index(axis)]
    return (at < low and shows(edge, low, 3)) or (at > high and shows(edge, high, 3))


def _lower(run: Reckoned) -> bool:
    return bool(run.surface.value(*run.end) < run.surface.value(*run.points[0]))


def _cycles(run: Reckoned, apart: str) -> bool:
    *_, before, last, end = run.points
    away = run.stays_from is None or not run.next_stays
    return away and math.dist(end, before) <= 2e-3 * math.dist(end, last) and shows(
        apart, math.dist(end, last), 3
    )  # fmt: skip


def _top(run: Reckoned, kind: str, where: str) -> bool:
    """It is so close to a place without slope that is no minimum, and is not leaving it."""
    places = run.surface.maxima if kind == "maximum" else run.surface.saddles
    points = [p if isinstance(p, tuple) else (p,) for p in places]
    far = min((math.dist(run.end, p) for p in points), default=math.inf)
    if run.following is None or far > 2 * NEAR:
        return False
    told = re.search(NUMBER, where)
    if "exactly" in where and far > 1e-9:
        return False
    slope = run.surface.gradient(*min(points, key=lambda p: math.dist(run.end, p)))
    flat = math.hypot(*(slope if isinstance(slope, tuple) else (slope,))) < 1e-6
    return flat and (told is None or shows(told[0], far, 2))

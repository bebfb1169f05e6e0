"""Every rule once more, in plain Python, one coordinate at a time, from its paper's lines."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence

Gradient = Callable[..., Sequence[float]]
Memory = dict[str, float]
Rule = Callable[[int, float, float, Memory, Mapping[str, float]], float]


def _heavy(t: int, x: float, g: float, m: Memory, h: Mapping[str, float]) -> float:
    m["v"] = h["beta"] * m.get("v", 0.0) + g
    return x - h["lr"] * m["v"]


def _average(t: int, x: float, g: float, m: Memory, h: Mapping[str, float]) -> float:
    m["v"] = h["beta"] * m.get("v", 0.0) + (1 - h["beta"]) * g
    return x - h["lr"] * m["v"]


def _folded(t: int, x: float, g: float, m: Memory, h: Mapping[str, float]) -> float:
    m["v"] = h["beta"] * m.get("v", 0.0) + h["lr"] * g
    return x - m["v"]


def _qhm(t: int, x: float, g: float, m: Memory, h: Mapping[str, float]) -> float:
    m["m"] = h["beta"] * m.get("m", 0.0) + (1 - h["beta"]) * g
    return x - h["lr"] * ((1 - h["nu"]) * g + h["nu"] * m["m"])


def _adagrad(t: int, x: float, g: float, m: Memory, h: Mapping[str, float]) -> float:
    m["s"] = m.get("s", 0.0) + g * g
    return x - h["lr"] * g / (math.sqrt(m["s"]) + h["eps"])


def _rmsprop(t: int, x: float, g: float, m: Memory, h: Mapping[str, float]) -> float:
    m["s"] = h["beta"] * m.get("s", 0.0) + (1 - h["beta"]) * g * g
    return x - h["lr"] * g / (math.sqrt(m["s"]) + h["eps"])


def _rmsprop_inside(t: int, x: float, g: float, m: Memory, h: Mapping[str, float]) -> float:
    m["s"] = h["beta"] * m.get("s", 0.0) + (1 - h["beta"]) * g * g
    return x - h["lr"] * g / math.sqrt(m["s"] + h["eps"])


def _adadelta(t: int, x: float, g: float, m: Memory, h: Mapping[str, float]) -> float:
    beta, eps = h["beta"], h["eps"]
    m["s"] = beta * m.get("s", 0.0) + (1 - beta) * g * g
    d = math.sqrt(m.get("u", 0.0) + eps) / math.sqrt(m["s"] + eps) * g
    m["u"] = beta * m.get("u", 0.0) + (1 - beta) * d * d
    return x - h["lr"] * d


def _moments(g: float, m: Memory, h: Mapping[str, float]) -> tuple[float, float]:
    m["m"] = h["beta1"] * m.get("m", 0.0) + (1 - h["beta1"]) * g
    m["v"] = h["beta2"] * m.get("v", 0.0) + (1 - h["beta2"]) * g * g
    return m["m"], m["v"]


def _adam(t: int, x: float, g: float, m: Memory, h: Mapping[str, float]) -> float:
    first, second = _moments(g, m, h)
    top, below = first / (1 - h["beta1"] ** t), second / (1 - h["beta2"] ** t)
    return x - h["lr"] * top / (math.sqrt(below) + h["eps"])


def _uncorrected(t: int, x: float, g: float, m: Memory, h: Mapping[str, float]) -> float:
    first, second = _moments(g, m, h)
    return x - h["lr"] * first / (math.sqrt(second) + h["eps"])


def _amsgrad(t: int, x: float, g: float, m: Memory, h: Mapping[str, float]) -> float:
    first, second = _moments(g, m, h)
    m["most"] = max(m.get("most", 0.0), second)
    below = math.sqrt(m["most"] / (1 - h["beta2"] ** t)) + h["eps"]
    return x - h["lr"] * first / (1 - h["beta1"] ** t) / below


def _radam(t: int, x: float, g: float, m: Memory, h: Mapping[str, float]) -> float:
    first, second = _moments(g, m, h)
    faded, far = h["beta2"] ** t, 2 / (1 - h["beta2"]) - 1
    rho, top = far - 2 * t * faded / (1 - faded), first / (1 - h["beta1"] ** t)
    if rho <= 5:
        return x - h["lr"] * top
    r = math.sqrt(((rho - 4) * (rho - 2) * far) / ((far - 4) * (far - 2) * rho))
    return x - h["lr"] * top * r * math.sqrt(1 - faded) / (math.sqrt(second) + h["eps"])


def _nadam(t: int, x: float, g: float, m: Memory, h: Mapping[str, float]) -> float:
    first, second = _moments(g, m, h)
    now, then = (h["beta1"] * (1 - 0.5 * 0.96 ** (0.004 * s)) for s in (t, t + 1))
    m["mu"] = m.get("mu", 1.0) * now
    top: float = (1 - now) / (1 - m["mu"]) * g + then / (1 - m["mu"] * then) * first
    return x - h["lr"] * top / (math.sqrt(second / (1 - h["beta2"] ** t)) + h["eps"])


def _adamax(t: int, x: float, g: float, m: Memory, h: Mapping[str, float]) -> float:
    m["m"] = h["beta1"] * m.get("m", 0.0) + (1 - h["beta1"]) * g
    m["u"] = max(h["beta2"] * m.get("u", 0.0), abs(g) + h["eps"])
    return x - h["lr"] / (1 - h["beta1"] ** t) * m["m"] / m["u"]


def _qhadam(t: int, x: float, g: float, m: Memory, h: Mapping[str, float]) -> float:
    first, second = _moments(g, m, h)
    first, second = first / (1 - h["beta1"] ** t), second / (1 - h["beta2"] ** t)
    below = math.sqrt((1 - h["nu2"]) * g * g + h["nu2"] * second) + h["eps"]
    return x - h["lr"] * ((1 - h["nu1"]) * g + h["nu1"] * first) / below


def _lion(t: int, x: float, g: float, m: Memory, h: Mapping[str, float]) -> float:
    mixed = h["beta1"] * m.get("m", 0.0) + (1 - h["beta1"]) * g
    sign = (mixed > 0.0) - (mixed < 0.0)
    m["m"] = h["beta2"] * m.get("m", 0.0) + (1 - h["beta2"]) * g
    return x - h["lr"] * sign - h["lr"] * h["weight_decay"] * x


def _penalised(rule: Rule) -> Rule:
    return lambda t, x, g, m, h: rule(t, x, g + h["weight_decay"] * x, m, h)


def _decayed(t: int, x: float, g: float, m: Memory, h: Mapping[str, float]) -> float:
    return _adam(t, x, g, m, h) - h["lr"] * h["weight_decay"] * x


def _gd(t: int, x: float, g: float, m: Memory, h: Mapping[str, float]) -> float:
    return x - h["lr"] * g


RULES: Mapping[str, Rule] = {
    "gd": _gd,
    "gd_l2": _penalised(_gd),
    "momentum": _heavy,
    "momentum_ema": _average,
    "momentum_folded": _folded,
    "nesterov": _heavy,
    "qhm": _qhm,
    "adagrad": _adagrad,
    "rmsprop": _rmsprop,
    "rmsprop_eps_inside": _rmsprop_inside,
    "adadelta": _adadelta,
    "adam": _adam,
    "adam_uncorrected": _uncorrected,
    "adam_l2": _penalised(_adam),
    "adamw": _decayed,
    "amsgrad": _amsgrad,
    "radam": _radam,
    "nadam": _nadam,
    "adamax": _adamax,
    "qhadam": _qhadam,
    "lion": _lion,
}


def replay(
    key: str,
    hypers: Mapping[str, float],
    points: Sequence[Sequence[float]],
    stream: Iterable[Gradient],
    factor: Callable[[int], float] = lambda t: 1.0,
) -> list[tuple[float, ...] | None]:
    """Where each of these points leads by the rule; None where the step is not finite.

    Each step sets off from the point that is given, so that no rounding adds up.
    """
    memories: list[Memory] = [{} for _ in points[0]]
    led: list[tuple[float, ...] | None] = []
    for t, (x, gradient) in enumerate(zip(points, stream, strict=False), start=1):
        h = {**hypers, "lr": hypers["lr"] * factor(t)}
        place = list(x)
        if key == "nesterov":
            ahead = h["lr"] * h["beta"]
            place = [c - ahead * m.get("v", 0.0) for c, m in zip(x, memories, strict=True)]
        try:
            g = [float(part) for part in gradient(*place)]
            rows = zip(x, g, memories, strict=True)
            after = tuple(RULES[key](t, c, part, m, h) for c, part, m in rows)
        except (ArithmeticError, ValueError):
            led.append(None)
            break
        finite = all(map(math.isfinite, (*after, sum(part * part for part in g))))
        led.append(after if finite else None)
    return led

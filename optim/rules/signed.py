"""Rules that step by signs."""

from formula.numeric import Number, sign

from .record import Step, rule


@rule(
    "Lion",
    family="lion",
    idea="Only the signs of an average: every coordinate moves by α at every step, decay aside.",
    source="Chen et al. 2023.",
    when="Where memory counts. Its rate is set some 3 to 10 times below AdamW's, its decay above.",
    beta1={
        "help": "The share of the average gradient in the direction; the rest is the newest "
        "gradient. At 0 only the newest counts.",
        "label": "share of the average",
    },
    beta2={
        "help": "The share of the average gradient that is kept at each step. Turned up, the "
        "average remembers longer and follows more slowly.",
        "label": "gradient memory",
    },
)
def lion(
    t: int, x: Number, g: Number, m: Number,
    *, lr: Number = 0.01, beta1: Number = 0.9, beta2: Number = 0.99, weight_decay: Number = 0.0,
) -> Step:  # fmt: skip
    """Steps by the sign of an average: every coordinate moves by α."""
    c = beta1 * m + (1 - beta1) * g
    m = beta2 * m + (1 - beta2) * g
    x = (1 - lr * weight_decay) * x - lr * sign(c)
    return x, m

"""Which of the rules PyTorch has, how it is asked for them, and where it means something else."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from formula.listing import number

PARAMS = "params"


@dataclass(frozen=True)
class TorchRule:
    """A rule in PyTorch.

    Attributes:
        optimizer: its name in `torch.optim`.
        arguments: by their names, each as an expression in which `{lr}` and the like are numbers.
        note: where its convention differs, and what is done about it.
        folded: whether gradients are multiplied by the rate in place of the step.
        ahead: whether its parameter is the point that lies ahead, not that of the picture.
    """

    optimizer: str
    arguments: Mapping[str, str]
    note: str = ""
    folded: bool = False
    ahead: bool = False

    def make(self, hypers: Mapping[str, float]) -> str:
        """How it is made, as a function of the parameters."""
        told = {name: number(value) for name, value in hypers.items()}
        given = [f"{name}={text.format(**told)}" for name, text in self.arguments.items()]
        return f"lambda {PARAMS}: torch.optim.{self.optimizer}({', '.join([PARAMS, *given])})"


_LR = {"lr": "{lr}"}
_EPS = {"eps": "{eps}"}
_ADAM = {**_LR, "betas": "({beta1}, {beta2})", **_EPS}
_DECAY = {"weight_decay": "{weight_decay}"}

TORCH_RULES: Mapping[str, TorchRule] = MappingProxyType(
    {
        "gd": TorchRule("SGD", _LR),
        "gd_l2": TorchRule("SGD", {**_LR, **_DECAY}),
        "momentum": TorchRule("SGD", {**_LR, "momentum": "{beta}"}),
        "momentum_ema": TorchRule(
            "SGD",
            {"lr": "(1 - {beta}) * {lr}", "momentum": "{beta}"},
            note="PyTorch's velocity is a sum of gradients, that of the picture an average, "
            "1 - beta times as large: so lr is multiplied by 1 - beta. (dampening = 1 - beta "
            "would not do: PyTorch leaves it out at the first step.)",
        ),
        "momentum_folded": TorchRule(
            "SGD",
            {"lr": "1.0", "momentum": "{beta}"},
            note="Here the velocity remembers the learning rates of its past, as in Keras; "
            "PyTorch multiplies by the newest. So each gradient is multiplied by the rate before "
            "PyTorch adds it up, and PyTorch's own lr is 1.",
            folded=True,
        ),
        "nesterov": TorchRule(
            "SGD",
            {**_LR, "momentum": "{beta}", "nesterov": "True"},
            note="PyTorch's parameter is the point that lies ahead, where the gradient is taken; "
            "the picture's point lies lr * beta * velocity behind it, and is worked out from it.",
            ahead=True,
        ),
        "adagrad": TorchRule("Adagrad", {**_LR, **_EPS}, note="PyTorch's own eps is 1e-10."),
        "rmsprop": TorchRule(
            "RMSprop",
            {**_LR, "alpha": "{beta}", **_EPS},
            note="PyTorch calls beta alpha, and has 0.99 for it.",
        ),
        "adadelta": TorchRule("Adadelta", {**_LR, "rho": "{beta}", **_EPS}),
        "adam": TorchRule("Adam", _ADAM),
        "adam_l2": TorchRule(
            "Adam", {**_ADAM, **_DECAY}, note="PyTorch's weight_decay of Adam is the L2 penalty."
        ),
        "adamw": TorchRule("AdamW", {**_ADAM, **_DECAY}),
        "amsgrad": TorchRule("Adam", {**_ADAM, "amsgrad": "True"}),
        "radam": TorchRule("RAdam", _ADAM),
        "nadam": TorchRule("NAdam", _ADAM),
        "adamax": TorchRule("Adamax", _ADAM),
    }
)
"""The rules that PyTorch has, by their keys here."""

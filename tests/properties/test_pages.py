"""Every page opens at random settings and shows the very sentence that the other tests check."""

from random import Random
from typing import Any

import pytest

from lessons.adam.settings import FIELDS as ADAM
from lessons.batch_size.settings import FIELDS as BATCH_SIZE
from lessons.field_guide.settings import FIELDS as GUIDE
from lessons.field_guide.settings import experiment_of
from lessons.follow_the_slope.settings import FIELDS as SLOPE
from lessons.gradient_descent.settings import FIELDS as DESCENT
from lessons.learning_rate.settings import FIELDS as RATE
from lessons.momentum.settings import FIELDS as MOMENTUM
from lessons.per_coordinate_rates.settings import FIELDS as COORDINATES
from lessons.race.settings import FIELDS as RACE
from lessons.saddle_points.settings import FIELDS as SADDLES
from lessons.schedules.settings import FIELDS as SCHEDULES
from lessons.sgd_and_batches.settings import FIELDS as BATCHES
from lessons.sharp_and_flat.settings import FIELDS as VALLEYS
from lessons.smoothing.settings import FIELDS as SMOOTHING
from lessons.weight_decay.settings import FIELDS as DECAY
from tests.pages.app import follow, open_page
from tests.pages.shown import outcome, stage

from .fates import check
from .sentences import check_form
from .settings import curve_of, random_table, surface_of
from .test_fates import HOME, raced
from .test_valleys import surface_of_view

PAGES = {
    "home.py": (HOME, surface_of),
    "pages/01_follow_the_slope.py": (SLOPE, curve_of),
    "pages/02_gradient_descent.py": (DESCENT, surface_of),
    "pages/03_learning_rate.py": (RATE, surface_of),
    "pages/04_sgd_and_batches.py": (BATCHES, None),
    "pages/05_batch_size.py": (BATCH_SIZE, None),
    "pages/06_smoothing.py": (SMOOTHING, None),
    "pages/07_momentum.py": (MOMENTUM, None),
    "pages/08_per_coordinate_rates.py": (COORDINATES, None),
    "pages/09_adam.py": (ADAM, surface_of),
    "pages/10_weight_decay.py": (DECAY, None),
    "pages/11_saddle_points.py": (SADDLES, surface_of),
    "pages/12_sharp_and_flat.py": (VALLEYS, surface_of_view),
    "pages/13_schedules.py": (SCHEDULES, None),
    "pages/14_race.py": (RACE, surface_of),
    "pages/15_field_guide.py": (GUIDE, lambda table: experiment_of(table).surface),
}
EACH = 8


@pytest.mark.parametrize("page", PAGES)
def test_pages_open_anywhere(page: str) -> None:
    fields, surface = PAGES[page]
    test, random = open_page(page), Random(page)
    for _ in range(EACH):
        table: Any = random_table(random, fields, surface)
        if "tuned" in table.fields:
            table.values["tuned"] = False
        follow(test, **{k: v for k, v in table.query().items() if v})
        sentence = outcome(test)
        check_form(sentence)
        assert stage(test)["panels"]
        if page in ("home.py", "pages/14_race.py"):
            assert sentence.startswith(raced(table)[0]), (table, sentence)
            check(*raced(table))

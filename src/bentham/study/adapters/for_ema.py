"""Studies and EMA workbench: a model of harms, with uncertainties, safeguards as levers.

::

    from ema_workbench import perform_experiments
    from bentham.study.adapters import for_ema

    model = for_ema.model_of(study, scheme="speech-points")
    experiments, outcomes = perform_experiments(model, scenarios=1000)

Every outcome is of the kind INFO: there is nothing to maximise, and no optimiser will take it. EMA
workbench is imported when a model is made, and is no dependency of Bentham.
"""

from __future__ import annotations

from typing import Any

from bentham.evidence.errors import UsageError
from bentham.study.sweeps.analysis import less_base, values_of
from bentham.study.sweeps.drawing import as_text
from bentham.study.sweeps.running import run_point
from bentham.study.sweeps.study import Input, Study


class Harms:
    """A function of the inputs of a study that returns its harms; it can be pickled.

    Parameters
    ----------
    study : Study
        Which.
    scheme : str
        In which of its worlds; differences from the base, if there is one.
    """

    def __init__(self, study: Study, scheme: str) -> None:
        labels = [world.label for world in study.others]
        if scheme not in labels:
            raise UsageError(f"there is no scheme {scheme!r} in this study; {', '.join(labels)}")
        self.study = study
        self.world = [world.label for world in study.worlds].index(scheme)

    def __call__(self, **inputs: Any) -> dict[str, float]:
        """Return each harm at one point: the mean over repeats."""
        point = {each.name: _value(each, inputs[each.name]) for each in self.study.inputs}
        values = values_of([run_point(self.study, point)])
        if self.study.has_base:
            values = less_base(self.study, values)
        means = values[0, self.world].mean(axis=0)
        return {m.name: float(x) for m, x in zip(self.study.outputs, means, strict=True)}


def model_of(study: Study, scheme: str | None = None) -> Any:
    """Return a `Model` of EMA workbench whose outcomes are the harms of a study."""
    from ema_workbench import Model, ScalarOutcome

    one = scheme or study.others[-1].label
    # EMA workbench wants letters and digits only in the name of a model.
    model = Model("".join(filter(str.isalnum, study.file.study)), function=Harms(study, one))
    uncertain = [_parameter(each) for each in study.inputs if each.side == "uncertainty"]
    levers = [_parameter(each) for each in study.inputs if each.side == "safeguard"]
    if uncertain:
        model.uncertainties = uncertain
    if levers:
        model.levers = levers
    model.outcomes = [ScalarOutcome(m.name, kind=ScalarOutcome.INFO) for m in study.outputs]
    return model


def _parameter(each: Input) -> Any:
    from ema_workbench import CategoricalParameter, RealParameter
    from scipy.stats import loguniform

    if each.choices:
        return CategoricalParameter(each.name, [as_text(value) for value in each.choices])
    if each.log:
        return RealParameter.from_dist(each.name, loguniform(each.low, each.high))
    return RealParameter(each.name, each.low, each.high)


def _value(each: Input, given: Any) -> Any:
    if not each.choices:
        return min(max(float(given), each.low), each.high)
    return next(value for value in each.choices if as_text(value) == as_text(given))

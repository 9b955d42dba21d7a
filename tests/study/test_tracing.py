"""What is kept of traced people: the first replicate only, and what was there before each event."""

from __future__ import annotations

from bentham.study.adults import drawn_adults
from bentham.study.simulate import Simulation, carried_out, plan
from bentham.study.tracing import events_table

WHO = drawn_adults(600, 3_000, seed=5)


def traced(replicates: int, days: int) -> Simulation:
    settings = [f"acts[{act}].detection_rate=1" for act in ("littering", "neglect_of_parents")]
    settings.append("society.offence_factor=2")
    return carried_out(
        plan(
            "village-ledger", people=3_000, days=days, seed=5, replicates=replicates, trace=WHO,
            settings=settings,
        )
    )  # fmt: skip


def test_in_another_replicate_a_number_is_somebody_else_so_nobody_is_traced_there() -> None:
    both = traced(replicates=2, days=3)
    assert both.histories[0].traced is not None
    assert both.histories[1].traced is None


def test_scores_before_and_after_form_a_chain_from_the_declared_start() -> None:
    done = traced(replicates=1, days=40)
    scale = done.world.score_scale
    rows = events_table(done.histories[0], WHO, scale, start=100.0).to_pylist()
    recorded = [r for r in rows if r["kind"] == "recorded"]
    assert len(recorded) > 10
    assert any(r["score_after"] != r["score_before"] for r in recorded)
    first_day = [r for r in recorded if r["day"] == 1 and r["act"] == "littering"]
    assert first_day
    for r in first_day:
        assert r["score_before"] == 100.0 > r["score_after"]

"""Stages and the list they form: facts are checked when it is built, a failing document does not stop the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from audit.errors import PipelineError
from audit.types import Audit, StageFailure


class Stage(Protocol):
    """Adds what it knows to audits. Batches only; order in is order out; nothing is learnt across a batch.

    `requires` are facts that must stand before, `assigns` those it adds; findings are only ever appended.
    """

    name: str
    requires: frozenset[str]
    assigns: frozenset[str]

    def __call__(self, audits: Sequence[Audit]) -> list[Audit]:
        """The audits with the assigned facts, one for one."""


@dataclass(slots=True)
class _Walker:
    """An audit on its way with the facts that stand for it."""

    audit: Audit
    facts: set[str]
    missing: dict[str, str] = field(default_factory=dict)

    def fail(self, stage: Stage, error: str) -> None:
        """Record that the stage gave nothing for this document."""
        failure = StageFailure(stage=stage.name, error=error)
        self.audit = replace(self.audit, failures=(*self.audit.failures, failure))
        self.missing |= dict.fromkeys(stage.assigns - self.facts, stage.name)


class Pipeline:
    """The stages in the order of the walk.

    Raises `PipelineError` where a stage requires a fact that no earlier stage assigns, or two have one name.
    """

    def __init__(self, stages: Iterable[Stage]) -> None:
        self.stages = tuple(stages)
        facts: set[str] = set()
        names: set[str] = set()
        for stage in self.stages:
            if absent := sorted(stage.requires - facts):
                raise PipelineError(
                    f"stage '{stage.name}' requires {', '.join(absent)}, which no earlier stage assigns"
                )
            if stage.name in names:
                raise PipelineError(f"two stages are named '{stage.name}'")
            names.add(stage.name)
            facts |= stage.assigns

    def run(self, audits: Sequence[Audit]) -> list[Audit]:
        """The audits after the last stage, in their order."""
        walkers = [_Walker(audit=audit, facts=set()) for audit in audits]
        for stage in self.stages:
            ready = [walker for walker in walkers if stage.requires <= walker.facts]
            for walker in walkers:
                if absent := sorted(stage.requires - walker.facts):
                    culprit = walker.missing[absent[0]]
                    walker.fail(stage, f"skipped: needs {absent[0]}, which stage '{culprit}' did not give")
            _step(stage, ready)
        return [walker.audit for walker in walkers]


def _step(stage: Stage, walkers: list[_Walker]) -> None:
    """Run a batch; where it raises, run its documents one by one, so that only the culprit fails.

    The one place where a broad `except` is right: whatever a stage trips over, the other documents go on.
    """
    if not walkers:
        return
    try:
        results = stage([walker.audit for walker in walkers])
    except Exception as error:  # noqa: BLE001
        if len(walkers) > 1:
            for walker in walkers:
                _step(stage, [walker])
        else:
            walkers[0].fail(stage, f"{type(error).__name__}: {error}")
        return
    if len(results) != len(walkers):
        raise PipelineError(f"stage '{stage.name}' returned {len(results)} audits for {len(walkers)}")
    for walker, result in zip(walkers, results, strict=True):
        walker.audit = result
        walker.facts |= stage.assigns

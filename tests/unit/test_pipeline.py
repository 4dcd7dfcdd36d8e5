from dataclasses import replace

import pytest

from audit import Audit, Document, PipelineError, Score, StageFailure
from audit.pipeline import Pipeline


class Stamp:
    """Appends a score with its name; trips over texts that hold its name."""

    def __init__(self, name, requires=(), assigns=None):
        self.name = name
        self.requires = frozenset(requires)
        self.assigns = frozenset([name] if assigns is None else assigns)
        self.batches = []

    def __call__(self, audits):
        self.batches.append(len(audits))
        for audit in audits:
            if self.name in audit.document.text:
                raise RuntimeError(f"tripped over {audit.document.text}")
        mark = Score(name=self.name, value=1.0, low=None, high=None, signature="")
        return [replace(audit, scores=(*audit.scores, mark)) for audit in audits]


def audits(*texts):
    return [Audit(document=Document(text=text)) for text in texts]


def stamps(audit):
    return [score.name for score in audit.scores]


def test_stages_run_in_order():
    assert stamps(Pipeline([Stamp("a"), Stamp("b", ["a"])]).run(audits("x"))[0]) == ["a", "b"]


def test_missing_fact_is_refused_at_construction():
    with pytest.raises(PipelineError, match="stage 'b' requires a, which no earlier stage assigns"):
        Pipeline([Stamp("b", ["a"]), Stamp("a")])


def test_two_stages_of_one_name_are_refused():
    with pytest.raises(PipelineError, match="two stages are named 'a'"):
        Pipeline([Stamp("a"), Stamp("a")])


def test_failing_document_does_not_stop_the_others():
    done = Pipeline([Stamp("a"), Stamp("b", ["a"]), Stamp("c", ["b"]), Stamp("d", ["a"])]).run(audits("x", "b!", "y"))
    assert [stamps(audit) for audit in done] == [["a", "b", "c", "d"], ["a", "d"], ["a", "b", "c", "d"]]
    assert done[0].failures == done[2].failures == ()
    assert done[1].failures == (
        StageFailure(stage="b", error="RuntimeError: tripped over b!"),
        StageFailure(stage="c", error="skipped: needs b, which stage 'b' did not give"),
    )


def test_batch_is_retried_one_by_one():
    stage = Stamp("a")
    Pipeline([stage]).run(audits("x", "a", "y"))
    assert stage.batches == [3, 1, 1, 1]


def test_skipping_is_passed_on():
    done = Pipeline([Stamp("a"), Stamp("b", ["a"]), Stamp("c", ["b"])]).run(audits("a"))[0]
    assert [failure.error for failure in done.failures] == [
        "RuntimeError: tripped over a",
        "skipped: needs a, which stage 'a' did not give",
        "skipped: needs b, which stage 'b' did not give",
    ]


def test_stage_that_loses_audits_breaks_the_contract():
    class Thief(Stamp):
        def __call__(self, given):
            return super().__call__(given)[1:]

    with pytest.raises(PipelineError, match="returned 1 audits for 2"):
        Pipeline([Thief("a")]).run(audits("x", "y"))


def test_empty_batch():
    assert Pipeline([Stamp("a")]).run([]) == []


def test_interrupt_is_not_swallowed():
    class Stop(Stamp):
        def __call__(self, given):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Pipeline([Stop("a")]).run(audits("x"))

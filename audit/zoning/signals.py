"""What the line model sees: named signals of every block of a page, none of which is a word.

A block's own shape (length, end, capitals, digits, marks, cues), the same of its neighbours, its place on the page and
to the prose, and what it shares with other lines. The model names the signals it weighs.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from audit.language.tables import WORD
from audit.zoning.blocks import Block
from audit.zoning.cues import FURNITURE, cue_names

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Column: TypeAlias = NDArray[np.float64]
    Columns: TypeAlias = dict[str, Column]

_MARKS: dict[str, re.Pattern[str]] = {
    "separator": re.compile(r"[|·•»›>→▶←«/](?=\s|$)|\s[|·•»›→/]|[|»›]"),
    "address": re.compile(r"https?:|www\.|@|\w\.(?:com|org|net|de|html|pdf)\b"),
    "number_first": re.compile(r"^[(\[#]?\d"),
    "bullet": re.compile(r"^[•▪►▶*·–—‐>»›✓✔➤→-]\s?"),
    "quote_first": re.compile(r"^[\"'„“«»‚‘]"),
    "brackets": re.compile(r"\([^)]*\)"),
    "money": re.compile(r"[€$£¥₴₽%]"),
    "copyright": re.compile(r"[©®™]|\([cC]\)"),
    "date": re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\b\d{4}-\d\d|\b\d{1,2}[:.h]\d\d\b|\b(?:19|20)\d\d\b"),
    "clock": re.compile(r"\b\d{1,2}:\d\d\b"),
    "wide_gap": re.compile(r"  |\t"),
    "hash": re.compile(r"#"),
    "exclamation": re.compile(r"[!！]"),
    "ellipsis": re.compile(r"(?:…|\.\.\.)$"),
    "colon": re.compile(r"[:：]$"),
    "question": re.compile(r"[?？؟]$"),
    "comma_last": re.compile(r",$"),
}
_COMMAS, _DIGITS = re.compile(r"[,，、،]"), re.compile(r"\d+")
_SHAPES = (
    "words", "characters", "word_length", "terminal", "sentences", "capitals", "all_capitals", "lower_first", "digits",
    "letters", "commas", "short_words",
)  # fmt: skip
# Lines that are averaged before and behind a line, and what is averaged.
_WINDOWS = ((-1, -1), (1, 1), (-3, -2), (2, 3), (-8, -4), (4, 8), (-20, -9), (9, 20))
_AVERAGED = (
    "words", "terminal", "capitals", "separator", "digits", "commas", "short_words", "date", "prose", "sentences",
)  # fmt: skip
_CUE_WINDOWS = ((-3, -1), (1, 3), (-10, -4), (4, 10))
# Cues whose nearness tells something, in groups.
_GROUPS = {
    "comments": ("comments", "comment_form", "comment_meta"),
    "related": ("related",),
    "legal": ("legal", "cookies"),
    "share": ("share",),
    "tags": ("tags",),
    "offer": ("offer", "adblock"),
    "author": ("author_heading", "author_note", "byline"),
    "credit": ("credit", "caption"),
    "date": ("dateline",),
}
_FAR = 60


def line_signals(blocks: Sequence[Block]) -> Columns:
    """The signals of the blocks of one page by name, one value a block."""
    columns = _shapes(blocks)
    columns |= {f"cue_{cue}": _column(cue in block.cues for block in blocks) for cue in cue_names()}
    columns["prose"] = _flag((columns["words"] >= np.log1p(10)) & (columns["terminal"] > 0))
    columns |= _places(columns) | _vocabulary(blocks, columns["prose"])
    columns |= _neighbours(columns)
    columns |= _crosses(columns) | _titles(columns) | _cue_distances(columns)
    columns |= _furniture(columns, np.array([bool(block.cues & FURNITURE) for block in blocks]))
    return columns


def _column(values: Iterator[float]) -> Column:
    return np.fromiter(values, dtype=np.float64)


def _flag(condition: NDArray[np.bool_]) -> Column:
    return condition.astype(np.float64)


def _shapes(blocks: Sequence[Block]) -> Columns:
    texts = [block.text for block in blocks]
    shapes = zip(*map(_shape, blocks), strict=True)
    columns = {name: np.array(values, dtype=np.float64) for name, values in zip(_SHAPES, shapes, strict=True)}
    for name, mark in _MARKS.items():
        search = mark.search
        columns[name] = _flag(np.array([search(text) is not None for text in texts]))
    return columns


def _shape(block: Block) -> tuple[float, ...]:
    """The values of `_SHAPES`."""
    words, length = WORD.findall(block.text), len(block.text)
    letters, count = sum(map(len, words)), max(1, block.words)
    upper = sum([word[0].isupper() for word in words])
    lower = [word for word in words if word[0].islower()]
    return (
        math.log1p(block.words),
        math.log1p(length),
        min(20.0, letters / count),
        block.terminal,
        min(6, block.sentences),
        upper / max(1, upper + len(lower)),
        block.text.isupper(),
        block.text[0].islower(),
        sum(map(len, _DIGITS.findall(block.text))) / length,
        letters / length,
        len(_COMMAS.findall(block.text)) / count,
        len([word for word in lower if len(word) <= 4]) / max(1, len(words)),
    )


def _places(columns: Columns) -> Columns:
    """Where a line stands on the page and to its prose."""
    prose, number = columns["prose"], len(columns["prose"])
    place, size = np.arange(number), np.expm1(columns["characters"])
    mass = prose * size
    total, before = max(1.0, mass.sum()), np.cumsum(mass) - mass
    whole = np.ones(number)
    long = (columns["words"] >= np.log1p(20)) & (columns["terminal"] > 0) | (columns["words"] >= np.log1p(40))
    found = {
        "place": place / max(1, number - 1),
        "from_top": np.log1p(place),
        "from_end": np.log1p(number - 1 - place),
        "page_lines": whole * np.log1p(number),
        "page_prose": whole * prose.mean(),
        "page_prose_length": whole * np.log1p(total),
        "page_prose_share": whole * mass.sum() / max(1.0, size.sum()),
        "prose_before": before / total,
        "prose_behind": (total - before - mass) / total,
        "prose_own": mass / total,
    }
    for name, flags in (("prose", prose > 0), ("long", long)):
        back, ahead = since(flags), until(flags)
        found |= {f"since_{name}": np.log1p(back), f"until_{name}": np.log1p(ahead)}
        found |= {f"{name}_within_{reach}": _flag((back <= reach) & (ahead <= reach)) for reach in (1, 3, 8, 20)}
    for cost in (6, 12):
        found |= _cluster(np.where(prose > 0, np.expm1(columns["words"]), -cost), mass / total, f"_{cost}")
    return found


def _cluster(score: Column, mass: Column, suffix: str) -> Columns:
    """The densest stretch of prose (the run of lines with the largest sum), and where a line stands to it."""
    start, end = best_run(score.tolist())
    place = np.arange(len(score))
    above, below = np.maximum(0, start - place), np.maximum(0, place - end)
    return {
        f"in_cluster{suffix}": _flag((above == 0) & (below == 0)),
        f"cluster_distance{suffix}": np.log1p(below) - np.log1p(above),
        f"cluster_share{suffix}": np.full(len(score), mass[start : end + 1].sum()),
    }


def best_run(score: Sequence[float]) -> tuple[int, int]:
    """First and last place of the run with the largest sum; (0, -1) where every value is below zero."""
    best, current, start = 0.0, 0.0, 0
    run = (0, -1)
    for place, value in enumerate(score):
        if current <= 0:
            current, start = 0.0, place
        current += value
        if current > best:
            best, run = current, (start, place)
    return run


def since(flags: NDArray[np.bool_]) -> NDArray[np.int64]:
    """How many lines above a line the last flagged one stands, at most `_FAR`."""
    place = np.arange(len(flags))
    last = np.maximum.accumulate(np.where(flags, place, -_FAR))
    distance: NDArray[np.int64] = np.minimum(place - np.append(-_FAR, last[:-1]), _FAR)
    return distance


def until(flags: NDArray[np.bool_]) -> NDArray[np.int64]:
    """How many lines below a line the next flagged one stands, at most `_FAR`."""
    return since(flags[::-1])[::-1]


def _vocabulary(blocks: Sequence[Block], prose: Column) -> Columns:
    """What a line shares with the prose, with its neighbours, with the first line, and how often it stands there."""
    lines = [block.text.casefold() for block in blocks]
    words = [frozenset(word for word in WORD.findall(line) if len(word) >= 4) for line in lines]
    in_prose = Counter(word for line, is_prose in zip(words, prose, strict=True) if is_prose for word in line)
    shared = _column(
        sum(1 for word in line if in_prose[word] > own) for line, own in zip(words, prose.tolist(), strict=True)
    )
    counts, seen = Counter(lines), dict[str, int]()
    return {
        "shared": shared / np.maximum(1, _column(map(len, words))),
        "shared_words": np.log1p(shared),
        "repeats": np.log1p(_column(counts[line] - 1 for line in lines)),
        "repeat": _column(seen.setdefault(line, place) < place for place, line in enumerate(lines)),
        "like_previous": _column(_overlap(one, two) for one, two in zip(words, [frozenset(), *words], strict=False)),
        "like_next": _column(_overlap(one, two) for one, two in zip(words, [*words[1:], frozenset()], strict=True)),
        "like_first": _column(_overlap(line, words[0]) if place else 0.0 for place, line in enumerate(words)),
    }


def _overlap(one: frozenset[str], two: frozenset[str]) -> float:
    return len(one & two) / min(len(one), len(two)) if one and two else 0.0


def _neighbours(columns: Columns) -> Columns:
    found: Columns = {}
    values = np.stack([columns[name] for name in _AVERAGED], axis=1)
    for first, last in _WINDOWS:
        means = _average(values, first, last)
        found |= {f"{name}@{first}..{last}": means[:, number] for number, name in enumerate(_AVERAGED)}
    hits = np.sum([columns[f"cue_{cue}"] for cue in cue_names()], axis=0)
    for first, last in _CUE_WINDOWS:
        found[f"cues@{first}..{last}"] = _average(hits[:, None], first, last)[:, 0]
    return found


def _average(values: NDArray[np.float64], first: int, last: int) -> NDArray[np.float64]:
    """The mean of the rows `first` to `last` places from each row; 0 where there are none."""
    number = len(values)
    sums = np.vstack([np.zeros((1, values.shape[1])), np.cumsum(values, axis=0)])
    place = np.arange(number)
    low, high = np.clip(place + first, 0, number), np.clip(place + last + 1, 0, number)
    means: NDArray[np.float64] = (sums[high] - sums[low]) / np.maximum(1, high - low)[:, None]
    return means


def _crosses(columns: Columns) -> Columns:
    """Steps of length, and shapes that mean another thing inside the prose than outside."""
    words, terminal, prose = np.expm1(columns["words"]), columns["terminal"], columns["prose"]
    inside, caps = columns["in_cluster_6"], columns["capitals"]
    ahead, back = np.append(prose[1:], 0.0), np.append(0.0, prose[:-1])
    short = _flag(words < 14)
    found = {f"words>{step}": _flag(words > step) for step in (1.5, 3.5, 6.5, 10.5, 16.5, 25.5, 45.5, 90)}
    found |= {f"words>{step}_terminal": _flag(words > step) * terminal for step in (3.5, 10.5, 25.5)}
    found |= {f"words>{step}_inside": _flag(words > step) * inside for step in (3.5, 10.5)}
    found |= {f"words<{step}_outside": _flag(words < step) * (1 - inside) for step in (3.5, 10.5)}
    found |= {f"{name}_inside": columns[name] * inside for name in ("terminal", "number_first", "bullet", "shared")}
    found |= {
        "length_rank": np.argsort(np.argsort(-words, kind="stable"), kind="stable") / len(words),
        "length_to_longest": columns["words"] - columns["words"].max(),
        "length_to_mean": columns["words"] - columns["words"].mean(),
        "capitals_inside": caps * inside,
        "open_inside": columns["in_cluster_12"] * (1 - terminal),
        "between_prose": ahead * back,
        "heads_prose": ahead * short * (1 - terminal),
        "ends_prose": back * short,
        "inner": _flag((columns["prose_before"] > 0.02) & (columns["prose_behind"] > 0.02)),
        "above_prose": _flag(columns["prose_before"] < 0.001),
        "below_prose": _flag(columns["prose_behind"] < 0.001),
        "short_run": np.log1p(np.minimum(since(words >= 8), until(words >= 8))),
    }
    return found


def _titles(columns: Columns) -> Columns:
    """Lines that repeat the page's title, which is often its first line, and where a line stands to the first one."""
    words, like, place = np.expm1(columns["words"]), columns["like_first"], np.arange(len(columns["words"]))
    titles = np.flatnonzero((like > 0.7) & (words >= 3) & (place > 0))
    first, known = (int(titles[0]), 1.0) if len(titles) else (0, 0.0)
    return {
        "title": _flag((like > 0.95) & (words >= 4)),
        "title_above": _flag((like > 0.7) & (words >= 3) & (columns["prose_before"] < 0.1) & (place > 0)),
        "has_title": np.full(len(place), known),
        "behind_title": _flag(place > first) * known,
        "since_title": np.log1p(np.maximum(0, place - first)) * known,
        "until_title": np.log1p(np.maximum(0, first - place)) * known,
    }


def _cue_distances(columns: Columns) -> Columns:
    """How near the last and the next cue of a group stand, and whether one was seen in the second half."""
    found: Columns = {}
    for group, cues in _GROUPS.items():
        flags = np.any([columns[f"cue_{cue}"] > 0 for cue in cues], axis=0)
        late = flags & (columns["prose_before"] > 0.5)
        found[f"since_{group}"] = np.exp(-since(flags) / 8)
        found[f"until_{group}"] = np.exp(-until(flags) / 8)
        found[f"behind_{group}"] = _flag(np.cumsum(late) - late > 0)
        found[f"first_{group}"] = _flag(flags & (np.cumsum(flags) == 1))
    return found


def _furniture(columns: Columns, flags: NDArray[np.bool_]) -> Columns:
    """How near other lines with a cue of furniture stand, and how many of them the page has."""
    above, below = since(flags), until(flags)
    return {
        "since_furniture": np.exp(-above / 6),
        "until_furniture": np.exp(-below / 6),
        "behind_furniture": _flag(above <= 1),
        "before_furniture": _flag(below <= 1),
        "furniture_share": np.full(len(flags), flags.mean()),
        "furniture_prose": flags * columns["prose"],
        "furniture_inside": flags * columns["in_cluster_6"],
    }

"""Train the word model and the weights of the identifier: audit/models/identifier.npz.

Usage: train_identifier.py WORK WORDLISTS [--fold N | --pool]

--fold N trains the word model of a fold into WORK (about ten minutes on a core that has nothing else to do); --pool fits
the weights when all four are there, and writes the package's file and its entry in the manifest.

WORDLISTS holds the lists of words of Tesseract's tessdata_fast (Apache-2.0), NAME.txt for NAME.traineddata:
`combine_tessdata -u NAME.traineddata NAME.`, `dawg2wordlist NAME.lstm-unicharset NAME.lstm-word-dawg NAME.txt`. Besides:
the word frequencies of wordfreq 3.1 (data CC BY-SA 4.0), the Norwegian word forms of simplemma 2 (MIT), and of the
development data NTREX (CC BY-SA 4.0) and the permissive and share-alike sentences of parallel.parquet. Needs wordfreq,
simplemma, torch and scipy.

The documents of NTREX are dealt to four folds by the digest of their id. The word model of a fold has not seen its
documents; the packaged one is that of fold 0, so that fold 0 is held out for the gate. The weights are fitted on the
held-out documents of folds 1 to 3. Nothing of langid.parquet is used: it stays an independent measure.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from identification_data import FOLDS, HELD_OUT, SHARED, Sample, fold_of, windows

from audit.language import detectors
from audit.language.fused import OWN_FLOOR, log_softmax
from audit.language.ngrams import ORDERS, find_words, hash_features
from audit.language.tables import canonical_language, load_table, main_script
from audit.language.words import WordModel

OUTPUT = Path("audit/models/identifier.npz")
BITS, DIMENSIONS, STEPS, BATCH, RATE = 18, 32, 1500, 8192, 0.01
WORDS_IN_WINDOW = (1, 1, 1, 2, 2, 3, 3, 4, 5, 6, 8, 12)
ALONE_IN_THEIR_SCRIPT = frozenset(
    ["gu", "kn", "ml", "pa", "ta", "te", "th", "hy", "ka", "el", "he", "ko", "ja", "zh", "bn"]
)
UNSPACED = frozenset({"zh", "ja", "th"})
SENTENCES = ("mlqe-pe", "tatoeba-chal", "xquad", "ud-pud", "tico19", "opensource.guide", "wikipedia-android",
             "gnome-user-docs", "godot-editor")  # fmt: skip
TESSERACT = {
    "bel": "be", "kaz": "kk", "kir": "ky", "mon": "mn", "tat": "tt", "fao": "fo", "ltz": "lb", "eus": "eu", "cym": "cy", "mlt": "mt", "aze": "az", "tgk": "tg",
    "uzb": "uz", "afr": "af", "glg": "gl", "hye": "hy", "isl": "is", "kat": "ka", "sqi": "sq", "est": "et", "gle": "ga", "swa": "sw", "lat": "la", "epo": "eo",
    "hun": "hu", "slk": "sk", "slv": "sl", "lit": "lt", "lav": "lv", "dan": "da", "hrv": "sh", "bos": "sh", "srp": "sr", "srp_latn": "sh", "nor": "nb",
    "tur": "tr", "bul": "bg", "ron": "ro", "ell": "el", "vie": "vi", "ind": "id", "msa": "ms", "fas": "fa", "hin": "hi", "urd": "ur", "mkd": "mk", "cat": "ca",
    "swe": "sv", "fin": "fi", "nld": "nl", "por": "pt", "ukr": "uk", "rus": "ru", "pol": "pl", "ces": "cs", "ita": "it", "spa": "es", "fra": "fr", "deu": "de",
    "ara": "ar", "heb": "he", "ben": "bn", "tam": "ta", "mar": "mr", "nep": "ne", "guj": "gu", "kan": "kn", "mal": "ml", "pan": "pa", "tel": "te", "tha": "th",
}  # fmt: skip

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ·-][^\W\d_]+)*$|[\u0900-\u0dff\u0e00-\u0e7f\u200c\u200d]+$")
_CYRILLIC = frozenset(["be", "kk", "ky", "mn", "tt", "tg", "sr", "bg", "mk", "uk", "ru"])
_SERBIAN = dict(
    zip(
        "абвгдђежзијклљмнњопрстћуфхцчџш",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "đ",
            "e",
            "ž",
            "z",
            "i",
            "j",
            "k",
            "l",
            "lj",
            "m",
            "n",
            "nj",
            "o",
            "p",
            "r",
            "s",
            "t",
            "ć",
            "u",
            "f",
            "h",
            "c",
            "č",
            "dž",
            "š",
        ],
        strict=True,
    )
)


def read_frequencies() -> dict[str, dict[str, float]]:
    """Words of wordfreq with their frequencies; Serbian in both scripts from the one list that holds them."""
    import wordfreq

    tables: dict[str, dict[str, float]] = {}
    for language in wordfreq.available_languages("best"):
        words = wordfreq.get_frequency_dict(language, "best")
        tables[language] = {word: value for word, value in words.items() if _WORD.match(word)}
    both = tables.pop("sh")
    tables["sh"] = {word: value for word, value in both.items() if main_script(word) == "Latn"}
    tables["sr"] = {word: value for word, value in both.items() if main_script(word) == "Cyrl"}
    for word, value in tables["sh"].items():
        tables["sr"][_to_cyrillic(word)] = tables["sr"].get(_to_cyrillic(word), 0) + value
    return {code: dict(sorted(words.items(), key=lambda item: -item[1])[:300_000]) for code, words in tables.items()}


def _to_cyrillic(word: str) -> str:
    pairs = sorted(((latin, cyrillic) for cyrillic, latin in _SERBIAN.items()), key=lambda pair: -len(pair[0]))
    for latin, cyrillic in pairs:
        word = word.replace(latin, cyrillic)
    return word


def read_lists(folder: Path, frequencies: dict[str, dict[str, float]]) -> dict[str, list[str]]:
    """Words of Tesseract without the English ones that crept in, and the forms of both kinds of Norwegian."""
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    lists: dict[str, set[str]] = {}
    for path in sorted(folder.glob("*.txt")):
        if (language := TESSERACT.get(path.stem)) is not None:
            words = path.read_text("utf-8", errors="ignore").lower().split("\n")
            kept = (word.strip() for word in words)
            lists.setdefault(language, set()).update(word for word in kept if _belongs(word, language, frequencies))
    for language in ("nn", "nb"):
        forms = DefaultDictionaryFactory().get_dictionary(language)
        words = {(form.decode() if isinstance(form, bytes) else form).lower() for form in forms}
        lists.setdefault(language, set()).update(filter(_WORD.match, words))
    return {language: sorted(words) for language, words in lists.items() if words}


def _belongs(word: str, language: str, frequencies: dict[str, dict[str, float]]) -> bool:
    if len(word) < 2 or not _WORD.match(word):
        return False
    english = frequencies["en"].get(word, 0)
    if language != "en" and english > 2e-7 and frequencies.get(language, {}).get(word, 0) < english:
        return False
    return (main_script(word, share=0) == "Cyrl") == (language in _CYRILLIC)


def read_lines(fold: int) -> dict[str, list[str]]:
    """The lines of NTREX outside a fold, by language."""
    lines: dict[str, list[str]] = {}
    variants = {"en-GB": "en", "pt-BR": "pt"}
    frame = pl.read_parquet(SHARED / "data/ntrex_docs.parquet")
    for language, document, text in frame.select("lang", "doc", "text").rows():
        if fold_of(document) != fold:
            lines.setdefault(canonical_language(variants.get(language, language), text), []).append(text)
    return lines


def read_sentences() -> dict[str, list[str]]:
    """Sentences of parallel.parquet from sources whose licence lets a weight be passed on, by language."""
    frame = pl.read_parquet(SHARED / "data/parallel.parquet").filter(pl.col("source").is_in(SENTENCES))
    sides = [frame.select("source", language=f"language_{side}", text=f"text_{side}") for side in "ab"]
    rows = pl.concat(sides).unique().filter(pl.col("text").str.len_chars() > 15).sort("language", "text")
    return {
        str(language): sorted(group["text"].sample(min(len(group), 60_000), seed=1))
        for (language,), group in rows.group_by(["language"], maintain_order=True)
    }


class Source:
    """Draws windows of a language: words by frequency, words of a list, runs of words of real lines."""

    def __init__(self, language: str, chance: random.Random, data: tuple[dict[str, Any], ...]) -> None:
        frequencies, lists, lines, sentences = (table.get(language) for table in data)
        self._unspaced = language in UNSPACED
        self._chance = chance
        self._kinds: list[tuple[float, str, Any]] = []
        if frequencies:
            words, values = list(frequencies), np.array(list(frequencies.values()))
            for power, share in ((0.9, 0.25), (0.45, 0.2)):
                total = np.cumsum(values**power)
                self._kinds.append((share, "weighted", (words, total / total[-1])))
        if lists:
            self._kinds.append((0.15 if frequencies else 0.4, "list", lists))
        for texts, share in ((lines, 0.35), (sentences, 0.25)):
            if texts:
                self._kinds.append((share, "text", texts if self._unspaced else [text.split() for text in texts]))
        self._shares = [share for share, _, _ in self._kinds]

    def draw(self, count: int) -> str:
        """A window of `count` words."""
        _, kind, data = self._chance.choices(self._kinds, self._shares)[0]
        if kind == "weighted":
            words, total = data
            places = np.searchsorted(total, [self._chance.random() for _ in range(count)])
            return " ".join(words[min(place, len(words) - 1)] for place in places)
        if kind == "list":
            return " ".join(self._chance.choices(data, k=count))
        text = self._chance.choice(data)
        count = 2 * count if self._unspaced else count
        start = self._chance.randrange(max(1, len(text) - count + 1))
        return ("" if self._unspaced else " ").join(text[start : start + count])


def train(fold: int, wordlists: Path, output: Path) -> None:
    """Fit the word model on everything but a fold by cross-entropy over random windows."""
    import torch

    torch.set_num_threads(1)
    torch.manual_seed(1)
    chance, numbers = random.Random(1), np.random.default_rng(1)
    frequencies = read_frequencies()
    data = (frequencies, read_lists(wordlists, frequencies), read_lines(fold), read_sentences())
    languages = sorted(set().union(*data[:3]))
    sources = [Source(language, chance, data) for language in languages]
    share = np.array([0.4 if language in ALONE_IN_THEIR_SCRIPT else 1.0 for language in languages])
    table = torch.nn.EmbeddingBag((1 << BITS) + 1, DIMENSIONS, mode="sum", padding_idx=1 << BITS)
    torch.nn.init.normal_(table.weight, std=0.02)
    with torch.no_grad():
        table.weight[-1] = 0
    linear = torch.nn.Linear(DIMENSIONS, len(languages))
    optimizer = torch.optim.Adam([*table.parameters(), *linear.parameters()], lr=RATE)

    def make() -> tuple[Any, Any, Any]:
        chosen = numbers.choice(len(languages), BATCH, p=share / share.sum())
        texts = [sources[number].draw(chance.choice(WORDS_IN_WINDOW)) for number in chosen]
        rows, offsets = _features(texts)
        return torch.from_numpy(rows), torch.from_numpy(offsets), torch.from_numpy(chosen)

    with ThreadPoolExecutor(1) as pool:
        following = pool.submit(make)
        for step in range(STEPS):
            for group in optimizer.param_groups:
                group["lr"] = RATE * max(0.02, 1 - step / STEPS)
            rows, offsets, answers = following.result()
            following = pool.submit(make)
            loss = torch.nn.functional.cross_entropy(linear(table(rows, offsets)), answers)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            if step % 100 == 99:
                print(f"fold {fold} step {step + 1}: loss {loss.item():.4f}", flush=True)
    _save(
        output, languages, table.weight.detach().numpy(), linear.weight.detach().numpy(), linear.bias.detach().numpy()
    )


def _features(texts: list[str]) -> tuple[np.ndarray, np.ndarray]:
    words = find_words(texts)
    rows, first = hash_features(words, np.arange(len(words.start)), 1 << BITS)
    text = np.repeat(words.text, np.diff(np.append(first, rows.shape[1] - 1)))
    flat, owner = rows.T[: len(text)].ravel().astype(np.int64), np.repeat(text, ORDERS + 1)
    real = flat != 1 << BITS
    return flat[real], np.searchsorted(owner[real], np.arange(len(texts)))


def _save(path: Path, languages: list[str], table: np.ndarray, weights: np.ndarray, bias: np.ndarray) -> None:
    """One byte a number, one scale a dimension; languages without an alphabet table are left out."""
    kept = [number for number, language in enumerate(languages) if language in load_table("languages.toml")]
    scale = np.quantile(np.abs(table), 0.99999, axis=0) / 127
    bytes_ = np.clip(np.rint(table / scale), -127, 127).astype(np.int8)
    bytes_[-1] = 0
    np.savez(
        path,
        languages=np.array(languages)[kept],
        table=bytes_,
        weights=(weights[kept] * scale).T.astype(np.float32),
        bias=bias[kept].astype(np.float32),
    )


PER_LANGUAGE = 120
SIZES = (9, 22, 48, 110)
PENALTY, ROUNDS = 1e-4, 120
ENTRY = """
[identifier]
file = "identifier.npz"
sha256 = "{digest}"
what = "scores of letter n-grams and words for {count} languages, and the weights of the detectors beside them"
data = ["wordfreq 3.1 (CC BY-SA 4.0)", "tessdata_fast word lists (Apache-2.0)", "simplemma 2 (MIT)", "NTREX-128 dev documents of folds 1 to 3 (CC BY-SA 4.0)", "parallel.parquet: sources marked yes or share-alike"]
licence = "CC-BY-SA-4.0"
script = "scripts/train_identifier.py"
metrics = "reports/identification.md"
"""


def fit_pool(work: Path) -> None:
    """Fit the weights of the evidence on held-out windows, by length of the text, and write the package's file."""
    known = load_table("languages.toml").keys() - {"bs", "hr", "sr-Latn", "no"}
    languages = sorted(known)
    knows = _knows(work, languages)
    parts: list[list[np.ndarray]] = []
    answers: list[np.ndarray] = []
    sizes: list[np.ndarray] = []
    for fold in sorted(set(range(FOLDS)) - {HELD_OUT}):
        samples = list(windows(per_language=PER_LANGUAGE, folds=(fold,)))
        parts.append(_evidence(work / f"fold{fold}.npz", samples, languages, knows))
        answers.append(np.array([languages.index(sample.language) for sample in samples]))
        sizes.append(np.array([sum(map(str.isalpha, sample.text)) for sample in samples]))
    evidence = [np.concatenate(each) for each in zip(*parts, strict=True)]
    bucket = np.searchsorted(SIZES, np.concatenate(sizes))
    own, own_bias = _fit(evidence[:1], knows[:1], bucket, np.concatenate(answers))
    joint, joint_bias = _fit(evidence, knows, bucket, np.concatenate(answers))
    arrays = dict(np.load(work / f"fold{HELD_OUT}.npz"))
    fitted = {"pool_own": own, "bias_own": own_bias, "pool_all": joint, "bias_all": joint_bias, "pool_knows": knows}
    arrays |= {name: array.astype(np.float32) for name, array in fitted.items()}
    np.savez(OUTPUT, pool_languages=np.array(languages), pool_sizes=np.array(SIZES), **arrays)
    _register(len(arrays["languages"]))


def _knows(work: Path, languages: list[str]) -> np.ndarray:
    """(evidence, languages) 1 where it can speak for a language."""
    with np.load(work / f"fold{HELD_OUT}.npz") as arrays:
        spoken = [set(arrays["languages"].tolist()), *detectors.known_languages().values()]
    return np.array([[language in each for language in languages] for each in spoken], dtype=np.float32)


def _evidence(path: Path, samples: list[Sample], languages: list[str], knows: np.ndarray) -> list[np.ndarray]:
    """(samples, languages) log probabilities of the word model and of each detector, 0 where one does not know."""
    with np.load(path) as arrays:
        model = WordModel(dict(arrays))
    texts = [sample.text for sample in samples]
    words = find_words(texts)
    own = np.zeros((len(texts), len(languages)), dtype=np.float32)
    columns = [languages.index(language) for language in model.languages]
    own[:, columns] = log_softmax(model.score_texts(words, len(texts)))
    asked = [detectors.log_probabilities(each, texts, languages) for each in detectors.DETECTORS.values()]
    return [np.maximum(own, OWN_FLOOR), *(part * row for part, row in zip(asked, knows[1:], strict=True))]


def _fit(
    parts: list[np.ndarray], knows: np.ndarray, bucket: np.ndarray, answers: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Weights (buckets, 2 x parts) and biases (languages) of a multinomial logistic regression."""
    from scipy.optimize import minimize

    columns = [
        column
        for part, row in zip(parts, knows, strict=True)
        for column in (part, np.broadcast_to(1 - row, part.shape))
    ]
    features = np.stack(columns, axis=2).astype(np.float32)
    count, languages, width = features.shape
    shape = (len(SIZES) + 1, width)
    seen = np.isin(np.arange(languages), answers)

    def loss(values: np.ndarray) -> tuple[float, np.ndarray]:
        weights, bias = values[: shape[0] * width].reshape(shape), values[shape[0] * width :]
        scores = np.einsum("nkd,nd->nk", features, weights[bucket].astype(np.float32)) + bias.astype(np.float32)
        log_chances = log_softmax(scores)
        error = np.exp(log_chances)
        error[np.arange(count), answers] -= 1
        error /= count
        slope = np.einsum("nk,nkd->nd", error, features)
        weight_slope = np.stack([slope[bucket == number].sum(axis=0) for number in range(shape[0])])
        slopes = np.concatenate((weight_slope.ravel(), error.sum(axis=0) * seen)).astype(float)
        total = -float(log_chances[np.arange(count), answers].mean())
        return total + PENALTY * float((values**2).sum()), slopes + 2 * PENALTY * values

    start = np.concatenate((np.tile([0.3, 0.0], shape[0] * width // 2), np.zeros(languages)))
    result = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS})
    print(f"{width // 2} kinds of evidence: loss {result.fun:.4f} on {count} windows")
    return result.x[: shape[0] * width].reshape(shape), result.x[shape[0] * width :]


def _register(count: int) -> None:
    manifest = OUTPUT.with_name("manifest.toml")
    text = re.sub(r"\n\[identifier\]\n(?:[^\[\n].*\n)*", "", manifest.read_text("utf-8"))
    digest = hashlib.sha256(OUTPUT.read_bytes()).hexdigest()
    manifest.write_text(text.rstrip("\n") + "\n" + ENTRY.format(digest=digest, count=count), encoding="utf-8")


def main() -> None:
    """Train one fold, or fit the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path)
    parser.add_argument("wordlists", type=Path)
    choice = parser.add_mutually_exclusive_group(required=True)
    choice.add_argument("--fold", type=int, choices=range(FOLDS))
    choice.add_argument("--pool", action="store_true")
    options = parser.parse_args()
    if options.pool:
        fit_pool(options.work)
    else:
        train(options.fold, options.wordlists, options.work / f"fold{options.fold}.npz")


if __name__ == "__main__":
    main()

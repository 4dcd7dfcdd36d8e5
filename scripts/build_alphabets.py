"""Write audit/language/languages.toml from the CLDR packages cldr-misc-full and cldr-localenames-full (npm).

Usage: build_alphabets.py FOLDER; FOLDER/cldr-misc-full and FOLDER/cldr-localenames-full are the unpacked packages.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from pathlib import Path

LANGUAGES = """
af am ar az be bg bn br bs ca cs cy da de el en eo es et eu fa fi fil fo fr fy ga gd gl gu he hi hr hu hy id is it
ja jv ka kk km kn ko ku ky lb lo lt lv mk ml mn mr ms mt my nb ne nl nn no or pa pl ps pt ro ru sd si sk sl so sq
sr sr-Latn sv sw ta te tg th tr tt ug uk ur uz vi yi zh
""".split()  # noqa: SIM905 (one word a language reads best)
# Written alike, told apart by nobody in a sentence: one class under the tag that CLDR keeps for the three.
MERGED = {"sh": ("Bosnian/Croatian/Serbian", "sr-Latn")}
SCRIPT_NAMES = {
    "LATIN": "Latn", "CYRILLIC": "Cyrl", "GREEK": "Grek", "ARABIC": "Arab", "HEBREW": "Hebr", "ARMENIAN": "Armn",
    "GEORGIAN": "Geor", "DEVANAGARI": "Deva", "BENGALI": "Beng", "GUJARATI": "Gujr", "KANNADA": "Knda",
    "MALAYALAM": "Mlym", "GURMUKHI": "Guru", "TAMIL": "Taml", "TELUGU": "Telu", "THAI": "Thai", "HANGUL": "Kore",
    "HIRAGANA": "Jpan", "CJK": "Hani", "ETHIOPIC": "Ethi", "KHMER": "Khmr", "LAO": "Laoo", "MYANMAR": "Mymr",
    "ORIYA": "Orya", "SINHALA": "Sinh",
}  # fmt: skip
HEADER = """\
# Names, scripts and letters of languages, by BCP 47 tag.
# Made by scripts/build_alphabets.py from the Unicode CLDR {version} (exemplarCharacters, auxiliary, English names),
# Unicode License v3, https://www.unicode.org/license.txt. Letters are lower case; letters with a combining mark that
# Unicode does not compose are left out. CLDR lists under `auxiliary` letters that stand in foreign words.
"""


def parse_exemplars(pattern: str) -> str:
    """The single lower-case letters of a CLDR UnicodeSet (ranges are spelt out, {sequences} dropped)."""
    body = re.sub(r"\{[^}]*\}", "", pattern.strip()[1:-1])
    body = re.sub(r"\\u([0-9A-Fa-f]{4})", lambda match: chr(int(match[1], 16)), body).replace("\\", "")
    letters: set[str] = set()
    for token in body.split():
        parts = re.findall(r"(.)-(.)|(.)", token)
        for low, high, single in parts:
            letters.update(map(chr, range(ord(low), ord(high) + 1)) if low else single)
    return "".join(sorted({letter.lower() for letter in letters if letter.isalpha() and len(letter.lower()) == 1}))


def main_script(letters: str) -> str:
    """The ISO 15924 code of most letters."""
    names = [unicodedata.name(letter).split()[0].split("-")[0] for letter in letters]
    return SCRIPT_NAMES[max(sorted(set(names)), key=names.count)]


def main(folder: Path) -> None:
    """Read the packages below `folder` and write the table."""
    misc = folder / "cldr-misc-full" / "package"
    names = json.loads((folder / "cldr-localenames-full/package/main/en/languages.json").read_text("utf-8"))
    names = names["main"]["en"]["localeDisplayNames"]["languages"]
    lines = [HEADER.format(version=json.loads((misc / "package.json").read_text("utf-8"))["cldrVersion"])]
    for code in sorted([*LANGUAGES, *MERGED]):
        name, table = MERGED.get(code, (names.get(code, names[code.split("-")[0]]), code))
        characters = json.loads((misc / "main" / table / "characters.json").read_text("utf-8"))["main"][table][
            "characters"
        ]
        letters = parse_exemplars(characters["exemplarCharacters"])
        lines.append(f"[{code}]")
        lines.append(f'name = "{name}"')
        script = main_script(letters)
        lines.append(f'script = "{script}"')
        if script not in {"Hani", "Jpan", "Kore"}:
            lines.append(f'letters = "{letters}"')
            auxiliary = parse_exemplars(characters.get("auxiliary", "[]"))
            lines.append(f'auxiliary = "{"".join(sorted(set(auxiliary) - set(letters)))}"')
        lines.append("")
    Path("audit/language/languages.toml").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

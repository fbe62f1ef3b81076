"""Writes assets/holidays.json from the package `holidays`, whose version requirements.txt pins.

Run by hand, from anywhere (docs/holidays.md):

    python3 -m venv .build/holidays
    .build/holidays/bin/pip install -r scripts/holidays/requirements.txt
    .build/holidays/bin/python scripts/holidays/generate.py

A series is one holiday with all its days: the first as days since 1 January of the first year,
each further one as the days since the one before. Regions that share a holiday share the series.
"""

import datetime
import json
import re
import sys
from importlib.metadata import distribution
from pathlib import Path

import holidays
from holidays.registry import COUNTRIES

FIRST_YEAR, LAST_YEAR = 2024, 2035
ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "assets" / "holidays.json"
LICENCE = ROOT / "assets" / "holidays-LICENSE.txt"

# Where agencies and their clients work.
WANTED = """
    AD AE AL AR AT AU BA BE BG BR CA CH CL CN CO CY CZ DE DK EE EG ES FI FR GB GR HK HR HU ID IE IL
    IN IS IT JP KE KR LI LT LU LV MA MC MD ME MK MT MX MY NG NL NO NZ PE PH PL PT RO RS SA SE SG SI
    SK TH TR TW US UY VN ZA
""".split()
# Countries whose parts have holidays of their own that keep offices closed.
WITH_PARTS = "AT AU BA BR CA CH DE ES FR GB IN MY NZ US".split()
ISO_PART = re.compile("[A-Z0-9]{1,3}")


def words(class_name):
    """BosniaAndHerzegovina is Bosnia and Herzegovina."""
    return re.sub(r"(?<!^)(?=[A-Z])", " ", class_name).replace(" And ", " and ")


def part_name(country, part):
    """The first name that the source gives the part and that is no abbreviation."""
    names = [name for name, code in country.subdivisions_aliases.items() if code == part]
    return next((name for name in names if len(name) > 3), names[0] if names else part)


def english(country):
    """The country's own English, or American; None where English is the only language."""
    own = f"en_{country.country}"
    return next((tongue for tongue in (own, "en_US") if tongue in country.supported_languages), None)


def days_by_name(code, part):
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    country = getattr(holidays, class_of[code])
    found = country(subdiv=part, years=years, language=english(country))
    first = datetime.date(FIRST_YEAR, 1, 1)
    by_name = {}
    for day in sorted(found):
        if FIRST_YEAR <= day.year <= LAST_YEAR:
            # A day may be two holidays; each is one.
            for name in dict.fromkeys(found.get_list(day)):
                by_name.setdefault(name, []).append((day - first).days)
    return by_name


def gaps(days):
    return [days[0]] + [later - earlier for earlier, later in zip(days, days[1:])]


class_of = {codes[0]: name for name, *codes in COUNTRIES.values()}
series, places, regions = [], {}, []


def add_region(code, name, by_name):
    held = []
    for holiday, days in by_name.items():
        key = (holiday, tuple(days))
        if key not in places:
            places[key] = len(series)
            series.append({"name": holiday, "days": gaps(days)})
        held.append(places[key])
    regions.append({"code": code, "name": name, "series": sorted(held)})


for code in sorted(WANTED):
    country = getattr(holidays, class_of[code])
    nation = days_by_name(code, None)
    if not nation:
        sys.exit(f"{code} has no holidays at all")
    add_region(code, words(class_of[code]), nation)
    if code in WITH_PARTS:
        # What has no ISO code is a town or a school district.
        for part in sorted(filter(ISO_PART.fullmatch, country.subdivisions)):
            add_region(f"{code}-{part}", part_name(country, part), days_by_name(code, part))

source = distribution("holidays")
head = {
    "source": "holidays",
    "version": source.version,
    "licence": "MIT",
    "generated": datetime.date.today().isoformat(),
    "first_year": FIRST_YEAR,
    "last_year": LAST_YEAR,
}


def line(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


# One series and one region a line, so that a difference can be read.
text = "{" + ",\n".join(
    [f"{line(key)}:{line(value)}" for key, value in head.items()]
    + ['"series":[\n' + ",\n".join(map(line, series)) + "\n]"]
    + ['"regions":[\n' + ",\n".join(map(line, regions)) + "\n]"]
) + "}\n"
TARGET.write_text(text, encoding="utf-8")
notice = next(file for file in source.files if file.name == "LICENSE")
LICENCE.write_text(
    "assets/holidays.json is made from the package `holidays`, under this licence:\n\n" + notice.read_text(),
    encoding="utf-8",
)
print(f"{len(regions)} regions, {len(series)} series, {len(text.encode())} bytes")

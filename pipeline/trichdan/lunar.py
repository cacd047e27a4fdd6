"""The Vietnamese lunar calendar: new moons and solar terms by the clock of Hanoi (UTC+7, before 1968 UTC+8).

A month begins on the day of a new moon; the eleventh month holds the winter solstice; where thirteen months lie
between two solstices, the first one that the sun passes no multiple of thirty degrees in repeats the number of the
month before it. New moons and the longitude of the sun are computed by the series of J. Meeus, Astronomical
Algorithms (2nd edition, chapters 49 and 25), which are good to a few seconds and to about a minute of arc.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from math import cos, floor, radians, sin

_ZONE, _OLD_ZONE = 7 / 24, 8 / 24  # in days
_NEW_ZONE = date(1968, 1, 1).toordinal()  # the State's calendar went over to the time of Hanoi
_J2000 = 2451545.0
_ORDINAL = 1721424.5  # Julian date of midnight before ordinal 0 of `datetime.date`
_LUNATION = 29.530588861
_FIRST_NEW_MOON = 2451550.09766  # 6 January 2000, lunation 0
_PER_CENTURY = 1236.85  # lunations
_SECONDS = 86400
# terrestrial time less universal time in seconds, every ten years from 1900 (observed to 2020, then expected)
_DELTA_T = (-3, 10, 21, 24, 24, 29, 33, 40, 51, 57, 64, 66, 69, 72, 78, 85, 95, 105, 118, 130, 145)

# coefficient, power of the earth's eccentricity, multiples of M (sun), M' (moon), F (latitude), Omega (node)
_NEW_MOON = (
    (-0.40720, 0, 0, 1, 0, 0), (0.17241, 1, 1, 0, 0, 0), (0.01608, 0, 0, 2, 0, 0), (0.01039, 0, 0, 0, 2, 0),
    (0.00739, 1, -1, 1, 0, 0), (-0.00514, 1, 1, 1, 0, 0), (0.00208, 2, 2, 0, 0, 0), (-0.00111, 0, 0, 1, -2, 0),
    (-0.00057, 0, 0, 1, 2, 0), (0.00056, 1, 1, 2, 0, 0), (-0.00042, 0, 0, 3, 0, 0), (0.00042, 1, 1, 0, 2, 0),
    (0.00038, 1, 1, 0, -2, 0), (-0.00024, 1, -1, 2, 0, 0), (-0.00017, 0, 0, 0, 0, 1), (-0.00007, 0, 2, 1, 0, 0),
    (0.00004, 0, 0, 2, -2, 0), (0.00004, 0, 3, 0, 0, 0), (0.00003, 0, 1, 1, -2, 0), (0.00003, 0, 0, 2, 2, 0),
    (-0.00003, 0, 1, 1, 2, 0), (0.00003, 0, -1, 1, 2, 0), (-0.00002, 0, -1, 1, -2, 0), (-0.00002, 0, 1, 3, 0, 0),
    (0.00002, 0, 0, 4, 0, 0),
)  # fmt: skip
# what the planets add: coefficient, angle at lunation 0, its change with each lunation
_PLANETS = (
    (0.000325, 299.77, 0.107408), (0.000165, 251.88, 0.016321), (0.000164, 251.83, 26.651886),
    (0.000126, 349.42, 36.412478), (0.000110, 84.66, 18.206239), (0.000062, 141.74, 53.303771),
    (0.000060, 207.14, 2.453732), (0.000056, 154.84, 7.306860), (0.000047, 34.52, 27.261239),
    (0.000042, 207.19, 0.121824), (0.000040, 291.34, 1.844379), (0.000037, 161.72, 24.198154),
    (0.000035, 239.56, 25.513099), (0.000023, 331.55, 3.592518),
)  # fmt: skip
# what moon and planets add to the longitude of the sun: coefficient, angle in 1900, its change with each century
_PULLS = (
    (0.00134, 153.23, 22518.7541), (0.00154, 216.57, 45037.5082), (0.00200, 312.69, 32964.3577),
    (0.00179, 350.74 - 90, 445267.1142), (0.00178, 231.19 - 90, 20.20),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Month:
    """A lunar month: its number, whether it repeats the number before it, its first day and its length."""

    number: int
    leap: bool
    start: date
    length: int


def _delta_t(year: float) -> float:
    """Return terrestrial less universal time in days."""
    place = min(max((year - 1900) / 10, 0.0), len(_DELTA_T) - 1.001)
    at = int(place)
    low, high = _DELTA_T[at], _DELTA_T[at + 1]
    return (low + (high - low) * (place - at)) / _SECONDS


def _polynomial(t: float, *coefficients: float) -> float:
    total = 0.0
    for coefficient in reversed(coefficients):
        total = total * t + coefficient
    return total


@cache
def _new_moon(lunation: int) -> date:
    """Return the day of Hanoi on which a new moon falls; lunation 0 is that of 6 January 2000."""
    k, t = lunation, lunation / _PER_CENTURY
    mean = _FIRST_NEW_MOON + _LUNATION * k + _polynomial(t, 0, 0, 0.00015437, -0.000000150, 0.00000000073)
    eccentricity = _polynomial(t, 1, -0.002516, -0.0000074)
    sun = 2.5534 + 29.10535670 * k + _polynomial(t, 0, 0, -0.0000014, -0.00000011)
    moon = 201.5643 + 385.81693528 * k + _polynomial(t, 0, 0, 0.0107582, 0.00001238, -0.000000058)
    latitude = 160.7108 + 390.67050284 * k + _polynomial(t, 0, 0, -0.0016118, -0.00000227, 0.000000011)
    node = 124.7746 - 1.56375588 * k + _polynomial(t, 0, 0, 0.0020672, 0.00000215)
    terms = sum(
        c * eccentricity**e * sin(radians(a * sun + b * moon + f * latitude + n * node))
        for c, e, a, b, f, n in _NEW_MOON
    )
    terms += sum(c * sin(radians(angle + step * k)) for c, angle, step in _PLANETS)
    moment = mean + terms
    universal = moment - _delta_t(2000 + (moment - _J2000) / 365.25)
    ordinal = floor(universal + _ZONE - _ORDINAL)
    return date.fromordinal(ordinal if ordinal >= _NEW_ZONE else floor(universal + _OLD_ZONE - _ORDINAL))


def _sun(day: date) -> float:
    """Return the apparent longitude of the sun in degrees when a day of Hanoi begins."""
    ordinal = day.toordinal()
    zone = _ZONE if ordinal >= _NEW_ZONE else _OLD_ZONE
    moment = ordinal + _ORDINAL - zone + _delta_t(day.year + day.month / 12)
    t = (moment - _J2000) / 36525
    anomaly = radians(357.52911 + 35999.05029 * t - 0.0001537 * t * t)
    centre = (
        (1.914602 - 0.004817 * t - 0.000014 * t * t) * sin(anomaly)
        + (0.019993 - 0.000101 * t) * sin(2 * anomaly)
        + 0.000289 * sin(3 * anomaly)
    )
    pulls = sum(c * cos(radians(angle + step * (t + 1))) for c, angle, step in _PULLS)
    node = radians(125.04 - 1934.136 * t)
    mean = 280.46646 + 36000.76983 * t + 0.0003032 * t * t
    return (mean + centre + pulls - 0.00569 - 0.00478 * sin(node)) % 360


def _sector(day: date) -> int:
    """Return which twelfth of its way the sun is in when a day begins, the one after the spring equinox 0."""
    return int(_sun(day) // 30)


@cache
def _eleventh(year: int) -> int:
    """Return the lunation of the eleventh month that begins in a solar year: it holds the winter solstice."""
    lunation = floor((year - 2000) * 12.3685) + 12
    solstice = date(year, 12, 20)
    while _sector(solstice + timedelta(days=1)) < 9:
        solstice += timedelta(days=1)
    while _new_moon(lunation) <= solstice:
        lunation += 1
    while _new_moon(lunation) > solstice:
        lunation -= 1
    return lunation


@cache
def _between_solstices(year: int) -> tuple[Month, ...]:
    """Return the months from the eleventh of the year before up to the tenth of a year."""
    first, last = _eleventh(year - 1), _eleventh(year)
    starts = [_new_moon(k) for k in range(first, last + 1)]
    count = last - first
    leap = -1
    if count == 13:
        leap = next((i for i in range(1, 13) if _sector(starts[i]) == _sector(starts[i + 1])), -1)
    months = []
    number = 10
    for i in range(count):
        number += i != leap
        months.append(Month((number - 1) % 12 + 1, i == leap, starts[i], (starts[i + 1] - starts[i]).days))
    return tuple(months)


@cache
def months_of(year: int) -> tuple[Month, ...]:
    """Return the months of a lunar year, named by the solar year in which its first month begins."""
    here = [m for m in _between_solstices(year) if m.number < 11]
    return (*here, *(m for m in _between_solstices(year + 1) if m.number >= 11))

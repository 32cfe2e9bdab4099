"""How long something takes."""

import statistics
import time


def loop(work, seconds=0.5):
    """The median time of one call in nanoseconds, from seven rounds of half a second in all."""
    count = 1
    while True:
        start = time.perf_counter()
        for _ in range(count):
            work()
        if time.perf_counter() - start > seconds / 10:
            break
        count *= 2
    times = []
    for _ in range(7):
        start = time.perf_counter_ns()
        for _ in range(count):
            work()
        times.append((time.perf_counter_ns() - start) / count)
    return statistics.median(times)


def runs(work, count=7):
    """The median time of one call in nanoseconds, for what takes long."""
    times = []
    for _ in range(count):
        start = time.perf_counter_ns()
        work()
        times.append(time.perf_counter_ns() - start)
    return statistics.median(times)


def duration(nanoseconds):
    """A time for a person."""
    for limit, unit, size in ((1e4, "ns", 1), (1e7, "µs", 1e3), (1e10, "ms", 1e6)):
        if nanoseconds < limit:
            return f"{nanoseconds / size:,.0f} {unit}".replace(",", " ")
    return f"{nanoseconds / 1e9:.1f} s"

"""Measures parsers of Transact-SQL on the scripts of the tests, and prints a table of Markdown.

Each peer reads the batches that it accepts: one by one, and all of them as one text, of which the better time counts. Ours
reads the same batches before and after. Usage: transact_sql.py BENCHMARKS
"""

import importlib.metadata
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

BENCHMARKS = sys.argv[1]
SCRIPTS = pathlib.Path(__file__).parents[2] / "Tests" / "TestScripts" / "Scripts"
REPETITIONS = 100


def polyglot():
    import polyglot_sql

    return lambda text: polyglot_sql.parse(text, dialect="tsql")


def sqloxide():
    import sqloxide

    return lambda text: sqloxide.parse_sql(sql=text, dialect="mssql")


def sqlglot():
    import logging

    import sqlglot

    logging.getLogger("sqlglot").setLevel(logging.CRITICAL)
    return lambda text: sqlglot.parse(text, read="tsql")


def accepts(parse, text):
    try:
        parse(text)
        return True
    except BaseException:  # One of them panics, which is no Exception.
        return False


def seconds(work):
    """The median time of seven rounds."""
    times = []
    for _ in range(7):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def ours(batches):
    """How many batches are accepted, and the time of all of them in seconds."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(b"".join(batch.encode() + b"\0" for batch in batches))
        file.flush()
        output = subprocess.run([BENCHMARKS, "read-batches", file.name], check=True, capture_output=True, text=True).stdout
    accepted, nanoseconds = output.split()
    return int(accepted), float(nanoseconds) / 1e9


def main():
    files = sorted(str(file) for file in SCRIPTS.glob("*.sql"))
    output = subprocess.run([BENCHMARKS, "batches", *files], check=True, capture_output=True).stdout
    batches = [batch.decode() for batch in output.split(b"\0")[:-1]]
    print("| Parser | Version | Batches accepted | MB a second | Ours, on the same | Ours / its |")
    print("| --- | --- | ---: | ---: | ---: | ---: |")
    for name, package, make in (
        ("polyglot-sql", "polyglot-sql", polyglot),
        ("sqloxide", "sqloxide", sqloxide),
        ("sqlglot[c]", "sqlglot", sqlglot),
    ):
        parse = make()
        accepted = [batch for batch in batches if accepts(parse, batch)]
        count = REPETITIONS if name != "sqlglot[c]" else 5
        size = sum(len(batch.encode()) for batch in accepted) / 1e6

        def one_by_one():
            for _ in range(count):
                for batch in accepted:
                    parse(batch)

        before = ours(accepted * REPETITIONS)[1]
        speed = size * count / seconds(one_by_one)
        joined = "\n;\n".join(accepted)
        if accepts(parse, joined):
            whole = "\n;\n".join([joined] * count)
            speed = max(speed, size * count / seconds(lambda: parse(whole)))
        own = size * REPETITIONS / statistics.mean([before, ours(accepted * REPETITIONS)[1]])
        release = importlib.metadata.version(package)
        print(
            f"| {name} | {release} | {len(accepted)} of {len(batches)} | {speed:.1f} | {own:.0f} | {own / speed:.1f} |"
        )
    accepted, elapsed = ours(batches * REPETITIONS)
    size = sum(len(batch.encode()) for batch in batches) / 1e6
    print(
        f"| ours | | {accepted // REPETITIONS} of {len(batches)} | {size * REPETITIONS / elapsed:.0f} | | |"
    )


main()

"""For Scripts/soak and Scripts/bench: a laboratory in a process of its own, and a table of what was found."""
import json
import pathlib
import resource
import signal
import sqlite3
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent


def program():
    """The script that runs, for its messages."""
    return pathlib.Path(sys.argv[0]).name


def built(configuration, *further):
    """Builds mxcensus, maillab and what else is asked for; the folder that they are in."""
    for product in ("mxcensus", "maillab", *further):
        subprocess.run(["swift", "build", "--configuration", configuration, "--product", product, "--quiet"],
                       cwd=ROOT, check=True)
    return ROOT / ".build" / configuration


def allow_descriptors(addresses):
    """Every server listens at its own address, and every probe takes a descriptor."""
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    needed = 2 * addresses + 4_096
    if limit != resource.RLIM_INFINITY and limit < needed:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (needed, needed))
        except (ValueError, OSError):
            sys.exit(f"{program()}: {needed} descriptors are needed and {limit} allowed: raise “ulimit -Hn”")


def rows(database, sql, *arguments):
    """The rows of a query, by a connection that only reads."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=10)
    try:
        return connection.execute(sql, arguments).fetchall()
    finally:
        connection.close()


class Laboratory:
    """maillab in a process of its own: the port and the one behind it are used."""

    def __init__(self, programs, directory, port, population, arguments):
        self.directory = directory
        self.process = subprocess.Popen(
            [programs / "maillab", "serve", "--population", population, *arguments, "--directory", directory, "--port",
             str(port), "--dns-port", str(port + 1), "--lifetime", "86400"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        flags = directory / "scan-flags"
        while not flags.exists():
            if self.process.poll() is not None:
                sys.exit(f"{program()}: the laboratory did not start")
            time.sleep(0.1)
        self.flags = flags.read_text().split("\n")[:-1]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()

    @property
    def ledger(self):
        """There after the end."""
        return json.loads((self.directory / "ledger.json").read_text())


def show(rows):
    """Prints rows of cells under each other."""
    rows = [tuple(str(cell) for cell in row) for row in rows]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())

"""For Scripts/bench: where the CPU of a program goes, by Linux's perf, in shares of what it is made of."""
import collections
import re
import shutil
import subprocess

# By shared object, and within the program itself by symbol; the first that matches counts.
KINDS = [
    ("BoringSSL", r".*", r"CNIOBoringSSL|bssl::|ecp_nistz256|p256_|x25519|fiat_|sha256_block|aes_|gcm_|chacha|beeu_|bn_"),
    ("OpenSSL", r"lib(crypto|ssl)\.", r""),
    ("kernel", r"\[(kernel|vdso)", r""),
    ("SQLite", r"libsqlite3", r""),
    ("memory and C library", r"(libc|libm|ld-linux[^ ]*|libstdc\+\+)\.", r""),
    ("Swift's runtime", r"lib(swift|dispatch|Foundation|BlocksRuntime)", r""),
    ("SwiftNIO, GRDB and mxcensus", r"", r""),
]


def can_profile():
    if shutil.which("perf") is None:
        return False
    return subprocess.run(["perf", "stat", "-e", "cpu-clock", "true"], capture_output=True, check=False).returncode == 0


def profiled(arguments, data):
    """The command that runs `arguments` and leaves its profile in the file `data`."""
    return ["perf", "record", "--quiet", "-e", "cpu-clock", "-F", "997", "-o", str(data), "--", *map(str, arguments)]


def shares(data):
    """Kinds and their shares in percent, the largest first."""
    report = subprocess.run(
        ["perf", "report", "-i", str(data), "--no-children", "--sort", "dso,sym", "--field-separator", "\t", "--stdio"],
        check=True, capture_output=True, text=True).stdout
    sums = collections.Counter()
    for line in report.splitlines():
        fields = line.split("\t")
        if line.startswith("#") or len(fields) < 3:
            continue
        percent, shared_object, symbol = float(fields[0].strip().rstrip("%")), fields[1].strip(), fields[2].strip()
        sums[next(kind for kind, objects, symbols in KINDS
                  if re.match(objects, shared_object) and re.search(symbols, symbol))] += percent
    return sums.most_common()

#!/usr/bin/env python3
"""A corpus of a million articles in the reader, beside its peers.

  million.py load   [--runs N] QARI FILE.jsonl       until all articles are loaded and a filter finds among them, and the
                                                     memory's peak by the system's account; jq -r .title beside it, in turns
  million.py filter [--runs N] QARI TITLES QUERY FZF...   qari filter --format lines as a whole process beside each
                                                     fzf --filter
  million.py keys   QARI FILE.jsonl                  bytes and milliseconds that a key costs in the list, in the reader
                                                     of 80x24 (a frame of Bubble Tea is 16 ms by itself)

FILE is made by the corpus generator: mkcorpus.py --articles 1000000 --seed 1 --format jsonl. Medians. Exit: 0 done.
"""
import argparse
import os
import re
import select
import statistics
import subprocess
import tempfile
import time

import figures
import vt


class Reader(figures.Run):
    """The reader on a corpus, on a screen that is kept."""

    def __init__(self, qari, path, home):
        super().__init__([qari, *([path] if path else [])], home, True)
        self.screen = vt.Screen(figures.COLUMNS, figures.ROWS)

    def until(self, test, limit=600.0):
        """Milliseconds since exec until a test of the screen's text holds."""
        end = time.monotonic() + limit
        while time.monotonic() < end:
            self.step(0.05)
            text = "\n".join(self.screen.text())
            if test(text):
                return (time.monotonic_ns() - self.start) / 1e6
        raise SystemExit("million: the screen stays\n" + text)

    def step(self, wait):
        """Takes what comes next: its bytes, none after the wait."""
        if not select.select([self.fd], [], [], wait)[0]:
            return b""
        data = os.read(self.fd, 1 << 16)
        self.asked = self.answer(self.asked + data)
        self.screen.feed(data)
        return data

    def key(self, key, quiet=0.25):
        """Bytes until it is quiet, and milliseconds to the first and to the last of them."""
        self.send(key)
        began, size, first, last = time.monotonic(), 0, None, None
        while data := self.step(quiet):
            last = (time.monotonic() - began) * 1e3
            first = first or last
            size += len(data)
        return size, first or 0, last or 0

    def peak(self):
        """Bytes of the memory's peak."""
        with open(f"/proc/{self.pid}/status") as f:
            return int(re.search(r"VmHWM:\s+(\d+) kB", f.read())[1]) * 1024


def lines(path):
    with open(path, "rb") as f:
        return sum(block.count(b"\n") for block in iter(lambda: f.read(1 << 20), b""))


def loaded(reader, count):
    """Waits for all articles and the end of the loading."""
    return reader.until(lambda text: f"{count:,}" in text.split("\n")[0] and "MB/s" not in text and "loading" not in text)


def load(a, home):
    count, size = lines(a.file), os.path.getsize(a.file)
    ours, first, sample, peaks, theirs = [], [], [], [], []
    for _ in range(a.runs):
        for _ in range(5):
            for path, times in ((None, sample), (a.file, first)):
                reader = Reader(a.qari, path, home)
                times.append(reader.until(lambda text: len(text.strip()) > 100))
                reader.end()
        reader = Reader(a.qari, a.file, home)
        loaded(reader, count)
        reader.send("/الارهاب".encode())
        ours.append(reader.until(lambda text: re.search(rf"[\d,]+ of {count:,}", text) is not None))
        peaks.append(reader.peak())
        reader.end()
        began = time.monotonic()
        subprocess.run(["jq", "-r", ".title", a.file], stdout=subprocess.DEVNULL, check=True)
        theirs.append((time.monotonic() - began) * 1e3)
    pairs = statistics.median(x / y for x, y in zip(ours, theirs))
    print(f"{count:,} articles, {size / 1e6:.0f} MB: loaded and filtered after {statistics.median(ours) / 1e3:.2f} s"
          f" ({min(ours) / 1e3:.2f}-{max(ours) / 1e3:.2f}), jq {statistics.median(theirs) / 1e3:.2f} s"
          f" ({min(theirs) / 1e3:.2f}-{max(theirs) / 1e3:.2f}): {pairs:.2f} times in pairs")
    print(f"peak {max(peaks) / 1e6:.0f} MB, {max(peaks) / size:.2f} times the file; first screen after {statistics.median(first):.1f} ms,"
          f" of the sample {statistics.median(sample):.1f} ms: {statistics.median(x / y for x, y in zip(first, sample)):.2f} times in pairs")


def elapsed(command, stdin):
    began = time.monotonic()
    with open(stdin, "rb") as f:
        subprocess.run(command, stdin=f, stdout=subprocess.DEVNULL, check=True)
    return (time.monotonic() - began) * 1e3


def filter_(a, _):
    commands = {"qari": [a.qari, "filter", "--format", "lines", a.query, a.titles], **{f: [f, "--filter", a.query] for f in a.fzf}}
    times = {name: [] for name in commands}
    for _ in range(a.runs):
        for name, command in commands.items():
            times[name].append(elapsed(command, a.titles))
    for name, all_ in times.items():
        ratio = statistics.median(x / y for x, y in zip(times["qari"], all_))
        print(f"{name}: {statistics.median(all_):.0f} ms ({min(all_):.0f}-{max(all_):.0f}), qari takes {ratio:.2f} times as long")


QUERIES = "الارهاب مدريد تونس يوسف الشاهد القبض حادث مرور بنزرت رئيس الحكومة ا".split(" ")


def keys(a, home):
    reader = Reader(a.qari, a.file, home)
    loaded(reader, lines(a.file))
    while reader.step(1.0):
        pass
    for key in "j k G gg d u } {".split():
        costs = [reader.key(key.encode()) for _ in range(9)]
        size, first, last = (statistics.median(c[i] for c in costs) for i in range(3))
        print(f"{key:4} {size:5.0f} bytes, {max(c[0] for c in costs)} at most, after {first:.1f} ms")
    reader.key(b"/")
    first, last = [], []
    for query in QUERIES:
        for key in [c.encode() for c in query] + [b"\x7f"] * 3:
            _, x, y = reader.key(key)
            first.append(x)
            last.append(y)
        reader.key(b"\x15", 0.5)
    for name, all_ in (("first rows", first), ("last change", last)):
        all_.sort()
        print(f"{len(all_)} keys in the filter, {name}: median {statistics.median(all_):.1f} ms, 99th percentile {all_[int(len(all_) * 0.99)]:.1f} ms")
    print(f"peak {reader.peak() / 1e6:.0f} MB, {reader.peak() / os.path.getsize(a.file):.2f} times the file")
    reader.end()


def main():
    p = argparse.ArgumentParser(prog="million.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    sub = p.add_subparsers(dest="what", required=True)
    for name in ("load", "filter", "keys"):
        s = sub.add_parser(name)
        s.add_argument("--runs", type=int, default=5)
        s.add_argument("qari")
        if name == "filter":
            s.add_argument("titles")
            s.add_argument("query")
            s.add_argument("fzf", nargs="+")
        else:
            s.add_argument("file")
    a = p.parse_args()
    with tempfile.TemporaryDirectory() as home:
        {"load": load, "filter": filter_, "keys": keys}[a.what](a, home)


if __name__ == "__main__":
    main()

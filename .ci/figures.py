#!/usr/bin/env python3
"""Measures full-screen programs in a pseudo-terminal of 80x24.

  figures.py start  [--runs N] [--limit F] PEER -- PROGRAM [ARG...]
  figures.py scroll [--limit N] [--silent] [--open KEYS] [--key KEY] -- PROGRAM [ARG...]

start   from exec to the first full frame of PROGRAM beside PEER's, in turns; the median of N runs, once in a terminal
        that answers what it is asked, once in one that never does. The frame is full when every cell holds what it
        still holds once the program is quiet. --limit: exit 1 when PROGRAM's fastest start takes more than F times
        PEER's fastest: other work on the machine moves a median, the fastest hardly.
scroll  the bytes that one KEY costs (default j): the median and the most of 20, counted until the program is quiet;
        --open KEYS first, each followed by quiet; --silent in a terminal that answers nothing (else the program may
        ask for synchronised output, which costs 16 bytes a frame). --limit: exit 1 when the median is more than N bytes.

The clock starts in the child, just before exec. Exit: 0 done, 1 above the limit or nothing drawn, 2 usage.
"""
import argparse
import fcntl
import os
import pty
import re
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time

import vt

COLUMNS, ROWS = 80, 24

# What a terminal of today answers: name, attributes, colours, keyboard, modes.
ANSWERS = (
    (re.compile(rb"\x1b\[>0?q"), b"\x1bP>|lab 1.0\x1b\\"),
    (re.compile(rb"\x1b\[0?c"), b"\x1b[?62;22c"),
    (re.compile(rb"\x1b\[>0?c"), b"\x1b[>1;10;0c"),
    (re.compile(rb"\x1b\]10;\?(?:\x07|\x1b\\)"), b"\x1b]10;rgb:eeee/eeee/eeee\x1b\\"),
    (re.compile(rb"\x1b\]11;\?(?:\x07|\x1b\\)"), b"\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\"),
    (re.compile(rb"\x1b\[\?u"), b"\x1b[?0u"),
    (re.compile(rb"\x1b\[6n"), b"\x1b[1;1R"),
    (re.compile(rb"\x1b\[\?2026\$p"), b"\x1b[?2026;2$y"),
    (re.compile(rb"\x1b\[\?2027\$p"), b"\x1b[?2027;0$y"),
)


class Run:
    """One program in a terminal of its own."""

    def __init__(self, argv, home, answers):
        self.answers, self.asked = answers, b""
        fd, child_fd = pty.openpty()
        fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        clock, child_clock = os.pipe()
        environment = {
            "PATH": os.environ["PATH"], "HOME": home, "TERM": "xterm-256color", "LANG": "C.UTF-8",
            **{f"XDG_{n}_HOME": f"{home}/{n.lower()}" for n in ("CONFIG", "STATE", "CACHE", "DATA")},
        }
        self.pid = os.fork()
        if not self.pid:
            try:
                os.close(fd)
                os.close(clock)
                os.login_tty(child_fd) if hasattr(os, "login_tty") else login_tty(child_fd)
                os.write(child_clock, struct.pack("q", time.monotonic_ns()))
                os.execvpe(argv[0], argv, environment)
            finally:
                os._exit(127)
        os.close(child_fd)
        os.close(child_clock)
        self.fd = fd
        self.start = struct.unpack("q", os.read(clock, 8))[0]
        os.close(clock)

    def read(self, quiet, enough, limit=10.0):
        """The chunks (nanoseconds since exec, bytes) until there are enough and nothing came for the quiet time."""
        chunks, end = [], time.monotonic() + limit
        while time.monotonic() < end:
            if not select.select([self.fd], [], [], quiet)[0]:
                if enough(chunks):
                    break
                continue
            try:
                data = os.read(self.fd, 1 << 16)
            except OSError:
                break
            chunks.append((time.monotonic_ns() - self.start, data))
            if self.answers:
                self.asked = self.answer(self.asked + data)
        return chunks

    def answer(self, data):
        for question, answer in ANSWERS:
            data, n = question.subn(b"", data)
            for _ in range(n):
                os.write(self.fd, answer)
        return data[-64:]

    def send(self, keys):
        os.write(self.fd, keys)

    def end(self):
        """Ends the program and waits for it."""
        for sig in (signal.SIGTERM, signal.SIGKILL):
            os.kill(self.pid, sig)
            end = time.monotonic() + 2
            while time.monotonic() < end:
                if select.select([self.fd], [], [], 0.01)[0]:
                    try:
                        os.read(self.fd, 1 << 16)
                    except OSError:
                        pass
                if os.waitpid(self.pid, os.WNOHANG)[0]:
                    os.close(self.fd)
                    return
        raise SystemExit(f"figures: process {self.pid} does not end")


def login_tty(fd):
    os.setsid()
    fcntl.ioctl(fd, termios.TIOCSCTTY, 0)
    for n in range(3):
        os.dup2(fd, n)
    if fd > 2:
        os.close(fd)


def screens(chunks):
    """The screen's text after each chunk, with the chunk's time."""
    screen, seen = vt.Screen(COLUMNS, ROWS), []
    for at, data in chunks:
        screen.feed(data)
        seen.append((at, screen.text()))
    return seen


def full(chunks):
    """Whether the chunks draw a screen: half of its rows hold something, the last one, too."""
    text = screens(chunks)[-1][1] if chunks else []
    return sum(map(bool, text)) >= ROWS // 2 and bool(text[-1])


def first_frame(argv, home, answers):
    """Milliseconds from exec to the first full frame."""
    run = Run(argv, home, answers)
    chunks = run.read(0.4, full)
    run.end()
    if not full(chunks):
        print(f"figures: {argv[0]} drew no full screen in 10 s", file=sys.stderr)
        raise SystemExit(1)
    seen = screens(chunks)
    return next(at for at, text in seen if text == seen[-1][1]) / 1e6


def start(a, home):
    bad = False
    for answers in (True, False):
        times = {"peer": [], "program": []}
        for _ in range(a.runs):
            times["peer"].append(first_frame([a.peer], home, answers))
            times["program"].append(first_frame(a.program, home, answers))
        peer, program = (statistics.median(times[n]) for n in ("peer", "program"))
        print(f"start, terminal {'answers' if answers else 'silent '}: {os.path.basename(a.program[0])} {program:.1f} ms"
              f" ({min(times['program']):.1f}-{max(times['program']):.1f}),"
              f" bare list {peer:.1f} ms ({min(times['peer']):.1f}-{max(times['peer']):.1f}): {program / peer:.2f} times,"
              f" fastest {min(times['program']) / min(times['peer']):.2f} times")
        bad = bad or (a.limit is not None and min(times["program"]) > a.limit * min(times["peer"]))
    return bad


def scroll(a, home):
    run = Run(a.program, home, not a.silent)
    run.read(0.4, full)
    for key in a.open.split():
        run.send(key.encode().decode("unicode_escape").encode())
        run.read(0.3, bool, 2.0)
    counts = []
    for _ in range(20):
        run.send(a.key.encode())
        counts.append(sum(len(data) for _, data in run.read(0.15, bool, 2.0)))
    run.end()
    median = statistics.median(counts)
    name = " ".join(os.path.basename(word) for word in a.program)
    print(f"scroll, terminal {'silent ' if a.silent else 'answers'}: {name}: {median:.0f} bytes a line, {max(counts)} at most")
    if not median:
        print("figures: nothing scrolled", file=sys.stderr)
        return True
    return a.limit is not None and median > a.limit


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    sub = p.add_subparsers(dest="what", required=True)
    s = sub.add_parser("start")
    s.add_argument("--runs", type=int, default=20)
    s.add_argument("--limit", type=float)
    s.add_argument("peer")
    s = sub.add_parser("scroll")
    s.add_argument("--limit", type=int)
    s.add_argument("--open", default="")
    s.add_argument("--key", default="j")
    s.add_argument("--silent", action="store_true")
    argv = sys.argv[1:]
    if "--" not in argv:
        p.error("-- PROGRAM is missing")
    at = argv.index("--")
    a = p.parse_args(argv[:at])
    a.program = argv[at + 1:]
    if not a.program:
        p.error("-- PROGRAM is missing")
    with tempfile.TemporaryDirectory() as home:
        return 1 if (start if a.what == "start" else scroll)(a, home) else 0


if __name__ == "__main__":
    sys.exit(main())

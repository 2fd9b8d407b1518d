#!/usr/bin/env python3
"""Drives qari in tmux as a person would, and reads the screen.

  e2e.py QARI KEYWORDS.toml

The screen holds visual order and presentation forms; vt.words_drawn undoes them, so that what stands there is
compared with what the commands (list, filter, cat) print in logical order. Nothing waits for a fixed time: each step
polls the screen until it is as expected. Exit: 0 all steps passed, 1 one did not (the screen is shown), 2 usage.
"""
import atexit
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
import unicodedata

import vt

COLUMNS, ROWS = 100, 30
PATIENCE = 15.0  # seconds until a step has failed
CURRENT = {"48;2;255;243;176", "48;5;229"}  # the current hit's background, dark theme


class Failed(Exception):
    pass


class Terminal:
    """A tmux server of its own with one window, in it a shell with a clean environment."""

    def __init__(self, home, folder):
        self.socket = f"qari-e2e-{os.getpid()}"
        self.environment = {
            "PATH": f"{folder}:{os.environ['PATH']}", "HOME": home, "LANG": "C.UTF-8", "TERM": "xterm-256color",
            "TMUX_TMPDIR": home, "PS1": "$ ",
            **{f"XDG_{n}_HOME": f"{home}/{n.lower()}" for n in ("CONFIG", "STATE", "CACHE", "DATA")},
        }
        self.tmux("-f", "/dev/null", "new-session", "-d", "-x", str(COLUMNS), "-y", str(ROWS), "sh")
        atexit.register(self.end)
        self.tmux("set", "-g", "default-terminal", "tmux-256color")
        self.tmux("set", "-g", "status", "off")
        self.tmux("set", "-g", "window-size", "manual")
        self.tmux("set", "-g", "escape-time", "10")
        self.tmux("respawn-window", "-k", "sh")
        self.size(COLUMNS, ROWS)

    def tmux(self, *argv):
        r = subprocess.run(["tmux", "-L", self.socket, *argv], env=self.environment, capture_output=True, encoding="utf-8")
        if r.returncode:
            raise Failed(f"tmux {' '.join(argv)}: {r.stderr.strip()}")
        return r.stdout

    def end(self):
        try:
            self.tmux("kill-server")
        except Failed:
            pass

    def keys(self, *names):
        self.tmux("send-keys", *names)

    def type(self, text):
        self.tmux("send-keys", "-l", text)

    def run(self, command):
        self.type(command)
        self.keys("Enter")

    def size(self, columns, rows):
        self.tmux("resize-window", "-x", str(columns), "-y", str(rows))

    def screen(self, *flags):
        return self.tmux("capture-pane", "-p", *flags).split("\n")[:-1]

    def fact(self, name):
        return self.tmux("display", "-p", f"#{{{name}}}").strip()


def fold(text):
    for group, letter in (("أإآٱ", "ا"), ("ى", "ي"), ("ة", "ه")):
        text = re.sub(f"[{group}]", letter, text)
    return text


def same_stem(word, watched):
    """Whether a word that is lit can be a form of a watched one: they share their first letters but for the article."""
    return watched.removeprefix("ال")[:3] in word


def subsequence(part, whole):
    """Whether the words of part stand in whole, in that order and one after the other."""
    return any(whole[i:i + len(part)] == part for i in range(len(whole) - len(part) + 1))


def shows_title(row, title):
    """Whether a row of the list shows the title, from its right edge on, cut or whole.

    Only right-to-left words are compared; a cut title ends at its "…", within a word or not.
    """
    want, got = vt.words_stored(title), vt.words_drawn(row)
    if not want:
        return " ".join(re.findall(r"\w+", title)[:3]) in " ".join(re.findall(r"\w+", row))
    shared = 0
    while shared < min(len(want), len(got)) and want[shared] == got[shared]:
        shared += 1
    if shared == len(want):
        return True
    cut = "…" in row and (shared == len(got) or want[shared].startswith(got[shared]) or shared >= 2)
    return shared >= 1 and cut


class Session:
    def __init__(self, qari, keywords):
        self.qari = qari
        self.home = tempfile.mkdtemp(prefix="qari-e2e.")
        atexit.register(shutil.rmtree, self.home, True)
        with open(keywords, "rb") as f:
            self.watched = {fold(" ".join(vt.words_stored(w)) or w) for g in tomllib.load(f)["group"] for w in g["words"]}
        self.t = Terminal(self.home, os.path.dirname(qari))
        self.articles = [json.loads(line) for line in self.command("list", "--json").splitlines()]

    def command(self, *argv):
        r = subprocess.run([self.qari, *argv], env=self.t.environment, capture_output=True, encoding="utf-8")
        if r.returncode:
            raise Failed(f"qari {' '.join(argv)}: exit {r.returncode}: {r.stderr.strip()}")
        return r.stdout

    def wait(self, what, check):
        """Polls the screen until check gives something true, and returns that."""
        end = time.monotonic() + PATIENCE
        while True:
            screen = self.t.screen()
            got = check(screen)
            if got:
                return got
            if time.monotonic() > end:
                raise Failed(f"waited {PATIENCE:.0f} s for: {what}")
            time.sleep(0.1)

    def status(self, pattern, what=""):
        """Waits until the last line matches; returns the match."""
        return self.wait(what or f"the last line to match {pattern}", lambda s: re.search(pattern, s[-1]))

    def settled(self):
        """The screen once it has been the same for a while."""
        last = self.t.screen()
        while True:
            time.sleep(0.3)
            now = self.t.screen()
            if now == last:
                return now
            last = now

    def shown(self, screen, titles):
        """The titles whose rows stand on the screen, from the top, each row once."""
        out = []
        for row in screen[:-1]:
            hit = next((t for t in titles if t not in out and shows_title(row, t)), None)
            if hit:
                out.append(hit)
        return out

    def current(self):
        """The words of the current hit, in reading order, with the row where it begins."""
        for y, line in enumerate(self.t.screen("-e", "-N")):
            lit, on = "", False
            for part in re.split(r"(\x1b\[[0-9;]*m)", line):
                m = re.fullmatch(r"\x1b\[([0-9;]*)m", part)
                if m:
                    if any(c in m.group(1) for c in CURRENT):
                        on = True
                    elif re.match(r"(0?$|0;|49|.*;49|.*48;)", m.group(1)):
                        on = False
                elif on:
                    lit += part
            if lit:
                return y, fold(" ".join(vt.words_drawn(lit)) or lit.strip())
        return None

    # The steps, in order.

    def opens(self):
        """the sample opens: newest first, all articles counted, every row a title of the sample"""
        self.t.run("echo before-$((40 + 2))")
        self.wait("the shell", lambda s: any(line == "before-42" for line in s))
        self.t.run("qari --lang en")
        n = int(self.status(r"\? help.* of (\d+)").group(1))
        titles = [a["title"] for a in self.articles]
        texts = {"".join(filter(str.isalnum, fold(vt.letters(self.command("cat", "--id", a["id"]))))) for a in self.articles}
        if n != len(texts):
            raise Failed(f"the last line counts {n} rows, qari list prints {len(titles)} articles, {len(texts)} with different folded texts")
        self.total = n
        shown = self.wait("five titles", lambda s: len(x := self.shown(s, titles)) >= 5 and x)
        dates = [next(a["date"] for a in self.articles if a["title"] == t)[:10] for t in shown]
        dated = [d for d in dates if d]
        if dated != sorted(dated, reverse=True):
            raise Failed(f"the rows are not newest first: {dated}")

    def filters(self):
        """/ and الارهاب narrow the list to what the filter command prints"""
        found = [json.loads(line) for line in self.command("filter", "الارهاب", "--json").splitlines()]
        if not 0 < len(found) < self.total:
            raise Failed(f"the filter command finds {len(found)} of {self.total}")
        self.t.keys("/")
        self.status(r"/\s*$", "the input line")
        self.t.type("الارهاب")
        self.status(rf"\b{len(found)} of {len(self.articles)}\b.*/\s*$")
        typed = vt.words_drawn(self.t.screen()[-1])
        if "الارهاب" not in typed:
            raise Failed(f"the input line shows {typed}")
        want = [a["title"] for a in found]
        others = [a["title"] for a in self.articles if a["title"] not in want]
        rows = self.t.screen()
        upper = rows[:ROWS // 3] # the preview below may hold any words
        shown = self.shown(upper, want)
        if not shown or shown != want[:len(shown)] or len(shown) < min(len(want), 4):
            raise Failed(f"rows {shown}, the filter command prints {want}")
        if stray := self.shown(upper[1:], others):
            raise Failed(f"rows that do not match stand there: {stray}")
        self.t.keys("Enter")
        self.wait("the filter kept", lambda s: not re.search(r"/\s*$", s[-1]) and "الارهاب" in vt.words_drawn(s[0]))
        self.article = found[0]

    def reads(self):
        """Enter opens the first row's article in the reader"""
        self.t.keys("Enter")
        self.body = [p for p in self.command("cat", "--id", self.article["id"], "--width", "20000").split("\n") if p]
        start = vt.words_stored(self.body[1])[:4]
        self.wait(f"the article's beginning: {start}", lambda s: any(subsequence(start, vt.words_drawn(l)) for l in s[:10]))
        self.status(r"hit \d+ of \d+|\d+ %")

    def hits(self):
        """n goes through the hits, each lit and a watched word, and on into the next article"""
        self.t.keys("n")
        k, of = map(int, self.status(r"hit (\d+) of (\d+)").groups())
        if of < 2:
            raise Failed(f"the article has {of} hits: too few to go through")
        places = []
        while True:
            y, word = self.wait(f"hit {k} lit", lambda s: self.current())
            if not any(same_stem(word, w) for w in self.watched):
                raise Failed(f"hit {k}: lit is {word!r}, not a watched word")
            places.append((y, word))
            if k == of:
                break
            self.t.keys("n")
            k += 1
            self.status(rf"hit {k} of {of}\b")
        if len(set(places)) < 2:
            raise Failed(f"the current hit does not move: {places}")
        self.t.keys("N")
        self.status(rf"hit {of - 1} of {of}\b")
        self.t.keys("n")
        self.status(rf"hit {of} of {of}\b")
        before = self.t.screen()
        self.t.keys("n")
        self.wait("the next article's first hit", lambda s: s[-1] != before[-1] and re.search(r"hit 1 of \d+", s[-1]))
        self.t.keys("B")
        self.wait("B to come back to the place", lambda s: s[2:-1] == before[2:-1])

    def finds(self):
        """/ in the reader finds a word of the article and lights it"""
        words = [fold(w) for p in self.body for w in vt.words_stored(p)]
        middle = words[len(words) // 2:]
        self.word = next(w for w in middle if len(w) >= 5 and " ".join(words).count(w) == 1 and w not in self.watched)
        self.t.keys("/")
        self.status(r"/\s*$", "the input line")
        self.t.type(self.word)
        self.t.keys("Enter")
        self.status(r"hit 1 of 1\b")
        self.wait(f"{self.word} lit", lambda s: (c := self.current()) and self.word in c[1])

    def top(self, screen):
        """The words of the reading pane's lines, each as a list, from the first that has some."""
        rows = [vt.words_drawn(row) for row in screen[1 if len(screen) >= 12 else 0:-1]]
        return rows[next((i for i, words in enumerate(rows) if words), 0):]

    def resizes(self):
        """the reading place stays through narrower, wider, smaller and back"""
        before = self.settled()
        place = self.top(before)[0][:3]

        def kept(screen):
            rows = self.top(screen)
            following = [w for row in rows[:4] for w in row]
            return any(following[i:i + len(place)] == place for i in range(len(rows[0])))

        for columns, rows in ((60, 20), (140, 40), (40, 10)):
            self.t.size(columns, rows)
            self.wait(f"{' '.join(place)} in the first line at {columns}x{rows}", lambda s: len(s) == rows and kept(self.settled()))
        self.t.size(30, 8)
        self.wait("a message below 40x10", lambda s: "40x10" in "".join(s))
        self.t.size(COLUMNS, ROWS)
        self.wait("the same screen as before", lambda s: s == before)

    def returns(self):
        """Esc and q take off one thing at a time: find, reader, filter"""
        self.t.keys("Escape")
        self.wait("the find dropped", lambda s: not ((c := self.current()) and self.word in c[1]))
        self.t.keys("q")
        self.status(rf"\? help.* of \d+")
        self.wait("the filtered list", lambda s: "الارهاب" in vt.words_drawn(s[0]) and shows_title(max(s[:8], key=lambda r: shows_title(r, self.article["title"])), self.article["title"]))
        self.t.keys("Escape")
        self.status(rf"\? help.* of {self.total}\b")
        self.wait("the filter dropped", lambda s: "الارهاب" not in vt.words_drawn(s[0]))

    def quits(self):
        """q at the list quits: exit 0 and the screen as it was"""
        self.t.keys("q")
        self.restored(0)

    def restored(self, code):
        self.wait("the shell's screen", lambda s: "before-42" in s and not any("? help" in l for l in s))
        for name, want in (("alternate_on", "0"), ("cursor_flag", "1"), ("mouse_any_flag", "0"), ("keypad_flag", "0")):
            if self.t.fact(name) != want:
                raise Failed(f"after the end {name} is {self.t.fact(name)}")
        self.t.run("echo end-$?")
        self.wait(f"exit code {code}", lambda s: f"end-{code}" in s)

    def dies(self):
        """SIGTERM and SIGHUP leave the terminal as it was found, with their exit codes"""
        for name, code in (("TERM", 143), ("HUP", 129)):
            self.t.run("clear; echo before-$((40 + 2)); qari --lang en")
            self.status(r"\? help.* of \d+")
            shell = self.t.fact("pane_pid")
            children = subprocess.run(["ps", "-o", "pid=", "--ppid", shell], capture_output=True, text=True).stdout.split()
            if len(children) != 1:
                raise Failed(f"processes under the shell: {children}")
            subprocess.run(["kill", f"-{name}", children[0]], check=True)
            self.restored(code)

    def types_wrong(self):
        """the other keyboard's reading is offered, and Tab takes it"""
        self.t.run("clear; qari --lang en")
        self.status(r"\? help.* of \d+")
        self.t.keys("/")
        self.status(r"/\s*$")
        self.t.type("hghvihf")
        self.wait("the other reading", lambda s: re.search(rf"\b0 of {len(self.articles)}\b", s[-1]) and "الارهاب" in vt.words_drawn(s[-1]))
        self.t.keys("Tab")
        self.status(rf"\b[1-9]\d* of {len(self.articles)}\b.*/\s*$")
        self.t.keys("Escape")
        self.status(rf"\? help.* of {self.total}\b")
        self.t.keys("Q")
        self.wait("the shell", lambda s: not any("? help" in l for l in s))


STEPS = ("opens", "filters", "reads", "hits", "finds", "resizes", "returns", "quits", "dies", "types_wrong")


def main():
    if len(sys.argv) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    session = None
    for step in STEPS:
        began = time.monotonic()
        try:
            session = session or Session(os.path.abspath(sys.argv[1]), sys.argv[2])
            method = getattr(session, step)
            method()
            print(f"ok    {method.__doc__} ({time.monotonic() - began:.1f} s)")
        except Failed as e:
            print(f"FAIL  {getattr(Session, step).__doc__}: {e}")
            if session:
                print(*(f"  |{line}" for line in session.t.screen()), sep="\n")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

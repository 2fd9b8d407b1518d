#!/usr/bin/env python3
"""Shoots qari in real terminals and reads the pictures.

  lab.py [options] LAB QARI KEYWORDS.toml FOLDER

In some terminals the result of a search, its concordance and the watch lists: the words that must stand there.
In each terminal one article alone and both panes side by side, with its watched words lit; in some of them through
tmux, too. Of each picture: the words that must be found in it, that the lit words are the right ones, and that the
border between the panes stands in one column. Then the main screen, with an Arabic line as it is stored, before and
after qari was there, when it quits and when it is ended by a signal. The pictures stay in FOLDER.

LAB is the folder of the terminal lab. Exit: 0 all well, 1 something is not, 2 usage.
"""
import argparse
import collections
import json
import os
import re
import shlex
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor

# Reading Arabic off a picture misses words in clean pictures, too; words in the wrong order or unjoined are not found.
LEAST = 0.80
LEAST_PAGE = 0.70  # on a dark page in narrow columns, bold, it misses more
# Of the cells that are coloured, or should be, this part is both. Letters reach over into cells beside them.
LEAST_LIT = 0.80
FEW = "xterm xfce4-terminal konsole mlterm kitty pterm".split()
ALL = FEW + "urxvt st alacritty foot zutty gnome-terminal qterminal".split()
TMUX = "xterm xfce4-terminal konsole kitty".split()
PAGES = "xterm xfce4-terminal".split()
ASKED = "الارهاب"  # what is searched for
SWITCHED = "xfce4-terminal konsole mlterm".split()  # their own reordering is switched off meanwhile
COLUMNS, ROWS, PANE = 126, 36, 76  # both panes; the reading pane is the left one
MEASURE = 70  # the width of the text
ALONE = "100x30"


class Failed(Exception):
    pass


def run(argv, **kw):
    r = subprocess.run(argv, capture_output=True, **kw)
    if r.returncode:
        raise Failed(f"{os.path.basename(argv[0])}: {r.stderr.decode(errors='replace').strip()[-300:] or r.stdout.decode(errors='replace')[-300:]}")
    return r.stdout


def text(argv, **kw):
    return run(argv, **kw).decode()


def convert(*args, data=None):
    return run(["convert", *args], input=data)


def size(picture):
    w, h = text(["identify", "-format", "%w %h", picture]).split()
    return int(w), int(h)


def cells(styled):
    """Which cells of a line, in visual order and with its styles, are coloured."""
    lit, on = [], False
    for sequence, character in re.findall(r"\x1b\[([0-9;]*)m|(.)", styled):
        if character:
            if unicodedata.category(character) not in ("Mn", "Cf"):
                lit.append(on)
        else:
            on = "38;5" in sequence or "38;2" in sequence
    return lit


class Corpus:
    """What must be seen, from what the commands print in logical order."""

    def __init__(self, a):
        env = {"PATH": os.environ["PATH"], "HOME": a.folder, "LANG": "C.UTF-8"}
        articles = [json.loads(line) for line in text([a.qari, "list", "--json"], env=env).splitlines()]
        first = sorted(articles, key=lambda one: one["date"][:10], reverse=True)[0]["id"]
        cat = [a.qari, "cat", "--keywords", a.keywords, "--id", first]
        self.article = os.path.join(a.folder, "article.txt")
        with open(self.article, "wb") as f:
            f.write(run(cat + ["--width", "20000"], env=env))
        cat += ["--width", str(MEASURE)]
        self.page = "\n".join(text(cat, env=env).splitlines()[:15])
        # The title, which is bold, is the first line.
        self.lit = []  # for the whole measure, and for one less: the cell of a guard
        for width in MEASURE, MEASURE - 1:
            body = text(cat + ["--color=always", "--bidi=visual", "--width", str(width)], env=env).splitlines()[2:16]
            self.lit.append([cells(line) for line in body])
            if sum(map(sum, self.lit[-1])) < 50:
                raise Failed(f"next to nothing is lit in the first lines of {first}")


class Pages:
    """What must be seen of a search, from what the search command prints."""

    def __init__(self, a):
        env = {"PATH": os.environ["PATH"], "HOME": a.folder, "LANG": "C.UTF-8"}
        found = [json.loads(line) for line in text([a.qari, "search", "--json", "--limit", "1000", ASKED], env=env).splitlines()]
        groups = re.findall(r'^name = "(.*)"', open(a.keywords, encoding="utf-8").read(), re.M)
        lines = [" ".join([*h["before"].split()[-3:], h["match"], *h["after"].split()[:3]]) for one in found for h in one["hits"]]
        self.pages = {
            "search": (f"s text:{ASKED} Return", [" ".join(one["title"].split()[:4]) for one in found] + lines[:1]),
            "concordance": (f"s text:{ASKED} Return c", lines),
            "watchlists": ("w", groups),
        }
        if min(len(want) for _, want in self.pages.values()) < 4:
            raise Failed(f"next to nothing is found for {ASKED}")


class Shots:
    def __init__(self, a):
        self.a = a
        self.corpus = Corpus(a)
        self.pages = Pages(a).pages

    def shoot(self, name, terminal, dimensions, *command, keys="", tmux=False):
        picture = os.path.join(self.a.folder, name + ".png")
        argv = [os.path.join(self.a.lab, "shoot"), "--size", dimensions, "--font-size", "19" if terminal == "zutty" else "14", "--env", "LANG=C.UTF-8"]
        if keys:
            argv += ["--keys", keys]
        if terminal == "xterm":  # its title is read in another encoding; tmux does not tell that its page is white
            argv += ["--option=-xrm", "--option=*allowTitleOps: false"] + (["--option=-rv"] if tmux else [])
        if tmux:
            argv += ["--tmux"]
        run(argv + [terminal, picture, "--", *command])
        return picture

    def qari(self, *args):
        return [self.a.qari, "--lang", "en", "--keywords", self.a.keywords, *args]

    def left(self, picture):
        w, h = size(picture)
        return f"{w * PANE // COLUMNS}x{h}+0+0"

    # --- the checks; each returns what it saw, and raises what is wrong

    def words(self, picture, dimensions, crop="", wanted="", least=LEAST):
        argv = [os.path.join(self.a.lab, "ocr")] + (["--crop", crop] if crop else [])
        found = float(text(argv + [picture, "-"], input=(wanted or self.corpus.page).encode()).split()[3])
        if found < least:
            raise Failed(f"only {found:.2f} of the words are found")
        return f"words {found:.2f}"

    def lit(self, picture, dimensions, crop=""):
        """The coloured cells are those of the lit words, wherever on the screen the text stands."""
        columns, rows = map(int, dimensions.split("x"))
        w, h = size(picture)
        data = convert(picture, "-alpha", "off", "-colorspace", "HSL", "-channel", "G", "-separate", "+channel", "-depth", "8", "gray:-")
        across, down = w / columns, h / rows

        def coloured(column, row):
            left, right = round(column * across) + 1, round((column + 1) * across) - 1
            ink = sum(data[y * w + x] > 80 for y in range(round(row * down), round((row + 1) * down)) for x in range(left, right))
            return ink > 0.04 * across * down

        seen = [[coloured(c, r) for c in range(PANE + 1 if crop else columns)] for r in range(rows - 1)]
        best = 0
        for wanted in self.corpus.lit:
            for top in range(len(seen) - len(wanted)):
                for left in range(len(seen[0]) - MEASURE):
                    both = either = 0
                    for line, row in zip(wanted, seen[top:]):
                        for a, b in zip(line, row[left:]):
                            both += a and b
                            either += a or b
                    best = max(best, both / either)
        if best < LEAST_LIT:
            raise Failed(f"the coloured cells are those of the lit words by {best:.2f} only")
        return f"lit {best:.2f}"

    def border(self, picture, dimensions, crop):
        """One line of pixels beside the pane's last column has ink in every row of text, all of it at one place."""
        w, h = size(picture)
        cell, row = w / COLUMNS, h / ROWS
        x = int(PANE * cell)
        data = convert(picture, "-alpha", "off", "-crop", f"{int(3 * cell)}x{int((ROWS - 3) * row)}+{x}+{int(row * 1.2)}", "+repage",
                       "-colorspace", "gray", "-depth", "8", "gray:-")
        width = int(3 * cell)
        lines = [data[i:i + width] for i in range(0, len(data) - width + 1, width)]
        paper = collections.Counter(data).most_common(1)[0][0]
        best = max(sum(abs(line[c] - paper) > 30 for line in lines) / len(lines) for c in range(width))
        if best < 0.9:  # some terminals leave a pixel between rows
            raise Failed(f"the border is straight in {best:.2f} of its height")
        return "border straight"


def one(shots, terminal, kind, tmux):
    name = f"{terminal}{'-tmux' if tmux else ''}-{kind}"
    dimensions, paths, checks = ALONE, [shots.corpus.article], [shots.words, shots.lit]
    if kind == "split":
        dimensions, paths, checks = f"{COLUMNS}x{ROWS}", [], [shots.words, shots.lit, shots.border]
    picture = shots.shoot(name, terminal, dimensions, *shots.qari("--width", str(MEASURE), *paths), tmux=tmux)
    crop = shots.left(picture) if kind == "split" else ""
    said, bad = [], False
    for check in checks:
        try:
            said.append(check(picture, dimensions, crop))
        except Failed as e:
            said.append(f"WRONG: {e}")
            bad = True
    return name, ", ".join(said), bad


def page(shots, terminal, name):
    """A page over both panes shows what the search command prints."""
    keys, wanted = shots.pages[name]
    # A key that is sent before the terminal listens is lost: then it is shot again, more slowly.
    for attempt in range(3):
        pause = 0.5 * 2**attempt
        picture = shots.shoot(f"{terminal}-{name}", terminal, "140x40", *shots.qari(), keys=f"sleep:{pause} {keys} sleep:{pause + 0.2}")
        try:
            said = shots.words(picture, "140x40", wanted="\n".join(wanted), least=LEAST_PAGE)
        except Failed:
            if attempt == 2:
                raise
        else:
            return f"{terminal}-{name}", said + (f" (attempt {attempt + 1})" if attempt else ""), False


ARABIC = "قال الناطق (أمس) إن 64 عملية جرت في Cadena SER، ثم أضاف: «لا جديد»."


def leaving(shots, terminal):
    """The main screen afterwards is what it is without qari, down to the last pixel."""
    before = f"printf '\\n%s\\n' {shlex.quote(ARABIC)}"
    qari = shlex.join(shots.qari(shots.corpus.article))
    ways = {"quit": (qari, "q"), **{name: (f"timeout --foreground -s {name} 2 {qari}", "sleep:2.5") for name in ("TERM", "HUP")}}
    rows = "60x14"
    said, bad = [], False
    for way, (command, keys) in ways.items():
        # What qari leaves, it leaves each time; a window that was just being drawn anew is another the next time.
        for attempt in range(3):
            plain = shots.shoot(f"{terminal}-left-none", terminal, rows, "bash", "-c", f"{before}; {before}", keys="sleep:0.1")
            after = shots.shoot(f"{terminal}-left-{way}", terminal, rows, "bash", "-c", f"{before}; {command} 2>/dev/null; {before}", keys=keys)
            r = subprocess.run(["compare", "-metric", "AE", plain, after, "null:"], capture_output=True, text=True)
            if not r.returncode:
                break
        if r.returncode:
            said.append(f"WRONG: after {way} {r.stderr.strip()} pixels differ, {attempt + 1} times")
            bad = True
        else:
            said.append(f"{way} leaves no trace" + (f" (attempt {attempt + 1})" if attempt else ""))
    return f"{terminal}-left", ", ".join(said), bad


def main():
    p = argparse.ArgumentParser(prog="lab.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("lab")
    p.add_argument("qari")
    p.add_argument("keywords")
    p.add_argument("folder")
    p.add_argument("--all", action="store_true", help=f"in every terminal, not only in {' '.join(FEW)}")
    p.add_argument("--terminals", help="only in these, apart by blanks")
    a = p.parse_args()
    names = a.terminals.split() if a.terminals else ALL if a.all else FEW
    try:
        shots = Shots(a)
    except Failed as e:
        print(f"lab.py: {e}", file=sys.stderr)
        return 1
    jobs = [(one, t, kind, tmux) for t in names for tmux in (False, True) for kind in ("alone", "split") if not tmux or t in TMUX]
    jobs += [(leaving, t) for t in names if t in SWITCHED]
    jobs += [(page, t, name) for t in names if t in PAGES for name in shots.pages]
    failed = []
    with ThreadPoolExecutor(2) as pool:
        for job, result in [(j, pool.submit(j[0], shots, *j[1:])) for j in jobs]:
            try:
                name, said, bad = result.result()
            except Failed as e:
                name, said, bad = "-".join(str(x) for x in job[1:]), f"WRONG: {e}", True
            print(f"{name:28s} {said}", flush=True)
            if bad:
                failed.append(name)
    if failed:
        print(f"wrong: {' '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

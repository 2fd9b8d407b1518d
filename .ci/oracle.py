#!/usr/bin/env python3
"""Compares what qari makes of each line of text with what libfribidi makes of it.

  oracle.py QARI LAY REFERENCE [PATH...]

Compared are the paragraphs of the built-in sample and of the articles of each PATH, as qari shows them: QARI prints them
unbroken (cat --width 10000 --isolate=off), in logical and in visual order. Of a folder's .jsonl.gz also the lines of
titles and texts as they are stored, with all that the reading view hides: LAY (oracle.go) lays them out. REFERENCE (the
terminal lab's reference.py) turns logical order into what the visual should be. The blanks with which cat pads
right-to-left lines are not compared; all else must be the same, or become the same by the rules below. They change what
libfribidi is given or what it gives, never what qari gives, and each says whose rule qari follows there. Lines are
counted by the rules they need.

Exit: 0 all lines agree, 1 some do not, 2 usage or a program that failed.
"""
import collections
import concurrent.futures
import glob
import gzip
import json
import os
import re
import subprocess
import sys

WIDTH = 10000
BLANKS = " \t\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000"
INVISIBLE = "\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff0-\ufffb\U000e0000-\U000e0fff"
MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7-\u06e8\u06ea-\u06ed\u08d3-\u08e1\u08e3-\u08ff"
EMOJI = "[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
CLUSTER = re.compile(f"{EMOJI}[\ufe0f\U0001f3fb-\U0001f3ff]*(?:\u200d{EMOJI}[\ufe0f\U0001f3fb-\U0001f3ff]*)*")
PICTURES = {c: 0x2400 + c for c in range(0x20)} | {0x7F: 0x2421} | {c: 0xFFFD for c in range(0x80, 0xA0)} | {
    c: 0x25CC for c in (*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2)}
ENDS = re.compile("\r\n|[\n\v\f\r\x85\u2028\u2029]")


# Rules that change what libfribidi is given.

def blanks(text):
    """Blanks at the end of a line are dropped, also before what is invisible (package layout, Line.Cells)."""
    return re.sub(f"[{BLANKS}{INVISIBLE}]+$", lambda m: re.sub(f"[{BLANKS}]", "", m.group()), text)


def lam_alef(text):
    """Lam and alef become one letter with marks between them, too: these are transparent (Unicode Standard 9.2, R1);
    the letter carries the marks of both. libfribidi joins them only when they are neighbours."""
    return re.sub(f"(\u0644)([{MARKS}]+)([\u0622\u0623\u0625\u0627])", r"\1\3\2", text)


def circle(text):
    """A mark at the beginning, with no letter before it, stands on a dotted circle (package layout)."""
    return re.sub(f"^([{INVISIBLE}]*)(?=[{MARKS}])", "\\1\u25cc", text)


# Rules that change what libfribidi gives.

def invisible(want, _):
    """What cannot be seen is not sent (UAX #9, X9 and 5.2; package layout). libfribidi keeps it in its place."""
    return re.sub(f"[{INVISIBLE}]", "", want)


def pictures(want, _):
    """Controls and prefixed signs are drawn as pictures (package layout, AppendShaped)."""
    return want.translate(PICTURES)


def emoji(want, text):
    """An emoji of several code points is one cluster and is not turned round (L3). libfribidi turns round its parts."""
    for m in CLUSTER.finditer(text):
        cluster = invisible(m.group(), "")
        want = want.replace(cluster[::-1], cluster)
    return want


GIVEN, GIVES = (blanks, lam_alef, circle), (invisible, pictures, emoji)


def run(argv, text=None, padded=False):
    """The lines that a program prints; without the blanks before them if padded, as 10,000 blanks a line are many."""
    r = subprocess.run(argv, input=text and text.encode(), capture_output=True)
    if r.returncode:
        print(f"oracle: {' '.join(argv)}: exit {r.returncode}: {r.stderr.decode().strip()[-500:]}", file=sys.stderr)
        sys.exit(2)
    return [(line.lstrip(b" ") if padded else line).decode() for line in r.stdout.split(b"\n")[:-1]]


class Reference:
    """What libfribidi makes of lines, of each but once, on all processors."""

    def __init__(self, program):
        self.argv = [program, "--base", "auto", "--profile", "visual"]
        self.known = {"": ""}

    def lines(self, texts):
        new = list(dict.fromkeys(text for text in texts if text not in self.known))
        size = -(-len(new) // os.cpu_count()) or 1
        chunks = ["".join(text + "\n" for text in new[i:i + size]) for i in range(0, len(new), size)]
        with concurrent.futures.ThreadPoolExecutor() as pool:
            made = [line for part in pool.map(lambda chunk: run(self.argv, chunk), chunks) for line in part]
        self.known.update(zip(new, made, strict=True))
        return [self.known[text] for text in texts]


def agree(reference, texts, gots):
    """The lines that differ, by number, each with what to compare and the rules that were tried; and how many need which."""
    counts, given = collections.Counter(), {}
    for n, (text, want, got) in enumerate(zip(texts, reference.lines(texts), gots)):
        if want == got:
            counts["the same as they are"] += 1
            continue
        rules = []
        for rule in GIVEN:
            if rule(text) != text:
                rules.append(rule.__name__)
                text = rule(text)
        given[n] = text, rules
    differ = {}
    for (n, (text, rules)), want in zip(given.items(), reference.lines([text for text, _ in given.values()])):
        for rule in GIVES:
            if rule(want, text) != want:
                rules.append(rule.__name__)
                want = rule(want, text)
        if want == gots[n]:
            counts["by " + " and ".join(rules)] += 1
        else:
            differ[n] = want, rules
    return differ, counts


def stored(path):
    """The lines of the titles and texts of a file of articles."""
    with gzip.open(path, "rt", encoding="utf-8") as f:
        return [line for row in f for field in ("title", "text") for line in ENDS.split(json.loads(row)[field])]


def around(line, i):
    return " ".join(f"{ord(c):04X}" for c in line[max(i - 12, 0):i + 12])


def compare(what, reference, texts, gots):
    """Prints how far the lines laid out are those of the reference, and says whether all are."""
    if not any(re.search("[\u0620-\u064a]", text) for text in texts) or len(texts) != len(gots):
        print(f"oracle: {what}: no Arabic to compare, or {len(texts)} lines laid out as {len(gots)}")
        return False
    differ, counts = agree(reference, texts, gots)
    for n, (want, rules) in list(differ.items())[:20]:
        got = gots[n]
        i = next((i for i, (x, y) in enumerate(zip(want, got)) if x != y), min(len(want), len(got)))
        print(f"line {n + 1}, first difference at character {i} from the left, by the rules {rules}")
        print(f"  text  {texts[n][:120]}")
        print(f"  want  {around(want, i)}\n  got   {around(got, i)}")
    print(f"oracle: {what}: {len(texts)} lines, {sum(map(bool, texts))} with text")
    for rules, count in [*counts.most_common(), ("differ", len(differ))]:
        print(f"  {count:6} {rules}")
    return not differ


def main():
    if len(sys.argv) < 4 or sys.argv[1].startswith("-"):
        print(__doc__, file=sys.stderr)
        return 2
    qari, lay, reference, paths = sys.argv[1], sys.argv[2], Reference(sys.argv[3]), sys.argv[4:]
    cat = [qari, "cat", "--width", str(WIDTH), "--isolate=off"]
    well = True
    for path in [], *([path] for path in paths):
        texts = run([*cat, "--bidi=logical", *path])
        gots = run([*cat, "--bidi=visual", *path], padded=True)
        well &= compare(" ".join(path) or "the sample", reference, texts, gots)
    for path in (file for path in paths for file in sorted(glob.glob(f"{path}/*.jsonl.gz"))):
        texts = stored(path)
        well &= compare(f"{path}, as stored", reference, texts, run([lay], "".join(text + "\n" for text in texts)))
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())

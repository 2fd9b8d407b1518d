#!/usr/bin/env python3
"""Compares what qari makes of each paragraph with what libfribidi makes of it.

  oracle.py QARI REFERENCE [PATH...]

QARI prints the paragraphs unbroken (cat --width 20000 --isolate=off), once in logical and once in visual order;
REFERENCE (the terminal lab's reference.py) turns the first into what the second should be. Four differences are
known and taken out on both sides:

- libfribidi joins lam and alef into one letter only when no vowel mark stands between them: it is given the mark
  after the alef, where qari, too, draws the marks of both;
- libfribidi turns round what is inside an emoji: the order of the code points within a run of them is not compared;
- qari sends no invisible controls: they are taken out of the reference;
- qari pads right-to-left lines on the left to the width.

Exit: 0 all lines agree, 1 some do not, 2 usage or a program that failed.
"""
import re
import subprocess
import sys
import unicodedata

WIDTH = 20000
MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7-\u06e8\u06ea-\u06ed\u08d3-\u08e1\u08e3-\u08ff"
LAM_MARKS_ALEF = re.compile(f"(\u0644)([{MARKS}]+)([\u0622\u0623\u0625\u0627])")
EMOJI = re.compile("[\u200d\u20e3\u2600-\u27bf\u2b00-\u2bff\ufe0e\ufe0f\U0001f000-\U0001faff\U000e0020-\U000e007f]{2,}")
VISIBLE_FORMAT = set(range(0x600, 0x606)) | {0x6DD, 0x70F, 0x890, 0x891, 0x8E2}


def comparable(line):
    line = EMOJI.sub(lambda m: "".join(sorted(m.group())), line)
    return "".join(c for c in line if unicodedata.category(c) != "Cf" or ord(c) in VISIBLE_FORMAT).strip(" ")


def run(argv, text=None):
    r = subprocess.run(argv, input=text, capture_output=True, encoding="utf-8")
    if r.returncode:
        print(f"oracle: {' '.join(argv)}: exit {r.returncode}: {r.stderr.strip()[-500:]}", file=sys.stderr)
        sys.exit(2)
    return r.stdout.split("\n")[:-1]


def around(line, i):
    part = line[max(i - 12, 0):i + 12]
    return " ".join(f"{ord(c):04X}" for c in part)


def main():
    if len(sys.argv) < 3 or sys.argv[1].startswith("-"):
        print(__doc__, file=sys.stderr)
        return 2
    qari, reference, paths = sys.argv[1], sys.argv[2], sys.argv[3:]
    cat = [qari, "cat", "--width", str(WIDTH), "--isolate=off"]
    logical = run([*cat, "--bidi=logical", *paths])
    visual = run([*cat, "--bidi=visual", *paths])
    given = "".join(LAM_MARKS_ALEF.sub(r"\1\3\2", line) + "\n" for line in logical)
    want = run([reference, "--base", "auto", "--profile", "visual"], given)
    what = " ".join(paths) or "the sample"
    if not any(re.search("[\u0620-\u064a]", line) for line in logical):
        print(f"oracle: {what}: no Arabic to compare")
        return 1
    if not len(logical) == len(visual) == len(want):
        print(f"oracle: {what}: {len(logical)} lines in logical order, {len(visual)} in visual, {len(want)} of the reference")
        return 1
    bad = 0
    for n, (text, w, g) in enumerate(zip(logical, want, visual), 1):
        a, b = comparable(w), comparable(g)
        if a == b:
            continue
        bad += 1
        if bad <= 20:
            i = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
            print(f"line {n}, first difference at character {i} from the left")
            print(f"  text  {text[:120]}")
            print(f"  want  {around(a, i)}\n  got   {around(b, i)}")
    print(f"oracle: {what}: {len(logical)} lines, {sum(map(bool, logical))} with text, {bad} differ")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())

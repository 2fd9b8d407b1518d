"""A small terminal: the cells that a program's output leaves on a screen, and text as it was before it was drawn.

Screen reads the control sequences that a full-screen program of today sends. The words_* functions undo what a
reader of right-to-left text did for a terminal that does nothing itself: visual order, presentation forms.
"""
import re
import unicodedata

TOKEN = re.compile(
    rb"\x1b\[([<-?]?)([0-9;:]*)([ -/]*)([@-~])"  # CSI
    rb"|\x1b[\]PX^_](?:[^\x07\x1b]|\x1b[^\\])*(?:\x07|\x1b\\)"  # OSC, DCS, SOS, PM, APC
    rb"|\x1b([ -/]*[0-~])"
    rb"|([\x00-\x1f\x7f])"
    rb"|([^\x00-\x1f\x7f]+)",
    re.S,
)


def width(c):
    if unicodedata.category(c) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(c) in "WF" else 1


class Screen:
    def __init__(self, columns, rows):
        self.columns, self.rows = columns, rows
        self.clear()

    def clear(self):
        self.cells = [self.blank() for _ in range(self.rows)]
        self.x = self.y = 0
        self.saved, self.last, self.wrap = (0, 0), " ", False
        self.top, self.bottom = 0, self.rows - 1
        self.tail = b""

    def blank(self):
        return [" "] * self.columns

    def text(self):
        return ["".join(row).rstrip() for row in self.cells]

    def feed(self, data):
        data, at = self.tail + data, 0
        while at < len(data):
            m = TOKEN.match(data, at)
            if not m or (m.end() == len(data) and m.group(7) and data[-1] >= 0x80 and not self.whole(m.group(7))):
                break
            if m.group(4):
                self.csi(m.group(1), m.group(2), m.group(3), m.group(4).decode())
            elif m.group(5):
                self.escape(m.group(5).decode())
            elif m.group(6):
                self.control(m.group(6)[0])
            elif m.group(7):
                for c in m.group(7).decode("utf-8", "replace"):
                    self.put(c)
            at = m.end()
        self.tail = data[at:]

    @staticmethod
    def whole(data):
        try:
            data.decode("utf-8")
            return True
        except UnicodeDecodeError as e:
            return e.end < len(data) or e.reason != "unexpected end of data"

    def put(self, c):
        w = width(c)
        if w == 0:
            x = self.x if self.wrap else self.x - 1
            while x > 0 and self.cells[self.y][x] == "":
                x -= 1
            if x >= 0:
                self.cells[self.y][x] += c
            return
        if self.wrap or self.x + w > self.columns:
            self.x = 0
            self.down()
        row = self.cells[self.y]
        row[self.x] = c
        if w == 2:
            row[self.x + 1] = ""
        self.wrap = self.x + w >= self.columns
        self.x = min(self.x + w, self.columns - 1)
        self.last = c

    def down(self):
        self.wrap = False
        if self.y == self.bottom:
            self.scroll(1)
        else:
            self.y = min(self.y + 1, self.rows - 1)

    def scroll(self, n, top=None):
        top = self.top if top is None else top
        for _ in range(min(abs(n), self.rows)):
            if n > 0:
                del self.cells[top]
                self.cells.insert(self.bottom, self.blank())
            else:
                del self.cells[self.bottom]
                self.cells.insert(top, self.blank())

    def control(self, c):
        if c == 13:
            self.x, self.wrap = 0, False
        elif c == 8:
            self.x, self.wrap = max(self.x - 1, 0), False
        elif c == 9:
            self.x = min(self.x // 8 * 8 + 8, self.columns - 1)
        elif c in (10, 11, 12):
            self.down()

    def escape(self, c):
        if c == "7":
            self.saved = (self.x, self.y)
        elif c == "8":
            self.x, self.y = self.saved
        elif c == "D":
            self.down()
        elif c == "E":
            self.x = 0
            self.down()
        elif c == "M":
            if self.y == self.top:
                self.scroll(-1)
            else:
                self.y = max(self.y - 1, 0)
        elif c == "c":
            self.clear()

    def csi(self, private, parameters, intermediate, final):
        p = [int(n) if n.isdigit() else 0 for n in parameters.decode().split(";")]
        if intermediate:
            return
        if private:
            if final in "hl" and private == b"?" and {1049, 1047, 47} & set(p):
                self.clear()
            return
        n, row = max(p[0], 1), self.cells[self.y]
        if final != "m":
            self.wrap = False
        if final in "Hf":
            self.y, self.x = min(n, self.rows) - 1, min(max(p[1] if len(p) > 1 else 1, 1), self.columns) - 1
        elif final == "A":
            self.y = max(self.y - n, 0)
        elif final in "Be":
            self.y = min(self.y + n, self.rows - 1)
        elif final in "Ca":
            self.x = min(self.x + n, self.columns - 1)
        elif final == "D":
            self.x = max(self.x - n, 0)
        elif final == "E":
            self.y, self.x = min(self.y + n, self.rows - 1), 0
        elif final == "F":
            self.y, self.x = max(self.y - n, 0), 0
        elif final in "G`":
            self.x = min(n, self.columns) - 1
        elif final == "I":
            self.x = min((self.x // 8 + n) * 8, self.columns - 1)
        elif final == "Z":
            self.x = max((self.x - 1) // 8 - n + 1, 0) * 8
        elif final == "d":
            self.y = min(n, self.rows) - 1
        elif final == "J":
            first, last = (self.y + 1, self.rows) if p[0] == 0 else (0, self.y) if p[0] == 1 else (0, self.rows)
            for y in range(first, last):
                self.cells[y] = self.blank()
            if p[0] < 2:
                self.erase(row, p[0])
        elif final == "K":
            self.erase(row, p[0])
        elif final == "X":
            row[self.x:self.x + n] = [" "] * len(row[self.x:self.x + n])
        elif final == "P":
            row[self.x:] = (row[self.x + n:] + self.blank())[: self.columns - self.x]
        elif final == "@":
            row[self.x:] = ([" "] * n + row[self.x:])[: self.columns - self.x]
        elif final == "L":
            self.scroll(-n, self.y)
        elif final == "M":
            self.scroll(n, self.y)
        elif final == "S":
            self.scroll(n)
        elif final == "T":
            self.scroll(-n)
        elif final == "b":
            for _ in range(n):
                self.put(self.last)
        elif final == "r":
            self.top, self.bottom = n - 1, (p[1] if len(p) > 1 and p[1] else self.rows) - 1
            self.x = self.y = 0

    def erase(self, row, how):
        if how == 0:
            row[self.x:] = [" "] * (self.columns - self.x)
        elif how == 1:
            row[: self.x + 1] = [" "] * (self.x + 1)
        else:
            row[:] = self.blank()


LETTERS = "\u05d0-\u05ea\u0620-\u063f\u0641-\u064a\u066e-\u066f\u0671-\u06d3\u06d5\u06ee-\u06ef\u06fa-\u06fc"
WORD = re.compile(f"[{LETTERS}]+")


def clusters(text):
    """The text's cells: each base character with the marks after it."""
    out = []
    for c in text:
        if out and width(c) == 0:
            out[-1] += c
        else:
            out.append(c)
    return out


def letters(text):
    """The text without presentation forms, marks, invisible characters and tatweel."""
    text = unicodedata.normalize("NFKC", text)
    return "".join(c for c in text if c != "\u0640" and unicodedata.category(c) not in ("Mn", "Me", "Cf"))


def words_stored(text):
    """The right-to-left words of a text as it is stored."""
    return WORD.findall(letters(text))


def words_drawn(line):
    """The right-to-left words of a line on the screen, from the right, each in the order in which it is read."""
    return WORD.findall("".join(letters(c) for c in reversed(clusters(line))))

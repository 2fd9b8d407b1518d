package charset

import (
	"slices"
	"sync"
)

// ledger knows in which encoding the lines of a file were. It may be used by
// several goroutines.
type ledger struct {
	mu      sync.Mutex
	changed bool   // something was decoded
	most    string // of the file as a whole
	spans   []lines
}

// lines are those from one line on, up to the next entry.
type lines struct {
	from int
	name string
}

// set says in which encoding the lines from this one on are. Lines come in
// their order.
func (l *ledger) set(line int, name string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.most == "" {
		l.most = name
	}
	n := len(l.spans)
	if n > 0 && l.spans[n-1].from == line {
		n--
	}
	l.spans = l.spans[:n]
	if n == 0 || l.spans[n-1].name != name {
		l.spans = append(l.spans, lines{line, name})
	}
}

// whole says in which encoding most of the file is.
func (l *ledger) whole(name string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.most = name
}

// at is the encoding of a line, 0 for the whole.
func (l *ledger) at(line int) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	if line <= 0 {
		return l.most
	}
	i, found := slices.BinarySearchFunc(l.spans, line, func(s lines, line int) int { return s.from - line })
	if !found {
		i--
	}
	return l.spans[max(i, 0)].name
}

// inexact says that something was decoded.
func (l *ledger) inexact() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.changed = true
}

func (l *ledger) isExact() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return !l.changed
}

package main

import (
	"bytes"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"qari/model/clean"
)

// aside keeps what is written to standard error while the full screen is on.
// Bubble Tea prints a panic there, in some cases before it has left the full
// screen, which then takes the message with it, and in others while the
// process already ends; so it is kept and told afterwards.
type aside struct {
	real, write *os.File
	done        chan struct{}

	mu   sync.Mutex
	text bytes.Buffer
}

// setAside begins. Where it cannot, standard error stays as it is.
func setAside() *aside {
	read, write, err := os.Pipe()
	if err != nil {
		return &aside{}
	}
	a := &aside{real: swapStderr(write), write: write, done: make(chan struct{})}
	go func() {
		defer close(a.done)
		defer read.Close()
		_, _ = io.Copy(a, read)
	}()
	return a
}

// Write takes a part of the text.
func (a *aside) Write(b []byte) (int, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.text.Write(b)
}

func (a *aside) String() string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.text.String()
}

// end gives standard error back and returns what was written to it. After a
// panic it waits for the stack, which another goroutine may still be writing.
func (a *aside) end(panicked bool) string {
	if a.write == nil {
		return ""
	}
	for range 50 {
		if !panicked || strings.Contains(a.String(), "\ngoroutine ") {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	swapStderr(a.real)
	_ = a.write.Close()
	<-a.done
	return a.String()
}

// tell prints a fault's text, which may quote anything, on standard error.
func (p *process) tell(fault string) {
	var b strings.Builder
	b.WriteString("qari: this is a fault in qari:\n")
	for line := range strings.Lines(strings.ReplaceAll(fault, "\r\n", "\n")) {
		if strings.HasPrefix(line, "\t") {
			b.WriteByte('\t')
		}
		b.WriteString(clean.Line(line) + "\n")
	}
	_, _ = p.err.WriteString(b.String())
}

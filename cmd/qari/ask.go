package main

import (
	"bytes"
	"errors"
	"os"
	"regexp"
	"slices"
	"strconv"
	"syscall"
	"time"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
	"golang.org/x/sys/unix"

	"qari/ui/terminal"
)

// interview asks a terminal and reads its answers, on its own terminal device
// in raw mode, without a program around it.
type interview struct {
	tty    *os.File
	state  *term.State
	silent bool        // it has let a question go unanswered
	screen *fullScreen // what it shows, nil for nothing
}

// newInterview begins one on the terminal of the process, nil when there is
// none. It must be ended; a signal ends it with the process.
func (p *process) newInterview() *interview {
	tty, err := os.OpenFile("/dev/tty", os.O_RDWR, 0)
	if err != nil {
		return nil
	}
	state, err := term.MakeRaw(tty.Fd())
	if err != nil {
		_ = tty.Close()
		return nil
	}
	i := &interview{tty: tty, state: state}
	p.dieBySignal(i.end)
	return i
}

func (i *interview) end() {
	if i.screen != nil {
		i.screen.restore()
	}
	_ = term.Restore(i.tty.Fd(), i.state)
	_ = i.tty.Close()
}

// read gives what arrives within a time, which is 0 for any; nil when nothing
// does.
func (i *interview) read(within time.Duration) []byte {
	wait := -1
	if within > 0 {
		wait = int(within.Milliseconds())
	}
	fds := []unix.PollFd{{Fd: int32(i.tty.Fd()), Events: unix.POLLIN}}
	for {
		n, err := unix.Poll(fds, wait)
		if errors.Is(err, unix.EINTR) {
			continue
		}
		if n <= 0 || err != nil {
			return nil
		}
		buffer := make([]byte, 4096)
		n, err = unix.Read(int(i.tty.Fd()), buffer)
		if err != nil {
			return nil
		}
		return buffer[:n]
	}
}

// answer writes a question and gives what arrives up to its answer, nil when
// that does not come in time.
func (i *interview) answer(question string, answer *regexp.Regexp) []byte {
	if i.silent {
		return nil
	}
	_, _ = i.tty.WriteString(question)
	var got []byte
	for end := time.Now().Add(terminal.AnswersWithin); !answer.Match(got); {
		more := i.read(max(time.Millisecond, time.Until(end)))
		if more == nil || time.Now().After(end) {
			i.silent = true
			return nil
		}
		if bytes.IndexByte(more, '\x03') >= 0 { // Ctrl-C, which raw mode makes a byte
			i.end()
			_ = syscall.Kill(0, syscall.SIGINT)
		}
		got = append(got, more...)
	}
	return got
}

// drainWithin is how long the answers of several displays may be apart.
const drainWithin = 50 * time.Millisecond

var (
	attributesAnswer = regexp.MustCompile(`\x1b\[\?[0-9;]*c`)
	positionAnswer   = regexp.MustCompile(`\x1b\[[0-9]+;([0-9]+)R`)
)

// ask puts questions of which the last one is answered by all, and gives the
// answers; what they say of the background goes into the facts.
func (i *interview) ask(questions string, f *facts) terminal.Answers {
	var a terminal.Answers
	var decoder uv.EventDecoder
	for got := i.answer(questions, attributesAnswer); len(got) > 0; {
		n, event := decoder.Decode(got)
		if n == 0 {
			break
		}
		if b, ok := event.(uv.BackgroundColorEvent); ok {
			f.background = either(b.IsDark(), "dark", "light")
		}
		a.Take(event)
		got = got[n:]
	}
	return a
}

// inquire asks the terminal what it is, and tmux or, through screen, the
// terminal itself what is around them.
func (p *process) inquire(i *interview, f *facts) {
	place := f.known.Place()
	all := ansi.RequestBackgroundColor + terminal.Questions
	first, wasScreen := all, place.InScreen()
	if wasScreen { // its own answers overtake those of the background
		first = terminal.Questions
	}
	f.known.Answers = i.ask(first, f)
	place = f.known.Place()
	switch {
	case place.InTmux():
		f.known.Outside = p.outside()
	case place.InScreen() && f.known.Answers.Complete():
		f.known.Outside = &terminal.Outside{Answers: i.ask(terminal.Through(all), f)}
		i.read(drainWithin) // each display of one session of screen answers
	case f.background == "" && wasScreen:
		i.ask(ansi.RequestBackgroundColor+ansi.RequestPrimaryDeviceAttributes, f)
	}
}

// width measures how many cells the terminal takes for a text, 0 when it does
// not tell. The text is gone again afterwards.
func (i *interview) width(text string) int {
	m := positionAnswer.FindSubmatch(i.answer("\r"+text+ansi.RequestCursorPositionReport, positionAnswer))
	_, _ = i.tty.WriteString("\r" + ansi.EraseLineRight)
	if m == nil {
		return 0
	}
	column, _ := strconv.Atoi(string(m[1]))
	return column - 1
}

// key waits for a key and gives it as text: "1", "enter", "ctrl+c"; "" when
// the terminal is gone.
func (i *interview) key() string {
	var decoder uv.EventDecoder
	for {
		got := i.read(0)
		if len(got) == 0 {
			return ""
		}
		for len(got) > 0 {
			n, event := decoder.Decode(got)
			if k, ok := event.(uv.KeyPressEvent); ok {
				return k.String()
			}
			got = got[max(n, 1):]
		}
	}
}

// answers asks what the environment does not tell of a terminal that lines are
// printed on: what it is, what is around it and, where there will be colours,
// whether its background is light.
func (p *process) answers(f *facts, w terminal.Wish, coloured bool) {
	if !f.terminal {
		return
	}
	place := f.known.Place()
	_, kept := w.Kept[place.Key()]
	settled := w.Order != nil || kept || place.Terminal != terminal.Unknown && !place.Wrapped()
	near := !slices.Contains(place.Between, "SSH") // what is typed while a far one answers is lost
	if !settled || coloured && near && f.colorfgbg == "" {
		if i := p.interview(f); i != nil {
			p.inquire(i, f)
			i.end()
			return
		}
	}
	if (!settled || coloured) && place.InTmux() {
		f.known.Outside = p.outside()
	}
}

// attended reports that the terminal may be asked: it is the one that keys
// come from, the shell has given it to us, and nothing was typed ahead, which
// would be taken for an answer and lost.
func (p *process) attended() bool {
	fd := int(p.in.Fd())
	if !term.IsTerminal(p.in.Fd()) {
		return false
	}
	front, err := unix.IoctlGetInt(fd, unix.TIOCGPGRP)
	if err != nil || front != unix.Getpgrp() {
		return false
	}
	waiting, err := unix.Poll([]unix.PollFd{{Fd: int32(fd), Events: unix.POLLIN}}, 0)
	return err == nil && waiting == 0
}

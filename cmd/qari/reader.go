package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"qari/model/arabic"
	"qari/model/bidi"
	"qari/model/corpus"
	"qari/ui"
	"qari/ui/locale"
)

// read opens the reader.
func (p *process) read(c *cobra.Command, in *inputFlags, page *layoutFlags, session *readerFlags, paths []string) error {
	if err := in.check(); err != nil {
		return err
	}
	if err := in.follows(c, paths); err != nil {
		return err
	}
	if !in.follow && p.allMissing(paths) {
		if like := c.Root().SuggestionsFor(paths[0]); len(like) > 0 {
			p.say("is the command %s meant?", strings.Join(like, " or "))
		}
		return status(exitError)
	}
	f := p.facts()
	if err := f.fit(); err != nil {
		return err
	}
	keys, err := p.keys(paths)
	if err != nil {
		return err
	}
	if keys != p.in {
		defer keys.Close()
	}
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	l, started := newLoading(ctx, paths), make(chan *tea.Program, 1)
	go l.run(p, in, func() { (<-started).Send(tea.QuitMsg{}) }) // first of all: the rest goes on beside it
	lists := p.newWatchlists(in, len(paths) == 0)
	watched, err := lists.read()
	if err != nil && lists.asked {
		return err
	}
	watched.Err = err
	aliases, err := p.readAliases(session.aliases)
	if err != nil {
		return err
	}

	options := p.options(c, &f, page, session)
	options.Name, options.Peek = corpusName(paths, options.Locale), in.peek
	options.Watched, options.Watcher = watched, lists
	options.Feed, options.Stop = l.feed, stop
	options.Aliases = aliases
	p.keepIndexes(&options, in, paths)
	options.Level, _ = arabic.ParseLevel(session.level)
	place := f.known.Place()
	tty := newFullScreen(p.out, place.Choose(options.Wish), p.tellClient)
	options.Switch = tty.use
	program := tea.NewProgram(ui.New(options),
		tea.WithInput(keys), tea.WithOutput(tty), tea.WithEnvironment(unasked(p.environ)),
		tea.WithColorProfile(options.Colors), tea.WithFilter(ui.Filter),
		tea.WithoutSignalHandler())
	started <- program
	err = p.sit(program, tty)
	stop()
	return p.afterwards(err, l)
}

// options are what the reader is told, but for its articles.
func (p *process) options(c *cobra.Command, f *facts, page *layoutFlags, session *readerFlags) ui.Options {
	lang, _ := p.language(session, "")
	say, _ := locale.For(lang)
	return ui.Options{
		Facts:   f.known,
		Wish:    page.wish(givenBy(c.Flags(), "bidi"), p.kept()),
		Ask:     true,
		Outside: p.outside,
		Size:    func() (int, int, error) { return term.GetSize(p.out.Fd()) },
		Colors:  max(page.colors(*f), colorprofile.ASCII),
		// What was asked for stands; what was only guessed may be mended.
		FollowColors: page.color == "auto" && !f.noColor,
		Light:        f.light(),
		Locale:       say,
		Direction:    map[string]bidi.Direction{"auto": bidi.Auto, "rtl": bidi.RTL, "ltr": bidi.LTR}[session.direction],
		Measure:      page.width,
		HideMarks:    page.marks == "strip",
		Isolate:      page.isolate != "off",
		Justify:      page.justify == "kashida",
		Save:         p.saveCopied,
	}
}

// unasked is the environment as Bubble Tea is shown it: in one that came by SSH
// it asks nothing about modes by itself, which prints characters in some
// terminals. The ui asks where it leaves no trace.
func unasked(environ []string) []string {
	asks := func(v string) bool {
		return strings.HasPrefix(v, "TERM_PROGRAM=") || strings.HasPrefix(v, "WT_SESSION=")
	}
	return append(slices.DeleteFunc(slices.Clone(environ), asks), "SSH_TTY=/dev/tty")
}

// fit says why the reader cannot run on standard output, if it cannot.
func (f facts) fit() error {
	switch {
	case !f.terminal:
		return errors.New("standard output is not a terminal: qari cat, list and filter print into pipes and files")
	case f.dumb():
		return fmt.Errorf("the reader places its cursor freely, and a terminal with TERM=%s cannot: try qari cat", f.term)
	}
	return nil
}

// allMissing tells that none of the paths exists. While some do, the reader
// opens, and the loader finds out about the rest.
func (p *process) allMissing(paths []string) bool {
	var problems []corpus.Problem
	for _, path := range paths {
		if path == "-" {
			return false
		}
		_, err := os.Stat(path)
		if !errors.Is(err, os.ErrNotExist) {
			return false
		}
		problems = append(problems, corpus.Problem{Path: path, Offset: -1, Reason: "no such file or folder"})
	}
	p.report(problems)
	return len(problems) > 0
}

// keys is where keys are read from: standard input or, when that is taken for
// articles, the terminal itself.
func (p *process) keys(paths []string) (*os.File, error) {
	terminal := term.IsTerminal(p.in.Fd())
	if terminal && slices.Contains(paths, "-") {
		return nil, usageError{errors.New("- reads standard input, which is the terminal: pipe something into it")}
	}
	if terminal {
		return p.in, nil
	}
	tty, err := os.OpenFile("/dev/tty", os.O_RDWR, 0)
	if err != nil {
		return nil, fmt.Errorf("no terminal to read keys from: %w", err)
	}
	return tty, nil
}

// corpusName is what the first line calls the input.
func corpusName(paths []string, words *locale.Strings) string {
	if len(paths) == 0 {
		return words.Text(locale.Sample)
	}
	name := paths[0]
	if name == "-" {
		name = words.Text(locale.StandardInput)
	} else if full, err := filepath.Abs(name); err == nil {
		name = filepath.Base(full)
	}
	if more := len(paths) - 1; more > 0 {
		name = fmt.Sprintf("%s +%d", name, more)
	}
	return name
}

// loading brings the articles into the reader, in a goroutine of its own.
type loading struct {
	ctx   context.Context
	paths []string
	feed  chan corpus.Batch

	mu       sync.Mutex
	named    []corpus.Problem // those of paths that were given as arguments
	articles int
	finished bool
	panicked string
}

func newLoading(ctx context.Context, paths []string) *loading {
	return &loading{ctx: ctx, paths: paths, feed: make(chan corpus.Batch, 8)}
}

// countFirst is up to how many bytes of input articles are counted while they are
// loaded. Beyond, that would only make the loading longer: the reader counts the
// rest afterwards.
const countFirst = 32 << 20

// run loads until the end or until the context is cancelled. quit is called
// when it panics: the terminal must be put in order by whoever holds it.
func (l *loading) run(p *process, in *inputFlags, quit func()) {
	defer close(l.feed)
	defer func() {
		if r := recover(); r != nil {
			l.mu.Lock()
			l.panicked = fmt.Sprintf("panic: %v\n\n%s", r, debug.Stack())
			l.mu.Unlock()
			quit()
		}
	}()
	o := p.sourceOptions(in)
	o.CountFirst = countFirst
	memory := pace{}
	err := loadWith(l.ctx, o, l.paths, func(b corpus.Batch) error {
		l.note(b)
		memory.loaded(b.Articles)
		select {
		case l.feed <- b:
			return nil
		case <-l.ctx.Done():
			return l.ctx.Err()
		}
	})
	l.mu.Lock()
	l.finished = err == nil
	l.mu.Unlock()
}

func (l *loading) note(b corpus.Batch) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.articles += len(b.Articles)
	for _, q := range b.Problems {
		if q.Line == 0 && slices.Contains(l.paths, q.Path) {
			l.named = append(l.named, q)
		}
	}
}

// sit runs the program until it ends by itself or by a signal.
func (p *process) sit(program *tea.Program, tty *fullScreen) error {
	ended := make(chan struct{})
	signalled := make(chan os.Signal, 1)
	go func() {
		var s os.Signal
		for s == nil || s == syscall.SIGINT && p.away.holds() {
			select {
			case s = <-p.signals:
			case <-ended:
				return
			}
		}
		signalled <- s
		go program.Send(ui.LeaveMsg{})
		if !within(ended, grace) {
			// Something hangs: put the terminal in order without it.
			go program.Kill()
			within(ended, grace)
			tty.restore()
			os.Exit(exitSignal + number(s))
		}
	}()
	a := setAside()
	_, err := program.Run()
	close(ended)
	tty.restore()
	said := a.end(errors.Is(err, tea.ErrProgramPanic))
	if said != "" {
		p.tell(said)
	}
	if err != nil && !errors.Is(err, tea.ErrProgramPanic) && !errors.Is(err, tea.ErrInterrupted) {
		// A terminal that hangs up fails first and signals a moment later.
		select {
		case s := <-p.signals:
			signalled <- s
		case <-time.After(100 * time.Millisecond):
		}
	}
	select {
	case s := <-signalled:
		return status(exitSignal + number(s))
	default:
		return err
	}
}

// grace is how long the program may take to end after a signal.
const grace = time.Second

func within(done <-chan struct{}, d time.Duration) bool {
	select {
	case <-done:
		return true
	case <-time.After(d):
		return false
	}
}

// afterwards tells what there is to tell once the terminal is back.
func (p *process) afterwards(err error, l *loading) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case l.panicked != "":
		p.tell(l.panicked)
		return status(exitError)
	case errors.Is(err, tea.ErrProgramPanic):
		return status(exitError)
	case errors.Is(err, tea.ErrInterrupted):
		return status(exitSignal + int(syscall.SIGINT))
	case err != nil:
		return err
	}
	p.report(l.named)
	if len(l.named) > 0 {
		return status(exitError)
	}
	if l.finished && l.articles == 0 {
		return noArticles(l.paths)
	}
	return nil
}

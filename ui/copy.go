package ui

import (
	"io"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/term"

	"qari/model/clean"
	"qari/model/document"
	"qari/ui/locale"
)

// copiedMsg tells where a copied text was kept.
type copiedMsg struct {
	text  string
	words int
	path  string
	err   error
}

// copyText copies the article in the reading pane, or under the cursor: its
// clean logical text, with its source below if that is asked for. It asks the
// terminal by OSC 52 and always keeps a file, since few terminals obey.
func (m *Model) copyText(withSource bool) tea.Cmd {
	at := m.list.Article()
	if m.focus == inReader {
		at = m.opened
	}
	if at < 0 {
		m.say(locale.NothingToCopy)
		return nil
	}
	a := m.corpus.Articles[at]
	return m.copyOut(func() (string, int) {
		text := document.Text(a)
		words := int(document.Counts(a).Words)
		if withSource {
			text += "\n\n" + strings.Join(reference(a.From().Source, a.Date().String(), clean.Line(a.Title), string(a.ID)), " · ")
		}
		return text, words
	})
}

// reference are the parts of a source line that are known, cleaned.
func reference(parts ...string) []string {
	var out []string
	for _, p := range parts {
		if p = clean.Line(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

// copyOut makes a text and the number of its words, and keeps it in a file.
func (m *Model) copyOut(make func() (text string, words int)) tea.Cmd {
	save := m.o.Save
	return func() tea.Msg {
		msg := copiedMsg{}
		msg.text, msg.words = make()
		if save != nil {
			msg.path, msg.err = save(msg.text)
		}
		return msg
	}
}

// copied hands a text to the terminal and says where else it is.
func (m *Model) copied(msg copiedMsg) tea.Cmd {
	m.message, m.alarm = m.loc.Copied(msg.words), false
	m.note = clean.Line(msg.path)
	m.plainHint = true
	if msg.err != nil {
		m.message, m.alarm = m.loc.Text(locale.CopyFailed)+" · "+clean.Line(msg.err.Error()), true
	}
	return tea.SetClipboard(msg.text)
}

// plainPage leaves the full screen and prints the passage plain, in logical
// order, for the terminal's own mouse; any key returns.
func (m *Model) plainPage() tea.Cmd {
	var parts []string
	if m.focus == inReader || m.mode != listAlone {
		parts = m.reader.Visible()
	}
	if len(parts) == 0 {
		if a := m.list.Current(); a != nil {
			parts = []string{document.Text(a)}
		}
	}
	if len(parts) == 0 {
		m.say(locale.NothingToCopy)
		return nil
	}
	for i, p := range parts {
		parts[i] = document.Plain(p)
	}
	return tea.Exec(&plain{text: strings.Join(parts, "\n\n"), hint: m.loc.Text(locale.HintAnyKey)}, func(error) tea.Msg { return nil })
}

// plain prints a text and waits for a key.
type plain struct {
	text, hint string
	in         io.Reader
	out        io.Writer
}

func (p *plain) SetStdin(r io.Reader)  { p.in = r }
func (p *plain) SetStdout(w io.Writer) { p.out = w }
func (p *plain) SetStderr(io.Writer)   {}

// Run prints the text. The key is read without waiting for Enter where the
// input is a terminal: from before the text is there, lest a quick key is lost.
func (p *plain) Run() error {
	text := "\n" + p.text + "\n\n(" + p.hint + ")\n"
	if f, ok := p.in.(interface{ Fd() uintptr }); ok {
		if state, err := term.MakeRaw(f.Fd()); err == nil {
			defer func() { _ = term.Restore(f.Fd(), state) }()
			text = strings.ReplaceAll(text, "\n", "\r\n")
		}
	}
	if _, err := io.WriteString(p.out, text); err != nil {
		return err
	}
	_, err := p.in.Read(make([]byte, 64))
	return err
}

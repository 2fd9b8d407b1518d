package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"qari/model/corpus"
	"qari/model/document"
	"qari/model/listing"
)

// surveyedMsg tells that the articles before next have been counted, and which
// of them are equal.
type surveyedMsg struct {
	next  int
	twins []int32
	fresh bool // some of them turned out to be equal to others
}

// survey counts the articles from first on that the loader left uncounted, as
// many as it can in countFor.
func (in *intake) survey(articles []*corpus.Article, first int) tea.Cmd {
	return func() tea.Msg {
		next, start := first, time.Now()
		for next < len(articles) && time.Since(start) < countFor {
			block := make([]corpus.Counts, min(surveyBlock, len(articles)-next))
			for i := range block {
				if a := articles[next+i]; a.Counts() == nil {
					block[i] = document.Survey(a)
					a.SetCounts(&block[i])
				}
			}
			next += len(block)
		}
		msg := surveyedMsg{next: next, twins: in.twins.Extend(articles[:next])}
		for i := first; i < next && !msg.fresh; i++ {
			msg.fresh = msg.twins[i] != int32(i)
		}
		return msg
	}
}

// surveyBlock is how many articles are counted between two looks at the clock.
const surveyBlock = 64

// survey goes on counting once all is loaded: until then, the loading is to have
// the machine.
func (m *Model) survey() tea.Cmd {
	if m.surveying || !m.load.done || len(m.all.Twins) >= len(m.all.Articles) {
		return nil
	}
	m.surveying = true
	return m.intake.survey(m.all.Articles, len(m.all.Twins))
}

// surveyed takes in what was counted. The list is made anew at the end, if
// anything is another way then.
func (m *Model) surveyed(msg surveyedMsg) tea.Cmd {
	m.surveying = false
	listed := len(m.corpus.Twins) < len(m.corpus.Articles) // what was counted is
	m.setTwins(msg.twins)
	m.regroup = m.regroup || msg.fresh && listed
	if next := m.survey(); next != nil {
		return next
	}
	again := m.regroup || m.request.Sort == listing.ByWords && listed
	m.regroup = false
	var cmds []tea.Cmd
	if again {
		cmds = append(cmds, m.refresh())
	}
	if q := m.search.query; q != nil && q.Repeats && listed {
		cmds = append(cmds, m.runSearch())
	}
	return tea.Batch(cmds...)
}

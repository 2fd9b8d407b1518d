package jsonarray

import (
	"bytes"
	"encoding/json"
	"strings"

	"qari/data/source/jsonobject"
	"qari/data/source/record"
)

// shape says where in the JSON the articles are.
type shape struct {
	// path is the brackets around them: none where each object is one, "[" in an
	// array, "{[" in an array that a member of an object holds, and so on.
	path string
	// grade is that of the first article where the array was chosen for it. An
	// array beside it whose first object is worth less holds other things.
	grade int
}

// What an object is worth as an article, by its keys.
const (
	nothing = iota
	titled
	texted
	both
)

// holders are names of arrays of articles. They are not changed.
var holders = map[string]bool{
	"articles": true, "items": true, "entries": true, "posts": true, "docs": true, "documents": true, "results": true,
	"records": true, "hits": true, "stories": true, "news": true, "data": true, "rows": true,
}

// probeSize is how much of an object is looked at to know whether it is an
// article, or holds them.
const probeSize = 1 << 20

// maxPath is how deep an array of articles may lie in objects.
const maxPath = 4

// shapeOf finds the shape of the object that data begins with, which may be cut
// off. It is an article when it has a text and no array of objects with text and
// title by a name that says that it holds articles, or a title and no array of
// objects with both; otherwise it holds the articles in its array of objects that
// are worth most.
func shapeOf(data []byte, f *record.Fields) shape {
	p := prober{data: data, fields: f}
	p.members("{")
	if p.best.path == "" || p.own >= texted && !p.holds || p.own == titled && p.best.grade < both {
		return shape{}
	}
	return p.best
}

// prober looks through an object for arrays of objects.
type prober struct {
	walker
	data   []byte
	fields *record.Fields
	own    int // worth of the object itself
	best   shape
	holds  bool // the best is both, by a name of holders
}

// next goes over the bytes given and gives the one after them, 0 at the end.
func (p *prober) next(over string) byte {
	for p.at < len(p.data) {
		if c := p.data[p.at]; strings.IndexByte(over, c) < 0 {
			return c
		}
		p.at++
	}
	return 0
}

// members looks at the members of the object that begins here.
func (p *prober) members(path string) {
	p.at++
	for p.next(blanks+",") == '"' {
		from := p.at
		if !p.text(p.data) {
			return
		}
		p.member(path, p.data[from:p.at])
	}
	p.at = min(p.at+1, len(p.data))
}

// member looks at what a key is of.
func (p *prober) member(path string, key []byte) {
	switch c := p.next(blanks + ":"); {
	case c == '"':
		if from := p.at; p.text(p.data) && path == "{" && len(bytes.TrimSpace(p.data[from+1:p.at-1])) > 0 {
			p.own |= p.grade(key)
		}
	case c == '{' && len(path)+1 < maxPath:
		p.members(path + "{")
	case c == '[':
		from := p.at
		p.at++
		if p.next(blanks) == '{' {
			grade := gradeOf(p.data[p.at:], p.fields)
			if p.best.path == "" || grade > p.best.grade {
				p.best = shape{path + "[", grade}
				p.holds = grade == both && holders[strings.ToLower(string(bytes.Trim(key, `"`)))]
			}
		}
		p.at = from
		p.value(p.data)
	case c == '{':
		p.value(p.data)
	default:
		p.scalar()
	}
}

// scalar goes over a number or word.
func (p *prober) scalar() {
	for p.at < len(p.data) && strings.IndexByte(blanks+`,:"{}[]`, p.data[p.at]) < 0 {
		p.at++
	}
}

// grade is what a key in quotes adds to the worth of the object that has it. What
// holds articles may have a name.
func (p *prober) grade(quoted []byte) int {
	var key string
	if json.Unmarshal(quoted, &key) != nil || key == "name" {
		return nothing
	}
	return worth(p.fields.Field(key))
}

// gradeOf is what the object is worth that data begins with, which may be cut off.
func gradeOf(data []byte, f *record.Fields) (grade int) {
	w := walker{}
	w.value(data)
	p := jsonobject.Parser{Add: func(key string, parts ...string) {
		if strings.TrimSpace(strings.Join(parts, "")) != "" {
			grade |= worth(f.Field(key))
		}
	}}
	p.Parse(data[:w.at])
	return grade
}

func worth(field string) int {
	switch field {
	case "title":
		return titled
	case "text":
		return texted
	}
	return nothing
}

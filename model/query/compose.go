package query

import (
	"errors"
	"strings"

	"qari/model/arabic"
)

// Both is the query that asks for what two queries ask for.
func Both(a, b string) string { return closed(a) + " " + closed(b) }

// closed is a query in parentheses where it needs them beside others.
func closed(text string) string {
	if q, err := Parse(text); err == nil && q.either {
		if strings.HasSuffix(text, "-") {
			text += " " // a dash, as it was
		}
		return "(" + text + ")"
	}
	return text
}

// OtherKeyboard is what the keys that typed a query type on the other layout: the
// words of it, since names of fields, conditions and operators are rather meant as
// they are. It is false when nothing changes.
func OtherKeyboard(text string) (string, bool) {
	var out strings.Builder
	for _, chunk := range strings.SplitAfter(text, " ") {
		name, _, has := strings.Cut(strings.TrimLeft(chunk, "-("), ":")
		f, known := fieldOf(name)
		keep := 0
		switch operator := strings.TrimSpace(chunk); {
		case operator == "OR" || operator == "AND" || operator == "NOT" || operator == "|" || has && known && f >= dates:
			keep = len(chunk)
		case has && known:
			keep = strings.Index(chunk, ":") + 1
		}
		other, _ := arabic.OtherKeyboard(chunk[keep:])
		out.WriteString(chunk[:keep] + other)
	}
	return out.String(), out.String() != text
}

// Closed is a query with what is open at its end closed, and without what dangles
// there, as Draft reads it. What is wrong otherwise stays wrong.
func Closed(text string) string {
	for range MostDepth + 2 {
		_, err := Parse(text)
		var fault *Error
		if _, hint := Draft(text); hint != nil || !errors.As(err, &fault) {
			return text
		}
		switch fault.Reason {
		case OpenQuote:
			text += `"`
		case OpenRegex:
			text += "/"
		case NoPartner:
			text += ")"
		case NothingBeside, EmptyField, NoSlop:
			text = strings.TrimSpace(text[:fault.Start])
		default:
			return text
		}
	}
	return text
}

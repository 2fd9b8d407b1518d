package date

import (
	"strconv"
	"strings"
	"time"

	"qari/model/corpus"
)

// parseNumeric reads a field that is a date of three numbers, with or without a
// time of day after it.
func parseNumeric(s string) (corpus.Date, bool) {
	d, n := threeNumbers(s)
	if n == 0 {
		d, n = eightDigits(s)
	}
	if n == 0 {
		return corpus.Date{}, false
	}
	rest := s[n:]
	if rest == "" {
		return d, true
	}
	if rest[0] != 'T' && rest[0] != 't' && rest[0] != ' ' {
		return corpus.Date{}, false
	}
	return timeOfDay(d, strings.TrimLeft(rest[1:], " "))
}

// threeNumbers reads YYYY-M-D or D-M-YYYY at the start of s, with - / or . in
// both places, and gives its length, 0 if there is none. The month comes first
// only where it could not be the day.
func threeNumbers(s string) (d corpus.Date, n int) {
	var (
		part  [3]int
		width [3]int
		sep   byte
	)
	for i := range part {
		if i > 0 {
			if n == len(s) || strings.IndexByte("-/.", s[n]) < 0 || i == 2 && s[n] != sep {
				return d, 0
			}
			sep = s[n]
			n++
		}
		for n < len(s) && s[n] >= '0' && s[n] <= '9' && width[i] < 5 {
			part[i] = part[i]*10 + int(s[n]-'0')
			width[i]++
			n++
		}
	}
	small := func(i int) bool { return width[i] == 1 || width[i] == 2 }
	ok := false
	switch {
	case width[0] == 4 && small(1) && small(2):
		d, ok = day(part[0], part[1], part[2])
	case small(0) && small(1) && width[2] == 4:
		if part[1] > 12 && part[0] <= 12 {
			part[0], part[1] = part[1], part[0]
		}
		d, ok = day(part[2], part[1], part[0])
	}
	if !ok {
		return corpus.Date{}, 0
	}
	return d, n
}

// eightDigits reads YYYYMMDD at the start of s, before a time of day, and gives its
// length, 0 if there is none.
func eightDigits(s string) (d corpus.Date, n int) {
	const length = len("20150721")
	if len(s) <= length || !digits(s[:length]) {
		return d, 0
	}
	number, _ := strconv.Atoi(s[:length]) // they are digits
	d, ok := day(number/10000, number/100%100, number%100)
	if !ok {
		return corpus.Date{}, 0
	}
	return d, length
}

// clockTime reads H:MM, H:MM:SS, HHMM or HHMMSS at the start of s, and gives its
// length, 0 if there is none.
func clockTime(s string) (part [3]int, n int) {
	run := 0
	for run < len(s) && s[run] >= '0' && s[run] <= '9' {
		run++
	}
	if run == len("1030") || run == len("103005") {
		for i := range run / 2 {
			part[i], _ = strconv.Atoi(s[2*i : 2*i+2]) // they are digits
		}
		return part, run
	}
	for i := range part {
		if i > 0 {
			if n == len(s) || s[n] != ':' {
				break
			}
			n++
		}
		from := n
		for n < len(s) && n < from+2 && s[n] >= '0' && s[n] <= '9' {
			part[i] = part[i]*10 + int(s[n]-'0')
			n++
		}
		if n == from || i > 0 && n != from+2 {
			return part, 0
		}
	}
	if n < len("1:00") { // an hour alone
		return part, 0
	}
	return part, n
}

// timeOfDay reads a time, perhaps with parts of a second, and a zone after it, and
// adds it to the day.
func timeOfDay(d corpus.Date, s string) (corpus.Date, bool) {
	part, n := clockTime(s)
	if n == 0 {
		return corpus.Date{}, false
	}
	if n < len(s) && (s[n] == '.' || s[n] == ',') {
		for n++; n < len(s) && s[n] >= '0' && s[n] <= '9'; n++ {
		}
	}
	hour, zoned := halfDay(part[0], strings.TrimLeft(s[n:], " "))
	zone, ok := zoneOf(zoned)
	if !ok {
		return corpus.Date{}, false
	}
	return clock(d, hour, part[1], part[2], zone)
}

// halfDay reads AM or PM.
func halfDay(hour int, s string) (int, string) {
	if len(s) < 2 || s[1]|0x20 != 'm' {
		return hour, s
	}
	switch s[0] | 0x20 {
	case 'a':
		hour, s = hour%12, s[2:]
	case 'p':
		hour, s = hour%12+12, s[2:]
	}
	return hour, strings.TrimLeft(s, " ")
}

// zoneOf reads Z, +HH, +HHMM, +HH:MM or a zone's name; nothing is UTC.
func zoneOf(s string) (*time.Location, bool) {
	if s == "" || s == "z" {
		return time.UTC, true
	}
	if offset, ok := zones[s]; ok {
		s = offset
	}
	if s[0] != '+' && s[0] != '-' {
		return nil, false
	}
	hm := strings.Replace(s[1:], ":", "", 1)
	if len(hm) == 2 {
		hm += "00"
	}
	n, err := strconv.Atoi(hm)
	if err != nil || len(hm) != 4 || n < 0 || n/100 > 14 || n%100 > 59 {
		return nil, false
	}
	seconds := (n/100*60 + n%100) * 60
	if s[0] == '-' {
		seconds = -seconds
	}
	if seconds == 0 {
		return time.UTC, true
	}
	return time.FixedZone("", seconds), true
}

// InPath finds a date in an address or a file name: 2015-07-21 or
// /2015/07/21/. The last one counts.
func InPath(s string) (corpus.Date, bool) {
	s = westernDigits(s)
	for i := len(s) - len("2015-1-1"); i >= 0; i-- {
		if i > 0 && s[i-1] >= '0' && s[i-1] <= '9' {
			continue
		}
		if i+5 > len(s) || !digits(s[i:i+4]) || strings.IndexByte("-/._", s[i+4]) < 0 {
			continue
		}
		if d, n := threeNumbers(strings.ReplaceAll(s[i:min(len(s), i+10)], "_", "-")); n > 0 && (i+n == len(s) || !digits(s[i+n:i+n+1])) {
			return d, true
		}
	}
	return corpus.Date{}, false
}

// Package date reads the dates that come with articles: the formats of fields,
// dates in addresses and file names, and dates written out in Arabic, under the
// names of the Gulf, the Levant, the Maghreb and of the Hijri calendar
// (ARABIC.md 8). It knows no clock: what is not written is not guessed.
package date

import (
	"strconv"
	"strings"
	"time"

	"qari/model/corpus"
)

// Years that a date is believed to lie in.
const (
	firstYear, lastYear   = 1900, 2100
	firstHijri, lastHijri = 1300, 1500
)

// Parse reads a date field: ISO 8601, also without its signs (20150721T103005Z) or
// with a blank for the T, RFC 1123 and 822, Unix seconds or milliseconds, YYYYMMDD
// and DDMMYYYY, D/M/YYYY, and Arabic text. It is false for anything else, and for a
// date without day or year.
func Parse(s string) (corpus.Date, bool) {
	s = strings.TrimSpace(westernDigits(s))
	if s == "" || len(s) > maxField {
		return corpus.Date{}, false
	}
	if d, ok := parseNumber(s); ok {
		return d, true
	}
	if d, ok := parseNumeric(s); ok {
		return d, true
	}
	if d, ok := parseEnglish(s); ok {
		return d, true
	}
	return search(s)
}

// maxField is the length in bytes of the longest string that is looked at.
const maxField = 200

// westernDigits writes Arabic and Persian digits as 0 to 9, and leaves out
// characters that cannot be seen.
func westernDigits(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return strings.Map(western, s)
		}
	}
	return s
}

func western(r rune) rune {
	switch {
	case r >= '٠' && r <= '٩':
		return r - '٠' + '0'
	case r >= '۰' && r <= '۹':
		return r - '۰' + '0'
	case r == 0xA0 || r == 0x202F:
		return ' '
	case r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069, r == 0x61C, r == 0xFEFF:
		return -1
	}
	return r
}

// parseNumber reads a field that is one number.
func parseNumber(s string) (corpus.Date, bool) {
	whole, fraction, dotted := strings.Cut(s, ".")
	if !digits(whole) || dotted && !digits(fraction) {
		return corpus.Date{}, false
	}
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil {
		return corpus.Date{}, false
	}
	switch {
	case len(whole) == 8 && !dotted:
		if d, ok := day(int(n/10000), int(n/100%100), int(n%100)); ok {
			return d, true
		}
		return day(int(n%10000), int(n/10000%100), int(n/1000000))
	case len(whole) == 14 && !dotted:
		d, ok := day(int(n/1e10), int(n/1e8%100), int(n/1e6%100))
		if !ok {
			return corpus.Date{}, false
		}
		return clock(d, int(n/1e4%100), int(n/100%100), int(n%100), time.UTC)
	case len(whole) == 9 || len(whole) == 10:
		return instant(time.Unix(n, 0))
	case len(whole) == 12 || len(whole) == 13:
		return instant(time.UnixMilli(n))
	}
	return corpus.Date{}, false
}

func digits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

func instant(t time.Time) (corpus.Date, bool) {
	t = t.UTC().Truncate(time.Second)
	return corpus.Date{Time: t, Unit: corpus.Second}, t.Year() >= firstYear && t.Year() <= lastYear
}

// day makes a Day; a year of the Hijri calendar is converted. It is false for a
// day that is not in the calendar.
func day(year, month, of int) (corpus.Date, bool) {
	if year >= firstHijri && year <= lastHijri {
		return hijri(year, month, of)
	}
	if year < firstYear || year > lastYear || month < 1 || month > 12 || of < 1 {
		return corpus.Date{}, false
	}
	t := time.Date(year, time.Month(month), of, 0, 0, 0, 0, time.UTC)
	return corpus.Date{Time: t, Unit: corpus.Day}, t.Day() == of
}

// clock adds a time of day to a Day.
func clock(d corpus.Date, hour, minute, second int, zone *time.Location) (corpus.Date, bool) {
	if hour > 23 || minute > 59 || second > 60 {
		return corpus.Date{}, false
	}
	d.Time = time.Date(d.Time.Year(), d.Time.Month(), d.Time.Day(), hour, minute, second, 0, zone)
	d.Unit = corpus.Second
	return d, true
}

// hijri converts a day of the tabular calendar (civil, with leap years 2, 5, 7,
// 10, 13, 16, 18, 21, 24, 26 and 29 of 30).
func hijri(year, month, of int) (corpus.Date, bool) {
	if year < firstHijri || year > lastHijri || month < 1 || month > 12 || of < 1 || of > 30 {
		return corpus.Date{}, false
	}
	julian := (11*year+3)/30 + 354*year + 30*month - (month-1)/2 + of + 1948440 - 385
	const unixEpoch = 2440588 // the Julian day number of 1970-01-01
	t := time.Unix(int64(julian-unixEpoch)*86400, 0).UTC()
	return corpus.Date{Time: t, Unit: corpus.Day, Converted: true}, true
}

// parseEnglish reads dates that name their month in English.
func parseEnglish(s string) (corpus.Date, bool) {
	if s[0] >= 0x80 {
		return corpus.Date{}, false
	}
	if i := strings.LastIndexByte(s, ' '); i > 0 {
		if offset, ok := zones[s[i+1:]]; ok {
			s = s[:i+1] + offset
		}
	}
	for _, layout := range times {
		if t, err := time.Parse(layout, s); err == nil {
			return corpus.Date{Time: t, Unit: corpus.Second}, t.Year() >= firstYear && t.Year() <= lastYear
		}
	}
	for _, layout := range days {
		if t, err := time.Parse(layout, s); err == nil {
			return day(t.Year(), int(t.Month()), t.Day())
		}
	}
	return corpus.Date{}, false
}

// zones are those of RFC 822 that have a name. Not changed.
var zones = map[string]string{
	"UT": "+0000", "GMT": "+0000", "UTC": "+0000", "Z": "+0000",
	"EST": "-0500", "EDT": "-0400", "CST": "-0600", "CDT": "-0500",
	"MST": "-0700", "MDT": "-0600", "PST": "-0800", "PDT": "-0700",
	"CET": "+0100", "CEST": "+0200", "EET": "+0200", "AST": "+0300",
}

// Layouts with a time of day, and without. Not changed.
var (
	times = []string{
		"Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04 -0700",
		"Mon, 2 Jan 06 15:04:05 -0700", "Mon, 2 Jan 06 15:04 -0700",
		"2 Jan 2006 15:04:05 -0700", "2 Jan 2006 15:04 -0700", "2 Jan 06 15:04 -0700",
		"Mon, 2 Jan 2006 15:04:05", "Monday, 02-Jan-06 15:04:05 -0700",
		"Mon Jan _2 15:04:05 2006", "Mon Jan _2 15:04:05 -0700 2006",
		"January 2, 2006 15:04", "January 2, 2006 3:04 PM",
	}
	days = []string{
		"2 January 2006", "2 Jan 2006", "January 2, 2006", "Jan 2, 2006",
		"Monday, 2 January 2006", "Monday, January 2, 2006", "Mon, 2 Jan 2006",
	}
)

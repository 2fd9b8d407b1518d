package locale

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Number writes a count with its thousands set apart: 4,321 or ٤٬٣٢١.
func (s *Strings) Number(n int) string { return s.number(int64(n)) }

func (s *Strings) number(n int64) string {
	plain := strconv.FormatInt(n, 10)
	sign := ""
	if plain[0] == '-' {
		sign, plain = "-", plain[1:]
	}
	var b strings.Builder
	b.WriteString(sign)
	for i := range len(plain) {
		if i > 0 && (len(plain)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteByte(plain[i])
	}
	return s.digitsOf(b.String())
}

// digitsOf turns the digits and separators of a number to the language's.
func (s *Strings) digitsOf(western string) string {
	if s.digits != ArabicIndic {
		return western
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9':
			return r - '0' + '٠'
		case r == ',':
			return '٬'
		case r == '.':
			return '٫'
		}
		return r
	}, western)
}

// Percent writes a part of hundred: 35 %.
func (s *Strings) Percent(p int) string {
	if s.digits == ArabicIndic {
		return s.Number(p) + " ٪"
	}
	return s.Number(p) + " %"
}

// Size writes a number of bytes with at most three digits and a unit of 1000:
// 820 bytes, 1.4 GB.
func (s *Strings) Size(bytes int64) string {
	if bytes < 1000 {
		return s.Bytes(bytes)
	}
	value, unit := float64(bytes), patByte
	for value >= 999.5 && unit < patTB {
		value, unit = value/1000, unit+1
	}
	digits := 0
	if value < 9.95 {
		digits = 1
	}
	return s.say(unit, s.digitsOf(strconv.FormatFloat(value, 'f', digits, 64)))
}

// LoadRate writes how fast the input is read, in bytes a second, and how long
// it will still take: "170 MB/s, 6 s left". The time is left out when it is 0
// or less: the size of the input is then not known.
func (s *Strings) LoadRate(bytesPerSecond int64, left time.Duration) string {
	rate := s.say(patPerSecond, s.Size(bytesPerSecond))
	if left <= 0 {
		return rate
	}
	return s.say(patRateLeft, rate, s.Duration(left))
}

// Duration writes a time roughly, in seconds, minutes or hours, at least one
// second: 6 s, 3 min, 2 h.
func (s *Strings) Duration(d time.Duration) string {
	switch {
	case d < 90*time.Second:
		return s.say(patSeconds, s.Number(max(1, int((d+time.Second/2)/time.Second))))
	case d < 90*time.Minute:
		return s.say(patMinutes, s.Number(int((d+time.Minute/2)/time.Minute)))
	}
	return s.say(patHours, s.Number(int((d+time.Hour/2)/time.Hour)))
}

// Date writes a day in words: 30 November 2025, 30 نوفمبر 2025.
func (s *Strings) Date(t time.Time) string {
	year, month, day := t.Date()
	return fmt.Sprintf("%s %s %s", s.digitsOf(strconv.Itoa(day)), s.months[month-1], s.digitsOf(strconv.Itoa(year)))
}

// ISODate writes a day as in ISO 8601: 2025-11-30, always ten cells.
func (s *Strings) ISODate(t time.Time) string { return s.digitsOf(t.Format(time.DateOnly)) }

// ShortDate writes a day for a narrow column: 11-30 in the year of the newest
// article, 2015-07 in any other.
func (s *Strings) ShortDate(t, newest time.Time) string {
	if t.Year() == newest.Year() {
		return s.digitsOf(t.Format("01-02"))
	}
	return s.digitsOf(t.Format("2006-01"))
}

// monthTexts are the names of the months in both languages.
func monthTexts() [12][2]string {
	return [12][2]string{
		{"January", "يناير"},
		{"February", "فبراير"},
		{"March", "مارس"},
		{"April", "أبريل"},
		{"May", "مايو"},
		{"June", "يونيو"},
		{"July", "يوليو"},
		{"August", "أغسطس"},
		{"September", "سبتمبر"},
		{"October", "أكتوبر"},
		{"November", "نوفمبر"},
		{"December", "ديسمبر"},
	}
}

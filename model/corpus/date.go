package corpus

import (
	"time"
)

// Unit is how exactly a date is known.
type Unit uint8

const (
	// NoDate is the unit of an unknown date.
	NoDate Unit = iota
	// Day dates have no time of day.
	Day
	// Second dates have one.
	Second
)

// Date is when an article appeared. The zero Date is unknown.
type Date struct {
	// Time is the instant in the zone that the data gave (UTC without one); of
	// a Day it is midnight.
	Time time.Time
	Unit Unit
	// Converted says that the date was reckoned from the tabular Hijri
	// calendar and may be a day off the announced one; shown with a `~`.
	Converted bool
}

// IsZero reports whether the date is unknown.
func (d Date) IsZero() bool { return d.Unit == NoDate }

// String gives "" for an unknown date, YYYY-MM-DD for a day, else RFC 3339.
func (d Date) String() string {
	switch d.Unit {
	case Day:
		return d.Time.Format(time.DateOnly)
	case Second:
		return d.Time.Format(time.RFC3339)
	default:
		return ""
	}
}

// Compare orders dates, unknown ones before all others; a day stands before
// the times on it.
func (d Date) Compare(e Date) int {
	if d.IsZero() || e.IsZero() {
		return int(min(d.Unit, 1)) - int(min(e.Unit, 1))
	}
	if c := d.Time.Compare(e.Time); c != 0 {
		return c
	}
	return int(d.Unit) - int(e.Unit)
}

// stamp is a Date in 16 bytes, without what is less than a second.
type stamp struct {
	seconds   int64 // since 1970, in UTC
	east      int32 // of UTC, in seconds
	unit      Unit
	converted bool
}

func newStamp(d Date) stamp {
	if d.IsZero() {
		return stamp{}
	}
	_, east := d.Time.Zone()
	return stamp{d.Time.Unix(), int32(east), d.Unit, d.Converted}
}

func (s stamp) date() Date {
	if s.unit == NoDate {
		return Date{}
	}
	t := time.Unix(s.seconds, 0).UTC()
	if s.east != 0 {
		t = t.In(time.FixedZone("", int(s.east)))
	}
	return Date{Time: t, Unit: s.unit, Converted: s.converted}
}

package parquet

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"math"
	"math/big"
	"strconv"
	"time"
	"unicode/utf8"
)

// value is one value: bytes, or a number, of floating-point numbers the bits.
type value struct {
	bytes  []byte
	number int64
}

// Converted types (parquet.thrift, ConvertedType), which older files have in
// place of logical types.
const (
	convertedUTF8            = 0
	convertedList            = 3
	convertedEnum            = 4
	convertedDecimal         = 5
	convertedDate            = 6
	convertedTimeMillis      = 7
	convertedTimeMicros      = 8
	convertedTimestampMillis = 9
	convertedTimestampMicros = 10
	convertedUint32          = 13
	convertedUint64          = 14
	convertedJSON            = 19
	convertedInterval        = 21
)

// isText reports whether an element says that its bytes are text.
func isText(e fields) bool {
	logical := e.sub(10)
	if logical.has(1) || logical.has(4) || logical.has(12) {
		return true
	}
	c := e.int(6)
	return e.has(6) && (c == convertedUTF8 || c == convertedEnum || c == convertedJSON)
}

// shower gives the function that writes the values of a column as text, which is
// false for what is none; nil for a type that is not read.
func shower(e fields) func(value) (string, bool) {
	logical, converted := e.sub(10), int64(-1)
	if e.has(6) {
		converted = e.int(6)
	}
	physical := int(e.int(1))
	switch {
	case logical.has(5) || converted == convertedDecimal:
		return decimal(int(max(e.int(7), logical.sub(5).int(1))), physical)
	case (logical.has(6) || converted == convertedDate) && physical == int32s:
		return moment(24*time.Hour, time.DateOnly)
	case physical == int64s || physical == int32s:
		return number(logical, converted)
	}
	switch physical {
	case boolean:
		return func(v value) (string, bool) { return strconv.FormatBool(v.number != 0), true }
	case int96s:
		return impala
	case float32s:
		return func(v value) (string, bool) { return float(float64(math.Float32frombits(uint32(v.number))), 32) }
	case float64s:
		return func(v value) (string, bool) { return float(math.Float64frombits(uint64(v.number)), 64) }
	case byteArray:
		if isText(e) {
			return func(v value) (string, bool) { return string(v.bytes), true }
		}
		return unmarked
	case fixedBytes:
		if logical.has(14) {
			return uuid
		}
		if !logical.has(15) && converted != convertedInterval {
			return unmarked
		}
	}
	return nil
}

// number shows whole numbers, and the times that they may stand for.
func number(logical fields, converted int64) func(value) (string, bool) {
	switch {
	case logical.has(8): // a time stamp, in the zone of the clock on the wall unless it is adjusted
		layout := "2006-01-02T15:04:05"
		if logical.sub(8).int(1) != 0 {
			layout = time.RFC3339
		}
		return moment(unit(logical.sub(8).sub(2)), layout)
	case converted == convertedTimestampMillis:
		return moment(time.Millisecond, time.RFC3339)
	case converted == convertedTimestampMicros:
		return moment(time.Microsecond, time.RFC3339)
	case logical.has(7):
		return moment(unit(logical.sub(7).sub(2)), time.TimeOnly)
	case converted == convertedTimeMillis:
		return moment(time.Millisecond, time.TimeOnly)
	case converted == convertedTimeMicros:
		return moment(time.Microsecond, time.TimeOnly)
	case converted == convertedUint64, logical.has(10) && logical.sub(10).int(1) == 64 && logical.sub(10).int(2) == 0:
		return func(v value) (string, bool) { return strconv.FormatUint(uint64(v.number), 10), true }
	case converted == convertedUint32, logical.has(10) && logical.sub(10).int(1) == 32 && logical.sub(10).int(2) == 0:
		return func(v value) (string, bool) { return strconv.FormatUint(uint64(uint32(v.number)), 10), true }
	}
	return func(v value) (string, bool) { return strconv.FormatInt(v.number, 10), true }
}

// unit is that of a time (parquet.thrift, TimeUnit).
func unit(u fields) time.Duration {
	switch {
	case u.has(3):
		return time.Nanosecond
	case u.has(2):
		return time.Microsecond
	}
	return time.Millisecond
}

// moment shows a number of units since the beginning of 1970.
func moment(unit time.Duration, layout string) func(value) (string, bool) {
	if unit > time.Second {
		days := int64(unit / (24 * time.Hour))
		return func(v value) (string, bool) {
			return dated(time.Unix(0, 0).UTC().AddDate(0, 0, int(v.number*days)), layout)
		}
	}
	in := int64(time.Second / unit)
	return func(v value) (string, bool) {
		seconds, rest := v.number/in, v.number%in
		return dated(time.Unix(seconds, rest*int64(unit)).UTC(), layout)
	}
}

// dated writes a time whose year has four digits.
func dated(t time.Time, layout string) (string, bool) {
	if y := t.Year(); y < 0 || y > 9999 {
		return "", false
	}
	return t.Format(layout), true
}

// impala shows a time stamp of 96 bits: nanoseconds of the day, and the Julian
// day.
func impala(v value) (string, bool) {
	const unixEpoch = 2440588 // as a Julian day
	if len(v.bytes) != 12 {
		return "", false
	}
	days := int64(binary.LittleEndian.Uint32(v.bytes[8:])) - unixEpoch
	of := int64(binary.LittleEndian.Uint64(v.bytes))
	return dated(time.Unix(days*24*60*60, of).UTC(), "2006-01-02T15:04:05")
}

func float(f float64, bits int) (string, bool) {
	if math.IsNaN(f) { // a missing value, to pandas
		return "", false
	}
	if f == math.Trunc(f) && math.Abs(f) < 1<<53 { // whole numbers with gaps, to pandas
		return strconv.FormatInt(int64(f), 10), true
	}
	return strconv.FormatFloat(f, 'g', -1, bits), true
}

// decimal shows numbers with so many digits after the point.
func decimal(scale, physical int) func(value) (string, bool) {
	const maxScale = 100
	if scale < 0 || scale > maxScale {
		return nil
	}
	ten := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(scale)), nil)
	return func(v value) (string, bool) {
		n := big.NewInt(v.number)
		if physical == byteArray || physical == fixedBytes {
			if len(v.bytes) == 0 || len(v.bytes) > maxFixed {
				return "", false
			}
			n.SetBytes(v.bytes) // two's complement, the highest byte first
			if v.bytes[0] >= 0x80 {
				n.Sub(n, new(big.Int).Lsh(big.NewInt(1), uint(8*len(v.bytes))))
			}
		}
		return new(big.Rat).SetFrac(n, ten).FloatString(scale), true
	}
}

func uuid(v value) (string, bool) {
	if len(v.bytes) != 16 {
		return "", false
	}
	s := hex.EncodeToString(v.bytes)
	return s[:8] + "-" + s[8:12] + "-" + s[12:16] + "-" + s[16:20] + "-" + s[20:], true
}

// unmarked shows bytes that may be text.
func unmarked(v value) (string, bool) {
	if !utf8.Valid(v.bytes) || bytes.IndexByte(v.bytes, 0) >= 0 {
		return "", false
	}
	return string(v.bytes), true
}

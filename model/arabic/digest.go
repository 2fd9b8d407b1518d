package arabic

// FNV-1a, 64 bits.
const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

// Digest is a hash of the folded letters and digits of s, whatever stands
// between them: equal texts have equal digests, in every process. It is 0 when
// s has none.
func Digest(s string) uint64 {
	h := uint64(fnvOffset)
	some := false
	for scan := NewScanner(s); scan.Next(); {
		some = true
		for _, b := range scan.Folded() {
			h = (h ^ uint64(b)) * fnvPrime
		}
	}
	if !some {
		return 0
	}
	return h
}

package charset

import "bytes"

// declaredIn is how much of a document may come before its declaration.
const declaredIn = 4096

// declared gives the charset that a document says of itself: in the prolog of
// XML, or in a meta element of HTML; "" for none.
func declared(head []byte) string {
	head = bytes.TrimLeft(head[:min(len(head), declaredIn)], " \t\r\n")
	if !bytes.HasPrefix(head, []byte("<")) {
		return ""
	}
	head = bytes.ToLower(head)
	if rest, ok := bytes.CutPrefix(head, []byte("<?xml")); ok {
		prolog, _, _ := bytes.Cut(rest, []byte("?>"))
		if name := value(prolog, "encoding"); name != "" {
			return name
		}
	}
	for {
		_, rest, found := bytes.Cut(head, []byte("<meta"))
		if !found {
			return ""
		}
		element, rest, _ := bytes.Cut(rest, []byte(">"))
		if name := value(element, "charset"); name != "" {
			return name
		}
		head = rest
	}
}

// value is what stands after the key and an equals sign, with or without
// quotes.
func value(s []byte, key string) string {
	const blanks = " \t\r\n"
	_, s, found := bytes.Cut(s, []byte(key))
	s, equals := bytes.CutPrefix(bytes.TrimLeft(s, blanks), []byte("="))
	if !found || !equals {
		return ""
	}
	s = bytes.TrimLeft(s, blanks+`"'`)
	if end := bytes.IndexAny(s, blanks+`"';/>?`); end >= 0 {
		s = s[:end]
	}
	return string(s)
}

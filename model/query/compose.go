package query

// Both is the query that asks for what two queries ask for.
func Both(a, b string) string { return closed(a) + " " + closed(b) }

// closed is a query in parentheses where it needs them beside others.
func closed(text string) string {
	if q, err := Parse(text); err == nil {
		if _, or := q.Root.(Or); or {
			return "(" + text + ")"
		}
	}
	return text
}

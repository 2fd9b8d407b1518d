// Oracle lays out each line of standard input as a paragraph of one line and
// writes it in visual order, for oracle.py.
package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strings"

	"qari/model/layout"
)

func main() {
	if err := lay(os.Stdout, os.Stdin); err != nil {
		fmt.Fprintln(os.Stderr, "oracle:", err)
		os.Exit(1)
	}
}

func lay(w io.Writer, r io.Reader) error {
	in, out := bufio.NewReader(r), bufio.NewWriter(w)
	var l layout.Layouter
	var drawn []byte
	for {
		text, err := in.ReadString('\n')
		if err == io.EOF {
			return out.Flush()
		}
		if err != nil {
			return err
		}
		text = strings.TrimSuffix(text, "\n")
		line := l.Paragraph(text, layout.Options{Shape: true, LamAlef: true}).Line(0)
		drawn = drawn[:0]
		for i := range line.Cells {
			drawn = line.AppendShaped(drawn, text, i, layout.CellText{Shape: true})
		}
		out.Write(append(drawn, '\n')) // an error comes with Flush
	}
}

package main

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
)

// keeper is a small process beside the reader that puts the screen in order
// when the reader is killed, or crashes in a place where nothing of ours can
// catch it. It is told what to print then, and prints it when it is told
// nothing more.
type keeper struct{ pipe *os.File }

// keeperScript keeps the last line that it reads. TTOU would stop it once the
// shell has the terminal again. A terminal that is raw is left so by the reader:
// a shell that edits lines does without -opost.
const keeperScript = `trap '' TTOU HUP INT TERM QUIT
last=; while IFS= read -r line; do last=$line; done
[ "$last" ] || exit
printf '%b' "$last"
case $(stty -a <&1) in *-opost*) stty sane <&1;; esac`

// newKeeper starts one for a terminal, nil where that cannot be.
func newKeeper(tty *os.File) *keeper {
	read, write, err := os.Pipe()
	if err != nil {
		return nil
	}
	defer read.Close()
	c := exec.Command("sh", "-c", keeperScript)
	c.Stdin, c.Stdout = read, tty
	if c.Start() != nil {
		_ = write.Close()
		return nil
	}
	go func() { _ = c.Wait() }()
	return &keeper{write}
}

// tell says what to print when the reader is gone; "" is nothing.
func (k *keeper) tell(sequence string) {
	var b strings.Builder
	for i := range len(sequence) {
		fmt.Fprintf(&b, `\0%03o`, sequence[i])
	}
	_, _ = k.pipe.WriteString(b.String() + "\n")
}

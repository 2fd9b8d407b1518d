package main

import (
	"os"
	"os/exec"
	"testing"
)

// tmux runs a command of a server of the test's own.
func tmux(t *testing.T, env []string, args ...string) {
	t.Helper()
	c := exec.Command("tmux", append([]string{"-u", "-f", "/dev/null", "-L", "qari"}, args...)...)
	c.Env = env
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("tmux %q: %v\n%s", args, err, out)
	}
}

// A server that was started in one terminal and is attached in another: tmux
// tells which one it is, the environment does not.
func TestTmuxTellsWhatIsAttached(t *testing.T) {
	if _, err := exec.LookPath("tmux"); err != nil {
		t.Skip("tmux is not installed")
	}
	home := t.TempDir()
	env := []string{"PATH=" + os.Getenv("PATH"), "HOME=" + home, "TMUX_TMPDIR=" + home, "TERM=xterm-256color", "LANG=C.UTF-8"}
	tmux(t, append(env, "KITTY_WINDOW_ID=1"), "new-session", "-d", "-x", "80", "-y", "24", "sleep 60")
	defer tmux(t, env, "kill-server")
	s := startSilent(t, "tmux", usual, nil, []string{"TMUX_TMPDIR=" + home, "KONSOLE_VERSION=221203"}, "-u", "-L", "qari", "attach")
	s.await("0:")
	tmux(t, env, "respawn-window", "-k", "qari")
	s.await("\u200e") // guards, as Konsole needs them; kitty needs none
}

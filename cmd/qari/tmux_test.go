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
		if os.Getenv("CI") != "" {
			t.Fatal("tmux is not installed, and .ci/run installs it")
		}
		t.Skip("tmux is not installed: nobody is attached who could be told of")
	}
	home := t.TempDir()
	env := []string{"PATH=" + os.Getenv("PATH"), "HOME=" + home, "TMUX_TMPDIR=" + home, "TERM=xterm-256color", "LANG=C.UTF-8"}
	tmux(t, append(env, "KITTY_WINDOW_ID=1"), "new-session", "-d", "-x", "80", "-y", "24", "sleep 60")
	defer tmux(t, env, "kill-server")
	s := startSilent(t, "tmux", usual, nil, []string{"TMUX_TMPDIR=" + home, "KONSOLE_VERSION=221203"}, "-u", "-L", "qari", "attach")
	s.await("0:")
	tmux(t, env, "respawn-window", "-k", "qari")
	s.await("\u200e")         // guards, as Konsole needs them; kitty needs none
	s.await("\x1b[38;5;114m") // colours: TERM says that there are 256
}

// tmux show-messages -T, as tmux 3.3a writes it.
func TestColoursThatTmuxHas(t *testing.T) {
	const told = "Terminal 0: xterm for /dev/pts/1, flags=0x20:\n   0: acsc: (string) ~~\n  13: colors: (number) 8\n" +
		"Terminal 1: xterm-256color for /dev/pts/12, flags=0x20:\n  13: colors: (number) 256\n 197: RGB: [missing]\n"
	for tty, want := range map[string]int{"/dev/pts/1": 8, "/dev/pts/12": 256, "/dev/pts/2": 0} {
		if got := tmuxColors(told, tty); got != want {
			t.Errorf("%s: %d, want %d", tty, got, want)
		}
	}
}

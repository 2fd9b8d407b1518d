package main

import (
	"context"
	"errors"
	"syscall"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"
	"golang.org/x/sys/unix"
)

// follows finds a --follow that leads nowhere; what a variable asks for is left
// out then.
func (f *inputFlags) follows(c *cobra.Command, paths []string) error {
	if !f.follow || len(paths) > 0 {
		return nil
	}
	f.follow = false
	if c.Flags().Changed("follow") {
		return usageError{errors.New("--follow needs a PATH: the built-in sample does not change")}
	}
	return nil
}

// endless finds a --follow that a command has no use for, since it needs all
// articles before it can print the first.
func (f *inputFlags) endless(c *cobra.Command) error {
	f.follow = false
	if c.Flags().Changed("follow") {
		return usageError{errors.New("--follow has no end, and the best comes first only once all is read: follow in the reader, cat or list")}
	}
	return nil
}

// printing is the context of a command that prints. Of one that follows its input
// it ends when nobody reads any more what it prints: else that would be noticed
// only when there is something to be printed.
func (p *process) printing(f *inputFlags) context.Context {
	if !f.follow || term.IsTerminal(p.out.Fd()) { // which signals
		return context.Background()
	}
	ctx, end := context.WithCancelCause(context.Background())
	go func() {
		fds := []unix.PollFd{{Fd: int32(p.out.Fd())}} // errors are always told
		for {
			_, err := unix.Poll(fds, -1)
			if errors.Is(err, unix.EINTR) {
				continue
			}
			if err == nil && fds[0].Revents&(unix.POLLERR|unix.POLLHUP) != 0 {
				end(syscall.EPIPE)
			}
			return
		}
	}()
	return ctx
}

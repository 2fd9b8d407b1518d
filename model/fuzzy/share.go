package fuzzy

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// So many words or titles are one share of the work.
const shareSize = 4096

// shares is the number of shares that n words or titles make.
func shares(n int) int { return (n + shareSize - 1) / shareSize }

// inShares has the indexes below n worked on, in shares, by as many goroutines
// as there are processors. It leaves out what is left when the context ends.
func (f *filter) inShares(n int, work func(share, from, to int)) {
	var next atomic.Int64
	var group sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), shares(n)) {
		group.Go(func() {
			for f.ctx.Err() == nil {
				share := int(next.Add(1)) - 1
				if share >= shares(n) {
					return
				}
				work(share, share*shareSize, min((share+1)*shareSize, n))
			}
		})
	}
	group.Wait()
}

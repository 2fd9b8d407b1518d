package fuzzy

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

// So many words are one share of the work. Between two looks at the context
// passes about a millisecond at most.
const shareSize = 4096

// inShares has the indexes below n worked on, in shares, by several goroutines.
func inShares(ctx context.Context, n int, work func(worker, from, to int)) {
	inParallel(ctx, (n+shareSize-1)/shareSize, func(worker, share int) {
		work(worker, share*shareSize, min((share+1)*shareSize, n))
	})
}

// workers is by how many goroutines work is done in parallel.
func workers() int { return runtime.GOMAXPROCS(0) }

// inParallel has the pieces below n worked on by as many goroutines as there are
// processors; each gets pieces in ascending order. It leaves out what is left
// when the context ends.
func inParallel(ctx context.Context, n int, work func(worker, piece int)) {
	var next atomic.Int64
	var group sync.WaitGroup
	for worker := range min(workers(), n) {
		group.Go(func() {
			for ctx.Err() == nil {
				piece := int(next.Add(1)) - 1
				if piece >= n {
					return
				}
				work(worker, piece)
			}
		})
	}
	group.Wait()
}

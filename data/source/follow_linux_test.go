package source_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"qari/data/source"
)

// Where no more can be watched, that is said once, and changes are looked for. The
// limit is that of a user namespace, in which the test runs once more.
func TestFollowingWithoutWatches(t *testing.T) {
	for limit, problem := range map[string]string{
		"max_inotify_watches=2":   "b: no more folders can be watched (fs.inotify.max_user_watches); changes are looked for every 2 s",
		"max_inotify_instances=0": ": no more programs can watch folders (fs.inotify.max_user_instances); changes are looked for every 2 s",
	} {
		t.Run(limit, func(t *testing.T) {
			if os.Getenv("QARI_TEST_LIMIT") == limit {
				withoutWatches(t, limit, problem)
				return
			}
			c := exec.Command(os.Args[0], "-test.v", "-test.run", "^"+t.Name()+"$")
			c.Env = append(os.Environ(), "QARI_TEST_LIMIT="+limit)
			c.SysProcAttr = &syscall.SysProcAttr{
				Cloneflags:  syscall.CLONE_NEWUSER,
				UidMappings: []syscall.SysProcIDMap{{HostID: os.Getuid(), Size: 1}},
				GidMappings: []syscall.SysProcIDMap{{HostID: os.Getgid(), Size: 1}},
			}
			out, err := c.CombinedOutput()
			switch {
			case len(out) == 0 && err != nil:
				t.Skip("no user namespaces here: ", err)
			case strings.Contains(string(out), "--- SKIP"):
				t.Skip("limits cannot be set here")
			case err != nil || !strings.Contains(string(out), "--- PASS"):
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}

func withoutWatches(t *testing.T, limit, problem string) {
	name, value, _ := strings.Cut(limit, "=")
	if err := os.WriteFile(filepath.Join("/proc/sys/user", name), []byte(value), 0); err != nil {
		t.Skip(err)
	}
	f := follow(t, source.Options{}, put(t, map[string]string{"a/1.md": page("1"), "b/2.jsonl": record("2"), "c/3.md": page("3")}), ".").start()
	f.has("1", "2", "3")
	f.tells(problem)
	f.write("a/4.md", page("4"))
	f.append("b/2.jsonl", record("5"))
	f.write("c/new/6.md", page("6"))
	f.has("1", "2", "3", "4", "5", "6")
	f.rename("c", "d")
	f.write("d/7.md", page("7"))
	f.has("1", "2", "3", "4", "5", "6", "7")
	if len(f.problems) != 1 || f.duplicates != 0 {
		t.Errorf("%d duplicates, problems: %s", f.duplicates, f.reasons(f.dir))
	}
}

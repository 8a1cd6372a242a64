package memory

import (
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// Free returns how much memory the process may still take: what the machine, its control
// groups and its limit of address space leave.
func Free() Room { return tightest(machine(), controlGroup("/"), addressSpace()) }

// machine returns the memory that the kernel estimates programs can still take, swap
// included.
func machine() Room {
	room := Room{math.Inf(1), "this machine has %s free"}
	if kB, ok := field("/proc/meminfo", "MemAvailable:"); ok {
		swap, _ := field("/proc/meminfo", "SwapFree:")
		room.Bytes = 1024 * (kB + swap)
	}
	return room
}

// addressSpace returns the address space that the limit of `ulimit -v` leaves.
func addressSpace() Room {
	room := Room{math.Inf(1), "ulimit -v leaves %s"}
	var limit syscall.Rlimit
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil || syscall.Getrlimit(syscall.RLIMIT_AS, &limit) != nil || limit.Cur >= 1<<62 {
		return room
	}
	pages, _, _ := strings.Cut(string(text), " ")
	if n, err := strconv.ParseFloat(pages, 64); err == nil {
		room.Bytes = max(0, float64(limit.Cur)-n*float64(os.Getpagesize()))
	}
	return room
}

// controlGroup returns the memory that the process's control groups leave, in version 1 or
// 2 of the interface; root is the root of the file system, which tests replace.
func controlGroup(root string) Room {
	room := Room{math.Inf(1), "its control group leaves %s"}
	text, _ := os.ReadFile(filepath.Join(root, "proc/self/cgroup"))
	for line := range strings.Lines(string(text)) {
		_, rest, _ := strings.Cut(strings.TrimSpace(line), ":")
		controllers, group, _ := strings.Cut(rest, ":")
		switch controllers {
		case "":
			room.Bytes = min(room.Bytes, freeInGroups(filepath.Join(root, "sys/fs/cgroup"), group, "memory.max", "memory.current", "inactive_file"))
		case "memory":
			room.Bytes = min(room.Bytes, freeInGroups(filepath.Join(root, "sys/fs/cgroup/memory"), group, "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"))
		}
	}
	return room
}

// freeInGroups returns the memory, in bytes, that a control group and those around it
// leave: the limit less the memory in use, where inactive pages of cached files do not
// count as in use.
func freeInGroups(root, group, limitFile, usedFile, inactive string) float64 {
	least := math.Inf(1)
	for ; ; group = filepath.Dir(group) {
		dir := filepath.Join(root, group)
		limit, hasLimit := field(filepath.Join(dir, limitFile), "")
		used, hasUsed := field(filepath.Join(dir, usedFile), "")
		if hasLimit && hasUsed && limit < 1<<62 {
			files, _ := field(filepath.Join(dir, "memory.stat"), inactive)
			least = min(least, max(0, limit-used+files))
		}
		if group == "/" || group == "." || group == "" {
			return least
		}
	}
}

// field reads the number after a name in a file of one name and value a line; where name
// is empty, the file holds the number alone.
func field(path, name string) (float64, bool) {
	text, err := os.ReadFile(path)
	if err != nil {
		return 0, false
	}
	for line := range strings.Lines(string(text)) {
		words := strings.Fields(line)
		if name != "" && len(words) > 0 && words[0] == name {
			words = words[1:]
		} else if name != "" {
			continue
		}
		if len(words) > 0 {
			v, err := strconv.ParseFloat(words[0], 64)
			return v, err == nil // "max" is no number
		}
	}
	return 0, false
}

/* Preloaded into a server: its disk hangs for as long as the file exists that LUOT_TEST_STUCK_DISK names. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <sys/statvfs.h>
#include <unistd.h>

static void *when_unstuck(const char *name) {
    const char *stuck = getenv("LUOT_TEST_STUCK_DISK");
    while (stuck != NULL && access(stuck, F_OK) == 0) usleep(10000);
    return dlsym(RTLD_NEXT, name);
}

int fsync(int descriptor) { return ((int (*)(int))when_unstuck("fsync"))(descriptor); }
int fdatasync(int descriptor) { return ((int (*)(int))when_unstuck("fdatasync"))(descriptor); }
int statvfs(const char *path, struct statvfs *said) { return ((int (*)(const char *, struct statvfs *))when_unstuck("statvfs"))(path, said); }
int statvfs64(const char *path, struct statvfs64 *said) { return ((int (*)(const char *, struct statvfs64 *))when_unstuck("statvfs64"))(path, said); }

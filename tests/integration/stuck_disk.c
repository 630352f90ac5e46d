/* Preloaded into a server: its disk hangs for as long as the file exists that LUOT_TEST_STUCK_DISK names. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>

static int when_unstuck(const char *name, int descriptor) {
    const char *stuck = getenv("LUOT_TEST_STUCK_DISK");
    while (stuck != NULL && access(stuck, F_OK) == 0) usleep(10000);
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    return real(descriptor);
}

int fsync(int descriptor) { return when_unstuck("fsync", descriptor); }
int fdatasync(int descriptor) { return when_unstuck("fdatasync", descriptor); }

// What goes back to the system when it is not needed any more.
#pragma once

namespace luot::server {

// Long frames, snapshots and checkpoints are mapped by themselves, and unmapped when they are gone. Otherwise the C library raises the size
// from which it does so with the first one that goes, and from then on what one bad morning took stays in a heap full of holes.
void give_memory_back();

}  // namespace luot::server

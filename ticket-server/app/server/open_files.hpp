// The system's limit of open files, against ours of connections.
#pragma once

namespace luot::server {

// Raises the soft limit of this process as far as the system lets it. A system that does not is no reason not to start: the listeners
// pause when it runs out.
void allow_open_files();

}  // namespace luot::server

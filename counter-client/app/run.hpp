// What the program can be asked to do. Each returns the program's exit code and writes to standard output and standard error.
#pragma once

#include "counter/verbs.hpp"
#include "counter_app/options.hpp"

namespace luot::counter_app {

// One verb: connects, asks, prints one JSON object, ends.
int run_do(const Options& options, const counter::Verb& verb);

// Prints what happens as JSON lines until SIGTERM: {"snapshot":{…}}, then {"seq":…,"at_us":…,"changes":[…]} for each event,
// {"staff":{…}} and {"note":{…}} as they come, and {"link":"live|lost|refused","why":…} when the connection changes. Nobody signs in for
// it: what is pushed needs no PIN.
int run_watch(const Options& options);

// How every kiosk and board is, those that are gone too: one JSON line for each ({"device":…,"role":…,"connected":…,"report":{…}}), then
// ends. Pictures of boards go into options.pictures, and their lines name the file.
int run_devices(const Options& options);

// Opens the counter, then does each line of standard input as a verb, and prints one JSON object for each, the opening first. Ends with
// standard input (unless told to stay) or SIGTERM; the counter stays open: closing it is a verb. While the server is away a verb is refused
// with no_connection: what a clerk meant then is not done later.
int run_headless(const Options& options);

}  // namespace luot::counter_app

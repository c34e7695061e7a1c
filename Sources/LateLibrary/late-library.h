#pragma once

// Libraries that bring many others along are not linked with the program, but opened when they are
// needed. Their functions are declared weak in the header that includes this one: calls find them
// once the library is open, because the dynamic loader binds a weak function only when it is called
// for the first time. A function that is called but not declared weak does not link.

#include <dlfcn.h>
#include <stdlib.h>

/// Opens a library; any thread, any number of times, before any call of its functions. Returns what
/// is wrong, or NULL.
static inline const char *late_library_open(const char *name) {
  const char *bindNow = getenv("LD_BIND_NOW");
  if (bindNow && *bindNow) return "LD_BIND_NOW is set, which keeps libraries from being loaded late";
  return dlopen(name, RTLD_LAZY | RTLD_GLOBAL) ? NULL : dlerror();
}

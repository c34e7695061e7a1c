#include <cblas.h>
#include <dlfcn.h>
#include <stdlib.h>

// Not linked with, but opened for the first product: few models need one, and OpenBLAS starts
// threads as soon as it is loaded, which wait in a busy loop. Calls find their functions then,
// because the dynamic loader binds a weak one only when it is called for the first time.
#pragma weak cblas_sgemm
#pragma weak openblas_set_num_threads

/// Opens OpenBLAS; before any other call. Returns what is wrong, or NULL.
static inline const char *openblas_load(void) {
  const char *bindNow = getenv("LD_BIND_NOW");
  if (bindNow && *bindNow) return "LD_BIND_NOW is set, which keeps libraries from being loaded late";
  return dlopen("libopenblas.so.0", RTLD_LAZY | RTLD_GLOBAL) ? NULL : dlerror();
}

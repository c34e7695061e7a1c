#include <cblas.h>

#include "../LateLibrary/late-library.h"

// Few models need it, and it starts threads as soon as it is loaded, which wait in a busy loop:
// `openblas_load` opens it for the first product.
#pragma weak cblas_sgemm
#pragma weak openblas_set_num_threads

/// Opens OpenBLAS: ``late_library_open``.
static inline const char *openblas_load(void) {
  return late_library_open("libopenblas.so.0");
}

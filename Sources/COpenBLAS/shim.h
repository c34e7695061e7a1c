#include <cblas.h>

#include "../LateLibrary/late-library.h"

// Few models need it, and it starts threads as soon as it is loaded, which wait in a busy loop:
// `openblas_load` opens it for the first product.
#pragma weak cblas_sgemm
#pragma weak openblas_set_num_threads

/// Opens OpenBLAS: ``late_library_open``. Where it is linked statically it is there already.
static inline const char *openblas_load(void) {
  if (cblas_sgemm) return NULL;
  return late_library_open("libopenblas.so.0");
}

#include "closure.h"

// Swift hands a closure over as two words, the second of which it may keep on the caller's stack.
// `ComputePool` declares this function with a closure in their place.
__attribute__((swiftcall)) lent_closure lend_closure(const void *function, const void *context) {
  return (lent_closure){function, context};
}

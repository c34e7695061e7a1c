#ifndef CCLOSURE_H
#define CCLOSURE_H

/// A Swift closure `(Int) -> Void` as its two words, which own nothing: valid only as long as the
/// closure that was lent.
typedef struct {
  const void *function;
  const void *context;
} lent_closure;

/// Calls what was lent.
static inline void call_lent_closure(lent_closure lent, long value) {
  ((__attribute__((swiftcall)) void (*)(long, __attribute__((swift_context)) void *))lent.function)(
      value, (void *)lent.context);
}

#endif

#ifndef ALLOCATION_COUNTER_H
#define ALLOCATION_COUNTER_H

/// Counts from now on, on all threads, what a program that is linked with this asks of the heap:
/// malloc, calloc, realloc, aligned_alloc, posix_memalign and memalign.
void allocation_counter_start(void);

/// Ends the counting; returns how often memory was asked for since it began.
long allocation_counter_stop(void);

#endif

// Arithmetic on four floats at once. Swift 6.3 spells out `+`, `-`, `*` and conversions of its
// SIMD types lane by lane and trusts the optimizer to join them again, which it does not always:
// these are one instruction each. None is ever fused with another.

#pragma once

typedef float lanes_float4 __attribute__((ext_vector_type(4)));
typedef int lanes_int4 __attribute__((ext_vector_type(4)));

#define LANES static inline __attribute__((always_inline, const))

LANES lanes_float4 lanes_add(lanes_float4 a, lanes_float4 b) { return a + b; }
LANES lanes_float4 lanes_subtract(lanes_float4 a, lanes_float4 b) { return a - b; }
LANES lanes_float4 lanes_multiply(lanes_float4 a, lanes_float4 b) { return a * b; }

// The nearest floats.
LANES lanes_float4 lanes_convert(lanes_int4 a) {
  return __builtin_convertvector(a, lanes_float4);
}

#undef LANES

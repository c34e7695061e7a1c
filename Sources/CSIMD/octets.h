// Arithmetic on eight floats or whole numbers at once, one or two instructions each: AVX where the
// module that imports this header is built for it, SSE or NEON pairs elsewhere. `octet_fma` is fused
// only where the machine does it in one instruction.

#pragma once

typedef float octet __attribute__((ext_vector_type(8)));
typedef float octet_unaligned __attribute__((ext_vector_type(8), aligned(4)));
typedef int octet_ints __attribute__((ext_vector_type(8)));
typedef int octet_ints_unaligned __attribute__((ext_vector_type(8), aligned(4)));

#define OCTET static inline __attribute__((always_inline))

OCTET octet octet_load(const float *_Nonnull from) { return *(const octet_unaligned *)from; }
OCTET void octet_store(float *_Nonnull to, octet value) { *(octet_unaligned *)to = value; }
// Asks for a cache line that is read soon. Any address will do, also one that is nobody's.
OCTET void octet_prefetch(const float *_Nonnull at) { __builtin_prefetch(at); }
OCTET octet octet_fill(float value) { return (octet)value; }
OCTET octet octet_add(octet a, octet b) { return a + b; }
OCTET octet octet_subtract(octet a, octet b) { return a - b; }
OCTET octet octet_multiply(octet a, octet b) { return a * b; }
// The greater of each pair; b where one is not a number.
OCTET octet octet_max(octet a, octet b) { return a > b ? a : b; }

// c where a is b or more, else 0.
OCTET octet octet_where_at_least(octet a, octet b, octet c) { return a >= b ? c : (octet)0; }

// c where a < b, else d.
OCTET octet octet_where_below(octet a, octet b, octet c, octet d) { return a < b ? c : d; }

// a * b + c.
OCTET octet octet_fma(octet a, octet b, octet c) {
#if defined(__FMA__) || defined(__ARM_FEATURE_FMA)
  return __builtin_elementwise_fma(a, b, c);
#else
  return a * b + c;
#endif
}

OCTET octet_ints octet_ints_load(const int *_Nonnull from) {
  return *(const octet_ints_unaligned *)from;
}
OCTET octet_ints octet_ints_add(octet_ints a, octet_ints b) { return a + b; }
OCTET octet_ints octet_ints_subtract(octet_ints a, octet_ints b) { return a - b; }
// The nearest floats.
OCTET octet octet_convert(octet_ints a) { return __builtin_convertvector(a, octet); }

// Sixteen floats, a cache line: two octets to most machines.
typedef float line_of_16 __attribute__((ext_vector_type(16)));
typedef float line_of_16_unaligned __attribute__((ext_vector_type(16), aligned(4)));

OCTET line_of_16 line_load(const float *_Nonnull from) {
  return *(const line_of_16_unaligned *)from;
}
OCTET void line_store(float *_Nonnull to, line_of_16 value) { *(line_of_16_unaligned *)to = value; }
OCTET line_of_16 line_fill(float value) { return (line_of_16)value; }
OCTET line_of_16 line_add(line_of_16 a, line_of_16 b) { return a + b; }
// c where a > b, else 0.
OCTET line_of_16 line_where_above(line_of_16 a, line_of_16 b, line_of_16 c) {
  return a > b ? c : (line_of_16)0;
}
OCTET line_of_16 line_fma(line_of_16 a, line_of_16 b, line_of_16 c) {
#if defined(__FMA__) || defined(__ARM_FEATURE_FMA)
  return __builtin_elementwise_fma(a, b, c);
#else
  return a * b + c;
#endif
}

#undef OCTET

// Whether this processor runs code built for x86-64-v3: AVX2 and FMA among it.
static inline int processor_has_avx2(void) {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")
      && __builtin_cpu_supports("bmi2");
#else
  return 0;
#endif
}

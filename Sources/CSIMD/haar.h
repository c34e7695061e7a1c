// What the scan of a cascade reads, in memory that both builds of its loops share, and what they
// compute of it for eight windows at once.

#pragma once

#include "octets.h"

// A node of a weak classifier: a feature, its threshold and where to go on.
//
// The feature is the weighted sum of up to three upright rectangles. Corners are element offsets
// into the integral picture from a window's top left corner, in the order top left, top right,
// bottom left, bottom right: sum = I[0] - I[1] - I[2] + I[3]. The third rectangle counts only where
// `weight2` is not 0. Below the threshold, which is that of the feature divided by the window's
// deviation, the left side counts. A side is the place of the next node in its tree, greater than
// the node's own, or a leaf where it is negative.
typedef struct haar_node {
  int corners0[4];
  int corners1[4];
  int corners2[4];
  float weight0, weight1, weight2;
  float threshold;
  float left_value, right_value;
  int left_node, right_node;
} haar_node;

#define OCTET static inline __attribute__((always_inline))

// 1 / sqrt(area * square - sum * sum) in double precision, kept as single; 1 where there is no root.
// 0 where that, times the area, is 0.1 or more. Squares are without sign.
OCTET octet haar_factors(octet_ints sums, octet_ints squares, double area) {
#pragma clang fp contract(off)
  typedef double doubles __attribute__((ext_vector_type(8)));
  typedef unsigned unsigneds __attribute__((ext_vector_type(8)));
  doubles sum = __builtin_convertvector(sums, doubles);
  doubles spread = area * __builtin_convertvector((unsigneds)squares, doubles) - sum * sum;
  doubles root = 1 / __builtin_elementwise_sqrt(spread);
  octet factor = __builtin_convertvector(spread > 0 ? root : 1, octet);
  return __builtin_convertvector(area * __builtin_convertvector(factor, doubles) < 0.1, octet_ints)
      ? factor : (octet)0;
}

// Each eighth of (256 - fraction) * left + fraction * right, plus a half, by 65536, where left and
// right are the neighbours at a place in a line.
OCTET void octet_ints_between(
    const unsigned short *_Nonnull line, const int *_Nonnull places, const int *_Nonnull fractions,
    unsigned char *_Nonnull to) {
  typedef unsigned char bytes __attribute__((ext_vector_type(8), aligned(1)));
  octet_ints left, right;
  for (int i = 0; i < 8; i++) {
    left[i] = line[places[i]];
    right[i] = line[places[i] + 1];
  }
  octet_ints sum = 256 * left + octet_ints_load(fractions) * (right - left) + 0x8000;
  *(bytes *)to = __builtin_convertvector(sum >> 16, bytes);
}

#undef OCTET

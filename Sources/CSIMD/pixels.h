// Eight pixels at once, from luma and chroma to colours.

#pragma once

#include "octets.h"

// The factors of a conversion in 16-bit fixed point: R = light + red_from_v V, and so on, where
// light = (Y - luma_offset) luma + 1/2, and U and V count from 128.
typedef struct yuv_factors {
  int luma_offset, luma;
  int red_from_v, green_from_u, green_from_v, blue_from_u;
} yuv_factors;

#define OCTET static inline __attribute__((always_inline))

OCTET octet_ints yuv_level(octet_ints fixed) {
  octet_ints level = fixed >> 16;
  level = level < 0 ? (octet_ints)0 : level;
  return level > 255 ? (octet_ints)255 : level;
}

// Writes eight pixels as blue, green, red, 255. Luma levels lie `luma_step` bytes apart, chroma
// levels, each for two pixels, `chroma_step`.
OCTET void yuv_pixels(
    const unsigned char *_Nonnull luma, long luma_step, const unsigned char *_Nonnull u,
    const unsigned char *_Nonnull v, long chroma_step, yuv_factors factors,
    unsigned char *_Nonnull to) {
  octet_ints y, cb, cr;
  for (int i = 0; i < 8; i++) {
    y[i] = luma[i * luma_step];
    cb[i] = u[i / 2 * chroma_step];
    cr[i] = v[i / 2 * chroma_step];
  }
  octet_ints light = (y - factors.luma_offset) * factors.luma + 32768;
  cb -= 128;
  cr -= 128;
  octet_ints blue = yuv_level(light + factors.blue_from_u * cb);
  octet_ints green =
      yuv_level(light - factors.green_from_u * cb - factors.green_from_v * cr);
  octet_ints red = yuv_level(light + factors.red_from_v * cr);
  *(octet_ints_unaligned *)to = blue | green << 8 | red << 16 | (int)0xFF000000;
}

#undef OCTET

#ifndef EMOTION_DETECTOR_PNG_SHIM_H
#define EMOTION_DETECTOR_PNG_SHIM_H

#include <png.h>

// Macros with parameters are not imported into Swift.

/// Whether the last call failed; warnings do not count.
static inline int png_image_has_failed(const png_image *image) {
  return PNG_IMAGE_FAILED(*image) ? 1 : 0;
}

/// An upper bound for the bytes of the written file.
static inline size_t png_image_largest_file(const png_image *image) {
  return PNG_IMAGE_PNG_SIZE_MAX(*image);
}

#endif

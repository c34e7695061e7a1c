#ifndef EMOTION_DETECTOR_ZLIB_SHIM_H
#define EMOTION_DETECTOR_ZLIB_SHIM_H

#include <zlib.h>

// A macro with parameters is not imported into Swift.

/// Makes a stream ready that codes each byte by how often it occurs and looks for no repetitions.
static inline int zlib_deflate_init_huffman(z_stream *stream) {
  return deflateInit2(stream, Z_BEST_COMPRESSION, Z_DEFLATED, MAX_WBITS, MAX_MEM_LEVEL,
                      Z_HUFFMAN_ONLY);
}

#endif

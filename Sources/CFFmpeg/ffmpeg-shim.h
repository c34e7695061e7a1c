#ifndef EMOTION_DETECTOR_FFMPEG_SHIM_H
#define EMOTION_DETECTOR_FFMPEG_SHIM_H

#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/display.h>
#include <libavutil/imgutils.h>
#include <libavutil/log.h>
#include <libavutil/opt.h>
#include <libavutil/pixdesc.h>
#include <libswscale/swscale.h>

#include "ffmpeg-functions.h"

// Macros that compute are not imported into Swift.

static const int ffmpeg_end_of_file = AVERROR_EOF;
static const int ffmpeg_again = AVERROR(EAGAIN);
static const int ffmpeg_invalid_data = AVERROR_INVALIDDATA;
static const int ffmpeg_decoder_not_found = AVERROR_DECODER_NOT_FOUND;
static const int ffmpeg_patch_welcome = AVERROR_PATCHWELCOME;
static const int64_t ffmpeg_no_time = AV_NOPTS_VALUE;

/// The error of a system call as FFmpeg's functions return it.
static inline int ffmpeg_error_of_errno(int number) { return AVERROR(number); }

/// The display matrix of a stream: nine 16.16 (last column 2.30) fixed-point numbers, or NULL.
static inline const int32_t *ffmpeg_display_matrix(const AVStream *stream) {
#if LIBAVFORMAT_VERSION_MAJOR >= 61
  const AVPacketSideData *side = av_packet_side_data_get(
      stream->codecpar->coded_side_data, stream->codecpar->nb_coded_side_data,
      AV_PKT_DATA_DISPLAYMATRIX);
  return side != NULL && side->size >= 9 * sizeof(int32_t) ? (const int32_t *)side->data : NULL;
#else
  size_t size = 0;
  const uint8_t *data = av_stream_get_side_data(stream, AV_PKT_DATA_DISPLAYMATRIX, &size);
  return data != NULL && size >= 9 * sizeof(int32_t) ? (const int32_t *)data : NULL;
#endif
}

/// One line of FFmpeg's log as text, its end cut to what fits.
static inline void ffmpeg_log_line(
    void *context, int level, const char *format, va_list arguments, char *line, int size) {
  int prefix = 1;
  av_log_format_line2(context, level, format, arguments, line, size, &prefix);
}

#endif

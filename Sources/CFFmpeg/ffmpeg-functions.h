#ifndef EMOTION_DETECTOR_FFMPEG_FUNCTIONS_H
#define EMOTION_DETECTOR_FFMPEG_FUNCTIONS_H

// FFmpeg's libraries bring a hundred others along, which take longer to load than a picture to
// read: `ffmpeg_load` opens them when they are needed.

#include "../LateLibrary/late-library.h"

#pragma weak av_d2q
#pragma weak av_dict_copy
#pragma weak av_find_best_stream
#pragma weak av_frame_alloc
#pragma weak av_frame_free
#pragma weak av_frame_get_buffer
#pragma weak av_frame_make_writable
#pragma weak av_guess_format
#pragma weak av_guess_frame_rate
#pragma weak av_interleaved_write_frame
#pragma weak av_log_format_line2
#pragma weak av_log_set_callback
#pragma weak av_opt_set
#pragma weak av_opt_set_int
#pragma weak av_packet_alloc
#pragma weak av_packet_free
#pragma weak av_packet_rescale_ts
#pragma weak av_packet_unref
#pragma weak av_pix_fmt_desc_get
#pragma weak av_read_frame
#pragma weak av_rescale_q
#pragma weak av_stream_get_side_data
#pragma weak av_strerror
#pragma weak av_write_trailer
#pragma weak avcodec_alloc_context3
#pragma weak avcodec_find_decoder
#pragma weak avcodec_find_encoder_by_name
#pragma weak avcodec_free_context
#pragma weak avcodec_get_name
#pragma weak avcodec_open2
#pragma weak avcodec_parameters_copy
#pragma weak avcodec_parameters_from_context
#pragma weak avcodec_parameters_to_context
#pragma weak avcodec_receive_frame
#pragma weak avcodec_receive_packet
#pragma weak avcodec_send_frame
#pragma weak avcodec_send_packet
#pragma weak avformat_alloc_context
#pragma weak avformat_alloc_output_context2
#pragma weak avformat_close_input
#pragma weak avformat_find_stream_info
#pragma weak avformat_free_context
#pragma weak avformat_new_stream
#pragma weak avformat_open_input
#pragma weak avformat_query_codec
#pragma weak avformat_write_header
#pragma weak avio_closep
#pragma weak avio_flush
#pragma weak avio_open2
#pragma weak sws_freeContext
#pragma weak sws_getCoefficients
#pragma weak sws_getContext
#pragma weak sws_scale
#pragma weak sws_setColorspaceDetails

/// Opens the libraries, those of the versions that this was compiled for: ``late_library_open``.
static inline const char *ffmpeg_load(void) {
  const char *const names[] = {
      "libavutil.so." AV_STRINGIFY(LIBAVUTIL_VERSION_MAJOR),
      "libavcodec.so." AV_STRINGIFY(LIBAVCODEC_VERSION_MAJOR),
      "libavformat.so." AV_STRINGIFY(LIBAVFORMAT_VERSION_MAJOR),
      "libswscale.so." AV_STRINGIFY(LIBSWSCALE_VERSION_MAJOR),
  };
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const char *reason = late_library_open(names[i]);
    if (reason) return reason;
  }
  return NULL;
}

#endif

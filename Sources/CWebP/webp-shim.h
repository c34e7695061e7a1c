#ifndef EMOTION_DETECTOR_WEBP_SHIM_H
#define EMOTION_DETECTOR_WEBP_SHIM_H

#include <webp/decode.h>

#endif

#ifndef EMOTION_DETECTOR_TURBOJPEG_SHIM_H
#define EMOTION_DETECTOR_TURBOJPEG_SHIM_H

#include <turbojpeg.h>

#endif

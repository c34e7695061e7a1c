// libv4lconvert's conversions of camera formats, without its ways to the device.

#ifndef CV4LCONVERT_H
#define CV4LCONVERT_H

#include <errno.h>
#include <libv4l-plugin.h>
#include <libv4lconvert.h>
#include <string.h>

#include "../LateLibrary/late-library.h"

// Few cameras need it: `v4lconvert_load` opens it for those.

#pragma weak v4lconvert_convert
#pragma weak v4lconvert_create_with_dev_ops
#pragma weak v4lconvert_destroy
#pragma weak v4lconvert_get_error_message

/// Opens the library: ``late_library_open``.
static inline const char *v4lconvert_load(void) { return late_library_open("libv4lconvert.so.0"); }

// The device that the library asks: it is one, and has nothing to be asked for.
static inline int v4lconvert_no_device(
    void *context, int descriptor, unsigned long request, void *argument) {
  (void)context;
  (void)descriptor;
  if (request == VIDIOC_QUERYCAP) {
    memset(argument, 0, sizeof(struct v4l2_capability));
    return 0;
  }
  errno = EINVAL;
  return -1;
}

/// A converter that converts only: it turns no picture round by a list of laptops and balances no
/// whites, so that all formats of a camera look the same. NULL where there is no memory.
static inline struct v4lconvert_data *v4lconvert_create_alone(void) {
  static const struct libv4l_dev_ops operations = {.ioctl = v4lconvert_no_device};
  return v4lconvert_create_with_dev_ops(-1, NULL, &operations);
}

#endif

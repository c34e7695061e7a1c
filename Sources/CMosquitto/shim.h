#include <mosquitto.h>

#include "../LateLibrary/late-library.h"

// A daemon without a broker needs none of it, nor the TLS library it brings along:
// `mosquitto_load` opens it when one is configured.
#pragma weak mosquitto_connack_string
#pragma weak mosquitto_connect
#pragma weak mosquitto_connect_callback_set
#pragma weak mosquitto_destroy
#pragma weak mosquitto_disconnect
#pragma weak mosquitto_lib_init
#pragma weak mosquitto_loop
#pragma weak mosquitto_new
#pragma weak mosquitto_publish
#pragma weak mosquitto_strerror
#pragma weak mosquitto_tls_set
#pragma weak mosquitto_user_data_set
#pragma weak mosquitto_username_pw_set
#pragma weak mosquitto_want_write
#pragma weak mosquitto_will_set

/// Opens libmosquitto: ``late_library_open``.
static inline const char *mosquitto_load(void) {
  return late_library_open("libmosquitto.so.1");
}

static const int mosquitto_success = MOSQ_ERR_SUCCESS;
static const int mosquitto_system_error = MOSQ_ERR_ERRNO;

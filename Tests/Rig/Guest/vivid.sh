# vivid.sh FOLDER PROGRAM ARGUMENT...
# Runs the program beside the kernel's test camera, /dev/video0; what its controls are then goes to
# `controls`.
source "$(dirname "$0")/guest.sh"
witness /dev/video0
(become "$@")
status=$?
close_witness
v4l2-ctl -d /dev/video0 -C brightness >"$folder/controls"
exit $status

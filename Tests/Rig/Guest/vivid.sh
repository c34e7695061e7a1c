# vivid.sh FOLDER PROGRAM ARGUMENT...
# Runs the program beside the kernel's test camera, /dev/video0.
source "$(dirname "$0")/guest.sh"
witness /dev/video0
(become "$@")
status=$?
close_witness
exit $status

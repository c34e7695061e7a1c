# usb.sh FOLDER PROGRAM ARGUMENT...
# Runs the program beside a USB camera, /dev/video0, that shows the folder's clips.
source "$(dirname "$0")/guest.sh"
plug_in
witness /dev/video0
(become "$@")
status=$?
close_witness
exit $status

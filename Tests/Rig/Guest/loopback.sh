# loopback.sh FOLDER yuyv|mjpeg PROGRAM ARGUMENT...
# Runs the program while /dev/video10 shows the folder's clip.
source "$(dirname "$0")/guest.sh"
feed /dev/video10 "$1"
witness /dev/video10
(become "${@:2}")
status=$?
close_witness
exit $status

# unplug.sh FOLDER PROGRAM ARGUMENT...
# Runs the program beside a USB camera that is pulled out once 10 frames were analysed; when the
# program has said so, it gets SIGTERM.
source "$(dirname "$0")/guest.sh"
plug_in
become "$@" &
program=$!
await has_analysed 10
kill $camera
await grep -q lost "$folder/error"
kill -TERM $program
wait $program

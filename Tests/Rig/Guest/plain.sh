# plain.sh FOLDER PROGRAM ARGUMENT...
# Runs the program.
source "$(dirname "$0")/guest.sh"
become "$@"

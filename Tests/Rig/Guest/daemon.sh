# daemon.sh FOLDER PROGRAM
# Runs the daemon from before there is a USB camera, through its coming, going and coming again, to
# SIGTERM, and prints how it is doing after each.
source "$(dirname "$0")/guest.sh"
program=$1

status() { "$program" control status --json --socket "$folder/control"; }
is() { status | grep -qE "$1"; }

# Waits until the status fits an expression, prints it; a guest with one CPU needs its time.
comes_to() {
  await is "$1"
  status
}

"$program" daemon --set "control.socket=$folder/control" --set source.pixel_format=MJPG \
  --events "$folder/events" >"$folder/output" 2>"$folder/error" </dev/null &
daemon=$!
comes_to '"state":"waiting"'
plug_in
comes_to '"faces":[1-9]'
kill "$camera"
comes_to '"state":"waiting"'
# Whatever its number is now.
"$V4L2_RIG/uml/uvccam" 640 480 30 "$folder/clip.mjpeg" "$folder/clip.yuyv" </dev/null &
comes_to '"reconnects":2'
comes_to '"faces":[1-9]'
device=$(status | grep -o '/dev/video[0-9]*' | head -n 1)
"$program" control pause --socket "$folder/control"
# The camera is let go of: another program gets it.
v4l2-ctl -d "$device" --stream-mmap --stream-count 1 >/dev/null 2>&1 && echo free
"$program" control resume --socket "$folder/control"
comes_to '"state":"running"'
kill "$daemon"
wait "$daemon"

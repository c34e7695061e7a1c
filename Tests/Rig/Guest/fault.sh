# fault.sh FOLDER FAULT PROGRAM ARGUMENT...
# Runs the program beside a camera that goes wrong in the middle, as told below; after some more
# frames the program gets SIGTERM.
source "$(dirname "$0")/guest.sh"
fault=$1
shift
run() {
  become "$@" &
  program=$!
  await has_analysed 10
}
more() { await has_analysed $(($(wc -l <"$folder/events.jsonl") + ${1:-10})); }
says() { await grep -q "$1" "$folder/error"; }
sees_a_face() { tail -n 1 "$folder/error" | grep '^LIVE.*#' | grep -qv shutter; }
end() {
  kill -TERM $program
  wait $program
  exit
}

case $fault in
  hung) # no frame for longer than the program waits
    plug_in
    run "$@"
    echo "hold 5000" >&8
    says "no frame for 3"
    says "camera is back"
    ;;
  err | cut | junk) # frames that are marked as bad, that are short, that are spoilt
    plug_in
    run "$@"
    echo "$fault 20" >&8
    more 30
    ;;
  dark) # the exposure takes longer than a frame may
    plug_in_shutter_camera
    echo dark >&8
    run "$@"
    says "exposes too long"
    ;;
  dark-but-set) # the same, for longer than the program needs to notice it
    plug_in_shutter_camera
    echo dark >&8
    run "$@"
    more 150
    ;;
  shutter) # it is closed at first, then opened
    plug_in_shutter_camera
    echo close >&8
    run "$@"
    says "^LIVE.*the camera's shutter is closed  no face"
    echo open >&8
    await sees_a_face
    ;;
  no-room) # the bus is too narrow for raw pictures
    plug_in_shutter_camera --refuse-raw
    run "$@"
    ;;
  io-error) # the driver gives the stream up
    run "$@"
    v4l2-ctl -d /dev/video0 -c inject_fatal_streaming_error=1
    says "camera is back"
    ;;
  time-stamps) # they leap by a century, and 16 seconds later back to zero
    run "$@"
    v4l2-ctl -d /dev/video0 -c wrap_timestamp=1
    sleep 20
    ;;
  another-size) # whoever feeds a loopback device stops and begins again with a smaller picture
    feed /dev/video10 yuyv
    feeder=$!
    run "$@"
    kill $feeder
    says "camera lost"
    feed /dev/video10 small
    says "camera is back"
    ;;
  busy) # somebody else streams
    v4l2-ctl -d /dev/video0 --stream-mmap >"$folder/holder" 2>&1 &
    await grep -q "<" "$folder/holder"
    become "$@"
    ;;
  forbidden) # the user is in no group
    chgrp video /dev/video0
    chmod 660 /dev/video0
    cp "$1" /run/program
    chmod 755 /run/program
    shift
    become setpriv --reuid=65534 --regid=65534 --clear-groups /run/program "$@"
    ;;
  *)
    echo "no fault \"$fault\""
    exit 1
    ;;
esac
more
end

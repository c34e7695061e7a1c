# What the guest's scripts share; each sources it with the run's folder as its first argument.
folder=$1
shift

# Waits until a command succeeds, for 20 seconds and more: processes start slowly here.
await() {
  for _ in {1..40}; do
    "$@" >/dev/null 2>&1 && return
    sleep 0.5
  done
  echo "waited in vain for: $*"
  exit 1
}

# Plays a clip on a loopback device as if a camera saw it, at 30 frames a second.
#   feed DEVICE yuyv|mjpeg
feed() {
  local input=(-f mjpeg)
  [ "$2" = mjpeg ] || input=(-f rawvideo -pixel_format yuyv422 -video_size 640x480)
  ffmpeg -nostdin -v error -re -stream_loop -1 "${input[@]}" -framerate 30 \
    -i "$folder/clip.$2" -c copy -f v4l2 "$1" &
  await v4l2-ctl -d "$1" --get-fmt-video
}

# Plugs a USB camera in that shows the clips; ending the process `$camera` pulls it out.
plug_in() {
  "$V4L2_RIG/uml/uvccam" 640 480 30 "$folder/clip.mjpeg" "$folder/clip.yuyv" </dev/null &
  camera=$!
  await test -e /dev/video0
}

# From now on the kernel writes down what each program takes from a device.
#   witness DEVICE
witness() {
  # 1 and 2: calls with what they return; 8: those that stream, too.
  echo 0xb >"/sys/class/video4linux/${1#/dev/}/dev_debug"
  cat /proc/kmsg >"$folder/kernel.log" &
}

# Waits until all that the kernel has said so far is in its file.
close_witness() {
  echo "the witness may go" >/dev/kmsg
  await grep -q "the witness may go" "$folder/kernel.log"
}

# Becomes the program; what it says goes to files.
become() {
  exec "$@" >"$folder/output" 2>"$folder/error" </dev/null
}

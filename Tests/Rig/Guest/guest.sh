# What the guest's scripts share; each sources it with the run's folder as its first argument.
folder=$1
shift

# Waits until a command succeeds, for 20 seconds and more: processes start slowly here.
await() {
  for _ in {1..200}; do
    "$@" >/dev/null 2>&1 && return
    sleep 0.1
  done
  echo "waited in vain for: $*"
  exit 1
}

# Plays a clip on a loopback device as if a camera saw it, at 30 frames a second.
#   feed DEVICE yuyv|mjpeg|small
feed() {
  local input=(-f rawvideo -pixel_format yuyv422 -video_size 640x480) output=(-c copy) clip=yuyv
  case $2 in
    mjpeg) input=(-f mjpeg) clip=mjpeg ;;
    small) output=(-vf scale=320:240 -pix_fmt yuyv422) ;;
  esac
  ffmpeg -nostdin -v error -re -stream_loop -1 "${input[@]}" -framerate 30 \
    -i "$folder/clip.$clip" "${output[@]}" -f v4l2 "$1" &
  await v4l2-ctl -d "$1" --get-fmt-video
}

# Plugs a USB camera in that shows the clips; ending the process `$camera` pulls it out. What is
# written to descriptor 8 it takes for commands.
#   plug_in [DEVICE]
plug_in() {
  rm -f /run/commands
  mkfifo /run/commands
  exec 8<>/run/commands
  "$V4L2_RIG/uml/uvccam" 640 480 30 "$folder/clip.mjpeg" "$folder/clip.yuyv" </run/commands &
  camera=$!
  await test -e "${1:-/dev/video0}"
}

# Plugs another USB camera in as /dev/video0: see usb_camera.py, which takes the options and, on
# descriptor 8, the commands. What the program sets on it goes to `camera`.
#   plug_in_shutter_camera [--refuse-raw]
plug_in_shutter_camera() {
  mkfifo /run/commands
  exec 8<>/run/commands
  /usr/bin/python3 "$(dirname "$0")/usb_camera.py" "$@" \
    "$folder"/{clip.mjpeg,clip.yuyv,black.jpeg} </run/commands >"$folder/camera" &
  await test -e /dev/video0
}

# Whether the program has written so many events.
has_analysed() { [ "$(wc -l <"$folder/events.jsonl")" -ge "$1" ]; }

# The time of day.
milliseconds() { echo $(($(date +%s%N) / 1000000)); }

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

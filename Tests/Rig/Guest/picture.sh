# picture.sh FOLDER FORMAT PROGRAM ARGUMENT...
# Runs the program while /dev/video10 shows the folder's face.png, in a pixel format by ffmpeg's name.
source "$(dirname "$0")/guest.sh"
output=(-pix_fmt "$1")
[ "$1" = mjpeg ] && output=(-c:v mjpeg -q:v 2 -pix_fmt yuvj420p)
ffmpeg -nostdin -v error -re -framerate 5 -loop 1 -i "$folder/face.png" "${output[@]}" \
  -f v4l2 /dev/video10 &
await v4l2-ctl -d /dev/video10 --get-fmt-video
shift
become "$@"

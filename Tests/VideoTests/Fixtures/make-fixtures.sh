#!/bin/sh
# Makes the tiny video files of VideoTests with FFmpeg's own tools (made with 5.1.9, Debian 12).
# Run it in this folder.
set -eu

run() { ffmpeg -hide_banner -loglevel error -y -fflags +bitexact "$@"; }

# A gray ramp from left to right with a white corner at the top left, 64x48.
ramp='nullsrc=size=64x48:rate=25,format=gray,geq=lum=if(lt(X\,16)*lt(Y\,12)\,255\,4*X)'
x264='-c:v libx264 -preset veryslow -crf 12 -threads 1'
exact='-flags:v +bitexact -map_metadata -1'

# The same ramp in limited and in full range, in 8 and in 10 bits.
run -f lavfi -i "$ramp" -frames:v 3 -vf "scale=in_range=full:out_range=limited,format=yuv420p" \
  $x264 -color_range tv $exact limited.mp4
run -f lavfi -i "$ramp" -frames:v 3 -vf "scale=in_range=full:out_range=full,format=yuvj420p" \
  $x264 -color_range pc $exact full-range.mp4
run -f lavfi -i "$ramp" -frames:v 3 -vf "scale=in_range=full:out_range=limited,format=yuv420p10le" \
  $x264 -color_range tv $exact ten-bit.mp4
# Colours without a luma plane.
run -f lavfi -i "$ramp" -frames:v 3 -vf "format=rgb24" -c:v png $exact rgb.mkv

# A phone's picture: stored lying, to be turned by 90, 180 and 270 degrees when shown.
for degrees in 90 180 270; do
  run -i limited.mp4 -c copy -metadata:s:v:0 rotate=$degrees -fflags +bitexact rotated-$degrees.mp4
done

# Frames at 0, 1, 3, 6, 10, 15 twenty-fifths of a second.
run -f lavfi -i "$ramp" -frames:v 6 -vf "setpts=N*(N+1)/2/25/TB,format=yuv420p" -vsync vfr \
  -video_track_timescale 12800 $x264 $exact variable-rate.mp4

# Two seconds of picture and sound; the picture begins at 0.4 s, the sound at 0.
run -f lavfi -i "$ramp" -f lavfi -i "sine=frequency=440:sample_rate=8000" -t 2 \
  -filter_complex "[0:v]format=yuv420p,setpts=PTS+0.4/TB[v]" -map "[v]" -map 1:a -t 2 \
  -vsync vfr -c:a aac -b:a 16k $x264 -g 10 $exact \
  -flags:a +bitexact sound.mp4
run -f lavfi -i "sine=frequency=440:sample_rate=8000" -t 0.5 -c:a aac -b:a 16k \
  -flags:a +bitexact only-sound.m4a
# A recording cut off: its index lies at the front, its last third is missing.
run -f lavfi -i "testsrc2=size=64x48:rate=25" -t 2 -vf format=yuv420p $x264 -g 10 -bf 0 $exact \
  -movflags +faststart whole.mp4

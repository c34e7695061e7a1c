# cycles.sh FOLDER COUNT PROGRAM ARGUMENT...
# Runs the program beside the kernel's test camera, which is unplugged and plugged in again COUNT
# times; each time frames are analysed in between. One line a cycle tells what the program holds:
#   CYCLE descriptors threads resident-kilobytes
source "$(dirname "$0")/guest.sh"
count=$1
shift
holds() {
  local resident threads
  resident=$(sed -n 's/^VmRSS:[^0-9]*\([0-9]*\).*/\1/p' /proc/$program/status)
  threads=$(sed -n 's/^Threads:[^0-9]*//p' /proc/$program/status)
  echo "$1 $(ls /proc/$program/fd | wc -l) $threads $resident" >>"$folder/held"
}
says() { [ "$(grep -c "$1" "$folder/error")" -ge "$2" ]; }
become "$@" &
program=$!
await has_analysed 5
for ((cycle = 1; cycle <= count; cycle++)); do
  echo vivid.0 >/sys/bus/platform/drivers/vivid/unbind
  await says "camera lost" $cycle
  echo vivid.0 >/sys/bus/platform/drivers/vivid/bind
  await says "camera is back" $cycle
  await has_analysed $(($(wc -l <"$folder/events.jsonl") + 3))
  holds $cycle
done
kill -TERM $program
wait $program

# replug.sh FOLDER PROGRAM ARGUMENT...
# Runs the program beside a USB camera that is pulled out in the middle and comes back under another
# number, since somebody still holds the first one. Says when it was lost and when it was back, in
# milliseconds after the cause.
source "$(dirname "$0")/guest.sh"
plug_in
become "$@" &
program=$!
await has_analysed 10
exec 9</dev/video0
begin=$(milliseconds)
kill $camera
until grep -q "camera lost" "$folder/error"; do sleep 0.02; done
echo "lost after $(($(milliseconds) - begin)) ms"
plug_in /dev/video1
begin=$(milliseconds)
until grep -q "camera is back" "$folder/error"; do sleep 0.02; done
echo "back after $(($(milliseconds) - begin)) ms"
await has_analysed $(($(wc -l <"$folder/events.jsonl") + 10))
kill -TERM $program
wait $program

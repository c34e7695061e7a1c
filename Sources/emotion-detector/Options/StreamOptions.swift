import ArgumentParser
import FaceDetection

/// How the frames of a stream are searched for faces.
struct StreamOptions: ParsableArguments {
  @Flag(
    help: """
      Scan every frame from end to end, as pictures are: several times the work. Without it each \
      frame is scanned around the faces known, and the rest a part at a time, all of it within \
      0.4 seconds.
      """)
  var fullScan = false

  var search: FaceSearch.Mode { fullScan ? .fullScan : .tracking }
}

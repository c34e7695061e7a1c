/// Where the times of an annotated copy begin.
struct SourceTiming {
  /// What is taken from every time of the source.
  let shift: Duration
  /// The first frame's time in the copy.
  let start: Duration

  /// The copy keeps the source's own times, but a clock that starts late, as in a piece of a
  /// broadcast, is brought to zero.
  ///
  /// - Throws: ``VideoError`` where the source cannot be read.
  init(of path: String) throws {
    let source = try VideoFileSource(path: path)
    if source.startTime < .zero {
      shift = source.startTime
    } else {
      shift = source.clockStart >= .seconds(10) ? source.clockStart : .zero
    }
    start = source.startTime - shift
  }
}

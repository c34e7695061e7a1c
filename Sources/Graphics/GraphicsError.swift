/// Why a picture could not be drawn on.
package enum GraphicsError: Error, Equatable, CustomStringConvertible {
  /// A side is longer than Cairo's coordinates reach.
  case tooLarge(width: Int, height: Int, limit: Int)
  /// Cairo refused to draw; its own words say why.
  case cairo(width: Int, height: Int, status: String)

  package var description: String {
    switch self {
    case .tooLarge(let width, let height, let limit):
      "cannot draw on a picture of \(width)x\(height) pixels: a side may have \(limit) at most; "
        + "scale the picture down first"
    case .cairo(let width, let height, let status):
      "cannot draw on a picture of \(width)x\(height) pixels: Cairo says \"\(status)\"; "
        + "free some memory or check the fonts with `fc-list`"
    }
  }
}

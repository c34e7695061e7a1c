/// Why nothing can be shown.
package enum DisplayError: Error, Equatable, CustomStringConvertible {
  /// No graphical session was found.
  case noDisplay
  /// There should be a display, but none answers, in SDL's words.
  case unreachable(reason: String)
  /// SDL is not there, in the dynamic loader's words.
  case noLibrary(reason: String)
  /// A call into SDL failed; its own words say why.
  case sdl(operation: String, reason: String)
  /// The picture is larger than the graphics driver's textures.
  case pictureTooLarge(width: Int, height: Int, limitWidth: Int, limitHeight: Int)
  /// The connection to the display broke; the window is gone.
  case displayLost

  /// Whether there is no display at all.
  package var isAbsence: Bool {
    switch self {
    case .noDisplay, .unreachable: true
    default: false
    }
  }

  package var description: String {
    switch self {
    case .noDisplay:
      "no window can be opened: neither DISPLAY nor WAYLAND_DISPLAY is set; start from a graphical "
        + "session, or go without a window by --no-window"
    case .unreachable(let reason):
      "no window can be opened: the display that DISPLAY or WAYLAND_DISPLAY names does not answer "
        + "(\(reason)); check them, or go without a window by --no-window"
    case .noLibrary(let reason):
      "no window can be opened: \(reason); install SDL 2 (Debian: libsdl2-2.0-0), or go without a "
        + "window by --no-window"
    case .sdl(let operation, let reason):
      "cannot \(operation): SDL says \"\(reason)\"; check that the display can be reached, or go "
        + "without a window by --no-window"
    case .pictureTooLarge(let width, let height, let limitWidth, let limitHeight):
      "cannot show a picture of \(width)x\(height) pixels: the graphics driver takes "
        + "\(limitWidth)x\(limitHeight) at most; choose a smaller capture size"
    case .displayLost:
      "the window is gone: the connection to the display broke; start again when it is back"
    }
  }
}

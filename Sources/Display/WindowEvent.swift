/// What happened to a window.
package enum WindowEvent: Sendable, Hashable {
  /// A key was pressed; holding it down does not repeat it.
  case key(Key)
  /// The user closed the window, or the display has gone away.
  case quit
  /// The drawable area has changed, to full screen for instance; sizes in its pixels.
  case resized(width: Int, height: Int)
}

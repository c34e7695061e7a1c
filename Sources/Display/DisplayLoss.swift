/// Remembers that the display has gone away, and tells the window's owner once.
final class DisplayLoss {
  private(set) var hasHappened = false
  var handler: (() -> Void)?

  /// Called by Xlib on the window's own thread, from inside whatever call noticed.
  func happen() {
    guard !hasHappened else { return }
    hasHappened = true
    handler?()
  }
}

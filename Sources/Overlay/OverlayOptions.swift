/// What the viewer wants to see drawn.
package struct OverlayOptions: Sendable, Hashable {
  /// Faces and figures at all; without it only the marks of ``OverlayStatus`` that must not be
  /// missed remain: mode, recording, messages, and the help panel when asked for.
  package var showsOverlay: Bool
  /// The chip with emotion and per cent at each face.
  package var showsLabels: Bool
  /// The bars with every emotion's probability at each face.
  package var showsBars: Bool
  /// The panel that explains the keys.
  package var showsHelp: Bool

  package init(
    showsOverlay: Bool = true, showsLabels: Bool = true, showsBars: Bool = true,
    showsHelp: Bool = false
  ) {
    self.showsOverlay = showsOverlay
    self.showsLabels = showsLabels
    self.showsBars = showsBars
    self.showsHelp = showsHelp
  }
}

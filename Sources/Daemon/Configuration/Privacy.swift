/// How much of a face pictures that are kept may show.
package enum Privacy: String, Sendable, CaseIterable {
  /// All of it.
  case none
  /// Some thirty colours of it, smoothly blended.
  case blur
  /// Nothing: a black box is in its place.
  case box
  /// No picture is kept at all, only what was read.
  case eventsOnly = "events-only"
}

/// What tells that faces are kept at the press of a digit.
package enum CollectionHint {
  /// "collecting: press 1 happy (12), 2 bored (7)"; nil where nothing is collected.
  package static func text(of status: OverlayStatus) -> String? {
    guard !status.collection.isEmpty else { return nil }
    let keys = status.collection.enumerated().map { "\($0 + 1) \($1.name) (\($1.count))" }
    return "collecting: press \(keys.joined(separator: ", "))"
  }

  /// The keys for the help panel.
  static func keys(of status: OverlayStatus?) -> [(key: String, meaning: String)] {
    (status?.collection ?? []).enumerated().map { ("\($0 + 1)", "save the face as \($1.name)") }
  }
}

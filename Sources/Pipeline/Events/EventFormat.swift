/// How events are written down.
package enum EventFormat: String, Sendable {
  /// A JSON object a line.
  case jsonLines = "jsonl"
  /// A header, then a row a face.
  case csv

  /// The format a file's name asks for: `.csv`, else JSON Lines.
  package init(path: String) {
    self = path.lowercased().hasSuffix(".csv") ? .csv : .jsonLines
  }
}

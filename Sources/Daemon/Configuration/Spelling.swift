/// What somebody may have meant.
package enum Spelling {
  /// The candidate that takes the fewest changes; nil where none is near.
  package static func nearest(to word: String, among candidates: [String]) -> String? {
    let nearest = candidates.map { ($0, distance(word, $0)) }.min { $0.1 < $1.1 }
    guard let (candidate, changes) = nearest, changes <= max(2, word.count / 3) else {
      return nil
    }
    return candidate
  }

  /// How many letters must be put in, taken out or changed (Levenshtein).
  package static func distance(_ first: String, _ second: String) -> Int {
    let second = Array(second)
    var row = Array(0...second.count)
    for (line, letter) in first.enumerated() {
      var diagonal = row[0]
      row[0] = line + 1
      for (column, other) in second.enumerated() {
        let changed = diagonal + (letter == other ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(changed, row[column] + 1, row[column + 1] + 1)
      }
    }
    return row[second.count]
  }
}

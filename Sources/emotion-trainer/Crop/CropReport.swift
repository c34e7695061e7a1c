/// What is said when all photographs have been worked through.
struct CropReport {
  /// Files are named one by one up to this number.
  private static let listed = 10
  private let classes: [String]
  private var crops: [String: Int] = [:]
  private var kept = 0
  private var withoutFace: [String] = []
  private var unreadable: [String] = []

  init(_ folder: PhotographFolder, _ outcomes: [CropOutcome]) {
    classes = folder.classes
    for (photograph, outcome) in zip(folder.photographs, outcomes) {
      switch outcome {
      case .unreadable(let reason): unreadable.append(reason)
      case .faces(written: 0, kept: 0): withoutFace.append(photograph.path)
      case .faces(let written, let kept):
        crops[photograph.className, default: 0] += written + kept
        self.kept += kept
      }
    }
  }

  /// Classes of which there is no crop, neither now nor from before.
  var emptyClasses: [String] { classes.filter { crops[$0] == nil } }

  /// The lines for a person.
  ///
  /// - Parameter output: the folder with the crops.
  func lines(output: String) -> [String] {
    let counts = classes.map { "\($0) \(crops[$0] ?? 0)" }.joined(separator: ", ")
    let total = crops.values.reduce(0, +)
    let before =
      kept == 0 ? "" : "; \(kept) of them were there already and stay (--force replaces them)"
    return ["\(output): \(total) \(total == 1 ? "crop" : "crops") (\(counts))\(before)"]
      + Self.list(withoutFace, title: "no face found")
      + Self.list(unreadable, title: "could not be read")
  }

  private static func list(_ items: [String], title: String) -> [String] {
    guard !items.isEmpty else { return [] }
    let rest = items.count - listed
    return ["\(title): \(items.count) \(items.count == 1 ? "picture" : "pictures")"]
      + items.prefix(listed).map { "  \($0)" } + (rest > 0 ? ["  and \(rest) more"] : [])
  }
}

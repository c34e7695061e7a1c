/// How many annotators gave each class to a picture: what FER+ (Barsoum et al. 2016) adds to
/// FER-2013.
///
/// A CSV with a row for each picture: a column `file` or FER+'s own `Image name`, and a column of
/// counts for each class, by its name or FER+'s (happiness, sadness, anger), with or without `fp_`
/// before it. Other columns, such as contempt, unknown and NF, do not count.
///
/// A row belongs to the picture whose path ends with its name. Rows of a file without the column
/// `file` stand in FER-2013's order, as FER+'s do, and so belong to ``FER2013/name(row:)``, too.
package struct ClassVotes: Sendable {
  package let path: String
  /// Classes that the counts belong to.
  package let classes: [String]
  /// Counts in the order of the classes, each by its picture's name.
  private let votes: [String: [Float]]

  private static let otherNames = ["happy": "happiness", "sad": "sadness", "angry": "anger"]

  /// - Parameter classes: of the data set that the votes are for.
  /// - Throws: `TrainingError.unreadableData` where the file cannot be read, has no column for a
  ///   class or the picture's name, or a count is no number of 0 or more.
  package init(contentsOf path: String, classes: [String]) throws {
    let file = try CSVFile(contentsOf: path)
    let columns = try classes.map { try Self.column(of: $0, in: file) }
    let isNamedByFile = file.columns.contains("file")
    guard let nameColumn = file.columns.firstIndex(of: isNamedByFile ? "file" : "Image name") else {
      throw TrainingError.unreadableData(
        path: path, reason: "has no column of pictures' names; call it file")
    }
    var votes: [String: [Float]] = [:]
    var ambiguous = Set<String>()
    func add(_ name: String, _ counts: [Float]) {
      if votes.updateValue(counts, forKey: name) != nil { ambiguous.insert(name) }
    }
    for row in file.rows.indices {
      let counts = try columns.map { try Self.count(file, row, $0) }
      let name = file.text(row, nameColumn) ?? ""
      if !name.isEmpty { add(name, counts) }
      let short = PictureName.last(name)
      if short != name { add(short, counts) }
      if !isNamedByFile { add(FER2013.name(row: row), counts) }
    }
    for name in ambiguous { votes[name] = nil }
    self.path = path
    self.classes = classes
    self.votes = votes
  }

  /// A picture's counts; nil where it has no row, or two pictures could be meant.
  package func counts(of picture: String) -> [Float]? {
    votes[PictureName.lastTwo(picture)] ?? votes[PictureName.last(picture)]
  }

  private static func column(of name: String, in file: CSVFile) throws -> Int {
    let known = [name, otherNames[name]].compactMap { $0 }.flatMap { [$0, "fp_\($0)"] }
    guard let column = file.columns.firstIndex(where: known.contains) else {
      throw TrainingError.unreadableData(
        path: file.path,
        reason: "has no column of votes for the class \(name); it may be called "
          + "\(known.joined(separator: ", ")); the columns are: "
          + file.columns.joined(separator: ", "))
    }
    return column
  }

  private static func count(_ file: CSVFile, _ row: Int, _ column: Int) throws -> Float {
    let text = file.text(row, column) ?? ""
    guard let count = Float(text), count >= 0, count.isFinite else {
      throw TrainingError.unreadableData(
        path: file.path,
        reason: "row \(row + 1): \(file.columns[column]) is “\(text)”, not a number of votes; "
          + "mend or remove the row")
    }
    return count
  }
}

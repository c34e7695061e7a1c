extension LabeledPictures {
  /// Pictures that are there more than once, pixel for pixel, and blank ones.
  package struct Duplicates: Sendable, Equatable {
    /// Training pictures that are validation pictures, too: positions in the training set.
    package var alsoInValidation: [Int] = []
    /// Of those, with another label there.
    package var otherLabelInValidation = 0
    /// Training pictures that repeat an earlier one.
    package var repeated = 0
    /// Training pictures whose pixels have more than one label.
    package var contradictory = 0
    /// Training and validation pictures of one level.
    package var blank = 0
  }

  /// Compares every picture of this training set with all others and with a validation set.
  ///
  /// - Parameter validation: of the same size and classes.
  package func duplicates(and validation: LabeledPictures) -> Duplicates {
    precondition(
      classes == validation.classes && (width, height) == (validation.width, validation.height),
      "\(width)x\(height) and \(validation.width)x\(validation.height)")
    var result = Duplicates()
    let validating = validation.positionsByContent
    for positions in positionsByContent {
      let found = Set(positions.value.map { labels[$0] })
      result.repeated += positions.value.count - 1
      if found.count > 1 { result.contradictory += positions.value.count }
      guard let others = validating[positions.key] else { continue }
      result.alsoInValidation += positions.value
      let theirs = Set(others.map { validation.labels[$0] })
      result.otherLabelInValidation += positions.value.count { !theirs.contains(labels[$0]) }
    }
    result.alsoInValidation.sort()
    result.blank = blankCount + validation.blankCount
    return result
  }

  /// The pictures without those at some positions.
  package func dropping(_ positions: [Int]) -> LabeledPictures {
    let dropped = Set(positions)
    return subset((0..<count).filter { !dropped.contains($0) })
  }

  /// Positions of the pictures with the same levels.
  private var positionsByContent: [[UInt8]: [Int]] {
    Dictionary(grouping: 0..<count) { withLevels(of: $0, Array.init) }
  }

  /// Pictures in which all pixels have one level.
  private var blankCount: Int {
    (0..<count).count { picture in
      withLevels(of: picture) { levels in levels.allSatisfy { $0 == levels.first } }
    }
  }
}

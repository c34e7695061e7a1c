extension LabeledPictures {
  /// How many of the pictures took their targets from votes.
  package struct VoteCounts: Sendable, Equatable {
    /// Their targets are from votes.
    package var voted = 0
    /// No vote was for any of the classes: they keep their labels.
    package var withoutVotes = 0
    /// There is no row for them: they keep their labels.
    package var withoutRow = 0
    /// Of those with votes: most are for another class than the label.
    package var disagreeing = 0
  }

  /// The pictures with targets that are partly or wholly the annotators' votes:
  /// `(1 - share) * label + share * votes / Σ votes`.
  ///
  /// Labels stay as they are.
  ///
  /// - Parameters:
  ///   - votes: of the same classes.
  ///   - share: 0...1.
  /// - Throws: `TrainingError.unreadableData` where no picture has a row.
  package func withTargets(
    from votes: ClassVotes, share: Float
  ) throws -> (pictures: LabeledPictures, counts: VoteCounts) {
    precondition(votes.classes == classes && (0...1).contains(share), "\(votes.classes), \(share)")
    var counts = VoteCounts()
    var result = self
    for picture in 0..<count {
      guard let given = votes.counts(of: names[picture]) else {
        counts.withoutRow += 1
        continue
      }
      let sum = given.reduce(0, +)
      guard sum > 0, let most = given.max() else {
        counts.withoutVotes += 1
        continue
      }
      counts.voted += 1
      if given[labels[picture]] < most { counts.disagreeing += 1 }
      result.targets[picture] = zip(targets[picture], given).map {
        (1 - share) * $0 + share * $1 / sum
      }
    }
    guard counts.withoutRow < count else {
      throw TrainingError.unreadableData(
        path: votes.path,
        reason: "has no row for any training picture; its names must be those of the files, "
          + "such as \(PictureName.lastTwo(names.first ?? ""))")
    }
    return (result, counts)
  }
}

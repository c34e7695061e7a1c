import ArgumentParser
import Training

/// What `train` learns from.
struct DataOptions: ParsableArguments {
  @Option(
    help: """
      Training pictures: a folder (or .tar) with one folder a class, a pack, or FER-2013's .csv, of \
      which Training rows train.
      """)
  var data: String

  @Option(
    help: """
      Validation pictures, laid out the same; else a share of --data. Of a .csv, here or there, \
      PublicTest rows validate.
      """)
  var validation: String?

  @Option(
    help: """
      A CSV with annotators' votes for the training pictures, as FER+ has it: a column file (or \
      Image name) and one of counts for each class. Targets are then the shares of the votes.
      """)
  var votes: String?

  /// Where the validation pictures come from, for messages.
  var validationPath: String { validation ?? data }

  /// What a resumed run must share.
  func fingerprint(_ recipe: Recipe) -> String {
    "data \(data)" + (votes.map { " votes \($0) share \(recipe.votesShare)" } ?? "")
      + (recipe.dropDuplicates ? " without duplicates" : "")
  }

  /// Reads all pictures and says what was found.
  func load(
    _ recipe: Recipe, threads: Int
  ) throws -> (training: LabeledPictures, validation: LabeledPictures) {
    var (training, validating) = try loadParts(recipe, threads: threads)
    let duplicates = training.duplicates(and: validating)
    report(duplicates, areDropped: recipe.dropDuplicates)
    if recipe.dropDuplicates {
      training = training.dropping(duplicates.alsoInValidation)
      try checkNoClassIsEmpty(training)
    }
    if let votes { training = try withTargets(from: votes, training, recipe) }
    return (training, validating)
  }

  private func checkNoClassIsEmpty(_ training: LabeledPictures) throws {
    for (name, count) in zip(training.classes, training.counts) where count == 0 {
      throw TrainingError.invalidOption(
        "drop-duplicates",
        reason: "leaves no training picture of \(name); give other --validation pictures")
    }
  }

  private func loadParts(
    _ recipe: Recipe, threads: Int
  ) throws -> (training: LabeledPictures, validation: LabeledPictures) {
    let all = try LabeledPictures.load(data, threads: threads)
    report(all, path: data)
    guard validation != nil || FER2013.isTable(data) else {
      let parts = all.split(share: recipe.validationShare, seed: recipe.seed)
      Console.say("validating on \(parts.second.count) of them, training on \(parts.first.count)")
      return (parts.first, parts.second)
    }
    let other = try LabeledPictures.load(validationPath, usage: .publicTest, threads: threads)
    guard other.classes == all.classes else {
      throw TrainingError.classesDiffer(
        training: all.classes, other: other.classes, path: validationPath)
    }
    report(other, path: validationPath)
    return (all, other)
  }

  private func withTargets(
    from path: String, _ training: LabeledPictures, _ recipe: Recipe
  ) throws -> LabeledPictures {
    let votes = try ClassVotes(contentsOf: path, classes: training.classes)
    let (pictures, counts) = try training.withTargets(
      from: votes, share: Float(recipe.votesShare))
    Console.say(
      "\(path): votes for \(counts.voted) training pictures, \(counts.disagreeing) of them mostly "
        + "for another class than the label; \(counts.withoutVotes) without a vote for any class and "
        + "\(counts.withoutRow) without a row keep their labels")
    return pictures
  }
}

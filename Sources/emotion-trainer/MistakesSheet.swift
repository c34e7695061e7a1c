import Pictures
import Reports
import Training

/// A picture of the surest wrong answers: for each class its pictures that were taken for another
/// one, the surest first. Wrong labels are found there as much as wrong answers.
enum MistakesSheet {
  /// Pictures shown of each class.
  private static let columns = 10

  /// - Parameters:
  ///   - evaluation: of the pictures, in their order.
  static func write(_ evaluation: Evaluation, of pictures: LabeledPictures, to path: String) throws
  {
    let sections = evaluation.labels.indices.map { label in
      PictureSheet.Section(
        heading(evaluation, label),
        evaluation.surestMistakes(of: label).prefix(columns).map { mistake in
          PictureSheet.Tile(
            pictures.picture(mistake.picture),
            caption: [
              evaluation.labels[mistake.answer], "\(Int((mistake.confidence * 100).rounded())) %",
            ])
        })
    }
    try Picture.write(
      PictureSheet.draw(
        title: "The surest wrong answers", sections: sections.filter { !$0.tiles.isEmpty },
        columns: columns), to: path)
  }

  private static func heading(_ evaluation: Evaluation, _ label: Int) -> String {
    let result = evaluation.classes[label]
    let wrong = result.support - evaluation.confusion[label][label]
    return "labelled \(evaluation.labels[label]): \(wrong) of \(result.support) taken for another"
  }
}

import Graphics

/// The colour of each emotion.
///
/// The seven chromatic colours that Okabe and Ito chose to be told apart with every kind of colour
/// blindness ("Color Universal Design", 2008), one each for the seven emotions; gray stands for
/// "uncertain". The emotion's name always stands beside its colour.
package enum EmotionPalette {
  /// For a face whose emotion is not sure enough to be named, or was not asked for.
  package static let uncertain = Color(0xA7ADB5)

  private static let colors: [String: Color] = [
    "angry": Color(0xD55E00),
    "disgust": Color(0x009E73),
    "fear": Color(0xCC79A7),
    "happy": Color(0xF0E442),
    "neutral": Color(0x56B4E9),
    "sad": Color(0x0072B2),
    "surprise": Color(0xE69F00),
  ]

  private static let spares = [
    0x56B4E9, 0xE69F00, 0x009E73, 0xF0E442, 0x0072B2, 0xD55E00, 0xCC79A7,
  ].map { Color(UInt32($0)) }

  /// The colour of a label; labels that are not ours get the same colours by their place.
  ///
  /// - Parameters:
  ///   - label: one of the model's labels.
  ///   - index: the label's place among the model's labels.
  package static func color(of label: String, at index: Int) -> Color {
    colors[label] ?? spares[index % spares.count]
  }

  /// The colour of a face by the emotion that is shown for it.
  ///
  /// - Parameters:
  ///   - emotion: nil when uncertain.
  ///   - labels: the model's labels.
  package static func color(of emotion: String?, among labels: [String]) -> Color {
    guard let emotion else { return uncertain }
    return color(of: emotion, at: labels.firstIndex(of: emotion) ?? 0)
  }
}

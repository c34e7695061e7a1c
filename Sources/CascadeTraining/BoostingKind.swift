import Foundation

/// How boosting weighs a weak classifier's answers.
package enum BoostingKind: String, CaseIterable, Codable, Sendable {
  /// GentleBoost (Friedman, Hastie and Tibshirani 2000): a leaf answers with the weighted mean of
  /// its labels, -1 to 1.
  case gentle
  /// Real AdaBoost (the same; Schapire and Singer 1999): half the logarithm of the odds.
  case real

  /// What a leaf answers.
  ///
  /// - Parameters:
  ///   - faces: summed weights of the faces in it.
  ///   - others: of the windows that are none.
  func answer(faces: Float, others: Float) -> Float {
    switch self {
    case .gentle: faces + others > 0 ? (faces - others) / (faces + others) : 0
    case .real: 0.5 * log((faces + Self.smallest) / (others + Self.smallest))
    }
  }

  /// How much a leaf lowers what boosting minimises; the greater the better.
  func gain(faces: Float, others: Float) -> Float {
    switch self {
    case .gentle:
      faces + others > 0 ? (faces - others) * (faces - others) / (faces + others) : 0
    case .real: -2 * (faces * others).squareRoot()
    }
  }

  /// Keeps the answer of a leaf of one kind finite; weights add up to 1.
  private static let smallest: Float = 1e-4
}

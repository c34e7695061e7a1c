import Foundation

/// How a cascade is trained; together with the pictures it decides every bit of the result.
package struct CascadeRecipe: Codable, Sendable, Equatable {
  /// Sides of the window in pixels.
  package var window = 24
  /// Most stages.
  package var stages = 25
  /// Share of the faces that a stage must let through, of those it was not trained on.
  package var hitRate = 0.992
  /// Share of the windows without a face that a stage may let through.
  package var falseAlarmRate = 0.5
  /// Most trees of the first stage, and how many more each stage may have than the one before it:
  /// nearly all windows of a picture come to the first stages only, and few trees make a fast scan.
  package var firstTrees = 9
  package var moreTrees = 9
  /// Decisions from a tree's root to its leaf; 1 for stumps.
  package var depth = 1
  package var boosting = BoostingKind.gentle
  package var featureSet = FeatureSet.upright
  /// Faces that a stage is trained on.
  package var faces = 10_000
  /// Faces besides that its threshold is chosen by.
  package var heldOutFaces = 4_000
  /// Windows without a face that a stage is trained on.
  package var negatives = 10_000
  /// Features that are drawn for a stage out of all that there are.
  package var features = 20_000
  /// Share of a stage's features that each tree chooses from.
  package var featureShare = 0.2
  /// Greatest rotation of a face either way in degrees.
  package var rotation = 8.0
  /// Greatest change of a face's size either way as a share.
  package var zoom = 0.04
  /// Greatest shift of a face either way as a share of its size.
  package var shift = 0.02
  package var seed: UInt64 = 1

  package init() {}

  /// Most trees of a stage, counted from 0.
  func trees(ofStage stage: Int) -> Int { firstTrees + stage * moreTrees }

  /// Reads a JSON file with any of the settings; the others keep their defaults.
  ///
  /// - Throws: ``CascadeTrainingError/unreadableTable(path:reason:)``.
  package init(contentsOf path: String) throws {
    guard let data = FileManager.default.contents(atPath: path),
      let given = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
      let defaults = try? JSONSerialization.jsonObject(with: JSONEncoder().encode(CascadeRecipe())),
      let settings = defaults as? [String: Any]
    else {
      throw CascadeTrainingError.unreadableTable(path: path, reason: "is no JSON file of settings")
    }
    if let unknown = given.keys.sorted().first(where: { settings[$0] == nil }) {
      throw CascadeTrainingError.unreadableTable(
        path: path,
        reason:
          "\(unknown) is no setting; there are: \(settings.keys.sorted().joined(separator: ", "))")
    }
    do {
      let merged = settings.merging(given) { $1 }
      self = try JSONDecoder().decode(
        CascadeRecipe.self, from: JSONSerialization.data(withJSONObject: merged))
    } catch {
      throw CascadeTrainingError.unreadableTable(
        path: path, reason: "a setting has a value of the wrong kind: \(error)")
    }
  }

  /// What is wrong with a setting, in words; nil where nothing is.
  package var fault: String? {
    if !(12...64).contains(window) { return "window must be from 12 to 64 pixels, not \(window)" }
    if stages < 1 || firstTrees < 1 || moreTrees < 0 || features < 10 {
      return "stages and firstTrees must be 1 or more, moreTrees 0 or more, features 10 or more"
    }
    if !(1...4).contains(depth) { return "depth must be from 1 to 4, not \(depth)" }
    if !(0.5..<1).contains(hitRate) {
      return "hitRate must be from 0.5 to below 1, not \(hitRate)"
    }
    if !(0.01..<1).contains(falseAlarmRate) {
      return "falseAlarmRate must be from 0.01 to below 1, not \(falseAlarmRate)"
    }
    if faces < 2 || heldOutFaces < 1 || negatives < 20 {
      return "faces must be 2 or more, heldOutFaces 1 or more, negatives 20 or more"
    }
    if !(featureShare > 0 && featureShare <= 1) {
      return "featureShare must be over 0 and at most 1, not \(featureShare)"
    }
    if !((0...180).contains(rotation) && (0..<0.5).contains(zoom) && (0..<0.5).contains(shift)) {
      return "rotation must be from 0 to 180 degrees, zoom and shift from 0 to below 0.5"
    }
    return nil
  }
}

import Foundation

extension DataLocator {
  /// The files of all models in the `models` folders, by their names; of two of one name the one
  /// that ``model(_:)`` would take.
  ///
  /// - Throws: ``RecognitionError`` where there is none, or the folders can't be used.
  package func models() throws -> [String] {
    var found: [String: String] = [:]
    for folder in try folders() {
      let below = "\(folder)/models"
      // A folder that isn't there holds no models.
      let names = (try? FileManager.default.contentsOfDirectory(atPath: below)) ?? []
      for name in names where name.hasSuffix(".onnx") && found[name] == nil {
        found[name] = "\(below)/\(name)"
      }
    }
    if found.isEmpty { return [try model()] }
    return found.sorted { $0.key < $1.key }.map(\.value)
  }
}

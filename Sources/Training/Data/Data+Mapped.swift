import Foundation

extension Data {
  /// A file's bytes, mapped where that is safe: data sets are large.
  ///
  /// - Throws: `TrainingError.unreadableData`.
  init(mappingDataSet path: String) throws {
    do {
      self = try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
    } catch {
      throw TrainingError.unreadableData(
        path: path, reason: "cannot be read; check that it is a file and its permissions")
    }
  }
}

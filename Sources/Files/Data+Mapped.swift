import Foundation

extension Data {
  /// A file's bytes, mapped where that is safe: for data sets, which are large.
  ///
  /// - Throws: ``FileError``.
  package init(mapping path: String) throws {
    do {
      self = try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
    } catch {
      throw FileError.unreadable(path: path)
    }
  }
}

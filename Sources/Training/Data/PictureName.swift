/// The parts of a picture's name in a data set: `folder/class/file`, `archive.tar:class/file` or
/// `file.csv:class/file`.
enum PictureName {
  /// The file alone.
  static func last(_ name: String) -> String {
    String(name.split(whereSeparator: isSeparator).last ?? "")
  }

  /// The file with the folder it lies in.
  static func lastTwo(_ name: String) -> String {
    name.split(whereSeparator: isSeparator).suffix(2).joined(separator: "/")
  }

  private static func isSeparator(_ character: Character) -> Bool {
    character == "/" || character == ":"
  }
}

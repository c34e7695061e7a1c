import Foundation

/// FER-2013 (Goodfellow et al. 2013), a set of 35,887 faces of 48x48 gray levels.
enum FER2013 {
  /// The name of the picture in a row of its CSV, counted from 0 and without its folder.
  static func name(row: Int) -> String { String(format: "fer%05d.png", row) }
}

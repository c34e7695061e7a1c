import FaceDetection
import Imaging

/// The marked faces of one picture in a file of its own, beside the picture or where data sets put
/// it: YOLO's text, or Pascal VOC's XML (Everingham et al. 2010). Whatever is marked is a face.
package struct BoxFile: Sendable {
  package enum Format: Sendable {
    case yolo, pascalVOC
  }

  let format: Format
  /// What errors name.
  let path: String
  let read: @Sendable () throws -> [UInt8]

  /// Where a picture's marks may lie, most likely first: beside it, or in `labels/` of `images/`,
  /// in `Annotations/` of `JPEGImages/`.
  static func candidates(for picture: String) -> [(format: Format, path: String)] {
    let stem = String(picture[..<(picture.lastIndex(of: ".") ?? picture.endIndex)])
    return [
      (.yolo, stem + ".txt"), (.pascalVOC, stem + ".xml"),
      (.yolo, replacing("images", by: "labels", in: stem) + ".txt"),
      (.pascalVOC, replacing("JPEGImages", by: "Annotations", in: stem) + ".xml"),
    ]
  }

  /// The last folder of a name in a path, under another name.
  private static func replacing(_ folder: String, by other: String, in path: String) -> String {
    var parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    if let index = parts.dropLast().lastIndex(of: folder) { parts[index] = other }
    return parts.joined(separator: "/")
  }

  /// The faces in a picture of that size.
  ///
  /// - Throws: `FileError`, `FaceDetectionError`, ``CascadeTrainingError``.
  package func faces(width: Int, height: Int) throws -> [AnnotatedFace] {
    switch format {
    case .yolo: try yolo(try read(), width: width, height: height)
    case .pascalVOC: try pascalVOC(try read())
    }
  }

  /// A line for each face: its class, and as shares of the picture's sides its centre's x and y, its
  /// width and height.
  private func yolo(_ bytes: [UInt8], width: Int, height: Int) throws -> [AnnotatedFace] {
    let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
    return try lines.enumerated().compactMap { number, line in
      let words = line.split(whereSeparator: \.isWhitespace)
      if words.isEmpty { return nil }
      let shares = words.dropFirst().prefix(4).compactMap { Double($0) }
      guard shares.count == 4, shares.allSatisfy({ (0...1).contains($0) }) else {
        throw CascadeTrainingError.unreadableTable(
          path: path, reason: "line \(number + 1) is not a class and four shares from 0 to 1")
      }
      let (faceWidth, faceHeight) = (shares[2] * Double(width), shares[3] * Double(height))
      return AnnotatedFace(
        box: Rect(
          x: Int((shares[0] * Double(width) - faceWidth / 2).rounded()),
          y: Int((shares[1] * Double(height) - faceHeight / 2).rounded()),
          width: Int(faceWidth.rounded()), height: Int(faceHeight.rounded())))
    }
  }

  /// `object` with `bndbox`, `xmin` to `ymax` in pixels, both inside; `difficult` ones may be found
  /// or not.
  private func pascalVOC(_ bytes: [UInt8]) throws -> [AnnotatedFace] {
    let root = try XMLDocumentReader.root(of: bytes, path: path)
    return try root.children.filter { $0.name == "object" }.map { object in
      let sides = ["xmin", "ymin", "xmax", "ymax"].compactMap {
        object.child("bndbox")?.child($0)?.words.first.flatMap { Double($0) }
      }
      guard sides.count == 4, sides.allSatisfy({ abs($0) < 1e6 }) else {
        throw CascadeTrainingError.unreadableTable(
          path: path, reason: "an object has no bndbox with xmin, ymin, xmax and ymax")
      }
      let (left, top) = (Int(sides[0].rounded()), Int(sides[1].rounded()))
      var face = AnnotatedFace(
        box: Rect(
          x: left, y: top, width: Int(sides[2].rounded()) - left + 1,
          height: Int(sides[3].rounded()) - top + 1))
      face.isInvalid = object.child("difficult")?.words == ["1"] || face.box.isEmpty
      return face
    }
  }
}

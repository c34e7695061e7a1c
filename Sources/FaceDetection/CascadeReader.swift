import Files
import Imaging

/// Takes a cascade out of OpenCV's XML (`opencv-cascade-classifier`, the format since 2.4).
struct CascadeReader {
  /// Files beyond this are no cascades: the largest known has 3.5 million bytes. Elements take
  /// twenty times their bytes in memory.
  static let byteLimit = 16 << 20

  /// What errors name.
  let path: String

  /// The cascade in a document.
  ///
  /// - Throws: ``FaceDetectionError``.
  func cascade(in document: [UInt8], name: String) throws -> Cascade {
    let element = try cascadeElement(of: XMLDocumentReader.root(of: document, path: path))
    let size = (
      width: try integer(child("width", of: element)),
      height: try integer(child("height", of: element))
    )
    let stages = try child("stages", of: element).children.map(stage)
    if let count = element.child("stageNum"), try integer(count) != stages.count {
      throw damaged("\(stages.count) stages where \(try integer(count)) are announced")
    }
    return try Cascade(
      name: name, path: path, windowWidth: size.width, windowHeight: size.height,
      features: try child("features", of: element).children.map(feature), stages: stages)
  }

  /// The element that holds the cascade, of a kind that the scan knows.
  private func cascadeElement(of root: XMLElement) throws -> XMLElement {
    guard root.name == "opencv_storage", let element = root.children.first else {
      throw FaceDetectionError.notACascade(path: path, reason: "its root is <\(root.name)>")
    }
    if element.typeID == "opencv-haar-classifier" {
      throw unsupported("a cascade in the format before OpenCV 2.4")
    }
    guard let stageType = element.child("stageType"), let featureType = element.child("featureType")
    else {
      throw FaceDetectionError.notACascade(
        path: path, reason: "<\(element.name)> has no stageType and featureType")
    }
    guard stageType.words == ["BOOST"], featureType.words == ["HAAR"] else {
      throw unsupported(
        "a cascade of \(featureType.words.joined(separator: " ")) features in "
          + "\(stageType.words.joined(separator: " ")) stages")
    }
    let categories = element.child("featureParams")?.child("maxCatCount")
    if let categories, try integer(categories) != 0 {
      throw unsupported("a cascade with categorical features")
    }
    return element
  }

  private func stage(_ element: XMLElement) throws -> Cascade.Stage {
    Cascade.Stage(
      threshold: try number(child("stageThreshold", of: element)),
      trees: try child("weakClassifiers", of: element).children.map(tree))
  }

  /// `internalNodes` holds left, right, feature, threshold for each node; `leafValues` the leaves.
  private func tree(_ element: XMLElement) throws -> Cascade.Tree {
    let nodes = try child("internalNodes", of: element)
    let words = nodes.words
    guard !words.isEmpty, words.count.isMultiple(of: 4) else {
      throw damaged("\(words.count) numbers for nodes at line \(nodes.line), not a multiple of 4")
    }
    let leaves = try child("leafValues", of: element)
    return Cascade.Tree(
      nodes: try stride(from: 0, to: words.count, by: 4).map { first in
        Cascade.Node(
          feature: try integer(words[first + 2], at: nodes.line),
          threshold: try number(words[first + 3], at: nodes.line),
          left: try integer(words[first], at: nodes.line),
          right: try integer(words[first + 1], at: nodes.line))
      },
      leaves: try leaves.words.map { try number($0, at: leaves.line) })
  }

  private func feature(_ element: XMLElement) throws -> HaarFeature {
    let tilted = try element.child("tilted").map(integer) ?? 0
    return HaarFeature(
      parts: try child("rects", of: element).children.map { rect in
        let words = rect.words
        guard words.count == 5 else {
          throw damaged("\(words.count) numbers for a rectangle at line \(rect.line), must be 5")
        }
        let sides = try words[..<4].map { try integer($0, at: rect.line) }
        return HaarFeature.Part(
          rect: Rect(x: sides[0], y: sides[1], width: sides[2], height: sides[3]),
          weight: try number(words[4], at: rect.line))
      }, isTilted: tilted != 0)
  }

  private func child(_ name: String, of element: XMLElement) throws -> XMLElement {
    guard let child = element.child(name) else {
      throw damaged("<\(element.name)> at line \(element.line) has no <\(name)>")
    }
    return child
  }

  private func integer(_ element: XMLElement) throws -> Int {
    try integer(Substring(element.words.joined(separator: " ")), at: element.line)
  }

  private func number(_ element: XMLElement) throws -> Float {
    try number(Substring(element.words.joined(separator: " ")), at: element.line)
  }

  private func integer(_ word: Substring, at line: Int) throws -> Int {
    // 32 bits as in OpenCV; it also keeps later sums from overflowing.
    guard let value = Int32(word) else {
      throw damaged("\"\(word.prefix(40))\" at line \(line) is no whole number")
    }
    return Int(value)
  }

  /// By way of double precision, as OpenCV reads it.
  private func number(_ word: Substring, at line: Int) throws -> Float {
    guard let value = Double(word), Float(value).isFinite else {
      throw damaged("\"\(word.prefix(40))\" at line \(line) is no number")
    }
    return Float(value)
  }

  private func unsupported(_ reason: String) -> FaceDetectionError {
    .unsupportedCascade(path: path, reason: reason)
  }

  private func damaged(_ reason: String) -> FaceDetectionError {
    .damagedCascade(path: path, reason: reason)
  }
}

extension Cascade {
  /// Reads a cascade from OpenCV's XML: Haar features, stumps or trees.
  ///
  /// - Throws: `FileError` where the file can't be read; ``FaceDetectionError``: no XML, no cascade,
  ///   of another kind (LBP, the format before 2.4), or damaged.
  package init(contentsOf path: String) throws {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    let name = file.hasSuffix(".xml") ? String(file.dropLast(4)) : file
    let bytes = try FileBytes.read(path, as: "cascade", limit: CascadeReader.byteLimit)
    self = try CascadeReader(path: path).cascade(in: bytes, name: name)
  }

  /// Reads a cascade from an XML document in memory.
  ///
  /// - Parameter name: the cascade's name, which errors give as the path.
  /// - Throws: ``FaceDetectionError`` as ``init(contentsOf:)``.
  package init(xml: [UInt8], name: String) throws {
    self = try CascadeReader(path: name).cascade(in: xml, name: name)
  }
}

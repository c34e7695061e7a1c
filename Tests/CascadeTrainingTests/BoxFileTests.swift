import CascadeTraining
import Foundation
import Imaging
import Pictures
import Testing

@Suite struct BoxFileTests {
  private let folder = NSTemporaryDirectory() + "box-files-\(UUID().uuidString)"

  private func write(_ text: String, to name: String) throws {
    let path = "\(folder)/\(name)"
    try FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }

  private func addPicture(_ name: String) throws {
    try write("", to: name)
    try Picture.write(
      ColorImage(width: 100, height: 50, blue: 9, green: 9, red: 9), to: "\(folder)/\(name)")
  }

  private func boxes() throws -> [[Rect]] {
    try PictureSet(folder).entries.compactMap { AnnotatedPicture($0) }.map {
      try $0.read().faces.map(\.box)
    }
  }

  private let voc = """
    <annotation><folder>x</folder><object><name>face</name><difficult>0</difficult>
    <bndbox><xmin>10</xmin><ymin>5</ymin><xmax>29</xmax><ymax>34</ymax></bndbox></object>
    <object><difficult>1</difficult>
    <bndbox><xmin>1</xmin><ymin>1</ymin><xmax>2</xmax><ymax>2</ymax></bndbox></object></annotation>
    """

  @Test func boxesLieBesideAPictureOrWhereDataSetsPutThem() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try addPicture("a.png")
    try write("0 0.2 0.4 0.2 0.6\n\n1 0.5 0.5 1 1 0.9\n", to: "a.txt")
    try addPicture("b.png")
    try write(voc, to: "b.xml")
    try addPicture("images/train/c.png")
    try write("0 0.5 0.5 0.1 0.2", to: "labels/train/c.txt")
    try addPicture("v/JPEGImages/d.png")
    try write(voc, to: "v/Annotations/d.xml")
    try addPicture("without.png")
    let rect = Rect(x: 10, y: 5, width: 20, height: 30)
    let hard = Rect(x: 1, y: 1, width: 2, height: 2)
    #expect(
      try boxes() == [
        [rect, Rect(x: 0, y: 0, width: 100, height: 50)], [rect, hard],
        [Rect(x: 45, y: 20, width: 10, height: 10)], [rect, hard],
      ])
    let marks = try PictureSet(folder).entries.compactMap { AnnotatedPicture($0) }[1].read().faces
    #expect(marks.map(\.isInvalid) == [false, true])
  }

  @Test(arguments: [
    ("a.txt", "0 0.2 0.4 0.2"), ("a.txt", "0 0.2 0.4 0.2 60"), ("a.txt", "face"),
    ("a.xml", "<annotation><object></object></annotation>"), ("a.xml", "<annotation>"),
  ]) func aBrokenFileIsRefusedInWords(name: String, text: String) throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try addPicture("a.png")
    try write(text, to: name)
    let error = #expect(throws: (any Error).self) { try boxes() }
    #expect("\(error as Any)".contains(name))
  }
}

import CascadeTraining
import Foundation
import Imaging
import Testing

@Suite struct BoxTableTests {
  private func write(_ text: String) throws -> String {
    let path = NSTemporaryDirectory() + "boxes-\(UUID().uuidString).tsv"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  @Test func facesAreReadByPicture() throws {
    let path = try write(
      """
      image\tx\ty\tw\th\tocclusion\tpose\tinvalid
      a/1.jpg\t10\t20\t30\t40\t0\t1\t0
      a/1.jpg\t1\t2\t3\t4\t2\t0\t1
      b.jpg\t0\t0\t60\t80\t1\t0\t0

      """)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let faces = try BoxTable(contentsOf: path).faces
    #expect(faces.keys.sorted() == ["a/1.jpg", "b.jpg"])
    #expect(
      faces["a/1.jpg"]?.map(\.box) == [
        Rect(x: 10, y: 20, width: 30, height: 40), Rect(x: 1, y: 2, width: 3, height: 4),
      ])
    #expect(faces["a/1.jpg"]?.map(\.isHidden) == [false, true])
    #expect(faces["a/1.jpg"]?.map(\.isAtypical) == [true, false])
    #expect(faces["a/1.jpg"]?.map(\.isInvalid) == [false, true])
    // Centre 30, 40 less 3 % of 80, side 1.17 of the root of 4800.
    #expect(faces["b.jpg"]?.first?.square == Rect(x: -11, y: -3, width: 81, height: 81))
  }

  @Test(arguments: [
    "image\tx\ty\tw\n", "image\tx\ty\tw\th\na\t1\t2\tthree\t4\n", "image\tx\ty\tw\th\na\t1\n",
  ])
  func aTableThatLacksSomethingIsRefusedInWords(text: String) throws {
    let path = try write(text)
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(throws: CascadeTrainingError.self) { try BoxTable(contentsOf: path) }
  }

  @Test func aSplitGivesPicturesToTheirUse() throws {
    let path = try write("image\tuse\na\ttrain\nb\tevaluate\nc\ttrain\n")
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(try BoxTable.pictures(for: "train", in: path) == ["a", "c"])
  }
}

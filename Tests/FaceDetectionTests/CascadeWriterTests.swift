import FaceDetection
import Foundation
import Testing

@Suite struct CascadeWriterTests {
  @Test(
    .enabled(if: GoldenTests.hasCascades, "needs OpenCV's cascades (Debian: opencv-data)"),
    arguments: [
      "haarcascade_frontalface_default", "haarcascade_frontalface_alt2",
      "haarcascade_eye_tree_eyeglasses",
    ])
  func whatIsWrittenIsReadAgainAsTheSameCascade(name: String) throws {
    let cascade = try Cascade(contentsOf: "\(GoldenTests.cascades)/\(name).xml")
    let written = cascade.xml(comment: " made for a test ")
    #expect(try Cascade(xml: written, name: name) == cascade)
    #expect(String(decoding: written, as: UTF8.self).contains("<!-- made for a test -->"))
  }
}

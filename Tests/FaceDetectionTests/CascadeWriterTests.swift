import FaceDetection
import Foundation
import Testing

@Suite struct CascadeWriterTests {
  @Test(arguments: ["haarcascade_frontalface_default", "haarcascade_frontalface_alt2"])
  func whatIsWrittenIsReadAgainAsTheSameCascade(name: String) throws {
    let cascade = try Cascade(contentsOf: "/usr/share/opencv4/haarcascades/\(name).xml")
    let written = cascade.xml(comment: " made for a test ")
    #expect(try Cascade(xml: written, name: name) == cascade)
    #expect(String(decoding: written, as: UTF8.self).contains("<!-- made for a test -->"))
  }
}

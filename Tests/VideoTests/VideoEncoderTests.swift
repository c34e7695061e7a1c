import Imaging
import Testing
import Video

@Suite struct VideoEncoderTests {
  @Test func withoutX264MPEG4TakesItsPlace() throws {
    let encoder = try VideoEncoder(
      path: "test.mkv", width: 64, height: 48, frameRate: 25, delivery: .complete,
      candidates: ["an-encoder-that-is-not-there", "mpeg4"])
    #expect(encoder.codecName == "mpeg4")
    var packets = 0
    for frame in 0..<3 {
      try encoder.encode(
        Pattern.color(width: 64, height: 48, frame: frame), time: .milliseconds(frame * 40)
      ) { _ in packets += 1 }
    }
    try encoder.finish { _ in packets += 1 }
    #expect(packets == 3)
  }

  @Test func withoutAnyEncoderItSaysSo() {
    let error = #expect(throws: VideoError.self) {
      try VideoEncoder(
        path: "test.mkv", width: 64, height: 48, frameRate: 25, delivery: .complete,
        candidates: ["an-encoder-that-is-not-there"])
    }
    #expect(error?.description.contains("no encoder for H.264") == true)
  }
}

import Foundation
import Imaging
import Programs
import Testing

extension RigTests {
  /// A picture fed to a loopback camera in many formats, and what is captured of it.
  @Suite struct FormatTests {
    private let folder: TemporaryFolder
    private let size = (width: 640, height: 480)

    init() throws {
      folder = try TemporaryFolder()
      try FaceClip.write(.astronaut, into: folder)
    }

    /// The picture as it was fed.
    private func fed() throws -> ColorImage {
      let path = "\(folder.path)/face.bgra"
      let outcome = try Program.run(
        [
          "ffmpeg", "-nostdin", "-v", "error", "-i", "\(folder.path)/face.png", "-f", "rawvideo",
          "-pix_fmt", "bgra", path,
        ], executable: "/usr/bin/env")
      #expect(outcome.status == 0, "\(outcome.error)")
      let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
      return ColorImage(width: size.width, height: size.height, bytes: bytes)
    }

    /// Peak signal-to-noise ratio in decibels: `10 log10(255^2 / mean squared error)`.
    private func psnr(_ a: some Collection<UInt8>, _ b: some Collection<UInt8>) -> Double {
      let squares = zip(a, b).reduce(0) { $0 + (Int($1.0) - Int($1.1)) * (Int($1.0) - Int($1.1)) }
      return 10 * log10(255 * 255 * Double(a.count) / Double(max(1, squares)))
    }

    /// The formats by ffmpeg's and V4L2's names, with the least decibels of gray and of colour: what
    /// is lost is the rounding to limited luma, the chroma of halved rows and columns, and JPEG's.
    @Test(arguments: [
      ("yuyv422", "YUYV", 48.0, 38.0), ("uyvy422", "UYVY", 48, 38), ("nv12", "NV12", 48, 38),
      ("yuv420p", "YU12", 48, 38), ("gray", "GREY", 60, 0), ("rgb24", "RGB3", 60, 60),
      ("bgr24", "BGR3", 60, 60), ("mjpeg", "MJPG", 40, 36), ("bgr0", "BGR4", 60, 60),
      ("rgb565le", "RGBP", 38, 35),
    ])
    func whatIsCapturedIsWhatWasFed(
      _ feed: String, _ format: String, _ leastGray: Double, _ leastColor: Double
    ) throws {
      let captured = "\(folder.path)/captured"
      let outcome = try Rig.run(
        "picture.sh", in: folder, modules: ["v4l2loopback video_nr=10"],
        [
          feed, Program.path(of: "camera-probe"), "capture", "/dev/video10", format, "640", "480",
          "30", "2", captured,
        ])
      let said = (try? String(contentsOfFile: "\(folder.path)/output", encoding: .utf8)) ?? ""
      try #require(outcome.status == 0, "\(outcome.output)\(said)")
      let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: captured)))
      let fed = try fed()
      let count = size.width * size.height
      try #require(bytes.count == count * 5)
      let gray = psnr(bytes[..<count], fed.gray().pixels)
      let color = psnr(bytes[count...], fed.bytes)
      print(String(format: "%@: gray %.1f dB, colour %.1f dB", format, gray, color))
      #expect(gray >= leastGray && color >= leastColor)
    }
  }
}

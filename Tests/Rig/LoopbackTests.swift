import Foundation
import Programs
import Testing

extension RigTests {
  /// v4l2loopback: any picture as a camera's.
  @Suite struct LoopbackTests {
    /// Boxes that stay within two pixels whatever the format: with others the readings of
    /// grace_hopper.jpg move by more than formats may, since its expression is doubtful.
    private static let steadyCascade =
      "/usr/share/opencv4/haarcascades/haarcascade_frontalface_default.xml"
    private static let hasSteadyCascade = FileManager.default.fileExists(atPath: steadyCascade)

    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func live(
      _ format: String, seconds: Int, _ options: [String] = []
    ) throws -> LiveRun {
      try LiveRun(
        "loopback.sh", [format], in: folder, modules: ["v4l2loopback video_nr=10"],
        device: "/dev/video10", ["--duration", "\(seconds)"] + options)
    }

    /// The face that `image` finds in the picture.
    private func faceOfPicture(_ options: [String] = []) throws -> LiveEvent.Face {
      let outcome = try Program.run(["image", "--json", "\(folder.path)/face.png"] + options)
      let line = try JSONDecoder().decode(LiveEvent.self, from: Data(outcome.output.utf8))
      return try #require(line.faces.first, "\(outcome.output)\(outcome.error)")
    }

    @Test func aFaceBeforeTheCameraIsFoundAndEveryFrameIsAccountedFor() throws {
      try FaceClip.write(.graceHopper, into: folder)
      let run = try live("yuyv", seconds: 10)
      run.report("v4l2loopback YUYV")
      try run.expectWholeAccount()
      let share = run.share(of: try faceOfPicture())
      print("v4l2loopback YUYV: the face in \((share * 1000).rounded() / 10) % of those")
      #expect(share >= 0.9)
    }

    @Test(
      .enabled(if: hasSteadyCascade, "needs OpenCV's cascades (Debian: opencv-data)"),
      arguments: FaceClip.Sample.allCases)
    func aPictureReadsTheSameAsPNGAndFromCamerasInYUYVAndMJPEG(_ sample: FaceClip.Sample) throws {
      try FaceClip.write(sample, into: folder)
      let options = ["--cascade", Self.steadyCascade]
      let picture = try faceOfPicture(options)
      var readings = [("PNG", picture)]
      for format in ["yuyv", "mjpeg"] {
        let run = try live(format, seconds: 3, options)
        #expect(run.status == 0, "\(run.said)")
        let faces = run.events.flatMap(\.faces).filter { $0.detected && $0.isAt(picture) }
        #expect(!faces.isEmpty, "\(run.said)")
        readings += faces.map { (format, $0) }
      }
      var greatest = 0.0
      for (index, first) in readings.enumerated() {
        for second in readings[..<index] {
          greatest = max(greatest, first.1.difference(to: second.1))
        }
      }
      print("\(sample.rawValue) as PNG, YUYV, MJPEG: at most \(greatest) apart")
      #expect(greatest <= 0.03, "\(greatest)")
    }
  }
}

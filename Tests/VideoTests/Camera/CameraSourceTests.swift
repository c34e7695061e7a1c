import CV4L2
import Foundation
import Testing
import Video

@Suite struct CameraSourceTests {
  private let fixture: CameraFixture

  init() throws { fixture = try CameraFixture() }

  private func open(_ camera: ScriptedCamera, _ wish: CameraWish) throws -> CameraSource {
    try fixture.plug(camera, as: "video0", port: "1-1")
    return try fixture.connection(fixture.path("video0"), wish).open()
  }

  private func frames(_ count: Int, of source: CameraSource) throws -> [Frame] {
    try (0..<count).compactMap { _ in try source.next() }
  }

  @Test func aBusWithoutRoomForRawPicturesGetsMJPEGAndItIsSaidOnce() throws {
    let camera = ScriptedCamera.webcam()
    camera.streamingFails = { format, _ in format == .yuyv ? ENOSPC : 0 }
    camera.events = [.silence(.seconds(4))]
    let connection: CameraConnection
    try fixture.plug(camera, as: "video0", port: "1-1")
    connection = fixture.connection(fixture.path("video0"))
    for _ in 0..<2 {
      let source = try connection.open()
      #expect("\(source.format)" == "YUYV 640x480 at 30 fps")
      // No frame comes; it is the mode that is looked at.
      #expect(throws: CameraError.self) { try source.next() }
      #expect("\(source.format)" == "MJPG 640x480 at 30 fps")
      source.close()
      camera.events = [.silence(.seconds(4))]
    }
    let said = fixture.lines.all
    #expect(said.count == 1 && said[0].contains("no room") && said[0].contains("MJPG"), "\(said)")
    #expect(fixture.devices.inUse == 0)
  }

  @Test func aBusWithoutRoomForOneFormatThatMustBeGetsASmallerPicture() throws {
    let camera = ScriptedCamera.webcam()
    camera.streamingFails = { _, size in size.width > 640 ? ENOSPC : 0 }
    camera.events = [.frame()]
    let source = try open(camera, CameraWish(width: 1280, height: 720, pixelFormat: .yuyv))
    let frame = try source.next()
    #expect(frame?.gray.width == 640 && "\(source.format)" == "YUYV 640x480 at 30 fps")
  }

  @Test func aBusWithoutRoomForAnythingIsSaidWithWhatToTry() throws {
    let camera = ScriptedCamera.webcam()
    camera.streamingFails = { _, _ in ENOSPC }
    let source = try open(camera, CameraWish())
    let error = #expect(throws: CameraError.self) { try source.next() }
    #expect(error == .noBandwidth(device: fixture.path("video0")))
    #expect("\(error!)".contains("--pixel-format MJPG"))
  }

  @Test func aCameraThatBreaksDownAtTheStartMayRecover() throws {
    let camera = ScriptedCamera.webcam()
    camera.streamingFails = { _, _ in EIO }
    let source = try open(camera, CameraWish())
    let error = #expect(throws: CameraError.self) { try source.next() }
    #expect(error == .streamBroken(device: fixture.path("video0")) && error!.mayRecover)
  }

  @Test func noFrameForThreeSecondsIsAHungCamera() throws {
    let camera = ScriptedCamera.webcam()
    camera.events = [.frame(), .silence(.milliseconds(2900)), .frame(), .silence(.seconds(3))]
    let source = try open(camera, CameraWish(pixelFormat: .yuyv))
    #expect(try frames(2, of: source).count == 2)
    #expect(
      throws: CameraError.stalled(device: fixture.path("video0"), seconds: 3, broken: 0)
    ) { try source.next() }
  }

  @Test func shortAndMarkedFramesAreCountedAndNeverShown() throws {
    let camera = ScriptedCamera.webcam()
    let error = UInt32(V4L2_BUF_FLAG_ERROR)
    camera.events = [
      .frame(), .frame(bytes: 1000), .frame(flags: error), .frame(bytes: 0), .frame(),
    ]
    let source = try open(camera, CameraWish(pixelFormat: .yuyv))
    let frames = try frames(2, of: source)
    #expect(frames.map(\.sequence) == [1, 5] && frames.map(\.index) == [0, 1])
    #expect(source.statistics.damaged == 3 && source.statistics.captured == 5)
  }

  @Test func nothingButDamagedFramesIsSaidAsSuch() throws {
    let camera = ScriptedCamera.webcam()
    camera.events = Array(repeating: .frame(after: .milliseconds(500), bytes: 10), count: 20)
    let source = try open(camera, CameraWish(pixelFormat: .yuyv))
    let error = #expect(throws: CameraError.self) { try source.next() }
    guard case .stalled(_, 3, let broken) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(broken >= 5 && "\(error!)".contains("damaged"))
  }

  @Test func timeNeitherLeapsNorGoesBackWhenTheDriversStampsDo() throws {
    for leap: Duration in [.seconds(3600), .seconds(-50), .seconds(-3600)] {
      let fixture = try CameraFixture()
      let camera = ScriptedCamera.webcam()
      camera.events = [.frame(), .frame(), .stampsLeap(leap), .frame(), .frame(), .frame()]
      try fixture.plug(camera, as: "video0", port: "1-1")
      let source = try fixture.connection(
        fixture.path("video0"), CameraWish(pixelFormat: .yuyv)
      ).open()
      let times = try frames(5, of: source).map(\.time)
      #expect(times == (0..<5).map { .milliseconds(33 * $0) }, "\(leap): \(times)")
    }
  }

  @Test func fiveFramesASecondAreNoHungCamera() throws {
    let camera = ScriptedCamera.webcam()
    camera.events = Array(repeating: .frame(after: .milliseconds(200)), count: 30)
    let source = try open(camera, CameraWish(framesPerSecond: 5, pixelFormat: .yuyv))
    #expect(try frames(30, of: source).count == 30)
  }

  @Test func mjpegIsTakenWhereRawPicturesCannotComeFastEnough() throws {
    let source = try open(.webcam(), CameraWish(width: 1280, height: 720))
    #expect("\(source.format)" == "MJPG 1280x720 at 30 fps")
  }

  @Test func aSensorsRawPictureIsDecodedByLibv4lconvert() throws {
    let camera = ScriptedCamera.webcam()
    let size = CameraFrameSize(width: 64, height: 48, rates: [30])
    camera.formats = [
      CameraFormat(pixelFormat: PixelFormat("RGGB")!, description: "", sizes: [size])
    ]
    // Red above, blue below: rows of red and green, then of green and blue.
    camera.paint = { bytes in
      for y in 0..<48 {
        for x in 0..<64 {
          let isRed = y % 2 == 0 && x % 2 == 0 && y < 24
          let isBlue = y % 2 == 1 && x % 2 == 1 && y >= 24
          // The scripted driver's rows have two bytes for each pixel of the width.
          bytes[y * 128 + x] = isRed || isBlue ? 200 : 20
        }
      }
    }
    camera.events = [.frame(), .frame(bytes: 5)]
    let source = try open(camera, CameraWish(width: 64, height: 48))
    let frame = try #require(try source.next())
    let color = try frame.color()
    func pixel(_ x: Int, _ y: Int) -> [UInt8] {
      Array(color.bytes[((y * 64 + x) * 4)..<((y * 64 + x) * 4 + 3)])
    }
    #expect(pixel(30, 10) == [20, 20, 200] && pixel(30, 40) == [200, 20, 20])
    #expect(frame.gray == color.gray())
    // Bytes that are missing are no reason to read beyond them.
    _ = try? source.next()
  }

  @Test func dimLightThatSlowsTheCameraIsSaidOnceWithTheControlThatChangesIt() throws {
    let camera = ScriptedCamera.webcam()
    camera.controls = [
      ScriptedCamera.Control(
        id: UInt32(V4L2_CID_EXPOSURE_AUTO_PRIORITY), name: "Exposure, Dynamic Framerate",
        type: V4L2_CTRL_TYPE_BOOLEAN, range: 0...1, value: 1)
    ]
    camera.events = Array(repeating: .frame(after: .milliseconds(66)), count: 200)
    let source = try open(camera, CameraWish(pixelFormat: .yuyv))
    _ = try frames(200, of: source)
    let said = fixture.lines.all
    #expect(said.count == 1 && said[0].contains("--control 'Exposure, Dynamic Framerate=off'"))
  }

  @Test func aCameraThatIsFastEnoughIsLeftInPeace() throws {
    let camera = ScriptedCamera.webcam()
    camera.controls = [
      ScriptedCamera.Control(
        id: UInt32(V4L2_CID_EXPOSURE_AUTO_PRIORITY), name: "Exposure, Dynamic Framerate",
        type: V4L2_CTRL_TYPE_BOOLEAN, range: 0...1, value: 1)
    ]
    camera.events = Array(repeating: .frame(), count: 200)
    _ = try frames(200, of: try open(camera, CameraWish(pixelFormat: .yuyv)))
    #expect(fixture.lines.all.isEmpty, "\(fixture.lines.all)")
  }

  @Test func aClosedShutterIsSaidWhileItIsClosed() throws {
    let camera = ScriptedCamera.webcam()
    camera.controls = [
      ScriptedCamera.Control(
        id: UInt32(V4L2_CID_PRIVACY), name: "Privacy", type: V4L2_CTRL_TYPE_BOOLEAN, range: 0...1,
        value: 1)
    ]
    camera.events = Array(repeating: .frame(), count: 400)
    let source = try open(camera, CameraWish(pixelFormat: .yuyv))
    _ = try frames(100, of: source)
    #expect(source.notice == "the camera's shutter is closed")
    camera.controls[0].value = 0
    _ = try frames(100, of: source)
    #expect(source.notice == nil)
    camera.controls[0].value = 1
    _ = try frames(100, of: source)
    #expect(source.notice != nil && fixture.lines.all.count == 1)
  }
}

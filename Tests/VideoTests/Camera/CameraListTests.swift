import CV4L2
import Foundation
import Testing
import Video

@Suite struct CameraListTests {
  private let fixture: CameraFixture
  private let directory: String

  init() throws {
    fixture = try CameraFixture()
    directory = String(fixture.path("x").dropLast(2))
  }

  private func plug(_ camera: ScriptedCamera, _ number: Int) throws {
    try fixture.plug(camera, as: "video\(number)", port: "1-\(number)")
  }

  private func infrared() -> ScriptedCamera {
    let camera = ScriptedCamera.webcam(card: "Infrared")
    camera.formats = [
      CameraFormat(
        pixelFormat: .grey, description: "",
        sizes: [CameraFrameSize(width: 640, height: 480, rates: [30])])
    ]
    return camera
  }

  private func list() -> CameraList { CameraList.discover(in: directory, calls: fixture.devices) }

  @Test func metadataNodesOutputsAndCodecsAreNoCameras() throws {
    let kinds = [
      UInt32(V4L2_CAP_META_CAPTURE), UInt32(V4L2_CAP_VIDEO_OUTPUT), UInt32(V4L2_CAP_VIDEO_M2M),
    ]
    for (number, kind) in kinds.enumerated() {
      let device = ScriptedCamera.webcam()
      device.deviceCaps = kind | UInt32(V4L2_CAP_STREAMING)
      try plug(device, number)
    }
    try plug(.webcam(), 7)
    #expect(list().cameras.map(\.path) == [fixture.path("video7")])
  }

  @Test func aCameraWithColourIsTakenBeforeAnInfraredOneAndThatBeforeNone() throws {
    try plug(infrared(), 0)
    #expect(list().defaultCamera?.card == "Infrared")
    try plug(.webcam(), 1)
    #expect(list().defaultCamera?.card == "Webcam")
  }

  @Test func aCameraIsFoundByItsPathItsLinkOrPartOfItsName() throws {
    try plug(.webcam(card: "HD Pro Webcam C920"), 0)
    try plug(.webcam(card: "Integrated Camera"), 2)
    func path(_ name: String) throws -> String {
      try CameraList.path(of: name, in: directory, calls: fixture.devices)
    }
    #expect(try path("/dev/video9") == "/dev/video9")
    #expect(try path("video2") == fixture.path("video2"))
    #expect(try path("c920") == fixture.path("video0"))
    #expect(try path("Integrated") == fixture.path("video2"))
    try FileManager.default.createSymbolicLink(
      atPath: fixture.path("v4l/by-id/usb-Logitech-index0"),
      withDestinationPath: "../../video0")
    #expect(try path("usb-Logitech-index0") == fixture.path("v4l/by-id/usb-Logitech-index0"))
    #expect(try path("c920") == fixture.path("v4l/by-id/usb-Logitech-index0"))
  }

  @Test func aNameOfNoneOrOfSeveralCamerasIsAnsweredWithThoseThereAre() throws {
    try plug(.webcam(card: "Webcam A"), 0)
    try plug(.webcam(card: "Webcam B"), 1)
    try plug(.webcam(card: "Webcam"), 2)
    func path(_ name: String) throws -> String {
      try CameraList.path(of: name, in: directory, calls: fixture.devices)
    }
    let several = #expect(throws: CameraError.self) { try path("webc") }
    #expect("\(several!)".contains("video0 (Webcam A) or"))
    let none = #expect(throws: CameraError.self) { try path("Kinect") }
    #expect("\(none!)".contains("video1 (Webcam B)"))
    #expect(try path("webcam") == fixture.path("video2"), "the whole name is one camera's")
  }
}

import Foundation
import Testing
import Video

@Suite struct CameraConnectionTests {
  private let fixture: CameraFixture

  init() throws { fixture = try CameraFixture() }

  private func name(of source: CameraSource) -> String {
    URL(fileURLWithPath: source.name).lastPathComponent
  }

  @Test func aCameraThatComesBackUnderAnotherNumberIsKnownByItsPort() throws {
    try fixture.plug(.webcam(bus: "usb-1"), as: "video0", port: "1-1")
    let connection = fixture.connection(fixture.path("video0"))
    let first = try connection.open()
    first.close()
    try fixture.unplug("video0")
    #expect(throws: CameraError.disconnected(device: fixture.path("video0"))) {
      try connection.open()
    }
    // Another camera takes the number; it is not the one that was asked for.
    try fixture.plug(.webcam(bus: "usb-2"), as: "video0", port: "1-2")
    #expect(throws: CameraError.disconnected(device: fixture.path("video0"))) {
      try connection.open()
    }
    try fixture.plug(.webcam(bus: "usb-1"), as: "video4", port: "1-1")
    let again = try connection.open()
    #expect(name(of: again) == "video4")
  }

  @Test func aCameraWithASerialNumberIsKnownInAnyPort() throws {
    try fixture.plug(.webcam(bus: "usb-1"), as: "video0", port: "1-1", serial: "A1")
    let connection = fixture.connection(fixture.path("video0"))
    try connection.open().close()
    try fixture.unplug("video0")
    // One of the same make in the same port, with another number of its own.
    try fixture.plug(.webcam(bus: "usb-1"), as: "video1", port: "1-4", serial: "B2")
    #expect(throws: CameraError.self) { try connection.open() }
    try fixture.plug(.webcam(bus: "usb-3"), as: "video2", port: "1-3", serial: "A1")
    let again = try connection.open()
    #expect(name(of: again) == "video2")
  }

  @Test func twinsWithOneSerialNumberAreToldApartByTheirPorts() throws {
    try fixture.plug(.webcam(bus: "usb-1"), as: "video0", port: "1-1", serial: "SN0001")
    try fixture.plug(.webcam(bus: "usb-2"), as: "video2", port: "1-2", serial: "SN0001")
    let connection = fixture.connection(fixture.path("video0"))
    try connection.open().close()
    try fixture.unplug("video0")
    #expect(throws: CameraError.self) { try connection.open() }
    try fixture.plug(.webcam(bus: "usb-1"), as: "video5", port: "1-1", serial: "SN0001")
    let again = try connection.open()
    #expect(name(of: again) == "video5")
  }

  @Test func theInfraredHalfOfACameraIsNotTakenForTheOther() throws {
    try fixture.plug(.webcam(bus: "usb-1"), as: "video0", port: "1-1", interface: "00")
    let connection = fixture.connection(fixture.path("video0"))
    try connection.open().close()
    try fixture.unplug("video0")
    try fixture.plug(.webcam(bus: "usb-1"), as: "video2", port: "1-1", interface: "02")
    #expect(throws: CameraError.self) { try connection.open() }
  }

  @Test func aCameraThatIsThereButMayNotBeOpenedYetIsToldFromOneThatIsAway() throws {
    try fixture.plug(.webcam(), as: "video0", port: "1-1")
    let connection = fixture.connection(fixture.path("video0"))
    try connection.open().close()
    try fixture.unplug("video0")
    let camera = ScriptedCamera.webcam()
    camera.openFails = EACCES
    try fixture.plug(camera, as: "video1", port: "1-1")
    let path = fixture.path("video1")
    do {
      _ = try connection.open()
      Issue.record("it was opened")
    } catch let error as CameraError {
      guard case .noPermission(path, _) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(!error.isAbsence)
    }
    camera.openFails = 0
    #expect(name(of: try connection.open()) == "video1")
  }

  @Test func aClosedCameraIsHeldByNobody() throws {
    let camera = ScriptedCamera.webcam()
    camera.events = [.frame(), .unplugged]
    try fixture.plug(camera, as: "video0", port: "1-1")
    let source = try fixture.connection(fixture.path("video0"), CameraWish(pixelFormat: .yuyv))
      .open()
    #expect(try source.next() != nil)
    #expect(throws: CameraError.disconnected(device: fixture.path("video0"))) { try source.next() }
    #expect(fixture.devices.inUse > 0)
    source.close()
    #expect(fixture.devices.inUse == 0)
    #expect(try source.next() == nil)
  }
}

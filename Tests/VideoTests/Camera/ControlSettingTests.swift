import CV4L2
import Foundation
import Testing
import Video

@Suite struct ControlSettingTests {
  private let fixture: CameraFixture
  private let camera = ScriptedCamera.webcam()

  init() throws {
    fixture = try CameraFixture()
    camera.controls = [
      ScriptedCamera.Control(id: UInt32(V4L2_CID_BASE), name: "Brightness", range: 0...100),
      ScriptedCamera.Control(
        id: UInt32(V4L2_CID_BASE) + 12, name: "White Balance, Automatic",
        type: V4L2_CTRL_TYPE_BOOLEAN, range: 0...1),
      ScriptedCamera.Control(
        id: UInt32(V4L2_CID_BASE) + 24, name: "Power Line Frequency", type: V4L2_CTRL_TYPE_MENU,
        range: 0...2, menu: ["Disabled", "50 Hz", "60 Hz"]),
    ]
    try fixture.plug(camera, as: "video0", port: "1-1")
  }

  private func open(_ settings: String...) throws {
    let wish = CameraWish(controls: settings.compactMap { ControlSetting($0) })
    try fixture.connection(fixture.path("video0"), wish).open().close()
  }

  @Test func settingsTakeNumbersSwitchesAndWords() throws {
    try open("brightness = 70", "white_balance_automatic=on", "Power Line Frequency=50 hz")
    #expect(camera.controls.map(\.value) == [70, 1, 1])
    try open("Brightness=0", "White Balance, Automatic=off", "power_line_frequency=2")
    #expect(camera.controls.map(\.value) == [0, 0, 2])
  }

  @Test func aWrongNameIsAnsweredWithThoseThereAre() throws {
    let error = #expect(throws: CameraError.self) { try open("brigthness=1") }
    #expect("\(error!)".contains("\"brigthness\""))
    #expect("\(error!)".contains("Brightness, White Balance, Automatic, Power Line Frequency"))
  }

  @Test(arguments: [
    ("Brightness=101", "0...100"), ("Brightness=much", "0...100"),
    ("White Balance, Automatic=2", "off or on"),
    ("Power Line Frequency=55 Hz", "0: Disabled, 1: 50 Hz, 2: 60 Hz"),
    ("Power Line Frequency=3", "0: Disabled, 1: 50 Hz, 2: 60 Hz"),
  ])
  func aWrongValueIsAnsweredWithTheRightOnes(_ setting: String, _ allowed: String) throws {
    let error = #expect(throws: CameraError.self) { try open(setting) }
    #expect("\(error!)".contains("takes \(allowed)"), "\(error!)")
    #expect(camera.controls.map(\.value) == [0, 0, 0])
  }

  @Test func settingsAreMadeAgainWhenTheCameraComesBack() throws {
    let wish = CameraWish(controls: [ControlSetting(name: "Brightness", value: "55")])
    let connection = fixture.connection(fixture.path("video0"), wish)
    try connection.open().close()
    camera.controls[0].value = 0
    try connection.open().close()
    #expect(camera.controls[0].value == 55)
  }

  @Test func aSettingIsANameAndAValue() {
    #expect(ControlSetting("a = b=c") == ControlSetting(name: "a", value: "b=c"))
    for text in ["", "a", "a=", "=b", " = "] { #expect(ControlSetting(text) == nil, "\(text)") }
  }
}

import Display
import Testing

@Suite struct VideoSystemTests {
  @Test(arguments: [
    ([:], false), (["DISPLAY": ""], false), (["DISPLAY": ":0"], true),
    (["WAYLAND_DISPLAY": "wayland-0"], true), (["SDL_VIDEODRIVER": "dummy"], true),
    (["SDL_VIDEODRIVER": "offscreen"], true), (["SDL_VIDEODRIVER": "x11"], false),
    (["SDL_VIDEODRIVER": "wayland,x11"], false), (["SDL_VIDEODRIVER": ""], false),
    (["SDL_VIDEODRIVER": "x11", "DISPLAY": ":0"], true),
  ])
  func theEnvironmentTellsWhetherThereIsADisplay(environment: [String: String], expected: Bool) {
    #expect(VideoSystem.isAvailable(in: environment) == expected)
  }
}

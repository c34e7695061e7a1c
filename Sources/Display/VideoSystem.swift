import CSDL2
import Foundation

/// SDL's video part: there is one a process, started with the first window, ended with the last.
package enum VideoSystem {
  /// Whether the environment promises a display: SDL's own choice of driver, X11 or Wayland.
  package static func isAvailable(in environment: [String: String]) -> Bool {
    func has(_ name: String) -> Bool { environment[name].map { !$0.isEmpty } ?? false }
    let sessions = has("DISPLAY") || has("WAYLAND_DISPLAY")
    guard let driver = environment["SDL_VIDEODRIVER"], !driver.isEmpty else { return sessions }
    // Asked for by name: a driver that draws into memory or straight on the screen.
    let needSession: Set<Substring> = ["x11", "wayland"]
    return sessions || !driver.split(separator: ",").allSatisfy(needSession.contains)
  }

  static func start() throws {
    if let reason = ed_load_sdl() { throw DisplayError.noLibrary(reason: String(cString: reason)) }
    SDL_SetMainReady()
    // Ctrl-C and SIGTERM are the program's own business, and so is the sleep of the screen.
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1")
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "1")
    SDL_SetHint(SDL_HINT_RENDER_SCALE_QUALITY, "linear")
    // A desktop's compositor stays on while a webcam's picture is shown.
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0")
    // Where neither answers, SDL would draw into memory, and nobody would see it. What the user sets
    // comes first.
    SDL_SetHint(SDL_HINT_VIDEODRIVER, "x11,wayland")
    guard SDL_InitSubSystem(SDL_INIT_VIDEO) == 0 else {
      throw DisplayError.unreachable(reason: SDL_GetError().map { String(cString: $0) } ?? "")
    }
  }

  static func stop() { SDL_QuitSubSystem(SDL_INIT_VIDEO) }

  /// The error of SDL's last call on this thread.
  static func failure(_ operation: String) -> DisplayError {
    .sdl(operation: operation, reason: SDL_GetError().map { String(cString: $0) } ?? "")
  }
}

import CSDL2
import Foundation
import Imaging

/// A window that shows pictures and reports keys.
///
/// Made, used and given up on one thread, the main one. It is on the screen from its first picture
/// on, not before: opening may take seconds where graphics are drawn by the processor. Showing does
/// not wait for the screen's refresh. When the X server goes away the process goes on: `onDisplayLost`
/// runs, `events()` gives `.quit`, and `show` throws.
package final class Window {
  /// Whether this session has a display to open a window on, as far as the environment tells:
  /// DISPLAY or WAYLAND_DISPLAY, or another driver that SDL_VIDEODRIVER asks for (`dummy` and
  /// `offscreen` draw into memory).
  package static var isDisplayAvailable: Bool {
    VideoSystem.isAvailable(in: ProcessInfo.processInfo.environment)
  }

  /// Runs once when the connection to the display breaks, on the window's thread, inside the call
  /// that noticed: finish recordings here, but do not use the window.
  package var onDisplayLost: (() -> Void)? {
    get { loss.handler }
    set { loss.handler = newValue }
  }

  /// SDL's number for it, which its events carry.
  package let id: UInt32

  /// What it is made with, before the first picture tells: most cameras' own.
  private static let firstSize = (width: Int32(640), height: Int32(480))

  private let window: OpaquePointer
  private let renderer: OpaquePointer
  private let leastWidth: Int
  private let maximumTexture: (width: Int, height: Int)
  private let loss = DisplayLoss()
  private var texture: OpaquePointer?
  private var textureSize = (width: 0, height: 0)
  private var hasReportedLoss = false
  private var hasAppeared = false

  /// Opens a window; it appears with its first picture, in that one's size as far as the screen has
  /// room for it.
  ///
  /// - Parameters:
  ///   - title: what its frame says.
  ///   - leastWidth: of the drawable area in the desktop's units, for smaller pictures.
  /// - Throws: ``DisplayError`` where there is no display or SDL fails.
  package init(title: String, leastWidth: Int = 640) throws {
    guard Self.isDisplayAvailable else { throw DisplayError.noDisplay }
    try VideoSystem.start()
    window = try Self.makeHidden(title: title)
    id = SDL_GetWindowID(window)
    WindowGroup.shared.join(id, loss)
    Self.watchForLoss(of: window)
    do { renderer = try Self.makeRenderer(for: window) } catch {
      WindowGroup.shared.leave(id)
      guard !loss.hasHappened else { throw DisplayError.displayLost }
      SDL_DestroyWindow(window)
      VideoSystem.stop()
      throw error
    }
    self.leastWidth = leastWidth
    maximumTexture = Self.maximumTexture(of: renderer)
    SDL_RenderSetVSync(renderer, 0)
    SDL_SetWindowMinimumSize(window, 160, 90)
    SDL_StartTextInput()
    try warmUp()
    if loss.hasHappened { throw DisplayError.displayLost }
  }

  deinit {
    WindowGroup.shared.leave(id)
    // With the X server gone, taking its objects down could block on an answer that never comes.
    guard !loss.hasHappened else { return }
    if let texture { SDL_DestroyTexture(texture) }
    SDL_DestroyRenderer(renderer)
    SDL_DestroyWindow(window)
    VideoSystem.stop()
  }

  // MARK: Showing

  /// Shows a picture, as large as fits without changing its shape, on black.
  ///
  /// - Throws: ``DisplayError`` where the display is gone or the picture too large.
  package func show(_ image: ColorImage) throws {
    guard !loss.hasHappened else { throw DisplayError.displayLost }
    guard image.width > 0 && image.height > 0 else { return }
    try fitTexture(width: image.width, height: image.height)
    let status = image.bytes.withUnsafeBytes { pixels in
      // SAFETY: the texture has the picture's size, and `pixels` holds strideBytes * height bytes.
      SDL_UpdateTexture(texture, nil, pixels.baseAddress, Int32(image.strideBytes))
    }
    guard status == 0 else { throw VideoSystem.failure("show a picture") }
    if !hasAppeared { appear(width: image.width, height: image.height) }
    present()
    if loss.hasHappened { throw DisplayError.displayLost }
  }

  /// Comes onto the screen, for a picture of some size.
  private func appear(width: Int, height: Int) {
    hasAppeared = true
    let size = Self.fitted(
      width: max(width, leastWidth), height: max(height, leastWidth * height / width))
    // SDL waits a tenth of a second for a change that is none.
    if size.width != Self.firstSize.width || size.height != Self.firstSize.height {
      SDL_SetWindowSize(window, Int32(size.width), Int32(size.height))
      SDL_SetWindowPosition(window, ed_windowpos_centered, ed_windowpos_centered)
    }
    SDL_ShowWindow(window)
  }

  /// Draws where nobody sees it: the first time takes longest, up to a second where the processor
  /// draws, which is better waited for before there are pictures.
  private func warmUp() throws {
    try fitTexture(width: Int(Self.firstSize.width), height: Int(Self.firstSize.height))
    draw()
    // What is read has been drawn.
    var pixel: UInt32 = 0
    var place = SDL_Rect(x: 0, y: 0, w: 1, h: 1)
    SDL_RenderReadPixels(
      renderer, &place, SDL_PIXELFORMAT_ARGB8888.rawValue, &pixel,
      Int32(MemoryLayout.size(ofValue: pixel)))
  }

  /// Shows the last picture again, after the window has changed.
  private func present() {
    // A hidden window has nothing to draw on, and some systems make the caller wait for it.
    let hidden = SDL_WINDOW_HIDDEN.rawValue | SDL_WINDOW_MINIMIZED.rawValue
    guard SDL_GetWindowFlags(window) & hidden == 0 else { return }
    draw()
    SDL_RenderPresent(renderer)
  }

  private func draw() {
    SDL_SetRenderDrawColor(renderer, 0, 0, 0, 255)
    SDL_RenderClear(renderer)
    if let texture {
      let size = drawableSize
      let room = Letterbox.room(
        width: textureSize.width, height: textureSize.height,
        in: Rect(x: 0, y: 0, width: size.width, height: size.height))
      var target = SDL_Rect(
        x: Int32(room.x), y: Int32(room.y), w: Int32(room.width), h: Int32(room.height))
      SDL_RenderCopy(renderer, texture, nil, &target)
    }
  }

  /// The drawable area's size in pixels; greater than the window's own size on high-density
  /// screens.
  package var drawableSize: (width: Int, height: Int) {
    var (width, height): (Int32, Int32) = (0, 0)
    SDL_GetRendererOutputSize(renderer, &width, &height)
    return (Int(width), Int(height))
  }

  private func fitTexture(width: Int, height: Int) throws {
    if texture != nil && textureSize == (width, height) { return }
    guard width <= maximumTexture.width && height <= maximumTexture.height else {
      throw DisplayError.pictureTooLarge(
        width: width, height: height, limitWidth: maximumTexture.width,
        limitHeight: maximumTexture.height)
    }
    if let texture { SDL_DestroyTexture(texture) }
    // ColorImage's bytes are blue, green, red, alpha: ARGB as a little-endian number.
    texture = SDL_CreateTexture(
      renderer, SDL_PIXELFORMAT_ARGB8888.rawValue, Int32(SDL_TEXTUREACCESS_STREAMING.rawValue),
      Int32(width), Int32(height))
    guard let texture else { throw VideoSystem.failure("make room for a picture") }
    SDL_SetTextureBlendMode(texture, SDL_BLENDMODE_NONE)
    textureSize = (width, height)
  }

  // MARK: Events

  /// What has happened since the last call, oldest first; does not wait.
  package func events() -> [WindowEvent] {
    var events: [WindowEvent] = []
    while let event = WindowGroup.shared.nextEvent(for: id) {
      if let seen = windowEvent(of: event) { events.append(seen) }
    }
    if loss.hasHappened && !hasReportedLoss {
      hasReportedLoss = true
      events.append(.quit)
    }
    return events
  }

  private func windowEvent(of event: SDL_Event) -> WindowEvent? {
    switch SDL_EventType(event.type) {
    case SDL_QUIT: return .quit
    case SDL_KEYDOWN: return Key(event.key).map { .key($0) }
    case SDL_TEXTINPUT: return event.text.text.0 == 0x3F ? .key(.character("?")) : nil
    case SDL_WINDOWEVENT:
      switch SDL_WindowEventID(UInt32(event.window.event)) {
      case SDL_WINDOWEVENT_CLOSE: return .quit
      case SDL_WINDOWEVENT_EXPOSED:
        present()
        return nil
      case SDL_WINDOWEVENT_SIZE_CHANGED:
        present()
        let size = drawableSize
        return .resized(width: size.width, height: size.height)
      default: return nil
      }
    default: return nil
    }
  }

  // MARK: State

  /// Whether the window covers the whole screen; the screen's own mode stays.
  package var isFullScreen: Bool {
    get { SDL_GetWindowFlags(window) & SDL_WINDOW_FULLSCREEN_DESKTOP.rawValue != 0 }
    set {
      guard !loss.hasHappened else { return }
      SDL_SetWindowFullscreen(window, newValue ? SDL_WINDOW_FULLSCREEN_DESKTOP.rawValue : 0)
      SDL_ShowCursor(newValue ? SDL_DISABLE : SDL_ENABLE)
    }
  }

  /// Whether the screen saver is held off; false at first. Meant for live pictures only.
  package var keepsScreenAwake: Bool {
    get { SDL_IsScreenSaverEnabled() == SDL_FALSE }
    set {
      guard !loss.hasHappened else { return }
      if newValue { SDL_DisableScreenSaver() } else { SDL_EnableScreenSaver() }
    }
  }

  /// What the window's frame says.
  package var title: String {
    get { SDL_GetWindowTitle(window).map { String(cString: $0) } ?? "" }
    set {
      guard !loss.hasHappened else { return }
      SDL_SetWindowTitle(window, newValue)
    }
  }

  /// Whether the connection to the display has broken.
  package var hasLostDisplay: Bool { loss.hasHappened }

  // MARK: Set-up

  private static func makeHidden(title: String) throws -> OpaquePointer {
    let flags =
      SDL_WINDOW_RESIZABLE.rawValue | SDL_WINDOW_ALLOW_HIGHDPI.rawValue
      | SDL_WINDOW_HIDDEN.rawValue
    if let window = SDL_CreateWindow(
      title, ed_windowpos_centered, ed_windowpos_centered, firstSize.width, firstSize.height, flags)
    {
      return window
    }
    let error = VideoSystem.failure("open a window")
    VideoSystem.stop()
    throw error
  }

  private static func makeRenderer(for window: OpaquePointer) throws -> OpaquePointer {
    if let renderer = SDL_CreateRenderer(window, -1, 0)
      ?? SDL_CreateRenderer(window, -1, SDL_RENDERER_SOFTWARE.rawValue)
    {
      return renderer
    }
    throw VideoSystem.failure("draw in a window")
  }

  /// Leaves room for the desktop's bars, without changing the shape.
  private static func fitted(width: Int, height: Int) -> Rect {
    let wanted = Rect(x: 0, y: 0, width: max(160, width), height: max(90, height))
    var usable = SDL_Rect()
    guard SDL_GetDisplayUsableBounds(0, &usable) == 0, usable.w > 0, usable.h > 0 else {
      return wanted
    }
    let room = Rect(x: 0, y: 0, width: Int(usable.w) * 9 / 10, height: Int(usable.h) * 9 / 10)
    if wanted.width <= room.width && wanted.height <= room.height { return wanted }
    return Letterbox.room(width: wanted.width, height: wanted.height, in: room)
  }

  private static func maximumTexture(of renderer: OpaquePointer) -> (width: Int, height: Int) {
    var info = SDL_RendererInfo()
    guard SDL_GetRendererInfo(renderer, &info) == 0, info.max_texture_width > 0 else {
      return (16_384, 16_384)
    }
    return (Int(info.max_texture_width), Int(info.max_texture_height))
  }

  /// Gives the window up because its display is gone: what Xlib's handler does, for an owner that
  /// notices by another way.
  package func reportDisplayLoss() { loss.happen() }

  /// Xlib would end the process by `exit(1)` when the X server goes away.
  private static func watchForLoss(of window: OpaquePointer) {
    _ = ed_set_display_lost_handler(window, { _ in WindowGroup.shared.loseDisplay() }, nil)
  }
}

import CSDL2

/// The open windows: SDL has one queue of events and one connection to the display for all of them,
/// so what belongs to another window waits here until that one asks. The main thread's.
final class WindowGroup {
  // Unsafe: windows are made, used and given up on the main thread alone.
  nonisolated(unsafe) static let shared = WindowGroup()

  private var losses: [UInt32: DisplayLoss] = [:]
  private var waiting: [UInt32: [SDL_Event]] = [:]

  /// A window opens.
  func join(_ id: UInt32, _ loss: DisplayLoss) {
    losses[id] = loss
    waiting[id] = []
  }

  /// It closes.
  func leave(_ id: UInt32) {
    losses[id] = nil
    waiting[id] = nil
  }

  /// The next event for a window; nil where there is none.
  func nextEvent(for id: UInt32) -> SDL_Event? {
    var event = SDL_Event()
    while waiting[id]?.isEmpty ?? true {
      guard losses[id]?.hasHappened == false, SDL_PollEvent(&event) != 0 else { return nil }
      sort(event, askedBy: id)
    }
    return waiting[id]?.removeFirst()
  }

  /// The display has gone away, for all of them.
  func loseDisplay() {
    for loss in losses.values { loss.happen() }
  }

  private func sort(_ event: SDL_Event, askedBy id: UInt32) {
    switch SDL_EventType(event.type) {
    case SDL_QUIT:
      for window in waiting.keys { waiting[window]?.append(event) }
    case SDL_WINDOWEVENT where event.window.event == UInt8(SDL_WINDOWEVENT_CLOSE.rawValue):
      // Of the last window SDL_QUIT tells as well.
      if waiting.count > 1 { waiting[event.window.windowID]?.append(event) }
    case SDL_WINDOWEVENT: waiting[owner(event.window.windowID, id)]?.append(event)
    case SDL_KEYDOWN: waiting[owner(event.key.windowID, id)]?.append(event)
    case SDL_TEXTINPUT: waiting[owner(event.text.windowID, id)]?.append(event)
    default: break
    }
  }

  /// The window an event is for; who asks where it is for none that is open.
  private func owner(_ window: UInt32, _ id: UInt32) -> UInt32 {
    waiting[window] == nil ? id : window
  }
}

import Foundation

extension LiveSession {
  /// Keeps the largest face of the frame that was analysed last; a failure is told in the window and
  /// does not end the show.
  func collect(_ digit: Int) {
    guard collection != nil else { return }
    guard !view.isPaused else { return tell("nothing saved while paused") }
    guard let seen = hub.latest else { return }
    do {
      let text = try collection?.save(digit, of: seen.analysis, in: seen.gray, at: Date())
      if let text { tell(text) }
    } catch {
      tell("\(error)")
      log.error("\(error)")
    }
  }
}

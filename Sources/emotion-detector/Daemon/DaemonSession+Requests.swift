import Daemon

extension DaemonSession {
  /// Does what a client of the control socket asks for.
  func answer(to request: ControlRequest) -> ControlAnswer {
    var answer = ControlAnswer()
    do {
      switch request.command {
      case .pause: pause()
      case .resume: try resume()
      case .record where request.stop == true: recorder.stop()
      case .record: try recorder.begin(for: request.seconds.map { .seconds($0) })
      case .snapshot: answer.path = try recorder.snapshot()
      case .reload: try reload()
      // The server's thread answers these itself.
      case .status, .metrics: break
      }
    } catch {
      return ControlAnswer(error)
    }
    return answer
  }

  /// Closes the camera: its light goes out.
  private func pause() {
    guard !board.content.isPaused else { return }
    close()
    board.update { $0.isPaused = true }
    log.notice("paused: the camera is closed")
    notifier.status("paused")
  }

  private func resume() throws {
    guard board.content.isPaused else { return }
    try open(configuration)
    board.update { $0.isPaused = false }
    log.notice("resumed")
  }
}

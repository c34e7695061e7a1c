import Dispatch
import Foundation
import Pipeline

/// Ctrl-C and SIGTERM as a wish to end, instead of a sudden end.
final class Interruption {
  /// Requested by the first signal.
  let stop = StopSignal()
  private let sources: [any DispatchSourceSignal]

  /// Catches the signals from now on. A second one ends the program at once, for when the orderly
  /// end hangs.
  ///
  /// - Parameters:
  ///   - action: run at the first signal, on a thread of its own.
  ///   - hangUp: run at each SIGHUP, which ends nothing then.
  init(
    action: @escaping @Sendable () -> Void = {}, hangUp: (@Sendable () -> Void)? = nil
  ) {
    let stop = stop
    let queue = DispatchQueue(label: "signals")
    sources = [SIGINT, SIGTERM, SIGHUP].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        if number == SIGHUP, let hangUp { return hangUp() }
        if stop.isRequested { _exit(128 + number) }
        stop.request()
        action()
      }
      source.resume()
      return source
    }
  }

  deinit { for source in sources { source.cancel() } }
}

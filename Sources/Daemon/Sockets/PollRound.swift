import Glibc

/// One call of `poll` over everything that the server waits for, and what it found.
struct PollRound {
  /// Whether another thread woke this one.
  let isWoken: Bool
  /// What has happened at each listener, in `poll`'s bits.
  let listened: [Int16]
  /// What has happened at each client.
  let served: [Int16]

  /// Waits until something happens, no longer than `limit`.
  init(
    _ wakePipe: WakePipe, _ listeners: [pollfd], _ clients: [pollfd], atMost limit: Duration
  ) {
    var all = [pollfd(fd: wakePipe.reader, events: Int16(POLLIN), revents: 0)]
    all += listeners + clients
    // What ends it early, such as a signal, leaves every result at nothing.
    poll(&all, nfds_t(all.count), Int32((limit / .milliseconds(1)).rounded(.up)))
    isWoken = all[0].revents != 0
    listened = all.dropFirst().prefix(listeners.count).map(\.revents)
    served = all.dropFirst(1 + listeners.count).map(\.revents)
  }
}

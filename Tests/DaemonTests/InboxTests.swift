import Daemon
import Testing

@Suite struct InboxTests {
  @Test func whatMustArriveComesBeforeWhatWasOfferedAndEachInItsOrder() {
    let inbox = Inbox<Int>(limit: 2)
    for number in [1, 2, 3] { inbox.offer(number) }
    for number in [10, 20] { inbox.put(number) }
    let taken = (0..<5).map { _ in inbox.wait(atMost: .zero) }
    #expect(taken == [10, 20, 1, 2, nil])
    #expect(inbox.refused == 1)
  }

  @Test func whatMayBeRefusedIsTakenUpToItsLimitAlone() {
    let inbox = Inbox<Int>(limit: 1)
    let taken = (0..<4).map { inbox.put($0, unlessWaiting: 3) }
    #expect(taken == [true, true, true, false])
    #expect(inbox.wait(atMost: .zero) == 0)
    #expect(inbox.put(4, unlessWaiting: 3))
    // A signal, say, always is.
    inbox.put(5)
    #expect((0..<4).map { _ in inbox.wait(atMost: .zero) } == [1, 2, 4, 5])
  }
}

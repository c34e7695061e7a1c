import Pipeline
import Testing

@Suite struct BackoffTests {
  private func delays(_ backoff: inout Backoff, _ count: Int) -> [Duration] {
    (0..<count).map { _ in backoff.next() }
  }

  @Test func delaysDoubleUpToTheLongestAndStayThere() {
    var backoff = Backoff(.milliseconds(500)...(.seconds(3)))
    #expect(
      delays(&backoff, 5)
        == [.milliseconds(500), .seconds(1), .seconds(2), .seconds(3), .seconds(3)])
  }

  @Test func afterAResetTheyBeginWithTheShortest() {
    var backoff = Backoff(.seconds(1)...(.seconds(60)))
    _ = delays(&backoff, 4)
    backoff.reset()
    #expect(delays(&backoff, 2) == [.seconds(1), .seconds(2)])
  }

  @Test func withOneDelayItIsAlwaysThat() {
    var backoff = Backoff(.seconds(2)...(.seconds(2)))
    #expect(delays(&backoff, 3) == [.seconds(2), .seconds(2), .seconds(2)])
  }

  @Test func anEndlessRowDoesNotOverflow() {
    var backoff = Backoff(.seconds(1)...(.seconds(30)))
    #expect(delays(&backoff, 1000).last == .seconds(30))
  }
}

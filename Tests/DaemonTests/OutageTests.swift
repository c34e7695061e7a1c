import Daemon
import Testing

@Suite struct OutageTests {
  @Test func itIsNewsWhenItBeginsAndWhenItIsOver() {
    var outage = Outage(rests: .seconds(1)...(.seconds(5)))
    var news = [outage.succeed()]
    #expect(!outage.isOn)
    news.append(outage.fail(at: .seconds(10)))
    #expect(outage.isOn)
    news.append(outage.fail(at: .seconds(11)))
    news.append(outage.succeed())
    #expect(!outage.isOn)
    news.append(outage.succeed())
    news.append(outage.fail(at: .seconds(12)))
    #expect(news == [false, true, false, true, false, true])
  }

  @Test func itIsTriedAgainAfterRestsThatDoubleUpToTheLongest() {
    var outage = Outage(rests: .seconds(1)...(.seconds(5)))
    #expect(outage.mayTry(at: .zero))
    var time: Duration = .zero
    for rest in [1, 2, 4, 5, 5] {
      _ = outage.fail(at: time)
      #expect(!outage.mayTry(at: time + .seconds(rest) - .milliseconds(1)), "\(rest)")
      time += .seconds(rest)
      #expect(outage.mayTry(at: time))
    }
    _ = outage.succeed()
    _ = outage.fail(at: time)
    #expect(outage.mayTry(at: time + .seconds(1)))
  }
}

import Testing
import emotion_detector

@Suite struct TimingsTests {
  @Test func percentilesAreRunsByNearestRank() {
    let timings = Timings((1...20).reversed().map { .milliseconds($0) })
    #expect(timings.count == 20 && timings.fastest == .milliseconds(1))
    #expect(timings.median == .milliseconds(10) && timings.p95 == .milliseconds(19))
    #expect(timings.percentile(0) == .milliseconds(1))
    #expect(timings.percentile(96) == .milliseconds(20))
    #expect(timings.percentile(100) == .milliseconds(20))
  }

  @Test func theMedianOfAnOddNumberIsTheMiddleOne() {
    let timings = Timings([.seconds(9), .seconds(1), .seconds(2)])
    #expect(timings.median == .seconds(2) && timings.p95 == .seconds(9))
  }

  @Test func oneRunIsEveryPercentile() {
    let timings = Timings([.microseconds(7)])
    for share in [0, 1, 50, 95, 100] { #expect(timings.percentile(share) == .microseconds(7)) }
  }
}

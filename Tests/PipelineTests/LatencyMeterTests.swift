import Foundation
import Pipeline
import Testing

@Suite struct LatencyMeterTests {
  @Test func percentilesAreThoseOfTheSortedTimesToOnePercent() throws {
    var meter = LatencyMeter()
    // 1 to 1000 tenths of a millisecond, in no order.
    for index in 0..<1000 { meter.add(.microseconds(100 * (index * 379 % 1000 + 1))) }
    for share in [1, 50, 95, 99, 100] {
      let time = try #require(meter.percentile(share)) / .milliseconds(1)
      #expect(abs(time / Double(share) - 1) < 0.011, "\(share) %: \(time) ms")
    }
    #expect(meter.count == 1000)
  }

  @Test func nothingIsSaidOfNothing() {
    #expect(LatencyMeter().percentile(50) == nil)
  }

  @Test func timesBeyondTheScaleAreCountedAtItsEnds() throws {
    var meter = LatencyMeter()
    meter.add(.seconds(-1))
    #expect(try #require(meter.percentile(100)) < .milliseconds(1))
    meter.add(.seconds(100_000))
    #expect(try #require(meter.percentile(100)) > .seconds(100))
  }
}

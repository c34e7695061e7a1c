import Daemon
import Testing

@Suite struct ProcessorShareTests {
  @Test func aBurstIsFreeAndWhatIsBeyondItRestsByItsPart() {
    var share = ProcessorShare(part: 0.1, burst: .milliseconds(5))
    #expect(share.rest(at: .zero) == .zero)
    share.spend(.milliseconds(5), at: .seconds(1))
    #expect(share.rest(at: .seconds(1)) == .zero)
    share.spend(.milliseconds(2), at: .seconds(1))
    #expect(share.rest(at: .seconds(1)) == .milliseconds(20))
    #expect(share.rest(at: .seconds(1) + .milliseconds(15)) == .milliseconds(5))
    #expect(share.rest(at: .seconds(2)) == .zero)
  }

  @Test func aLongRestSavesUpNoMoreThanTheBurst() {
    var share = ProcessorShare(part: 0.5, burst: .milliseconds(1))
    share.spend(.milliseconds(3), at: .seconds(3600))
    #expect(share.rest(at: .seconds(3600)) == .milliseconds(4))
  }

  @Test func whoWorksWheneverItMayTakesItsPart() {
    var share = ProcessorShare(part: 0.05, burst: .milliseconds(2))
    var (now, worked) = (Duration.zero, Duration.zero)
    while now < .seconds(10) {
      share.spend(.milliseconds(1), at: now)
      worked += .milliseconds(1)
      now += max(.milliseconds(1), share.rest(at: now))
    }
    #expect(worked >= .milliseconds(500) && worked <= .milliseconds(504), "\(worked)")
  }
}

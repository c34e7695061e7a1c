import Testing
import Video

@Suite struct FrameTimesTests {
  private func times(_ stamps: [Int64?]) -> [Int64] {
    var times = FrameTimes(usualStep: 40, resetStep: 500)
    return stamps.map { times.next($0) }
  }

  @Test func goodStampsStayAsTheyAre() {
    #expect(times([7, 40, 95, 3000]) == [7, 40, 95, 3000])
  }

  @Test func aMissingStampFollowsAtTheUsualStep() {
    #expect(times([0, nil, nil, 130]) == [0, 40, 80, 130])
    #expect(times([nil, 40]) == [0, 40])
  }

  @Test func aStampOutOfOrderIsPutRightBehind() {
    #expect(times([0, 80, 40, 80, 120]) == [0, 80, 81, 82, 120])
  }

  @Test func aClockThatStartsAnewGoesOn() {
    #expect(times([5000, 5040, 0, 40, 80]) == [5000, 5040, 5080, 5120, 5160])
  }
}

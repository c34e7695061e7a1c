import FaceDetection
import Testing

@Suite struct ScanScheduleTests {
  private let costs = [28, 28, 15, 22, 22, 9, 18, 18, 3, 12, 12, 10, 9, 8, 7, 6, 5, 4, 3, 2]

  @Test(arguments: [10, 25, 30, 60, 144]) func allIsScannedInAPeriod(framesPerSecond: Int) {
    var schedule = ScanSchedule(costs: costs, at: .zero)
    var taken: [[Int]] = []
    for frame in 1...(10 * framesPerSecond) {
      taken.append(schedule.take(at: .seconds(Double(frame) / Double(framesPerSecond))))
    }
    // A frame more, since the last share may end inside a band.
    let frames = Int((0.4 * Double(framesPerSecond)).rounded(.up)) + 1
    for first in 0..<(taken.count - frames) {
      #expect(Set(taken[first..<first + frames].joined()).count == costs.count)
    }
  }

  @Test func framesCostAboutTheSame() {
    var schedule = ScanSchedule(costs: costs, at: .zero)
    let share = Double(costs.reduce(0, +)) * 0.04 / 0.4
    for frame in 1...100 {
      let cost = schedule.take(at: .milliseconds(40 * frame)).reduce(0) { $0 + costs[$1] }
      #expect(abs(Double(cost) - share) < 28, "frame \(frame)")
    }
  }

  @Test func sizesThatFollowEachOtherComeUpApart() {
    var schedule = ScanSchedule(costs: [Int](repeating: 1, count: 40), at: .zero)
    let first = schedule.take(at: .milliseconds(80)).sorted()
    #expect(first.count == 8)
    #expect(zip(first, first.dropFirst()).allSatisfy { $1 - $0 >= 2 && $1 - $0 <= 9 }, "\(first)")
  }

  @Test func aLateFrameTakesAThirdAndOneAtTheSameTimeNothing() {
    var schedule = ScanSchedule(costs: [Int](repeating: 1, count: 30), at: .zero)
    #expect(schedule.take(at: .seconds(5)).count == 10)
    #expect(schedule.take(at: .seconds(5)).isEmpty)
    #expect(schedule.take(at: .seconds(4)).isEmpty)
    #expect(schedule.take(at: .seconds(6)).count == 10)
  }

  @Test func nothingToScanIsNothingTaken() {
    var schedule = ScanSchedule(costs: [], at: .zero)
    #expect(schedule.take(at: .seconds(1)).isEmpty)
  }
}

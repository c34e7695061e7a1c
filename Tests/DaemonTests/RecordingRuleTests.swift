import Daemon
import Testing

@Suite struct RecordingRuleTests {
  private func rule(_ occasion: RecordingSettings.Occasion) -> RecordingRule {
    var settings = RecordingSettings()
    settings.when = occasion
    settings.beforeSeconds = 2
    settings.afterSeconds = 3
    return RecordingRule(settings)
  }

  /// The seconds of a stream that are recorded, asked two seconds behind what is seen.
  private func recorded(
    _ rule: RecordingRule, faces: Set<Int>, seconds: Int = 40,
    meanwhile: (Int, inout RecordingRule) -> Void = { _, _ in }
  ) -> [Int] {
    var rule = rule
    var recorded: [Int] = []
    for second in 0..<seconds {
      rule.see(faces: faces.contains(second) ? 1 : 0, at: .seconds(second))
      meanwhile(second, &rule)
      if second >= 2, rule.wants(.seconds(second - 2)) { recorded.append(second - 2) }
    }
    return recorded
  }

  @Test func aFaceIsRecordedFromBeforeItCameUntilAfterItHasGone() {
    #expect(recorded(rule(.face), faces: [10, 11, 12]) == Array(8...15))
    #expect(recorded(rule(.face), faces: [10, 20]) == Array(8...13) + Array(18...23))
    #expect(recorded(rule(.face), faces: [10, 14]) == Array(8...17))
  }

  @Test func withoutARequestNothingIsRecordedWhoeverIsThere() {
    #expect(recorded(rule(.request), faces: [10, 11]).isEmpty)
  }

  @Test func aRequestLastsAsLongAsItAsks() {
    let seconds = recorded(rule(.request), faces: []) { second, rule in
      if second == 10 { rule.request(for: .seconds(4)) }
    }
    #expect(seconds == Array(8...14))
  }

  @Test func aRequestWithoutAnEndLastsUntilItIsStopped() {
    let seconds = recorded(rule(.request), faces: []) { second, rule in
      if second == 10 { rule.request(for: nil) }
      if second == 20 { rule.stop() }
    }
    #expect(seconds == Array(8...20))
  }

  @Test func aFaceDoesNotCutARequestShort() {
    let seconds = recorded(rule(.face), faces: [12]) { second, rule in
      if second == 10 { rule.request(for: nil) }
      if second == 30 { rule.stop() }
    }
    #expect(seconds == Array(8...30))
  }
}

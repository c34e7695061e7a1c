import EmotionRecognition
import Testing

@Suite struct EmotionSmootherTests {
  private let happy: [Float] = [0.9, 0.05, 0.05]
  private let sad: [Float] = [0.05, 0.9, 0.05]

  @Test func theFirstFrameIsShownAsItIs() {
    var smoother = EmotionSmoother()
    let shown = smoother.update(happy, of: 1, at: .zero)
    #expect(shown == SteadyEmotion(label: 0, confidence: 0.9))
  }

  @Test(arguments: [10, 33, 125, 1000])
  func aSingleOddFrameDoesNotChangeTheLabel(interval: Int) {
    var smoother = EmotionSmoother()
    for frame in 0..<30 {
      let shown = smoother.update(
        frame == 15 ? sad : happy, of: 1, at: .milliseconds(interval * frame))
      #expect(shown?.label == 0, "frame \(frame)")
    }
  }

  @Test func aLastingChangeIsShownWithinATimeConstant() {
    var smoother = EmotionSmoother()
    _ = smoother.update(happy, of: 1, at: .zero)
    var changed: Int?
    for frame in 1...30 where changed == nil {
      if smoother.update(sad, of: 1, at: .milliseconds(33 * frame))?.label == 1 { changed = frame }
    }
    // Half of the way is done after 0.7 time constants, 84 ms; the margin adds a little.
    #expect((3...4).contains(changed ?? 0), "changed at frame \(String(describing: changed))")
  }

  @Test func theChangeTakesTheSameTimeAtAnyFrameRate() {
    func switchTime(step: Duration) -> Duration {
      var smoother = EmotionSmoother()
      _ = smoother.update(happy, of: 1, at: .zero)
      var time = step
      while time < .seconds(5), smoother.update(sad, of: 1, at: time)?.label != 1 { time += step }
      return time
    }
    let slow = switchTime(step: .milliseconds(100))
    let fast = switchTime(step: .milliseconds(10))
    // The slow one may need a frame more.
    #expect(slow - fast <= .milliseconds(100) && slow >= fast)
  }

  @Test func nearEqualsDoNotFlicker() {
    var smoother = EmotionSmoother()
    var labels: [Int] = []
    for frame in 0..<90 {
      let lead: Float = frame % 2 == 0 ? 0.03 : -0.03
      let shown = smoother.update(
        [0.48 + lead, 0.48 - lead, 0.04], of: 1, at: .milliseconds(33 * frame))
      labels.append(shown?.label ?? -1)
    }
    #expect(Set(labels) == [0])
  }

  @Test func aSmallButLastingLeadIsShownInTheEnd() {
    var smoother = EmotionSmoother()
    var shown: SteadyEmotion?
    for frame in 0..<10 {
      shown = smoother.update([0.5, 0.45, 0.05], of: 1, at: .milliseconds(33 * frame))
    }
    #expect(shown?.label == 0)
    for frame in 10..<60 {
      shown = smoother.update([0.45, 0.5, 0.05], of: 1, at: .milliseconds(33 * frame))
    }
    #expect(shown?.label == 1)
  }

  @Test func belowTheThresholdNothingIsNamed() {
    var smoother = EmotionSmoother()
    #expect(smoother.update([0.39, 0.31, 0.3], of: 1, at: .zero) == nil)
    #expect(smoother.shown(of: 1) == nil)
  }

  @Test func aConfidenceThatWaversAboutTheThresholdDoesNotFlicker() {
    var smoother = EmotionSmoother()
    var isShown: [Bool] = []
    for frame in 0..<200 {
      let wave: Float = frame % 20 < 10 ? 0.37 : 0.43
      let shown = smoother.update(
        [wave, (1 - wave) / 2, (1 - wave) / 2], of: 1, at: .milliseconds(33 * frame))
      isShown.append(shown != nil)
    }
    #expect(Set(isShown).count == 1)
  }

  @Test func aFaceBecomesUncertainAfterPatienceAndIsNamedAgainWhenClear() {
    var smoother = EmotionSmoother()
    let vague: [Float] = [0.34, 0.33, 0.33]
    _ = smoother.update([0.5, 0.25, 0.25], of: 1, at: .zero)
    var lost: Duration?
    for frame in 1...60 {
      let time = Duration.milliseconds(33 * frame)
      if smoother.update(vague, of: 1, at: time) == nil, lost == nil { lost = time }
    }
    // The average sinks below 0.35 first.
    #expect(lost.map { $0 > .milliseconds(500) && $0 < .milliseconds(1000) } == true)
    let half: [Float] = [0.44, 0.28, 0.28]
    for frame in 61...120 {
      #expect(smoother.update(half, of: 1, at: .milliseconds(33 * frame)) == nil)
    }
    var shown: SteadyEmotion?
    for frame in 121...125 {
      shown = smoother.update(happy, of: 1, at: .milliseconds(33 * frame))
    }
    #expect(shown?.label == 0)
  }

  @Test func facesAreSteadiedApart() {
    var smoother = EmotionSmoother()
    for frame in 0..<10 {
      let time = Duration.milliseconds(33 * frame)
      #expect(smoother.update(happy, of: 1, at: time)?.label == 0)
      #expect(smoother.update(sad, of: 2, at: time)?.label == 1)
    }
  }

  @Test func aFaceThatIsGoneIsForgotten() {
    var smoother = EmotionSmoother()
    _ = smoother.update(happy, of: 1, at: .zero)
    _ = smoother.update(sad, of: 2, at: .zero)
    smoother.keep([2])
    #expect(smoother.count == 1)
    #expect(smoother.shown(of: 1) == nil)
    #expect(smoother.shown(of: 2)?.label == 1)
  }
}

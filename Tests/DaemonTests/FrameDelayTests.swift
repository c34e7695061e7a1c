import Daemon
import Imaging
import Testing

@Suite struct FrameDelayTests {
  private let box = Rect(x: 10, y: 10, width: 4, height: 4)

  @Test func framesComeOutInTheirOrderAfterTheirTime() {
    var delay = FrameDelay(length: .milliseconds(500))
    var out: [Int] = []
    for number in 0..<10 {
      out += delay.push(SmallFrames.frame(number), SmallFrames.analysis(number)).map(
        \.analysis.frame)
      #expect(out.count == max(0, number - 4))
    }
    out += delay.drain().map(\.analysis.frame)
    #expect(out == Array(0..<10))
  }

  @Test func withoutADelayEachFrameComesOutAtOnce() {
    var delay = FrameDelay(length: .zero)
    for number in 0..<3 {
      let out = delay.push(SmallFrames.frame(number), SmallFrames.analysis(number))
      #expect(out.map(\.analysis.frame) == [number])
      #expect(delay.oldest?.analysis.frame == number)
    }
  }

  @Test func aFaceIsKnownInTheSecondBeforeAndAfterItWasFound() {
    let length = FrameDelay.length(before: .zero, privacy: .blur)
    var delay = FrameDelay(length: length)
    var shown: [Int] = []
    for number in 0..<60 {
      let faces = number == 30 ? [7: box] : [:]
      for seen in delay.push(SmallFrames.frame(number), SmallFrames.analysis(number, faces))
      where !seen.faces.isEmpty {
        #expect(seen.faces == [box])
        shown.append(seen.analysis.frame)
      }
    }
    #expect(shown == Array(20...40))
  }

  @Test func aFaceThatMovesIsKnownWhereverItWasMeanwhile() {
    var delay = FrameDelay(length: .seconds(1))
    _ = delay.push(SmallFrames.frame(0), SmallFrames.analysis(0, [1: box]))
    let far = Rect(x: 30, y: 2, width: 4, height: 4)
    _ = delay.push(SmallFrames.frame(1), SmallFrames.analysis(1, [1: far]))
    #expect(delay.oldest?.faces == [Rect(x: 10, y: 2, width: 24, height: 12)])
  }
}

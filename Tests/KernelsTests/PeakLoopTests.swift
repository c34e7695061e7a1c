import Kernels
import Testing

@Suite struct PeakLoopTests {
  @Test func itCountsItsMultiplyAdds() {
    let loop = PeakLoop()
    let step = loop.run(steps: 1)
    #expect(step > 0 && loop.run(steps: 0) == 0 && loop.run(steps: 1000) == 1000 * step)
  }
}

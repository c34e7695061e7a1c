import Testing
import Training

@Suite struct WeightAverageTests {
  @Test func theAverageFollowsTheWeightsAndChangesPlacesWithThem() {
    let parameter = Parameter(name: "w", shape: [2], values: [1, 2])
    let average = WeightAverage(of: [parameter], decay: 0.5)
    var wanted = [1.0, 2.0]
    for step in 0..<20 {
      parameter.values.values = [Float(step), -1]
      average.update(threads: 2)
      let kept = min(0.5, Double(1 + step) / Double(10 + step))
      wanted = [
        kept * wanted[0] + (1 - kept) * Double(step), kept * wanted[1] - (1 - kept),
      ]
    }
    average.exchange()
    for (found, value) in zip(parameter.values.values, wanted) {
      #expect(abs(Double(found) - value) < 1e-5)
    }
    average.exchange()
    #expect(parameter.values.values == [19, -1])
  }
}
